package trees

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// Settings say how to fit.
type Settings struct {
	Trees   int
	Depth   int
	Rate    float64 // how far each tree goes
	Rows    float64 // share of rows a tree sees
	Columns float64 // share of features a tree may ask about
	Lambda  float64 // how much doubt a leaf starts with
	Seed    uint64
}

// bins is into how many steps a feature is cut.
const bins = 128

// A Row is an example: its features, whether it is one, and how much it counts.
type Row struct {
	Features []float32
	Yes      bool
	Weight   float32
}

// fitter fits a forest.
type fitter struct {
	s       Settings
	rows    []Row
	edges   [][]float32 // of each feature
	binned  [][]uint8   // feature, row
	odds    []float32
	g, h    []float32 // of each row
	leaf    []uint16
	rng     *rand.Rand
	in      []int32 // rows of the tree
	columns []int
}

// Fit fits a forest to rows.
func Fit(rows []Row, s Settings) *Forest {
	f := &fitter{s: s, rows: rows, rng: rand.New(rand.NewPCG(s.Seed, 1))}
	n := len(rows[0].Features)
	f.cut(n)
	var yes, all float64
	for _, r := range rows {
		all += float64(r.Weight)
		if r.Yes {
			yes += float64(r.Weight)
		}
	}
	out := &Forest{Start: float32(math.Log(yes / (all - yes))), Features: n, depth: s.Depth}
	f.odds = make([]float32, len(rows))
	for i := range f.odds {
		f.odds[i] = out.Start
	}
	f.g, f.h, f.leaf = make([]float32, len(rows)), make([]float32, len(rows)), make([]uint16, len(rows))
	for range s.Trees {
		f.tree(out)
	}
	return out
}

// cut finds the steps of each feature.
func (f *fitter) cut(n int) {
	f.edges, f.binned = make([][]float32, n), make([][]uint8, n)
	each(n, func(c int) {
		v := make([]float32, len(f.rows))
		for i, r := range f.rows {
			v[i] = r.Features[c]
		}
		sorted := slices.Clone(v)
		slices.Sort(sorted)
		distinct := slices.Compact(slices.Clone(sorted))
		var edges []float32
		if len(distinct) <= bins {
			for i := 1; i < len(distinct); i++ {
				edges = append(edges, (distinct[i-1]+distinct[i])/2)
			}
		} else {
			for b := 1; b < bins; b++ {
				at := b * len(sorted) / bins
				e := sorted[at]
				if at > 0 && sorted[at-1] < e {
					e = (sorted[at-1] + e) / 2
				}
				if len(edges) == 0 || e > edges[len(edges)-1] {
					edges = append(edges, e)
				}
			}
		}
		b := make([]uint8, len(v))
		for i, x := range v {
			at, _ := slices.BinarySearchFunc(edges, x, func(e, x float32) int {
				if e < x {
					return -1
				}
				return 1
			})
			b[i] = uint8(at)
		}
		f.edges[c], f.binned[c] = edges, b
	})
}

// each runs f for 0 to n-1 on all cores.
func each(n int, f func(int)) {
	var wait sync.WaitGroup
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	for range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range next {
				f(i)
			}
		}()
	}
	wait.Wait()
}

type gain struct {
	value float64
	bin   int
}

func (f *fitter) tree(out *Forest) {
	f.in = f.in[:0]
	for i, r := range f.rows {
		p := float32(Chance(f.odds[i]))
		y := float32(0)
		if r.Yes {
			y = 1
		}
		f.g[i], f.h[i] = (y-p)*r.Weight, p*(1-p)*r.Weight
		f.leaf[i] = 0
		if f.rng.Float64() < f.s.Rows {
			f.in = append(f.in, int32(i))
		}
	}
	f.columns = f.columns[:0]
	for c := range f.edges {
		if len(f.edges[c]) > 0 && f.rng.Float64() < f.s.Columns {
			f.columns = append(f.columns, c)
		}
	}
	for level := range f.s.Depth {
		gains := make([]gain, len(f.columns))
		each(len(f.columns), func(k int) { gains[k] = f.best(f.columns[k], 1<<level) })
		top := -1
		for k, g := range gains {
			if top < 0 || g.value > gains[top].value {
				top = k
			}
		}
		c, bin := 0, bins
		above := float32(math.MaxFloat32)
		if top >= 0 && gains[top].value > 0 {
			c, bin = f.columns[top], gains[top].bin
			above = f.edges[c][bin]
		}
		out.feature, out.above = append(out.feature, uint16(c)), append(out.above, above)
		b := f.binned[c]
		for i := range f.leaf {
			f.leaf[i] <<= 1
			if int(b[i]) > bin {
				f.leaf[i] |= 1
			}
		}
	}
	sums := make([][2]float64, 1<<f.s.Depth)
	for _, i := range f.in {
		s := &sums[f.leaf[i]]
		s[0] += float64(f.g[i])
		s[1] += float64(f.h[i])
	}
	leaves := make([]float32, len(sums))
	for k, s := range sums {
		leaves[k] = float32(f.s.Rate * s[0] / (s[1] + f.s.Lambda))
		leaves[k] = float32(math.Round(float64(leaves[k])*fine) / fine)
	}
	out.leaves = append(out.leaves, leaves...)
	for i := range f.odds {
		f.odds[i] += leaves[f.leaf[i]]
	}
}

// best finds where to ask about a column, given the leaves so far.
func (f *fitter) best(c, leaves int) gain {
	type sum struct{ g, h float32 }
	hist := make([]sum, leaves*bins)
	b := f.binned[c]
	for _, i := range f.in {
		s := &hist[int(f.leaf[i])*bins+int(b[i])]
		s.g += f.g[i]
		s.h += f.h[i]
	}
	values := make([]float64, len(f.edges[c]))
	l := f.s.Lambda
	for k := range leaves {
		var all, left [2]float64
		h := hist[k*bins : (k+1)*bins]
		for _, s := range h {
			all[0] += float64(s.g)
			all[1] += float64(s.h)
		}
		if all[1] == 0 {
			continue
		}
		whole := all[0] * all[0] / (all[1] + l)
		for e := range values {
			left[0] += float64(h[e].g)
			left[1] += float64(h[e].h)
			r0, r1 := all[0]-left[0], all[1]-left[1]
			values[e] += left[0]*left[0]/(left[1]+l) + r0*r0/(r1+l) - whole
		}
	}
	g := gain{bin: -1}
	for e, v := range values {
		if g.bin < 0 || v > g.value {
			g = gain{v, e}
		}
	}
	return g
}
