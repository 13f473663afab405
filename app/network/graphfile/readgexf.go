package graphfile

import (
	"encoding/xml"
	"image/color"
	"math"
	"strconv"
	"strings"
)

// gexfReader reads GEXF 1.1 to 1.3.
type gexfReader struct {
	*reader
	columns [2]map[string]int // of nodes and of edges, by the ids of attributes
	given   [2]map[int]string // defaults
	graph   bool
}

func (r *reader) gexf() error {
	x := &gexfReader{reader: r}
	for i := range x.columns {
		x.columns[i], x.given[i] = map[string]int{}, map[int]string{}
	}
	err := r.children(func(e *xml.StartElement) error {
		switch e.Name.Local {
		case "meta":
			return r.children(func(e *xml.StartElement) error {
				if e.Name.Local != "description" {
					return r.skip()
				}
				s, _, err := r.text()
				r.g.Name = s
				return err
			})
		case "graph":
			if x.graph {
				r.note("The file holds several graphs; the first was read.")
				return r.skip()
			}
			x.graph = true
			r.g.Directed = attribute(e, "defaultedgetype") == "directed"
			if attribute(e, "mode") == "dynamic" {
				r.note("The file tells when nodes and edges come and go; that was left out.")
			}
			return x.body()
		}
		return r.skip()
	})
	if err == nil && !x.graph {
		return refuse("there is no <graph> in it")
	}
	return err
}

func (x *gexfReader) body() error {
	return x.children(func(e *xml.StartElement) error {
		switch e.Name.Local {
		case "attributes":
			class := 0
			if attribute(e, "class") == "edge" {
				class = 1
			}
			return x.children(func(e *xml.StartElement) error { return x.attribute(e, class) })
		case "nodes":
			return x.children(x.node)
		case "edges":
			return x.children(x.edge)
		}
		return x.skip()
	})
}

func (x *gexfReader) attribute(e *xml.StartElement, class int) error {
	if e.Name.Local != "attribute" {
		return x.skip()
	}
	id, name := attribute(e, "id"), attribute(e, "title")
	t := Type(attribute(e, "type"))
	switch t {
	case "integer":
		t = Int
	case Boolean, Long, Float, Double:
	default: // lists, web addresses and what else there is are texts to us
		t = String
	}
	if name == "" {
		name = id
	}
	if len(x.columns[0])+len(x.columns[1]) == mostColumns {
		return refuse("it has more than %d kinds of attribute", mostColumns)
	}
	if _, twice := x.columns[class][id]; twice {
		return refuse("the attribute %q is in it twice", short(id))
	}
	all := &x.g.NodeColumns
	if class == 1 {
		all = &x.g.EdgeColumns
	}
	column := len(*all)
	x.columns[class][id] = column
	*all = append(*all, Column{name, t})
	return x.children(func(e *xml.StartElement) error {
		if e.Name.Local != "default" {
			return x.skip()
		}
		s, _, err := x.text()
		x.given[class][column] = s
		return err
	})
}

func (x *gexfReader) node(e *xml.StartElement) error {
	if e.Name.Local != "node" {
		return x.skip()
	}
	n := Node{ID: attribute(e, "id"), Label: x.one(attribute(e, "label"))}
	at := len(x.g.Nodes)
	if err := x.addNode(n); err != nil {
		return err
	}
	var err error
	if n.Values, err = x.defaults(n.Values, 0); err != nil {
		return err
	}
	err = x.children(func(e *xml.StartElement) (err error) {
		switch e.Name.Local {
		case "attvalues":
			n.Values, err = x.values(n.Values, 0)
			return err
		case "color":
			n.Colour = gexfColour(e)
		case "position":
			px, okX := real(attribute(e, "x"))
			py, okY := real(attribute(e, "y"))
			pz, _ := real(attribute(e, "z"))
			if okX && okY {
				n.X, n.Y, n.Z, n.Placed = px, py, pz, true
			}
		case "size":
			if f, ok := real(attribute(e, "value")); ok {
				n.Size = f
			}
		case "shape":
			n.Shape = x.one(attribute(e, "value"))
		case "nodes":
			x.note("Nodes inside nodes were read as part of the whole.")
			return x.children(x.node)
		case "edges":
			return x.children(x.edge)
		}
		return x.skip()
	})
	x.g.Nodes[at] = n
	return err
}

func (x *gexfReader) edge(e *xml.StartElement) error {
	if e.Name.Local != "edge" {
		return x.skip()
	}
	d := Edge{ID: attribute(e, "id"), Label: x.one(attribute(e, "label"))}
	switch attribute(e, "type") {
	case "directed", "mutual":
		d.Direction = Directed
	case "undirected":
		d.Direction = Undirected
	}
	if f, ok := real(attribute(e, "weight")); ok {
		d.Weight = f
	}
	from, to := attribute(e, "source"), attribute(e, "target")
	var err error
	if d.Values, err = x.defaults(d.Values, 1); err != nil {
		return err
	}
	err = x.children(func(e *xml.StartElement) (err error) {
		switch e.Name.Local {
		case "attvalues":
			d.Values, err = x.values(d.Values, 1)
			return err
		case "color":
			d.Colour = gexfColour(e)
		case "thickness":
			if f, ok := real(attribute(e, "value")); ok {
				d.Thickness = f
			}
		case "shape":
			d.Shape = x.one(attribute(e, "value"))
		}
		return x.skip()
	})
	if err != nil {
		return err
	}
	return x.addEdge(d, from, to)
}

func (x *gexfReader) defaults(all []Value, class int) (_ []Value, err error) {
	columns := len(x.g.NodeColumns)
	if class == 1 {
		columns = len(x.g.EdgeColumns)
	}
	for c := range columns {
		if s, ok := x.given[class][c]; ok {
			if all, err = x.put(all, c, s); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func (x *gexfReader) values(all []Value, class int) ([]Value, error) {
	err := x.children(func(e *xml.StartElement) (err error) {
		if e.Name.Local == "attvalue" {
			id := attribute(e, "for")
			if id == "" {
				id = attribute(e, "id") // as version 1.0 has it
			}
			c, ok := x.columns[class][id]
			if !ok {
				return refuse("a value is for the attribute %q, which it does not declare", short(id))
			}
			s := attribute(e, "value")
			if len(s) > mostText {
				return refuse("one of its values is longer than a million bytes")
			}
			if err := x.hold(len(s)); err != nil {
				return err
			}
			if all, err = x.put(all, c, x.one(s)); err != nil {
				return err
			}
		}
		return x.skip()
	})
	return all, err
}

func gexfColour(e *xml.StartElement) *color.NRGBA {
	c := color.NRGBA{A: 255}
	if h := strings.TrimPrefix(attribute(e, "hex"), "#"); len(h) == 6 {
		if v, err := strconv.ParseUint(h, 16, 32); err == nil {
			c.R, c.G, c.B = uint8(v>>16), uint8(v>>8), uint8(v)
		}
	} else {
		for _, part := range []struct {
			name string
			to   *uint8
		}{{"r", &c.R}, {"g", &c.G}, {"b", &c.B}} {
			v, err := strconv.ParseUint(attribute(e, part.name), 10, 8)
			if err != nil {
				return nil
			}
			*part.to = uint8(v)
		}
	}
	if a, ok := real(attribute(e, "a")); ok {
		c.A = uint8(math.Round(255 * min(1, max(0, a))))
	}
	return &c
}
