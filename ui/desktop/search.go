package desktop

import (
	"context"

	"redthread/app"
	"redthread/app/job"
	"redthread/app/search"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/palette"
)

// mostOfAKind is how many hits of each kind are asked for.
const mostOfAKind = 50

// openPalette shows the palette with a first text.
func (w *Window) openPalette(first string) {
	if w.bench == nil || w.win.Canvas().Overlays().Top() != nil {
		return
	}
	b := w.bench
	o := palette.Options{Search: b.asking(mostOfAKind), Everything: b.showResults, AllKey: keyText(resultsKey(), " ")}
	ro, _ := b.c.ReadOnly()
	for _, c := range w.cmds {
		if ro && c.need == needWriting || c.key != nil && c.key.ShortcutName() == paletteKey().ShortcutName() {
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
				{Name: "Create source “" + text + "”", Do: func() { b.seat.addSource(titled(text), nil) }},
			}
		}
	}
	palette.Open(w.win.Canvas(), first, o)
}

// asking is the search of one palette or list. A new question stops the one
// before it.
func (b *bench) asking(limit int) palette.Search {
	stop := func() {}
	return palette.Search{
		After: b.w.after,
		Warn:  func(text string) []string { return search.Parse(text).Warnings },
		Find: func(text string, answer func(palette.Found)) {
			stop()
			ctx, cancel := context.WithCancel(context.Background())
			stop = cancel
			var found palette.Found
			b.Ask("Searching", func(outer context.Context, _ func(float64, string)) (err error) {
				defer cancel()
				defer context.AfterFunc(outer, cancel)()
				found, err = b.lookUp(ctx, text, limit)
				return err
			}, func(err error) {
				switch {
				case job.Cancelled(err): // a newer question was asked
				case err != nil:
					b.Fail(err)
				default:
					answer(found)
				}
			})
		},
	}
}

// lookUp finds a text: as a short id, else in everything the case holds.
func (b *bench) lookUp(ctx context.Context, text string, limit int) (palette.Found, error) {
	hits, err := b.findID(ctx, text)
	if err != nil || len(hits) > 0 {
		return palette.Found{Hits: hits}, err
	}
	a, err := b.searcher().Run(ctx, text, search.Options{Limit: limit, Typing: true})
	if err != nil {
		return palette.Found{}, err
	}
	found := palette.Found{More: a.More, Behind: a.Behind}
	for _, r := range a.Results {
		found.Hits = append(found.Hits, b.hit(r))
	}
	return found, nil
}

// searcher keeps what a search needs again at the next letter.
func (b *bench) searcher() *search.Searcher {
	b.searching.Do(func() { b.search = search.New(b.c) })
	return b.search
}

// sections are the headings of the kinds of hits.
var sections = map[store.HitKind]string{
	store.HitEntity: "Names", store.HitPassage: "Text", store.HitStatement: "Statements",
	store.HitNote: "Notes", store.HitTask: "Notes", store.HitSource: "Sources",
}

// hit shows a result and leads to its place.
func (b *bench) hit(r search.Result) palette.Hit {
	to := routeOf(r)
	h := palette.Hit{Section: sections[r.Kind], Line: r.Snippet, Marks: r.Marks, Do: func() { b.Go(to) }}
	switch r.Kind {
	case store.HitEntity:
		h.Strong, h.Group, h.Where, h.Short = true, groupOf(r.Schema), r.Place, b.c.Short(store.KindEntity, r.Entity)
		if r.Title != r.Snippet { // found by another of its names
			h.Line, h.Marks = r.Title, nil
			also := r.Place + " · also "
			h.Where, h.Marked = also+r.Snippet, moved(r.Marks, len([]rune(also)))
		}
	case store.HitSource:
		h.Strong, h.Grade, h.Short = true, gradeText(r.Grade), b.c.Short(store.KindSource, r.Source)
		h.Where = r.Place
		if r.Title != r.Snippet {
			h.Line, h.Marks = r.Title, nil
			h.Where, h.Marked = r.Place+" · "+r.Snippet, moved(r.Marks, len([]rune(r.Place))+3)
		}
	case store.HitStatement:
		h.Where = r.Title + " · " + r.Place
	case store.HitPassage:
		h.Where = r.Place + " · " + r.Title
	default:
		h.Where = r.Title
		if r.Place != "" {
			h.Where += " " + r.Place
		}
	}
	return h
}

// routeOf is the place of a result: a passage in its text, a statement on its
// entity, a note where what it is about is.
func routeOf(r search.Result) desk.Route {
	switch {
	case r.Kind == store.HitPassage:
		return desk.Route{Screen: desk.Sources, ID: r.Source, Layer: r.Layer, Passage: r.Passage, Start: r.Start, Stop: r.Stop}
	case r.Kind == store.HitSource:
		return desk.Route{Screen: desk.Sources, ID: r.Source}
	case !r.Entity.IsZero():
		return desk.Route{Screen: desk.Entities, ID: r.Entity, Statement: r.Statement}
	case !r.Source.IsZero():
		return desk.Route{Screen: desk.Sources, ID: r.Source}
	}
	return desk.Route{Screen: desk.Overview}
}

// moved shifts marks by some letters.
func moved(marks [][2]int, by int) [][2]int {
	all := make([][2]int, len(marks))
	for i, m := range marks {
		all[i] = [2]int{m[0] + by, m[1] + by}
	}
	return all
}

func groupOf(schema string) string {
	if s, ok := ontology.Default().Schema(schema); ok {
		return string(s.Group)
	}
	return "claim"
}

func gradeText(g store.Grade) string {
	if t := g.String(); t != "" {
		return t
	}
	return "–"
}

// findID finds what an id stands for; text that is no id finds nothing.
func (b *bench) findID(ctx context.Context, text string) ([]palette.Hit, error) {
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
		if err != nil {
			return nil, err
		}
		r := search.Result{Kind: store.HitSource, Source: s.ID, Title: s.Title, Snippet: s.Title, Place: "Source", Grade: s.Grade}
		return []palette.Hit{b.hit(r)}, nil
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
	label := row.Schema
	if s, ok := ontology.Default().Schema(row.Schema); ok {
		label = s.Label
	}
	r := search.Result{Kind: store.HitEntity, Entity: id, Statement: statement, Title: name, Snippet: name, Place: label, Schema: row.Schema}
	h := b.hit(r)
	if !statement.IsZero() {
		h.Short, h.Where = b.c.Short(store.KindStatement, statement), "Statement on this "+label
	}
	return []palette.Hit{h}, nil
}
