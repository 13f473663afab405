package redact

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redthread/store"
)

func sourcesOf(t tb, b *build) []store.Source {
	t.Helper()
	rows, err := b.c.Sources(context.Background())
	if err != nil {
		t.Fatalf("reading the sources: %v", err)
	}
	var all []store.Source
	for _, r := range rows {
		all = append(all, r.Source)
	}
	return all
}

// TestNoPlantedNameComesThrough plants the names of hidden people and of a
// hidden source's author in every place a case has, and lets everything through the
// gate. No planted name may stand in what comes out, by a search that knows nothing
// of how the gate works.
func TestNoPlantedNameComesThrough(t *testing.T) {
	c := newCase(t).c // one file for all runs: making one takes longer than a run
	rapid.Check(t, func(t *rapid.T) {
		b := &build{t: t, c: c}
		name := rapid.Custom(func(t *rapid.T) string {
			part := rapid.StringMatching(`[BDFGKLMNPRSTVZ][aeiou][bdfgklmnprstvz][aeiou][qxz]{2}`)
			return part.Draw(t, "given") + " " + part.Draw(t, "family")
		})
		secrets := rapid.SliceOfNDistinct(name, 2, 5, func(s string) string { return strings.Fields(s)[1] }).Draw(t, "secrets")
		plant := func(where string) string {
			s := rapid.SampledFrom(secrets).Draw(t, where)
			switch rapid.IntRange(0, 4).Draw(t, "form") {
			case 0:
				s = strings.ToUpper(s)
			case 1:
				s = strings.Fields(s)[1]
			case 2:
				s = strings.Fields(s)[1] + ", " + strings.Fields(s)[0]
			}
			return rapid.SampledFrom([]string{"", "said by ", "«"}).Draw(t, "before") + s + rapid.SampledFrom([]string{"", "'s men", ".", " and others"}).Draw(t, "after")
		}
		var people []store.ID
		var firm, claim, link, paper store.ID
		b.together(func() {
			author := secrets[0]
			source := b.source(store.Source{Title: plant("title"), Kind: "interview", Author: author, Publisher: plant("publisher"), URL: "https://example.org/x", Origin: plant("origin")})
			b.source(store.Source{Title: plant("title"), Kind: "article", Author: plant("author"), Note: plant("note")})
			for _, s := range secrets[1:] {
				class := rapid.SampledFrom([]store.Class{"", store.ClassWorker, store.ClassSource}).Draw(t, "class")
				people = append(people, b.entity("Person", class, rapid.SampledFrom([]string{"name", "alias", "previousName", "weakAlias"}).Draw(t, "kind"), s, "position", plant("position")))
			}
			firm = b.entity("Company", "", "name", "Firm "+plant("firm"), "address", plant("address"))
			claim = b.entity("Claim", "", "claim", plant("claim"), "about", people[0], "saidBy", plant("saidBy"), "hedge", plant("hedge"))
			link = b.entity("Employment", "", "employee", people[0], "employer", firm, "role", plant("role"))
			paper = b.entity("Passport", "", "holder", people[0], "number", "PK4512345", "surname", strings.Fields(secrets[1])[1])
			b.do(func(tx *store.Tx) error {
				_, err := tx.Assert(store.Statement{Entity: firm, Property: "summary", Value: plant("summary"), Source: source}, store.Noting{
					SaidBy: plant("said"), Hedge: plant("hedge"), Origin: plant("origin"), Original: plant("original"),
					Citation: store.Citation{Quote: plant("quote"), Locator: plant("locator")},
				})
				return err
			})
		})

		defer func() {
			if _, err := c.Undo(context.Background()); err != nil {
				t.Fatalf("emptying the case: %v", err)
			}
		}()

		g := b.open(Public)
		var out []string
		for _, id := range append([]store.ID{firm, claim, link, paper}, people...) {
			caption, _ := g.Entity(id)
			out = append(out, caption)
			all, err := b.c.Statements(context.Background(), store.StatementFilter{Entity: id})
			if err != nil {
				t.Fatal(err)
			}
			for _, st := range all {
				s := g.Statement(st)
				out = append(out, s.Text, s.Value)
				for _, n := range s.Notings {
					out = append(out, n.SaidBy, n.Hedge, n.Origin, n.Original, n.Citation.Quote, n.Citation.Locator)
				}
			}
		}
		for _, s := range sourcesOf(t, b) {
			s, _ = g.Source(s)
			out = append(out, s.Title, s.Author, s.Publisher, s.URL, s.Origin, s.Note)
		}
		out = append(out, g.Text(plant("tag")), g.Text(plant("case note")), g.Text(plant("label")))

		for _, text := range out {
			for _, s := range secrets {
				if family := strings.Fields(s)[1]; strings.Contains(strings.ToLower(text), strings.ToLower(family)) {
					t.Fatalf("%q shows %q", text, family)
				}
			}
			if leaks := g.Leaks(text); leaks != nil {
				t.Fatalf("%q leaks %v", text, leaks)
			}
			if again := g.Text(text); again != text {
				t.Fatalf("%q becomes %q when it passes again", text, again)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	m := newMatcher()
	m.protectName("Zorvex Ann Qilmar", "Worker A")
	m.protectName("김철수", "Worker B")
	m.protectName("Иванова Анна Петровна", "Worker C")
	for _, s := range []string{"Zorvex Qilmar", "김 철수", "с Ивановой", "Qilmar Z. Qilmar", "\xff\xfe", "Zor\u0301vex", "a\u200bb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out, changed := m.replace(s)
		if !changed && out != s {
			t.Errorf("%q became %q and is said to be unchanged", s, out)
		}
		if left := m.found(out); left != nil {
			t.Errorf("%q became %q, which still holds %v", s, out, left)
		}
	})
}
