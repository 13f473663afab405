package tables

import (
	"slices"
	"strings"

	"redthread/store/ontology"
)

// program is a query made ready: every column is a place in the row.
type program struct {
	query    *Query
	part     int
	columns  []string
	filters  []filter
	entities []maker
	locator  func(row int) string
	scope    string // what makes rows without keys different from those of other files
}

type filter struct {
	at     int
	values map[string]bool
	not    bool
}

// maker makes one entity of a row.
type maker struct {
	def    *Entity
	schema *ontology.Schema
	keys   []keySet
	id     int // column of the id, -1
	props  []filler
	ends   []int // of a link without keys: its fillers for the two ends
}

type keySet struct {
	literal string
	columns []int
}

// filler fills one property.
type filler struct {
	def      *Property
	prop     *ontology.Property
	columns  []int
	template []piece
	entity   int // place among the makers, -1
	currency pick
	hedge    pick
	saidBy   pick
	from, to pick
	when     pick
	unless   pick
	seen     map[string]converted
}

// pick is a Pick whose column is a place; -1: none.
type pick struct {
	at      int
	literal string
}

// piece of a template: fixed text, or a column.
type piece struct {
	text string
	at   int // -1: text
}

// blanks lists the columns of a template.
func blanks(template string) []string {
	var all []string
	for {
		_, after, ok := strings.Cut(template, "{{")
		if !ok {
			return all
		}
		name, rest, ok := strings.Cut(after, "}}")
		if !ok {
			return all
		}
		all = append(all, strings.TrimSpace(name))
		template = rest
	}
}

// compile makes the queries of a checked mapping ready.
func compile(m *Mapping) []*program {
	var all []*program
	for i := range m.Queries {
		q := &m.Queries[i]
		p := &program{query: q, part: i, columns: q.Columns()}
		at := func(name string) int { return slices.Index(p.columns, name) }
		places := func(names []string) []int {
			var all []int
			for _, n := range names {
				all = append(all, at(n))
			}
			return all
		}
		picked := func(k Pick) pick {
			if k.Column == "" {
				return pick{-1, k.Literal}
			}
			return pick{at(k.Column), k.Literal}
		}
		for n, list := range [][]Filter{q.Filters, q.FiltersNot} {
			for _, f := range list {
				x := filter{at: at(f.Column), values: map[string]bool{}, not: n == 1}
				for _, v := range f.Values {
					x.values[v] = true
				}
				p.filters = append(p.filters, x)
			}
		}
		for j := range q.Entities {
			e := &q.Entities[j]
			k := maker{def: e, id: -1}
			k.schema, _ = ontology.Default().Schema(e.Schema)
			if e.IDColumn != "" {
				k.id = at(e.IDColumn)
			}
			for _, s := range append([]Keys{{e.Keys, e.KeyLiteral}}, e.Else...) {
				if len(s.Columns) == 0 {
					continue
				}
				literal := s.Literal
				if literal == "" {
					literal = e.Schema
				}
				k.keys = append(k.keys, keySet{literal, places(s.Columns)})
			}
			for n := range e.Properties {
				d := &e.Properties[n]
				f := filler{
					def: d, columns: places(d.Columns), entity: -1, seen: map[string]converted{},
					currency: picked(d.Currency), hedge: picked(d.Hedge), saidBy: picked(d.SaidBy), from: picked(d.From), to: picked(d.To), when: picked(d.When), unless: picked(d.Unless),
				}
				f.prop, _ = k.schema.Property(d.Name)
				if d.Entity != "" {
					f.entity = slices.IndexFunc(q.Entities, func(e Entity) bool { return e.Name == d.Entity })
				}
				f.template = pieces(d.Template, at)
				k.props = append(k.props, f)
			}
			if k.schema.Edge != nil {
				for _, end := range []string{k.schema.Edge.Source, k.schema.Edge.Target} {
					k.ends = append(k.ends, slices.IndexFunc(k.props, func(f filler) bool { return f.def.Name == end && f.entity >= 0 }))
				}
			}
			p.entities = append(p.entities, k)
		}
		all = append(all, p)
	}
	return all
}

func pieces(template string, at func(string) int) []piece {
	var all []piece
	for template != "" {
		before, after, ok := strings.Cut(template, "{{")
		name, rest, closed := strings.Cut(after, "}}")
		if !ok || !closed {
			return append(all, piece{template, -1})
		}
		if before != "" {
			all = append(all, piece{before, -1})
		}
		all = append(all, piece{"", at(strings.TrimSpace(name))})
		template = rest
	}
	return all
}
