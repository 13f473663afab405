package value

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of stored texts.
const (
	maxText = 64 << 10 // bytes of one text value; longer material is evidence, not a value
	maxLine = 1024     // runes of a name or place; the full names of state firms run to several hundred
)

// canonicalText keeps what was typed, in Unicode form NFC with LF line ends and no space around it.
func canonicalText(text string) (string, error) {
	if !utf8.ValidString(text) {
		return "", refuse(KindText, text, "it is not valid Unicode")
	}
	breaks, composed := false, true
	for _, r := range text {
		switch {
		case settled(r), r == '\n', r == '\t':
		case r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			breaks = true
		case unicode.IsControl(r):
			return "", refuse(KindText, text, "it holds a control character")
		default:
			composed = false
		}
	}
	if breaks {
		text = lineEnds.Replace(text)
	}
	if !composed {
		text = norm.NFC.String(text)
	}
	switch text = strings.TrimSpace(text); {
	case text == "":
		return "", refuse(KindText, text, plainlyNot)
	case len(text) > maxText:
		return "", refuse(KindText, text, "it is longer than "+strconv.Itoa(maxText>>10)+" KiB")
	}
	return text, nil
}

// lineEnds turns every line, paragraph and page break into one LF.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n", "\f", "\n")

// oneLine is the canonical form of everything written in one line: NFC, single plain spaces, none around it, and none of
// the invisible characters that make two equal-looking texts differ. Control characters are refused.
func oneLine(text string, limit int) (line, why string) {
	if plainLine(text) && len(text) <= limit {
		return text, ""
	}
	if tooLong(text, limit) {
		return "", "it is longer than " + strconv.Itoa(limit) + " characters"
	}
	if !utf8.ValidString(text) {
		return "", "it is not valid Unicode"
	}
	tidied, composed := true, true
	before := ' '
	for _, r := range text {
		switch {
		case settled(r):
			if r == ' ' && before == ' ' {
				tidied = false
			}
		case invisible(r), unicode.IsSpace(r):
			tidied, composed = false, false
		case unicode.IsControl(r):
			return "", "it holds a control character"
		default:
			composed = false
		}
		before = r
	}
	if !tidied || before == ' ' {
		text = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			if invisible(r) {
				return -1
			}
			return r
		}, text)), " ")
	}
	if !composed {
		text = norm.NFC.String(text)
	}
	switch {
	case text == "":
		return "", plainlyNot
	case tooLong(text, limit): // a few characters grow in NFC
		return "", "it is longer than " + strconv.Itoa(limit) + " characters"
	}
	return text, ""
}

// settled tells whether r is one of the common characters that no Unicode normalisation to NFC touches, alone or beside
// each other, and that show themselves: printable ASCII, Latin, Cyrillic, Hangul syllables, Han, quotation marks and dashes. It
// spares most texts the slow question.
func settled(r rune) bool {
	switch {
	case r < 0x7F:
		return r >= ' '
	case r < 0x400:
		return r >= 0xC0 && r < 0x250 || r == '«' || r == '»'
	case r < 0x2000:
		return r < 0x482
	case r < 0x3000:
		return r >= 0x2010 && r < 0x2028 || r == '№'
	}
	return r >= 0x4E00 && r < 0xA000 || r >= 0xAC00 && r < 0xD7A4
}

// plainLine tells whether text is ASCII and already in canonical form.
func plainLine(text string) bool {
	before := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c > '~' || (c == ' ' && before == ' ') {
			return false
		}
		before = c
	}
	return before != ' '
}

// invisible tells whether r shows nothing and only steers layout: soft hyphen, zero-width space, word joiner, byte order
// mark and the marks of writing direction. The joiners U+200C and U+200D stay, since Persian and Indic spelling needs them.
func invisible(r rune) bool {
	switch {
	case r == '\u00AD', r == '\u200B', r == '\u2060', r == '\uFEFF', r == '\u200E', r == '\u200F', r == '\u061C':
		return true
	}
	return (r >= '\u202A' && r <= '\u202E') || (r >= '\u2066' && r <= '\u2069')
}

func canonicalPlace(text string) (string, error) {
	line, why := oneLine(text, maxLine)
	if why != "" {
		return "", refuse(KindPlace, text, why)
	}
	return line, nil
}
