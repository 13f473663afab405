package reader

import (
	"unicode"
	"unicode/utf8"
)

// category of a letter, to find where words begin and end.
type category int

const (
	blank category = iota
	mark
	letter
	han
	kana
)

func categoryOf(c rune) category {
	switch {
	case unicode.IsSpace(c) || silent(c):
		return blank
	case unicode.Is(unicode.Han, c):
		return han
	case unicode.In(c, unicode.Hiragana, unicode.Katakana) || c == 'ー':
		return kana
	case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.M, c) || c == '_':
		return letter
	}
	return mark
}

// word is a stretch of text of one sort: a word, a number with its commas, a
// run of spaces; every mark by itself.
type word struct {
	start, stop int // code points
	category    category
}

// eachWord calls do with the words of s in order, until it returns false.
func eachWord(s string, do func(word) bool) {
	at, i := 0, 0
	for i < len(s) {
		w := word{start: at}
		c, n := utf8.DecodeRuneInString(s[i:])
		w.category = categoryOf(c)
		for i, at = i+n, at+1; i < len(s) && w.category != mark; i, at = i+n, at+1 {
			before := c
			c, n = utf8.DecodeRuneInString(s[i:])
			if categoryOf(c) != w.category && !(w.category == letter && inner(before, c, s[i+n:])) {
				break
			}
		}
		w.stop = at
		if !do(w) {
			return
		}
	}
}

// inner reports whether a mark belongs to the word around it: the comma of
// 16,000, the apostrophe of o'clock.
func inner(before, c rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch c {
	case ',', '.':
		return unicode.IsDigit(before) && unicode.IsDigit(next)
	case '\'', '’':
		return unicode.IsLetter(before) && unicode.IsLetter(next)
	}
	return false
}

// wordAt returns the word that a point is in, or at the end of.
func wordAt(s string, point int) (start, stop int) {
	var before, in word
	eachWord(s, func(w word) bool {
		if w.stop <= point {
			before = w
			return true
		}
		in = w
		return false
	})
	if in.stop == 0 || in.start == point && in.category < letter && before.category >= letter {
		in = before
	}
	return in.start, in.stop
}

// wordAfter returns where the next word begins, wordBefore where the one
// before does; the ends of the text count as such.
func wordAfter(s string, point int) int {
	end := 0
	eachWord(s, func(w word) bool {
		end = w.stop
		if w.start > point && w.category != blank {
			end = w.start
			return false
		}
		return true
	})
	return end
}

func wordBefore(s string, point int) int {
	start := 0
	eachWord(s, func(w word) bool {
		if w.start >= point {
			return false
		}
		if w.category != blank {
			start = w.start
		}
		return true
	})
	return start
}
