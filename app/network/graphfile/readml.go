package graphfile

import (
	"encoding/xml"
	"image/color"
	"strconv"
	"strings"
)

// mlKey is what a <key> of GraphML stands for.
type mlKey struct {
	field  string // of a node or an edge, "" for a column
	node   int    // column of nodes, −1: none
	edge   int
	given  string // default
	giving bool

	onNodes, onEdges bool
}

// mlReader reads GraphML.
type mlReader struct {
	*reader
	keys  map[string]*mlKey
	fixed []*mlKey // with a default
	graph bool
}

func (r *reader) graphML() error {
	m := &mlReader{reader: r, keys: map[string]*mlKey{}}
	err := r.children(func(e *xml.StartElement) error {
		switch e.Name.Local {
		case "key":
			return m.key(e)
		case "graph":
			if m.graph {
				r.note("The file holds several graphs; the first was read.")
				return r.skip()
			}
			m.graph = true
			r.g.Name = attribute(e, "id")
			r.g.Directed = attribute(e, "edgedefault") == "directed"
			return m.body()
		}
		return r.skip()
	})
	if err == nil && !m.graph {
		return refuse("there is no <graph> in it")
	}
	return err
}

func (m *mlReader) key(e *xml.StartElement) error {
	id, name, kind, domain := attribute(e, "id"), attribute(e, "attr.name"), attribute(e, "attr.type"), attribute(e, "for")
	k := &mlKey{node: -1, edge: -1}
	err := m.children(func(c *xml.StartElement) error {
		if c.Name.Local != "default" {
			return m.skip()
		}
		s, _, err := m.text()
		k.given, k.giving = s, true
		return err
	})
	if err != nil {
		return err
	}
	if len(m.keys) == mostColumns {
		return refuse("it has more than %d kinds of attribute", mostColumns)
	}
	if m.keys[id] != nil {
		return refuse("the key %q is in it twice", short(id))
	}
	m.keys[id] = k
	if k.giving {
		m.fixed = append(m.fixed, k)
	}
	t := Type(kind)
	switch t {
	case Boolean, Int, Long, Float, Double:
	default:
		if attribute(e, "yfiles.type") != "" {
			return nil // drawing instructions, which are not text
		}
		t = String
	}
	if name == "" {
		name = id
	}
	nodes, edges := domain == "node" || domain == "all" || domain == "", domain == "edge" || domain == "all" || domain == ""
	k.onNodes, k.onEdges = nodes, edges
	if f := mlField(name, t, edges && !nodes); f != "" && nodes != edges {
		k.field = f
		return nil
	}
	if nodes {
		k.node = len(m.g.NodeColumns)
		m.g.NodeColumns = append(m.g.NodeColumns, Column{name, t})
	}
	if edges {
		k.edge = len(m.g.EdgeColumns)
		m.g.EdgeColumns = append(m.g.EdgeColumns, Column{name, t})
	}
	return nil
}

// mlField tells which field a key fills; "" is none.
func mlField(name string, t Type, edge bool) string {
	switch {
	case !edge && (name == nameX || name == nameY || name == nameZ || name == nameSize) && t.numeric(),
		edge && (name == nameWeight || name == nameThickness) && t.numeric(),
		(name == nameR || name == nameG || name == nameB || name == nameA) && (t == Int || t == Long),
		!edge && (name == nameLabel || name == nameShape) && t == String,
		edge && (name == nameEdgeLabel || name == nameShape) && t == String:
		return name
	}
	return ""
}

func (m *mlReader) body() error {
	return m.children(func(e *xml.StartElement) error {
		switch e.Name.Local {
		case "node":
			return m.node(e)
		case "edge":
			return m.edge(e)
		case "hyperedge":
			m.note("Edges with more than two ends were left out.")
		}
		return m.skip()
	})
}

func (m *mlReader) node(e *xml.StartElement) error {
	n := Node{ID: attribute(e, "id")}
	var c, x, y paint
	at := len(m.g.Nodes)
	if err := m.addNode(n); err != nil { // before nodes inside it
		return err
	}
	if len(m.g.NodeColumns) > 0 {
		n.Values = make([]Value, 0, len(m.g.NodeColumns))
	}
	set := func(k *mlKey, s string) (err error) {
		f, ok := real(s)
		switch k.field {
		case "":
			if k.node >= 0 {
				n.Values, err = m.put(n.Values, k.node, s)
			}
		case nameLabel:
			n.Label = s
		case nameShape:
			n.Shape = s
		case nameX:
			n.X, x.some = f, ok
		case nameY:
			n.Y, y.some = f, ok
		case nameZ:
			if ok {
				n.Z = f
			}
		case nameSize:
			if ok {
				n.Size = f
			}
		default:
			c.set(k.field, s)
		}
		return err
	}
	err := m.data(set, func(e *xml.StartElement) error {
		if e.Name.Local == "graph" {
			m.note("Graphs inside nodes were read as part of the whole.")
			return m.body()
		}
		return m.skip()
	}, func(k *mlKey) bool { return k.onNodes })
	n.Placed = x.some && y.some
	if !n.Placed {
		n.X, n.Y, n.Z = 0, 0, 0
	}
	n.Colour = c.colour()
	m.g.Nodes[at] = n
	return err
}

func (m *mlReader) edge(e *xml.StartElement) error {
	d := Edge{ID: attribute(e, "id")}
	switch attribute(e, "directed") {
	case "true":
		d.Direction = Directed
	case "false":
		d.Direction = Undirected
	}
	from, to := attribute(e, "source"), attribute(e, "target")
	var c paint
	set := func(k *mlKey, s string) (err error) {
		f, ok := real(s)
		switch k.field {
		case "":
			if k.edge >= 0 {
				d.Values, err = m.put(d.Values, k.edge, s)
			}
		case nameEdgeLabel:
			d.Label = s
		case nameShape:
			d.Shape = s
		case nameWeight:
			if ok {
				d.Weight = f
			}
		case nameThickness:
			if ok {
				d.Thickness = f
			}
		default:
			c.set(k.field, s)
		}
		return err
	}
	err := m.data(set, func(*xml.StartElement) error { return m.skip() }, func(k *mlKey) bool { return k.onEdges })
	if err != nil {
		return err
	}
	d.Colour = c.colour()
	return m.addEdge(d, from, to)
}

// data reads the values of a node or an edge, those that the file gives as
// defaults first.
func (m *mlReader) data(set func(k *mlKey, s string) error, other func(e *xml.StartElement) error, fits func(k *mlKey) bool) error {
	for _, k := range m.fixed {
		if fits(k) {
			if err := set(k, k.given); err != nil {
				return err
			}
		}
	}
	return m.children(func(e *xml.StartElement) error {
		if e.Name.Local != "data" {
			return other(e)
		}
		k := m.keys[attribute(e, "key")]
		if k == nil {
			return refuse("a value has the key %q, which it does not declare", short(attribute(e, "key")))
		}
		s, plain, err := m.text()
		if err != nil {
			return err
		}
		if !plain {
			m.note("Drawing instructions inside values were left out.")
			if strings.TrimSpace(s) == "" {
				return nil
			}
		}
		return set(k, s)
	})
}

// paint gathers a colour from its parts.
type paint struct {
	c    color.NRGBA
	some bool
	full bool
}

func (p *paint) set(field, s string) {
	n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 8)
	if err != nil {
		return
	}
	if !p.full {
		p.c.A, p.full = 255, true
	}
	switch field {
	case nameR:
		p.c.R, p.some = uint8(n), true
	case nameG:
		p.c.G, p.some = uint8(n), true
	case nameB:
		p.c.B, p.some = uint8(n), true
	case nameA:
		p.c.A = uint8(n)
	}
}

func (p *paint) colour() *color.NRGBA {
	if !p.some {
		return nil
	}
	c := p.c
	return &c
}
