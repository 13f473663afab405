package timeline

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redthread/app/figures"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// unplaced names the lane of what belongs to no party or no place.
const unplaced = "Not tied to one"

// arrange narrows the events to the kinds asked for and puts them into lanes.
func (r *reader) arrange() {
	t := r.t
	t.Kinds = counts(r.events)
	if r.o.Kinds != nil {
		r.events = slices.DeleteFunc(r.events, func(e Event) bool { return !slices.Contains(r.o.Kinds, e.Schema) })
		t.Undated = slices.DeleteFunc(t.Undated, func(u Undated) bool { return !slices.Contains(r.o.Kinds, r.rows[u.Entity].Schema) })
	}
	t.Events = len(r.events)
	t.first, t.last = Never, Ever
	at := map[string]int{}
	for _, e := range r.events {
		if first, last, ok := e.Time.ends(); ok {
			t.first, t.last = min(t.first, first), max(t.last, last)
		}
		for _, lane := range r.lanesOf(e) {
			i, ok := at[lane.Key]
			if !ok {
				i = len(t.Lanes)
				at[lane.Key] = i
				t.Lanes = append(t.Lanes, lane)
			}
			t.Lanes[i].Events = append(t.Lanes[i].Events, e)
		}
	}
	if t.first > t.last {
		t.first, t.last = 0, 0
	}
	for i := range t.Lanes {
		slices.SortStableFunc(t.Lanes[i].Events, func(a, b Event) int {
			return cmp.Or(claimsLast(a, b), a.Time.compare(b.Time))
		})
	}
	slices.SortStableFunc(t.Lanes, func(a, b Lane) int {
		// What is tied to nothing stands last; else most first, with what deserves a second look before the rest.
		return cmp.Or(cmp.Compare(b2i(a.Key == ""), b2i(b.Key == "")), cmp.Compare(weightOf(b), weightOf(a)), cmp.Compare(value.Fold(a.Title), value.Fold(b.Title)), cmp.Compare(a.Key, b.Key))
	})
	r.describe()
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// claimsLast puts what somebody holds to be so behind what happened.
func claimsLast(a, b Event) int {
	return cmp.Compare(b2i(a.Group == ontology.GroupClaim), b2i(b.Group == ontology.GroupClaim))
}

// weightOf says how much a lane has to show.
func weightOf(l Lane) int {
	n := 0
	for _, e := range l.Events {
		switch {
		case e.After != "":
			n += 100
		case e.Group == ontology.GroupClaim:
			n++
		default:
			n += 10
		}
	}
	return n
}

// lanesOf are the lanes an event stands on.
func (r *reader) lanesOf(e Event) []Lane {
	var all []Lane
	switch r.o.By {
	case ByKind:
		s, _ := ontology.Default().Schema(e.Schema)
		return []Lane{{Key: e.Schema, Group: e.Group, Title: s.Plural}}
	case ByPlace:
		for _, p := range e.places {
			all = append(all, Lane{Key: value.Fold(p), Group: ontology.GroupPlace, Title: p})
		}
	default:
		for _, p := range e.Parties {
			if r.only != nil && !r.only[p] {
				continue
			}
			lane := Lane{Key: p.String(), Entity: p}
			lane.Title, _ = r.gate.Entity(p)
			if s, ok := ontology.Default().Schema(r.rows[p].Schema); ok {
				lane.Group = s.Group
			}
			all = append(all, lane)
		}
	}
	if len(all) == 0 {
		return []Lane{{Title: unplaced + " " + string(r.o.By)}}
	}
	return all
}

func counts(events []Event) []KindCount {
	var all []KindCount
	at := map[string]int{}
	for _, e := range events {
		i, ok := at[e.Schema]
		if !ok {
			i = len(all)
			at[e.Schema] = i
			s, _ := ontology.Default().Schema(e.Schema)
			all = append(all, KindCount{Schema: e.Schema, Label: s.Plural})
		}
		all[i].Events++
	}
	slices.SortStableFunc(all, func(a, b KindCount) int {
		return cmp.Or(cmp.Compare(b2i(spokenOf(b.Schema)), b2i(spokenOf(a.Schema))), cmp.Compare(b.Events, a.Events), cmp.Compare(a.Label, b.Label))
	})
	return all
}

// spokenOf tells whether a law names a kind of thing.
func spokenOf(schema string) bool {
	return slices.ContainsFunc(Laws(), func(l Law) bool { return slices.Contains(l.After, schema) })
}

// describe fills in title, notes and sources.
func (r *reader) describe() {
	t := r.t
	t.caseTitle = r.gate.Text(t.info.Title)
	t.author = r.gate.Text(t.info.LastAuthor)
	t.Title = "Timeline"
	if t.caseTitle != "" {
		t.Title += ": " + t.caseTitle
	}
	t.Subtitle = fmt.Sprintf("%s by %s, with %s of law", plural(t.Events, "dated event"), t.By, plural(len(t.Laws), "date"))
	if slices.ContainsFunc(r.events, func(e Event) bool { return e.After != "" }) {
		t.Notes = append(t.Notes, "Red marks are permits, workers, adverts and contracts that begin after a rule against them. That says when they began, not that a rule was broken.")
	}
	t.Notes = append(t.Notes, "A pale bar is one moment somewhere within it; a bar fades where its start or end is not known to the day.")
	if n := len(t.Undated); n > 0 {
		t.Notes = append(t.Notes, plural(n, "thing")+" of these kinds "+isAre(n)+" without a date and not drawn.")
	}
	if t.Withheld > 0 {
		t.Notes = append(t.Notes, plural(t.Withheld, "date")+" "+isAre(t.Withheld)+" withheld to protect people.")
	}
	for _, s := range r.sources {
		if r.cited[s.ID] {
			t.Sources = append(t.Sources, figures.SourceLine{ID: s.ID, Number: s.Number, Text: r.line(s.Source)})
		}
	}
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}

// line names a source: title, publisher, date, grade.
func (r *reader) line(s store.Source) string {
	s, _ = r.gate.Source(s)
	parts := []string{s.Title}
	for _, more := range []string{s.Publisher, value.Show(value.KindDate, s.Published)} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	if g := s.Grade.String(); g != "" {
		parts = append(parts, "grade "+g)
	}
	return strings.Join(parts, ", ") + "."
}
