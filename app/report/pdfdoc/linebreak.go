package pdfdoc

import (
	"strings"
	"unicode"
)

// The few kinsoku rules that a report needs: what may not begin a line, and
// what may not end one.
const (
	notFirst = "、。，．・：；？！）」』】〕〉》〙〗”’…‥ー々〻％‰℃ぁぃぅぇぉっゃゅょァィゥェォッャュョヶ,.;:!?)]}%"
	notLast  = "（「『【〔〈《〘〖“‘([{"
)

func isGap(r rune) bool { return r == ' ' || r == '\n' || r == zeroWidthSpace || r == '\u3000' }

// mayBreak tells whether a line may end before text[i], where neither side is a
// space. Hangul breaks at spaces as Korean print does, Han between characters.
func mayBreak(text []styled, i int) bool {
	prev, next := text[i-1].r, text[i].r
	if text[i-1].a.cite && text[i].a.cite {
		return prev == ','
	}
	if text[i].a.cite || prev == citeSpace || strings.ContainsRune(notFirst, next) || strings.ContainsRune(notLast, prev) || joins(next) {
		return false
	}
	switch {
	case prev == '\u00a0' || next == '\u00a0':
		return false
	case prev == '-' || prev == '–' || prev == '‐':
		return i > 1 && unicode.IsLetter(text[i-2].r) && unicode.IsLetter(next)
	case prev == '—':
		return true
	case isHan(prev) || isHan(next):
		return !isHangul(prev) && !isHangul(next)
	}
	return false
}

// isHan covers what breaks like Han: ideographs, kana and full width signs.
func isHan(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		(r >= 0x3001 && r <= 0x303f) || (r >= 0xff01 && r <= 0xff60)
}

func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }
