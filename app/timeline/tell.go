package timeline

import (
	"strconv"
	"strings"
)

// Alt says in words what the timeline shows, for those who cannot see it.
func (t *Timeline) Alt() string {
	var lanes []string
	for _, l := range t.Lanes {
		if len(lanes) == 12 {
			lanes = append(lanes, "and "+strconv.Itoa(len(t.Lanes)-len(lanes))+" more")
			break
		}
		lanes = append(lanes, l.Title+" ("+plural(len(l.Events), "event")+")")
	}
	var laws []string
	for _, l := range t.Laws {
		laws = append(laws, l.Date+" "+l.Text())
	}
	return t.Subtitle + ". Lanes: " + strings.Join(lanes, ", ") + ". Dates of law: " + strings.Join(laws, "; ") + "."
}

// Tell says in a few lines what stands at a hit: what it is, when, with which doubt,
// and who says so.
func (p *Picture) Tell(h Hit) string {
	if h.Law >= 0 {
		l := p.t.Laws[h.Law]
		return l.Text() + "\n" + l.Date + "\n" + l.Source
	}
	lane := &p.t.Lanes[h.Lane]
	if h.Title {
		return lane.Title + "\n" + plural(len(lane.Events), "dated event")
	}
	const most = 6
	var lines []string
	for n, i := range h.Events {
		if n == most {
			lines = append(lines, "and "+strconv.Itoa(len(h.Events)-most)+" more")
			break
		}
		lines = append(lines, p.t.tellEvent(lane.Events[i])...)
	}
	return strings.Join(lines, "\n")
}

func (t *Timeline) tellEvent(e Event) []string {
	head := e.Kind
	if e.What != "" && e.What != "Date" {
		head += ", " + strings.ToLower(e.What)
	}
	lines := []string{e.Text, head + ": " + e.Time.Words}
	if e.After != "" {
		lines = append(lines, "begins after "+e.After)
	}
	if e.Disputed {
		lines = append(lines, "disputed by a source")
	}
	if len(e.Marks) == 0 {
		return append(lines, "unsourced")
	}
	var marks []string
	for _, m := range e.Marks {
		marks = append(marks, m.String())
	}
	return append(lines, strings.Join(marks, ", "))
}
