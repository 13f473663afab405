package entities

import (
	"context"
	"maps"
	"slices"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/form"
)

const (
	pageSize = 200  // rows read at a time
	tallList = 1000 // above it, rows have one height and are read as they come into sight
)

// asker runs work away from the window and then done on it; see desk.Desk.Ask.
type asker func(title string, work func(context.Context, func(float64, string)) error, done func(error))

// facet is one choice above the list.
type facet struct {
	key, text string
	count     int
}

// Keys of the facets that are no group.
const (
	facetAll   = "all"
	facetLinks = "links"
)

// listing is what the list shows: a facet, a schema within it, typed words,
// and the pages read so far. It belongs to the window's goroutine.
type listing struct {
	c       *store.Case
	ask     asker
	changed func()      // something new can be drawn
	fail    func(error) // a page could not be read

	facet, schema, text string

	counts map[string]int    // by schema
	listed map[store.ID]bool // of the rows read
	total  int
	more   bool // even more fit than total
	known  bool // total is of this question

	number  int // of the question; older answers are dropped
	pages   map[int][]form.Found
	before  map[int][]form.Found // shown until the new pages come
	loading map[int]bool
	totals  []int  // of each segment
	stop    func() // ends the reading for the last question
	ended   context.Context
}

func newListing(c *store.Case, ask asker, changed func(), fail func(error)) *listing {
	return &listing{
		c: c, ask: ask, changed: changed, fail: fail, facet: facetAll,
		counts: map[string]int{}, pages: map[int][]form.Found{}, loading: map[int]bool{}, ended: context.Background(),
	}
}

// reload asks again for everything, keeping what is shown until the answer.
func (l *listing) reload() {
	l.number++
	if l.stop != nil {
		l.stop() // what is typed fast must not queue up behind itself
	}
	l.ended, l.stop = context.WithCancel(context.Background())
	if len(l.pages) > 0 {
		l.before = l.pages
	}
	l.pages, l.loading, l.totals, l.known = map[int][]form.Found{}, map[int]bool{}, nil, false
	l.load(0)
}

// filter asks another question; nothing of the last one stays.
func (l *listing) filter(facet, schema, text string) {
	if l.facet == facet && l.schema == schema && l.text == text {
		return
	}
	l.facet, l.schema, l.text = facet, schema, text
	l.reload()
}

// row returns a row, or false while its page is on its way.
func (l *listing) row(i int) (form.Found, bool) {
	page, at := i/pageSize, i%pageSize
	if l.pages[page] == nil {
		l.load(page)
	}
	rows, ok := l.pages[page]
	if !ok {
		rows = l.before[page]
	}
	if at < len(rows) {
		return rows[at], true
	}
	return form.Found{}, false
}

// find returns the row of an entity among the pages read, or -1.
func (l *listing) find(id store.ID) int {
	for page, rows := range l.pages {
		if at := slices.IndexFunc(rows, func(f form.Found) bool { return f.ID == id }); at >= 0 {
			return page*pageSize + at
		}
	}
	return -1
}

// answer is what one reading of a page found.
type answer struct {
	rows   []form.Found
	totals []int
	more   bool
	counts map[string]int
	listed map[store.ID]bool
}

func (l *listing) load(page int) {
	if l.loading[page] {
		return
	}
	l.loading[page] = true
	number, first := l.number, !l.known
	segments, text, totals := l.segments(), l.text, l.totals
	ended := l.ended
	var a answer
	l.ask("Read the list", func(ctx context.Context, _ func(float64, string)) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(ended, cancel)()
		var err error
		a, err = readPage(ctx, l.c, segments, text, page, totals)
		if err != nil || !first {
			return err
		}
		a.counts, err = l.c.SchemaCounts(ctx)
		return err
	}, func(err error) {
		if number != l.number {
			return
		}
		if err != nil {
			l.fail(err)
			return
		}
		l.pages[page], l.totals, l.known = a.rows, a.totals, true
		l.total = 0
		for _, n := range a.totals {
			l.total += n
		}
		if a.counts != nil {
			l.counts, l.listed, l.before, l.more = a.counts, map[store.ID]bool{}, nil, a.more
		}
		maps.Copy(l.listed, a.listed)
		l.changed()
	})
}

// segments are the filters whose results follow one another: things before
// links, which have no name and would come first.
func (l *listing) segments() [][]string {
	var things, links []string
	for _, s := range ontology.Default().Schemata() {
		switch {
		case s.Abstract || l.schema != "" && s.Name != l.schema:
		case isLink(s) && (l.facet == facetAll || l.facet == facetLinks):
			links = append(links, s.Name)
		case !isLink(s) && (l.facet == facetAll || l.facet == string(s.Group)):
			things = append(things, s.Name)
		}
	}
	var all [][]string
	for _, names := range [][]string{things, links} {
		if len(names) > 0 {
			all = append(all, names)
		}
	}
	return all
}

// readPage reads the rows of a page over all segments. Known totals spare the
// segments that the page does not touch.
func readPage(ctx context.Context, c *store.Case, segments [][]string, text string, page int, totals []int) (answer, error) {
	a := answer{totals: make([]int, len(segments))}
	from, need := page*pageSize, pageSize
	var rows []store.EntityRow
	for i, names := range segments {
		if totals != nil && (from >= totals[i] || need == 0) {
			a.totals[i] = totals[i]
			from = max(from-totals[i], 0)
			continue
		}
		found, err := c.List(ctx, store.EntityFilter{Schemata: names, Text: text, Limit: max(need, 1), Offset: from})
		if err != nil {
			return a, err
		}
		some, total := found.Rows[:min(len(found.Rows), need)], found.Total
		rows = append(rows, some...)
		a.totals[i], a.more = total, a.more || found.More
		need -= len(some)
		from = max(from-total, 0)
	}
	// Those are listed that a listing points to. Nothing else makes an entity
	// count as listed: not its owners, not its name.
	ids := make([]store.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	var err error
	if a.listed, err = c.PointedAt(ctx, ids, "Sanction", "entity"); err != nil {
		return a, err
	}
	a.rows, err = form.Describe(ctx, c, rows)
	return a, err
}

// facets are the groups that hold something, with their counts.
func (l *listing) facets() []facet {
	counts := map[ontology.Group]int{}
	all, links := 0, 0
	for name, n := range l.counts {
		s, ok := schemaOf(name)
		all += n
		switch {
		case !ok:
		case isLink(s):
			links += n
		default:
			counts[s.Group] += n
		}
	}
	out := []facet{{facetAll, "All", all}}
	for _, g := range facetOrder {
		if counts[g] > 0 {
			out = append(out, facet{string(g), facetLabel(g), counts[g]})
		}
	}
	if links > 0 {
		out = append(out, facet{facetLinks, "Links", links})
	}
	return out
}

// facetOrder is the order in which an investigation asks: who, where they
// work, under which contract, who else.
var facetOrder = []ontology.Group{
	ontology.GroupFirm, ontology.GroupWorkers, ontology.GroupContract, ontology.GroupPerson, ontology.GroupBody,
	ontology.GroupClaim, ontology.GroupPlace, ontology.GroupIdentifier, ontology.GroupDocument, ontology.GroupEvent,
}

// facetLabel is groupLabel, short enough for a chip.
func facetLabel(g ontology.Group) string {
	if g == ontology.GroupIdentifier {
		return "Things"
	}
	return groupLabel(g)
}

// schemaFacets are the kinds within the chosen group, where there are several.
func (l *listing) schemaFacets() []facet {
	if l.facet == facetAll {
		return nil
	}
	var out []facet
	sum := 0
	for _, s := range ontology.Default().Schemata() {
		in := string(s.Group) == l.facet && !isLink(s) || l.facet == facetLinks && isLink(s)
		if n := l.counts[s.Name]; in && n > 0 {
			out = append(out, facet{s.Name, s.Plural, n})
			sum += n
		}
	}
	if len(out) < 2 {
		return nil
	}
	return append([]facet{{"", "Every kind", sum}}, out...)
}
