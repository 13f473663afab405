package screening

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"redthread/app/names"
	"redthread/app/parties"
	"redthread/app/screening/library"
	"redthread/app/screening/listfile"
	"redthread/app/screening/ofacsearch"
	"redthread/store"
)

// State is where a candidate stands.
type State string

// The states.
const (
	ToJudge State = "to judge"
	Changed State = "changed" // judged on another version, which said something else
	Matched State = "matched"
	Cleared State = "cleared"
	Doubted State = "not sure"
)

// Candidate is an entry that may be a party of the case.
type Candidate struct {
	List  *library.Version
	Place int // among the entries of the list
	Entry *listfile.Entry
	Match names.Match
	OFAC  int // what OFAC's public search would say, 0 to 100, as far as its description tells

	State    State
	Judged   store.Judgement // the latest, where one was made
	JudgedOn string          // date of the version that was judged
	Added    []listfile.Prop // what the entry says now and did not on that version
	Gone     []listfile.Prop // what it said on that version and does not now
}

// Open tells whether somebody still has to judge.
func (c *Candidate) Open() bool { return c.State == ToJudge || c.State == Changed }

// Found is a party with its candidates, the likeliest first.
type Found struct {
	parties.Party
	Candidates []Candidate
}

// Result is the answer of a screening.
type Result struct {
	Lists   []*library.Version
	Parties int     // how many were asked after
	Found   []Found // those with a candidate, the likeliest first
	Least   float64 // the score from which on candidates are shown
}

// Count counts the candidates in a state.
func (r *Result) Count(states ...State) int {
	n := 0
	for _, f := range r.Found {
		for _, c := range f.Candidates {
			if slices.Contains(states, c.State) {
				n++
			}
		}
	}
	return n
}

// Options guide a screening.
type Options struct {
	Lists    []*library.List
	Only     []store.ID // these parties alone; nil: all
	Least    float64    // 0 or names.Alert: the usual threshold, see AlertOthers
	Most     int        // candidates of a party on each list; 0: 10
	Progress func(share float64)
}

func (o *Options) settle() {
	if o.Least == 0 {
		o.Least = names.Alert
	}
	if o.Most == 0 {
		o.Most = 10
	}
}

// AlertOthers is the score from which on firms, bodies and vessels are shown,
// where for people it is names.Alert: firms share words of their trade, and at
// 0.90 one of ten ordinary names of firms raised an alarm on a list of 8,000
// entries, at 0.96 one of fifty.
const AlertOthers = 0.96

// from is the score from which on candidates of a party are shown.
func (o *Options) from(schema string) float64 {
	if k := names.KindOf(schema); o.Least == names.Alert && (k == names.Company || k == names.Vessel) {
		return AlertOthers
	}
	return o.Least
}

// Threshold says from which score on candidates are shown.
func (r *Result) Threshold() string {
	if r.Least == names.Alert {
		return fmt.Sprintf("%.2f for people and %.2f for others", names.Alert, AlertOthers)
	}
	return fmt.Sprintf("%.2f", r.Least)
}

// Case asks lists after the parties of a case. Entries that were copied from
// lists are not asked after themselves.
func Case(ctx context.Context, c *store.Case, o Options) (*Result, error) {
	o.settle()
	copies, err := Copies(ctx, c)
	if err != nil {
		return nil, err
	}
	all, err := parties.All(ctx, c)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(p parties.Party) bool {
		_, copied := copies[p.ID]
		return copied || o.Only != nil && !slices.Contains(o.Only, p.ID)
	})
	judged, err := judgedPairs(ctx, c, copies)
	if err != nil {
		return nil, err
	}
	return screen(ctx, all, judged, o)
}

// Name asks lists after one name, without a case. schema may be "" where it is
// not known.
func Name(ctx context.Context, name, schema string, o Options) (*Result, error) {
	o.settle()
	if schema == "" {
		schema = "LegalEntity"
	}
	p := parties.Party{EntityRow: store.EntityRow{Schema: schema, Caption: name}, Name: name, Values: map[string][]string{"name": {name}}, Record: names.NameRecord(name, schema)}
	return screen(ctx, []parties.Party{p}, nil, o)
}

func screen(ctx context.Context, all []parties.Party, judged judgements, o Options) (*Result, error) {
	r := &Result{Parties: len(all), Least: o.Least}
	ready := make([]names.Party, len(all))
	typed := make([][]ofacsearch.Name, len(all))
	for i, p := range all {
		ready[i] = names.PrepareRecord(p.Record)
		typed[i] = ofacsearch.All(texts(p.Record))
	}
	found := make([]Found, len(all))
	for n, list := range o.Lists {
		r.Lists = append(r.Lists, list.Version)
		var mu sync.Mutex
		done := 0
		var failed error
		err := list.Names.FindAll(ctx, ready, o.Most, func(i int, hits []hit) {
			var some []Candidate
			var err error
			for _, h := range hits {
				if h.Score < o.from(all[i].Schema) {
					continue
				}
				var e *listfile.Entry
				if e, err = list.At(h.Number); err != nil {
					break
				}
				record := library.Record(e)
				k := Candidate{List: list.Version, Place: h.Number, Entry: e, State: ToJudge}
				k.Match = names.CompareParties(ready[i], names.PrepareRecord(record))
				k.OFAC = ofacsearch.Best(typed[i], ofacsearch.All(texts(record)))
				judged.settle(all[i].ID, &k)
				some = append(some, k)
			}
			mu.Lock()
			defer mu.Unlock()
			found[i].Candidates = append(found[i].Candidates, some...)
			if err != nil && failed == nil {
				failed = err
			}
			if done++; o.Progress != nil {
				o.Progress((float64(n) + float64(done)/float64(len(all))) / float64(len(o.Lists)))
			}
		})
		if err = cmpErr(failed, err); err != nil {
			return nil, err
		}
	}
	for i := range found {
		if len(found[i].Candidates) == 0 {
			continue
		}
		found[i].Party = all[i]
		slices.SortStableFunc(found[i].Candidates, func(a, b Candidate) int {
			return cmp.Or(cmp.Compare(b.Match.Score, a.Match.Score), cmp.Compare(a.List.List, b.List.List), cmp.Compare(a.Place, b.Place))
		})
		r.Found = append(r.Found, found[i])
	}
	slices.SortStableFunc(r.Found, func(a, b Found) int {
		return cmp.Compare(b.Candidates[0].Match.Score, a.Candidates[0].Match.Score)
	})
	return r, nil
}

func cmpErr(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

func texts(r names.Record) []string {
	out := make([]string, 0, len(r.Names))
	for _, n := range r.Names {
		out = append(out, n.Text)
	}
	return out
}
