package part

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	chipHeight = 22
	chipGap    = 6
)

// Uncounted stands for a facet or tab that shows no number.
const Uncounted = -1

// Chip is a pill that can be chosen, with a count after its word.
type Chip struct {
	press

	// OnTapped is called by a click, Enter or Space.
	OnTapped func()

	text     string
	count    int
	selected bool
}

// NewChip returns a pill. A count of Uncounted is not shown.
func NewChip(text string, count int, tapped func()) *Chip {
	c := &Chip{text: text, count: count, OnTapped: tapped}
	c.do = func() {
		if c.OnTapped != nil {
			c.OnTapped()
		}
	}
	c.extend(c)
	return c
}

// Select draws the chip as chosen or not.
func (c *Chip) Select(yes bool) {
	if c.selected != yes {
		c.selected = yes
		c.Refresh()
	}
}

// Selected reports whether the chip is drawn as chosen.
func (c *Chip) Selected() bool { return c.selected }

// Set changes word and count.
func (c *Chip) Set(text string, count int) {
	if c.text != text || c.count != count {
		c.text, c.count = text, count
		c.Refresh()
	}
}

// Text returns what the chip says, its count included.
func (c *Chip) Text() string { return counted(c.text, c.count) }

func counted(text string, count int) string {
	if count == Uncounted {
		return text
	}
	return text + " " + strconv.Itoa(count)
}

// CreateRenderer is part of fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	pill, ring := box(chipHeight/2), box(chipHeight/2+2)
	text := label(look.SmallSize, false)
	r := &renderer{objects: []fyne.CanvasObject{pill, ring, text}}
	r.min = func() fyne.Size { return fyne.NewSize(ceil(text.MinSize().Width+20), chipHeight) }
	r.layout = func(s fyne.Size) {
		size := text.MinSize()
		top := centre(s.Height, chipHeight)
		put(pill, 0, top, s.Width, chipHeight)
		put(ring, -2, top-2, s.Width+4, chipHeight+4)
		put(text, centre(s.Width, size.Width), centre(s.Height, size.Height), size.Width, size.Height)
	}
	r.refresh = func() {
		v := look.VariantOf(c)
		fill, line, ink := look.Surface(v), look.Hairline(v), look.Muted(v)
		switch {
		case c.selected:
			fill, line, ink = look.ThreadWash(v), look.Thread(v), look.Thread(v)
		case c.hovered:
			fill, ink = look.Selection(v), look.Ink(v)
		}
		paint(pill, fill, line, look.HairWidth)
		drawRing(ring, c.focused, v)
		say(text, c.Text(), ink)
		r.layout(c.Size())
	}
	r.refresh()
	return r
}

// Facet is one choice of Facets. The key is the screen's own name for it.
type Facet struct {
	Key, Text string
	Count     int // Uncounted shows none
}

// Facets is a row of chips of which one is chosen. It wraps to more rows
// where the width asks for it.
type Facets struct {
	widget.BaseWidget

	// OnSelect is called with the key of the chip a person chose.
	OnSelect func(key string)
	// OneLine keeps the chips in one line, for use beside other parts.
	OneLine bool

	facets   []Facet
	chips    []*Chip
	selected string
	width    float32
}

// NewFacets returns an empty row of chips.
func NewFacets(onSelect func(key string)) *Facets {
	f := &Facets{OnSelect: onSelect}
	f.ExtendBaseWidget(f)
	return f
}

// SetFacets sets the chips. The choice stays where its key still exists, else
// the first is chosen.
func (f *Facets) SetFacets(facets []Facet) {
	f.facets = facets
	for len(f.chips) < len(facets) {
		i := len(f.chips)
		f.chips = append(f.chips, NewChip("", Uncounted, func() {
			f.Select(f.facets[i].Key)
			if f.OnSelect != nil {
				f.OnSelect(f.facets[i].Key)
			}
		}))
	}
	found := false
	for i, facet := range facets {
		f.chips[i].Set(facet.Text, facet.Count)
		found = found || facet.Key == f.selected
	}
	if !found && len(facets) > 0 {
		f.selected = facets[0].Key
	}
	f.Select(f.selected)
	f.Refresh()
}

// Select chooses a key.
func (f *Facets) Select(key string) {
	f.selected = key
	for i, facet := range f.facets {
		f.chips[i].Select(facet.Key == key)
	}
}

// Selected returns the chosen key.
func (f *Facets) Selected() string { return f.selected }

// Resize lays the chips out anew when the width changes.
func (f *Facets) Resize(s fyne.Size) {
	changed := f.width != s.Width
	f.width = s.Width
	f.BaseWidget.Resize(s)
	if changed {
		f.Refresh()
	}
}

// flow places the chips and returns the room they take.
func (f *Facets) flow(place bool) fyne.Size {
	var wide float32
	x, y := float32(0), float32(0)
	for i, c := range f.chips {
		show(c, i < len(f.facets))
		if i >= len(f.facets) {
			continue
		}
		w := c.MinSize().Width
		if !f.OneLine && x > 0 && f.width > 0 && x+w > f.width {
			x, y = 0, y+chipHeight+chipGap
		}
		if place {
			put(c, x, y, w, chipHeight)
		}
		wide = max(wide, x+w)
		x += w + chipGap
	}
	return fyne.NewSize(wide, y+chipHeight)
}

// CreateRenderer is part of fyne.Widget.
func (f *Facets) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{}
	r.min = func() fyne.Size {
		size := f.flow(false)
		if !f.OneLine {
			size.Width = min(size.Width, 60)
		}
		return size
	}
	r.layout = func(fyne.Size) { f.flow(true) }
	r.refresh = func() {
		r.objects = r.objects[:0]
		for _, c := range f.chips {
			r.objects = append(r.objects, c)
			c.Refresh()
		}
		f.flow(true)
	}
	r.refresh()
	return r
}
