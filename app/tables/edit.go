package tables

import (
	"fmt"
	"slices"
	"strings"

	"redthread/store/ontology"
)

// Assigned tells what a column fills: the first property that takes it alone.
func (q *Query) Assigned(column string) (entity, property string, ok bool) {
	for _, e := range q.Entities {
		for _, p := range e.Properties {
			if slices.Contains(p.Columns, column) {
				return e.Name, p.Name, true
			}
		}
	}
	return "", "", false
}

// Drop takes a column out of the mapping, out of keys too.
func (q *Query) Drop(column string) {
	without := func(all []string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(c string) bool { return c == column })
	}
	for i := range q.Entities {
		e := &q.Entities[i]
		e.Properties = slices.DeleteFunc(e.Properties, func(p Property) bool {
			return len(p.Columns) == 1 && p.Columns[0] == column || slices.Contains(blanks(p.Template), column)
		})
		for k := range e.Properties {
			e.Properties[k].Columns = without(e.Properties[k].Columns)
		}
		e.Keys = without(e.Keys)
		for k := range e.Else {
			e.Else[k].Columns = without(e.Else[k].Columns)
		}
		e.Else = slices.DeleteFunc(e.Else, func(k Keys) bool { return len(k.Columns) == 0 })
	}
	q.settleKeys()
}

// Assign lets a column fill a property of an entity, and nothing else. hint
// says how its dates and numbers are written; its column is set here.
func (q *Query) Assign(column, entity, property string, hint Property) error {
	e := q.Entity(entity)
	if e == nil {
		return refused("There is no %q among what a row tells of.", entity)
	}
	s, ok := ontology.Default().Schema(e.Schema)
	if !ok {
		return refused("%q is no kind of entity.", e.Schema)
	}
	def, ok := s.Property(property)
	if !ok || def.Kind == "entity" {
		return refused("%s has no property %q that a column could fill.", s.Label, property)
	}
	q.Drop(column)
	e = q.Entity(entity)
	hint.Name, hint.Columns = property, []string{column}
	at := slices.IndexFunc(e.Properties, func(p Property) bool { return p.Name == property && len(p.Columns) > 0 && p.Entity == "" })
	if at >= 0 && !e.Properties[at].Joined && e.Properties[at].Split == hint.Split && e.Properties[at].Format == hint.Format && !def.Single {
		e.Properties[at].Columns = append(e.Properties[at].Columns, column)
	} else {
		e.Properties = append(e.Properties, hint)
	}
	q.settleKeys()
	return nil
}

// settleKeys gives keys to entities that have none: a number that identifies,
// else the name; of people with the firm they stand beside.
func (q *Query) settleKeys() {
	var firm *Entity
	for i := range q.Entities {
		e := &q.Entities[i]
		if s, ok := ontology.Default().Schema(e.Schema); ok && firm == nil && s.IsA("Organization") {
			firm = e
		}
	}
	for i := range q.Entities {
		e := &q.Entities[i]
		s, ok := ontology.Default().Schema(e.Schema)
		if !ok || s.Edge != nil || e.IDColumn != "" {
			continue
		}
		if len(e.Keys) == 0 && len(e.Else) > 0 {
			e.Keys, e.KeyLiteral, e.Else = e.Else[0].Columns, e.Else[0].Literal, e.Else[1:]
		}
		if len(e.Keys) > 0 {
			continue
		}
		beside := firm
		if beside == e {
			beside = nil
		}
		(&guess{}).keyed(e, beside)
	}
}

// AddEntity adds an entity of a kind and gives its name in the query.
func (q *Query) AddEntity(schema string) (string, error) {
	s, ok := ontology.Default().Schema(schema)
	if !ok || s.Abstract {
		return "", refused("%q is no kind of entity; use one such as Company, Person or Ownership.", schema)
	}
	name := q.freeName(strings.ToLower(s.Label))
	q.Entities = append(q.Entities, Entity{Name: name, Schema: s.Name})
	return name, nil
}

func (q *Query) freeName(name string) string {
	free := name
	for n := 2; q.Entity(free) != nil; n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	return free
}

// AddLink ties two entities of the query.
func (q *Query) AddLink(schema, from, to string) (string, error) {
	s, ok := ontology.Default().Schema(schema)
	a, b := q.Entity(from), q.Entity(to)
	switch {
	case !ok || s.Edge == nil:
		return "", refused("%q is no link; use one such as Ownership or Directorship.", schema)
	case a == nil || b == nil || from == to:
		return "", refused("A link needs two different ends among what a row tells of.")
	}
	for _, end := range []struct {
		property string
		of       *Entity
	}{{s.Edge.Source, a}, {s.Edge.Target, b}} {
		p, _ := s.Property(end.property)
		t, ok := ontology.Default().Schema(end.of.Schema)
		if !ok || p == nil || !p.Accepts(t) {
			return "", refused("%s cannot be the %s of a link %q; choose another kind of link, or change its kind.", end.of.Name, end.property, s.Label)
		}
	}
	name := q.freeName(strings.ToLower(s.Label))
	q.Entities = append(q.Entities, Entity{Name: name, Schema: s.Name, Properties: []Property{{Name: s.Edge.Source, Entity: from}, {Name: s.Edge.Target, Entity: to}}})
	return name, nil
}

// LinksFor lists the links that can tie two entities of the query.
func (q *Query) LinksFor(from, to string) []*ontology.Schema {
	a, b := q.Entity(from), q.Entity(to)
	if a == nil || b == nil {
		return nil
	}
	x, ok1 := ontology.Default().Schema(a.Schema)
	y, ok2 := ontology.Default().Schema(b.Schema)
	if !ok1 || !ok2 {
		return nil
	}
	var all []*ontology.Schema
	for _, l := range ontology.Default().LinksBetween(x, y) {
		if !l.Reversed && !slices.Contains(all, l.Schema) {
			all = append(all, l.Schema)
		}
	}
	return all
}

// RemoveEntity takes an entity out, with the links that end at it.
func (q *Query) RemoveEntity(name string) {
	gone := map[string]bool{name: true}
	for _, e := range q.Entities {
		for _, p := range e.Properties {
			if p.Entity != name {
				continue
			}
			if s, ok := ontology.Default().Schema(e.Schema); ok && s.Edge != nil {
				gone[e.Name] = true
			}
		}
	}
	q.Entities = slices.DeleteFunc(q.Entities, func(e Entity) bool { return gone[e.Name] })
	for i := range q.Entities {
		e := &q.Entities[i]
		e.Properties = slices.DeleteFunc(e.Properties, func(p Property) bool { return gone[p.Entity] })
	}
	q.settleKeys()
}

// SetSchema makes an entity another kind. Properties that the kind lacks go,
// and so do links that cannot end at it.
func (q *Query) SetSchema(name, schema string) error {
	e := q.Entity(name)
	s, ok := ontology.Default().Schema(schema)
	if e == nil || !ok || s.Abstract {
		return refused("%q is no kind of entity; use one such as Company, Person or Ownership.", schema)
	}
	e.Schema = s.Name
	e.Properties = slices.DeleteFunc(e.Properties, func(p Property) bool {
		_, ok := s.Property(p.Name)
		return !ok
	})
	for _, other := range slices.Clone(q.Entities) {
		t, ok := ontology.Default().Schema(other.Schema)
		if !ok {
			continue
		}
		for _, p := range other.Properties {
			if d, ok := t.Property(p.Name); ok && p.Entity == name && !d.Accepts(s) {
				q.RemoveEntity(other.Name)
				break
			}
		}
	}
	q.settleKeys()
	return nil
}

// SetKeys chooses the columns that tell an entity from others. None lets every
// row tell of another one.
func (q *Query) SetKeys(name string, columns []string) {
	e := q.Entity(name)
	if e == nil {
		return
	}
	e.Keys, e.Else = slices.Clone(columns), nil
	e.KeyLiteral = ""
	if len(columns) != 1 {
		return
	}
	// The literal that other mappings use for such a number.
	for _, p := range e.Properties {
		for _, k := range sharedKeys {
			if p.Name == k.property && slices.Contains(p.Columns, columns[0]) {
				e.KeyLiteral = k.literal
			}
		}
	}
}
