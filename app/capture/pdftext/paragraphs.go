package pdftext

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs gives the text of a page, a paragraph or a table row at a time, in
// reading order. Text that runs in another direction comes after the rest.
func (s *sheet) paragraphs() []string {
	turned := make([][]word, len(axes)+len(s.frames))
	for _, w := range s.words {
		turned[w.turn] = append(turned[w.turn], w)
	}
	slices.SortStableFunc(turned, func(a, b []word) int { return len(b) - len(a) })
	var out []string
	for _, words := range turned {
		if len(words) == 0 {
			break
		}
		for _, b := range blocks(s.rows(words), 0) {
			out = append(out, s.blockText(b)...)
		}
	}
	return out
}

// line is a row as text.
type line struct {
	text         string
	x0, x1, base float32
	size         float32
	first        float32 // width of the first word
	cells        bool    // parts far from one another
}

// line writes a row, with tabs at gaps wider than those between words.
func (s *sheet) line(r row, wide float32) line {
	l := line{x0: r.left(), x1: r.right(), base: r.base, size: r.size, first: r.words[0].x1 - r.words[0].x0}
	var b strings.Builder
	words := r.words
	for len(words) > 0 {
		n := 1
		for n < len(words) && words[n].x0-words[n-1].x1 <= wide {
			n++
		}
		if b.Len() > 0 {
			b.WriteByte('\t')
			l.cells = true
		}
		s.cell(&b, words[:n])
		words = words[n:]
	}
	l.text = b.String()
	return l
}

// cell writes words that stand near one another.
func (s *sheet) cell(b *strings.Builder, words []word) {
	right := s.rightToLeft(words)
	if right {
		words = slices.Clone(words)
		slices.Reverse(words)
	}
	for i, w := range words {
		if i > 0 {
			left, next := words[i-1], w
			if right {
				left, next = next, left
			}
			gap, size := next.x0-left.x1, min(w.size, words[i-1].size)
			if gap > spaceGap*size || gap < -overlap*size || left.spaced && gap > leastBlank*size {
				b.WriteByte(' ')
			}
		}
		if right {
			writeTurned(b, s.text(w))
		} else {
			b.Write(s.text(w))
		}
	}
}

// rightToLeft tells whether most letters are Hebrew, Arabic or their like.
func (s *sheet) rightToLeft(words []word) bool {
	from, to := 0, 0
	for _, w := range words {
		for _, r := range string(s.text(w)) {
			switch {
			case isRight(r):
				from++
			case unicode.IsLetter(r):
				to++
			}
		}
	}
	return from > to
}

func isRight(r rune) bool {
	return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff
}

// writeTurned writes a word that was collected from left to right in the order
// in which it is read.
func writeTurned(b *strings.Builder, t []byte) {
	right := false
	for _, r := range string(t) {
		right = right || isRight(r)
	}
	if !right {
		b.Write(t)
		return
	}
	for len(t) > 0 {
		r, n := utf8.DecodeLastRune(t)
		b.WriteRune(r)
		t = t[:len(t)-n]
	}
}

func (s *sheet) blockText(b block) []string {
	lead := leading(b.rows)
	text := textEdges(b.rows, lead)
	lines := make([]line, 0, len(b.rows))
	for i, r := range b.rows {
		wide := cellGap * r.size
		switch {
		case b.table:
			wide = birthGap * r.size
		case text[i].fills(&r):
			wide = r.right() - r.left()
		}
		lines = append(lines, s.line(r, wide))
	}
	return paragraphsOf(lines, b.table, text, lead)
}

// paragraphsOf joins the lines of a block.
func paragraphsOf(lines []line, table bool, edges []edges, lead float32) []string {
	var out []string
	text := ""
	for i, l := range lines {
		if i == 0 {
			text = l.text
			continue
		}
		a := lines[i-1]
		if table || ends(a, l, edges[i-1], lead) {
			out = append(out, text)
			text = l.text
			continue
		}
		text = join(text, l.text)
	}
	return append(out, text)
}

// leading gives the usual distance of lines.
func leading(rows []row) float32 {
	var all []float32
	for i := 1; i < len(rows); i++ {
		d := rows[i].base - rows[i-1].base
		if d > 0.5*rows[i].size && d < 3*rows[i].size {
			all = append(all, d/rows[i].size)
		}
	}
	if len(all) < 3 {
		return 1.25
	}
	slices.Sort(all)
	return min(all[len(all)*2/5], 2.2)
}

// ends tells whether a paragraph ends with line a, when b follows.
func ends(a, b line, text edges, lead float32) bool {
	gap := b.base - a.base
	em := max(a.size, b.size)
	switch {
	case a.cells || b.cells:
		return true
	case gap > 1.3*lead*em || gap < 0:
		return true
	case a.size > 1.15*b.size || b.size > 1.15*a.size:
		return true
	case b.x0 > a.x0+0.8*em && a.x0 < text.left+0.5*em:
		return true // an indented first line
	case bullet(b.text) || strings.Contains(a.text, ". . .") || strings.Contains(a.text, "....."):
		return true
	}
	// The first word of b would have fitted on a, so a was ended on purpose.
	return text.right-a.x1 > b.first+1.5*em
}

func bullet(t string) bool {
	r, n := utf8.DecodeRuneInString(t)
	switch r {
	case '•', '▪', '●', '◦', '■', '□', '➢', '✓', '‣', '∙', '·':
		return true
	case '–', '—', '-', '*', 'o':
		return n < len(t) && t[n] == ' '
	}
	return false
}

// join puts a line behind the text before it. A hyphen between two letters at
// the break goes, as the word goes on; Chinese and Japanese lines join without
// a blank.
func join(text, next string) string {
	last, n := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	switch last {
	case '-', '\u2010', '\u00ad':
		before, _ := utf8.DecodeLastRuneInString(text[:len(text)-n])
		if unicode.IsLetter(before) && unicode.IsLower(first) {
			return text[:len(text)-n] + next
		}
		if last == '-' && (unicode.IsLetter(before) || unicode.IsDigit(before)) && (unicode.IsLetter(first) || unicode.IsDigit(first)) {
			return text + next
		}
	}
	if isHan(last) && isHan(first) {
		return text + next
	}
	return text + " " + next
}

func isHan(r rune) bool {
	return r >= 0x3001 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xff00 && r <= 0xffef
}
