package sources

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"redthread/store"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

const (
	gradeReliability = "ABCDEF"
	gradeCredibility = "123456"

	gradeCell  = 34 // width and
	gradeHigh  = 28 // height of a letter's box
	gradeSpace = 4
	gradeLabel = 68
)

// gradePicker chooses a grade from two rows of letters. It is one stop for
// the Tab key: typing B2 sets B2, the arrows walk, Backspace takes it away.
type gradePicker struct {
	widget.BaseWidget

	// OnChanged is called with each new grade.
	OnChanged func(store.Grade)

	save    func() // Ctrl+Enter
	grade   store.Grade
	focused bool
}

func newGradePicker(g store.Grade, save func()) *gradePicker {
	p := &gradePicker{grade: g, save: save}
	p.ExtendBaseWidget(p)
	return p
}

func (p *gradePicker) set(g store.Grade) {
	if g == p.grade {
		return
	}
	p.grade = g
	p.Refresh()
	if p.OnChanged != nil {
		p.OnChanged(g)
	}
}

// typed is the grade after a letter or a digit.
func typed(g store.Grade, c rune) store.Grade {
	switch up := strings.ToUpper(string(c)); {
	case strings.Contains(gradeReliability, up):
		g.Reliability = up[0]
	case strings.Contains(gradeCredibility, up):
		g.Credibility = up[0] - '0'
	}
	return g
}

// stepped moves one of the two a step towards better (-1) or worse (1).
func stepped(at byte, first byte, by int) byte {
	if at == 0 {
		return first
	}
	return byte(min(max(int(at)+by, int(first)), int(first)+5))
}

// TypedRune sets the letter or the digit typed.
func (p *gradePicker) TypedRune(c rune) { p.set(typed(p.grade, c)) }

// TypedKey walks the two rows: left and right the letter, up and down the
// digit.
func (p *gradePicker) TypedKey(k *fyne.KeyEvent) {
	g := p.grade
	switch k.Name {
	case fyne.KeyLeft:
		g.Reliability = stepped(g.Reliability, 'A', -1)
	case fyne.KeyRight:
		g.Reliability = stepped(g.Reliability, 'A', 1)
	case fyne.KeyUp:
		g.Credibility = stepped(g.Credibility, 1, -1)
	case fyne.KeyDown:
		g.Credibility = stepped(g.Credibility, 1, 1)
	case fyne.KeyBackspace, fyne.KeyDelete:
		g = store.Grade{}
	default:
		passKey(p, k)
	}
	p.set(g)
}

// TypedShortcut saves the form on Ctrl+Enter.
func (p *gradePicker) TypedShortcut(s fyne.Shortcut) {
	k, ok := s.(*desktop.CustomShortcut)
	if ok && k.Modifier == fyne.KeyModifierShortcutDefault && (k.KeyName == fyne.KeyReturn || k.KeyName == fyne.KeyEnter) {
		p.save()
	}
}

// FocusGained is part of fyne.Focusable.
func (p *gradePicker) FocusGained() {
	p.focused = true
	p.Refresh()
}

// FocusLost is part of fyne.Focusable.
func (p *gradePicker) FocusLost() {
	p.focused = false
	p.Refresh()
}

// Tapped chooses the box under the pointer; the chosen one is taken away.
func (p *gradePicker) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
	i := int((e.Position.X - gradeLabel) / (gradeCell + gradeSpace))
	if e.Position.X < gradeLabel || i > 5 {
		return
	}
	g := p.grade
	if e.Position.Y < gradeHigh+gradeSpace/2 {
		g.Reliability = other(g.Reliability, 'A'+byte(i))
	} else if e.Position.Y < 2*gradeHigh+gradeSpace {
		g.Credibility = other(g.Credibility, 1+byte(i))
	}
	p.set(g)
}

func other(at, chosen byte) byte {
	if at == chosen {
		return 0
	}
	return chosen
}

// CreateRenderer is part of fyne.Widget.
func (p *gradePicker) CreateRenderer() fyne.WidgetRenderer {
	r := &gradeRenderer{picker: p, words: part.NewText("", part.Small)}
	for i := range 2 {
		t := canvas.NewText([]string{"Source", "Content"}[i], color.Transparent)
		t.TextSize = look.SmallSize
		r.labels[i] = t
		r.objects = append(r.objects, t)
	}
	for i := range 12 {
		box := canvas.NewRectangle(color.Transparent)
		box.CornerRadius, box.StrokeWidth = look.Step, look.HairWidth
		t := canvas.NewText((gradeReliability + gradeCredibility)[i:i+1], color.Transparent)
		t.TextSize, t.TextStyle.Bold = look.TextSize, true
		r.boxes[i], r.letters[i] = box, t
		r.objects = append(r.objects, box, t)
	}
	r.ring = canvas.NewRectangle(color.Transparent)
	r.ring.CornerRadius, r.ring.StrokeWidth = look.Corner, 2
	r.objects = append(r.objects, r.ring, r.words)
	r.Refresh()
	return r
}

type gradeRenderer struct {
	picker  *gradePicker
	labels  [2]*canvas.Text
	boxes   [12]*canvas.Rectangle
	letters [12]*canvas.Text
	ring    *canvas.Rectangle
	words   *part.Text
	objects []fyne.CanvasObject
}

func (r *gradeRenderer) Destroy()                     {}
func (r *gradeRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *gradeRenderer) MinSize() fyne.Size {
	return fyne.NewSize(gradeLabel+6*(gradeCell+gradeSpace), 2*gradeHigh+gradeSpace+6+18)
}

func (r *gradeRenderer) Layout(size fyne.Size) {
	for i := range 12 {
		x := gradeLabel + float32(i%6)*(gradeCell+gradeSpace)
		y := float32(i/6) * (gradeHigh + gradeSpace)
		gradePut(r.boxes[i], x, y, gradeCell, gradeHigh)
		m := r.letters[i].MinSize()
		gradePut(r.letters[i], x+(gradeCell-m.Width)/2, y+(gradeHigh-m.Height)/2, m.Width, m.Height)
	}
	for i, t := range r.labels {
		m := t.MinSize()
		gradePut(t, 0, float32(i)*(gradeHigh+gradeSpace)+(gradeHigh-m.Height)/2, m.Width, m.Height)
	}
	gradePut(r.ring, gradeLabel-4, -4, 6*(gradeCell+gradeSpace)+4, 2*gradeHigh+gradeSpace+8)
	gradePut(r.words, gradeLabel, 2*gradeHigh+gradeSpace+6, size.Width-gradeLabel, 18)
}

// gradePut moves and resizes in one step.
func gradePut(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

func (r *gradeRenderer) Refresh() {
	p := r.picker
	v := look.VariantOf(p)
	for i := range 12 {
		on := i < 6 && p.grade.Reliability == gradeReliability[i] || i >= 6 && p.grade.Credibility == byte(i-5)
		fill, line, ink := look.Surface(v), look.Hairline(v), look.Ink(v)
		if on {
			fill, line, ink = look.ThreadWash(v), look.Thread(v), look.Thread(v)
		}
		r.boxes[i].FillColor, r.boxes[i].StrokeColor, r.letters[i].Color = fill, line, ink
		r.boxes[i].Refresh()
		r.letters[i].Refresh()
	}
	for _, t := range r.labels {
		t.Color = look.Muted(v)
		t.Refresh()
	}
	r.ring.StrokeColor = color.Transparent
	if p.focused {
		r.ring.StrokeColor = look.Muted(v)
	}
	r.ring.Refresh()
	if p.grade == (store.Grade{}) {
		r.words.SetText("Not graded; type B2, or click")
	} else {
		r.words.SetText(p.grade.Label())
	}
	canvas.Refresh(p)
}

// passKey hands a key on to the sheet around the form: Escape and Enter.
func passKey(o fyne.CanvasObject, k *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	if sheet, ok := c.Overlays().Top().(fyne.Focusable); ok {
		sheet.TypedKey(k)
	}
}
