package sources

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redthread/app"
	"redthread/store"
	"redthread/store/value"
)

func TestCheckReadsEveryField(t *testing.T) {
	d := draft{
		title: "  Registry extract ", kind: "registry", publisher: "EGRUL", published: "Aug 2018", accessed: "2018-08-03",
		address: "https://example.org/a", language: "Russian", origin: " EGRUL ", grade: store.Grade{Reliability: 'A', Credibility: 1},
		class: store.ClassSource, note: "Original not here.", notes: "First.\n\nSecond,\nwith a line.\n\n\n",
	}
	e, problems := d.check(store.ID{7})
	want := app.SourceEntry{
		Source: store.Source{
			ID: store.ID{7}, Title: "Registry extract", Kind: "registry", Publisher: "EGRUL", Published: "2018-08", Accessed: "2018-08-03",
			URL: "https://example.org/a", Language: "ru", Origin: "EGRUL", Grade: d.grade, Class: store.ClassSource, Note: "Original not here.",
		},
		Passages: []store.Passage{{Number: 1, Text: "First."}, {Number: 2, Text: "Second,\nwith a line."}},
	}
	if len(problems) > 0 {
		t.Fatalf("nothing is wrong, but: %v", problems)
	}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Error(diff)
	}
}

func TestCheckSaysWhatIsWrongInOneSentence(t *testing.T) {
	for name, d := range map[string]draft{
		fieldTitle:     {},
		fieldPublished: {title: "T", published: "yesterday"},
		fieldAccessed:  {title: "T", accessed: "2018-13"},
		fieldAddress:   {title: "T", address: "not an address"},
		fieldLanguage:  {title: "T", language: "!!"},
		fieldNotes:     {title: "T", notes: strings.Repeat("x", mostNotes+1)},
	} {
		_, problems := d.check(store.ID{})
		p := problems[name]
		if len(problems) != 1 || p == "" {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		if !strings.HasSuffix(p, ".") || strings.Contains(p, "\n") || p[:1] != strings.ToUpper(p[:1]) {
			t.Errorf("%s: %q is not one sentence", name, p)
		}
	}
	if _, problems := (draft{path: "/tmp/article.pdf"}).check(store.ID{}); len(problems) > 0 {
		t.Errorf("a file gives the title where none is typed: %v", problems)
	}
}

func TestReadShowsTheCanonicalFormWhereItDiffers(t *testing.T) {
	for _, c := range []struct {
		kind  value.Kind
		typed string
		want  reading
	}{
		{value.KindDate, "", reading{}},
		{value.KindDate, "2018", reading{canonical: "2018"}},
		{value.KindDate, "about 2018", reading{canonical: "2018~", shown: "2018~ · about 2018"}},
		{value.KindDate, "2018-08-02", reading{canonical: "2018-08-02", shown: "2 August 2018"}},
		{value.KindLanguage, "ko", reading{canonical: "ko", shown: "Korean"}},
	} {
		if got := read(c.kind, c.typed); got != c.want {
			t.Errorf("%q: %+v, want %+v", c.typed, got, c.want)
		}
	}
}

func TestDraftOfTakesEveryFieldBack(t *testing.T) {
	e := app.SourceEntry{
		Source: store.Source{
			Title: "T", Kind: "law", Publisher: "P", Author: "A", Published: "2017-09-11", Accessed: "2018", URL: "https://example.org",
			Language: "en", Origin: "O", Grade: store.Grade{Reliability: 'B'}, Class: store.ClassOther, Note: "N",
		},
		Path: "/a/b", Passages: []store.Passage{{Number: 1, Text: "One."}, {Number: 2, Text: "Two."}},
	}
	back, problems := draftOf(e).check(store.ID{})
	if d := cmp.Diff(e, back); d != "" || len(problems) > 0 {
		t.Error(d, problems)
	}
}

func TestSuggestFindsByFoldedPart(t *testing.T) {
	known := []string{"The Wall Street Journal, 2 Aug 2018", "UN Security Council", "Journal of Law"}
	if d := cmp.Diff([]string{"The Wall Street Journal, 2 Aug 2018", "Journal of Law"}, suggest(known, "journal", 5)); d != "" {
		t.Error(d)
	}
	if got := suggest(known, "", 2); len(got) != 2 {
		t.Errorf("at most two are offered, not %v", got)
	}
	if got := suggest(known, "UN Security Council", 5); got != nil {
		t.Errorf("what stands there already is offered: %v", got)
	}
}

func TestCitableLeavesRarePropertiesToTheSearch(t *testing.T) {
	names := func(typed string) map[string]bool {
		all := map[string]bool{}
		for _, p := range citable("WageObservation", typed) {
			all[p.Name] = true
		}
		return all
	}
	if all := names(""); !all["amount"] || !all["basis"] {
		t.Errorf("the properties of a pay observation are missing: %v", all)
	}
	if got := names("amou"); !got["amount"] || got["place"] {
		t.Errorf("typing amou finds %v", got)
	}
	if citable("Nothing", "") != nil {
		t.Error("an unknown kind has properties")
	}
	if n := len(makeable("")); n != len(madeHere) {
		t.Errorf("%d of %d kinds to make exist", n, len(madeHere))
	}
}
