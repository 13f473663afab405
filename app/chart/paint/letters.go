package paint

import (
	"fmt"
	"image"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"redthread/assets"
)

// fonts parses the two faces once.
var fonts = sync.OnceValues(func() ([2]*sfnt.Font, error) {
	var all [2]*sfnt.Font
	for i, data := range [][]byte{assets.FontRegular(), assets.FontBold()} {
		f, err := opentype.Parse(data)
		if err != nil {
			return all, fmt.Errorf("loading the typeface of charts: %w", err)
		}
		all[i] = f
	}
	return all, nil
})

// letters are the masks of letter forms, cut once for each size and for each
// quarter of a pixel on which a letter can begin.
type letters struct {
	faces map[faceKey]*face
}

type faceKey struct {
	size int32 // sixteenths of a pixel
	bold bool
}

type face struct {
	face   font.Face
	forms  map[formKey]*form
	widths map[rune]float64
}

type formKey struct {
	r     rune
	start byte
}

type form struct {
	mask *image.Alpha // nil: nothing to draw
	x, y int          // its corner, from where the letter stands
}

const (
	sizeSteps  = 16
	startSteps = 4
)

func (l *letters) face(size float64, bold bool) *face {
	key := faceKey{int32(math.Round(size * sizeSteps)), bold}
	if f := l.faces[key]; f != nil {
		return f
	}
	all, err := fonts()
	if err != nil {
		panic(err) // the typeface is part of the program; a test reads it
	}
	which := all[0]
	if bold {
		which = all[1]
	}
	made, err := opentype.NewFace(which, &opentype.FaceOptions{Size: float64(key.size) / sizeSteps, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err)
	}
	if l.faces == nil {
		l.faces = map[faceKey]*face{}
	}
	f := &face{face: made, forms: map[formKey]*form{}, widths: map[rune]float64{}}
	l.faces[key] = f
	return f
}

func (f *face) width(r rune) float64 {
	if w, ok := f.widths[r]; ok {
		return w
	}
	advance, ok := f.face.GlyphAdvance(r)
	if !ok {
		advance, _ = f.face.GlyphAdvance('\uFFFD')
	}
	w := float64(advance) / 64
	f.widths[r] = w
	return w
}

func (f *face) measure(s string) float64 {
	w := 0.0
	for _, r := range s {
		w += f.width(r)
	}
	return w
}

func (f *face) form(r rune, start byte) *form {
	key := formKey{r, start}
	if got := f.forms[key]; got != nil {
		return got
	}
	made := &form{}
	dot := fixed.Point26_6{X: fixed.Int26_6(int(start) * 64 / startSteps)}
	box, mask, at, _, ok := f.face.Glyph(dot, r)
	if !ok {
		box, mask, at, _, ok = f.face.Glyph(dot, '\uFFFD')
	}
	if ok && !box.Empty() {
		made.mask = image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
		draw.Draw(made.mask, made.mask.Rect, mask, at, draw.Src)
		made.x, made.y = box.Min.X, box.Min.Y
	}
	f.forms[key] = made
	return made
}

// Measure is how wide a text is at a size, in the same units.
func (p *Painter) Measure(text string, size float64, bold bool) float64 {
	const fine = 8 // measured large, so that rounding does not add up
	return p.letters.face(size*fine, bold).measure(text) / fine
}
