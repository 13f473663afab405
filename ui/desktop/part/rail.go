package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/ui/desktop/look"
)

const (
	railItem  = 34
	railGap   = 2
	railInset = 8
	railTop   = 10
)

// RailItem is one place to go. Count is shown at the right as it is given;
// with Alarm it is red and bold. Pinned items stand at the foot.
type RailItem struct {
	Key, Text string
	Count     string
	Alarm     bool
	Pinned    bool
}

// Rail is the navigation at the left. It is one stop for the Tab key; the
// arrows walk it.
type Rail struct {
	press

	// OnSelect is called with the key of the item a person chose.
	OnSelect func(key string)

	items    []RailItem
	selected string
	hover    int
}

// NewRail returns the navigation with its first item chosen.
func NewRail(items []RailItem, onSelect func(key string)) *Rail {
	r := &Rail{items: items, OnSelect: onSelect, hover: None}
	if len(items) > 0 {
		r.selected = items[0].Key
	}
	r.extend(r)
	return r
}

// SetItems changes the items; the choice stays.
func (r *Rail) SetItems(items []RailItem) {
	r.items = items
	r.Refresh()
}

// SetCount changes the count of one item.
func (r *Rail) SetCount(key, count string, alarm bool) {
	for i, item := range r.items {
		if item.Key == key && (item.Count != count || item.Alarm != alarm) {
			r.items[i].Count, r.items[i].Alarm = count, alarm
			r.Refresh()
		}
	}
}

// Select chooses an item.
func (r *Rail) Select(key string) {
	if r.selected != key {
		r.selected = key
		r.Refresh()
	}
}

// Selected returns the key of the chosen item.
func (r *Rail) Selected() string { return r.selected }

// place returns the top of an item in a rail of the given height.
func (r *Rail) place(i int, height float32) float32 {
	var above, pinned, below int
	for j, item := range r.items {
		switch {
		case item.Pinned:
			pinned++
			if j > i {
				below++
			}
		case j < i:
			above++
		}
	}
	if r.items[i].Pinned {
		return height - railTop - railItem - float32(below)*(railItem+railGap)
	}
	return railTop + float32(above)*(railItem+railGap)
}

func (r *Rail) at(y float32) int {
	for i := range r.items {
		top := r.place(i, r.Size().Height)
		if y >= top && y < top+railItem+railGap {
			return i
		}
	}
	return None
}

func (r *Rail) choose(i int) {
	if i < 0 || i >= len(r.items) {
		return
	}
	r.Select(r.items[i].Key)
	if r.OnSelect != nil {
		r.OnSelect(r.selected)
	}
}

// Tapped is part of fyne.Tappable.
func (r *Rail) Tapped(e *fyne.PointEvent) { r.choose(r.at(e.Position.Y)) }

// TypedKey walks the items with the arrows.
func (r *Rail) TypedKey(e *fyne.KeyEvent) {
	at := None
	for i, item := range r.items {
		if item.Key == r.selected {
			at = i
		}
	}
	switch e.Name {
	case fyne.KeyUp:
		if at > 0 {
			r.choose(at - 1)
		}
	case fyne.KeyDown:
		r.choose(at + 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		r.choose(at)
	default:
		passKey(r, e)
	}
}

// MouseMoved is part of desktop.Hoverable.
func (r *Rail) MouseMoved(e *desktop.MouseEvent) {
	if at := r.at(e.Position.Y); at != r.hover {
		r.hover = at
		r.Refresh()
	}
}

// MouseOut is part of desktop.Hoverable.
func (r *Rail) MouseOut() {
	r.hover = None
	r.press.MouseOut()
}

// railLine is what draws one item.
type railLine struct {
	ground, bar, ring *canvas.Rectangle
	text, count       *canvas.Text
}

func newRailLine() *railLine {
	l := &railLine{
		ground: box(look.Corner), bar: box(0), ring: box(look.Corner),
		text: label(look.TextSize, false), count: label(look.SmallSize, false),
	}
	l.bar.TopLeftCornerRadius, l.bar.BottomLeftCornerRadius = 2, 2
	return l
}

func (l *railLine) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.ground, l.bar, l.ring, l.text, l.count}
}

func (l *railLine) draw(item RailItem, selected, hovered, focused bool, v fyne.ThemeVariant) {
	fill := look.Selection(v)
	if !selected {
		fill.A = 0x80
	}
	paint(l.ground, fill, nil, 0)
	show(l.ground, selected || hovered)
	paint(l.bar, look.Thread(v), nil, 0)
	show(l.bar, selected)
	drawRing(l.ring, focused && selected, v)
	if l.text.TextStyle.Bold != selected {
		l.text.TextStyle.Bold = selected
		l.text.Text = ""
	}
	say(l.text, item.Text, look.Ink(v))
	if l.count.TextStyle.Bold != item.Alarm {
		l.count.TextStyle.Bold = item.Alarm
		l.count.Text = ""
	}
	tone := Quiet
	if item.Alarm {
		tone = Alarm
	}
	say(l.count, item.Count, tone.ink(v))
}

func (l *railLine) place(y, width float32) {
	w := width - 2*railInset
	put(l.ground, railInset, y, w, railItem)
	put(l.bar, railInset, y+2, 3, railItem-4)
	put(l.ring, railInset, y, w, railItem)
	text, count := l.text.MinSize(), l.count.MinSize()
	put(l.text, railInset+10, y+centre(railItem, text.Height), text.Width, text.Height)
	put(l.count, width-railInset-10-count.Width, y+centre(railItem, count.Height), count.Width, count.Height)
}

// CreateRenderer is part of fyne.Widget.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	ground, edge := box(0), box(0)
	var lines []*railLine
	d := &renderer{objects: []fyne.CanvasObject{ground, edge}}
	d.min = func() fyne.Size {
		return fyne.NewSize(look.RailWidth, 2*railTop+float32(len(r.items))*(railItem+railGap))
	}
	d.layout = func(s fyne.Size) {
		put(ground, 0, 0, s.Width, s.Height)
		put(edge, s.Width-1, 0, 1, s.Height)
		for i := range r.items {
			lines[i].place(r.place(i, s.Height), s.Width)
		}
	}
	d.refresh = func() {
		v := look.VariantOf(r)
		paint(ground, look.Ground(v), nil, 0)
		paint(edge, look.Hairline(v), nil, 0)
		for len(lines) < len(r.items) {
			lines = append(lines, newRailLine())
		}
		d.objects = d.objects[:2]
		for i, item := range r.items {
			lines[i].draw(item, item.Key == r.selected, i == r.hover, r.focused, v)
			d.objects = append(d.objects, lines[i].objects()...)
		}
		d.layout(r.Size())
		canvas.Refresh(r)
	}
	d.refresh()
	return d
}
