package redact

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"redthread/store"
)

// testing.TB that rapid's T satisfies too.
type tb interface {
	Helper()
	Fatalf(format string, args ...any)
}

// build is a case under construction; a test states only what matters.
type build struct {
	t  tb
	c  *store.Case
	tx *store.Tx // while several changes are made in one action
}

func newCase(t *testing.T) *build {
	t.Helper()
	c, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "test.rtcase"), store.Options{
		Now:    func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) },
		Rand:   rand.NewChaCha8([32]byte([]byte("a seed of exactly thirty-two by."))),
		Author: "Tester",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return &build{t: t, c: c}
}

// together makes all that f does one action, which is faster.
func (b *build) together(f func()) {
	b.t.Helper()
	b.do(func(tx *store.Tx) error {
		b.tx = tx
		defer func() { b.tx = nil }()
		f()
		return nil
	})
}

func (b *build) do(f func(tx *store.Tx) error) {
	b.t.Helper()
	if b.tx != nil {
		if err := f(b.tx); err != nil {
			b.t.Fatalf("changing the case: %v", err)
		}
		return
	}
	if _, err := b.c.Update(context.Background(), "test", f); err != nil {
		b.t.Fatalf("changing the case: %v", err)
	}
}

// facts are pairs of property and value; a value may be a store.ID.
func (b *build) entity(schema string, class store.Class, facts ...any) store.ID {
	b.t.Helper()
	var id store.ID
	b.do(func(tx *store.Tx) error {
		var err error
		if id, err = tx.AddEntity(schema); err != nil {
			return err
		}
		if class != "" {
			if err := tx.SetClass(id, class); err != nil {
				return err
			}
		}
		for i := 0; i < len(facts); i += 2 {
			st := store.Statement{Entity: id, Property: facts[i].(string)}
			switch v := facts[i+1].(type) {
			case string:
				st.Value = v
			case store.ID:
				st.Target = v
			}
			if _, err := tx.Assert(st, store.Noting{}); err != nil {
				return err
			}
		}
		return nil
	})
	return id
}

func (b *build) source(s store.Source) store.ID {
	b.t.Helper()
	var id store.ID
	b.do(func(tx *store.Tx) error {
		var err error
		id, err = tx.AddSource(s)
		return err
	})
	return id
}

func (b *build) open(p Profile) *Gate {
	b.t.Helper()
	g, err := Open(context.Background(), b.c, p)
	if err != nil {
		b.t.Fatalf("opening the gate: %v", err)
	}
	return g
}

// said gives the statement of a property of an entity.
func (b *build) said(id store.ID, property string) store.Statement {
	b.t.Helper()
	all, err := b.c.Statements(context.Background(), store.StatementFilter{Entity: id, Property: property})
	if err != nil || len(all) == 0 {
		b.t.Fatalf("no statement of %s: %v", property, err)
	}
	return all[0]
}
