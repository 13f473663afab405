package lists

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/app/job"
	"redthread/app/names"
	"redthread/app/parties"
	"redthread/app/screening"
	"redthread/app/screening/library"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/pair"
	"redthread/ui/desktop/part"
)

// reload reads what is held, and asks again.
func (s *Screen) reload(first bool) {
	s.busy = true
	var all []*library.Version
	s.d.Ask("Read the library of lists", func(context.Context, func(float64, string)) (err error) {
		all, err = s.lib.Versions()
		return err
	}, func(err error) {
		s.busy = false
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.versions = all
		if len(all) == 0 {
			s.result, s.picks = nil, nil
			s.redraw()
			return
		}
		if first {
			s.redraw()
		}
		s.ask(nil)
	})
}

// words are what is asked of the library.
func (s *Screen) words() []string {
	if s.asking != nil {
		return s.asking
	}
	var all []string
	for i, v := range s.versions {
		if i == 0 || s.versions[i-1].List != v.List {
			all = append(all, v.List)
		}
	}
	return all
}

// ask screens the case, or some of its parties. An answer that is older than
// the last question is dropped.
func (s *Screen) ask(only []store.ID) {
	if s.result == nil || s.busy {
		only = nil // there is nothing yet that an answer about some could go into
	}
	s.number++
	number, words, least, held := s.number, s.words(), s.least, maps.Clone(s.open)
	s.busy = true
	s.running++
	var picks []library.Pick
	var result *screening.Result
	opened := map[string]*library.List{}
	s.d.Ask("Screening against "+s.askedText(), func(ctx context.Context, progress func(float64, string)) error {
		var lists []*library.List
		for _, w := range words {
			p, err := s.lib.Pick(w)
			if err != nil {
				return err
			}
			list := held[p.List+p.ID()]
			if list == nil {
				if list, err = s.lib.Open(ctx, p.Version, func(share float64, what string) { progress(share, what) }); err != nil {
					return err
				}
			}
			opened[p.List+p.ID()] = list
			picks, lists = append(picks, p), append(lists, list)
		}
		var err error
		result, err = screening.Case(ctx, s.d.Case(), screening.Options{Lists: lists, Only: only, Least: least, Progress: func(share float64) {
			progress(share, "Asking after the parties of the case")
		}})
		return err
	}, func(err error) {
		s.running--
		if number != s.number || err != nil {
			s.retire(opened)
		}
		if number != s.number {
			return
		}
		s.busy = false
		if err != nil {
			if !job.Cancelled(err) {
				s.d.Fail(err)
			}
			s.redraw()
			return
		}
		before := s.open
		s.open, s.picks = opened, picks
		s.retire(before)
		s.replace(only, result)
		s.tellDays()
		s.redraw()
		if s.d.Window().Canvas().Focused() == nil {
			s.focus()
		}
	})
}

// retire closes lists that are no longer asked, as soon as no question is under
// way that may still read them.
func (s *Screen) retire(lists map[string]*library.List) {
	for k, l := range lists {
		if s.open[k] != l && !slices.Contains(s.stale, l) {
			s.stale = append(s.stale, l)
		}
	}
	if s.running > 0 {
		return
	}
	for _, l := range s.stale {
		_ = l.Close()
	}
	s.stale = nil
}

// Close lets go of the lists; the window calls it when the case is closed.
func (s *Screen) Close() {
	s.number++ // answers that are still to come are dropped; the questions have ended
	for _, l := range s.open {
		_ = l.Close()
	}
	for _, l := range s.stale {
		_ = l.Close()
	}
	s.open, s.stale = map[string]*library.List{}, nil
}

// tellDays says, for as long as it is shown, where a day was answered by
// another version.
func (s *Screen) tellDays() {
	var all []string
	for _, p := range s.picks {
		if t := p.Says(); t != "" {
			all = append(all, t)
		}
	}
	switch text := strings.Join(all, " "); {
	case text == "":
		s.notice.Clear()
	case text != s.notice.Text():
		s.notice.Set(text)
	}
}

// checkText says what was asked, for a check that found nobody.
func (s *Screen) checkText() string {
	var all []string
	for _, p := range s.picks {
		all = append(all, p.Name())
	}
	return fmt.Sprintf("%s asked after in %s; candidates from %s on: %d, all judged.", plural(s.result.Parties, "party was", "parties were"), strings.Join(all, "; "), s.result.Threshold(),
		s.result.Count(screening.Matched, screening.Cleared, screening.Doubted))
}

// noteCheck writes into the case that it was screened.
func (s *Screen) noteCheck() {
	result := s.result
	s.d.Ask("Note the check", func(ctx context.Context, _ func(float64, string)) error {
		return screening.Note(ctx, s.d.Case(), result)
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Say("The check is noted in the case.", true)
	})
}

// keep writes a judgement.
func (s *Screen) keep(f *screening.Found, c screening.Candidate, v store.Verdict) {
	party, name := f.ID, f.Name
	s.d.Ask("Keep the judgement", func(ctx context.Context, _ func(float64, string)) error {
		_, err := screening.Judge(ctx, s.d.Case(), party, c.List, c.Entry, v, c.Match.Score, "")
		return err
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			s.ask(nil)
			return
		}
		words := map[store.Verdict]string{store.Same: "the same as", store.Different: "not", store.Unsure: "perhaps"}[v]
		s.d.Say(fmt.Sprintf("Judged: %s is %s %s.", name, words, c.Entry.Name()), true)
	})
}

// toggleWeak shows or hides the weaker candidates.
func (s *Screen) toggleWeak() {
	s.least = map[bool]float64{true: names.Candidate, false: names.Alert}[s.least == names.Alert]
	s.result = nil
	if len(s.versions) > 0 {
		s.ask(nil)
	} else {
		s.redraw()
	}
}

// pairOf puts a party and an entry side by side.
func (s *Screen) pairOf(f *screening.Found, c *screening.Candidate) pair.Pair {
	right := map[string][]string{}
	for _, p := range c.Entry.Props {
		right[p.Name] = append(right[p.Name], p.Value)
	}
	p := pair.Pair{
		Title: "Is this the same party?",
		Under: fmt.Sprintf("Score %.2f  ·  OFAC's public search would say about %d of 100 (our approximation, no part of the score)", c.Match.Score, c.OFAC),
		Left:  "In this case", Right: c.List.Name(),
		Rows:    parties.Align(f.Schema, f.Values, c.Entry.Schema, right, c.Match),
		Reasons: c.Match.Reasons, Against: c.Match.Against,
		Foot:  "A judgement is a statement: it is dated, signed, kept in the history, and can be undone. The entry is copied into the case with it, with the list as its source.",
		Links: []*part.Button{part.NewButton("Show "+short(f.Name), func() { s.d.Go(desk.Route{Screen: desk.Entities, ID: f.ID}) })},
	}
	listed := append(slices.Clone(c.Entry.Listing("listingDate")), c.Entry.Listing("program")...)
	if len(listed) > 0 {
		p.Rows = append(p.Rows, parties.Row{Label: "Listed", Right: listed, Agreement: parties.OneSide})
	}
	p.Rows = append(p.Rows, parties.Row{Label: "Entry", Right: []string{"No. " + c.Entry.ID}, Agreement: parties.OneSide})
	if c.Judged.Verdict != "" {
		p.Told = append(p.Told, pair.Line{Text: fmt.Sprintf("Judged %s by %s on the version of %s.", c.Judged.Verdict, c.Judged.Author, c.JudgedOn), Tone: part.Quiet})
	}
	if c.State == screening.Changed {
		for _, x := range c.Added {
			p.Told = append(p.Told, pair.Line{Text: "New since then: " + x.Name + " “" + x.Value + "”", Tone: part.Caution})
		}
		for _, x := range c.Gone {
			p.Told = append(p.Told, pair.Line{Text: "No longer there: " + x.Name + " “" + x.Value + "”", Tone: part.Caution})
		}
	}
	if words := append(slices.Clone(c.Entry.Listing("reason")), c.Entry.Values("notes")...); len(words) > 0 {
		p.Below = append(p.Below, part.NewCard("What the list says of it", part.NewText(strings.Join(words[:min(len(words), 12)], "\n"), part.Body)))
	}
	return p
}

func short(name string) string {
	if r := []rune(name); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return name
}

func popUp(m *fyne.Menu, c fyne.Canvas, at fyne.Position) { widget.ShowPopUpMenuAtPosition(m, c, at) }
