package layout

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// cross tells whether two lines cross between their ends.
func cross(a, b, c, d Point) bool {
	side := func(p, q, r Point) float64 {
		return float64(q.X-p.X)*float64(r.Y-p.Y) - float64(q.Y-p.Y)*float64(r.X-p.X)
	}
	const least = 1e-3
	s1, s2, s3, s4 := side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
	return s1*s2 < -least && s3*s4 < -least
}

func crossings(at []Point, g Graph) (n int) {
	for i, e := range g.Edges {
		for _, f := range g.Edges[:i] {
			if e.From != f.From && e.From != f.To && e.To != f.From && e.To != f.To && cross(at[e.From], at[e.To], at[f.From], at[f.To]) {
				n++
			}
		}
	}
	return n
}

func TestLayeredRunsDownAndCrossesNothingOnTrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := pine(rapid.IntRange(2, 120).Draw(t, "nodes"), rapid.IntRange(2, 9).Draw(t, "most below one"), rapid.Uint64().Draw(t, "seed"))
		o := Options{Width: make([]float32, g.N)}
		for i := range o.Width {
			o.Width[i] = rapid.Float32Range(40, 200).Draw(t, "width")
		}
		at, err := Run(t.Context(), Layered, g, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range g.Edges {
			if at[e.From].Y >= at[e.To].Y {
				t.Fatalf("the edge from %d to %d does not run down", e.From, e.To)
			}
		}
		if n := crossings(at, g); n > 0 {
			t.Fatalf("%d crossings on a tree", n)
		}
		for i := range at {
			for j := range i {
				if at[i].Y == at[j].Y && math.Abs(float64(at[i].X-at[j].X)) < float64(o.width(i)+o.width(j))/2-0.1 {
					t.Fatalf("nodes %d and %d overlap: %v %v", i, j, at[i], at[j])
				}
			}
		}
	})
}

func TestLayeredKeepsCrossingsFew(t *testing.T) {
	// Two holdings that own three firms each, one firm together, and a chain from top to bottom.
	g := Graph{N: 9}
	for _, e := range [][2]int32{{0, 2}, {0, 3}, {0, 4}, {1, 4}, {1, 5}, {1, 6}, {2, 7}, {3, 7}, {5, 8}, {6, 8}, {0, 7}, {1, 8}} {
		g.Edges = append(g.Edges, Edge{From: e[0], To: e[1]})
	}
	if n := crossings(mustRun(t, Layered, g, Options{}), g); n > 0 {
		t.Errorf("%d crossings where none is needed", n)
	}
	// A circle of owners still gives levels.
	ring := Graph{N: 3, Edges: []Edge{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}}}
	at := mustRun(t, Layered, ring, Options{})
	if at[0].Y >= at[1].Y || at[1].Y >= at[2].Y {
		t.Errorf("a circle is drawn at %v", at)
	}
}

func TestLayeredLeavesWhatStandsInItsOrder(t *testing.T) {
	g := Graph{N: 5, Edges: []Edge{{From: 0, To: 1}, {From: 0, To: 2}, {From: 0, To: 3}}}
	start := []Point{{0, 0}, {300, 100}, {-50, 100}, {100, 100}, {0, 300}}
	at := mustRun(t, Layered, g, Options{Start: start})
	if !(at[2].X < at[3].X && at[3].X < at[1].X) {
		t.Errorf("the order from left to right was changed: %v", at)
	}
}

func TestRadialIsCentred(t *testing.T) {
	g := pine(80, 6, 2)
	for _, root := range []int{0, 17} {
		at := mustRun(t, Radial, g, Options{Root: root})
		a := adjacent(g)
		depth := make([]int, g.N)
		for i := range depth {
			depth[i] = -1
		}
		depth[root] = 0
		queue := []int{root}
		for len(queue) > 0 {
			i := queue[0]
			queue = queue[1:]
			for _, j := range a.to[a.start[i]:a.start[i+1]] {
				if depth[j] < 0 {
					depth[j] = depth[i] + 1
					queue = append(queue, int(j))
				}
			}
		}
		radius := map[int]float64{}
		for i := range at {
			r := math.Hypot(float64(at[i].X-at[root].X), float64(at[i].Y-at[root].Y))
			if first, seen := radius[depth[i]]; seen && math.Abs(r-first) > 0.5 {
				t.Fatalf("node %d, %d hops away, is %.1f from the middle and others %.1f", i, depth[i], r, first)
			}
			radius[depth[i]] = r
		}
		for d := 1; d < len(radius); d++ {
			if radius[d] < radius[d-1]+DefaultSpacing/2 {
				t.Errorf("ring %d has radius %.0f, the one inside it %.0f", d, radius[d], radius[d-1])
			}
		}
		if n := crossings(at, g); n > 0 {
			t.Errorf("%d crossings on a tree", n)
		}
	}
	start := make([]Point, g.N)
	start[3] = Point{500, 600}
	if at := mustRun(t, Radial, g, Options{Root: 3, Start: start}); math.Abs(float64(at[3].X-500)) > 0.01 || math.Abs(float64(at[3].Y-600)) > 0.01 {
		t.Errorf("the root went to %v", at[3])
	}
}

func TestGridIsInOrderAndApart(t *testing.T) {
	o := Options{Start: make([]Point, 10), Pinned: make([]bool, 10), Fresh: true}
	o.Pinned[4] = true
	at := mustRun(t, Grid, Graph{N: 10}, o)
	var rest []Point
	for i, p := range at {
		for _, q := range at[:i] {
			if math.Hypot(float64(p.X-q.X), float64(p.Y-q.Y)) < DefaultSpacing*0.99 {
				t.Errorf("%v and %v are too near", p, q)
			}
		}
		if i != 4 {
			rest = append(rest, p)
		}
	}
	if !slices.IsSortedFunc(rest, func(a, b Point) int {
		if a.Y != b.Y {
			return int(a.Y - b.Y)
		}
		return int(a.X - b.X)
	}) {
		t.Errorf("the order is lost: %v", rest)
	}
}

func TestTimelineGoesByDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawn(t)
		o := Options{Date: make([]float64, g.N), Width: make([]float32, g.N)}
		for i := range o.Date {
			o.Date[i] = rapid.SampledFrom([]float64{math.NaN(), 16000, 16500, 17000, 17001, 18000}).Draw(t, "date")
			o.Width[i] = rapid.Float32Range(30, 300).Draw(t, "width")
		}
		at, err := Run(t.Context(), Timeline, g, o)
		if err != nil {
			t.Fatal(err)
		}
		for i := range at {
			for j := range at {
				if o.Date[i] < o.Date[j] && at[i].X >= at[j].X || o.Date[i] == o.Date[j] && math.Abs(float64(at[i].X-at[j].X)) > 0.01 {
					t.Fatalf("days %v and %v stand at %v and %v", o.Date[i], o.Date[j], at[i].X, at[j].X)
				}
				if math.IsNaN(o.Date[i]) && !math.IsNaN(o.Date[j]) && at[i].Y <= at[j].Y {
					t.Fatalf("an undated node stands among the dated")
				}
				if i < j && at[i].Y == at[j].Y {
					left, right := i, j
					if at[left].X > at[right].X {
						left, right = right, left
					}
					if at[right].X-at[left].X < o.width(left)-0.1 {
						t.Fatalf("nodes %d and %d stand on each other: %v %v", i, j, at[i], at[j])
					}
				}
			}
		}
	})
}
