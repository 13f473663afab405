package sharing

import (
	"context"
	"fmt"
	"os"

	"redthread/app/redact"
	"redthread/store"
	"redthread/store/ontology"
)

// Exposure is who a share names in full.
type Exposure struct {
	Workers   int `json:"workers" doc:"workers named in full"`
	Sources   int `json:"sources" doc:"people classed source, and sources of the log that are to be protected"`
	Unclassed int `json:"unclassed" doc:"people whom nobody has classed yet"`
	Others    int `json:"others" doc:"officials, listed and other people"`
}

// Protected counts those whom the public profile hides.
func (e Exposure) Protected() int { return e.Workers + e.Sources + e.Unclassed }

// Sentence warns, workers and sources first.
func (e Exposure) Sentence() string {
	if e.Protected()+e.Others == 0 {
		return "The share names no person."
	}
	return fmt.Sprintf("The share names in full: %s, %s, %s without a class, and %s.",
		count(e.Workers, "worker", "workers"), count(e.Sources, "confidential source", "confidential sources"),
		count(e.Unclassed, "person", "people"), count(e.Others, "other person", "other people"))
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Expose counts the people that a share of the case names in full.
func Expose(ctx context.Context, c *store.Case) (Exposure, error) {
	var e Exposure
	schemata := people()
	rows, _, err := c.Entities(ctx, store.EntityFilter{Schemata: schemata})
	if err != nil {
		return e, err
	}
	for _, r := range rows {
		switch r.Class {
		case store.ClassWorker:
			e.Workers++
		case store.ClassSource:
			e.Sources++
		case "":
			e.Unclassed++
		default:
			e.Others++
		}
	}
	g, err := redact.Open(ctx, c, redact.Public)
	if err != nil {
		return e, err
	}
	e.Sources += g.Tally().Sources
	return e, nil
}

// people lists the schemata of persons.
func people() []string {
	all := []string{"Person"}
	if s, ok := ontology.Default().Schema("Person"); ok {
		for _, d := range s.Descendants() {
			all = append(all, d.Name)
		}
	}
	return all
}

// Hidden says what a share leaves out.
type Hidden struct {
	People     int `json:"people" doc:"people left out or shown with a stand-in"`
	Sources    int `json:"sources" doc:"sources shown with a stand-in"`
	Statements int `json:"statements" doc:"statements withheld or shown with a stand-in"`
}

// hide makes a case of its own with what may leave, and a share of that. The
// history, the texts, the files, the notes, tags and tasks stay behind: all of
// them hold names in places that no program can find with certainty.
func hide(ctx context.Context, c *store.Case, work, to string, o store.Options, so store.ShareOptions) (*Hidden, error) {
	g, err := redact.Open(ctx, c, redact.Public)
	if err != nil {
		return nil, err
	}
	info, err := c.Info(ctx)
	if err != nil {
		return nil, err
	}
	sources, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	rows, _, err := c.Entities(ctx, store.EntityFilter{})
	if err != nil {
		return nil, err
	}
	o.LateIndex, o.ReadOnly = true, false
	out, err := store.Create(ctx, work, o)
	if err != nil {
		return nil, err
	}
	h := &Hidden{}
	_, err = out.Update(ctx, "Share with workers, sources and people without a class hidden", func(tx *store.Tx) error {
		w := &writer{tx: tx, g: g, h: h, entities: map[store.ID]store.ID{}, sources: map[store.ID]store.ID{}}
		if err := tx.SetCase(store.CaseFields{Title: g.Text(info.Title), Question: g.Text(info.Question), Summary: g.Text(info.Summary)}); err != nil {
			return err
		}
		for _, s := range sources {
			if err := w.source(s.Source); err != nil {
				return err
			}
		}
		for _, r := range rows {
			if err := w.entity(r); err != nil {
				return err
			}
		}
		for _, r := range rows {
			all, err := c.Statements(ctx, store.StatementFilter{Entity: r.ID})
			if err != nil {
				return err
			}
			for _, st := range all {
				if err := w.statement(st); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil {
		err = out.Share(ctx, to, so)
	}
	if e := out.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = scan(ctx, to, g, o)
	}
	_ = os.Remove(work)
	return h, err
}

// writer puts what may leave into a new case. What is hidden gets an id of its
// own, so that a merge never ties its stand-in to the person.
type writer struct {
	tx       *store.Tx
	g        *redact.Gate
	h        *Hidden
	entities map[store.ID]store.ID
	sources  map[store.ID]store.ID
}

func (w *writer) source(s store.Source) error {
	shown, hidden := w.g.Source(s)
	shown.ID = s.ID
	if hidden {
		w.h.Sources++
		shown.ID = store.ID{}
	}
	if shown.Title == "" {
		shown.Title = "Protected source"
	}
	id, err := w.tx.AddSource(shown)
	w.sources[s.ID] = id
	return err
}

func (w *writer) entity(r store.EntityRow) error {
	if _, hidden := w.g.Entity(r.ID); hidden {
		id, err := w.tx.AddEntity(r.Schema)
		if err != nil {
			return err
		}
		w.h.People++
		w.entities[r.ID] = id
		return w.tx.SetClass(id, r.Class)
	}
	w.entities[r.ID] = r.ID
	if err := w.tx.AddEntityAs(r.ID, r.Schema); err != nil {
		return err
	}
	return w.tx.SetClass(r.ID, r.Class)
}

func (w *writer) statement(st store.Statement) error {
	shown := w.g.Statement(st)
	out := shown.Statement
	if shown.Masked {
		w.h.Statements++
		switch {
		case !st.Target.IsZero():
			out.Target = st.Target // the target is there under its stand-in
		case out.Value != "":
		case shown.Text == redact.Withheld || shown.Text == "":
			return nil
		default:
			out.Value = shown.Text
		}
	}
	var ok bool
	if out.Entity, ok = w.entities[st.Entity]; !ok {
		return nil
	}
	if !st.Target.IsZero() {
		if out.Target, ok = w.entities[st.Target]; !ok {
			return nil
		}
	}
	if !st.Source.IsZero() {
		out.Source = w.sources[st.Source]
	}
	for _, n := range out.Notings {
		if n.Withdrawn {
			continue
		}
		n.ID = store.ID{}
		if p := n.Citation.Passage; p > 0 && n.Citation.Locator == "" {
			n.Citation.Locator = fmt.Sprintf("passage %d", p)
		}
		n.Citation.Passage, n.Citation.Layer, n.Citation.Start, n.Citation.Stop = 0, store.ID{}, 0, 0
		one := out
		one.Notings = nil
		if _, err := w.tx.Assert(one, n); err != nil {
			return fmt.Errorf("hiding a statement: %w", err)
		}
	}
	return nil
}

// scan reads the share once more and fails if a protected name is in it.
func scan(ctx context.Context, path string, g *redact.Gate, o store.Options) error {
	c, err := store.OpenOther(ctx, path, o)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	leak := func(text string) error {
		if len(g.Leaks(text)) > 0 {
			return store.Sentence(store.ErrInvalid, "The share still held a name that is to be hidden, so it was not made; class the people of the case and try again.")
		}
		return nil
	}
	all, err := c.Statements(ctx, store.StatementFilter{})
	if err != nil {
		return err
	}
	for _, st := range all {
		if err := leak(st.Value); err != nil {
			return err
		}
		for _, n := range st.Notings {
			for _, t := range []string{n.SaidBy, n.Hedge, n.Origin, n.Original, n.Citation.Quote, n.Citation.Locator} {
				if err := leak(t); err != nil {
					return err
				}
			}
		}
	}
	sources, err := c.Sources(ctx)
	if err != nil {
		return err
	}
	for _, s := range sources {
		for _, t := range []string{s.Title, s.Publisher, s.Author, s.Origin, s.Note, s.URL} {
			if err := leak(t); err != nil {
				return err
			}
		}
	}
	return nil
}
