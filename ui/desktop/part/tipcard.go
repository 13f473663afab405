package part

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	tipCardWidest float32 = 340
	tipCardPad    float32 = 8
)

// TipCard tells of a mark on a picture, beside it. It is made of shapes only, so that
// it catches no clicks. The picture places it among its own objects.
type TipCard struct {
	widget.BaseWidget
	lines []string
	size  fyne.Size
}

// NewTipCard makes a card that tells nothing yet.
func NewTipCard() *TipCard {
	t := &TipCard{}
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

func tipCardWidth(s string) float32 {
	return fyne.MeasureText(s, look.SmallSize, fyne.TextStyle{}).Width
}

func tipCardLine() float32 {
	return fyne.MeasureText("M", look.SmallSize, fyne.TextStyle{}).Height
}

// Set says what is told; "" tells nothing.
func (t *TipCard) Set(text string) {
	t.lines = nil
	if text == "" {
		t.Hide()
		return
	}
	for _, line := range strings.Split(text, "\n") {
		t.lines = append(t.lines, wrapLine(line, tipCardWidest-2*tipCardPad, tipCardWidth)...)
	}
	var w float32
	for _, line := range t.lines {
		w = max(w, tipCardWidth(line))
	}
	t.size = fyne.NewSize(w+2*tipCardPad, float32(len(t.lines))*tipCardLine()+2*tipCardPad-4)
	t.Show()
	t.Refresh()
}

// Told is what the card tells, line by line.
func (t *TipCard) Told() []string { return t.lines }

// Place puts the card under a mark, or above it, or beside it where the plot
// ends.
func (t *TipCard) Place(mark fyne.Position, size, room fyne.Size) {
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

// wrapLine breaks a line at spaces; a word alone may be wider.
func wrapLine(s string, width float32, measure func(string) float32) []string {
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
func (t *TipCard) CreateRenderer() fyne.WidgetRenderer {
	frame := canvas.NewRectangle(color.Transparent)
	frame.CornerRadius = look.Step
	r := &tipCardRenderer{card: t, frame: frame}
	r.Refresh()
	return r
}

type tipCardRenderer struct {
	card  *TipCard
	frame *canvas.Rectangle
	texts []*canvas.Text
}

func (r *tipCardRenderer) Destroy()           {}
func (r *tipCardRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *tipCardRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.frame}
	for _, t := range r.texts {
		all = append(all, t)
	}
	return all
}

func (r *tipCardRenderer) Layout(s fyne.Size) {
	r.frame.Resize(s)
	h := tipCardLine()
	for i, t := range r.texts {
		t.Move(fyne.NewPos(tipCardPad, tipCardPad-2+float32(i)*h))
		t.Resize(fyne.NewSize(max(s.Width-2*tipCardPad, 0), h))
	}
}

func (r *tipCardRenderer) Refresh() {
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
