package timeline

import (
	"strconv"
	"time"
)

// View is what of the time is shown, and how wide.
type View struct {
	From, To float64 // days since 1 January 1970
	Width    float64 // of the whole picture, in points
	Labels   float64 // of the names of lanes; 0: as wide as they need, within reason
	Dark     bool
}

// Whole is the view of everything: all bounded days and the dates of law, with some
// air on both sides.
func (t *Timeline) Whole(width float64) View {
	first, last := t.first, t.last
	for _, l := range t.Laws {
		if first == last {
			first, last = l.day, l.day+1
		}
		first, last = min(first, l.day), max(last, l.day)
	}
	// Words stand to the right of their marks, so there is more air on that side.
	const before, after = 0.05, 0.22
	days := max(float64(last-first), 60)
	return View{From: float64(first) - days*before, To: float64(last) + days*after, Width: width}
}

const (
	shortestView = 5.0     // days
	longestView  = 1e6     // days, 27 centuries
	leastView    = -719528 // 1 January of the year 1, about
	mostView     = 2932897 // the end of the year 9999
)

// Zoom is the view nearer by a factor, with the day at a share of the width kept where it is.
func (v View) Zoom(factor, at float64) View {
	days := min(max((v.To-v.From)/factor, shortestView), longestView)
	middle := v.From + (v.To-v.From)*at
	v.From = middle - days*at
	v.To = v.From + days
	return v.held()
}

// Pan is the view moved by a share of what it shows.
func (v View) Pan(share float64) View {
	by := (v.To - v.From) * share
	v.From, v.To = v.From+by, v.To+by
	return v.held()
}

func (v View) held() View {
	if v.From < leastView {
		v.From, v.To = leastView, v.To+leastView-v.From
	}
	if v.To > mostView {
		v.From, v.To = v.From-(v.To-mostView), mostView
	}
	return v
}

// tick is a line of the axis.
type tick struct {
	day  float64
	text string
}

// ticks are the lines of the axis, so far apart that their words fit.
func ticks(v View, plot float64) []tick {
	const apart = 64.0 // points
	days := v.To - v.From
	fits := func(unit float64) bool { return plot*unit/days >= apart }
	from := time.Unix(int64(v.From)*24*60*60, 0).UTC()
	var all []tick
	add := func(at time.Time, text string) bool {
		day := float64(at.Unix()) / (24 * 60 * 60)
		if day > v.To || len(all) > 400 {
			return false
		}
		if day >= v.From {
			all = append(all, tick{day, text})
		}
		return true
	}
	switch {
	case fits(1):
		for d := from; add(d, d.Format("2 Jan 2006")); d = d.AddDate(0, 0, 1) {
		}
	case fits(7):
		d := from.AddDate(0, 0, -(int(from.Weekday())+6)%7) // the Monday before
		for ; add(d, d.Format("2 Jan 2006")); d = d.AddDate(0, 0, 7) {
		}
	case fits(30):
		for d := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC); add(d, d.Format("Jan 2006")); d = d.AddDate(0, 1, 0) {
		}
	case fits(91):
		for d := time.Date(from.Year(), 1, 1, 0, 0, 0, 0, time.UTC); add(d, d.Format("Jan 2006")); d = d.AddDate(0, 3, 0) {
		}
	default:
		step := 1
		for _, s := range []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000} {
			if step = s; fits(365.2425 * float64(s)) {
				break
			}
		}
		year := from.Year() - from.Year()%step
		for d := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); add(d, strconv.Itoa(d.Year())); d = d.AddDate(step, 0, 0) {
		}
	}
	return all
}
