package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const cardPad = 12

// Card is a bordered sheet with a label in small capitals above its content.
type Card struct {
	widget.BaseWidget
	label   *Text
	content fyne.CanvasObject
}

// NewCard returns a card. An empty label takes no room.
func NewCard(label string, content fyne.CanvasObject) *Card {
	c := &Card{label: NewLine(label, Capital), content: content}
	c.ExtendBaseWidget(c)
	return c
}

// SetLabel changes the label.
func (c *Card) SetLabel(label string) {
	c.label.SetText(label)
	c.Refresh()
}

// SetContent changes what the card holds.
func (c *Card) SetContent(content fyne.CanvasObject) {
	c.content = content
	c.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	frame := box(look.Corner)
	head := func() float32 {
		if c.label.Text() == "" {
			return 0
		}
		return c.label.MinSize().Height + look.Step
	}
	r := &renderer{}
	r.min = func() fyne.Size {
		s := c.content.MinSize()
		return fyne.NewSize(s.Width+2*cardPad, head()+s.Height+2*cardPad-4)
	}
	r.layout = func(s fyne.Size) {
		put(frame, 0, 0, s.Width, s.Height)
		put(c.label, cardPad, cardPad-2, s.Width-2*cardPad, c.label.MinSize().Height)
		put(c.content, cardPad, cardPad-2+head(), s.Width-2*cardPad, s.Height-head()-2*cardPad+4)
	}
	r.refresh = func() {
		v := look.VariantOf(c)
		paint(frame, look.Surface(v), look.Hairline(v), look.HairWidth)
		show(c.label, c.label.Text() != "")
		r.objects = []fyne.CanvasObject{frame, c.label, c.content}
		r.layout(c.Size())
	}
	r.refresh()
	return r
}

// Panel paints a ground behind its content, in one of the named colours of
// package look.
type Panel struct {
	widget.BaseWidget
	colour  fyne.ThemeColorName
	content fyne.CanvasObject
}

// NewPanel returns a panel, for instance with look.ColorNameGround.
func NewPanel(colour fyne.ThemeColorName, content fyne.CanvasObject) *Panel {
	p := &Panel{colour: colour, content: content}
	p.ExtendBaseWidget(p)
	return p
}

// SetContent changes what the panel holds.
func (p *Panel) SetContent(content fyne.CanvasObject) {
	p.content = content
	p.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	ground := box(0)
	r := &renderer{}
	r.min = func() fyne.Size { return p.content.MinSize() }
	r.layout = func(s fyne.Size) {
		put(ground, 0, 0, s.Width, s.Height)
		put(p.content, 0, 0, s.Width, s.Height)
	}
	r.refresh = func() {
		v := look.VariantOf(p)
		paint(ground, theme.CurrentForWidget(p).Color(p.colour, v), nil, 0)
		r.objects = []fyne.CanvasObject{ground, p.content}
		r.layout(p.Size())
	}
	r.refresh()
	return r
}

// Rule is a hairline, as wide or as tall as it is laid out.
type Rule struct {
	widget.BaseWidget
}

// NewRule returns a hairline.
func NewRule() *Rule {
	r := &Rule{}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is part of fyne.Widget.
func (l *Rule) CreateRenderer() fyne.WidgetRenderer {
	line := box(0)
	r := &renderer{objects: []fyne.CanvasObject{line}}
	r.min = func() fyne.Size { return fyne.NewSize(look.HairWidth, look.HairWidth) }
	r.layout = func(s fyne.Size) { put(line, 0, 0, s.Width, s.Height) }
	r.refresh = func() { paint(line, look.Hairline(look.VariantOf(l)), nil, 0) }
	r.refresh()
	return r
}
