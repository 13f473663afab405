package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"redthread/app/redact"
	casereport "redthread/app/report"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/desk"
)

// finding is a line of the card "Before you publish".
type finding struct {
	id    string
	sign  string // "✓" or "!", so that colour is not the only sign
	level casereport.Level
	text  string
	items []casereport.Item
}

// findings words what was checked.
func findings(found []casereport.Finding) []finding {
	all := make([]finding, 0, len(found))
	for _, f := range found {
		line := finding{id: f.ID, sign: "!", level: f.Level, text: f.Text, items: f.Items}
		if f.Level == casereport.Good {
			line.sign = "✓"
		}
		all = append(all, line)
	}
	return all
}

// shownFinding is the finding that says whether anything is hidden.
const shownFinding = "shown"

// place is where an item can be put right; ok is false for what has no screen.
func place(it casereport.Item) (desk.Route, bool) {
	switch it.Kind {
	case store.KindEntity:
		return desk.Route{Screen: desk.Entities, ID: it.ID}, true
	case store.KindSource:
		return desk.Route{Screen: desk.Sources, ID: it.ID}, true
	}
	return desk.Route{}, false
}

// verdict sums the findings up: what has to be put right, what the reader will
// be told.
func verdict(all []finding) string {
	faults, cautions := 0, 0
	for _, f := range all {
		switch f.level {
		case casereport.Fault:
			faults++
		case casereport.Caution:
			cautions++
		}
	}
	switch {
	case faults > 0:
		return counted(faults, "thing to put right first", "things to put right first")
	case cautions > 0:
		return "Nothing stands in the way. " + counted(cautions, "point is", "points are") + " told to the reader."
	}
	return "Nothing stands in the way."
}

// cover is what is hidden of one sort, and what it is called instead.
type cover struct {
	one, many string // "person", "people"
	names     []string
}

// covers is everything that is hidden: parties, sources, and what belongs to
// the parties.
type covers struct {
	parties, papers, sources cover
	tally                    redact.Tally
}

// readCovers asks a gate for everything it hides.
func readCovers(ctx context.Context, c *store.Case, gate *redact.Gate) (covers, error) {
	out := covers{
		parties: cover{one: "person", many: "people"},
		papers:  cover{one: "paper or address of theirs", many: "papers and addresses of theirs"},
		sources: cover{one: "source", many: "sources"},
		tally:   gate.Tally(),
	}
	rows, _, err := c.Entities(ctx, store.EntityFilter{})
	if err != nil {
		return out, fmt.Errorf("reading who is hidden: %w", err)
	}
	for _, r := range rows {
		name, hidden := gate.Entity(r.ID)
		if !hidden {
			continue
		}
		s, known := ontology.Default().Schema(r.Schema)
		switch {
		case known && s.IsA("Person"):
		case known && s.IsA("LegalEntity"):
			out.parties.one, out.parties.many = "party", "parties"
		default:
			out.papers.names = append(out.papers.names, name)
			continue
		}
		out.parties.names = append(out.parties.names, name)
	}
	sources, err := c.Sources(ctx)
	if err != nil {
		return out, fmt.Errorf("reading which sources are hidden: %w", err)
	}
	for _, s := range sources {
		if shown, hidden := gate.Source(s.Source); hidden {
			out.sources.names = append(out.sources.names, shown.Title)
		}
	}
	for _, k := range []*cover{&out.parties, &out.papers, &out.sources} {
		slices.SortFunc(k.names, byLength)
	}
	return out, nil
}

func (c cover) count() string { return counted(len(c.names), c.one, c.many) }

// byLength sorts "Worker B" before "Worker AA".
func byLength(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// with takes the counts of values and texts from a making of the report.
func (c covers) with(t redact.Tally) covers {
	c.tally.Values, c.tally.Texts = t.Values, t.Texts
	return c
}

// lines are the sentences of the card "Redacted".
func (c covers) lines(profile redact.Profile) []string {
	if profile == redact.Full {
		return []string{"Nothing is hidden. " + c.price()}
	}
	var all []string
	for _, k := range []cover{c.parties, c.sources} {
		if len(k.names) > 0 {
			all = append(all, k.count()+" → "+span(k.names))
		}
	}
	if len(c.papers.names) > 0 {
		all = append(all, c.papers.count()+" withheld")
	}
	if n := c.tally.Values; n > 0 {
		all = append(all, counted(n, "value", "values")+" withheld or made coarser")
	}
	if n := c.tally.Texts; n > 0 {
		all = append(all, counted(n, "text", "texts")+" with a name taken out")
	}
	if n := c.tally.Unclassed; n > 0 {
		all = append(all, counted(n, "person is", "people are")+" hidden only because nobody has said what they are")
	}
	if len(all) == 0 {
		all = []string{"There is nobody to hide: no worker, no source of yours and nobody without a class."}
	}
	return all
}

// span shortens names that share their first words: "Worker A, B … K".
func span(names []string) string {
	groups := map[string][]string{}
	var order []string
	for _, n := range names {
		at := strings.LastIndexByte(n, ' ')
		word, letter := "", n
		if at > 0 {
			word, letter = n[:at], n[at+1:]
		}
		if groups[word] == nil {
			order = append(order, word)
		}
		groups[word] = append(groups[word], letter)
	}
	var all []string
	for _, word := range order {
		letters := groups[word]
		s := strings.Join(letters, ", ")
		if len(letters) > 3 {
			s = letters[0] + " … " + letters[len(letters)-1]
		}
		all = append(all, strings.TrimSpace(word+" "+s))
	}
	return strings.Join(all, ", ")
}

// price says what the full profile shows that the public one hides.
func (c covers) price() string {
	var all []string
	for _, k := range []cover{c.parties, c.sources} {
		if len(k.names) > 0 {
			all = append(all, counted(len(k.names), "protected "+k.one, "protected "+k.many))
		}
	}
	if len(all) == 0 {
		return "In this case there is nobody whom the public report hides."
	}
	return "It names " + strings.Join(all, " and ") + " that the public report hides."
}

// profileWord is the profile in one word.
func profileWord(p redact.Profile) string {
	if p == redact.Full {
		return "Full"
	}
	return "Public"
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
