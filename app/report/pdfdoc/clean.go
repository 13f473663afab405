package pdfdoc

import (
	"fmt"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	zeroWidthSpace = '\u200b' // a permitted break, never drawn
	replacement    = '\ufffd'
)

// drawable tells whether some face has a glyph for r.
type drawable func(r rune) bool

// clean turns foreign text into runes that can all be drawn: composed, without
// control and format characters, and with what has no glyph written as a code.
// Line and paragraph separators become '\n'; a zero width space is kept for the
// line breaker.
func clean(s string, has drawable) []rune {
	out := make([]rune, 0, len(s))
	for _, r := range norm.NFC.String(s) {
		switch {
		case r == '\n' || r == zeroWidthSpace:
			out = append(out, r)
		case r == '\u2028' || r == '\u2029' || r == '\u0085':
			out = append(out, '\n')
		case r == '\t':
			out = append(out, ' ')
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			// These have no shape of their own.
		case r <= 0xffff && has(r):
			out = append(out, r)
		case unicode.Is(unicode.Zs, r):
			out = append(out, spaceFor(r, has))
		case r == replacement:
			out = append(out, '?')
		default:
			out = append(out, coded(r, has)...)
		}
	}
	return out
}

// spaceFor replaces a space the fonts lack by one they have, without losing
// whether a line may break there.
func spaceFor(r rune, has drawable) rune {
	noBreak := r == '\u00a0' || r == '\u202f' || r == '\u2007'
	if noBreak && has('\u00a0') {
		return '\u00a0'
	}
	return ' '
}

// coded shows a rune that has no glyph: a replacement character and the code.
func coded(r rune, has drawable) []rune {
	mark := replacement
	if !has(mark) {
		mark = '?'
	}
	return append([]rune{mark}, []rune(fmt.Sprintf("U+%04X", r))...)
}
