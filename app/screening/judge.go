package screening

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"redthread/app/names"
	"redthread/app/names/index"
	"redthread/app/parties"
	"redthread/app/screening/library"
	"redthread/app/screening/listfile"
	"redthread/store"
)

type hit = index.Hit

// judgement is a verdict on a party and a copied entry.
type judgement struct {
	store.Judgement
	copy Copy
}

// judgements are the latest of each pair, by the party and the entry's number
// on its list, the oldest version first.
type judgements map[store.ID]map[string][]judgement

func entryKey(list, entry string) string { return list + "\x00" + entry }

func judgedPairs(ctx context.Context, c *store.Case, copies map[store.ID]Copy) (judgements, error) {
	all, err := c.Judgements(ctx, store.ID{})
	if err != nil {
		return nil, err
	}
	out := judgements{}
	for _, j := range all { // oldest first
		for _, side := range [][2]store.ID{{j.A, j.B}, {j.B, j.A}} {
			k, ok := copies[side[1]]
			if _, both := copies[side[0]]; !ok || both {
				continue
			}
			if out[side[0]] == nil {
				out[side[0]] = map[string][]judgement{}
			}
			key := entryKey(k.List, k.Entry)
			of := slices.DeleteFunc(out[side[0]][key], func(old judgement) bool { return old.copy.Entity == k.Entity })
			of = append(of, judgement{j, k})
			slices.SortStableFunc(of, func(a, b judgement) int { return cmp.Compare(a.copy.Date, b.copy.Date) })
			out[side[0]][key] = of
		}
	}
	return out, nil
}

// settle says where a candidate stands: a judgement on a version that said the
// same holds; one on a version that said something else is shown with what
// changed.
func (j judgements) settle(party store.ID, k *Candidate) {
	of := j[party][entryKey(k.List.List, k.Entry.ID)]
	if len(of) == 0 {
		return
	}
	says := canonical(k.Entry.Schema, k.Entry.Props)
	for _, one := range slices.Backward(of) {
		if one.copy.SHA256 == k.List.SHA256 || sameWords(one.copy.Says, says) {
			k.Judged, k.JudgedOn = one.Judgement, one.copy.Date
			k.State = map[store.Verdict]State{store.Same: Matched, store.Different: Cleared, store.Unsure: Doubted}[one.Verdict]
			return
		}
	}
	last := of[len(of)-1]
	k.State, k.Judged, k.JudgedOn = Changed, last.Judgement, last.copy.Date
	c := library.Compare(&listfile.Entry{Props: last.copy.Says}, &listfile.Entry{Props: says})
	k.Added, k.Gone = c.Added, c.Gone
}

func sameWords(a, b []listfile.Prop) bool {
	c := library.Compare(&listfile.Entry{Props: a}, &listfile.Entry{Props: b})
	return len(c.Added) == 0 && len(c.Gone) == 0
}

// Judge says whether a party of the case is the entry of a list. The entry is
// copied into the case with it, in one action, so that one undo takes back
// both. score is kept in the words of the judgement; below 0 there is none.
func Judge(ctx context.Context, c *store.Case, party store.ID, v *library.Version, e *listfile.Entry, verdict store.Verdict, score float64, why string) (entry store.ID, err error) {
	statements, err := c.Statements(ctx, store.StatementFilter{Entity: EntryID(v, e.ID)})
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return entry, err
	}
	words := fmt.Sprintf("%s (entry %s)", v.Name(), e.ID)
	if score >= 0 {
		words += fmt.Sprintf("; score %.2f", score)
	}
	if why = strings.TrimSpace(why); why != "" {
		words += "; " + why
	}
	_, err = c.Update(ctx, "Judge against a list: "+string(verdict), func(tx *store.Tx) error {
		if entry, err = copyEntry(ctx, c, tx, v, e, len(statements) > 0); err != nil {
			return err
		}
		_, err = tx.Judge(party, entry, verdict, words)
		return err
	})
	return entry, err
}

// Note writes into the case that it was screened, against what, and what came
// of it: a list that knew nobody is a finding, too.
func Note(ctx context.Context, c *store.Case, r *Result) error {
	var b strings.Builder
	for _, v := range r.Lists {
		n, open := 0, 0
		for _, f := range r.Found {
			for _, k := range f.Candidates {
				if k.List == v {
					n++
					if k.Open() {
						open++
					}
				}
			}
		}
		fmt.Fprintf(&b, "Screened %d parties against %s (SHA-256 %s, %d entries): candidates from %s on: %d, still to judge: %d.\n", r.Parties, v.Name(), v.SHA256, v.Entries, r.Threshold(), n, open)
	}
	_, err := c.Update(ctx, "Note a screening", func(tx *store.Tx) error {
		_, err := tx.AddNote(store.Note{Text: strings.TrimSpace(b.String())})
		return err
	})
	return err
}

// Score compares a party of the case with an entry; below 0 where the entity is
// no party.
func Score(ctx context.Context, c *store.Case, party store.ID, e *listfile.Entry) (float64, error) {
	p, ok, err := parties.One(ctx, c, party)
	if err != nil || !ok {
		return -1, err
	}
	return names.CompareRecords(p.Record, library.Record(e)).Score, nil
}
