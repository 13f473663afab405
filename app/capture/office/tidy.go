package office

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tidy brings a text into the form that passages have: NFC, single spaces, no
// control characters, nothing around it.
func tidy(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7F || c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := byte(0) // white space that waits: ' ', or the stronger '\t' and '\n'
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == '\n' || r == '\v' || r == 0x2028 || r == 0x2029 || r == 0x85:
			gap = '\n'
			continue
		case r == '\t':
			if gap != '\n' {
				gap = '\t'
			}
			continue
		case r == '\r' || r == ' ' || unicode.Is(unicode.Zs, r):
			if gap == 0 {
				gap = ' '
			}
			continue
		case r < ' ' || r >= 0x7F && r < 0xA0 || r == 0xAD || r == 0xFEFF || r == 0xFFFC || r >= 0xFFFE && r <= 0xFFFF:
			continue
		case r == utf8.RuneError && n == 1:
			r = utf8.RuneError
		}
		if gap != 0 && b.Len() > 0 {
			b.WriteByte(gap)
		}
		gap = 0
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// many counts things for a note: "1 table", "3 tables".
func many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// flat puts spaces for the tabs and line feeds of a text.
func flat(s string) string {
	if strings.ContainsAny(s, "\t\n") {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}
