package sources

import (
	"slices"
	"strings"

	"redthread/store"
	"redthread/store/value"
)

// The keys of the facets that are no kind of source.
const (
	facetAll      = ""
	facetUncited  = "uncited"
	facetUngraded = "ungraded"
)

// facet is one choice above the list.
type facet struct {
	key, text string
	count     int
}

// shelf is the list of sources: all of them, narrowed by a facet and a filter,
// with one selected.
type shelf struct {
	all      []store.SourceRow
	facet    string
	filter   string
	shown    []store.SourceRow
	selected store.ID
}

// kindPlurals are the kinds as the facets say them.
var kindPlurals = map[string]string{
	"article": "Articles", "registry": "Registry", "contract": "Contracts", "advert": "Adverts",
	"table": "Tables", "list": "Lists", "law": "Laws", "interview": "Interviews",
	"statement": "Statements", "analysis": "Analyses", "document": "Documents", "other": "Other",
}

// set takes in the sources as they now stand in the case.
func (s *shelf) set(rows []store.SourceRow) {
	s.all = rows
	if !slices.ContainsFunc(s.facets(), func(f facet) bool { return f.key == s.facet }) {
		s.facet = facetAll
	}
	s.narrow()
}

// narrow finds which sources the facet and the filter leave.
func (s *shelf) narrow() {
	words := strings.Fields(value.Fold(s.filter))
	s.shown = nil
	for _, r := range s.all {
		if s.has(r, s.facet) && fits(r, words) {
			s.shown = append(s.shown, r)
		}
	}
}

func (s *shelf) has(r store.SourceRow, key string) bool {
	switch key {
	case facetAll:
		return true
	case facetUncited:
		return r.Cited == 0
	case facetUngraded:
		return r.Grade == (store.Grade{})
	}
	return r.Kind == key
}

// fits tells whether every word starts a word of the source.
func fits(r store.SourceRow, words []string) bool {
	if len(words) == 0 {
		return true
	}
	text := " " + value.Fold(strings.Join([]string{
		r.Title, r.Publisher, r.Author, r.Origin, r.Kind, r.Published, r.Note, r.URL, r.Grade.String(),
	}, " "))
	for _, w := range words {
		if !strings.Contains(text, " "+w) {
			return false
		}
	}
	return true
}

// facets lists all, the kinds there are in the order of the form, and then
// what needs work.
func (s *shelf) facets() []facet {
	count := map[string]int{}
	for _, r := range s.all {
		count[r.Kind]++
		for _, key := range []string{facetUncited, facetUngraded} {
			if s.has(r, key) {
				count[key]++
			}
		}
	}
	all := []facet{{facetAll, "All", len(s.all)}}
	for _, kind := range store.SourceKinds() {
		if count[kind] > 0 {
			all = append(all, facet{kind, kindPlurals[kind], count[kind]})
		}
	}
	if n := count[facetUngraded]; n > 0 {
		all = append(all, facet{facetUngraded, "Ungraded", n})
	}
	if n := count[facetUncited]; n > 0 {
		all = append(all, facet{facetUncited, "Uncited", n})
	}
	return all
}

// index finds a source among those shown, or -1.
func (s *shelf) index(id store.ID) int {
	return slices.IndexFunc(s.shown, func(r store.SourceRow) bool { return r.ID == id })
}

// reveal selects a source and drops the facet or the filter that hides it.
func (s *shelf) reveal(id store.ID) {
	s.selected = id
	if s.index(id) >= 0 {
		return
	}
	s.facet, s.filter = facetAll, ""
	s.narrow()
}

// next is the source to show when the selected one is not in the list.
func (s *shelf) next() (store.ID, bool) {
	if len(s.shown) == 0 {
		return store.ID{}, false
	}
	if s.index(s.selected) >= 0 {
		return s.selected, true
	}
	return s.shown[0].ID, true
}

// shareOrigin counts the sources that go back to the same origin, this one
// included.
func (s *shelf) shareOrigin(origin string) int {
	n := 0
	for _, r := range s.all {
		if origin != "" && r.Origin == origin {
			n++
		}
	}
	return n
}

// rowTitle and rowSubtitle are the two lines of a source in the list.
func rowTitle(r store.SourceRow) string { return r.Title }

func rowSubtitle(r store.SourceRow) string {
	who := r.Publisher
	if who == "" {
		who = r.Author
	}
	return joined(" · ", who, dateShown(r.Published), r.Kind)
}

// dateShown is a date in the short form a list has room for.
func dateShown(canonical string) string {
	if strings.Trim(canonical, "0123456789-") == "" {
		return canonical
	}
	return value.Show(value.KindDate, canonical)
}

// joined joins what is not empty.
func joined(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), sep)
}
