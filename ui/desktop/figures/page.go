package figures

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	casefigures "redthread/app/figures"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

const (
	widestPlot float32 = 1040
	// The heights of the grid's rows and of its head, as package part draws them.
	gridRow  float32 = 33
	gridHead float32 = 32
	// The name takes what the other columns leave, and at least so much.
	leastName   float32 = 180
	leastSource float32 = 110
	mostSource  float32 = 220
	// mostRows are shown before the table scrolls by itself.
	mostRows = 24
)

// page is what stands under the head of the screen: heading, plot, table,
// notes and sources, in one scroll.
type page struct {
	scroll   *container.Scroll
	title    *part.Text
	subtitle *part.Text
	plot     *plot
	grid     *part.Grid
	table    *table
	shown    []int // the table's columns that are drawn
	narrow   bool
	under    *fyne.Container // table, notes and sources
	holder   *fyne.Container // the table alone
	spread   *casefigures.WageSpread

	onOpen func(row int)                   // a row of the table
	onCell func(row, column int)           // a click in it
	onPick func(row int)                   // it was selected
	onMenu func(row int, at fyne.Position) // a right click on it
	onCite func(s casefigures.SourceLine)  // a source of the list
}

func newPage(p *plot) *page {
	g := &page{plot: p, title: part.NewText("", part.Title), subtitle: part.NewText("", part.Small), under: part.Down(0)}
	g.scroll = container.NewVScroll(part.Inset(18, 26, 28, 26, part.Down(0,
		g.title, g.subtitle,
		part.Inset(14, 0, 10, 0, container.New(atMost(widestPlot), p)),
		g.under,
	)))
	return g
}

// set shows a figure.
func (g *page) set(w *casefigures.WageSpread) {
	g.spread, g.table = w, newTable(w)
	g.title.SetText(w.Title)
	g.subtitle.SetText(w.Subtitle + " · every mark opens its source")
	g.grid = g.newGrid()
	g.holder = container.New(tall(g.tableHeight()), g.grid)
	g.under.Objects = []fyne.CanvasObject{g.holder}
	gap := float32(14)
	for _, n := range slices.Concat(w.TableNotes, w.Notes) {
		g.under.Add(part.Inset(gap, 0, 0, 10, part.NewText(n, part.Small)))
		gap = 4
	}
	gap = 14
	for _, s := range w.Sources {
		mark := casefigures.Mark{Number: s.Number}.String()
		cite := part.NewCitation(mark, "Open "+s.Text, func() { g.onCite(s) })
		g.under.Add(part.Inset(gap, 0, 0, 8, part.Frame(nil, nil, nil, container.New(first{}, cite),
			part.Inset(2, 0, 0, 6, part.NewText(s.Text, part.Small)))))
		gap = 2
	}
	g.under.Refresh()
	g.scroll.Refresh()
}

// setNarrow leaves out a column where the window has no room for all.
func (g *page) setNarrow(narrow bool) {
	if g.narrow == narrow {
		return
	}
	g.narrow = narrow
	if g.table == nil {
		return
	}
	sorted, descending := g.table.column, g.table.descending
	g.grid = g.newGrid()
	if at := slices.Index(g.shown, sorted); at >= 0 {
		g.grid.SetSort(at, descending)
	}
	g.holder.Objects = []fyne.CanvasObject{g.grid}
	g.holder.Refresh()
}

func (g *page) tableHeight() float32 {
	return gridHead + gridRow*float32(min(len(g.table.Rows), mostRows))
}

// newGrid makes the table anew, since its columns depend on the conversion.
func (g *page) newGrid() *part.Grid {
	var columns []part.Column
	g.shown = nil
	for i, name := range g.table.Columns {
		if g.narrow && name == "Kind" {
			continue // the name of each row begins with it
		}
		g.shown = append(g.shown, i)
		c := part.Column{Title: name, Width: g.widest(i), Sort: true}
		switch {
		case i == 0:
			c.Width, c.Grow = min(c.Width, leastName), 1
		case i == g.table.source():
			c.Width = min(max(c.Width, leastSource), mostSource)
		case g.table.numeric(i):
			c.Align = fyne.TextAlignTrailing
		}
		columns = append(columns, c)
	}
	grid := part.NewGrid(columns, func() int { return len(g.table.Rows) }, g.cell)
	grid.OnSort = func(column int, descending bool) {
		g.table.sortBy(g.spread, g.shown[column], descending)
		if g.table.column == unsorted {
			grid.SetSort(part.None, false)
		} else {
			grid.SetSort(column, descending)
		}
		grid.Select(part.None)
		grid.Refresh()
	}
	grid.OnOpen = func(row int) { g.onOpen(row) }
	grid.OnSelect = func(row int) { g.onPick(row) }
	grid.OnCell = func(row, column int) { g.onCell(row, g.shown[column]) }
	grid.OnMenu = func(row int, at fyne.Position) { g.onMenu(row, at) }
	return grid
}

// widest is the room that a column needs to show everything whole.
func (g *page) widest(column int) float32 {
	const pads, sign = 20, 14 // beside the text; for the sign of sorting
	width := fyne.MeasureText(g.table.Columns[column], look.SmallSize, fyne.TextStyle{}).Width + sign
	for _, r := range g.table.Rows {
		text := r.Cells[column]
		if r.Derived && column == g.table.source() {
			text = formula(text)
		}
		width = max(width, fyne.MeasureText(text, look.TextSize, fyne.TextStyle{Bold: r.Derived && column == 0}).Width)
	}
	return width + pads
}

func (g *page) cell(row, column int) part.Cell {
	r := g.table.Rows[row]
	column = g.shown[column]
	cell := part.Cell{Text: r.Cells[column]}
	switch {
	case column == g.table.source() && r.Derived:
		cell.Text, cell.Tone = formula(cell.Text), part.Quiet
	case column == g.table.source() && len(passages(r)) > 0:
		cell.Tone = part.Alarm
	case column == g.table.source():
		cell.Tone = part.Quiet
	case r.Derived && column == 0:
		cell.Strong = true
	}
	return cell
}

// atMost gives one object its whole room up to a width.
type atMost float32

func (l atMost) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (l atMost) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(min(s.Width, float32(l)), s.Height))
}

// tall gives one object a height of its own.
type tall float32

func (l tall) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, float32(l))
}

func (l tall) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(s)
}

// first keeps an object at the head of its room.
type first struct{}

func (first) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (first) Layout(o []fyne.CanvasObject, _ fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(o[0].MinSize())
}

// citeMenu offers the passages of a row, where there are several.
func citeMenu(w *casefigures.WageSpread, marks []casefigures.Mark, open func(casefigures.Mark), c fyne.Canvas, at fyne.Position) {
	menu := fyne.NewMenu("")
	for _, m := range marks {
		text := m.String()
		for _, s := range w.Sources {
			if s.ID == m.Source {
				text += "  " + short(s.Text, 70)
			}
		}
		menu.Items = append(menu.Items, fyne.NewMenuItem(text, func() { open(m) }))
	}
	widget.ShowPopUpMenuAtPosition(menu, c, at)
}

func short(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
