package entities

import (
	"context"
	"fmt"
	"slices"
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

// draft is the form for a new entity of one schema.
type draft struct {
	*submit
	forms  *Forms
	schema *ontology.Schema
	fields []*form.Field
	more   *form.Pick
	class  *part.Facets
	clsRow *form.Row
	cite   *form.Citation
	done   func(store.ID)
}

// Entity opens the form for a new entity. Without a schema it asks for the
// kind first. The name may be "". done is called with the new entity; nil
// shows its profile.
func (f *Forms) Entity(d desk.Desk, schema, name string, prefill app.Cite, done func(store.ID)) {
	s, ok := schemaOf(schema)
	if !ok {
		f.chooseKind(d, func(s *ontology.Schema) { f.draft(d, s, name, prefill, done) })
		return
	}
	f.draft(d, s, name, prefill, done)
}

func (f *Forms) draft(d desk.Desk, s *ontology.Schema, name string, prefill app.Cite, done func(store.ID)) {
	e := &draft{submit: newSubmit(d), forms: f, schema: s, done: done}
	caption := captionName(s)
	for _, p := range asked(s) {
		field := e.add(p)
		if p.Name == caption && name != "" {
			field.Set(name)
		}
	}
	if s.IsA("Person") {
		e.classes()
	}
	e.morePick()
	e.cite = form.NewCitation(d, &f.session, prefill)
	e.cite.OnResize = e.column.Grow
	e.cite.OnSave(e.save)
	e.column.Dirty = e.changed
	e.layout()
	e.open("Add "+strings.ToLower(s.Label), "Save", e.save)
}

// add appends the editor of a property.
func (e *draft) add(p *ontology.Property) *form.Field {
	field := form.NewField(e.d, p)
	field.OnResize = e.column.Grow
	field.OnSave(e.save)
	e.fields = append(e.fields, field)
	return field
}

func (e *draft) layout() {
	var rows []fyne.CanvasObject
	for _, f := range e.fields {
		rows = append(rows, f)
	}
	if e.more != nil {
		rows = append(rows, form.NewRow("", e.more))
	}
	if e.clsRow != nil {
		rows = append(rows, e.clsRow)
	}
	rows = append(rows, form.Heading("Where it comes from"))
	rows = append(rows, e.cite.Rows...)
	rows = append(rows, e.problem)
	e.column.Set(rows...)
}

// morePick is the folded rest: some seventy properties, found by typing.
func (e *draft) morePick() {
	if len(e.rest("")) == 0 {
		return
	}
	e.more = form.NewPick(fmt.Sprintf("More properties: type to find one of %d", len(e.rest(""))))
	e.more.OnQuery = func(text string, answer func([]form.Option)) { answer(e.rest(text)) }
	e.more.OnResize = func() { e.column.Grow() }
	e.more.OnChosen = func(o form.Option) {
		p, ok := e.schema.Property(o.Key)
		e.more.Choose(nil)
		if !ok {
			return
		}
		field := e.add(p)
		e.layout()
		if at := field.Focus(); at != nil {
			e.d.Window().Canvas().Focus(at)
		}
	}
}

// rest lists the properties that can still be added: those not in the form,
// and those that may have several values.
func (e *draft) rest(text string) []form.Option {
	want := value.Fold(text)
	var all []form.Option
	for _, p := range e.schema.Properties() {
		shown := slices.ContainsFunc(e.fields, func(f *form.Field) bool { return f.Property.Name == p.Name })
		if shown && (p.Single || text == "") || !strings.Contains(value.Fold(p.Label+" "+p.Name), want) {
			continue
		}
		note := p.Description
		if shown {
			note = "one more"
		}
		all = append(all, form.Option{Key: p.Name, Row: part.Row{Title: p.Label, Subtitle: note, Plain: true}})
	}
	return all
}

func (e *draft) classes() {
	e.class, e.clsRow = newClassRow("", e.column.Grow)
}

// newClassRow returns the picker of a person's class, with what it means for
// what leaves the house.
func newClassRow(now store.Class, grow func()) (*part.Facets, *form.Row) {
	var row *form.Row
	say := func(key string) {
		tone := part.Quiet
		if key == "" {
			tone = part.Caution
		}
		row.SetMessage(classWords(store.Class(key)), tone)
	}
	chips := part.NewFacets(say)
	facets := []part.Facet{{Key: "", Text: classLabel(""), Count: part.Uncounted}}
	for _, c := range store.Classes() {
		facets = append(facets, part.Facet{Key: string(c), Text: classLabel(c), Count: part.Uncounted})
	}
	chips.SetFacets(facets)
	chips.Select(string(now))
	row = form.NewRow("Class", part.Inset(6, 0, 4, 0, chips))
	row.OnResize = grow
	say(string(now))
	return chips, row
}

func (e *draft) changed() bool {
	return slices.ContainsFunc(e.fields, (*form.Field).Changed) || e.cite.Changed() || e.class != nil && e.class.Selected() != ""
}

// save checks every field, then writes the entity in one action.
func (e *draft) save() {
	var w entry
	wrong := ""
	var at *form.Field
	fail := func(f *form.Field, why string) {
		if wrong == "" {
			wrong, at = why, f
		}
	}
	for _, f := range e.fields {
		if !f.Check() {
			fail(f, f.Property.Label+": "+f.Message())
			continue
		}
		v := f.Value()
		if v.Empty() {
			if needed(e.schema, f.Property) {
				f.SetMessage("A "+strings.ToLower(e.schema.Label)+" needs this.", part.Alarm)
				fail(f, fmt.Sprintf("Fill in “%s”, without which a %s cannot be listed.", f.Property.Label, strings.ToLower(e.schema.Label)))
			}
			continue
		}
		w.facts = append(w.facts, pending{Fact: f.Fact(), make: v.Make})
	}
	var problem string
	if w.cite, w.log, problem = e.cite.Cite(); problem != "" {
		fail(nil, problem)
	}
	if wrong != "" {
		e.say(wrong)
		e.focus(at)
		return
	}
	class := store.Class("")
	if e.class != nil {
		class = store.Class(e.class.Selected())
	}
	var id store.ID
	e.run("Save the "+strings.ToLower(e.schema.Label), func(ctx context.Context) error {
		facts, err := w.ready(ctx, e.d.Case())
		if err != nil {
			return err
		}
		id, err = app.AddEntity(ctx, e.d.Case(), e.schema.Name, "", class, facts, w.cite)
		return err
	}, func() {
		e.forms.session.Remember(w.cite)
		e.d.Say(e.schema.Label+" added", true)
		if e.done != nil {
			e.done(id)
			return
		}
		e.d.Go(desk.Route{Screen: desk.Entities, ID: id})
	})
}

// focus puts the cursor where something is wrong, or into the citation.
func (e *draft) focus(f *form.Field) {
	at := e.cite.Focus()
	if f != nil {
		at = f.Focus()
	}
	if at != nil {
		e.d.Window().Canvas().Focus(at)
	}
}
