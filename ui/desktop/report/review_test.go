package report

import (
	"slices"
	"strings"
	"testing"

	"redthread/app/redact"
	casereport "redthread/app/report"
	"redthread/store"
	"redthread/ui/desktop/desk"
)

func TestFindingsSpeakInSignsAndWords(t *testing.T) {
	all := findings([]casereport.Finding{
		{ID: "a", Level: casereport.Good, Text: "Well"},
		{ID: "b", Level: casereport.Caution, Text: "Look"},
		{ID: "c", Level: casereport.Fault, Text: "Mend"},
	})
	var signs []string
	for _, f := range all {
		signs = append(signs, f.sign)
	}
	if !slices.Equal(signs, []string{"✓", "!", "!"}) {
		t.Errorf("signs %q", signs)
	}
	for _, c := range []struct {
		of   []finding
		want string
	}{
		{all, "1 thing to put right first"},
		{all[:2], "Nothing stands in the way. 1 point is told to the reader."},
		{all[:1], "Nothing stands in the way."},
	} {
		if got := verdict(c.of); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestItemsLeadToWhereTheyAreMended(t *testing.T) {
	id := store.ID{7}
	for kind, screen := range map[store.Kind]string{store.KindEntity: desk.Entities, store.KindSource: desk.Sources} {
		if r, ok := place(casereport.Item{Kind: kind, ID: id}); !ok || r.Screen != screen || r.ID != id {
			t.Errorf("%c leads to %+v", kind, r)
		}
	}
	if _, ok := place(casereport.Item{}); ok {
		t.Error("nothing leads somewhere")
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"Source A"}, "Source A"},
		{[]string{"Source A", "Source B"}, "Source A, B"},
		{[]string{"Worker A", "Worker B", "Worker C", "Worker K"}, "Worker A … K"},
		{[]string{"Worker A", "Person B", "Person C"}, "Worker A, Person B, C"},
		{[]string{"Protected source A", "Protected source B"}, "Protected source A, B"},
	} {
		if got := span(c.names); got != c.want {
			t.Errorf("%q: %q, want %q", c.names, got, c.want)
		}
	}
}

func TestCoversSayWhatIsHidden(t *testing.T) {
	c := covers{
		parties: cover{"person", "people", []string{"Worker A", "Worker B"}},
		papers:  cover{"paper or address of theirs", "papers and addresses of theirs", []string{"Passport of Worker A"}},
		sources: cover{"source", "sources", []string{"Protected source A"}},
	}.with(redact.Tally{Values: 5, Texts: 1})
	c.tally.Unclassed = 1
	want := []string{
		"2 people → Worker A, B", "1 source → Protected source A", "1 paper or address of theirs withheld",
		"5 values withheld or made coarser", "1 text with a name taken out",
		"1 person is hidden only because nobody has said what they are",
	}
	if got := c.lines(redact.Public); !slices.Equal(got, want) {
		t.Errorf("public: %q", got)
	}
	price := "It names 2 protected people and 1 protected source that the public report hides."
	if got := c.price(); got != price {
		t.Errorf("price %q", got)
	}
	if got := c.lines(redact.Full); len(got) != 1 || !strings.HasSuffix(got[0], price) {
		t.Errorf("full: %q", got)
	}
	if got := (covers{}).lines(redact.Public); len(got) != 1 || !strings.HasPrefix(got[0], "There is nobody to hide") {
		t.Errorf("nobody: %q", got)
	}
}

type words []string

func (w words) Leaks(text string) []string {
	var found []string
	for _, word := range w {
		if strings.Contains(strings.Join(strings.Fields(text), " "), word) {
			found = append(found, word)
		}
	}
	return found
}

func TestLeaksAreFoundOnTheirPages(t *testing.T) {
	all := findLeaks(words{"Kim Chol", "Lee"}, []string{"nobody", "Kim Chol and Lee", "Lee again, and Kim", "Chol on the next page"})
	if len(all) != 2 || all[0].word != "Kim Chol" || !slices.Equal(all[0].pages, []int{2}) || !slices.Equal(all[1].pages, []int{2, 3}) {
		t.Errorf("found %+v", all)
	}
	if got := leakWords(all); got != "“Kim Chol” on page 2 and 1 other" {
		t.Errorf("said %q", got)
	}
	across := findLeaks(words{"Kim Chol"}, []string{"and Kim", "Chol too"})
	if len(across) != 1 || len(across[0].pages) != 0 || leakWords(across) != "“Kim Chol”" {
		t.Errorf("over the end of a page: %+v", across)
	}
	if findLeaks(words{"Kim"}, []string{"nobody"}) != nil {
		t.Error("something was found in nothing")
	}
}

func TestScanWords(t *testing.T) {
	for want, p := range map[string]*printed{
		"Nothing in it is hidden": {profile: redact.Full, texts: []string{"x"}},
		"Each text was held":      {profile: redact.Public},
		"Read back: none":         {profile: redact.Public, texts: []string{"x"}},
	} {
		if got := p.scanWords(); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
