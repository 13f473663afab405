package sources

import (
	"context"
	"slices"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// asking is what every question of the form needs from it.
type asking struct {
	d    desk.Desk
	grow func() // lays the rows out anew
	save func()
}

// whom asks for an entity: one of those there are, or one to be made.
type whom struct {
	asking
	pick     *form.Pick
	row      *form.Row
	schemata map[string]string // of the entities offered, by id
	first    string            // the key it began with
	onChosen func()
}

// newWhom makes the question; accepted nil is any schema.
func newWhom(ask asking, label, hint string, accepted []string, makes []*ontology.Schema) *whom {
	w := &whom{asking: ask, pick: form.NewPick(hint), schemata: map[string]string{}}
	w.row = form.NewRow(label, w.pick)
	w.row.OnResize = ask.grow
	w.pick.Entry.OnSave = ask.save
	w.pick.OnResize = func() {
		w.row.Refresh()
		ask.grow()
	}
	w.pick.OnQuery = func(text string, answer func([]form.Option)) {
		var found []form.Found
		ask.d.Ask("Searching for entities", func(ctx context.Context, _ func(float64, string)) (err error) {
			found, err = form.FindEntities(ctx, ask.d.Case(), accepted, text)
			return err
		}, func(err error) {
			if err != nil {
				ask.d.Fail(err)
				return
			}
			w.know(found)
			answer(form.EntityOptions(found, makes, text))
		})
	}
	w.pick.OnChosen = func(o form.Option) {
		w.row.SetMessage(o.Note, part.Quiet)
		if w.onChosen != nil {
			w.onChosen()
		}
	}
	return w
}

func (w *whom) know(found []form.Found) {
	for _, e := range found {
		if e.Schema != nil {
			w.schemata[e.ID.String()] = e.Schema.Name
		}
	}
}

// set fills in an entity of the case, once it is read.
func (w *whom) set(id store.ID, then func()) {
	if id.IsZero() {
		return
	}
	var found []form.Found
	w.d.Ask("Reading the entity", func(ctx context.Context, _ func(float64, string)) error {
		row, err := w.d.Case().Entity(ctx, id)
		if err != nil {
			return err
		}
		found, err = form.Describe(ctx, w.d.Case(), []store.EntityRow{row})
		return err
	}, func(err error) {
		if _, other := w.pick.Chosen(); err != nil || len(found) == 0 || other || w.pick.Text() != "" {
			return // the person was quicker, or it is no longer there
		}
		w.know(found)
		o := form.EntityOption(found[0])
		w.first = o.Key
		w.pick.Choose(&o)
		w.row.SetMessage(o.Note, part.Quiet)
		if then != nil {
			then()
		}
	})
}

// schema is the kind of what is chosen, "" while nothing is.
func (w *whom) schema() string {
	o, ok := w.pick.Chosen()
	switch {
	case !ok:
		return ""
	case o.Make:
		return o.Key
	}
	return w.schemata[o.Key]
}

func (w *whom) kind() *ontology.Schema {
	s, _ := ontology.Default().Schema(w.schema())
	return s
}

func (w *whom) party() (app.Party, bool) {
	o, ok := w.pick.Chosen()
	switch {
	case !ok:
		return app.Party{}, false
	case o.Make:
		return app.Party{Schema: o.Key, Name: o.Name}, true
	}
	id, err := store.ParseID(o.Key)
	return app.Party{ID: id}, err == nil
}

func (w *whom) name() string {
	if o, ok := w.pick.Chosen(); ok {
		return o.Name
	}
	return "…"
}

func (w *whom) making() bool {
	o, ok := w.pick.Chosen()
	return ok && o.Make
}

func (w *whom) changed() bool {
	o, ok := w.pick.Chosen()
	return ok && o.Key != w.first || !ok && w.pick.Text() != ""
}

// madeHere are the kinds of entity that a passage most often speaks of for the
// first time. Others are made on the screen of entities.
var madeHere = []string{"Company", "Person", "PublicBody", "WorkerGroup", "Claim", "Observation", "WageObservation"}

// makeable lists the kinds that can be made in place, a wanted one first.
func makeable(first string) []*ontology.Schema {
	names := madeHere
	if s, ok := ontology.Default().Schema(first); ok && !s.Abstract && s.Edge == nil {
		names = append([]string{first}, slices.DeleteFunc(slices.Clone(madeHere), func(n string) bool { return n == first })...)
	}
	return schemataOf(names...)
}

func schemataOf(names ...string) []*ontology.Schema {
	var all []*ontology.Schema
	for _, name := range names {
		if s, ok := ontology.Default().Schema(name); ok {
			all = append(all, s)
		}
	}
	return all
}

// field is an editor for a property.
func (a asking) field(p *ontology.Property) *form.Field {
	f := form.NewField(a.d, p)
	f.OnResize = a.grow
	f.OnSave(a.save)
	return f
}

func (a asking) date(label, name string) *form.Field {
	return a.field(&ontology.Property{Name: name, Label: label, Kind: value.KindDate})
}

// saidIn is what a field says; ok is false where it is empty.
func saidIn(f *form.Field) (s app.Said, ok bool) {
	v := f.Value()
	if v.Empty() {
		return s, false
	}
	s.Fact = f.Fact()
	if v.Make != "" {
		s.To = app.Party{Schema: v.Make, Name: v.Text}
	}
	return s, true
}

// setParty fills a field that takes an entity, once the entity is read.
func (a asking) setParty(f *form.Field, id store.ID) {
	if id.IsZero() {
		return
	}
	var found []form.Found
	a.d.Ask("Reading the entity", func(ctx context.Context, _ func(float64, string)) error {
		row, err := a.d.Case().Entity(ctx, id)
		if err != nil {
			return err
		}
		found, err = form.Describe(ctx, a.d.Case(), []store.EntityRow{row})
		return err
	}, func(err error) {
		if err == nil && len(found) == 1 && found[0].Schema != nil && f.Property.Accepts(found[0].Schema) && f.Value().Empty() {
			f.SetEntity(found[0])
			a.grow()
		}
	})
}
