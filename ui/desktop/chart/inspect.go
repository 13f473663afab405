package chart

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	casechart "redthread/app/chart"
	"redthread/app/chart/scene"
	"redthread/app/network"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/drawing"
	"redthread/ui/desktop/part"
)

// selected follows the selection of the drawing.
func (s *Screen) selected() { s.inspect() }

// inspect tells of what is selected.
func (s *Screen) inspect() {
	s.detail++
	switch {
	case s.drawing == nil:
		s.d.Inspect(nil)
	case s.view.SelectedEdge() != scene.None:
		s.inspectEdge(s.view.SelectedEdge())
	default:
		chosen := s.view.Selected()
		switch len(chosen) {
		case 0:
			s.d.Inspect(framed(s.summary()))
		case 1:
			s.inspectNode(chosen[0])
		default:
			s.d.Inspect(framed(s.several(chosen)))
		}
	}
}

func framed(rows []fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(part.Inset(14, 28, 16, 16, part.Down(10, rows...)))
}

// summary tells of the chart as a whole, and what a hand can do.
func (s *Screen) summary() []fyne.CanvasObject {
	d := s.drawing
	count := fmt.Sprintf("%s  ·  %d lines", casechart.Things(len(d.Nodes)), len(d.Edges))
	if d.Hidden > 0 {
		count += fmt.Sprintf("  ·  %d hidden", d.Hidden)
	}
	if d.Left > 0 {
		count += fmt.Sprintf("  ·  %d left out by the filter", d.Left)
	}
	if d.Gone > 0 {
		count += fmt.Sprintf("  ·  %d no longer in the case", d.Gone)
	}
	rows := []fyne.CanvasObject{
		part.NewLine("Chart  ·  "+s.d.Case().Short(store.KindChart, s.id), part.Capital),
		part.NewText(d.Content.Title, part.Heading).WithLines(4),
		part.NewText(count, part.Small),
	}
	if d.Hidden > 0 {
		rows = append(rows, part.Across(6, part.NewButton("Show what is hidden", s.unhide)))
	}
	doubt, single := 0, 0
	for _, e := range d.Edges {
		if d.Graph.Edges[e].Dashed() {
			doubt++
		}
		if d.Graph.Edges[e].Origins <= 1 {
			single++
		}
	}
	if len(d.Edges) > 0 {
		rows = append(rows, part.NewCard("How sure", part.NewText(sureWords(single, len(d.Edges), doubt), part.Body)))
	}
	for _, g := range d.Content.Groups {
		rename := part.NewBareButton("Rename", func() {
			s.askTitle("Rename the group", g.Title, func(title string) {
				c := s.d.Case()
				s.write("Renaming the group", func(ctx context.Context) error { return casechart.RenameGroup(ctx, c, g, title) }, nil)
			})
		})
		dissolve := part.NewBareButton("Dissolve", func() {
			c := s.d.Case()
			s.write("Dissolving the group", func(ctx context.Context) error { return casechart.RenameGroup(ctx, c, g, "") }, nil)
		})
		rows = append(rows, part.NewCard("Group", part.Down(2, part.NewText(g.Title, part.Body), part.Across(8, rename, dissolve))))
	}
	return append(rows, part.NewCard("By hand", part.NewText(
		"Double click a mark to see what it is tied to.\nDrag moves; Shift and drag selects by a box, Alt and drag by a lasso.\nCtrl and drag from mark to mark draws a link.\nRight click says what else can be done.", part.Small)),
		part.NewCard("Keys", part.NewText("F all   + – closer, further   Arrows walk\nE expand   P pin   G group   N note\nDel hide   H show hidden   1–5 layouts\nCtrl+A all   Ctrl+Z undo   Esc none", part.Small)))
}

func sureWords(single, all, doubt int) string {
	text := fmt.Sprintf("%d of %d lines %s on one origin or none.", single, all, plural(single, "rests", "rest"))
	if doubt > 0 {
		text += fmt.Sprintf("\n%d %s suspected or disputed, and drawn dashed.", doubt, plural(doubt, "is", "are"))
	}
	return text
}

// several tells of many selected marks.
func (s *Screen) several(chosen []int) []fyne.CanvasObject {
	var names []string
	const most = 14
	for _, i := range chosen {
		if len(names) == most {
			names = append(names, fmt.Sprintf("… and %d more", len(chosen)-most))
			break
		}
		names = append(names, s.drawing.Scene.Nodes[i].Label)
	}
	rows := []fyne.CanvasObject{
		part.NewLine("Selected", part.Capital),
		part.NewText(casechart.Things(len(chosen)), part.Heading),
		part.NewCard("", part.NewText(strings.Join(names, "\n"), part.Body)),
	}
	if len(chosen) == 2 {
		rows = append(rows, part.Across(6, part.NewButton("Find the way between them", s.findPath)))
		a, b := s.node(chosen[0]), s.node(chosen[1])
		if !a.Entity.IsZero() && !b.Entity.IsZero() {
			rows = append(rows, part.Across(6, part.NewButton("Link them …", func() { s.linked(chosen[0], chosen[1]) })))
		}
	}
	return append(rows,
		part.Across(6, part.NewButton("Pin", s.pin), part.NewButton("Group …", s.group), part.NewButton("Hide", s.hide)),
		part.Across(6, part.NewButton("Expand all", s.expandSelected), part.NewButton("Take off", s.takeOff)))
}

// inspectNode tells of a mark: what is known, who it is tied to, what is not
// on the chart yet.
func (s *Screen) inspectNode(i int) {
	n := s.node(i)
	if n.Entity.IsZero() {
		s.d.Inspect(framed(s.nodeRows(i, nil)))
		return
	}
	number := s.detail
	var d *app.Dossier
	s.d.Ask("Read the profile", func(ctx context.Context, _ func(float64, string)) error {
		var err error
		d, err = app.Load(ctx, s.d.Case(), n.Entity)
		return err
	}, func(err error) {
		if number != s.detail {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Inspect(framed(s.nodeRows(i, d)))
	})
}

func (s *Screen) nodeRows(i int, d *app.Dossier) []fyne.CanvasObject {
	n := s.node(i)
	kind := n.Schema
	if schema, ok := ontology.Default().Schema(n.Schema); ok {
		kind = schema.Label
	}
	if n.Shared != nil {
		kind = fmt.Sprintf("Shared %s  ·  %d parties", n.Shared.Kind, n.Shared.Parties)
	}
	head := part.Across(7, part.NewKindDot(string(n.Group)), part.NewWord(kind, part.Small))
	rows := []fyne.CanvasObject{head, part.NewText(n.Caption, part.Title).WithLines(4)}
	if n.Sanctioned {
		rows = append(rows, part.NewText("On a sanctions list, or marked so", part.Small).WithTone(part.Alarm))
	}
	if n.Shared != nil && n.Shared.Muted {
		rows = append(rows, part.NewText("Says little: very many share it, or it is a placeholder.", part.Small))
	}
	if len(n.Members) > 1 {
		rows = append(rows, part.NewText(fmt.Sprintf("%d entries judged to be the same", len(n.Members)), part.Small))
	}
	if !n.Entity.IsZero() {
		rows = append(rows, part.Across(6,
			part.NewButton("Open profile", func() { s.d.Go(desk.Route{Screen: desk.Entities, ID: n.Entity}) }),
			part.NewButton("Link …", func() { s.d.QuickLink(n.Entity) }),
			part.NewButton("Note …", func() { s.addNote(s.view.Middle()) })))
	}
	rows = append(rows, s.expandCard(i)...)
	rows = append(rows, s.tieCards(i)...)
	if d != nil {
		rows = append(rows, s.factCard(d)...)
	}
	return rows
}

// expandCard counts what is not on the chart, a button a kind.
func (s *Screen) expandCard(i int) []fyne.CanvasObject {
	kinds := s.around(i)
	if len(kinds) == 0 {
		return nil
	}
	node := s.drawing.Nodes[i]
	var all []fyne.CanvasObject
	const most = 8
	for k, c := range kinds {
		if k == most {
			all = append(all, part.NewText(fmt.Sprintf("and %d more kinds, by right click", len(kinds)-most), part.Small))
			break
		}
		b := part.NewBareButton(fmt.Sprintf("+ %s (%d)", kindWords(c), c.Nodes), func() {
			s.add(s.graph.Neighbours(node, c.Kind, c.Reverse, network.Filter{}), nil)
		})
		all = append(all, part.Across(0, b))
	}
	return []fyne.CanvasObject{part.NewCard("Not on the chart", part.Down(0, all...))}
}

// tieCards list what the mark is tied to on the chart, by kind of tie.
func (s *Screen) tieCards(i int) []fyne.CanvasObject {
	node := s.drawing.Nodes[i]
	names, order := map[string][]int{}, []string{}
	for k, e := range s.drawing.Scene.Edges {
		if int(e.From) != i && int(e.To) != i {
			continue
		}
		edge := s.edge(k)
		word := edge.Label
		if edge.Directed && edge.To == node {
			word += " (by)"
		}
		if strings.HasPrefix(edge.Kind, "shared.") {
			word = "shares " + strings.ToLower(edge.Label)
		}
		if names[word] == nil {
			order = append(order, word)
		}
		names[word] = append(names[word], k)
	}
	slices.Sort(order)
	var cards []fyne.CanvasObject
	for _, word := range order {
		var lines []fyne.CanvasObject
		for _, k := range names[word] {
			e := s.drawing.Scene.Edges[k]
			other := int(e.From)
			if other == i {
				other = int(e.To)
			}
			text := s.drawing.Scene.Nodes[other].Label
			if c := s.edge(k).Caption; c != "" {
				text += "  ·  " + c
			}
			if s.edge(k).Suspected {
				text += "  ·  suspected"
			}
			if s.edge(k).Disputed {
				text += "  ·  disputed"
			}
			row := part.NewFactRow("", text, "", s.edgeMark(k))
			row.Last = true
			row.OnSelect = func() {
				s.view.SelectEdge(k)
				s.inspect()
			}
			lines = append(lines, row)
			if len(lines) > 30 {
				break
			}
		}
		cards = append(cards, part.NewCard(word, part.Down(0, lines...)))
	}
	return cards
}

// edgeMark leads to the line itself, with how well it is founded.
func (s *Screen) edgeMark(k int) *part.CitationMark {
	e := s.edge(k)
	word := e.Grade.String()
	if word == "" {
		word = "–"
	}
	tip := fmt.Sprintf("%d independent origins; best grade %s", e.Origins, word)
	if e.Origins == 0 {
		tip = "Unsourced"
	}
	return part.NewCitation("["+word+"]", tip, func() {
		s.view.SelectEdge(k)
		s.inspect()
	})
}

// factCard are the first things said of an entity, with their sources.
func (s *Screen) factCard(d *app.Dossier) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	const most = 8
	for _, g := range d.Facts {
		for _, r := range g.Rows {
			if len(rows) < most && r.Target.IsZero() && r.Shown != d.Name {
				rows = append(rows, s.factRow(d.ID, d.Schema, r))
			}
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return []fyne.CanvasObject{part.NewCard("Known", part.Down(0, rows...))}
}

func (s *Screen) factRow(entity store.ID, schema *ontology.Schema, r app.FactRow) fyne.CanvasObject {
	row := part.NewFactRow(r.Label, r.Shown, r.Hedge, s.marks(r.Marks)...)
	row.LabelWidth = 92
	row.OnMenu = func(at fyne.Position) { s.factMenu(entity, schema, r, at) }
	return row
}

// marks lead to the sources.
func (s *Screen) marks(marks []app.Mark) []*part.CitationMark {
	var all []*part.CitationMark
	seen := map[string]bool{}
	for _, m := range marks {
		if m.Source.IsZero() || seen[m.String()] {
			continue
		}
		seen[m.String()] = true
		tip := m.Title
		if m.Grade != "" {
			tip += "  ·  " + m.Grade
		}
		if m.Quote != "" {
			tip += "\n“" + m.Quote + "”"
		}
		all = append(all, part.NewCitation(m.String(), tip, func() { s.d.Go(desk.Route{Screen: desk.Sources, ID: m.Source, Passage: m.Passage}) }))
	}
	return all
}

// factMenu changes one statement in place.
func (s *Screen) factMenu(entity store.ID, schema *ontology.Schema, r app.FactRow, at fyne.Position) {
	mark := ""
	if len(r.Marks) > 0 {
		mark = r.Marks[0].String()
	}
	do := func(f func()) func() {
		return func() {
			if s.mayWrite() {
				f()
			}
		}
	}
	items := []*fyne.MenuItem{}
	if schema != nil {
		items = append(items, fyne.NewMenuItem("Correct …", do(func() { s.forms.Correct(s.d, schema, r, r.Statement) })))
	}
	items = append(items,
		fyne.NewMenuItem("Add source …", do(func() { s.forms.Support(s.d, r, r.Statement) })),
		fyne.NewMenuItem("Dispute …", do(func() { s.forms.Dispute(s.d, r, r.Statement) })),
		fyne.NewMenuItem("Withdraw …", do(func() { s.forms.Withdraw(s.d, r, r.Statement, mark) })),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Open in Entities", func() { s.d.Go(desk.Route{Screen: desk.Entities, ID: entity, Statement: r.Statement.ID}) }))
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), s.d.Window().Canvas(), at)
}

// describe is what hovering tells.
func (s *Screen) describe(t drawing.Target) string {
	switch {
	case s.drawing == nil:
		return ""
	case t.Node != scene.None && t.Node < len(s.drawing.Nodes):
		n := s.node(t.Node)
		kind := n.Schema
		if schema, ok := ontology.Default().Schema(n.Schema); ok {
			kind = schema.Label
		}
		if n.Shared != nil {
			kind = "shared " + n.Shared.Kind
		}
		text := n.Caption + "\n" + kind + "  ·  " + ties(s.graph.Degree(s.drawing.Nodes[t.Node]))
		if more := s.total(t.Node); more > 0 {
			text += fmt.Sprintf(", %d not on the chart", more)
		}
		if n.Sanctioned {
			text += "\non a sanctions list"
		}
		return text
	case t.Edge != scene.None && t.Edge < len(s.drawing.Edges):
		e := s.edge(t.Edge)
		text := strings.TrimSpace(s.graph.Nodes[e.From].Caption+"  "+e.Label+"  "+s.graph.Nodes[e.To].Caption) + "\n"
		if e.Caption != "" {
			text += e.Caption + "  ·  "
		}
		if held := validText(e); held != "" {
			text += held + "  ·  "
		}
		if e.Origins == 0 {
			text += "unsourced"
		} else {
			text += fmt.Sprintf("%d %s", e.Origins, plural(e.Origins, "origin", "origins"))
		}
		if e.Suspected {
			text += "  ·  suspected"
		}
		if e.Disputed {
			text += "  ·  disputed"
		}
		return text
	}
	return ""
}
