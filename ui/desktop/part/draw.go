package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"redthread/ui/desktop/look"
)

// Tone is the voice in which a short text or a mark speaks.
type Tone int

// The tones. Plain is ink, Quiet is muted, Alarm is the thread.
const (
	Plain Tone = iota
	Quiet
	Alarm
	Caution
	Good
)

// ink returns the text colour of a tone.
func (t Tone) ink(v fyne.ThemeVariant) color.NRGBA {
	switch t {
	case Quiet:
		return look.Muted(v)
	case Alarm:
		return look.Thread(v)
	case Caution:
		return look.Caution(v)
	case Good:
		return look.Good(v)
	}
	return look.Ink(v)
}

// mark returns the colour of a bar or dot in a tone.
func (t Tone) mark(v fyne.ThemeVariant) color.NRGBA {
	switch t {
	case Caution:
		return look.CautionMark(v)
	case Plain, Quiet:
		return look.KindColour("identifier", v)
	}
	return t.ink(v)
}

// renderer is a fyne.WidgetRenderer made of functions, so that each part says
// in one place what it draws and where.
type renderer struct {
	objects []fyne.CanvasObject
	min     func() fyne.Size
	layout  func(fyne.Size)
	refresh func()
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Layout(s fyne.Size)           { r.layout(s) }
func (r *renderer) MinSize() fyne.Size           { return r.min() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *renderer) Refresh() {
	if r.refresh != nil {
		r.refresh()
	}
}

// label is a line of text at a fixed size. It is coloured when it is drawn.
func label(size float32, bold bool) *canvas.Text {
	t := canvas.NewText("", color.Transparent)
	t.TextSize = size
	t.TextStyle.Bold = bold
	return t
}

// say sets a label's text and colour and lets it be repainted.
func say(t *canvas.Text, text string, c color.Color) {
	if t.Text == text && t.Color == c {
		return
	}
	t.Text, t.Color = text, c
	t.Refresh()
}

// box is a rectangle with our corners.
func box(corner float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius = corner
	return r
}

// paint sets a rectangle's fill and border; a nil stroke is none.
func paint(r *canvas.Rectangle, fill, stroke color.Color, width float32) {
	if fill == nil {
		fill = color.Transparent
	}
	if stroke == nil {
		stroke, width = color.Transparent, 0
	}
	r.FillColor, r.StrokeColor, r.StrokeWidth = fill, stroke, width
	r.Refresh()
}

// drawRing draws the focus ring, two pixels wide in muted grey, or hides it:
// not red, so that it shows around the red button and is no alarm.
func drawRing(ring *canvas.Rectangle, on bool, v fyne.ThemeVariant) {
	if on {
		paint(ring, nil, look.Muted(v), 2)
	}
	show(ring, on)
}

// put moves and resizes in one step. A size below nothing is nothing: Fyne's
// software painter cannot draw it.
func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
}

// centre returns the offset at which a thing of size inner stands in the
// middle of outer.
func centre(outer, inner float32) float32 { return (outer - inner) / 2 }

// show hides or shows an object, and says nothing when nothing changes.
func show(o fyne.CanvasObject, yes bool) {
	switch {
	case yes && !o.Visible():
		o.Show()
	case !yes && o.Visible():
		o.Hide()
	}
}
