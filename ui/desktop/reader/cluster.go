package reader

import (
	"unicode"
	"unicode/utf8"
)

// longestCluster bounds what is moved over and drawn as one, whatever the text.
const longestCluster = 32

// cluster is the least that a caret steps over: a letter with its marks, or a
// word of a script whose letters change their shape beside one another.
type cluster struct {
	size   int // bytes
	points int // code points
	first  rune
	last   rune
	odd    bool // not one simple letter: must be shaped
}

// clusterAt returns the cluster that begins at byte i of s, which is within s.
func clusterAt(s string, i int) cluster {
	c, n := rune(s[i]), 1
	if c >= utf8.RuneSelf {
		c, n = utf8.DecodeRuneInString(s[i:])
	}
	at := cluster{size: n, points: 1, first: c, last: c}
	if j := i + n; j == len(s) || c < utf8.RuneSelf && s[j] < utf8.RuneSelf {
		return at // the common case
	}
	joined := false
	for at.points < longestCluster && i+at.size < len(s) {
		next, n := utf8.DecodeRuneInString(s[i+at.size:])
		if !(joined || sticks(next) && c >= ' ' || shaped(c) && shaped(next) || jamo(c) && jamo(next)) {
			break
		}
		joined = next == zeroWidthJoiner
		at.size += n
		at.points++
		at.last, at.odd = next, true
	}
	at.odd = at.odd || shaped(c)
	return at
}

const zeroWidthJoiner = '\u200d'

// sticks reports whether a rune belongs to the one before it.
func sticks(c rune) bool {
	switch {
	case c < 0x300:
		return false
	case c == zeroWidthJoiner, c >= 0x1f3fb && c <= 0x1f3ff: // skin of an emoji
		return true
	}
	return unicode.Is(unicode.M, c)
}

// shaped reports whether a rune is of a script that must be shaped as a word:
// those from right to left, and those of India and its neighbours.
func shaped(c rune) bool {
	switch {
	case c < 0x590:
		return false
	case c <= 0x8ff, c <= 0x109f, c >= 0x1780 && c <= 0x17ff, c >= 0xfb1d && c <= 0xfdff, c >= 0xfe70 && c <= 0xfefc:
		return unicode.IsLetter(c) || unicode.Is(unicode.M, c)
	}
	return false
}

// jamo reports whether a rune is a part of a Hangul syllable that was not
// composed.
func jamo(c rune) bool { return c >= 0x1100 && c <= 0x11ff }

// silent reports whether a rune is there but is not seen.
func silent(c rune) bool {
	switch {
	case c < ' ', c == 0xad, c >= 0x200b && c <= 0x200f, c >= 0x202a && c <= 0x202e, c >= 0x2060 && c <= 0x206f, c == 0xfeff:
		return true
	}
	return false
}

// boundaries returns the boundaries of clusters around point n: the last one
// at or before it and the first one at or after it.
func boundaries(s string, n int) (before, after int) {
	p := 0
	for i := 0; i < len(s); {
		c := clusterAt(s, i)
		if p+c.points > n {
			if p == n {
				return p, p
			}
			return p, p + c.points
		}
		p, i = p+c.points, i+c.size
	}
	return p, p
}
