package scene

import "math"

// Index finds what lies at a place. It is a grid over the nodes, made anew
// when they have moved; a look takes the time of the few cells around it.
type Index struct {
	cell         float64
	x0, y0       float64
	columns      int
	rows         int
	start, nodes []int32
	most         float32 // largest radius
}

// NewIndex makes the index of a scene.
func NewIndex(s *Scene) *Index {
	ix := &Index{cell: 1, columns: 1, rows: 1}
	least, most, ok := Bounds(s.At)
	if ok {
		ix.x0, ix.y0 = float64(least.X), float64(least.Y)
		wide, tall := float64(most.X-least.X), float64(most.Y-least.Y)
		// About two nodes a cell, and never more than four cells a node.
		ix.cell = math.Max(math.Sqrt(wide*tall*2/float64(len(s.At))), 1)
		ix.cell = math.Max(ix.cell, math.Max(wide, tall)/float64(4*len(s.At)))
		ix.columns, ix.rows = int(wide/ix.cell)+1, int(tall/ix.cell)+1
	}
	ix.start = make([]int32, ix.columns*ix.rows+1)
	ix.nodes = make([]int32, len(s.At))
	for i, p := range s.At {
		ix.start[ix.at(p)+1]++
		ix.most = max(ix.most, s.Nodes[i].R)
	}
	for i := 1; i < len(ix.start); i++ {
		ix.start[i] += ix.start[i-1]
	}
	next := make([]int32, len(ix.start))
	copy(next, ix.start)
	for i, p := range s.At {
		c := ix.at(p)
		ix.nodes[next[c]] = int32(i)
		next[c]++
	}
	return ix
}

func (ix *Index) column(x float64) int {
	return min(max(int((x-ix.x0)/ix.cell), 0), ix.columns-1)
}

func (ix *Index) row(y float64) int { return min(max(int((y-ix.y0)/ix.cell), 0), ix.rows-1) }

func (ix *Index) at(p Point) int {
	return ix.row(float64(p.Y))*ix.columns + ix.column(float64(p.X))
}

// Within calls visit for every node in a rectangle of the chart.
func (ix *Index) Within(s *Scene, least, most Point, visit func(node int)) {
	for r := ix.row(float64(least.Y)); r <= ix.row(float64(most.Y)); r++ {
		for c := ix.column(float64(least.X)); c <= ix.column(float64(most.X)); c++ {
			cell := r*ix.columns + c
			for _, i := range ix.nodes[ix.start[cell]:ix.start[cell+1]] {
				p := s.At[i]
				if p.X >= least.X && p.X <= most.X && p.Y >= least.Y && p.Y <= most.Y {
					visit(int(i))
				}
			}
		}
	}
}

// reach is how far beside a mark a click still means it, in units of the surface.
const reach = 3

// Node is the node at a place of the surface, the nearest of several, or None.
func (ix *Index) Node(s *Scene, v View, x, y float64) int {
	far := math.Max(float64(ix.most)*v.Grow(), leastRadius) + reach
	best, distance := None, math.Inf(1)
	ix.Within(s, v.From(x-far, y-far), v.From(x+far, y+far), func(i int) {
		nx, ny := v.On(s.At[i])
		d := math.Hypot(nx-x, ny-y)
		if d <= v.Radius(&s.Nodes[i])+reach && d < distance {
			best, distance = i, d
		}
	})
	return best
}

// Edge is the edge at a place of the surface, or None.
func (ix *Index) Edge(s *Scene, v View, x, y float64) int {
	best, distance := None, float64(reach)+2
	for i := range s.Edges {
		e := &s.Edges[i]
		ax, ay := v.On(s.At[e.From])
		bx, by := v.On(s.At[e.To])
		slack := distance + math.Abs(float64(e.Bend))*v.Zoom*2
		if x < math.Min(ax, bx)-slack || x > math.Max(ax, bx)+slack || y < math.Min(ay, by)-slack || y > math.Max(ay, by)+slack {
			continue
		}
		d := 0.0
		if e.Bend == 0 {
			d = apart(x, y, ax, ay, bx, by)
		} else {
			d = math.Inf(1)
			px, py := ax, ay
			_, control := e.Middle(s.At)
			cx, cy := v.On(control)
			for k := 1; k <= bends; k++ {
				qx, qy := curve(ax, ay, cx, cy, bx, by, float64(k)/bends)
				d = math.Min(d, apart(x, y, px, py, qx, qy))
				px, py = qx, qy
			}
		}
		if d < distance {
			best, distance = i, d
		}
	}
	return best
}

// bends is how many straight pieces draw a bent edge.
const bends = 10

// Trace calls visit with the points along an edge on the surface, from its
// first end to its last.
func Trace(e *Edge, at []Point, v View, visit func(x, y float64)) {
	ax, ay := v.On(at[e.From])
	bx, by := v.On(at[e.To])
	visit(ax, ay)
	if e.Bend != 0 {
		_, control := e.Middle(at)
		cx, cy := v.On(control)
		for k := 1; k < bends; k++ {
			visit(curve(ax, ay, cx, cy, bx, by, float64(k)/bends))
		}
	}
	visit(bx, by)
}

func curve(ax, ay, cx, cy, bx, by, t float64) (x, y float64) {
	u := 1 - t
	return u*u*ax + 2*u*t*cx + t*t*bx, u*u*ay + 2*u*t*cy + t*t*by
}

// apart is the distance of a point from the line between two others.
func apart(x, y, ax, ay, bx, by float64) float64 {
	dx, dy := bx-ax, by-ay
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = math.Min(math.Max(((x-ax)*dx+(y-ay)*dy)/l, 0), 1)
	}
	return math.Hypot(x-ax-t*dx, y-ay-t*dy)
}

// Inside lists the nodes whose place lies in a closed line on the surface.
func (ix *Index) Inside(s *Scene, v View, line []Spot) []int {
	if len(line) < 3 {
		return nil
	}
	least := Spot{X: math.Inf(1), Y: math.Inf(1)}
	far := Spot{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, p := range line {
		least.X, least.Y = math.Min(least.X, p.X), math.Min(least.Y, p.Y)
		far.X, far.Y = math.Max(far.X, p.X), math.Max(far.Y, p.Y)
	}
	var all []int
	ix.Within(s, v.From(least.X, least.Y), v.From(far.X, far.Y), func(i int) {
		x, y := v.On(s.At[i])
		in := false
		for k, j := 0, len(line)-1; k < len(line); j, k = k, k+1 {
			a, b := line[k], line[j]
			if (a.Y > y) != (b.Y > y) && x < (b.X-a.X)*(y-a.Y)/(b.Y-a.Y)+a.X {
				in = !in
			}
		}
		if in {
			all = append(all, i)
		}
	})
	return all
}
