package report

import (
	"strconv"
	"strings"

	casereport "redthread/app/report"
)

// contents are the sections of the report as a person has ordered and ticked
// them.
type contents struct{ all []casereport.Section }

func newContents() *contents { return &contents{all: casereport.Sections()} }

// sections is the order to write the report in, a copy.
func (c *contents) sections() []casereport.Section {
	return append([]casereport.Section(nil), c.all...)
}

// ticked counts the sections that are not left out.
func (c *contents) ticked() int {
	n := 0
	for _, s := range c.all {
		if s.On {
			n++
		}
	}
	return n
}

// toggle leaves a section out or takes it in. The last one stays: a report
// needs something to report.
func (c *contents) toggle(i int) bool {
	if i < 0 || i >= len(c.all) || c.all[i].On && c.ticked() == 1 {
		return false
	}
	c.all[i].On = !c.all[i].On
	return true
}

// move takes a section to another place, and says whether it moved.
func (c *contents) move(from, to int) bool {
	if from < 0 || from >= len(c.all) || to < 0 || to >= len(c.all) || from == to {
		return false
	}
	s := c.all[from]
	c.all = append(c.all[:from:from], c.all[from+1:]...)
	c.all = append(c.all[:to:to], append([]casereport.Section{s}, c.all[to:]...)...)
	return true
}

// changed tells whether the report is other than it usually is.
func (c *contents) changed() bool {
	for i, s := range casereport.Sections() {
		if c.all[i] != s {
			return true
		}
	}
	return false
}

// chapter is a section as the list shows it.
type chapter struct {
	title string // with its number, where it has one
	on    bool
	page  int // where it begins; 0 where that is not known
}

// chapters are the sections with the titles and pages that the report gave
// them. The outline's first level are the sections that are on, in order.
func (c *contents) chapters(outline []casereport.Heading, starts []int) []chapter {
	var heads []int
	for i, h := range outline {
		if h.Level == 1 {
			heads = append(heads, i)
		}
	}
	if len(heads) != c.ticked() { // of another order, or none yet
		heads = nil
	}
	all := make([]chapter, len(c.all))
	next := 0
	for i, s := range c.all {
		all[i] = chapter{title: s.Title, on: s.On}
		if !s.On || heads == nil {
			continue
		}
		at := heads[next]
		next++
		all[i].title = spaced(outline[at].Title)
		if at < len(starts) {
			all[i].page = starts[at]
		}
	}
	return all
}

// startPages finds the page on which each heading of the outline stands, 0
// where it is not found, in the text of the pages. Headings follow one another, and
// each stands on a line of its own; the contents list them too, but with a page number.
func startPages(pages []string, outline []casereport.Heading) []int {
	lines := make([]map[string]bool, len(pages))
	for i, p := range pages {
		lines[i] = map[string]bool{}
		for _, line := range strings.Split(p, "\n") {
			lines[i][spaced(line)] = true
		}
	}
	starts := make([]int, len(outline))
	last := len(pages) - 1
	for i := len(outline) - 1; i >= 0; i-- {
		want := spaced(outline[i].Title)
		for p := last; p >= 0; p-- {
			if lines[p][want] {
				starts[i], last = p+1, p
				break
			}
		}
	}
	return starts
}

func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// pageWords says where one is in the report.
func pageWords(page, pages int) string {
	if pages == 0 {
		return ""
	}
	return "Page " + strconv.Itoa(page) + " of " + strconv.Itoa(pages)
}
