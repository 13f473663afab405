package network

import "redthread/app/network/layout"

// Layout gives the part of the graph between some nodes to the layouts, numbered
// as they are listed. Edges that the filter holds back do not pull; one that is
// in doubt pulls half as much.
func (g *Graph) Layout(nodes []int, f Filter) layout.Graph {
	at := make(map[int]int32, len(nodes))
	for i, n := range nodes {
		at[n] = int32(i)
	}
	keep := g.Keep(f)
	l := layout.Graph{N: len(nodes)}
	for i := range g.Edges {
		e := &g.Edges[i]
		from, ok := at[e.From]
		to, okTo := at[e.To]
		if !ok || !okTo || !keep[i] {
			continue
		}
		weight := float32(1)
		if e.Dashed() {
			weight = 0.5
		}
		l.Edges = append(l.Edges, layout.Edge{From: from, To: to, Weight: weight})
	}
	return l
}
