package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"

	"redthread/app/figures"
	"redthread/app/report/pdfdoc"
)

// payThings are the pay observations, by name.
func (s *sheet) payThings() []*thing { return s.of(homePay, "WageObservation") }

// pay writes the wage figure with its table, then each observation in full.
func (s *sheet) pay() {
	all := s.payThings()
	if len(all) == 0 {
		s.nothing("No pay observation")
		return
	}
	s.open(func() {
		if !s.spread.Empty() {
			s.heading(2, s.spread.Title)
			s.gaps()
			s.wageFigures()
		}
	})
	if !s.spread.Empty() {
		s.flow.Table(s.wageTable())
		for _, note := range s.spread.Notes {
			s.small(s.text(note))
		}
	}
	s.heading(2, "Pay observations")
	for _, t := range all {
		s.block(t)
	}
}

// gaps says what lies between fee and listed pay, and at which rate a source reckoned.
func (s *sheet) gaps() {
	for _, g := range s.spread.Gaps {
		line := pdfdoc.Cell{s.bold(capital(g.Label) + ". ")}
		for _, o := range []*figures.Observation{g.Paid, g.Declared} {
			line = append(line, s.text(o.Label+": "+o.Money.Show()))
			line = append(line, s.cites(s.marksOf(o))...)
			if o == g.Paid {
				line = append(line, s.text("; "))
			}
		}
		line = append(line, s.text(". The gap is one minus the listed sum divided by the fee, worked out here from the two."))
		s.body(line...)
	}
	for _, r := range s.spread.ImpliedRates() {
		s.body(s.text("A source gives one sum in two currencies. The pair implies a rate of " + r.Label() + "; nobody quoted it, and it stands for no other day or sum."))
	}
}

// wageFigures sets the figure as vectors, over several pages where it is tall.
func (s *sheet) wageFigures() {
	const tallest = 520 // points, so that the caption stays with it
	all, err := s.spread.Figures(s.doc.TextWidth(), tallest, figures.Look{Bare: true})
	if err != nil {
		s.err = err
		return
	}
	for _, f := range all {
		s.figures++
		s.check(f.Alt)
		s.flow.Figure(f.Width, f.Height, f.Alt, func(c vg.Canvas) { f.Draw(c) },
			s.text("Figure "+numeral(s.figures)+". "+s.spread.Title+". "+s.spread.Subtitle+"."))
	}
}

// wageTable is the table beneath the figure.
func (s *sheet) wageTable() pdfdoc.Table {
	from := s.spread.Table()
	last := len(from.Columns) - 1
	t := pdfdoc.Table{Small: true}
	for i, head := range from.Columns {
		c := pdfdoc.Column{Head: head}
		switch {
		case i == 0:
			c.Width = 0.32
		case strings.HasPrefix(head, "Low"), strings.HasPrefix(head, "High"), strings.HasPrefix(head, "In "):
			c.Align = pdfdoc.Right
		case i == last:
			c.Width = 0.15
		}
		t.Columns = append(t.Columns, c)
	}
	for _, row := range from.Rows {
		var cells []pdfdoc.Cell
		for i, text := range row.Cells {
			text = strings.ReplaceAll(text, " %", "\u00a0%")
			span := s.text(text)
			switch {
			case i == last && row.Observed != nil:
				cells = append(cells, s.cites(s.marksOf(row.Observed)))
				continue
			case i == last: // the formula without the ids, which mean nothing on paper
				formula, _, _ := strings.Cut(text, ":")
				span = s.soft(formula)
			case row.Derived:
				span = s.soft(text)
			}
			cells = append(cells, pdfdoc.Cell{span})
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// marksOf are the citations of a mark of the figure.
func (s *sheet) marksOf(o *figures.Observation) []mark {
	var all []mark
	for _, m := range o.Marks {
		all = append(all, mark{source: s.source[m.Source], passage: m.Passage, locator: m.Locator})
	}
	if all == nil {
		all = append(all, mark{})
	}
	return all
}

// capital writes the first letter large, whatever its script.
func capital(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[n:]
}
