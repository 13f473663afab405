package report

import (
	"redthread/app"
	"redthread/app/report/pdfdoc"
)

// evidence writes the hashes of the originals and the head of the history, and
// how a third party can check both.
func (s *sheet) evidence() {
	s.open(func() {})
	s.heading(2, "Originals and their hashes")
	table := pdfdoc.Table{Small: true, Columns: []pdfdoc.Column{{Head: "Source", Width: 0.09, Align: pdfdoc.Centre}, {Head: "File", Width: 0.26}, {Head: "Size", Width: 0.11, Align: pdfdoc.Right}, {Head: "SHA-256", Width: 0.54}}}
	_, listed := s.has(Sources)
	for _, src := range s.sources {
		for _, f := range src.files {
			number := pdfdoc.Cell{pdfdoc.Text(numeral(src.Number))}
			if listed {
				number = pdfdoc.Cell{pdfdoc.Cite(src.Number)}
			}
			table.Rows = append(table.Rows, []pdfdoc.Cell{number, {s.text(f.Name)}, {s.text(app.SizeText(f.Size))}, {s.text(f.Hash())}})
		}
	}
	if len(table.Rows) == 0 {
		s.say("No original is kept in the case. Where a source has an address, the page may have changed since it was read.")
	} else {
		s.say("Each original was hashed again when this report was made. The same file gives the same hash with any tool for SHA-256; one changed byte gives another.")
		s.flow.Table(table)
	}
	s.heading(2, "Head of the history")
	s.say("Every change of the case is recorded with the hash of the changes before it, %s in all. The last hash is the head:", count(s.info.Actions, "action", "actions"))
	for _, cell := range s.headCells() {
		s.flow.Paragraph(pdfdoc.Quote, cell...)
	}
	s.say("To check that a case file is the one behind this report, have Redthread verify the file against this head. " +
		"The history alone shows damage; held against a head that was printed or signed, it shows that nothing before it was rewritten.")
}
