package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	gridRow  = 33
	gridHead = 32
	gridPad  = 10
)

// Column is a column of a Grid.
type Column struct {
	Title string
	// Width is the width in pixels; what is left over goes to the columns
	// with Grow, in proportion to it.
	Width float32
	Grow  float32
	// Align sets title and cells at the left, the middle or the right.
	Align fyne.TextAlign
	// Sort says that a click on the title sorts.
	Sort bool
}

// Cell is what a grid shows in one place.
type Cell struct {
	Text   string
	Tone   Tone
	Strong bool
}

// Grid is a table: columns under a header, whole rows that can be selected,
// and a header that asks for sorting.
type Grid struct {
	widget.BaseWidget

	// Cell returns what stands in a row and column.
	Cell func(row, column int) Cell
	// OnSelect is called when a person selects a row.
	OnSelect func(row int)
	// OnOpen is called by a double click or Enter.
	OnOpen func(row int)
	// OnMenu is called by a right click, at a place on the window.
	OnMenu func(row int, at fyne.Position)
	// OnCell is called by a click, after OnSelect, with the place clicked: for
	// a column whose text leads somewhere, such as a citation.
	OnCell func(row, column int)
	// OnSort is called by a click on a title. The owner sorts, calls SetSort
	// and Refresh.
	OnSort func(column int, descending bool)

	columns    []Column
	rows       *Virtual
	head       *gridHeader
	sorted     int
	descending bool
	regular    *ruler
	bold       *ruler
}

// NewGrid returns a table.
func NewGrid(columns []Column, length func() int, cell func(row, column int) Cell) *Grid {
	g := &Grid{
		Cell: cell, columns: columns, sorted: None,
		rows:    NewVirtual(),
		regular: newRuler(look.TextSize, false), bold: newRuler(look.TextSize, true),
	}
	g.head = newGridHeader(g)
	g.rows.Length = length
	g.rows.RowHeight = gridRow
	g.rows.Create = func() fyne.CanvasObject { return newGridLine(g) }
	g.rows.Update = func(row int, o fyne.CanvasObject, s RowState) {
		line := o.(*gridLine)
		line.row, line.state = row, s
		line.Refresh()
	}
	g.rows.OnSelect = func(row int) {
		if g.OnSelect != nil {
			g.OnSelect(row)
		}
	}
	g.rows.OnTap = func(row int) {
		if column := g.head.at(g.rows.tapX); g.OnCell != nil && column != None {
			g.OnCell(row, column)
		}
	}
	g.rows.OnOpen = func(row int) {
		if g.OnOpen != nil {
			g.OnOpen(row)
		}
	}
	g.rows.OnMenu = func(row int, at fyne.Position) {
		if g.OnMenu != nil {
			g.OnMenu(row, at)
		}
	}
	g.ExtendBaseWidget(g)
	return g
}

// Refresh asks for the rows again and redraws.
func (g *Grid) Refresh() {
	g.rows.Refresh()
	g.head.Refresh()
	g.BaseWidget.Refresh()
}

// Select selects a row and scrolls to it; None selects nothing.
func (g *Grid) Select(row int) { g.rows.Select(row) }

// Selected returns the selected row, or None.
func (g *Grid) Selected() int { return g.rows.Selected() }

// ScrollTo scrolls as little as shows the whole row.
func (g *Grid) ScrollTo(row int) { g.rows.ScrollTo(row) }

// Focusable returns the part that takes the keyboard.
func (g *Grid) Focusable() fyne.Focusable { return g.rows }

// SetSort draws the sign of sorting at a column; None draws none.
func (g *Grid) SetSort(column int, descending bool) {
	g.sorted, g.descending = column, descending
	g.head.Refresh()
}

// edges returns the left edge of each column at a width, and the right edge
// of the last.
func (g *Grid) edges(width float32) []float32 {
	var fixed, grow float32
	for _, c := range g.columns {
		fixed += c.Width
		grow += c.Grow
	}
	spare := max(width-fixed, 0)
	out := make([]float32, len(g.columns)+1)
	for i, c := range g.columns {
		w := c.Width
		if grow > 0 {
			w += spare * c.Grow / grow
		}
		out[i+1] = out[i] + w
	}
	return out
}

func (g *Grid) sort(column int) {
	if column == None || !g.columns[column].Sort || g.OnSort == nil {
		return
	}
	g.OnSort(column, column == g.sorted && !g.descending)
}

// CreateRenderer is part of fyne.Widget.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{objects: []fyne.CanvasObject{g.head, g.rows}}
	r.min = func() fyne.Size { return fyne.NewSize(200, gridHead+2*gridRow) }
	r.layout = func(s fyne.Size) {
		put(g.head, 0, 0, s.Width, gridHead)
		put(g.rows, 0, gridHead, s.Width, s.Height-gridHead)
	}
	return r
}

// gridHeader is the line of titles. It is one stop for the Tab key; the left
// and right arrow walk it, Enter sorts.
type gridHeader struct {
	press
	grid   *Grid
	cursor int
	hover  int
}

func newGridHeader(g *Grid) *gridHeader {
	h := &gridHeader{grid: g, hover: None}
	h.do = func() { g.sort(h.cursor) }
	h.extend(h)
	return h
}

func (h *gridHeader) at(x float32) int {
	edges := h.grid.edges(h.Size().Width)
	for i := range h.grid.columns {
		if x >= edges[i] && x < edges[i+1] {
			return i
		}
	}
	return None
}

// Tapped is part of fyne.Tappable.
func (h *gridHeader) Tapped(e *fyne.PointEvent) { h.grid.sort(h.at(e.Position.X)) }

// TypedKey walks the titles.
func (h *gridHeader) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		h.cursor = max(h.cursor-1, 0)
		h.Refresh()
	case fyne.KeyRight:
		h.cursor = min(h.cursor+1, len(h.grid.columns)-1)
		h.Refresh()
	default:
		h.press.TypedKey(e)
	}
}

// MouseMoved is part of desktop.Hoverable.
func (h *gridHeader) MouseMoved(e *desktop.MouseEvent) {
	if at := h.at(e.Position.X); at != h.hover {
		h.hover = at
		h.Refresh()
	}
}

// MouseOut is part of desktop.Hoverable.
func (h *gridHeader) MouseOut() {
	h.hover = None
	h.press.MouseOut()
}

// CreateRenderer is part of fyne.Widget.
func (h *gridHeader) CreateRenderer() fyne.WidgetRenderer {
	g := h.grid
	line, ring := box(0), box(look.Step)
	small := newRuler(look.SmallSize, false)
	titles := make([]*canvas.Text, len(g.columns))
	r := &renderer{objects: []fyne.CanvasObject{line, ring}}
	for i := range titles {
		titles[i] = label(look.SmallSize, false)
		r.objects = append(r.objects, titles[i])
	}
	r.min = func() fyne.Size { return fyne.NewSize(200, gridHead) }
	r.layout = func(s fyne.Size) {
		put(line, 0, s.Height-1, s.Width, 1)
		edges := g.edges(s.Width)
		for i, t := range titles {
			placeCell(t, edges[i], edges[i+1], s.Height, g.columns[i].Align)
		}
		if h.cursor < len(g.columns) {
			put(ring, edges[h.cursor]+2, 3, edges[h.cursor+1]-edges[h.cursor]-4, s.Height-7)
		}
	}
	r.refresh = func() {
		v := look.VariantOf(h)
		paint(line, look.Hairline(v), nil, 0)
		drawRing(ring, h.focused, v)
		edges := g.edges(h.Size().Width)
		for i, t := range titles {
			text, ink := g.columns[i].Title, look.Muted(v)
			if i == g.sorted {
				ink = look.Ink(v)
				if g.descending {
					text += " ▼"
				} else {
					text += " ▲"
				}
			} else if i == h.hover && g.columns[i].Sort {
				ink = look.Ink(v)
			}
			say(t, small.cut(text, edges[i+1]-edges[i]-2*gridPad), ink)
		}
		r.layout(h.Size())
	}
	r.refresh()
	return r
}

// placeCell sets a text inside its column.
func placeCell(t *canvas.Text, left, right, height float32, align fyne.TextAlign) {
	size := t.MinSize()
	x := left + gridPad
	switch align {
	case fyne.TextAlignTrailing:
		x = right - gridPad - size.Width
	case fyne.TextAlignCenter:
		x = left + centre(right-left, size.Width)
	}
	put(t, x, centre(height-1, size.Height), size.Width, size.Height)
}

// gridLine draws one row.
type gridLine struct {
	widget.BaseWidget
	grid  *Grid
	row   int
	state RowState
}

func newGridLine(g *Grid) *gridLine {
	l := &gridLine{grid: g}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is part of fyne.Widget.
func (l *gridLine) CreateRenderer() fyne.WidgetRenderer {
	g := l.grid
	ground, bar, line, ring := box(0), box(0), box(0), box(look.Step)
	cells := make([]*canvas.Text, len(g.columns))
	r := &renderer{objects: []fyne.CanvasObject{ground, bar, line}}
	for i := range cells {
		cells[i] = label(look.TextSize, false)
		r.objects = append(r.objects, cells[i])
	}
	r.objects = append(r.objects, ring)
	r.min = func() fyne.Size { return fyne.NewSize(200, gridRow) }
	r.layout = func(s fyne.Size) {
		put(ground, 0, 0, s.Width, s.Height)
		put(bar, 0, 0, rowBarWide, s.Height-1)
		put(line, 0, s.Height-1, s.Width, 1)
		put(ring, rowBarWide+1, 1, s.Width-rowBarWide-2, s.Height-3)
		edges := g.edges(s.Width)
		for i, t := range cells {
			placeCell(t, edges[i], edges[i+1], s.Height, g.columns[i].Align)
		}
	}
	r.refresh = func() {
		v := look.VariantOf(l)
		fill := look.Surface(v)
		switch {
		case l.state.Selected:
			fill = look.Selection(v)
		case l.state.Hovered:
			fill = look.Ground(v)
		}
		paint(ground, fill, nil, 0)
		paint(bar, look.Thread(v), nil, 0)
		show(bar, l.state.Selected)
		paint(line, look.Hairline(v), nil, 0)
		drawRing(ring, l.state.Focused, v)
		edges := g.edges(l.Size().Width)
		for i, t := range cells {
			c := g.Cell(l.row, i)
			rule := g.regular
			if c.Strong {
				rule = g.bold
			}
			if t.TextStyle.Bold != c.Strong {
				t.TextStyle.Bold = c.Strong
				t.Text = ""
			}
			say(t, rule.cut(c.Text, edges[i+1]-edges[i]-2*gridPad), c.Tone.ink(v))
		}
		r.layout(l.Size())
	}
	return r
}
