package report

import (
	"cmp"
	"fmt"
	"slices"

	"redthread/app/redact"
	"redthread/app/report/pdfdoc"
	"redthread/store"
)

// method says how the report was made, what it rests on and what it leaves out.
func (s *sheet) method() {
	s.open(func() {
		s.heading(2, "How to read a statement")
		s.say("A statement is a value that a source gives, with the number of that source behind it; one without a source is marked unsourced. What is in brackets behind it is the doubt the source puts on it, " +
			"who says so where that is not the source itself, and how it is printed where that differs. Doubts are kept word by word: at least, about, appears. " +
			"A value is never rounded, split or worked out from another unless the report says so. A statement that somebody disputes stays and is marked.")
	})
	if n := s.info.Withdrawn; n > 0 {
		s.say("%s, withdrawn by the researcher, %s kept in the case and not printed.", capital(count(n, "statement", "statements")), pick(n, "is", "are"))
	}
	s.grades()
	s.originTable()
	s.hidden()
	s.checks()
	s.remarks()
}

// grades explains the two halves of a grade.
func (s *sheet) grades() {
	s.heading(2, "Grades")
	s.say("A grade is a letter for the source and a digit for what it says. The two are judged apart: a good source can be wrong, and a poor one right. " +
		"A statement with a digit of its own shows it in brackets.")
	table := pdfdoc.Table{Small: true, Columns: []pdfdoc.Column{{Head: "", Width: 0.07}, {Head: "The source is", Width: 0.43}, {Head: "", Width: 0.07}, {Head: "What it says is", Width: 0.43}}}
	for i := range 6 {
		letter := store.Grade{Reliability: byte('A' + i)}
		digit := store.Grade{Credibility: byte(1 + i)}
		table.Rows = append(table.Rows, []pdfdoc.Cell{
			{s.bold(letter.String())}, {s.text(letter.Words())}, {s.bold(digit.String())}, {s.text(digit.Words())},
		})
	}
	s.flow.Table(table)
}

// origin is where information first comes from, with the sources that relay it.
type origin struct {
	name    string
	sources []int
}

// origins gathers the sources by where their information first comes from. A
// source that names no origin is its own.
func (l *ledger) origins() []origin {
	var all []origin
	for _, src := range l.sources {
		name := orElse(src.Origin, src.Title)
		at := slices.IndexFunc(all, func(o origin) bool { return o.name == name })
		if at < 0 || src.Origin == "" {
			at = len(all)
			all = append(all, origin{name: name})
		}
		all[at].sources = append(all[at].sources, src.Number)
	}
	slices.SortStableFunc(all, func(a, b origin) int { return cmp.Compare(len(b.sources), len(a.sources)) })
	return all
}

// originTable counts origins, not copies.
func (s *sheet) originTable() {
	all := s.origins()
	if len(all) == 0 {
		return
	}
	intro := capital(s.sourceCount()) + ". Texts that pass on the same report count once, however many there are. Where a single statement has another origin than its source, that is said in its brackets."
	table := pdfdoc.Table{Small: true, Columns: []pdfdoc.Column{{Head: "Origin", Width: 0.75}, {Head: "Sources", Width: 0.25}}}
	_, listed := s.has(Sources)
	alone := 0
	for _, o := range all {
		if len(o.sources) == 1 {
			alone++
			continue
		}
		var cell pdfdoc.Cell
		for _, n := range o.sources {
			switch {
			case listed:
				cell = append(cell, pdfdoc.Cite(n))
			case cell == nil:
				cell = append(cell, pdfdoc.Text(numeral(n)))
			default:
				cell = append(cell, pdfdoc.Text(", "+numeral(n)))
			}
		}
		table.Rows = append(table.Rows, []pdfdoc.Cell{{s.text(o.name)}, cell})
	}
	if len(table.Rows) == 0 {
		s.heading(2, "Origins")
		s.body(s.text(intro))
		return
	}
	s.list("Origins", intro, table)
	if alone > 0 {
		s.small(s.text(capital(count(alone, "other source has", "other sources have")) + " an origin of " + pick(alone, "its", "their") + " own, named in the list of sources."))
	}
}

// hidden says what this copy does not show.
func (s *sheet) hidden() {
	s.heading(2, "What is hidden in this copy")
	if s.gate.Profile() == redact.Full {
		s.say("Nothing. This is the full version.")
		return
	}
	t := s.gate.Tally()
	who := count(t.People, "person or party", "people and parties")
	if t.Unclassed > 0 {
		who += fmt.Sprintf(", %d of them only because nobody has given them a class,", t.Unclassed)
	}
	s.say("%s. That is %s and %s. %s withheld or shown in a coarser form, and in %s a name was replaced. "+
		"A letter, as in Source A, stands for the same party throughout. A count of fewer than %d people is shown as such.",
		s.gate.Profile().Label(), who, count(t.Sources, "entry in the list of sources", "entries in the list of sources"),
		count(s.masked, "value is", "values are"), count(s.replaced, "text", "texts"), redact.SmallCell)
}

// checks prints what was looked at before the report was made.
func (s *sheet) checks() {
	s.heading(2, "Checks before this report was made")
	var all []pdfdoc.Cell
	for _, f := range s.found {
		word := map[Level]string{Good: "In order: ", Caution: "To bear in mind: ", Fault: "To put right: "}[f.Level]
		all = append(all, pdfdoc.Cell{s.soft(word), s.text(f.Text + ".")})
	}
	s.bullets(all...)
}

// remarks prints what is still to be done and what the researcher noted.
func (s *sheet) remarks() {
	var tasks, notes []pdfdoc.Cell
	for _, t := range s.tasks {
		tasks = append(tasks, s.remark(t.About, t.Text))
	}
	for _, n := range s.notes {
		if s.source[n.About] == nil {
			notes = append(notes, s.remark(n.About, n.Text))
		}
	}
	if tasks != nil {
		s.heading(2, "What is still open")
		s.bullets(tasks...)
	}
	if notes != nil {
		s.heading(2, "Researcher's notes")
		s.bullets(notes...)
	}
}

// remark is a text with what it is about in front.
func (s *sheet) remark(about store.ID, text string) pdfdoc.Cell {
	if t, ok := s.thing[about]; ok {
		return pdfdoc.Cell{s.called(t).Bold(), s.text(". " + text)}
	}
	if src, ok := s.source[about]; ok {
		return pdfdoc.Cell{s.bold(src.Title), s.text(". " + text)}
	}
	return pdfdoc.Cell{s.text(text)}
}

func pick(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
