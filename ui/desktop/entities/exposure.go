package entities

import (
	"context"
	"slices"
	"strings"

	"redthread/app"
	"redthread/app/network/ownership"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// exposure is what the rules of law make of an entity's owners.
type exposure struct {
	id      store.ID
	on      string
	answers []*ownership.Answer
	marks   map[store.ID][]app.Mark
	dates   []string
}

// examine works it out; the first part of an answer is the entity itself.
func examine(ctx context.Context, c *store.Case, id store.ID, on string) (*exposure, error) {
	p, err := ownership.Examine(ctx, c, id, on)
	if err != nil {
		return nil, err
	}
	e := &exposure{id: id, on: p.On, dates: p.Dates()}
	var cited []store.ID
	rules := ownership.Rules()
	for i := range rules {
		a := p.Apply(&rules[i])
		e.answers = append(e.answers, a)
		cited = append(cited, a.Cited()...)
	}
	e.marks, err = app.Marks(ctx, c, cited)
	return e, err
}

// canBeOwned tells of whom the profile says how it is owned.
func canBeOwned(s *ontology.Schema) bool {
	return s != nil && s.Edge == nil && (s.IsA("Asset") || s.IsA("Organization")) && !s.IsA("PublicBody")
}

// answer is that of a rule.
func (e *exposure) answer(rule string) *ownership.Answer {
	for _, a := range e.answers {
		if a.Rule.Key == rule {
			return a
		}
	}
	return e.answers[0]
}

// worst is the rule to show first: the one that says most against the entity.
func (e *exposure) worst() string {
	rank := func(v ownership.Verdict) int {
		switch v {
		case ownership.VerdictCertain:
			return 3
		case ownership.VerdictPossible:
			return 2
		case ownership.VerdictCannotTell:
			return 1
		}
		return 0
	}
	best := e.answers[0]
	for _, a := range e.answers {
		if a.Rule.Counts == "listed" && rank(a.Verdict) > rank(best.Verdict) {
			best = a
		}
	}
	return best.Rule.Key
}

// marksOf are the citations of statements, each place once.
func (e *exposure) marksOf(statements []store.ID) []app.Mark {
	var all []app.Mark
	for _, id := range statements {
		all = append(all, e.marks[id]...)
	}
	return distinct(all)
}

// when words a date for its button.
func when(on string) string {
	if on == "" {
		return "As last known"
	}
	return "On " + value.Show(value.KindDate, on)
}

// chainOf gives the boxes and lines of an answer: each party once, in rows by how far it is
// above the entity, the entity in the last.
func chainOf(a *ownership.Answer) (rows [][]chainBox, lines []chainLine) {
	last := a.Steps[len(a.Steps)-1].Asset
	depth := map[int]int{last: 0}
	counts := map[int]string{}
	var order []int
	order = append(order, last)
	for i := len(a.Steps) - 1; i >= 0; i-- { // the entity first, then upwards
		s := a.Steps[i]
		d, ok := depth[s.Asset]
		if !ok {
			continue
		}
		for _, p := range slices.Concat(s.Parts, s.Control) {
			if _, seen := depth[p.Owner]; !seen {
				depth[p.Owner] = d + 1
				order = append(order, p.Owner)
			}
			alarm := p.Counts && p.Stated
			if alarm {
				counts[p.Owner], _, _ = strings.Cut(p.Why, ", see its own step")
			}
			line := chainLine{from: p.Owner, to: s.Asset, word: p.Share, alarm: alarm}
			lines = append(lines, line)
		}
	}
	deepest := 0
	for _, d := range depth {
		deepest = max(deepest, d)
	}
	rows = make([][]chainBox, deepest+1)
	for _, p := range order {
		party := &a.Picture.Parties[p]
		why, alarm := counts[p]
		if p == last {
			why = ""
		}
		at := deepest - depth[p]
		rows[at] = append(rows[at], chainBox{party: p, id: party.Entity, name: party.Caption, note: why, alarm: alarm && p != last, self: p == last})
	}
	return rows, lines
}

// chainBox is a party of the picture; chainLine an ownership.
type chainBox struct {
	party       int
	id          store.ID
	name, note  string
	alarm, self bool
}

type chainLine struct {
	from, to int
	word     string
	alarm    bool
}

// partNote says what belongs to an owner in the arithmetic.
func partNote(p ownership.Part) string {
	parts := []string{"does not count"}
	if p.Counts {
		parts[0] = "counts: " + p.Why
	}
	return strings.Join(append(parts, p.Doubts...), "  ·  ")
}
