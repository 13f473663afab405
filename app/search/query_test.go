package search

import (
	"fmt"
	"strings"
	"testing"

	"redthread/store"
)

// show writes a query as it was understood.
func (e *expr) show() string {
	if e == nil {
		return ""
	}
	var kids []string
	for _, k := range e.kids {
		kids = append(kids, k.show())
	}
	switch e.op {
	case store.SearchTerm:
		if e.term.phrase {
			return fmt.Sprintf("%q", e.term.text)
		}
		return e.term.text
	case store.SearchNot:
		return "!" + kids[0]
	case store.SearchOr:
		return "(" + strings.Join(kids, " | ") + ")"
	}
	return "(" + strings.Join(kids, " & ") + ")"
}

func (q Query) show() string {
	parts := []string{q.root.show()}
	for _, f := range q.filters {
		sign := ""
		if f.not {
			sign = "-"
		}
		parts = append(parts, sign+f.name+"="+f.value)
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "",
		"  wages  ":                         "wages",
		"wages salary":                      "(wages & salary)",
		"wages AND salary":                  "(wages & salary)",
		"a b OR c d":                        "((a & b) | (c & d))",
		"a (b OR c) d":                      "(a & (b | c) & d)",
		"a NOT b":                           "(a & !b)",
		"a -b -\"c d\" -(e OR f)":           "(a & !b & !\"c d\" & !(e | f))",
		"NOT NOT a":                         "a",
		"Chol-su Zenco-39":                  "(Chol-su & Zenco-39)",
		"wages - salary":                    "(wages & salary)",
		`"list of firms" x`:                 `("list of firms" & x)`,
		`“list of firms” „eins“`:            `("list of firms" & "eins")`,
		`ООО «Ромашка»`:                     "(ООО & Ромашка»)",
		`"open phrase`:                      `"open phrase"`,
		`wages "`:                           "wages",
		"((a":                               "a",
		"a)) b":                             "(a & b)",
		"()":                                "",
		"AND OR NOT":                        "",
		"a OR":                              "a",
		"OR a":                              "a",
		"a AND AND b":                       "(a & b)",
		"-":                                 "",
		"...":                               "",
		"and or not":                        "(and & or & not)",
		"kind:registry wages":               "wages kind=registry",
		"wages -kind:article":               "wages -kind=article",
		"kind:reg before:2018-01 grade:B+":  "kind=reg before=2018-01 grade=B+",
		`source:"labour law" source:3`:      "source=labour law source=3",
		"(a kind:law) b":                    "(a & b) kind=law",
		"KIND:law":                          "kind=law",
		"kind:":                             "",
		"https://example.org/a 12:30":       "(https://example.org/a & 12:30)",
		"kond:registry":                     "(kond & registry)",
		"a -kond:registry":                  "(a & !(kond & registry))",
		"Moscow: capital":                   "(Moscow: & capital)",
		"kind:nonsense wages":               "wages",
		"-a":                                "",
		"-a -b kind:law":                    "kind=law",
		"a OR -b":                           "a",
		"-b OR a":                           "a",
		"a OR b OR c":                       "(a | b | c)",
		strings.Repeat("(", 100) + "a":      "a",
		"after:2017 in:names tag:urgent x.": "x. after=2017 in=names tag=urgent",
	} {
		if got := Parse(text).show(); got != want {
			t.Errorf("%q is read as %s, want %s", text, got, want)
		}
	}
}

func TestParseWarns(t *testing.T) {
	for text, want := range map[string]string{
		"kond:registry":          "No filter is called kond; use kind, before, after, since, grade, lang, source, in, cited or tag. It was searched as words.",
		"kind:nonsense":          "No kind of source is called nonsense; use article, registry,",
		"before:2018-13":         "2018-13 is not a date that before can take; write 2018, 2018-01 or 2018-01-31.",
		"since:[2018..]":         "[2018..] has no last day;",
		"after:[..2018]":         "[..2018] has no first day;",
		"grade:Z":                "Z is not a grade;",
		"grade:+":                "+ is not a grade;",
		"cited:maybe":            "maybe is not an answer; write cited:yes or cited:no.",
		"in:moon":                "Nothing can be searched in moon;",
		"-wages":                 "A search needs at least one word that is to be found,",
		"a OR -b":                "OR cannot join words that are to be left out;",
		strings.Repeat("a ", 99): "The query has more than 40 words;",
		strings.Repeat("é", 2e3): "The query is longer than 1000 characters;",
	} {
		q := Parse(text)
		if len(q.Warnings) != 1 || !strings.HasPrefix(q.Warnings[0], want) {
			t.Errorf("%.40q warns %q, want %q", text, q.Warnings, want)
		}
	}
	if q := Parse(`kind:reg grade:B2+ lang:ru source:3 in:text cited:no tag:x since:2017 "open`); len(q.Warnings) > 0 {
		t.Errorf("a good query warns %q", q.Warnings)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`a "b c" -d (e OR f) kind:law`, `((("`, `-(-(-a`, "NOT NOT NOT", "kind:\"", "김철수 OR Ким", "before:[..", "\xff:\xff", "«»“”\"", "x:y:z -kind:-a",
		"Kim Chol-su", "노동자를 рабочих workers", "́", "ﬁ ½ ①",
	} {
		f.Add(s, "Text with Kim Chol Su, 김철수는 рабочие, workers.")
	}
	f.Fuzz(func(t *testing.T, query, text string) {
		q := Parse(query)
		for _, typing := range []bool{false, true} {
			p := prepare(q, typing)
			found := p.match(text, typing)
			line, marks := snippet(text, found.marks, 40)
			checkMarks(t, line, marks)
		}
	})
}
