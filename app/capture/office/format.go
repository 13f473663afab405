package office

import (
	"math"
	"strconv"
	"strings"
)

// format is how a sheet shows a number: up to four sections for positive,
// negative, zero and text, each a run of marks (ECMA-376 part 1, 18.8.31). What
// depends on the reader's country is shown in its unmistakable form: the short
// date of the system as 2018-08-02.
type format struct{ sections []section }

type section struct {
	marks   []mark
	dated   bool
	elapsed bool
	general bool
	when    byte // '<', '>', '=', 'l' (<=), 'g' (>=), 'n' (<>), 0: by its place
	than    float64
}

// mark is one piece of a section. Kinds: 'l' literal, '0' '#' '?' digits,
// '.' ',' '%' 'E' '/' as they are, 'G' general, '@' text, and of dates y M d h
// m s f (fraction) a (AM/PM), 'H' 'N' 'S' elapsed.
type mark struct {
	kind byte
	n    int
	text string
}

// builtIn gives the formats that have a number and no code of their own.
func builtIn(id int) string {
	switch id {
	case 1:
		return "0"
	case 2:
		return "0.00"
	case 3, 37, 38:
		return "#,##0"
	case 4, 39, 40:
		return "#,##0.00"
	case 5, 6:
		return "$#,##0"
	case 7, 8:
		return "$#,##0.00"
	case 9:
		return "0%"
	case 10:
		return "0.00%"
	case 11:
		return "0.00E+00"
	case 12:
		return "# ?/?"
	case 13:
		return "# ??/??"
	case 14, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58:
		return "yyyy-mm-dd"
	case 15:
		return "d-mmm-yy"
	case 16:
		return "d-mmm"
	case 17:
		return "mmm-yy"
	case 18:
		return "h:mm AM/PM"
	case 19:
		return "h:mm:ss AM/PM"
	case 20, 32, 34, 55:
		return "h:mm"
	case 21, 33, 35, 56:
		return "h:mm:ss"
	case 22:
		return "yyyy-mm-dd hh:mm"
	case 41, 43:
		return "#,##0"
	case 42, 44:
		return "$#,##0.00"
	case 45:
		return "mm:ss"
	case 46:
		return "[h]:mm:ss"
	case 47:
		return "mm:ss.0"
	case 48:
		return "##0.0E+0"
	case 49:
		return "@"
	}
	return "General"
}

// parseFormat reads a format code; every code gives a format.
func parseFormat(code string) *format {
	f := &format{}
	s := section{}
	flush := func() {
		s.settle()
		f.sections = append(f.sections, s)
		s = section{}
	}
	for i := 0; i < len(code) && len(s.marks) < 300; {
		c := code[i]
		switch {
		case c == ';':
			flush()
			i++
			if len(f.sections) == 4 {
				return f
			}
		case c == '"':
			j := strings.IndexByte(code[i+1:], '"')
			if j < 0 {
				j = len(code) - i - 1
			}
			s.literal(code[i+1 : i+1+j])
			i += j + 2
		case c == '\\' || c == '!':
			r := []rune(code[i+1 : min(len(code), i+5)])
			if len(r) == 0 {
				i++
				break
			}
			s.literal(string(r[0]))
			i += 1 + len(string(r[0]))
		case c == '_' || c == '*':
			if c == '_' {
				s.literal(" ")
			}
			i++
			if r := []rune(code[i:min(len(code), i+4)]); len(r) > 0 {
				i += len(string(r[0]))
			}
		case c == '[':
			j := strings.IndexByte(code[i:], ']')
			if j < 0 {
				j = len(code) - i
			}
			s.bracket(code[i+1 : i+j])
			i += j + 1
		default:
			i += s.letters(code[i:])
		}
	}
	flush()
	return f
}

func (s *section) literal(t string) {
	if n := len(s.marks); n > 0 && s.marks[n-1].kind == 'l' {
		s.marks[n-1].text += t
		return
	}
	s.marks = append(s.marks, mark{kind: 'l', text: t})
}

// bracket takes what stands in brackets: a currency, time that runs past a
// day, a condition; colours and numerals of a country are passed over.
func (s *section) bracket(in string) {
	low := strings.ToLower(in)
	switch {
	case strings.HasPrefix(in, "$"):
		name, _, _ := strings.Cut(in[1:], "-")
		s.literal(name)
	case low != "" && strings.Trim(low, "h") == "":
		s.marks = append(s.marks, mark{kind: 'H', n: len(low)})
	case low != "" && strings.Trim(low, "m") == "":
		s.marks = append(s.marks, mark{kind: 'N', n: len(low)})
	case low != "" && strings.Trim(low, "s") == "":
		s.marks = append(s.marks, mark{kind: 'S', n: len(low)})
	case strings.HasPrefix(in, "<") || strings.HasPrefix(in, ">") || strings.HasPrefix(in, "="):
		op := in[0]
		rest := in[1:]
		switch {
		case strings.HasPrefix(in, "<="):
			op, rest = 'l', in[2:]
		case strings.HasPrefix(in, ">="):
			op, rest = 'g', in[2:]
		case strings.HasPrefix(in, "<>"):
			op, rest = 'n', in[2:]
		}
		if v, err := strconv.ParseFloat(rest, 64); err == nil {
			s.when, s.than = op, v
		}
	}
}

// letters takes what is not quoted and gives how much of it.
func (s *section) letters(code string) int {
	low := strings.ToLower(code[:min(len(code), 8)])
	for _, whole := range []struct {
		text string
		kind byte
	}{{"general", 'G'}, {"standard", 'G'}, {"am/pm", 'a'}, {"a/p", 'a'}, {"e+", 'E'}, {"e-", 'E'}} {
		if strings.HasPrefix(low, whole.text) {
			s.marks = append(s.marks, mark{kind: whole.kind, text: code[:len(whole.text)]})
			return len(whole.text)
		}
	}
	c := low[0]
	n := 1
	for n < len(code) && code[n]|0x20 == c && c >= 'a' {
		n++
	}
	switch c {
	case 'y', 'd', 'h', 's', 'm':
		s.marks = append(s.marks, mark{kind: c, n: n})
		return n
	case 'g', 'a', 'b': // eras and days of East Asian calendars
		if n > 1 {
			return n
		}
	case '0', '#', '?', '.', ',', '%', '/', '@':
		s.marks = append(s.marks, mark{kind: c})
		return 1
	}
	r := []rune(code[:min(len(code), 4)])
	s.literal(string(r[0]))
	return max(len(string(r[0])), 1)
}

// settle tells minutes from months, and dates from numbers.
func (s *section) settle() {
	last := -1 // the date mark before
	for i := range s.marks {
		switch m := &s.marks[i]; m.kind {
		case 'y', 'd', 'h', 's', 'm', 'H', 'N', 'S', 'a':
			s.dated = true
			if m.kind == 'm' && m.n > 2 {
				m.kind = 'M'
			}
			if m.kind == 'm' && !(last >= 0 && (s.marks[last].kind == 'h' || s.marks[last].kind == 'H')) {
				m.kind = 'M' // until seconds follow
			}
			if (m.kind == 's' || m.kind == 'S') && last >= 0 && s.marks[last].kind == 'M' && s.marks[last].n < 3 {
				s.marks[last].kind = 'm'
			}
			if m.kind != 'a' {
				last = i
			}
			s.elapsed = s.elapsed || m.kind == 'H' || m.kind == 'N' || m.kind == 'S'
		case 'G':
			s.general = true
		}
	}
}

// text gives what a text looks like under a format.
func (f *format) text(v string) string {
	if f == nil || len(f.sections) == 0 {
		return v
	}
	s := f.sections[len(f.sections)-1]
	if len(f.sections) < 4 && !s.has('@') || s.dated {
		return v
	}
	if !s.has('@') && len(f.sections) < 4 {
		return v
	}
	var b strings.Builder
	for _, m := range s.marks {
		switch m.kind {
		case '@':
			b.WriteString(v)
		case 'l':
			b.WriteString(m.text)
		}
	}
	return b.String()
}

func (s *section) has(kind byte) bool {
	for _, m := range s.marks {
		if m.kind == kind {
			return true
		}
	}
	return false
}

// show gives what a number looks like; a text that is no number stays as it is.
func (f *format) show(v string, from04 bool) string {
	n, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return v
	}
	if f == nil || len(f.sections) == 0 {
		return general(n)
	}
	s, negative := f.choose(n)
	switch {
	case s == nil:
		return general(n)
	case s.dated:
		if t, ok := s.date(n, from04); ok {
			return t
		}
		return general(n)
	case len(s.marks) == 0:
		return "" // ;;; hides the number
	case s.has('@'):
		return general(n)
	}
	if negative {
		return s.number(math.Abs(n), false)
	}
	return s.number(math.Abs(n), n < 0)
}

// choose gives the section for a number, and whether that section itself says
// that the number is negative.
func (f *format) choose(n float64) (s *section, negative bool) {
	all := f.sections
	if len(all) == 4 {
		all = all[:3]
	}
	if len(all) > 1 && all[len(all)-1].has('@') {
		all = all[:len(all)-1]
	}
	conditional := false
	for i := range all {
		if all[i].when != 0 {
			conditional = true
			if all[i].holds(n) {
				return &all[i], n < 0 && all[i].when == '<' && all[i].than <= 0
			}
		}
	}
	switch {
	case conditional:
		for i := range all {
			if all[i].when == 0 {
				return &all[i], false
			}
		}
		return nil, false
	case len(all) == 1 || n > 0:
		return &all[0], false
	case n < 0:
		return &all[1], true
	case len(all) > 2:
		return &all[2], false
	}
	return &all[0], false
}

func (s *section) holds(n float64) bool {
	switch s.when {
	case '<':
		return n < s.than
	case '>':
		return n > s.than
	case '=':
		return n == s.than
	case 'l':
		return n <= s.than
	case 'g':
		return n >= s.than
	}
	return n != s.than
}

// general shows a number without a format: as many as fifteen figures.
func general(n float64) string {
	if a := math.Abs(n); a != 0 && (a >= 1e15 || a < 1e-9) {
		return strings.Replace(strconv.FormatFloat(n, 'G', 15, 64), "E+0", "E+", 1)
	}
	s := strconv.FormatFloat(n, 'g', 15, 64)
	if v, err := strconv.ParseFloat(s, 64); err == nil {
		s = strconv.FormatFloat(v, 'f', -1, 64)
	}
	return s
}
