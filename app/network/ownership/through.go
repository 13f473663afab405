package ownership

import (
	"cmp"
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
	f := flatten(g)
	groups := components(g)
	iterate(g, groups, t.Low, func(a int) float64 { return f.down(a, t.Low) }, false, func(s Standing) bool { return s == Yes })
	iterate(g, groups, t.High, func(a int) float64 { return f.up(a, t.High, false) }, true, func(s Standing) bool { return s != No })
	iterate(g, groups, t.Open, func(a int) float64 { return f.up(a, t.Open, g.Open[a]) }, true, func(s Standing) bool { return s != No })
	for a := range t.Low {
		// A least interest and a most cross only by rounding.
		t.High[a] = math.Max(t.High[a], t.Low[a])
		t.Open[a] = math.Max(t.Open[a], t.High[a])
	}
	return t
}

// flat is a graph as runs of numbers, one after the other in memory.
type flat struct {
	start     []int32 // of each asset's holdings, with one more at the end
	owner     []int32
	low, room []float64 // what is certain of a holding, and what may come to it
	left      []float64 // of each asset: what is certain of nobody
}

func flatten(g *Graph) *flat {
	n, m := len(g.Owners), 0
	for _, o := range g.Owners {
		m += len(o)
	}
	f := &flat{start: make([]int32, n+1), owner: make([]int32, 0, m), low: make([]float64, 0, m), room: make([]float64, 0, m), left: make([]float64, n)}
	var low []End
	for a, all := range g.Owners {
		low, _ = lows(all, low[:0])
		left := whole
		for i, h := range all {
			l := low[i].value
			left = left.sub(l)
			f.owner = append(f.owner, int32(h.Owner))
			f.low = append(f.low, l.float())
			f.room = append(f.room, math.Max(h.Any.value.sub(l).float()*(1+0x1p-50), 0))
		}
		f.left[a] = math.Max(left.float()*(1+0x1p-50), 0)
		f.start[a+1] = int32(len(f.owner))
	}
	return f
}

// rounds is how often a cycle is gone around at most, and near is when it is
// left. Each round's value is a right bound; more rounds bring it nearer.
const (
	rounds = 100
	near   = 1e-9
)

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
			if moved < near || !round {
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
func (f *flat) down(a int, x []float64) float64 {
	from, to := f.start[a], f.start[a+1]
	sum := 0.0
	for i := from; i < to; i++ {
		sum += f.low[i] * x[f.owner[i]]
	}
	return math.Max(sum*(1-outward(int(to-from))), 0)
}

// up is the most: what is certain of each owner, and what is free beyond that
// to those in whom the interest is greatest.
func (f *flat) up(a int, x []float64, open bool) float64 {
	from, to := f.start[a], f.start[a+1]
	sum, left := 0.0, f.left[a]
	loose := 0
	for i := from; i < to; i++ {
		sum += f.low[i] * x[f.owner[i]]
		if f.room[i] > 0 {
			loose++
		}
	}
	switch {
	case open:
		sum += left // whoever is not recorded may hold all of it
	case loose > 0 && left > 0:
		sum += f.fill(from, to, left, x)
	}
	if sum == 0 {
		return 0
	}
	return math.Min(sum*(1+outward(2*int(to-from)+2)), 1)
}

// fill gives what is free to the owners in whom the interest is greatest.
func (f *flat) fill(from, to int32, left float64, x []float64) float64 {
	var few [8]int32
	free := few[:0]
	for i := from; i < to; i++ {
		if f.room[i] > 0 {
			free = append(free, i)
		}
	}
	if len(free) > 1 {
		slices.SortFunc(free, func(i, j int32) int { return cmp.Compare(x[f.owner[j]], x[f.owner[i]]) })
	}
	sum := 0.0
	for _, i := range free {
		take := math.Min(f.room[i], left)
		sum += take * x[f.owner[i]]
		// What is left is rounded up, so that a bound stays one.
		left = math.Max(left-take, 0) + left*0x1p-52
	}
	return sum
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
