package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redthread/app"
	"redthread/app/sample"
	"redthread/store"
)

func env(t *testing.T) *app.Env {
	t.Helper()
	e, err := app.LoadEnv(filepath.Join(t.TempDir(), "home"))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func newCase(t *testing.T) *store.Case {
	t.Helper()
	c, err := env(t).Create(t.Context(), filepath.Join(t.TempDir(), "a.rtcase"), "A case")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func sampleCase(t *testing.T) *store.Case {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	c, err := env(t).Open(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestJourney(t *testing.T) {
	ctx, c := t.Context(), newCase(t)
	file := filepath.Join(t.TempDir(), "extract.txt")
	if err := os.WriteFile(file, []byte("founder: GENCO"), 0o600); err != nil {
		t.Fatal(err)
	}
	id := must[store.ID](t)
	source := id(app.AddSource(ctx, c, app.SourceEntry{Source: store.Source{Kind: "registry", Grade: store.Grade{Reliability: 'A', Credibility: 1}}, Path: file, Passages: []store.Passage{{Number: 1, Text: "A founder is named."}}}))
	cite := app.Cite{Source: source, Hedge: "one of its owners"}.At("¶1")
	firm := id(app.AddEntity(ctx, c, "company", "Sakorenma", "", []app.Fact{{Property: "country", Text: "Russia"}}, cite))
	owner := id(app.AddEntity(ctx, c, "Company", "GENCO", "", nil, cite))
	link := id(app.Link(ctx, c, owner, "Ownership", firm, []app.Fact{{Property: "percentage", Text: "1/3"}}, cite))

	d, err := app.Load(ctx, c, firm)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Links) != 1 || d.Links[0].Link != link || d.Links[0].Other != owner || d.Links[0].Outgoing || d.Links[0].Hedge != "one of its owners" {
		t.Fatalf("links: %+v", d.Links)
	}
	if len(d.Links[0].Facts) != 1 || d.Links[0].Facts[0].Statement.Value != "1/3" {
		t.Fatalf("facts of the link: %+v", d.Links[0].Facts)
	}
	if m := d.Links[0].Marks; len(m) != 1 || m[0].String() != "[1] ¶ 1" || m[0].Grade != "A1" {
		t.Fatalf("marks: %+v", m)
	}
	name, err := app.Caption(ctx, c, link)
	if err != nil || name != "GENCO → Sakorenma (ownership)" {
		t.Fatalf("caption %q, %v", name, err)
	}

	// A second source that says the same is a second mark on the same row; one
	// that denies it makes the row contested.
	other := id(app.AddSource(ctx, c, app.SourceEntry{Source: store.Source{Title: "An interview", Kind: "interview"}}))
	st := d.Facts[0].Rows[0].Statement.ID
	id(app.AddSupport(ctx, c, st, app.Cite{Source: other}))
	d, err = app.Load(ctx, c, firm)
	if err != nil || len(d.Facts[0].Rows) != 1 || len(d.Facts[0].Rows[0].Marks) != 2 || d.Facts[0].Rows[0].Origins != 2 {
		t.Fatalf("after support: %+v, %v", d.Facts[0], err)
	}
	id(app.Dispute(ctx, c, st, app.Cite{Source: other}))
	d, err = app.Load(ctx, c, firm)
	if err != nil || len(d.Facts[0].Rows) != 2 || !d.Facts[0].Rows[0].Contested || !d.Facts[0].Rows[1].Disputed {
		t.Fatalf("after dispute: %+v, %v", d.Facts[0], err)
	}
	id(app.Replace(ctx, c, st, app.Fact{Property: "name", Text: "Sakorenma Ltd"}, cite, "full name"))
	d, err = app.Load(ctx, c, firm)
	if err != nil || len(d.Withdrawn) != 1 {
		t.Fatalf("after correction: %+v, %v", d.Withdrawn, err)
	}
	card, err := app.LoadSource(ctx, c, source)
	if err != nil || card.Title != "extract" || len(card.Files) != 1 || card.Passages[1] == 0 || len(card.Custody[card.Files[0].Hash()]) != 1 {
		t.Fatalf("card: %+v, %v", card, err)
	}
	if err := app.RemoveSource(ctx, c, source); !errors.Is(err, store.ErrInvalid) {
		t.Fatalf("a cited source was removed: %v", err)
	}
	v, err := c.Verify(ctx, "", nil)
	if err != nil || !v.Sound() {
		t.Fatalf("%+v, %v", v, err)
	}
}

func TestFind(t *testing.T) {
	ctx, c := t.Context(), sampleCase(t)
	for _, name := range []string{"Zenco-39", "zenco-39", "GENCO", "Sakorenma Ltd."} {
		if _, err := app.FindEntity(ctx, c, name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, want := range map[string]error{"no such firm": store.ErrNotFound, "DPRK": store.ErrAmbiguous, "E-ZZZZZZ": store.ErrNotFound, "": store.ErrNotFound} {
		_, err := app.FindEntity(ctx, c, name)
		if !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", name, err, want)
		}
		if err != nil && (!strings.HasSuffix(err.Error(), ".") || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%q: not one sentence: %v", name, err)
		}
	}
	if id, err := app.FindSource(ctx, c, "1"); err != nil || id.IsZero() {
		t.Errorf("source 1: %v", err)
	}
}

func TestOverviewOfTheSample(t *testing.T) {
	b, err := app.Overview(t.Context(), sampleCase(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Conflicts) < 8 {
		t.Fatalf("%d conflicts", len(b.Conflicts))
	}
	for _, k := range b.Conflicts {
		if len(k.Sides) < 2 || k.Caution == "" {
			t.Errorf("%s has %d sides", k.Title, len(k.Sides))
		}
		for _, s := range k.Sides {
			if len(s.Facts) == 0 || len(s.Facts[0].Marks) == 0 {
				t.Errorf("%s: %s says nothing or has no source", k.Title, s.Name)
			}
		}
	}
	if len(b.Unsourced) > 0 || len(b.Unclassed) > 0 || len(b.Ungraded) > 0 {
		t.Errorf("the sample has %d unsourced, %d unclassed, %d ungraded", len(b.Unsourced), len(b.Unclassed), len(b.Ungraded))
	}
	if n, err := app.SingleOrigins(t.Context(), sampleCase(t)); err != nil || n != len(b.SingleOrigin) {
		t.Errorf("%d single origins counted, %d listed; %v", n, len(b.SingleOrigin), err)
	}
	// RFE/RL relays the Journal, so what both say rests on one origin.
	found := false
	for _, w := range b.SingleOrigin {
		found = found || len(w.Marks) > 1
	}
	if !found {
		t.Error("no claim with two sources counts as single-origin")
	}
}

func TestCounts(t *testing.T) {
	// Two head counts for two years do not contradict; two for one year do.
	ctx, c := t.Context(), newCase(t)
	id := must[store.ID](t)
	s := id(app.AddSource(ctx, c, app.SourceEntry{Source: store.Source{Title: "A table", Kind: "table"}}))
	g := id(app.AddEntity(ctx, c, "WorkerGroup", "Growers", "", []app.Fact{
		{Property: "approved", Text: "91", From: "2017", To: "2017"},
		{Property: "approved", Text: "80", From: "2018", To: "2018"},
		{Property: "present", Text: "60"},
		{Property: "present", Text: "about 70"},
	}, app.Cite{Source: s}))
	d, err := app.Load(ctx, c, g)
	if err != nil {
		t.Fatal(err)
	}
	for _, group := range d.Facts {
		for _, f := range group.Rows {
			if want := group.Property.Name == "present"; f.Contested != want {
				t.Errorf("%s %s contested: %v", group.Property.Name, f.Shown, f.Contested)
			}
		}
	}
}

func TestCiteAt(t *testing.T) {
	for in, want := range map[string]app.Cite{
		"12": {Passage: 12}, "¶ 12": {Passage: 12}, "note 3": {Passage: 3}, "p. 4": {Locator: "p. 4"}, "row 14": {Locator: "row 14"},
		"two awards": {Quote: "two awards"},
	} {
		if got := (app.Cite{}).At(in); got != want {
			t.Errorf("At(%q) = %+v", in, got)
		}
	}
}

func TestEnv(t *testing.T) {
	dir := t.TempDir()
	e, err := app.LoadEnv(dir)
	if err != nil {
		t.Fatal(err)
	}
	if e.Author() != app.DefaultAuthor || e.Named() || e.Theme() != "system" {
		t.Fatalf("fresh settings: %q %v %q", e.Author(), e.Named(), e.Theme())
	}
	here := filepath.Join(dir, "a.rtcase")
	if err := os.WriteFile(here, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{e.SetAuthor("Ana"), e.SetTheme("dark"), e.SetPane("list", 0.3), e.AddRecent(here), e.AddRecent(filepath.Join(dir, "gone.rtcase"))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	again, err := app.LoadEnv(dir)
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := again.Pane("list"); again.Author() != "Ana" || again.Theme() != "dark" || !ok || p != 0.3 {
		t.Error("the settings were not kept")
	}
	if r := again.Recent(); len(r) != 1 || r[0] != here {
		t.Errorf("recent: %v", r)
	}
	if again.StoreOptions().Replica != e.StoreOptions().Replica {
		t.Error("the installation's mark changed")
	}
	if err := os.WriteFile(filepath.Join(dir, "settings.json"), []byte("{half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := app.LoadEnv(dir); err != nil {
		t.Errorf("broken settings: %v", err)
	}
	if s := app.SyncedFolder(filepath.Join("Dropbox", "b.rtcase")); s != "Dropbox" {
		t.Errorf("synced folder: %q", s)
	}
}
