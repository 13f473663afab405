package recognise

import (
	"unicode"
	"unicode/utf8"
)

// tokenKind says what a token is.
type tokenKind uint8

const (
	wordToken   tokenKind = iota // a run of letters, or a part of a Korean run
	digitsToken                  // a run of the digits 0 to 9
	signToken                    // one other character
	emailToken
	urlToken
)

// What stands between a token and the one before it.
const (
	glued   uint8 = iota // nothing
	spaced               // one space of any width
	apart                // several spaces, or one line break
	severed              // a blank line, a tab, the beginning of the text
)

// How a word begins.
const (
	small   uint8 = iota // a small letter, or a script without case
	capital              // a capital, then a small letter or nothing
	capitals
)

// The scripts told apart; the others count as other.
const (
	otherScript uint8 = iota
	latin
	cyrillic
	hangul
)

// token is a piece of the text. Positions are in bytes of the whole text.
type token struct {
	start, stop int32
	sign        rune // of a signToken
	kind        tokenKind
	gap         uint8
	script      uint8
	cased       uint8
	named       bool // belongs to a known name
	lex         *meaning
}

// longestWord is the length in bytes of the longest word that is looked up.
const longestWord = 48

// cutter cuts a text into tokens.
type cutter struct {
	text string
	toks []token
	pos  int
	gap  uint8
	buf  [longestWord + utf8.UTFMax]byte
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// cut gives the tokens of text from byte from on up to byte to.
func (c *cutter) cut(text string, from, to int) []token {
	c.text, c.pos, c.gap = text[:to], from, severed
	c.toks = c.toks[:0]
	for c.pos < to {
		c.next()
	}
	return c.toks
}

func (c *cutter) next() {
	b := c.text[c.pos]
	switch {
	case isDigit(b):
		c.digits()
	case isASCIILetter(b):
		c.word()
	case b == ' ':
		c.space(spaced, 1)
	case b == '\n':
		if c.gap == apart && c.pos > 0 && c.text[c.pos-1] == '\n' {
			c.gap = severed
		}
		c.space(apart, 1)
	case b == '\t':
		c.space(severed, 1)
	case b < ' ':
		c.space(apart, 1)
	case b == '@':
		if !c.email() {
			c.sign('@', 1)
		}
	case b == ':':
		if !c.address() {
			c.sign(':', 1)
		}
	case b == '.':
		if !c.host() {
			c.sign('.', 1)
		}
	case b < utf8.RuneSelf:
		c.sign(rune(b), 1)
	default:
		c.wide()
	}
}

// wide takes a character outside ASCII.
func (c *cutter) wide() {
	r, n := utf8.DecodeRuneInString(c.text[c.pos:])
	switch {
	case r >= 0x0400 && r < 0x0482, isHangul(r), r >= 0xC0 && r < 0x250 && r != '×' && r != '÷':
		c.word()
	case r >= 0xFF10 && r <= 0xFF19: // full-width digits are cut as signs and thereby left alone
		c.sign(r, n)
	case unicode.IsSpace(r):
		c.space(spaced, n)
	case r == '\u200B' || r == '\u00AD' || r == '\u2060' || r == '\uFEFF':
		c.pos += n // shows nothing
	case unicode.IsLetter(r):
		c.word()
	default:
		c.sign(r, n)
	}
}

func isHangul(r rune) bool { return r >= 0xAC00 && r < 0xD7A4 }

func (c *cutter) space(gap uint8, n int) {
	if gap == spaced && c.gap >= spaced {
		gap = apart
	}
	c.gap = max(c.gap, gap)
	c.pos += n
}

func (c *cutter) add(t token) {
	t.gap = c.gap
	c.gap = glued
	c.pos = int(t.stop)
	c.toks = append(c.toks, t)
}

func (c *cutter) sign(r rune, n int) {
	t := token{start: int32(c.pos), stop: int32(c.pos + n), kind: signToken, sign: r}
	switch r {
	case '$', '€', '£', '₽', '¥', '₩', '₴', '₸', '₹', '￥', '￦', '%', '％', '№':
		t.lex = signMeanings[r]
	}
	c.add(t)
}

func (c *cutter) digits() {
	i := c.pos + 1
	for i < len(c.text) && isDigit(c.text[i]) {
		i++
	}
	c.add(token{start: int32(c.pos), stop: int32(i), kind: digitsToken})
}

// word takes a run of letters of one script and looks it up.
func (c *cutter) word() {
	start, i, n := c.pos, c.pos, 0
	script, letters, uppers := otherScript, 0, 0
	firstUpper := false
	for i < len(c.text) {
		b := c.text[i]
		if b < utf8.RuneSelf {
			if !isASCIILetter(b) || letters > 0 && script != latin {
				break
			}
			script = latin
			if b <= 'Z' {
				uppers++
				firstUpper = firstUpper || letters == 0
				b |= 0x20
			}
			letters++
			if n < longestWord {
				c.buf[n] = b
				n++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(c.text[i:])
		s := scriptOf(r)
		if s == otherScript && !unicode.IsLetter(r) && (!unicode.IsMark(r) || letters == 0) {
			break
		}
		if letters > 0 && s != script && !unicode.IsMark(r) {
			break
		}
		if letters == 0 {
			script = s
		}
		low := lower(r)
		if low != r && r != 'ё' {
			uppers++
			firstUpper = firstUpper || letters == 0
		}
		letters++
		if n < longestWord {
			n += utf8.EncodeRune(c.buf[n:], low)
		}
		i += size
	}
	t := token{start: int32(start), stop: int32(i), kind: wordToken, script: script}
	switch {
	case uppers > 1 && uppers == letters:
		t.cased = capitals
	case firstUpper:
		t.cased = capital
	}
	if script == hangul {
		c.korean(t)
		return
	}
	if n < longestWord {
		t.lex = lexicon[string(c.buf[:n])]
	}
	c.add(t)
}

func scriptOf(r rune) uint8 {
	switch {
	case r >= 0x0400 && r < 0x0482:
		return cyrillic
	case isHangul(r):
		return hangul
	case r >= 0xC0 && r < 0x250:
		return latin
	}
	return otherScript
}

// lower folds a letter for the lexicon: small, ё to е.
func lower(r rune) rune {
	switch {
	case r >= 'А' && r <= 'Я':
		return r + 'а' - 'А'
	case r == 'ё' || r == 'Ё':
		return 'е'
	case r >= 'а' && r <= 'я' || isHangul(r):
		return r
	}
	return unicode.ToLower(r)
}
