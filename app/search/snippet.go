package search

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// snippetLength is about how many code points of a text are shown; leadIn is how many of them stand before the
// first mark.
const (
	snippetLength = 160
	leadIn        = 30
	cutSign       = '…'
)

// snippet cuts the part of a text where most of what was asked for stands together, on one line. Its marks lie in it, in
// code points.
func snippet(text string, marks []mark, length int) (string, [][2]int) {
	points := []rune(text)
	from, to := 0, len(points)
	if to > length {
		from = densest(marks, length, to)
		to = min(from+length, len(points))
		from, to = atWords(points, from, to, marks)
	}
	var out []rune
	place := make([]int, to-from+1) // where each code point went
	if from > 0 {
		out = append(out, cutSign)
	}
	bare := len(out)
	for i, r := range points[from:to] {
		place[i] = len(out)
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			if len(out) > bare && out[len(out)-1] != ' ' {
				out = append(out, ' ')
			}
		case r == '\u00AD' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069':
			// a soft hyphen; what turns the direction of writing would turn the rest of the line
		default:
			out = append(out, r)
		}
	}
	place[to-from] = len(out)
	var ranges [][2]int
	for _, m := range marks {
		if m.start >= to || m.end <= from {
			continue
		}
		r := [2]int{place[max(m.start, from)-from], place[min(m.end, to)-from]}
		for r[1] > r[0] && out[r[1]-1] == ' ' {
			r[1]--
		}
		if r[1] > r[0] {
			ranges = append(ranges, r)
		}
	}
	for len(out) > bare && out[len(out)-1] == ' ' {
		out = out[:len(out)-1]
	}
	if to < len(points) {
		out = append(out, cutSign)
	}
	return string(out), ranges
}

// firstShown gives the first mark that a snippet shows, in code points of the
// whole text, so that the text can be opened there.
func firstShown(text string, marks []mark, length int) (start, stop int) {
	from := 0
	if all := utf8.RuneCountInString(text); all > length {
		from = densest(marks, length, all)
	}
	first := mark{}
	for _, m := range marks {
		if m.end > from && m.end > m.start && (first.end == 0 || m.start < first.start) {
			first = m
		}
	}
	return first.start, first.end
}

// densest finds where a window must begin to hold the most: first of all different terms, then marks.
func densest(marks []mark, length, all int) int {
	best, from := -1.0, 0
	for i, first := range marks {
		score := 0.0
		var seen []int
		for _, m := range marks[i:] {
			if m.end > first.start-leadIn+length {
				break
			}
			if slices.Contains(seen, m.term) {
				score += m.fit * 0.1
				continue
			}
			seen = append(seen, m.term)
			score += m.fit
		}
		if score > best {
			best, from = score, first.start-leadIn
		}
		if i > mostWindows {
			break
		}
	}
	return max(0, min(from, all-length))
}

// mostWindows is how many marks of one text are tried as the first of a snippet.
const mostWindows = 400

// atWords moves the ends of a window to the ends of words, if one is near and no mark is lost.
func atWords(s []rune, from, to int, marks []mark) (int, int) {
	const near = 15
	marked := func(i int) bool {
		return slices.ContainsFunc(marks, func(m mark) bool { return m.start <= i && i < m.end })
	}
	if from > 0 && wordRune(s[from]) && wordRune(s[from-1]) {
		for i := from; i < min(from+near, to) && !marked(i); i++ {
			if !wordRune(s[i]) {
				from = i + 1
				break
			}
		}
	}
	if to < len(s) && wordRune(s[to-1]) && wordRune(s[to]) {
		for i := to - 1; i > max(to-near, from) && !marked(i); i-- {
			if !wordRune(s[i]) {
				to = i
				break
			}
		}
	}
	return from, to
}
