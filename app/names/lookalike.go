package names

import "strings"

// Letters of Cyrillic and Greek that look like Latin ones, small letters as capitals look.
var toRoman = map[rune]rune{
	'а': 'a', 'в': 'b', 'е': 'e', 'к': 'k', 'м': 'm', 'н': 'h', 'о': 'o', 'р': 'p', 'с': 'c', 'т': 't', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's',
	'ԁ': 'd', 'ԛ': 'q', 'ԝ': 'w', 'һ': 'h', 'ё': 'e', 'ї': 'i', 'ү': 'y', 'ӏ': 'l',
	'α': 'a', 'β': 'b', 'ε': 'e', 'η': 'h', 'ι': 'i', 'κ': 'k', 'μ': 'm', 'ν': 'n', 'ο': 'o', 'ρ': 'p', 'τ': 't', 'υ': 'y', 'χ': 'x', 'ζ': 'z',
}

var toCyrillic = func() map[rune]rune {
	m := map[rune]rune{'ĸ': 'к', 'ο': 'о', 'α': 'а', 'ρ': 'р', 'κ': 'к', 'ν': 'н', 'μ': 'м', 'τ': 'т', 'χ': 'х'}
	for c, l := range toRoman {
		if ScriptOf(c) == Cyrillic && c != 'ё' && c != 'ї' && c != 'һ' && c != 'ү' && c != 'ӏ' {
			m[l] = c
		}
	}
	m['u'] = 'и' // a slanted и
	return m
}()

// mend writes each word in one script again. A letter that only looks like one of the word's script is taken for it; a
// word that could be of either is read as the rest of the name is.
func mend(pieces []piece) []piece {
	roman, cyrillic := 0, 0
	doubt := false
	for i := range pieces {
		p := &pieces[i]
		if p.script != Roman && p.script != Cyrillic && p.script != Greek || ascii(p.text) {
			if p.script == Roman {
				roman++
			}
			continue
		}
		switch l := leaning(p.text); l {
		case Roman:
			p.text, p.script = strings.Map(replaced(toRoman), p.text), Roman
			roman++
		case Cyrillic:
			p.text, p.script = strings.Map(replaced(toCyrillic), p.text), Cyrillic
			cyrillic++
		case Other:
			doubt = true
		}
	}
	if !doubt {
		return pieces
	}
	for i := range pieces {
		p := &pieces[i]
		if p.script != Roman && p.script != Cyrillic || ascii(p.text) || leaning(p.text) != Other {
			continue
		}
		if roman > cyrillic && (mixed(p.text) || strings.Trim(p.text, "аеорсухіјѕ") == "") {
			p.text, p.script = strings.Map(replaced(toRoman), p.text), Roman
		} else {
			p.text, p.script = strings.Map(replaced(toCyrillic), p.text), Cyrillic
		}
	}
	return pieces
}

func replaced(m map[rune]rune) func(rune) rune {
	return func(r rune) rune {
		if to, ok := m[r]; ok {
			return to
		}
		return r
	}
}

// mixed tells whether a word has letters of Latin and of another script.
func mixed(s string) bool {
	roman, other := false, false
	for _, r := range s {
		if ScriptOf(r) == Roman {
			roman = true
		} else {
			other = true
		}
	}
	return roman && other
}

// leaning is the script that a word of Latin, Cyrillic or Greek letters is written in: that of the letters which look like
// no other; Other where all its letters could be of either. A word in one script whose letters are its own is of that script.
func leaning(s string) Script {
	var own [Hebrew + 1]int
	var all [Hebrew + 1]int
	for _, r := range s {
		sc := ScriptOf(r)
		all[sc]++
		switch sc {
		case Roman:
			if _, ok := toCyrillic[r]; !ok {
				own[Roman]++
			}
		case Cyrillic, Greek:
			if _, ok := toRoman[r]; !ok {
				own[sc]++
			}
		}
	}
	switch {
	case all[Greek] > 0 && all[Roman] == 0 && all[Cyrillic] == 0:
		return Greek
	case own[Greek] > max(own[Roman], own[Cyrillic]):
		return Greek
	case own[Roman] > own[Cyrillic]:
		return Roman
	case own[Cyrillic] > own[Roman]:
		return Cyrillic
	case own[Roman] > 0: // as many of each
		if all[Roman] >= all[Cyrillic] {
			return Roman
		}
		return Cyrillic
	}
	return Other
}
