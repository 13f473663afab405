package entities

import (
	"context"
	"slices"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
)

// pending is a fact whose target may still have to be made.
type pending struct {
	app.Fact
	make string // the schema of the target to make, named by the fact's text
}

// entry is what a form wants written.
type entry struct {
	cite  app.Cite
	log   string // title of a source to log first, "" where it exists
	facts []pending
}

// ready logs the source and makes the targets that do not exist yet, and
// returns the facts as app takes them.
func (e *entry) ready(ctx context.Context, c *store.Case) ([]app.Fact, error) {
	if e.log != "" {
		id, err := app.AddSource(ctx, c, app.SourceEntry{Source: store.Source{Title: e.log}})
		if err != nil {
			return nil, err
		}
		e.cite.Source, e.log = id, ""
	}
	var all []app.Fact
	for i, f := range e.facts {
		if f.make != "" {
			id, err := app.AddEntity(ctx, c, f.make, f.Text, "", nil, e.cite)
			if err != nil {
				return nil, err
			}
			// Made once, even where the rest fails and is tried again.
			e.facts[i].Target, e.facts[i].make, e.facts[i].Text = id, "", ""
		}
		all = append(all, e.facts[i].Fact)
	}
	return all, nil
}

// captionName is the property the name of an entity goes to, "" for links that
// are named by their ends.
func captionName(s *ontology.Schema) string {
	for _, p := range append([]string{"name"}, s.Caption...) {
		if q, ok := s.Property(p); ok && (q.Kind == "name" || q.Kind == "text") {
			return p
		}
	}
	return ""
}

// asked lists the properties a new form shows at once: what the entity is
// called by, the required ones, the featured ones.
func asked(s *ontology.Schema) []*ontology.Property {
	var all []*ontology.Property
	seen := map[string]bool{}
	first := []string{captionName(s)}
	if s.Edge != nil {
		first = []string{s.Edge.Source, s.Edge.Target}
	}
	for _, name := range slices.Concat(first, s.Required, s.Featured) {
		if p, ok := s.Property(name); ok && !seen[name] {
			seen[name] = true
			all = append(all, p)
		}
	}
	return all
}

// needed tells whether an entity cannot stand without a property: what it is
// called by, and the ends of a link. Other required ones may stay open, since
// a source seldom says everything.
func needed(s *ontology.Schema, p *ontology.Property) bool {
	if s.Edge != nil && (p.Name == s.Edge.Source || p.Name == s.Edge.Target) {
		return true
	}
	return s.Edge == nil && p.Name == captionName(s)
}

// classWords says what a class means for what leaves the house.
func classWords(c store.Class) string {
	switch c {
	case store.ClassListed:
		return "On a sanctions list. Shown by name in every export."
	case store.ClassOfficial:
		return "In a public role. Shown by name in every export."
	case store.ClassWorker:
		return "Hidden in every export unless you ask for the full one: “Worker A” stands there instead."
	case store.ClassSource:
		return "Hidden in every export unless you ask for the full one: “Source A” stands there instead."
	case store.ClassOther:
		return "Neither a worker nor a source. Shown by name in every export."
	}
	return "Nobody has decided yet, so the person is hidden in every export, as a worker is."
}

// classLabel is the word of a class in a form.
func classLabel(c store.Class) string {
	if c == "" {
		return "undecided"
	}
	return string(c)
}

// withdrawAll takes back everything that is said of an entity, and every live
// statement that points to it, in one action: what is left must not point to
// something that is no longer there.
func withdrawAll(ctx context.Context, c *store.Case, id store.ID, why string) error {
	own, err := c.Statements(ctx, store.StatementFilter{Entity: id})
	if err != nil {
		return err
	}
	incoming, err := c.Statements(ctx, store.StatementFilter{Target: id})
	if err != nil {
		return err
	}
	_, err = c.Update(ctx, "Withdraw an entity", func(tx *store.Tx) error {
		for _, st := range append(own, incoming...) {
			if err := tx.Withdraw(st.ID, why); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
