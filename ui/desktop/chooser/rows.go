package chooser

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// Sizes of the listing.
const (
	rowHigh   float32 = 32
	sizeWide  float32 = 84
	dateWide  float32 = 132
	rowPad    float32 = 12
	shapeWide float32 = 20
)

// newFiles makes the list of a folder's files.
func (p *picker) newFiles() *part.Virtual {
	v := part.NewVirtual()
	v.RowHeight = rowHigh
	v.Length = func() int { return len(p.l.shown) }
	v.Create = func() fyne.CanvasObject { return newFileRow() }
	v.Update = func(i int, o fyne.CanvasObject, s part.RowState) {
		e := p.l.shown[i]
		o.(*fileRow).set(e, p.l.chosen[e.name], s)
	}
	v.OnSelect = p.picked
	v.OnTap = p.tapped
	v.OnOpen = p.enter
	v.OnKey = func(k *fyne.KeyEvent) bool {
		switch k.Name {
		case fyne.KeyBackspace:
			p.up()
		case fyne.KeyRight:
			if i := v.Selected(); i != part.None && p.l.shown[i].folder {
				p.open(filepath.Join(p.l.path, p.l.shown[i].name))
			}
		case fyne.KeyLeft:
			p.up()
		default:
			return false
		}
		return true
	}
	v.OnRune = func(r rune) bool {
		if r == ' ' {
			if i := v.Selected(); i != part.None && !p.want.One && !p.want.Folders {
				p.l.toggle(i)
				p.counted()
			}
			return true
		}
		p.focus(p.filter) // a letter begins to filter
		p.filter.TypedRune(r)
		return true
	}
	return v
}

// fileRow draws one file or folder.
type fileRow struct {
	widget.BaseWidget
	e      entry
	chosen bool
	state  part.RowState

	ground     *part.Panel
	bar        *part.Panel
	dot        *part.KindDot
	name       *part.Text
	size, date *part.Text
}

func newFileRow() *fileRow {
	empty := func() *fyne.Container { return container.NewWithoutLayout() }
	r := &fileRow{
		ground: part.NewPanel(look.ColorNameSelection, empty()), bar: part.NewPanel(look.ColorNameThread, empty()),
		dot: part.NewKindDot("contract"), name: part.NewLine("", part.Body), size: part.NewLine("", part.Small), date: part.NewLine("", part.Small),
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *fileRow) set(e entry, chosen bool, s part.RowState) {
	r.e, r.chosen, r.state = e, chosen, s
	group, size := "document", sized(e.size)
	if e.folder {
		group, size = "contract", ""
	}
	r.dot.SetGroup(group)
	r.name.SetText(e.name)
	r.size.SetText(size)
	r.date.SetText(e.changed.Format("2006-01-02 15:04"))
	show(r.ground, chosen || s.Hovered)
	show(r.bar, s.Selected)
}

func show(o fyne.CanvasObject, yes bool) {
	switch {
	case yes && !o.Visible():
		o.Show()
	case !yes && o.Visible():
		o.Hide()
	}
}

// CreateRenderer is part of fyne.Widget.
func (r *fileRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(rowLayout{}, r.ground, r.bar, r.dot, r.name, r.size, r.date))
}

// rowLayout sets a name, a size and a date in columns; header uses it too.
type rowLayout struct{}

func (rowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, rowHigh) }

func (rowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	name, size, date := columns(s.Width)
	o[0].Resize(s)
	o[1].Resize(fyne.NewSize(3, s.Height))
	d := o[2].MinSize()
	at(o[2], rowPad, (s.Height-d.Height)/2, d.Width, d.Height)
	for i, span := range [][2]float32{name, size, date} {
		t := o[3+i]
		h := t.MinSize().Height
		at(t, span[0], (s.Height-h)/2, span[1], h)
	}
}

// columns are where name, size and date begin, and how wide they are.
func columns(width float32) (name, size, date [2]float32) {
	date = [2]float32{width - rowPad - dateWide, dateWide}
	size = [2]float32{date[0] - sizeWide, sizeWide - 8}
	name = [2]float32{rowPad + shapeWide, max(size[0]-rowPad-shapeWide-8, 40)}
	return name, size, date
}

func at(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// header is the line above the files; a click sorts.
type header struct {
	widget.BaseWidget
	names [3]*part.Text
	sort  func(order)
}

func newHeader(sort func(order)) *header {
	h := &header{sort: sort}
	for i := range h.names {
		h.names[i] = part.NewLine("", part.Capital)
	}
	h.set(byName, false)
	h.ExtendBaseWidget(h)
	return h
}

func (h *header) set(by order, down bool) {
	for i, t := range []string{"Name", "Size", "Changed"} {
		if order(i) == by {
			t += map[bool]string{false: " ↑", true: " ↓"}[down]
		}
		h.names[i].SetText(t)
	}
}

// Tapped sorts by the column under the pointer.
func (h *header) Tapped(e *fyne.PointEvent) {
	_, size, date := columns(h.Size().Width)
	switch x := e.Position.X; {
	case x >= date[0]:
		h.sort(byDate)
	case x >= size[0]:
		h.sort(bySize)
	default:
		h.sort(byName)
	}
}

// CreateRenderer is part of fyne.Widget.
func (h *header) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(headLayout{}, h.names[0], h.names[1], h.names[2]))
}

type headLayout struct{}

func (headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, 28) }

func (headLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	name, size, date := columns(s.Width)
	for i, span := range [][2]float32{name, size, date} {
		h := o[i].MinSize().Height
		at(o[i], span[0], (s.Height-h)/2, span[1], h)
	}
}

// wide and high fix one side of their object.
type (
	wide float32
	high float32
)

func (l wide) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(float32(l), 60) }
func (l high) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, float32(l)) }

func (l wide) Layout(o []fyne.CanvasObject, s fyne.Size) { at(o[0], 0, 0, s.Width, s.Height) }
func (l high) Layout(o []fyne.CanvasObject, s fyne.Size) { at(o[0], 0, 0, s.Width, s.Height) }

// topLayout sets Up, the path and the filter in a line.
type topLayout struct{}

const filterWide float32 = 230

func (topLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(480, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (topLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	b := o[0].MinSize()
	at(o[0], 0, (s.Height-b.Height)/2, b.Width, b.Height)
	x := b.Width + 8
	at(o[1], x, 0, max(s.Width-x-filterWide-8, 120), s.Height)
	at(o[2], s.Width-filterWide, 0, filterWide, s.Height)
}
