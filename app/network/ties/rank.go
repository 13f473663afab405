package ties

import (
	"cmp"
	"math"
	"slices"
)

// rarity is what is left of a weight when n parties share a detail: all of it
// for two, a half for four, a quarter for sixteen.
func rarity(n int) float64 { return 1 / math.Log2(float64(max(n, 2))) }

// Between gives the tie of two parties; Reasons is empty where they share
// nothing that counts.
func (t *Ties) Between(a, b int) Tie {
	if a > b {
		a, b = b, a
	}
	tie := Tie{A: a, B: b}
	for _, s := range t.at[a] {
		if sh := &t.Shared[s]; !sh.Muted && sh.holds(b) {
			tie.Reasons = append(tie.Reasons, int(s))
		}
	}
	t.weigh(&tie)
	return tie
}

func (s *Shared) holds(party int) bool {
	_, ok := slices.BinarySearchFunc(s.Holders, party, func(h Holder, p int) int { return cmp.Compare(h.Party, p) })
	return ok
}

// Holder gives what a party says of a detail.
func (s *Shared) Holder(party int) (Holder, bool) {
	i, ok := slices.BinarySearchFunc(s.Holders, party, func(h Holder, p int) int { return cmp.Compare(h.Party, p) })
	if !ok {
		return Holder{}, false
	}
	return s.Holders[i], true
}

// weigh orders the reasons and sums them. A weak form of a detail that the two
// share in its strong form as well says nothing more.
func (t *Ties) weigh(tie *Tie) {
	slices.SortFunc(tie.Reasons, func(x, y int) int {
		a, b := &t.Shared[x], &t.Shared[y]
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(x, y))
	})
	strong := map[Kind]bool{}
	for _, r := range tie.Reasons {
		if s := &t.Shared[r]; !s.Weak {
			strong[s.Kind] = true
		}
	}
	tie.Reasons = slices.DeleteFunc(tie.Reasons, func(r int) bool {
		s := &t.Shared[r]
		return s.Weak && strong[s.Kind] || s.Kind == Site && strong[Email] // who shares a mailbox shares its domain
	})
	tie.Score = 0
	for _, r := range tie.Reasons {
		tie.Score += t.Shared[r].Weight
	}
}

// Pairs lists the ties of the case, strongest first, limit of them (0: all).
func (t *Ties) Pairs(limit int) []Tie {
	var all []Tie
	for p := range t.Parties {
		for _, q := range t.neighbours(p) {
			if q > p {
				all = append(all, t.Between(p, q))
			}
		}
	}
	t.rank(all)
	if limit > 0 && len(all) > limit {
		all = all[:limit]
	}
	return all
}

func (t *Ties) rank(all []Tie) {
	slices.SortFunc(all, func(x, y Tie) int {
		return cmp.Or(
			cmp.Compare(y.Score, x.Score),
			cmp.Compare(t.Parties[x.A].Caption, t.Parties[y.A].Caption), cmp.Compare(t.Parties[x.B].Caption, t.Parties[y.B].Caption),
			cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B),
		)
	})
}

// neighbours are the parties that share something unmuted with one.
func (t *Ties) neighbours(p int) []int {
	var all []int
	for _, s := range t.at[p] {
		sh := &t.Shared[s]
		if sh.Muted {
			continue
		}
		for i := range sh.Holders {
			if q := sh.Holders[i].Party; q != p {
				all = append(all, q)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Around lists the parties tied to one, nearest and then strongest first, up to
// so many hops away (0: one).
func (t *Ties) Around(party, hops int) []Reached {
	seen := map[int]bool{party: true}
	var all []Reached
	front := []int{party}
	for hop := 1; hop <= max(hops, 1) && len(front) > 0; hop++ {
		var found []Reached
		best := map[int]int{} // where each newly found one stands
		for _, p := range front {
			for _, q := range t.neighbours(p) {
				if seen[q] {
					continue
				}
				r := Reached{Party: q, Hops: hop, From: p, Tie: t.Between(p, q)}
				if i, ok := best[q]; ok {
					if r.Tie.Score > found[i].Tie.Score {
						found[i] = r
					}
					continue
				}
				best[q] = len(found)
				found = append(found, r)
			}
		}
		slices.SortStableFunc(found, func(x, y Reached) int {
			return cmp.Or(cmp.Compare(y.Tie.Score, x.Tie.Score), cmp.Compare(t.Parties[x.Party].Caption, t.Parties[y.Party].Caption), cmp.Compare(x.Party, y.Party))
		})
		front = front[:0:0]
		for _, r := range found {
			seen[r.Party] = true
			front = append(front, r.Party)
		}
		all = append(all, found...)
	}
	return all
}

// MutedOf lists the muted details of a party.
func (t *Ties) MutedOf(party int) []int {
	var all []int
	for _, s := range t.at[party] {
		if t.Shared[s].Muted {
			all = append(all, int(s))
		}
	}
	return all
}
