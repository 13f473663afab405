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

// fromAbove lays the coarsest level out, and each finer one from where the
// coarser left it. x and y hold where fixed nodes are, and take the result.
func (l *ladder) fromAbove(ctx context.Context, m model, t *tree, o *Options, x, y []float32, show func(s *sim, level int, share float64)) {
	var above *sim
	var done, all float64
	for k, a := range l.levels {
		all += float64(a.n()) * float64(l.steps(k, o))
	}
	for k := len(l.levels) - 1; k >= 0; k-- {
		s := newSim(l.levels[k], m, t)
		s.fixed = l.fixed[k]
		if above == nil {
			l.scatter(s, k, o.Seed, x, y)
		} else {
			l.descend(s, above, k, o.Seed)
		}
		if s.fixed != nil {
			l.pin(s, k, x, y)
		}
		steps := l.steps(k, o)
		far := float32(math.Sqrt(float64(l.levels[0].n()) / float64(s.a.n())))
		for i := range steps {
			if ctx.Err() != nil {
				break
			}
			s.step(far * heat(i, steps))
			if show != nil {
				show(s, k, (done+float64(i*s.a.n()))/all)
			}
		}
		done += float64(s.a.n()) * float64(steps)
		above = s
	}
	copy(x, above.x)
	copy(y, above.y)
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
func (l *ladder) scatter(s *sim, level int, seed uint64, x, y []float32) {
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
