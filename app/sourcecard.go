package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"redthread/store"
	"redthread/store/ontology"
)

// CitedRow is one statement a source is cited for.
type CitedRow struct {
	FactRow
	Entity store.ID
	Name   string // of the entity
	Schema string
}

// SourceCard is everything the case holds on a source, ready to be shown.
type SourceCard struct {
	store.SourceRow
	Short    string
	Text     []store.Passage
	Sections []store.Section
	TextKind string // "notes": a researcher's paraphrase
	HasText  bool
	Layer    store.ID      // whose passages Text is
	Layers   []store.Layer // all of them, newest first, without their passages
	Readings []store.Reading
	Cited    []CitedRow
	Files    []store.Evidence
	Custody  map[string][]store.Custody // by hash
	Passages map[int]int                // how many live notings cite each passage
	Notes    []store.Note
	Tags     []store.Tag
}

// LoadSource reads a source's card with its newest text.
func LoadSource(ctx context.Context, c *store.Case, id store.ID) (*SourceCard, error) {
	return LoadSourceLayer(ctx, c, id, store.ID{})
}

// LoadSourceLayer reads a source's card with one of its texts; zero means the
// newest.
func LoadSourceLayer(ctx context.Context, c *store.Case, id, layer store.ID) (*SourceCard, error) {
	r, err := newReader(ctx, c)
	if err != nil {
		return nil, err
	}
	row, ok := r.sources[id]
	if !ok {
		return nil, sentence(store.ErrNotFound, "There is no such source in this case.")
	}
	s := &SourceCard{SourceRow: row, Short: c.Short(store.KindSource, id), Custody: map[string][]store.Custody{}, Passages: map[int]int{}}
	if s.Layers, err = c.Layers(ctx, id); err != nil {
		return nil, err
	}
	if layer.IsZero() && len(s.Layers) > 0 {
		layer = s.Layers[0].ID
	}
	if !layer.IsZero() {
		l, err := c.Layer(ctx, id, layer)
		if err != nil {
			return nil, err
		}
		s.Text, s.Sections, s.TextKind, s.HasText, s.Layer = l.Passages, l.Sections, l.Kind, true, l.ID
	}
	if s.Readings, err = c.Readings(ctx, id); err != nil {
		return nil, err
	}
	all, err := c.Statements(ctx, store.StatementFilter{Source: id})
	if err != nil {
		return nil, err
	}
	for _, st := range all {
		entity, err := r.names.row(ctx, st.Entity)
		if err != nil {
			return nil, err
		}
		schema, _ := ontology.Default().Schema(entity.Schema)
		f, err := r.fact(ctx, schema, st)
		if err != nil {
			return nil, err
		}
		name, err := r.names.name(ctx, st.Entity)
		if err != nil {
			return nil, err
		}
		s.Cited = append(s.Cited, CitedRow{FactRow: f, Entity: st.Entity, Name: name, Schema: entity.Schema})
		for _, n := range st.Notings {
			if !n.Withdrawn && n.Citation.Passage > 0 && (n.Citation.Layer.IsZero() || n.Citation.Layer == layer) {
				s.Passages[n.Citation.Passage]++
			}
		}
	}
	if s.Files, err = c.Evidence(ctx, id); err != nil {
		return nil, err
	}
	for _, f := range s.Files {
		if s.Custody[f.Hash()], err = c.Custody(ctx, f.SHA256); err != nil {
			return nil, err
		}
	}
	if s.Notes, err = c.Notes(ctx, id); err != nil {
		return nil, err
	}
	s.Tags, err = c.Tags(ctx, id)
	return s, err
}

// Origins lists the origins named in the case, for the form's suggestions.
func Origins(ctx context.Context, c *store.Case) ([]string, error) {
	rows, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	var all []string
	seen := map[string]bool{}
	for _, s := range rows {
		if s.Origin != "" && !seen[s.Origin] {
			seen[s.Origin] = true
			all = append(all, s.Origin)
		}
	}
	return all, nil
}

// SizeText says a number of bytes for people.
func SizeText(n int64) string {
	switch {
	case n < 1000:
		return count(int(n), "byte", "bytes")
	case n < 1_000_000:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// Views is the private folder for copies of originals that another program
// shows. It is made when it is not there.
func (e *Env) Views() (string, error) {
	dir := filepath.Join(e.dir, "views")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("making the folder for copies to look at: %w", err)
	}
	return dir, nil
}

// ClearViews removes the copies: when a case is closed, and when one is opened
// after the program was ended otherwise.
func (e *Env) ClearViews() error { return os.RemoveAll(filepath.Join(e.dir, "views")) }
