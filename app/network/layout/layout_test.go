package layout

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"redthread/app/network/layout/quality"
)

func mustRun(t testing.TB, k Kind, g Graph, o Options) []Point {
	t.Helper()
	at, err := Run(context.Background(), k, g, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(at) != g.N {
		t.Fatalf("%s gives %d places for %d nodes", k, len(at), g.N)
	}
	for i, p := range at {
		if !finite(p.X) || !finite(p.Y) {
			t.Fatalf("%s puts node %d at %v", k, i, p)
		}
	}
	return at
}

// drawn is any graph, with loops, doubles and lone nodes.
func drawn(t *rapid.T) Graph {
	g := Graph{N: rapid.IntRange(1, 60).Draw(t, "nodes")}
	for range rapid.IntRange(0, 120).Draw(t, "edges") {
		g.Edges = append(g.Edges, Edge{
			From: int32(rapid.IntRange(0, g.N-1).Draw(t, "from")), To: int32(rapid.IntRange(0, g.N-1).Draw(t, "to")),
			Weight: rapid.SampledFrom([]float32{0, 1, 5}).Draw(t, "weight"),
		})
	}
	return g
}

// options are any that fit a graph.
func options(t *rapid.T, g Graph) Options {
	o := Options{
		Seed: rapid.Uint64().Draw(t, "seed"), Root: rapid.IntRange(-1, g.N-1).Draw(t, "root"), Fresh: rapid.Bool().Draw(t, "fresh"),
		Spacing: rapid.SampledFrom([]float32{0, 1, 150}).Draw(t, "spacing"),
	}
	if rapid.Bool().Draw(t, "placed") {
		o.Start, o.Placed, o.Pinned = make([]Point, g.N), make([]bool, g.N), make([]bool, g.N)
		for i := range g.N {
			o.Start[i] = Point{rapid.Float32Range(-1000, 1000).Draw(t, "x"), rapid.Float32Range(-1000, 1000).Draw(t, "y")}
			o.Placed[i] = rapid.Bool().Draw(t, "is placed")
			o.Pinned[i] = rapid.IntRange(0, 3).Draw(t, "pin") == 0
		}
	}
	if rapid.Bool().Draw(t, "dated") {
		o.Date = make([]float64, g.N)
		for i := range o.Date {
			o.Date[i] = rapid.SampledFrom([]float64{math.NaN(), 0, 17000, 17001, 18000}).Draw(t, "date")
		}
	}
	if rapid.Bool().Draw(t, "sized") {
		o.Size, o.Width = make([]float32, g.N), make([]float32, g.N)
		for i := range o.Size {
			o.Size[i] = rapid.Float32Range(0, 30).Draw(t, "size")
			o.Width[i] = rapid.Float32Range(0, 300).Draw(t, "width")
		}
	}
	return o
}

func TestEveryLayoutIsDeterministicAndKeepsPins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawn(t)
		o := options(t, g)
		for _, k := range Kinds() {
			first, err := Run(context.Background(), k, g, o)
			if err != nil {
				t.Fatal(err)
			}
			watched := o
			frames := 0
			watched.Progress = func(at []Point, share float64) {
				frames++
				if len(at) != g.N || share < 0 || share > 1 {
					t.Fatalf("%s shows %d places at %v", k, len(at), share)
				}
				for i := range at {
					if o.pinned(i) && at[i] != o.Start[i] {
						t.Fatalf("%s shows pinned node %d elsewhere", k, i)
					}
				}
			}
			again, err := Run(context.Background(), k, g, watched)
			if err != nil || !slices.Equal(first, again) {
				t.Fatalf("%s: the same seed gives another picture: %v", k, err)
			}
			if frames == 0 {
				t.Fatalf("%s shows nothing", k)
			}
			for i, p := range first {
				if !finite(p.X) || !finite(p.Y) {
					t.Fatalf("%s puts node %d at %v", k, i, p)
				}
				if o.pinned(i) && p != o.Start[i] {
					t.Fatalf("%s moved pinned node %d from %v to %v", k, i, o.Start[i], p)
				}
			}
		}
	})
}

// A graph large enough to be shared between cores, and laid out level by level.
func TestALargeGraphIsDeterministicAndKeepsPins(t *testing.T) {
	g := sociable(3000, 1)
	o := Options{Seed: 7, Effort: 0.3}
	free := mustRun(t, Force, g, o)
	if !slices.Equal(free, mustRun(t, Force, g, o)) {
		t.Error("the same seed gives another picture")
	}
	o.Seed = 8
	if slices.Equal(free, mustRun(t, Force, g, o)) {
		t.Error("another seed gives the same picture")
	}
	o.Start, o.Pinned, o.Fresh = free, make([]bool, g.N), true
	for i := 0; i < g.N; i += 17 {
		o.Pinned[i] = true
	}
	for i, p := range mustRun(t, Force, g, o) {
		if o.Pinned[i] && p != free[i] {
			t.Fatalf("pinned node %d moved", i)
		}
	}
}

func TestQualityOfForce(t *testing.T) {
	for _, c := range []struct {
		name      string
		g         Graph
		near      float64 // at least
		variation float64 // at most
	}{
		{"mesh", mesh(30), 0.75, 0.25},
		{"tree", pine(900, 5, 1), 0.5, 0.85},
		{"groups", sociable(1500, 1), 0.12, 0.75},
		{"ring", ring(1000, 1), 0.15, 0.85},
		{"grown", grown(600, 1), 0.05, 0.6},
	} {
		at := mustRun(t, Force, c.g, Options{Seed: 1})
		q, e := measured(at, c.g)
		near, variation := quality.Neighbourhood(q, e, 2, 0), quality.Variation(q, e)
		if near < c.near || variation > c.variation {
			t.Errorf("%s: neighbourhoods are kept by %.2f, want %.2f; lengths vary by %.2f, want %.2f", c.name, near, c.near, variation, c.variation)
		}
	}
}

func measured(at []Point, g Graph) ([]quality.Point, [][2]int32) {
	q, e := make([]quality.Point, len(at)), make([][2]int32, len(g.Edges))
	for i, p := range at {
		q[i] = quality.Point{X: float64(p.X), Y: float64(p.Y)}
	}
	for i, k := range g.Edges {
		e[i] = [2]int32{k.From, k.To}
	}
	return q, e
}

func variation(q []quality.Point, e [][2]int32) float64 { return quality.Variation(q, e) }

func TestAddingNodesMovesTheOthersLittle(t *testing.T) {
	g := sociable(400, 3)
	before := mustRun(t, Force, g, Options{Seed: 1})
	grow := func(more int) (Graph, Options) {
		h := Graph{N: g.N + more, Edges: slices.Clone(g.Edges)}
		for i := range more {
			h.Edges = append(h.Edges, Edge{From: 5, To: int32(g.N + i)})
		}
		o := Options{Seed: 1, Start: append(slices.Clone(before), make([]Point, more)...), Placed: make([]bool, h.N)}
		for i := range g.N {
			o.Placed[i] = true
		}
		return h, o
	}
	for _, more := range []int{0, 1, 40} {
		h, o := grow(more)
		after := mustRun(t, Force, h, o)
		var sum, most float64
		for i := range before {
			d := math.Hypot(float64(after[i].X-before[i].X), float64(after[i].Y-before[i].Y))
			sum += d
			most = max(most, d)
		}
		mean := sum / float64(g.N)
		if mean > 0.1*DefaultSpacing || most > 1.5*DefaultSpacing {
			t.Errorf("with %d more the others move %.0f in the mean and %.0f at most", more, mean, most)
		}
		for i := range more {
			d := math.Hypot(float64(after[g.N+i].X-after[5].X), float64(after[g.N+i].Y-after[5].Y))
			if d > 8*DefaultSpacing || d < 1 {
				t.Errorf("new node %d stands %.0f from its neighbour", i, d)
			}
		}
	}
}

func TestEveryLayoutStops(t *testing.T) {
	g := sociable(20000, 1)
	for _, k := range Kinds() {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		start := time.Now()
		at, err := Run(ctx, k, g, Options{})
		if err == nil || len(at) != g.N {
			t.Errorf("%s, told to stop, gives %d places and %v", k, len(at), err)
		}
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s took %s to stop", k, took)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	frames := 0
	at, err := Run(ctx, Force, g, Options{Progress: func([]Point, float64) {
		if frames++; frames == 3 {
			cancel()
		}
	}})
	if err == nil || len(at) != g.N || frames < 3 {
		t.Errorf("stopped on its way: %d places, %v, %d frames", len(at), err, frames)
	}
}

func TestWrongArgumentsAreRefused(t *testing.T) {
	two := Graph{N: 2, Edges: []Edge{{From: 0, To: 1}}}
	nan := float32(math.NaN())
	for name, c := range map[string]struct {
		k Kind
		g Graph
		o Options
	}{
		"kind":    {"spiral", two, Options{}},
		"edge":    {Force, Graph{N: 1, Edges: []Edge{{From: 0, To: 1}}}, Options{}},
		"start":   {Force, two, Options{Start: make([]Point, 3)}},
		"pins":    {Force, two, Options{Pinned: make([]bool, 2)}},
		"place":   {Force, two, Options{Start: []Point{{X: nan}, {}}}},
		"pinned":  {Force, two, Options{Start: []Point{{X: nan}, {}}, Placed: make([]bool, 2), Pinned: []bool{true, false}}},
		"spacing": {Force, two, Options{Spacing: -1}},
		"root":    {Radial, two, Options{Root: 2}},
	} {
		if _, err := Run(context.Background(), c.k, c.g, c.o); err == nil {
			t.Errorf("a wrong %s is not refused", name)
		}
	}
	for _, k := range Kinds() {
		if at, err := Run(context.Background(), k, Graph{}, Options{Root: -1}); err != nil || len(at) != 0 {
			t.Errorf("%s of nothing: %v, %v", k, at, err)
		}
	}
}

func TestPartsDoNotOverlap(t *testing.T) {
	g := registry(1200, 2)
	at := mustRun(t, Force, g, Options{Seed: 1})
	of, n := adjacent(g).components()
	if n < 3 {
		t.Fatalf("the graph has %d parts", n)
	}
	for i := range at {
		for j := range i {
			if of[i] != of[j] && math.Hypot(float64(at[i].X-at[j].X), float64(at[i].Y-at[j].Y)) < 0.3*DefaultSpacing {
				t.Fatalf("nodes %d and %d of two parts stand on each other", i, j)
			}
		}
	}
}

func TestNodesWithSizesAreApart(t *testing.T) {
	g := sociable(300, 5)
	o := Options{Seed: 1, Size: make([]float32, g.N)}
	for i := range o.Size {
		o.Size[i] = 10 + float32(i%3)*10
	}
	at := mustRun(t, Force, g, o)
	on := 0
	for i := range at {
		for j := range i {
			if math.Hypot(float64(at[i].X-at[j].X), float64(at[i].Y-at[j].Y)) < float64(o.Size[i]+o.Size[j]) {
				on++
			}
		}
	}
	if on > 0 {
		t.Errorf("%d pairs of nodes stand on each other", on)
	}
}

func TestAStepAllocatesNothing(t *testing.T) {
	a := adjacent(sociable(5000, 1))
	c := newCrew()
	defer c.dismiss()
	s := newSim(a, dense, newTree(a.n(), c))
	for i := range s.x {
		s.x[i], s.y[i] = 100*chance(1, uint64(2*i)), 100*chance(1, uint64(2*i+1))
	}
	s.step(1)
	if n := testing.AllocsPerRun(10, func() { s.step(0.1) }); n > 0 {
		t.Errorf("a step allocates %v times", n)
	}
}

func ExampleRun() {
	chain := Graph{N: 3, Edges: []Edge{{From: 0, To: 1}, {From: 1, To: 2}}}
	at, err := Run(context.Background(), Layered, chain, Options{Spacing: 100})
	fmt.Println(at, err)
	// Output: [{0 -130} {0 0} {0 130}] <nil>
}
