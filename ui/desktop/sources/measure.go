package sources

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// measure lays running text out by adding up the advances of its characters,
// which is exact for a face without kerning and quick enough to find the
// height of every paragraph of a long document at once.
type measure struct {
	size    float32
	latin   [128]float32
	others  map[rune]float32
	lineLen float32 // height of a line, leading included
}

// leading is how far lines stand apart, as a share of their height.
const leading = 1.2

func newMeasure(size float32) *measure {
	m := &measure{size: size, others: map[rune]float32{}}
	m.lineLen = float32(int(fyne.MeasureText("Mg", size, fyne.TextStyle{}).Height*leading + 0.5))
	return m
}

func (m *measure) advance(c rune) float32 {
	if c >= 0 && c < 128 {
		if m.latin[c] == 0 {
			m.latin[c] = fyne.MeasureText(string(c), m.size, fyne.TextStyle{}).Width
		}
		return m.latin[c]
	}
	w, ok := m.others[c]
	if !ok {
		w = fyne.MeasureText(string(c), m.size, fyne.TextStyle{}).Width
		m.others[c] = w
	}
	return w
}

func (m *measure) width(s string) float32 {
	var w float32
	for _, c := range s {
		w += m.advance(c)
	}
	return w
}

// lines breaks a text at a width. Each line is a span of the text's bytes, so
// that what is marked in the text can be found in its lines.
func (m *measure) lines(text string, width float32) []span {
	var all []span
	from := 0
	for {
		end := strings.IndexByte(text[from:], '\n')
		last := end < 0
		if last {
			end = len(text)
		} else {
			end += from
		}
		all = m.wrap(all, text, from, end, width)
		if last {
			return all
		}
		from = end + 1
	}
}

// wrap breaks one paragraph: after spaces and beside Chinese characters, and
// within a word only where the word alone is wider than the line.
func (m *measure) wrap(all []span, text string, from, end int, width float32) []span {
	start, brk := from, -1
	var w float32
	var before rune
	for i, c := range text[from:end] {
		i += from
		if i > start && !unicode.IsSpace(c) && (unicode.IsSpace(before) || unicode.Is(unicode.Han, c) || unicode.Is(unicode.Han, before)) {
			brk = i
		}
		w += m.advance(c)
		if w > width && i > start && !unicode.IsSpace(c) {
			at := i
			if brk > start {
				at = brk
			}
			all = append(all, span{start, at})
			start, brk = at, -1
			w = m.width(text[at:i]) + m.advance(c)
			if w > width && i > start { // the word alone is wider than the line
				all = append(all, span{start, i})
				start, w = i, m.advance(c)
			}
		}
		before = c
	}
	return append(all, span{start, end})
}

// across gives where a marked span lies in a line, from left to right, and
// false where it lies outside.
func (m *measure) across(text string, line, mark span) (x, width float32, ok bool) {
	from, to := max(line.from, mark.from), min(line.to, mark.to)
	if from >= to {
		return 0, 0, false
	}
	return m.width(text[line.from:from]), m.width(strings.TrimRightFunc(text[from:to], unicode.IsSpace)), true
}
