package part

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

// None is the index of no row.
const None = -1

// RowState says how a row is to be drawn.
type RowState struct {
	Selected bool
	Hovered  bool
	Focused  bool // the list has the keyboard, and this is its row
}

// Virtual is a list that draws only what is visible. Rows are drawn by
// objects that Create makes and Update fills; they are reused, and should not
// catch clicks themselves, since the list does that for them.
//
// Positions are float32 pixels, as everywhere in Fyne: up to about 200,000
// rows of common height stay exact. Larger results belong in pages.
type Virtual struct {
	widget.BaseWidget

	// Length returns the number of rows.
	Length func() int
	// Create makes an object that can draw any row.
	Create func() fyne.CanvasObject
	// Update fills an object with a row.
	Update func(row int, o fyne.CanvasObject, s RowState)
	// RowHeight is the height of every row, unless Height is set.
	RowHeight float32
	// Height returns the height of a row at a width. It is asked for every
	// row whenever the rows or the width change, so it must be quick.
	Height func(row int, width float32) float32
	// Fixed reports rows that cannot be selected, such as headings; nil is none.
	Fixed func(row int) bool

	// OnSelect is called when a person selects a row, by click or by arrow.
	OnSelect func(row int)
	// OnOpen is called by a double click or Enter.
	OnOpen func(row int)
	// OnTap is called by a click, after OnSelect.
	OnTap func(row int)
	// OnMenu is called by a right click, at a place on the window.
	OnMenu func(row int, at fyne.Position)
	// KeepFocus leaves the focus where it is when a row is clicked.
	KeepFocus bool
	// OnKey is offered every key that the list does not use; it reports
	// whether it used it.
	OnKey func(*fyne.KeyEvent) bool
	// OnRune is offered typed letters.
	OnRune func(rune) bool

	self     fyne.Focusable // the list as its owner made it
	selected int
	hovered  int
	focused  bool
	tapX     float32 // where the last click was, from the left
	moused   bool    // the mouse was used last, so no ring is needed

	scroll *container.Scroll
	body   *virtualBody
	ring   *canvas.Rectangle // around the whole list, while no row has it
	tops   []float32         // of each row, then the total; nil when all are RowHeight
	count  int
	width  float32
}

// NewVirtual returns an empty list; set its fields before it is shown.
func NewVirtual() *Virtual {
	l := &Virtual{}
	l.init(l)
	return l
}

func (l *Virtual) init(self interface {
	fyne.Widget
	fyne.Focusable
},
) {
	l.self = self
	l.selected, l.hovered = None, None
	l.body = newVirtualBody(l)
	l.ring = box(look.Step)
	l.scroll = container.NewVScroll(l.body)
	l.scroll.OnScrolled = func(fyne.Position) {
		l.hovered = None // Fyne does not say which row is under the pointer now
		l.body.fill()
	}
	l.ExtendBaseWidget(self)
}

// Refresh asks for the number and the heights of the rows again and redraws.
func (l *Virtual) Refresh() {
	l.measure()
	l.BaseWidget.Refresh()
}

// Selected returns the selected row, or None.
func (l *Virtual) Selected() int { return l.selected }

// Select selects a row and scrolls to it; None selects nothing.
func (l *Virtual) Select(row int) {
	if row < 0 || row >= l.length() {
		row = None
	}
	l.selected = row
	if row != None {
		l.ScrollTo(row)
	}
	l.drawRing()
	l.body.fill()
}

func (l *Virtual) drawRing() {
	drawRing(l.ring, l.focused && !l.moused && l.selected == None, look.VariantOf(l.body))
}

// ScrollTo scrolls as little as shows the whole row.
func (l *Virtual) ScrollTo(row int) {
	if row < 0 || row >= l.count {
		return
	}
	top, bottom := l.top(row), l.top(row+1)
	y, h := l.scroll.Offset.Y, l.scroll.Size().Height
	switch {
	case top < y, h <= 0: // without a size yet, the row is to stand at the top
		y = top
	case bottom > y+h:
		y = max(bottom-h, 0)
	default:
		return
	}
	l.scroll.ScrollToOffset(fyne.NewPos(0, y))
	l.body.fill()
}

// ScrollToTop shows the first row.
func (l *Virtual) ScrollToTop() {
	l.scroll.ScrollToTop()
	l.body.fill()
}

func (l *Virtual) length() int {
	if l.Length == nil {
		return 0
	}
	return l.Length()
}

// measure finds where each row begins.
func (l *Virtual) measure() {
	l.count = l.length()
	if l.selected >= l.count {
		l.selected = None
	}
	if l.hovered >= l.count {
		l.hovered = None
	}
	l.width = l.scroll.Size().Width
	l.tops = nil
	if l.Height == nil {
		return
	}
	l.tops = make([]float32, l.count+1)
	for i := range l.count {
		l.tops[i+1] = l.tops[i] + l.Height(i, l.width)
	}
}

// refit measures again for another width and leaves the row that stands at the
// top of the view where it is: who reads there keeps the place.
func (l *Virtual) refit() {
	row, into := l.at(l.scroll.Offset.Y), float32(0)
	if row != None {
		into = l.scroll.Offset.Y - l.top(row)
	}
	l.measure()
	if row != None && row < l.count {
		l.scroll.Offset.Y = l.top(row) + min(into, l.top(row+1)-l.top(row))
	}
	l.scroll.Refresh() // the sheet inside has a new height
}

func (l *Virtual) top(row int) float32 {
	if l.tops == nil {
		return float32(row) * l.RowHeight
	}
	return l.tops[row]
}

// at returns the row at a height in the body, or None.
func (l *Virtual) at(y float32) int {
	if y < 0 || y >= l.top(l.count) {
		return None
	}
	return sort.Search(l.count, func(i int) bool { return l.top(i+1) > y })
}

// RowAt returns the row that lies so far below the upper edge of the list, or
// None.
func (l *Virtual) RowAt(y float32) int { return l.at(y + l.scroll.Offset.Y) }

func (l *Virtual) fixed(row int) bool { return l.Fixed != nil && l.Fixed(row) }

func (l *Virtual) pick(row int) {
	if row == None || l.fixed(row) {
		return
	}
	l.Select(row)
	if l.OnSelect != nil {
		l.OnSelect(row)
	}
}

// walk moves the selection by rows, over rows that cannot be selected.
func (l *Virtual) walk(by int) {
	step := 1
	if by < 0 {
		step = -1
	}
	to := l.selected + by
	if l.selected == None {
		to = 0
		if by < 0 {
			to = l.count - 1
		}
	}
	to = l.free(min(max(to, 0), l.count-1), step)
	if to != None && to != l.selected {
		l.pick(to)
	}
}

// free returns the row itself or the next one that can be selected in a
// direction, else the next one the other way, else None.
func (l *Virtual) free(row, step int) int {
	for _, by := range []int{step, -step} {
		for to := row; to >= 0 && to < l.count; to += by {
			if !l.fixed(to) {
				return to
			}
		}
	}
	return None
}

func (l *Virtual) page() int {
	if l.count == 0 {
		return 1
	}
	return max(1, int(l.scroll.Size().Height/(l.top(l.count)/float32(l.count)))-1)
}

// TypedKey walks the list and opens its row.
func (l *Virtual) TypedKey(e *fyne.KeyEvent) {
	l.moused = false
	switch e.Name {
	case fyne.KeyDown:
		l.walk(1)
	case fyne.KeyUp:
		l.walk(-1)
	case fyne.KeyPageDown:
		l.walk(l.page())
	case fyne.KeyPageUp:
		l.walk(-l.page())
	case fyne.KeyHome:
		l.walk(-l.count)
	case fyne.KeyEnd:
		l.walk(l.count)
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.selected != None && l.OnOpen != nil {
			l.OnOpen(l.selected)
			return
		}
		l.pass(e)
	default:
		l.pass(e)
	}
}

func (l *Virtual) pass(e *fyne.KeyEvent) {
	if l.OnKey == nil || !l.OnKey(e) {
		passKey(l.body, e)
	}
}

// TypedRune is part of fyne.Focusable.
func (l *Virtual) TypedRune(r rune) {
	if l.OnRune == nil || !l.OnRune(r) {
		passRune(l.body, r)
	}
}

// FocusGained is part of fyne.Focusable.
func (l *Virtual) FocusGained() {
	l.focused = true
	l.BaseWidget.Refresh()
}

// FocusLost is part of fyne.Focusable.
func (l *Virtual) FocusLost() {
	l.focused, l.moused = false, false
	l.BaseWidget.Refresh()
}

// Resize measures again when the width changes.
func (l *Virtual) Resize(s fyne.Size) {
	l.BaseWidget.Resize(s)
	if l.scroll.Size().Width != l.width || l.count != l.length() {
		l.refit()
	}
	l.body.fill()
}

// CreateRenderer is part of fyne.Widget.
func (l *Virtual) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{objects: []fyne.CanvasObject{l.scroll, l.ring}}
	r.min = func() fyne.Size { return fyne.NewSize(80, 60) }
	r.layout = func(s fyne.Size) {
		put(l.scroll, 0, 0, s.Width, s.Height)
		put(l.ring, 1, 1, s.Width-2, s.Height-2)
		if l.width != s.Width || l.tops == nil && l.Height != nil {
			l.refit()
		}
		l.body.fill()
	}
	r.refresh = func() {
		l.drawRing()
		l.scroll.Content.Refresh()
		l.scroll.Refresh()
	}
	r.refresh()
	return r
}
