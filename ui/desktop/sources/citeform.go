package sources

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// question is one way to say what a passage is cited for.
type question interface {
	// rows are the lines to be shown now.
	rows() []fyne.CanvasObject
	// missing says in a sentence what is still to be filled in, or is wrong.
	missing() string
	// said is what to note: of what, and what of it.
	said() (about app.Party, said []app.Said)
	// changed tells whether a person filled something in.
	changed() bool
	// focus is what takes the keyboard first.
	focus() fyne.Focusable
}

// citeForm notes what a passage says. Source and passage are filled in; the
// rest is asked for in the way of the kind that is chosen at its head.
type citeForm struct {
	d      desk.Desk
	card   *app.SourceCard
	fill   fill
	column *form.Column
	close  func()
	noted  func() // after it is noted; may be nil
	busy   bool
	making bool // a question is being made, so that there is nothing to lay out yet

	about   fyne.CanvasObject // what is cited
	kinds   *part.Facets
	stance  *part.Facets
	kindRow *form.Row
	saysRow *form.Row
	asked   map[string]question
	cite    *citeRows
	problem *part.Text
}

// waysOfCiting are the kinds at the head of the form.
var waysOfCiting = []struct{ key, text string }{
	{asFact, "Fact"}, {asLink, "Link"}, {asWage, "Wage"}, {asCount, "Count"}, {asFigure, "Figure"},
}

// The two sides a source can take.
const (
	stanceSays   = "says"
	stanceDenies = "denies"
)

// openCite opens the form for what was selected, or with no passage for the
// source as a whole.
func openCite(d desk.Desk, card *app.SourceCard, begin fill) *citeForm {
	f := &citeForm{d: d, card: card, fill: begin, column: form.NewColumn(), asked: map[string]question{}}
	if f.fill.as == "" {
		f.fill.as = asFact
	}
	f.build()
	f.column.Dirty = f.changed
	f.close = d.Sheet("Cite "+f.fill.place(card), f.column, "Note it", func() bool {
		f.submit()
		return false // the sheet closes when the case has it
	})
	f.layout()
	f.focus()
	return f
}

func (f *citeForm) build() {
	words := f.fill.words
	if words == "" {
		words = passageText(f.card, f.fill.passage)
	} else {
		words = "“" + words + "”"
	}
	if f.fill.passage == 0 {
		words = f.card.Note
	}
	about := part.Down(2, part.NewLine(f.card.Title, part.Small), part.NewText(words, part.Body).WithLines(4))
	if n := f.fill.note(); n != "" {
		about.Add(part.NewText(n, part.Small).WithTone(part.Caution))
	}
	f.about = part.NewCard("", about)

	f.kinds = part.NewFacets(func(string) {
		f.layout()
		f.focus()
	})
	var chips []part.Facet
	for _, w := range waysOfCiting {
		chips = append(chips, part.Facet{Key: w.key, Text: w.text, Count: part.Uncounted})
	}
	f.kinds.SetFacets(chips)
	f.kinds.Select(f.fill.as)
	f.kindRow = form.NewRow("Cite it as", part.Inset(6, 0, 4, 0, f.kinds))
	f.stance = part.NewFacets(nil)
	f.stance.SetFacets([]part.Facet{
		{Key: stanceSays, Text: "says so", Count: part.Uncounted},
		{Key: stanceDenies, Text: "denies it", Count: part.Uncounted},
	})
	f.saysRow = form.NewRow("The source", part.Inset(6, 0, 4, 0, f.stance))
	f.cite = newCiteRows(f.fill, f.column.Grow, f.submit)
	f.problem = part.NewText("", part.Body).WithTone(part.Alarm)
	f.problem.Hide()
}

// question is what is asked in the kind now chosen; it is made when it is
// first needed.
func (f *citeForm) question() question {
	as := f.kinds.Selected()
	if q, ok := f.asked[as]; ok {
		return q
	}
	ask := asking{d: f.d, grow: f.layout, save: f.submit}
	begin := f.fill
	if begin.as != as {
		begin = begin.moved(as)
	}
	f.making = true
	defer func() { f.making = false }()
	var q question
	switch as {
	case asLink:
		q = newLinkPart(ask, begin)
	case asWage:
		q = newRecordPart(ask, "WageObservation", wageFields, begin)
	case asFigure:
		q = newRecordPart(ask, "Observation", figureFields, begin)
	case asCount:
		q = newCountPart(ask, begin)
	default:
		q = newFactPart(ask, begin)
	}
	f.asked[as] = q
	return q
}

// layout shows the questions that can be answered now.
func (f *citeForm) layout() {
	if f.making {
		return
	}
	q := f.question()
	rows := append([]fyne.CanvasObject{f.about, f.kindRow}, q.rows()...)
	if as := f.kinds.Selected(); as == asFact || as == asLink || as == asCount {
		rows = append(rows, f.saysRow)
	}
	rows = append(rows, f.cite.rows...)
	f.column.Set(append(rows, f.problem)...)
}

func (f *citeForm) focus() {
	if at := f.question().focus(); at != nil {
		f.d.Window().Canvas().Focus(at)
	}
}

func (f *citeForm) changed() bool {
	for _, q := range f.asked {
		if q.changed() {
			return true
		}
	}
	return f.cite.changed()
}

// submit notes it, or says what is missing.
func (f *citeForm) submit() {
	if f.busy {
		return
	}
	q := f.question()
	problem := q.missing()
	about, said := app.Party{}, []app.Said(nil)
	if problem == "" {
		about, said = q.said()
		denies := f.stance.Selected() == stanceDenies && slices.Contains([]string{asFact, asLink, asCount}, f.kinds.Selected())
		if denies && len(said) == 0 {
			problem = "Choose what of it the source denies."
		}
		for i := range said {
			said[i].Dispute = denies
		}
	}
	f.complain(problem)
	if problem != "" {
		return
	}
	cite := f.fill.cite(f.card)
	f.cite.into(&cite)
	f.busy = true
	f.d.Ask("Noting what the source says", func(ctx context.Context, _ func(float64, string)) error {
		_, err := app.Note(ctx, f.d.Case(), "Cite a passage", about, said, cite)
		return err
	}, func(err error) {
		f.busy = false
		if err != nil {
			f.complain(err.Error())
			return
		}
		f.close()
		if f.noted != nil {
			f.noted()
		}
		f.d.Say("Noted.", true)
	})
}

func (f *citeForm) complain(sentence string) {
	f.problem.SetText(sentence)
	show(f.problem, sentence != "")
	f.column.Grow()
	if sentence != "" {
		part.Reveal(f.problem)
	}
}

// citeRows ask for what of the speaker's doubt belongs to the citation, and for
// a place where the source has no passage.
type citeRows struct {
	rows   []fyne.CanvasObject
	place  *form.Entry // nil where a passage is cited
	saidBy *form.Entry
	hedge  *form.Entry
	credit *part.Facets
	first  app.Cite
}

func newCiteRows(begin fill, grow, save func()) *citeRows {
	c := &citeRows{
		saidBy: form.NewEntry("who says so, where that is not the source", 1),
		hedge:  form.NewEntry("at least, appears, one of its owners", 1),
	}
	c.hedge.SetText(begin.hedge)
	c.credit = part.NewFacets(nil)
	levels := []part.Facet{{Key: "", Text: "as the source", Count: part.Uncounted}}
	for i := byte(1); i <= 6; i++ {
		levels = append(levels, part.Facet{Key: string('0' + i), Text: string('0' + i), Count: part.Uncounted})
	}
	c.credit.SetFacets(levels)
	if begin.passage == 0 {
		c.place = form.NewEntry("p. 3, row 14, or the words themselves", 1)
		c.place.OnSave = save
		c.rows = append(c.rows, form.NewRow("Place in it", c.place))
	}
	c.saidBy.OnSave, c.hedge.OnSave = save, save
	for _, r := range []*form.Row{
		form.NewRow("Said by", c.saidBy), form.NewRow("Hedge", c.hedge),
		form.NewRow("Credibility", part.Inset(6, 0, 4, 0, c.credit)),
	} {
		r.OnResize = grow
		c.rows = append(c.rows, r)
	}
	c.into(&c.first)
	return c
}

// into fills what was typed into a citation.
func (c *citeRows) into(k *app.Cite) {
	if c.place != nil && strings.TrimSpace(c.place.Text) != "" {
		k.Locator = ""
		at := app.Cite{}.At(c.place.Text)
		k.Passage, k.Locator, k.Quote = at.Passage, at.Locator, at.Quote
	}
	k.SaidBy, k.Hedge = strings.TrimSpace(c.saidBy.Text), strings.TrimSpace(c.hedge.Text)
	if s := c.credit.Selected(); s != "" {
		k.Credibility = s[0] - '0'
	}
}

func (c *citeRows) changed() bool {
	var k app.Cite
	c.into(&k)
	return k != c.first
}
