package figures

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"redthread/app/redact"
	"redthread/store"
	"redthread/store/value"
)

// wageReader reads the observations of a case through the gate.
type wageReader struct {
	ctx    context.Context
	c      *store.Case
	gate   *redact.Gate
	spread *WageSpread

	numbers map[store.ID]int
	cited   map[store.ID]bool
}

func (r *wageReader) read() error {
	sources, err := r.c.Sources(r.ctx)
	if err != nil {
		return err
	}
	if r.spread.info, err = r.c.Info(r.ctx); err != nil {
		return err
	}
	r.numbers, r.cited = map[store.ID]int{}, map[store.ID]bool{}
	for _, s := range sources {
		r.numbers[s.ID] = s.Number
	}
	all, err := r.c.Statements(r.ctx, store.StatementFilter{Schema: "WageObservation"})
	if err != nil {
		return err
	}
	var order []store.ID
	said := map[store.ID][]store.Statement{}
	for _, st := range all {
		if said[st.Entity] == nil {
			order = append(order, st.Entity)
		}
		said[st.Entity] = append(said[st.Entity], st)
	}
	for _, id := range order {
		r.observe(id, said[id])
	}
	for _, s := range sources {
		if r.cited[s.ID] {
			r.spread.Sources = append(r.spread.Sources, SourceLine{ID: s.ID, Number: s.Number, Text: r.line(s.Source)})
		}
	}
	return nil
}

// observe makes one observation of each different amount that is said of an
// entity. Those of which no kind of sum is said cannot be placed and are told of in a note.
func (r *wageReader) observe(id store.ID, said []store.Statement) {
	base := Observation{Entity: id, Short: r.c.Short(store.KindEntity, id), Equivalent: nil}
	base.Name, _ = r.gate.Entity(id)
	base.Basis = Basis(first(said, "basis"))
	base.Payer = r.parties(said, "payer")
	base.Employer = r.parties(said, "employer")
	base.Workers = r.parties(said, "workers")
	base.Place = r.shown(said, "place")
	base.SeenIn = r.shown(said, "seenIn")
	base.span = spanOf(said)
	base.Time = base.span.words()
	base.group = cmp.Or(base.Employer, base.Payer)
	for _, st := range asserted(said, "place") {
		base.places = append(base.places, value.Fold(st.Value))
	}
	if m, err := value.ParseMoney(first(said, "equivalent")); err == nil {
		base.Equivalent = &m
	}
	at := map[string]int{}
	for _, st := range asserted(said, "amount") {
		m, err := value.ParseMoney(st.Value)
		if err != nil {
			continue
		}
		if !slices.Contains(Bases(), base.Basis) {
			r.spread.note(base.Name + " is left out: its kind of sum (paid, declared, received or withheld) is not stated.")
			return
		}
		i, seen := at[st.Value]
		if !seen {
			i = len(r.spread.Observations)
			at[st.Value] = i
			o := base
			o.Money, o.Statement = m, st.ID
			r.spread.Observations = append(r.spread.Observations, o)
		}
		r.cite(&r.spread.Observations[i], st)
	}
	for _, st := range said {
		if i, ok := at[st.Value]; ok && st.Property == "amount" && st.Stance == store.Disputes {
			r.spread.Observations[i].Disputed = true
		}
	}
	for i := range at {
		o := &r.spread.Observations[at[i]]
		o.Label = r.label(*o)
	}
}

// cite adds one statement of an amount: its source and how it was noted.
func (r *wageReader) cite(o *Observation, st store.Statement) {
	o.Statements = append(o.Statements, r.c.Short(store.KindStatement, st.ID))
	shown := r.gate.Statement(st)
	var hedges, said []string
	for _, n := range shown.Notings {
		if n.Withdrawn {
			continue
		}
		hedges, said = addNew(hedges, n.Hedge), addNew(said, n.SaidBy)
		m := Mark{Source: st.Source, Number: r.numbers[st.Source], Passage: n.Citation.Passage, Locator: n.Citation.Locator}
		if m.Number > 0 && !slices.Contains(o.Marks, m) {
			o.Marks = append(o.Marks, m)
			r.cited[st.Source] = true
		}
	}
	o.Hedge = joinNew(o.Hedge, hedges)
	o.SaidBy = joinNew(o.SaidBy, said)
}

// line names a source: title, publisher, date, grade, date of access.
func (r *wageReader) line(s store.Source) string {
	s, _ = r.gate.Source(s)
	parts := []string{s.Title}
	for _, more := range []string{s.Author, s.Publisher, value.Show(value.KindDate, s.Published)} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	line := strings.Join(parts, ", ")
	if g := s.Grade.String(); g != "" {
		line += ", grade " + g
	}
	if s.Accessed != "" {
		line += ", accessed " + value.Show(value.KindDate, s.Accessed)
	}
	return line + "."
}

// parties joins the captions of the parties that a property points to.
func (r *wageReader) parties(said []store.Statement, property string) string {
	var all []string
	for _, st := range asserted(said, property) {
		if caption, _ := r.gate.Entity(st.Target); !st.Target.IsZero() {
			all = addNew(all, caption)
		}
	}
	return strings.Join(all, ", ")
}

// shown joins the values of a property as the gate shows them.
func (r *wageReader) shown(said []store.Statement, property string) string {
	var all []string
	for _, st := range asserted(said, property) {
		all = addNew(all, r.gate.Statement(st).Text)
	}
	return strings.Join(all, ", ")
}

func asserted(said []store.Statement, property string) []store.Statement {
	var all []store.Statement
	for _, st := range said {
		if st.Property == property && st.Stance != store.Disputes {
			all = append(all, st)
		}
	}
	return all
}

func first(said []store.Statement, property string) string {
	if all := asserted(said, property); len(all) > 0 {
		return all[0].Value
	}
	return ""
}

func addNew(all []string, s string) []string {
	if s == "" || slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}

func joinNew(have string, more []string) string {
	for _, s := range more {
		switch {
		case have == "":
			have = s
		case !strings.Contains(have, s):
			have += "; " + s
		}
	}
	return have
}

// sort puts observations by place, then by employer or payer, then by time, then by
// kind of sum.
func (w *WageSpread) sort() {
	slices.SortStableFunc(w.Observations, func(a, b Observation) int {
		return cmp.Or(
			emptyLast(value.Fold(a.Place), value.Fold(b.Place)),
			emptyLast(value.Fold(a.group), value.Fold(b.group)),
			a.span.compare(b.span),
			cmp.Compare(slices.Index(Bases(), a.Basis), slices.Index(Bases(), b.Basis)),
			bytes.Compare(a.Entity[:], b.Entity[:]),
		)
	})
	for i := range w.Observations {
		w.Observations[i].order = i
	}
}

func emptyLast(a, b string) int {
	if (a == "") != (b == "") {
		return -cmp.Compare(a, b)
	}
	return cmp.Compare(a, b)
}

func (w *WageSpread) note(s string) { w.Notes = addNew(w.Notes, s) }
