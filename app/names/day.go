package names

import "fmt"

// day is a date as far as it is known; 0 is not known.
type day struct{ year, month, day int }

// String writes the date as it is known.
func (d day) String() string {
	switch {
	case d.month == 0:
		return fmt.Sprintf("%04d", d.year)
	case d.day == 0:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// readDay reads 1961, 1961-05 and 1961-05-03, with marks of doubt or a time behind them.
func readDay(s string) (day, bool) {
	var n [3]int
	i := 0
	for i < len(s) && (s[i] == ' ' || s[i] == '~' || s[i] == '[') {
		i++
	}
	for part, width := range [3]int{4, 2, 2} {
		if part > 0 {
			if i >= len(s) || s[i] != '-' {
				break
			}
			i++
		}
		v := 0
		if i+width > len(s) {
			break
		}
		ok := true
		for k := i; k < i+width; k++ {
			if s[k] < '0' || s[k] > '9' {
				ok = false
				break
			}
			v = v*10 + int(s[k]-'0')
		}
		if !ok {
			break
		}
		n[part] = v
		i += width
	}
	if n[0] < 1000 || n[1] > 12 || n[2] > 31 {
		return day{}, false
	}
	return day{n[0], n[1], n[2]}, true
}

// How near two dates are, the nearest first.
type nearness int

const (
	sameDay nearness = iota
	sameYear
	mixedUp
	next
	sameYearOtherDay
	apart
)

// to tells how near two dates are.
func (d day) to(e day) nearness {
	switch {
	case d.year == e.year && d.month == e.month && d.day == e.day && d.day != 0:
		return sameDay
	case d.year == e.year && (d.month == 0 || e.month == 0 || d.month == e.month && (d.day == 0 || e.day == 0)):
		return sameYear
	case d.year == e.year && firstOfYear(d) != firstOfYear(e):
		return sameYear // the first of January stands for a year
	case d.year == e.year && d.month == e.day && d.day == e.month:
		return mixedUp
	case d.year == e.year:
		if d.month == e.month || d.day == e.day {
			return mixedUp
		}
		return sameYearOtherDay
	case d.month != 0 && d.month == e.month && d.day == e.day && d.day != 0:
		return next // only the year was misread
	case d.year-e.year == 1 || e.year-d.year == 1:
		return next
	}
	return apart
}

func firstOfYear(d day) bool { return d.month == 1 && d.day == 1 }
