package ownership

// Layers tells, for each world, which parties count under a test because they
// are counted themselves or are owned by those who count: the layered reading
// of the law, in which an owner who counts brings in all that it holds and one
// that does not brings in nothing.
type Layers struct {
	g      *Graph
	t      *Test
	counts [worlds][]bool
	low    [][]End // certain lower bounds, of each holding
	lowAll []frac  // and their sums
	bounds []worldSums
	alone  []map[int]End // Test.Alone: what each counted party holds, with those it owns
}

type worldSums [worlds]sums

// sums are kept while parties begin to count.
type sums struct {
	in       frac // upper ends (in the certain world lower ends) of those who count
	inStrict int  // how many of these are strict
	out      frac // lower ends of those who do not
	outTight int  // how many of these are strict
}

// Solve finds the layers of every party at once.
func Solve(g *Graph, t *Test) *Layers {
	n := len(g.Owners)
	l := &Layers{g: g, t: t, low: make([][]End, n), lowAll: make([]frac, n), bounds: make([]worldSums, n)}
	edges := 0
	for _, o := range g.Owners {
		edges += len(o)
	}
	room := make([]End, 0, edges)
	owns := make([][]edge, n)
	heads := make([]int, n)
	for _, all := range g.Owners {
		for i := range all {
			heads[all[i].Owner]++
		}
	}
	for i, c := range heads {
		owns[i] = make([]edge, 0, c)
	}
	for a, all := range g.Owners {
		from := len(room)
		room, _ = lows(all, room)
		l.low[a] = room[from:len(room):len(room)]
		sum, tight := none, 0
		for i := range all {
			owns[all[i].Owner] = append(owns[all[i].Owner], edge{a, i})
			sum = sum.add(l.low[a][i].value)
			if l.low[a][i].Strict {
				tight++
			}
		}
		l.lowAll[a] = sum
		for w := range l.bounds[a] {
			l.bounds[a][w] = sums{in: none, out: sum, outTight: tight}
		}
	}
	var controls [][]int // who is controlled by whom, for each world below
	if t.Control && g.Controls != nil {
		controls = make([][]int, n)
		for a, all := range g.Controls {
			for _, c := range all {
				controls[c.By] = append(controls[c.By], a)
			}
		}
	}
	for w := Certain; w < worlds; w++ {
		if w == Certain && t.Alone {
			l.solveAlone(owns, controls)
			continue
		}
		l.solve(w, owns, controls)
	}
	return l
}

// edge is a holding, by its asset and its place there.
type edge struct{ asset, at int }

func (l *Layers) solve(w World, owns [][]edge, controls [][]int) {
	counts := make([]bool, len(l.g.Owners))
	l.counts[w] = counts
	zero := l.t.More && l.t.Threshold.Sign() == 0
	var queue []int
	enter := func(p int) {
		if !counts[p] {
			counts[p] = true
			queue = append(queue, p)
		}
	}
	for p, s := range l.g.Counted {
		if s == Yes || s == Perhaps && w > Certain {
			enter(p)
		}
	}
	if w == Open {
		for p := range counts { // nobody known to count, and unknown owners may be enough
			if l.t.reaches(w, l.sum(p, w)) {
				enter(p)
			}
		}
	}
	for len(queue) > 0 {
		p := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, e := range owns[p] {
			h := &l.g.Owners[e.asset][e.at]
			s := &l.bounds[e.asset][w]
			low := l.low[e.asset][e.at]
			in := low
			switch w {
			case Stated:
				if in = h.High; zero {
					in = h.Any // that a share is stated at all is enough
				}
			case Recorded, Open:
				in = h.Any
			}
			s.in, s.out = s.in.add(in.value), s.out.sub(low.value)
			if in.Strict {
				s.inStrict++
			}
			if low.Strict {
				s.outTight--
			}
			if !counts[e.asset] && l.t.reaches(w, l.sum(e.asset, w)) {
				if w == Certain && l.t.Direct {
					counts[e.asset] = true // and brings in nothing itself
					continue
				}
				enter(e.asset)
			}
		}
		if controls != nil {
			for _, a := range controls[p] {
				if !counts[a] && l.controlled(a, p, w) {
					enter(a)
				}
			}
		}
	}
}

func (l *Layers) controlled(a, by int, w World) bool {
	for _, c := range l.g.Controls[a] {
		if c.By == by && (c.Certain || w > Certain) {
			return true
		}
	}
	return false
}

// sum is what those who count hold of a party together: in the certain world
// the least of it, in the others the most, which is never more than others leave.
func (l *Layers) sum(p int, w World) End {
	s := &l.bounds[p][w]
	if w == Certain {
		return End{s.in, s.inStrict > 0}
	}
	in := End{s.in, s.inStrict > 0}
	left := End{whole.sub(s.out), s.outTight > 0}
	if w == Open && l.g.Open[p] {
		return left // whoever is not recorded may hold all that is left
	}
	switch c := in.value.cmp(left.value); {
	case c < 0:
		return in
	case c > 0:
		return left
	}
	return End{in.value, in.Strict || left.Strict}
}

// Counts tells whether a party counts in a world.
func (l *Layers) Counts(p int, w World) bool { return l.counts[w][p] }

// Held is what those who count hold of a party: the least and, in a wider
// world, the most.
func (l *Layers) Held(p int, w World) End {
	if w == Certain && l.t.Alone {
		best := End{value: none}
		for _, e := range l.alone[p] {
			if c := e.value.cmp(best.value); c > 0 || c == 0 && e.Strict {
				best = e
			}
		}
		return best
	}
	return l.sum(p, w)
}

// solveAlone finds the certain layers of a test that does not add up strangers:
// each counted party is followed by itself, with those it owns.
func (l *Layers) solveAlone(owns [][]edge, controls [][]int) {
	n := len(l.g.Owners)
	counts := make([]bool, n)
	l.counts[Certain] = counts
	l.alone = make([]map[int]End, n)
	type pair struct{ party, root int }
	seen := map[pair]bool{}
	var queue []pair
	enter := func(p, root int) {
		if k := (pair{p, root}); !seen[k] {
			seen[k] = true
			counts[p] = true
			queue = append(queue, k)
		}
	}
	for p, s := range l.g.Counted {
		if s == Yes {
			enter(p, p)
		}
	}
	for len(queue) > 0 {
		k := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, e := range owns[k.party] {
			if l.alone[e.asset] == nil {
				l.alone[e.asset] = map[int]End{}
			}
			low := l.low[e.asset][e.at]
			held, ok := l.alone[e.asset][k.root]
			if !ok {
				held.value = none
			}
			held = End{held.value.add(low.value), held.Strict || low.Strict}
			l.alone[e.asset][k.root] = held
			if l.t.reaches(Certain, held) {
				enter(e.asset, k.root)
			}
		}
		if controls != nil {
			for _, a := range controls[k.party] {
				if l.controlled(a, k.party, Certain) {
					enter(a, k.root)
				}
			}
		}
	}
}
