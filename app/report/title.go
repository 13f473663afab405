package report

import (
	"strings"

	"redthread/app/redact"
	"redthread/app/report/pdfdoc"
	"redthread/store/value"
)

// contentsDepth is how deep the contents go: sections and their parts.
const contentsDepth = 2

// title writes the title page and the contents.
func (s *sheet) title() {
	s.small(s.text("Case report"))
	s.flow.Space(110)
	s.flow.Paragraph(pdfdoc.Title, s.text(s.caption))
	if q := strings.TrimSpace(s.info.Question); q != "" {
		s.body(s.soft(q))
	}
	s.flow.Space(26)
	s.flow.Rows(
		s.row("Prepared by", pdfdoc.Cell{s.text(orElse(s.info.LastAuthor, "not stated"))}),
		s.row("Last change", pdfdoc.Cell{s.text(value.Show(value.KindDate, s.info.Changed.UTC().Format("2006-01-02"))), s.soft(", the date of this report")}),
		s.row("Redaction", pdfdoc.Cell{s.text(s.gate.Profile().Label())}),
		s.row("Sources", pdfdoc.Cell{s.text(s.sourceCount())}),
		s.row("Head of the history", s.headCells()...),
	)
	s.small(s.text("The head stands for every change of the case up to the last one, in their order. A case file whose history " +
		"leads to this head is the one this report was made from, unchanged up to that point; one whose history does not is another, or was altered."))
	s.flow.Space(20)
	s.inside(s.flow.Note, func() {
		s.body(s.bold("Handling. "), s.text(s.handling()))
	})
	s.flow.PageBreak()
	s.flow.Contents("Contents", contentsDepth)
}

func (s *sheet) headCells() []pdfdoc.Cell {
	var all []pdfdoc.Cell
	for _, h := range s.info.Head {
		all = append(all, pdfdoc.Cell{pdfdoc.Text(h.String())})
	}
	if all == nil {
		all = append(all, pdfdoc.Cell{pdfdoc.Text("The history is empty.")})
	}
	return all
}

// handling says what the reader of this copy has to mind.
func (s *sheet) handling() string {
	if s.gate.Profile() == redact.Full {
		return "Confidential. Nothing is hidden in this copy. It can name workers and sources, and they or their families " +
			"can come to harm when it leaves the hands it was given to. Keep it under lock, pass it on to nobody, and ask for the public version where that will do."
	}
	return "Workers, sources and people nobody has put into a class are left out of this copy or stand under a letter. " +
		"Firms and people in public roles are named. To be named here is not to be accused: read each statement with its source, its doubt " +
		"and the answer of the other side, and ask before you pass it on."
}

// sourceCount words how many sources there are and how many origins stand behind them.
func (s *sheet) sourceCount() string {
	n := len(s.sources)
	if n == 0 {
		return "none"
	}
	return count(n, "source", "sources") + ", going back to " + count(len(s.origins()), "origin", "independent origins")
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
