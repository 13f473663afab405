package entities

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/part"
)

// inspector shows the selected statement at the right: who says it, what
// speaks for and against it, its life, and what can be done.
type inspector struct {
	s      *Screen
	number int
	which  *part.Facets // of several statements, the one acted on
	texts  map[string]string
}

func newInspector(s *Screen) *inspector { return &inspector{s: s} }

// chosen is the statement that buttons and keys act on.
func (v *inspector) chosen(f subject) store.ID {
	if v.which != nil {
		if id, err := store.ParseID(v.which.Selected()); err == nil {
			return id
		}
	}
	return f.row.Statement.ID
}

// show draws a statement; with none, it sums up the entity.
func (v *inspector) show(f subject) {
	v.which, v.texts = nil, nil
	v.number++
	number := v.number
	if f.zero() {
		v.s.d.Inspect(v.entity())
		return
	}
	v.draw(f)
	texts := map[string]string{}
	var life []store.Statement
	v.s.d.Ask("Read the passages", func(ctx context.Context, _ func(float64, string)) error {
		for _, m := range f.row.Marks {
			if m.Passage == 0 || m.Source.IsZero() {
				continue
			}
			layer, _, err := v.s.d.Case().Text(ctx, m.Source)
			if err != nil {
				return err
			}
			for _, p := range layer.Passages {
				if p.Number == m.Passage {
					texts[passageKey(m)] = p.Text
				}
			}
		}
		if f.row.Statement.Entity.IsZero() { // a tie: only its id is known
			st, err := v.s.d.Case().Statement(ctx, f.row.Statement.ID)
			life = []store.Statement{st}
			return err
		}
		return nil
	}, func(err error) {
		if number != v.number || err != nil {
			return
		}
		v.texts = texts
		if life != nil {
			f.row.Statement = life[0]
		}
		v.draw(f)
	})
}

func passageKey(m app.Mark) string { return fmt.Sprintf("%s %d", m.Source, m.Passage) }

func (v *inspector) draw(f subject) {
	short := v.s.d.Case().Short(store.KindStatement, f.row.Statement.ID)
	title := f.row.Label + ": " + f.row.Shown
	rows := []fyne.CanvasObject{
		part.NewLine("Statement  ·  "+short, part.Capital),
		part.NewText(title, part.Heading).WithLines(6),
	}
	if w := factWarning(f.row); w != "" {
		rows = append(rows, part.NewText(w, part.Small).WithTone(part.Caution))
	}
	rows = append(rows, v.sources(f)...)
	w := weigh(f)
	balance := []fyne.CanvasObject{part.NewText(w.words(), part.Body), part.NewLine("Against", part.Capital)}
	for _, a := range w.against {
		balance = append(balance, part.NewText(a, part.Body))
	}
	if len(w.against) == 0 {
		balance = append(balance, part.NewText("none", part.Body))
	}
	rows = append(rows, part.NewCard("For", part.Down(4, balance...)))
	if f.row.Valid != "" {
		rows = append(rows, part.NewCard("True", part.NewText(f.row.Valid, part.Body)))
	}
	if len(f.facts) > 0 {
		var own []fyne.CanvasObject
		for i, r := range f.facts {
			row := part.NewFactRow(r.Label, r.Shown, factNote(r), v.s.citations(distinct(r.Marks))...)
			row.LabelWidth, row.Last = 90, i == len(f.facts)-1
			own = append(own, row)
		}
		rows = append(rows, part.NewCard("Of the link", part.Down(0, own...)))
	}
	if events := notingEvents(f.statements()); len(events) > 0 {
		rows = append(rows, part.NewCard("History", part.NewText(strings.Join(events, "\n"), part.Small)))
	}
	rows = append(rows, v.buttons(f)...)
	v.s.d.Inspect(framed(rows))
}

// framed sets an inspector's cards under one another, scrolling where it must.
func framed(rows []fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(part.Inset(14, 28, 16, 16, part.Down(10, rows...)))
}

// sources are the cards of who says so: the mark, the passage, speaker and hedge.
func (v *inspector) sources(f subject) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, m := range f.row.Marks {
		if m.Source.IsZero() {
			all = append(all, part.NewCard("", part.NewText("Unsourced: nobody is named who says so.", part.Body).WithTone(part.Caution)))
			continue
		}
		var said []fyne.CanvasObject
		if quote := v.quote(m); quote != "" {
			said = append(said, part.NewText(quote, part.Body).WithLines(7))
		}
		head := part.Frame(nil, nil, nil, part.Across(6, v.s.citations([]app.Mark{m})[0]), part.Inset(2, 0, 0, 6, part.NewLine(m.Title, part.Small)))
		said = append(said, head)
		var parts []string
		if m.SaidBy != "" {
			parts = append(parts, "said by "+m.SaidBy)
		}
		if m.Hedge != "" {
			parts = append(parts, "“"+m.Hedge+"”")
		}
		if m.Grade != "" {
			g, _ := store.ParseGrade(m.Grade)
			parts = append(parts, g.Label())
		}
		if m.Withdrawn {
			parts = append(parts, "withdrawn: "+m.Why)
		}
		if len(parts) > 0 {
			said = append(said, part.NewText(strings.Join(parts, "\n"), part.Small))
		}
		all = append(all, part.NewCard("", part.Down(3, said...)))
	}
	return all
}

// quote is what the source says there: its words, else the numbered passage.
func (v *inspector) quote(m app.Mark) string {
	if m.Quote != "" {
		return "“" + m.Quote + "”"
	}
	return v.texts[passageKey(m)]
}

func (v *inspector) buttons(f subject) []fyne.CanvasObject {
	s := v.s
	var rows []fyne.CanvasObject
	if all := f.statements(); len(all) > 1 {
		var facets []part.Facet
		for _, st := range all {
			for _, m := range f.row.Marks {
				if m.Statement == st.ID {
					facets = append(facets, part.Facet{Key: st.ID.String(), Text: m.String(), Count: part.Uncounted})
					break
				}
			}
		}
		before := v.which
		v.which = part.NewFacets(nil)
		v.which.SetFacets(facets)
		if before != nil {
			v.which.Select(before.Selected())
		}
		rows = append(rows, part.NewLine("What you do here is done to", part.Capital), v.which)
	}
	support := part.NewButton("Add source", func() { s.act(s.support) })
	correct := part.NewButton("Correct", func() { s.act(s.correct) })
	correct.Key = "E"
	dispute := part.NewButton("Dispute", func() { s.act(s.dispute) })
	dispute.Key = "D"
	withdraw := part.NewButton("Withdraw", func() { s.act(s.withdraw) })
	withdraw.Key = "W"
	if !f.open.IsZero() {
		rows = append(rows, part.Across(8, part.NewButton("Open “"+clip(f.row.Shown, 26)+"”", func() { s.visit(f.open) })))
	}
	return append(rows, part.Across(8, support, correct), part.Across(8, dispute, withdraw))
}

// entity sums up what is shown while no statement is selected.
func (v *inspector) entity() fyne.CanvasObject {
	d := v.s.dossier
	if d == nil {
		return nil
	}
	rows := []fyne.CanvasObject{part.NewLine("Entity  ·  "+d.Short, part.Capital), part.NewText(d.Name, part.Heading).WithLines(6)}
	if d.Person {
		change := part.NewButton("Change", func() { v.s.setClass(d.ID) })
		tone := part.Plain
		if d.Class == "" {
			tone = part.Caution
		}
		rows = append(rows, part.NewCard("Class", part.Down(6,
			part.NewText(classLabel(d.Class), part.Body).WithTone(tone), part.NewText(classWords(d.Class), part.Small), part.Across(0, change))))
	}
	rows = append(rows, part.NewCard("In this case", part.NewText(summary(d), part.Body)))
	rows = append(rows, part.NewText("Select a statement to see who says it, what speaks for it and what against.", part.Small))
	return framed(rows)
}

// summary counts what the case holds on an entity, and what of it is thin.
func summary(d *app.Dossier) string {
	statements, single, bare, contested := 0, 0, 0, 0
	sources := map[store.ID]bool{}
	for _, g := range d.Facts {
		for _, r := range g.Rows {
			statements += 1 + len(r.Others)
			for _, m := range r.Marks {
				if !m.Source.IsZero() {
					sources[m.Source] = true
				}
			}
			switch {
			case r.Unsourced:
				bare++
			case r.Origins == 1:
				single++
			}
			if r.Contested {
				contested++
			}
		}
	}
	lines := []string{count(statements, "statement", "statements") + " from " + count(len(sources), "source", "sources"), count(len(d.Links), "link", "links")}
	if single > 0 {
		lines = append(lines, count(single, "value rests", "values rest")+" on one origin")
	}
	if bare > 0 {
		lines = append(lines, count(bare, "value is", "values are")+" unsourced")
	}
	if contested > 0 {
		lines = append(lines, count(contested, "value is", "values are")+" contested")
	}
	return strings.Join(lines, "\n")
}
