package ownership

import (
	"math"
	"math/big"
	"slices"
)

// Through is the interest that counted parties have in each party when shares
// are multiplied along every way and added up, through cycles too: what is left
// when one walks from a firm to its owners again and again, each chosen by its
// share, and asks how often one arrives at a counted party. Bounds are rounded
// outwards, so that they may be wide and are never wrong.
type Through struct {
	Low  []float64 // at least
	High []float64 // at most, owners who are not recorded taken as not counted
	Open []float64 // at most, whoever they are
}

// LookThrough computes the interest in every party at once.
func LookThrough(g *Graph) *Through {
	n := len(g.Owners)
	t := &Through{Low: make([]float64, n), High: make([]float64, n), Open: make([]float64, n)}
	low := make([][]End, n)
	for a := range g.Owners {
		low[a], _ = lows(g.Owners[a], nil)
	}
	groups := components(g)
	iterate(g, groups, t.Low, func(a int) float64 { return down(g, low[a], a, t.Low) }, false, func(s Standing) bool { return s == Yes })
	iterate(g, groups, t.High, func(a int) float64 { return up(g, low[a], a, t.High, false) }, true, func(s Standing) bool { return s != No })
	iterate(g, groups, t.Open, func(a int) float64 { return up(g, low[a], a, t.Open, g.Open[a]) }, true, func(s Standing) bool { return s != No })
	for a := range t.Low {
		// A least interest and a most cross only by rounding.
		t.High[a] = math.Max(t.High[a], t.Low[a])
		t.Open[a] = math.Max(t.Open[a], t.High[a])
	}
	return t
}

// rounds is how often a cycle is gone around at most. Each round's value is a
// right bound; more rounds bring it nearer.
const rounds = 400

// iterate walks the components from owners to owned. From above it begins with the whole, so
// that every value on the way is a right upper bound; from below with nothing.
func iterate(g *Graph, groups [][]int, x []float64, next func(int) float64, above bool, counted func(Standing) bool) {
	for _, group := range groups {
		round := len(group) > 1 || ownsItself(g, group[0])
		for _, a := range group {
			if counted(g.Counted[a]) || above && round {
				x[a] = 1
			}
		}
		for range rounds {
			moved := 0.0
			for _, a := range group {
				if counted(g.Counted[a]) {
					continue
				}
				y := next(a)
				if above {
					if round {
						y = math.Min(y, x[a])
					}
				} else {
					y = math.Max(y, x[a])
				}
				moved = math.Max(moved, math.Abs(y-x[a]))
				x[a] = y
			}
			if moved < 1e-13 || !round {
				break
			}
		}
	}
}

func ownsItself(g *Graph, a int) bool {
	return slices.ContainsFunc(g.Owners[a], func(h Holding) bool { return h.Owner == a })
}

// outward is the relative room left for rounding a sum of k products.
func outward(k int) float64 { return float64(2*k+4) * 0x1p-52 }

// down is the least interest in a party, given those in its owners.
func down(g *Graph, low []End, a int, x []float64) float64 {
	sum := 0.0
	for i, h := range g.Owners[a] {
		sum += low[i].value.float() * x[h.Owner]
	}
	return math.Max(sum*(1-outward(len(low))), 0)
}

// up is the most: what is certain of each owner, and what is free beyond that
// to those in whom the interest is greatest.
func up(g *Graph, low []End, a int, x []float64, open bool) float64 {
	type slack struct{ room, x float64 }
	var few [8]slack
	free := few[:0]
	sum, left := 0.0, 1.0
	for i, h := range g.Owners[a] {
		l := low[i].value.float()
		sum += l * x[h.Owner]
		left -= l
		if room := h.Any.value.float() - l; room > 0 {
			free = append(free, slack{room, x[h.Owner]})
		}
	}
	left = math.Max(left, 0) + outward(len(low))
	slices.SortFunc(free, func(p, q slack) int {
		switch {
		case p.x > q.x:
			return -1
		case p.x < q.x:
			return 1
		}
		return 0
	})
	if open {
		return math.Min((sum+left)*(1+outward(len(low))), 1)
	}
	for _, f := range free {
		take := math.Min(f.room*(1+0x1p-50), left)
		sum += take * f.x
		left -= take
	}
	if sum == 0 {
		return 0
	}
	return math.Min(sum*(1+outward(2*len(low)))+0x1p-60, 1)
}

// components are the cycles of a graph, each party in one, owners before what
// they own (Tarjan's algorithm, without recursion: a stranger's chain can be
// as long as the case).
func components(g *Graph) [][]int {
	n := len(g.Owners)
	index, lowest, on := make([]int32, n), make([]int32, n), make([]bool, n)
	var stack []int
	var groups [][]int
	type frame struct{ a, next int }
	var calls []frame
	count := int32(0)
	open := func(a int) {
		count++
		index[a], lowest[a] = count, count
		on[a] = true
		stack = append(stack, a)
		calls = append(calls, frame{a: a})
	}
	for root := range n {
		if index[root] != 0 {
			continue
		}
		open(root)
		for len(calls) > 0 {
			f := &calls[len(calls)-1]
			if f.next < len(g.Owners[f.a]) {
				o := g.Owners[f.a][f.next].Owner
				f.next++
				if index[o] == 0 {
					open(o)
				} else if on[o] {
					lowest[f.a] = min(lowest[f.a], index[o])
				}
				continue
			}
			a := f.a
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				p := calls[len(calls)-1].a
				lowest[p] = min(lowest[p], lowest[a])
			}
			if lowest[a] != index[a] {
				continue
			}
			var group []int
			for {
				o := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				on[o] = false
				group = append(group, o)
				if o == a {
					break
				}
			}
			groups = append(groups, group)
		}
	}
	return groups
}

// Exact gives the interest in one party as exact numbers, where the cycles above
// it are small enough to be worked out; ok is false otherwise.
func Exact(g *Graph, of int) (low, high, open *big.Rat, ok bool) {
	keep := ancestors(g, of)
	for _, group := range components(g) {
		if keep[group[0]] && len(group) > mostExact {
			return nil, nil, nil, false
		}
	}
	x := solver{g: g, keep: keep}
	return x.least(of), x.most(of, false), x.most(of, true), true
}

// mostExact is the largest cycle that is worked out exactly: numerators grow with it.
const mostExact = 24

func ancestors(g *Graph, of int) []bool {
	keep := make([]bool, len(g.Owners))
	keep[of] = true
	queue := []int{of}
	for len(queue) > 0 {
		a := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, h := range g.Owners[a] {
			if !keep[h.Owner] {
				keep[h.Owner] = true
				queue = append(queue, h.Owner)
			}
		}
	}
	return keep
}
