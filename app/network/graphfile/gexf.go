package graphfile

import (
	"image/color"
	"strconv"
)

// gexfType names a type as GEXF does.
func gexfType(t Type) string {
	if t == Int {
		return "integer"
	}
	return string(t)
}

func (w *writer) gexf(g *Graph) {
	w.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" `+
			`xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">`, "\n", " <meta><creator>Redthread</creator>")
	if g.Name != "" {
		w.put("<description>")
		w.escape(g.Name)
		w.put("</description>")
	}
	edges := "undirected"
	if g.Directed {
		edges = "directed"
	}
	w.put("</meta>\n", ` <graph mode="static" defaultedgetype="`, edges, `">`, "\n")
	w.columns("node", g.NodeColumns)
	w.columns("edge", g.EdgeColumns)
	w.put(`  <nodes count="`, strconv.Itoa(len(g.Nodes)), `">`, "\n")
	for i := range g.Nodes {
		n := &g.Nodes[i]
		w.put("   <node")
		w.attribute("id", n.ID)
		if n.Label != "" {
			w.attribute("label", n.Label)
		}
		w.put(">")
		w.cells(n.Values, len(g.NodeColumns))
		w.viz(n.Colour)
		if n.Placed {
			w.put("<viz:position")
			w.number("x", n.X)
			w.number("y", n.Y)
			w.number("z", n.Z)
			w.put("/>")
		}
		if n.Size != 0 {
			w.put("<viz:size")
			w.number("value", n.Size)
			w.put("/>")
		}
		if n.Shape != "" {
			w.put("<viz:shape")
			w.attribute("value", n.Shape)
			w.put("/>")
		}
		w.put("</node>\n")
	}
	w.put("  </nodes>\n", `  <edges count="`, strconv.Itoa(len(g.Edges)), `">`, "\n")
	for i := range g.Edges {
		w.gexfEdge(g, i)
	}
	w.put("  </edges>\n </graph>\n</gexf>\n")
}

func (w *writer) gexfEdge(g *Graph, i int) {
	e := &g.Edges[i]
	w.put("   <edge")
	if e.ID != "" {
		w.attribute("id", e.ID)
	}
	w.attribute("source", g.Nodes[e.From].ID)
	w.attribute("target", g.Nodes[e.To].ID)
	switch e.Direction {
	case Directed:
		w.put(` type="directed"`)
	case Undirected:
		w.put(` type="undirected"`)
	}
	if e.Label != "" {
		w.attribute("label", e.Label)
	}
	if e.Weight != 0 {
		w.number("weight", e.Weight)
	}
	w.put(">")
	w.cells(e.Values, len(g.EdgeColumns))
	w.viz(e.Colour)
	if e.Thickness != 0 {
		w.put("<viz:thickness")
		w.number("value", e.Thickness)
		w.put("/>")
	}
	if e.Shape != "" {
		w.put("<viz:shape")
		w.attribute("value", e.Shape)
		w.put("/>")
	}
	w.put("</edge>\n")
}

func (w *writer) columns(class string, all []Column) {
	if len(all) == 0 {
		return
	}
	w.put(`  <attributes class="`, class, `" mode="static">`, "\n")
	for i, c := range all {
		w.put("   <attribute")
		w.attribute("id", strconv.Itoa(i))
		w.attribute("title", c.Name)
		w.put(` type="`, gexfType(c.Type), `"/>`, "\n")
	}
	w.put("  </attributes>\n")
}

func (w *writer) cells(all []Value, columns int) {
	open := false
	for i, v := range all[:min(len(all), columns)] {
		if !v.Set {
			continue
		}
		if !open {
			w.put("<attvalues>")
			open = true
		}
		w.put(`<attvalue for="`)
		w.whole(i)
		w.put(`"`)
		w.attribute("value", v.Text)
		w.put("/>")
	}
	if open {
		w.put("</attvalues>")
	}
}

func (w *writer) viz(c *color.NRGBA) {
	if c == nil {
		return
	}
	w.put(`<viz:color r="`, strconv.Itoa(int(c.R)), `" g="`, strconv.Itoa(int(c.G)), `" b="`, strconv.Itoa(int(c.B)), `"`)
	if c.A != 255 {
		w.number("a", float64(c.A)/255)
	}
	w.put("/>")
}
