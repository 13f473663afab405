package sources

import (
	"slices"
	"sort"
	"strings"

	"redthread/app"
	"redthread/app/recognise"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/reader"
)

// What a marked stretch of the text leads to. Statements are looked up when
// they are asked for, so that a key stays small and can be compared.
type (
	citedKey struct{ value string } // with a value: of those that cite the whole passage, those of this value
	knownKey struct{ entity store.ID }
	foundKey struct{ finding int } // index into what was recognised
)

// party is an entity as a text may name it.
type party struct {
	name   string
	schema string
	class  store.Class
}

func (p party) group() string {
	if s, ok := ontology.Default().Schema(p.schema); ok {
		return string(s.Group)
	}
	return string(ontology.GroupIdentifier)
}

func (p party) kind() string {
	if s, ok := ontology.Default().Schema(p.schema); ok {
		return s.Label
	}
	return p.schema
}

// seen is what is known of the text that is shown: the names of the case, and
// what was recognised in it.
type seen struct {
	source, layer store.ID
	known         *recognise.Known
	parties       map[store.ID]party
	found         []app.Finding
}

// of tells whether it was seen in a card's text.
func (s *seen) of(card *app.SourceCard) bool {
	return s != nil && card != nil && s.source == card.ID && s.layer == card.Layer
}

// in are the findings of a passage, in their order.
func (s *seen) in(passage int) []app.Finding {
	if s == nil {
		return nil
	}
	from := sort.Search(len(s.found), func(i int) bool { return s.found[i].Passage >= passage })
	to := from + sort.Search(len(s.found)-from, func(i int) bool { return s.found[from+i].Passage > passage })
	return s.found[from:to]
}

// textOf is a card's text as the reader shows it. What was seen in it may come
// later or be nil; what is cited is always marked.
func textOf(card *app.SourceCard, saw *seen) reader.Text {
	var t reader.Text
	cites := card.CitedSpans()
	next := 0
	if !saw.of(card) {
		saw = &seen{}
	}
	for _, p := range card.Text {
		q := reader.Passage{Number: p.Number, Page: p.Page, Text: p.Text}
		for _, s := range cites[p.Number] {
			q.Spans = append(q.Spans, reader.Span{Start: s[0], Stop: s[1], Style: reader.Cited, Key: citedKey{}})
		}
		if len(q.Spans) == 0 && card.Passages[p.Number] > 0 {
			// Cited as a whole: no words are marked, but the number is red.
			q.Spans = append(q.Spans, reader.Span{Style: reader.Cited, Key: citedKey{}})
		}
		for ; next < len(saw.found) && saw.found[next].Passage <= p.Number; next++ {
			f := saw.found[next]
			if f.Passage < p.Number {
				continue
			}
			if s, ok := spanOf(f, next, saw.parties, cites[p.Number]); ok {
				q.Spans = append(q.Spans, s)
			}
		}
		t.Passages = append(t.Passages, q)
	}
	for _, s := range card.Sections {
		at := sort.Search(len(card.Text), func(i int) bool { return card.Text[i].Number >= s.First })
		if at < len(card.Text) {
			t.Sections = append(t.Sections, reader.Section{First: at, Title: s.Title, Rest: s.Rest})
		}
	}
	return t
}

func spanOf(f app.Finding, at int, parties map[store.ID]party, cites [][2]int) (reader.Span, bool) {
	s := reader.Span{Start: f.Start, Stop: f.Stop}
	switch {
	case f.Kind == recognise.Name:
		s.Style, s.Kind, s.Key = reader.Known, parties[f.Entity].group(), knownKey{f.Entity}
	case f.Cited:
		if slices.ContainsFunc(cites, func(c [2]int) bool { return c[0] < f.Stop && f.Start < c[1] }) {
			return s, false
		}
		s.Style, s.Key = reader.Cited, citedKey{f.Value}
	case f.Waiting():
		s.Style, s.Key = reader.Found, foundKey{at}
	default:
		return s, false
	}
	return s, true
}

// citedFor are the statements behind a marked stretch.
func citedFor(card *app.SourceCard, passage int, s reader.Span) []app.CitedRow {
	key, _ := s.Key.(citedKey)
	if key.value == "" {
		return card.CitedFor(passage, s.Start, s.Stop)
	}
	return slices.DeleteFunc(card.CitedFor(passage, 0, 0), func(r app.CitedRow) bool { return r.Statement.Value != key.value })
}

// tipOf says in a line or two what a marked stretch is.
func tipOf(card *app.SourceCard, saw *seen, passage int, s reader.Span) string {
	switch key := s.Key.(type) {
	case citedKey:
		var lines []string
		for _, r := range citedFor(card, passage, s) {
			l := lineOf(r)
			lines = append(lines, joined(" · ", r.Name, l.title, hedged(r.Hedge)))
		}
		if len(lines) > 4 {
			lines = append(lines[:3], plural(len(lines)-3, "more statement", "more statements"))
		}
		return strings.Join(lines, "\n")
	case knownKey:
		p := saw.parties[key.entity]
		return joined(" · ", p.name, p.kind())
	case foundKey:
		if key.finding < len(saw.found) {
			f := saw.found[key.finding]
			return joined(" · ", "Found, not cited", recognised(f.Item), f.Shown)
		}
	}
	return ""
}
