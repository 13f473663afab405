package report

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	chapterHeight float32 = 38
	tickAt        float32 = 16 // left edge of the tick box
	tickSize      float32 = 14
	titleAt       float32 = 42
	arrowWide     float32 = 24
	noRow                 = -1
)

// sectionList is the list of sections. It is one stop for the Tab key: the
// arrows walk it, Space ticks, Alt with an arrow moves the section, and so does
// dragging it.
type sectionList struct {
	widget.BaseWidget

	onSelect func(i int)
	onToggle func(i int)
	onMove   func(from, to int)
	onKey    func(*fyne.KeyEvent) // keys the list does not use

	rows     []chapter
	selected int
	hovered  int
	focused  bool
	byMouse  bool
	drag     int // the row being dragged
	dropAt   int // the row it would take the place of
}

func newSectionList() *sectionList {
	l := &sectionList{selected: noRow, hovered: noRow, drag: noRow, dropAt: noRow}
	l.ExtendBaseWidget(l)
	return l
}

func (l *sectionList) set(rows []chapter) {
	l.rows = rows
	l.selected = min(l.selected, len(rows)-1)
	l.Refresh()
}

func (l *sectionList) pick(i int) {
	if l.selected != i {
		l.selected = i
		l.Refresh()
	}
}

func (l *sectionList) at(y float32) int {
	i := int(y / chapterHeight)
	if y < 0 || i >= len(l.rows) {
		return noRow
	}
	return i
}

// arrowsAt is where the arrows that move a row begin.
func (l *sectionList) arrowsAt() float32 { return l.Size().Width - 2*arrowWide - 8 }

// Tapped is part of fyne.Tappable.
func (l *sectionList) Tapped(e *fyne.PointEvent) {
	l.byMouse = true
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	i := l.at(e.Position.Y)
	if i == noRow {
		return
	}
	x := e.Position.X
	switch {
	case x < titleAt-4:
		l.onToggle(i)
	case x >= l.arrowsAt() && x < l.arrowsAt()+arrowWide && i > 0:
		l.onMove(i, i-1)
	case x >= l.arrowsAt()+arrowWide && i < len(l.rows)-1:
		l.onMove(i, i+1)
	default:
		l.pick(i)
		l.onSelect(i)
	}
}

// Dragged is part of fyne.Draggable.
func (l *sectionList) Dragged(e *fyne.DragEvent) {
	if l.drag == noRow {
		l.drag = l.at(e.Position.Y - e.Dragged.DY)
		if l.drag == noRow {
			return
		}
	}
	to := min(max(int(e.Position.Y/chapterHeight), 0), len(l.rows)-1)
	if to != l.dropAt {
		l.dropAt = to
		l.Refresh()
	}
}

// DragEnd is part of fyne.Draggable.
func (l *sectionList) DragEnd() {
	from, to := l.drag, l.dropAt
	l.drag, l.dropAt = noRow, noRow
	if from != noRow && to != noRow && from != to {
		l.onMove(from, to)
	}
	l.Refresh()
}

// MouseIn is part of desktop.Hoverable.
func (l *sectionList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved is part of desktop.Hoverable.
func (l *sectionList) MouseMoved(e *desktop.MouseEvent) { l.hover(l.at(e.Position.Y)) }

// MouseOut is part of desktop.Hoverable.
func (l *sectionList) MouseOut() { l.hover(noRow) }

func (l *sectionList) hover(i int) {
	if l.hovered != i {
		l.hovered = i
		l.Refresh()
	}
}

// FocusGained is part of fyne.Focusable.
func (l *sectionList) FocusGained() {
	l.focused = true
	l.Refresh()
}

// FocusLost is part of fyne.Focusable.
func (l *sectionList) FocusLost() {
	l.focused, l.byMouse = false, false
	l.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (l *sectionList) TypedRune(rune) {}

// TypedKey walks the list and ticks.
func (l *sectionList) TypedKey(e *fyne.KeyEvent) {
	l.byMouse = false
	switch e.Name {
	case fyne.KeyUp:
		l.walk(max(l.selected-1, 0))
	case fyne.KeyDown:
		l.walk(min(l.selected+1, len(l.rows)-1))
	case fyne.KeySpace:
		if l.selected != noRow {
			l.onToggle(l.selected)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.selected != noRow {
			l.onSelect(l.selected)
		}
	default:
		l.onKey(e)
	}
}

func (l *sectionList) walk(to int) {
	if to < 0 || to >= len(l.rows) || to == l.selected {
		return
	}
	l.pick(to)
	l.onSelect(to)
}

// TypedShortcut moves the selected section with Alt and an arrow. All else
// goes on to the window.
func (l *sectionList) TypedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	if ok && c.Modifier == fyne.KeyModifierAlt && l.selected != noRow {
		switch {
		case c.KeyName == fyne.KeyUp && l.selected > 0:
			l.onMove(l.selected, l.selected-1)
			return
		case c.KeyName == fyne.KeyDown && l.selected < len(l.rows)-1:
			l.onMove(l.selected, l.selected+1)
			return
		}
	}
	if w, ok := fyne.CurrentApp().Driver().CanvasForObject(l).(fyne.Shortcutable); ok {
		w.TypedShortcut(s)
	}
}

// CreateRenderer is part of fyne.Widget.
func (l *sectionList) CreateRenderer() fyne.WidgetRenderer {
	r := &listRenderer{list: l, drop: canvas.NewRectangle(color.Transparent)}
	r.Refresh()
	return r
}

type listRenderer struct {
	list  *sectionList
	lines []*chapterLine
	drop  *canvas.Rectangle
	all   []fyne.CanvasObject
}

func (r *listRenderer) Destroy()                     {}
func (r *listRenderer) Objects() []fyne.CanvasObject { return r.all }

func (r *listRenderer) MinSize() fyne.Size {
	return fyne.NewSize(160, float32(len(r.list.rows))*chapterHeight)
}

func (r *listRenderer) Layout(s fyne.Size) {
	for i, line := range r.lines {
		line.layout(float32(i)*chapterHeight, s.Width)
	}
	y := float32(r.list.dropAt) * chapterHeight
	if r.list.dropAt > r.list.drag {
		y += chapterHeight
	}
	r.drop.Move(fyne.NewPos(0, max(y-2, 0)))
	r.drop.Resize(fyne.NewSize(s.Width, 3))
}

func (r *listRenderer) Refresh() {
	l := r.list
	v := look.VariantOf(l)
	for len(r.lines) < len(l.rows) {
		line := newChapterLine()
		r.lines = append(r.lines, line)
		r.all = append(r.all, line.objects()...)
	}
	for i, line := range r.lines {
		line.show(i < len(l.rows))
		if i < len(l.rows) {
			line.draw(l, i, v)
		}
	}
	r.drop.FillColor = look.Thread(v)
	r.drop.Hidden = l.dropAt == noRow || l.dropAt == l.drag
	r.all = append(r.all[:len(r.lines)*chapterParts:len(r.lines)*chapterParts], r.drop)
	r.Layout(l.Size())
	canvas.Refresh(l)
}
