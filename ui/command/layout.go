package command

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"redthread/app/network/graphfile"
	"redthread/app/network/layout"
	"redthread/app/network/layout/quality"
	"redthread/store"
)

func layoutCommand() command {
	return command{
		name: "layout", args: []arg{{name: "FILE"}}, brief: "give the nodes of a GraphML or GEXF file places", answer: layoutAnswer{}, run: runLayout,
		flags: []flag{
			flagOutput("FILE.graphml|gexf|dot", "the file to write; one that is there is replaced"),
			{name: "seed", value: "N", help: "another number gives another picture, the same number the same; 1 where it is left out"},
			{name: "as", value: "KIND", help: "force (the default), layered, radial or grid"},
			{name: "effort", value: "X", help: "0.1 to 10: how long to work on it, 1 where it is left out"},
			{name: "keep", help: "nodes that have places in the file stay there"},
			{name: "measure", help: "tell how good the picture is, too"},
		},
		more: "Everything else in the file is kept. Neighbourhood is how much of what is near in the graph (one and two hops) is near on the plane, 1 is best; " +
			"variation is the standard deviation of the lengths of edges over their mean, 0 is best.",
		examples: []string{"redthread layout firms.graphml -o placed.graphml --seed 7", "redthread layout firms.gexf -o placed.gexf --keep --measure"},
	}
}

type layoutAnswer struct {
	File      string   `json:"file" doc:"base name of the file"`
	Nodes     int      `json:"nodes" doc:"how many nodes it has"`
	Edges     int      `json:"edges" doc:"how many edges"`
	Seconds   float64  `json:"seconds" doc:"how long the layout took, without reading and writing"`
	Near1     *float64 `json:"neighbourhood_1,omitempty" doc:"with --measure: how well neighbours are kept together, 0 to 1"`
	Near2     *float64 `json:"neighbourhood_2,omitempty" doc:"with --measure: the same over two hops"`
	Variation *float64 `json:"variation,omitempty" doc:"with --measure: how much the lengths of edges differ"`
	Notes     []string `json:"notes" doc:"what of the file is not in the one written, a sentence each"`
}

func (a layoutAnswer) print(p *page) {
	p.line("Wrote %s: %s, %s, laid out in %.2f s.", a.File, counted(a.Nodes, "node", "nodes"), counted(a.Edges, "edge", "edges"), a.Seconds)
	if a.Variation != nil {
		p.line("Neighbourhoods are kept by %.3f (one hop) and %.3f (two hops); lengths of edges vary by %.3f.", *a.Near1, *a.Near2, *a.Variation)
	}
	for _, n := range a.Notes {
		p.line("%s", flat(n))
	}
}

func runLayout(ctx context.Context, k *call) (answer, error) {
	path, format, err := k.output("graphml", "gexf", "dot")
	if err != nil {
		return nil, err
	}
	o, kind, err := k.layoutOptions()
	if err != nil {
		return nil, err
	}
	file, err := os.Open(k.args[0])
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	g, err := graphfile.Read(ctx, file)
	if err != nil {
		return nil, refuse(store.ErrInvalid, "%s cannot be laid out: %s.", filepath.Base(k.args[0]), err.Error())
	}
	lg := layout.Graph{N: len(g.Nodes), Edges: make([]layout.Edge, len(g.Edges))}
	for i := range g.Edges {
		lg.Edges[i] = layout.Edge{From: g.Edges[i].From, To: g.Edges[i].To, Weight: float32(max(0, g.Edges[i].Weight))}
	}
	if k.has("keep") {
		o.Start, o.Pinned, o.Fresh = make([]layout.Point, lg.N), make([]bool, lg.N), true
		for i := range g.Nodes {
			n := &g.Nodes[i]
			o.Start[i], o.Pinned[i] = layout.Point{X: float32(n.X), Y: float32(n.Y)}, n.Placed
		}
	}
	began := time.Now()
	at, err := layout.Run(ctx, kind, lg, o)
	if err != nil {
		return nil, err
	}
	a := &layoutAnswer{File: filepath.Base(path), Nodes: len(g.Nodes), Edges: len(g.Edges), Seconds: time.Since(began).Seconds(), Notes: append([]string{}, g.Notes...)}
	for i, p := range at {
		n := &g.Nodes[i]
		if k.has("keep") && n.Placed {
			continue
		}
		n.Placed, n.X, n.Y = true, float64(p.X), float64(p.Y)
	}
	if k.has("measure") {
		a.measure(g)
	}
	var b bytes.Buffer
	if err := graphfile.Write(&b, g, format); err != nil {
		return nil, fmt.Errorf("writing the graph: %w", err)
	}
	return a, writeOut(path, b.Bytes())
}

func (k *call) layoutOptions() (o layout.Options, kind layout.Kind, err error) {
	o.Root, o.Seed = -1, 1
	if k.has("seed") {
		if o.Seed, err = strconv.ParseUint(k.text("seed"), 10, 64); err != nil {
			return o, "", misusef("--seed takes a whole number, not %q.", k.text("seed"))
		}
	}
	if k.has("effort") {
		e, err := strconv.ParseFloat(k.text("effort"), 32)
		if err != nil || !(e >= 0.1 && e <= 10) {
			return o, "", misusef("--effort takes a number from 0.1 to 10, not %q.", k.text("effort"))
		}
		o.Effort = float32(e)
	}
	kind = layout.Force
	if k.has("as") {
		kind = layout.Kind(k.text("as"))
		if kind == layout.Timeline || !slices.Contains(layout.Kinds(), kind) {
			return o, "", misusef("--as takes force, layered, radial or grid, not %q.", k.text("as"))
		}
	}
	return o, kind, nil
}

// measure works out the quality of the picture; of a large graph, evenly chosen
// nodes stand for all.
func (a *layoutAnswer) measure(g *graphfile.Graph) {
	at, edges := make([]quality.Point, len(g.Nodes)), make([][2]int32, len(g.Edges))
	for i := range g.Nodes {
		at[i] = quality.Point{X: g.Nodes[i].X, Y: g.Nodes[i].Y}
	}
	for i := range g.Edges {
		edges[i] = [2]int32{g.Edges[i].From, g.Edges[i].To}
	}
	const sample = 2000
	one, two, variation := quality.Neighbourhood(at, edges, 1, sample), quality.Neighbourhood(at, edges, 2, sample), quality.Variation(at, edges)
	a.Near1, a.Near2, a.Variation = &one, &two, &variation
}
