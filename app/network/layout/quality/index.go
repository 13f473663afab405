package quality

import (
	"cmp"
	"slices"
)

// index finds the nearest nodes on the plane: a k-d tree over the order of nodes.
type index struct {
	at    []Point
	order []int32
	found []hit // a heap, the farthest on top
	most  int
}

type hit struct {
	far float64
	i   int32
}

func newIndex(at []Point) *index {
	x := &index{at: at, order: make([]int32, len(at))}
	for i := range x.order {
		x.order[i] = int32(i)
	}
	x.cut(0, len(at), 0)
	return x
}

// cut sorts the middle of a part to its place along one axis, and goes on with
// both halves along the other.
func (x *index) cut(from, to, axis int) {
	if to-from < 2 {
		return
	}
	mid := (from + to) / 2
	x.choose(from, to-1, mid, axis)
	x.cut(from, mid, 1-axis)
	x.cut(mid+1, to, 1-axis)
}

func (x *index) on(i int32, axis int) float64 {
	if axis == 0 {
		return x.at[i].X
	}
	return x.at[i].Y
}

// choose brings the node that belongs at position k there.
func (x *index) choose(lo, hi, k, axis int) {
	for lo < hi {
		pivot := x.on(x.order[(lo+hi)/2], axis)
		i, j := lo, hi
		for i <= j {
			for x.on(x.order[i], axis) < pivot {
				i++
			}
			for x.on(x.order[j], axis) > pivot {
				j--
			}
			if i <= j {
				x.order[i], x.order[j] = x.order[j], x.order[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return
		}
	}
}

// nearest gives the k nodes nearest to node i, without itself; of equally
// near ones those with smaller numbers.
func (x *index) nearest(i int32, k int) []int32 {
	x.found, x.most = x.found[:0], k
	x.search(0, len(x.order), 0, i)
	out := make([]int32, len(x.found))
	for n, h := range x.found {
		out[n] = h.i
	}
	slices.SortFunc(out, cmp.Compare)
	return out
}

func (x *index) search(from, to, axis int, i int32) {
	if from >= to {
		return
	}
	mid := (from + to) / 2
	p := x.order[mid]
	if p != i {
		dx, dy := x.at[p].X-x.at[i].X, x.at[p].Y-x.at[i].Y
		x.offer(hit{dx*dx + dy*dy, p})
	}
	side := x.on(i, axis) - x.on(p, axis)
	if side <= 0 {
		x.search(from, mid, 1-axis, i)
		if len(x.found) < x.most || side*side <= x.found[0].far {
			x.search(mid+1, to, 1-axis, i)
		}
		return
	}
	x.search(mid+1, to, 1-axis, i)
	if len(x.found) < x.most || side*side <= x.found[0].far {
		x.search(from, mid, 1-axis, i)
	}
}

func (h hit) beyond(o hit) bool { return h.far > o.far || h.far == o.far && h.i > o.i }

func (x *index) offer(h hit) {
	f := x.found
	if len(f) < x.most {
		f = append(f, h)
		for i := len(f) - 1; i > 0; {
			up := (i - 1) / 2
			if !f[i].beyond(f[up]) {
				break
			}
			f[i], f[up] = f[up], f[i]
			i = up
		}
		x.found = f
		return
	}
	if !f[0].beyond(h) {
		return
	}
	f[0] = h
	for i := 0; ; {
		kid := 2*i + 1
		if kid >= len(f) {
			return
		}
		if kid+1 < len(f) && f[kid+1].beyond(f[kid]) {
			kid++
		}
		if !f[kid].beyond(f[i]) {
			return
		}
		f[i], f[kid] = f[kid], f[i]
		i = kid
	}
}
