package sample

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"redthread/store"
	"redthread/store/ontology"
)

func createSample(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	if err := Create(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	return path
}

// openSample opens a sample case for a test that changes it or only reads it.
func openSample(t *testing.T) *store.Case {
	t.Helper()
	c, err := store.Open(context.Background(), createSample(t), Options())
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

func TestTwoSamplesAreTheSameFile(t *testing.T) {
	a, err := os.ReadFile(createSample(t))
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(createSample(t))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Errorf("two samples of %d and %d bytes differ", len(a), len(b))
	}
}

func TestCreateRefusesATakenName(t *testing.T) {
	path := createSample(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := Create(context.Background(), path); !errors.Is(err, store.ErrExists) {
		t.Errorf("got %v, want ErrExists", err)
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Error("the file that was there has changed")
	}
}

// TestEveryFactIsInTheCase reads the case back and looks for each statement of
// the file with its note, speaker, hedge, credibility, origin and dates.
func TestEveryFactIsInTheCase(t *testing.T) {
	ctx := context.Background()
	c := openSample(t)
	f := sampleFacts(t)
	sources, err := c.Sources(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) != len(f.Sources) {
		t.Fatalf("%d sources, want %d", len(sources), len(f.Sources))
	}
	sourceIDs := map[string]store.ID{}
	for i, s := range f.Sources {
		sourceIDs[s.Key] = sources[i].ID
		if got := sources[i]; got.Title != s.Title || got.Grade != s.Grade || got.Origin != s.Origin || got.Published != s.Published || got.Cited == 0 {
			t.Errorf("source %q: %+v", s.Key, got)
		}
		layer, ok, err := c.Text(ctx, sources[i].ID)
		if err != nil || !ok || !slices.Equal(layer.Passages, s.Passages) {
			t.Errorf("source %q: its notes are not as in the file (%v)", s.Key, err)
		}
	}

	all, err := c.Statements(ctx, store.StatementFilter{})
	if err != nil {
		t.Fatal(err)
	}
	names := map[store.ID]string{} // what each entity is recognised by, from its own statements
	type fact struct {
		entity, property, value, since, until string
		source                                store.ID
		passage                               int
		said, hedge, origin, original         string
		credibility                           byte
	}
	mark := func(schema, property, text string) string { return schema + "\x00" + property + "\x00" + text }
	// An entity is recognised by all that is said of it without links, in the order of the file.
	wantMarks, gotMarks := map[string]string{}, map[store.ID]string{}
	for _, e := range f.Entities {
		for _, s := range e.Statements {
			if s.Target == "" {
				wantMarks[e.Key] = max(wantMarks[e.Key], mark(e.Schema, s.Property, s.Value))
			}
		}
	}
	for _, s := range all {
		if names[s.Entity] == "" {
			row, err := c.Entity(ctx, s.Entity)
			if err != nil {
				t.Fatal(err)
			}
			names[s.Entity] = row.Schema
		}
		if s.Target.IsZero() {
			gotMarks[s.Entity] = max(gotMarks[s.Entity], mark(names[s.Entity], s.Property, s.Value))
		}
	}
	got := map[fact]int{}
	for _, s := range all {
		for _, n := range s.Notings {
			text := s.Value
			if !s.Target.IsZero() {
				text = gotMarks[s.Target]
			}
			got[fact{
				entity: gotMarks[s.Entity], property: s.Property, value: text, since: s.From, until: s.To, source: s.Source,
				passage: n.Citation.Passage, said: n.SaidBy, hedge: n.Hedge, origin: n.Origin, original: n.Original, credibility: n.Credibility,
			}]++
		}
	}
	want := 0
	for _, e := range f.Entities {
		for _, s := range e.Statements {
			want++
			text := s.Value
			if s.Target != "" {
				text = wantMarks[s.Target]
			}
			k := fact{
				entity: wantMarks[e.Key], property: s.Property, value: text, since: s.Since, until: s.Until, source: sourceIDs[s.Source],
				passage: s.Passage, said: s.SaidBy, hedge: s.Hedge, origin: s.Origin, original: s.Original, credibility: s.Credibility,
			}
			if got[k]--; got[k] < 0 {
				t.Errorf("%s.%s = %q from %s %d is not in the case", e.Key, s.Property, text, s.Source, s.Passage)
			}
		}
	}
	notings := 0
	for _, s := range all {
		notings += len(s.Notings)
		if s.Source.IsZero() {
			t.Errorf("%s = %q is unsourced", s.Property, s.Value)
		}
	}
	if notings != want {
		t.Errorf("%d notings in the case, %d in the file", notings, want)
	}
}

func TestTheCaseSaysWhatItIsFor(t *testing.T) {
	ctx := context.Background()
	c := openSample(t)
	info, err := c.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	f := sampleFacts(t)
	if info.CaseFields != f.Case || info.LastAuthor != Author {
		t.Errorf("got %+v", info)
	}
	if info.Entities != len(f.Entities) || info.Tasks != len(f.Tasks) || info.Notes != len(f.Notes) {
		t.Errorf("%d entities, %d tasks, %d notes; the file has %d, %d and %d",
			info.Entities, info.Tasks, info.Notes, len(f.Entities), len(f.Tasks), len(f.Notes))
	}
	rows, _, err := c.Entities(ctx, store.EntityFilter{Text: "sakorenma", Schemata: []string{"Company"}})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d companies named Sakorenma (%v)", len(rows), err)
	}
	tags, err := c.Tags(ctx, rows[0].ID)
	if err != nil || len(tags) != 1 || tags[0].Text != "Sakhalin" {
		t.Errorf("tags of Sakorenma: %v (%v)", tags, err)
	}
	v, err := c.Verify(ctx, "", nil)
	if err != nil || !v.Sound() {
		t.Errorf("the sample does not verify: %v (%v)", v.Problems, err)
	}
}

// Undo walks back through the sample's own history; on the way the case is
// never left with an entity that nothing is said of.
func TestEveryStepOfTheHistoryIsWhole(t *testing.T) {
	ctx := context.Background()
	c := openSample(t)
	for {
		rows, _, err := c.Entities(ctx, store.EntityFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			said, err := c.Statements(ctx, store.StatementFilter{Entity: row.ID})
			if err != nil {
				t.Fatal(err)
			}
			if len(said) == 0 {
				next, _, _ := c.Undoable(ctx)
				t.Errorf("after %q nothing is said of a %s", next, row.Schema)
			}
			// Links are called by their two ends, all else by a caption of its own.
			schema, _ := ontology.Default().Schema(row.Schema)
			if row.Caption == "" && schema.Edge == nil {
				next, _, _ := c.Undoable(ctx)
				t.Errorf("after %q a %s has no name", next, row.Schema)
			}
		}
		if _, err := c.Undo(ctx); errors.Is(err, store.ErrNothingToUndo) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	info, err := c.Info(ctx)
	if err != nil || info.Entities != 0 || info.Sources != 0 || info.Statements != 0 {
		t.Errorf("undone to the start, the case holds %+v (%v)", info, err)
	}
}
