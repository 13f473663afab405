package chart

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

// span is a line of time with a handle at each end of what is shown; with
// single it has the right one only.
type span struct {
	widget.BaseWidget

	onMove func() // a handle is moving
	onDone func() // it was let go

	least, most float64
	low, high   float64
	left, right string // what stands at the ends
	single      bool
	able        bool
	grabbed     int // 1 low, 2 high
	focused     int // handle that the keys move; 0 none
	moved       bool
}

func newSpan() *span {
	s := &span{most: 1, high: 1}
	s.ExtendBaseWidget(s)
	return s
}

func (s *span) set(least, most float64, left, right string, able bool) {
	s.least, s.most, s.left, s.right, s.able = least, most, left, right, able
	s.Refresh()
}

func (s *span) place(low, high float64) {
	s.low, s.high = min(max(low, s.least), s.most), min(max(high, s.least), s.most)
	s.Refresh()
}

// held tells whether a hand has a handle.
func (s *span) held() bool { return s.grabbed != 0 }

const (
	spanHeight = 24
	spanEnd    = 44 // room for the words at the ends
	spanHandle = 10
)

func (s *span) x(v float64) float32 {
	if s.most <= s.least {
		return spanEnd
	}
	return spanEnd + float32((v-s.least)/(s.most-s.least))*(s.Size().Width-2*spanEnd)
}

func (s *span) value(x float32) float64 {
	wide := s.Size().Width - 2*spanEnd
	if wide <= 0 {
		return s.least
	}
	return min(max(s.least+float64((x-spanEnd)/wide)*(s.most-s.least), s.least), s.most)
}

// MouseDown is part of desktop.Mouseable.
func (s *span) MouseDown(e *desktop.MouseEvent) {
	if !s.able {
		return
	}
	s.grabbed = 2
	if toLow, toHigh := abs(e.Position.X-s.x(s.low)), abs(e.Position.X-s.x(s.high)); !s.single && (toLow < toHigh || toLow == toHigh && e.Position.X < s.x(s.low)) {
		s.grabbed = 1
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
	s.focused = s.grabbed
	s.to(e.Position.X)
}

// MouseUp is part of desktop.Mouseable.
func (s *span) MouseUp(*desktop.MouseEvent) { s.let() }

// Dragged is part of fyne.Draggable.
func (s *span) Dragged(e *fyne.DragEvent) { s.to(e.Position.X) }

// DragEnd is part of fyne.Draggable.
func (s *span) DragEnd() { s.let() }

func (s *span) let() {
	was := s.grabbed
	s.grabbed = 0
	if was != 0 && s.moved && s.onDone != nil {
		s.moved = false
		s.onDone()
	}
	s.Refresh()
}

func (s *span) to(x float32) {
	v := s.value(x)
	switch s.grabbed {
	case 1:
		v = min(v, s.high)
		s.moved = s.moved || v != s.low
		s.low = v
	case 2:
		v = max(v, s.low)
		s.moved = s.moved || v != s.high
		s.high = v
	default:
		return
	}
	s.Refresh()
	if s.moved && s.onMove != nil {
		s.onMove()
	}
}

// FocusGained is part of fyne.Focusable.
func (s *span) FocusGained() {
	if s.focused == 0 {
		s.focused = 2
	}
	s.Refresh()
}

// FocusLost is part of fyne.Focusable.
func (s *span) FocusLost() {
	s.focused = 0
	s.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (s *span) TypedRune(rune) {}

// TypedKey moves a handle by a month, and by a year with the page keys; up and
// down change the handle.
func (s *span) TypedKey(e *fyne.KeyEvent) {
	step := 0.0
	switch e.Name {
	case fyne.KeyLeft:
		step = -1
	case fyne.KeyRight:
		step = 1
	case fyne.KeyPageDown:
		step = -12
	case fyne.KeyPageUp:
		step = 12
	case fyne.KeyUp, fyne.KeyDown:
		if !s.single {
			s.focused = 3 - s.focused
			s.Refresh()
		}
		return
	default:
		if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && c.Overlays().Top() == nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(e)
		}
		return
	}
	if !s.able {
		return
	}
	if s.focused == 1 {
		s.low = min(max(s.low+step, s.least), s.high)
	} else {
		s.high = max(min(s.high+step, s.most), s.low)
	}
	s.Refresh()
	if s.onDone != nil {
		s.onDone()
	}
}

func abs(v float32) float32 {
	if v < 0 {
		return -v
	}
	return v
}

// CreateRenderer is part of fyne.Widget.
func (s *span) CreateRenderer() fyne.WidgetRenderer {
	r := &spanRenderer{
		s: s, line: canvas.NewLine(color.Transparent), inner: canvas.NewLine(color.Transparent),
		low: canvas.NewCircle(color.Transparent), high: canvas.NewCircle(color.Transparent), ring: canvas.NewCircle(color.Transparent),
		left: canvas.NewText("", color.Transparent), right: canvas.NewText("", color.Transparent),
	}
	r.line.StrokeWidth, r.inner.StrokeWidth, r.ring.StrokeWidth = 1, 2, 2
	r.left.TextSize, r.right.TextSize = look.SmallSize, look.SmallSize
	r.Refresh()
	return r
}

type spanRenderer struct {
	s               *span
	line, inner     *canvas.Line
	low, high, ring *canvas.Circle
	left, right     *canvas.Text
}

func (r *spanRenderer) Destroy()           {}
func (r *spanRenderer) MinSize() fyne.Size { return fyne.NewSize(160, spanHeight) }

func (r *spanRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.line, r.inner, r.ring, r.low, r.high, r.left, r.right}
}

func (r *spanRenderer) Layout(size fyne.Size) {
	s := r.s
	y := float32(spanHeight / 2)
	from, to := s.x(s.least), s.x(s.most)
	r.line.Position1, r.line.Position2 = fyne.NewPos(from, y), fyne.NewPos(to, y)
	low, high := s.x(s.low), s.x(s.high)
	if s.single {
		low = from
	}
	r.inner.Position1, r.inner.Position2 = fyne.NewPos(low, y), fyne.NewPos(high, y)
	put := func(c *canvas.Circle, x, d float32) {
		c.Move(fyne.NewPos(x-d/2, y-d/2))
		c.Resize(fyne.NewSquareSize(d))
	}
	put(r.low, low, spanHandle)
	put(r.high, high, spanHandle)
	if s.focused == 1 {
		put(r.ring, low, spanHandle+8)
	} else {
		put(r.ring, high, spanHandle+8)
	}
	h := r.left.MinSize().Height
	r.left.Move(fyne.NewPos(0, y-h/2))
	r.right.Move(fyne.NewPos(size.Width-r.right.MinSize().Width, y-h/2))
}

func (r *spanRenderer) Refresh() {
	s := r.s
	v := look.VariantOf(s)
	r.line.StrokeColor = look.Hairline(v)
	r.inner.StrokeColor, r.low.FillColor, r.high.FillColor, r.ring.StrokeColor = look.Muted(v), look.Muted(v), look.Muted(v), look.Muted(v)
	r.left.Color, r.right.Color = look.Muted(v), look.Muted(v)
	r.left.Text, r.right.Text = s.left, s.right
	r.low.Hidden = s.single || !s.able
	r.high.Hidden, r.inner.Hidden = !s.able, !s.able
	r.ring.Hidden = s.focused == 0 || !s.able
	r.left.Hidden, r.right.Hidden = !s.able, !s.able
	r.Layout(s.Size())
	canvas.Refresh(s)
}
