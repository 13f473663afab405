package app

import (
	"context"
	"slices"
	"strings"

	"redthread/app/recognise"
	"redthread/store"
)

// nameProperties are those by which a text may name an entity.
var nameProperties = []string{"name", "alias", "weakAlias", "previousName", "title"}

// KnownNames are the names of the parties, places and contracts of a case, to
// be recognised in texts.
func KnownNames(ctx context.Context, c *store.Case) (*recognise.Known, error) {
	rows, _, err := c.Entities(ctx, store.EntityFilter{})
	if err != nil {
		return nil, err
	}
	schema := make(map[store.ID]string, len(rows))
	for _, r := range rows {
		schema[r.ID] = r.Schema
	}
	names, err := c.Names(ctx, nameProperties)
	if err != nil {
		return nil, err
	}
	var list []recognise.KnownName
	for _, n := range names {
		// Links, claims and wages are called after what they say; only things
		// that a text can name are looked for.
		if s := schema[n.Entity]; s != "" && nameable(s) {
			list = append(list, recognise.KnownName{Entity: n.Entity, Text: n.Text, Schema: s})
		}
	}
	return recognise.NewKnown(list), nil
}

// nameable tells whether texts call entities of a schema by name.
func nameable(schema string) bool {
	s, err := schemaNamed(schema)
	if err != nil || s.Edge != nil {
		return false
	}
	for _, a := range []string{"LegalEntity", "Asset", "Address", "Vessel", "Vehicle", "RealEstate", "Project"} {
		if s.IsA(a) {
			return true
		}
	}
	return false
}

// Finding is something recognised in a source's text.
type Finding struct {
	recognise.Item
	Passage int
	Cited   bool     // a live statement cites these words, or has this value from this passage
	Aside   store.ID // of the record that sets it aside; zero: it was not
}

// Waiting tells whether it belongs in the inbox: it says something that can be
// cited, and nobody has cited it or set it aside.
func (f Finding) Waiting() bool {
	return !f.Cited && f.Aside.IsZero() && f.Kind != recognise.Name && f.Value != ""
}

// Findings recognises what a card's text holds: names of the case, and what
// could be cited. Nothing is written; the inbox is what is Waiting of it.
func Findings(ctx context.Context, c *store.Case, card *SourceCard, known *recognise.Known) ([]Finding, error) {
	asides, err := c.Asides(ctx, card.ID)
	if err != nil {
		return nil, err
	}
	cites, whole := citedSpans(card), citedWhole(card)
	var all []Finding
	for i, p := range card.Text {
		if i&63 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, it := range recognise.Scan(p.Text, known) {
			f := Finding{Item: it, Passage: p.Number}
			f.Cited = it.Value != "" && slices.Contains(whole[p.Number], it.Value) ||
				slices.ContainsFunc(cites[p.Number], func(s [2]int) bool { return s[0] < it.Stop && it.Start < s[1] })
			for _, a := range asides {
				if a.Passage == p.Number && (a.Layer.IsZero() || a.Layer == card.Layer) && a.Start < it.Stop && it.Start < a.Stop {
					f.Aside = a.ID
				}
			}
			all = append(all, f)
		}
	}
	return all, nil
}

// CitedSpans are the words of a card's text that live statements cite, by
// passage: where a noting has no offsets, its quote is looked for; one that
// has neither cites the passage as a whole and marks nothing in it.
func (s *SourceCard) CitedSpans() map[int][][2]int { return citedSpans(s) }

func citedSpans(card *SourceCard) map[int][][2]int {
	spans := map[int][][2]int{}
	text := texts(card)
	for _, row := range card.Cited {
		for _, n := range row.Statement.Notings {
			k := n.Citation
			if n.Withdrawn {
				continue
			}
			if s, ok := card.placeIn(text[k.Passage], k); ok && !slices.Contains(spans[k.Passage], s) {
				spans[k.Passage] = append(spans[k.Passage], s)
			}
		}
	}
	for _, all := range spans {
		slices.SortFunc(all, func(a, b [2]int) int { return a[0] - b[0] })
	}
	return spans
}

// citedWhole are the values for which passages are cited as a whole.
func citedWhole(card *SourceCard) map[int][]string {
	values := map[int][]string{}
	for _, row := range card.Cited {
		for _, n := range row.Statement.Notings {
			if k := n.Citation; !n.Withdrawn && card.holds(k) && k.Stop == 0 && k.Quote == "" && row.Statement.Value != "" {
				values[k.Passage] = append(values[k.Passage], row.Statement.Value)
			}
		}
	}
	return values
}

// CitedFor are the statements that cite any of the words from start to stop of
// a passage; with both 0, those that cite any of the passage.
func (s *SourceCard) CitedFor(passage, start, stop int) []CitedRow {
	text := texts(s)
	var all []CitedRow
	for _, row := range s.Cited {
		if slices.ContainsFunc(row.Statement.Notings, func(n store.Noting) bool {
			if n.Withdrawn || n.Citation.Passage != passage {
				return false
			}
			at, ok := s.placeIn(text[passage], n.Citation)
			return start == 0 && stop == 0 && (ok || s.holds(n.Citation)) || ok && at[0] < stop && start < at[1]
		}) {
			all = append(all, row)
		}
	}
	return all
}

func texts(card *SourceCard) map[int]string {
	text := make(map[int]string, len(card.Text))
	for _, p := range card.Text {
		text[p.Number] = p.Text
	}
	return text
}

// holds tells whether a citation points into the text that the card shows.
func (s *SourceCard) holds(k store.Citation) bool {
	return k.Passage > 0 && (k.Layer.IsZero() || k.Layer == s.Layer)
}

// placeIn finds the words of a passage that a citation points to. A citation
// into an older reading is found by its words, where they stand in the passage
// of the same number still.
func (s *SourceCard) placeIn(text string, k store.Citation) (at [2]int, ok bool) {
	if s.holds(k) && k.Stop > k.Start {
		return [2]int{k.Start, k.Stop}, true
	}
	if i := strings.Index(text, k.Quote); k.Quote != "" && i >= 0 {
		from := len([]rune(text[:i]))
		return [2]int{from, from + len([]rune(k.Quote))}, true
	}
	return at, false
}

// SetAside takes something recognised out of the inbox; it can be undone.
func SetAside(ctx context.Context, c *store.Case, card *SourceCard, f Finding) error {
	_, err := c.Update(ctx, "Set aside", func(tx *store.Tx) error {
		_, err := tx.AddAside(store.Aside{Source: card.ID, Layer: card.Layer, Passage: f.Passage, Start: f.Start, Stop: f.Stop})
		return err
	})
	return err
}

// Party is an entity that a citation speaks of: one that the case has, or one
// of a schema that is to be made and called so.
type Party struct {
	ID           store.ID
	Schema, Name string
}

// Said is one thing that a citation says of a party: a value, or another party.
type Said struct {
	Fact
	To Party // of an entity value; zero: Fact says it
}

// Note writes what a place in a source says of a party in one action, and makes
// the parties that do not exist yet from the same place. What is said of a
// link, its ends included, is said of a party of the link's schema.
func Note(ctx context.Context, c *store.Case, label string, about Party, said []Said, cite Cite) (id store.ID, err error) {
	_, err = c.Update(ctx, label, func(tx *store.Tx) error {
		if id, err = about.ready(tx, cite); err != nil {
			return err
		}
		for _, s := range said {
			f := s.Fact
			if s.To != (Party{}) {
				if f.Target, err = s.To.ready(tx, cite); err != nil {
					return err
				}
				f.Text = ""
			}
			if f.Target == id {
				return sentence(store.ErrInvalid, "Nothing is tied to itself; choose another for one of the two.")
			}
			if _, err := assertAll(tx, id, []Fact{f}, cite); err != nil {
				return err
			}
		}
		return nil
	})
	return id, err
}

// ready gives the party's entity and makes it where there is none.
func (p Party) ready(tx *store.Tx, cite Cite) (store.ID, error) {
	if !p.ID.IsZero() {
		return p.ID, nil
	}
	s, err := schemaNamed(p.Schema)
	if err != nil {
		return store.ID{}, err
	}
	id, err := tx.AddEntity(s.Name)
	if err != nil || strings.TrimSpace(p.Name) == "" {
		return id, err
	}
	property := captionProperty(s)
	if property == "" {
		return id, sentence(store.ErrInvalid, "A %s has no name of its own; give its properties instead.", strings.ToLower(s.Label))
	}
	_, err = assertAll(tx, id, []Fact{{Property: property, Text: strings.TrimSpace(p.Name)}}, cite)
	return id, err
}
