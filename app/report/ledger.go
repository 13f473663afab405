package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"redthread/app/redact"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// ledger is the case as it may leave: read once, every text through the gate.
type ledger struct {
	c       *store.Case
	gate    *redact.Gate
	info    store.Info
	sources []*source // by number
	source  map[store.ID]*source
	things  []*thing // by name
	thing   map[store.ID]*thing
	judged  map[store.ID][]store.Judgement
	tasks   []store.Task
	notes   []store.Note

	masked   int // values that did not leave as they are
	replaced int // texts in which something was replaced
}

// source is an entry of the list of sources.
type source struct {
	store.SourceRow
	hidden  bool
	noted   bool           // its text is a researcher's paraphrase, which is printed
	notes   map[int]string // by number
	order   []int          // numbers of the notes
	quotes  []quote        // words cited from a text that is not printed
	files   []store.Evidence
	remarks []string // notes on the source as a whole
}

// quote is a piece of a source, as far as it was cited.
type quote struct{ place, words string }

// thing is an entity with what is said of it.
type thing struct {
	id     store.ID
	schema *ontology.Schema // nil where this program does not know it
	kind   string           // label of the schema
	class  store.Class
	name   string
	hidden bool
	facts  []*fact // joined, in the order of the schema
	from   []pointer

	home     home
	host     *thing   // the party it is printed under, where home is homeParty
	attached []*thing // what is printed under this one, in full or by reference
	number   string   // "6.4", where it is a row of a numbered list
	anchor   string   // where it is printed in full; "" where nothing leads to it
}

// pointer is a statement seen from the entity it points at.
type pointer struct {
	thing *thing
	fact  *fact
}

// readLedger reads everything a report says.
func readLedger(ctx context.Context, c *store.Case, gate *redact.Gate) (*ledger, error) {
	l := &ledger{c: c, gate: gate, source: map[store.ID]*source{}, thing: map[store.ID]*thing{}, judged: map[store.ID][]store.Judgement{}}
	for _, step := range []func(context.Context) error{l.readCase, l.readSources, l.readThings, l.readStatements} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("reading the case for the report: %w", err)
		}
	}
	l.settle()
	return l, nil
}

func (l *ledger) readCase(ctx context.Context) (err error) {
	if l.info, err = l.c.Info(ctx); err != nil {
		return err
	}
	for _, text := range []*string{&l.info.Title, &l.info.Question, &l.info.Summary, &l.info.LastAuthor} {
		*text = l.plain(*text)
	}
	if l.tasks, err = l.c.Tasks(ctx); err != nil {
		return err
	}
	l.tasks = slices.DeleteFunc(l.tasks, func(t store.Task) bool { return t.Removed || t.Done })
	for i := range l.tasks {
		l.tasks[i].Text = l.plain(l.tasks[i].Text)
	}
	if l.notes, err = l.c.Notes(ctx, store.ID{}); err != nil {
		return err
	}
	l.notes = slices.DeleteFunc(l.notes, func(n store.Note) bool { return n.Removed })
	for i := range l.notes {
		l.notes[i].Text = l.plain(l.notes[i].Text)
	}
	judged, err := l.c.Judgements(ctx, store.ID{})
	if err != nil {
		return err
	}
	for _, j := range judged {
		j.Why, j.Author = l.plain(j.Why), l.plain(j.Author)
		l.judged[j.A] = append(l.judged[j.A], j)
		l.judged[j.B] = append(l.judged[j.B], j)
	}
	return nil
}

// plain is a text as it may leave.
func (l *ledger) plain(text string) string {
	out := l.gate.Text(text)
	if out != text {
		l.replaced++
	}
	return out
}

func (l *ledger) readSources(ctx context.Context) error {
	rows, err := l.c.Sources(ctx)
	if err != nil {
		return err
	}
	files, err := l.c.Evidence(ctx, store.ID{})
	if err != nil {
		return err
	}
	for _, row := range rows {
		s := &source{SourceRow: row, notes: map[int]string{}}
		s.Source, s.hidden = l.gate.Source(row.Source)
		if !s.hidden {
			if err := l.readText(ctx, s); err != nil {
				return err
			}
		}
		for _, f := range files {
			if f.Source != row.ID {
				continue
			}
			if f.Name = l.plain(f.Name); s.hidden {
				f.Name = redact.Withheld
			}
			s.files = append(s.files, f)
		}
		for _, n := range l.notes {
			if n.About == row.ID && !s.hidden {
				s.remarks = append(s.remarks, n.Text)
			}
		}
		l.sources = append(l.sources, s)
		l.source[row.ID] = s
	}
	return nil
}

// readText takes a researcher's notes along. The text of an original is not
// ours to print; of it only the words cited are shown.
func (l *ledger) readText(ctx context.Context, s *source) error {
	layer, ok, err := l.c.Text(ctx, s.ID)
	if err != nil || !ok || layer.Kind != "notes" {
		return err
	}
	s.noted = true
	for _, p := range layer.Passages {
		if _, twice := s.notes[p.Number]; !twice {
			s.order = append(s.order, p.Number)
		}
		s.notes[p.Number] = l.plain(p.Text)
	}
	return nil
}

func (l *ledger) readThings(ctx context.Context) error {
	rows, _, err := l.c.Entities(ctx, store.EntityFilter{})
	if err != nil {
		return err
	}
	for _, row := range rows {
		t := &thing{id: row.ID, class: row.Class, kind: row.Schema}
		if s, ok := ontology.Default().Schema(row.Schema); ok {
			t.schema, t.kind = s, s.Label
		}
		t.name, t.hidden = l.gate.Entity(row.ID)
		l.things = append(l.things, t)
		l.thing[row.ID] = t
	}
	slices.SortStableFunc(l.things, func(a, b *thing) int {
		if n := strings.Compare(value.Fold(a.name), value.Fold(b.name)); n != 0 {
			return n
		}
		return strings.Compare(a.id.String(), b.id.String())
	})
	return nil
}

func (l *ledger) readStatements(ctx context.Context) error {
	all, err := l.c.Statements(ctx, store.StatementFilter{})
	if err != nil {
		return err
	}
	for _, st := range all {
		if t, ok := l.thing[st.Entity]; ok {
			t.add(l.fact(t, st))
		}
	}
	for _, t := range l.things {
		t.order()
		for _, f := range t.facts {
			if to, ok := l.thing[f.target]; ok {
				to.from = append(to.from, pointer{t, f})
			}
		}
	}
	return nil
}

// isA tells whether a thing is of a schema; unknown schemata are of none.
func (t *thing) isA(schemata ...string) bool {
	return t.schema != nil && slices.ContainsFunc(schemata, t.schema.IsA)
}

func (t *thing) edge() *ontology.Edge {
	if t.schema == nil {
		return nil
	}
	return t.schema.Edge
}

// all gives the facts of some properties, in the order of the properties.
func (t *thing) all(properties ...string) []*fact {
	var out []*fact
	for _, name := range properties {
		for _, f := range t.facts {
			if f.property.Name == name {
				out = append(out, f)
			}
		}
	}
	return out
}

// reads is how a property of t is called from the other end.
func (t *thing) reads(property string) string {
	if t.schema != nil {
		if p, ok := t.schema.Property(property); ok && p.Reverse != "" {
			return p.Reverse
		}
	}
	return t.kind
}
