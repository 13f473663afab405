package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// testOptions gives a clock that ticks a second a look, and seeded randomness.
func testOptions(seed uint64) Options {
	now := time.Date(2018, 8, 3, 9, 0, 0, 0, time.UTC)
	return Options{
		Now:    func() time.Time { now = now.Add(time.Second); return now },
		Rand:   rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)}),
		Author: "Tester", Replica: ID{1},
	}
}

func newCase(t testing.TB) *Case {
	t.Helper()
	o := testOptions(1)
	o.StateDir = t.TempDir()
	c, err := Create(t.Context(), filepath.Join(t.TempDir(), "t.rtcase"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func do(t testing.TB, c *Case, label string, fn func(*Tx) error) ActionID {
	t.Helper()
	id, err := c.Update(t.Context(), label, fn)
	if err != nil {
		t.Fatalf("%s: %v", label, err)
	}
	return id
}

// firm adds a company with a name from a source.
func firm(t testing.TB, c *Case, source ID, name string) (entity, statement ID) {
	t.Helper()
	do(t, c, "Add company", func(tx *Tx) (err error) {
		if entity, err = tx.AddEntity("Company"); err != nil {
			return err
		}
		statement, err = tx.Assert(Statement{Entity: entity, Property: "name", Value: name, Source: source}, Noting{})
		return err
	})
	return entity, statement
}

func article(t testing.TB, c *Case) (id ID) {
	t.Helper()
	do(t, c, "Log source", func(tx *Tx) (err error) {
		id, err = tx.AddSource(Source{Title: "An article", Kind: "article", Grade: Grade{'B', 2}, Published: "2018-08-02"})
		return err
	})
	return id
}

// failer is a test, or a run of a property.
type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func sound(t failer, c *Case) {
	t.Helper()
	v, err := c.Verify(context.Background(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if !v.Sound() {
		t.Fatalf("the case is not sound: %v", v.Problems)
	}
}

func TestCaseRoundTrip(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "a.rtcase")
	o := testOptions(1)
	c, err := Create(ctx, path, o)
	if err != nil {
		t.Fatal(err)
	}
	do(t, c, "Name the case", func(tx *Tx) error {
		return tx.SetCase(CaseFields{Title: "A case", Question: "Who?"})
	})
	s := article(t, c)
	do(t, c, "Take notes", func(tx *Tx) error {
		_, err := tx.AddPassages(s, "notes", "by hand", []Passage{{Number: 1, Text: "One owner is named."}})
		return err
	})
	e, st := firm(t, c, s, "Sakorenma Ltd")
	do(t, c, "Note again", func(tx *Tx) error {
		id, err := tx.Assert(Statement{Entity: e, Property: "name", Value: "Sakorenma Ltd", Source: s},
			Noting{Hedge: "appears", SaidBy: "a research group", Credibility: 3, Citation: Citation{Passage: 1, Quote: "One owner"}})
		if id != st {
			return fmt.Errorf("the same content has another id")
		}
		return err
	})
	sound(t, c)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil || len(left) != 1 {
		t.Fatalf("after close there are %v, %v", left, err)
	}

	o.ReadOnly = true
	c, err = Open(ctx, path, o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	p, err := c.Profile(ctx, e)
	if err != nil {
		t.Fatal(err)
	}
	if p.Caption != "Sakorenma Ltd" || len(p.Statements) != 1 || len(p.Statements[0].Notings) != 2 {
		t.Fatalf("profile: %+v", p)
	}
	n := p.Statements[0].Notings[1]
	if n.Hedge != "appears" || n.SaidBy != "a research group" || n.Credibility != 3 || n.Citation.Passage != 1 || n.Citation.Quote != "One owner" || n.Author != "Tester" {
		t.Fatalf("noting: %+v", n)
	}
	rows, total, err := c.Entities(ctx, EntityFilter{Text: "sakor"})
	if err != nil || total != 1 || rows[0].ID != e {
		t.Fatalf("search: %v %d %v", rows, total, err)
	}
	ref, err := c.Resolve(ctx, c.Short(KindEntity, e))
	if err != nil || ref != (Ref{KindEntity, e}) {
		t.Fatalf("resolve: %v %v", ref, err)
	}
	if _, err := c.Update(ctx, "x", func(*Tx) error { return nil }); !errors.Is(err, ErrReadOnly) {
		t.Fatalf("update while reading: %v", err)
	}
}

func TestSecondOpenerReads(t *testing.T) {
	c := newCase(t)
	e, _ := firm(t, c, article(t, c), "Mokran")
	o := testOptions(2)
	second, err := Open(t.Context(), c.Path(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = second.Close() }()
	if ro, why := second.ReadOnly(); !ro || why == "" {
		t.Fatal("the second opener may write")
	}
	if p, err := second.Profile(t.Context(), e); err != nil || p.Caption != "Mokran" {
		t.Fatalf("second reader sees %+v, %v", p, err)
	}
	firm(t, c, ID{}, "Kanson")
	if _, n, err := second.Entities(t.Context(), EntityFilter{}); err != nil || n != 2 {
		t.Fatalf("second reader sees %d, %v", n, err)
	}
}

func TestWithdrawUndoRedo(t *testing.T) {
	ctx := t.Context()
	c := newCase(t)
	s := article(t, c)
	e, st := firm(t, c, s, "Kanson")
	do(t, c, "Withdraw", func(tx *Tx) error { return tx.Withdraw(st, "misread") })
	if _, n, _ := c.Entities(ctx, EntityFilter{}); n != 0 {
		t.Fatalf("a withdrawn entity is still listed")
	}
	label, err := c.Undo(ctx)
	if err != nil || label != "Withdraw" {
		t.Fatalf("undo: %q, %v", label, err)
	}
	p, err := c.Profile(ctx, e)
	if err != nil || !p.Statements[0].Live {
		t.Fatalf("after undo: %+v, %v", p, err)
	}
	sound(t, c)
	if _, err := c.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	p, err = c.Profile(ctx, e)
	if err != nil || p.Statements[0].Live || p.Statements[0].Notings[0].Why != "misread" {
		t.Fatalf("after redo: %+v, %v", p, err)
	}
	do(t, c, "Note again", func(tx *Tx) error {
		_, err := tx.Assert(Statement{Entity: e, Property: "name", Value: "Kanson", Source: s}, Noting{})
		return err
	})
	if p, err = c.Profile(ctx, e); err != nil || !p.Statements[0].Live || len(p.Statements[0].Notings) != 2 {
		t.Fatalf("noted again: %+v, %v", p, err)
	}
	sound(t, c)
	for range 4 {
		if _, err := c.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Undo(ctx); !errors.Is(err, ErrNothingToUndo) {
		t.Fatalf("undo of nothing: %v", err)
	}
	sound(t, c)
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	c := newCase(t)
	before := dump(t, c)
	_, err := c.Update(t.Context(), "Half", func(tx *Tx) error {
		if _, err := tx.AddSource(Source{Title: "x"}); err != nil {
			return err
		}
		return context.Canceled
	})
	if !errors.Is(err, context.Canceled) || dump(t, c) != before {
		t.Fatalf("err %v; the state changed: %v", err, dump(t, c) != before)
	}
	id, err := c.Update(t.Context(), "Nothing", func(*Tx) error { return nil })
	if err != nil || !id.IsZero() {
		t.Fatalf("an empty change: %v %v", id, err)
	}
	article(t, c)
	sound(t, c)
}

// dump is the canonical text of the state tables.
func dump(t failer, c *Case) string {
	t.Helper()
	var out string
	err := stateRows(context.Background(), c.read, func(tb *table, id int64, row []any) error {
		if !tb.grows {
			out += fmt.Sprintf("%s %d %v\n", tb.name, id, row)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEvidence(t *testing.T) {
	ctx := t.Context()
	c := newCase(t)
	s := article(t, c)
	data := make([]byte, 2*PartSize+17)
	rand.NewChaCha8([32]byte{9}).Read(data)
	var e Evidence
	do(t, c, "Take in", func(tx *Tx) (err error) {
		e, err = tx.AddEvidence(s, Intake{Name: "a/private/folder/scan.pdf", Media: "application/pdf", Tool: "test"}, newReader(data))
		return err
	})
	if e.Name != "scan.pdf" || e.Size != int64(len(data)) {
		t.Fatalf("%+v", e)
	}
	do(t, c, "Take in again", func(tx *Tx) error {
		_, err := tx.AddEvidence(s, Intake{Name: "copy.pdf", Media: "application/pdf", Tool: "test"}, newReader(data))
		return err
	})
	var parts int
	if err := c.read.QueryRow("SELECT count(*) FROM part").Scan(&parts); err != nil || parts != 3 {
		t.Fatalf("%d parts, %v", parts, err)
	}
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.WriteEvidence(ctx, e.SHA256, out); err != nil {
		t.Fatal(err)
	}
	_ = out.Close()
	got, _ := os.ReadFile(out.Name())
	if string(got) != string(data) {
		t.Fatal("the bytes differ")
	}
	if k, err := c.Custody(ctx, e.SHA256); err != nil || len(k) != 2 {
		t.Fatalf("custody %v, %v", k, err)
	}
	sound(t, c)
	if _, err := c.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	sound(t, c)
}

func TestSearchPutsThePartyFirst(t *testing.T) {
	c := newCase(t)
	s := article(t, c)
	do(t, c, "Add", func(tx *Tx) error {
		for _, e := range []struct{ schema, property, value string }{
			{"WorkerGroup", "name", "Crews of Sakorenma"},
			{"CommentRequest", "name", "Sakorenma asked for comment"},
			{"Company", "name", "Old Sakorenma"},
			{"Company", "name", "Sakorenma Ltd"},
		} {
			id, err := tx.AddEntity(e.schema)
			if err != nil {
				return err
			}
			if _, err := tx.Assert(Statement{Entity: id, Property: e.property, Value: e.value, Source: s}, Noting{}); err != nil {
				return err
			}
		}
		return nil
	})
	rows, _, err := c.Entities(t.Context(), EntityFilter{Text: "sakor", Limit: 4})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.Caption)
	}
	if want := "[Sakorenma Ltd Old Sakorenma Sakorenma asked for comment Crews of Sakorenma]"; fmt.Sprint(got) != want {
		t.Errorf("found %v, want %s", got, want)
	}
}
