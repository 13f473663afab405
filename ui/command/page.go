package command

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// page collects the lines of a plain answer. A case may come from a stranger,
// so whatever it prints is made harmless to a terminal first.
type page struct{ b strings.Builder }

func (p *page) line(format string, args ...any) {
	p.b.WriteString(strings.TrimRight(harmless(fmt.Sprintf(format, args...)), " "))
	p.b.WriteByte('\n')
}

func (p *page) blank() { p.b.WriteByte('\n') }

// head is the name of a part, with a free line before it.
func (p *page) head(format string, args ...any) {
	if p.b.Len() > 0 {
		p.blank()
	}
	p.line(format, args...)
}

// pairs prints names and values in two columns, those without a value left out.
func (p *page) pairs(indent string, all ...[2]string) {
	wide := 0
	for _, kv := range all {
		if kv[1] != "" {
			wide = max(wide, columns(kv[0]))
		}
	}
	for _, kv := range all {
		if kv[1] != "" {
			p.line("%s%s  %s", indent, pad(kv[0], wide), flat(kv[1]))
		}
	}
}

// table prints rows under a heading. A column in which nothing stands is left out.
func (p *page) table(indent string, heading []string, rows [][]string) {
	wide := make([]int, len(heading))
	for _, r := range rows {
		for i, cell := range r {
			wide[i] = max(wide[i], columns(flat(cell)))
		}
	}
	for i, w := range wide {
		if w > 0 {
			wide[i] = max(w, columns(heading[i]))
		}
	}
	for _, r := range append([][]string{heading}, rows...) {
		var b strings.Builder
		for i, cell := range r {
			if wide[i] > 0 {
				b.WriteString(pad(flat(cell), wide[i]) + "  ")
			}
		}
		p.line("%s%s", indent, b.String())
	}
}

// paragraph breaks a text into lines of about eighty columns.
func (p *page) paragraph(indent, text string) {
	line := ""
	for _, w := range strings.Fields(text) {
		if line != "" && columns(indent)+columns(line)+1+columns(w) > 80 {
			p.line("%s%s", indent, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+w, " ")
	}
	if line != "" {
		p.line("%s%s", indent, line)
	}
}

// flat puts a value of several lines on one.
func flat(s string) string {
	if !strings.ContainsAny(s, "\r\n\t") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// joined puts the parts that there are side by side.
func joined(parts ...string) string {
	var all []string
	for _, s := range parts {
		if s != "" {
			all = append(all, s)
		}
	}
	return strings.Join(all, " · ")
}

// after writes a value behind its name where there is one.
func after(name, value string) string {
	if value == "" {
		return ""
	}
	return name + value
}

func pad(s string, to int) string {
	return s + strings.Repeat(" ", max(0, to-columns(s)))
}

// columns is how many columns of a terminal a text takes: Hangul and Hanja two
// each, marks that sit on a letter none (Unicode Standard Annex 11).
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		default:
			switch width.LookupRune(r).Kind() {
			case width.EastAsianWide, width.EastAsianFullwidth:
				n += 2
			default:
				n++
			}
		}
	}
	return n
}

// harmless replaces what would steer a terminal or turn the order of letters
// around: control characters but line breaks, and the marks of direction.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
