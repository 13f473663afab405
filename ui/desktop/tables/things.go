package tables

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app/tables"
	"redthread/store/ontology"
	"redthread/ui/desktop/part"
)

// firstKinds are those that most tables tell of.
var firstKinds = []string{"Company", "Person", "LegalEntity", "PublicBody", "WorkerGroup", "WorkPermit", "Contract", "JobAdvert", "Vessel", "Address"}

func label(schema string) string {
	if s, ok := ontology.Default().Schema(schema); ok {
		return s.Label
	}
	return schema
}

// listThings draws what a row tells of, and how it is tied.
func (w *wizard) listThings() {
	q := w.draft.Query()
	head := part.Frame(nil, part.Across(6, part.NewMenuButton("Add a thing", w.kindMenu), part.NewMenuButton("Add a link", w.linkMenu)), nil, nil,
		part.Inset(8, 0, 0, 0, part.NewLine("What a row tells of", part.Strong)))
	all := []fyne.CanvasObject{head}
	for i := range q.Entities {
		all = append(all, w.thingRow(&q.Entities[i]))
	}
	if len(q.Entities) == 0 {
		all = append(all, part.NewText("Nothing yet. Add a thing, such as a company, then say at the left which column holds its name.", part.Body))
	}
	w.things.Objects = all
	w.things.Refresh()
}

func (w *wizard) thingRow(e *tables.Entity) fyne.CanvasObject {
	s, ok := ontology.Default().Schema(e.Schema)
	if !ok {
		return part.NewLine(e.Name, part.Body)
	}
	words, under := capital(e.Name)+"  ·  "+s.Label, toldBy(e)
	if s.Edge != nil {
		words = capital(e.Name) + "  ·  " + capital(pointed(e, s.Edge.Source)) + " " + s.Edge.Label + " " + pointed(e, s.Edge.Target)
	}
	name := e.Name
	b := part.NewMenuButton("Change", func() *fyne.Menu { return w.thingMenu(name) })
	return part.Frame(nil, part.Inset(2, 0, 2, 0, b), nil, part.Inset(8, 8, 0, 0, part.NewKindDot(string(s.Group))),
		part.Down(0, part.NewLine(words, part.Body), part.NewLine(under, part.Small)))
}

// pointed is the entity at an end of a link.
func pointed(e *tables.Entity, property string) string {
	for _, p := range e.Properties {
		if p.Name == property && p.Entity != "" {
			return p.Entity
		}
	}
	return "…"
}

// toldBy says what makes an entity the same in every row.
func toldBy(e *tables.Entity) string {
	if s, ok := ontology.Default().Schema(e.Schema); ok && s.Edge != nil && len(e.Keys) == 0 {
		return "one for each pair of ends"
	}
	switch {
	case len(e.Keys) == 0:
		return "another one in every row"
	case len(e.Else) > 0:
		return "the same where " + strings.Join(e.Keys, " and ") + " is the same, else " + strings.Join(e.Else[0].Columns, " and ")
	}
	return "the same where " + strings.Join(e.Keys, " and ") + verb(len(e.Keys)) + "the same"
}

func verb(n int) string {
	if n == 1 {
		return " is "
	}
	return " are "
}

func (w *wizard) kindMenu() *fyne.Menu {
	var all []*fyne.MenuItem
	add := func(into *[]*fyne.MenuItem, s *ontology.Schema) {
		*into = append(*into, fyne.NewMenuItem(s.Label, func() {
			_, err := w.draft.Query().AddEntity(s.Name)
			w.say(err)
			w.edited()
		}))
	}
	for _, name := range firstKinds {
		if s, ok := ontology.Default().Schema(name); ok {
			add(&all, s)
		}
	}
	var more []*fyne.MenuItem
	for _, s := range ontology.Default().Schemata() {
		if !s.Abstract && s.Edge == nil && !slices.Contains(firstKinds, s.Name) {
			add(&more, s)
		}
	}
	item := fyne.NewMenuItem("More", nil)
	item.ChildMenu = fyne.NewMenu("", more...)
	return fyne.NewMenu("", append(all, item)...)
}

// linkMenu offers the links between each two things, the narrowest first.
func (w *wizard) linkMenu() *fyne.Menu {
	q := w.draft.Query()
	var all []*fyne.MenuItem
	for _, a := range q.Entities {
		for _, b := range q.Entities {
			if a.Name == b.Name || isLink(a.Schema) || isLink(b.Schema) {
				continue
			}
			var links []*fyne.MenuItem
			for _, s := range q.LinksFor(a.Name, b.Name) {
				links = append(links, fyne.NewMenuItem(fmt.Sprintf("%s  (%s %s %s)", s.Label, a.Name, s.Edge.Label, b.Name), func() {
					_, err := w.draft.Query().AddLink(s.Name, a.Name, b.Name)
					w.say(err)
					w.edited()
				}))
			}
			if len(links) > 0 {
				item := fyne.NewMenuItem(capital(a.Name)+" → "+b.Name, nil)
				item.ChildMenu = fyne.NewMenu("", links...)
				all = append(all, item)
			}
		}
	}
	if len(all) == 0 {
		none := fyne.NewMenuItem("A link needs two things; add one first", nil)
		none.Disabled = true
		all = append(all, none)
	}
	return fyne.NewMenu("", all...)
}

func isLink(schema string) bool {
	s, ok := ontology.Default().Schema(schema)
	return ok && s.Edge != nil
}

// thingMenu changes what kind a thing is and what tells it from others, or
// takes it out.
func (w *wizard) thingMenu(name string) *fyne.Menu {
	q := w.draft.Query()
	e := q.Entity(name)
	if e == nil {
		return fyne.NewMenu("")
	}
	var kinds, keys []*fyne.MenuItem
	link := isLink(e.Schema)
	for _, s := range ontology.Default().Schemata() {
		if s.Abstract || (s.Edge != nil) != link || s.Hidden && s.Name != e.Schema && !slices.Contains(firstKinds, s.Name) {
			continue
		}
		if link && !w.canBe(e, s) {
			continue
		}
		item := fyne.NewMenuItem(s.Label, func() {
			w.say(w.become(name, s.Name))
			w.listColumns()
			w.edited()
		})
		item.Checked = s.Name == e.Schema
		kinds = append(kinds, item)
	}
	for _, c := range w.draft.Columns[:min(len(w.draft.Columns), mostShown)] {
		item := fyne.NewMenuItem(c, func() {
			chosen := slices.Clone(q.Entity(name).Keys)
			if at := slices.Index(chosen, c); at >= 0 {
				chosen = slices.Delete(chosen, at, at+1)
			} else {
				chosen = append(chosen, c)
			}
			q.SetKeys(name, chosen)
			w.edited()
		})
		item.Checked = slices.Contains(e.Keys, c)
		keys = append(keys, item)
	}
	kind := fyne.NewMenuItem("It is a", nil)
	kind.ChildMenu = fyne.NewMenu("", kinds...)
	key := fyne.NewMenuItem("The same where this is the same", nil)
	key.ChildMenu = fyne.NewMenu("", keys...)
	return fyne.NewMenu("", kind, key, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Take it out", func() {
		q.RemoveEntity(name)
		w.listColumns()
		w.edited()
	}))
}

// canBe says whether a link could be one of another kind between its ends.
func (w *wizard) canBe(e *tables.Entity, s *ontology.Schema) bool {
	old, _ := ontology.Default().Schema(e.Schema)
	if s.Name == e.Schema {
		return true
	}
	return slices.Contains(w.draft.Query().LinksFor(pointed(e, old.Edge.Source), pointed(e, old.Edge.Target)), s)
}

// become changes the kind of a thing. A link keeps its ends.
func (w *wizard) become(name, schema string) error {
	q := w.draft.Query()
	e := q.Entity(name)
	s, ok := ontology.Default().Schema(schema)
	if !ok || e == nil {
		return nil
	}
	if s.Edge == nil {
		return q.SetSchema(name, schema)
	}
	old, _ := ontology.Default().Schema(e.Schema)
	from, to := pointed(e, old.Edge.Source), pointed(e, old.Edge.Target)
	e.Properties = slices.DeleteFunc(e.Properties, func(p tables.Property) bool { return p.Entity == from || p.Entity == to })
	if err := q.SetSchema(name, schema); err != nil {
		return err
	}
	e = q.Entity(name)
	e.Properties = append([]tables.Property{{Name: s.Edge.Source, Entity: from}, {Name: s.Edge.Target, Entity: to}}, e.Properties...)
	return nil
}
