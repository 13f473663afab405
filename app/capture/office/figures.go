package office

import (
	"math"
	"strconv"
	"strings"
)

// number shows a number that is not negative under a section of digits.
func (s *section) number(v float64, minus bool) string {
	if s.general {
		return s.around(general(v), minus)
	}
	if s.has('/') {
		return s.around(general(v), minus) // a fraction is shown as the decimal that it is
	}
	var before, after []mark // digits with what stands between them
	point, power, commas, grouped, percent, digit := false, 0, 0, false, 0, false
	var head, tail []mark
	for _, m := range s.marks {
		switch m.kind {
		case '0', '#', '?':
			digit = true
			if power > 0 {
				break
			}
			if commas > 0 && !point {
				grouped = true
			}
			commas = 0
			if point {
				after = append(after, m)
			} else {
				before = append(before, m)
			}
		case ',':
			if digit {
				commas++
			}
		case '.':
			point = true
			digit = true
		case '%':
			percent++
			tail = append(tail, mark{kind: 'l', text: "%"})
		case 'E':
			power = 1
		case 'l', '@':
			switch {
			case !digit:
				head = append(head, m)
			case !point && len(before) > 0 && power == 0 && s.moreDigits(m):
				before = append(before, m)
			default:
				tail = append(tail, m)
			}
		}
	}
	if !digit {
		return joinMarks(head) + joinMarks(tail)
	}
	v *= math.Pow(100, float64(min(percent, 10))) / math.Pow(1000, float64(min(commas, 10)))
	places := 0
	for _, m := range after {
		if m.kind != 'l' {
			places++
		}
	}
	var body string
	if power > 0 {
		body = strconv.FormatFloat(v, 'E', places, 64)
	} else {
		body = fill(rounded(v, places), before, after, grouped, point)
	}
	out := joinMarks(head) + body + joinMarks(tail)
	if minus && strings.ContainsAny(body, "123456789") {
		out = "-" + out
	}
	return out
}

// moreDigits says whether digits follow a literal, as in 000-0000.
func (s *section) moreDigits(l mark) bool {
	seen := false
	for _, m := range s.marks {
		if m == l {
			seen = true
		} else if seen && (m.kind == '0' || m.kind == '#' || m.kind == '?') {
			return true
		}
	}
	return false
}

// around puts the literals of a section round a number in general form.
func (s *section) around(n string, minus bool) string {
	var b strings.Builder
	if minus {
		b.WriteByte('-')
	}
	done := false
	for _, m := range s.marks {
		switch {
		case m.kind == 'l':
			b.WriteString(m.text)
		case m.kind == '%':
			b.WriteByte('%')
		case !done && m.kind != '@':
			done = true
			b.WriteString(n)
		}
	}
	return b.String()
}

func joinMarks(all []mark) string {
	var b strings.Builder
	for _, m := range all {
		b.WriteString(m.text)
	}
	return b.String()
}

// rounded gives a number with so many places, halves away from zero as people
// round the decimals that they see.
func rounded(v float64, places int) string {
	if v < 1e15 {
		if exact, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64); err == nil {
			v = exact + exact*2e-16
		}
	}
	return strconv.FormatFloat(v, 'f', min(places, 30), 64)
}

// fill sets digits into their places, from the point outwards.
func fill(n string, before, after []mark, grouped, point bool) string {
	whole, part, _ := strings.Cut(n, ".")
	if whole == "0" {
		whole = ""
	}
	var left []byte // backwards
	figures, put := len(whole), 0
	digit := func(c byte) {
		if grouped && put > 0 && put%3 == 0 {
			left = append(left, ',')
		}
		left = append(left, c)
		put++
	}
	for i := len(before) - 1; i >= 0; i-- {
		m := before[i]
		switch {
		case m.kind == 'l':
			for j := len(m.text) - 1; j >= 0; j-- {
				left = append(left, m.text[j])
			}
			continue
		case figures > 0:
			figures--
			digit(whole[figures])
		case m.kind == '0':
			digit('0')
		}
	}
	for figures > 0 {
		figures--
		digit(whole[figures])
	}
	out := make([]byte, 0, len(left)+len(part)+1)
	for i := len(left) - 1; i >= 0; i-- {
		out = append(out, left[i])
	}
	keep := 0 // decimals that must be shown
	places := 0
	for _, m := range after {
		if m.kind == 'l' {
			continue
		}
		places++
		if m.kind == '0' || places <= len(part) && part[places-1] != '0' {
			keep = places
		}
	}
	if point && (keep > 0 || len(after) == 0) {
		out = append(out, '.')
	}
	if len(out) == 0 && keep == 0 && len(before) == 0 {
		return "0"
	}
	return string(append(out, part[:min(keep, len(part))]...))
}
