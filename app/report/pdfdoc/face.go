package pdfdoc

import (
	"errors"
	"fmt"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
)

// Faces makes the two faces of [FontName] for a gonum font cache out of the
// same files that the document embeds, so that plots measure what is drawn.
func Faces(regular, bold []byte) (font.Collection, error) {
	var faces font.Collection
	for _, f := range []struct {
		data   []byte
		weight xfont.Weight
	}{{regular, xfont.WeightNormal}, {bold, xfont.WeightBold}} {
		parsed, err := opentype.Parse(f.data)
		if err != nil {
			return nil, fmt.Errorf("reading a font of the figures: %w", err)
		}
		faces = append(faces, font.Face{Font: font.Font{Typeface: FontName, Weight: f.weight}, Face: parsed})
	}
	return faces, nil
}

// glyph is one character on its line. Advance and kern are in thousandths of
// the type size; kern is added after the glyph.
type glyph struct {
	r       rune
	cid     uint16
	advance float32
	kern    float32
}

// face is one weight. A character gets its code (CID) in the file the first time
// it is asked for, so the codes follow the order of the text.
type face struct {
	resource string // name in the page resources: F1, F2
	data     []byte
	font     *sfnt.Font
	buf      sfnt.Buffer
	unit     float32 // thousandths per font unit
	known    map[rune]known
	used     []rune // by CID-1
	widths   []float32
	kerns    map[[2]sfnt.GlyphIndex]float32
	hasKern  bool
}

type known struct {
	index   sfnt.GlyphIndex // 0: no glyph
	cid     uint16          // 0: not used yet
	advance float32
}

func newFace(resource string, data []byte) (*face, error) {
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("reading the font of the document: %w", err)
	}
	f := &face{
		resource: resource, data: data, font: parsed,
		unit:  1000 / float32(parsed.UnitsPerEm()),
		known: make(map[rune]known), kerns: make(map[[2]sfnt.GlyphIndex]float32),
	}
	a, v := f.look('A').index, f.look('V').index
	_, err = parsed.Kern(&f.buf, a, v, f.ppem(), xfont.HintingNone)
	f.hasKern = !errors.Is(err, sfnt.ErrNotFound) && err == nil
	return f, nil
}

// ppem makes sfnt answer in font units.
func (f *face) ppem() fixed.Int26_6 { return fixed.Int26_6(f.font.UnitsPerEm()) }

func (f *face) look(r rune) known {
	k, ok := f.known[r]
	if ok {
		return k
	}
	if index, err := f.font.GlyphIndex(&f.buf, r); err == nil && index != 0 {
		if adv, err := f.font.GlyphAdvance(&f.buf, index, f.ppem(), xfont.HintingNone); err == nil {
			k = known{index: index, advance: float32(adv) * f.unit}
		}
	}
	f.known[r] = k
	return k
}

func (f *face) has(r rune) bool { return f.look(r).index != 0 }

// glyph gives the character its code. It must be one the face has.
func (f *face) glyph(r rune) glyph {
	k := f.look(r)
	if k.cid == 0 {
		f.used = append(f.used, r)
		f.widths = append(f.widths, k.advance)
		k.cid = uint16(len(f.used))
		f.known[r] = k
	}
	return glyph{r: r, cid: k.cid, advance: k.advance}
}

func (f *face) kern(a, b rune) float32 {
	if !f.hasKern {
		return 0
	}
	pair := [2]sfnt.GlyphIndex{f.look(a).index, f.look(b).index}
	k, ok := f.kerns[pair]
	if !ok {
		if v, err := f.font.Kern(&f.buf, pair[0], pair[1], f.ppem(), xfont.HintingNone); err == nil {
			k = float32(v) * f.unit
		}
		f.kerns[pair] = k
	}
	return k
}

// shape lays glyphs side by side, kerned.
func (f *face) shape(text []rune) []glyph {
	out := make([]glyph, len(text))
	for i, r := range text {
		out[i] = f.glyph(r)
		if i > 0 {
			out[i-1].kern = f.kern(text[i-1], r)
		}
	}
	return out
}

// fonts are the two weights.
type fonts struct{ regular, bold *face }

func newFonts(regular, bold []byte) (*fonts, error) {
	r, err := newFace("F1", regular)
	if err != nil {
		return nil, err
	}
	b, err := newFace("F2", bold)
	if err != nil {
		return nil, err
	}
	return &fonts{regular: r, bold: b}, nil
}

func (f *fonts) has(r rune) bool { return f.regular.has(r) || f.bold.has(r) }

// choose gives the face for a rune: the wanted weight, or the other when only
// that has the glyph.
func (f *fonts) choose(bold bool, r rune) *face {
	want, other := f.regular, f.bold
	if bold {
		want, other = other, want
	}
	if !want.has(r) && other.has(r) {
		return other
	}
	return want
}
