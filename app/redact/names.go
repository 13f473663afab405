package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// surnameLetters is how long a family name has to be to be looked for on its
// own: shorter ones, such as Kim or Lee, are words or parts of too many names.
const surnameLetters = 4

// protectName protects a name in every form in which a text is likely to have it.
func (m *matcher) protectName(name, standIn string) {
	if isStandIn(name) {
		return
	}
	m.protect(name, standIn, true)
	words, surname := nameWords(name)
	if surname < 0 {
		return
	}
	last := words[surname]
	rest := append(append([]string(nil), words[:surname]...), words[surname+1:]...)
	m.protect(last+" "+strings.Join(rest, " "), standIn, true)
	m.protect(strings.Join(rest, " ")+" "+last, standIn, true)
	if len(rest) > 1 { // without the middle name
		m.protect(rest[0]+" "+last, standIn, true)
		m.protect(last+" "+rest[0], standIn, true)
	}
	m.protectPart(last, standIn)
}

// nameWords takes a personal name apart and says which word is the family
// name: the one before a comma, the first of a Russian name that ends in a
// patronymic, else the last. It is −1 for a name of one word, and for one whose last
// word is written small, since that describes somebody rather than naming them.
func nameWords(name string) (words []string, surname int) {
	name = outsideBrackets(name)
	family, given, comma := strings.Cut(name, ",")
	if comma {
		words = append(strings.Fields(family), strings.Fields(given)...)
		if len(strings.Fields(family)) == 1 && len(words) > 1 {
			return words, 0
		}
		return words, -1
	}
	words = strings.Fields(name)
	if len(words) < 2 {
		return words, -1
	}
	last := len(words) - 1
	first, _ := utf8.DecodeRuneInString(words[last])
	switch {
	case unicode.IsLower(first):
		return words, -1
	case last == 2 && isPatronymic(words[2]):
		return words, 0
	}
	return words, last
}

func isPatronymic(word string) bool {
	w := strings.ToLower(word)
	for _, ending := range []string{"ович", "евич", "ьич", "овна", "евна", "ична", "ovich", "evich", "ovna", "evna"} {
		if strings.HasSuffix(w, ending) {
			return true
		}
	}
	return false
}

// outsideBrackets leaves out remarks such as "(unnamed)".
func outsideBrackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(' || r == '[':
			depth++
		case (r == ')' || r == ']') && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}
