package figures

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	tipWidest float32 = 340
	tipPad    float32 = 8
)

// tipCard tells of a mark, beside it. It is made of shapes only, so that it
// catches no clicks.
type tipCard struct {
	widget.BaseWidget
	lines []string
	size  fyne.Size
}

func newTipCard() *tipCard {
	t := &tipCard{}
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

func tipTextWidth(s string) float32 {
	return fyne.MeasureText(s, look.SmallSize, fyne.TextStyle{}).Width
}

func tipLineHeight() float32 {
	return fyne.MeasureText("M", look.SmallSize, fyne.TextStyle{}).Height
}

// set says what is told; "" tells nothing.
func (t *tipCard) set(text string) {
	t.lines = nil
	if text == "" {
		t.Hide()
		return
	}
	for _, line := range strings.Split(text, "\n") {
		t.lines = append(t.lines, wrapped(line, tipWidest-2*tipPad, tipTextWidth)...)
	}
	var w float32
	for _, line := range t.lines {
		w = max(w, tipTextWidth(line))
	}
	t.size = fyne.NewSize(w+2*tipPad, float32(len(t.lines))*tipLineHeight()+2*tipPad-4)
	t.Show()
	t.Refresh()
}

// place puts the card under a mark, or above it, or beside it where the plot
// ends.
func (t *tipCard) place(mark fyne.Position, size, room fyne.Size) {
	x := max(min(mark.X, room.Width-t.size.Width), 0)
	y := mark.Y + size.Height + 6
	if y+t.size.Height > room.Height {
		y = mark.Y - t.size.Height - 6
	}
	if y < 0 { // neither below nor above: beside it
		y = max(min(mark.Y, room.Height-t.size.Height), 0)
		x = mark.X + size.Width + 6
		if x+t.size.Width > room.Width {
			x = mark.X - t.size.Width - 6
		}
	}
	t.Move(fyne.NewPos(max(x, 0), y))
	t.Resize(t.size)
}

// wrapped breaks a line at spaces; a word alone may be wider.
func wrapped(s string, width float32, measure func(string) float32) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && measure(longer) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	return append(lines, line)
}

// CreateRenderer is part of fyne.Widget.
func (t *tipCard) CreateRenderer() fyne.WidgetRenderer {
	frame := canvas.NewRectangle(color.Transparent)
	frame.CornerRadius = look.Step
	r := &tipRenderer{card: t, frame: frame}
	r.Refresh()
	return r
}

type tipRenderer struct {
	card  *tipCard
	frame *canvas.Rectangle
	texts []*canvas.Text
}

func (r *tipRenderer) Destroy()           {}
func (r *tipRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *tipRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.frame}
	for _, t := range r.texts {
		all = append(all, t)
	}
	return all
}

func (r *tipRenderer) Layout(s fyne.Size) {
	r.frame.Resize(s)
	h := tipLineHeight()
	for i, t := range r.texts {
		t.Move(fyne.NewPos(tipPad, tipPad-2+float32(i)*h))
		t.Resize(fyne.NewSize(max(s.Width-2*tipPad, 0), h))
	}
}

func (r *tipRenderer) Refresh() {
	v := look.VariantOf(r.card)
	r.frame.FillColor = look.Ink(v)
	for len(r.texts) < len(r.card.lines) {
		t := canvas.NewText("", color.Transparent)
		t.TextSize = look.SmallSize
		r.texts = append(r.texts, t)
	}
	for i, t := range r.texts {
		t.Hidden = i >= len(r.card.lines)
		if !t.Hidden {
			t.Text, t.Color = r.card.lines[i], look.Surface(v)
		}
		t.Refresh()
	}
	r.frame.Refresh()
	r.Layout(r.card.Size())
	canvas.Refresh(r.card)
}

// passKey hands a key on to the window.
func passKey(o fyne.CanvasObject, e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil || c.Overlays().Top() != nil {
		return
	}
	if f := c.OnTypedKey(); f != nil {
		f(e)
	}
}
