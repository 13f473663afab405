package entities

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
)

// line is one row of a profile.
type line struct {
	label  string // "" where the row above says it
	value  string
	note   string // hedge, speaker, valid time
	warn   string // in caution: contested, unsourced, a check digit
	quiet  bool   // withdrawn
	marks  []app.Mark
	target store.ID // the entity the value points to
	fact   subject
}

// subject is what the inspector shows and what the forms act on.
type subject struct {
	row    app.FactRow
	group  []app.FactRow // everything said of the same property
	entity store.ID      // the statement's own entity: the link, for a tie
	schema *ontology.Schema
	open   store.ID // the other end
	facts  []app.FactRow
	link   bool
}

// zero tells whether nothing is selected.
func (s subject) zero() bool { return s.row.Statement.ID.IsZero() }

// statements are the row's statement and the same from other sources.
func (s subject) statements() []store.Statement {
	return append([]store.Statement{s.row.Statement}, s.row.Others...)
}

// factLines are the rows of a profile in the order of the schema. Values that
// point to an entity are left to the links.
func factLines(d *app.Dossier) []line {
	var all []line
	link := d.Schema != nil && d.Schema.Edge != nil
	for _, g := range d.Facts {
		first := true
		for _, r := range g.Rows {
			if !r.Target.IsZero() && !link {
				continue
			}
			l := factLine(r)
			if !first {
				l.label = ""
			}
			first = false
			l.fact = subject{row: r, group: g.Rows, entity: d.ID, schema: d.Schema, open: r.Target}
			all = append(all, l)
		}
	}
	return all
}

func factLine(r app.FactRow) line {
	return line{label: r.Label, value: r.Shown, note: factNote(r), warn: factWarning(r), marks: distinct(r.Marks), target: r.Target}
}

// factNote is what belongs to a value and must not be read without it.
func factNote(r app.FactRow) string {
	var parts []string
	if r.Hedge != "" {
		parts = append(parts, "“"+r.Hedge+"”")
	}
	if r.SaidBy != "" {
		parts = append(parts, "said by "+r.SaidBy)
	}
	if r.Valid != "" {
		parts = append(parts, r.Valid)
	}
	return strings.Join(parts, "  ·  ")
}

func factWarning(r app.FactRow) string {
	var parts []string
	switch {
	case r.Disputed:
		parts = append(parts, "disputed: this source denies it")
	case r.Contested:
		parts = append(parts, "contested: another source denies it or says otherwise")
	}
	if r.Unsourced {
		parts = append(parts, "unsourced")
	}
	if r.Warning != "" {
		parts = append(parts, r.Warning)
	}
	return strings.Join(parts, "  ·  ")
}

// distinct drops marks that look alike: a place cited twice is one mark.
func distinct(marks []app.Mark) []app.Mark {
	var all []app.Mark
	for _, m := range marks {
		if m.Source.IsZero() || slices.ContainsFunc(all, func(k app.Mark) bool { return k.String() == m.String() }) {
			continue
		}
		all = append(all, m)
	}
	return all
}

// linkGroup is the links of one label.
type linkGroup struct {
	label string
	rows  []app.LinkRow
}

// linkGroups gathers links by label, in the order of their first one, ties
// between parties before claims and figures.
func linkGroups(d *app.Dossier) []linkGroup {
	var all []linkGroup
	for _, l := range d.Links {
		at := slices.IndexFunc(all, func(g linkGroup) bool { return g.label == l.Label })
		if at < 0 {
			at = len(all)
			all = append(all, linkGroup{label: l.Label})
		}
		all[at].rows = append(all[at].rows, l)
	}
	slices.SortStableFunc(all, func(a, b linkGroup) int { return linkRank(a) - linkRank(b) })
	return all
}

func linkRank(g linkGroup) int {
	if s, ok := schemaOf(g.rows[0].OtherSchema); ok && s.Group == ontology.GroupClaim {
		return 1
	}
	return 0
}

// linkLine is a tie as a row of the profile.
func linkLine(d *app.Dossier, l app.LinkRow) line {
	row := app.FactRow{Label: l.Label, Shown: l.OtherCaption, Target: l.Other, Hedge: l.Hedge, Disputed: l.Disputed, Marks: l.Marks}
	row.Statement.ID = l.Statement
	out := line{label: l.Label, value: l.OtherCaption, warn: factWarning(row), marks: distinct(l.Marks), target: l.Other}
	var parts []string
	for _, f := range l.Facts {
		if f.Statement.Property != "summary" && f.Statement.Property != "description" {
			parts = append(parts, strings.ToLower(f.Label)+" "+f.Shown)
		}
	}
	for _, m := range l.Marks {
		if row.SaidBy == "" {
			row.SaidBy = m.SaidBy
		}
	}
	if doubt := factNote(row); doubt != "" {
		parts = append(parts, doubt)
	}
	out.note = strings.Join(parts, "  ·  ")
	out.fact = subject{row: row, group: []app.FactRow{row}, open: l.Other, facts: l.Facts, link: !l.Link.IsZero()}
	switch {
	case !l.Link.IsZero():
		out.fact.entity = l.Link
	case l.Outgoing:
		out.fact.entity, out.fact.schema = d.ID, d.Schema
	default:
		out.fact.entity = l.Other
		out.fact.schema, _ = schemaOf(l.OtherSchema)
	}
	return out
}

// statementLines are all statements, each source's own, withdrawn ones last.
func statementLines(d *app.Dossier, short func(store.ID) string) []line {
	var all []line
	add := func(g []app.FactRow, r app.FactRow, st store.Statement) {
		one := r
		one.Statement, one.Others, one.Marks = st, nil, nil
		one.Unsourced = st.Source.IsZero()
		one.Hedge, one.SaidBy = "", ""
		for _, m := range r.Marks {
			if m.Statement == st.ID {
				one.Marks = append(one.Marks, m)
			}
		}
		l := factLine(one)
		l.note = strings.Join(notingNotes(st, one, short(st.ID)), "\n")
		l.quiet = !st.Live
		l.fact = subject{row: r, group: g, entity: d.ID, schema: d.Schema, open: r.Target}
		l.fact.row.Statement, l.fact.row.Others = st, nil
		all = append(all, l)
	}
	for _, g := range d.Facts {
		for _, r := range g.Rows {
			for _, st := range append([]store.Statement{r.Statement}, r.Others...) {
				add(g.Rows, r, st)
			}
		}
	}
	for _, r := range d.Withdrawn {
		add([]app.FactRow{r}, r, r.Statement)
	}
	return all
}

// notingNotes says of each noting its doubt and its speaker, and on a line of
// its own the grade and who wrote it down when.
func notingNotes(st store.Statement, r app.FactRow, short string) []string {
	var all []string
	for _, n := range st.Notings {
		if doubt := factNote(app.FactRow{Hedge: n.Hedge, SaidBy: n.SaidBy, Valid: r.Valid}); doubt != "" {
			all = append(all, doubt)
		}
		parts := []string{short}
		for _, m := range r.Marks {
			if m.Noting == n.ID && m.Grade != "" {
				parts = append(parts, m.Grade)
			}
		}
		parts = append(parts, "noted "+day(n.At)+" by "+n.Author)
		all = append(all, strings.Join(parts, "  ·  "))
		if n.Withdrawn {
			all = append(all, "withdrawn "+day(n.WithdrawnAt)+": "+n.Why)
		}
	}
	return all
}

// day says when, for people.
func day(t time.Time) string {
	if t.IsZero() {
		return "at an unknown time"
	}
	return t.Local().Format("2 Jan 2006")
}

// countStatements counts what the Statements tab holds.
func countStatements(d *app.Dossier) int {
	n := len(d.Withdrawn)
	for _, g := range d.Facts {
		for _, r := range g.Rows {
			n += 1 + len(r.Others)
		}
	}
	return n
}

// count says a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
