package recognise

import (
	"fmt"
	"strconv"
	"time"
)

// day is a date as it was written, without what stands around it.
type day struct {
	from, to         int // tokens
	year, month, day int // 0 where not given
	swapped          bool
	certain          bool // a month, or a word such as "года", shows that it is a date
}

// date reads a date whose number or month begins at token i, and the second
// one of a period.
func (s *reading) date(i int) []found {
	d, ok := s.dayAt(i)
	if !ok {
		return nil
	}
	sides := s.sidesBefore(d.from)
	s.yearSuffix(&d)
	var second day
	period := 0
	if k := d.to; d.year > 0 || d.month > 0 {
		period = s.periodSign(k, sides)
		if period > 0 {
			if second, ok = s.dayAt(k + period); ok {
				s.yearSuffix(&second)
			}
			if !ok || second.from != k+period || second.year == 0 && (second.day == 0 || d.year > 0) || d.year > 0 && second.year < d.year {
				period = 0
			}
		}
	}
	if period > 0 && d.year == 0 && second.year > 0 {
		if d.day == 0 || d.month == 0 {
			period = 0
		} else {
			d.year = second.year
		}
	}
	if !s.believedDay(d, sides, period > 0) {
		return nil
	}
	if period > 0 {
		return s.period(d, second, sides)
	}
	f := s.dated(d, sides)
	if f.Kind == "" {
		return nil
	}
	return []found{f}
}

// yearSuffix takes "года", "г." after a date.
func (s *reading) yearSuffix(d *day) {
	k := d.to
	if d.year == 0 || !s.near(k) || !s.toks[k].is(yearWord) {
		return
	}
	d.to, d.certain = k+1, true
	if w := s.word(k); (w == "г" || w == "гг") && s.signAt(k+1, ".") && s.glued(k+1) {
		d.to++
	}
}

// believedDay tells whether a bare number of four digits is a year.
func (s *reading) believedDay(d day, sides sidesOf, period bool) bool {
	if d.month > 0 || d.certain {
		return true
	}
	i := d.from
	if d.year < 1900 || d.year > 2099 {
		return false
	}
	if s.glued(d.to) {
		t := &s.toks[d.to]
		if t.kind != signToken || t.is(currency|percentWord) || t.sign == '-' && !period && s.glued(d.to+1) || t.sign == '/' || t.sign == '_' || t.sign == '=' {
			return false
		}
		if (t.sign == '.' || t.sign == ',' || t.sign == ':') && s.glued(d.to+1) && s.toks[d.to+1].kind == digitsToken {
			return false
		}
	}
	if s.tail(i) || s.glued(i) && s.signAt(i-1, "$€£₽#№§/-+") {
		return false
	}
	if sides.words != "" && !sides.weak || period || s.a(i-1, datePlace) && !s.is(i-1, "за") {
		return !s.counted(d.to)
	}
	if s.a(i-1, currencyISO) && s.toks[i-1].cased == capitals || s.labelled(i, i) || s.counted(d.to) || s.a(i-1, doubtEnd) && !s.a(i-1, sideEnd) || s.a(i-1, phoneWord|schemeWord) {
		return false
	}
	if k := d.to; s.near(k) && s.toks[k].gap == spaced && s.toks[k].kind == digitsToken {
		return false
	}
	if s.near(i) && s.toks[i-1].kind == digitsToken && s.toks[i].gap == spaced {
		return false
	}
	return !s.a(i-1, commonName) || s.a(i-1, stop|datePlace)
}

// counted tells whether the words at token i are what a number counts rather
// than what happened in a year.
func (s *reading) counted(i int) bool {
	if !s.near(i) || s.toks[i].gap > spaced {
		return false
	}
	if s.a(i, currency|percentWord|scaleWord|koCounter|koScale) && s.toks[i].cased != capitals {
		return true
	}
	if s.a(i, currencyISO) && s.toks[i].cased == capitals {
		return true
	}
	u := s.wordUnit(i, numeral{})
	return u.known && s.plural(u.to-1) && u.to-i <= 3 && !s.a(u.to-1, timeUnit)
}

// dayAt reads the written date at token i.
func (s *reading) dayAt(i int) (d day, ok bool) {
	if i >= len(s.toks) {
		return d, false
	}
	if s.toks[i].is(monthName) {
		return s.monthFirst(i)
	}
	if s.toks[i].kind != digitsToken {
		return d, false
	}
	d = day{from: i, to: i + 1}
	n := s.number(i)
	switch len(s.word(i)) {
	case 4:
		d.year = n
		return s.yearFirst(d)
	case 1, 2:
		return s.dayFirst(d, n)
	}
	return d, false
}

func (s *reading) number(i int) int {
	if i >= len(s.toks) || s.toks[i].kind != digitsToken || len(s.word(i)) > 4 {
		return -1
	}
	n, _ := strconv.Atoi(s.word(i))
	return n
}

// yearFirst reads 2018, 2018-07, 2018.7.3, 2018년 7월 3일.
func (s *reading) yearFirst(d day) (day, bool) {
	k := d.to
	if s.glued(d.from) && s.signAt(d.from-1, "+") {
		return d, false
	}
	if s.near(k) && s.word(k) == "년" {
		d.to, d.certain = k+1, true
		if m := s.number(k + 1); s.near(k+1) && m >= 1 && m <= 12 && s.word(k+2) == "월" {
			d.month, d.to = m, k+3
			if n := s.number(k + 3); s.near(k+3) && n >= 1 && n <= 31 && s.word(k+4) == "일" {
				d.day, d.to = n, k+5
			}
		}
		return d, d.year >= 1000 && d.valid()
	}
	if s.signAt(k, "-") && s.glued(k) && s.glued(k+1) && (s.is(k+1, "м") || s.is(k+1, "го") || s.is(k+1, "му") || s.is(k+1, "й")) {
		d.to, d.certain = k+2, true // в 2017-м
		return d, d.year >= 1900 && d.year < 2100
	}
	for _, sign := range [...]string{"-", "/", ".", "–"} {
		if !s.signAt(k, sign) || !s.glued(k) || k+1 >= len(s.toks) {
			continue
		}
		m := s.number(k + 1)
		loose := sign == "." && s.toks[k+1].gap == spaced
		if m < 1 || m > 12 || !s.glued(k+1) && !loose || sign == "–" || len(s.word(k+1)) > 2 {
			break
		}
		e := d
		e.month, e.to, e.certain = m, k+2, true
		if s.signAt(k+2, sign) && s.glued(k+2) && (s.glued(k+3) || loose) {
			if n := s.number(k + 3); n >= 1 && n <= 31 && len(s.word(k+3)) <= 2 {
				e.day, e.to = n, k+4
				if s.signAt(k+4, ".") && loose && !s.endsSentence(k+4) {
					e.to++
				}
			} else if n >= 0 {
				return d, false
			}
		} else if sign == "." || sign == "/" || len(s.word(k+1)) != 2 || s.after(k+2, '-') {
			return d, false
		}
		if s.glued(e.to) && s.signAt(e.to, "-/") && s.glued(e.to+1) && s.toks[e.to+1].kind == digitsToken {
			return d, false
		}
		return e, e.year >= 1000 && e.valid()
	}
	return d, d.year >= 1000
}

// dayFirst reads 14.03.2018, 2 August 2018, 14 марта, 7월 3일.
func (s *reading) dayFirst(d day, n int) (day, bool) {
	k := d.to
	if s.tail(d.from) {
		return d, false
	}
	if s.near(k) && s.word(k) == "월" && n >= 1 && n <= 12 {
		m := s.number(k + 1)
		if !s.near(k+1) || m < 1 || m > 31 || s.word(k+2) != "일" {
			return d, false
		}
		d.month, d.day, d.to = n, m, k+3
		return d, d.valid()
	}
	if s.signAt(k, "./-") && s.glued(k) && s.glued(k+1) && k+3 < len(s.toks) && s.signAt(k+2, string(s.toks[k].sign)) && s.glued(k+2) && s.glued(k+3) {
		m := s.number(k + 1)
		year := s.word(k + 3)
		if m < 1 || len(s.word(k+1)) > 2 || n < 1 || s.toks[k+3].kind != digitsToken || s.after(k+4, '.') || s.after(k+4, '-') || s.after(k+4, '/') {
			return d, false
		}
		d.to, d.certain = k+4, true
		switch len(year) {
		case 4:
			d.year = s.number(k + 3)
		case 2:
			// Two digits of a year are believed only in "14.03.21 г."
			if !s.a(k+4, yearWord) || s.toks[k].sign != '.' {
				return d, false
			}
			d.year = 2000 + s.number(k+3)
		default:
			return d, false
		}
		d.day, d.month = n, m
		if s.toks[k].sign != '.' {
			switch {
			case n <= 12 && m <= 12 && n != m:
				d.swapped = true
			case m > 12:
				d.day, d.month = m, n
			}
		}
		return d, d.year >= 1000 && d.valid()
	}
	if n < 1 || n > 31 {
		return d, false
	}
	if s.glued(k) && s.oneOf(k, "st", "nd", "rd", "th") {
		k++
	} else if s.glued(k) && s.signAt(k, "-") && s.glued(k+1) && (s.is(k+1, "го") || s.is(k+1, "е") || s.is(k+1, "ое")) {
		k += 2
	} else if s.glued(k) {
		return d, false
	}
	if s.is(k, "of") {
		k++
	}
	if !s.near(k) || !s.toks[k].is(monthName) || s.toks[k].script == latin && s.toks[k].cased == small {
		return d, false
	}
	d.day, d.month, d.to = n, int(s.toks[k].lex.n), k+1
	s.yearAfter(&d)
	return d, d.valid()
}

// monthFirst reads August 2018, Aug. 2, 2018, мае 2017 года.
func (s *reading) monthFirst(i int) (d day, ok bool) {
	t := &s.toks[i]
	if t.script == latin && t.cased == small {
		return d, false
	}
	d = day{from: i, to: i + 1, month: int(t.lex.n)}
	k := i + 1
	if s.signAt(k, ".") && s.glued(k) && t.stop-t.start <= 8 {
		k++
	}
	n := s.number(k)
	if t.script == latin && s.near(k) && n >= 1 && n <= 31 && len(s.word(k)) <= 2 && !s.after(k+1, '.') && !s.after(k+1, ':') {
		e := d
		e.day, e.to = n, k+1
		if s.glued(k+1) && s.oneOf(k+1, "st", "nd", "rd", "th") {
			e.to++
		} else if s.glued(k+1) && s.toks[k+1].kind != signToken {
			return d, false
		}
		s.yearAfter(&e)
		if e.year == 0 && (s.a(e.to, percentWord|currency) || s.signAt(e.to, "-–") && s.glued(e.to)) {
			return d, false
		}
		return e, e.valid()
	}
	d.to = k
	s.yearAfter(&d)
	if d.year == 0 && s.is(k, "of") {
		d.to = k + 1
		s.yearAfter(&d)
	}
	return d, d.year > 0 && d.valid()
}

// yearAfter takes the year that follows a month or a day.
func (s *reading) yearAfter(d *day) {
	k := d.to
	if s.signAt(k, ".") && s.glued(k) && !s.endsSentence(k) {
		k++
	}
	if s.signAt(k, ",") {
		k++
	}
	if !s.near(k) || len(s.word(k)) != 4 {
		return
	}
	if y := s.number(k); y >= 1000 && y <= 2999 && !s.after(k+1, '-') && !s.after(k+1, ',') && (!s.counted(k+1) || k == d.to) {
		d.year, d.to, d.certain = y, k+1, true
	}
}

func (d day) valid() bool {
	if d.month > 12 || d.day > 31 {
		return false
	}
	if d.day == 0 {
		return true
	}
	y := d.year
	if y == 0 {
		y = 2000
	}
	return time.Date(y, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Day() == d.day
}

// edtf is the date in the canonical form.
func (d day) edtf() string {
	text := fmt.Sprintf("%04d", d.year)
	if d.month > 0 {
		text += fmt.Sprintf("-%02d", d.month)
	}
	if d.day > 0 {
		text += fmt.Sprintf("-%02d", d.day)
	}
	return text
}
