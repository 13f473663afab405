package chart

import (
	"encoding/json"
	"slices"

	"redthread/app/network"
	"redthread/store"
	"redthread/store/value"
)

// Filter says what of a chart is shown. Its zero value shows everything. It is
// kept with the chart, as JSON.
type Filter struct {
	Kinds       []string `json:"without_kinds,omitempty"`  // kinds of tie that are left out
	Groups      []string `json:"without_groups,omitempty"` // groups of things that are left out
	Grade       string   `json:"grade,omitempty"`          // at least as good as "B2"
	Origins     int      `json:"origins,omitempty"`        // at least so many independent origins
	From        string   `json:"from,omitempty"`           // true at some time since this day
	To          string   `json:"to,omitempty"`             // and until this one
	Dated       bool     `json:"dated,omitempty"`          // with From or To: ties without dates are left out
	KnownBy     string   `json:"known_by,omitempty"`       // what the case had noted by the end of this day
	NoSuspected bool     `json:"no_suspected,omitempty"`
	NoDisputed  bool     `json:"no_disputed,omitempty"`
	NoMuted     bool     `json:"no_muted,omitempty"` // without identifiers that say little
}

// ParseFilter reads what a chart keeps. What cannot be read shows everything.
func ParseFilter(text string) Filter {
	var f Filter
	if json.Unmarshal([]byte(text), &f) != nil {
		return Filter{}
	}
	return f
}

// String is the filter as a chart keeps it, "" for one that shows everything.
func (f Filter) String() string {
	if f.Empty() {
		return ""
	}
	text, err := json.Marshal(f)
	if err != nil {
		return ""
	}
	return string(text)
}

// Empty tells whether everything is shown.
func (f Filter) Empty() bool { return f.Count() == 0 }

// Count is how many ways of leaving out are in use.
func (f Filter) Count() int {
	n := len(f.Kinds) + len(f.Groups)
	for _, in := range []bool{f.Grade != "", f.Origins > 0, f.From != "" || f.To != "", f.KnownBy != "", f.NoSuspected, f.NoDisputed, f.NoMuted} {
		if in {
			n++
		}
	}
	return n
}

// Without adds a word to a list, or takes it out of it.
func Without(list []string, word string) []string {
	if i := slices.Index(list, word); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	list = append(slices.Clone(list), word)
	slices.Sort(list)
	return list
}

func day(text string) (value.Day, value.Day, bool) {
	d, err := value.ParseDate(text)
	if err != nil {
		return value.Day{}, value.Day{}, false
	}
	first, okFirst := d.Earliest()
	last, okLast := d.Latest()
	return first, last, okFirst && okLast
}

// keep tells for each edge of a graph whether it is shown.
func (f Filter) keep(g *network.Graph) []bool {
	n := network.Filter{Origins: f.Origins, NoSuspected: f.NoSuspected, NoDisputed: f.NoDisputed, NoMuted: f.NoMuted}
	if grade, err := store.ParseGrade(f.Grade); err == nil {
		n.Reliability, n.Credibility = grade.Reliability, grade.Credibility
	}
	if _, last, ok := day(f.KnownBy); ok {
		n.KnownBy = last.Time().AddDate(0, 0, 1)
	}
	keep := g.Keep(n)
	for i := range g.Edges {
		e := &g.Edges[i]
		keep[i] = keep[i] && !slices.Contains(f.Kinds, e.Kind) && f.holds(e)
	}
	return keep
}

// holds tells whether an edge may have held within the time that is shown.
func (f Filter) holds(e *network.Edge) bool {
	if f.From == "" && f.To == "" {
		return true
	}
	since, err1 := value.ParseDate(e.Since)
	until, err2 := value.ParseDate(e.Until)
	dated := err1 == nil && e.Since != "" || err2 == nil && e.Until != ""
	if !dated {
		return !f.Dated
	}
	if first, _, ok := day(f.From); ok && e.Until != "" && err2 == nil {
		if end, ok := until.Latest(); ok && end.Compare(first) < 0 {
			return false
		}
	}
	if _, last, ok := day(f.To); ok && e.Since != "" && err1 == nil {
		if begin, ok := since.Earliest(); ok && begin.Compare(last) > 0 {
			return false
		}
	}
	return true
}

// Span is the first and the last year that a case dates a tie with; ok is
// false where none has a date.
func Span(g *network.Graph) (first, last int, ok bool) {
	see := func(text string) {
		from, to, there := day(text)
		if text == "" || !there {
			return
		}
		if !ok {
			first, last, ok = from.Year, to.Year, true
			return
		}
		first, last = min(first, from.Year), max(last, to.Year)
	}
	for i := range g.Edges {
		see(g.Edges[i].Since)
		see(g.Edges[i].Until)
	}
	return first, last, ok
}
