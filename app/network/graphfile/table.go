package graphfile

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// WriteNodes writes the nodes as a table, a row each, as spreadsheets and
// Gephi read them.
func WriteNodes(out io.Writer, g *Graph) error {
	t := table{w: csv.NewWriter(out)}
	t.row("Id", "Label", "x", "y", "size", "colour", "shape")
	t.head(g.NodeColumns)
	t.end()
	for i := range g.Nodes {
		n := &g.Nodes[i]
		x, y := "", ""
		if n.Placed {
			x, y = decimal(n.X), decimal(n.Y)
		}
		t.row(plain(n.ID), plain(n.Label), x, y, measure(n.Size), hex(n.Colour), plain(n.Shape))
		t.values(n.Values, g.NodeColumns)
		t.end()
	}
	return t.finish()
}

// WriteEdges writes the edges as a table, a row each.
func WriteEdges(out io.Writer, g *Graph) error {
	t := table{w: csv.NewWriter(out)}
	t.row("Source", "Target", "Type", "Id", "Label", "Weight", "colour", "line")
	t.head(g.EdgeColumns)
	t.end()
	for i := range g.Edges {
		e := &g.Edges[i]
		kind := "Undirected"
		if g.directed(e) {
			kind = "Directed"
		}
		t.row(plain(g.Nodes[e.From].ID), plain(g.Nodes[e.To].ID), kind, plain(e.ID), plain(e.Label), measure(e.Weight), hex(e.Colour), plain(e.Shape))
		t.values(e.Values, g.EdgeColumns)
		t.end()
	}
	return t.finish()
}

type table struct {
	w     *csv.Writer
	cells []string
	err   error
}

func (t *table) row(cells ...string) { t.cells = append(t.cells, cells...) }

func (t *table) head(all []Column) {
	for _, c := range all {
		t.row(plain(c.Name))
	}
}

func (t *table) values(all []Value, columns []Column) {
	for i, c := range columns {
		cell := ""
		if i < len(all) && all[i].Set {
			cell = all[i].Text
			if _, err := strconv.ParseFloat(cell, 64); err != nil || !c.Type.numeric() {
				cell = plain(cell)
			}
		}
		t.row(cell)
	}
}

func (t *table) end() {
	if err := t.w.Write(t.cells); err != nil && t.err == nil {
		t.err = err
	}
	t.cells = t.cells[:0]
}

func (t *table) finish() error {
	t.w.Flush()
	if t.err != nil {
		return t.err
	}
	return t.w.Error()
}

// plain puts an apostrophe before what a spreadsheet would run as a formula.
func plain(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func measure(f float64) string {
	if f == 0 {
		return ""
	}
	return decimal(f)
}
