package value

import "strings"

// ParseDate reads a date in the canonical form (see [Date]) or as people write it: "2 Aug 2018", "August 2018",
// "02.08.2018", "2018/08/02", "by 2015", "before July 2018", "between 2017-09 and 2018-07", "about 2018", "2 декабря 2016",
// "2016년 12월 2일". A day and a month that could be swapped (02/08/2018) are refused, and so is a period. A time of
// day is dropped. The error is an [*Error].
func ParseDate(text string) (Date, error) {
	if d, _, ok := edtf(text); ok {
		return d, nil
	}
	folded, why := tidy(text)
	if why == "" {
		var d Date
		if d, why = dateOf(folded); why == "" {
			return d, nil
		}
	}
	return Date{}, refuse(KindDate, text, why)
}

// canonicalDate hands a canonical date straight back.
func canonicalDate(text string) (string, error) {
	if _, _, ok := edtf(text); ok {
		return text, nil
	}
	d, err := ParseDate(text)
	if err != nil {
		return "", err
	}
	return d.String(), nil
}

// edtf reads the canonical form and nothing else. When it fails with a why, the text had the right shape but is
// no date of the calendar.
func edtf(text string) (d Date, why string, ok bool) {
	inner, bracketed := strings.CutPrefix(text, "[")
	if !bracketed {
		p, why, ok := edtfPoint(text)
		return Date{from: p, to: p}, why, ok
	}
	inner, closed := strings.CutSuffix(inner, "]")
	left, right, found := strings.Cut(inner, "..")
	if !closed || !found || left == right {
		return Date{}, "", false
	}
	var from, to point
	if left != "" {
		if from, why, ok = edtfPoint(left); !ok {
			return Date{}, why, false
		}
	}
	if right != "" {
		if to, why, ok = edtfPoint(right); !ok {
			return Date{}, why, false
		}
	}
	d, why = newDate(from, to)
	return d, why, why == ""
}

// edtfPoint reads YYYY, YYYY-MM or YYYY-MM-DD and a qualifier.
func edtfPoint(s string) (p point, why string, ok bool) {
	approximate, unsure := false, false
	if s != "" {
		switch s[len(s)-1] {
		case '~':
			approximate = true
		case '?':
			unsure = true
		case '%':
			approximate, unsure = true, true
		}
		if approximate || unsure {
			s = s[:len(s)-1]
		}
	}
	var parts [3]int
	switch {
	case len(s) == 10 && s[4] == '-' && s[7] == '-':
		parts[2] = fixedDigits(s[8:])
		parts[1] = fixedDigits(s[5:7])
	case len(s) == 7 && s[4] == '-':
		parts[1] = fixedDigits(s[5:])
	case len(s) == 4:
	default:
		return point{}, "", false
	}
	parts[0] = fixedDigits(s[:4])
	if parts[0] < 0 || parts[1] < 0 || parts[2] < 0 {
		return point{}, "", false
	}
	if len(s) > 4 && parts[1] == 0 || len(s) > 7 && parts[2] == 0 {
		return point{}, "a month or a day that is not known is left out", false
	}
	if p, why = newPoint(parts[0], parts[1], parts[2]); why != "" {
		return point{}, why, false
	}
	p.approximate, p.unsure = approximate, unsure
	return p, "", true
}

// fixedDigits is the number that s writes, or −1 when s is not all digits.
func fixedDigits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// Wordings before and after a date that set which side of it the instant lies on.
var (
	byWords     = []string{"by ", "no later than ", "not later than ", "on or before ", "не позднее "}
	beforeWords = []string{"before ", "earlier than ", "prior to "}
	fromWords   = []string{"no earlier than ", "not earlier than ", "not before ", "on or after ", "не ранее "}
	afterWords  = []string{"after ", "later than "}
	orEarlier   = []string{" or earlier", " or before", " или ранее"}
	orLater     = []string{" or later", " or after", " или позднее"}
	aboutWords  = []string{"about ", "approximately ", "around ", "circa ", "ca. ", "ca ", "c. ", "около ", "примерно ", "~"}
	unsureWords = []string{"perhaps ", "possibly ", "probably ", "maybe ", "возможно "}
	unsureEnds  = []string{"(uncertain)", ", uncertain", "(?)", "?"}
)

// dateOf reads folded text.
func dateOf(folded string) (d Date, why string) {
	if strings.HasPrefix(folded, "[") {
		folded = strings.ReplaceAll(folded, " ", "")
		d, why, ok := edtf(folded)
		if inner := strings.TrimSuffix(folded[1:], "]"); !ok && why == "" && len(inner) == len(folded)-2 {
			if left, right, found := strings.Cut(inner, ".."); found && left == right {
				return dateOf(left)
			}
		}
		return d, orPlainly(why, ok)
	}
	if _, why, ok := edtf(folded); !ok && why != "" {
		return Date{}, why
	}
	if rest, ok := cutPrefix(folded, []string{"between ", "между "}); ok {
		return betweenDates(rest)
	}
	if year, ok := decade(folded); ok {
		return newDate(point{year: year}, point{year: year + 9})
	}
	sides := []struct {
		words []string
		cut   func(string, []string) (string, bool)
		make  func(point) (from, to point, ok bool)
	}{
		{byWords, cutPrefix, func(p point) (from, to point, ok bool) { return point{}, p, true }},
		{orEarlier, cutSuffix, func(p point) (from, to point, ok bool) { return point{}, p, true }},
		{fromWords, cutPrefix, func(p point) (from, to point, ok bool) { return p, point{}, true }},
		{orLater, cutSuffix, func(p point) (from, to point, ok bool) { return p, point{}, true }},
		{beforeWords, cutPrefix, func(p point) (from, to point, ok bool) { to, ok = p.next(-1); return point{}, to, ok }},
		{afterWords, cutPrefix, func(p point) (from, to point, ok bool) { from, ok = p.next(1); return from, point{}, ok }},
	}
	for _, side := range sides {
		rest, ok := side.cut(folded, side.words)
		if !ok {
			continue
		}
		p, why := pointOf(rest)
		if why != "" {
			return Date{}, why
		}
		from, to, ok := side.make(p)
		if !ok {
			return Date{}, "the year lies outside 0001 to 9999"
		}
		return newDate(from, to)
	}
	p, why := pointOf(folded)
	return Date{from: p, to: p}, why
}

func orPlainly(why string, ok bool) string {
	if !ok && why == "" {
		return plainlyNot
	}
	return why
}

// betweenDates reads "2017-09 and July 2018".
func betweenDates(text string) (d Date, why string) {
	left, right, found := strings.Cut(text, " and ")
	if !found {
		left, right, found = strings.Cut(text, " и ")
	}
	if !found {
		return Date{}, "it has a first date but no second"
	}
	from, why := pointOf(left)
	if why != "" {
		return Date{}, why
	}
	to, why := pointOf(right)
	if why != "" {
		return Date{}, why
	}
	return newDate(from, to)
}

// decade reads "1990s".
func decade(s string) (year int16, ok bool) {
	s, ok = strings.CutSuffix(strings.TrimPrefix(strings.TrimPrefix(s, "in "), "the "), "s")
	n := fixedDigits(s)
	return int16(n), ok && len(s) == 4 && n > 0 && n%10 == 0
}

// next moves a point by one of its own units, so that "before 2018" becomes "2017 or earlier".
func (p point) next(step int) (point, bool) {
	q := p
	switch {
	case p.day > 0:
		t := p.first().Time().AddDate(0, 0, step)
		q.year, q.month, q.day = int16(t.Year()), int8(t.Month()), int8(t.Day())
	case p.month > 0:
		t := p.first().Time().AddDate(0, step, 0)
		q.year, q.month = int16(t.Year()), int8(t.Month())
	default:
		q.year += int16(step)
	}
	return q, q.year >= 1 && q.year <= 9999
}

// pointOf reads a year, month or day with its qualifiers.
func pointOf(text string) (p point, why string) {
	approximate, unsure := false, false
	text = strings.Trim(text, " ,")
	for {
		if rest, ok := cutPrefix(text, aboutWords); ok {
			approximate, text = true, rest
		} else if rest, ok := cutPrefix(text, unsureWords); ok {
			unsure, text = true, rest
		} else if rest, ok := cutSuffix(text, unsureEnds); ok {
			unsure, text = true, rest
		} else if rest, ok := cutSuffix(text, []string{"~"}); ok {
			approximate, text = true, rest
		} else if rest, ok := cutSuffix(text, []string{"%"}); ok {
			approximate, unsure, text = true, true, rest
		} else {
			break
		}
		text = strings.Trim(text, " ,")
	}
	p, why = bareDate(text)
	p.approximate, p.unsure = approximate, unsure
	return p, why
}

func cutPrefix(s string, prefixes []string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}

func cutSuffix(s string, suffixes []string) (string, bool) {
	for _, p := range suffixes {
		if rest, ok := strings.CutSuffix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}
