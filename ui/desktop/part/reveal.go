package part

import (
	"fyne.io/fyne/v2"
)

// revealer is something over the window whose content scrolls.
type revealer interface{ reveal(fyne.CanvasObject) }

// Reveal scrolls the sheet on top, as little as needed, so that an object in
// its content is in sight: a field that gets the keyboard, a sentence that
// says what is wrong. Elsewhere it does nothing.
func Reveal(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if r, ok := c.Overlays().Top().(revealer); ok {
		r.reveal(o)
	}
}

// revealMargin keeps what is revealed off the edge, so that the sentence
// beneath a field comes with it.
const revealMargin = 28

func (s *Sheet) reveal(o fyne.CanvasObject) {
	if s.scroll == nil || o == nil || o.Size().Height > s.scroll.Size().Height {
		return
	}
	for _, b := range append([]*Button{s.confirm, s.cancel}, s.extra...) {
		if b != nil && fyne.CanvasObject(b) == o {
			return
		}
	}
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s.scroll).Y
	by := float32(0)
	switch bottom := y + o.Size().Height + revealMargin; {
	case y < 0:
		by = y - revealMargin
	case bottom > s.scroll.Size().Height:
		by = bottom - s.scroll.Size().Height
	default:
		return
	}
	s.scroll.ScrollToOffset(fyne.NewPos(0, s.scroll.Offset.Y+by))
}
