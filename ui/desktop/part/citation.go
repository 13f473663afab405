package part

import (
	"fyne.io/fyne/v2"

	"redthread/ui/desktop/look"
)

// CitationMark is the red mark that leads to a source: "[3]", "¶ 12".
type CitationMark struct {
	press

	// Tip is shown while the pointer rests on the mark, and while it has the
	// focus: the source and the passage in a few words.
	Tip string
	// OnTapped is called by a click, Enter or Space.
	OnTapped func()

	text string
}

// NewCitation returns a mark.
func NewCitation(text, tip string, tapped func()) *CitationMark {
	m := &CitationMark{text: text, Tip: tip, OnTapped: tapped}
	m.do = func() {
		if m.OnTapped != nil {
			m.OnTapped()
		}
	}
	m.tip = func() string { return m.Tip }
	m.extend(m)
	return m
}

// Text returns what the mark says.
func (m *CitationMark) Text() string { return m.text }

// FocusGained shows the tip as hovering does.
func (m *CitationMark) FocusGained() {
	m.press.FocusGained()
	showTip(m, m.Tip)
}

// CreateRenderer is part of fyne.Widget.
func (m *CitationMark) CreateRenderer() fyne.WidgetRenderer {
	wash, ring, under := box(3), box(look.Step), box(0)
	text := label(look.SmallSize, false)
	r := &renderer{objects: []fyne.CanvasObject{wash, text, under, ring}}
	r.min = func() fyne.Size {
		return fyne.NewSize(ceil(text.MinSize().Width)+4, 20)
	}
	r.layout = func(s fyne.Size) {
		size := text.MinSize()
		y := centre(s.Height, size.Height)
		put(wash, 0, 1, s.Width, s.Height-2)
		put(ring, -1, 0, s.Width+2, s.Height)
		put(text, centre(s.Width, size.Width), y, size.Width, size.Height)
		put(under, centre(s.Width, size.Width), y+size.Height-2, size.Width, 1)
	}
	r.refresh = func() {
		v := look.VariantOf(m)
		paint(wash, look.ThreadWash(v), nil, 0)
		show(wash, m.hovered)
		paint(under, look.Thread(v), nil, 0)
		show(under, m.hovered)
		drawRing(ring, m.focused, v)
		say(text, m.text, look.Thread(v))
		r.layout(m.Size())
	}
	r.refresh()
	return r
}
