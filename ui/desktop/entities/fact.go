package entities

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// factForm adds one property to an entity, or corrects a statement.
type factForm struct {
	*submit
	forms    *Forms
	entity   store.ID
	schema   *ontology.Schema
	old      store.ID // the statement to correct; zero: a new one
	which    *form.Pick
	field    *form.Field
	from, to *form.Field
	why      *form.Entry
	cite     *form.Citation
}

// Fact opens the form for one more property of an entity. Without a property
// it asks for one.
func (f *Forms) Fact(d desk.Desk, entity store.ID, schema *ontology.Schema, property string) {
	e := f.factForm(d, entity, schema, app.Cite{})
	title := "Add to this " + strings.ToLower(schema.Label)
	if p, ok := schema.Property(property); ok {
		e.choose(p)
	} else {
		e.ask()
	}
	e.layout()
	e.open(title, "Save", e.save)
	e.column.Dirty = e.changed
}

// Correct opens the form that withdraws a statement and notes a better one in
// its place, as one action.
func (f *Forms) Correct(d desk.Desk, schema *ontology.Schema, row app.FactRow, s store.Statement) {
	p, ok := schema.Property(s.Property)
	if !ok {
		return
	}
	e := f.factForm(d, s.Entity, schema, citeOf(s))
	e.old = s.ID
	e.choose(p)
	if s.Target.IsZero() {
		e.field.Set(s.Value)
	} else {
		e.target(s.Target)
	}
	e.from.Set(s.From)
	e.to.Set(s.To)
	e.why = form.NewEntry("a slip of the pen, a closer reading …", 1)
	e.why.OnSave = e.save
	e.layout()
	e.open("Correct “"+clip(row.Label+": "+row.Shown, 60)+"”", "Correct", e.save)
	e.column.Dirty = e.changed
}

// citeOf gives the citation of a statement's newest live noting, so that a
// correction starts where the old one stood.
func citeOf(s store.Statement) app.Cite {
	k := app.Cite{Source: s.Source}
	for _, n := range s.Notings {
		if n.Withdrawn && s.Live {
			continue
		}
		k = app.Cite{
			Source: s.Source, Passage: n.Citation.Passage, Quote: n.Citation.Quote, Locator: n.Citation.Locator,
			SaidBy: n.SaidBy, Hedge: n.Hedge, Origin: n.Origin, Credibility: n.Credibility,
		}
	}
	return k
}

func (f *Forms) factForm(d desk.Desk, entity store.ID, schema *ontology.Schema, prefill app.Cite) *factForm {
	e := &factForm{submit: newSubmit(d), forms: f, entity: entity, schema: schema}
	e.from = e.date("True from", "startDate")
	e.to = e.date("True to", "endDate")
	e.cite = form.NewCitation(d, &f.session, prefill)
	e.cite.OnResize = e.column.Grow
	e.cite.OnSave(e.save)
	return e
}

func (e *factForm) date(label, name string) *form.Field {
	f := form.NewField(e.d, &ontology.Property{Name: name, Label: label, Kind: value.KindDate})
	f.OnResize = e.column.Grow
	f.OnSave(e.save)
	return f
}

// ask offers every property of the schema.
func (e *factForm) ask() {
	e.which = form.NewPick("type what you want to say of it")
	e.which.OnQuery = func(text string, answer func([]form.Option)) {
		want := value.Fold(text)
		var all []form.Option
		for _, p := range e.schema.Properties() {
			if strings.Contains(value.Fold(p.Label+" "+p.Name), want) {
				all = append(all, form.Option{Key: p.Name, Row: part.Row{Title: p.Label, Subtitle: p.Description, Plain: true}})
			}
		}
		answer(all)
	}
	e.which.OnResize = e.column.Grow
	e.which.Entry.OnSave = e.save
	e.which.OnChosen = func(o form.Option) {
		if p, ok := e.schema.Property(o.Key); ok {
			e.choose(p)
			e.layout()
			if at := e.field.Focus(); at != nil {
				e.d.Window().Canvas().Focus(at)
			}
		}
	}
}

func (e *factForm) choose(p *ontology.Property) {
	e.field = form.NewField(e.d, p)
	e.field.OnResize = e.column.Grow
	e.field.OnSave(e.save)
}

// target fills an entity field once the entity is described.
func (e *factForm) target(id store.ID) {
	var found []form.Found
	e.d.Ask("Read the entity", func(ctx context.Context, _ func(float64, string)) error {
		row, err := e.d.Case().Entity(ctx, id)
		if err != nil {
			return err
		}
		found, err = form.Describe(ctx, e.d.Case(), []store.EntityRow{row})
		return err
	}, func(err error) {
		if err == nil && len(found) == 1 {
			e.field.SetEntity(found[0])
		}
	})
}

func (e *factForm) layout() {
	var rows []fyne.CanvasObject
	if e.which != nil {
		rows = append(rows, form.NewRow("Property", e.which))
	}
	if e.field != nil {
		rows = append(rows, e.field)
	}
	if e.why != nil {
		rows = append(rows, form.NewRow("Why", e.why))
	}
	rows = append(rows, e.from, e.to, form.Heading("Where it comes from"))
	rows = append(rows, e.cite.Rows...)
	rows = append(rows, e.problem)
	e.column.Set(rows...)
}

func (e *factForm) changed() bool {
	return e.field != nil && e.field.Changed() || e.from.Changed() || e.to.Changed() || e.cite.Changed() || e.why != nil && e.why.Text != ""
}

func (e *factForm) save() {
	if e.field == nil {
		e.say("Choose a property first.")
		return
	}
	good := e.field.Check()
	for _, f := range []*form.Field{e.from, e.to} {
		good = f.Check() && good
	}
	cite, log, problem := e.cite.Cite()
	v := e.field.Value()
	switch {
	case !good:
		e.say("One field cannot be read; the reason stands beneath it.")
		return
	case v.Empty():
		e.say("Say what “" + e.field.Property.Label + "” is.")
		return
	case problem != "":
		e.say(problem)
		return
	}
	fact := e.field.Fact()
	fact.From, fact.To = e.from.Value().Text, e.to.Value().Text
	w := entry{cite: cite, log: log, facts: []pending{{Fact: fact, make: v.Make}}}
	why := ""
	if e.why != nil {
		if why = strings.TrimSpace(e.why.Text); why == "" {
			why = "corrected"
		}
	}
	e.run("Save “"+e.field.Property.Label+"”", func(ctx context.Context) error {
		facts, err := w.ready(ctx, e.d.Case())
		if err != nil {
			return err
		}
		if e.old.IsZero() {
			_, err = app.AddFacts(ctx, e.d.Case(), e.entity, facts, w.cite)
		} else {
			_, err = app.Replace(ctx, e.d.Case(), e.old, facts[0], w.cite, why)
		}
		return err
	}, func() {
		e.forms.session.Remember(w.cite)
		if e.old.IsZero() {
			e.d.Say(e.field.Property.Label+" added", true)
		} else {
			e.d.Say("Corrected", true)
		}
	})
}

// clip shortens a text for a title.
func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most])) + "…"
	}
	return s
}
