package pdftext

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// String gives the text of a string object outside of page content: UTF-16 or
// UTF-8 where a mark says so, else PDFDocEncoding.
func (t text) String() string {
	switch b := string(t); {
	case strings.HasPrefix(b, "\xfe\xff") || strings.HasPrefix(b, "\xff\xfe"):
		u := make([]uint16, 0, len(b)/2)
		big := b[0] == 0xfe
		for i := 2; i+1 < len(b); i += 2 {
			if big {
				u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
			} else {
				u = append(u, uint16(b[i+1])<<8|uint16(b[i]))
			}
		}
		return untagged(string(utf16.Decode(u)))
	case strings.HasPrefix(b, "\xef\xbb\xbf"):
		return strings.ToValidUTF8(b[3:], "")
	case !ascii(b) && utf8.ValidString(b):
		return b // not what the standard says, but what was meant
	default:
		var out strings.Builder
		for i := range len(b) {
			out.WriteRune(docRune(b[i]))
		}
		return out.String()
	}
}

// untagged drops language tags, which stand between two escape characters.
func untagged(s string) string {
	for {
		before, rest, ok := strings.Cut(s, "\x1b")
		if !ok {
			return s
		}
		_, after, ok := strings.Cut(rest, "\x1b")
		if !ok {
			return before + rest
		}
		s = before + after
	}
}

// docRune is PDFDocEncoding.
func docRune(c byte) rune {
	const low, high = "˘ˇˆ˙˝˛˚˜", "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"
	switch {
	case c >= 0x18 && c < 0x20:
		return []rune(low)[c-0x18]
	case c >= 0x80 && c < 0x9f:
		return []rune(high)[c-0x80]
	case c == 0xa0:
		return '€'
	}
	return charmap.ISO8859_1.DecodeByte(c)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// clean gives a passage as a document holds it: NFC, single blanks, no control
// characters, ligatures as letters.
func clean(s string) string {
	if !ascii(s) {
		s = norm.NFC.String(strings.Map(plainRune, expand(strings.ToValidUTF8(s, ""))))
	}
	var out strings.Builder
	out.Grow(len(s))
	gap := byte(0)
	for _, r := range s {
		switch {
		case r == '\t':
			gap = '\t'
			continue
		case unicode.IsSpace(r):
			if gap == 0 {
				gap = ' '
			}
			continue
		case unicode.IsControl(r):
			continue
		}
		if gap != 0 && out.Len() > 0 {
			out.WriteByte(gap)
		}
		gap = 0
		out.WriteRune(r)
	}
	return out.String()
}

// plainRune maps the letters that symbol fonts keep in the private area, and
// drops what is no character.
func plainRune(r rune) rune {
	switch {
	case r >= 0xf020 && r < 0xf07f:
		return r - 0xf000
	case r == 0xf0b7:
		return '•'
	case r == 0xf0a7:
		return '▪'
	case r == 0xf0fc:
		return '✓'
	case r == 0xf0d8:
		return '➢'
	case r == '\u00ad' || r == '\ufeff' || r >= '\u202a' && r <= '\u202e' || r == 0xfffe || r == 0xffff || r == '\u2028' || r == '\u2029':
		return -1
	}
	return r
}

var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

func expand(s string) string {
	if !strings.Contains(s, "\xef\xac") {
		return s
	}
	return ligatures.Replace(s)
}
