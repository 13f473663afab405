package chart

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	casechart "redthread/app/chart"
	"redthread/app/chart/scene"
	"redthread/store"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// sideWidth is the width of the list of charts.
const sideWidth = 236

// side is the list of charts, and below it the search for things to add.
type side struct {
	s       *Screen
	open    bool
	content fyne.CanvasObject
	list    *part.List
	search  *form.Entry
	note    *part.Text
	finds   *part.List
	found   []find
	number  int
}

// find is something that can be put on the chart.
type find struct {
	node     int // of the graph
	name     string
	subtitle string
	group    string
	on       bool // it is there already
}

func newSide(s *Screen) *side {
	d := &side{s: s, open: true}
	d.list = part.NewList(func() int { return len(s.charts) }, d.row)
	d.list.OnSelect = func(i int) { s.open(s.charts[i].ID) }
	d.list.OnMenu = d.menu
	d.list.OnOpen = func(int) { s.d.Window().Canvas().Focus(s.view) }
	head := part.NewListHead("Charts", nil, part.NewButton("New", func() { s.askTitle("New chart", "", s.makeEmpty) }))
	d.search = form.NewEntry("Name to add  ·  Ctrl+F", 1)
	d.search.OnChanged = func(string) { d.look() }
	d.search.Keys = d.key
	d.note = part.NewText("", part.Small)
	d.finds = part.NewList(func() int { return len(d.found) }, d.findRow)
	d.finds.OnOpen = func(i int) { d.take(i, nil) }
	d.finds.OnMenu = func(i int, _ fyne.Position) { d.take(i, nil) }
	lower := part.Frame(part.Down(6, part.NewRule(), part.Inset(4, 12, 0, 12, part.NewWord("Add to the chart", part.Capital)), part.Inset(0, 12, 2, 12, d.search), part.Inset(0, 12, 0, 14, d.note)),
		nil, nil, nil, newDragged(d.finds, d.dropped))
	split := container.New(halves{}, part.Frame(head, nil, nil, nil, d.list), lower)
	d.content = container.New(fixedWidth(sideWidth), part.Frame(nil, part.NewRule(), nil, nil, part.NewPanel(look.ColorNameSurface, split)))
	return d
}

// halves gives the charts two fifths of the height and the search the rest.
type halves struct{}

func (halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(o[0].MinSize().Width, o[1].MinSize().Width), 240)
}

func (halves) Layout(o []fyne.CanvasObject, s fyne.Size) {
	top := float32(int(s.Height * 0.4))
	o[0].Resize(fyne.NewSize(s.Width, top))
	o[1].Move(fyne.NewPos(0, top))
	o[1].Resize(fyne.NewSize(s.Width, s.Height-top))
}

// fixedWidth gives an object a width of its own.
type fixedWidth float32

func (w fixedWidth) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(w), o[0].MinSize().Height)
}

func (w fixedWidth) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

func (d *side) toggle(open bool) {
	d.open = open
	d.s.bar.fit()
	d.s.arrange()
}

func (d *side) row(i int) part.Row {
	c := d.s.charts[i]
	return part.Row{Title: c.Title, Subtitle: casechart.Things(c.Nodes)}
}

func (d *side) findRow(i int) part.Row {
	f := d.found[i]
	r := part.Row{Title: f.name, Subtitle: f.subtitle, Group: f.group, Plain: true}
	if f.on {
		r.Trailing = []part.Mark{{Text: "on it"}}
	}
	return r
}

// show draws the list anew.
func (d *side) show() {
	d.list.Refresh()
	d.list.Select(slices.IndexFunc(d.s.charts, func(c store.ChartRow) bool { return c.ID == d.s.id }))
	d.look()
}

func (d *side) menu(i int, at fyne.Position) {
	s, c := d.s, d.s.charts[i]
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
		fyne.NewMenuItem("Open", func() { s.open(c.ID) }),
		fyne.NewMenuItem("Rename …", func() {
			s.askTitle("Rename the chart", c.Title, func(title string) {
				s.write("Renaming the chart", func(ctx context.Context) error { return casechart.Rename(ctx, s.d.Case(), c.ID, title) }, nil)
			})
		}),
		fyne.NewMenuItem("Copy", func() {
			var made store.ID
			s.write("Copying the chart", func(ctx context.Context) (err error) {
				made, err = casechart.Copy(ctx, s.d.Case(), c.ID)
				return err
			}, func() { s.open(made) })
		}),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Remove", func() {
			s.write("Removing the chart", func(ctx context.Context) error { return casechart.Remove(ctx, s.d.Case(), c.ID) },
				func() { s.d.Say("Removed “"+c.Title+"”", true) })
		}),
	), s.d.Window().Canvas(), at)
}

// mostFinds is how many finds are listed.
const mostFinds = 60

// look searches for what is typed; with nothing typed it offers what is tied
// most.
func (d *side) look() {
	text := strings.TrimSpace(d.search.Text)
	d.number++
	if d.s.graph == nil {
		return
	}
	if text == "" {
		d.offer(d.hubs(), "Most tied, not on the chart:")
		return
	}
	n := d.number
	var all []form.Found
	d.s.d.Ask("Searching", func(ctx context.Context, _ func(float64, string)) error {
		var err error
		all, err = form.FindEntities(ctx, d.s.d.Case(), nil, text)
		return err
	}, func(err error) {
		if n != d.number || err != nil || d.s.graph == nil {
			return
		}
		var found []find
		for _, f := range all {
			if node, ok := d.s.graph.Find(f.ID); ok {
				found = append(found, d.find(node, f.Name, f.Subtitle()))
			}
		}
		found = append(found, d.shared(text)...)
		note := ""
		if len(found) == 0 {
			note = "Nothing of that name."
		}
		d.offer(found, note)
	})
}

func (d *side) find(node int, name, subtitle string) find {
	f := find{node: node, name: name, subtitle: subtitle, group: string(d.s.graph.Nodes[node].Group)}
	if d.s.drawing != nil {
		_, f.on = d.s.drawing.At(node)
	}
	return f
}

// hubs are the nodes with most ties that are not on the chart.
func (d *side) hubs() []find {
	g := d.s.graph
	var all []int
	for i := range g.Nodes {
		if d.s.drawing != nil {
			if _, on := d.s.drawing.At(i); on {
				continue
			}
		}
		if g.Degree(i) > 0 {
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, func(a, b int) int { return g.Degree(b) - g.Degree(a) })
	var found []find
	for _, i := range all[:min(len(all), mostFinds/2)] {
		found = append(found, d.find(i, g.Nodes[i].Caption, ties(g.Degree(i))))
	}
	return found
}

// shared are identifiers that hold the typed text.
func (d *side) shared(text string) []find {
	var found []find
	g := d.s.graph
	for i := range g.Nodes {
		if n := &g.Nodes[i]; n.Shared != nil && len(found) < 10 && strings.Contains(strings.ToLower(n.Caption), strings.ToLower(text)) {
			found = append(found, d.find(i, n.Caption, "shared "+n.Shared.Kind))
		}
	}
	return found
}

func ties(n int) string {
	if n == 1 {
		return "1 tie"
	}
	return fmt.Sprintf("%d ties", n)
}

func (d *side) offer(found []find, note string) {
	d.found = found[:min(len(found), mostFinds)]
	if len(found) == 0 && note != "" && strings.HasPrefix(note, "Most") {
		note = ""
	}
	d.note.SetText(note)
	if note == "" {
		d.note.Hide()
	} else {
		d.note.Show()
	}
	d.finds.Refresh()
	d.content.Refresh()
}

func (d *side) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if len(d.found) > 0 {
			d.take(max(d.finds.Selected(), 0), nil)
			d.search.SelectAll()
		}
		return true
	case fyne.KeyDown, fyne.KeyUp:
		if len(d.found) > 0 {
			by := 1
			if name == fyne.KeyUp {
				by = -1
			}
			d.finds.Select(min(max(d.finds.Selected()+by, 0), len(d.found)-1))
		}
		return true
	case fyne.KeyEscape:
		d.search.SetText("")
		d.s.d.Window().Canvas().Focus(d.s.view)
		return true
	}
	return false
}

// take puts a find on the chart, or shows it where it is.
func (d *side) take(i int, at *scene.Point) {
	if i < 0 || i >= len(d.found) {
		return
	}
	f := d.found[i]
	if d.s.drawing != nil {
		if k, on := d.s.drawing.At(f.node); on {
			d.s.view.Select(k)
			d.s.view.Centre(k)
			d.s.inspect()
			return
		}
	}
	d.s.add([]int{f.node}, at)
}

// dropped puts a find where it was let go.
func (d *side) dropped(from, to fyne.Position) {
	i := d.finds.RowAt(from.Y)
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.s.view)
	size := d.s.view.Size()
	x, y := to.X-origin.X, to.Y-origin.Y
	if x < 0 || y < 0 || x > size.Width || y > size.Height {
		return
	}
	at := d.s.view.Camera().From(float64(x), float64(y))
	d.take(i, &at)
}

// dragged lets the rows of a list be dragged out of it.
type dragged struct {
	widget.BaseWidget
	list    *part.List
	onDrop  func(from, to fyne.Position)
	from    fyne.Position // in the list
	to      fyne.Position // in the window
	started bool
}

func newDragged(l *part.List, onDrop func(from, to fyne.Position)) *dragged {
	g := &dragged{list: l, onDrop: onDrop}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer is part of fyne.Widget.
func (g *dragged) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.list) }

// Dragged is part of fyne.Draggable.
func (g *dragged) Dragged(e *fyne.DragEvent) {
	if !g.started {
		g.started, g.from = true, e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
	}
	g.to = e.AbsolutePosition
}

// DragEnd is part of fyne.Draggable.
func (g *dragged) DragEnd() {
	if g.started {
		g.started = false
		g.onDrop(g.from, g.to)
	}
}
