//go:build bench

package ownership

import (
	"math/big"
	"math/rand/v2"
	"testing"
	"time"
)

// randomGraph makes a graph of n parties and m holdings with cycles, fixed by its
// seed: one in a hundred listed, one share in five a range, one in ten unknown.
func randomGraph(n, m int) *Graph {
	r := rand.New(rand.NewPCG(2375, 18))
	g := &Graph{Owners: make([][]Holding, n), Controls: make([][]Control, n), Counted: make([]Standing, n), Open: make([]bool, n)}
	for a := range n {
		if r.IntN(100) == 0 {
			g.Counted[a] = Yes
		}
		g.Open[a] = r.IntN(2) == 0
	}
	left := make([]int64, n)
	for a := range left {
		left[a] = 10000
	}
	for made := 0; made < m; made++ {
		a := r.IntN(n)
		low := r.Int64N(left[a]/2 + 1)
		h := Holding{Owner: r.IntN(n), Low: EndAt(big.NewRat(low, 10000), false)}
		h.High = h.Low
		switch x := r.IntN(10); {
		case x < 2:
			h.High = EndAt(big.NewRat(low+r.Int64N(10001-low), 10000), false)
		case x == 2:
			h.Low = EndAt(new(big.Rat), true)
		}
		h.Any = h.High
		if h.Low.Strict {
			h.Any = EndAt(big.NewRat(1, 1), false)
		}
		left[a] -= low
		g.Owners[a] = append(g.Owners[a], h)
	}
	return g
}

func TestBenchOwnership(t *testing.T) {
	g := randomGraph(100_000, 300_000)
	start := time.Now()
	for _, r := range Rules() {
		Solve(g, &r.test)
	}
	layers := time.Since(start)
	start = time.Now()
	LookThrough(g)
	through := time.Since(start)
	ok := "met"
	if layers/time.Duration(len(Rules()))+through > 2*time.Second {
		ok = "MISSED"
	}
	t.Logf("BENCH | ownership of 100,000 parties, 300,000 holdings: one rule in four worlds, look-through | %.2f s | 2.00 s | %.2f | <= 1 | %s",
		(layers/time.Duration(len(Rules())) + through).Seconds(), (layers/time.Duration(len(Rules()))+through).Seconds()/2, ok)
	big := 0
	for _, c := range components(g) {
		big = max(big, len(c))
	}
	t.Logf("the largest cycle joins %d parties; layers of five rules %v, look-through %v", big, layers, through)
}
