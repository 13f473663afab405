package search

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// results turns hits into what is shown. A hit in which the query does not hold is left out: it only shared a key with
// a name that is quite another.
func (s *searcher) results(ctx context.Context, hits []store.Hit) ([]Result, error) {
	var entities []store.ID
	for _, h := range hits {
		switch h.Kind {
		case store.HitEntity:
			entities = append(entities, h.ID)
		case store.HitStatement:
			entities = append(entities, h.Entity)
		}
	}
	captions, err := app.Captions(ctx, s.c, entities)
	if err != nil {
		return nil, err
	}
	var all []Result
	for _, h := range hits {
		r, ok, err := s.result(ctx, h, captions)
		if errors.Is(err, store.ErrNotFound) {
			continue // taken back since
		}
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, r)
		}
	}
	return all, s.about(ctx, all)
}

// longestMatched is how much of one text is searched for words to mark, in bytes. A passage is a paragraph; what is longer is
// a file without any.
const longestMatched = 1 << 18

func firstPart(text string) string {
	if len(text) <= longestMatched {
		return text
	}
	cut := longestMatched
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut]
}

func (s *searcher) result(ctx context.Context, h store.Hit, captions map[store.ID]string) (r Result, ok bool, err error) {
	whole := len(h.Text)
	h.Text = firstPart(h.Text)
	f := s.plan.match(h.Text, h.Kind == store.HitEntity)
	if !f.holds && len(h.Text) == whole {
		return r, false, nil
	}
	r = Result{Kind: h.Kind, score: h.Score, fit: s.plan.fit(f)}
	switch h.Kind {
	case store.HitPassage:
		r.Source, r.Layer, r.Passage, r.Page = h.ID, h.Layer, h.Passage, h.Page
		r.Title, r.Place = s.sources[h.ID].Title, s.place(h.ID, h.Passage, h.Page, "")
		r.Snippet, r.Marks = snippet(h.Text, f.marks, snippetLength)
		r.Start, r.Stop = firstShown(h.Text, f.marks, snippetLength)
	case store.HitSource:
		r.Source, r.Title, r.Place = h.ID, s.sources[h.ID].Title, s.place(h.ID, 0, 0, "")
		r.Grade = s.sources[h.ID].Grade
		r.Snippet, r.Marks = snippet(h.Text, f.marks, snippetLength)
	case store.HitEntity:
		err = s.entity(ctx, h, &r, captions)
	case store.HitStatement:
		err = s.statement(ctx, h, f, &r, captions)
	case store.HitNote:
		r.Note = h.ID
		r.Snippet, r.Marks = snippet(h.Text, f.marks, snippetLength)
	case store.HitTask:
		r.Task = h.ID
		r.Snippet, r.Marks = snippet(h.Text, f.marks, snippetLength)
	}
	if s.tagged != nil && !s.tagged(r.Source, r.Entity, r.Note, r.Task, r.Statement) {
		return r, false, err
	}
	return r, true, err
}

// fit is how well a text fits the whole query: the mean over what was asked for and found, to a twentieth, so that
// what is as good as equal is told apart by the index's score.
func (p *plan) fit(f found) float64 {
	if p.terms == 0 {
		return 0
	}
	sum, n := 0.0, 0
	p.each(p.root, false, func(t *term, negative bool) {
		if !negative && f.fits[t] > 0 {
			sum += f.fits[t]
			n++
		}
	})
	return math.Round(20*sum/float64(max(n, 1))) / 20
}

// entity shows the name that fits best. How much of the name was asked for counts as much as how well.
func (s *searcher) entity(ctx context.Context, h store.Hit, r *Result, captions map[store.ID]string) error {
	r.Entity, r.Title = h.ID, captions[h.ID]
	row, err := s.c.Entity(ctx, h.ID)
	if err != nil {
		return err
	}
	r.Schema, r.Place = row.Schema, row.Schema
	if schema, ok := ontology.Default().Schema(row.Schema); ok {
		r.Place = schema.Label
	}
	best := -1.0
	for _, name := range strings.Split(h.Text, "\n") {
		f := s.plan.match(name, true)
		covered, length := 0, 0
		for _, m := range f.marks {
			covered += m.end - m.start
		}
		for _, w := range foldedWords(name) {
			length += w.end - w.start
		}
		score := s.plan.fit(f)
		if !f.holds {
			score /= 2 // its words stand in several of its names
		}
		if length > 0 {
			score *= 0.5 + 0.5*min(1, float64(covered)/float64(length))
		}
		if score > best {
			best = score
			r.Snippet, r.Marks = snippet(name, f.marks, snippetLength)
		}
	}
	r.fit = best
	return nil
}

// statement shows the value as people read it, then the words cited.
func (s *searcher) statement(ctx context.Context, h store.Hit, f found, r *Result, captions map[store.ID]string) error {
	st, err := s.c.Statement(ctx, h.ID)
	if err != nil {
		return err
	}
	r.Statement, r.Entity, r.Source = h.ID, h.Entity, st.Source
	label, shown := st.Property, st.Value
	row, err := s.c.Entity(ctx, h.Entity)
	if err != nil {
		return err
	}
	if schema, ok := ontology.Default().Schema(row.Schema); ok {
		if p, ok := schema.Property(st.Property); ok {
			label, shown = p.Label, value.Show(p.Kind, st.Value)
		}
	}
	r.Title = captions[h.Entity] + " · " + label
	parts := []string{shown}
	var cited store.Citation
	for _, n := range st.Notings {
		if n.Withdrawn {
			continue
		}
		if cited == (store.Citation{}) {
			cited = n.Citation
		}
		for _, part := range []string{n.Citation.Quote, n.SaidBy, n.Original} {
			if part != "" && part != parts[len(parts)-1] {
				parts = append(parts, part)
			}
		}
	}
	r.Passage, r.Layer = cited.Passage, cited.Layer
	r.Place = s.place(st.Source, cited.Passage, 0, cited.Locator)
	text := strings.Join(parts, " · ")
	if g := s.plan.match(text, false); len(g.marks) > 0 {
		r.Snippet, r.Marks = snippet(text, g.marks, snippetLength)
	} else {
		r.Snippet, r.Marks = snippet(h.Text, f.marks, snippetLength)
	}
	return nil
}

// place says where in a source: "[3] ¶ 12, p. 4".
func (s *searcher) place(source store.ID, passage, page int, locator string) string {
	row, ok := s.sources[source]
	if !ok {
		return "no source"
	}
	place := fmt.Sprintf("[%d]", row.Number)
	switch {
	case passage > 0:
		place += fmt.Sprintf(" ¶ %d", passage)
	case locator != "":
		place += " " + locator
	}
	if page > 0 {
		place += fmt.Sprintf(", p. %d", page)
	}
	return place
}

// about says of notes and tasks what they are about.
func (s *searcher) about(ctx context.Context, all []Result) error {
	on := map[store.ID]store.ID{}
	for _, r := range all {
		if !r.Note.IsZero() {
			notes, err := s.c.Notes(ctx, store.ID{})
			if err != nil {
				return err
			}
			for _, n := range notes {
				on[n.ID] = n.About
			}
			break
		}
	}
	for _, r := range all {
		if !r.Task.IsZero() {
			tasks, err := s.c.Tasks(ctx)
			if err != nil {
				return err
			}
			for _, t := range tasks {
				on[t.ID] = t.About
			}
			break
		}
	}
	for i := range all {
		r := &all[i]
		id := r.Note
		r.Title = titleOf(r)
		if !r.Task.IsZero() {
			id = r.Task
		}
		about := on[id]
		if id.IsZero() || about.IsZero() {
			continue
		}
		if row, ok := s.sources[about]; ok {
			r.Place, r.Source = fmt.Sprintf("on [%d] %s", row.Number, row.Title), about
			continue
		}
		name, err := app.Caption(ctx, s.c, about)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		r.Place, r.Entity = "on "+name, about
	}
	return nil
}

// titleOf names notes and tasks, which have no name of their own.
func titleOf(r *Result) string {
	switch {
	case r.Title != "":
		return r.Title
	case r.Kind == store.HitNote:
		return "Note"
	case r.Kind == store.HitTask:
		return "Task"
	}
	return "Untitled"
}
