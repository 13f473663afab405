package graphfile

import (
	"image/color"
	"strconv"
)

// The names under which GraphML files hold what has a field of its own here, as
// Gephi writes them.
const (
	nameLabel     = "label"
	nameEdgeLabel = "Edge Label"
	nameX         = "x"
	nameY         = "y"
	nameZ         = "z"
	nameSize      = "size"
	nameR         = "r"
	nameG         = "g"
	nameB         = "b"
	nameA         = "alpha"
	nameShape     = "shape"
	nameWeight    = "weight"
	nameThickness = "thickness"
)

type field struct {
	id, name string
	kind     Type
	edge     bool
	used     bool
}

func (w *writer) graphML(g *Graph) {
	fields := usedFields(g)
	w.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" `+
		`xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">`, "\n")
	for _, f := range fields {
		if f.used {
			domain := "node"
			if f.edge {
				domain = "edge"
			}
			w.key(f.id, domain, f.name, f.kind)
		}
	}
	for i, c := range g.NodeColumns {
		w.key("n"+strconv.Itoa(i), "node", c.Name, c.Type)
	}
	for i, c := range g.EdgeColumns {
		w.key("e"+strconv.Itoa(i), "edge", c.Name, c.Type)
	}
	edges := "undirected"
	if g.Directed {
		edges = "directed"
	}
	w.put(" <graph")
	if g.Name != "" {
		w.attribute("id", g.Name)
	}
	w.put(` edgedefault="`, edges, `">`, "\n")
	for i := range g.Nodes {
		w.graphMLNode(g, &g.Nodes[i])
	}
	for i := range g.Edges {
		w.graphMLEdge(g, &g.Edges[i])
	}
	w.put(" </graph>\n</graphml>\n")
}

func (w *writer) key(id, domain, name string, kind Type) {
	w.put(" <key")
	w.attribute("id", id)
	w.put(` for="`, domain, `"`)
	w.attribute("attr.name", name)
	w.put(` attr.type="`, string(kind), `"/>`, "\n")
}

// usedFields lists the keys of what has fields, those that some node or edge uses.
func usedFields(g *Graph) []*field {
	all := []*field{
		{id: "label", name: nameLabel, kind: String},
		{id: "x", name: nameX, kind: Double},
		{id: "y", name: nameY, kind: Double},
		{id: "z", name: nameZ, kind: Double},
		{id: "size", name: nameSize, kind: Double},
		{id: "r", name: nameR, kind: Int},
		{id: "g", name: nameG, kind: Int},
		{id: "b", name: nameB, kind: Int},
		{id: "alpha", name: nameA, kind: Int},
		{id: "shape", name: nameShape, kind: String},
		{id: "elabel", name: nameEdgeLabel, kind: String, edge: true},
		{id: "weight", name: nameWeight, kind: Double, edge: true},
		{id: "thickness", name: nameThickness, kind: Double, edge: true},
		{id: "er", name: nameR, kind: Int, edge: true},
		{id: "eg", name: nameG, kind: Int, edge: true},
		{id: "eb", name: nameB, kind: Int, edge: true},
		{id: "ealpha", name: nameA, kind: Int, edge: true},
		{id: "eshape", name: nameShape, kind: String, edge: true},
	}
	at := map[string]*field{}
	for _, f := range all {
		at[f.id] = f
	}
	use := func(id string, yes bool) { at[id].used = at[id].used || yes }
	coloured := func(prefix string, c *color.NRGBA) {
		if c != nil {
			use(prefix+"r", true)
			use(prefix+"g", true)
			use(prefix+"b", true)
			use(prefix+"alpha", c.A != 255)
		}
	}
	for i := range g.Nodes {
		n := &g.Nodes[i]
		use("label", n.Label != "")
		use("x", n.Placed)
		use("y", n.Placed)
		use("z", n.Placed && n.Z != 0)
		use("size", n.Size != 0)
		use("shape", n.Shape != "")
		coloured("", n.Colour)
	}
	for i := range g.Edges {
		e := &g.Edges[i]
		use("elabel", e.Label != "")
		use("weight", e.Weight != 0)
		use("thickness", e.Thickness != 0)
		use("eshape", e.Shape != "")
		coloured("e", e.Colour)
	}
	return all
}

func (w *writer) graphMLNode(g *Graph, n *Node) {
	w.put("  <node")
	w.attribute("id", n.ID)
	w.put(">")
	if n.Label != "" {
		w.data("label", n.Label)
	}
	if n.Placed {
		w.measure("x", n.X)
		w.measure("y", n.Y)
		if n.Z != 0 {
			w.measure("z", n.Z)
		}
	}
	if n.Size != 0 {
		w.measure("size", n.Size)
	}
	w.colour("", n.Colour)
	if n.Shape != "" {
		w.data("shape", n.Shape)
	}
	w.values("n", n.Values, len(g.NodeColumns))
	w.put("</node>\n")
}

func (w *writer) graphMLEdge(g *Graph, e *Edge) {
	w.put("  <edge")
	if e.ID != "" {
		w.attribute("id", e.ID)
	}
	w.attribute("source", g.Nodes[e.From].ID)
	w.attribute("target", g.Nodes[e.To].ID)
	switch e.Direction {
	case Directed:
		w.put(` directed="true"`)
	case Undirected:
		w.put(` directed="false"`)
	}
	w.put(">")
	if e.Label != "" {
		w.data("elabel", e.Label)
	}
	if e.Weight != 0 {
		w.measure("weight", e.Weight)
	}
	if e.Thickness != 0 {
		w.measure("thickness", e.Thickness)
	}
	w.colour("e", e.Colour)
	if e.Shape != "" {
		w.data("eshape", e.Shape)
	}
	w.values("e", e.Values, len(g.EdgeColumns))
	w.put("</edge>\n")
}

func (w *writer) data(key, text string) {
	w.put(`<data key="`, key, `">`)
	w.escape(text)
	w.put("</data>")
}

func (w *writer) measure(key string, f float64) {
	w.put(`<data key="`, key, `">`)
	w.decimal(f)
	w.put("</data>")
}

func (w *writer) colour(prefix string, c *color.NRGBA) {
	if c == nil {
		return
	}
	for _, part := range []struct {
		name  string
		value uint8
	}{{"r", c.R}, {"g", c.G}, {"b", c.B}, {"alpha", c.A}} {
		if part.name == "alpha" && c.A == 255 {
			continue
		}
		w.put(`<data key="`, prefix, part.name, `">`)
		w.whole(int(part.value))
		w.put("</data>")
	}
}

func (w *writer) values(prefix string, all []Value, columns int) {
	for i, v := range all[:min(len(all), columns)] {
		if v.Set {
			w.put(`<data key="`, prefix)
			w.whole(i)
			w.put(`">`)
			w.escape(v.Text)
			w.put("</data>")
		}
	}
}
