package sources

import (
	"context"

	"redthread/app"
	"redthread/app/recognise"
	"redthread/store"
	"redthread/ui/desktop/reader"
)

// look recognises what the shown text holds, off the window's goroutine; the
// text is there meanwhile. An earlier look that is still going on is stopped.
func (s *Screen) look(card *app.SourceCard) {
	if s.unlook != nil {
		s.unlook()
		s.unlook = nil
	}
	if len(card.Text) == 0 {
		s.seen = nil
		return
	}
	s.lookAsked++
	number := s.lookAsked
	known, parties := s.names, s.parties
	stopped, stop := context.WithCancel(context.Background())
	s.unlook = stop
	var saw *seen
	var text reader.Text
	s.d.Ask("Looking for names and figures", func(ctx context.Context, _ func(float64, string)) (err error) {
		ctx, end := context.WithCancel(ctx)
		defer end()
		defer context.AfterFunc(stopped, end)()
		if known == nil {
			if known, err = app.KnownNames(ctx, s.d.Case()); err != nil {
				return err
			}
			if parties, err = partiesOf(ctx, s.d.Case()); err != nil {
				return err
			}
		}
		found, err := app.Findings(ctx, s.d.Case(), card, known)
		if err != nil {
			return err
		}
		saw = &seen{source: card.ID, layer: card.Layer, known: known, parties: parties, found: found}
		text = textOf(card, saw)
		return nil
	}, func(err error) {
		ended := stopped.Err() != nil
		stop()
		switch {
		case number != s.lookAsked || s.card != card || ended:
		case err != nil:
			s.d.Fail(err)
		default:
			s.names, s.parties = known, parties
			s.seen = saw
			s.middle.saw(text)
		}
	})
}

// partiesOf reads what the entities of the case are called and are.
func partiesOf(ctx context.Context, c *store.Case) (map[store.ID]party, error) {
	rows, _, err := c.Entities(ctx, store.EntityFilter{})
	if err != nil {
		return nil, err
	}
	all := make(map[store.ID]party, len(rows))
	for _, r := range rows {
		all[r.ID] = party{name: r.Caption, schema: r.Schema, class: r.Class}
	}
	return all, nil
}

// inbox is what waits to be cited of the text that is shown.
func (s *Screen) inbox() []app.Finding {
	if !s.seen.of(s.card) {
		return nil
	}
	return waitingOf(s.seen.found)
}

// waiting is how much that is.
func (s *Screen) waiting() int {
	n := 0
	if s.seen.of(s.card) {
		for _, f := range s.seen.found {
			if f.Waiting() {
				n++
			}
		}
	}
	return n
}

// onlyName is the one party that a quote names, or that its passage names;
// zero where there is none or more than one.
func onlyName(found []app.Finding, q quote) store.ID {
	var here, passage []store.ID
	add := func(to []store.ID, id store.ID) []store.ID {
		for _, k := range to {
			if k == id {
				return to
			}
		}
		return append(to, id)
	}
	for _, f := range found {
		if f.Kind != recognise.Name {
			continue
		}
		passage = add(passage, f.Entity)
		if f.Start < q.stop && q.start < f.Stop {
			here = add(here, f.Entity)
		}
	}
	switch {
	case len(here) == 1:
		return here[0]
	case len(here) == 0 && len(passage) == 1:
		return passage[0]
	}
	return store.ID{}
}
