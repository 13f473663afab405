package report

import (
	"slices"
	"strings"

	"redthread/app/report/pdfdoc"
	"redthread/store/value"
)

// claimAnchors are where the three lists of the section stand.
var claimAnchors = map[string]string{"Claim": "claims", "Observation": "counts", "CommentRequest": "requests"}

func (s *sheet) claimKind(t *thing) string {
	for kind := range claimAnchors {
		if t.isA(kind) {
			return kind
		}
	}
	return "Claim"
}

// claimList, countList and requestList are in the order in which the sources tell of them.
func (s *sheet) claimList() []*thing   { return s.told("Claim") }
func (s *sheet) countList() []*thing   { return s.told("Observation") }
func (s *sheet) requestList() []*thing { return s.told("CommentRequest") }

func (s *sheet) told(schema string) []*thing {
	all := s.of(homeClaims, schema)
	slices.SortStableFunc(all, asTold)
	return all
}

// claims writes who says what, what was counted, and who was asked for comment.
func (s *sheet) claims() {
	if len(s.in(homeClaims, func(*thing) bool { return true })) == 0 {
		s.nothing("No claim, count or request for comment")
		return
	}
	first := true
	for _, list := range []func(){s.claimTable, s.countsTable, s.requestTable} {
		if !first {
			list()
			continue
		}
		first = false
		s.open(func() { s.introduce(); list() })
	}
}

func (s *sheet) introduce() {
	s.say("Claims are what others hold to be so, in the researcher's words and in the order in which the sources tell of it; none of it is this report's own finding. " +
		"Counts and sums are figures that somebody counted, measured or estimated: each keeps its own unit, day and maker, and they are not added up or set against one another.")
}

// claimTable: a claim is somebody's, never the report's.
func (s *sheet) claimTable() {
	all := s.claimList()
	if len(all) == 0 {
		return
	}
	s.flow.Anchor(anchorOf(s.now, claimAnchors["Claim"]))
	table := pdfdoc.Table{Small: true, Columns: []pdfdoc.Column{{Head: "", Width: 0.075}, {Head: "Claim, with its doubt", Width: 0.555}, {Head: "Said by", Width: 0.22}, {Head: "Of", Width: 0.15}}}
	for _, t := range all {
		table.Rows = append(table.Rows, []pdfdoc.Cell{
			{s.soft(t.number)},
			append(s.lines(t, "claim"), s.about(t, "claim", "about", "speaker", "saidBy", "date", "startDate", "endDate")...),
			s.speaker(t, "claim"),
			s.when(t),
		})
	}
	s.list("Claims", "", table)
}

// lines are the values of a property, each with doubt and citations; who says
// so has a column of its own.
func (s *sheet) lines(t *thing, property string) pdfdoc.Cell {
	var all []pdfdoc.Cell
	for _, f := range t.all(property) {
		line := pdfdoc.Cell{s.text(f.text)}
		if f.disputes {
			line = append(pdfdoc.Cell{pdfdoc.Bold("Disputed: ")}, line...)
		}
		if v := f.valid(); v != "" {
			line = append(line, s.soft(", "+v))
		}
		line = append(line, s.said(f.unspoken())...)
		if f.contest {
			line = append(line, s.soft(" contested"))
		}
		all = append(all, line)
	}
	return joined("\n", all)
}

// speaker is who says so: in words, and as a party of the case where it is one.
func (s *sheet) speaker(t *thing, properties ...string) pdfdoc.Cell {
	var all []pdfdoc.Cell
	var words []string
	marks := 0
	for _, f := range t.all(properties...) {
		marks += len(f.marks)
		words = append(words, distinct(f.marks, func(m mark) string { return m.saidBy })...)
	}
	words = slices.Compact(words)
	for _, w := range words {
		line := pdfdoc.Cell{s.text(w)}
		if len(words) > 1 {
			line = append(line, s.cites(saidByMarks(t, w, properties))...)
		}
		all = append(all, line)
	}
	for _, f := range t.all("saidBy") {
		all = append(all, s.value(f))
	}
	for _, f := range t.all("speaker") {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(w), strings.ToLower(f.text)) }) {
			all = append(all, pdfdoc.Cell{s.named(f.target).Small()})
		}
	}
	if all == nil {
		return pdfdoc.Cell{s.soft("the source itself")}
	}
	return joined("\n", all)
}

func saidByMarks(t *thing, saidBy string, properties []string) []mark {
	var all []mark
	for _, f := range t.all(properties...) {
		for _, m := range f.marks {
			if m.saidBy == saidBy && !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	return all
}

// when is the time a thing speaks of, with the doubts put on it.
func (s *sheet) when(t *thing) pdfdoc.Cell {
	if t.time() == "" {
		return pdfdoc.Cell{s.soft("no date given")}
	}
	cell := pdfdoc.Cell{s.text(t.time())}
	var doubts []string
	var others []mark
	for _, f := range t.all("date", "startDate", "endDate", "issued", "publishedAt") {
		for _, m := range f.marks {
			if m.hedge != "" && !slices.Contains(doubts, m.hedge) && !strings.Contains(f.text, m.hedge) {
				doubts = append(doubts, m.hedge)
			}
		}
		others = append(others, t.beyond(f)...)
	}
	if doubts != nil {
		cell = append(cell, s.soft(" ("+strings.Join(doubts, "; ")+")"))
	}
	return append(cell, s.numbers(others)...)
}

// beyond are the marks of a fact from sources that none of the thing's telling
// facts cites. A row cites those once, for all that stands in it.
func (t *thing) beyond(f *fact) []mark {
	var all []mark
	for _, m := range f.marks {
		if !slices.ContainsFunc(t.all(telling...), func(g *fact) bool {
			return slices.ContainsFunc(g.marks, func(n mark) bool { return n.source == m.source })
		}) {
			all = append(all, m)
		}
	}
	return all
}

// about adds below a value whom it is about, and every other property of the thing
// that has no column of its own.
func (s *sheet) about(t *thing, columns ...string) pdfdoc.Cell {
	var all []pdfdoc.Cell
	for _, f := range t.facts {
		if slices.Contains(columns, f.property.Name) && f.property.Name != "about" {
			continue
		}
		cell := pdfdoc.Cell{s.soft(strings.ToLower(f.property.Label) + ": " + f.text).Small()}
		switch f.property.Name {
		case "about":
			cell = pdfdoc.Cell{s.named(f.target).Small()}
			if all == nil {
				cell = append(pdfdoc.Cell{s.soft("about ").Small()}, cell...)
			}
		case "summary":
			cell = pdfdoc.Cell{s.soft(strings.TrimSuffix(f.text, ".")).Small()}
		}
		if f.disputes {
			cell = append(pdfdoc.Cell{pdfdoc.Bold("disputed: ").Small()}, cell...)
		}
		if words := distinct(f.marks, func(m mark) string { return m.hedge }); words != nil {
			cell = append(cell, s.soft(" ("+strings.Join(words, "; ")+")").Small())
		}
		all = append(all, append(cell, s.numbers(t.beyond(f))...))
	}
	if all == nil {
		return nil
	}
	return append(pdfdoc.Cell{pdfdoc.Text("\n")}, joined("; ", all)...)
}

// countsTable: figures of every kind, each with what it measures.
func (s *sheet) countsTable() {
	all := s.countList()
	if len(all) == 0 {
		return
	}
	s.flow.Anchor(anchorOf(s.now, claimAnchors["Observation"]))
	table := pdfdoc.Table{Small: true, Columns: []pdfdoc.Column{{Head: "", Width: 0.08}, {Head: "What was counted", Width: 0.31}, {Head: "Figure, with its doubt", Width: 0.26}, {Head: "Said by", Width: 0.19}, {Head: "When and where", Width: 0.16}}}
	for _, t := range all {
		what := pdfdoc.Cell{s.text(t.name)}
		columns := []string{"quantity", "amount", "about", "date", "startDate", "endDate", "place", "saidBy", "speaker"}
		if len(t.all("unit")) == 1 {
			columns = append(columns, "unit")
		}
		for _, property := range []string{"name", "measure"} {
			for _, f := range t.all(property) {
				if within(f.text, t.name) {
					columns = append(columns, property)
				}
			}
		}
		table.Rows = append(table.Rows, []pdfdoc.Cell{
			{s.soft(t.number)}, append(what, s.about(t, columns...)...), s.figureOf(t), s.speaker(t, "quantity", "amount", "measure"), s.sideFrame(t),
		})
	}
	s.list("Counts and sums", "", table)
}

// within tells whether every word of a text stands in another.
func within(text, other string) bool {
	words := value.Words(other)
	return !slices.ContainsFunc(value.Words(text), func(w string) bool { return !slices.Contains(words, w) })
}

// figureOf is the figure of an observation with its unit, doubt and citations.
func (s *sheet) figureOf(t *thing) pdfdoc.Cell {
	unit := ""
	if u := t.first("unit"); u != nil {
		unit = "\u00a0" + u.text
	}
	var all []pdfdoc.Cell
	for _, f := range t.all("quantity", "amount") {
		g := *f
		if f.property.Name == "quantity" {
			g.text += unit
		}
		line := pdfdoc.Cell{s.text(g.text)}
		if f.disputes {
			line = append(pdfdoc.Cell{pdfdoc.Bold("Disputed: ")}, line...)
		}
		line = append(line, s.said(g.unspoken())...)
		if f.contest {
			line = append(line, s.soft(" contested"))
		}
		all = append(all, line)
	}
	if all == nil {
		return pdfdoc.Cell{s.soft("no figure given")}
	}
	return joined("\n", all)
}

// requestTable: who was asked, and what came back.
func (s *sheet) requestTable() {
	all := s.requestList()
	if len(all) == 0 {
		return
	}
	s.flow.Anchor(anchorOf(s.now, claimAnchors["CommentRequest"]))
	table := pdfdoc.Table{Small: true, Columns: []pdfdoc.Column{{Head: "", Width: 0.08}, {Head: "Asked", Width: 0.27}, {Head: "By", Width: 0.2}, {Head: "Answer", Width: 0.35}, {Head: "Of", Width: 0.1}}}
	for _, t := range all {
		asked := s.targets(t, "asked")
		for _, f := range t.all("subject") {
			asked = append(asked, s.soft("\non "+f.text).Small())
		}
		answer := joined("\n", s.values(t, "answer"))
		if answer == nil {
			answer = pdfdoc.Cell{s.soft("none recorded")}
		}
		answer = append(answer, s.about(t, "name", "asked", "askedBy", "subject", "answer", "date", "startDate", "endDate")...)
		table.Rows = append(table.Rows, []pdfdoc.Cell{{s.soft(t.number)}, asked, s.targets(t, "askedBy"), answer, s.when(t)})
	}
	s.list("Requests for comment", "", table)
}

func (s *sheet) targets(t *thing, property string) pdfdoc.Cell {
	var all []pdfdoc.Cell
	for _, f := range t.all(property) {
		all = append(all, append(pdfdoc.Cell{s.named(f.target)}, s.cites(f.marks)...))
	}
	return joined("\n", all)
}

func (s *sheet) values(t *thing, property string) []pdfdoc.Cell {
	var all []pdfdoc.Cell
	for _, f := range t.all(property) {
		all = append(all, s.value(f))
	}
	return all
}
