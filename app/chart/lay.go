package chart

import (
	"context"
	"math"
	"time"

	"redthread/app/chart/scene"
	"redthread/app/network"
	"redthread/app/network/layout"
	"redthread/store"
	"redthread/store/ontology"
)

// seed is the same for every chart: the same chart is laid out the same way.
const seed = 6

// Lay says how a drawing is laid out.
type Lay struct {
	Kind  layout.Kind
	Start []scene.Point // where the marks are; nil: where the chart has them
	Only  []bool        // those that may move; nil: all that are not pinned
	Root  int           // for the radial layout; -1: the most central
	Fresh bool          // forget where they were
}

// Lay finds places for the marks of a drawing. Pinned ones stay where they
// are. Where ctx ends, the places so far come with its error.
func (d *Drawing) Lay(ctx context.Context, l Lay, progress func(at []scene.Point, share float64)) ([]scene.Point, error) {
	if l.Start == nil {
		l.Start = d.Scene.At
	}
	g := layout.Graph{N: len(d.Nodes)}
	for i := range d.Scene.Edges {
		e := &d.Scene.Edges[i]
		weight := float32(1)
		if e.Dashed {
			weight = 0.5
		}
		g.Edges = append(g.Edges, layout.Edge{From: e.From, To: e.To, Weight: weight})
	}
	o := layout.Options{Seed: seed, Fresh: l.Fresh, Root: l.Root, Spacing: spacing(len(d.Nodes))}
	o.Start = make([]layout.Point, g.N)
	o.Pinned = make([]bool, g.N)
	o.Size = make([]float32, g.N)
	o.Width = make([]float32, g.N)
	o.Date = make([]float64, g.N)
	for i, node := range d.Nodes {
		o.Start[i] = layout.Point{X: l.Start[i].X, Y: l.Start[i].Y}
		o.Pinned[i] = d.Members[i].Pinned || l.Only != nil && !l.Only[i]
		o.Size[i] = d.Scene.Nodes[i].R
		o.Width[i] = labelRoom(d.Scene.Nodes[i].Label)
		o.Date[i] = math.NaN()
		if date, ok := d.Graph.Nodes[node].First(); ok {
			if first, ok := date.Earliest(); ok {
				o.Date[i] = float64(first.Time().Unix()) / (24 * time.Hour).Seconds()
			}
		}
	}
	at := make([]scene.Point, g.N)
	take := func(p []layout.Point) []scene.Point {
		for i := range p {
			at[i] = scene.Point{X: p[i].X, Y: p[i].Y}
		}
		return at
	}
	if progress != nil {
		o.Progress = func(p []layout.Point, share float64) { progress(take(p), share) }
	}
	found, err := layout.Run(ctx, l.Kind, g, o)
	if len(found) != g.N {
		return nil, err
	}
	return take(found), err
}

// spacing gives small charts room for their names.
func spacing(n int) float32 {
	switch {
	case n <= 80:
		return 130
	case n <= 600:
		return 110
	}
	return layout.DefaultSpacing
}

// labelRoom is about how wide a name is under its mark.
func labelRoom(label string) float32 {
	const letter, chars = 6.6, 24
	widest := 0
	for _, line := range scene.Wrap(label, chars, 2) {
		widest = max(widest, len([]rune(line)))
	}
	return float32(widest)*letter + 16
}

// Placed gives the members that are somewhere else now.
func (d *Drawing) Placed(at []scene.Point) []store.ChartNode {
	var all []store.ChartNode
	for i, m := range d.Members {
		x, y := store.ChartPlace(float64(at[i].X)), store.ChartPlace(float64(at[i].Y))
		if m.Placed && m.X == x && m.Y == y {
			continue
		}
		m.Placed, m.X, m.Y = true, x, y
		all = append(all, m)
	}
	return all
}

// Laid makes members of a new chart from nodes of a graph, laid out.
func Laid(ctx context.Context, g *network.Graph, nodes []int, kind layout.Kind, progress func(share float64)) ([]store.ChartNode, error) {
	content := store.ChartContent{}
	for _, node := range nodes {
		content.Nodes = append(content.Nodes, store.ChartNode{Key: g.Nodes[node].Key, Placed: true})
	}
	d := Draw(g, content, Look{})
	at, err := d.Lay(ctx, Lay{Kind: kind, Root: -1, Fresh: true}, func(_ []scene.Point, share float64) {
		if progress != nil {
			progress(share)
		}
	})
	if err != nil {
		return nil, err
	}
	for i := range d.Members {
		d.Members[i].X, d.Members[i].Y = store.ChartPlace(float64(at[i].X)), store.ChartPlace(float64(at[i].Y))
	}
	return d.Members, nil
}

// MakeWhole makes a chart of everything in a case that is tied to something.
// Where claims outnumber what they are about, its filter leaves them out at
// first, so that the parties are seen.
func MakeWhole(ctx context.Context, c *store.Case, g *network.Graph, progress func(share float64)) (store.ID, error) {
	all := Whole(g)
	var seen []int
	for _, node := range all {
		if g.Nodes[node].Group != ontology.GroupClaim {
			seen = append(seen, node)
		}
	}
	f := Filter{}
	if claims := len(all) - len(seen); claims*4 > len(all) && len(seen) > 1 {
		f.Groups = []string{string(ontology.GroupClaim)}
	} else {
		seen = all
	}
	members, err := Laid(ctx, g, seen, layout.Force, progress)
	if err != nil {
		return store.ID{}, err
	}
	on := map[int]bool{}
	for _, node := range seen {
		on[node] = true
	}
	for _, node := range all {
		if !on[node] { // it is given a place when it is shown
			members = append(members, store.ChartNode{Key: g.Nodes[node].Key})
		}
	}
	return makeChart(ctx, c, store.Chart{Title: "The whole case", Layout: string(layout.Force), Filter: f.String()}, members)
}
