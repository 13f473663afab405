package reader

import (
	"image/color"
	"sort"

	"fyne.io/fyne/v2"

	"redthread/ui/desktop/look"
)

// drawing draws one line of a passage into a scene.
type drawing struct {
	*page
	scene   *scene
	passage int
	text    string
	line    line
	next    int // where the next line of the passage begins, -1 for none
	y       float32
}

// whole is the end of a passage of any length.
const whole = 1 << 30

// A span is drawn below its words this far from the lower edge of the line.
const (
	lineBelow = 3
	dotsBelow = 3
)

func (d *drawing) draw(spans []Span) {
	d.spans(spans)
	d.marked()
	d.searched()
	d.words()
	d.caretHere()
}

// across returns the ends of a stretch on this line, from the left of the
// page; false when it is not on it.
func (d *drawing) across(start, stop int) (x, w float32, ok bool) {
	start, stop = max(start, d.line.start), min(stop, d.line.stop)
	if start >= stop {
		return 0, 0, false
	}
	m := d.meters[body]
	x = m.across(d.text, d.line, start, false)
	w = m.across(d.text, d.line, stop, true) - x
	return d.left + x, w, w > 0
}

func (d *drawing) wash(x, w float32, c color.NRGBA) {
	pad := max((d.size.line-d.meters[body].lineHeight())/2-1, 0)
	d.scene.boxes = append(d.scene.boxes, box{x, d.y + pad, w, d.size.line - 2*pad, c})
}

func (d *drawing) spans(spans []Span) {
	v := d.colours
	for k, s := range spans {
		x, w, ok := d.across(s.Start, s.Stop)
		if !ok {
			continue
		}
		foot := d.y + d.size.line - lineBelow
		switch s.Style {
		case Cited:
			c := look.ThreadWash(v)
			if d.hover == (spanAt{d.passage, k}) {
				c = look.Marked(v)
			}
			d.wash(x, w, c)
			d.scene.boxes = append(d.scene.boxes, box{x, foot, w, 2, look.Thread(v)})
		case Known:
			if d.hover == (spanAt{d.passage, k}) {
				d.wash(x, w, look.Selection(v))
			}
			d.scene.dots = append(d.scene.dots, dots{x, d.y + d.size.line - dotsBelow, w, 2, 4, look.KindColour(s.Kind, v)})
		case Found:
			d.scene.dots = append(d.scene.dots, dots{x, d.y + d.size.line - dotsBelow, w, 1, 3, look.Muted(v)})
		}
	}
}

// marked shows the stretch that one came for.
func (d *drawing) marked() {
	if d.mark.passage != d.passage {
		return
	}
	if x, w, ok := d.across(d.mark.start, d.mark.stop); ok {
		d.wash(x, w, look.Marked(d.colours))
	}
}

// searched shows the matches on this line; the current one is framed too.
func (d *drawing) searched() {
	number := d.page.text.Passages[d.passage].Number
	from := sort.Search(len(d.matches), func(i int) bool {
		m := d.matches[i]
		return m.Passage > number || m.Passage == number && m.Stop > d.line.start
	})
	for i := from; i < len(d.matches) && d.matches[i].Passage == number && d.matches[i].Start < d.line.stop; i++ {
		x, w, ok := d.across(d.matches[i].Start, d.matches[i].Stop)
		if !ok {
			continue
		}
		d.wash(x, w, cautionWash(d.colours))
		if i == d.current {
			d.frame(x, w, look.CautionMark(d.colours))
		}
	}
}

// frame draws a border of two pixels around words.
func (d *drawing) frame(x, w float32, c color.NRGBA) {
	pad := max((d.size.line-d.meters[body].lineHeight())/2-1, 0)
	top, high := d.y+pad, d.size.line-2*pad
	d.scene.boxes = append(d.scene.boxes,
		box{x - 2, top, 2, high, c}, box{x + w, top, 2, high, c},
		box{x - 2, top - 1, w + 4, 2, c}, box{x - 2, top + high - 1, w + 4, 2, c})
}

// words draws the text, what is selected in other colours.
func (d *drawing) words() {
	ink := look.Ink(d.colours)
	start, stop, ok := d.sel.part(d.passage, whole)
	if !ok {
		d.run(d.line.from, d.line.to, d.line.x, ink)
		return
	}
	m := d.meters[body]
	a, b := max(start, d.line.start), min(stop, d.line.stop)
	if a > b || d.line.stop < start || d.line.start > stop {
		d.run(d.line.from, d.line.to, d.line.x, ink)
		return
	}
	x0, x1 := m.across(d.text, d.line, a, false), m.across(d.text, d.line, b, true)
	w := x1 - x0
	if d.goesOn(stop) {
		w += m.rune(' ') // the space or the end of the line is selected too
	}
	if w > 0 {
		d.scene.boxes = append(d.scene.boxes, box{d.left + x0, d.y, w, d.size.line, look.Thread(d.colours)})
	}
	from, to := d.cut(a, false), d.cut(b, true)
	d.run(d.line.from, from, d.line.x, ink)
	d.run(from, to, x0, look.OnThread(d.colours))
	d.run(to, d.line.to, x1, ink)
}

// goesOn reports whether a selection that ends at stop takes in the end of
// this line.
func (d *drawing) goesOn(stop int) bool {
	if d.next < 0 {
		return stop == whole
	}
	return stop >= d.next && d.next > d.line.stop
}

// cut returns the byte of a code point on this line; one within a cluster is
// at its beginning, or with after at its end.
func (d *drawing) cut(point int, after bool) int {
	i, at := d.line.from, d.line.start
	for i < d.line.to && at < point {
		c := clusterAt(d.text[:d.line.to], i)
		if at+c.points > point && !after {
			break
		}
		i, at = i+c.size, at+c.points
	}
	return i
}

func (d *drawing) run(from, to int, x float32, c color.NRGBA) {
	if from < to {
		d.scene.runs = append(d.scene.runs, run{d.left + x, d.base(d.y), d.text[from:to], body, c})
	}
}

// caretHere draws the caret when it is on this line.
func (d *drawing) caretHere() {
	at := d.sel.caret
	if !d.caret || at.passage != d.passage || at.point < d.line.start || d.next >= 0 && at.point >= d.next {
		return
	}
	x := d.left + d.meters[body].across(d.text, d.line, at.point, false)
	pad := max((d.size.line-d.meters[body].lineHeight())/2, 0)
	d.scene.boxes = append(d.scene.boxes, box{x - 1, d.y + pad, 2, d.size.line - 2*pad, look.Ink(d.colours)})
}

// cautionWash is the ground of words that were searched.
func cautionWash(v fyne.ThemeVariant) color.NRGBA {
	c, s := look.CautionMark(v), look.Surface(v)
	mix := func(a, b uint8) uint8 { return uint8((int(a)*3 + int(b)*7) / 10) }
	return color.NRGBA{R: mix(c.R, s.R), G: mix(c.G, s.G), B: mix(c.B, s.B), A: 255}
}
