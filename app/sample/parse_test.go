package sample

import (
	"slices"
	"strings"
	"testing"
)

// small is the least that is a case: the table below breaks it in one place.
const small = `
case: {title: A case}
sources:
  - {key: a, action: Enter, title: A text, kind: article, origin: A, grade: B2, notes: {1: It says so.}}
entities:
  - key: firm
    schema: Company
    facts:
      - {p: name, v: Firm, cite: a 1}
  - key: owned
    schema: Ownership
    cite: a 1
    facts:
      - {p: owner, to: firm}
      - {p: asset, to: firm}
`

func TestParseRefuses(t *testing.T) {
	if _, err := Parse([]byte(small)); err != nil {
		t.Fatalf("the case to break is broken already: %v", err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"unknown key of a fact", "{p: name, v: Firm, cite: a 1}", "{p: name, v: Firm, cite: a 1, hedged: about}", "hedged"},
		{"unknown key of a source", "grade: B2,", "grade: B2, grades: B2,", "grades"},
		{"unknown key of a citation", "v: Firm, cite: a 1", "v: Firm, cite: {source: a, note: 1, page: 3}", `no key "page"`},
		{"unknown key at the top", "\nsources:", "\nsource: []\nsources:", "source"},
		{"two documents", "\ncase:", "\n---\nsources: []\n---\ncase:", "more than one document"},
		{"unknown schema", "schema: Company", "schema: Factory", `"Factory"`},
		{"abstract schema", "schema: Company", "schema: Thing", `"Thing"`},
		{"unknown property", "p: name", "p: names", `no property "names"`},
		{"missing property", "      - {p: asset, to: firm}\n", "", `needs the property "asset"`},
		{"value of another kind", "{p: name, v: Firm, cite: a 1}", "{p: name, v: Firm, cite: a 1}\n      - {p: country, v: Atlantis, cite: a 1}", "country"},
		{"target without an entity", "{p: owner, to: firm}", "{p: owner, to: nobody}", `"nobody"`},
		{"target of another schema", "{p: asset, to: firm}", "{p: asset, to: owned}", `cannot point at "owned"`},
		{"value for a link", "{p: owner, to: firm}", "{p: owner, v: firm}", "its kind is entity"},
		{"neither value nor target", "{p: owner, to: firm}", "{p: owner}", "either a value or a target"},
		{"no citation", "v: Firm, cite: a 1", "v: Firm", "needs a source and the number of a note"},
		{"citation of an unknown source", "v: Firm, cite: a 1", "v: Firm, cite: b 1", `source "b" has no note 1`},
		{"citation of an unknown note", "v: Firm, cite: a 1", "v: Firm, cite: a 2", `source "a" has no note 2`},
		{"citation without a number", "v: Firm, cite: a 1", "v: Firm, cite: a", "not a citation"},
		{"half a grade", "grade: B2", "grade: B", "not a whole grade"},
		{"wrong grade", "grade: B2", "grade: G9", "not a grade"},
		{"wrong kind of source", "kind: article", "kind: rumour", "not a kind of source"},
		{"source without an origin", "origin: A, ", "", "an origin"},
		{"wrong credibility", "v: Firm, cite: a 1", "v: Firm, cite: a 1, cred: 7", "not a credibility"},
		{"wrong date", "v: Firm, cite: a 1", "v: Firm, cite: a 1, since: yesterday", "yesterday"},
		{"wrong class", "schema: Company", "schema: Company\n    class: boss", "not a class"},
		{"one key twice", "key: owned", "key: firm", "two entities have this key"},
		{"no title", "{title: A case}", "{question: Why}", "no title"},
		{"tag on nothing", "{title: A case}", "{title: A case, tags: [{name: Red, on: [nobody]}]}", `"nobody"`},
		{"note about nothing", "{title: A case}", "{title: A case, notes: [{about: nobody, text: A word}]}", `"nobody"`},
		{"task without a text", "{title: A case}", "{title: A case, tasks: [{about: firm}]}", "needs a text"},
		{"conflict with one side", "\nentities:", "\nconflicts: [{key: C1, name: One, sides: [firm], cite: a 1}]\nentities:", "two sides"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(small, c.old) {
				t.Fatalf("the case to break does not hold %q", c.old)
			}
			_, err := Parse([]byte(strings.Replace(small, c.old, c.new, 1)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestDefaultsAndOverrides(t *testing.T) {
	f, err := Parse([]byte(`
case: {title: A case}
sources:
  - {key: a, action: Enter, title: A text, kind: article, origin: A, grade: B2, notes: {1: It says so., 2: And so.}}
  - {key: b, action: Enter, title: B text, kind: article, origin: A, grade: B2, notes: {1: It says so.}}
entities:
  - key: firm
    schema: Company
    cite: [a 1, b 1]
    said: An official
    cred: 3
    facts:
      - {p: name, v: Firm}
      - {p: alias, v: [One, Two], cite: a 2, said: The firm, cred: 4, hedge: perhaps}
      - {p: summary, v: A firm., cite: [a 1, {source: b, note: 1, said: Nobody, hedge: it seems}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []Statement{
		{Property: "name", Value: "Firm", Source: "a", Passage: 1, SaidBy: "An official", Credibility: 3},
		{Property: "name", Value: "Firm", Source: "b", Passage: 1, SaidBy: "An official", Credibility: 3},
		{Property: "alias", Value: "One", Source: "a", Passage: 2, SaidBy: "The firm", Credibility: 4, Hedge: "perhaps"},
		{Property: "alias", Value: "Two", Source: "a", Passage: 2, SaidBy: "The firm", Credibility: 4, Hedge: "perhaps"},
		{Property: "summary", Value: "A firm.", Source: "a", Passage: 1, SaidBy: "An official", Credibility: 3},
		{Property: "summary", Value: "A firm.", Source: "b", Passage: 1, SaidBy: "Nobody", Credibility: 3, Hedge: "it seems"},
	}
	if got := f.Entities[0].Statements; !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("case: [1"))
	f.Add([]byte("sources: [{notes: {1: a}}]\nentities: [{facts: [{cite: {a: 1}}]}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		facts, err := Parse(text)
		if (facts == nil) == (err == nil) {
			t.Errorf("facts %v with error %v", facts, err)
		}
	})
}
