package pdfdoc

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/vg"
)

// Doc is a document being put together. It is not safe for concurrent use.
type Doc struct {
	Flow
	opts  Options
	pages int
}

// New starts an empty document. Faults of the fonts come out of [Doc.Output].
func New(o Options) *Doc {
	if o.PageWidth <= 0 || o.PageHeight <= 0 {
		o.PageWidth, o.PageHeight = a4Width, a4Height
	}
	if o.Margins == nil {
		m := DefaultMargins()
		o.Margins = &m
	}
	if o.Language == "" {
		o.Language = "en"
	}
	if o.PageLabel == nil {
		o.PageLabel = func(page, pages int) string { return fmt.Sprintf("page %d of %d", page, pages) }
	}
	return &Doc{opts: o}
}

// TextWidth is the width of the text area in points.
func (d *Doc) TextWidth() float64 {
	return d.opts.PageWidth - d.opts.Margins.Left - d.opts.Margins.Right
}

// Pages is how many pages the last successful Output wrote.
func (d *Doc) Pages() int { return d.pages }

// Output sets the document and writes it. It may be called again, and gives the
// same bytes again. It fails when a font cannot be read, when a link leads to an
// anchor that is not there, and when w fails.
func (d *Doc) Output(w io.Writer) error {
	out, err := d.render()
	if err != nil {
		return err
	}
	if _, err := w.Write(out); err != nil {
		return fmt.Errorf("writing the PDF: %w", err)
	}
	return nil
}

// Flow is a run of blocks in reading order: the document itself, or the inside
// of a note.
type Flow struct {
	blocks  []block
	pending []mark // anchors and bookmarks waiting for their block
}

// block is one element of the flow. It can lay itself out any number of times.
type block interface {
	lay(c frameCtx) []slab
}

// mark ties an anchor name or a heading to the top of a block.
type mark struct {
	anchor string
	head   *heading
}

// heading is an entry of the bookmarks and, when listed, of the contents.
type heading struct {
	level  int
	text   string
	listed bool
}

// marked is a block with the marks that stand at its top.
type marked struct {
	block
	marks []mark
}

func (f *Flow) add(b block) {
	if len(f.pending) > 0 {
		b = marked{block: b, marks: f.pending}
		f.pending = nil
	}
	f.blocks = append(f.blocks, b)
}

// Anchor names the top of the next block, for [Span.To].
func (f *Flow) Anchor(name string) { f.pending = append(f.pending, mark{anchor: name}) }

// Bookmark puts the top of the next block into the bookmarks without listing it
// in the contents. Level 1 is the outermost.
func (f *Flow) Bookmark(level int, text string) {
	f.pending = append(f.pending, mark{head: &heading{level: level, text: plain([]Span{Text(text)})}})
}

// Paragraph adds a paragraph. Headings (H1, H2, H3) keep with what follows.
func (f *Flow) Paragraph(s Style, spans ...Span) {
	ts := s.text()
	if ts.level > 0 {
		f.pending = append(f.pending, mark{head: &heading{level: ts.level, text: plain(spans), listed: true}})
	}
	f.add(paragraph{style: s, spans: spans})
}

// Reference adds the entry of a source list that [Cite] leads to: the number in
// the margin of a hanging paragraph.
func (f *Flow) Reference(n int, spans ...Span) {
	f.Anchor(citeAnchor(n))
	f.add(reference{n: n, spans: spans})
}

// Item is an entry of a bullet list, with a list of its own below it if need be.
type Item struct {
	Spans []Span
	Items []Item
}

// Bullets adds a bullet list.
func (f *Flow) Bullets(items ...Item) { f.add(bullets{items: items}) }

// Rows adds key and value rows: labels on the left, values with their citations
// on the right, a hairline under each row.
func (f *Flow) Rows(rows ...Row) { f.add(keyValues{rows: rows}) }

// Table adds a table that may run over pages with its header repeated.
func (f *Flow) Table(t Table) { f.add(t) }

// Figure adds a vector drawing of the given size in points. It is scaled down
// when it does not fit the page. Alt says in words what it shows. The drawing
// is made by draw during Output; the origin is the lower left corner. The
// caption, if any, stands below and stays on the same page.
func (f *Flow) Figure(width, height float64, alt string, draw func(vg.Canvas), caption ...Span) {
	f.add(figure{width: width, height: height, alt: alt, draw: draw, caption: caption})
}

// Note adds a box on a tinted ground and fills it.
func (f *Flow) Note(fill func(*Flow)) { f.add(note{inner: filled(fill)}) }

// Together adds blocks that stay on one page as long as one page can hold them.
func (f *Flow) Together(fill func(*Flow)) { f.add(together{inner: filled(fill)}) }

// Contents adds a list of the headings down to the given level (1 to 3), each
// with its page, each a link. The title is a heading that is not listed.
func (f *Flow) Contents(title string, depth int) {
	f.Bookmark(1, title)
	f.add(contents{title: title, depth: depth})
}

// Rule adds a hairline across the text.
func (f *Flow) Rule() { f.add(rule{}) }

// Space adds empty height. It vanishes at the top of a page.
func (f *Flow) Space(points float64) { f.add(space{height: points}) }

// PageBreak starts a new page. At the top of a page it does nothing.
func (f *Flow) PageBreak() { f.add(pageBreak{}) }

func filled(fill func(*Flow)) Flow {
	var inner Flow
	fill(&inner)
	return inner
}

// plain is the text of a heading for the bookmarks: one line, no citations.
func plain(spans []Span) string {
	var b strings.Builder
	for _, sp := range spans {
		if sp.cite == 0 {
			b.WriteString(sp.text)
		}
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, norm.NFC.String(b.String()))
}
