package sameness

import (
	"bytes"
	"slices"

	"redthread/store"
)

// Pair is two entities, the smaller first.
type Pair struct{ A, B store.ID }

// PairOf puts two entities in their order.
func PairOf(a, b store.ID) Pair {
	if compare(a, b) > 0 {
		a, b = b, a
	}
	return Pair{a, b}
}

func compare(a, b store.ID) int { return bytes.Compare(a[:], b[:]) }

// Standing is what holds of a pair, all authors heard.
type Standing struct {
	Pair
	Verdict store.Verdict     // unsure where authors differ
	Latest  []store.Judgement // the latest of each author, in record order
	Differ  bool              // the authors do not agree
}

// Dispute is a pair on which authors differ.
type Dispute struct{ Standing }

// Contradiction is a "same" that cannot stand beside a "different".
type Contradiction struct {
	Same      Standing   // the one that was skipped
	Different Standing   // the pair that it would join
	Chain     []store.ID // from one end of Different to the other, through the pairs taken as same and the skipped one
}

// Clusters is the sameness of a case.
type Clusters struct {
	standing map[Pair]Standing
	parent   map[store.ID]store.ID
	members  map[store.ID][]store.ID // by root, sorted once all are joined
	same     map[store.ID][]store.ID // the pairs taken, as neighbours

	disputes       []Dispute
	contradictions []Contradiction
}

// Of computes the clusters from all judgements of a case.
func Of(judgements []store.Judgement) *Clusters {
	c := &Clusters{
		standing: map[Pair]Standing{}, parent: map[store.ID]store.ID{},
		members: map[store.ID][]store.ID{}, same: map[store.ID][]store.ID{},
	}
	all := standings(judgements)
	foes := map[store.ID]map[store.ID]Standing{} // by root: roots it may not be joined with
	for _, s := range all {
		c.standing[s.Pair] = s
		if s.Differ {
			c.disputes = append(c.disputes, Dispute{s})
		}
		if s.Verdict == store.Different {
			foe(foes, s.A, s.B, s)
			foe(foes, s.B, s.A, s)
		}
	}
	for _, s := range all {
		if s.Verdict == store.Same {
			c.join(s, foes)
		}
	}
	for root := range c.members {
		slices.SortFunc(c.members[root], compare)
	}
	return c
}

// standings gathers the judgements by pair, in the order in which the verdict
// that counts was first recorded.
func standings(judgements []store.Judgement) []Standing {
	ordered := slices.Clone(judgements)
	slices.SortStableFunc(ordered, func(a, b store.Judgement) int {
		if d := a.At.Compare(b.At); d != 0 {
			return d
		}
		return compare(a.ID, b.ID)
	})
	by := map[Pair]*Standing{}
	for _, j := range ordered {
		p := PairOf(j.A, j.B)
		s := by[p]
		if s == nil {
			s = &Standing{Pair: p}
			by[p] = s
		}
		s.Latest = slices.DeleteFunc(s.Latest, func(old store.Judgement) bool { return old.Author == j.Author })
		s.Latest = append(s.Latest, j)
	}
	all := make([]Standing, 0, len(by))
	for _, s := range by {
		s.Verdict = s.Latest[0].Verdict
		for _, j := range s.Latest[1:] {
			s.Differ = s.Differ || j.Verdict != s.Verdict
		}
		if s.Differ {
			s.Verdict = store.Unsure
		}
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b Standing) int {
		x, y := a.Latest[0], b.Latest[0]
		if d := x.At.Compare(y.At); d != 0 {
			return d
		}
		return compare(x.ID, y.ID)
	})
	return all
}

func foe(foes map[store.ID]map[store.ID]Standing, a, b store.ID, s Standing) {
	if foes[a] == nil {
		foes[a] = map[store.ID]Standing{}
	}
	if old, ok := foes[a][b]; !ok || old.Latest[0].At.After(s.Latest[0].At) {
		foes[a][b] = s
	}
}

func (c *Clusters) root(id store.ID) store.ID {
	for {
		up, ok := c.parent[id]
		if !ok || up == id {
			return id
		}
		if grand, ok := c.parent[up]; ok {
			c.parent[id] = grand
		}
		id = up
	}
}

func (c *Clusters) of(root store.ID) []store.ID {
	if m, ok := c.members[root]; ok {
		return m
	}
	return []store.ID{root}
}

// join takes a "same" or lists why it cannot be taken. The smaller cluster goes
// into the larger, so that the work grows with n log n.
func (c *Clusters) join(s Standing, foes map[store.ID]map[store.ID]Standing) {
	a, b := c.root(s.A), c.root(s.B)
	if a == b {
		c.tie(s)
		return
	}
	if d, ok := foes[a][b]; ok {
		c.contradictions = append(c.contradictions, Contradiction{Same: s, Different: d, Chain: c.chain(d, s)})
		return
	}
	if x, y := len(c.of(a)), len(c.of(b)); x < y || x == y && compare(a, b) > 0 {
		a, b = b, a
	}
	c.tie(s)
	c.members[a] = append(c.of(a), c.of(b)...)
	delete(c.members, b)
	c.parent[a], c.parent[b] = a, a
	for other, d := range foes[b] {
		delete(foes[other], b)
		foe(foes, a, other, d)
		foe(foes, other, a, d)
	}
	delete(foes, b)
}

func (c *Clusters) tie(s Standing) {
	c.same[s.A] = append(c.same[s.A], s.B)
	c.same[s.B] = append(c.same[s.B], s.A)
}

// chain walks from one end of a "different" to the other, by the pairs taken
// and the one that is skipped.
func (c *Clusters) chain(d, skipped Standing) []store.ID {
	near := func(id store.ID) []store.ID {
		all := slices.Clone(c.same[id])
		if id == skipped.A {
			all = append(all, skipped.B)
		}
		if id == skipped.B {
			all = append(all, skipped.A)
		}
		return all
	}
	from := map[store.ID]store.ID{d.A: d.A}
	queue := []store.ID{d.A}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		if id == d.B {
			path := []store.ID{id}
			for id != d.A {
				id = from[id]
				path = append(path, id)
			}
			slices.Reverse(path)
			return path
		}
		for _, n := range near(id) {
			if _, ok := from[n]; !ok {
				from[n] = id
				queue = append(queue, n)
			}
		}
	}
	return nil
}

// Face is the entity that stands for the cluster an entity is in; of an entity
// that is in none, itself.
func (c *Clusters) Face(id store.ID) store.ID { return c.Members(id)[0] }

// Members lists the cluster an entity is in, smallest first, itself among them.
func (c *Clusters) Members(id store.ID) []store.ID { return c.of(c.root(id)) }

// Together tells whether two entities are in one cluster.
func (c *Clusters) Together(a, b store.ID) bool { return c.root(a) == c.root(b) }

// Standing gives what holds of a pair; false where nobody judged it.
func (c *Clusters) Standing(a, b store.ID) (Standing, bool) {
	s, ok := c.standing[PairOf(a, b)]
	return s, ok
}

// All lists the clusters of more than one member, by their faces.
func (c *Clusters) All() [][]store.ID {
	all := make([][]store.ID, 0, len(c.members))
	for _, m := range c.members {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b []store.ID) int { return compare(a[0], b[0]) })
	return all
}

// Standings lists every judged pair in record order.
func (c *Clusters) Standings() []Standing {
	all := make([]Standing, 0, len(c.standing))
	for _, s := range c.standing {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Standing) int {
		x, y := a.Latest[0], b.Latest[0]
		if d := x.At.Compare(y.At); d != 0 {
			return d
		}
		return compare(x.ID, y.ID)
	})
	return all
}

// Disputes lists the pairs on which authors differ, in record order.
func (c *Clusters) Disputes() []Dispute { return c.disputes }

// Contradictions lists the "same" that were skipped, in record order.
func (c *Clusters) Contradictions() []Contradiction { return c.contradictions }
