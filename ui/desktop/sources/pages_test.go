package sources

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redthread/app"
	"redthread/store"
)

func cited(entity byte, name, schema, property, label, shown string, marks ...app.Mark) app.CitedRow {
	return app.CitedRow{
		FactRow: app.FactRow{Statement: store.Statement{ID: store.ID{entity, byte(len(shown))}, Property: property}, Label: label, Shown: shown, Marks: marks},
		Entity:  store.ID{entity}, Name: name, Schema: schema,
	}
}

func TestDetailsShowWhatIsMissing(t *testing.T) {
	c := &app.SourceCard{
		SourceRow: store.SourceRow{Source: store.Source{Title: "A note", Kind: "other", Published: "[..2015]", Class: store.ClassWorker}, Number: 4},
		Short:     "S-1234", Notes: []store.Note{{Text: "Call back", Author: "N", At: time.Date(2026, 1, 2, 3, 4, 0, 0, time.Local)}},
		Tags: []store.Tag{{Text: "Sakhalin"}, {Text: "pay"}},
	}
	got := map[string]field{}
	for _, f := range details(c) {
		got[f.label] = f
	}
	for label, want := range map[string]field{
		"Publisher": {label: "Publisher", text: "–", muted: true},
		"Published": {label: "Published", text: "2015 or earlier", note: "[..2015]"},
		"Class":     {label: "Class", text: "A worker: hidden in every export"},
		"Grade":     {label: "Grade", text: "not graded"},
		"Number":    {label: "Number", text: "[4]", note: "in citations and in the report"},
		"Remark":    {label: "Remark", text: "Call back", note: "N, 2026-01-02 03:04"},
		"Tags":      {label: "Tags", text: "Sakhalin, pay"},
		"Text":      {label: "Text", text: "none"},
	} {
		if d := cmp.Diff(want, got[label], cmp.AllowUnexported(field{})); d != "" {
			t.Errorf("%s: %s", label, d)
		}
	}
}

func TestCitedLinesAreGroupedByEntity(t *testing.T) {
	a, b := cited(1, "Mokran Ltd.", "Company", "name", "Name", "Mokran Ltd.", app.Mark{Passage: 43}), cited(2, "Fee", "WageObservation", "amount", "Amount", "about 100,000 RUB", app.Mark{Passage: 16}, app.Mark{Passage: 17})
	c := cited(1, "Mokran Ltd.", "Company", "country", "Country", "Russia", app.Mark{Locator: "p. 3"})
	c.Disputed, c.Hedge, c.SaidBy, c.Valid = true, "appears", "the ministry", "since 2015"
	got := citedLines(&app.SourceCard{Cited: []app.CitedRow{a, b, c}})
	var short []string
	for _, l := range got {
		line := joined(" | ", l.title, l.subtitle, l.place)
		if l.heading {
			line = "# " + line
		}
		short = append(short, line)
	}
	want := []string{
		"# Mokran Ltd. | Company",
		"Name: Mokran Ltd. | ¶ 43",
		"Disputes country: Russia | “appears” · said by the ministry · since 2015 | p. 3",
		"# Fee | Pay observation",
		"Amount: about 100,000 RUB | ¶ 16, ¶ 17",
	}
	if d := cmp.Diff(want, short); d != "" {
		t.Error(d)
	}
}

func TestTellingPrefersSumsAndTakesEachEntityOnce(t *testing.T) {
	lines := citedLines(&app.SourceCard{Cited: []app.CitedRow{
		cited(1, "Mokran Ltd.", "Company", "name", "Name", "Mokran Ltd.", app.Mark{Passage: 1}),
		cited(2, "Fee", "WageObservation", "name", "Name", "Fee", app.Mark{Passage: 16}),
		cited(2, "Fee", "WageObservation", "amount", "Amount", "about 100,000 RUB", app.Mark{Passage: 16}),
		cited(3, "Crew", "WorkerGroup", "present", "Present", "at least 700", app.Mark{Passage: 5}),
	}})
	var got []string
	for _, l := range telling(lines, 2) {
		got = append(got, l.title+" | "+l.subtitle)
	}
	if d := cmp.Diff([]string{"Crew | Present: at least 700", "Fee | Amount: about 100,000 RUB"}, got); d != "" {
		t.Error(d)
	}
	if n := len(telling(lines, 9)); n != 3 {
		t.Errorf("%d lines of three entities", n)
	}
}

func TestOriginSaysHowOftenItCounts(t *testing.T) {
	for _, c := range []struct {
		origin  string
		sharing int
		want    string
	}{
		{"", 0, "It counts as an origin of its own."},
		{"A daily", 1, "No other source goes back to it."},
		{"A daily", 3, "3 sources go back to it; together they count once."},
	} {
		if _, note := originText(c.origin, c.sharing); note != c.want {
			t.Errorf("%q shared by %d: %q", c.origin, c.sharing, note)
		}
	}
}

func TestHashShortKeepsStartAndEnd(t *testing.T) {
	hash := strings.Repeat("0123456789abcdef", 4)
	if got := hashShort(hash); got != "0123 4567 89ab … cdef" {
		t.Error(got)
	}
	if got := hashShort("short"); got != "short" {
		t.Error(got)
	}
}
