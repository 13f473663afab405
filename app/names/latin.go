package names

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Latin writes a word in small plain Latin letters, in the transcription that a reader of English expects: BGN/PCGN without
// its apostrophes for Cyrillic, Revised Romanisation with the sound changes between syllables for Hangul, Hepburn without
// long marks for kana, the usual plain letters for Greek, the consonants and long vowels for Arabic and Hebrew. Accents
// are taken off Latin letters. Letters of other scripts, Han among them, stay as they are.
func Latin(word string) string {
	var buf [64]byte
	return string(appendLatin(buf[:0], word, false))
}

// appendLatin writes a word after dst. With sounds set, an accented letter is written as it sounds (š sh, ö oe, ł l)
// rather than as its plain letter: right for comparing, wrong for reading.
func appendLatin(dst []byte, word string, sounds bool) []byte {
	last := Other
	for i := 0; i < len(word); {
		r, width := rune(word[i]), 1
		if r >= utf8.RuneSelf {
			r, width = utf8.DecodeRuneInString(word[i:])
		}
		script := ScriptOf(r)
		if script != last && script == Hangul {
			n := 0
			if dst, n = appendHangul(dst, word[i:]); n > 0 {
				i, last = i+n, Hangul
				continue
			}
		}
		if script != last && script == Kana {
			n := 0
			if dst, n = appendKana(dst, word[i:]); n > 0 {
				i, last = i+n, Kana
				continue
			}
		}
		if r >= indicFirst && r < thaiLast {
			n := 0
			if r <= indicLast {
				dst, n = appendIndic(dst, word[i:])
			} else if r >= thaiFirst {
				dst, n = appendThai(dst, word[i:])
			}
			if n > 0 {
				i, last = i+n, Other
				continue
			}
		}
		dst = appendLetter(dst, r, script, sounds)
		i, last = i+width, script
	}
	return dst
}

func appendLetter(dst []byte, r rune, script Script, sounds bool) []byte {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(dst, byte(r))
	}
	switch script {
	case Cyrillic:
		return appendCyrillic(dst, r)
	case Roman:
		return appendRoman(dst, r, sounds)
	case Greek:
		if s, ok := greek[unicode.ToLower(r)]; ok {
			return append(dst, s...)
		}
	case Arabic:
		if s, ok := arabic[r]; ok {
			return append(dst, s...)
		}
	case Hebrew:
		if s, ok := hebrew[r]; ok {
			return append(dst, s...)
		}
	case Other:
		if s, ok := georgian[unicode.ToLower(r)]; ok {
			return append(dst, s...)
		}
		if s, ok := armenian[unicode.ToLower(r)]; ok {
			return append(dst, s...)
		}
	case Digit:
		if d, ok := digit(r); ok {
			return append(dst, d)
		}
	}
	if unicode.IsMark(r) && script != Han || isApostrophe(r) {
		return dst
	}
	if plain := []rune(norm.NFKD.String(string(r))); plain[0] != r {
		for _, p := range plain {
			if !unicode.IsMark(p) && p != r {
				dst = appendLetter(dst, p, ScriptOf(p), sounds)
			}
		}
		return dst
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}

// digit gives the ASCII digit for a digit of any script: their code points lie in tens.
func digit(r rune) (byte, bool) {
	if !unicode.IsDigit(r) {
		return 0, false
	}
	zero := r
	for unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	return byte('0' + r - zero), true
}

// appendRoman writes a Latin letter that is not ASCII.
func appendRoman(dst []byte, r rune, sounds bool) []byte {
	if r >= 'À' && r <= 'ž' {
		if sounds {
			if s := romanSound[r-'À']; s != "" {
				return append(dst, s...)
			}
		}
		if s := romanPlain[r-'À']; s != "" {
			return append(dst, s...)
		}
	}
	r = unicode.ToLower(r)
	switch r {
	case 'ə':
		return append(dst, 'a')
	case 'ș':
		if sounds {
			return append(dst, "sh"...)
		}
		return append(dst, 's')
	case 'ț':
		if sounds {
			return append(dst, "ts"...)
		}
		return append(dst, 't')
	}
	for _, p := range norm.NFKD.String(string(r)) {
		switch {
		case p >= 'a' && p <= 'z' || p >= '0' && p <= '9':
			dst = append(dst, byte(p))
		case p >= 'A' && p <= 'Z':
			dst = append(dst, byte(p+'a'-'A'))
		}
	}
	return dst
}

// romanPlain holds, from À to ž, the plain letters of a letter with an accent; romanSound what it sounds like where
// that differs: caron, cedilla and acute as the Slavic languages and Turkish use them, the umlauts, and the breves of
// McCune and Reischauer.
var romanPlain, romanSound = romanTables()

func romanTables() (plain, sound ['ž' - 'À' + 1]string) {
	for r := 'À'; r <= 'ž'; r++ {
		low := unicode.ToLower(r)
		s := ""
		for _, p := range norm.NFKD.String(string(low)) {
			if p < utf8.RuneSelf {
				s += string(p)
			}
		}
		switch low {
		case 'ß':
			s = "ss"
		case 'æ':
			s = "ae"
		case 'œ':
			s = "oe"
		case 'ø':
			s = "o"
		case 'đ', 'ð':
			s = "d"
		case 'þ':
			s = "th"
		case 'ł':
			s = "l"
		case 'ħ':
			s = "h"
		case 'ı':
			s = "i"
		case 'ŋ':
			s = "ng"
		case 'ŧ':
			s = "t"
		}
		plain[r-'À'] = s
		switch low {
		case 'š', 'ş', 'ŝ':
			sound[r-'À'] = "sh"
		case 'č', 'ć', 'ĉ':
			sound[r-'À'] = "ch"
		case 'ç':
			sound[r-'À'] = "s"
		case 'ž', 'ż', 'ź':
			sound[r-'À'] = "zh"
		case 'ä':
			sound[r-'À'] = "ae"
		case 'ö', 'ø', 'ő':
			sound[r-'À'] = "oe"
		case 'ü', 'ű':
			sound[r-'À'] = "ue"
		case 'ŏ':
			sound[r-'À'] = "eo"
		case 'ŭ':
			sound[r-'À'] = "eu"
		case 'ñ', 'ň', 'ń':
			sound[r-'À'] = "n"
		}
	}
	return plain, sound
}
