package reader

import "unicode"

// mayBreak reports whether a line may end between a and b, where p stands
// before a. It is a short form of the Unicode line breaking algorithm (UAX 14)
// for the scripts that are met here: at spaces, after hyphens and slashes
// within words, and beside Han and kana except where a line must not begin or
// end with a mark. Korean breaks at spaces.
func mayBreak(p, a, b rune) bool {
	switch {
	case space(b):
		return false // spaces hang at the end of the line before
	case space(a), a == 0x200b, a == 0xad:
		return true
	case a < 0x80 && b < 0x80:
		return a == '-' && unicode.IsLetter(p) && unicode.IsLetter(b) ||
			a == '/' && wordly(p) && unicode.IsLetter(b)
	case glue(a), glue(b):
		return false
	case a == '—' || a == '‐':
		return !closing(b)
	case a == '–', a == '-', a == '/':
		return unicode.IsLetter(p) && unicode.IsLetter(b)
	case ideographic(a), ideographic(b):
		return !closing(b) && !opening(a) && !hangul(a) && !hangul(b)
	}
	return false
}

// space reports whether a rune is a space that a line may end at.
func space(c rune) bool {
	switch {
	case c == ' ', c == '\t':
		return true
	case c < 0x1680:
		return false
	}
	return c == 0x1680 || c >= 0x2000 && c <= 0x200a && c != 0x2007 || c == 0x205f || c == 0x3000
}

// glue holds its neighbours together: no-break spaces, the word joiner.
func glue(c rune) bool { return c == 0xa0 || c == 0x202f || c == 0x2007 || c == 0x2060 || c == 0xfeff }

func wordly(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// ideographic reports whether a line may break beside a rune without a space:
// Han, kana, and the full-width marks among them.
func ideographic(c rune) bool {
	switch {
	case c < 0x2e80:
		return false
	case c >= 0x3000 && c <= 0x303f, c >= 0xff00 && c <= 0xff60:
		return true
	}
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func hangul(c rune) bool { return c >= 0x1100 && unicode.Is(unicode.Hangul, c) }

// closing reports whether a line must not begin with a rune: closing marks,
// small kana, the mark of a long vowel (kinsoku).
func closing(c rune) bool {
	switch c {
	case '、', '。', '，', '．', '・', '：', '；', '！', '？', 'ー', '々', '〻', 'ゝ', 'ゞ', 'ヽ', 'ヾ', '％', '…', '‥', '”', '’', '〜',
		'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ッ', 'ャ', 'ュ', 'ョ', 'ヮ',
		',', '.', ':', ';', '!', '?', '%', '·':
		return true
	}
	return unicode.In(c, unicode.Pe, unicode.Pf)
}

// opening reports whether a line must not end with a rune.
func opening(c rune) bool { return unicode.In(c, unicode.Ps, unicode.Pi) || c == '‘' || c == '“' }
