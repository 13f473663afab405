package sources

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// citeForm notes what a passage says of an entity. It asks one thing after
// another: of whom, what, and then the value with its doubt. The source and
// the passage are filled in.
type citeForm struct {
	d      desk.Desk
	column *form.Column
	close  func()
	busy   bool

	about    fyne.CanvasObject // what is cited
	entity   *form.Pick
	which    *form.Pick
	whatRow  *form.Row
	whomRow  *form.Row
	field    *form.Field
	from, to *form.Field
	cite     *form.Citation
	problem  *part.Text
	schemata map[string]string // of the entities offered, by id
}

// openCite opens the form for a passage of a source, or with passage 0 for
// the source as a whole.
func openCite(d desk.Desk, card *app.SourceCard, passage int) *citeForm {
	f := &citeForm{d: d, column: form.NewColumn(), schemata: map[string]string{}}
	f.build(card, passage)
	f.layout()
	f.column.Dirty = f.changed
	f.close = d.Sheet("Cite "+placeOf(card, passage), f.column, "Note it", func() bool {
		f.submit()
		return false // the sheet closes when the case has it
	})
	d.Window().Canvas().Focus(f.entity.Entry)
	return f
}

func placeOf(card *app.SourceCard, passage int) string {
	if passage == 0 {
		return fmt.Sprintf("source [%d]", card.Number)
	}
	return fmt.Sprintf("[%d] ¶ %d", card.Number, passage)
}

func (f *citeForm) build(card *app.SourceCard, passage int) {
	words := card.Note
	for _, p := range card.Text {
		if p.Number == passage {
			words = p.Text
		}
	}
	f.about = part.NewCard("", part.Down(2, part.NewLine(card.Title, part.Small), part.NewText(words, part.Body).WithTone(part.Quiet).WithLines(4)))

	f.entity = f.entityPick()
	f.whomRow = form.NewRow("Of whom or what", f.entity)
	f.which = form.NewPick("amount, owner, place …")
	f.which.OnQuery = func(text string, answer func([]form.Option)) {
		var all []form.Option
		for _, p := range citable(f.schema(), text) {
			all = append(all, form.Option{Key: p.Name, Row: part.Row{Title: p.Label, Subtitle: p.Description, Plain: true}})
		}
		answer(all)
	}
	f.which.OnChosen = func(o form.Option) { f.choose(o.Key) }
	f.whatRow = form.NewRow("What is said", f.which)
	f.from, f.to = f.date("True from", "startDate"), f.date("True to", "endDate")
	f.cite = form.NewCitation(f.d, nil, app.Cite{Source: card.ID, Passage: passage})
	f.cite.OnSave(f.submit)
	f.problem = part.NewText("", part.Body).WithTone(part.Alarm)
	f.problem.Hide()
	for _, p := range []struct {
		pick *form.Pick
		row  *form.Row
	}{{f.entity, f.whomRow}, {f.which, f.whatRow}} {
		p.pick.Entry.OnSave = f.submit
		p.pick.OnResize = func() {
			p.row.Refresh()
			f.column.Grow()
		}
	}
	for _, r := range []*form.Row{f.whomRow, f.whatRow} {
		r.OnResize = f.column.Grow
	}
	f.cite.OnResize = f.column.Grow
}

// entityPick offers the entities there are and the kinds that can be made.
func (f *citeForm) entityPick() *form.Pick {
	p := form.NewPick("Name of a firm, a person, a claim …")
	p.OnQuery = func(text string, answer func([]form.Option)) {
		var found []form.Found
		f.d.Ask("Searching for entities", func(ctx context.Context, _ func(float64, string)) (err error) {
			found, err = form.FindEntities(ctx, f.d.Case(), nil, text)
			return err
		}, func(err error) {
			if err != nil {
				f.d.Fail(err)
				return
			}
			for _, e := range found {
				if e.Schema != nil {
					f.schemata[e.ID.String()] = e.Schema.Name
				}
			}
			answer(form.EntityOptions(found, makeable(), text))
		})
	}
	p.OnChosen = func(o form.Option) {
		f.whomRow.SetMessage(o.Note, part.Quiet)
		f.which.Choose(nil)
		f.field = nil
		f.layout()
		f.d.Window().Canvas().Focus(f.which.Entry)
	}
	return p
}

func (f *citeForm) date(label, name string) *form.Field {
	d := form.NewField(f.d, &ontology.Property{Name: name, Label: label, Kind: value.KindDate})
	d.OnResize = f.column.Grow
	d.OnSave(f.submit)
	return d
}

// schema is the kind of the chosen entity, "" while none is.
func (f *citeForm) schema() string {
	o, ok := f.entity.Chosen()
	switch {
	case !ok:
		return ""
	case o.Make:
		return o.Key
	}
	return f.schemata[o.Key]
}

// choose asks for the value of a property, in the way its kind asks for.
func (f *citeForm) choose(property string) {
	s, ok := ontology.Default().Schema(f.schema())
	if !ok {
		return
	}
	p, ok := s.Property(property)
	if !ok {
		return
	}
	f.field = form.NewField(f.d, p)
	f.field.OnResize = f.column.Grow
	f.field.OnSave(f.submit)
	f.layout()
	if at := f.field.Focus(); at != nil {
		f.d.Window().Canvas().Focus(at)
	}
}

// layout shows the questions that can be answered now.
func (f *citeForm) layout() {
	rows := []fyne.CanvasObject{f.about, f.whomRow}
	if f.schema() != "" {
		rows = append(rows, f.whatRow)
	}
	if f.field != nil {
		rows = append(rows, f.field, f.from, f.to)
	}
	if f.schema() != "" {
		rows = append(rows, f.cite.Rows...)
	}
	f.column.Set(append(rows, f.problem)...)
}

func (f *citeForm) changed() bool {
	_, chosen := f.entity.Chosen()
	return chosen || f.entity.Text() != ""
}

// missing says in a sentence what keeps the form from being noted, and shows
// beside the field what is wrong with it.
func (f *citeForm) missing() string {
	o, ok := f.entity.Chosen()
	switch {
	case !ok:
		return "Choose of whom or what this is said."
	case f.field == nil && o.Make && f.which.Text() == "":
		return "" // the new thing's name is what is cited
	case f.field == nil:
		return "Choose what is said of it."
	case f.field.Value().Empty():
		return "Write what the source says."
	}
	for _, v := range []*form.Field{f.field, f.from, f.to} {
		if !v.Check() {
			return v.Message()
		}
	}
	return ""
}

// entry is what is to be noted.
type entry struct {
	entity store.ID
	schema string // of an entity to be made, named name
	name   string
	facts  []app.Fact
	target string // schema of a target to be made, named like the fact's text
	cite   app.Cite
}

func (f *citeForm) entry(cite app.Cite) entry {
	o, _ := f.entity.Chosen()
	e := entry{cite: cite}
	if o.Make {
		e.schema, e.name = o.Key, o.Name
	} else {
		e.entity, _ = store.ParseID(o.Key)
	}
	if f.field != nil {
		fact := f.field.Fact()
		fact.From, fact.To = f.from.Value().Text, f.to.Value().Text
		e.facts = []app.Fact{fact}
		e.target = f.field.Value().Make
	}
	return e
}

// note writes the entry. What does not exist yet is made first, from the same
// passage.
func (e entry) note(ctx context.Context, c *store.Case) error {
	if e.target != "" {
		id, err := app.AddEntity(ctx, c, e.target, e.facts[0].Text, "", nil, e.cite)
		if err != nil {
			return err
		}
		e.facts[0].Target, e.facts[0].Text = id, ""
	}
	if e.entity.IsZero() {
		_, err := app.AddEntity(ctx, c, e.schema, e.name, "", e.facts, e.cite)
		return err
	}
	_, err := app.AddFacts(ctx, c, e.entity, e.facts, e.cite)
	return err
}

// submit notes it, or says what is missing.
func (f *citeForm) submit() {
	if f.busy {
		return
	}
	if p := f.missing(); p != "" {
		f.complain(p)
		return
	}
	cite, log, problem := f.cite.Cite()
	if problem == "" && log != "" {
		problem = "Log the new source first; then its passages can be cited."
	}
	f.complain(problem)
	if problem != "" {
		return
	}
	f.busy = true
	e := f.entry(cite)
	f.d.Ask("Noting what the source says", func(ctx context.Context, _ func(float64, string)) error {
		return e.note(ctx, f.d.Case())
	}, func(err error) {
		f.busy = false
		if err != nil {
			f.complain(err.Error())
			return
		}
		f.close()
		f.d.Say("Noted.", true)
	})
}

func (f *citeForm) complain(sentence string) {
	f.problem.SetText(sentence)
	if sentence == "" {
		f.problem.Hide()
	} else {
		f.problem.Show()
	}
	f.column.Grow()
}
