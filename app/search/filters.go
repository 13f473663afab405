package search

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redthread/store"
	"redthread/store/value"
)

// A filter narrows what is found. Filters of one name are alternatives (kind:registry kind:contract), those of different
// names must all let a thing through.
type filter struct {
	name  string
	value string
	not   bool

	kinds []string        // kind
	bound value.Date      // before, after, since
	grade store.Grade     // grade
	best  bool            // grade: or better
	yes   bool            // cited
	in    []store.HitKind // in
}

// filterNames lists the filters in the order in which they are named to a person:
//
//	kind:registry      the source's kind; the beginning of a word will do
//	before:2018-01     published, as far as is known, before that month, day or year began
//	after:2017         published after it ended
//	since:2017         published in it or later
//	grade:B, B2, B+    the source's grade; with a plus, or better
//	lang:ru            the source's language
//	source:3           the source by its number, by its id, or by words of its title
//	in:text            only texts, names, statements, notes or sources
//	cited:no           sources that no statement cites; cited:yes those that one does
//	tag:urgent         things with that tag
var filterNames = []string{"kind", "before", "after", "since", "grade", "lang", "source", "in", "cited", "tag"}

func knownFilter(name string) bool { return slices.Contains(filterNames, name) }

// places are what in: takes.
var places = []struct {
	name  string
	kinds []store.HitKind
}{
	{"text", []store.HitKind{store.HitPassage}},
	{"names", []store.HitKind{store.HitEntity}},
	{"statements", []store.HitKind{store.HitStatement}},
	{"notes", []store.HitKind{store.HitNote, store.HitTask}},
	{"sources", []store.HitKind{store.HitSource}},
}

// readFilter reads a filter, or says why it cannot be read.
func readFilter(name, text string) (*filter, string) {
	f := &filter{name: name, value: strings.TrimSpace(text)}
	low := strings.ToLower(f.value)
	switch name {
	case "kind":
		for _, k := range store.SourceKinds() {
			if k == low {
				f.kinds = []string{k}
				break
			}
			if strings.HasPrefix(k, low) {
				f.kinds = append(f.kinds, k)
			}
		}
		if len(f.kinds) == 0 {
			return nil, fmt.Sprintf("No kind of source is called %s; use %s.", f.value, oneOf(store.SourceKinds()))
		}
	case "before", "after", "since":
		d, err := value.ParseDate(f.value)
		if err != nil {
			return nil, fmt.Sprintf("%s is not a date that %s can take; write 2018, 2018-01 or 2018-01-31.", f.value, name)
		}
		if _, ok := d.Earliest(); !ok {
			return nil, fmt.Sprintf("%s has no first day; write 2018, 2018-01 or 2018-01-31.", f.value)
		}
		if _, ok := d.Latest(); !ok {
			return nil, fmt.Sprintf("%s has no last day; write 2018, 2018-01 or 2018-01-31.", f.value)
		}
		f.bound = d
	case "grade":
		bare, plus := strings.CutSuffix(f.value, "+")
		g, err := store.ParseGrade(bare)
		if err != nil || g == (store.Grade{}) {
			return nil, fmt.Sprintf("%s is not a grade; write a letter from A to F, a digit from 1 to 6 or both, with + for that or better.", f.value)
		}
		f.grade, f.best = g, plus
	case "cited":
		switch low {
		case "yes", "y", "true":
			f.yes = true
		case "no", "n", "false":
		default:
			return nil, fmt.Sprintf("%s is not an answer; write cited:yes or cited:no.", f.value)
		}
	case "in":
		for _, p := range places {
			if strings.HasPrefix(p.name, low) || strings.HasPrefix(low, strings.TrimSuffix(p.name, "s")) {
				f.in = append(f.in, p.kinds...)
			}
		}
		if f.in == nil {
			return nil, fmt.Sprintf("Nothing can be searched in %s; use text, names, statements, notes or sources.", f.value)
		}
	case "lang", "source", "tag":
	default:
		return nil, fmt.Sprintf("No filter is called %s; use %s. It was searched as words.", name, oneOf(filterNames))
	}
	return f, ""
}

func oneOf(words []string) string {
	n := len(words) - 1
	return strings.Join(words[:n], ", ") + " or " + words[n]
}

// about tells what a filter looks at.
func (f filter) aboutSource() bool { return f.name != "in" && f.name != "tag" }

// kinds gives the kinds of hit that the filters let through; nil is all.
func (q Query) kinds() []store.HitKind {
	var only, never []store.HitKind
	for _, f := range q.filters {
		switch {
		case f.name != "in":
		case f.not:
			never = append(never, f.in...)
		default:
			only = append(only, f.in...)
		}
	}
	if only == nil && never == nil {
		return nil
	}
	if only == nil {
		for _, p := range places {
			only = append(only, p.kinds...)
		}
	}
	// A kind that is both asked for and not is not: an empty list would let everything through.
	left := slices.DeleteFunc(only, func(k store.HitKind) bool { return slices.Contains(never, k) })
	if len(left) == 0 {
		return []store.HitKind{store.HitTask + 1}
	}
	return left
}

// sources gives the sources that the filters let through, in their order; narrowed is false when no filter asks
// about sources.
func (q Query) sources(ctx context.Context, c *store.Case, rows []store.SourceRow) (through []store.SourceRow, narrowed bool) {
	byName := map[string][]filter{}
	for _, f := range q.filters {
		if f.aboutSource() {
			name := f.name
			if f.not {
				name = "-" + name + ":" + f.value
			}
			byName[name] = append(byName[name], f)
		}
	}
	if len(byName) == 0 {
		return rows, false
	}
	for _, row := range rows {
		passes := true
		for _, any := range byName {
			passes = passes && slices.ContainsFunc(any, func(f filter) bool { return f.passes(ctx, c, row) != f.not })
		}
		if passes {
			through = append(through, row)
		}
	}
	return through, true
}

// passes tells whether a source fits a filter, a not before it left aside.
func (f filter) passes(ctx context.Context, c *store.Case, s store.SourceRow) bool {
	switch f.name {
	case "kind":
		return slices.Contains(f.kinds, s.Kind)
	case "before", "after", "since":
		return f.inTime(s.Published)
	case "grade":
		return f.graded(s.Grade)
	case "lang":
		want, has := strings.ToLower(f.value), strings.ToLower(s.Language)
		return has != "" && (has == want || strings.HasPrefix(has, want+"-"))
	case "cited":
		return (s.Cited > 0) == f.yes
	}
	return f.named(ctx, c, s)
}

// inTime gives a doubtful date the benefit of the doubt: a source of 2018 may be from before June 2018.
func (f filter) inTime(published string) bool {
	d, err := value.ParseDate(published)
	if err != nil || published == "" {
		return false
	}
	first, starts := d.Earliest()
	last, ends := d.Latest()
	low, _ := f.bound.Earliest()
	high, _ := f.bound.Latest()
	switch f.name {
	case "before":
		return !starts || first.Compare(low) < 0
	case "after":
		return !ends || last.Compare(high) > 0
	}
	return !ends || last.Compare(low) >= 0
}

func (f filter) graded(g store.Grade) bool {
	fits := func(has, want byte) bool {
		return want == 0 || has == want || f.best && has != 0 && has < want
	}
	return fits(g.Reliability, f.grade.Reliability) && fits(g.Credibility, f.grade.Credibility)
}

// named tells whether source: means this one.
func (f filter) named(ctx context.Context, c *store.Case, s store.SourceRow) bool {
	text := strings.Trim(f.value, "[] ")
	if n, err := strconv.Atoi(text); err == nil {
		return n == s.Number
	}
	if len(text) > 3 && text[1] == '-' {
		if ref, err := c.Resolve(ctx, text); err == nil {
			return ref.ID == s.ID
		}
	}
	title := store.SearchFold(s.Title)
	for _, w := range store.SearchFold(text) {
		if !slices.ContainsFunc(title, func(t string) bool { return strings.HasPrefix(t, w) }) {
			return false
		}
	}
	return text != ""
}

// tagged gives the tests that tag: filters make of a thing; nil when there are none.
func (q Query) tagged(ctx context.Context, c *store.Case) (func(ids ...store.ID) bool, error) {
	var filters []filter
	for _, f := range q.filters {
		if f.name == "tag" {
			filters = append(filters, f)
		}
	}
	if filters == nil {
		return nil, nil
	}
	tags, err := c.Tags(ctx, store.ID{})
	if err != nil {
		return nil, err
	}
	on := map[store.ID][]string{}
	for _, t := range tags {
		on[t.About] = append(on[t.About], value.Fold(t.Text))
	}
	return func(ids ...store.ID) bool {
		wanted, found := false, false
		for _, f := range filters {
			has := slices.ContainsFunc(ids, func(id store.ID) bool { return slices.Contains(on[id], value.Fold(f.value)) })
			if f.not {
				if has {
					return false
				}
				continue
			}
			wanted, found = true, found || has
		}
		return !wanted || found
	}, nil
}
