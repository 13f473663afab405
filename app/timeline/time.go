package timeline

import (
	"math"
	"strings"
	"time"

	"redthread/store/value"
)

// Never and Ever stand for an end that nothing bounds.
const (
	Ever  = math.MinInt64 / 4
	Never = math.MaxInt64 / 4
)

// Time is when something was, with its doubt. The four days are numbered from 1
// January 1970; an end is the day after the last one. Begin ≤ Begun and Lasted ≤ End
// always; where Begun > Lasted no day is certain.
type Time struct {
	Begin  int64 // the first day on which it may have begun; Ever: nothing says
	Begun  int64 // by which it had certainly begun
	Lasted int64 // up to which it certainly lasted
	End    int64 // after the last day on which it may have been; Never: nothing says
	About  bool  // the source says "about", or is not sure
	Moment bool  // one moment within these days, not a length of time
	Words  string
}

// Day tells whether the time is one day, known for certain.
func (t Time) Day() bool { return t.Moment && t.End-t.Begin == 1 && !t.About }

// Certain tells whether some day is certain.
func (t Time) Certain() bool { return !t.Moment && t.Begun < t.Lasted }

// bounds are the first day of a date and the day after its last one.
func bounds(d value.Date) (from, to int64) {
	from, to = Ever, Never
	if day, ok := d.Earliest(); ok {
		from = number(day)
	}
	if day, ok := d.Latest(); ok {
		to = number(day) + 1
	}
	return from, to
}

// number counts the days since 1 January 1970.
func number(d value.Day) int64 {
	const secondsADay = 24 * 60 * 60
	s := d.Time().Unix()
	if s < 0 { // towards the earlier day
		s -= secondsADay - 1
	}
	return s / secondsADay
}

// momentOf is the time of something that happened at one date.
func momentOf(d value.Date) Time {
	t := Time{Moment: true, About: d.Approximate() || d.Uncertain(), Words: d.Show()}
	t.Begin, t.End = bounds(d)
	t.Begun, t.Lasted = t.End, t.Begin
	return t
}

// spanOf is the time of something that lasted from a start to an end; the zero Date
// means that nothing is said of that end.
func spanOf(start, end value.Date) Time {
	t := Time{Begin: Ever, Begun: Never, Lasted: Ever, End: Never}
	var words []string
	if !start.IsZero() {
		from, to := bounds(start)
		t.Begin, t.Begun = from, to-1
		if to == Never {
			t.Begun = Never
		}
		t.About = start.Approximate() || start.Uncertain()
	}
	if !end.IsZero() {
		from, to := bounds(end)
		t.Lasted, t.End = from+1, to
		if from == Ever {
			t.Lasted = Ever
		}
		t.About = t.About || end.Approximate() || end.Uncertain()
	}
	switch {
	case end.IsZero():
		words = append(words, "since", start.Show())
		t.Lasted = max(t.Lasted, t.Begun) // it was there when it began, and nothing says for how long
	case start.IsZero():
		words = append(words, "until", end.Show())
		t.Begun = min(t.Begun, t.Lasted)
	default:
		words = append(words, start.Show(), "to", end.Show())
	}
	t.Words = strings.Join(words, " ")
	return t
}

// ends are the bounded days among the four, for the axis.
func (t Time) ends() (first, last int64, ok bool) {
	first, last = Never, Ever
	for _, d := range []int64{t.Begin, t.Begun, t.Lasted, t.End} {
		if d > Ever && d < Never {
			first, last, ok = min(first, d), max(last, d), true
		}
	}
	return first, last, ok
}

// compare orders times by their first possible day, then by their last.
func (t Time) compare(u Time) int {
	first := func(t Time) int64 {
		if t.Begin > Ever {
			return t.Begin
		}
		return min(t.Begun, t.End)
	}
	switch a, b := first(t), first(u); {
	case a < b:
		return -1
	case a > b:
		return 1
	case t.End < u.End:
		return -1
	case t.End > u.End:
		return 1
	}
	return 0
}

// dayText writes a numbered day; "" for an end that nothing bounds.
func dayText(day int64) string {
	if day <= Ever || day >= Never-1 {
		return ""
	}
	return time.Unix(day*24*60*60, 0).UTC().Format("2006-01-02")
}
