package names

// The scripts of India that descend from Brahmi lie in Unicode in blocks of 128 letters, each block in the same order. One table
// writes all of them: Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada and Malayalam.
const (
	indicFirst, indicLast = 0x0900, 0x0D7F
	virama                = 0x4D
)

// indic holds by the place in a block how a letter is written; a consonant carries a small a that a vowel sign takes the place of.
var indic = func() (t [128]string) {
	put := func(from int, all ...string) {
		for i, s := range all {
			t[from+i] = s
		}
	}
	put(0x01, "n", "n", "h", "a", "a", "aa", "i", "i", "u", "u", "ri", "l", "e", "e", "e", "ai", "o", "o", "o", "au")
	put(0x15, "k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th", "d", "dh", "n", "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "l", "v",
		"sh", "sh", "s", "h")
	put(0x3E, "a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au")
	put(0x58, "q", "kh", "g", "z", "r", "rh", "f", "y")
	return
}()

// indicConsonant tells whether a letter carries a vowel.
func indicConsonant(at rune) bool { return at >= 0x15 && at <= 0x39 || at >= 0x58 && at <= 0x5F }

// indicSign tells whether a letter is a vowel sign.
func indicSign(at rune) bool { return at >= 0x3E && at <= 0x4C }

// appendIndic writes the letters of India that s begins with, and tells how many bytes of s it took. The vowel of the last consonant
// is silent.
func appendIndic(dst []byte, s string) ([]byte, int) {
	carried := false // the letter before carries its vowel still
	taken := 0
	for i, r := range s {
		if r < indicFirst || r > indicLast {
			return dst, i
		}
		at := (r - indicFirst) & 127
		taken = i + 3
		switch {
		case at == virama:
			carried = false
			continue
		case indicSign(at):
			carried = false
		case carried:
			dst = append(dst, 'a')
			carried = false
		}
		if digit := at - 0x66; digit >= 0 && digit <= 9 {
			dst = append(dst, byte('0'+digit))
			continue
		}
		dst = append(dst, indic[at]...)
		carried = indicConsonant(at)
	}
	return dst, taken
}

// thai holds the letters from ก on, consonants at the start of a syllable. Marks of tone are not written.
var thai = [...]string{
	"k", "kh", "kh", "kh", "kh", "kh", "ng", "ch", "ch", "ch", "s", "ch", "y", "d", "t", "th", "th", "th", "n", "d", "t", "th", "th", "th", "n", "b", "p", "ph", "f", "ph", "f", "ph", "m", "y",
	"r", "rue", "l", "lue", "w", "s", "s", "s", "h", "l", "o", "h", "", "a", "a", "a", "am", "i", "i", "ue", "ue", "u", "u", "", "", "", "", "", "e", "ae", "o", "ai", "ai", "", "", "", "", "", "", "", "", "",
}

const (
	thaiFirst = 0x0E01
	thaiLast  = thaiFirst + rune(len(thai))
)

// appendThai writes the Thai letters that s begins with. A vowel that is written before its consonant is spoken after it.
func appendThai(dst []byte, s string) ([]byte, int) {
	before := ""
	taken := 0
	for i, r := range s {
		at := int(r - thaiFirst)
		if at < 0 || at >= len(thai) {
			return append(dst, before...), i
		}
		taken = i + 3
		if r >= 'เ' && r <= 'ไ' {
			before = thai[at]
			continue
		}
		dst = append(append(dst, thai[at]...), before...)
		before = ""
	}
	return append(dst, before...), taken
}
