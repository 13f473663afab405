package command

import (
	"context"
	"slices"
	"strings"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
)

func entityCommands() []command {
	return []command{
		{
			name: "entity list", args: []arg{argCase}, brief: "list entities", answer: entityListAnswer{}, run: runEntityList,
			flags: []flag{
				{name: "schema", value: "NAME", help: "only this kind and the kinds below it, such as Company or LegalEntity"},
				{name: "find", value: "WORDS", help: "only those with a name that has all the words, or their beginnings"},
				flagLimit,
			},
		},
		{
			name: "entity show", args: []arg{argCase, {name: "ID"}}, brief: "show everything the case holds on an entity", answer: entityShowAnswer{}, run: runEntityShow,
			more: "ID is a short id, a full id, or a name that fits just one. Each fact stands with its id; below it each noting: the citation, the grade, who says so and with which hedge.",
		},
		{
			name: "entity add", args: []arg{argCase, argFacts}, brief: "add an entity with its first facts", answer: entityAddAnswer{}, run: runEntityAdd,
			flags: slices.Concat([]flag{
				{name: "schema", value: "NAME", need: true, help: "kind of entity, such as Company, Person, WorkerGroup or Claim"},
				{name: "name", value: "NAME", help: "what it is called; of a claim, its words"},
				{name: "class", value: "CLASS", help: "of a person: listed, official, worker, source or other; without one it is hidden in exports"},
			}, flagsCite),
			more: "\"redthread schema NAME\" lists the properties of a kind and how their values are written.",
			examples: []string{
				"redthread entity add harbour.rtcase --schema Company --name \"Sea Works\" --source 1 --passage \"p. 3\" country=ru innCode=7707083893",
			},
		},
	}
}

// schemaNamed finds a kind of entity by name or label, in either case.
func schemaNamed(name string) (*ontology.Schema, error) {
	o := ontology.Default()
	if s, ok := o.Schema(name); ok {
		return s, nil
	}
	var names []string
	for _, s := range o.Schemata() {
		if strings.EqualFold(s.Name, name) || strings.EqualFold(s.Label, name) {
			return s, nil
		}
		names = append(names, s.Name)
	}
	if n := nearest(name, names); n != "" {
		return nil, refuse(store.ErrNotFound, "%q is no kind of entity; did you mean %q?", name, n)
	}
	return nil, refuse(store.ErrNotFound, "%q is no kind of entity; \"redthread schema\" lists them.", name)
}

type entityRow struct {
	entity
	Class string `json:"class" doc:"what may leave the house: listed, official, worker, source, other, or \"\" undecided"`
}

type entityListAnswer struct {
	Entities []entityRow `json:"entities" doc:"in the order of their names"`
	Total    int         `json:"total" doc:"how many there are, those beyond --limit too"`
}

func (a entityListAnswer) print(p *page) {
	if a.Total == 0 {
		p.line("No entities fit.")
		return
	}
	var rows [][]string
	for _, e := range a.Entities {
		rows = append(rows, []string{e.ID, e.Schema, e.Class, e.Caption})
	}
	p.table("", []string{"Id", "Kind", "Class", "Name"}, rows)
	p.blank()
	printMore(p, len(a.Entities), a.Total)
	p.line("%s", plural(a.Total, "entity", "entities"))
}

func runEntityList(ctx context.Context, k *call) (answer, error) {
	limit, err := k.limit()
	if err != nil {
		return nil, err
	}
	f := store.EntityFilter{Text: k.text("find"), Limit: limit}
	if k.has("schema") {
		s, err := schemaNamed(k.text("schema"))
		if err != nil {
			return nil, err
		}
		f.Schemata = append(f.Schemata, s.Name)
		for _, d := range s.Descendants() {
			f.Schemata = append(f.Schemata, d.Name)
		}
	}
	a := entityListAnswer{Entities: []entityRow{}}
	err = k.reading(ctx, func(c *store.Case) error {
		rows, total, err := c.Entities(ctx, f)
		if err != nil {
			return err
		}
		all := make([]store.ID, len(rows))
		for i, r := range rows {
			all[i] = r.ID
		}
		names, err := app.Captions(ctx, c, all)
		if err != nil {
			return err
		}
		for _, r := range rows {
			a.Entities = append(a.Entities, entityRow{
				entity: entity{ids: idsOf(c, store.KindEntity, r.ID), Schema: r.Schema, Caption: names[r.ID]}, Class: string(r.Class),
			})
		}
		a.Total = total
		return nil
	})
	return a, err
}

type entityAddAnswer struct {
	entity
	Class string `json:"class" doc:"as in entity list"`
	Facts []fact `json:"facts" doc:"what is said of it"`
}

func (a entityAddAnswer) print(p *page) {
	p.line("Added %s (%s)  %s", flat(a.Caption), a.Schema, a.ID)
}

func runEntityAdd(ctx context.Context, k *call) (answer, error) {
	if err := checkFactArgs(k.args[1:]); err != nil {
		return nil, err
	}
	schema, err := schemaNamed(k.text("schema"))
	if err != nil {
		return nil, err
	}
	class, err := store.ParseClass(k.text("class"))
	if err != nil {
		return nil, err
	}
	a := entityAddAnswer{Class: string(class), Facts: []fact{}}
	err = k.writing(ctx, func(c *store.Case) error {
		facts, err := factArgs(ctx, c, schema, k.args[1:])
		if err != nil {
			return err
		}
		cite, err := k.cite(ctx, c)
		if err != nil {
			return err
		}
		id, err := app.AddEntity(ctx, c, schema.Name, k.text("name"), class, facts, cite)
		if err != nil {
			return err
		}
		s, err := newSpeller(ctx, c)
		if err != nil {
			return err
		}
		if a.entity, err = s.entity(ctx, id); err != nil {
			return err
		}
		a.Facts, err = factsOf(ctx, c, s, id)
		return err
	})
	return &a, err
}
