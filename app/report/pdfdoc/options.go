package pdfdoc

import (
	"time"

	"gonum.org/v1/plot/font"
)

// FontName is the one typeface of documents and figures. Its regular and bold
// weights come from [Options.FontRegular] and [Options.FontBold].
const FontName font.Typeface = "Redthread Sans"

// Options say what the document is and what it is set on. All lengths are in
// points (1/72 inch).
type Options struct {
	Title, Author, Subject string
	Language               string    // BCP 47 tag; "en" when empty
	Created                time.Time // the only date in the file
	FontRegular, FontBold  []byte    // TrueType files with glyf outlines

	PageWidth, PageHeight float64  // A4 when either is zero
	Margins               *Margins // DefaultMargins when nil

	Header, HeaderRight string // running header; both empty: none
	Footer              string // left part of the foot line
	// PageLabel words the right part of the foot line. Nil gives "page 3 of 12".
	PageLabel func(page, pages int) string
	// PlainFirst leaves header and footer off the first page.
	PlainFirst bool
	// Bare leaves header and footer off every page, as a lone figure wants.
	Bare bool
}

// Margins are the distances from the edges of the page to the text. Header and
// footer stand inside the top and bottom margins.
type Margins struct{ Left, Top, Right, Bottom float64 }

// DefaultMargins suit A4: a measure of about ninety letters of body text.
func DefaultMargins() Margins { return Margins{Left: 68, Top: 84, Right: 68, Bottom: 84} }

const (
	a4Width  = 595.28
	a4Height = 841.89
)

// Color is an opaque RGB colour, 0xRRGGBB.
type Color uint32

// The colours of the house. Thread marks citations and nothing decorative.
const (
	Ink      Color = 0x1D2024
	Muted    Color = 0x6A7079
	Hairline Color = 0xE2DFD8
	Thread   Color = 0xB5302A
	Ground   Color = 0xF6F5F1
)

// RGB makes a colour from its three parts.
func RGB(r, g, b uint8) Color { return Color(r)<<16 | Color(g)<<8 | Color(b) }

// Style is the kind of a paragraph.
type Style int

// The styles. H1, H2 and H3 also become bookmarks and entries of the contents.
const (
	Body Style = iota
	Title
	H1
	H2
	H3
	Small
	Caption
	Quote
)

// textStyle is what a Style means on paper.
type textStyle struct {
	size, leading float64 // leading is a factor of size
	bold          bool
	color         Color
	before, after float64
	keepNext      bool
	indent        float64
	tag           string // structure type
	level         int    // heading level, 0 for none
}

func (ts textStyle) lineHeight() float64 { return ts.size * ts.leading }

// baseline is the distance from the top of a line to its baseline: the em box
// stands in the middle of the line, four fifths of it above the baseline.
func (ts textStyle) baseline() float64 { return (ts.lineHeight()-ts.size)/2 + 0.8*ts.size }

const leading = 1.35

func (s Style) text() textStyle {
	switch s {
	case Title:
		return textStyle{size: 25, leading: 1.2, bold: true, color: Ink, before: 8, after: 12, keepNext: true, tag: "P"}
	case H1:
		return textStyle{size: 17, leading: 1.25, bold: true, color: Ink, before: 26, after: 8, keepNext: true, tag: "H1", level: 1}
	case H2:
		return textStyle{size: 12.5, leading: 1.3, bold: true, color: Ink, before: 18, after: 5, keepNext: true, tag: "H2", level: 2}
	case H3:
		return textStyle{size: 10, leading: leading, bold: true, color: Ink, before: 12, after: 3, keepNext: true, tag: "H3", level: 3}
	case Small:
		return textStyle{size: 8.5, leading: leading, color: Muted, before: 3, after: 5, tag: "P"}
	case Caption:
		return textStyle{size: 8.5, leading: leading, color: Muted, before: 4, after: 12, tag: "Caption"}
	case Quote:
		return textStyle{size: 10, leading: leading, color: Ink, before: 6, after: 9, indent: 14, tag: "BlockQuote"}
	default:
		return textStyle{size: 10, leading: leading, color: Ink, before: 0, after: 7, tag: "P"}
	}
}
