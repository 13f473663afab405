package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	buttonHeight = 32
	buttonPad    = 12
	menuSign     = 8 // size of the triangle that says: this opens a menu
)

// Button is a bordered button, or the red one that a screen has once.
type Button struct {
	press

	// Tip is shown while the pointer rests on the button.
	Tip string
	// Key is a one-letter shortcut shown after the text, such as S.
	Key string
	// OnTapped is called by a click, Enter or Space.
	OnTapped func()

	text    string
	primary bool
	menu    bool
	bare    bool
	quiet   bool
}

// NewButton returns a bordered button.
func NewButton(text string, tapped func()) *Button {
	b := &Button{text: text, OnTapped: tapped}
	b.do = func() {
		if b.OnTapped != nil {
			b.OnTapped()
		}
	}
	b.tip = func() string { return b.Tip }
	b.extend(b)
	return b
}

// NewPrimaryButton returns the red button: the one thing this place is for.
func NewPrimaryButton(text string, tapped func()) *Button {
	b := NewButton(text, tapped)
	b.primary = true
	return b
}

// NewBareButton returns a button without a border, for a small act beside a
// text, such as Undo in a toast.
func NewBareButton(text string, tapped func()) *Button {
	b := NewButton(text, tapped)
	b.bare = true
	return b
}

// newQuietButton returns a button without a border in muted grey.
func newQuietButton(text, tip string, tapped func()) *Button {
	b := NewBareButton(text, tapped)
	b.quiet, b.Tip = true, tip
	return b
}

// NewMenuButton returns a button with a ▾ that opens the menu it asks for.
func NewMenuButton(text string, menu func() *fyne.Menu) *Button {
	b := NewButton(text, nil)
	b.menu = true
	b.OnTapped = func() {
		c := canvasOf(b)
		if c == nil || menu == nil {
			return
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
		widget.ShowPopUpMenuAtPosition(menu(), c, at.AddXY(0, b.Size().Height+look.Step))
	}
	return b
}

// Text returns what the button says.
func (b *Button) Text() string { return b.text }

// SetText changes what the button says.
func (b *Button) SetText(text string) {
	b.text = text
	b.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := box(look.Corner), box(look.Corner+2)
	text, key := label(look.TextSize, false), label(look.TextSize, false)
	if b.menu {
		key.TextSize = menuSign
	}
	pad := func() float32 {
		if b.bare {
			return 6
		}
		return buttonPad
	}
	r := &renderer{objects: []fyne.CanvasObject{ground, ring, text, key}}
	r.min = func() fyne.Size {
		w := text.MinSize().Width + 2*pad()
		if key.Text != "" {
			w += key.MinSize().Width + 8
		}
		return fyne.NewSize(ceil(w), buttonHeight)
	}
	r.layout = func(s fyne.Size) {
		top := max(centre(s.Height, buttonHeight), 0)
		high := min(s.Height, buttonHeight)
		put(ground, 0, top, s.Width, high)
		put(ring, -2, top-2, s.Width+4, high+4)
		size, inner := text.MinSize(), text.MinSize().Width
		if key.Text != "" {
			inner += key.MinSize().Width + 8
		}
		x := max(centre(s.Width, inner), 0)
		put(text, x, centre(s.Height, size.Height), size.Width, size.Height)
		put(key, x+size.Width+8, centre(s.Height, key.MinSize().Height), key.MinSize().Width, key.MinSize().Height)
	}
	r.refresh = func() {
		v := look.VariantOf(b)
		fill, line, ink, quiet := look.Surface(v), look.Hairline(v), look.Ink(v), look.Muted(v)
		switch {
		case b.disabled && !b.bare:
			fill, ink = look.Ground(v), look.Muted(v)
		case b.primary:
			fill, line, ink, quiet = look.Thread(v), look.Thread(v), look.OnThread(v), look.OnThread(v)
		case b.bare:
			ink = look.Thread(v)
			fill.A, line.A = 0, 0
			if b.disabled || b.quiet {
				ink = look.Muted(v)
			}
		}
		if b.hovered && !b.disabled {
			switch {
			case b.primary:
				line = look.Ink(v)
			case b.bare:
				fill = look.Selection(v)
				ink = look.Ink(v)
			default:
				fill = look.Selection(v)
			}
		}
		paint(ground, fill, line, look.HairWidth)
		drawRing(ring, b.focused && !b.disabled, v)
		say(text, b.text, ink)
		sign := b.Key
		if b.menu {
			sign = "▼"
		}
		say(key, sign, quiet)
		show(key, sign != "")
		r.layout(b.Size())
	}
	r.refresh()
	return r
}
