package ownership

import (
	"context"
	"testing"

	"redthread/store"
)

func TestAtADate(t *testing.T) {
	b := newCase(t)
	x, f := b.listed("X"), b.firm("F")
	b.owns(x, f, "60%", "startDate", "2016", "endDate", "2018-06")
	b.rest(f, "40%")
	for on, want := range map[string]Verdict{"2015": VerdictCannotTell, "2017": VerdictCertain, "2016-05": VerdictPossible, "2018-06-10": VerdictPossible, "2019": VerdictCannotTell, "": VerdictCannotTell} {
		if a := b.ask("ofac", f, on); a.Verdict != want {
			t.Errorf("on %q: %s (%s), want %s", on, a.Verdict, a.Because, want)
		}
	}
	if _, err := Examine(context.Background(), b.c, f, "soon"); err == nil {
		t.Error("a date that is none was taken")
	}
}

// Beyond a few hundred parties everything is read at once; the answer is the same.
func TestALongChainIsReadAtOnce(t *testing.T) {
	b := newCase(t)
	x := b.listed("X")
	first := b.firm("Firm 0")
	last := first
	b.owns(x, first, "100%")
	b.do(func(tx *store.Tx) error {
		for range manyParties + 200 {
			next, err := tx.AddEntity("Company")
			if err != nil {
				return err
			}
			link, err := tx.AddEntity("Ownership")
			if err != nil {
				return err
			}
			for _, st := range []store.Statement{
				{Entity: next, Property: "name", Value: "Firm"},
				{Entity: link, Property: "owner", Target: last},
				{Entity: link, Property: "asset", Target: next},
				{Entity: link, Property: "percentage", Value: ">=51%"},
			} {
				if _, err := tx.Assert(st, store.Noting{}); err != nil {
					return err
				}
			}
			last = next
		}
		return nil
	})
	b.want("ofac", last, VerdictCertain)
	suspect := b.firm("Suspect")
	b.do(func(tx *store.Tx) error {
		link, err := tx.AddEntity("Ownership")
		if err != nil {
			return err
		}
		for _, st := range []store.Statement{{Entity: link, Property: "owner", Target: last}, {Entity: link, Property: "asset", Target: suspect}, {Entity: link, Property: "percentage", Value: "60%"}} {
			if _, err := tx.Assert(st, store.Noting{Hedge: "believed to own it"}); err != nil {
				return err
			}
		}
		return nil
	})
	b.want("ofac", suspect, VerdictPossible)
	// The doubt of a statement outlives reading at once: here it lies at the far end.
	far := b.firm("Far")
	b.do(func(tx *store.Tx) error {
		link, err := tx.AddEntity("Ownership")
		if err != nil {
			return err
		}
		for _, st := range []store.Statement{{Entity: link, Property: "owner", Target: far}, {Entity: link, Property: "asset", Target: first}} {
			if _, err := tx.Assert(st, store.Noting{Hedge: "allegedly"}); err != nil {
				return err
			}
		}
		return nil
	})
	p, err := Examine(context.Background(), b.c, last, "")
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, holdings := range p.holdings {
		for _, h := range holdings {
			found = found || p.Parties[h.owner].Caption == "Far" && len(h.doubts) > 0
		}
	}
	if !found {
		t.Error("a suspicion at the far end of a long chain was read as firm")
	}
}
