package chart

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	casechart "redthread/app/chart"
	"redthread/app/network"
	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/ui/desktop/part"
)

// inspectEdge tells of a line: what is said, by whom, and changes it in place.
func (s *Screen) inspectEdge(k int) {
	e := s.edge(k)
	number := s.detail
	entity := e.Link
	var d *app.Dossier
	var found []app.FactRow
	s.d.Ask("Read the link", func(ctx context.Context, _ func(float64, string)) error {
		c := s.d.Case()
		if entity.IsZero() && len(e.Statements) > 0 {
			st, err := c.Statement(ctx, e.Statements[0])
			if err != nil {
				return err
			}
			entity = st.Entity
		}
		if entity.IsZero() {
			return nil
		}
		var err error
		d, err = app.Load(ctx, c, entity)
		return err
	}, func(err error) {
		if number != s.detail {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		if d != nil {
			for _, g := range d.Facts {
				for _, r := range g.Rows {
					if !e.Link.IsZero() || slices.Contains(e.Statements, r.Statement.ID) {
						found = append(found, r)
					}
				}
			}
		}
		s.d.Inspect(framed(s.edgeRows(k, d, found)))
	})
}

func (s *Screen) edgeRows(k int, d *app.Dossier, facts []app.FactRow) []fyne.CanvasObject {
	e := s.edge(k)
	from, to := s.graph.Nodes[e.From].Caption, s.graph.Nodes[e.To].Caption
	title := from + " – " + strings.ToLower(e.Label) + " – " + to
	if e.Directed && !e.Link.IsZero() {
		title = from + " " + e.Label + " " + to
	}
	rows := []fyne.CanvasObject{part.NewLine("Line  ·  "+e.Label, part.Capital), part.NewText(title, part.Heading).WithLines(6)}
	switch {
	case e.Suspected && e.Disputed:
		rows = append(rows, part.NewText("Suspected, and disputed by a source", part.Small).WithTone(part.Alarm))
	case e.Suspected:
		rows = append(rows, part.NewText("Suspected: no source says outright that the two are tied", part.Small).WithTone(part.Alarm))
	case e.Disputed:
		rows = append(rows, part.NewText("Disputed: a source says that it is not so", part.Small).WithTone(part.Alarm))
	}
	sure := "Unsourced"
	if e.Origins > 0 {
		sure = fmt.Sprintf("%d independent %s", e.Origins, plural(e.Origins, "origin", "origins"))
		if g := e.Grade.String(); g != "" {
			sure += "; best grade " + e.Grade.Label()
		}
	}
	rows = append(rows, part.NewText(sure, part.Small))
	if held := validText(e); held != "" {
		rows = append(rows, part.NewText(held, part.Small))
	}
	if len(facts) > 0 && d != nil {
		var all []fyne.CanvasObject
		for _, r := range facts {
			all = append(all, s.factRow(d.ID, d.Schema, r))
		}
		rows = append(rows, part.NewCard("What is said", part.Down(0, all...)))
		rows = append(rows, part.NewText("Right click a line to correct, dispute or withdraw it.", part.Small))
	}
	if !e.Link.IsZero() && d != nil && d.Schema != nil {
		rows = append(rows, part.Across(6,
			part.NewButton("Add to it …", func() {
				if s.mayWrite() {
					s.forms.Fact(s.d, e.Link, d.Schema, "")
				}
			}),
			part.NewButton("Reverse", func() { s.reverse(k) }),
			part.NewButton("Withdraw …", func() { s.withdraw(k) })))
	}
	return rows
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func validText(e *network.Edge) string {
	show := func(text string) string {
		d, err := value.ParseDate(text)
		if text == "" || err != nil {
			return ""
		}
		return d.Show()
	}
	from, to := show(e.Since), show(e.Until)
	switch {
	case from != "" && to != "":
		return "From " + from + " to " + to
	case from != "":
		return "Since " + from
	case to != "":
		return "Until " + to
	}
	return ""
}

// reverse lets a link point the other way.
func (s *Screen) reverse(k int) {
	e := s.edge(k)
	if e.Link.IsZero() || !s.mayWrite() {
		return
	}
	c, link := s.d.Case(), e.Link
	s.write("Reversing the link", func(ctx context.Context) error { return casechart.Reverse(ctx, c, link) },
		func() { s.d.Say("Reversed", true) })
}

// withdraw takes a link back, with a reason.
func (s *Screen) withdraw(k int) {
	e := s.edge(k)
	if !e.Link.IsZero() && s.mayWrite() {
		s.forms.WithdrawEntity(s.d, e.Link, s.graph.Nodes[e.From].Caption+" "+e.Label+" "+s.graph.Nodes[e.To].Caption)
	}
}

func (s *Screen) edgeMenu(k int) []*fyne.MenuItem {
	e := s.edge(k)
	items := []*fyne.MenuItem{}
	if !e.Link.IsZero() {
		items = append(items,
			fyne.NewMenuItem("Add to the link …", func() {
				if row, err := s.d.Case().Entity(context.Background(), e.Link); err == nil && s.mayWrite() {
					if schema, ok := ontology.Default().Schema(row.Schema); ok {
						s.forms.Fact(s.d, e.Link, schema, "")
					}
				}
			}),
			fyne.NewMenuItem("Reverse", func() { s.reverse(k) }),
			fyne.NewMenuItem("Withdraw …", func() { s.withdraw(k) }),
			fyne.NewMenuItemSeparator())
	}
	f := s.drawing.Filter
	return append(items, fyne.NewMenuItem("Leave out lines of this kind", func() {
		f.Kinds = casechart.Without(f.Kinds, e.Kind)
		s.setFilter(f)
	}))
}
