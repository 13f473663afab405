package chart

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	casechart "redthread/app/chart"
	"redthread/app/chart/scene"
	"redthread/app/network"
	"redthread/app/network/layout"
	"redthread/store"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// askTitle asks for a title in a line.
func (s *Screen) askTitle(title, now string, done func(string)) {
	entry := form.NewEntry("Who stands behind …", 1)
	entry.SetText(now)
	var shut func()
	save := func() bool {
		text := strings.TrimSpace(entry.Text)
		if text == "" {
			s.d.Window().Canvas().Focus(entry)
			return false
		}
		done(text)
		return true
	}
	entry.OnSubmitted = func(string) {
		if save() && shut != nil {
			shut()
		}
	}
	shut = s.d.Sheet(title, part.Down(6, part.NewText("Title", part.Small), entry), "Save", save)
	s.d.Window().Canvas().Focus(entry)
	entry.SelectAll()
}

func (s *Screen) makeEmpty(title string) { s.makeWith(title, nil) }

// makeWith makes a chart with some nodes of the graph on it.
func (s *Screen) makeWith(title string, nodes []store.ChartNode) {
	var made store.ID
	s.write("Making the chart", func(ctx context.Context) (err error) {
		made, err = casechart.Make(ctx, s.d.Case(), title, string(layout.Force), nodes)
		return err
	}, func() { s.open(made) })
}

// whole makes a chart of everything that is tied, laid out.
func (s *Screen) whole() {
	if s.graph == nil || !s.mayWrite() {
		return
	}
	g, c := s.graph, s.d.Case()
	var made store.ID
	s.writing++
	s.d.Ask("Charting the whole case", func(ctx context.Context, tell func(float64, string)) error {
		var err error
		made, err = casechart.MakeWhole(ctx, c, g, func(share float64) { tell(share, "Laying out") })
		return err
	}, func(err error) {
		s.writing--
		if err != nil {
			s.d.Fail(err)
		} else {
			s.id = made
			s.view.Forget()
		}
		s.read()
	})
}

// add puts nodes of the graph on the chart, at a place or beside what they are
// tied to. Without a chart it makes one of the first of them and those around it.
func (s *Screen) add(nodes []int, at *scene.Point) {
	if s.graph == nil || len(nodes) == 0 {
		return
	}
	if s.drawing == nil {
		all := append([]int{}, nodes...)
		const most = 25
		if around := s.graph.Neighbours(nodes[0], "", false, network.Filter{}); len(around) <= most {
			all = append(all, around...)
		}
		g, c := s.graph, s.d.Case()
		title := "Around " + g.Nodes[nodes[0]].Caption
		var made store.ID
		s.write("Making the chart", func(ctx context.Context) error {
			members, err := casechart.Laid(ctx, g, all, layout.Force, nil)
			if err != nil {
				return err
			}
			made, err = casechart.Make(ctx, c, title, string(layout.Force), members)
			return err
		}, func() { s.open(made) })
		return
	}
	d, c := s.drawing, s.d.Case()
	label := "Add " + casechart.Things(len(nodes)) + " to the chart"
	if len(nodes) == 1 {
		label = "Add " + s.graph.Nodes[nodes[0]].Caption + " to the chart"
	}
	count := 0
	s.write("Adding to the chart", func(ctx context.Context) error {
		fresh := d.Newcomers(nodes)
		if at != nil && len(fresh) == 1 {
			fresh[0].X, fresh[0].Y = store.ChartPlace(float64(at.X)), store.ChartPlace(float64(at.Y))
		}
		count = len(fresh)
		return casechart.Put(ctx, c, label, fresh)
	}, func() {
		if s.drawing == nil {
			return
		}
		if len(nodes) == 1 {
			if i, ok := s.drawing.At(nodes[0]); ok {
				s.view.Select(i)
				s.view.Reveal(i)
				s.inspect()
			}
		} else if count > 0 {
			s.d.Say(fmt.Sprintf("%s added", casechart.Things(count)), true)
		}
	})
}

// moved keeps where marks were dragged.
func (s *Screen) moved(nodes []int) {
	label := "Move " + casechart.Things(len(nodes))
	if len(nodes) == 1 {
		label = "Move " + s.drawing.Scene.Nodes[nodes[0]].Label
	}
	s.put(label, nodes, func(*store.ChartNode) {})
}

// put changes how marks stand on the chart, where they are now, in one action.
func (s *Screen) put(label string, nodes []int, change func(*store.ChartNode)) {
	if s.drawing == nil || len(nodes) == 0 {
		return
	}
	at := s.view.Places()
	all := make([]store.ChartNode, 0, len(nodes))
	for _, i := range nodes {
		n := s.drawing.Members[i]
		n.Placed, n.X, n.Y = true, store.ChartPlace(float64(at[i].X)), store.ChartPlace(float64(at[i].Y))
		change(&n)
		s.drawing.Members[i] = n
		all = append(all, n)
	}
	c := s.d.Case()
	s.write(label, func(ctx context.Context) error { return casechart.Put(ctx, c, label, all) }, nil)
}

// named words an act on some marks.
func (s *Screen) named(act string, nodes []int) string {
	if len(nodes) == 1 {
		return act + " " + s.drawing.Scene.Nodes[nodes[0]].Label
	}
	return act + " " + casechart.Things(len(nodes))
}

// pin holds the selected marks where they are, or lets them go where all are held.
func (s *Screen) pin() {
	nodes := s.view.Selected()
	all := len(nodes) > 0
	for _, i := range nodes {
		all = all && s.drawing.Members[i].Pinned
	}
	act := "Pin"
	if all {
		act = "Unpin"
	}
	s.put(s.named(act, nodes), nodes, func(n *store.ChartNode) { n.Pinned = !all })
}

// hide takes the selected marks out of sight; they stay on the chart.
func (s *Screen) hide() {
	nodes := s.view.Selected()
	if len(nodes) == 0 {
		return
	}
	said := s.named("Hidden:", nodes)
	s.put(s.named("Hide", nodes), nodes, func(n *store.ChartNode) { n.Hidden = true })
	s.d.Say(said, true)
}

// takeOff takes the selected marks off the chart; the case keeps them.
func (s *Screen) takeOff() {
	nodes := s.view.Selected()
	if len(nodes) == 0 {
		return
	}
	said := s.named("Off the chart:", nodes)
	s.put(s.named("Take off the chart:", nodes), nodes, func(n *store.ChartNode) { n.Removed = true })
	s.d.Say(said, true)
}

// unhide shows everything that was hidden.
func (s *Screen) unhide() {
	if s.drawing == nil {
		return
	}
	var all []store.ChartNode
	for _, n := range s.drawing.Content.Nodes {
		if n.Hidden {
			n.Hidden = false
			all = append(all, n)
		}
	}
	c, label := s.d.Case(), "Show "+casechart.Things(len(all))
	if len(all) > 0 {
		s.write(label, func(ctx context.Context) error { return casechart.Put(ctx, c, label, all) }, nil)
	}
}

// group draws a named line around the selected marks.
func (s *Screen) group() {
	nodes := s.view.Selected()
	if len(nodes) == 0 {
		s.d.Say("Select what belongs together first.", false)
		return
	}
	s.askTitle("Group", "", func(title string) {
		var all []store.ChartNode
		for _, i := range nodes {
			all = append(all, s.drawing.Members[i])
		}
		c, id := s.d.Case(), s.id
		s.write("Grouping", func(ctx context.Context) error { return casechart.Group(ctx, c, id, title, all) }, nil)
	})
}

// ungroup takes the selected marks out of their groups.
func (s *Screen) ungroup() {
	nodes := s.view.Selected()
	s.put(s.named("Ungroup", nodes), nodes, func(n *store.ChartNode) { n.Group = store.ID{} })
}

// noteOf is a note of the drawing as the chart keeps it.
func (s *Screen) noteOf(i int) store.ChartNote {
	key := s.drawing.Scene.Notes[i].Key
	for _, n := range s.drawing.Content.Notes {
		if n.ID.String() == key {
			return n
		}
	}
	return store.ChartNote{Chart: s.id}
}

// addNote writes beside the selected mark, or free at a place.
func (s *Screen) addNote(at scene.Point) {
	n := store.ChartNote{Chart: s.id, X: store.ChartPlace(float64(at.X)), Y: store.ChartPlace(float64(at.Y))}
	if nodes := s.view.Selected(); len(nodes) == 1 {
		n.About = s.drawing.Members[nodes[0]].Key
	}
	s.editNote(n)
}

func (s *Screen) editNote(n store.ChartNote) {
	entry := form.NewEntry("What should a reader of this chart know?", 4)
	entry.SetText(n.Text)
	var shut func()
	save := func() bool {
		n.Text = entry.Text
		c := s.d.Case()
		s.write("Writing on the chart", func(ctx context.Context) error { return casechart.Note(ctx, c, n) }, nil)
		return true
	}
	entry.OnSave = func() {
		if save() && shut != nil {
			shut()
		}
	}
	title := "Note on the chart"
	if n.About != "" && s.drawing != nil {
		if i, ok := s.drawing.Find(n.About); ok {
			title = "Note on " + s.drawing.Scene.Nodes[i].Label
		}
	}
	shut = s.d.Sheet(title, part.Down(6, entry, part.NewText("Empty text takes a note away.", part.Small)), "Save", save)
	s.d.Window().Canvas().Focus(entry)
}

func (s *Screen) noteMoved(i int, at scene.Point) {
	n := s.noteOf(i)
	n.X, n.Y = store.ChartPlace(float64(at.X)), store.ChartPlace(float64(at.Y))
	c := s.d.Case()
	s.write("Moving a note", func(ctx context.Context) error { return casechart.Note(ctx, c, n) }, nil)
}

// linked asks what ties two marks between which a line was drawn.
func (s *Screen) linked(from, to int) {
	a, b := s.node(from), s.node(to)
	switch {
	case a.Entity.IsZero() || b.Entity.IsZero():
		s.d.Say("A shared identifier is no party: a link needs two things of the case.", false)
	case s.mayWrite():
		s.forms.LinkTo(s.d, a.Entity, b.Entity)
	}
}

func (s *Screen) mayWrite() bool {
	only, why := s.d.Case().ReadOnly()
	if only {
		s.d.Say(why, false)
	}
	return !only
}

// node is the thing of the case that a mark stands for.
func (s *Screen) node(i int) *network.Node { return &s.graph.Nodes[s.drawing.Nodes[i]] }

// edge is the tie of the case that a line stands for.
func (s *Screen) edge(i int) *network.Edge { return &s.graph.Edges[s.drawing.Edges[i]] }

// setFilter keeps another filter with the chart.
func (s *Screen) setFilter(f casechart.Filter) {
	s.preview = nil
	c, id := s.d.Case(), s.id
	s.write("Filtering the chart", func(ctx context.Context) error { return casechart.SetFilter(ctx, c, id, f) }, nil)
}

// tryFilter shows a filter without keeping it, while its slider is moved.
func (s *Screen) tryFilter(f casechart.Filter) {
	s.preview = &f
	s.read()
}

// Key takes the letters of this screen.
func (s *Screen) Key(e *fyne.KeyEvent) bool {
	if s.drawing == nil {
		return false
	}
	switch e.Name {
	case fyne.KeyDelete, fyne.KeyBackspace:
		s.hide()
	case fyne.KeyP:
		s.pin()
	case fyne.KeyG:
		s.group()
	case fyne.KeyN:
		s.addNote(s.view.Middle())
	case fyne.KeyE:
		s.expandSelected()
	case fyne.KeyH:
		s.unhide()
	case fyne.KeyV, fyne.KeyB, fyne.KeyO, fyne.KeyL:
		s.tools.key(e.Name)
	case fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5:
		if kinds := layout.Kinds(); int(e.Name[0]-'1') < len(kinds) {
			s.lay(kinds[e.Name[0]-'1'])
		}
	case fyne.KeyEscape:
		switch {
		case s.laying != nil:
			s.stop()
		case s.path != nil:
			s.path = nil
			s.read()
		default:
			return false
		}
	default:
		return false
	}
	return true
}

func (s *Screen) removeNote(n store.ChartNote) {
	c := s.d.Case()
	s.write("Removing a note", func(ctx context.Context) error { return casechart.Note(ctx, c, n) }, nil)
}
