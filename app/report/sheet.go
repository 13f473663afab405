package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redthread/app/chart"
	"redthread/app/figures"
	"redthread/app/report/pdfdoc"
	"redthread/store"
)

// sheet is the report being written: the only door to the PDF. Every word that
// goes through it is held against the gate once more.
type sheet struct {
	*ledger
	doc     *pdfdoc.Doc
	flow    *pdfdoc.Flow // the document, or the inside of a box
	caption string       // title of the report
	plan    []planned
	found   []Finding
	spread  *figures.WageSpread
	charts  []*chart.Drawing
	outline []Heading
	now     planned  // the section at hand
	figures int      // counted through the report
	leaks   []string // protected names that a text would have shown
	err     error    // what went wrong while drawing
}

func newSheet(l *ledger, found []Finding, spread *figures.WageSpread, charts []*chart.Drawing, o Options) (*sheet, error) {
	sections, err := plan(o.Sections)
	if err != nil {
		return nil, err
	}
	opts := l.options(o)
	s := &sheet{ledger: l, doc: pdfdoc.New(opts), caption: opts.Title, plan: sections, found: found, spread: spread, charts: charts}
	for _, text := range []string{opts.Title, opts.Author, opts.Header} {
		s.check(text)
	}
	s.flow = &s.doc.Flow
	s.number()
	return s, nil
}

// has finds a section among those that are printed.
func (s *sheet) has(id string) (planned, bool) {
	i := slices.IndexFunc(s.plan, func(p planned) bool { return p.id == id })
	if i < 0 {
		return planned{}, false
	}
	return s.plan[i], true
}

// number gives the rows of numbered lists their numbers and everything that
// is printed in full the anchor by which it is found.
func (s *sheet) number() {
	if p, ok := s.has(Claims); ok {
		from := 1
		for _, list := range [][]*thing{s.claimList(), s.countList(), s.requestList()} {
			for i, t := range list {
				t.number, t.anchor = fmt.Sprintf("%d.%d", p.number, from+i), anchorOf(p, claimAnchors[s.claimKind(t)])
			}
			from += len(list)
		}
	}
	if p, ok := s.has(Conflicts); ok {
		for i, t := range s.conflictList() {
			t.number = fmt.Sprintf("%d.%d", p.number, i+1)
		}
	}
	for id, h := range map[string]home{Parties: homeParties, Workers: homeWorkers, Contracts: homeContracts, Pay: homePay, Conflicts: homeConflicts} {
		if _, ok := s.has(id); !ok {
			continue
		}
		for _, t := range s.things {
			if t.home == h {
				t.anchor = "thing." + t.id.String()
			}
		}
	}
	for _, t := range s.of(homeWorkers, "JobAdvert") {
		if t.anchor != "" {
			t.anchor = advertsAnchor
		}
	}
	for _, list := range s.partyLists() {
		for _, t := range list.brief {
			if t.anchor != "" {
				t.anchor = list.anchor
			}
		}
	}
}

func anchorOf(p planned, name string) string { return p.id + "." + name }

// begin opens a section.
func (s *sheet) begin(p planned) {
	s.now = p
	if p.newPage || p.id == s.plan[0].id {
		s.flow.PageBreak()
	}
}

// open writes the heading of the section with its first part, which stays with
// it on one page. Where no page can hold the part, as with a long table, the two
// begin on a new page unless a third of this one is free.
func (s *sheet) open(first func()) {
	s.inside(s.flow.Together, func() {
		title := s.now.title
		if s.now.number > 0 {
			title = fmt.Sprintf("%d  %s", s.now.number, title)
		}
		s.heading(1, title)
		first()
	})
}

func (s *sheet) heading(level int, title string) {
	if level < 3 {
		s.outline = append(s.outline, Heading{Level: level, Title: title})
	}
	s.flow.Paragraph([]pdfdoc.Style{pdfdoc.H1, pdfdoc.H2, pdfdoc.H3}[level-1], s.text(title))
}

// check holds a text against the gate.
func (s *sheet) check(text string) { s.leaks = append(s.leaks, s.gate.Leaks(text)...) }

func (s *sheet) text(text string) pdfdoc.Span {
	s.check(text)
	return pdfdoc.Text(text)
}

func (s *sheet) bold(text string) pdfdoc.Span { return s.text(text).Bold() }
func (s *sheet) soft(text string) pdfdoc.Span { return s.text(text).Colour(pdfdoc.Muted) }

func (s *sheet) link(address string) pdfdoc.Span {
	s.check(address)
	return pdfdoc.URL(address, address)
}

func (s *sheet) body(spans ...pdfdoc.Span)  { s.flow.Paragraph(pdfdoc.Body, spans...) }
func (s *sheet) small(spans ...pdfdoc.Span) { s.flow.Paragraph(pdfdoc.Small, spans...) }

// say writes a paragraph of the report's own words.
func (s *sheet) say(format string, args ...any) { s.body(s.text(fmt.Sprintf(format, args...))) }

// row is a line with a label; the label may come from the case.
func (s *sheet) row(label string, values ...pdfdoc.Cell) pdfdoc.Row {
	s.check(label)
	return pdfdoc.Row{Label: label, Values: values}
}

func (s *sheet) bullets(all ...pdfdoc.Cell) {
	var items []pdfdoc.Item
	for _, c := range all {
		items = append(items, pdfdoc.Item{Spans: c})
	}
	if len(items) > 0 {
		s.flow.Bullets(items...)
	}
}

// inside writes into a box or a group.
func (s *sheet) inside(into func(func(*pdfdoc.Flow)), write func()) {
	into(func(f *pdfdoc.Flow) {
		outer := s.flow
		s.flow = f
		write()
		s.flow = outer
	})
}

// name is the name of a thing, leading to where it is printed in full.
func (s *sheet) name(t *thing) pdfdoc.Span {
	span := s.text(t.name)
	if t.anchor != "" {
		span = span.To(t.anchor)
	}
	return span
}

// named is a thing by its id, also one of which nothing is live.
func (s *sheet) named(id store.ID) pdfdoc.Span {
	if t, ok := s.thing[id]; ok {
		return s.name(t)
	}
	name, _ := s.gate.Entity(id)
	return s.text(name)
}

// called names a thing that is printed under another by that other: a listing
// is called by its programme, which says little away from its party.
func (s *sheet) called(t *thing) pdfdoc.Span {
	if t.host == nil || t.edge() != nil {
		return s.name(t)
	}
	span := s.text(t.kind + " of " + t.host.name)
	if t.host.anchor != "" {
		span = span.To(t.host.anchor)
	}
	return span
}

// pointTo refers to a thing that is printed elsewhere: by its number where it has one.
func (s *sheet) pointTo(t *thing) pdfdoc.Span {
	if t.number == "" {
		return s.name(t)
	}
	span := s.text(t.number)
	if t.anchor != "" {
		span = span.To(t.anchor)
	}
	return span
}

// value is a fact in one line: the value, then for each voice its doubt, its
// speaker and its citations.
func (s *sheet) value(f *fact) pdfdoc.Cell { return s.line(f, f) }

// quietly is a value without its speaker, where that is said once for many.
func (s *sheet) quietly(f *fact) pdfdoc.Cell { return s.line(f, f.unspoken()) }

// line sets a fact with the voices of what may be a quieter copy of it.
func (s *sheet) line(f, heard *fact) pdfdoc.Cell {
	var line pdfdoc.Cell
	if f.disputes {
		line = append(line, pdfdoc.Bold("Disputed: "))
	}
	if f.target.IsZero() {
		line = append(line, s.text(f.text))
	} else {
		line = append(line, s.named(f.target))
	}
	if v := f.valid(); v != "" {
		line = append(line, s.soft(", "+v))
	}
	line = append(line, s.said(heard)...)
	if f.contest {
		line = append(line, s.soft(" contested"))
	}
	return line
}

// said is what stands behind a value: the doubts and speakers in brackets, each
// followed by its citations.
func (s *sheet) said(f *fact) pdfdoc.Cell {
	var line pdfdoc.Cell
	for i, v := range f.voices() {
		if i > 0 {
			line = append(line, s.text(";"))
		}
		if v.words != "" {
			line = append(line, s.soft(" ("+v.words+")"))
		}
		line = append(line, s.cites(v.marks)...)
	}
	return line
}

// cites are the citations of some marks: the number of each source, and beside it
// where in the source it stands.
func (s *sheet) cites(marks []mark) pdfdoc.Cell {
	var line pdfdoc.Cell
	_, listed := s.has(Sources)
	placed := false // the citation before says where in its source
	for i, m := range marks {
		if m.source == nil {
			if !slices.ContainsFunc(marks[:i], func(n mark) bool { return n.source == nil }) {
				line = append(line, pdfdoc.Text(" [unsourced]").Colour(pdfdoc.Thread))
			}
			continue
		}
		same := func(n mark) bool { return n.source == m.source }
		if slices.ContainsFunc(marks[:i], same) {
			continue
		}
		switch {
		case listed:
			if placed {
				line = append(line, pdfdoc.Text(" "))
			}
			line = append(line, pdfdoc.Cite(m.source.Number))
		default:
			line = append(line, pdfdoc.Text(fmt.Sprintf(" [%d]", m.source.Number)).Colour(pdfdoc.Thread))
		}
		at := s.places(slices.DeleteFunc(slices.Clone(marks), func(n mark) bool { return !same(n) }))
		line, placed = append(line, at...), at != nil
	}
	return line
}

// places are where in one source some marks point: "¶ 12, 16" or "p. 3".
func (s *sheet) places(marks []mark) pdfdoc.Cell {
	var line pdfdoc.Cell
	var done []string
	_, printed := s.has(Notes)
	for _, m := range marks {
		p := place(m)
		if p == "" || slices.Contains(done, p) {
			continue
		}
		between := "\u00a0"
		if len(done) > 0 {
			between = ", "
		}
		done = append(done, p)
		line = append(line, pdfdoc.Soft(between).Small())
		span := s.soft(strings.ReplaceAll(p, " ", "\u00a0")).Small()
		if _, ok := m.source.notes[m.passage]; ok && printed && m.source.noted {
			span = span.To(noteAnchor(m.source.Number, m.passage))
		}
		line = append(line, span)
	}
	return line
}

// numbers are the citations of some marks without the places in the sources,
// for tables that repeat what stands in full elsewhere.
func (s *sheet) numbers(marks []mark) pdfdoc.Cell {
	bare := slices.Clone(marks)
	for i := range bare {
		bare[i].passage, bare[i].locator = 0, ""
	}
	return s.cites(bare)
}

func noteAnchor(source, note int) string { return fmt.Sprintf("note.%d.%d", source, note) }

// list writes a table under a heading with a word of introduction. A table of a
// few rows stays with them on one page.
func (s *sheet) list(title, intro string, t pdfdoc.Table) {
	const few = 6
	write := func() {
		s.heading(2, title)
		if intro != "" {
			s.body(s.text(intro))
		}
		s.flow.Table(t)
	}
	if len(t.Rows) <= few {
		s.inside(s.flow.Together, write)
		return
	}
	write()
}

// joined puts cells into one line, parted by a text.
func joined(between string, all []pdfdoc.Cell) pdfdoc.Cell {
	var line pdfdoc.Cell
	for i, c := range all {
		if i > 0 {
			line = append(line, pdfdoc.Text(between))
		}
		line = append(line, c...)
	}
	return line
}

func numeral(n int) string { return strconv.Itoa(n) }

// count words a number of things.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
