package figures

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"redthread/app/redact"
	"redthread/store"
)

// build is a case under construction; a test states only what matters.
type build struct {
	t *testing.T
	c *store.Case
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
	return &build{t, c}
}

func (b *build) do(f func(tx *store.Tx) error) {
	b.t.Helper()
	if _, err := b.c.Update(context.Background(), "test", f); err != nil {
		b.t.Fatal(err)
	}
}

func (b *build) source(title string) store.ID {
	b.t.Helper()
	var id store.ID
	b.do(func(tx *store.Tx) (err error) {
		id, err = tx.AddSource(store.Source{Title: title, Kind: "article", Publisher: "The Paper", Published: "2018-08-02", Accessed: "2026-03-01", Grade: store.Grade{Reliability: 'B', Credibility: 2}})
		if err != nil {
			return err
		}
		_, err = tx.AddPassages(id, "notes", "by hand", []store.Passage{{Number: 1, Text: "one"}, {Number: 12, Text: "twelve"}})
		return err
	})
	return id
}

// fact is a property with its value, or the entity it points at.
type fact struct {
	property string
	value    any
}

func (b *build) entity(schema string, class store.Class, source store.ID, facts ...fact) store.ID {
	b.t.Helper()
	var id store.ID
	b.do(func(tx *store.Tx) (err error) {
		if id, err = tx.AddEntity(schema); err != nil {
			return err
		}
		if class != "" {
			if err = tx.SetClass(id, class); err != nil {
				return err
			}
		}
		for _, f := range facts {
			st := store.Statement{Entity: id, Property: f.property, Source: source}
			n := store.Noting{}
			if !source.IsZero() {
				n.Citation.Passage = 12
			}
			switch v := f.value.(type) {
			case string:
				st.Value = v
			case store.ID:
				st.Target = v
			}
			if _, err = tx.Assert(st, n); err != nil {
				return err
			}
		}
		return nil
	})
	return id
}

// wage adds an observation from the first source.
func (b *build) wage(source store.ID, basis Basis, amount string, more ...fact) store.ID {
	b.t.Helper()
	return b.entity("WageObservation", "", source, append([]fact{{"basis", string(basis)}, {"amount", amount}}, more...)...)
}

func (b *build) wages(o WageOptions) *WageSpread {
	b.t.Helper()
	gate, err := redact.Open(context.Background(), b.c, redact.Public)
	if err != nil {
		b.t.Fatal(err)
	}
	w, err := Wages(context.Background(), b.c, gate, o)
	if err != nil {
		b.t.Fatal(err)
	}
	return w
}
