package figures

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

// typeset measures and styles text in the one typeface of documents and figures. The
// faces stand in a cache of our own, not in gonum's global one.
type typeset struct {
	handler text.Plain
	cache   *font.Cache
}

// loadType parses the two faces once; parsing takes longer than a figure.
var loadType = sync.OnceValues(func() (typeset, error) {
	faces, err := pdfdoc.Faces(assets.FontRegular(), assets.FontBold())
	if err != nil {
		return typeset{}, fmt.Errorf("loading the typeface of figures: %w", err)
	}
	cache := font.NewCache(faces)
	return typeset{handler: text.Plain{Fonts: cache}, cache: cache}, nil
})

// weight is how a text is set.
type weight struct {
	size float64 // points
	bold bool
}

// The sizes of text in a figure, in points.
var (
	titleType = weight{size: 15, bold: true}
	labelType = weight{size: 10.5}
	headType  = weight{size: 10.5, bold: true}
	valueType = weight{size: 10.5}
	gapType   = weight{size: 10, bold: true}
	smallType = weight{size: 9}
)

// Text boxes reach from the descent to the ascent, in parts of the size.
const (
	ascent  = 0.82
	descent = 0.24
	leading = 1.28
)

func (t weight) font() font.Font {
	f := font.Font{Typeface: pdfdoc.FontName, Size: font.Points(t.size)}
	if t.bold {
		f.Weight = xfont.WeightBold
	}
	return f
}

func (ts typeset) face(t weight) font.Face { return ts.cache.Lookup(t.font(), font.Points(t.size)) }

func (ts typeset) width(t weight, s string) float64 {
	f := ts.face(t)
	return f.Width(s).Points()
}

// drawable puts U+FFFD and the code in the place of a character that the face
// lacks, as the report does, so that nothing a source says disappears.
func (ts typeset) drawable(s string) string {
	f := ts.face(labelType)
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

// wrap breaks a text into lines of at most width. A word that is longer than a
// line is cut, as is a run of Hangul or Han without spaces.
func (ts typeset) wrap(t weight, s string, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(ts.drawable(s)) {
		for try := join(line, word); ; try = join(line, word) {
			if ts.width(t, try) <= width {
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
func (ts typeset) fitting(t weight, word string, width float64) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && ts.width(t, word[:next]) > width {
			break
		}
		end = next
	}
	return word[:end]
}
