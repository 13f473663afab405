package layout

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// force lays each connected part out by itself and packs the parts side by side.
func force(ctx context.Context, g Graph, o Options) ([]Point, error) {
	f := newForces(g, o)
	defer f.crew.dismiss()
	if f.someStand() {
		return f.settle(ctx)
	}
	small := 0
	for small < len(f.parts) && len(f.parts[len(f.parts)-1-small].nodes) < worthSharing {
		small++
	}
	large := f.parts[:len(f.parts)-small]
	rest := f.parts[len(large):]
	// Small parts go side by side, each with a tree of its own.
	f.crew.share(len(rest), 2, func(from, to int) {
		alone := &crew{}
		for _, p := range rest[from:to] {
			if ctx.Err() == nil {
				f.lay(ctx, p, newTree(len(p.nodes), alone), nil)
			}
		}
	})
	tick := ticker{o: &f.o}
	for k, p := range large {
		f.lay(ctx, p, newTree(len(p.nodes), f.crew), func(share float64) {
			if tick.due() {
				f.show(share * float64(k+1) / float64(len(large)))
			}
		})
	}
	for _, p := range f.parts {
		if ctx.Err() == nil {
			p.separate(&f.o)
		}
	}
	f.pack()
	out := f.points()
	f.stay(out)
	if f.o.Progress != nil {
		f.o.Progress(out, 1)
	}
	return out, ctx.Err()
}

// forces is a force layout on its way.
type forces struct {
	g     Graph
	o     Options
	a     *adjacency
	parts []*part // the largest first
	crew  *crew
	shown []Point
}

// part is one connected part, in units of the picture once it is laid out.
type part struct {
	nodes  []int32
	a      *adjacency
	x, y   []float32
	fixed  []bool  // nil where nothing is
	dx, dy float32 // where packing puts it
}

func newForces(g Graph, o Options) *forces {
	f := &forces{g: g, o: o, a: adjacent(g), crew: newCrew()}
	of, n := f.a.components()
	f.parts = make([]*part, n)
	count := make([]int, n)
	for _, c := range of {
		count[c]++
	}
	for c := range f.parts {
		f.parts[c] = &part{nodes: make([]int32, 0, count[c])}
	}
	local := make([]int32, g.N)
	for i, c := range of {
		p := f.parts[c]
		local[i] = int32(len(p.nodes))
		p.nodes = append(p.nodes, int32(i))
	}
	for _, p := range f.parts {
		p.cut(f.a, local)
		for k, i := range p.nodes {
			if o.pinned(int(i)) {
				if p.fixed == nil {
					p.fixed = make([]bool, len(p.nodes))
				}
				p.fixed[k] = true
			}
		}
	}
	slices.SortStableFunc(f.parts, func(x, y *part) int { return cmp.Compare(len(y.nodes), len(x.nodes)) })
	return f
}

// cut takes the neighbours of a part's nodes out of the whole.
func (p *part) cut(a *adjacency, local []int32) {
	n := len(p.nodes)
	p.x, p.y = make([]float32, n), make([]float32, n)
	if n == a.n() {
		p.a = a
		return
	}
	edges := 0
	for _, i := range p.nodes {
		edges += int(a.degree(i))
	}
	p.a = &adjacency{start: make([]int32, 1, n+1), to: make([]int32, 0, edges), weight: make([]float32, 0, edges), mass: make([]float32, n)}
	for k, i := range p.nodes {
		p.a.mass[k] = a.mass[i]
		for e := a.start[i]; e < a.start[i+1]; e++ {
			p.a.to = append(p.a.to, local[a.to[e]])
			p.a.weight = append(p.a.weight, a.weight[e])
		}
		p.a.start = append(p.a.start, int32(len(p.a.to)))
	}
}

// lay lays one part out. Where nodes of it are fixed, it is first laid out as if
// none were, which tells how large the model wants to be drawn.
func (f *forces) lay(ctx context.Context, p *part, t *tree, shown func(share float64)) {
	if len(p.nodes) == 1 {
		p.x[0], p.y[0] = 0, 0
		if p.fixed != nil {
			p.x[0], p.y[0] = f.o.Start[p.nodes[0]].X, f.o.Start[p.nodes[0]].Y
		}
		return
	}
	m := modelFor(p.a)
	passes := 1.0
	if p.fixed != nil {
		passes = 2
	}
	free := climb(p.a, f.o.Seed, nil)
	show := func(s *sim, level int, share float64) {
		if shown != nil {
			shown(share / passes)
		}
	}
	if shown != nil && p.fixed == nil {
		show = func(s *sim, level int, share float64) {
			free.project(s, level, p)
			p.scale(s.unit(f.o.Spacing, p.a.n()), 0, 0)
			shown(share / passes)
		}
	}
	free.fromAbove(ctx, m, t, &f.o, p.x, p.y, show)
	unit := p.unit(f.o.Spacing)
	if p.fixed == nil {
		p.scale(unit, 0, 0)
		return
	}
	held := climb(p.a, f.o.Seed, p.fixed)
	for k, i := range p.nodes {
		if p.fixed[k] {
			p.x[k], p.y[k] = f.o.Start[i].X/unit, f.o.Start[i].Y/unit
		}
	}
	held.fromAbove(ctx, m, t, &f.o, p.x, p.y, func(s *sim, level int, share float64) {
		if shown != nil {
			shown((1 + share) / passes)
		}
	})
	p.scale(unit, 0, 0)
}

// project puts every node where its cluster on a level is.
func (l *ladder) project(s *sim, level int, p *part) {
	for i := range p.x {
		at := int32(i)
		for _, of := range l.maps[:level] {
			at = of[at]
		}
		p.x[i], p.y[i] = s.x[at], s.y[at]
	}
}

// unit is how long a unit of the model is to be drawn: edges come out as long as
// is asked for in the mean, unless that would leave nodes too little room.
func (p *part) unit(spacing float32) float32 {
	return unit(p.a, p.x, p.y, spacing, p.a.n())
}

func (s *sim) unit(spacing float32, n int) float32 { return unit(s.a, s.x, s.y, spacing, n) }

func unit(a *adjacency, x, y []float32, spacing float32, n int) float32 {
	var sum, count float64
	for i := range x {
		for _, j := range a.to[a.start[i]:a.start[i+1]] {
			sum += math.Hypot(float64(x[i]-x[j]), float64(y[i]-y[j]))
			count++
		}
	}
	if sum == 0 {
		return spacing
	}
	lx, ly, hx, hy := bounds(x, y)
	room := math.Sqrt(float64(hx-lx) * float64(hy-ly) / float64(n))
	const least = 0.55 // of the spacing, from node to node
	return spacing * float32(max(count/sum, least/max(room, 1e-6*sum/count)))
}

func (p *part) scale(by, dx, dy float32) {
	for i := range p.x {
		p.x[i] = p.x[i]*by + dx
		p.y[i] = p.y[i]*by + dy
	}
}

// points gives the positions of all parts.
func (f *forces) points() []Point {
	out := make([]Point, f.g.N)
	f.put(out)
	return out
}

func (f *forces) put(out []Point) {
	for _, p := range f.parts {
		for k, i := range p.nodes {
			out[i] = Point{p.x[k] + p.dx, p.y[k] + p.dy}
		}
	}
}

// stay puts pinned nodes where they are to the last bit.
func (f *forces) stay(out []Point) {
	for i := range out {
		if f.o.pinned(i) {
			out[i] = f.o.Start[i]
		}
	}
}

// show hands the positions so far to Progress.
func (f *forces) show(share float64) {
	if f.shown == nil {
		f.shown = make([]Point, f.g.N)
	}
	f.pack()
	f.put(f.shown)
	f.stay(f.shown)
	f.o.Progress(f.shown, share)
}
