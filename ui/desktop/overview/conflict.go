package overview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// conflicts draws a card for each, or says that there is none.
func (s *Screen) conflicts(b *app.Board) []fyne.CanvasObject {
	all := []fyne.CanvasObject{part.NewLine("Conflicts, side by side", part.Capital)}
	found := conflicts(b)
	if len(found) == 0 {
		return append(all, part.NewCard("", part.Down(2,
			part.NewText("No conflict is written down", part.Body),
			part.NewText("Where two things said do not fit, add a Conflict with both as its sides: they then stand here next to each other.", part.Small),
			part.Inset(6, 0, 0, 0, part.Across(0, part.NewButton("Add a conflict…", func() { s.d.AddEntity("Conflict", "", nil) }))),
		)))
	}
	for _, c := range found {
		all = append(all, s.conflict(c))
	}
	return all
}

// conflict draws one: its title, the sides in columns, the caution beneath.
func (s *Screen) conflict(c conflict) fyne.CanvasObject {
	columns := container.New(&sidesLayout{})
	for _, k := range c.sides {
		columns.Add(s.side(k))
	}
	open := part.NewBareButton("Open", func() { s.d.Go(desk.Route{Screen: desk.Entities, ID: c.id}) })
	open.Tip = "Open this conflict, to change its sides or its caution"
	title := part.Frame(nil, part.Inset(-6, -6, -6, 8, open), nil, nil, part.NewText(c.title, part.Strong))
	card := part.Down(8, title, columns)
	if len(c.sides) == 0 {
		card.Add(part.NewText("It has no sides yet.", part.Small))
	}
	if c.caution != "" {
		card.Add(part.NewRule())
		card.Add(part.NewText(c.caution, part.Small))
	}
	return part.NewCard("", card)
}

// side draws one column. The name leads to what is said in full.
func (s *Screen) side(k side) fyne.CanvasObject {
	column := part.Down(2)
	name := part.NewFactRow("", k.name, "")
	name.Last = true
	name.OnSelect = func() { s.d.Go(desk.Route{Screen: desk.Entities, ID: k.id, Statement: k.fact}) }
	column.Add(name)
	if k.value != "" {
		value := part.NewText(k.value, part.Heading)
		column.Add(value)
		if k.label != "" {
			column.Add(part.NewText(k.label, part.Small))
		}
	}
	if k.disputed {
		column.Add(part.NewText("disputed", part.Small).WithTone(part.Alarm))
	}
	if k.hedge != "" {
		column.Add(part.NewText("“"+k.hedge+"”", part.Small))
	}
	if k.when != "" {
		column.Add(part.NewText(k.when, part.Small))
	}
	if k.saidBy != "" {
		column.Add(part.NewText("said by "+k.saidBy, part.Small))
	}
	marks := part.Across(2)
	for _, m := range k.marks {
		marks.Add(s.mark(m))
	}
	if len(k.marks) > 0 {
		column.Add(marks)
	}
	return column
}

// mark is a citation that leads to the passage.
func (s *Screen) mark(m app.Mark) *part.CitationMark {
	tip := joined(" · ", m.Title, m.Grade)
	return part.NewCitation(m.String(), tip, func() {
		if !m.Source.IsZero() {
			s.d.Go(desk.Route{Screen: desk.Sources, ID: m.Source, Passage: m.Passage})
		}
	})
}

// goTo shows where a weak row stands.
func (s *Screen) goTo(w app.WeakRow) {
	r := desk.Route{Screen: desk.Entities, ID: w.ID, Statement: w.Fact}
	if w.Kind == store.KindSource {
		r = desk.Route{Screen: desk.Sources, ID: w.ID}
	}
	s.d.Go(r)
}
