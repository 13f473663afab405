package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// fact is one value said of a thing, from every source that says so.
type fact struct {
	property *ontology.Property
	text     string   // the value in words, as it may leave
	target   store.ID // of a link; zero for a plain value
	value    string   // canonical; "" where it does not leave
	from, to string
	lang     string
	disputes bool // a source says that this is not so
	contest  bool // another source disputes it, or gives another value where only one can be true
	marks    []mark
}

// mark is one noting of a fact.
type mark struct {
	source   *source // nil: unsourced
	passage  int
	locator  string
	quote    string
	hedge    string
	saidBy   string
	original string // as printed, where that differs from what is shown
	origin   string // where it differs from the origin of the source
	credible byte   // where it differs from the grade of the source
}

func (l *ledger) fact(t *thing, st store.Statement) *fact {
	shown := l.gate.Statement(st)
	if shown.Masked {
		l.masked++
	}
	f := &fact{
		property: &ontology.Property{Name: st.Property, Label: st.Property, Kind: "text"},
		text:     shown.Text, target: shown.Target, value: shown.Value, from: shown.From, to: shown.To, lang: shown.Lang,
		disputes: st.Stance == store.Disputes,
	}
	if t.schema != nil {
		if p, ok := t.schema.Property(st.Property); ok {
			f.property = p
			if c, ok := p.Choice(shown.Value); ok && !shown.Masked && c.Label != "" {
				f.text = c.Label
			}
		}
	}
	for _, n := range shown.Notings {
		if !n.Withdrawn {
			f.marks = append(f.marks, l.mark(st, n))
		}
	}
	return f
}

func (l *ledger) mark(st store.Statement, n store.Noting) mark {
	m := mark{
		passage: n.Citation.Passage, locator: n.Citation.Locator, quote: n.Citation.Quote,
		hedge: n.Hedge, saidBy: n.SaidBy, original: n.Original, origin: n.Origin, credible: n.Credibility,
	}
	s, ok := l.source[st.Source]
	if !ok {
		return m
	}
	m.source = s
	if m.credible == s.Grade.Credibility {
		m.credible = 0
	}
	if m.origin == s.Origin || m.origin == m.saidBy {
		m.origin = ""
	}
	if s.hidden {
		m.locator, m.quote = "", ""
	}
	if m.quote != "" && (!s.noted || m.passage == 0) {
		q := quote{place(m), m.quote}
		if !slices.Contains(s.quotes, q) {
			s.quotes = append(s.quotes, q)
		}
	}
	return m
}

// place words where in its source a mark points.
func place(m mark) string {
	if m.passage > 0 {
		return fmt.Sprintf("¶ %d", m.passage)
	}
	return m.locator
}

// add joins the same value from another source into one row.
func (t *thing) add(f *fact) {
	for _, g := range t.facts {
		if g.property.Name == f.property.Name && g.text == f.text && g.target == f.target && g.lang == f.lang &&
			g.disputes == f.disputes && g.from == f.from && g.to == f.to {
			for _, m := range f.marks {
				if !slices.Contains(g.marks, m) {
					g.marks = append(g.marks, m)
				}
			}
			return
		}
	}
	t.facts = append(t.facts, f)
}

// order sorts the facts as the schema orders its properties and finds what is contested.
func (t *thing) order() {
	rank := map[string]int{}
	if t.schema != nil {
		for i, p := range t.schema.Properties() {
			rank[p.Name] = i + 1
		}
	}
	if start := rank["startDate"]; start > 0 && rank["endDate"] > 0 {
		rank["endDate"] = start // the two stand in one row
	}
	slices.SortStableFunc(t.facts, func(a, b *fact) int {
		return cmp.Or(cmp.Compare(rank[a.property.Name], rank[b.property.Name]), strings.Compare(b.property.Name, a.property.Name))
	})
	for _, f := range t.facts {
		slices.SortStableFunc(f.marks, func(a, b mark) int { return cmp.Compare(numberOf(a), numberOf(b)) })
		for _, g := range t.facts {
			if f == g || f.property.Name != g.property.Name {
				continue
			}
			same := f.text == g.text && f.target == g.target
			denied := same && f.disputes != g.disputes
			other := !same && f.property.Single && !f.disputes && !g.disputes && f.from == g.from && f.to == g.to
			f.contest = f.contest || denied && !f.disputes || other
		}
	}
}

func numberOf(m mark) int {
	if m.source == nil {
		return 0
	}
	return m.source.Number
}

// valid words the time for which a fact held.
func (f *fact) valid() string { return app.ValidText(f.from, f.to) }

// voice is what surrounds a value: the doubt and the speaker of one or more marks.
type voice struct {
	words string // "at least; said by: Labour Ministry records", or ""
	marks []mark
}

// voices groups the marks that say a value with the same doubt by the same
// speaker. What the shown value already says in words is not said twice.
func (f *fact) voices() []voice {
	var all []voice
	for _, m := range f.marks {
		words := m.words(f)
		at := slices.IndexFunc(all, func(v voice) bool { return v.words == words })
		if at < 0 {
			at = len(all)
			all = append(all, voice{words: words})
		}
		all[at].marks = append(all[at].marks, m)
	}
	return all
}

// measured tells whether a value is a number or a date, which words its own doubt.
func (f *fact) measured() bool {
	return slices.Contains([]value.Kind{value.KindQuantity, value.KindMoney, value.KindDate, value.KindShare}, f.property.Kind)
}

func (m mark) words(f *fact) string {
	var all []string
	say := func(format string, s string) {
		if s != "" {
			all = append(all, fmt.Sprintf(format, s))
		}
	}
	if !f.measured() || !strings.Contains(f.text, m.hedge) { // "at least 700" has its doubt in it
		say("%s", m.hedge)
	}
	say("said by: %s", m.saidBy)
	if m.original != f.text {
		say("printed: %s", m.original)
	}
	say("origin: %s", m.origin)
	if m.credible != 0 && m.source != nil {
		g := m.source.Grade
		g.Credibility = m.credible
		say("grade %s", g.String())
	}
	return strings.Join(all, "; ")
}

// unspoken is a copy without the speakers.
func (f *fact) unspoken() *fact {
	quiet := *f
	quiet.marks = slices.Clone(f.marks)
	for i := range quiet.marks {
		quiet.marks[i].saidBy = ""
	}
	return &quiet
}

// speaker is who says a fact, where all its marks name the same.
func (f *fact) speaker() string {
	if all := distinct(f.marks, func(m mark) string { return m.saidBy }); len(all) == 1 && !slices.ContainsFunc(f.marks, func(m mark) bool { return m.saidBy == "" }) {
		return all[0]
	}
	return ""
}

// commonSpeaker is who says most of what is said of a thing, or "".
func (t *thing) commonSpeaker() string {
	heard := map[string]int{}
	best := ""
	for _, f := range t.facts {
		if w := f.speaker(); w != "" {
			if heard[w]++; heard[w] > heard[best] {
				best = w
			}
		}
	}
	if n := heard[best]; n < 3 || 2*n <= len(t.facts) {
		return ""
	}
	return best
}

func distinct(marks []mark, of func(mark) string) []string {
	var all []string
	for _, m := range marks {
		if s := of(m); s != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// firstMark orders things as the sources tell of them: by the number of the
// source and the place in it.
func (t *thing) firstMark() (source, passage int) {
	source = 1 << 30
	for _, f := range t.facts {
		for _, m := range f.marks {
			if m.source == nil {
				continue
			}
			if n := m.source.Number; n < source || n == source && m.passage < passage {
				source, passage = n, m.passage
			}
		}
	}
	return source, passage
}

func asTold(a, b *thing) int {
	s1, p1 := a.firstMark()
	s2, p2 := b.firstMark()
	return cmp.Or(cmp.Compare(s1, s2), cmp.Compare(p1, p2))
}
