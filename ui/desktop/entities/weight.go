package entities

import (
	"slices"
	"strings"

	"redthread/app"
	"redthread/store"
)

// weight is what speaks for and against a value.
type weight struct {
	sources, origins int
	grades           []string // of each source once, best first
	against          []string // who denies it, and what else is said
}

// weigh counts the sources and independent origins of a row, and gathers what
// speaks against it among everything said of the property.
func weigh(s subject) weight {
	w := weight{}
	sources, origins := map[store.ID]bool{}, map[string]bool{}
	for _, m := range s.row.Marks {
		if m.Source.IsZero() || m.Withdrawn {
			continue
		}
		if !sources[m.Source] && m.Grade != "" {
			w.grades = append(w.grades, m.Grade)
		}
		sources[m.Source] = true
		origin := m.Origin
		if origin == "" {
			origin = m.Source.String() // a source that names no origin is its own
		}
		origins[origin] = true
	}
	w.sources, w.origins = len(sources), len(origins)
	slices.Sort(w.grades)
	w.grades = slices.Compact(w.grades)
	same := func(r app.FactRow) bool {
		return r.Statement.Value == s.row.Statement.Value && r.Target == s.row.Target
	}
	for _, r := range s.group {
		switch {
		case r.Disputed == s.row.Disputed && same(r):
		case same(r):
			verb := "Denied by "
			if s.row.Disputed {
				verb = "Asserted by "
			}
			w.against = append(w.against, verb+marksText(r))
		case s.row.Contested && !r.Disputed && r.Contested:
			w.against = append(w.against, "Also said: "+r.Shown+" "+marksText(r))
		}
	}
	return w
}

func marksText(r app.FactRow) string {
	var all []string
	for _, m := range distinct(r.Marks) {
		all = append(all, m.String())
	}
	if len(all) == 0 {
		return "an unsourced statement"
	}
	return strings.Join(all, ", ")
}

// words says the weight in one line: "2 sources · 1 origin · A1, B2".
func (w weight) words() string {
	if w.sources == 0 {
		return "no source"
	}
	s := count(w.sources, "source", "sources") + "  ·  " + count(w.origins, "origin", "origins")
	if len(w.grades) > 0 {
		s += "  ·  " + strings.Join(w.grades, ", ")
	}
	return s
}

// notingEvents tells the life of a statement: when it was noted, by whom, and
// when and why it was withdrawn.
func notingEvents(all []store.Statement) []string {
	var out []string
	for _, st := range all {
		for _, n := range st.Notings {
			out = append(out, "Noted "+day(n.At)+" by "+n.Author)
			if n.Withdrawn {
				out = append(out, "Withdrawn "+day(n.WithdrawnAt)+": "+n.Why)
			}
		}
	}
	return slices.Compact(out)
}
