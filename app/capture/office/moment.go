package office

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// date shows a day number and the time in it; ok is false outside the calendar.
func (s *section) date(n float64, from04 bool) (string, bool) {
	if s.elapsed {
		return s.run(n), true
	}
	if n < 0 || n >= 2958466 {
		return "", false
	}
	days := math.Floor(n)
	unit := time.Second
	for _, m := range s.marks {
		if m.kind == '0' {
			unit = time.Millisecond
		}
	}
	clock := time.Duration((n - days) * float64(24*time.Hour)).Round(unit)
	day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from04:
		day = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60:
		day = day.AddDate(0, 0, 1) // Excel has a 29 February 1900
	}
	return s.moment(day.AddDate(0, 0, int(days)).Add(clock)), true
}

func (s *section) moment(t time.Time) string {
	var b strings.Builder
	half := s.has('a')
	for i, m := range s.marks {
		layout := ""
		switch m.kind {
		case 'y':
			layout = pick(m.n > 2, "2006", "06")
		case 'M':
			layout = []string{"1", "01", "Jan", "January", "Jan"}[min(m.n, 5)-1]
		case 'd':
			layout = []string{"2", "02", "Mon", "Monday"}[min(m.n, 4)-1]
		case 'h':
			if half {
				layout = pick(m.n > 1, "03", "3")
				break
			}
			b.WriteString(padded(t.Hour(), m.n))
		case 'm':
			b.WriteString(padded(t.Minute(), m.n))
		case 's':
			b.WriteString(padded(t.Second(), m.n))
		case 'a':
			layout = "PM"
		case '0':
			if i > 0 && s.marks[i-1].kind == '.' {
				b.WriteString(strconv.Itoa(t.Nanosecond() / 100_000_000))
			}
		case 'l':
			b.WriteString(m.text)
		case '#', '?', '@', 'G', '%', 'E':
		default:
			b.WriteByte(m.kind)
		}
		if layout == "Jan" && m.n == 5 {
			b.WriteString(t.Format("Jan")[:1])
		} else if layout != "" {
			b.WriteString(t.Format(layout))
		}
	}
	return b.String()
}

// run shows time that may run past a day: 30:15:00.
func (s *section) run(n float64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	total := int64(math.Min(math.Round(n*86400), 1e15))
	var b strings.Builder
	b.WriteString(sign)
	for _, m := range s.marks {
		switch m.kind {
		case 'H':
			b.WriteString(padded(int(total/3600), m.n))
		case 'N':
			b.WriteString(padded(int(total/60), m.n))
		case 'S':
			b.WriteString(padded(int(total), m.n))
		case 'h':
			b.WriteString(padded(int(total/3600%24), m.n))
		case 'm', 'M':
			b.WriteString(padded(int(total/60%60), m.n))
		case 's':
			b.WriteString(padded(int(total%60), m.n))
		case 'l':
			b.WriteString(m.text)
		}
	}
	return b.String()
}

func padded(n, width int) string {
	if s := strconv.Itoa(n); width < 2 || len(s) > 1 {
		return s
	}
	return "0" + strconv.Itoa(n)
}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}
