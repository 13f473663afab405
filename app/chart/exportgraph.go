package chart

import (
	"context"
	"io"
	"slices"
	"strconv"

	"redthread/app/network"
	"redthread/app/network/graphfile"
	"redthread/app/network/layout"
	"redthread/app/redact"
	"redthread/store"
)

// exportGraph writes the things on a chart as a graph for other programs, with
// their places, and the lines that the filter shows.
func (d *Drawing) exportGraph(ctx context.Context, c *store.Case, gate *redact.Gate, out io.Writer, o Output) error {
	at := make([]layout.Point, len(d.Nodes))
	for i, p := range d.Scene.At {
		at[i] = layout.Point{X: p.X, Y: p.Y}
	}
	g, err := network.Export(ctx, c, d.Graph, gate, d.Nodes, at)
	if err != nil {
		return err
	}
	g.Name = d.Scene.Title
	shown := make(map[string]bool, len(d.Edges))
	for _, e := range d.Edges {
		shown["tie-"+strconv.Itoa(e)] = true // as package network names them
	}
	g.Edges = slices.DeleteFunc(g.Edges, func(e graphfile.Edge) bool { return !shown[e.ID] })
	if o.Format != CSV {
		return graphfile.Write(out, g, o.Format)
	}
	if err := graphfile.WriteNodes(out, g); err != nil || o.Lines == nil {
		return err
	}
	return graphfile.WriteEdges(o.Lines, g)
}
