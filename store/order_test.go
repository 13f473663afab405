package store

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"testing"
)

// sameLists compares the order kept in memory with what SQLite makes of the
// file, over every kind of filter.
func sameLists(t *testing.T, c *Case) {
	t.Helper()
	ctx := t.Context()
	counts, err := c.SchemaCounts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	all, err := c.listed(ctx, EntityFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all.Rows {
		want[e.Schema]++
	}
	if !maps.Equal(counts, want) {
		t.Fatalf("counts %v, want %v", counts, want)
	}
	for _, schemata := range [][]string{nil, {"Company"}, {"Person", "Ownership"}, {"Vessel"}} {
		for _, text := range []string{"", "mok", "mokran 1", "trade mok", "nobody"} {
			for _, unclassed := range []bool{false, true} {
				for _, offset := range []int{0, 3} {
					f := EntityFilter{Schemata: schemata, Text: text, Unclassed: unclassed, Limit: 4, Offset: offset}
					have, err := c.List(ctx, f)
					if err != nil {
						t.Fatal(err)
					}
					want, err := c.listed(ctx, f)
					if err != nil {
						t.Fatal(err)
					}
					if fmt.Sprint(have) != fmt.Sprint(want) {
						t.Fatalf("%+v:\nhave %+v\nwant %+v", f, have, want)
					}
				}
			}
		}
	}
	info, err := c.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var live, gone int
	if err := c.read.QueryRowContext(ctx, "SELECT total(live = 1), total(live = 0) FROM statement").Scan(&live, &gone); err != nil {
		t.Fatal(err)
	}
	if info.Statements != live || info.Withdrawn != gone {
		t.Fatalf("%d live and %d withdrawn, want %d and %d", info.Statements, info.Withdrawn, live, gone)
	}
	sources, err := c.Sources(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		var n int
		if err := c.read.QueryRowContext(ctx, "SELECT count(*) FROM statement WHERE live = 1 AND source = (SELECT id FROM record WHERE uid = ?)", s.ID[:]).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if s.Cited != n {
			t.Fatalf("source %s is cited %d times, want %d", s.Title, s.Cited, n)
		}
	}
}

// The order in memory and the counts follow every kind of change.
func TestOrderFollows(t *testing.T) {
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 9))
		o := testOptions(seed)
		o.ordered = 1
		path := filepath.Join(t.TempDir(), "t.rtcase")
		c, err := Create(t.Context(), path, o)
		if err != nil {
			t.Fatal(err)
		}
		var entities, statements []ID
		sources := []ID{{}, article(t, c), article(t, c)}
		word := func() string {
			return []string{"Mokran", "Möktrans", "Trade", "Ltd", "Ünion", "Mok"}[r.IntN(6)]
		}
		add := func(tx *Tx) error {
			id, err := tx.AddEntity([]string{"Company", "Person", "Ownership", "Vessel"}[r.IntN(4)])
			if err != nil {
				return err
			}
			entities = append(entities, id)
			for range r.IntN(3) {
				st, err := tx.Assert(Statement{Entity: id, Property: "summary", Value: fmt.Sprint(word(), r.IntN(30)), Source: sources[r.IntN(3)]}, Noting{})
				if err != nil {
					return err
				}
				statements = append(statements, st)
			}
			return nil
		}
		name := func(tx *Tx) error {
			id := entities[r.IntN(len(entities))]
			row, err := c.Entity(context.Background(), id)
			if err != nil || row.Schema == "Ownership" {
				return nil // taken back, or without a name
			}
			st, err := tx.Assert(Statement{Entity: id, Property: "name", Value: fmt.Sprint(word(), " ", word(), " ", r.IntN(4)), Source: sources[r.IntN(3)]}, Noting{})
			statements = append(statements, st)
			return err
		}
		for step := range 60 {
			switch n := r.IntN(10); {
			case n < 3 || len(entities) == 0:
				do(t, c, "add", func(tx *Tx) error {
					for range 1 + r.IntN(5) {
						if err := add(tx); err != nil {
							return err
						}
					}
					return nil
				})
			case n < 6:
				do(t, c, "name", name)
			case n == 6:
				_, _ = c.Update(t.Context(), "class", func(tx *Tx) error {
					return tx.SetClass(entities[r.IntN(len(entities))], Classes()[r.IntN(len(Classes()))])
				})
			case n == 7 && len(statements) > 0:
				_, _ = c.Update(t.Context(), "withdraw", func(tx *Tx) error { return tx.Withdraw(statements[r.IntN(len(statements))], "test") })
			case n == 8:
				_, _ = c.Undo(t.Context())
			default:
				_, _ = c.Redo(t.Context())
			}
			if step%7 == 0 || step > 50 {
				sameLists(t, c)
			}
		}
		// Somebody who only reads sees the same, and what is written meanwhile.
		ro := o
		ro.ReadOnly = true
		reader, err := Open(t.Context(), path, ro)
		if err != nil {
			t.Fatal(err)
		}
		sameLists(t, reader)
		do(t, c, "add", add)
		do(t, c, "more", func(tx *Tx) error {
			for range 20 {
				if err := add(tx); err != nil {
					return err
				}
			}
			return nil
		})
		sameLists(t, reader)
		for _, k := range []*Case{reader, c} {
			if err := k.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := c.List(t.Context(), EntityFilter{Limit: 1}); err == nil {
			t.Fatal("a closed case gives a list")
		}
	}
}

// Many changed captions at once make the order anew; a change that is rolled
// back leaves it as it was.
func TestOrderOfManyAndOfNone(t *testing.T) {
	o := testOptions(3)
	o.ordered = 1
	c, err := Create(t.Context(), filepath.Join(t.TempDir(), "t.rtcase"), o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	source := article(t, c)
	sameLists(t, c)
	if err := bulkNames(c, source, mostMoved+10); err != nil {
		t.Fatal(err)
	}
	sameLists(t, c)
	if _, err := c.Update(t.Context(), "fails", func(tx *Tx) error {
		if _, err := tx.AddEntity("Company"); err != nil {
			return err
		}
		return fmt.Errorf("stopped on purpose")
	}); err == nil {
		t.Fatal("no error")
	}
	sameLists(t, c)
	if _, err := c.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	sameLists(t, c)
}

func bulkNames(c *Case, source ID, n int) error {
	_, err := c.Update(context.Background(), "Import", func(tx *Tx) error {
		for i := range n {
			id, err := tx.AddEntity("Company")
			if err != nil {
				return err
			}
			if _, err := tx.Assert(Statement{Entity: id, Property: "name", Value: fmt.Sprintf("Mokran Trade %d", i), Source: source}, Noting{}); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
