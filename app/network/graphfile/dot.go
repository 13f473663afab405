package graphfile

import (
	"fmt"
	"image/color"
	"strings"
)

// hex writes a colour as #rrggbb, with its opacity where it is not full.
func hex(c *color.NRGBA) string {
	switch {
	case c == nil:
		return ""
	case c.A == 255:
		return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	}
	return fmt.Sprintf("#%02x%02x%02x%02x", c.R, c.G, c.B, c.A)
}

// dotShapes are Graphviz's names of the forms.
var dotShapes = map[string]string{"disc": "circle", "square": "square", "triangle": "triangle", "diamond": "diamond", "image": "none"}

// dot writes the graph for Graphviz: places are in points for "neato -n", and
// every column is an attribute under its name.
func (w *writer) dot(g *Graph) {
	kind, arrow := "graph ", " -- "
	mixed := g.Directed
	for i := range g.Edges {
		mixed = mixed || g.directed(&g.Edges[i])
	}
	if mixed {
		kind, arrow = "digraph ", " -> "
	}
	w.put(kind, quoted(g.Name), " {\n\tnode [shape=circle, style=filled, fixedsize=true];\n")
	for i := range g.Nodes {
		n := &g.Nodes[i]
		a := attributes{}
		a.text("label", n.Label)
		if n.Placed {
			a.add("pos", fmt.Sprintf("\"%s,%s!\"", decimal(n.X), decimal(n.Y)))
		}
		if n.Size != 0 {
			a.add("width", decimal(n.Size/72))
		}
		a.text("fillcolor", hex(n.Colour))
		if s := dotShapes[n.Shape]; s != "" && s != "circle" {
			a.add("shape", s)
		}
		a.columns(n.Values, g.NodeColumns)
		w.put("\t", quoted(n.ID), a.String(), ";\n")
	}
	for i := range g.Edges {
		e := &g.Edges[i]
		a := attributes{}
		a.text("label", e.Label)
		if e.Weight != 0 {
			a.add("weight", decimal(e.Weight))
		}
		if e.Thickness != 0 {
			a.add("penwidth", decimal(e.Thickness))
		}
		a.text("color", hex(e.Colour))
		if e.Shape == "dashed" || e.Shape == "dotted" {
			a.add("style", e.Shape)
		}
		if mixed && !g.directed(e) {
			a.add("dir", "none")
		}
		a.columns(e.Values, g.EdgeColumns)
		w.put("\t", quoted(g.Nodes[e.From].ID), arrow, quoted(g.Nodes[e.To].ID), a.String(), ";\n")
	}
	w.put("}\n")
}

type attributes []string

func (a *attributes) add(name, value string) { *a = append(*a, name+"="+value) }

func (a *attributes) text(name, value string) {
	if value != "" {
		a.add(name, quoted(value))
	}
}

// taken are names that Graphviz would act on; a column of such a name keeps it
// with a line before it.
var taken = map[string]bool{
	"label": true, "pos": true, "width": true, "height": true, "color": true, "fillcolor": true, "shape": true, "style": true, "weight": true, "penwidth": true,
	"dir": true, "image": true, "shapefile": true, "URL": true, "href": true, "fontname": true, "fontsize": true, "tooltip": true, "id": true, "class": true,
}

func (a *attributes) columns(all []Value, columns []Column) {
	for i, c := range columns {
		if i < len(all) && all[i].Set {
			name := c.Name
			if taken[name] {
				name = "_" + name
			}
			a.add(quoted(name), quoted(all[i].Text))
		}
	}
}

func (a attributes) String() string {
	if len(a) == 0 {
		return ""
	}
	return " [" + strings.Join(a, ", ") + "]"
}

// quoted writes a text as a quoted string. A backslash is doubled, since labels
// read it as the start of an escape.
func quoted(s string) string {
	r := strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "\r", "", "\x00", "")
	return `"` + r.Replace(s) + `"`
}
