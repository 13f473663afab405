package ownership

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// The slow solver tries every extreme way in which the shares can be what they
// are said to be, and follows each of them with plain loops. It shares nothing
// with the solver but the input.

// eps is a number with an infinitely small part, so that "more than 25%" is 25%
// and a little.
type eps struct {
	v *big.Rat
	e int
}

func (x eps) add(y eps) eps { return eps{new(big.Rat).Add(x.v, y.v), x.e + y.e} }
func (x eps) sub(y eps) eps { return eps{new(big.Rat).Sub(x.v, y.v), x.e - y.e} }
func (x eps) cmp(y eps) int {
	if c := x.v.Cmp(y.v); c != 0 {
		return c
	}
	return x.e - y.e
}

func lowOf(e End) eps {
	if e.Strict {
		return eps{e.Value(), 1}
	}
	return eps{e.Value(), 0}
}

func highOf(e End) eps {
	if e.Strict {
		return eps{e.Value(), -1}
	}
	return eps{e.Value(), 0}
}

// way is one way the shares of an asset can be: of each owner, and of owners
// who are not recorded, at the end.
type way []eps

// waysOf lists the extreme ones: filled up to the upper ends in every order, as far
// as the whole allows, and all of them empty.
func waysOf(g *Graph, t *Test, a int, w World) []way {
	n := len(g.Owners[a])
	base := make(way, n+1)
	left := eps{big.NewRat(1, 1), 0}
	for i, h := range g.Owners[a] {
		base[i] = lowOf(h.Low)
		left = left.sub(base[i])
	}
	base[n] = eps{new(big.Rat), 0}
	ways := []way{append(way{}, base...)}
	if w == Certain {
		return ways
	}
	upper := make([]eps, n+1)
	for i, h := range g.Owners[a] {
		upper[i] = highOf(h.Any)
		if w == Stated && t.Threshold.Sign() > 0 {
			upper[i] = highOf(h.High)
		}
		if upper[i].cmp(base[i]) < 0 {
			upper[i] = base[i]
		}
	}
	upper[n] = eps{new(big.Rat), 0}
	fill := n
	if w == Open && g.Open[a] {
		upper[n] = eps{big.NewRat(1, 1), 0}
		fill = n + 1
	}
	var order func(done []int)
	order = func(done []int) {
		if len(done) == fill {
			full, rest := append(way{}, base...), left
			for _, i := range done {
				take := upper[i].sub(base[i])
				if rest.cmp(take) < 0 {
					take = rest
				}
				if take.cmp(eps{new(big.Rat), 0}) > 0 {
					full[i], rest = full[i].add(take), rest.sub(take)
				}
			}
			ways = append(ways, full)
			return
		}
		for i := range fill {
			seen := false
			for _, d := range done {
				seen = seen || d == i
			}
			if !seen {
				order(append(done[:len(done):len(done)], i))
			}
		}
	}
	order(nil)
	return ways
}

// everyWay calls f with every combination.
func everyWay(g *Graph, t *Test, w World, f func(all []way)) {
	choices := make([][]way, len(g.Owners))
	for a := range g.Owners {
		choices[a] = waysOf(g, t, a, w)
	}
	all := make([]way, len(g.Owners))
	var pick func(a int)
	pick = func(a int) {
		if a == len(all) {
			f(all)
			return
		}
		for _, c := range choices[a] {
			all[a] = c
			pick(a + 1)
		}
	}
	pick(0)
}

func slowCounted(s Standing, w World) bool { return s == Yes || s == Perhaps && w > Certain }

// slowLayers follows the layers until nothing changes.
func slowLayers(g *Graph, t *Test, w World, all []way) []bool {
	counts := make([]bool, len(g.Owners))
	for p, s := range g.Counted {
		counts[p] = slowCounted(s, w)
	}
	for changed := true; changed; {
		changed = false
		for a := range g.Owners {
			if counts[a] {
				continue
			}
			sum := all[a][len(g.Owners[a])] // owners who are not recorded
			for i, h := range g.Owners[a] {
				if counts[h.Owner] {
					sum = sum.add(all[a][i])
				}
			}
			c := sum.cmp(eps{t.Threshold, 0})
			now := c > 0 || c == 0 && !t.More
			if t.More && sum.v.Cmp(t.Threshold) == 0 && w > Certain {
				now = false // only by an infinitely small part: nothing that is stated
			}
			if t.Control {
				for _, k := range g.Controls[a] {
					now = now || counts[k.By] && (k.Certain || w > Certain)
				}
			}
			if now {
				counts[a], changed = true, true
			}
		}
	}
	return counts
}

// slowThrough solves the interests by elimination over the whole graph.
func slowThrough(g *Graph, w World, all []way) []*big.Rat {
	n := len(g.Owners)
	x := make([]*big.Rat, n)
	leads := make([]bool, n)
	for p, s := range g.Counted {
		x[p] = new(big.Rat)
		if leads[p] = slowCounted(s, w); leads[p] {
			x[p].SetInt64(1)
		}
	}
	for range n {
		for a := range g.Owners {
			leads[a] = leads[a] || all[a][len(g.Owners[a])].v.Sign() > 0
			for i, h := range g.Owners[a] {
				leads[a] = leads[a] || leads[h.Owner] && all[a][i].v.Sign() > 0
			}
		}
	}
	var rows [][]*big.Rat
	var unknown []int
	for a := range g.Owners {
		if leads[a] && !slowCounted(g.Counted[a], w) {
			unknown = append(unknown, a)
		}
	}
	at := map[int]int{}
	for i, a := range unknown {
		at[a] = i
	}
	for _, a := range unknown {
		row := make([]*big.Rat, len(unknown)+1)
		for i := range row {
			row[i] = new(big.Rat)
		}
		row[at[a]].SetInt64(1)
		row[len(unknown)].Set(all[a][len(g.Owners[a])].v)
		for i, h := range g.Owners[a] {
			if slowCounted(g.Counted[h.Owner], w) {
				row[len(unknown)].Add(row[len(unknown)], all[a][i].v)
			} else if j, ok := at[h.Owner]; ok {
				row[j].Sub(row[j], all[a][i].v)
			}
		}
		rows = append(rows, row)
	}
	for i := range rows { // Gauss and Jordan
		p := i
		for rows[p][i].Sign() == 0 {
			p++
		}
		rows[i], rows[p] = rows[p], rows[i]
		for k := range rows {
			if k == i || rows[k][i].Sign() == 0 {
				continue
			}
			f := new(big.Rat).Quo(rows[k][i], rows[i][i])
			for j := range rows[k] {
				rows[k][j] = new(big.Rat).Sub(rows[k][j], new(big.Rat).Mul(f, rows[i][j]))
			}
		}
	}
	for i, a := range unknown {
		x[a] = new(big.Rat).Quo(rows[i][len(unknown)], rows[i][i])
	}
	return x
}

// smallGraph makes a graph of a few parties, cycles and owners of themselves
// among them, in few enough ways that all can be tried.
func smallGraph(r *rand.Rand) *Graph {
	n := 2 + r.IntN(3)
	g := &Graph{Owners: make([][]Holding, n), Controls: make([][]Control, n), Counted: make([]Standing, n), Open: make([]bool, n)}
	ways := 1
	for a := range n {
		if r.IntN(4) == 0 {
			g.Counted[a] = Standing(1 + r.IntN(2))
		}
		if r.IntN(8) == 0 {
			g.Controls[a] = append(g.Controls[a], Control{By: r.IntN(n), Certain: r.IntN(2) == 0})
		}
		left := int64(12)
		seen := map[int]bool{}
		loose := 0
		for range r.IntN(4) {
			o := r.IntN(n)
			if seen[o] {
				continue
			}
			seen[o] = true
			low := r.Int64N(left + 1)
			high := low
			strictLow, strictHigh := false, false
			if r.IntN(2) == 0 && ways < 5 {
				high = low + r.Int64N(13-low)
				loose++
			}
			anyHigh := high
			if r.IntN(5) == 0 && ways < 5 {
				anyHigh = 12
				loose++
			}
			if anyHigh > low {
				strictLow = r.IntN(4) == 0
			}
			if high > low {
				strictHigh = r.IntN(4) == 0
			}
			left -= low
			if strictLow && left == 0 {
				strictLow = false
			}
			g.Owners[a] = append(g.Owners[a], Holding{
				Owner: o, Low: EndAt(big.NewRat(low, 12), strictLow), High: EndAt(big.NewRat(high, 12), strictHigh),
				Any: EndAt(big.NewRat(anyHigh, 12), strictHigh && anyHigh == high),
			})
		}
		g.Open[a] = r.IntN(2) == 0 && ways < 5
		if loose > 0 || g.Open[a] {
			ways *= 1 + len(g.Owners[a])
		}
		// Strict bounds that fill the whole contradict each other; registers do not print them.
		tight := new(big.Rat)
		strict := false
		for _, h := range g.Owners[a] {
			tight.Add(tight, h.Low.Value())
			strict = strict || h.Low.Strict
		}
		if strict && tight.Cmp(big.NewRat(1, 1)) == 0 {
			for i := range g.Owners[a] {
				g.Owners[a][i].Low.Strict = false
			}
		}
	}
	return g
}

func randomTest(r *rand.Rand) *Test {
	threshold := int64([]int{6, 6, 4, 3, 0}[r.IntN(5)])
	return &Test{Threshold: big.NewRat(threshold, 12), More: threshold == 0 || r.IntN(2) == 0, Control: r.IntN(2) == 0}
}

func TestSolversAgreeWithTheSlowOne(t *testing.T) {
	const graphs = 10000
	for seed := range uint64(graphs) {
		r := rand.New(rand.NewPCG(seed, 7))
		g, test := smallGraph(r), randomTest(r)
		l := Solve(g, test)
		through := LookThrough(g)
		n := len(g.Owners)
		exacts := make([][worlds]*big.Rat, n)
		for a := range n {
			low, high, open, ok := Exact(g, a)
			if !ok {
				t.Fatalf("graph %d: no exact answer", seed)
			}
			exacts[a] = [worlds]*big.Rat{Certain: low, Recorded: high, Open: open}
		}
		for w := Certain; w < worlds; w++ {
			may := make([]bool, n)
			best := make([]*big.Rat, n)
			everyWay(g, test, w, func(all []way) {
				counts := slowLayers(g, test, w, all)
				var x []*big.Rat
				if w != Stated {
					x = slowThrough(g, w, all)
				}
				for a := range n {
					may[a] = may[a] || counts[a]
					if x != nil && (best[a] == nil || x[a].Cmp(best[a]) > 0) {
						best[a] = x[a]
					}
				}
			})
			for a := range n {
				if l.Counts(a, w) != may[a] {
					t.Fatalf("graph %d, world %d, party %d: counts %v, the slow solver says %v\n%+v\n%+v", seed, w, a, l.Counts(a, w), may[a], g, test)
				}
				if w == Stated {
					continue
				}
				exact, float, above := exacts[a][w], through.Low[a], w != Certain
				switch w {
				case Recorded:
					float = through.High[a]
				case Open:
					float = through.Open[a]
				}
				if exact.Cmp(best[a]) != 0 {
					t.Fatalf("graph %d, world %d, party %d: interest %s, the slow solver says %s\n%+v", seed, w, a, exact.RatString(), best[a].RatString(), g)
				}
				bound := new(big.Rat).SetFloat64(float)
				if c := bound.Cmp(best[a]); above && c < 0 || !above && c > 0 {
					t.Fatalf("graph %d, world %d, party %d: the bound %v is wrong, the interest is %s", seed, w, a, float, best[a].RatString())
				}
			}
		}
	}
}
