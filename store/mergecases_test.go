package store

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// pairOf gives two colleagues a file each that grew from one, with one note.
func pairOf(t *testing.T) (a, b *Case, note ID) {
	t.Helper()
	dir := t.TempDir()
	open := func(name string, who byte, at time.Duration) *Case {
		o := testOptions(uint64(who))
		base := o.Now
		o.Now = func() time.Time { return base().Add(at) }
		o.Author, o.Replica = []string{"Anna", "Boris"}[who-1], ID{who}
		c, err := Open(t.Context(), filepath.Join(dir, name), o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	first, err := Create(t.Context(), filepath.Join(dir, "a.rtcase"), testOptions(9))
	if err != nil {
		t.Fatal(err)
	}
	do(t, first, "Note", func(tx *Tx) (err error) {
		note, err = tx.AddNote(Note{Text: "What we know so far."})
		return err
	})
	if err := first.SaveCopy(t.Context(), filepath.Join(dir, "b.rtcase")); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	return open("a.rtcase", 1, time.Hour), open("b.rtcase", 2, 2*time.Hour), note
}

func join(t *testing.T, into, from *Case) Joined {
	t.Helper()
	j, err := into.Merge(t.Context(), from, MergeOptions{})
	if err != nil {
		t.Fatal(err, Details(err))
	}
	return j
}

func TestANoteChangedOnBothSidesIsAConflict(t *testing.T) {
	a, b, note := pairOf(t)
	edit := func(c *Case, text string) {
		do(t, c, "Edit note", func(tx *Tx) error { return tx.SetNote(Note{ID: note, Text: text}) })
	}
	edit(a, "Anna's long text.")
	edit(b, "Boris's long text.")
	j := join(t, a, b)
	if len(j.Conflicts) != 1 || j.Conflicts[0].Kind != ConflictText || len(j.Conflicts[0].Sides) != 2 {
		t.Fatalf("%+v", j.Conflicts)
	}
	f := j.Conflicts[0]
	if f.Sides[0].Text != "Boris's long text." || f.Sides[0].Author != "Boris" || !f.Sides[0].Stands || f.Sides[1].Text != "Anna's long text." || f.Sides[1].Author != "Anna" {
		t.Fatalf("%+v", f.Sides)
	}
	// The later stands for both, whoever merges.
	join(t, b, a)
	for _, c := range []*Case{a, b} {
		notes, err := c.Notes(t.Context(), ID{})
		if err != nil || len(notes) != 1 || notes[0].Text != "Boris's long text." {
			t.Fatalf("%+v %v", notes, err)
		}
		open, err := c.Conflicts(t.Context())
		if err != nil || len(open) != 1 {
			t.Fatalf("%+v %v", open, err)
		}
		sound(t, c)
	}
	// An edit of what stands does not settle the other side; a decision does,
	// and travels.
	edit(b, "Boris again.")
	if open, err := b.Conflicts(t.Context()); err != nil || len(open) != 1 {
		t.Fatalf("%+v %v", open, err)
	}
	open, _ := b.Conflicts(t.Context())
	do(t, b, "Decide", func(tx *Tx) error { return tx.Decide(open[0], 1, "") })
	join(t, a, b)
	for _, c := range []*Case{a, b} {
		if open, err := c.Conflicts(t.Context()); err != nil || len(open) != 0 {
			t.Fatalf("%+v %v", open, err)
		}
		notes, err := c.Notes(t.Context(), ID{})
		if err != nil || notes[0].Text != "Anna's long text." {
			t.Fatalf("%+v %v", notes, err)
		}
	}
}

func TestAnEditThatKnewTheOtherIsNoConflict(t *testing.T) {
	a, b, note := pairOf(t)
	do(t, a, "Edit note", func(tx *Tx) error { return tx.SetNote(Note{ID: note, Text: "Anna's."}) })
	join(t, b, a)
	do(t, b, "Edit note", func(tx *Tx) error { return tx.SetNote(Note{ID: note, Text: "Boris's, made from Anna's."}) })
	if j := join(t, a, b); len(j.Conflicts) != 0 {
		t.Fatalf("%+v", j.Conflicts)
	}
}

// TestMergeKeepsBothHistories: two heads until the next action joins them.
func TestMergeKeepsBothHistories(t *testing.T) {
	a, b, _ := pairOf(t)
	firm(t, a, ID{}, "Mokran")
	theirs, _ := firm(t, b, ID{}, "Kanson")
	was, err := b.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	j := join(t, a, b)
	heads, err := a.Head(t.Context())
	if err != nil || len(heads) != 2 || !slices.Contains(heads, was[0]) || !slices.Contains(heads, j.Action) {
		t.Fatalf("heads %v after merging %v; %v", heads, was, err)
	}
	if v, err := a.Verify(t.Context(), was[0].String(), nil); err != nil || !v.Sound() {
		t.Fatal(v.Problems, err)
	}
	firm(t, a, ID{}, "Zenco")
	if heads, err := a.Head(t.Context()); err != nil || len(heads) != 1 {
		t.Fatal(heads, err)
	}
	sound(t, a)
	s, err := a.Statements(t.Context(), StatementFilter{Entity: theirs})
	if err != nil || len(s) != 1 || s[0].Notings[0].Author != "Boris" {
		t.Fatalf("%+v %v", s, err)
	}
	history, err := a.History(t.Context(), HistoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	joined := 0
	for _, h := range history {
		if h.Joined {
			joined++
		}
	}
	if joined != 1 || j.Actions != 1 {
		t.Fatalf("%d actions are marked as of the other file", joined)
	}
}

func TestUndoneComesAgainAndThePreviewSaysSo(t *testing.T) {
	a, b, _ := pairOf(t)
	firm(t, b, ID{}, "Kanson")
	join(t, a, b)
	if _, err := a.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := dump(t, a)
	j, err := a.Merge(t.Context(), b, MergeOptions{DryRun: true})
	if err != nil || len(j.Returning) != 1 || j.Returning[0].Rows != 3 || j.Entities != 1 {
		t.Fatalf("%+v %v", j, err)
	}
	if dump(t, a) != before {
		t.Fatal("a preview changed the case")
	}
	join(t, a, b)
	if rows, _, err := a.Entities(t.Context(), EntityFilter{}); err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	sound(t, a)
}

func TestAFileTakenOffStaysOff(t *testing.T) {
	a, b, _ := pairOf(t)
	source := article(t, a)
	var e Evidence
	do(t, a, "Take in", func(tx *Tx) (err error) {
		e, err = tx.AddEvidence(source, Intake{Name: "x.txt"}, strings.NewReader("the bytes"))
		return err
	})
	join(t, b, a)
	do(t, b, "Take off", func(tx *Tx) error { return tx.Detach(source, e.SHA256, "t") })
	join(t, b, a)
	join(t, a, b)
	for _, c := range []*Case{a, b} {
		held, err := c.Evidence(t.Context(), source)
		if err != nil || len(held) != 0 {
			t.Fatal(held, err)
		}
		var kept strings.Builder
		if err := c.WriteEvidence(t.Context(), e.SHA256, &kept); err != nil || kept.String() != "the bytes" {
			t.Fatal(kept.String(), err)
		}
	}
}

func TestConflictsOfValuesAndJudgements(t *testing.T) {
	a, b, _ := pairOf(t)
	x, _ := firm(t, a, ID{}, "Mokran")
	y, _ := firm(t, a, ID{}, "Mokran Ltd")
	join(t, b, a)
	say := func(c *Case, date string) {
		do(t, c, "Founded", func(tx *Tx) error {
			_, err := tx.Assert(Statement{Entity: x, Property: "incorporationDate", Value: date}, Noting{})
			return err
		})
	}
	say(a, "2014")
	say(b, "2015")
	do(t, a, "Judge", func(tx *Tx) error { _, err := tx.Judge(x, y, Same, "one number"); return err })
	do(t, b, "Judge", func(tx *Tx) error { _, err := tx.Judge(x, y, Different, "two owners"); return err })
	j := join(t, a, b)
	kinds := map[ConflictKind]Conflict{}
	for _, f := range j.Conflicts {
		kinds[f.Kind] = f
	}
	if len(j.Conflicts) != 2 || len(kinds[ConflictValue].Sides) != 2 || len(kinds[ConflictJudgement].Sides) != 2 {
		t.Fatalf("%+v", j.Conflicts)
	}
	do(t, a, "Decide", func(tx *Tx) error {
		if err := tx.Decide(kinds[ConflictValue], 0, "the register says so"); err != nil {
			return err
		}
		return tx.Decide(kinds[ConflictJudgement], 0, "looked again")
	})
	join(t, b, a)
	for _, c := range []*Case{a, b} {
		if open, err := c.Conflicts(t.Context()); err != nil || len(open) != 0 {
			t.Fatalf("%+v %v", open, err)
		}
		sound(t, c)
	}
}

func TestTheSameSourceTwiceIsProposed(t *testing.T) {
	a, b, _ := pairOf(t)
	add := func(c *Case, title string) {
		do(t, c, "Log", func(tx *Tx) error {
			_, err := tx.AddSource(Source{Title: title, URL: "https://example.org/quay", Origin: ""})
			return err
		})
	}
	add(a, "The quay")
	add(b, "On the quay")
	j := join(t, a, b)
	if j.Sources != 1 || len(j.Conflicts) != 1 || j.Conflicts[0].Kind != ConflictSource || j.Conflicts[0].Field != "url" {
		t.Fatalf("%+v", j)
	}
	do(t, a, "Decide", func(tx *Tx) error { return tx.Decide(j.Conflicts[0], 0, "") })
	all, err := a.Sources(t.Context())
	if err != nil || len(all) != 2 || all[0].Origin == "" || all[0].Origin != all[1].Origin {
		t.Fatalf("%+v %v", all, err)
	}
	if open, err := a.Conflicts(t.Context()); err != nil || len(open) != 0 {
		t.Fatalf("%+v %v", open, err)
	}
}

// TestAFileThatContradictsItselfIsRefused: what does not fit is left out
// whole, and the case stays as it was.
func TestAFileThatContradictsItselfIsRefused(t *testing.T) {
	for name, sql := range map[string]string{
		"a statement with another value": "UPDATE statement SET value = 'Other'",
		"a label changed":                "UPDATE action SET label = 'Other' WHERE id = 2",
		"a clock beyond time":            "UPDATE action SET clock = 9223372036854775807 WHERE id = 2",
		"changes left out":               "UPDATE action SET data = x'', size = 0 WHERE id = 2",
		"a dead statement marked live":   "UPDATE statement SET live = 1 - live",
	} {
		t.Run(name, func(t *testing.T) {
			a, b, _ := pairOf(t)
			firm(t, b, ID{}, "Kanson")
			path := filepath.Join(t.TempDir(), "x.rtcase")
			if err := b.SaveCopy(t.Context(), path); err != nil {
				t.Fatal(err)
			}
			db, err := pool(path, "rw", 1, commonSetup)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(sql); err != nil {
				t.Fatal(err)
			}
			_ = db.Close()
			other, err := OpenOther(t.Context(), path, testOptions(5))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = other.Close() }()
			before := dump(t, a)
			if _, err := a.Merge(t.Context(), other, MergeOptions{}); err == nil || !strings.Contains(err.Error(), "does not hold together") {
				t.Fatal(err)
			}
			if dump(t, a) != before {
				t.Fatal("something of it came")
			}
			sound(t, a)
		})
	}
}
