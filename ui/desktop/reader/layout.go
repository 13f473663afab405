package reader

import (
	"sort"
	"strings"
)

// line is a line of a passage as it is shown. Spaces at its end, the tab or
// the line feed after it belong to no line.
type line struct {
	from, to    int     // bytes
	start, stop int     // code points
	x           float32 // where it begins, from the left of the passage
	row         int     // which line from the top it stands on
}

// layout is how a passage stands at a width. Lines are in the order of the
// text; only in a table do several stand on one row.
type layout struct {
	lines []line
	rows  int
	table bool
}

// longestLine bounds the code points of a line, so that text of no width
// cannot make one that takes long to draw.
const longestLine = 2000

// lay breaks a passage into lines no wider than width. There is always one.
func (m *meter) lay(text string, width float32) layout {
	var l layout
	m.wrap(&l, text, 0, len(text), 0, 0, width)
	return l
}

// layRow sets a row of a table into columns.
func (m *meter) layRow(text string, cols columns) layout {
	l := layout{table: true}
	from, point, rows := 0, 0, 0
	for k := range cols.x {
		to := len(text)
		if k < len(cols.x)-1 {
			if n := strings.IndexByte(text[from:], '\t'); n >= 0 {
				to = from + n
			}
		}
		first := len(l.lines)
		l.rows = 0
		m.wrap(&l, text, from, to, point, cols.x[k], cols.width[k])
		rows = max(rows, l.rows)
		if to == len(text) {
			break
		}
		point = l.lines[first].start + points(text[from:to]) + 1
		from = to + 1
	}
	l.rows = rows
	return l
}

// wrap appends the lines of text[from:to], which begins at a code point.
func (m *meter) wrap(l *layout, text string, from, to, point int, x, width float32) {
	for {
		end := to
		if n := strings.IndexByte(text[from:to], '\n'); n >= 0 {
			end = from + n
		}
		point = m.wrapLine(l, text, from, end, point, x, width)
		if end == to {
			return
		}
		from, point = end+1, point+1
	}
}

// wrapLine breaks one line of the text, greedily: each line takes as many
// words as it can. It returns the code point at its end.
func (m *meter) wrapLine(l *layout, text string, from, end, point int, x, width float32) int {
	cur := line{from: from, to: from, start: point, stop: point, x: x, row: l.rows}
	emit := func(next, at int) {
		l.lines = append(l.lines, cur)
		l.rows++
		cur = line{from: next, to: next, start: at, stop: at, x: x, row: l.rows}
	}
	// Where the line may end: the line so far, and where the next one begins.
	var best line
	bestNext, bestAt := -1, 0
	var w float32
	p, a := rune(-1), rune(-1)
	i, at := from, point
	for i < end {
		c, cw := m.next(text[:end], i)
		if i > cur.from && (c.points > 1 && space(a) || mayBreak(p, a, c.first)) {
			best, bestNext, bestAt = cur, i, at
		}
		hangs := space(c.first) && c.points == 1
		if i > cur.from && (w+cw > width && !hangs || at-cur.start >= longestLine) {
			if bestNext > cur.from {
				i, at = bestNext, bestAt
				cur = best
			}
			emit(i, at)
			bestNext, w, p, a = -1, 0, -1, -1
			continue
		}
		w += cw
		i, at = i+c.size, at+c.points
		if !hangs {
			cur.to, cur.stop = i, at
		}
		p, a = a, c.last
		if c.points == 1 {
			a = c.first
		}
	}
	emit(end, at)
	return at
}

// lineOf returns the line that shows a code point: the last one that begins at
// or before it.
func (l *layout) lineOf(point int) int {
	return max(sort.Search(len(l.lines), func(i int) bool { return l.lines[i].start > point })-1, 0)
}

// lineAt returns the line at a row and a distance from the left.
func (l *layout) lineAt(row int, x float32) int {
	row = min(max(row, 0), l.rows-1)
	if !l.table {
		return row
	}
	found, lowest := -1, -1
	for i, ln := range l.lines {
		if ln.x > x+tabGap/2 && found >= 0 {
			break
		}
		switch {
		case ln.row == row && (found < 0 || ln.x > l.lines[found].x):
			found = i
		case ln.row < row && (lowest < 0 || ln.x > l.lines[lowest].x || ln.row > l.lines[lowest].row):
			lowest = i
		}
	}
	if lowest >= 0 && (found < 0 || l.lines[lowest].x > l.lines[found].x) {
		return lowest // the cell under the pointer is shorter than its row
	}
	return max(found, 0)
}

// across returns where a code point stands on a line, from the left of the
// passage. A point within a cluster stands at its beginning, or with after at
// its end.
func (m *meter) across(text string, ln line, point int, after bool) float32 {
	x := ln.x
	at := ln.start
	for i := ln.from; i < ln.to && at < point; {
		c, w := m.next(text[:ln.to], i)
		if at+c.points > point && !after {
			break
		}
		x, i, at = x+w, i+c.size, at+c.points
	}
	return x
}

// pointAt returns the code point between clusters that is nearest to a
// distance from the left of the passage.
func (m *meter) pointAt(text string, ln line, x float32) int {
	left := ln.x
	at := ln.start
	for i := ln.from; i < ln.to; {
		c, w := m.next(text[:ln.to], i)
		if left+w/2 > x {
			break
		}
		left, i, at = left+w, i+c.size, at+c.points
	}
	return at
}
