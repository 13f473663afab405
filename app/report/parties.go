package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"redthread/app/report/pdfdoc"
	"redthread/store"
	"redthread/store/ontology"
)

// partyList is one kind of party: those with much to say in blocks of their
// own, the others in one table.
type partyList struct {
	title, anchor string
	full, brief   []*thing
}

// plainProperties fit into the table of parties of whom little is said.
var plainProperties = []string{"name", "country", "place", "position", "classification", "sector", "summary", "jurisdiction", "legalForm"}

// mostBrief bounds what a table row of a party may say.
const (
	mostBriefFacts   = 4
	mostBriefLetters = 90
)

func (s *sheet) partyLists() []partyList {
	kinds := []struct {
		title, anchor string
		wants         func(*thing) bool
	}{
		{"Firms and organisations", "firms", func(t *thing) bool { return t.isA("LegalEntity") && !t.isA("Person") && !t.isA("PublicBody") }},
		{"State and public bodies", "bodies", func(t *thing) bool { return t.isA("PublicBody") }},
		{"People", "people", func(t *thing) bool { return t.isA("Person") }},
		{"Other things, places and events", "others", func(t *thing) bool { return !t.isA("LegalEntity") }},
	}
	var all []partyList
	for _, k := range kinds {
		list := partyList{title: k.title, anchor: "parties." + k.anchor}
		for _, t := range s.in(homeParties, k.wants) {
			if s.isBrief(t) {
				list.brief = append(list.brief, t)
			} else {
				list.full = append(list.full, t)
			}
		}
		all = append(all, list)
	}
	return all
}

// isBrief tells whether all that is said of a party fits into a table row.
func (s *sheet) isBrief(t *thing) bool {
	if len(t.attached) > 0 || t.edge() != nil || len(s.judged[t.id]) > 0 || len(t.facts) > mostBriefFacts || len(t.all("name")) > 1 {
		return false
	}
	for _, f := range t.facts {
		if !slices.Contains(plainProperties, f.property.Name) || utf8.RuneCountInString(f.text) > mostBriefLetters || f.disputes || f.contest {
			return false
		}
	}
	return true
}

// parties writes who is in the case.
func (s *sheet) parties() {
	if len(s.in(homeParties, func(*thing) bool { return true })) == 0 {
		s.nothing("No party")
		return
	}
	s.open(func() {})
	s.body(s.text("Each line is one statement: what is said, then in brackets the doubt put on it and who says so, the raised number of its source, and the number of the note it rests on. "), s.text(s.whereNumbersLead()))
	for _, list := range s.partyLists() {
		if len(list.full)+len(list.brief) == 0 {
			continue
		}
		s.heading(2, list.title)
		for _, t := range list.full {
			s.block(t)
		}
		s.briefTable(list)
	}
	s.ownership()
}

func (s *sheet) whereNumbersLead() string {
	if p, ok := s.has(Claims); ok {
		return "Numbers such as " + p.first() + " lead to the claims and counts in section " + numeral(p.number) + "."
	}
	return ""
}

// nothing stands in a section that the case has nothing for.
func (s *sheet) nothing(what string) {
	s.open(func() { s.body(s.soft(what + " is recorded in this case.")) })
}

// briefTable lists the parties of whom little is said.
func (s *sheet) briefTable(list partyList) {
	if len(list.brief) == 0 {
		return
	}
	s.flow.Anchor(list.anchor)
	if len(list.full) > 0 {
		s.heading(3, "Also named")
	}
	table := pdfdoc.Table{Small: true, Columns: []pdfdoc.Column{{Head: "Name", Width: 0.33}, {Head: "What is said", Width: 0.4}, {Head: "Comes up in", Width: 0.27}}}
	for _, t := range list.brief {
		name := pdfdoc.Cell{s.text(t.name)}
		var rest []pdfdoc.Cell
		for _, f := range t.facts {
			if f.property.Name == "name" {
				name = append(name, s.said(f)...)
				continue
			}
			rest = append(rest, append(pdfdoc.Cell{s.text(f.text)}, s.said(f)...))
		}
		if w := classWords(t); w != "" {
			rest = append(rest, pdfdoc.Cell{s.soft(w)})
		}
		table.Rows = append(table.Rows, []pdfdoc.Cell{name, joined("; ", rest), s.comesUp(t)})
	}
	s.flow.Table(table)
}

// comesUp lists where else a thing is spoken of.
func (s *sheet) comesUp(t *thing) pdfdoc.Cell {
	var numbered, named []*thing
	for _, r := range s.references(t) {
		for _, to := range r.things {
			switch {
			case to.number == "" && !slices.Contains(named, to):
				named = append(named, to)
			case to.number != "" && !slices.Contains(numbered, to):
				numbered = append(numbered, to)
			}
		}
	}
	slices.SortFunc(numbered, byNumber)
	all := s.pointers(named)
	if numbered != nil {
		all = append(all, joined(", ", s.pointers(numbered)))
	}
	return joined("\n", all)
}

func (s *sheet) pointers(things []*thing) []pdfdoc.Cell {
	var all []pdfdoc.Cell
	for _, t := range things {
		all = append(all, pdfdoc.Cell{s.pointTo(t)})
	}
	return all
}

// classWords says what a person is in the case, where that is not plain.
func classWords(t *thing) string {
	if !t.isA("Person") {
		return ""
	}
	return map[store.Class]string{
		"":                  "without a class, so hidden in the public version",
		store.ClassListed:   "on a sanctions list",
		store.ClassOfficial: "in a public role",
		store.ClassWorker:   "a worker, hidden in the public version",
		store.ClassSource:   "a source, hidden in the public version",
	}[t.class]
}

// block writes all that is said of a thing, under its name.
func (s *sheet) block(t *thing) {
	if t.anchor != "" {
		s.flow.Anchor(t.anchor)
	}
	const short = 8 // lines that stay on one page
	rows, lines := s.rows(t), 0
	for _, r := range rows {
		lines += len(r.Values)
	}
	write := func() {
		s.heading(3, t.name)
		s.flow.Rows(rows...)
	}
	if lines > short {
		write()
		return
	}
	s.inside(s.flow.Together, write)
}

// rows are the lines of a block: its kind, what is said of it, what belongs to
// it, and where else it comes up.
func (s *sheet) rows(t *thing) []pdfdoc.Row {
	kind := pdfdoc.Cell{s.text(t.kind), s.soft(" " + s.c.Short(store.KindEntity, t.id))}
	if w := classWords(t); w != "" {
		kind = append(kind, s.soft(" · "+w))
	}
	common := t.commonSpeaker()
	name := t.onlyName()
	if name != nil { // the heading is the name; its sources stand with the kind
		if name.speaker() == common {
			name = name.unspoken()
		}
		kind = append(kind, s.said(name)...)
	}
	for _, f := range t.facts {
		if t.besideKind(f) {
			value := s.value(f)
			if f.speaker() == common {
				value = s.quietly(f)
			}
			kind = append(append(kind, s.soft(" · ")), value...)
		}
	}
	rows := []pdfdoc.Row{s.row("Kind", kind)}
	if common != "" {
		rows = append(rows, s.row("Said by", pdfdoc.Cell{s.text(common), s.soft(", where a line names nobody else")}))
	}
	rows = append(rows, s.factRows(t, common)...)
	for _, a := range t.attached {
		rows = append(rows, s.attachment(t, a))
	}
	rows = append(rows, s.judgements(t)...)
	var numbers []pdfdoc.Cell
	for _, r := range s.references(t) {
		if r.numbered() {
			numbers = append(numbers, append(pdfdoc.Cell{s.soft(strings.ToLower(r.label) + " ")}, joined(", ", s.pointers(r.things))...))
		} else {
			rows = append(rows, s.row(r.label, s.pointers(r.things)...))
		}
	}
	if numbers != nil {
		rows = append(rows, s.row("Comes up in", joined("; ", numbers)))
	}
	return mergedRows(rows)
}

// factRows gives one row a property.
func (s *sheet) factRows(t *thing, common string) []pdfdoc.Row {
	var rows []pdfdoc.Row
	last, name := "", t.onlyName()
	for _, f := range t.facts {
		if f == name || t.besideKind(f) {
			continue
		}
		if to, ok := s.thing[f.target]; ok && slices.Contains(t.attached, to) {
			continue // it stands below, with what is said of it
		}
		value := s.value(f)
		if common != "" && f.speaker() == common && !slices.Contains(telling, f.property.Name) {
			value = s.quietly(f)
		}
		if f.property.Name == "endDate" && last == "startDate" && len(t.all("startDate", "endDate")) == 2 {
			v := &rows[len(rows)-1].Values[len(rows[len(rows)-1].Values)-1]
			*v = append(append(*v, s.text(" to ")), value...)
			rows[len(rows)-1].Label = "Time"
			continue
		}
		if f.property.Name == last {
			rows[len(rows)-1].Values = append(rows[len(rows)-1].Values, value)
			continue
		}
		last = f.property.Name
		rows = append(rows, s.row(labelOf(t, f), value))
	}
	return rows
}

// besideKind tells whether a fact is short enough to stand in one row with the
// kind of the thing: where it is, of which nation and trade workers are, and when
// pay was seen.
func (t *thing) besideKind(f *fact) bool {
	beside := []string{"country", "place", "nationality", "occupation"}
	if t.isA("WageObservation") {
		beside = append(beside, "date")
	}
	return !f.disputes && !f.contest && slices.Contains(beside, f.property.Name)
}

// onlyName is the name of a thing that has one, which its heading shows.
func (t *thing) onlyName() *fact {
	all := t.all("name", "title")
	if len(all) != 1 || all[0].text != t.name || all[0].disputes || all[0].valid() != "" {
		return nil
	}
	return all[0]
}

// labelOf names a property, counts with what they count.
func labelOf(t *thing, f *fact) string {
	if t.schema != nil && slices.ContainsFunc(t.schema.Counts(), func(p *ontology.Property) bool { return p.Name == f.property.Name }) {
		return f.property.Label + countMeanings[f.property.Name]
	}
	return f.property.Label
}

// mergedRows puts rows of one label that follow one another into one.
func mergedRows(rows []pdfdoc.Row) []pdfdoc.Row {
	var all []pdfdoc.Row
	for _, r := range rows {
		if n := len(all); n > 0 && all[n-1].Label == r.Label {
			all[n-1].Values = append(all[n-1].Values, r.Values...)
			continue
		}
		all = append(all, r)
	}
	return all
}

// judgements say which other entity somebody holds to be the same.
func (s *sheet) judgements(t *thing) []pdfdoc.Row {
	var values []pdfdoc.Cell
	for _, j := range s.judged[t.id] {
		other := j.A
		if other == t.id {
			other = j.B
		}
		words := map[store.Verdict]string{store.Same: "The same as ", store.Different: "Not the same as ", store.Unsure: "Perhaps the same as "}[j.Verdict]
		why := " (judged by " + orElse(j.Author, "nobody named")
		if j.Why != "" {
			why += ": " + j.Why
		}
		values = append(values, pdfdoc.Cell{s.text(words), s.named(other), s.soft(why + ")")})
	}
	if values == nil {
		return nil
	}
	return []pdfdoc.Row{s.row("Judgement", values...)}
}

// reference is where else a thing is spoken of, under the label read from its side.
type reference struct {
	label  string
	things []*thing
}

// numbered tells whether all it leads to are rows of numbered lists.
func (r reference) numbered() bool {
	return !slices.ContainsFunc(r.things, func(t *thing) bool { return t.number == "" })
}

// references gathers what points at a thing from elsewhere in the report.
func (s *sheet) references(t *thing) []reference {
	var all []reference
	for _, p := range t.from {
		if p.thing.home == homeParty {
			continue
		}
		label := p.thing.reads(p.fact.property.Name)
		at := slices.IndexFunc(all, func(r reference) bool { return r.label == label })
		if at < 0 {
			at = len(all)
			all = append(all, reference{label: label})
		}
		if !slices.Contains(all[at].things, p.thing) {
			all[at].things = append(all[at].things, p.thing)
		}
	}
	for _, r := range all {
		slices.SortStableFunc(r.things, byNumber)
	}
	slices.SortStableFunc(all, func(a, b reference) int { return strings.Compare(a.label, b.label) })
	return all
}

// byNumber sorts 6.2 before 6.10.
func byNumber(a, b *thing) int {
	if n := len(a.number) - len(b.number); n != 0 {
		return n
	}
	return strings.Compare(a.number, b.number)
}
