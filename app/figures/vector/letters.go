package vector

import (
	"fmt"
	"strings"
	"sync"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"

	"redthread/app/report/pdfdoc"
	"redthread/assets"
)

// Type measures and styles text in the one typeface of documents and figures. The
// faces stand in a cache of our own, not in gonum's global one.
type Type struct {
	Handler text.Plain // for gonum's own texts
	cache   *font.Cache
}

// LoadType parses the two faces once; parsing takes longer than a figure.
var LoadType = sync.OnceValues(func() (Type, error) {
	faces, err := pdfdoc.Faces(assets.FontRegular(), assets.FontBold())
	if err != nil {
		return Type{}, fmt.Errorf("loading the typeface of figures: %w", err)
	}
	cache := font.NewCache(faces)
	return Type{Handler: text.Plain{Fonts: cache}, cache: cache}, nil
})

// Weight is how a text is set.
type Weight struct {
	Size float64 // points
	Bold bool
}

// Text boxes reach from the descent to the ascent, and lines stand a leading apart, in parts of the size.
const (
	Ascent  = 0.82
	Descent = 0.24
	Leading = 1.28
)

// Font is the weight as gonum names it.
func (t Weight) Font() font.Font {
	f := font.Font{Typeface: pdfdoc.FontName, Size: font.Points(t.Size)}
	if t.Bold {
		f.Weight = xfont.WeightBold
	}
	return f
}

// Face gives the letters of a weight.
func (ts Type) Face(t Weight) font.Face { return ts.cache.Lookup(t.Font(), font.Points(t.Size)) }

// Width is how wide a text is, in points.
func (ts Type) Width(t Weight, s string) float64 {
	f := ts.Face(t)
	return f.Width(s).Points()
}

// Drawable puts U+FFFD and the code in the place of a character that the face
// lacks, as the report does, so that nothing a source says disappears.
func (ts Type) Drawable(s string) string {
	f := ts.Face(Weight{Size: 10})
	var buf sfnt.Buffer
	var b strings.Builder
	for _, r := range s {
		switch index, err := f.Face.GlyphIndex(&buf, r); {
		case r == '\n' || r == '\t':
			b.WriteByte(' ')
		case err != nil || index == 0 || r > 0xFFFF:
			fmt.Fprintf(&b, "\uFFFDU+%04X", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Wrap breaks a text into lines of at most width. A word that is longer than a
// line is cut, as is a run of Hangul or Han without spaces.
func (ts Type) Wrap(t Weight, s string, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(ts.Drawable(s)) {
		for try := join(line, word); ; try = join(line, word) {
			if ts.Width(t, try) <= width {
				line = try
				break
			}
			if line != "" {
				lines, line = append(lines, line), ""
				continue
			}
			head := ts.fitting(t, word, width)
			lines, word = append(lines, head), word[len(head):]
			if word == "" {
				break
			}
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

func join(line, word string) string {
	if line == "" {
		return word
	}
	return line + " " + word
}

// fitting is as much of a word as fits, at least one character.
func (ts Type) fitting(t Weight, word string, width float64) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && ts.Width(t, word[:next]) > width {
			break
		}
		end = next
	}
	return word[:end]
}
