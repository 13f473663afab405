package plain

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redthread/app/capture/plain/symbol"
)

const (
	narrowest = 45 // columns from which a text may have been broken at a width
	fewLines  = 6  // lines that stay together, such as an address
)

// Paragraphs makes passages of lines that no empty line parts: lines broken at
// a width are joined, rows of a table have tabs between their cells, a few
// short lines stay together with line feeds, others are passages of their own.
// The marks of quoted mail (">") stay, once to a passage.
func Paragraphs(lines []string) []string {
	var all []string
	for len(lines) > 0 {
		level, n := quote(lines[0]), 1
		for n < len(lines) && quote(lines[n]) == level {
			n++
		}
		part := make([]string, 0, n)
		for _, l := range lines[:n] {
			if l = unquote(l, level); strings.TrimSpace(l) == "" {
				all = append(all, quoted(block(part), level)...)
				part = part[:0]
				continue
			}
			part = append(part, l)
		}
		all = append(all, quoted(block(part), level)...)
		lines = lines[n:]
	}
	return all
}

func block(lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	if rows := table(lines); rows != nil {
		return rows
	}
	width := widthOf(lines)
	var all []string
	joined := false
	for i, l := range lines {
		if i > 0 && continues(lines[i-1], l, width) {
			all[len(all)-1] = join(all[len(all)-1], strings.TrimSpace(l))
			joined = true
			continue
		}
		all = append(all, strings.TrimSpace(l))
	}
	if !joined && len(all) <= fewLines && !slices.ContainsFunc(all, func(l string) bool { return marked(l) || columns(l) > 2*narrowest }) {
		return []string{strings.Join(all, "\n")}
	}
	return all
}

// table gives the rows of a table set with tabs or with wide gaps, or nil.
func table(lines []string) []string {
	with := 0
	rows := make([]string, len(lines))
	for i, l := range lines {
		l = strings.TrimSpace(l)
		rows[i] = gaps(l)
		if strings.ContainsRune(rows[i], '\t') {
			with++
		}
	}
	if with == 0 || 2*with < len(lines) || with == 1 && !strings.ContainsRune(strings.Join(lines, ""), '\t') {
		return nil
	}
	return rows
}

// gaps writes a tab for each gap of three spaces or more.
func gaps(l string) string {
	if !strings.Contains(l, "   ") {
		return l
	}
	var b strings.Builder
	for i := 0; i < len(l); {
		n := 0
		for i+n < len(l) && l[i+n] == ' ' {
			n++
		}
		switch {
		case n >= 3:
			b.WriteByte('\t')
		case n == 0:
			b.WriteByte(l[i])
			n = 1
		default:
			b.WriteString(l[i : i+n])
		}
		i += n
	}
	return b.String()
}

// widthOf is the width that lines were broken at, or 0: that of the widest but
// for one in eight, which are overlong.
func widthOf(lines []string) int {
	var widths []int
	for _, l := range lines {
		if strings.ContainsRune(strings.TrimSpace(l), ' ') || wideText(l) {
			widths = append(widths, columns(l))
		}
	}
	if len(widths) == 0 {
		return 0
	}
	slices.Sort(widths)
	w := widths[len(widths)-1-len(widths)/8]
	if w < narrowest || w > 200 {
		return 0
	}
	return w
}

// continues says whether a line goes on from the one before: it could not have
// begun there for want of room.
func continues(before, line string, width int) bool {
	if width == 0 || marked(strings.TrimSpace(line)) {
		return false
	}
	if in, out := indent(line), indent(before); in >= out+2 && !marked(strings.TrimSpace(before)) {
		return false // the first line of a paragraph
	}
	word := strings.TrimSpace(line)
	if wideText(word) {
		return columns(before)+4 > width
	}
	if at := strings.IndexByte(word, ' '); at > 0 {
		word = word[:at]
	}
	return columns(before)+1+columns(word) > width
}

// join puts two pieces of a broken line together: with a space, but for
// scripts that have none and after a hyphen that parts a word.
func join(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if unspaced(last) && unspaced(first) {
		return a + b
	}
	if last == '-' && unicode.IsLower(first) && len(a) > 1 && a[len(a)-2] != ' ' {
		return a + b
	}
	return a + " " + b
}

func unspaced(r rune) bool {
	s := symbol.Of(r)
	return s == symbol.Han || s == symbol.Hiragana || s == symbol.Katakana || s == symbol.Fullstop
}

func wideText(l string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(l))
	return unspaced(r)
}

// columns is how wide a line is on a terminal.
func columns(l string) int {
	n := 0
	for _, r := range strings.TrimRight(l, " ") {
		n++
		if r >= 0x3000 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xFF01 && r <= 0xFF5E {
			n++
		}
	}
	return n
}

func indent(l string) int { return len(l) - len(strings.TrimLeft(l, " \t")) }

// marked says whether a line begins an item of a list, a speech or a field.
func marked(l string) bool {
	mark, rest, found := strings.Cut(l, " ")
	if !found || rest == "" {
		return false
	}
	switch mark {
	case "-", "*", "+", "•", "·", "—", "–", "■", "●", "▪", "○", "※", "#":
		return true
	}
	digits := strings.TrimRight(mark, ".)")
	if len(digits) == len(mark) || len(mark) > 5 {
		return false
	}
	digits = strings.TrimLeft(digits, "(")
	for _, r := range digits {
		if r < '0' || r > '9' {
			return utf8.RuneCountInString(digits) == 1 && strings.HasSuffix(mark, ")")
		}
	}
	return digits != ""
}

// quote counts the marks of quoted mail before a line.
func quote(l string) int {
	n := 0
	for _, c := range l {
		if c == '>' {
			n++
		} else if c != ' ' || n == 0 {
			break
		}
	}
	return n
}

func unquote(l string, level int) string {
	for ; level > 0; level-- {
		_, l, _ = strings.Cut(l, ">")
	}
	if level == 0 && strings.HasPrefix(l, " ") && !strings.HasPrefix(l, "  ") {
		return l[1:]
	}
	return l
}

func quoted(all []string, level int) []string {
	if level == 0 {
		return all
	}
	for i := range all {
		all[i] = strings.Repeat(">", min(level, 20)) + " " + all[i]
	}
	return all
}
