package figures

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"redthread/app/report/pdfdoc"
	"redthread/assets"
)

// writePDF writes the figure as vectors with its table, notes and sources.
func (w *WageSpread) writePDF(out *bytes.Buffer, size Size) error {
	o := pdfdoc.Options{
		Title: w.Title, Subject: w.Subtitle, Author: w.gate.Text(w.info.LastAuthor), Created: w.info.Changed,
		FontRegular: assets.FontRegular(), FontBold: assets.FontBold(),
		Margins: &pdfdoc.Margins{Left: 52, Top: 56, Right: 52, Bottom: 64},
		Footer:  w.gate.Text(w.info.Title),
	}
	if size.Width > 0 {
		const ratio = 842.0 / 595 // of A4
		o.PageWidth, o.PageHeight = size.Width+o.Margins.Left+o.Margins.Right, (size.Width+o.Margins.Left+o.Margins.Right)*ratio
	}
	doc := pdfdoc.New(o)
	doc.Paragraph(pdfdoc.H1, pdfdoc.Text(w.Title))
	doc.Paragraph(pdfdoc.Small, pdfdoc.Text(w.Subtitle))
	const room = 640 // of a page, under the heading
	all, err := w.Figures(doc.TextWidth(), room, Look{Bare: true})
	if err != nil {
		return err
	}
	for i, f := range all {
		alt := "Continued on this page."
		if i == 0 {
			alt = f.Alt
		}
		doc.Figure(f.Width, f.Height, alt, func(c vg.Canvas) { f.Draw(c) })
	}
	doc.Table(w.pdfTable())
	for _, n := range slices.Concat(w.Notes, w.TableNotes) {
		doc.Paragraph(pdfdoc.Small, pdfdoc.Text(n))
	}
	if len(w.Sources) > 0 {
		doc.Paragraph(pdfdoc.H3, pdfdoc.Text("Sources"))
	}
	for _, s := range w.Sources {
		doc.Anchor(anchor(s.Number))
		doc.Reference(s.Number, pdfdoc.Text(s.Text))
	}
	return doc.Output(out)
}

func (w *WageSpread) pdfTable() pdfdoc.Table {
	table := w.Table()
	t := pdfdoc.Table{Small: true}
	widths := []float64{0.26, 0.1, 0.17, 0.17, 0.08, 0.22}
	if w.target != "" {
		widths = []float64{0.22, 0.1, 0.135, 0.135, 0.08, 0.15, 0.18}
	}
	for i, head := range table.Columns {
		c := pdfdoc.Column{Head: head, Width: widths[i]}
		if i == 2 || i == 3 {
			c.Align = pdfdoc.Right
		}
		t.Columns = append(t.Columns, c)
	}
	for _, row := range table.Rows {
		var cells []pdfdoc.Cell
		for i, text := range row.Cells {
			if i == len(row.Cells)-1 && row.Observed != nil {
				cells = append(cells, citations(row.Observed))
				continue
			}
			span := pdfdoc.Text(text)
			if row.Derived {
				span = pdfdoc.Soft(text)
			}
			cells = append(cells, pdfdoc.Cell{span})
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// citations prints the marks of an observation, each number leading to its
// source, and the short ids by which the formulas name its statements.
func citations(o *Observation) pdfdoc.Cell {
	if len(o.Marks) == 0 {
		return pdfdoc.Cell{pdfdoc.Soft(unsourced)}
	}
	var cell pdfdoc.Cell
	for i, m := range o.Marks {
		number, rest, _ := strings.Cut(m.String(), " ")
		if i > 0 {
			cell = append(cell, pdfdoc.Text(", "))
		}
		cell = append(cell, pdfdoc.Text(number).Colour(pdfdoc.Thread).To(anchor(m.Number)))
		if rest != "" {
			cell = append(cell, pdfdoc.Text(" "+rest))
		}
	}
	return append(cell, pdfdoc.Soft(" "+strings.Join(o.Statements, " ")))
}

// anchor names the place of a source in the list.
func anchor(number int) string { return "source." + strconv.Itoa(number) }
