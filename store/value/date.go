package value

import (
	"cmp"
	"fmt"
	"time"
)

// Day is a calendar day of the proleptic Gregorian calendar.
type Day struct {
	Year  int // 1 to 9999
	Month int // 1 to 12
	Day   int // 1 to 31
}

// Compare orders days: −1, 0 or +1.
func (d Day) Compare(e Day) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Time is the start of the day in UTC.
func (d Day) Time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// String is the day as 2018-08-02.
func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Date is one instant with its doubt, in a subset of EDTF (ISO 8601-2:2019, Extended Date/Time Format):
//
//	2018, 2018-07, 2018-08-02      some time within the year, the month, the day
//	2018~  2018?  2018%            approximate, uncertain, both
//	[..2015]                       in 2015 or earlier
//	[2018-07..]                    in July 2018 or later
//	[2017-09..2018-07]             one moment between the two
//
// A period is never one Date: it has a start date and an end date. Two Dates are the same when they are equal
// under ==. The zero Date is no date.
type Date struct {
	from, to point // equal for a plain date; one of them zero where a side is open
}

// point is a year, month or day with its qualifiers. A zero month or day was not given.
type point struct {
	year                int16
	month, day          int8
	approximate, unsure bool
}

// newPoint checks the calendar. month and day may be 0.
func newPoint(year, month, day int) (p point, why string) {
	switch {
	case year < 1 || year > 9999:
		return point{}, "the year lies outside 0001 to 9999"
	case month < 0 || month > 12:
		return point{}, "a year has 12 months"
	case day < 0 || day > 31:
		return point{}, "no month has that many days"
	case day > 0 && month == 0:
		return point{}, "it has a day but no month"
	case day > 0 && day > daysIn(year, month):
		return point{}, fmt.Sprintf("%s %d has %d days", time.Month(month), year, daysIn(year, month))
	}
	return point{year: int16(year), month: int8(month), day: int8(day)}, ""
}

// daysIn is the length of a month.
func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func (p point) first() Day {
	return Day{Year: int(p.year), Month: max(int(p.month), 1), Day: max(int(p.day), 1)}
}

func (p point) last() Day {
	d := Day{Year: int(p.year), Month: int(p.month), Day: int(p.day)}
	if d.Month == 0 {
		d.Month = 12
	}
	if d.Day == 0 {
		d.Day = daysIn(d.Year, d.Month)
	}
	return d
}

// IsZero tells whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// Earliest is the first day that the instant can fall on; ok is false where nothing bounds it. "About" and
// "uncertain" are flags and widen nothing: the earliest day of 2018~ is 1 January 2018.
func (d Date) Earliest() (day Day, ok bool) {
	if d.from == (point{}) {
		return Day{}, false
	}
	return d.from.first(), true
}

// Latest is the last day that the instant can fall on; ok is false where nothing bounds it.
func (d Date) Latest() (day Day, ok bool) {
	if d.to == (point{}) {
		return Day{}, false
	}
	return d.to.last(), true
}

// Approximate tells whether the source gave the date as "about".
func (d Date) Approximate() bool { return d.from.approximate || d.to.approximate }

// Uncertain tells whether the source itself doubted the date.
func (d Date) Uncertain() bool { return d.from.unsure || d.to.unsure }

// Compare orders dates by their earliest day and then by their latest. An open start comes before every day, an
// open end after every day. It fits slices.SortFunc.
func (d Date) Compare(e Date) int {
	a, aok := d.Earliest()
	b, bok := e.Earliest()
	if order := cmp.Or(compareBool(aok, bok), a.Compare(b)); order != 0 {
		return order
	}
	a, aok = d.Latest()
	b, bok = e.Latest()
	return cmp.Or(compareBool(bok, aok), a.Compare(b))
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// String is the canonical text; that of the zero Date is empty.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	if d.from == d.to {
		return string(d.from.append(make([]byte, 0, 12)))
	}
	b := append(make([]byte, 0, 32), '[')
	b = d.from.append(b)
	b = append(b, ".."...)
	b = d.to.append(b)
	return string(append(b, ']'))
}

func (p point) append(b []byte) []byte {
	if p.year == 0 {
		return b
	}
	b = append(b, '0'+byte(p.year/1000), '0'+byte(p.year/100%10), '0'+byte(p.year/10%10), '0'+byte(p.year%10))
	if p.month > 0 {
		b = append(b, '-', '0'+byte(p.month/10), '0'+byte(p.month%10))
	}
	if p.day > 0 {
		b = append(b, '-', '0'+byte(p.day/10), '0'+byte(p.day%10))
	}
	switch {
	case p.approximate && p.unsure:
		b = append(b, '%')
	case p.approximate:
		b = append(b, '~')
	case p.unsure:
		b = append(b, '?')
	}
	return b
}

// Show words the date for people: "2 August 2018", "about 2018", "2015 or earlier".
func (d Date) Show() string {
	switch {
	case d.IsZero():
		return ""
	case d.from == d.to && d.from.unsure:
		plain := d.from
		plain.unsure = false
		return plain.words() + ", uncertain"
	case d.from == d.to:
		return d.from.words()
	case d.from == point{}:
		return d.to.words() + " or earlier"
	case d.to == point{}:
		return d.from.words() + " or later"
	}
	return "between " + d.from.words() + " and " + d.to.words()
}

func (p point) words() string {
	s := fmt.Sprintf("%04d", p.year)
	if p.month > 0 {
		s = time.Month(p.month).String() + " " + s
	}
	if p.day > 0 {
		s = fmt.Sprintf("%d %s", p.day, s)
	}
	if p.approximate {
		s = "about " + s
	}
	if p.unsure {
		s += " (uncertain)"
	}
	return s
}

// newDate makes a date of two points, either of which may be zero for an open side.
func newDate(from, to point) (d Date, why string) {
	if from != (point{}) && to != (point{}) && from.first().Compare(to.last()) > 0 {
		return Date{}, "the first date comes after the second"
	}
	return Date{from: from, to: to}, ""
}
