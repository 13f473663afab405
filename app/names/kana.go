package names

import "unicode/utf8"

// kana holds the hiragana from ぁ to ゔ in Hepburn; katakana lie 0x60 above them. Small ones carry a capital, which
// tells that they go with the letter before.
var kana = [...]string{
	"A", "a", "I", "i", "U", "u", "E", "e", "O", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go", "sa", "za", "shi",
	"ji", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "chi", "ji", "T", "tsu", "zu", "te", "de", "to", "do", "na", "ni", "nu",
	"ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "fu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me",
	"mo", "Ya", "ya", "Yu", "yu", "Yo", "yo", "ra", "ri", "ru", "re", "ro", "Wa", "wa", "i", "e", "o", "n", "vu", "Ka", "Ke",
}

// appendKana writes the kana that s starts with and tells how many bytes of s it took.
func appendKana(dst []byte, s string) ([]byte, int) {
	taken := 0
	double := false // a small tsu waits for its consonant
	for taken < len(s) {
		r, width := utf8.DecodeRuneInString(s[taken:])
		if r == 'ー' { // a long vowel; the plain form has no mark for it
			taken += width
			continue
		}
		if r >= 'ァ' && r <= 'ヶ' {
			r -= 'ァ' - 'ぁ'
		}
		if r < 'ぁ' || int(r-'ぁ') >= len(kana) {
			break
		}
		taken += width
		sound := kana[r-'ぁ']
		switch first := sound[0]; {
		case first == 'T':
			double = true
			continue
		case first >= 'A' && first <= 'Z':
			dst = appendSmall(dst, sound)
			continue
		case double && first != 'a' && first != 'i' && first != 'u' && first != 'e' && first != 'o' && first != 'n':
			dst = append(dst, first)
		}
		double = false
		dst = append(dst, sound...)
	}
	return dst, taken
}

// appendSmall writes a small kana, which takes the place of the vowel before it: ki + ya is kya, shi + yu is shu.
func appendSmall(dst []byte, sound string) []byte {
	small := sound[1:]
	if len(sound) == 1 {
		small = string(sound[0] + 'a' - 'A')
	} else {
		small = string(sound[0]+'a'-'A') + small
	}
	n := len(dst)
	if n == 0 || !vowel(dst[n-1]) {
		return append(dst, small...)
	}
	hissed := n >= 2 && (dst[n-2] == 'j' || n >= 3 && dst[n-2] == 'h' && (dst[n-3] == 's' || dst[n-3] == 'c'))
	dst = dst[:n-1]
	if hissed && small[0] == 'y' {
		small = small[1:]
	}
	return append(dst, small...)
}

func vowel(b byte) bool {
	switch b {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}
