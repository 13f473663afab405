package lists

import (
	"fmt"
	"slices"

	"redthread/app/names"
	"redthread/app/screening"
	"redthread/app/screening/library"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/part"
)

// The facets above the list.
const (
	facetOpen    = "open"
	facetMatched = "matched"
	facetDoubted = "doubted"
	facetCleared = "cleared"
	facetLists   = "lists"
)

var facetStates = map[string][]screening.State{
	facetOpen: {screening.ToJudge, screening.Changed}, facetMatched: {screening.Matched},
	facetDoubted: {screening.Doubted}, facetCleared: {screening.Cleared},
}

// line is one row of the list: a heading, a candidate or a version.
type line struct {
	found     *screening.Found
	candidate *screening.Candidate // nil: the heading of its party
	version   *library.Version
	heading   string // of versions
	count     int
}

// model is what the list shows. It belongs to the window's goroutine.
type model struct {
	versions []*library.Version
	result   *screening.Result
	facet    string
	lines    []line
}

// key names a candidate across screenings.
type key struct {
	party store.ID
	list  string
	entry string
}

func keyOf(f *screening.Found, c *screening.Candidate) key {
	return key{f.ID, c.List.List, c.Entry.ID}
}

// arrange makes the lines anew.
func (m *model) arrange() {
	m.lines = nil
	if m.facet == facetLists {
		for i, v := range m.versions {
			if i == 0 || m.versions[i-1].List != v.List {
				n := 0
				for _, o := range m.versions {
					if o.List == v.List {
						n++
					}
				}
				m.lines = append(m.lines, line{heading: v.Title, count: n})
			}
			m.lines = append(m.lines, line{version: v})
		}
		return
	}
	if m.result == nil {
		return
	}
	for i := range m.result.Found {
		f := &m.result.Found[i]
		head := len(m.lines)
		for j := range f.Candidates {
			if slices.Contains(facetStates[m.facet], f.Candidates[j].State) {
				if head == len(m.lines) {
					m.lines = append(m.lines, line{found: f})
				}
				m.lines = append(m.lines, line{found: f, candidate: &f.Candidates[j]})
				m.lines[head].count++
			}
		}
	}
}

// facets are the chips with their counts; a state that nothing is in is left
// out, but for the first.
func (m *model) facets() []part.Facet {
	count := func(facet string) int {
		if m.result == nil {
			return 0
		}
		return m.result.Count(facetStates[facet]...)
	}
	all := []part.Facet{{Key: facetOpen, Text: "To judge", Count: count(facetOpen)}, {Key: facetMatched, Text: "Matched", Count: count(facetMatched)}}
	if n := count(facetDoubted); n > 0 {
		all = append(all, part.Facet{Key: facetDoubted, Text: "Not sure", Count: n})
	}
	return append(all, part.Facet{Key: facetCleared, Text: "Cleared", Count: count(facetCleared)}, part.Facet{Key: facetLists, Text: "Lists", Count: m.listCount()})
}

func (m *model) listCount() int {
	n := 0
	for i, v := range m.versions {
		if i == 0 || m.versions[i-1].List != v.List {
			n++
		}
	}
	return n
}

// at finds a candidate among the lines, or part.None.
func (m *model) at(k key) int {
	return slices.IndexFunc(m.lines, func(l line) bool { return l.candidate != nil && keyOf(l.found, l.candidate) == k })
}

// first is the first line that can be selected from one on, or part.None.
func (m *model) first(from int) int {
	for i := max(from, 0); i < len(m.lines); i++ {
		if m.lines[i].candidate != nil || m.lines[i].version != nil {
			return i
		}
	}
	return part.None
}

// replace puts the answers about some parties into the result. Each keeps its
// place, so that the list does not jump under the hand of who judges.
func (m *model) replace(only []store.ID, r *screening.Result) {
	if m.result == nil || only == nil {
		m.result = r
		return
	}
	answers := map[store.ID]screening.Found{}
	for _, f := range r.Found {
		answers[f.ID] = f
	}
	var kept []screening.Found
	for _, f := range m.result.Found {
		switch is, ok := answers[f.ID]; {
		case ok:
			kept = append(kept, is)
			delete(answers, f.ID)
		case !slices.Contains(only, f.ID):
			kept = append(kept, f)
		}
	}
	for _, f := range r.Found {
		if _, ok := answers[f.ID]; !ok {
			continue
		}
		at := slices.IndexFunc(kept, func(o screening.Found) bool { return o.Candidates[0].Match.Score < f.Candidates[0].Match.Score })
		if at < 0 {
			at = len(kept)
		}
		kept = slices.Insert(kept, at, f)
	}
	m.result.Found = kept
}

// row is how a line is drawn.
func (m *model) row(i int) part.Row {
	l := m.lines[i]
	switch {
	case l.heading != "":
		return part.Row{Title: l.heading, Subtitle: plural(l.count, "version", "versions"), Heading: true}
	case l.version != nil:
		r := part.Row{Title: l.version.Date, Subtitle: plural(l.version.Entries, "entry", "entries") + " · " + string(l.version.Format), Plain: true}
		if l.version.Report.Malformed > 0 {
			r.Trailing = []part.Mark{{Text: fmt.Sprintf("%d not read", l.version.Report.Malformed), Tone: part.Caution}}
		}
		return r
	case l.candidate == nil:
		return part.Row{Title: l.found.Name, Subtitle: plural(l.count, "candidate", "candidates"), Heading: true}
	}
	c := l.candidate
	r := part.Row{Title: c.Entry.Name(), Subtitle: c.List.Title + " · " + kindOf(c.Entry.Schema), Score: fmt.Sprintf("%.2f", c.Match.Score), Tone: part.Quiet}
	if p := c.Entry.Listing("program"); len(p) > 0 {
		r.Subtitle += " · " + p[0]
	}
	if c.Match.Score >= names.Alert {
		r.Tone = part.Alarm
	}
	if c.State == screening.Changed {
		r.Trailing = []part.Mark{{Text: "changed", Tone: part.Caution}}
	}
	return r
}

func kindOf(schema string) string {
	if schema == "LegalEntity" {
		return "entity"
	}
	if s, ok := ontology.Default().Schema(schema); ok {
		return s.Label
	}
	return schema
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%s %s", grouped(n), many)
}

// grouped writes a number with its thousands parted.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
