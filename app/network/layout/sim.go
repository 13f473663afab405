package layout

import "math"

// model is the balance of forces. Neighbours attract each other by
//
//	d (near + middle u + far u³)
//
// where u is their distance d over the mean length of all edges, and all nodes
// repel each other by repel/d, or repel/d² where it is steep. The first term lets
// what is tied closely gather, the last keeps few edges from growing long.
type model struct {
	near, middle, far float32
	steep             bool
}

// Found by measuring: see docs/benchmarks.md. dense does best where everything is
// a few hops away, sparse on trees and meshes.
var (
	dense  = model{near: 0.1, middle: 0.9, far: 0.045}
	sparse = model{near: 0.7, middle: 0.3, far: 0.06, steep: true}
)

const repulsion = 0.2

// gaugeEvery is after how many steps the mean length is measured anew.
const gaugeEvery = 4

const theta = 1.1 // opening angle of the tree

// momentum and rate say how far a node goes along the force, measured by how stiff
// its springs are, and how much it keeps of its last move.
const (
	momentum = 0.7
	rate     = 0.9
)

// sim moves the nodes of one level, in units of the model.
type sim struct {
	a      *adjacency
	m      model
	x, y   []float32
	nx, ny []float32
	vx, vy []float32
	fx, fy []float32 // repulsion
	stiff  []float32 // how much repulsion resists
	fixed  []bool    // nodes that stay; nil: none

	ax, ay []float32 // where nodes are held; nil: nowhere
	hold   []float32 // how strongly, against all other forces on the node

	perMean float32 // one over the square of the mean length of edges
	steps   int

	t      *tree
	most   float32
	repel1 func(from, to int)
	move1  func(from, to int)
}

func newSim(a *adjacency, m model, t *tree) *sim {
	n := a.n()
	s := &sim{a: a, m: m, t: t}
	room := make([]float32, 9*n)
	for i, p := range []*[]float32{&s.x, &s.y, &s.nx, &s.ny, &s.vx, &s.vy, &s.fx, &s.fy, &s.stiff} {
		*p = room[i*n : (i+1)*n : (i+1)*n]
	}
	s.repel1 = func(from, to int) {
		var l lot
		for _, c := range s.t.leaves[from:to] {
			l.leaf(s, &s.t.cells[c])
		}
	}
	s.move1 = s.move
	return s
}

// step moves every node once, none farther than most.
func (s *sim) step(most float32) {
	if s.steps%gaugeEvery == 0 {
		s.gauge()
	}
	s.steps++
	s.forces()
	s.most = most
	s.t.crew.share(len(s.x), worthSharing, s.move1)
	s.x, s.nx = s.nx, s.x
	s.y, s.ny = s.ny, s.y
}

// forces works out the repulsion.
func (s *sim) forces() {
	s.t.build(s.x, s.y, s.a.mass, theta)
	s.t.crew.share(len(s.t.leaves), worthSharing/bucket, s.repel1)
}

// gauge measures the mean length of edges.
func (s *sim) gauge() {
	a := s.a
	var sum float64
	for i := range s.x {
		x, y := s.x[i], s.y[i]
		var row float32
		for _, j := range a.to[a.start[i]:a.start[i+1]] {
			dx, dy := s.x[j]-x, s.y[j]-y
			row += float32(math.Sqrt(float64(dx*dx + dy*dy)))
		}
		sum += float64(row)
	}
	mean := 1.0
	if sum > 0 {
		mean = sum / float64(len(a.to))
	}
	s.perMean = float32(1 / (mean * mean))
}

// variation is how much the lengths of edges differ: their standard deviation
// over their mean.
func (s *sim) variation() float64 {
	a := s.a
	var sum, squares, n float64
	for i := range s.x {
		for k := a.start[i]; k < a.start[i+1]; k++ {
			j := a.to[k]
			dx, dy := float64(s.x[j]-s.x[i]), float64(s.y[j]-s.y[i])
			w := float64(a.weight[k])
			sum += w * math.Hypot(dx, dy)
			squares += w * (dx*dx + dy*dy)
			n += w
		}
	}
	if sum == 0 {
		return 0
	}
	return math.Sqrt(max(0, squares*n/(sum*sum)-1))
}

// pull is what an edge's length multiplies its force with.
func (s *sim) pull(d2 float32) float32 {
	u2 := d2 * s.perMean
	u := float32(math.Sqrt(float64(u2)))
	return s.m.near + s.m.middle*u + s.m.far*u2*u
}

func (s *sim) move(from, to int) {
	a := s.a
	own := float32(1 / softDense)
	if s.m.steep {
		own = 1 / (softSparse * 0.1)
	}
	for i := from; i < to; i++ {
		x, y := s.x[i], s.y[i]
		if s.fixed != nil && s.fixed[i] {
			s.nx[i], s.ny[i] = x, y
			continue
		}
		m := repulsion * a.mass[i]
		fx, fy := m*s.fx[i], m*s.fy[i]
		k := max(0, m*(s.stiff[i]-a.mass[i]*own)) + 1e-9
		for e := a.start[i]; e < a.start[i+1]; e++ {
			j := a.to[e]
			dx, dy := s.x[j]-x, s.y[j]-y
			u2 := (dx*dx + dy*dy) * s.perMean
			u := float32(math.Sqrt(float64(u2)))
			f := a.weight[e] * (s.m.near + s.m.middle*u + s.m.far*u2*u)
			fx += dx * f
			fy += dy * f
			k += f
		}
		if s.ax != nil {
			h := s.hold[i] * k
			fx += h * (s.ax[i] - x)
			fy += h * (s.ay[i] - y)
			k += h
		}
		vx := momentum*s.vx[i] + rate*fx/k
		vy := momentum*s.vy[i] + rate*fy/k
		if v2 := vx*vx + vy*vy; v2 > s.most*s.most {
			q := s.most / float32(math.Sqrt(float64(v2)))
			vx *= q
			vy *= q
		}
		s.vx[i], s.vy[i] = vx, vy
		s.nx[i], s.ny[i] = x+vx, y+vy
	}
}
