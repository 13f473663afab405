package sources

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

const (
	choicePadX = 12
	choicePadY = 5
	choiceGap  = 6
)

// choice is one box of choices.
type choice struct {
	text, note string
}

// choices is a stack of boxes, of which one is chosen by a click, by its digit
// or by the arrows and Enter. It is one stop for the Tab key.
type choices struct {
	widget.BaseWidget

	onChoose func(i int)
	onEscape func()

	all     []choice
	texts   []*part.Text
	notes   []*part.Text
	at      int
	hover   int
	focused bool
}

func newChoices(all []choice, onChoose func(i int), onEscape func()) *choices {
	c := &choices{all: all, onChoose: onChoose, onEscape: onEscape, hover: -1}
	for _, o := range all {
		c.texts = append(c.texts, part.NewText(o.text, part.Body).WithLines(2))
		c.notes = append(c.notes, part.NewText(o.note, part.Small).WithLines(2))
	}
	c.ExtendBaseWidget(c)
	return c
}

// Resize lays the words out for a width, which decides the height.
func (c *choices) Resize(s fyne.Size) {
	for i := range c.all {
		for _, t := range []*part.Text{c.texts[i], c.notes[i]} {
			t.Resize(fyne.NewSize(s.Width-2*choicePadX, t.MinSize().Height))
		}
	}
	c.BaseWidget.Resize(s)
}

func (c *choices) height(i int) float32 {
	h := c.texts[i].MinSize().Height + 2*choicePadY
	if c.all[i].note != "" {
		h += c.notes[i].MinSize().Height
	}
	return h
}

// boxAt gives the box at a height, -1 for none.
func (c *choices) boxAt(y float32) int {
	for i := range c.all {
		if h := c.height(i); y < h {
			return i
		} else if y -= h + choiceGap; y < 0 {
			return -1
		}
	}
	return -1
}

func (c *choices) choose(i int) {
	if i >= 0 && i < len(c.all) && c.onChoose != nil {
		c.onChoose(i)
	}
}

// Tapped is part of fyne.Tappable.
func (c *choices) Tapped(e *fyne.PointEvent) { c.choose(c.boxAt(e.Position.Y)) }

// MouseIn is part of desktop.Hoverable.
func (c *choices) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved is part of desktop.Hoverable.
func (c *choices) MouseMoved(e *desktop.MouseEvent) {
	if i := c.boxAt(e.Position.Y); i != c.hover {
		c.hover = i
		c.Refresh()
	}
}

// MouseOut is part of desktop.Hoverable.
func (c *choices) MouseOut() {
	c.hover = -1
	c.Refresh()
}

// Cursor is part of desktop.Cursorable.
func (c *choices) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained is part of fyne.Focusable.
func (c *choices) FocusGained() {
	c.focused = true
	c.Refresh()
}

// FocusLost is part of fyne.Focusable.
func (c *choices) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedRune chooses by digit.
func (c *choices) TypedRune(r rune) {
	if r >= '1' && r <= '9' {
		c.choose(int(r - '1'))
	}
}

// TypedKey walks the boxes.
func (c *choices) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		c.at = min(c.at+1, len(c.all)-1)
	case fyne.KeyUp:
		c.at = max(c.at-1, 0)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.choose(c.at)
		return
	case fyne.KeyEscape:
		if c.onEscape != nil {
			c.onEscape()
		}
		return
	default:
		return
	}
	c.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (c *choices) CreateRenderer() fyne.WidgetRenderer {
	r := &choicesRenderer{c: c}
	for i := range c.all {
		box := canvas.NewRectangle(color.Transparent)
		box.CornerRadius, box.StrokeWidth = look.Corner, look.HairWidth
		r.boxes = append(r.boxes, box)
		r.objects = append(r.objects, box, c.texts[i])
		if c.all[i].note != "" {
			r.objects = append(r.objects, c.notes[i])
		}
	}
	r.Refresh()
	return r
}

type choicesRenderer struct {
	c       *choices
	boxes   []*canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *choicesRenderer) Destroy()                     {}
func (r *choicesRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *choicesRenderer) MinSize() fyne.Size {
	var h float32
	for i := range r.c.all {
		h += r.c.height(i) + choiceGap
	}
	return fyne.NewSize(200, max(h-choiceGap, 0))
}

func (r *choicesRenderer) Layout(s fyne.Size) {
	y := float32(0)
	for i, box := range r.boxes {
		h := r.c.height(i)
		put(box, 0, y, s.Width, h)
		th := r.c.texts[i].MinSize().Height
		put(r.c.texts[i], choicePadX, y+choicePadY, s.Width-2*choicePadX, th)
		if r.c.all[i].note != "" {
			put(r.c.notes[i], choicePadX, y+choicePadY+th, s.Width-2*choicePadX, r.c.notes[i].MinSize().Height)
		}
		y += h + choiceGap
	}
}

func (r *choicesRenderer) Refresh() {
	v := look.VariantOf(r.c)
	for i, box := range r.boxes {
		box.FillColor, box.StrokeColor = look.Surface(v), look.Hairline(v)
		if i == r.c.hover || r.c.focused && i == r.c.at {
			box.FillColor = look.Selection(v)
		}
		if r.c.focused && i == r.c.at {
			box.StrokeColor = look.Muted(v)
		}
		box.Refresh()
	}
	canvas.Refresh(r.c)
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
