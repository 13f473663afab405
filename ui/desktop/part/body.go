package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// virtualBody is the tall sheet inside a Virtual's scroller. It holds the
// objects of the visible rows and turns what the mouse does into rows.
type virtualBody struct {
	widget.BaseWidget
	list    *Virtual
	visible map[int]fyne.CanvasObject
	spare   []fyne.CanvasObject
	drawn   []fyne.CanvasObject
	filling bool
	pressed [2]int // the rows of the last two clicks
}

func newVirtualBody(l *Virtual) *virtualBody {
	b := &virtualBody{list: l, visible: map[int]fyne.CanvasObject{}, pressed: [2]int{None, None}}
	b.ExtendBaseWidget(b)
	return b
}

// fill makes the objects drawn those of the rows now visible.
func (b *virtualBody) fill() {
	if l := b.list; l.count != l.length() {
		l.measure() // the rows changed since they were last measured
	}
	l := b.list
	if b.filling || l.Create == nil || l.Update == nil {
		return
	}
	b.filling = true
	defer func() { b.filling = false }()

	from, to := b.window()
	for row, o := range b.visible {
		if row < from || row >= to {
			delete(b.visible, row)
			b.spare = append(b.spare, o)
		}
	}
	b.drawn = b.drawn[:0]
	for row := from; row < to; row++ {
		o, ok := b.visible[row]
		if !ok {
			if n := len(b.spare); n > 0 {
				o, b.spare = b.spare[n-1], b.spare[:n-1]
			} else {
				o = l.Create()
			}
			b.visible[row] = o
		}
		put(o, 0, l.top(row), l.width, l.top(row+1)-l.top(row))
		l.Update(row, o, RowState{
			Selected: row == l.selected,
			Hovered:  row == l.hovered,
			Focused:  row == l.selected && l.focused && !l.moused,
		})
		b.drawn = append(b.drawn, o)
	}
	canvas.Refresh(b)
}

// window returns the visible rows, the last one excluded.
func (b *virtualBody) window() (from, to int) {
	l := b.list
	y, h := l.scroll.Offset.Y, l.scroll.Size().Height
	if h <= 0 || l.count == 0 {
		return 0, 0
	}
	if from = l.at(y); from == None {
		return 0, 0
	}
	for to = from; to < l.count && l.top(to) < y+h; {
		to++
	}
	return from, to
}

// MouseDown selects at once: waiting for a possible second click would make
// every selection late.
func (b *virtualBody) MouseDown(e *desktop.MouseEvent) {
	l := b.list
	l.moused, l.tapX = true, e.Position.X
	if !l.KeepFocus {
		focus(l.self)
	}
	row := l.at(e.Position.Y)
	b.pressed = [2]int{b.pressed[1], row}
	if row == None || l.fixed(row) {
		return
	}
	l.pick(row)
	switch {
	case e.Button == desktop.MouseButtonSecondary:
		if l.OnMenu != nil {
			l.OnMenu(row, e.AbsolutePosition)
		}
	case l.OnTap != nil:
		l.OnTap(row)
	}
}

// MouseUp is part of desktop.Mouseable.
func (b *virtualBody) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped opens a row. Two quick clicks on two rows are no double click.
func (b *virtualBody) DoubleTapped(e *fyne.PointEvent) {
	row := b.list.at(e.Position.Y)
	if b.pressed[0] != None && b.pressed[0] != b.pressed[1] {
		return
	}
	if row != None && !b.list.fixed(row) && b.list.OnOpen != nil {
		b.list.OnOpen(row)
	}
}

// MouseIn is part of desktop.Hoverable.
func (b *virtualBody) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved lights the row under the pointer.
func (b *virtualBody) MouseMoved(e *desktop.MouseEvent) { b.hover(b.list.at(e.Position.Y)) }

// MouseOut is part of desktop.Hoverable.
func (b *virtualBody) MouseOut() { b.hover(None) }

func (b *virtualBody) hover(row int) {
	if row != b.list.hovered {
		b.list.hovered = row
		b.fill()
	}
}

// CreateRenderer is part of fyne.Widget.
func (b *virtualBody) CreateRenderer() fyne.WidgetRenderer {
	return &bodyRenderer{b}
}

// bodyRenderer shows whatever rows are visible now.
type bodyRenderer struct{ body *virtualBody }

func (r *bodyRenderer) Destroy()                     {}
func (r *bodyRenderer) Layout(fyne.Size)             { r.body.fill() }
func (r *bodyRenderer) Objects() []fyne.CanvasObject { return r.body.drawn }
func (r *bodyRenderer) Refresh()                     { r.body.fill() }

func (r *bodyRenderer) MinSize() fyne.Size {
	l := r.body.list
	return fyne.NewSize(0, l.top(l.count))
}
