package timeline

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"redthread/app/figures"
	"redthread/app/figures/vector"
	"redthread/app/report/pdfdoc"
	"redthread/assets"
	"redthread/store"
)

// ErrEmpty is the error of writing a timeline on which nothing has a date.
var ErrEmpty = store.Sentence(store.ErrNotFound, "Nothing in this case has a date yet; give a permit, a contract or a claim its date, then draw the timeline.")

// WriteOptions are how large a file comes out.
type WriteOptions struct {
	Width float64 // points; 0: 1,000, for a PDF the width of the page
	DPI   int     // of a PNG; 0: vector.PrintDPI
}

const defaultWidth = 1000

// Write writes the whole timeline in a format, one of figures.Formats. It refuses to write
// a protected name.
func (t *Timeline) Write(out io.Writer, format string, o WriteOptions) error {
	format = strings.ToLower(strings.TrimPrefix(format, "."))
	if !slices.Contains(figures.Formats(), format) {
		return store.Sentence(store.ErrInvalid, "A timeline is written as svg, pdf, png or csv, not as %q; choose one of these.", format)
	}
	if t.Empty() {
		return ErrEmpty
	}
	if leaked := t.leaked(); leaked > 0 {
		return store.Sentence(store.ErrInvalid, "The timeline would name %s that the redaction hides, so nothing was written; name a party in other words, or choose the full redaction.", plural(leaked, "protected person or source"))
	}
	var file bytes.Buffer
	if err := t.render(&file, format, o); err != nil {
		return fmt.Errorf("making the timeline as %s: %w", format, err)
	}
	if _, err := out.Write(file.Bytes()); err != nil {
		return fmt.Errorf("writing the timeline: %w", err)
	}
	return nil
}

// leaked counts protected names that stand in what would be written.
func (t *Timeline) leaked() int {
	found := map[string]bool{}
	for _, row := range t.records() {
		for _, name := range t.leaks(strings.Join(row, "\n")) {
			found[name] = true
		}
	}
	for _, s := range t.Sources {
		for _, name := range t.leaks(s.Text) {
			found[name] = true
		}
	}
	return len(found)
}

func (t *Timeline) render(out *bytes.Buffer, format string, o WriteOptions) error {
	switch format {
	case figures.CSV:
		return csv.NewWriter(out).WriteAll(t.records())
	case figures.PDF:
		return t.writePDF(out, o)
	}
	if o.Width == 0 {
		o.Width = defaultWidth
	}
	p, err := t.Lay(t.Whole(o.Width))
	if err != nil {
		return err
	}
	d := p.drawing(0, len(p.lanes))
	if format == figures.SVG {
		return d.WriteSVG(out)
	}
	if o.DPI == 0 {
		o.DPI = vector.PrintDPI
	}
	if pixels := d.Width * d.Height * float64(o.DPI) * float64(o.DPI) / (72 * 72); pixels > mostPixels {
		return errTooLarge
	}
	return d.WritePNG(out, o.DPI)
}

// mostPixels is how large a written picture may become: 400 megapixels are 1.6 GB while it is painted.
const mostPixels = 400e6

var errTooLarge = errors.New("the picture would be too large; choose SVG or PDF, or fewer dots an inch")

// records are the rows of the table, the names of the columns first.
func (t *Timeline) records() [][]string {
	all := [][]string{{
		string(t.By), "kind", "event", "dated by", "when", "may begin", "certain from", "certain to", "may end", "one moment", "about",
		"disputed", "begins after", "statements", "citations", "sources",
	}}
	titles := map[int]string{}
	for _, s := range t.Sources {
		titles[s.Number] = s.Text
	}
	for _, l := range t.Lanes {
		for _, e := range l.Events {
			var ids, marks, sources []string
			for _, id := range e.Statements {
				ids = append(ids, id.String())
			}
			for _, m := range e.Marks {
				marks = append(marks, m.String())
				if title := titles[m.Number]; !slices.Contains(sources, title) {
					sources = append(sources, title)
				}
			}
			if len(marks) == 0 {
				marks = []string{"unsourced"}
			}
			begun, lasted := "", ""
			if e.Time.Certain() {
				begun, lasted = dayText(e.Time.Begun), dayText(e.Time.Lasted-1)
			}
			row := []string{
				l.Title, e.Kind, e.Text, e.What, e.Time.Words, dayText(e.Time.Begin), begun, lasted, dayText(e.Time.End - 1), yes(e.Time.Moment), yes(e.Time.About),
				yes(e.Disputed), e.After, strings.Join(ids, " "), strings.Join(marks, ", "), strings.Join(sources, "; "),
			}
			for i := range row {
				row[i] = figures.Harmless(row[i])
			}
			all = append(all, row)
		}
	}
	return all
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// writePDF writes the timeline as vectors on pages, with what has no date and the sources.
func (t *Timeline) writePDF(out *bytes.Buffer, o WriteOptions) error {
	const width, height, margin = 1190.55, 841.89, 52 // A3, lying
	doc := pdfdoc.New(pdfdoc.Options{
		Title: t.Title, Subject: t.Subtitle, Author: t.author, Created: t.info.Changed,
		FontRegular: assets.FontRegular(), FontBold: assets.FontBold(),
		PageWidth: width, PageHeight: height, Margins: &pdfdoc.Margins{Left: margin, Top: 56, Right: margin, Bottom: 64},
		Footer: t.caseTitle,
	})
	doc.Paragraph(pdfdoc.H1, pdfdoc.Text(t.Title))
	doc.Paragraph(pdfdoc.Small, pdfdoc.Text(t.Subtitle+"."))
	p, err := t.Lay(t.Whole(doc.TextWidth()))
	if err != nil {
		return err
	}
	const room = 590 // of a page, under the heading
	for i, part := range p.pages(room) {
		d := p.drawing(part[0], part[1])
		alt := "Continued on this page."
		if i == 0 {
			alt = d.Alt
		}
		doc.Figure(d.Width, d.Height, alt, func(c vg.Canvas) { d.Draw(c) })
	}
	for _, n := range t.Notes {
		doc.Paragraph(pdfdoc.Small, pdfdoc.Text(n))
	}
	doc.Paragraph(pdfdoc.H3, pdfdoc.Text("Dates of law"))
	for _, l := range t.Laws {
		doc.Paragraph(pdfdoc.Small, pdfdoc.Text(l.Date+"  "+l.Text()+". "+l.Source+"."))
	}
	if len(t.Undated) > 0 {
		doc.Paragraph(pdfdoc.H3, pdfdoc.Text("Without a date"))
		for _, u := range t.Undated {
			doc.Paragraph(pdfdoc.Small, pdfdoc.Text(u.Kind+": "+u.Text))
		}
	}
	if len(t.Sources) > 0 {
		doc.Paragraph(pdfdoc.H3, pdfdoc.Text("Sources"))
	}
	for _, s := range t.Sources {
		doc.Anchor("source." + strconv.Itoa(s.Number))
		doc.Reference(s.Number, pdfdoc.Text(s.Text))
	}
	return doc.Output(out)
}

// pages cuts the lanes into parts that fit a height; a lane that is taller has a part of its own.
func (p *Picture) pages(tallest float64) [][2]int {
	var all [][2]int
	from := 0
	for i := range p.lanes {
		if top, bottom := p.part(from, i+1); i > from && p.Head+bottom-top > tallest {
			all = append(all, [2]int{from, i})
			from = i
		}
	}
	return append(all, [2]int{from, len(p.lanes)})
}
