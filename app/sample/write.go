package sample

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"redthread/app/names"
	"redthread/store"
	"redthread/testdata"
)

// Author is the name the sample's facts are noted under.
const Author = "Sample researcher"

// Options gives a case of its own clock, randomness, author and replica, so
// that every sample is the same file. Each call starts the randomness anew.
func Options() store.Options {
	// Later than the newest source, the list copy of July 2021, and earlier than any reader's clock.
	noted := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	return store.Options{
		Keys: names.Keys, KeysName: names.KeysVersion, LateIndex: true,
		Now:     func() time.Time { return noted },
		Rand:    rand.NewChaCha8([32]byte([]byte("redthread sample case, version 1"))),
		Author:  Author,
		Replica: store.ID([]byte("redthread sample")),
	}
}

// Create makes the sample case at path, which must be free, and closes it.
func Create(ctx context.Context, path string) (err error) {
	c, err := store.Create(ctx, path, Options())
	if err != nil {
		return err
	}
	defer func() {
		if e := c.Close(); err == nil {
			err = e
		}
	}()
	return Write(ctx, c)
}

// Write enters the sample's facts into an open case, in a handful of actions.
func Write(ctx context.Context, c *store.Case) error {
	facts, err := Parse(testdata.Sakhalin)
	if err != nil {
		return fmt.Errorf("reading the sample's facts: %w", err)
	}
	w := writer{
		facts:    facts,
		sources:  map[string]store.ID{},
		entities: map[string]store.ID{},
		byKey:    map[string]*Entity{},
	}
	for i := range facts.Entities {
		w.byKey[facts.Entities[i].Key] = &facts.Entities[i]
	}
	steps := []step{
		{"Ask the question of the case", func(tx *store.Tx) error { return tx.SetCase(facts.Case) }},
		{"Log the sources", w.logSources},
	}
	var labels []string
	for _, s := range facts.Sources {
		if !slices.Contains(labels, s.Action) {
			labels = append(labels, s.Action)
			steps = append(steps, step{s.Action, func(tx *store.Tx) error { return w.enterFacts(tx, s.Action) }})
		}
	}
	steps = append(steps, step{"Write tags, notes and tasks", w.writeRemarks})
	for _, s := range steps {
		if _, err := c.Update(ctx, s.label, s.do); err != nil {
			return fmt.Errorf("writing the sample (%s): %w", s.label, err)
		}
	}
	return nil
}

// step is one action of the sample's history.
type step struct {
	label string
	do    func(*store.Tx) error
}

// writer remembers which key became which id.
type writer struct {
	facts    *Facts
	sources  map[string]store.ID
	entities map[string]store.ID
	byKey    map[string]*Entity
}

func (w *writer) logSources(tx *store.Tx) error {
	for _, s := range w.facts.Sources {
		id, err := tx.AddSource(s.Source)
		if err != nil {
			return fmt.Errorf("source %q: %w", s.Key, err)
		}
		if _, err := tx.AddPassages(id, "notes", "by hand", s.Passages); err != nil {
			return fmt.Errorf("the notes of source %q: %w", s.Key, err)
		}
		w.sources[s.Key] = id
	}
	return nil
}

// enterFacts enters the statements of the sources that share an action, in the order of the file.
func (w *writer) enterFacts(tx *store.Tx, action string) error {
	cited := map[string]bool{}
	for _, s := range w.facts.Sources {
		cited[s.Key] = s.Action == action
	}
	for _, e := range w.facts.Entities {
		for _, s := range e.Statements {
			if !cited[s.Source] {
				continue
			}
			if err := w.assert(tx, e.Key, s); err != nil {
				return fmt.Errorf("entity %q, property %q: %w", e.Key, s.Property, err)
			}
		}
	}
	return nil
}

func (w *writer) assert(tx *store.Tx, key string, s Statement) error {
	id, err := w.entity(tx, key)
	if err != nil {
		return err
	}
	statement := store.Statement{
		Entity: id, Property: s.Property, Value: s.Value, Source: w.sources[s.Source], From: s.Since, To: s.Until,
	}
	if s.Target != "" {
		if statement.Target, err = w.entity(tx, s.Target); err != nil {
			return err
		}
	}
	_, err = tx.Assert(statement, store.Noting{
		Citation: store.Citation{Passage: s.Passage},
		SaidBy:   s.SaidBy, Hedge: s.Hedge, Credibility: s.Credibility, Origin: s.Origin, Original: s.Original,
	})
	return err
}

// entity gives the id of an entity and makes it where it is first spoken of.
func (w *writer) entity(tx *store.Tx, key string) (store.ID, error) {
	if id, ok := w.entities[key]; ok {
		return id, nil
	}
	e := w.byKey[key]
	id, err := tx.AddEntity(e.Schema)
	if err != nil {
		return id, err
	}
	w.entities[key] = id
	if e.Class == "" {
		return id, nil
	}
	return id, tx.SetClass(id, e.Class)
}

func (w *writer) writeRemarks(tx *store.Tx) error {
	for _, t := range w.facts.Tags {
		for _, key := range t.On {
			if _, err := tx.AddTag(store.Tag{About: w.entities[key], Text: t.Name}); err != nil {
				return fmt.Errorf("tag %q: %w", t.Name, err)
			}
		}
	}
	for _, n := range w.facts.Notes {
		if _, err := tx.AddNote(store.Note{About: w.entities[n.About], Text: n.Text}); err != nil {
			return fmt.Errorf("a note: %w", err)
		}
	}
	for _, t := range w.facts.Tasks {
		if _, err := tx.AddTask(store.Task{About: w.entities[t.About], Text: t.Text}); err != nil {
			return fmt.Errorf("a task: %w", err)
		}
	}
	return nil
}
