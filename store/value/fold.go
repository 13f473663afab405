package value

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a text to the form in which it is looked up, and for nothing else: compatibility characters to plain
// ones (NFKC), small letters, ё to е, Latin letters without their diacritics, everything that is not a letter or a digit to
// one space. It is idempotent. Other scripts keep their marks: й stays й.
func Fold(s string) string { return fold(s, false) }

// Words are the folded words of a name. A word and a number joined by a hyphen give both parts and the whole, since serial
// numbers tell sister firms apart: "Zenco-39" gives "zenco", "39" and "zenco-39".
func Words(s string) []string {
	var words []string
	for _, token := range strings.Fields(fold(s, true)) {
		parts := strings.FieldsFunc(token, func(r rune) bool { return r == '-' })
		for i, part := range parts {
			words = append(words, part)
			if i > 0 && isNumber(part) && !isNumber(parts[i-1]) {
				words = append(words, parts[i-1]+"-"+part)
			}
		}
	}
	return words
}

func isNumber(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
}

// fold does the work of Fold; keepHyphens leaves hyphens and en dashes standing as "-".
func fold(s string, keepHyphens bool) string {
	if folded, ok := foldPlain(s, keepHyphens); ok {
		return folded
	}
	return foldAny(s, keepHyphens)
}

// foldAny folds any text.
func foldAny(s string, keepHyphens bool) string {
	// Decomposed, so that a diacritic can be told from its letter; composed again at the end.
	s = norm.NFKD.String(strings.ToLower(norm.NFKC.String(strings.ToValidUTF8(s, " "))))
	out := make([]rune, 0, len(s))
	for _, r := range s {
		last := ' '
		if len(out) > 0 {
			last = out[len(out)-1]
		}
		switch {
		case unicode.IsMark(r):
			if r == '\u0308' && last == 'е' { // ё
				continue
			}
			if last != ' ' && last != '-' && !unicode.Is(unicode.Latin, last) && !(last >= '0' && last <= '9') {
				out = append(out, r)
			}
		case keepHyphens && isHyphen(r):
			out = append(out, '-')
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if plain, ok := plainLatin[r]; ok {
				out = append(out, []rune(plain)...)
			} else {
				out = append(out, unicode.ToLower(r))
			}
		case last != ' ':
			out = append(out, ' ')
		}
	}
	return norm.NFKC.String(strings.TrimSpace(string(out)))
}

func isHyphen(r rune) bool {
	return r == '-' || (r >= '\u2010' && r <= '\u2013')
}

// plainLatin holds the Latin letters that Unicode does not take apart.
var plainLatin = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i",
	'ŋ': "ng", 'ŧ': "t", 'ĸ': "k", 'ə': "a",
}

// foldPlain folds a text of ASCII, common Cyrillic and quotation marks as foldAny does, but many times faster; ok is false when
// the text holds anything else.
func foldPlain(s string, keepHyphens bool) (folded string, ok bool) {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9'):
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r == 'ё' || r == 'Ё':
			r = 'е'
		case r >= 'а' && r <= 'я':
		case r >= 'А' && r <= 'Я':
			r += 'а' - 'А'
		case keepHyphens && isHyphen(r):
			r = '-'
		case r < 0x80 || r == '«' || r == '»' || (r >= '\u2010' && r <= '\u201F' && r != '\u2011' && r != '\u2017'):
			space = b.Len() > 0
			continue
		default:
			return "", false
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String(), true
}
