package redact

import (
	"context"
	"hash/maphash"
	"strings"
	"sync"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Withheld stands where a value does not leave and nothing can take its place.
const Withheld = "withheld"

// withheldInText stands in running text.
const withheldInText = "[" + Withheld + "]"

// Gate lets through what may leave a case as it was when the gate was opened.
// Its methods may be called from any goroutine.
type Gate struct {
	profile  Profile
	entities map[store.ID]store.EntityRow
	links    map[store.ID]ends
	hidden   map[store.ID]cover
	belongs  map[store.ID]bool // to somebody hidden: its numbers are withheld
	sources  map[store.ID]string
	secrets  *matcher
	counts   Tally // what is fixed at opening

	seed   maphash.Seed
	mu     sync.Mutex
	values map[store.ID]bool
	texts  map[uint64]bool
}

// cover is what a hidden entity is shown as.
type cover struct {
	name  string
	paper bool // a thing that belongs to somebody hidden, not a party itself
}

// ends are the statements that a link is named by.
type ends struct {
	schema   *ontology.Schema
	from, to store.ID
}

// Tally counts what a gate holds back, for the report's last page and the
// screen's card.
type Tally struct {
	People    int // hidden people and other hidden parties of the case
	Unclassed int // those of them hidden only because nobody gave them a class
	Sources   int // hidden sources of the case
	Values    int // different statements whose value was withheld, replaced or coarsened so far
	Texts     int // different texts in which something was replaced so far
}

// Profile is what the gate was opened with.
func (g *Gate) Profile() Profile { return g.profile }

// Tally counts what is hidden. People and sources are those of the whole case;
// values and texts are those that have come through the gate so far.
func (g *Gate) Tally() Tally {
	g.mu.Lock()
	defer g.mu.Unlock()
	t := g.counts
	t.Values, t.Texts = len(g.values), len(g.texts)
	return t
}

// Entity gives what an entity may be called and whether it is hidden. A link
// is named by its ends, as in "Worker A → Mokran LLC (employment)". The caption is
// never empty.
func (g *Gate) Entity(id store.ID) (caption string, hidden bool) {
	if c, ok := g.hidden[id]; ok {
		return c.name, true
	}
	row, known := g.entities[id]
	if !known {
		return "unknown", false
	}
	label := row.Schema
	if s, ok := ontology.Default().Schema(row.Schema); ok {
		label = s.Label
	}
	if l, ok := g.links[id]; ok && !(l.from.IsZero() && l.to.IsZero()) {
		return g.end(l.from) + l.arrow() + g.end(l.to) + " (" + strings.ToLower(label) + ")", false
	}
	if row.Caption == "" {
		return label, false
	}
	// The store cuts a long caption; a name must not be cut in two before it is looked for.
	if head, cut := strings.CutSuffix(row.Caption, ellipsis); cut {
		return g.Text(g.secrets.wholeNames(head)) + ellipsis, false
	}
	return g.Text(row.Caption), false
}

// ellipsis is where the store cut a caption.
const ellipsis = "…"

func (g *Gate) end(id store.ID) string {
	if id.IsZero() {
		return "?"
	}
	if _, link := g.links[id]; link { // a link of links is named no deeper
		return strings.ToLower(g.links[id].schema.Label)
	}
	name, _ := g.Entity(id)
	return name
}

func (l ends) arrow() string {
	if l.schema.Edge.Directed {
		return " → "
	}
	return " – "
}

// Text gives a text as it may leave: each name of the hidden is replaced by
// its stand-in, their numbers and addresses by "[withheld]".
func (g *Gate) Text(s string) string {
	out, changed := g.secrets.replace(s)
	if changed {
		g.mu.Lock()
		g.texts[maphash.String(g.seed, s)] = true
		g.mu.Unlock()
	}
	return out
}

// Leaks lists the protected strings that stand in a text, each once, in the
// order in which they are met. Every exporter calls it on what it is about to
// write; the answer must be empty.
func (g *Gate) Leaks(text string) []string { return g.secrets.found(text) }

// kind is the kind of value that a property of an entity has.
func (g *Gate) kind(entity store.ID, property string) value.Kind {
	if s, ok := ontology.Default().Schema(g.entities[entity].Schema); ok {
		if p, ok := s.Property(property); ok {
			return p.Kind
		}
	}
	return value.KindText
}

// Open makes the gate for a case. It reads the entities, the links and all that
// is said of people, once.
func Open(ctx context.Context, c *store.Case, p Profile) (*Gate, error) {
	p, err := ParseProfile(string(p))
	if err != nil {
		return nil, err
	}
	g := &Gate{
		profile: p, seed: maphash.MakeSeed(),
		entities: map[store.ID]store.EntityRow{}, links: map[store.ID]ends{}, hidden: map[store.ID]cover{},
		belongs: map[store.ID]bool{}, sources: map[store.ID]string{}, secrets: newMatcher(),
		values: map[store.ID]bool{}, texts: map[uint64]bool{},
	}
	r := reading{ctx: ctx, c: c, g: g, said: map[store.ID][]store.Statement{}}
	if err := r.all(); err != nil {
		return nil, err
	}
	return g, nil
}
