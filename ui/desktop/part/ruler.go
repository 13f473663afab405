package part

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// ruler measures text of one size and weight by adding up the advances of its
// runes. That is exact because Redthread Sans has no kerning, and it is far
// faster than shaping, which counts when ten thousand titles must be wrapped.
type ruler struct {
	size  float32
	bold  bool
	tall  float32 // height of a line, once measured
	ascii [128]float32
	other map[rune]float32
}

// newRuler returns the ruler of a size and weight in the face of the theme.
// All parts share it: what one has measured no other measures again. Rulers
// belong to the window's goroutine, as all parts do.
func newRuler(size float32, bold bool) *ruler {
	k := rulerKey{size: size, bold: bold}
	if app := fyne.CurrentApp(); app != nil {
		k.face = app.Settings().Theme().Font(fyne.TextStyle{Bold: bold})
	}
	r, ok := shared[k]
	if !ok {
		r = &ruler{size: size, bold: bold, other: map[rune]float32{}}
		shared[k] = r
	}
	return r
}

type rulerKey struct {
	size float32
	bold bool
	face fyne.Resource
}

// shared only remembers measures of faces that never change.
var shared = map[rulerKey]*ruler{}

func (r *ruler) advance(c rune) float32 {
	if c >= 0 && c < 128 {
		if r.ascii[c] == 0 {
			r.ascii[c] = r.measure(c)
		}
		return r.ascii[c]
	}
	w, ok := r.other[c]
	if !ok {
		w = r.measure(c)
		r.other[c] = w
	}
	return w
}

func (r *ruler) measure(c rune) float32 {
	return fyne.MeasureText(string(c), r.size, fyne.TextStyle{Bold: r.bold}).Width
}

// width is the width of a line of text.
func (r *ruler) width(s string) float32 {
	var w float32
	for _, c := range s {
		w += r.advance(c)
	}
	return w
}

// height is the height of one line.
func (r *ruler) height() float32 {
	if r.tall == 0 {
		r.tall = fyne.MeasureText("M", r.size, fyne.TextStyle{Bold: r.bold}).Height
	}
	return r.tall
}

const ellipsis = "…"

// cut returns s as one line no wider than the given width, ending in an
// ellipsis where it had to be shortened.
func (r *ruler) cut(s string, width float32) string {
	s = oneLine(s)
	var w float32
	limit := width - r.advance('…')
	end := -1
	for i, c := range s {
		if end < 0 && w+r.advance(c) > limit {
			end = i
		}
		w += r.advance(c)
		if w > width {
			return strings.TrimRightFunc(s[:end], unicode.IsSpace) + ellipsis
		}
	}
	return s
}

// wrap breaks s into lines no wider than width: at its own line breaks, then
// at spaces, and inside a word only where the word alone is too wide or the
// script needs no spaces. With most > 0 the last line takes what is left and
// is cut. There is always at least one line.
func (r *ruler) wrap(s string, width float32, most int) []string {
	var lines []string
	for i, para := range strings.Split(s, "\n") {
		if i > 0 && most > 0 && len(lines) == most {
			lines[most-1] = r.cut(lines[most-1]+ellipsis, width)
			break
		}
		for {
			if most > 0 && len(lines) == most-1 {
				lines = append(lines, r.cut(para, width))
				break
			}
			at := r.fit(para, width)
			if at >= len(para) {
				lines = append(lines, para)
				break
			}
			lines = append(lines, strings.TrimRightFunc(para[:at], unicode.IsSpace))
			para = strings.TrimLeftFunc(para[at:], unicode.IsSpace)
		}
	}
	return lines
}

// fit returns how many bytes of s go on one line, at least one rune.
func (r *ruler) fit(s string, width float32) int {
	var w float32
	brk := 0
	first := true
	var before rune
	for i, c := range s {
		if !first && (unicode.IsSpace(before) || ideographic(c) && !unicode.IsPunct(c) || ideographic(before)) && !unicode.IsSpace(c) {
			brk = i
		}
		w += r.advance(c)
		if w > width && !first && !unicode.IsSpace(c) {
			if brk > 0 {
				return brk
			}
			return i
		}
		first, before = false, c
	}
	return len(s)
}

// ideographic reports whether a line may break beside a rune without a space.
// Hangul is not among them: Korean breaks at spaces.
func ideographic(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// oneLine replaces line breaks and tabs, which a single line cannot show.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\r\t") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
