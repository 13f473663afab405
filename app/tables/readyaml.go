package tables

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"redthread/store"
	"redthread/store/ontology"
)

// Bounds of a mapping file.
const (
	mostMapping = 1 << 20
	mostQueries = 200
	mostParts   = 20_000 // entities, properties, columns
)

func refused(format string, args ...any) error {
	return store.Sentence(store.ErrInvalid, format, args...)
}

// ParseMapping reads a mapping in the YAML of FollowTheMoney. An error says in
// which line and which part what is wrong.
func ParseMapping(data []byte) (Mapping, error) {
	var m Mapping
	if len(data) > mostMapping {
		return m, refused("The mapping is larger than 1 MB, which no mapping is; choose another file.")
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return m, refused("The mapping is not YAML: %s.", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(doc.Content) == 0 {
		return m, refused("The mapping is empty; write a data set with its queries.")
	}
	r := &reader{left: mostParts}
	top := r.pairs(doc.Content[0], "the mapping")
	switch {
	case r.err != nil:
		return m, r.err
	case len(top) == 0:
		return m, refused("The mapping is empty; write a data set with its queries.")
	}
	body := top[0]
	if body.key == "queries" || body.key == "query" || body.key == "entities" {
		body = pair{key: "dataset", value: doc.Content[0]} // without the name of a data set
	} else if len(top) > 1 {
		return m, refused("The mapping has several data sets (%s, %s …); keep one of them.", top[0].key, top[1].key)
	}
	m.Name = body.key
	for _, p := range r.pairs(body.value, body.key) {
		switch p.key {
		case "label", "title":
			m.Label = r.text(p)
		case "recognise":
			for _, l := range r.list(p.value) {
				m.Recognise = append(m.Recognise, r.texts(pair{"recognise", r.value(l), p.line}))
			}
		case "queries", "query", "mapping", "mappings":
			for _, q := range r.list(p.value) {
				m.Queries = append(m.Queries, r.query(q, fmt.Sprintf("query %d", len(m.Queries)+1)))
				if len(m.Queries) > mostQueries {
					return m, refused("The mapping has more than %d queries; cut it.", mostQueries)
				}
			}
		case "entities":
			m.Queries = append(m.Queries, r.query(body.value, "the query"))
		}
	}
	if r.err != nil {
		return m, r.err
	}
	if len(m.Queries) == 0 {
		return m, refused("The mapping %q has no queries; write what a row is under \"queries\".", m.Name)
	}
	return m, m.Check()
}

// pair is a key of a YAML mapping with its value.
type pair struct {
	key   string
	value *yaml.Node
	line  int
}

// reader takes a YAML document apart and keeps the first thing that is wrong.
type reader struct {
	err  error
	left int
}

func (r *reader) fail(line int, format string, args ...any) {
	if r.err == nil {
		r.err = refused("Line %d of the mapping: %s", line, fmt.Sprintf(format, args...))
	}
}

// value follows an alias; a file in which they multiply runs out of parts.
func (r *reader) value(n *yaml.Node) *yaml.Node {
	for range 8 {
		if r.left--; r.left < 0 {
			r.fail(n.Line, "it has too many parts; cut it.")
			return &yaml.Node{Kind: yaml.ScalarNode, Line: n.Line}
		}
		if n.Kind != yaml.AliasNode || n.Alias == nil {
			return n
		}
		n = n.Alias
	}
	return n
}

func (r *reader) pairs(n *yaml.Node, what string) []pair {
	n = r.value(n)
	if r.err != nil {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		if n.Kind != yaml.ScalarNode || n.Value != "" {
			r.fail(n.Line, "%s should have names with values below it, such as \"queries:\".", what)
		}
		return nil
	}
	var all []pair
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "<<" {
			all = append(all, r.pairs(n.Content[i+1], what)...)
			continue
		}
		all = append(all, pair{n.Content[i].Value, r.value(n.Content[i+1]), n.Content[i].Line})
	}
	return all
}

func (r *reader) list(n *yaml.Node) []*yaml.Node {
	n = r.value(n)
	if n.Kind == yaml.SequenceNode {
		return n.Content
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return nil
	}
	return []*yaml.Node{n}
}

func (r *reader) text(p pair) string {
	if p.value.Kind != yaml.ScalarNode {
		r.fail(p.line, "%s should be one word or text.", p.key)
		return ""
	}
	if p.value.Tag == "!!null" {
		return ""
	}
	return p.value.Value
}

func (r *reader) texts(p pair) []string {
	var all []string
	for _, n := range r.list(p.value) {
		all = append(all, r.text(pair{p.key, r.value(n), p.line}))
	}
	return all
}

func (r *reader) yes(p pair) bool {
	v, err := strconv.ParseBool(r.text(p))
	if err != nil {
		r.fail(p.line, "%s should be true or false.", p.key)
	}
	return v
}

// passed are words of FollowTheMoney that say how its own program fetches or
// cleans; they change nothing here.
var passed = []string{"fuzzy", "cleaning", "dependent", "proof", "collection", "dataset"}

func (r *reader) query(n *yaml.Node, what string) Query {
	var q Query
	for _, p := range r.pairs(n, what) {
		switch p.key {
		case "csv_url", "csv_urls", "source":
			q.Source = append(q.Source, r.texts(p)...)
		case "sheet":
			q.Sheet = r.text(p)
		case "header":
			v := r.text(p)
			if v == "none" || v == "false" {
				q.Header = -1
				break
			}
			i, err := strconv.Atoi(v)
			if err != nil || i < 0 || i > 1_000_000 {
				r.fail(p.line, "header should be the number of the heading's row, or none.")
			}
			q.Header = i
		case "records":
			q.Records = r.text(p)
		case "rows":
			q.Rows = r.text(p)
		case "lenient":
			q.Lenient = r.yes(p)
		case "filters":
			q.Filters = r.filters(p)
		case "filters_not":
			q.FiltersNot = r.filters(p)
		case "entities":
			for _, e := range r.pairs(p.value, "entities") {
				q.Entities = append(q.Entities, r.entity(e))
			}
		case "database", "table", "tables", "joins":
			r.fail(p.line, "%s reads a database, which is not done here; write its rows to a CSV file and map that.", p.key)
		case "label", "title", "queries", "query":
		default:
			if !slices.Contains(passed, p.key) {
				r.fail(p.line, "%q is no word of a query; it knows sheet, header, records, rows, lenient, filters, filters_not and entities.", p.key)
			}
		}
	}
	return q
}

func (r *reader) filters(p pair) []Filter {
	var all []Filter
	for _, f := range r.pairs(p.value, p.key) {
		all = append(all, Filter{f.key, r.texts(f)})
	}
	return all
}

func (r *reader) entity(of pair) Entity {
	e := Entity{Name: of.key}
	for _, p := range r.pairs(of.value, "the entity "+of.key) {
		switch p.key {
		case "schema":
			e.Schema = r.text(p)
		case "key", "keys":
			e.Keys = append(e.Keys, r.texts(p)...)
		case "key_literal":
			e.KeyLiteral = r.text(p)
		case "id_column":
			e.IDColumn = r.text(p)
		case "else_keys":
			for _, k := range r.list(p.value) {
				var other Keys
				for _, q := range r.pairs(k, "else_keys") {
					switch q.key {
					case "key", "keys":
						other.Columns = append(other.Columns, r.texts(q)...)
					case "key_literal":
						other.Literal = r.text(q)
					default:
						r.fail(q.line, "%q is no word of else_keys; it knows keys and key_literal.", q.key)
					}
				}
				e.Else = append(e.Else, other)
			}
		case "properties":
			for _, q := range r.pairs(p.value, "properties of "+of.key) {
				for _, one := range r.list(q.value) {
					e.Properties = append(e.Properties, r.property(q.key, r.value(one), q.line))
				}
			}
		default:
			if !slices.Contains(passed, p.key) {
				r.fail(p.line, "%q is no word of an entity; it knows schema, keys, key_literal, else_keys, id_column and properties.", p.key)
			}
		}
	}
	return e
}

func (r *reader) property(name string, n *yaml.Node, line int) Property {
	p := Property{Name: name}
	if n.Kind == yaml.ScalarNode { // a column by its name alone
		if p.Columns = []string{n.Value}; n.Value == "" {
			r.fail(line, "%s names no column.", name)
		}
		return p
	}
	for _, q := range r.pairs(n, "the property "+name) {
		switch q.key {
		case "column", "columns":
			p.Columns = append(p.Columns, r.texts(q)...)
		case "literal", "literals":
			p.Literals = append(p.Literals, r.texts(q)...)
		case "join":
			p.Join, p.Joined = r.text(q), true
		case "split":
			p.Split = r.text(q)
		case "template":
			p.Template = r.text(q)
		case "entity":
			p.Entity = r.text(q)
		case "required":
			p.Required = r.yes(q)
		case "format":
			p.Format = strings.Join(r.texts(q), "|")
		case "lang":
			p.Lang = r.text(q)
		case "decimal":
			p.Decimal = r.text(q)
		case "unit":
			p.Unit = r.text(q)
		case "currency":
			p.Currency = r.pick(q)
		case "per":
			p.Per = r.text(q)
		case "hedge":
			p.Hedge = r.pick(q)
		case "said_by":
			p.SaidBy = r.pick(q)
		case "from":
			p.From = r.pick(q)
		case "to":
			p.To = r.pick(q)
		case "when":
			p.When = r.pick(q)
		case "unless":
			p.Unless = r.pick(q)
		case "stance":
			p.Stance = r.text(q)
		case "replace":
			p.Replace = map[string]string{}
			for _, v := range r.pairs(q.value, "replace") {
				p.Replace[v.key] = r.text(v)
			}
		default:
			if !slices.Contains(passed, q.key) {
				r.fail(q.line, "%q is no word of a property; it knows column, columns, join, split, template, literal, entity, required, format, lang, decimal, unit, currency, per, replace, hedge, said_by, from, to, when, unless and stance.", q.key)
			}
		}
	}
	return p
}

// pick reads {column: …, literal: …}, or a fixed text.
func (r *reader) pick(p pair) Pick {
	if p.value.Kind == yaml.ScalarNode {
		return Pick{Literal: r.text(p)}
	}
	var k Pick
	for _, q := range r.pairs(p.value, p.key) {
		switch q.key {
		case "column":
			k.Column = r.text(q)
		case "literal":
			k.Literal = r.text(q)
		default:
			r.fail(q.line, "%q is no word of %s; it knows column and literal.", q.key, p.key)
		}
	}
	return k
}

// Check says what is wrong with a mapping in itself: kinds and properties that
// do not exist, links to nothing.
func (m *Mapping) Check() error {
	for i := range m.Queries {
		q := &m.Queries[i]
		where := fmt.Sprintf("Query %d", i+1)
		if len(q.Entities) == 0 {
			return refused("%s of the mapping has no entities; say what a row tells of.", where)
		}
		seen := map[string]bool{}
		for j := range q.Entities {
			e := &q.Entities[j]
			if seen[e.Name] {
				return refused("%s has two entities called %q; rename one.", where, e.Name)
			}
			seen[e.Name] = true
			if err := q.checkEntity(e, where); err != nil {
				return err
			}
		}
	}
	return nil
}

func (q *Query) checkEntity(e *Entity, where string) error {
	where = fmt.Sprintf("%s, entity %q", where, e.Name)
	s, ok := ontology.Default().Schema(e.Schema)
	switch {
	case !ok:
		return refused("%s: %q is no kind of entity; use one such as Company, Person or Ownership.", where, e.Schema)
	case s.Abstract:
		return refused("%s: %s is too general; use a kind below it, such as Company or Person.", where, s.Name)
	}
	for i := range e.Properties {
		p := &e.Properties[i]
		def, ok := s.Property(p.Name)
		if !ok {
			return refused("%s: %s has no property %q; the entity form lists those it has.", where, s.Name, p.Name)
		}
		switch {
		case p.Entity != "":
			other := q.Entity(p.Entity)
			if other == nil {
				return refused("%s: %s points to the entity %q, which the query does not have.", where, p.Name, p.Entity)
			}
			t, ok := ontology.Default().Schema(other.Schema)
			if ok && !def.Accepts(t) {
				return refused("%s: %s cannot point to a %s; it takes %s.", where, p.Name, t.Name, def.Range)
			}
		case def.Kind == "entity":
			return refused("%s: %s points to another entity; write \"entity: NAME\" with an entity of this query.", where, p.Name)
		case len(p.Columns)+len(p.Literals) == 0 && p.Template == "":
			return refused("%s: %s has no column; write \"column: NAME\".", where, p.Name)
		}
		switch {
		case p.Decimal != "" && p.Decimal != "," && p.Decimal != ".":
			return refused("%s: decimal of %s should be \",\" or \".\".", where, p.Name)
		case p.Unit != "" && p.Unit != "percent" && p.Unit != "fraction":
			return refused("%s: unit of %s should be percent or fraction.", where, p.Name)
		case p.Stance != "" && p.Stance != "asserts" && p.Stance != "disputes":
			return refused("%s: stance of %s should be asserts or disputes.", where, p.Name)
		case p.Per != "" && !slices.Contains([]string{"hour", "day", "week", "month", "year"}, p.Per):
			return refused("%s: per of %s should be hour, day, week, month or year.", where, p.Name)
		}
	}
	return nil
}
