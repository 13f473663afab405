package reader

// heights keeps the heights of all passages so that one can be changed, and
// the sum up to any of them asked for, in the logarithm of their number: a
// Fenwick tree (P. M. Fenwick, "A new data structure for cumulative frequency
// tables", 1994). Sums are float64: a text of a million lines is exact to the
// thousandth of a pixel.
type heights struct {
	each []float32
	tree []float64 // from 1
}

func newHeights(each []float32) *heights {
	h := &heights{each: each, tree: make([]float64, len(each)+1)}
	for i, v := range each {
		h.tree[i+1] += float64(v)
		if up := i + 1 + (i+1)&-(i+1); up < len(h.tree) {
			h.tree[up] += h.tree[i+1]
		}
	}
	return h
}

func (h *heights) set(i int, v float32) {
	by := float64(v) - float64(h.each[i])
	if by == 0 {
		return
	}
	h.each[i] = v
	for k := i + 1; k < len(h.tree); k += k & -k {
		h.tree[k] += by
	}
}

// before is the height of all passages before i.
func (h *heights) before(i int) float64 {
	var sum float64
	for k := i; k > 0; k -= k & -k {
		sum += h.tree[k]
	}
	return sum
}

func (h *heights) total() float64 { return h.before(len(h.each)) }

// at returns the passage that stands at y, and how far y is into it.
func (h *heights) at(y float64) (i int, into float64) {
	bit := 1
	for bit*2 < len(h.tree) {
		bit *= 2
	}
	for ; bit > 0; bit /= 2 {
		if k := i + bit; k < len(h.tree) && h.tree[k] <= y {
			i, y = k, y-h.tree[k]
		}
	}
	return i, y
}
