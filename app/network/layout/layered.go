package layout

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// layered puts nodes on levels so that edges run downwards, with few crossings and
// straight lines, after Sugiyama, Tagawa and Toda (1981). Parts that do not hang
// together stand side by side.
func layered(ctx context.Context, g Graph, o Options) ([]Point, error) {
	f := newForces(g, o)
	defer f.crew.dismiss()
	local := make([]int32, g.N)
	owner := make([]int32, g.N)
	for k, p := range f.parts {
		p.fixed = nil
		for q, i := range p.nodes {
			local[i], owner[i] = int32(q), int32(k)
		}
	}
	down := make([][][2]int32, len(f.parts))
	for _, e := range g.Edges {
		if e.From != e.To {
			k := owner[e.From]
			down[k] = append(down[k], [2]int32{local[e.From], local[e.To]})
		}
	}
	for k, p := range f.parts {
		if ctx.Err() != nil {
			break
		}
		s := newStack(p, down[k], &o)
		s.order(ctx)
		s.straighten()
	}
	shelve(f.parts, &o)
	at := f.points()
	settleIn(at, &o)
	return at, ctx.Err()
}

// stack is the levels of one part. Nodes beyond those of the part stand for
// edges on the levels they pass.
type stack struct {
	p      *part
	o      *Options
	level  []int32
	levels [][]int32
	pos    []int32 // place within its level
	up     [][]int32
	down   [][]int32
}

func newStack(p *part, edges [][2]int32, o *Options) *stack {
	n := len(p.nodes)
	s := &stack{p: p, o: o, up: make([][]int32, n), down: make([][]int32, n)}
	edges = acyclic(n, edges)
	s.level = rank(n, edges)
	// An edge over many levels is a chain; very many chains are left out.
	const mostChains = 200_000
	chains := 0
	for _, e := range edges {
		a, b := e[0], e[1]
		for s.level[b]-s.level[a] > 1 && chains < mostChains {
			chains++
			s.level = append(s.level, s.level[a]+1)
			s.up, s.down = append(s.up, nil), append(s.down, nil)
			v := int32(len(s.level) - 1)
			s.join(a, v)
			a = v
		}
		s.join(a, b)
	}
	deepest := int32(0)
	for _, l := range s.level {
		deepest = max(deepest, l)
	}
	s.levels = make([][]int32, deepest+1)
	s.begin()
	return s
}

func (s *stack) join(a, b int32) {
	s.down[a] = append(s.down[a], b)
	s.up[b] = append(s.up[b], a)
}

// acyclic turns edges that close a circle, and leaves doubles out.
func acyclic(n int, edges [][2]int32) [][2]int32 {
	next := make([][]int32, n)
	enters := make([]int, n)
	for _, e := range edges {
		next[e[0]] = append(next[e[0]], e[1])
		enters[e[1]]++
	}
	const (
		unseen = iota
		open
		done
	)
	state := make([]byte, n)
	var out [][2]int32
	seen := map[[2]int32]bool{}
	add := func(a, b int32) {
		if !seen[[2]int32{a, b}] {
			seen[[2]int32{a, b}] = true
			out = append(out, [2]int32{a, b})
		}
	}
	type frame struct {
		node int32
		k    int
	}
	visit := func(root int32) {
		stack := []frame{{root, 0}}
		state[root] = open
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if f.k == len(next[f.node]) {
				state[f.node] = done
				stack = stack[:len(stack)-1]
				continue
			}
			j := next[f.node][f.k]
			f.k++
			switch state[j] {
			case open:
				add(j, f.node)
			case done:
				add(f.node, j)
			default:
				add(f.node, j)
				state[j] = open
				stack = append(stack, frame{j, 0})
			}
		}
	}
	for i := range int32(n) { // from those that nothing enters, so that few edges turn
		if enters[i] == 0 {
			visit(i)
		}
	}
	for i := range int32(n) {
		if state[i] == unseen {
			visit(i)
		}
	}
	return out
}

// rank gives each node its level: below all that point to it, and as near above
// what it points to as that allows.
func rank(n int, edges [][2]int32) []int32 {
	level := make([]int32, n)
	enters := make([]int32, n)
	next := make([][]int32, n)
	for _, e := range edges {
		next[e[0]] = append(next[e[0]], e[1])
		enters[e[1]]++
	}
	var order []int32
	for i := range int32(n) {
		if enters[i] == 0 {
			order = append(order, i)
		}
	}
	for k := 0; k < len(order); k++ {
		i := order[k]
		for _, j := range next[i] {
			level[j] = max(level[j], level[i]+1)
			if enters[j]--; enters[j] == 0 {
				order = append(order, j)
			}
		}
	}
	into := make([]bool, n)
	for _, e := range edges {
		into[e[1]] = true
	}
	for k := len(order) - 1; k >= 0; k-- { // what nothing points to moves down to what it points to
		i := order[k]
		if into[i] || len(next[i]) == 0 {
			continue
		}
		least := level[next[i][0]]
		for _, j := range next[i] {
			least = min(least, level[j])
		}
		level[i] = least - 1
	}
	return level
}

// begin orders each level as a walk through the part meets its nodes, which
// crosses nothing on a tree. Nodes that were placed keep their order from left to right.
func (s *stack) begin() {
	n := len(s.level)
	s.pos = make([]int32, n)
	seen := make([]bool, n)
	var visit func(i int32)
	left := func(i int32) (float32, bool) {
		if int(i) >= len(s.p.nodes) || !s.o.placed(int(s.p.nodes[i])) {
			return 0, false
		}
		return s.o.Start[s.p.nodes[i]].X, true
	}
	byPlace := func(x, y int32) int {
		a, okA := left(x)
		b, okB := left(y)
		if !okA || !okB {
			return 0
		}
		return cmp.Compare(a, b)
	}
	stack := []int32{}
	visit = func(root int32) {
		stack = append(stack[:0], root)
		for len(stack) > 0 {
			i := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[i] {
				continue
			}
			seen[i] = true
			s.pos[i] = int32(len(s.levels[s.level[i]]))
			s.levels[s.level[i]] = append(s.levels[s.level[i]], i)
			kids := slices.Concat(s.down[i], s.up[i])
			slices.SortStableFunc(kids, byPlace)
			for k := len(kids) - 1; k >= 0; k-- {
				if !seen[kids[k]] {
					stack = append(stack, kids[k])
				}
			}
		}
	}
	var tops []int32
	for i := range int32(n) {
		if len(s.up[i]) == 0 {
			tops = append(tops, i)
		}
	}
	slices.SortStableFunc(tops, byPlace)
	for _, i := range tops {
		if !seen[i] {
			visit(i)
		}
	}
}

// order sweeps down and up and sorts each level by where its neighbours stand,
// and keeps the best order it met.
func (s *stack) order(ctx context.Context) {
	best := s.crossings()
	kept := s.snapshot()
	const sweeps = 16
	for k := 0; k < sweeps && best > 0 && ctx.Err() == nil; k++ {
		if k%2 == 0 {
			for l := 1; l < len(s.levels); l++ {
				s.sort(l, s.up)
			}
		} else {
			for l := len(s.levels) - 2; l >= 0; l-- {
				s.sort(l, s.down)
			}
		}
		if c := s.crossings(); c < best {
			best, kept = c, s.snapshot()
		}
	}
	s.levels = kept
	for _, level := range s.levels {
		for k, i := range level {
			s.pos[i] = int32(k)
		}
	}
}

func (s *stack) snapshot() [][]int32 {
	all := make([][]int32, len(s.levels))
	for l := range s.levels {
		all[l] = slices.Clone(s.levels[l])
	}
	return all
}

func (s *stack) sort(l int, near [][]int32) {
	level := s.levels[l]
	want := make(map[int32]float64, len(level))
	for _, i := range level {
		w := float64(s.pos[i])
		if len(near[i]) > 0 {
			w = 0
			for _, j := range near[i] {
				w += float64(s.pos[j])
			}
			w /= float64(len(near[i]))
		}
		want[i] = w
	}
	slices.SortStableFunc(level, func(x, y int32) int { return cmp.Compare(want[x], want[y]) })
	for k, i := range level {
		s.pos[i] = int32(k)
	}
}

// crossings counts the pairs of lines that cross between levels.
func (s *stack) crossings() int {
	total := 0
	for l := 1; l < len(s.levels); l++ {
		above := len(s.levels[l-1])
		tree := make([]int, above+1) // counts of the lines drawn so far, by where they begin
		drawn := 0
		for _, i := range s.levels[l] {
			for _, j := range s.up[i] {
				if s.level[j] != int32(l-1) {
					continue
				}
				before := 0
				for k := s.pos[j] + 1; k > 0; k &= k - 1 {
					before += tree[k]
				}
				total += drawn - before
			}
			for _, j := range s.up[i] {
				if s.level[j] == int32(l-1) {
					drawn++
					for k := int(s.pos[j]) + 1; k <= above; k += k & -k {
						tree[k]++
					}
				}
			}
		}
	}
	return total
}

// straighten gives each node its place along its level: as near as its neighbours'
// mean as those beside it allow.
func (s *stack) straighten() {
	n := len(s.level)
	x := make([]float64, n)
	wide := func(i int32) float64 {
		if int(i) >= len(s.p.nodes) {
			return float64(s.o.Spacing) / 3 // a passing line
		}
		return float64(s.o.width(int(s.p.nodes[i])))
	}
	for _, level := range s.levels {
		at := 0.0
		for _, i := range level {
			at += wide(i) / 2
			x[i] = at
			at += wide(i) / 2
		}
	}
	const rounds = 24
	for k := range rounds {
		down := k%2 == 0
		for q := range s.levels {
			l := q
			if !down {
				l = len(s.levels) - 1 - q
			}
			s.fit(s.levels[l], x, wide, func(i int32) ([]int32, []int32) {
				if k >= rounds-4 {
					return s.up[i], s.down[i]
				}
				if down {
					return s.up[i], nil
				}
				return s.down[i], nil
			})
		}
	}
	least, most := math.Inf(1), math.Inf(-1)
	for _, v := range x {
		least, most = min(least, v), max(most, v)
	}
	// Very wide levels stand farther apart, or their lines would lie flat.
	gap := float64(s.o.Spacing) * 1.3
	gap = max(gap, min(8*gap, (most-least)/4/float64(max(1, len(s.levels)-1))))
	for i := range s.p.nodes {
		s.p.x[i] = float32(x[i])
		s.p.y[i] = float32(float64(s.level[i]) * gap)
	}
}

// fit moves the nodes of one level as near to where they want to be as their
// order and widths allow: least squares over pools of nodes that touch.
func (s *stack) fit(level []int32, x []float64, wide func(int32) float64, near func(int32) (a, b []int32)) {
	type pool struct {
		sum, weight float64
		first       int
	}
	var pools []pool
	offset := make([]float64, len(level))
	at := 0.0
	for k, i := range level {
		at += wide(i) / 2
		offset[k] = at
		at += wide(i) / 2
		a, b := near(i)
		want, weight := x[i], 0.05
		if len(a)+len(b) > 0 {
			want, weight = 0, 1
			for _, j := range a {
				want += x[j]
			}
			for _, j := range b {
				want += x[j]
			}
			want /= float64(len(a) + len(b))
		}
		pools = append(pools, pool{weight * (want - offset[k]), weight, k})
		for len(pools) > 1 {
			p, q := &pools[len(pools)-2], pools[len(pools)-1]
			if p.sum/p.weight <= q.sum/q.weight {
				break
			}
			p.sum += q.sum
			p.weight += q.weight
			pools = pools[:len(pools)-1]
		}
	}
	for k := len(pools) - 1; k >= 0; k-- {
		p := pools[k]
		end := len(level)
		if k+1 < len(pools) {
			end = pools[k+1].first
		}
		for q := p.first; q < end; q++ {
			x[level[q]] = p.sum/p.weight + offset[q]
		}
	}
}

// shelve puts parts side by side in rows, the largest first, with their tops in line.
func shelve(parts []*part, o *Options) {
	gap := o.Spacing
	var area float64
	var widest float32
	type extent struct{ lx, ly, w, h float32 }
	sizes := make([]extent, len(parts))
	for k, p := range parts {
		lx, ly, hx, hy := bounds(p.x, p.y)
		sizes[k] = extent{lx, ly, hx - lx + gap, hy - ly + gap}
		for i, node := range p.nodes { // labels at the sides need room too
			half := o.width(int(node)) / 2
			if p.x[i]+half > hx {
				sizes[k].w = max(sizes[k].w, p.x[i]+half-lx+gap/2)
			}
		}
		widest = max(widest, sizes[k].w)
		area += float64(sizes[k].w) * float64(sizes[k].h)
	}
	limit := max(widest, float32(1.5*math.Sqrt(area)))
	var x, y, tall float32
	for k, p := range parts {
		s := sizes[k]
		if x > 0 && x+s.w > limit {
			x, y, tall = 0, y+tall, 0
		}
		p.dx, p.dy = x-s.lx, y-s.ly
		x += s.w
		tall = max(tall, s.h)
	}
}
