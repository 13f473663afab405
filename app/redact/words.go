package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"redthread/store/value"
)

// word is a word of a text, folded for comparison, and where it stands.
type word struct {
	folded     string
	start, end int // bytes
}

// wordsOf takes a text apart. A syllable of Hangul, Han or kana is a word.
func wordsOf(text string) []word {
	var all []word
	start := -1
	flush := func(end int) {
		if start >= 0 {
			if f := foldWord(text[start:end]); f != "" {
				all = append(all, word{f, start, end})
			}
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case r < utf8.RuneSelf && !isASCIIWord(r):
			flush(i)
		case unicode.IsMark(r) || unicode.Is(unicode.Cf, r): // within a word; alone it is nothing
		case isSyllable(r):
			flush(i)
			start = i
			flush(i + utf8.RuneLen(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
	}
	flush(len(text))
	return all
}

func isASCIIWord(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

func isSyllable(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func foldWord(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	return stem(strings.ReplaceAll(value.Fold(s), " ", ""))
}

// compact is a text as the matcher compares it: its folded words in a row.
func compact(text string) string {
	var b strings.Builder
	for _, w := range wordsOf(text) {
		b.WriteString(w.folded)
	}
	return b.String()
}

// caseEndings are those of Russian nouns and adjectives, the longest first.
var caseEndings = []string{
	"ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими",
	"ой", "ою", "ей", "ею", "ом", "ем", "ым", "им", "ых", "их", "ам", "ям", "ах", "ях", "ая", "яя", "ую", "юю", "ый", "ий",
	"а", "у", "е", "ы", "и", "о", "я", "ю", "ь", "й",
}

// stem takes the case ending off a Cyrillic word of four letters or more, so
// that Ивановым is found as Иванов. Three letters always stay.
func stem(folded string) string {
	if folded == "" || folded[0] < utf8.RuneSelf {
		return folded
	}
	if first, _ := utf8.DecodeRuneInString(folded); !unicode.Is(unicode.Cyrillic, first) {
		return folded
	}
	for _, ending := range caseEndings {
		if s, ok := strings.CutSuffix(folded, ending); ok && utf8.RuneCountInString(s) >= 3 {
			return s
		}
	}
	return folded
}
