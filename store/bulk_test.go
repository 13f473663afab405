package store

import (
	"errors"
	"fmt"
	"testing"
)

// A change that touches more entities than wait for their look-ups at a time
// leaves the same captions as one by one.
func TestBulkKeepsLookUps(t *testing.T) {
	c := newCase(t)
	source := article(t, c)
	const n = mostTouched + 200
	ids := make([]ID, n)
	do(t, c, "Import", func(tx *Tx) error {
		for i := range ids {
			id, err := tx.AddEntity("Company")
			if err != nil {
				return err
			}
			ids[i] = id
			if _, err := tx.Assert(Statement{Entity: id, Property: "alias", Value: fmt.Sprintf("Old name %d", i), Source: source}, Noting{}); err != nil {
				return err
			}
		}
		// The first of them again, after their look-ups were kept.
		for i := range 100 {
			if _, err := tx.Assert(Statement{Entity: ids[i], Property: "name", Value: fmt.Sprintf("Stroy %d", i), Source: source}, Noting{}); err != nil {
				return err
			}
		}
		return nil
	})
	for _, i := range []int{0, 99, n - 1} {
		e, err := c.Entity(t.Context(), ids[i])
		want := fmt.Sprintf("Stroy %d", i)
		if i == n-1 {
			want = fmt.Sprintf("Old name %d", i)
		}
		if err != nil || e.Caption != want {
			t.Errorf("entity %d is called %q, want %q (%v)", i, e.Caption, want, err)
		}
	}
	if rows, _, err := c.Entities(t.Context(), EntityFilter{Text: fmt.Sprintf("Old name %d", n-1)}); err != nil || len(rows) != 1 {
		t.Errorf("found %d of the last by its alias (%v)", len(rows), err)
	}
	if _, err := c.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, total, err := c.Entities(t.Context(), EntityFilter{}); err != nil || total != 0 {
		t.Errorf("%d entities after the undo (%v)", total, err)
	}
}

func TestPutEntity(t *testing.T) {
	c := newCase(t)
	source := article(t, c)
	id := ID{1, 2, 3}
	put := func(schema, want string, made bool) {
		t.Helper()
		do(t, c, "Import", func(tx *Tx) error {
			has, m, err := tx.PutEntity(id, schema)
			if err != nil || has.Name != want || m != made {
				t.Errorf("putting a %s gave %v, made %v (%v)", schema, has, m, err)
			}
			_, err = tx.Assert(Statement{Entity: id, Property: "name", Value: schema, Source: source}, Noting{})
			return err
		})
	}
	put("LegalEntity", "LegalEntity", true)
	put("Company", "Company", false)     // narrower
	put("LegalEntity", "Company", false) // wider: stays
	put("Person", "Company", false)      // another: stays
	if e, err := c.Entity(t.Context(), id); err != nil || e.Schema != "Company" {
		t.Errorf("the entity is a %s (%v)", e.Schema, err)
	}
	_, err := c.Update(t.Context(), "Import", func(tx *Tx) error {
		_, _, err := tx.PutEntity(ID{9}, "Thing")
		return err
	})
	if !errors.Is(err, ErrInvalid) {
		t.Errorf("an abstract kind gave %v", err)
	}
}

// The same act of noting twice is one, and does not bring back what was
// withdrawn.
func TestNotedAgain(t *testing.T) {
	c := newCase(t)
	source := article(t, c)
	firm, _ := firm(t, c, source, "Mokran")
	var id ID
	note := func(n ID) {
		do(t, c, "Import", func(tx *Tx) (err error) {
			if id, err = tx.Assert(Statement{Entity: firm, Property: "sector", Value: "Building", Source: source}, Noting{ID: n}); err != nil {
				return err
			}
			return tx.SetCase(CaseFields{Title: n.String()})
		})
	}
	check := func(notings int, live bool) {
		t.Helper()
		s, err := c.Statement(t.Context(), id)
		if err != nil || len(s.Notings) != notings || s.Live != live {
			t.Errorf("%d notings, live %v, want %d and %v (%v)", len(s.Notings), s.Live, notings, live, err)
		}
	}
	note(ID{1})
	note(ID{1})
	check(1, true)
	note(ID{2})
	check(2, true)
	do(t, c, "Withdraw", func(tx *Tx) error { return tx.Withdraw(id, "wrong firm") })
	note(ID{1})
	check(2, false)
	note(ID{3})
	check(3, true)
	v, err := c.Verify(t.Context(), "", nil)
	if err != nil || !v.Sound() {
		t.Errorf("not sound: %v %v", v.Problems, err)
	}
}

// An action of many packs, the newest one, is indexed to its end, also when the
// case is closed and opened half-way.
func TestIndexFollowsABulkChangeToItsEnd(t *testing.T) {
	c := newCase(t)
	source := article(t, c)
	const n = 12_000 // some megabytes of changes
	do(t, c, "Import", func(tx *Tx) error {
		for i := range n {
			id, err := tx.AddEntity("Company")
			if err != nil {
				return err
			}
			if _, err := tx.Assert(Statement{Entity: id, Property: "name", Value: fmt.Sprintf("Stroy %d", i), Source: source}, Noting{Original: "a note of what the cell showed, long enough to fill packs"}); err != nil {
				return err
			}
		}
		return nil
	})
	find := func(word string) int {
		t.Helper()
		r, err := c.Search(t.Context(), SearchNode{Any: []SearchWords{{Words: []string{word}}}}, SearchFilter{}, 5)
		if err != nil {
			t.Fatal(err)
		}
		return len(r.Hits)
	}
	c.mu.Lock()
	for range 3 { // the first pack and a bit
		if _, err := c.follow(t.Context()); err != nil {
			t.Error(err)
		}
	}
	behind := c.behind()
	c.mu.Unlock()
	if behind == 0 {
		t.Error("the index says that it has seen everything")
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c, err := Open(t.Context(), c.Path(), testOptions(1))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := c.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"0", "6000", fmt.Sprint(n - 1)} {
		if find(word) == 0 {
			t.Errorf("%q is not found", word)
		}
	}
}
