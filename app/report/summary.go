package report

import (
	"strings"

	"redthread/app/figures"
	"redthread/app/report/pdfdoc"
)

// mostKeyFigures is how many figures the summary shows; the sections have them all.
const mostKeyFigures = 12

// summary writes the question, what the case holds, its key figures and where it is weak.
func (s *sheet) summary() {
	s.open(func() {})
	if q := strings.TrimSpace(s.info.Question); q != "" {
		s.heading(2, "The question")
		s.body(s.text(q))
	}
	if t := strings.TrimSpace(s.info.Summary); t != "" {
		s.heading(2, "What was found")
		s.body(s.text(t))
	}
	s.heading(2, "What the case holds")
	if len(s.things) == 0 {
		s.say("Nothing has been recorded yet.")
		return
	}
	firms, bodies, people := 0, 0, 0
	for _, t := range s.things {
		switch {
		case t.isA("Person"):
			people++
		case t.isA("PublicBody"):
			bodies++
		case t.isA("LegalEntity"):
			firms++
		}
	}
	s.say("%s. %s about %s: %s, %s and %s among the parties, %s, and %s.",
		capital(s.sourceCount()), capital(count(s.info.Statements, "statement", "statements")), count(len(s.things), "thing", "things"),
		count(firms, "firm or organisation", "firms and organisations"), count(bodies, "public body", "public bodies"), count(people, "person", "people"),
		count(len(s.claimList())+len(s.countList()), "claim or count", "claims and counts"),
		count(len(s.conflictList()), "conflict between sources", "conflicts between sources"))
	s.keyFigures()
	s.weakness()
}

// keyFigures shows counts of workers, contract sums and pay, each with its
// doubt and its speaker, in the order of the sections.
func (s *sheet) keyFigures() {
	type figure struct {
		t *thing
		f *fact
	}
	var all []figure
	take := func(things []*thing, properties ...string) {
		for _, t := range things {
			for _, f := range t.all(properties...) {
				if !f.disputes {
					all = append(all, figure{t, f})
				}
			}
		}
	}
	take(s.workerThings(), countNames...)
	take(s.awards(), "count", "amount")
	take(s.payThings(), "amount")
	if len(all) == 0 {
		return
	}
	s.heading(2, "Key figures")
	more := len(all) - mostKeyFigures
	if more > 0 {
		all = all[:mostKeyFigures]
	}
	table := pdfdoc.Table{Columns: []pdfdoc.Column{{Head: "What", Width: 0.34}, {Head: "Kind", Width: 0.15}, {Head: "Figure, with its doubt and who says so", Width: 0.51}}}
	for _, x := range all {
		table.Rows = append(table.Rows, []pdfdoc.Cell{{s.keyName(x.t)}, {s.soft(shortLabel(x.t, x.f))}, s.value(x.f)})
	}
	for _, g := range s.spread.Gaps {
		table.Rows = append(table.Rows, []pdfdoc.Cell{{s.text(capital(figures.GapName))}, {s.soft("worked out")}, {
			s.text(strings.TrimPrefix(g.Label, figures.GapName+", ")), s.soft(" (one minus listed pay divided by fee)"),
		}})
	}
	s.flow.Table(table)
	if more > 0 {
		s.small(s.text(count(more, "further figure stands", "further figures stand") + " in the sections below."))
	}
}

// keyName names an award by its contract, everything else by itself.
func (s *sheet) keyName(t *thing) pdfdoc.Span {
	if t.isA("ContractAward") && t.host != nil {
		return s.name(t.host)
	}
	return s.name(t)
}

// shortLabel is the kind of a figure in a word or two.
func shortLabel(t *thing, f *fact) string {
	if b := t.first("basis"); b != nil && b.value != "" {
		return b.value
	}
	if f.property.Name == "amount" {
		return "sum"
	}
	return strings.ToLower(f.property.Label)
}

// weakness says what the reader has to keep in mind from the start.
func (s *sheet) weakness() {
	var all []pdfdoc.Cell
	for _, f := range s.found {
		if f.Level != Good {
			all = append(all, pdfdoc.Cell{s.text(f.Text + ".")})
		}
	}
	if len(all) == 0 {
		return
	}
	s.heading(2, "What is weak")
	s.bullets(all...)
}
