package entities

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// quickLink ties two entities: a name, Enter, a digit, Enter.
type quickLink struct {
	*submit
	forms    *Forms
	from, to *form.Pick
	kinds    []linkKind
	list     *part.List
	listRow  *form.Row
	fact     *form.Field
	says     *part.Text
	cite     *form.Citation
	schemas  map[string]*ontology.Schema // of entities shown, by key
}

// QuickLink opens the form that ties an entity to another; a zero id leaves
// the first end open too.
func (f *Forms) QuickLink(d desk.Desk, from store.ID) { f.LinkTo(d, from, store.ID{}) }

// LinkTo opens the form with both ends chosen, as drawing a line from one to
// the other does.
func (f *Forms) LinkTo(d desk.Desk, from, to store.ID) {
	q := &quickLink{submit: newSubmit(d), forms: f, schemas: map[string]*ontology.Schema{}}
	q.from, q.to = q.end(func() *form.Pick { return q.to }), q.end(func() *form.Pick { return q.from })
	q.to.OnChosen = func(form.Option) {
		if len(q.kinds) > 0 {
			d.Window().Canvas().Focus(q.list)
		}
	}
	q.from.OnChosen = func(form.Option) { d.Window().Canvas().Focus(q.to.Entry) }
	q.list = part.NewList(func() int { return len(q.kinds) }, q.kindRow)
	q.list.OnSelect = func(int) { q.picked() }
	q.list.OnOpen = func(int) { q.save() }
	q.list.OnRune = q.digit
	q.listRow = form.NewRow("Link", fixed(q.list, 5*kindHeight))
	q.says = part.NewText("", part.Strong)
	q.cite = form.NewCitation(d, &f.session, app.Cite{})
	q.cite.OnResize = q.column.Grow
	q.cite.OnChange = q.sayIt
	q.cite.OnSave(q.save)
	q.column.Dirty = func() bool {
		_, chosen := q.to.Chosen()
		return chosen || q.to.Text() != ""
	}
	q.layout()
	q.open("Link", "Save", q.save)
	if from.IsZero() {
		d.Window().Canvas().Focus(q.from.Entry)
		return
	}
	q.start(q.from, from)
	if to.IsZero() {
		d.Window().Canvas().Focus(q.to.Entry)
		return
	}
	q.start(q.to, to)
}

// kindHeight is the height of one kind of link in the list.
const kindHeight = 41

// shortName is how much of a name a kind of link repeats.
const shortName = 16

// end is a pick for one end; it remembers of what schema each entity is. What
// stands at the other end is not offered: nothing is tied to itself.
func (q *quickLink) end(other func() *form.Pick) *form.Pick {
	p := form.NewPick("type a name")
	p.OnQuery = func(text string, answer func([]form.Option)) {
		var found []form.Found
		q.d.Ask("Search", func(ctx context.Context, _ func(float64, string)) error {
			var err error
			found, err = form.FindEntities(ctx, q.d.Case(), nil, text)
			return err
		}, func(err error) {
			if err != nil {
				q.d.Fail(err)
				return
			}
			if o, ok := other().Chosen(); ok {
				found = slices.DeleteFunc(found, func(f form.Found) bool { return f.ID.String() == o.Key })
			}
			for _, f := range found {
				q.schemas[f.ID.String()] = f.Schema
			}
			answer(form.EntityOptions(found, makeable(), text))
		})
	}
	p.OnChange = q.ends
	p.OnResize = q.column.Grow
	p.Entry.OnSave = q.save
	return p
}

// makeable are the kinds an end can be made as.
func makeable() []*ontology.Schema {
	var all []*ontology.Schema
	for _, name := range []string{"Company", "Person", "PublicBody"} {
		if s, ok := schemaOf(name); ok {
			all = append(all, s)
		}
	}
	return all
}

// start fills an end.
func (q *quickLink) start(end *form.Pick, id store.ID) {
	var found []form.Found
	q.d.Ask("Read the entity", func(ctx context.Context, _ func(float64, string)) error {
		row, err := q.d.Case().Entity(ctx, id)
		if err != nil {
			return err
		}
		found, err = form.Describe(ctx, q.d.Case(), []store.EntityRow{row})
		return err
	}, func(err error) {
		if err != nil || len(found) == 0 {
			return
		}
		q.schemas[id.String()] = found[0].Schema
		o := form.EntityOption(found[0])
		end.Choose(&o)
		q.ends()
		if end == q.to && len(q.kinds) > 0 {
			q.d.Window().Canvas().Focus(q.list)
		}
	})
}

// schema is the kind of what a pick holds.
func (q *quickLink) schema(p *form.Pick) *ontology.Schema {
	o, ok := p.Chosen()
	switch {
	case !ok:
		return nil
	case o.Make:
		s, _ := schemaOf(o.Key)
		return s
	}
	return q.schemas[o.Key]
}

// ends finds the kinds of link for the two ends now chosen.
func (q *quickLink) ends() {
	q.kinds = linkKinds(ontology.Default(), q.schema(q.from), q.schema(q.to))
	q.layout() // gives the list its height before it scrolls
	q.list.Refresh()
	q.list.Select(0)
	q.picked()
	q.list.ScrollToTop()
}

func (q *quickLink) kindRow(i int) part.Row {
	r := part.Row{Title: q.kinds[i].sentence(clip(q.name(q.from), shortName), clip(q.name(q.to), shortName)), Plain: true}
	if i < 9 {
		r.Score, r.Tone = strconv.Itoa(i+1), part.Quiet
	}
	return r
}

func (q *quickLink) name(p *form.Pick) string {
	if o, ok := p.Chosen(); ok {
		return o.Name
	}
	return "…"
}

// digit chooses a kind by its number.
func (q *quickLink) digit(r rune) bool {
	i := int(r - '1')
	if i < 0 || i >= min(len(q.kinds), 9) {
		return false
	}
	q.list.Select(i)
	q.picked()
	return true
}

// picked shows the field that belongs to the kind now chosen.
func (q *quickLink) picked() {
	q.fact = nil
	if k, ok := q.kind(); ok {
		if p := k.fact(); p != nil {
			q.fact = form.NewField(q.d, p)
			q.fact.OnResize = q.column.Grow
			q.fact.OnSave(q.save)
		}
	}
	q.sayIt()
	q.layout()
}

func (q *quickLink) kind() (linkKind, bool) {
	i := q.list.Selected()
	if i < 0 || i >= len(q.kinds) {
		return linkKind{}, false
	}
	return q.kinds[i], true
}

// sayIt words what will be written.
func (q *quickLink) sayIt() {
	k, ok := q.kind()
	if !ok {
		q.says.SetText("")
		return
	}
	text := k.sentence(q.name(q.from), q.name(q.to))
	if from := q.cite.Sentence(); from != "" {
		text += ", " + from
	}
	q.says.SetText(text + ".")
}

func (q *quickLink) layout() {
	rows := []fyne.CanvasObject{form.NewRow("From", q.from), form.NewRow("To", q.to)}
	if len(q.kinds) > 0 {
		rows = append(rows, q.listRow)
	}
	if q.fact != nil {
		rows = append(rows, q.fact)
	}
	rows = append(rows, q.cite.Rows...)
	if q.says.Text() != "" {
		rows = append(rows, part.NewCard("It will say", q.says))
	}
	q.column.Set(append(rows, q.problem)...)
}

// side is one end as it is written: an entity, or one still to be made.
func side(p *form.Pick) (id store.ID, make, name string, ok bool) {
	o, chosen := p.Chosen()
	if !chosen {
		return id, "", "", false
	}
	if o.Make {
		return id, o.Key, o.Name, true
	}
	id, err := store.ParseID(o.Key)
	return id, "", o.Name, err == nil
}

func (q *quickLink) save() {
	kind, chosen := q.kind()
	fromID, fromMake, fromName, ok1 := side(q.from)
	toID, toMake, toName, ok2 := side(q.to)
	cite, log, problem := q.cite.Cite()
	switch {
	case !ok1 || !ok2:
		problem = "Choose both ends of the link."
	case !chosen:
		problem = "Choose what ties the two."
	case q.fact != nil && !q.fact.Check():
		problem = q.fact.Property.Label + ": " + q.fact.Message()
	}
	if problem != "" {
		q.say(problem)
		return
	}
	w := entry{cite: cite, log: log, facts: []pending{
		{Fact: app.Fact{Target: fromID, Text: fromName}, make: fromMake},
		{Fact: app.Fact{Target: toID, Text: toName}, make: toMake},
	}}
	if kind.reversed {
		w.facts[0], w.facts[1] = w.facts[1], w.facts[0]
	}
	var own []app.Fact
	if q.fact != nil && !q.fact.Value().Empty() {
		own = append(own, q.fact.Fact())
	}
	said := strings.TrimSuffix(q.says.Text(), ".")
	q.run("Save the link", func(ctx context.Context) error {
		ends, err := w.ready(ctx, q.d.Case())
		if err != nil {
			return err
		}
		a, b := ends[0].Target, ends[1].Target
		if kind.link != nil {
			_, err = app.Link(ctx, q.d.Case(), a, kind.link.Name, b, own, w.cite)
		} else {
			_, err = app.AddFacts(ctx, q.d.Case(), a, []app.Fact{{Property: kind.property.Name, Target: b}}, w.cite)
		}
		return err
	}, func() {
		q.forms.session.Remember(w.cite)
		q.d.Say(said, true)
	})
}
