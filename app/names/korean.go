package names

import (
	"strings"
	"unicode/utf8"
)

// How keys see Hangul: without the sound changes between syllables, which spellings of names leave out, and with
// letters that cannot be misread (zh for ㅈ, o for ㅓ).
var (
	initialSound = [...]string{"k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "zh", "zh", "ch", "k", "t", "p", "h"}
	vowelSound   = [...]string{"a", "e", "ya", "ye", "o", "e", "yo", "ye", "o", "ua", "ue", "e", "yo", "u", "uo", "ue", "ui", "yu", "u", "i", "i"}
)

func appendHangulSound(dst []byte, word string) []byte {
	for _, r := range word {
		syl, ok := takeApart(r)
		if !ok {
			dst = appendLetter(dst, r, ScriptOf(r), true)
			continue
		}
		dst = append(dst, initialSound[syl.initial]...)
		dst = append(dst, vowelSound[syl.vowel]...)
		dst = append(dst, finalLatin[finalSounds[syl.final].closed]...)
	}
	return dst
}

// mostSyllables is how long a Korean name in one word may be for a key of syllables: a double surname and two more.
const mostSyllables = 4

// A key of syllables is "0" and for each syllable the class of its initial (k t p s m n r h or none), of its vowel (a e i
// o) and of its final (k n t r m p or none). Classes are wide enough for all the systems: Jeong, Chong, Jung, Чон and 정
// are all "0son". Since the key of a word begins with that of its first syllables, a name is found with a particle behind it
// by a prefix.

func appendHangulKey(dst []byte, word string) []byte {
	dst = append(dst, '0')
	var final byte
	for i, r := range word {
		syl, ok := takeApart(r)
		if !ok {
			return nil
		}
		dst = appendSyllable(dst, final, hangulInitial[syl.initial], softVowel(syl.vowel), i == 0)
		dst = append(dst, hangulVowel[syl.vowel])
		final = hangulFinal[finalSounds[syl.final].closed]
	}
	if final != 0 {
		dst = append(dst, final)
	}
	return dst
}

const (
	hangulInitial = "kkntt" + "rmppss" + "-sss" + "ktph"
	hangulVowel   = "aeaeo" + "eoeoa" + "eeooo" + "eioo" + "ii"
	hangulFinal   = "\x00kntrmpn"
)

// softVowel tells whether a vowel is i or starts with a glide y.
func softVowel(v byte) bool {
	switch v {
	case 2, 3, 6, 7, 12, 17, 20:
		return true
	}
	return false
}

// appendSyllable writes the final of the syllable before and the class of an initial. At the start of a word southern
// spelling drops r and n before i and y, and says n for any other r: 리 and 이, 로 and 노 are one surname each. Two things
// Latin letters do not tell: a k after n (한길 and 항일 are both hangil), and an h after a final (국환, gukhwan, could be 구칸).
func appendSyllable(dst []byte, final, initial byte, soft, first bool) []byte {
	if initial == 'h' && (final == 'k' || final == 't' || final == 'p') {
		return append(dst, final)
	}
	if final != 0 {
		dst = append(dst, final)
	}
	switch {
	case initial == '-', initial == 'k' && final == 'n', first && soft && (initial == 'r' || initial == 'n'):
		return dst
	case first && initial == 'r':
		initial = 'n'
	}
	return append(dst, initial)
}

// appendKoreanKey reads a word in small Latin letters as Korean syllables; ok is false when it cannot be. With
// open set a Cyrillic е is the ㅓ or ㅕ of Чен Ын, else the ㅔ of Се.
func appendKoreanKey(dst, s []byte, script Script, open bool) (key []byte, ok bool) {
	dst = append(dst, '0')
	var last byte
	first := true
	ok = eachSyllable(s, script, open, func(before, initial, class, final byte, soft bool) {
		dst = append(appendSyllable(dst, before, initial, soft, first), class)
		last, first = final, false
	})
	if last != 0 {
		dst = append(dst, last)
	}
	return dst, ok
}

// eachSyllable reads a word as Korean syllables; before is the final of the one before. It tells whether the word is
// nothing but syllables, and few enough.
func eachSyllable(s []byte, script Script, open bool, do func(before, initial, class, final byte, soft bool)) bool {
	var before byte
	count := 0
	for i := 0; i < len(s); count++ {
		initial, n := koreanInitial(s[i:], script)
		i += n
		class, soft, n := koreanVowel(s[i:], script, open)
		if n == 0 || count == mostSyllables {
			return false
		}
		i += n
		final, n := koreanFinal(s[i:], script)
		i += n
		do(before, initial, class, final, soft)
		before = final
	}
	return count > 0
}

// koreanInitial is the class of the initial that s starts with, "-" for none, and its length.
func koreanInitial(s []byte, script Script) (byte, int) {
	next := at(s, 1)
	switch at(s, 0) {
	case 'c':
		switch {
		case starts(s, "chzh"):
			return 's', 4
		case starts(s, "chkh"), starts(s, "chch"):
			return 's', 4
		case next == 'h':
			return 's', 2
		}
		return '?', 0
	case 't':
		switch {
		case starts(s, "tch"):
			return 's', 3
		case next == 's':
			return 's', 2
		case starts(s, "tkh"):
			return 't', 3
		case next == 'h' || next == 't':
			return 't', 2
		}
		return 't', 1
	case 'd':
		switch {
		case starts(s, "dzh"):
			return 's', 3
		case next == 'd':
			return 't', 2
		}
		return 't', 1
	case 'j':
		if next == 'j' {
			return 's', 2
		}
		return 's', 1
	case 'z':
		if next == 'h' {
			return 's', 2
		}
		return 's', 1
	case 's':
		if next == 's' || next == 'h' {
			return 's', 2
		}
		return 's', 1
	case 'k':
		switch {
		case script == Cyrillic && starts(s, "kkh"):
			return 'k', 3
		case script == Cyrillic && next == 'h':
			return 'h', 2
		case next == 'k' || next == 'h':
			return 'k', 2
		}
		return 'k', 1
	case 'g':
		if next == 'g' {
			return 'k', 2
		}
		return 'k', 1
	case 'p':
		switch {
		case script == Cyrillic && starts(s, "pkh"):
			return 'p', 3
		case next == 'h' || next == 'p':
			return 'p', 2
		}
		return 'p', 1
	case 'b':
		if next == 'b' {
			return 'p', 2
		}
		return 'p', 1
	case 'm':
		return 'm', 1
	case 'n':
		return 'n', 1
	case 'r', 'l':
		if next == 'h' {
			return 'r', 2
		}
		return 'r', 1
	case 'h':
		return 'h', 1
	}
	return '-', 0
}

// koreanVowel is the class of the vowel that s starts with and whether it starts with a glide or is i; n is 0 when
// it is no Korean vowel.
func koreanVowel(s []byte, script Script, open bool) (class byte, soft bool, n int) {
	for n < len(s) && (vowel(s[n]) || s[n] == 'y' || s[n] == 'w' && script == Roman || script == Cyrillic && s[n] == 'v' && n == 0 && vowel(at(s, 1))) {
		n++
	}
	for n > 0 {
		class, soft, ok := vowelClass(string(s[:n]), script, open)
		if !ok {
			n-- // 채원 chaewon: as many as make one vowel
			continue
		}
		if at(s, n) == 'h' && !vowel(at(s, n+1)) && at(s, n+1) != 'y' && at(s, n+1) != 'w' { // Oh, Suh, Ahn
			n++
		}
		return class, soft, n
	}
	return 0, false, 0
}

func vowelClass(v string, script Script, open bool) (class byte, soft, ok bool) {
	if script == Cyrillic {
		switch v {
		case "y":
			return 'o', false, true
		case "yy", "vi":
			return 'i', false, true
		case "e":
			if open {
				return 'o', true, true
			}
			return 'e', false, true
		case "va":
			return 'a', false, true
		case "vo":
			return 'o', false, true
		case "ve":
			return 'e', false, true
		}
	}
	class, ok = koreanVowels[v]
	return class, ok && (v[0] == 'y' || class == 'i' && v[0] != 'w'), ok
}

var koreanVowels = map[string]byte{
	"a": 'a', "aa": 'a', "ya": 'a', "wa": 'a', "oa": 'a', "ia": 'a', "ua": 'a',
	"e": 'e', "ae": 'e', "ai": 'e', "ay": 'e', "ei": 'e', "ye": 'e', "yae": 'e', "we": 'e', "wae": 'e', "oe": 'e', "oi": 'e', "oy": 'e', "wai": 'e', "weh": 'e', "ie": 'e', "ue": 'e',
	"o": 'o', "eo": 'o', "u": 'o', "oo": 'o', "ou": 'o', "eu": 'o', "yo": 'o', "yeo": 'o', "yu": 'o', "yoo": 'o', "you": 'o', "yeou": 'o', "woo": 'o', "wo": 'o', "wu": 'o', "weo": 'o', "uh": 'o', "ew": 'o', "io": 'o', "iu": 'o', "yeu": 'o', "uo": 'o',
	"i": 'i', "ee": 'i', "yi": 'i', "ui": 'i', "eui": 'i', "wi": 'i', "wee": 'i', "uy": 'i', "yee": 'i', "y": 'i', "ea": 'i',
}

// koreanFinal is the class of the final that s starts with, 0 for none, and its length. A single consonant before a
// vowel is the next syllable's initial.
func koreanFinal(s []byte, script Script) (byte, int) {
	closes := func(n int) bool {
		b := at(s, n)
		return !(vowel(b) || b == 'y' || b == 'w' || script == Cyrillic && b == 'v')
	}
	switch at(s, 0) {
	case 'n':
		if at(s, 1) == 'g' && closes(2) {
			return 'n', 2
		}
		if closes(1) {
			return 'n', 1
		}
	case 'm':
		if closes(1) {
			return 'm', 1
		}
	case 'r':
		if (at(s, 1) == 'k' || at(s, 1) == 'g') && closes(2) { // Park
			return 'k', 2
		}
		if closes(1) {
			return 'r', 1
		}
	case 'l':
		if closes(1) {
			return 'r', 1
		}
	case 'k', 'g':
		if closes(1) && !(at(s, 1) == 'h' || at(s, 1) == 'k' && !closes(2)) {
			return 'k', 1
		}
	case 'p', 'b':
		if closes(1) && !(at(s, 1) == 'h' || at(s, 1) == 'p' && !closes(2)) {
			return 'p', 1
		}
	case 't', 'd', 's':
		if closes(1) && at(s, 1) != 'h' && at(s, 1) != 's' && at(s, 1) != 'z' && at(s, 1) != 'c' && at(s, 1) != at(s, 0) {
			return 't', 1
		}
	}
	return 0, 0
}

// surnames are the Korean surnames that nine in ten bear and some more, by their one syllable.
const surnames = "김이박최정강조윤장임림한오서신권황안송류유홍전고문양손배백허남심노로하곽성차주우구민진나라지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부리량려"

// givenName is what follows the surname in a Korean word of three or four syllables that begins with one; ok is
// false when it does not.
func givenName(word string) (given string, ok bool) {
	first, width := utf8.DecodeRuneInString(word)
	if n := len(word) / width; n < 3 || n > mostSyllables || !strings.ContainsRune(surnames, first) {
		return "", false
	}
	return word[width:], true
}
