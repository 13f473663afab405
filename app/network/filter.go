package network

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"redthread/store/ontology"
	"redthread/store/value"
)

// Filter narrows a graph. Its zero value lets everything through.
type Filter struct {
	Kinds       []string         // kinds of edge; "WorkerGroup" stands for all of its properties, "shared" for all identifiers
	Groups      []ontology.Group // groups of node
	Without     []ontology.Group // no nodes of these groups, but for the ends of a way
	Reliability byte             // at least as good as this, such as 'B'; 0: any, ungraded too
	Credibility byte             // the same, such as 2
	TrueAt      value.Day        // what may hold on that day
	Dated       bool             // with TrueAt: leave out what has no dates
	KnownBy     time.Time        // what the case had noted by then
	Origins     int              // at least so many independent origins
	NoSuspected bool
	NoDisputed  bool
	NoShared    bool
	NoMuted     bool
	Along       bool // paths follow the arrows of directed edges
}

// Keep tells for each edge whether a filter lets it through; an edge goes with
// either of its ends.
func (g *Graph) Keep(f Filter) []bool {
	return g.keep(f, g.KeepNodes(f))
}

func (g *Graph) keep(f Filter, nodes []bool) []bool {
	keep := make([]bool, len(g.Edges))
	for i := range g.Edges {
		e := &g.Edges[i]
		keep[i] = nodes[e.From] && nodes[e.To] && f.edge(e)
	}
	return keep
}

// KeepNodes tells for each node whether a filter lets it through.
func (g *Graph) KeepNodes(f Filter) []bool {
	keep := make([]bool, len(g.Nodes))
	for i := range g.Nodes {
		keep[i] = g.nodeFits(i, &f)
	}
	return keep
}

func (f *Filter) edge(e *Edge) bool {
	switch {
	case len(f.Kinds) > 0 && !slices.ContainsFunc(f.Kinds, func(k string) bool { return kindFits(k, e.Kind) }),
		f.Reliability != 0 && (e.Grade.Reliability == 0 || e.Grade.Reliability > f.Reliability),
		f.Credibility != 0 && (e.Grade.Credibility == 0 || e.Grade.Credibility > f.Credibility),
		!e.knownBy(f.KnownBy),
		e.Origins < f.Origins,
		f.NoSuspected && e.Suspected,
		f.NoDisputed && e.Disputed:
		return false
	}
	if f.TrueAt == (value.Day{}) {
		return true
	}
	holds, dated := e.HoldsOn(f.TrueAt)
	return holds && (dated || !f.Dated)
}

func kindFits(asked, kind string) bool {
	rest, ok := strings.CutPrefix(kind, asked)
	return ok && (rest == "" || rest[0] == '.')
}

// KindCount is a kind of edge and how much there is of it.
type KindCount struct {
	Kind    string
	Label   string // in words; of a reversed kind as it reads from the other end
	Reverse bool   // it points to the node that was asked about
	Nodes   int    // different neighbours
	Edges   int
}

// Kinds lists every kind of edge in the graph, the most frequent first.
func (g *Graph) Kinds() []KindCount {
	at := map[string]int{}
	var all []KindCount
	for i := range g.Edges {
		e := &g.Edges[i]
		k, seen := at[e.Kind]
		if !seen {
			k = len(all)
			at[e.Kind] = k
			all = append(all, KindCount{Kind: e.Kind, Label: kindLabel(e.Kind, e.Label, false)})
		}
		all[k].Edges++
	}
	slices.SortStableFunc(all, func(x, y KindCount) int {
		return cmp.Or(cmp.Compare(y.Edges, x.Edges), cmp.Compare(x.Kind, y.Kind))
	})
	return all
}

// kindLabel words a kind as it reads from one of its ends.
func kindLabel(kind, label string, reverse bool) string {
	schema, property, isProperty := strings.Cut(kind, ".")
	if strings.HasPrefix(kind, sharedKind) {
		return sharedLabel(kind)
	}
	s, ok := ontology.Default().Schema(schema)
	if !ok {
		return label
	}
	if isProperty {
		if p, ok := s.Property(property); ok && reverse && p.Reverse != "" {
			return p.Reverse
		}
		return label
	}
	if s.Edge == nil {
		return label
	}
	end := s.Edge.Source // read from the source, the property that names it says what it does: "Owns"
	if reverse {
		end = s.Edge.Target
	}
	if p, ok := s.Property(end); ok && p.Reverse != "" {
		return p.Reverse
	}
	return s.Label
}

// Around counts the neighbours of a node by kind of edge and direction, those
// that have says are there already left out; a nil have leaves none out. The kinds
// with most neighbours come first.
func (g *Graph) Around(node int, f Filter, have func(node int) bool) []KindCount {
	type kind struct {
		name    string
		reverse bool
	}
	at := map[kind]int{}
	var all []KindCount
	seen := map[kind]map[int]bool{}
	g.around(node, f, func(e *Edge, other int, reverse bool) {
		if have != nil && have(other) {
			return
		}
		k := kind{e.Kind, reverse}
		i, ok := at[k]
		if !ok {
			i = len(all)
			at[k] = i
			seen[k] = map[int]bool{}
			all = append(all, KindCount{Kind: e.Kind, Reverse: reverse, Label: kindLabel(e.Kind, e.Label, reverse)})
		}
		all[i].Edges++
		if !seen[k][other] {
			seen[k][other] = true
			all[i].Nodes++
		}
	})
	slices.SortStableFunc(all, func(x, y KindCount) int {
		return cmp.Or(cmp.Compare(y.Nodes, x.Nodes), cmp.Compare(x.Label, y.Label))
	})
	return all
}

// Neighbours lists the other ends of a node's edges of one kind and direction,
// an empty kind for all: those with most ties first. Edges without a direction
// have reverse false.
func (g *Graph) Neighbours(node int, kind string, reverse bool, f Filter) []int {
	seen := map[int]bool{}
	var all []int
	g.around(node, f, func(e *Edge, other int, back bool) {
		if (kind == "" || e.Kind == kind && back == reverse) && !seen[other] {
			seen[other] = true
			all = append(all, other)
		}
	})
	slices.SortFunc(all, g.weight)
	return all
}

func (g *Graph) around(node int, f Filter, visit func(e *Edge, other int, reverse bool)) {
	for _, i := range g.Incident(node) {
		e := &g.Edges[i]
		other := g.Other(int(i), node)
		if f.edge(e) && g.nodeFits(other, &f) {
			visit(e, other, e.Directed && e.To == node)
		}
	}
}

func (g *Graph) nodeFits(node int, f *Filter) bool {
	n := &g.Nodes[node]
	return (len(f.Groups) == 0 || slices.Contains(f.Groups, n.Group)) && !slices.Contains(f.Without, n.Group) &&
		!(n.Shared != nil && (f.NoShared || f.NoMuted && n.Shared.Muted))
}
