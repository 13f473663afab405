package layout

import (
	"cmp"
	"context"
	"math"
	"slices"
)

func (o *Options) width(i int) float32 {
	if o.Width == nil || !(o.Width[i] > 0) || !finite(o.Width[i]) {
		return o.Spacing
	}
	return max(o.Width[i], o.Spacing/4)
}

// settleIn moves a finished picture to where the nodes that were there are in
// the mean, and puts pinned ones back. A picture without such nodes is
// centred on the origin.
func settleIn(at []Point, o *Options) {
	var dx, dy, n float64
	pins := false
	for i := range at {
		pins = pins || o.pinned(i)
	}
	for i := range at {
		if pins && o.pinned(i) || !pins && o.placed(i) {
			dx += float64(o.Start[i].X - at[i].X)
			dy += float64(o.Start[i].Y - at[i].Y)
			n++
		}
	}
	var mx, my float32
	if n > 0 {
		mx, my = float32(dx/n), float32(dy/n)
	} else {
		lx, ly, hx, hy := box(at)
		mx, my = -(lx+hx)/2, -(ly+hy)/2
	}
	for i := range at {
		if o.pinned(i) {
			at[i] = o.Start[i]
			continue
		}
		at[i].X += mx
		at[i].Y += my
	}
	if o.Progress != nil {
		o.Progress(at, 1)
	}
}

func box(at []Point) (lx, ly, hx, hy float32) {
	if len(at) == 0 {
		return 0, 0, 0, 0
	}
	lx, ly, hx, hy = at[0].X, at[0].Y, at[0].X, at[0].Y
	for _, p := range at {
		lx, ly, hx, hy = min(lx, p.X), min(ly, p.Y), max(hx, p.X), max(hy, p.Y)
	}
	return lx, ly, hx, hy
}

// grid puts the nodes in rows in the order of their numbers. Cells that pinned
// nodes stand in stay empty.
func grid(ctx context.Context, g Graph, o Options) ([]Point, error) {
	at := make([]Point, g.N)
	if g.N == 0 {
		return at, ctx.Err()
	}
	var wide float32
	for i := range g.N {
		wide = max(wide, min(o.width(i), 3*o.Spacing))
	}
	tall := o.Spacing
	columns := max(1, int(math.Ceil(math.Sqrt(float64(g.N)*1.4*float64(tall/wide)))))
	// Where the picture was centred, it stays.
	var cx, cy, n float32
	pins := map[[2]int]bool{}
	for i := range g.N {
		if o.placed(i) {
			cx += o.Start[i].X
			cy += o.Start[i].Y
			n++
		}
	}
	if n > 0 {
		cx, cy = cx/n, cy/n
	}
	rows := (g.N + columns - 1) / columns
	left, top := cx-float32(columns-1)/2*wide, cy-float32(rows-1)/2*tall
	for i := range g.N {
		if o.pinned(i) {
			fx, fy := float64((o.Start[i].X-left)/wide), float64((o.Start[i].Y-top)/tall)
			if math.Abs(fx) > 1e6 || math.Abs(fy) > 1e6 {
				continue
			}
			for _, c := range []int{int(math.Floor(fx)), int(math.Ceil(fx))} {
				for _, r := range []int{int(math.Floor(fy)), int(math.Ceil(fy))} {
					pins[[2]int{c, r}] = true
				}
			}
		}
	}
	cell := 0
	for i := range g.N {
		if o.pinned(i) {
			at[i] = o.Start[i]
			continue
		}
		for pins[[2]int{cell % columns, cell / columns}] {
			cell++
		}
		at[i] = Point{left + float32(cell%columns)*wide, top + float32(cell/columns)*tall}
		cell++
	}
	if o.Progress != nil {
		o.Progress(at, 1)
	}
	return at, ctx.Err()
}

// timeline puts nodes from left to right by their dates, in lanes on which none
// stands on another, near to their neighbours. Those without a date stand in rows below.
func timeline(ctx context.Context, g Graph, o Options) ([]Point, error) {
	at := make([]Point, g.N)
	a := adjacent(g)
	var dated, undated []int32
	first, last := math.Inf(1), math.Inf(-1)
	for i := range int32(g.N) {
		if o.Date == nil || math.IsNaN(o.Date[i]) || math.IsInf(o.Date[i], 0) {
			undated = append(undated, i)
			continue
		}
		dated = append(dated, i)
		first, last = min(first, o.Date[i]), max(last, o.Date[i])
	}
	slices.SortStableFunc(dated, func(x, y int32) int { return cmp.Compare(o.Date[x], o.Date[y]) })
	length := o.Spacing * float32(max(12, 3*math.Sqrt(float64(len(dated)))))
	var ends []float32 // where each lane is free from
	lane := make([]int, g.N)
	depth := 0
	for k, i := range dated {
		if k&255 == 0 && ctx.Err() != nil {
			break
		}
		x := float32(0)
		if last > first {
			x = float32((o.Date[i]-first)/(last-first)) * length
		}
		// The lane that the neighbours before it would like.
		var want, n float64
		for _, j := range a.to[a.start[i]:a.start[i+1]] {
			if j != i && at[j] != (Point{}) {
				want += float64(lane[j])
				n++
			}
		}
		if n > 0 {
			want /= n
		}
		best, cost := len(ends), math.Inf(1)
		for l, end := range ends {
			if end <= x {
				if c := math.Abs(float64(l) - want); c < cost {
					best, cost = l, c
				}
			}
		}
		if best == len(ends) {
			ends = append(ends, 0)
		}
		lane[i] = best
		ends[best] = x + o.width(int(i))
		at[i] = Point{x, float32(best) * o.Spacing}
		depth = max(depth, best+1)
	}
	// Rows of undated nodes, as wide as the time above them.
	x, y := float32(0), float32(depth+1)*o.Spacing
	for _, i := range undated {
		if x > 0 && x+o.width(int(i)) > length {
			x, y = 0, y+o.Spacing
		}
		at[i] = Point{x, y}
		x += o.width(int(i))
	}
	settleIn(at, &o)
	return at, ctx.Err()
}
