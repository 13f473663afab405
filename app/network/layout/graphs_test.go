package layout

import (
	"math/rand/v2"
	"slices"
)

// The graphs of tests and measurements, each fixed by its seed.

// grown is a graph in which new nodes tie themselves to those that have many
// ties already, three at a time, as in Barabási and Albert.
func grown(n int, seed uint64) Graph {
	r := rand.New(rand.NewPCG(seed, 1))
	g := Graph{N: n}
	var ends []int32
	for i := range int32(n) {
		for range min(3, int(i)) {
			j := r.Int32N(i)
			if len(ends) > 0 {
				j = ends[r.IntN(len(ends))]
			}
			if j != i {
				g.Edges = append(g.Edges, Edge{From: i, To: j})
			}
		}
		for _, e := range g.Edges[max(0, len(g.Edges)-3):] {
			if e.From == i {
				ends = append(ends, e.From, e.To)
			}
		}
	}
	return g
}

// sociable is a graph of groups of very different sizes, three edges a node, one
// in ten to another group.
func sociable(n int, seed uint64) Graph {
	r := rand.New(rand.NewPCG(seed, 2))
	g := Graph{N: n}
	for first := 0; first < n; {
		size := min(n-first, 8+int(12/max(0.05, r.Float64())))
		for i := first; i < first+size; i++ {
			for range 3 {
				j := first + r.IntN(size)
				if r.IntN(10) == 0 {
					j = r.IntN(n)
				}
				if j != i {
					g.Edges = append(g.Edges, Edge{From: int32(i), To: int32(j)})
				}
			}
		}
		first += size
	}
	return g
}

// mesh is a grid of rows and columns.
func mesh(side int) Graph {
	g := Graph{N: side * side}
	for y := range side {
		for x := range side {
			i := int32(y*side + x)
			if x > 0 {
				g.Edges = append(g.Edges, Edge{From: i - 1, To: i})
			}
			if y > 0 {
				g.Edges = append(g.Edges, Edge{From: i - int32(side), To: i})
			}
		}
	}
	return g
}

// ring is a circle in which everybody knows three on either side and one tie in
// twenty leads anywhere, as in Watts and Strogatz.
func ring(n int, seed uint64) Graph {
	r := rand.New(rand.NewPCG(seed, 3))
	g := Graph{N: n}
	for i := range n {
		for k := 1; k <= 3; k++ {
			j := (i + k) % n
			if r.IntN(20) == 0 {
				j = r.IntN(n)
			}
			if j != i {
				g.Edges = append(g.Edges, Edge{From: int32(i), To: int32(j)})
			}
		}
	}
	return g
}

// registry is like what a search in company registers brings: firms owned in
// trees, directors of several, addresses of which some are those of agents, and
// beside all that hangs together many small groups that do not.
func registry(n int, seed uint64) Graph {
	r := rand.New(rand.NewPCG(seed, 4))
	g := Graph{N: n}
	tie := func(x, y int) {
		if x != y {
			g.Edges = append(g.Edges, Edge{From: int32(x), To: int32(y)})
		}
	}
	most := n * 8 / 10
	firms, people := most*6/10, most*9/10
	group := 0
	for i := 1; i < firms; i++ {
		if r.IntN(12) == 0 {
			group = i // a firm that nobody is known to own
		} else {
			tie(max(group, i-1-r.IntN(6)), i)
		}
		if r.IntN(40) == 0 {
			tie(r.IntN(i), i)
		}
	}
	for i := firms; i < people; i++ {
		at := r.IntN(firms)
		for range 1 + int(1/max(0.08, r.Float64())) {
			tie(i, min(firms-1, at+r.IntN(12)))
			if r.IntN(12) == 0 {
				at = r.IntN(firms)
			}
		}
	}
	for i := people; i < most; i++ {
		at := r.IntN(firms)
		for range min(2+int(2/max(2e-3, r.Float64()*r.Float64())), n/100+2) {
			tie(min(firms-1, at+r.IntN(30)), i)
			if r.IntN(6) == 0 {
				at = r.IntN(firms)
			}
		}
	}
	for i := most; i < n; {
		size := min(n-i, 1+int(1/max(0.05, r.Float64())))
		for k := 1; k < size; k++ {
			tie(i+r.IntN(k), i+k)
			if r.IntN(4) == 0 {
				tie(i+r.IntN(size), i+k)
			}
		}
		i += size
	}
	return g
}

// pine is a tree in which nobody has more than so many below.
func pine(n, most int, seed uint64) Graph {
	r := rand.New(rand.NewPCG(seed, 5))
	g := Graph{N: n}
	kids := make([]int, n)
	open := []int32{0}
	for i := int32(1); i < int32(n); i++ {
		k := r.IntN(len(open))
		p := open[k]
		g.Edges = append(g.Edges, Edge{From: p, To: i})
		if kids[p]++; kids[p] == most {
			open = slices.Delete(open, k, k+1)
		}
		open = append(open, i)
	}
	return g
}
