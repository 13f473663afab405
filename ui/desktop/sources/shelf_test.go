package sources

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"redthread/store"
)

func sampleShelf() *shelf {
	s := &shelf{}
	id := func(b byte) store.ID { return store.ID{b} }
	good := store.Grade{Reliability: 'A', Credibility: 1}
	s.set([]store.SourceRow{
		{Source: store.Source{ID: id(1), Title: "Report on labour", Kind: "article", Publisher: "A daily", Published: "2018-08-02", Origin: "A daily", Grade: good}, Number: 1, Cited: 3},
		{Source: store.Source{ID: id(2), Title: "Выписка ООО «Сакоренма»", Kind: "registry", Publisher: "ЕГРЮЛ", Grade: good}, Number: 2},
		{Source: store.Source{ID: id(3), Title: "Summary", Kind: "article", Author: "Kim", Origin: "A daily", Published: "[..2015]"}, Number: 3, Cited: 1},
	})
	return s
}

func titles(s *shelf) []string {
	var all []string
	for _, r := range s.shown {
		all = append(all, r.Title)
	}
	return all
}

func TestFacetsCountKindsAndWhatNeedsWork(t *testing.T) {
	got := sampleShelf().facets()
	want := []facet{{"", "All", 3}, {"article", "Articles", 2}, {"registry", "Registry", 1}, {"ungraded", "Ungraded", 1}, {"uncited", "Uncited", 1}}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(facet{})); d != "" {
		t.Error(d)
	}
}

func TestEveryKindOfSourceHasAPlural(t *testing.T) {
	for _, k := range store.SourceKinds() {
		if kindPlurals[k] == "" {
			t.Errorf("the kind %s has no word for the facets", k)
		}
	}
}

func TestFilterFindsWordsByTheirBeginning(t *testing.T) {
	for _, c := range []struct {
		facet, filter string
		want          []string
	}{
		{"", "", []string{"Report on labour", "Выписка ООО «Сакоренма»", "Summary"}},
		{"", "lab dai", []string{"Report on labour"}},
		{"", "abour", nil},
		{"", "сакор", []string{"Выписка ООО «Сакоренма»"}},
		{"", "KIM", []string{"Summary"}},
		{"article", "daily", []string{"Report on labour", "Summary"}},
		{"uncited", "", []string{"Выписка ООО «Сакоренма»"}},
		{"ungraded", "", []string{"Summary"}},
		{"", "a1", []string{"Report on labour", "Выписка ООО «Сакоренма»"}},
	} {
		s := sampleShelf()
		s.facet, s.filter = c.facet, c.filter
		s.narrow()
		if d := cmp.Diff(c.want, titles(s)); d != "" {
			t.Errorf("facet %q, filter %q: %s", c.facet, c.filter, d)
		}
	}
}

func TestRevealDropsWhatHidesASource(t *testing.T) {
	s := sampleShelf()
	s.facet, s.filter = "registry", "сакор"
	s.narrow()
	s.reveal(store.ID{2})
	if s.facet != "registry" || s.filter == "" {
		t.Error("a source that is shown already must not change facet or filter")
	}
	s.reveal(store.ID{3})
	if s.index(store.ID{3}) < 0 || s.facet != "" || s.filter != "" {
		t.Errorf("facet %q, filter %q still hide the source", s.facet, s.filter)
	}
}

func TestAFacetThatIsGoneIsLeft(t *testing.T) {
	s := sampleShelf()
	s.facet = "uncited"
	rows := s.all
	rows[1].Cited = 1
	s.set(rows)
	if s.facet != facetAll || len(s.shown) != 3 {
		t.Errorf("facet %q shows %v", s.facet, titles(s))
	}
}

func TestSubtitleSaysWhoWhenWhat(t *testing.T) {
	s := sampleShelf()
	for i, want := range []string{"A daily · 2018-08-02 · article", "ЕГРЮЛ · registry", "Kim · 2015 or earlier · article"} {
		if got := rowSubtitle(s.all[i]); got != want {
			t.Errorf("source %d: %q, want %q", i+1, got, want)
		}
	}
}

func TestSharedOriginsAreCounted(t *testing.T) {
	s := sampleShelf()
	if n := s.shareOrigin("A daily"); n != 2 {
		t.Errorf("%d sources share the origin, want 2", n)
	}
	if n := s.shareOrigin(""); n != 0 {
		t.Errorf("sources without an origin share it %d times", n)
	}
}
