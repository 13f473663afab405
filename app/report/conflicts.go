package report

import (
	"slices"

	"redthread/app/report/pdfdoc"
)

// conflictList is in the order of the names, which the researcher numbers.
func (s *sheet) conflictList() []*thing {
	return s.in(homeConflicts, func(*thing) bool { return true })
}

// mostSides is how many sides stand in columns; more stand in rows. Few rows
// stay on one page with the caution below them.
const mostSides, fewRows = 3, 5

// conflicts sets what does not fit together side by side.
func (s *sheet) conflicts() {
	all := s.conflictList()
	if len(all) == 0 {
		s.nothing("No conflict between sources")
		return
	}
	s.open(func() {
		s.say("Things said that do not fit together. Both sides are kept; nothing is averaged, and this report does not decide between them.")
		s.conflict(all[0])
	})
	for _, t := range all[1:] {
		s.conflict(t)
	}
}

func (s *sheet) conflict(t *thing) {
	var sides []*thing
	for _, f := range t.all("side") {
		if side, ok := s.thing[f.target]; ok && !slices.Contains(sides, side) {
			sides = append(sides, side)
		}
	}
	write := func() { s.sidesAndCaution(t, sides) }
	if len(sides) > fewRows {
		write()
		return
	}
	s.inside(s.flow.Together, write)
}

func (s *sheet) sidesAndCaution(t *thing, sides []*thing) {
	if t.anchor != "" {
		s.flow.Anchor(t.anchor)
	}
	s.heading(3, t.number+"  "+t.name)
	if len(sides) > 0 && len(sides) <= mostSides {
		s.sidesAsColumns(sides)
	} else {
		s.sidesAsRows(sides)
	}
	for _, f := range t.facts {
		if !slices.Contains([]string{"name", "side", "caution"}, f.property.Name) {
			s.small(append(pdfdoc.Cell{s.soft(f.property.Label + ": ")}, s.value(f)...)...)
		}
	}
	for _, f := range t.all("caution") {
		s.flow.Paragraph(pdfdoc.Quote, append(pdfdoc.Cell{s.bold("Caution. "), s.text(f.text)}, s.said(f)...)...)
	}
}

func (s *sheet) sidesAsColumns(sides []*thing) {
	table := pdfdoc.Table{}
	var names, says []pdfdoc.Cell
	for _, side := range sides {
		table.Columns = append(table.Columns, pdfdoc.Column{Head: side.kind, Width: 1 / float64(len(sides))})
		names = append(names, pdfdoc.Cell{s.sideName(side)})
		says = append(says, joined("\n", append(s.sideSays(side), s.sideFrame(side))))
	}
	table.Rows = [][]pdfdoc.Cell{names, says}
	s.flow.Table(table)
}

func (s *sheet) sidesAsRows(sides []*thing) {
	table := pdfdoc.Table{Small: true, Columns: []pdfdoc.Column{{Head: "Side", Width: 0.36}, {Head: "What it says", Width: 0.42}, {Head: "When and where", Width: 0.22}}}
	for _, side := range sides {
		table.Rows = append(table.Rows, []pdfdoc.Cell{{s.sideName(side)}, joined("\n", s.sideSays(side)), s.sideFrame(side)})
	}
	s.flow.Table(table)
}

// sideName leads to where the side is printed in full.
func (s *sheet) sideName(side *thing) pdfdoc.Span {
	if side.isA("Claim") { // its name is what it says
		span := s.bold("Claim " + side.number)
		if side.anchor != "" {
			span = span.To(side.anchor)
		}
		return span
	}
	return s.name(side).Bold()
}

// telling are the properties that say what a side is about, by schema.
var telling = append([]string{"claim", "quantity", "amount", "issued", "caution", "answer", "asked"}, countNames...)

// sideSays is what a side says: its claim or its figure, in full.
func (s *sheet) sideSays(side *thing) []pdfdoc.Cell {
	unit := ""
	if u := side.first("unit"); u != nil {
		unit = "\u00a0" + u.text
	}
	var all []pdfdoc.Cell
	for _, f := range side.all(telling...) {
		g := *f
		if f.property.Name == "quantity" {
			g.text += unit
		}
		line := s.value(&g)
		if slices.Contains(countNames, f.property.Name) || f.property.Name == "issued" {
			line = append(pdfdoc.Cell{s.soft(f.property.Label + ": ")}, line...)
		}
		all = append(all, line)
	}
	if all == nil {
		for _, f := range side.facts {
			if f.property.Name != "name" {
				all = append(all, append(pdfdoc.Cell{s.soft(f.property.Label + ": ")}, s.value(f)...))
			}
		}
	}
	return all
}

// sideFrame is the time and the place a side speaks of.
func (s *sheet) sideFrame(side *thing) pdfdoc.Cell {
	var all []pdfdoc.Cell
	if side.time() != "" {
		all = append(all, s.when(side))
	}
	for _, f := range side.all("place") {
		all = append(all, pdfdoc.Cell{s.text(f.text)})
	}
	if all == nil {
		return pdfdoc.Cell{s.soft("neither day nor place given")}
	}
	return joined("; ", all)
}
