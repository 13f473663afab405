package reader

import (
	"fmt"

	"fyne.io/fyne/v2"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is a font: which glyph draws a letter, how wide it is, what shape it
// has. It measures without hinting, so that a line is as wide on every screen.
type face struct {
	font   *sfnt.Font
	units  float32 // per em
	ascent float32 // of a line, in ems
	height float32 // of a line, in ems
	ascii  [128]sfnt.GlyphIndex
	others map[rune]sfnt.GlyphIndex
	buf    sfnt.Buffer
}

// newFace reads a TrueType or OpenType font of one face.
func newFace(r fyne.Resource) (*face, error) {
	parsed, err := sfnt.Parse(r.Content())
	if err != nil {
		return nil, fmt.Errorf("reading the font %s: %w", r.Name(), err)
	}
	f := &face{font: parsed, units: float32(parsed.UnitsPerEm()), others: map[rune]sfnt.GlyphIndex{}}
	m, err := parsed.Metrics(&f.buf, f.em(), font.HintingNone)
	if err != nil {
		return nil, fmt.Errorf("measuring the font %s: %w", r.Name(), err)
	}
	f.ascent = float32(m.Ascent) / float32(f.em())
	f.height = float32(m.Ascent+m.Descent) / float32(f.em())
	for c := range f.ascii {
		f.ascii[c], _ = parsed.GlyphIndex(&f.buf, rune(c))
	}
	return f, nil
}

// em is the size at which one unit of the font is one 26.6 unit.
func (f *face) em() fixed.Int26_6 { return fixed.Int26_6(f.units) }

// glyph returns what draws a letter; 0 is nothing.
func (f *face) glyph(c rune) sfnt.GlyphIndex {
	if f == nil {
		return 0
	}
	if c >= 0 && c < 128 {
		return f.ascii[c]
	}
	g, ok := f.others[c]
	if !ok {
		g, _ = f.font.GlyphIndex(&f.buf, c)
		f.others[c] = g
	}
	return g
}

// advance returns how far a glyph moves the pen, in ems.
func (f *face) advance(g sfnt.GlyphIndex) float32 {
	a, err := f.font.GlyphAdvance(&f.buf, g, f.em(), font.HintingNone)
	if err != nil {
		return 0
	}
	return float32(a) / float32(f.em())
}

// outline returns the shape of a glyph at a size in pixels. It is valid until
// the next call.
func (f *face) outline(g sfnt.GlyphIndex, size float32) (sfnt.Segments, error) {
	return f.font.LoadGlyph(&f.buf, g, fixed.Int26_6(size*64+0.5), nil)
}
