package reader

import (
	"fyne.io/fyne/v2"

	"redthread/ui/desktop/look"
)

// onBar reports whether a point of the view is on the scrollbar.
func (r *Reader) onBar(p fyne.Position) bool {
	return p.X >= r.Size().Width-barWidth && r.page.room() > 0
}

// thumbAt returns where the thumb of the scrollbar stands and how tall it is.
func (r *Reader) thumbAt() (y, h float32) {
	v := r.page.view
	room := v.room()
	if room <= 0 || v.height <= 0 {
		return 0, 0
	}
	h = max(leastThumb, v.height*float32(float64(v.height)/(room+float64(v.height))))
	return float32(min(v.offset()/room, 1)) * (v.height - h), h
}

func (r *Reader) showThumb() {
	y, h := r.thumbAt()
	show(r.thumb, h > 0)
	c := look.Ink(r.page.colours)
	c.A = 0x50
	r.thumb.FillColor = c
	put(r.thumb, r.Size().Width-thumbWidth-3, y, thumbWidth, h)
}

// pressBar takes the thumb, or brings it to where the bar was pressed.
func (r *Reader) pressBar(at float32) {
	y, h := r.thumbAt()
	r.mouse.doing, r.mouse.barFrom = barring, at-y
	if at < y || at >= y+h {
		r.mouse.barFrom = h / 2
		r.dragBar(at)
	}
}

// dragBar moves the thumb to the pointer and the text with it.
func (r *Reader) dragBar(at float32) {
	_, h := r.thumbAt()
	room := r.page.height - h
	if room <= 0 {
		return
	}
	r.page.jump(float64((at - r.mouse.barFrom) / room))
	r.redraw()
}
