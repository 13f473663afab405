package figures

import (
	"strings"

	"redthread/store"
	"redthread/store/value"
)

// span is when an observation holds: one or more dates, or a start and an end.
type span struct {
	dates      []value.Date
	start, end value.Date
	date       string // canonical, for a rate
}

func spanOf(said []store.Statement) span {
	var s span
	for _, st := range asserted(said, "date") {
		if d, err := value.ParseDate(st.Value); err == nil {
			s.dates = append(s.dates, d)
		}
	}
	s.start, _ = value.ParseDate(first(said, "startDate"))
	s.end, _ = value.ParseDate(first(said, "endDate"))
	for _, d := range append(append([]value.Date(nil), s.dates...), s.start, s.end) {
		if s.date == "" {
			s.date = d.String()
		}
	}
	return s
}

func (s span) unknown() bool { return len(s.dates) == 0 && s.start.IsZero() && s.end.IsZero() }

func (s span) words() string {
	var parts []string
	for _, d := range s.dates {
		parts = append(parts, d.Show())
	}
	switch {
	case !s.start.IsZero() && !s.end.IsZero():
		parts = append(parts, s.start.Show()+" to "+s.end.Show())
	case !s.start.IsZero():
		parts = append(parts, "since "+s.start.Show())
	case !s.end.IsZero():
		parts = append(parts, "until "+s.end.Show())
	}
	return strings.Join(parts, ", ")
}

// bounds are the first and the last day that the span can touch; a zero day
// means that nothing bounds it.
func (s span) bounds() (from, to value.Day) {
	begins := append([]value.Date(nil), s.dates...)
	ends := append([]value.Date(nil), s.dates...)
	if !s.start.IsZero() || !s.end.IsZero() {
		begins, ends = append(begins, s.start), append(ends, s.end)
	}
	for i, d := range begins {
		day, ok := d.Earliest()
		if !ok || d.IsZero() {
			from = value.Day{}
			break
		}
		if i == 0 || day.Compare(from) < 0 {
			from = day
		}
	}
	for i, d := range ends {
		day, ok := d.Latest()
		if !ok || d.IsZero() {
			to = value.Day{}
			break
		}
		if i == 0 || day.Compare(to) > 0 {
			to = day
		}
	}
	return from, to
}

// overlaps tells whether two spans may share a day. An observation without a
// date overlaps only another without one: nothing says when it holds.
func (s span) overlaps(t span) bool {
	if s.unknown() || t.unknown() {
		return s.unknown() && t.unknown()
	}
	from, to := s.bounds()
	otherFrom, otherTo := t.bounds()
	before := func(a, b value.Day) bool { return a != (value.Day{}) && b != (value.Day{}) && a.Compare(b) < 0 }
	return !before(to, otherFrom) && !before(otherTo, from)
}

// compare orders spans by their first day, then by their last; those without a date come last.
func (s span) compare(t span) int {
	if s.unknown() != t.unknown() {
		if s.unknown() {
			return 1
		}
		return -1
	}
	from, to := s.bounds()
	otherFrom, otherTo := t.bounds()
	if c := from.Compare(otherFrom); c != 0 {
		return c
	}
	return to.Compare(otherTo)
}
