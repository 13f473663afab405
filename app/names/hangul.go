package names

import "unicode/utf8"

// Hangul syllables lie in Unicode in the order of their parts: 19 initials, 21 vowels, 28 finals.
const (
	hangulFirst, hangulLast = 0xAC00, 0xD7A3
	vowelCount, finalCount  = 21, 28
)

// syllable is a Hangul syllable taken apart; the numbers are those of Unicode's order.
type syllable struct{ initial, vowel, final byte }

func takeApart(r rune) (syllable, bool) {
	if r < hangulFirst || r > hangulLast {
		return syllable{}, false
	}
	n := int(r - hangulFirst)
	return syllable{byte(n / (vowelCount * finalCount)), byte(n / finalCount % vowelCount), byte(n % finalCount)}, true
}

func syllablesOnly(word string) bool {
	for _, r := range word {
		if r < hangulFirst || r > hangulLast {
			return false
		}
	}
	return word != ""
}

// Initials in Unicode's order: ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ.
const (
	iG = iota
	iGG
	iN
	iD
	iDD
	iR
	iM
	iB
	iBB
	iS
	iSS
	iNone
	iJ
	iJJ
	iCh
	iK
	iT
	iP
	iH
)

// Sounds of finals once they are neutralised: seven, and none.
const (
	fNone = iota
	fK
	fN
	fT
	fL
	fM
	fP
	fNg
)

// finalSounds gives for each of the 28 finals its sound, and the initial it leaves to a following vowel.
var finalSounds = [finalCount]struct{ closed, left, moves byte }{
	{fNone, fNone, iNone},
	{fK, fNone, iG},
	{fK, fNone, iGG},
	{fK, fK, iS},
	{fN, fNone, iN},
	{fN, fN, iJ},
	{fN, fNone, iN},
	{fT, fNone, iD},
	{fL, fNone, iR},
	{fK, fL, iG},
	{fM, fL, iM},
	{fL, fL, iB},
	{fL, fL, iS},
	{fL, fL, iT},
	{fP, fL, iP},
	{fL, fNone, iR},
	{fM, fNone, iM},
	{fP, fNone, iB},
	{fP, fP, iS},
	{fT, fNone, iS},
	{fT, fNone, iSS},
	{fNg, fNg, iNone},
	{fT, fNone, iJ},
	{fT, fNone, iCh},
	{fK, fNone, iK},
	{fT, fNone, iT},
	{fP, fNone, iP},
	{fNone, fNone, iNone},
}

var (
	initialLatin = [...]string{"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"}
	vowelLatin   = [...]string{"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"}
	finalLatin   = [...]string{"", "k", "n", "t", "l", "m", "p", "ng"}
)

// appendHangul writes the Hangul syllables that s starts with by the Revised Romanisation, sound changes between syllables
// included (신라 silla, 독립 dongnip), and tells how many bytes of s it took.
func appendHangul(dst []byte, s string) ([]byte, int) {
	taken := 0
	var before byte // final of the syllable before, as a number of Unicode's order
	for taken < len(s) {
		r, width := utf8.DecodeRuneInString(s[taken:])
		syl, ok := takeApart(r)
		if !ok {
			break
		}
		taken += width
		dst = joint(dst, before, syl.initial)
		dst = append(dst, vowelLatin[syl.vowel]...)
		before = syl.final
	}
	if taken > 0 {
		dst = append(dst, finalLatin[finalSounds[before].closed]...)
	}
	return dst, taken
}

// joint writes what a final and the initial after it sound like together.
func joint(dst []byte, final, initial byte) []byte {
	sound := finalSounds[final]
	switch {
	case final == 0:
		return append(dst, initialLatin[initial]...)
	case initial == iNone:
		dst = append(dst, finalLatin[sound.left]...)
		return append(dst, initialLatin[sound.moves]...)
	}
	closed := sound.closed
	switch {
	case initial == iN || initial == iM:
		closed = nasal(closed)
		if closed == fL && initial == iN {
			return append(dst, "ll"...)
		}
	case initial == iR && (closed == fL || closed == fN):
		return append(dst, "ll"...)
	case initial == iR:
		dst = append(dst, finalLatin[nasal(closed)]...)
		return append(dst, 'n')
	}
	dst = append(dst, finalLatin[closed]...)
	return append(dst, initialLatin[initial]...)
}

func nasal(closed byte) byte {
	switch closed {
	case fK:
		return fNg
	case fT:
		return fN
	case fP:
		return fM
	}
	return closed
}
