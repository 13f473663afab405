package plain

import (
	"strings"
	"time"
)

// layouts are the forms of dates in metadata, the commonest first; those that
// tell no day come last. A date of figures whose day and month cannot be told
// apart is in none of them.
var layouts = []struct{ form, gives string }{
	{time.RFC3339, time.DateOnly},
	{"2006-01-02T15:04:05Z0700", time.DateOnly},
	{"2006-01-02T15:04:05", time.DateOnly},
	{"2006-01-02T15:04Z07:00", time.DateOnly},
	{"2006-01-02T15:04", time.DateOnly},
	{"2006-01-02 15:04:05 -0700", time.DateOnly},
	{"2006-01-02 15:04:05 -07:00", time.DateOnly},
	{time.DateTime, time.DateOnly},
	{"2006-01-02 15:04", time.DateOnly},
	{time.DateOnly, time.DateOnly},
	{"2006/01/02 15:04:05", time.DateOnly},
	{"2006/01/02", time.DateOnly},
	{"2006.01.02", time.DateOnly},
	{"2006:01:02 15:04:05", time.DateOnly},
	{"2006:01:02", time.DateOnly},
	{"02.01.2006 15:04:05", time.DateOnly},
	{"02.01.2006 15:04", time.DateOnly},
	{"02.01.2006", time.DateOnly},
	{"2.1.2006", time.DateOnly},
	{"20060102", time.DateOnly},
	{time.RFC1123Z, time.DateOnly},
	{time.RFC1123, time.DateOnly},
	{"Mon, 2 Jan 2006 15:04:05 -0700", time.DateOnly},
	{"2 Jan 2006 15:04:05 -0700", time.DateOnly},
	{time.ANSIC, time.DateOnly},
	{time.UnixDate, time.DateOnly},
	{"2 January 2006", time.DateOnly},
	{"2 Jan 2006", time.DateOnly},
	{"January 2, 2006", time.DateOnly},
	{"Jan 2, 2006", time.DateOnly},
	{"January 2006", "2006-01"},
	{"2006-01", "2006-01"},
	{"2006", "2006"},
}

// Day gives a date as metadata writes it in EDTF: a day, a month or a year,
// as much as it tells. The day is that of the time zone it was written in.
func Day(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || len(s) > 60 {
		return "", false
	}
	tries := []string{s}
	if date, _, ok := strings.Cut(s, "T"); ok && len(date) == len(time.DateOnly) {
		tries = append(tries, date)
	}
	for _, s := range tries {
		for _, l := range layouts {
			if t, err := time.Parse(l.form, s); err == nil && t.Year() > 1000 {
				return t.Format(l.gives), true
			}
		}
	}
	return "", false
}
