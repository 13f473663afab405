package report

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	casereport "redthread/app/report"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// mostItems is how many things of one finding are listed.
const mostItems = 12

// column is the right side: what to look at before publishing, and what is
// hidden.
type column struct {
	scroll   fyne.CanvasObject
	verdict  *part.Text
	found    *fyne.Container
	redacted *fyne.Container
	open     map[string]bool // findings whose things are listed
	act      func(f finding) // for a finding without things
	show     func(it casereport.Item)
}

func newColumn() *column {
	c := &column{
		verdict: part.NewText("Checking…", part.Body).WithTone(part.Quiet),
		found:   part.Down(0), redacted: part.Down(4), open: map[string]bool{},
	}
	c.scroll = container.NewVScroll(part.Inset(16, 16, 16, 16, part.Down(10,
		part.NewLine("Before you publish", part.Capital),
		part.NewCard("", part.Down(8, c.verdict, c.found)),
		part.NewCard("Redacted", c.redacted),
	)))
	return c
}

func toneOf(l casereport.Level) part.Tone {
	switch l {
	case casereport.Good:
		return part.Good
	case casereport.Caution:
		return part.Caution
	}
	return part.Alarm
}

// setFindings lists what was checked.
func (c *column) setFindings(all []finding) {
	c.verdict.SetText(verdict(all))
	c.found.Objects = nil
	for _, f := range all {
		line := newLeadLine(f.sign, toneOf(f.level), f.text)
		line.tap = c.tapped(f, all)
		c.found.Add(line)
		if !c.open[f.id] || len(f.items) < 2 {
			continue
		}
		for i, it := range f.items {
			if i == mostItems {
				c.found.Add(newLeadLine("", part.Quiet, "and "+counted(len(f.items)-i, "other", "others")))
				break
			}
			item := newLeadLine("", part.Quiet, it.Title)
			item.small = true
			item.tap = func() { c.show(it) }
			c.found.Add(item)
		}
	}
	c.found.Refresh()
	c.scroll.Refresh()
}

// tapped is what a click on a finding does: it leads to the one thing it is
// about, or lists them. What is in order leads nowhere.
func (c *column) tapped(f finding, all []finding) func() {
	switch {
	case f.level == casereport.Good:
		return nil
	case len(f.items) == 0:
		return func() { c.act(f) }
	case len(f.items) == 1:
		return func() { c.show(f.items[0]) }
	}
	return func() {
		c.open[f.id] = !c.open[f.id]
		c.setFindings(all)
	}
}

// setRedacted says what is hidden, in red where nothing is.
func (c *column) setRedacted(lines []string, open bool) {
	tone := part.Plain
	if open {
		tone = part.Alarm
	}
	c.redacted.Objects = nil
	for _, l := range lines {
		c.redacted.Add(part.NewText(l, part.Body).WithTone(tone))
	}
	c.redacted.Refresh()
	c.scroll.Refresh()
}

// leadLine is a sentence with a sign before it. It can be clicked where it
// leads somewhere.
type leadLine struct {
	widget.BaseWidget

	tap   func()
	small bool

	sign, text       *part.Text
	hovered, focused bool
}

const signWide float32 = 18

func newLeadLine(sign string, tone part.Tone, text string) *leadLine {
	l := &leadLine{sign: part.NewWord(sign, part.Strong).WithTone(tone), text: part.NewText(text, part.Body)}
	l.ExtendBaseWidget(l)
	return l
}

// Tapped is part of fyne.Tappable.
func (l *leadLine) Tapped(*fyne.PointEvent) {
	if l.tap != nil {
		l.tap()
	}
}

// Cursor is part of desktop.Cursorable.
func (l *leadLine) Cursor() desktop.Cursor {
	if l.tap != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// MouseIn is part of desktop.Hoverable.
func (l *leadLine) MouseIn(*desktop.MouseEvent) {
	l.hovered = true
	l.Refresh()
}

// MouseMoved is part of desktop.Hoverable.
func (l *leadLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is part of desktop.Hoverable.
func (l *leadLine) MouseOut() {
	l.hovered = false
	l.Refresh()
}

// FocusGained is part of fyne.Focusable.
func (l *leadLine) FocusGained() {
	l.focused = true
	l.Refresh()
}

// FocusLost is part of fyne.Focusable.
func (l *leadLine) FocusLost() {
	l.focused = false
	l.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (l *leadLine) TypedRune(rune) {}

// TypedKey is part of fyne.Focusable.
func (l *leadLine) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.Tapped(nil)
	default:
		passKey(l, e)
	}
}

// Enable, Disable and Disabled are part of fyne.Disableable: the Tab key
// passes over lines that lead nowhere.
func (l *leadLine) Enable() {}

// Disable does nothing: whether a line answers depends on where it leads.
func (l *leadLine) Disable() {}

// Disabled reports whether the line leads nowhere.
func (l *leadLine) Disabled() bool { return l.tap == nil }

// Resize wraps the sentence at a new width.
func (l *leadLine) Resize(s fyne.Size) {
	l.text.Resize(fyne.NewSize(max(s.Width-signWide, 20), l.text.MinSize().Height))
	l.BaseWidget.Resize(s)
}

// CreateRenderer is part of fyne.Widget.
func (l *leadLine) CreateRenderer() fyne.WidgetRenderer {
	wash := canvas.NewRectangle(color.Transparent)
	wash.CornerRadius = look.Step
	if l.small {
		l.text.SetTone(part.Alarm)
	}
	r := &leadRenderer{line: l, wash: wash}
	r.Refresh()
	return r
}

type leadRenderer struct {
	line *leadLine
	wash *canvas.Rectangle
}

func (r *leadRenderer) Destroy() {}

func (r *leadRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.wash, r.line.sign, r.line.text}
}

func (r *leadRenderer) MinSize() fyne.Size {
	return fyne.NewSize(80, r.line.text.MinSize().Height+4)
}

func (r *leadRenderer) Layout(s fyne.Size) {
	r.wash.Move(fyne.NewPos(-4, 0))
	r.wash.Resize(fyne.NewSize(s.Width+8, s.Height))
	r.line.sign.Move(fyne.NewPos(0, 2))
	r.line.sign.Resize(r.line.sign.MinSize())
	r.line.text.Move(fyne.NewPos(signWide, 2))
	r.line.text.Resize(fyne.NewSize(max(s.Width-signWide, 20), max(s.Height-4, 0)))
}

func (r *leadRenderer) Refresh() {
	l, v := r.line, look.VariantOf(r.line)
	r.wash.FillColor, r.wash.StrokeWidth = color.Transparent, 0
	if l.tap != nil && l.hovered {
		r.wash.FillColor = look.Selection(v)
	}
	if l.tap != nil && l.focused {
		r.wash.StrokeColor, r.wash.StrokeWidth = look.Muted(v), 2
	}
	r.wash.Refresh()
	r.Layout(l.Size())
	canvas.Refresh(l)
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
