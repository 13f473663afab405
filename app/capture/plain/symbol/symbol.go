// Package symbol sorts characters into the some hundred and thirty symbols
// whose pairs tell one charset from another: the letters of the Cyrillic and
// Latin alphabets one by one, in lower case, and the great scripts of East
// Asia, figures and marks by kind. The maker of the table and its reader both
// see text through it.
package symbol

import (
	"math"
	"unicode"
)

// Symbols that stand for many characters.
const (
	Space    = ' '
	Figure   = '0'
	Stop     = '.' // . , ; : ! ?
	Mark     = '-' // any other printable of ASCII
	Hangul   = '가'
	Han      = '中'
	Hiragana = 'あ'
	Katakana = 'ア'
	Half     = 'ｱ' // half-width katakana
	Fullstop = '。' // punctuation of East Asia
	Box      = '─' // box drawing
	Greek    = 'α'
	Sign     = '£' // currency, fractions, ordinals and the like
	Control  = '\x01'
	Broken   = '\uFFFD' // undecodable, unassigned, for private use
	Other    = '*'
)

const (
	kinds    = " 0.-가中あアｱ。─α£\x01\uFFFD*"
	cyrillic = "абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґўј"
	latin    = "abcdefghijklmnopqrstuvwxyzßàáâäæçèéêëìíîïñòóôöùúûüýåøœăąćčďđęěğľłńňőřśşšťůűźżžțș"
	marks    = "«»“”„‘’–—…№§°·•€©"
)

// All gives every symbol, in the order of the table.
func All() []rune { return []rune(kinds + cyrillic + latin + marks) }

var letters = func() map[rune]rune {
	m := map[rune]rune{}
	for _, r := range cyrillic + latin + marks {
		m[r] = r
		if u := unicode.ToUpper(r); u != r {
			m[u] = r
		}
	}
	return m
}()

// Of gives the symbol of a character.
func Of(r rune) rune {
	if r < 0x80 {
		switch {
		case r >= 'a' && r <= 'z':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= '0' && r <= '9':
			return Figure
		case r == ' ' || r == '\n' || r == '\r' || r == '\t' || r == '\f':
			return Space
		case r < 0x20 || r == 0x7F:
			return Control
		case r == '.' || r == ',' || r == ';' || r == ':' || r == '!' || r == '?':
			return Stop
		}
		return Mark
	}
	if s, ok := letters[r]; ok {
		return s
	}
	switch {
	case r >= 0xAC00 && r <= 0xD7A3:
		return Hangul
	case r >= 0x4E00 && r <= 0x9FFF:
		return Han
	case r >= 0x3041 && r <= 0x309F:
		return Hiragana
	case r >= 0x30A0 && r <= 0x30FF:
		return Katakana
	case r >= 0xFF61 && r <= 0xFF9F:
		return Half
	case r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF5E:
		if r == 0x3000 {
			return Space
		}
		return Fullstop
	case r >= 0x2500 && r <= 0x25FF:
		return Box
	case r >= 0x391 && r <= 0x3C9:
		return Greek
	case r == 0xA0:
		return Space
	case r > 0xA0 && r < 0xC0 || r == '×' || r == '÷' || r >= 0x20A0 && r <= 0x20BF || r == '™' || r == '†':
		return Sign
	case r >= 0x80 && r < 0xA0:
		return Control
	case r == 0xFFFD || unicode.Is(unicode.Co, r) || !unicode.IsPrint(r) && !unicode.Is(unicode.Cf, r):
		return Broken
	}
	return Other
}

// Wide says whether characters of a symbol are weighed one by one besides.
func Wide(s rune) bool {
	return s == Hangul || s == Han || s == Hiragana || s == Katakana || s == Fullstop
}

// grain is how finely a cost is kept: steps to one nat.
const grain = 6

// Print writes a cost in nats as one printable character.
func Print(cost float64) byte {
	return byte('!' + max(0, min(72, math.Round(cost*grain))))
}

// Cost reads what Print wrote.
func Cost(c byte) float64 { return float64(int(c)-'!') / grain }
