package network

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	gonum "gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
	"pgregory.net/rapid"

	"redthread/store/ontology"
)

// made is a graph of n nodes and the edges given as pairs.
func made(n int, pairs ...[2]int) *Graph {
	g := &Graph{}
	for i := range n {
		g.Nodes = append(g.Nodes, Node{Key: fmt.Sprint("n", i), Caption: fmt.Sprint("n", i), Group: "firm"})
	}
	for i, p := range pairs {
		g.Edges = append(g.Edges, Edge{Key: fmt.Sprint("e", i), From: p[0], To: p[1], Kind: "Ownership", Directed: true})
	}
	g.index()
	return g
}

// pairs draws a random graph without loops.
func pairs(t *rapid.T, n int) (all [][2]int) {
	for range rapid.IntRange(0, 3*n).Draw(t, "edges") {
		x, y := rapid.IntRange(0, n-1).Draw(t, "x"), rapid.IntRange(0, n-1).Draw(t, "y")
		if x != y {
			all = append(all, [2]int{x, y})
		}
	}
	return all
}

func TestShortestPrefersLittleDoubt(t *testing.T) {
	g := made(6, [2]int{0, 1}, [2]int{1, 5}, [2]int{0, 2}, [2]int{2, 5}, [2]int{0, 3}, [2]int{3, 4}, [2]int{4, 5}, [2]int{0, 2})
	g.Edges[1].Suspected = true
	g.Edges[2].Disputed = true // n0–n2 has a second edge that is not in doubt
	p, ok, err := g.Shortest(context.Background(), 0, 5, Filter{})
	if err != nil || !ok || fmt.Sprint(p.Nodes) != "[0 2 5]" || fmt.Sprint(p.Hops) != "[[2 7] [3]]" {
		t.Errorf("got %v %v, %v, %v", p.Nodes, p.Hops, ok, err)
	}
	if d := g.Doubt(p); d != 0 {
		t.Errorf("the way has %d hops in doubt, want none", d)
	}
	p, ok, _ = g.Shortest(context.Background(), 0, 5, Filter{NoSuspected: true, NoDisputed: true, Kinds: []string{"Ownership"}})
	if !ok || fmt.Sprint(p.Nodes) != "[0 2 5]" {
		t.Errorf("without doubt: %v", p.Nodes)
	}
	if _, ok, _ = g.Shortest(context.Background(), 0, 5, Filter{Kinds: []string{"Family"}}); ok {
		t.Error("there is a way through kinds that are not there")
	}
	if _, ok, _ = g.Shortest(context.Background(), 5, 0, Filter{Along: true}); ok {
		t.Error("there is a way against the arrows")
	}
	for n := range g.Nodes {
		g.Nodes[n].Group = "claim"
	}
	g.Nodes[3].Group, g.Nodes[4].Group = "firm", "firm"
	if p, ok, _ = g.Shortest(context.Background(), 0, 5, Filter{Without: []ontology.Group{"claim"}}); !ok || fmt.Sprint(p.Nodes) != "[0 3 4 5]" {
		t.Errorf("without claims but for the ends: %v", p.Nodes)
	}
	if p, ok, _ = g.Shortest(context.Background(), 0, 5, Filter{Along: true}); !ok || p.Len() != 2 {
		t.Error("there is no way along the arrows")
	}
}

// Paths finds what a plain search without any pruning finds.
func TestPathsAreAllThereAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(t, "n")
		g := made(n, pairs(t, n)...)
		most := rapid.IntRange(1, 6).Draw(t, "most")
		f := Filter{Along: rapid.Bool().Draw(t, "along")}
		paths, more, err := g.Paths(context.Background(), 0, n-1, f, most, 1<<20)
		if err != nil || more {
			t.Fatalf("more %v, %v", more, err)
		}
		found := map[string]bool{}
		last := 0
		for _, p := range paths {
			k := fmt.Sprint(p.Nodes)
			if found[k] || p.Len() < last || p.Len() != len(p.Nodes)-1 {
				t.Fatalf("%s comes twice or out of order", k)
			}
			found[k], last = true, p.Len()
		}
		var plain func(way []int)
		count := 0
		plain = func(way []int) {
			at := way[len(way)-1]
			if at == n-1 {
				count++
				if !found[fmt.Sprint(way)] {
					t.Fatalf("%v is missing", way)
				}
				return
			}
			if len(way) > most {
				return
			}
			for next := range n {
				joined := slices.ContainsFunc(g.Edges, func(e Edge) bool {
					return e.From == at && e.To == next || !f.Along && e.From == next && e.To == at
				})
				if joined && !slices.Contains(way, next) {
					plain(append(slices.Clone(way), next))
				}
			}
		}
		plain([]int{0})
		if count != len(paths) {
			t.Fatalf("%d ways, want %d", len(paths), count)
		}
		p, ok, _ := g.Shortest(context.Background(), 0, n-1, f)
		if ok && p.Len() <= most && p.Len() != paths[0].Len() || !ok && count > 0 {
			t.Fatalf("the shortest way has %d hops", p.Len())
		}
	})
}

func TestPathsStop(t *testing.T) {
	var all [][2]int
	for x := range 40 {
		for y := range x {
			all = append(all, [2]int{x, y})
		}
	}
	g := made(40, all...)
	paths, more, err := g.Paths(context.Background(), 0, 39, Filter{}, 30, 5)
	if len(paths) != 5 || !more || err != nil {
		t.Errorf("%d ways, more %v, %v", len(paths), more, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := g.Paths(ctx, 0, 39, Filter{}, 30, 1<<30); err == nil {
		t.Error("a search that was told to stop went on")
	}
	if _, _, err := g.Betweenness(ctx, Filter{}); err == nil {
		t.Error("a measure that was told to stop went on")
	}
	if _, _, err := g.Communities(ctx, Filter{}); err == nil {
		t.Error("grouping that was told to stop went on")
	}
}

// undirected gives the same graph to gonum, which is the judge here.
func undirected(g *Graph) *simple.UndirectedGraph {
	u := simple.NewUndirectedGraph()
	for i := range g.Nodes {
		u.AddNode(simple.Node(i))
	}
	for _, e := range g.Edges {
		u.SetEdge(simple.Edge{F: simple.Node(e.From), T: simple.Node(e.To)})
	}
	return u
}

func TestMeasuresAgreeWithGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "n")
		var all [][2]int
		if n > 1 {
			all = pairs(t, n)
		}
		g := made(n, all...)
		u := undirected(g)
		score, exact, err := g.Betweenness(context.Background(), Filter{})
		if err != nil || !exact {
			t.Fatal(exact, err)
		}
		for i, v := range score {
			if w := gonum.Betweenness(u)[int64(i)] / 2; math.Abs(v-w) > 1e-9 {
				t.Fatalf("betweenness of %d is %v, want %v", i, v, w)
			}
		}
		of, parts := g.Components(Filter{})
		if want := topo.ConnectedComponents(u); len(want) != parts {
			t.Fatalf("%d parts, want %d", parts, len(want))
		} else {
			for _, part := range want {
				for _, x := range part {
					if of[x.ID()] != of[part[0].ID()] {
						t.Fatalf("%d and %d are apart", x.ID(), part[0].ID())
					}
				}
			}
		}
	})
}

func TestCommunitiesAreAsGoodAsGonums(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var all [][2]int
	const groups, size = 8, 25
	for x := range groups * size {
		for y := range x {
			chance := 0.01
			if x/size == y/size {
				chance = 0.3
			}
			if r.Float64() < chance {
				all = append(all, [2]int{x, y})
			}
		}
	}
	g := made(groups*size, all...)
	of, n, err := g.Communities(context.Background(), Filter{})
	if err != nil || n != groups {
		t.Fatalf("%d groups, want %d: %v", n, groups, err)
	}
	astray := 0
	for i := range of {
		if of[i] != of[i/size*size] {
			astray++
		}
	}
	if astray > 4 { // chance gives a few nodes more ties to others than to their own
		t.Errorf("%d nodes are not with their own", astray)
	}
	again, _, _ := g.Communities(context.Background(), Filter{})
	if !slices.Equal(of, again) {
		t.Error("the same graph gives other groups")
	}
	u := undirected(g)
	q := community.Q(u, gonumGroups(of, n), 1)
	best := 0.0
	for seed := range uint64(5) {
		best = max(best, community.Q(u, community.Modularize(u, 1, rand.NewPCG(seed, 1)).Communities(), 1))
	}
	if q < best-0.02 {
		t.Errorf("modularity %.3f, gonum reaches %.3f", q, best)
	}
}

func gonumGroups(of []int, n int) [][]graph.Node {
	all := make([][]graph.Node, n)
	for i, k := range of {
		all[k] = append(all[k], simple.Node(i))
	}
	return all
}

func TestBetweennessOfALargeGraphIsAnEstimate(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var all [][2]int
	for x := 1; x < 3000; x++ {
		all = append(all, [2]int{x, r.IntN(max(1, x/4))}, [2]int{x, r.IntN(x)})
	}
	g := made(3000, all...)
	full, exact, err := g.Betweenness(context.Background(), Filter{})
	if err != nil || !exact {
		t.Fatal(exact, err)
	}
	part, exact, err := g.betweenness(context.Background(), Filter{}, 6_000_000)
	if err != nil || exact {
		t.Fatal(exact, err)
	}
	top := func(score []float64) []int {
		order := make([]int, len(score))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(x, y int) int { return int(math.Copysign(1, score[y]-score[x])) })
		return order[:10]
	}
	both := 0
	for _, n := range top(part) {
		if slices.Contains(top(full), n) {
			both++
		}
	}
	if both < 8 {
		t.Errorf("only %d of the ten most central nodes are found", both)
	}
}

func TestAroundCounts(t *testing.T) {
	g := made(5, [2]int{0, 1}, [2]int{0, 1}, [2]int{0, 2}, [2]int{3, 0}, [2]int{4, 3})
	got := fmt.Sprint(g.Around(0, Filter{}, nil))
	if want := "[{Ownership Owns false 2 3} {Ownership Owners true 1 1}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	got = fmt.Sprint(g.Around(0, Filter{}, func(n int) bool { return n == 1 }))
	if want := "[{Ownership Owners true 1 1} {Ownership Owns false 1 1}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := fmt.Sprint(g.Neighbours(0, "Ownership", true, Filter{}), g.Neighbours(0, "", false, Filter{})); got != "[3] [3 1 2]" {
		t.Errorf("neighbours %s", got)
	}
}
