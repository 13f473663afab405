package redact

import (
	"strconv"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// SmallCell is the smallest count of people that is shown as it is: below it, a
// few people could be told apart, so statistics offices suppress the cell. None is shown
// as none, since nobody stands behind it.
const SmallCell = 5

// Shown is a statement as it may leave.
type Shown struct {
	store.Statement        // its value and notings cleaned; the value empty where it is masked
	Text            string // the value in words
	Masked          bool   // Text stands in for a value that does not leave
}

// Statement gives a statement as it may leave.
func (g *Gate) Statement(st store.Statement) Shown {
	out := Shown{Statement: st}
	out.Notings = make([]store.Noting, len(st.Notings))
	for i, n := range st.Notings {
		out.Notings[i] = g.Noting(n)
	}
	kind := g.kind(st.Entity, st.Property)
	covered, hidden := g.hidden[st.Entity]
	switch {
	case hidden && !covered.paper && nameProperties[st.Property]:
		out.mask(covered.name)
	case hidden && !covered.mayLeave(st.Property, kind), g.belongs[st.Entity] && isPrivate(st.Property, kind):
		out.mask(Withheld)
	case !st.Target.IsZero():
		out.Text, out.Masked = g.Entity(st.Target)
	case g.smallCell(st):
		out.Value, out.Text, out.Masked = "<"+strconv.Itoa(SmallCell), "fewer than "+strconv.Itoa(SmallCell), true
		out.scrub()
	default:
		g.pass(&out, kind)
	}
	if out.Masked {
		g.mu.Lock()
		g.values[st.ID] = true
		g.mu.Unlock()
	}
	return out
}

// mayLeave tells which of the values of something hidden are shown.
func (c cover) mayLeave(property string, kind value.Kind) bool {
	if c.paper {
		return kind == value.KindCountry
	}
	return openProperties[property]
}

// pass lets a value through the text filter. What is a number or an address as
// a whole is not shown in part.
func (g *Gate) pass(out *Shown, kind value.Kind) {
	plain := g.Text(out.Value)
	switch {
	case plain == out.Value:
		out.Text = g.Text(value.Show(kind, out.Value))
	case isPrivate(out.Property, kind):
		out.mask(Withheld)
	default:
		out.Value, out.Text, out.Masked = plain, plain, true
	}
}

// mask puts text in the place of the value.
func (s *Shown) mask(text string) {
	s.Value, s.Target, s.From, s.To, s.Lang = "", store.ID{}, "", "", ""
	s.Text, s.Masked = text, true
	s.scrub()
}

// scrub takes away what was noted of the value word by word.
func (s *Shown) scrub() {
	for i := range s.Notings {
		n := &s.Notings[i]
		n.Original, n.Hedge = "", ""
		n.Citation.Quote, n.Citation.Start, n.Citation.Stop = "", 0, 0
	}
}

// smallCell tells whether a statement counts so few people that the count is
// coarsened.
func (g *Gate) smallCell(st store.Statement) bool {
	if g.profile == Full {
		return false
	}
	s, ok := ontology.Default().Schema(g.entities[st.Entity].Schema)
	if !ok {
		return false
	}
	counts := false
	for _, p := range s.Counts() {
		counts = counts || p.Name == st.Property
	}
	if !counts {
		return false
	}
	q, err := value.ParseQuantity(st.Value)
	if err != nil {
		return false
	}
	high, closed := q.High()
	if n, exact := q.Exact(); exact && n.Sign() == 0 {
		return false
	}
	limit, _ := value.Whole(SmallCell).High()
	order := high.Value().Cmp(limit.Value())
	return closed && (order < 0 || order == 0 && high.Strict)
}

// Noting gives an act of noting as it may leave: who said it, with which hedge,
// and the words cited, each with the names of the hidden replaced.
func (g *Gate) Noting(n store.Noting) store.Noting {
	for _, text := range []*string{&n.SaidBy, &n.Hedge, &n.Origin, &n.Original, &n.Author, &n.Why, &n.Citation.Quote, &n.Citation.Locator} {
		*text = g.Text(*text)
	}
	return n
}

// Source gives a source as it may leave, and whether it is hidden. Kind, grade,
// language and dates of a hidden source stay.
func (g *Gate) Source(s store.Source) (shown store.Source, hidden bool) {
	if name, ok := g.sources[s.ID]; ok {
		s.Title, s.Origin = name, name
		s.Author, s.Publisher, s.URL, s.Note = "", "", "", ""
		return s, true
	}
	for _, text := range []*string{&s.Title, &s.Publisher, &s.Author, &s.Origin, &s.Note} {
		*text = g.Text(*text)
	}
	if g.Text(s.URL) != s.URL {
		s.URL = ""
	}
	return s, false
}
