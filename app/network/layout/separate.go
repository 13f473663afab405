package layout

import "math"

// separate moves nodes of a part off one another where their sizes are known.
func (p *part) separate(o *Options) {
	if o.Size == nil || len(p.nodes) < 2 {
		return
	}
	size := make([]float32, len(p.nodes))
	var largest float32
	for k, i := range p.nodes {
		size[k] = max(0, o.Size[i])
		largest = max(largest, size[k])
	}
	if !(largest > 0) || !finite(largest) {
		return
	}
	const rounds, gap = 80, 1.1
	side := 2 * gap * largest
	// Cells of a grid hold lists of nodes; the lists use one slice.
	for k := range rounds {
		if k%8 == 7 && p.fixed == nil { // there is too little room: make more
			p.scale(1.12, 0, 0)
		}
		lx, ly, hx, hy := bounds(p.x, p.y)
		for float64((hx-lx)/side+1)*float64((hy-ly)/side+1) > float64(4*len(size)+1024) {
			side *= 1.5
		}
		w, h := int((hx-lx)/side)+1, int((hy-ly)/side)+1
		head := make([]int32, w*h)
		next := make([]int32, len(size))
		cell := func(i int) (int, int) { return int((p.x[i] - lx) / side), int((p.y[i] - ly) / side) }
		for i := range size {
			cx, cy := cell(i)
			next[i] = head[cy*w+cx]
			head[cy*w+cx] = int32(i) + 1
		}
		moved := false
		for i := range size {
			cx, cy := cell(i)
			cx, cy = min(max(cx, 0), w-1), min(max(cy, 0), h-1)
			for y := max(0, cy-1); y <= min(h-1, cy+1); y++ {
				for x := max(0, cx-1); x <= min(w-1, cx+1); x++ {
					for j := head[y*w+x]; j > 0; j = next[j-1] {
						if int(j-1) > i && p.push(i, int(j-1), gap*(size[i]+size[j-1]), o.Seed) {
							moved = true
						}
					}
				}
			}
		}
		if !moved {
			return
		}
	}
}

// push moves two nodes apart to a distance; it tells whether they were too near.
func (p *part) push(i, j int, apart float32, seed uint64) bool {
	dx, dy := p.x[j]-p.x[i], p.y[j]-p.y[i]
	d2 := dx*dx + dy*dy
	if d2 >= apart*apart {
		return false
	}
	d := float32(math.Sqrt(float64(d2)))
	if d < 1e-3*apart {
		sin, cos := math.Sincos(2 * math.Pi * float64(chance(seed, uint64(i)<<32|uint64(j))))
		dx, dy, d = float32(cos), float32(sin), 1
		d2 = 0
	}
	by := (apart - float32(math.Sqrt(float64(d2)))) / d
	fi, fj := p.fixed != nil && p.fixed[i], p.fixed != nil && p.fixed[j]
	switch {
	case fi && fj:
		return false
	case fi:
		p.x[j] += dx * by
		p.y[j] += dy * by
	case fj:
		p.x[i] -= dx * by
		p.y[i] -= dy * by
	default:
		p.x[i] -= dx * by / 2
		p.y[i] -= dy * by / 2
		p.x[j] += dx * by / 2
		p.y[j] += dy * by / 2
	}
	return true
}
