package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

// ListHead is the head of a list: a heading with a short note beside it,
// buttons at the right, facets below, and a hairline.
type ListHead struct {
	widget.BaseWidget

	// Facets are the chips below the heading.
	Facets *Facets

	title, note *Text
	buttons     []*Button
}

// NewListHead returns a head. Without facets none are drawn.
func NewListHead(title string, onFacet func(key string), buttons ...*Button) *ListHead {
	h := &ListHead{
		Facets: NewFacets(onFacet),
		title:  NewWord(title, Heading), note: NewLine("", Small),
		buttons: buttons,
	}
	h.ExtendBaseWidget(h)
	return h
}

// SetTitle changes the heading.
func (h *ListHead) SetTitle(title string) {
	h.title.SetText(title)
	h.Refresh()
}

// SetNote changes the note beside the heading.
func (h *ListHead) SetNote(note string) {
	h.note.SetText(note)
	h.Refresh()
}

// SetFacets sets the chips; see Facets.SetFacets.
func (h *ListHead) SetFacets(facets []Facet) {
	h.Facets.SetFacets(facets)
	h.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (h *ListHead) CreateRenderer() fyne.WidgetRenderer {
	const top, gap, foot = 12, 6, 10
	line := box(0)
	r := &renderer{objects: []fyne.CanvasObject{h.title, h.note, h.Facets, line}}
	for _, b := range h.buttons {
		r.objects = append(r.objects, b)
	}
	first := func() float32 { return max(h.title.MinSize().Height, 26) }
	r.min = func() fyne.Size {
		high := top + first() + foot + 1
		if len(h.Facets.facets) > 0 {
			high += gap + h.Facets.MinSize().Height
		}
		return fyne.NewSize(160, high)
	}
	r.layout = func(s fyne.Size) {
		right := s.Width - rowPad
		for i := len(h.buttons) - 1; i >= 0; i-- {
			w := h.buttons[i].MinSize().Width
			right -= w
			put(h.buttons[i], right, top+centre(first(), buttonHeight), w, buttonHeight)
			right -= 8
		}
		title, note := h.title.MinSize(), h.note.MinSize()
		put(h.title, rowPad, top+centre(first(), title.Height), title.Width, title.Height)
		x := rowPad + title.Width + 8
		put(h.note, x, top+centre(first(), note.Height)+2, max(right-x, 0), note.Height)
		high := widen(h.Facets, s.Width-2*rowPad)
		put(h.Facets, rowPad, top+first()+gap, s.Width-2*rowPad, high)
		put(line, 0, s.Height-1, s.Width, 1)
	}
	r.refresh = func() {
		paint(line, look.Hairline(look.VariantOf(h)), nil, 0)
		show(h.Facets, len(h.Facets.facets) > 0)
		show(h.note, h.note.Text() != "")
		h.Facets.Refresh()
		r.layout(h.Size())
	}
	r.refresh()
	return r
}

// Resize wraps the chips anew when the width changes.
func (h *ListHead) Resize(s fyne.Size) {
	widen(h.Facets, s.Width-2*rowPad)
	h.BaseWidget.Resize(s)
}
