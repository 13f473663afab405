package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/ui/desktop/look"
)

const (
	tabHeight = 36
	tabGap    = 18
)

// Tab is one heading of Tabs.
type Tab struct {
	Key, Text string
	Count     int // Uncounted shows none
}

// Tabs is a row of words of which one is chosen, underlined in red. It is one
// stop for the Tab key; the arrows walk it.
type Tabs struct {
	press

	// OnSelect is called with the key of the tab a person chose.
	OnSelect func(key string)

	tabs     []Tab
	selected string
	hover    int
	edges    []float32 // left edge of each tab, and the right edge of the last
}

// NewTabs returns a row of tabs with the first one chosen.
func NewTabs(tabs []Tab, onSelect func(key string)) *Tabs {
	t := &Tabs{tabs: tabs, OnSelect: onSelect, hover: -1}
	if len(tabs) > 0 {
		t.selected = tabs[0].Key
	}
	t.extend(t)
	return t
}

// SetTabs changes the tabs and keeps the choice where its key still exists.
func (t *Tabs) SetTabs(tabs []Tab) {
	t.tabs = tabs
	if t.index() < 0 && len(tabs) > 0 {
		t.selected = tabs[0].Key
	}
	t.Refresh()
}

// Select chooses a tab.
func (t *Tabs) Select(key string) {
	if t.selected != key {
		t.selected = key
		t.Refresh()
	}
}

// Selected returns the key of the chosen tab.
func (t *Tabs) Selected() string { return t.selected }

func (t *Tabs) index() int {
	for i, tab := range t.tabs {
		if tab.Key == t.selected {
			return i
		}
	}
	return -1
}

func (t *Tabs) choose(i int) {
	if i < 0 || i >= len(t.tabs) || t.tabs[i].Key == t.selected {
		return
	}
	t.Select(t.tabs[i].Key)
	if t.OnSelect != nil {
		t.OnSelect(t.selected)
	}
}

func (t *Tabs) at(x float32) int {
	for i := range t.tabs {
		if i+1 < len(t.edges) && x >= t.edges[i]-tabGap/2 && x < t.edges[i+1]-tabGap/2 {
			return i
		}
	}
	return -1
}

// Tapped is part of fyne.Tappable.
func (t *Tabs) Tapped(e *fyne.PointEvent) { t.choose(t.at(e.Position.X)) }

// TypedKey walks the tabs with the left and right arrow.
func (t *Tabs) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		t.choose(t.index() - 1)
	case fyne.KeyRight:
		t.choose(t.index() + 1)
	default:
		passKey(t, e)
	}
}

// MouseMoved is part of desktop.Hoverable.
func (t *Tabs) MouseMoved(e *desktop.MouseEvent) {
	if at := t.at(e.Position.X); at != t.hover {
		t.hover = at
		t.Refresh()
	}
}

// MouseOut is part of desktop.Hoverable.
func (t *Tabs) MouseOut() {
	t.hover = -1
	t.press.MouseOut()
}

// CreateRenderer is part of fyne.Widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	line, under, ring := box(0), box(0), box(look.Step)
	r := &renderer{}
	var words []*canvas.Text
	r.layout = func(s fyne.Size) {
		put(line, 0, s.Height-1, s.Width, 1)
		x := float32(0)
		t.edges = t.edges[:0]
		for i := range t.tabs {
			size := words[i].MinSize()
			put(words[i], x, centre(s.Height-2, size.Height), size.Width, size.Height)
			if t.tabs[i].Key == t.selected {
				put(under, x, s.Height-2, size.Width, 2)
				put(ring, x-4, 6, size.Width+8, s.Height-12)
			}
			t.edges = append(t.edges, x)
			x += size.Width + tabGap
		}
		t.edges = append(t.edges, x)
	}
	r.min = func() fyne.Size {
		w := float32(0)
		for i := range t.tabs {
			w += words[i].MinSize().Width + tabGap
		}
		return fyne.NewSize(ceil(max(w-tabGap, 0)), tabHeight)
	}
	r.refresh = func() {
		v := look.VariantOf(t)
		paint(line, look.Hairline(v), nil, 0)
		paint(under, look.Thread(v), nil, 0)
		show(under, t.index() >= 0)
		drawRing(ring, t.focused && t.index() >= 0, v)
		for len(words) < len(t.tabs) {
			words = append(words, label(look.TextSize, false))
		}
		r.objects = []fyne.CanvasObject{line, under, ring}
		for i, w := range words {
			show(w, i < len(t.tabs))
			r.objects = append(r.objects, w)
			if i >= len(t.tabs) {
				continue
			}
			on := t.tabs[i].Key == t.selected
			ink := look.Muted(v)
			if on || t.hover == i {
				ink = look.Ink(v)
			}
			if w.TextStyle.Bold != on {
				w.TextStyle.Bold = on
				w.Text = ""
			}
			say(w, counted(t.tabs[i].Text, t.tabs[i].Count), ink)
		}
		r.layout(t.Size())
		canvas.Refresh(t)
	}
	r.refresh()
	return r
}
