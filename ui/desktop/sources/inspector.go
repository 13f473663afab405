package sources

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// citedInInspector is how many lines stand under "cited for".
const citedInInspector = 6

// newInspector shows what weighs for or against the source.
func (s *Screen) newInspector() fyne.CanvasObject {
	c := s.card
	column := part.Down(10,
		part.Down(2, part.NewText(c.Title, part.Heading), part.NewText(joined(" · ", rowSubtitle(c.SourceRow), c.Short), part.Small)),
		part.NewCard("Grade", s.gradeCard()),
		part.NewCard("Evidence", s.evidenceCard()),
		part.NewCard("Cited for", s.citedCard()),
		part.NewCard("Origin", s.originCard()),
	)
	return container.NewVScroll(part.Inset(14, 16, 20, 16, column))
}

func (s *Screen) gradeCard() fyne.CanvasObject {
	g := s.card.Grade
	if g == (store.Grade{}) {
		return part.Down(6, part.NewText("Not graded yet", part.Body).WithTone(part.Caution), left(part.NewButton("Grade it…", s.edit)))
	}
	return part.NewText(g.Label(), part.Body)
}

func (s *Screen) originCard() fyne.CanvasObject {
	text, note := originText(s.card.Origin, s.shelf.shareOrigin(s.card.Origin))
	return part.Down(0, part.NewText(text, part.Body), part.NewText(note, part.Small))
}

func (s *Screen) citedCard() fyne.CanvasObject {
	if len(s.card.Cited) == 0 {
		return part.NewText("Nothing yet", part.Body).WithTone(part.Caution)
	}
	column := part.Down(0)
	for _, l := range telling(citedLines(s.card), citedInInspector) {
		var marks []*part.CitationMark
		if l.passage > 0 {
			marks = append(marks, part.NewCitation(l.place, "Show this passage", func() { s.goMark(l) }))
		}
		row := part.NewFactRow("", l.title, l.subtitle, marks...)
		row.OnSelect = func() {
			s.d.Go(desk.Route{Screen: desk.Entities, ID: l.entity, Statement: l.statement})
		}
		column.Add(row)
	}
	all := part.NewBareButton("All "+plural(len(s.card.Cited), "statement", "statements"), func() { s.middle.choose(tabStatements) })
	return part.Down(4, column, left(all))
}

// left keeps an object at the left at its own width.
func left(o fyne.CanvasObject) fyne.CanvasObject { return part.Across(0, o) }
