package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	topPad      = 16
	searchLeft  = 278
	searchWidth = 468
	searchHigh  = 34
)

// TopBar is the bar above everything: the case and its file, the search box,
// and the buttons at the right.
type TopBar struct {
	widget.BaseWidget

	// Search is the box that opens the palette.
	Search *SearchBox

	title, file *Text
	buttons     []*Button
}

// NewTopBar returns the bar with its search box, and the key that opens it.
func NewTopBar(placeholder, key string, onSearch func(first string)) *TopBar {
	t := &TopBar{
		Search: NewSearchBox(placeholder, key, onSearch),
		title:  NewLine("", Strong),
		file:   NewLine("", Small),
	}
	t.ExtendBaseWidget(t)
	return t
}

// SetCase sets the title of the case and the name of its file.
func (t *TopBar) SetCase(title, file string) {
	t.title.SetText(title)
	t.file.SetText(file)
}

// SetButtons sets the buttons at the right, from left to right.
func (t *TopBar) SetButtons(buttons ...*Button) {
	t.buttons = buttons
	t.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (t *TopBar) CreateRenderer() fyne.WidgetRenderer {
	ground, line := box(0), box(0)
	r := &renderer{}
	r.min = func() fyne.Size {
		w := float32(searchLeft + 160)
		for _, b := range t.buttons {
			w += b.MinSize().Width + 12
		}
		return fyne.NewSize(w, look.TopBarHeight)
	}
	r.layout = func(s fyne.Size) {
		put(ground, 0, 0, s.Width, s.Height)
		put(line, 0, s.Height-1, s.Width, 1)
		right := s.Width - topPad
		for i := len(t.buttons) - 1; i >= 0; i-- {
			w := t.buttons[i].MinSize().Width
			right -= w
			put(t.buttons[i], right, centre(s.Height-1, buttonHeight), w, buttonHeight)
			right -= 12
		}
		left := min(float32(searchLeft), max(s.Width*0.2, 180))
		put(t.Search, left, centre(s.Height-1, searchHigh), max(min(searchWidth, right-left-12), 120), searchHigh)
		th, fh := t.title.MinSize().Height, t.file.MinSize().Height
		y := centre(s.Height-1, th+fh-2)
		put(t.title, topPad, y, left-2*topPad, th)
		put(t.file, topPad, y+th-2, left-2*topPad, fh)
	}
	r.refresh = func() {
		v := look.VariantOf(t)
		paint(ground, look.Surface(v), nil, 0)
		paint(line, look.Hairline(v), nil, 0)
		r.objects = []fyne.CanvasObject{ground, line, t.title, t.file, t.Search}
		for _, b := range t.buttons {
			r.objects = append(r.objects, b)
		}
		r.layout(t.Size())
	}
	r.refresh()
	return r
}

// SearchBox looks like a field and opens the palette: by a click, by Enter,
// or by typing, and then the palette starts with what was typed.
type SearchBox struct {
	press

	// OnOpen is called with the first letter, or with nothing.
	OnOpen func(first string)

	placeholder string
	cap         *KeyCap
}

// NewSearchBox returns the box. The key is drawn at its right end.
func NewSearchBox(placeholder, key string, onOpen func(first string)) *SearchBox {
	b := &SearchBox{OnOpen: onOpen, placeholder: placeholder, cap: NewKeyCap(key)}
	b.do = func() { b.open("") }
	b.extend(b)
	return b
}

func (b *SearchBox) open(first string) {
	if b.OnOpen != nil {
		b.OnOpen(first)
	}
}

// TypedRune opens the palette with the letter.
func (b *SearchBox) TypedRune(r rune) {
	if r != ' ' {
		b.open(string(r))
	}
}

// Cursor is part of desktop.Cursorable.
func (b *SearchBox) Cursor() desktop.Cursor { return desktop.TextCursor }

// CreateRenderer is part of fyne.Widget.
func (b *SearchBox) CreateRenderer() fyne.WidgetRenderer {
	frame, ring := box(look.Corner), box(look.Corner+2)
	text := label(look.TextSize, false)
	rule := newRuler(look.TextSize, false)
	r := &renderer{objects: []fyne.CanvasObject{frame, ring, text, b.cap}}
	r.min = func() fyne.Size { return fyne.NewSize(120, searchHigh) }
	r.layout = func(s fyne.Size) {
		put(frame, 0, 0, s.Width, s.Height)
		put(ring, -2, -2, s.Width+4, s.Height+4)
		size := b.cap.MinSize()
		put(b.cap, s.Width-size.Width-12, centre(s.Height, size.Height), size.Width, size.Height)
		say(text, rule.cut(b.placeholder, s.Width-size.Width-40), look.Muted(look.VariantOf(b)))
		put(text, 12, centre(s.Height, rule.height()), s.Width-size.Width-40, rule.height())
	}
	r.refresh = func() {
		v := look.VariantOf(b)
		line := look.Hairline(v)
		if b.hovered {
			line = look.Muted(v)
		}
		paint(frame, look.Ground(v), line, look.HairWidth)
		drawRing(ring, b.focused, v)
		b.cap.Refresh()
		r.layout(b.Size())
	}
	r.refresh()
	return r
}
