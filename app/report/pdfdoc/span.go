package pdfdoc

import "strconv"

// Span is a piece of running text with one look and at most one destination.
// Spans are values: the methods return a changed copy.
type Span struct {
	text     string
	bold     bool
	small    bool
	colored  bool
	color    Color
	cite     int    // number of a citation, 0 for none
	anchor   string // destination inside the document
	url      string // destination outside it
	noteLike bool   // raised and small, as a citation is
}

// Text is plain running text. A new line in it breaks the line.
func Text(text string) Span { return Span{text: text} }

// Bold is text in the bold weight.
func Bold(text string) Span { return Span{text: text, bold: true} }

// Soft is text in the muted colour.
func Soft(text string) Span { return Text(text).Colour(Muted) }

// Cite is the raised number of a source, linked to its [Flow.Reference].
// Citations that follow one another are parted by commas.
func Cite(n int) Span {
	return Span{text: strconv.Itoa(n), cite: n, anchor: citeAnchor(n), noteLike: true, colored: true, color: Thread}
}

// URL is text that opens an address. Only http, https and mailto addresses
// become links; the text of others is shown without one.
func URL(address, text string) Span { return Span{text: text, url: address} }

// Bold returns the span in the bold weight.
func (s Span) Bold() Span { s.bold = true; return s }

// Small returns the span one step smaller than the text around it.
func (s Span) Small() Span { s.small = true; return s }

// Colour returns the span in a colour of its own.
func (s Span) Colour(c Color) Span { s.colored, s.color = true, c; return s }

// To returns the span as a link to an anchor of this document. A link to an
// anchor that is never set makes [Doc.Output] fail.
func (s Span) To(anchor string) Span { s.anchor, s.url = anchor, ""; return s }

func citeAnchor(n int) string { return "cite." + strconv.Itoa(n) }

// Cell is the content of a table cell, of a value, or of one line of a list.
type Cell []Span
