package desktop

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"redthread/app"
	"redthread/app/job"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/palette"
)

// How many of each the palette asks the case for.
const (
	mostEntities = 8
	mostSources  = 4
	mostRanked   = 60 // entities looked at to find the best of them
)

// openPalette shows the palette with a first text.
func (w *Window) openPalette(first string) {
	if w.bench == nil || w.win.Canvas().Overlays().Top() != nil {
		return
	}
	b := w.bench
	o := palette.Options{Find: b.finder()}
	ro, _ := b.c.ReadOnly()
	for _, c := range w.cmds {
		if ro && c.need == needWriting || c.key != nil && c.key.Key() == paletteKey().Key() {
			continue
		}
		o.Commands = append(o.Commands, palette.Command{
			Name: c.name, Menu: c.menu, Key: keyText(c.key, " "), Words: c.words, Do: func() { w.run(c) },
		})
	}
	if !ro {
		o.Create = func(text string) []palette.Command {
			return []palette.Command{
				{Name: "Create entity “" + text + "”", Do: func() { b.seat.AddEntity("", text, nil) }},
				{Name: "Create source “" + text + "”", Do: func() { b.seat.addSource(fromText(text), nil) }},
			}
		}
	}
	palette.Open(w.win.Canvas(), first, o)
}

// finder returns the search of one palette. A new question stops the one
// before it.
func (b *bench) finder() func(string, func([]palette.Hit)) {
	stop := func() {}
	return func(text string, answer func([]palette.Hit)) {
		stop()
		ctx, cancel := context.WithCancel(context.Background())
		stop = cancel
		var hits []palette.Hit
		b.Ask("Searching", func(outer context.Context, _ func(float64, string)) (err error) {
			defer cancel()
			defer context.AfterFunc(outer, cancel)()
			hits, err = b.search(ctx, text)
			return err
		}, func(err error) {
			switch {
			case job.Cancelled(err): // a newer question was asked
			case err != nil:
				b.Fail(err)
			default:
				answer(hits)
			}
		})
	}
}

// search finds what a text names: an id, sources by title or publisher, and
// entities by any of their names.
func (b *bench) search(ctx context.Context, text string) ([]palette.Hit, error) {
	hits, err := b.searchID(ctx, text)
	if err != nil || len(hits) > 0 {
		return hits, err
	}
	rows, _, err := b.c.Entities(ctx, store.EntityFilter{Text: text, Limit: mostRanked})
	if err != nil {
		return nil, err
	}
	ids := make([]store.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	names, err := app.Captions(ctx, b.c, ids)
	if err != nil {
		return nil, err
	}
	best(rows, names, text)
	for _, r := range rows[:min(len(rows), mostEntities)] {
		hits = append(hits, b.entityHit(r, names[r.ID]))
	}
	sources, err := b.c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	want := strings.Fields(value.Fold(text))
	found := 0
	for _, s := range sources {
		if found < mostSources && namesAll(want, value.Words(s.Title+" "+s.Publisher)) {
			found++
			hits = append(hits, b.sourceHit(s.Source, s.Number))
		}
	}
	return hits, nil
}

// best puts first what a person most likely means: the name itself, names that
// begin with the text, parties before what is said about them, links last.
func best(rows []store.EntityRow, names map[store.ID]string, text string) {
	want := value.Fold(text)
	rank := func(r store.EntityRow) int {
		n, name := 0, value.Fold(names[r.ID])
		switch {
		case name == want:
		case strings.HasPrefix(name, want):
			n = 1
		default:
			n = 4
		}
		s, ok := ontology.Default().Schema(r.Schema)
		switch {
		case !ok || s.Edge != nil:
			return n + 8
		case s.Group == "firm" || s.Group == "person" || s.Group == "body":
			return n
		}
		return n + 2
	}
	slices.SortStableFunc(rows, func(x, y store.EntityRow) int { return rank(x) - rank(y) })
}

// searchID finds what an id stands for; text that is no id finds nothing.
func (b *bench) searchID(ctx context.Context, text string) ([]palette.Hit, error) {
	if len(text) < 3 || text[1] != '-' && len(text) != 32 {
		return nil, nil
	}
	ref, err := b.c.Resolve(ctx, text)
	if err != nil {
		return nil, nil // half-typed, or a name with a hyphen
	}
	switch ref.Kind {
	case store.KindSource:
		s, err := b.c.Source(ctx, ref.ID)
		return []palette.Hit{b.sourceHit(s, 0)}, err
	case store.KindEntity:
		return b.oneEntity(ctx, ref.ID, store.ID{})
	case store.KindStatement:
		s, err := b.c.Statement(ctx, ref.ID)
		if err != nil {
			return nil, err
		}
		return b.oneEntity(ctx, s.Entity, s.ID)
	}
	return nil, nil
}

func (b *bench) oneEntity(ctx context.Context, id, statement store.ID) ([]palette.Hit, error) {
	row, err := b.c.Entity(ctx, id)
	if err != nil {
		return nil, err
	}
	name, err := app.Caption(ctx, b.c, id)
	if err != nil {
		return nil, err
	}
	h := b.entityHit(row, name)
	if !statement.IsZero() {
		h.Short = b.c.Short(store.KindStatement, statement)
		h.Kind = "statement on a " + strings.ToLower(h.Kind)
		h.Do = func() { b.Go(desk.Route{Screen: desk.Entities, ID: id, Statement: statement}) }
	}
	return []palette.Hit{h}, nil
}

func (b *bench) entityHit(r store.EntityRow, name string) palette.Hit {
	h := palette.Hit{
		Title: name, Kind: r.Schema, Short: b.c.Short(store.KindEntity, r.ID),
		Do: func() { b.Go(desk.Route{Screen: desk.Entities, ID: r.ID}) },
	}
	if s, ok := ontology.Default().Schema(r.Schema); ok {
		h.Kind, h.Group = s.Label, string(s.Group)
	}
	return h
}

func (b *bench) sourceHit(s store.Source, number int) palette.Hit {
	kind := "source"
	if number > 0 {
		kind = fmt.Sprintf("source [%d]", number)
	}
	parts := []string{kind}
	for _, p := range []string{s.Kind, s.Publisher} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	grade := s.Grade.String()
	if grade == "" {
		grade = "–"
	}
	return palette.Hit{
		Title: s.Title, Kind: strings.Join(parts, " · "), Grade: grade, Short: b.c.Short(store.KindSource, s.ID),
		Do: func() { b.Go(desk.Route{Screen: desk.Sources, ID: s.ID}) },
	}
}

// namesAll tells whether each word wanted begins one of the words.
func namesAll(want, words []string) bool {
	for _, w := range want {
		if !slices.ContainsFunc(words, func(s string) bool { return strings.HasPrefix(s, w) }) {
			return false
		}
	}
	return len(want) > 0
}
