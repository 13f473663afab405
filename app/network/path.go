package network

import (
	"context"
	"slices"
)

// Path is a way between two nodes. A hop holds every edge that the filter lets
// through between two nodes that follow one another.
type Path struct {
	Nodes []int
	Hops  [][]int
}

// Len is the number of hops.
func (p Path) Len() int { return len(p.Hops) }

// Doubt counts the hops that rest on nothing but suspected or disputed edges.
func (g *Graph) Doubt(p Path) int {
	n := 0
	for _, hop := range p.Hops {
		if !slices.ContainsFunc(hop, func(e int) bool { return !g.Edges[e].Dashed() }) {
			n++
		}
	}
	return n
}

// Shortest finds a way with the fewest hops and, among those, the one with the
// least doubt. ok is false where there is none.
func (g *Graph) Shortest(ctx context.Context, from, to int, f Filter) (p Path, ok bool, err error) {
	w := g.walk(f, from, to)
	if err := w.measure(ctx, len(g.Nodes)); err != nil {
		return Path{}, false, err
	}
	if w.away[from] < 0 {
		return Path{}, false, nil
	}
	// The least doubt from each node on, from the nodes at the end backwards.
	doubt := make([]int32, len(g.Nodes))
	next := make([]int32, len(g.Nodes))
	for _, n := range w.order {
		if int(n) == to {
			continue
		}
		best, via := int32(-1), int32(-1)
		w.each(int(n), func(e int32, other int) {
			if w.away[other] != w.away[n]-1 {
				return
			}
			d := doubt[other]
			if g.Edges[e].Dashed() {
				d++
			}
			if best < 0 || d < best || d == best && g.weight(other, int(via)) < 0 {
				best, via = d, int32(other)
			}
		})
		doubt[n], next[n] = best, via
	}
	nodes := []int{from}
	for n := from; n != to; {
		n = int(next[n])
		nodes = append(nodes, n)
	}
	return w.path(nodes), true, nil
}

// Paths finds ways of at most so many hops that pass no node twice, the
// shortest first. more tells that there are others beyond the limit, or that the search
// gave up after very many steps.
func (g *Graph) Paths(ctx context.Context, from, to int, f Filter, most, limit int) (paths []Path, more bool, err error) {
	w := g.walk(f, from, to)
	if err := w.measure(ctx, most); err != nil {
		return nil, false, err
	}
	if w.away[from] < 0 || from == to {
		return nil, false, nil
	}
	s := search{walk: w, ctx: ctx, limit: limit, on: make([]bool, len(g.Nodes)), seen: make([]int32, len(g.Nodes))}
	s.on[from] = true
	s.nodes = []int{from}
	for length := int(w.away[from]); length <= most && !s.more && s.err == nil; length++ {
		s.step(from, length)
	}
	return s.paths, s.more, s.err
}

// walk goes through what a filter leaves of a graph, towards one node.
type walk struct {
	g     *Graph
	keep  []bool
	along bool
	to    int
	away  []int32 // hops to the end, −1 where there is no way
	order []int32 // nodes by that
}

// walk begins at one end; both ends are let through whatever they are.
func (g *Graph) walk(f Filter, from, to int) *walk {
	nodes := g.KeepNodes(f)
	nodes[from], nodes[to] = true, true
	return &walk{g: g, keep: g.keep(f, nodes), along: f.Along, to: to}
}

// each visits the edges by which a node is left, and where they lead.
func (w *walk) each(node int, visit func(edge int32, other int)) {
	for _, i := range w.g.Incident(node) {
		e := &w.g.Edges[i]
		if w.keep[i] && !(w.along && e.Directed && e.To == node) {
			visit(i, w.g.Other(int(i), node))
		}
	}
}

// measure counts the hops from every node to the end, up to a bound.
func (w *walk) measure(ctx context.Context, most int) error {
	w.away = make([]int32, len(w.g.Nodes))
	for i := range w.away {
		w.away[i] = -1
	}
	w.away[w.to] = 0
	w.order = append(w.order, int32(w.to))
	for i := 0; i < len(w.order); i++ {
		if i&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		n := w.order[i]
		if int(w.away[n]) >= most {
			break
		}
		for _, k := range w.g.Incident(int(n)) {
			e := &w.g.Edges[k]
			other := w.g.Other(int(k), int(n))
			if w.keep[k] && w.away[other] < 0 && !(w.along && e.Directed && e.From == int(n)) {
				w.away[other] = w.away[n] + 1
				w.order = append(w.order, int32(other))
			}
		}
	}
	return nil
}

// path adds the edges to the nodes of a way.
func (w *walk) path(nodes []int) Path {
	p := Path{Nodes: slices.Clone(nodes)}
	for i, n := range nodes[1:] {
		var hop []int
		w.each(nodes[i], func(e int32, other int) {
			if other == n {
				hop = append(hop, int(e))
			}
		})
		p.Hops = append(p.Hops, hop)
	}
	return p
}

// mostSteps bounds a search for all ways: in a dense graph their number grows
// with every hop without end.
const mostSteps = 20_000_000

// search looks for all ways of exactly one length, deeper at each round; a node too
// far from the end to be reached in time is not entered.
type search struct {
	*walk
	ctx   context.Context
	limit int
	steps int
	on    []bool  // the nodes of the way so far
	seen  []int32 // when a node was last tried from the same place, so that parallel edges count once
	mark  int32
	nodes []int
	paths []Path
	more  bool
	err   error
}

func (s *search) step(node, left int) {
	if left == 0 {
		if node == s.to {
			if len(s.paths) == s.limit {
				s.more = true
				return
			}
			s.paths = append(s.paths, s.path(s.nodes))
		}
		return
	}
	if node == s.to {
		return
	}
	s.mark++
	mark := s.mark
	var next []int
	s.each(node, func(_ int32, other int) {
		if s.seen[other] != mark && !s.on[other] && s.away[other] >= 0 && int(s.away[other]) <= left-1 {
			s.seen[other] = mark
			next = append(next, other)
		}
	})
	slices.SortFunc(next, s.g.weight)
	for _, other := range next {
		if s.steps++; s.steps&4095 == 0 && s.ctx.Err() != nil {
			s.err = s.ctx.Err()
		}
		if s.steps > mostSteps {
			s.more = true
		}
		if s.more || s.err != nil {
			return
		}
		s.on[other] = true
		s.nodes = append(s.nodes, other)
		s.step(other, left-1)
		s.nodes = s.nodes[:len(s.nodes)-1]
		s.on[other] = false
	}
}
