package tables

import (
	"bytes"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// YAML writes the mapping in the form that ParseMapping reads. What needs no
// word of ours is read by FollowTheMoney as well.
func (m *Mapping) YAML() ([]byte, error) {
	top := tree()
	body := tree()
	body.text("label", m.Label)
	if len(m.Recognise) > 0 {
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for _, l := range m.Recognise {
			n.Content = append(n.Content, texts(l))
		}
		body.put("recognise", n)
	}
	queries := &yaml.Node{Kind: yaml.SequenceNode}
	for i := range m.Queries {
		queries.Content = append(queries.Content, m.Queries[i].node())
	}
	body.put("queries", queries)
	name := m.Name
	if name == "" {
		name = "dataset"
	}
	top.put(name, body.Node)
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(top.Node); err != nil {
		return nil, err
	}
	return b.Bytes(), e.Close()
}

// branch is a YAML mapping in the making.
type branch struct{ *yaml.Node }

func tree() branch { return branch{&yaml.Node{Kind: yaml.MappingNode}} }

func scalar(v string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(v)
	return n
}

func (b branch) put(key string, v *yaml.Node) {
	b.Content = append(b.Content, scalar(key), v)
}

func (b branch) text(key, v string) {
	if v != "" {
		b.put(key, scalar(v))
	}
}

// one or several texts under two names.
func (b branch) texts(one, many string, all []string) {
	switch len(all) {
	case 0:
	case 1:
		b.put(one, scalar(all[0]))
	default:
		b.put(many, texts(all))
	}
}

func texts(all []string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode}
	for _, v := range all {
		n.Content = append(n.Content, scalar(v))
	}
	return n
}

func (q *Query) node() *yaml.Node {
	b := tree()
	b.texts("csv_url", "csv_urls", q.Source)
	b.text("sheet", q.Sheet)
	switch {
	case q.Header > 0:
		b.put("header", &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(q.Header)})
	case q.Header < 0:
		b.text("header", "none")
	}
	b.text("records", q.Records)
	b.text("rows", q.Rows)
	if q.Lenient {
		b.put("lenient", &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"})
	}
	for _, f := range []struct {
		name string
		all  []Filter
	}{{"filters", q.Filters}, {"filters_not", q.FiltersNot}} {
		if len(f.all) == 0 {
			continue
		}
		t := tree()
		for _, x := range f.all {
			if len(x.Values) == 1 {
				t.put(x.Column, scalar(x.Values[0]))
			} else {
				t.put(x.Column, texts(x.Values))
			}
		}
		b.put(f.name, t.Node)
	}
	entities := tree()
	for i := range q.Entities {
		entities.put(q.Entities[i].Name, q.Entities[i].node())
	}
	b.put("entities", entities.Node)
	return b.Node
}

func (e *Entity) node() *yaml.Node {
	b := tree()
	b.text("schema", e.Schema)
	b.text("key_literal", e.KeyLiteral)
	b.texts("key", "keys", e.Keys)
	if len(e.Else) > 0 {
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for _, k := range e.Else {
			t := tree()
			t.text("key_literal", k.Literal)
			t.texts("key", "keys", k.Columns)
			n.Content = append(n.Content, t.Node)
		}
		b.put("else_keys", n)
	}
	b.text("id_column", e.IDColumn)
	if len(e.Properties) == 0 {
		return b.Node
	}
	properties := tree()
	var order []string
	by := map[string][]*yaml.Node{}
	for i := range e.Properties {
		p := &e.Properties[i]
		if len(by[p.Name]) == 0 {
			order = append(order, p.Name)
		}
		by[p.Name] = append(by[p.Name], p.node())
	}
	for _, name := range order {
		if len(by[name]) == 1 {
			properties.put(name, by[name][0])
			continue
		}
		properties.put(name, &yaml.Node{Kind: yaml.SequenceNode, Content: by[name]})
	}
	b.put("properties", properties.Node)
	return b.Node
}

func (p *Property) node() *yaml.Node {
	b := tree()
	b.texts("column", "columns", p.Columns)
	b.texts("literal", "literals", p.Literals)
	if p.Joined {
		b.put("join", scalar(p.Join))
	}
	b.text("split", p.Split)
	b.text("template", p.Template)
	b.text("entity", p.Entity)
	if p.Required {
		b.put("required", &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"})
	}
	b.text("format", p.Format)
	b.text("lang", p.Lang)
	b.text("decimal", p.Decimal)
	b.text("unit", p.Unit)
	b.pick("currency", p.Currency)
	b.text("per", p.Per)
	b.pick("hedge", p.Hedge)
	b.pick("said_by", p.SaidBy)
	b.pick("from", p.From)
	b.pick("to", p.To)
	b.pick("when", p.When)
	b.pick("unless", p.Unless)
	b.text("stance", p.Stance)
	if len(p.Replace) > 0 {
		t := tree()
		var keys []string
		for k := range p.Replace {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			t.put(k, scalar(p.Replace[k]))
		}
		b.put("replace", t.Node)
	}
	return b.Node
}

func (b branch) pick(key string, p Pick) {
	switch {
	case p.empty():
	case p.Column == "":
		b.put(key, scalar(p.Literal))
	default:
		t := tree()
		t.text("column", p.Column)
		t.text("literal", p.Literal)
		b.put(key, t.Node)
	}
}
