package layout

import (
	"context"
	"math"
)

// someStand tells whether nodes are placed that the layout has to respect, so
// that it adds to a picture and does not make a new one.
func (f *forces) someStand() bool {
	if f.o.Fresh {
		return false
	}
	for i := range f.g.N {
		if f.o.placed(i) {
			return true
		}
	}
	return false
}

// Steps when nodes are added, how strongly what stands is held against all other
// forces on it, and how far a new node goes in one step, in units of the model.
const (
	settleSteps = 60
	grip        = 6
	stroll      = 1
)

// settle adds the nodes that are not placed to a picture that stands.
func (f *forces) settle(ctx context.Context) ([]Point, error) {
	n := f.g.N
	m := modelFor(f.a)
	s := newSim(f.a, m, newTree(n, f.crew))
	s.fixed = make([]bool, n)
	s.hold = make([]float32, n)
	added := 0
	for i := range n {
		s.fixed[i] = f.o.pinned(i)
		if f.o.placed(i) {
			s.x[i], s.y[i] = f.o.Start[i].X, f.o.Start[i].Y
			s.hold[i] = grip
		} else {
			added++
		}
	}
	f.seat(s.x, s.y)
	unit := f.scaleOf(s)
	for i := range n {
		s.x[i] /= unit
		s.y[i] /= unit
	}
	s.ax, s.ay = append([]float32(nil), s.x...), append([]float32(nil), s.y...)
	steps := settleSteps
	if added == 0 {
		steps /= 3
	}
	out := make([]Point, n)
	put := func() {
		for i := range out {
			out[i] = Point{s.x[i] * unit, s.y[i] * unit}
		}
		f.stay(out)
	}
	tick := ticker{o: &f.o}
	for k := range steps {
		if ctx.Err() != nil {
			break
		}
		s.step(stroll * float32(math.Pow(0.05, float64(k)/float64(steps))))
		if tick.due() {
			put()
			f.o.Progress(out, float64(k)/float64(steps))
		}
	}
	put()
	if f.o.Progress != nil {
		f.o.Progress(out, 1)
	}
	return out, ctx.Err()
}

// seat gives each node that is nowhere a place beside its placed neighbours, or
// below everything where it has none. Many that come with one neighbour sit
// around it like the seeds of a sunflower.
func (f *forces) seat(x, y []float32) {
	n := f.g.N
	placed := make([]bool, n)
	lx, hx, hy := float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.Inf(-1))
	var queue []int32
	for i := range n {
		if f.o.placed(i) {
			placed[i] = true
			queue = append(queue, int32(i))
			lx, hx, hy = min(lx, x[i]), max(hx, x[i]), max(hy, y[i])
		}
	}
	seeds := make([]int, n)
	sit := func(i int32) {
		var cx, cy float32
		var best int32 = -1
		k := 0
		for _, j := range f.a.to[f.a.start[i]:f.a.start[i+1]] {
			if placed[j] {
				cx += x[j]
				cy += y[j]
				k++
				if best < 0 || f.a.degree(j) < f.a.degree(best) {
					best = j
				}
			}
		}
		seeds[best]++
		turn := float64(seeds[best])*2.399963 + 2*math.Pi*float64(chance(f.o.Seed, uint64(best)))
		r := float64(f.o.Spacing) * 0.55 * math.Sqrt(float64(seeds[best])+0.6)
		if k > 1 {
			r *= 0.4 // among several neighbours it sits between them
		}
		x[i] = cx/float32(k) + float32(r*math.Cos(turn))
		y[i] = cy/float32(k) + float32(r*math.Sin(turn))
		placed[i] = true
		queue = append(queue, i)
	}
	spread := func() {
		for len(queue) > 0 {
			i := queue[0]
			queue = queue[1:]
			for _, j := range f.a.to[f.a.start[i]:f.a.start[i+1]] {
				if !placed[j] {
					sit(j)
				}
			}
		}
	}
	spread()
	// Parts that hang together with nothing placed stand in rows below.
	left, at := lx, hy
	for i := range n {
		if placed[i] {
			continue
		}
		if left == lx {
			at += 2 * f.o.Spacing
		}
		x[i], y[i] = left, at
		placed[i] = true
		queue = append(queue, int32(i))
		spread()
		if left += 2 * f.o.Spacing; left > max(hx, lx+20*f.o.Spacing) {
			left = lx
		}
	}
}

// scaleOf finds the unit in which the picture is at rest: attraction and
// repulsion along all lines of force come to the same sum. At any other, everything
// would grow or shrink.
func (f *forces) scaleOf(s *sim) float32 {
	lo, hi := float64(f.o.Spacing)/100, float64(f.o.Spacing)*100
	at := newSim(s.a, s.m, s.t)
	for range 24 {
		unit := math.Sqrt(lo * hi)
		for i := range s.x {
			at.x[i], at.y[i] = s.x[i]/float32(unit), s.y[i]/float32(unit)
		}
		at.gauge()
		at.forces()
		var pull, push float64
		for i := range at.x {
			push += float64(repulsion * at.a.mass[i] * (at.fx[i]*at.x[i] + at.fy[i]*at.y[i]))
			for e := at.a.start[i]; e < at.a.start[i+1]; e++ {
				j := at.a.to[e]
				dx, dy := at.x[j]-at.x[i], at.y[j]-at.y[i]
				d2 := dx*dx + dy*dy
				pull += 0.5 * float64(d2*at.a.weight[e]*at.pull(d2))
			}
		}
		if pull > push {
			lo = unit // edges are too long for the model: draw its unit larger
		} else {
			hi = unit
		}
	}
	return float32(math.Sqrt(lo * hi))
}
