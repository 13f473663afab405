package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Tidy brings a text into the form that passages have: composed (NFC), single
// spaces, no control characters, nothing invisible. Tabs and line feeds stay,
// without spaces around them; there are none at the ends, and no empty lines.
func Tidy(s string) string {
	if simple(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap, tabs := rune(0), 0 // what stands between the last character and the next
	put := func(r rune) {
		if gap != 0 && b.Len() > 0 {
			for range max(1, tabs) {
				b.WriteRune(gap)
			}
		}
		gap, tabs = 0, 0
		b.WriteRune(r)
	}
	for _, r := range s {
		switch {
		case r > 0xAD && r < 0x590 || r > 0x3000 && r < 0xFB00 || r > ' ' && r < 0x7F:
			// Letters and marks of most texts, among which nothing is to be tidied.
			put(r)
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\f' || r == '\v' || r == '\u0085':
			gap, tabs = '\n', 0
		case r == '\t':
			if gap != '\n' {
				gap = '\t'
				tabs++ // two are an empty cell between them
			}
		case unicode.IsSpace(r):
			if gap == 0 {
				gap = ' '
			}
		case r == '\u00AD', r == '\uFEFF', unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r) && r != '\u200C' && r != '\u200D':
			// Soft hyphens, marks of direction and order: not to be seen.
		default:
			put(r)
		}
	}
	text := b.String()
	if norm.NFC.IsNormalString(text) {
		return text
	}
	return norm.NFC.String(text)
}

// simple says whether a text has nothing to be tidied: the usual case, quickly.
func simple(s string) bool {
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == 0x7F || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return s == "" || before != ' '
}
