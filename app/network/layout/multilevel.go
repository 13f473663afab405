package layout

import (
	"context"
	"math"
)

// ladder is a graph and ever coarser pictures of it.
type ladder struct {
	levels []*adjacency
	maps   [][]int32 // which node of the next level each node went into
	fixed  [][]bool
}

const (
	coarsest  = 24   // a level of so few nodes is not made coarser
	leastGain = 0.92 // nor is one of which the next has more than this share
)

func climb(a *adjacency, seed uint64, fixed []bool) *ladder {
	l := &ladder{levels: []*adjacency{a}, fixed: [][]bool{fixed}}
	for {
		top := l.levels[len(l.levels)-1]
		if top.n() <= coarsest {
			return l
		}
		held := l.fixed[len(l.fixed)-1]
		c, of := top.coarser(seed+uint64(len(l.levels)), held)
		if float64(c.n()) > leastGain*float64(top.n()) {
			return l
		}
		var next []bool
		if held != nil {
			next = make([]bool, c.n())
			for i, f := range held {
				if f {
					next[of[i]] = true
				}
			}
		}
		l.levels, l.maps, l.fixed = append(l.levels, c), append(l.maps, of), append(l.fixed, next)
	}
}

// Steps at the finest level, and how much more a small one gets.
const (
	fineSteps   = 60
	coarseSteps = 200
	small       = 1000 // nodes
)

// farthest a node goes in the first and in the last step of a level, in mean
// distances of its nodes.
const (
	hot  = 3
	cold = 0.05
)

// A mesh can come to lie folded over itself on the coarse levels, and no finer
// one unfolds it: where that may be, they are laid out from several beginnings.
const (
	beginnings = 3
	foldable   = 100 // nodes of the finest level that is tried several times
)

// descent is a layout on its way from the coarsest level to the finest.
type descent struct {
	*ladder
	ctx  context.Context
	m    model
	t    *tree
	o    *Options
	x, y []float32 // where fixed nodes are
	show func(s *sim, level int, share float64)

	done, all float64 // work
}

// fromAbove lays the coarsest level out, and each finer one from where the
// coarser left it. x and y hold where fixed nodes are, and take the result.
func (l *ladder) fromAbove(ctx context.Context, m model, t *tree, o *Options, x, y []float32, show func(s *sim, level int, share float64)) {
	d := descent{ladder: l, ctx: ctx, m: m, t: t, o: o, x: x, y: y, show: show}
	for k, a := range l.levels {
		d.all += float64(a.n()) * float64(l.steps(k, o))
	}
	top := len(l.levels) - 1
	mid := top
	for mid > 0 && l.levels[mid-1].n() <= foldable {
		mid--
	}
	tries := 1
	if m.steep && mid > 0 {
		tries = beginnings
	}
	var best *sim
	least := 0.0
	for try := range tries {
		d.done = 0
		s := d.through(nil, top, mid, o.Seed+uint64(try)<<32)
		if v := s.variation(); best == nil || v < least {
			best, least = s, v
		}
		if ctx.Err() != nil {
			break
		}
	}
	if mid > 0 {
		best = d.through(best, mid-1, 0, o.Seed)
	}
	copy(x, best.x)
	copy(y, best.y)
}

// through lays out the levels from one down to another; above is the level over
// the first, nil to begin anew.
func (d *descent) through(above *sim, from, to int, seed uint64) *sim {
	for k := from; k >= to; k-- {
		s := newSim(d.levels[k], d.m, d.t)
		s.fixed = d.fixed[k]
		if above == nil {
			d.scatter(s, seed, d.x, d.y)
		} else {
			d.descend(s, above, k, seed)
		}
		if s.fixed != nil {
			d.pin(s, k, d.x, d.y)
		}
		steps := d.steps(k, d.o)
		far := float32(math.Sqrt(float64(d.levels[0].n()) / float64(s.a.n())))
		for i := range steps {
			if d.ctx.Err() != nil {
				break
			}
			s.step(far * heat(i, steps))
			if d.show != nil {
				d.show(s, k, (d.done+float64(i*s.a.n()))/d.all)
			}
		}
		d.done += float64(s.a.n()) * float64(steps)
		above = s
	}
	return above
}

func (l *ladder) steps(level int, o *Options) int {
	steps := fineSteps
	if l.levels[level].n() < small {
		steps = coarseSteps
	}
	if o.Effort > 0 {
		steps = max(5, int(float32(steps)*o.Effort))
	}
	return steps
}

func heat(i, steps int) float32 {
	return float32(hot * math.Pow(cold/hot, float64(i)/float64(steps)))
}

// scatter puts the nodes of the coarsest level anywhere around the fixed ones.
func (l *ladder) scatter(s *sim, seed uint64, x, y []float32) {
	var cx, cy, n float32
	for i, f := range l.fixed[0] {
		if f {
			cx += x[i]
			cy += y[i]
			n++
		}
	}
	if n > 0 {
		cx /= n
		cy /= n
	}
	r := float32(math.Sqrt(float64(l.levels[0].n())))
	for i := range s.x {
		s.x[i] = cx + r*(chance(seed, uint64(2*i))-0.5)
		s.y[i] = cy + r*(chance(seed, uint64(2*i+1))-0.5)
	}
}

// descend puts the members of each cluster around where the cluster was.
func (l *ladder) descend(s, above *sim, level int, seed uint64) {
	for i, g := range l.maps[level] {
		r := 0.5 * math.Sqrt(float64(above.a.mass[g]))
		sin, cos := math.Sincos(2 * math.Pi * float64(chance(seed+77, uint64(i))))
		s.x[i] = above.x[g] + float32(r*cos)
		s.y[i] = above.y[g] + float32(r*sin)
	}
}

// pin puts fixed nodes, each alone in its cluster on every level, where they are.
func (l *ladder) pin(s *sim, level int, x, y []float32) {
	for i, f := range l.fixed[0] {
		if !f {
			continue
		}
		at := int32(i)
		for _, of := range l.maps[:level] {
			at = of[at]
		}
		s.x[at], s.y[at] = x[i], y[i]
	}
}

// modelFor chooses the balance of forces by how a connected graph grows: on
// trees, meshes and chains the mean way is long.
func modelFor(a *adjacency) model {
	n := a.n()
	if len(a.to)/2 <= n+n/6 {
		return sparse
	}
	// The mean way from a few nodes is near enough.
	far := make([]int32, n)
	queue := make([]int32, 0, n)
	var sum, count float64
	const sources = 4
	for k := range min(sources, n) {
		for i := range far {
			far[i] = -1
		}
		from := int32(k * (n - 1) / sources)
		far[from] = 0
		queue = append(queue[:0], from)
		for i := 0; i < len(queue); i++ {
			for _, j := range a.to[a.start[queue[i]]:a.start[queue[i]+1]] {
				if far[j] < 0 {
					far[j] = far[queue[i]] + 1
					sum += float64(far[j])
					count++
					queue = append(queue, j)
				}
			}
		}
	}
	if n > 16 && sum/count > 1.3*math.Log2(float64(n)) {
		return sparse
	}
	return dense
}
