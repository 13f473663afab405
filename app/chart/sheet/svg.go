package sheet

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"redthread/app/chart/scene"
	"redthread/assets"
)

// WriteSVG writes the page as an SVG file.
func (sh *Sheet) WriteSVG(out io.Writer) error {
	p := &svgPencil{ids: map[string]string{}}
	for i, data := range [][]byte{assets.FontRegular(), assets.FontBold()} {
		f, err := opentype.Parse(data)
		if err != nil {
			return fmt.Errorf("loading the typeface: %w", err)
		}
		p.fonts[i] = f
	}
	sh.draw(p)
	if p.err != nil {
		return p.err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%spt" height="%spt" viewBox="0 0 %s %s" role="img" aria-labelledby="title desc">
<title id="title">%s</title>
<desc id="desc">%s</desc>
<defs>
`, num(sh.W*sh.Point), num(sh.H*sh.Point), num(sh.W), num(sh.H), html.EscapeString(sh.Scene.Title), html.EscapeString(sh.Alt()))
	b.Write(p.glyphs.Bytes())
	b.WriteString("</defs>\n")
	b.Write(p.body.Bytes())
	b.WriteString("</svg>\n")
	_, err := out.Write(b.Bytes())
	return err
}

// svgPencil writes elements in the order in which they are drawn. Each letter
// form is written once and used by reference.
type svgPencil struct {
	body, glyphs bytes.Buffer
	fonts        [2]*sfnt.Font
	ids          map[string]string
	buf          sfnt.Buffer
	err          error
}

// num writes a number with at most two decimals.
func num(v float64) string {
	s := strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// attribute makes a text safe inside quotes.
func attribute(s string) string { return html.EscapeString(strings.ToValidUTF8(clean(s), "\uFFFD")) }

// clean drops what XML cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return ' '
		case r < 0x20 || r == 0xFFFE || r == 0xFFFF:
			return -1
		}
		return r
	}, s)
}

func (p *svgPencil) begin(class, key, title string) {
	fmt.Fprintf(&p.body, `<g class="%s"`, class)
	if key != "" {
		fmt.Fprintf(&p.body, ` data-key="%s"`, attribute(key))
	}
	p.body.WriteString(">")
	if title != "" {
		fmt.Fprintf(&p.body, "<title>%s</title>", attribute(title))
	}
	p.body.WriteString("\n")
}

func (p *svgPencil) end() { p.body.WriteString("</g>\n") }

func (p *svgPencil) line(points []scene.Spot, width float64, c color.NRGBA, dash []float64) {
	fmt.Fprintf(&p.body, `<polyline fill="none" stroke="%s" stroke-width="%s"`, hex(c), num(width))
	if len(dash) > 0 {
		var parts []string
		for _, d := range dash {
			parts = append(parts, num(d))
		}
		fmt.Fprintf(&p.body, ` stroke-dasharray="%s"`, strings.Join(parts, " "))
	}
	fmt.Fprintf(&p.body, " points=\"%s\"/>\n", spots(points))
}

func spots(points []scene.Spot) string {
	var b strings.Builder
	for i, s := range points {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(num(s.X) + "," + num(s.Y))
	}
	return b.String()
}

func dress(fill, stroke *color.NRGBA, width float64) string {
	s := ` fill="none"`
	if fill != nil {
		s = ` fill="` + hex(*fill) + `"`
	}
	if stroke != nil {
		s += ` stroke="` + hex(*stroke) + `" stroke-width="` + num(width) + `"`
	}
	return s
}

func (p *svgPencil) polygon(points []scene.Spot, fill, stroke *color.NRGBA, width float64) {
	fmt.Fprintf(&p.body, "<polygon%s points=\"%s\"/>\n", dress(fill, stroke, width), spots(points))
}

func (p *svgPencil) disc(x, y, r float64, fill, stroke *color.NRGBA, width float64) {
	fmt.Fprintf(&p.body, "<circle cx=\"%s\" cy=\"%s\" r=\"%s\"%s/>\n", num(x), num(y), num(r), dress(fill, stroke, width))
}

func (p *svgPencil) text(x, y, size float64, bold bool, c color.NRGBA, s string) {
	s = strings.ToValidUTF8(clean(s), "\uFFFD")
	if s == "" {
		return
	}
	which, weight := 0, ""
	if bold {
		which, weight = 1, ` font-weight="bold"`
	}
	f := p.fonts[which]
	units := float64(f.UnitsPerEm())
	ppem := fixed.Int26_6(f.UnitsPerEm())
	scale := strconv.FormatFloat(size/units, 'g', 6, 64)
	fmt.Fprintf(&p.body, `<g fill="%s" transform="matrix(%s 0 0 %s %s %s)">`, hex(c), scale, scale, num(x), num(y))
	at := 0
	for _, r := range s {
		index, err := f.GlyphIndex(&p.buf, r)
		if err == nil && index == 0 {
			index, err = f.GlyphIndex(&p.buf, '\uFFFD')
		}
		if err != nil {
			p.err = fmt.Errorf("looking up U+%04X: %w", r, err)
			return
		}
		if id := p.glyph(f, index, which, ppem); id != "" {
			fmt.Fprintf(&p.body, `<use xlink:href="#%s" x="%d"/>`, id, at)
		}
		advance, err := f.GlyphAdvance(&p.buf, index, ppem, font.HintingNone)
		if err != nil {
			p.err = fmt.Errorf("measuring U+%04X: %w", r, err)
			return
		}
		at += int(advance)
	}
	fmt.Fprintf(&p.body, "</g>\n<text x=\"%s\" y=\"%s\" font-family=\"'Redthread Sans',sans-serif\" font-size=\"%s\"%s textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#000\" fill-opacity=\"0\" xml:space=\"preserve\">%s</text>\n",
		num(x), num(y), num(size), weight, num(float64(at)*size/units), html.EscapeString(s))
}

// glyph writes the outline of a letter form, in units of the font and downwards, once.
func (p *svgPencil) glyph(f *sfnt.Font, index sfnt.GlyphIndex, which int, ppem fixed.Int26_6) string {
	key := fmt.Sprintf("%c%d", "rb"[which], index)
	if id, ok := p.ids[key]; ok {
		return id
	}
	segments, err := f.LoadGlyph(&p.buf, index, ppem, nil)
	if err != nil {
		p.err = fmt.Errorf("reading the outline of a letter: %w", err)
		return ""
	}
	id := key
	if len(segments) == 0 {
		id = ""
	} else {
		fmt.Fprintf(&p.glyphs, "<path id=\"%s\" d=\"%sZ\"/>\n", id, outline(segments))
	}
	p.ids[key] = id
	return id
}

func outline(segments sfnt.Segments) string {
	var b strings.Builder
	for i, s := range segments {
		op, points := "M", 1
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				b.WriteByte('Z')
			}
		case sfnt.SegmentOpLineTo:
			op = "L"
		case sfnt.SegmentOpQuadTo:
			op, points = "Q", 2
		case sfnt.SegmentOpCubeTo:
			op, points = "C", 3
		}
		b.WriteString(op)
		for j, q := range s.Args[:points] {
			if j > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%d %d", q.X, q.Y)
		}
	}
	return b.String()
}
