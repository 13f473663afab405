package layout

import (
	"math"
)

// pack puts the parts beside one another without overlap: the largest in the
// middle, each further one in the first free place on a spiral of cells. Parts
// with fixed nodes are not moved, and the others keep clear of them.
func (f *forces) pack() {
	if len(f.parts) < 2 {
		return
	}
	margin := 0.7 * f.o.Spacing
	var area float64
	for _, p := range f.parts {
		lx, ly, hx, hy := bounds(p.x, p.y)
		area += float64(hx-lx+2*margin) * float64(hy-ly+2*margin)
	}
	// Cells are small enough to nest small parts between large ones, and few
	// enough to be searched.
	side := max(2*margin, float32(math.Sqrt(area/4e5)))
	y := yard{side: side, margin: margin, taken: map[[2]int32]bool{}, begin: map[[2]int32]int{}}
	for _, p := range f.parts {
		if p.fixed != nil {
			p.dx, p.dy = 0, 0
			y.take(p, y.cells(p), 0, 0)
		}
	}
	for _, p := range f.parts {
		if p.fixed == nil {
			y.place(p)
		}
	}
}

// yard is where parts are packed.
type yard struct {
	side   float32
	margin float32
	taken  map[[2]int32]bool
	spiral [][2]int32
	begin  map[[2]int32]int // by size in cells: where on the spiral the last one of that size went
	cx, cy int32
	some   bool
}

// cells are the cells that a part covers, from its upper left corner; of a
// part of many nodes a shape, of a small one the whole box.
func (y *yard) cells(p *part) (all [][2]int32) {
	lx, ly, hx, hy := bounds(p.x, p.y)
	w, h := y.count(hx-lx), y.count(hy-ly)
	seen := make([]bool, w*h)
	put := func(cx, cy int32) {
		if cx >= 0 && cy >= 0 && cx < w && cy < h && !seen[cy*w+cx] {
			seen[cy*w+cx] = true
			all = append(all, [2]int32{cx, cy})
		}
	}
	if len(p.nodes) < 8 || w*h <= 9 {
		for cy := range h {
			for cx := range w {
				put(cx, cy)
			}
		}
		return all
	}
	for i := range p.x {
		fx, fy := (p.x[i]-lx)/y.side, (p.y[i]-ly)/y.side
		pad := y.margin / y.side
		for cy := int32(fy); cy <= int32(fy+2*pad); cy++ {
			for cx := int32(fx); cx <= int32(fx+2*pad); cx++ {
				put(cx, cy)
			}
		}
		// Edges too are kept clear.
		for _, j := range p.a.to[p.a.start[i]:p.a.start[i+1]] {
			if int(j) < i {
				continue
			}
			tx, ty := (p.x[j]-lx)/y.side, (p.y[j]-ly)/y.side
			steps := int(math.Hypot(float64(tx-fx), float64(ty-fy))*2) + 1
			for s := 1; s < steps; s++ {
				q := float32(s) / float32(steps)
				put(int32(fx+(tx-fx)*q+pad), int32(fy+(ty-fy)*q+pad))
			}
		}
	}
	return all
}

func (y *yard) count(length float32) int32 { return int32((length+2*y.margin)/y.side) + 1 }

// take marks what a part covers that stays where it is.
func (y *yard) take(p *part, cells [][2]int32, _, _ int32) {
	lx, ly, _, _ := bounds(p.x, p.y)
	ox, oy := floor((lx-y.margin)/y.side), floor((ly-y.margin)/y.side)
	for _, c := range cells {
		for dy := range int32(2) { // the part does not begin where a cell does
			for dx := range int32(2) {
				y.taken[[2]int32{ox + c[0] + dx, oy + c[1] + dy}] = true
			}
		}
	}
	if !y.some {
		y.some, y.cx, y.cy = true, ox, oy
	}
}

func floor(f float32) int32 { return int32(math.Floor(float64(f))) }

// place finds room for a part.
func (y *yard) place(p *part) {
	cells := y.cells(p)
	lx, ly, hx, hy := bounds(p.x, p.y)
	w, h := y.count(hx-lx), y.count(hy-ly)
	size := [2]int32{w, h}
	for k := y.begin[size]; ; k++ {
		s := y.at(k)
		ox, oy := y.cx+s[0]-w/2, y.cy+s[1]-h/2
		if y.free(cells, ox, oy) {
			for _, c := range cells {
				y.taken[[2]int32{ox + c[0], oy + c[1]}] = true
			}
			y.begin[size] = k
			p.dx = float32(ox)*y.side + y.margin - lx
			p.dy = float32(oy)*y.side + y.margin - ly
			return
		}
	}
}

func (y *yard) free(cells [][2]int32, ox, oy int32) bool {
	for _, c := range cells {
		if y.taken[[2]int32{ox + c[0], oy + c[1]}] {
			return false
		}
	}
	return true
}

// at gives the k-th cell of a square spiral.
func (y *yard) at(k int) [2]int32 {
	for len(y.spiral) <= k {
		if len(y.spiral) == 0 {
			y.spiral = append(y.spiral, [2]int32{})
			continue
		}
		r := int32(math.Sqrt(float64(len(y.spiral)))+1) / 2
		for x := -r; x < r; x++ {
			y.spiral = append(y.spiral, [2]int32{x, -r})
		}
		for v := -r; v < r; v++ {
			y.spiral = append(y.spiral, [2]int32{r, v})
		}
		for x := r; x > -r; x-- {
			y.spiral = append(y.spiral, [2]int32{x, r})
		}
		for v := r; v > -r; v-- {
			y.spiral = append(y.spiral, [2]int32{-r, v})
		}
	}
	return y.spiral[k]
}
