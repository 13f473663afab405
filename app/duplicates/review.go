package duplicates

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"redthread/app/names"
	"redthread/app/names/index"
	"redthread/app/parties"
	"redthread/app/sameness"
	"redthread/app/screening"
	"redthread/store"
)

// Candidate is a pair of parties that may be one.
type Candidate struct {
	A, B     parties.Party
	Match    names.Match
	Standing sameness.Standing // what was judged; its Verdict is "" where nothing was
}

// Pair is the two entities.
func (c *Candidate) Pair() sameness.Pair { return sameness.PairOf(c.A.ID, c.B.ID) }

// Review is all there is to judge in a case, and what was judged.
type Review struct {
	Open           []Candidate // nobody judged, the likeliest first
	Unsure         []Candidate // judged with doubt, or by authors who differ
	Judged         []Candidate // the same or different, in the order in which they were judged
	Contradictions []sameness.Contradiction
	Disputes       []sameness.Dispute
	Clusters       *sameness.Clusters
	Parties        map[store.ID]parties.Party
	Asked          int // parties that were compared
}

// Options guide the search.
type Options struct {
	Least    float64 // score from which on a pair is a candidate; 0: names.Candidate
	Most     int     // candidates of a party; 0: 12
	Progress func(share float64)
}

// Find looks for duplicates among the parties of a case. Entries that were
// copied from lists are not among them: screening asks about those.
func Find(ctx context.Context, c *store.Case, o Options) (*Review, error) {
	if o.Least == 0 {
		o.Least = names.Candidate
	}
	if o.Most == 0 {
		o.Most = 12
	}
	all, err := parties.All(ctx, c)
	if err != nil {
		return nil, err
	}
	copies, err := screening.Copies(ctx, c)
	if err != nil {
		return nil, err
	}
	judged, err := c.Judgements(ctx, store.ID{})
	if err != nil {
		return nil, err
	}
	r := &Review{Clusters: sameness.Of(judged), Parties: map[store.ID]parties.Party{}}
	for _, p := range all {
		r.Parties[p.ID] = p
	}
	all = slices.DeleteFunc(all, func(p parties.Party) bool {
		_, copied := copies[p.ID]
		return copied
	})
	r.Asked = len(all)
	pairs, err := likely(ctx, all, o)
	if err != nil {
		return nil, err
	}
	for _, k := range pairs {
		if _, ok := r.Clusters.Standing(k.A.ID, k.B.ID); !ok && !r.Clusters.Together(k.A.ID, k.B.ID) && !r.apart(k.A.ID, k.B.ID) {
			r.Open = append(r.Open, k)
		}
	}
	r.settled(copies)
	return r, ctx.Err()
}

// apart tells whether two parties are in clusters of which members were judged
// different from each other.
func (r *Review) apart(a, b store.ID) bool {
	for _, x := range r.Clusters.Members(a) {
		for _, y := range r.Clusters.Members(b) {
			if s, ok := r.Clusters.Standing(x, y); ok && s.Verdict == store.Different {
				return true
			}
		}
	}
	return false
}

// settled fills in what was judged, between parties and not against lists.
func (r *Review) settled(copies map[store.ID]screening.Copy) {
	own := func(p sameness.Pair) bool {
		_, a := copies[p.A]
		_, b := copies[p.B]
		return !a && !b
	}
	for _, s := range r.Clusters.Standings() {
		if !own(s.Pair) {
			continue
		}
		k := Candidate{A: r.Party(s.A), B: r.Party(s.B), Standing: s}
		k.Match = names.CompareRecords(k.A.Record, k.B.Record)
		if s.Verdict == store.Unsure {
			r.Unsure = append(r.Unsure, k)
		} else {
			r.Judged = append(r.Judged, k)
		}
	}
	r.Contradictions, r.Disputes = r.Clusters.Contradictions(), r.Clusters.Disputes()
}

// Party gives a party of the case by its id; without a name where it is none.
func (r *Review) Party(id store.ID) parties.Party {
	if p, ok := r.Parties[id]; ok {
		return p
	}
	return parties.Party{EntityRow: store.EntityRow{ID: id}}
}

// likely gives every pair of parties from a score on, the likeliest first.
func likely(ctx context.Context, all []parties.Party, o Options) ([]Candidate, error) {
	entries := make([]index.Entry, len(all))
	ready := make([]names.Party, len(all))
	for i, p := range all {
		entries[i] = index.Entry{ID: p.ID.String(), Record: p.Record}
		ready[i] = names.PrepareRecord(p.Record)
	}
	x, err := index.Of(ctx, entries)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	done := 0
	met := map[[2]int]bool{}
	err = x.FindAll(ctx, ready, o.Most+1, func(i int, hits []index.Hit) {
		mu.Lock()
		defer mu.Unlock()
		for _, h := range hits {
			if h.Number != i && h.Score >= o.Least {
				met[[2]int{min(i, h.Number), max(i, h.Number)}] = true
			}
		}
		if done++; o.Progress != nil {
			o.Progress(float64(done) / float64(len(all)))
		}
	})
	if err != nil {
		return nil, err
	}
	pairs := make([]Candidate, 0, len(met))
	for ij := range met {
		k := Candidate{A: all[ij[0]], B: all[ij[1]], Match: names.CompareParties(ready[ij[0]], ready[ij[1]])}
		if k.Match.Score >= o.Least {
			pairs = append(pairs, k)
		}
	}
	slices.SortFunc(pairs, func(a, b Candidate) int {
		pa, pb := a.Pair(), b.Pair()
		return cmp.Or(cmp.Compare(b.Match.Score, a.Match.Score), slices.Compare(pa.A[:], pb.A[:]), slices.Compare(pa.B[:], pb.B[:]))
	})
	return pairs, nil
}
