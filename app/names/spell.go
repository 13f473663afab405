package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// mostBytes and mostPieces bound what is compared of a name; what is longer is cut there.
const (
	mostBytes  = 512
	mostPieces = 24
)

// A piece is a word of a name as it is compared: small letters of one script, or a number.
type piece struct {
	text   string
	script Script
}

// spell cuts a name into pieces: compatibility forms are made plain, capitals small, apostrophes and marks dropped, letters
// kept from digits. Dots between single letters vanish (o.o.o is ooo) except in people's names, where they part initials.
func spell(raw string, kind Kind, pieces []piece) []piece {
	raw = cut(raw)
	if !norm.NFKC.IsNormalString(raw) {
		raw = norm.NFKC.String(raw)
	}
	s := strings.Map(plainRune, raw)
	var c cutter
	c.s, c.pieces, c.dotted = s, pieces, !kind.personal()
	for i := 0; i < len(s) && len(c.pieces) < mostPieces; {
		r, w := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(s[i:])
		}
		c.take(i, w, r)
		i += w
	}
	c.finish(len(s))
	return mend(c.pieces)
}

// cut shortens a name to mostBytes at a code point.
func cut(s string) string {
	if len(s) <= mostBytes {
		return s
	}
	s = s[:mostBytes]
	for len(s) > 0 && !utf8.ValidString(s[max(0, len(s)-utf8.UTFMax):]) {
		s = s[:len(s)-1]
	}
	return s
}

// plainRune makes a letter small and gives letters that are written in several ways one form; what is dropped is -1.
func plainRune(r rune) rune {
	if r < utf8.RuneSelf {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == '\'' || r == '`':
			return -1
		}
		return r
	}
	switch {
	case isApostrophe(r), r == 'ˈ', r == 'ʻ', r == 'ʿ', r == 'ʾ', r == '״', r == '׳':
		return -1
	case r >= 0x0610 && r <= 0x06FF:
		return plainArabic(r)
	case r >= 0x0591 && r <= 0x05C7:
		return -1
	case r >= 'ぁ' && r <= 'ゖ':
		return r + 'ァ' - 'ぁ'
	case r == 'İ':
		return 'i'
	case r == 'ё' || r == 'Ё': // mostly written without its dots
		return 'е'
	}
	if r >= 0x0300 && r < 0x0370 || r >= 0x0483 && r < 0x0488 || r >= 0x1AB0 && r < 0x1B00 || r >= 0x1DC0 && r < 0x1E00 || r >= 0x20D0 && r < 0x2100 || r >= 0xFE00 && r < 0xFE30 || unicode.Is(unicode.Cf, r) {
		return -1 // in other scripts marks are letters
	}
	return unicode.ToLower(r)
}

// plainArabic takes the vowel signs off, and writes Persian and Arabic forms of a letter alike.
func plainArabic(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ي', 'ى', 'ﻯ':
		return 'ی'
	case 'ك':
		return 'ک'
	case 'ة', 'ۀ', 'ە', 'ہ', 'ھ':
		return 'ه'
	case 'ؤ':
		return 'و'
	case 'ـ':
		return -1
	}
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

// cutter cuts a plain string into pieces.
type cutter struct {
	s      string
	pieces []piece
	dotted bool
	from   int // of the piece under way, plus one; 0: none
	script Script
	digits bool // the piece under way is a number
	joined []byte
}

func (c *cutter) take(i, w int, r rune) {
	switch {
	case isLetter(r) || r >= utf8.RuneSelf && unicode.IsMark(r):
		script := ScriptOf(r)
		digit := script == Digit
		if c.from > 0 && (digit != c.digits && !c.hidden(i, r) || parted(c.script, script)) {
			c.finish(i)
		}
		if c.from == 0 {
			c.from, c.script, c.digits = i+1, script, digit
		}
		if c.script == Other || c.script == Digit {
			c.script = script
		}
	case r == '.' && c.from > 0 && c.dotted && c.single(i):
		c.joined = append(c.joined, c.s[c.from-1:i]...)
		c.from = 0
	default:
		c.finish(i)
	}
}

// single tells whether one letter stands before the dot at i, and one after it.
func (c *cutter) single(i int) bool {
	if utf8.RuneCountInString(c.s[c.from-1:i]) != 1 || c.digits {
		return false
	}
	r, w := utf8.DecodeRuneInString(c.s[i+1:])
	if !isLetter(r) || ScriptOf(r) == Digit {
		return len(c.joined) > 0
	}
	after, _ := utf8.DecodeRuneInString(c.s[i+1+w:])
	return !isLetter(after)
}

// hidden tells whether the digit at i stands for the letter that looks like it: a 0 or 1 with letters on both sides.
func (c *cutter) hidden(i int, r rune) bool {
	if c.digits {
		return false
	}
	if r != '0' && r != '1' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(c.s[:i])
	after, _ := utf8.DecodeRuneInString(c.s[i+1:])
	return unicode.IsLetter(before) && unicode.IsLetter(after)
}

func (c *cutter) finish(to int) {
	if c.from == 0 {
		if len(c.joined) > 0 {
			c.pieces = append(c.pieces, piece{string(c.joined), c.script})
			c.joined = c.joined[:0]
		}
		return
	}
	text := c.s[c.from-1 : to]
	c.from = 0
	if len(c.joined) > 0 {
		text = string(append(c.joined, text...))
		c.joined = c.joined[:0]
	}
	if !c.digits && (strings.IndexByte(text, '0') >= 0 || strings.IndexByte(text, '1') >= 0) {
		text = strings.NewReplacer("0", "o", "1", "l").Replace(text)
	}
	c.pieces = append(c.pieces, piece{text, c.script})
}

// parted tells whether letters of two scripts never stand in one word. Latin and Cyrillic are not among them: a letter of
// the one in a word of the other is a slip or a trick.
func parted(a, b Script) bool {
	if a == b || b == Digit || a == Digit || b == Other || a == Other {
		return false
	}
	return !(a == Roman || a == Cyrillic || a == Greek) || !(b == Roman || b == Cyrillic || b == Greek)
}
