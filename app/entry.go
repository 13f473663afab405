package app

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"redthread/app/capture"
	"redthread/store"
	"redthread/store/ontology"
)

// Tool is written into custody records: what took an item in.
const Tool = capture.Tool

// SourceEntry is a source as a person logs it: its fields, an optional file to
// keep as evidence, and optional numbered notes on what it says.
type SourceEntry struct {
	store.Source
	Path     string            // of a file, kept without being read
	File     *capture.Prepared // or a file that was looked at and read
	How      string            // how the file came: "chosen", "dropped"
	AsTyped  bool              // what a person left empty stays empty
	Passages []store.Passage
}

// AddSource logs a source in one action.
func AddSource(ctx context.Context, c *store.Case, e SourceEntry) (id store.ID, err error) {
	if e.File == nil && e.Path != "" {
		if e.File, err = capture.Prepare(ctx, capture.Item{Path: e.Path}, capture.Options{}); err != nil {
			return id, err
		}
	}
	if e.File != nil && (!e.AsTyped || strings.TrimSpace(e.Title) == "") {
		e.Source = e.File.Fields(e.Source)
	}
	_, err = c.Update(ctx, "Log source", func(tx *store.Tx) error {
		if id, err = tx.AddSource(e.Source); err != nil {
			return err
		}
		if len(e.Passages) > 0 {
			if _, err := tx.AddPassages(id, "notes", Tool, e.Passages); err != nil {
				return err
			}
		}
		if e.File != nil {
			_, err := e.File.Write(tx, capture.Options{Source: id, How: e.How})
			return err
		}
		return nil
	})
	return id, err
}

// SetSource changes a source's fields in one action.
func SetSource(ctx context.Context, c *store.Case, s store.Source) error {
	_, err := c.Update(ctx, "Edit source", func(tx *store.Tx) error { return tx.SetSource(s) })
	return err
}

// RemoveSource takes a source off the list. A source that live statements cite
// stays.
func RemoveSource(ctx context.Context, c *store.Case, id store.ID) error {
	cited, err := c.Statements(ctx, store.StatementFilter{Source: id})
	if err != nil {
		return err
	}
	if n := len(cited); n > 0 {
		return sentence(store.ErrInvalid, "%s cite this source; withdraw them first.", count(n, "statement", "statements"))
	}
	s, err := c.Source(ctx, id)
	if err != nil {
		return err
	}
	s.Removed = true
	_, err = c.Update(ctx, "Remove source", func(tx *store.Tx) error { return tx.SetSource(s) })
	return err
}

// AddNotes adds numbered notes to a source, after those it has: a text never
// changes, so the old and the new notes together become its newest notes.
func AddNotes(ctx context.Context, c *store.Case, source store.ID, added []store.Passage) (layer store.ID, err error) {
	if len(added) == 0 {
		return layer, sentence(store.ErrInvalid, "Notes need some words.")
	}
	all, err := c.Layers(ctx, source)
	if err != nil {
		return layer, err
	}
	var notes []store.Passage
	for _, l := range all { // newest first
		if l.Kind == "notes" {
			if l, err = c.Layer(ctx, source, l.ID); err != nil {
				return layer, err
			}
			notes = l.Passages
			break
		}
	}
	last := 0
	for _, p := range notes {
		last = max(last, p.Number)
	}
	for i, p := range added {
		notes = append(notes, store.Passage{Number: last + i + 1, Text: p.Text})
	}
	_, err = c.Update(ctx, "Add notes to a source", func(tx *store.Tx) error {
		layer, err = tx.AddPassages(source, "notes", Tool, notes)
		return err
	})
	return layer, err
}

// Detach takes a file off a source; its bytes and its record stay in the case,
// and so does the text that was read from it.
func Detach(ctx context.Context, c *store.Case, source store.ID, sum [32]byte) error {
	_, err := c.Update(ctx, "Take a file off a source", func(tx *store.Tx) error { return tx.Detach(source, sum, Tool) })
	return err
}

// Cite says where a statement comes from: the source, the place in it, and
// what of the speaker's doubt belongs to it.
type Cite struct {
	Source      store.ID
	Layer       store.ID // the text that the passage is in; zero: the source's newest
	Passage     int
	Start, Stop int // code points of the passage; both 0: all of it
	Quote       string
	Locator     string
	SaidBy      string
	Hedge       string
	Origin      string
	Credibility byte
	Original    string
}

func (k Cite) noting() store.Noting {
	return store.Noting{
		Citation: store.Citation{Passage: k.Passage, Layer: k.Layer, Start: k.Start, Stop: k.Stop, Quote: k.Quote, Locator: k.Locator},
		SaidBy:   k.SaidBy, Hedge: k.Hedge, Origin: k.Origin, Credibility: k.Credibility, Original: k.Original,
	}
}

// Fact is one property with its value as typed.
type Fact struct {
	Property string
	Text     string
	Target   store.ID
	Lang     string
	From, To string
	Dispute  bool
}

func (f Fact) statement(entity, source store.ID) store.Statement {
	s := store.Statement{
		Entity: entity, Property: f.Property, Value: f.Text, Target: f.Target, Source: source,
		Lang: f.Lang, From: f.From, To: f.To, Stance: store.Asserts,
	}
	if f.Dispute {
		s.Stance = store.Disputes
	}
	return s
}

func assertAll(tx *store.Tx, entity store.ID, facts []Fact, cite Cite) ([]store.ID, error) {
	var ids []store.ID
	for _, f := range facts {
		n := cite.noting()
		id, err := tx.Assert(f.statement(entity, cite.Source), n)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// AddEntity makes an entity with a name and more facts, all cited alike, in
// one action. For a schema without a name, the name goes to the property its
// caption is made of.
func AddEntity(ctx context.Context, c *store.Case, schema, name string, class store.Class, facts []Fact, cite Cite) (id store.ID, err error) {
	cite = placed(ctx, c, cite)
	s, err := schemaNamed(schema)
	if err != nil {
		return id, err
	}
	if strings.TrimSpace(name) != "" {
		p := captionProperty(s)
		if p == "" {
			return id, sentence(store.ErrInvalid, "A %s has no name of its own; give its properties instead.", strings.ToLower(s.Label))
		}
		facts = append([]Fact{{Property: p, Text: name}}, facts...)
	}
	if len(facts) == 0 {
		return id, sentence(store.ErrInvalid, "A %s needs a name.", strings.ToLower(s.Label))
	}
	_, err = c.Update(ctx, "Add "+strings.ToLower(s.Label), func(tx *store.Tx) error {
		if id, err = tx.AddEntity(s.Name); err != nil {
			return err
		}
		if class != "" {
			if err := tx.SetClass(id, class); err != nil {
				return err
			}
		}
		_, err := assertAll(tx, id, facts, cite)
		return err
	})
	return id, err
}

func schemaNamed(name string) (*ontology.Schema, error) {
	if s, ok := ontology.Default().Schema(name); ok {
		return s, nil
	}
	for _, s := range ontology.Default().Schemata() {
		if strings.EqualFold(s.Name, name) || strings.EqualFold(s.Label, name) {
			return s, nil
		}
	}
	return nil, sentence(store.ErrInvalid, "%q is no kind of entity; use one such as Company, Person, WorkerGroup or Claim.", name)
}

// captionProperty is where the name of an entity goes: "name" or the first
// caption property that takes text.
func captionProperty(s *ontology.Schema) string {
	for _, p := range append([]string{"name"}, s.Caption...) {
		if q, ok := s.Property(p); ok && (q.Kind == "name" || q.Kind == "text") {
			return p
		}
	}
	return ""
}

// AddFacts notes facts on an entity in one action.
func AddFacts(ctx context.Context, c *store.Case, entity store.ID, facts []Fact, cite Cite) (ids []store.ID, err error) {
	cite = placed(ctx, c, cite)
	_, err = c.Update(ctx, "Add "+factLabel(ctx, c, entity, facts), func(tx *store.Tx) error {
		ids, err = assertAll(tx, entity, facts, cite)
		return err
	})
	return ids, err
}

// factLabel names what is added without its content: labels appear in places
// where the content should not.
func factLabel(ctx context.Context, c *store.Case, entity store.ID, facts []Fact) string {
	if len(facts) != 1 {
		return count(len(facts), "fact", "facts")
	}
	if row, err := c.Entity(ctx, entity); err == nil {
		if s, ok := ontology.Default().Schema(row.Schema); ok {
			if p, ok := s.Property(facts[0].Property); ok {
				return strings.ToLower(p.Label)
			}
		}
	}
	return "a fact"
}

// Replace corrects a statement: the old one is withdrawn and the new one
// noted, in one action.
func Replace(ctx context.Context, c *store.Case, old store.ID, f Fact, cite Cite, why string) (id store.ID, err error) {
	cite = placed(ctx, c, cite)
	s, err := c.Statement(ctx, old)
	if err != nil {
		return id, err
	}
	_, err = c.Update(ctx, "Correct a statement", func(tx *store.Tx) error {
		if err := tx.Withdraw(old, why); err != nil {
			return err
		}
		id, err = tx.Assert(f.statement(s.Entity, cite.Source), cite.noting())
		return err
	})
	return id, err
}

// Withdraw takes back a statement with a reason.
func Withdraw(ctx context.Context, c *store.Case, statement store.ID, why string) error {
	_, err := c.Update(ctx, "Withdraw a statement", func(tx *store.Tx) error { return tx.Withdraw(statement, why) })
	return err
}

// Dispute sets a disputing statement beside another: what the cited source
// denies of it.
func Dispute(ctx context.Context, c *store.Case, statement store.ID, cite Cite) (id store.ID, err error) {
	cite = placed(ctx, c, cite)
	s, err := c.Statement(ctx, statement)
	if err != nil {
		return id, err
	}
	_, err = c.Update(ctx, "Dispute a statement", func(tx *store.Tx) error {
		s.Source, s.Stance = cite.Source, store.Disputes
		id, err = tx.Assert(s, cite.noting())
		return err
	})
	return id, err
}

// AddSupport notes the same fact from another source, or from another place.
func AddSupport(ctx context.Context, c *store.Case, statement store.ID, cite Cite) (id store.ID, err error) {
	cite = placed(ctx, c, cite)
	s, err := c.Statement(ctx, statement)
	if err != nil {
		return id, err
	}
	_, err = c.Update(ctx, "Add a source to a statement", func(tx *store.Tx) error {
		s.Source = cite.Source
		id, err = tx.Assert(s, cite.noting())
		return err
	})
	return id, err
}

// Link ties two entities by a link of a schema such as Ownership, with facts
// of its own, in one action.
func Link(ctx context.Context, c *store.Case, from store.ID, schema string, to store.ID, facts []Fact, cite Cite) (id store.ID, err error) {
	cite = placed(ctx, c, cite)
	s, err := schemaNamed(schema)
	if err != nil {
		return id, err
	}
	if s.Edge == nil {
		return id, sentence(store.ErrInvalid, "%s is no link; use one such as %s.", s.Label, linkNames())
	}
	if from == to {
		return id, sentence(store.ErrInvalid, "A link needs two different ends.")
	}
	ends := []Fact{{Property: s.Edge.Source, Target: from}, {Property: s.Edge.Target, Target: to}}
	_, err = c.Update(ctx, "Add link: "+strings.ToLower(s.Label), func(tx *store.Tx) error {
		if id, err = tx.AddEntity(s.Name); err != nil {
			return err
		}
		_, err := assertAll(tx, id, append(ends, facts...), cite)
		return err
	})
	return id, err
}

func linkNames() string {
	var names []string
	for _, s := range ontology.Default().Linkable() {
		if !s.Hidden {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, ", ")
}

// SetClass says what may leave the house of an entity.
func SetClass(ctx context.Context, c *store.Case, id store.ID, class store.Class) error {
	_, err := c.Update(ctx, "Set class", func(tx *store.Tx) error { return tx.SetClass(id, class) })
	return err
}

// Judge records whether two entities are the same.
func Judge(ctx context.Context, c *store.Case, a, b store.ID, v store.Verdict, why string) error {
	_, err := c.Update(ctx, "Judge: "+string(v), func(tx *store.Tx) error {
		_, err := tx.Judge(a, b, v, why)
		return err
	})
	return err
}

// SetCase changes the case's title, question and summary.
func SetCase(ctx context.Context, c *store.Case, f store.CaseFields) error {
	if strings.TrimSpace(f.Title) == "" {
		return sentence(store.ErrInvalid, "A case needs a title.")
	}
	_, err := c.Update(ctx, "Edit the case", func(tx *store.Tx) error { return tx.SetCase(f) })
	return err
}

// SetNote writes, changes or removes a note; a zero id makes a new one.
func SetNote(ctx context.Context, c *store.Case, n store.Note) error {
	label := "Edit note"
	switch {
	case n.ID.IsZero():
		label = "Add note"
	case n.Removed:
		label = "Remove note"
	}
	_, err := c.Update(ctx, label, func(tx *store.Tx) error {
		if n.ID.IsZero() {
			_, err := tx.AddNote(n)
			return err
		}
		return tx.SetNote(n)
	})
	return err
}

// SetTag adds a tag, or removes one.
func SetTag(ctx context.Context, c *store.Case, t store.Tag) error {
	label := "Add tag"
	if t.Removed {
		label = "Remove tag"
	}
	_, err := c.Update(ctx, label, func(tx *store.Tx) error {
		if t.ID.IsZero() {
			_, err := tx.AddTag(t)
			return err
		}
		return tx.SetTag(t)
	})
	return err
}

// SetTask adds a task, changes it, ticks it off or removes it.
func SetTask(ctx context.Context, c *store.Case, t store.Task) error {
	label := "Edit task"
	switch {
	case t.ID.IsZero():
		label = "Add task"
	case t.Removed:
		label = "Remove task"
	case t.Done:
		label = "Finish task"
	}
	_, err := c.Update(ctx, label, func(tx *store.Tx) error {
		if t.ID.IsZero() {
			_, err := tx.AddTask(t)
			return err
		}
		return tx.SetTask(t)
	})
	return err
}

// ReadURL checks a pasted address and gives the fields it tells; nothing is fetched.
func ReadURL(text string) (store.Source, bool) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return store.Source{}, false
	}
	return store.Source{URL: u.String(), Publisher: strings.TrimPrefix(u.Hostname(), "www."), Kind: "article"}, true
}

// count says a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
