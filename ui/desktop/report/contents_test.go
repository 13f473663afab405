package report

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	casereport "redthread/app/report"
)

// Whatever a person does to the list, every section is in it once, and one at
// least is ticked.
func TestContentsKeepEverySection(t *testing.T) {
	byID := func(a, b casereport.Section) int { return cmp.Compare(a.ID, b.ID) }
	rapid.Check(t, func(t *rapid.T) {
		c := newContents()
		n := len(c.all)
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			i := rapid.IntRange(-1, n).Draw(t, "row")
			if rapid.Bool().Draw(t, "tick") {
				before := c.ticked()
				if c.toggle(i) == (c.ticked() == before) {
					t.Fatal("toggle does not say what it did")
				}
				continue
			}
			to := rapid.IntRange(-1, n).Draw(t, "to")
			before := c.sections()
			if moved := c.move(i, to); moved && c.all[to] != before[i] {
				t.Fatalf("section %d is not at %d", i, to)
			} else if moved == slices.Equal(before, c.all) {
				t.Fatal("move does not say what it did")
			}
		}
		if c.ticked() < 1 {
			t.Fatal("nothing is left to report")
		}
		got, want := c.sections(), casereport.Sections()
		for i := range got {
			got[i].On = true
		}
		slices.SortFunc(got, byID)
		slices.SortFunc(want, byID)
		if !slices.Equal(got, want) {
			t.Fatalf("sections %v", got)
		}
	})
}

func TestContentsKnowWhetherTheyAreUsual(t *testing.T) {
	c := newContents()
	if c.changed() {
		t.Error("new contents count as changed")
	}
	c.move(0, 1)
	if !c.changed() {
		t.Error("a moved section goes unseen")
	}
	c.move(1, 0)
	if c.changed() {
		t.Error("a section that was moved back counts as changed")
	}
}

func TestChaptersTakeTitlesAndPagesOfTheReport(t *testing.T) {
	c := newContents()
	for i := range c.all {
		c.all[i].On = i == 1 || i == 3
	}
	outline := []casereport.Heading{{Level: 1, Title: "1  Parties"}, {Level: 2, Title: "Firms"}, {Level: 1, Title: "2  Contracts"}}
	got := c.chapters(outline, []int{3, 3, 7})
	if got[1] != (chapter{"1 Parties", true, 3}) || got[3] != (chapter{"2 Contracts", true, 7}) {
		t.Errorf("chapters %v", got)
	}
	if got[0].on || got[0].page != 0 || got[0].title != c.all[0].Title {
		t.Errorf("a section that is left out: %v", got[0])
	}
	for _, ch := range c.chapters(outline[:1], []int{3}) { // an outline of another making
		if ch.page != 0 {
			t.Errorf("%v has a page of another report", ch)
		}
	}
}

func TestStartPages(t *testing.T) {
	pages := []string{
		"A case\nPublic",
		"Contents\n1 Parties 3\nFirms 3\n2 Contracts 4",
		"1 Parties\nFirms\nA firm\n",
		"Firms\n2  Contracts\nAn award to one of the firms",
	}
	outline := []casereport.Heading{{Level: 1, Title: "1  Parties"}, {Level: 1, Title: "2  Contracts"}, {Level: 2, Title: "Nowhere"}}
	if got := startPages(pages, outline); !slices.Equal(got, []int{3, 4, 0}) {
		t.Errorf("pages %v", got)
	}
	if got := startPages(nil, outline); !slices.Equal(got, []int{0, 0, 0}) {
		t.Errorf("without text: %v", got)
	}
}

func TestPageWords(t *testing.T) {
	if got := pageWords(14, 31); got != "Page 14 of 31" {
		t.Error(got)
	}
	if got := pageWords(1, 0); got != "" {
		t.Error(got)
	}
}
