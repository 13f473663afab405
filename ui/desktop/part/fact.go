package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/ui/desktop/look"
)

const (
	factLabel = 126
	factPad   = 7
	factGap   = 16
	factMarks = 120 // widest room for marks before they wrap
)

// FactRow is one line of a profile: what it is about, what is said, and the
// marks that lead to where it is said.
type FactRow struct {
	press

	// OnSelect is called when a person picks the row.
	OnSelect func()
	// OnMenu is called by a right click, at a place on the window.
	OnMenu func(at fyne.Position)
	// LabelWidth is the width of the left column; 0 is the usual one. A row
	// without a label has no left column.
	LabelWidth float32
	// Last leaves out the hairline below.
	Last bool

	label, value, note *Text
	marks              []*CitationMark
	selected           bool
	width              float32
}

// NewFactRow returns a row. The note is a second line in small type, such as
// a hedge or who said it; it may be empty.
func NewFactRow(label, value, note string, marks ...*CitationMark) *FactRow {
	f := &FactRow{
		label: NewText(label, Body).WithTone(Quiet),
		value: NewText(value, Body),
		note:  NewText(note, Small),
		marks: marks,
	}
	f.do = func() {
		if f.OnSelect != nil {
			f.OnSelect()
		}
	}
	f.extend(f)
	return f
}

// SetTone sets the tone of the value: Quiet for what was withdrawn, Alarm for
// what hurts.
func (f *FactRow) SetTone(tone Tone) { f.value.SetTone(tone) }

// Select draws the row as picked or not.
func (f *FactRow) Select(yes bool) {
	if f.selected != yes {
		f.selected = yes
		f.Refresh()
	}
}

// TappedSecondary is part of fyne.SecondaryTappable.
func (f *FactRow) TappedSecondary(e *fyne.PointEvent) {
	f.run()
	if f.OnMenu != nil {
		f.OnMenu(e.AbsolutePosition)
	}
}

// Cursor is part of desktop.Cursorable.
func (f *FactRow) Cursor() desktop.Cursor {
	if f.OnSelect != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (f *FactRow) labelWidth() float32 {
	if f.label.Text() == "" {
		return 0
	}
	if f.LabelWidth > 0 {
		return f.LabelWidth
	}
	return factLabel
}

// placeMarks lays the marks out right-aligned and returns the room they take.
func (f *FactRow) placeMarks(right float32, place bool) (width, height float32) {
	var rows [][]*CitationMark
	var x float32
	for _, m := range f.marks {
		w := m.MinSize().Width
		if len(rows) == 0 || x+w > factMarks {
			rows = append(rows, nil)
			x = 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], m)
		x += w
		width = max(width, x)
	}
	for i, row := range rows {
		at := right
		for j := len(row) - 1; j >= 0; j-- {
			size := row[j].MinSize()
			at -= size.Width
			if place {
				put(row[j], at, factPad+float32(i)*size.Height, size.Width, size.Height)
			}
		}
		height = float32(i+1) * row[0].MinSize().Height
	}
	return width, height
}

// arrange gives every column its width and returns the height of the row.
func (f *FactRow) arrange(w float32, place bool) float32 {
	if w <= 0 {
		w = f.labelWidth() + 200
	}
	marks, marksHeight := f.placeMarks(w, place)
	left := f.labelWidth()
	room := w - left - marks
	if marks > 0 {
		room -= factGap
	}
	if left > 0 {
		widen(f.label, left-factGap)
	}
	widen(f.value, room)
	widen(f.note, room)
	text := f.value.MinSize().Height
	f.label.Move(fyne.NewPos(0, factPad))
	f.value.Move(fyne.NewPos(left, factPad))
	f.note.Move(fyne.NewPos(left, factPad+text))
	if f.note.Text() != "" {
		text += f.note.MinSize().Height
	}
	return max(text, f.label.MinSize().Height, marksHeight) + 2*factPad
}

// Resize lays the row out anew when the width changes.
func (f *FactRow) Resize(s fyne.Size) {
	f.width = s.Width
	f.BaseWidget.Resize(s)
}

// CreateRenderer is part of fyne.Widget.
func (f *FactRow) CreateRenderer() fyne.WidgetRenderer {
	ground, bar, line, ring := box(0), box(0), box(0), box(look.Step)
	r := &renderer{objects: []fyne.CanvasObject{ground, bar, f.label, f.value, f.note, line, ring}}
	for _, m := range f.marks {
		r.objects = append(r.objects, m)
	}
	r.min = func() fyne.Size {
		return fyne.NewSize(f.labelWidth()+120, f.arrange(f.width, false))
	}
	r.layout = func(s fyne.Size) {
		put(ground, -8, 0, s.Width+16, s.Height)
		put(bar, -8, 0, 3, s.Height)
		put(line, 0, s.Height-1, s.Width, 1)
		put(ring, -6, 2, s.Width+12, s.Height-4)
		f.arrange(s.Width, true)
	}
	r.refresh = func() {
		v := look.VariantOf(f)
		paint(ground, look.Selection(v), nil, 0)
		show(ground, f.selected || f.hovered && f.OnSelect != nil)
		paint(bar, look.Thread(v), nil, 0)
		show(bar, f.selected)
		paint(line, look.Hairline(v), nil, 0)
		show(line, !f.Last)
		show(f.label, f.label.Text() != "")
		show(f.note, f.note.Text() != "")
		drawRing(ring, f.focused, v)
		for _, m := range f.marks {
			m.Refresh()
		}
	}
	r.refresh()
	return r
}
