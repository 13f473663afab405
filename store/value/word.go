package value

import (
	"strings"
	"unicode"
)

const maxWord = 100 // runes of a topic or choice

// canonicalTopic takes dotted words in the manner of FollowTheMoney, "forced.labor", in small letters. Spaces inside a
// word become hyphens.
func canonicalTopic(text string) (string, error) {
	word, why := smallWord(text, true)
	if why != "" {
		return "", refuse(KindTopic, text, why)
	}
	return word, nil
}

// canonicalChoice takes one word in small letters; which words are on the list, the ontology knows.
func canonicalChoice(text string) (string, error) {
	word, why := smallWord(text, false)
	if why != "" {
		return "", refuse(KindChoice, text, why)
	}
	return word, nil
}

func smallWord(text string, dots bool) (word, why string) {
	line, why := oneLine(text, maxWord)
	if why != "" {
		return "", why
	}
	word = strings.ReplaceAll(lowerASCII(line), " ", "-")
	before := '.'
	for _, r := range word {
		switch {
		case r == '.' || r == '-':
			if before == '.' || before == '-' || (r == '.' && !dots) {
				return "", plainlyNot
			}
		case !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '_':
			return "", "it holds something other than letters, digits and hyphens"
		}
		before = r
	}
	if before == '.' || before == '-' {
		return "", plainlyNot
	}
	return word, ""
}

// wordsOf shows a topic or choice with spaces in place of its signs.
func wordsOf(canonical string) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || r == '_' {
			return ' '
		}
		return r
	}, canonical)
}

// canonicalEntity takes 32 hex digits, also with capital letters or in groups as a UUID is printed.
func canonicalEntity(text string) (string, error) {
	if isHexID(text) {
		return text, nil
	}
	plain := lowerASCII(strings.ReplaceAll(strings.TrimSpace(shortInput(text)), "-", ""))
	if !isHexID(plain) {
		return "", refuse(KindEntity, text, plainlyNot)
	}
	return plain, nil
}

// shortInput drops what is too long to be an id before any work is spent on it.
func shortInput(text string) string {
	if len(text) > maxWord {
		return ""
	}
	return text
}

func isHexID(s string) bool {
	if len(s) != 32 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
