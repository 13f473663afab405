package command

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"redthread/app"
	"redthread/store"
)

type tie struct {
	Link      *entity  `json:"link,omitempty" doc:"the link, where it is an entity of its own; left out where a plain property points here"`
	Statement string   `json:"statement_id" doc:"short id of the statement that makes the tie"`
	Label     string   `json:"label" doc:"the tie read from this side"`
	Other     entity   `json:"other" doc:"the entity at the other end"`
	Outgoing  bool     `json:"outgoing" doc:"true where it starts here"`
	Disputes  bool     `json:"disputes" doc:"true where the source denies it"`
	Facts     []fact   `json:"facts" doc:"what is said of the link itself: share, role, dates"`
	Notings   []noting `json:"notings" doc:"each act of writing the tie down"`
}

type judgement struct {
	Other   entity `json:"other" doc:"what it was held against"`
	Verdict string `json:"verdict" doc:"same, different or unsure"`
	Why     string `json:"why" doc:"the reason"`
	Author  string `json:"author" doc:"who judged"`
	At      string `json:"at" doc:"when"`
}

type entityShowAnswer struct {
	entityRow
	Also       []string    `json:"also" doc:"its other names"`
	Facts      []fact      `json:"facts" doc:"what is said of it, grouped by property"`
	Links      []tie       `json:"links" doc:"ties to other entities, seen from here; plain properties that point away are facts"`
	Withdrawn  []fact      `json:"withdrawn" doc:"what was taken back"`
	Judgements []judgement `json:"judgements" doc:"whether it is the same as another"`
	Notes      []note      `json:"notes" doc:"notes on it"`
	Tags       []string    `json:"tags" doc:"tags on it"`
	Sources    []source    `json:"sources" doc:"the sources cited here, by number"`
}

func (a entityShowAnswer) print(p *page) {
	p.line("%s (%s)  %s", flat(a.Caption), a.Schema, a.ID)
	if len(a.Also)+len(a.Tags) > 0 || a.Class != "" {
		p.pairs("  ",
			[2]string{"Also", strings.Join(a.Also, "; ")},
			[2]string{"Class", a.Class},
			[2]string{"Tags", strings.Join(a.Tags, ", ")},
		)
	}
	if len(a.Facts) > 0 {
		p.head("Facts")
		printFacts(p, "  ", a.Facts)
	}
	if len(a.Links) > 0 {
		p.head("Links")
		wide := 0
		for _, t := range a.Links {
			wide = max(wide, columns(t.Label))
		}
		for _, t := range a.Links {
			id := t.Statement
			if t.Link != nil {
				id = t.Link.ID
			}
			not := ""
			if t.Disputes {
				not = "not: "
			}
			p.line("  %s  %s  %s%s (%s, %s)", id, pad(t.Label, wide), not, flat(t.Other.Caption), t.Other.Schema, t.Other.ID)
			for _, n := range t.Notings {
				p.line("  %s  %s", pad("", columns(id)), flat(n.text()))
			}
			printFacts(p, "      ", t.Facts)
		}
	}
	if len(a.Withdrawn) > 0 {
		p.head("Withdrawn")
		printFacts(p, "  ", a.Withdrawn)
	}
	if len(a.Judgements) > 0 {
		p.head("Judged")
		for _, j := range a.Judgements {
			p.line("  %s  %s (%s)", j.Verdict, joined(flat(j.Other.Caption)+" ("+j.Other.ID+")", flat(j.Why)), joined(j.Author, moment(j.At)))
		}
	}
	if len(a.Notes) > 0 {
		p.head("Notes")
		for _, n := range a.Notes {
			p.line("  %s", joined(flat(n.Text), n.Author, moment(n.At)))
		}
	}
	if len(a.Sources) > 0 {
		p.head("Sources")
		for _, s := range a.Sources {
			p.line("  [%d]  %s", s.Number, flat(joined(orDash(s.Grade), s.Title, s.Publisher, s.Published, after("origin: ", s.Origin), s.ID)))
		}
	}
}

// printFacts prints one line a fact, its notings below. The same fact from
// another source is a statement with an id of its own, which stands before it.
func printFacts(p *page, indent string, all []fact) {
	id, label := 0, 0
	for _, f := range all {
		id, label = max(id, columns(f.ID)), max(label, columns(f.Label))
	}
	for _, f := range all {
		p.line("%s%s  %s  %s", indent, pad(f.ID, id), pad(f.Label, label), flat(f.value()))
		last := f.ID
		for _, n := range f.Notings {
			own := ""
			if n.Statement != last {
				own, last = n.Statement, n.Statement
			}
			p.line("%s%s  %s", indent, pad(own, id), flat(n.text()))
		}
	}
}

func runEntityShow(ctx context.Context, k *call) (answer, error) {
	var a entityShowAnswer
	err := k.reading(ctx, func(c *store.Case) error {
		id, err := app.FindEntity(ctx, c, k.args[1])
		if err != nil {
			return err
		}
		d, err := app.Load(ctx, c, id)
		if err != nil {
			return err
		}
		s, err := newSpeller(ctx, c)
		if err != nil {
			return err
		}
		a, err = s.dossier(ctx, d)
		return err
	})
	return &a, err
}

func (s *speller) dossier(ctx context.Context, d *app.Dossier) (entityShowAnswer, error) {
	a := entityShowAnswer{
		entityRow: entityRow{entity: entity{ids: idsOf(s.c, store.KindEntity, d.ID), Schema: d.EntityRow.Schema, Caption: d.Name}, Class: string(d.Class)},
		Also:      append([]string{}, d.Also...), Facts: []fact{}, Links: []tie{}, Withdrawn: []fact{}, Judgements: []judgement{},
		Notes: notesOf(d.Notes), Tags: tagsOf(d.Tags), Sources: []source{},
	}
	var err error
	for _, g := range d.Facts {
		if a.Facts, err = s.facts(ctx, a.Facts, g.Rows); err != nil {
			return a, err
		}
	}
	if a.Withdrawn, err = s.facts(ctx, a.Withdrawn, d.Withdrawn); err != nil {
		return a, err
	}
	for _, l := range d.Links {
		if l.Outgoing && l.Link.IsZero() {
			continue // a property of this entity, among the facts
		}
		t, err := s.tie(ctx, l)
		if err != nil {
			return a, err
		}
		a.Links = append(a.Links, t)
	}
	for _, j := range d.Judged {
		other := j.A
		if other == d.ID {
			other = j.B
		}
		e, err := s.entity(ctx, other)
		if err != nil {
			return a, err
		}
		a.Judgements = append(a.Judgements, judgement{Other: e, Verdict: string(j.Verdict), Why: j.Why, Author: j.Author, At: stamp(j.At)})
	}
	a.Sources = s.cited(a)
	return a, nil
}

func (s *speller) facts(ctx context.Context, to []fact, rows []app.FactRow) ([]fact, error) {
	for _, r := range rows {
		f, err := s.fact(ctx, r)
		if err != nil {
			return nil, fmt.Errorf("reading a fact: %w", err)
		}
		to = append(to, f)
	}
	return to, nil
}

func (s *speller) tie(ctx context.Context, l app.LinkRow) (tie, error) {
	t := tie{Statement: s.c.Short(store.KindStatement, l.Statement), Label: l.Label, Outgoing: l.Outgoing, Disputes: l.Disputed, Facts: []fact{}, Notings: []noting{}}
	var err error
	if t.Other, err = s.entity(ctx, l.Other); err != nil {
		return t, err
	}
	if !l.Link.IsZero() {
		e, err := s.entity(ctx, l.Link)
		if err != nil {
			return t, err
		}
		t.Link = &e
	}
	if t.Facts, err = s.facts(ctx, t.Facts, l.Facts); err != nil {
		return t, err
	}
	// A tie that several sources make has marks of several statements.
	seen := map[store.ID]bool{}
	for _, m := range l.Marks {
		if seen[m.Statement] {
			continue
		}
		seen[m.Statement] = true
		st, err := s.c.Statement(ctx, m.Statement)
		if err != nil {
			return t, err
		}
		for _, n := range st.Notings {
			if !n.Withdrawn {
				t.Notings = append(t.Notings, s.noting(st, n))
			}
		}
	}
	return t, nil
}

// cited lists the sources that anything in the answer names, by number.
func (s *speller) cited(a entityShowAnswer) []source {
	numbers := map[int]bool{}
	mark := func(all []noting) {
		for _, n := range all {
			numbers[n.Number] = true
		}
	}
	for _, f := range slices.Concat(a.Facts, a.Withdrawn) {
		mark(f.Notings)
	}
	for _, t := range a.Links {
		mark(t.Notings)
		for _, f := range t.Facts {
			mark(f.Notings)
		}
	}
	out := []source{}
	for _, r := range s.sources {
		if numbers[r.Number] {
			out = append(out, sourceOf(s.c, r))
		}
	}
	slices.SortFunc(out, func(x, y source) int { return x.Number - y.Number })
	return out
}
