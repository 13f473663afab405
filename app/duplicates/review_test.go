package duplicates_test

import (
	"context"
	"path/filepath"
	"testing"

	"redthread/app"
	"redthread/app/duplicates"
	"redthread/app/parties"
	"redthread/store"
)

func newCase(t *testing.T) *store.Case {
	t.Helper()
	c, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "c.rtcase"), store.Options{Author: "ann"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func firm(t *testing.T, c *store.Case, name string, facts ...string) store.ID {
	t.Helper()
	var all []app.Fact
	for i := 0; i < len(facts); i += 2 {
		all = append(all, app.Fact{Property: facts[i], Text: facts[i+1]})
	}
	id, err := app.AddEntity(context.Background(), c, "Company", name, "", all, app.Cite{})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func find(t *testing.T, c *store.Case) *duplicates.Review {
	t.Helper()
	r, err := duplicates.Find(context.Background(), c, duplicates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func judge(t *testing.T, c *store.Case, a, b store.ID, v store.Verdict) {
	t.Helper()
	if err := app.Judge(context.Background(), c, a, b, v, ""); err != nil {
		t.Fatal(err)
	}
}

func open(r *duplicates.Review, a, b store.ID) bool {
	for _, k := range r.Open {
		if p := k.Pair(); p.A == a && p.B == b || p.A == b && p.B == a {
			return true
		}
	}
	return false
}

func TestQueue(t *testing.T) {
	ctx := context.Background()
	c := newCase(t)
	latin := firm(t, c, "Zenko-39 LLC", "country", "ru", "incorporationDate", "2015")
	cyrillic := firm(t, c, "ООО Зенко-39", "country", "ru", "incorporationDate", "2016")
	third := firm(t, c, "ZENKO-39")
	other := firm(t, c, "Harbour Bakery")
	r := find(t, c)
	if !open(r, latin, cyrillic) || !open(r, latin, third) || open(r, latin, other) {
		t.Fatalf("%+v", r.Open)
	}
	for i := 1; i < len(r.Open); i++ {
		if r.Open[i-1].Match.Score < r.Open[i].Match.Score {
			t.Fatal("the likeliest is not first")
		}
	}
	m := r.Preview(latin, cyrillic)
	if len(m.Members) != 2 || m.Against != nil {
		t.Fatalf("%+v", m)
	}
	conflict := false
	for _, row := range m.Rows {
		conflict = conflict || row.Conflict && row.Label == "Founded" || row.Conflict && len(row.Values) == 2
		if row.Label == "Country" && (len(row.Values) != 1 || len(row.Values[0].Of) != 2) {
			t.Errorf("%+v", row)
		}
	}
	if !conflict {
		t.Errorf("two dates of founding are no conflict: %+v", m.Rows)
	}

	judge(t, c, latin, cyrillic, store.Same)
	r = find(t, c)
	if open(r, latin, cyrillic) || len(r.Judged) != 1 || !r.Clusters.Together(latin, cyrillic) {
		t.Fatalf("%+v", r.Judged)
	}
	// What follows from judgements is not asked again.
	judge(t, c, cyrillic, third, store.Different)
	r = find(t, c)
	if open(r, latin, third) || open(r, cyrillic, third) {
		t.Fatal("a pair that a judgement settles is asked again")
	}
	if m := r.Preview(latin, third); m.Against == nil {
		t.Fatal("a merge that a judgement forbids is shown without a word")
	}
	judge(t, c, latin, third, store.Same)
	if r = find(t, c); len(r.Contradictions) != 1 || r.Clusters.Together(latin, third) {
		t.Fatalf("%+v", r.Contradictions)
	}
	// A judgement is taken back exactly.
	for range 3 {
		if _, err := c.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if r = find(t, c); !open(r, latin, cyrillic) || !open(r, latin, third) || len(r.Judged) != 0 {
		t.Fatal("undo did not bring the queue back")
	}
	judge(t, c, latin, cyrillic, store.Unsure)
	if r = find(t, c); len(r.Unsure) != 1 || open(r, latin, cyrillic) {
		t.Fatalf("%+v", r.Unsure)
	}
}

func TestAlign(t *testing.T) {
	c := newCase(t)
	a := firm(t, c, "Zenko-39 LLC", "country", "ru", "innCode", "7811489970")
	b := firm(t, c, "Zenko", "alias", "Zenko-39 LLC", "country", "kp", "address", "1 Quay Street")
	get := func(id store.ID) parties.Party {
		p, ok, err := parties.One(context.Background(), c, id)
		if err != nil || !ok {
			t.Fatal(err)
		}
		return p
	}
	x, y := get(a), get(b)
	got := map[string]parties.Agreement{}
	for _, r := range parties.Align(x.Schema, x.Values, y.Schema, y.Values, find(t, c).Open[0].Match) {
		got[r.Label] = r.Agreement
	}
	for label, want := range map[string]parties.Agreement{"Name": parties.Same, "Type": parties.Same, "Country": parties.Differs, "Numbers": parties.OneSide, "Address": parties.OneSide} {
		if got[label] != want {
			t.Errorf("%s: %q, want %q", label, got[label], want)
		}
	}
}
