package redact

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// reading is the one pass over a case that makes a gate.
type reading struct {
	ctx  context.Context
	c    *store.Case
	g    *Gate
	said map[store.ID][]store.Statement // of people, links and things that can belong to somebody; withdrawn too
}

func (r *reading) all() error {
	if err := r.read(); err != nil {
		return fmt.Errorf("reading what may leave the case: %w", err)
	}
	sources, err := r.c.Sources(r.ctx)
	if err != nil {
		return fmt.Errorf("reading the sources: %w", err)
	}
	if r.g.profile == Full {
		return nil
	}
	r.hideParties()
	if err := r.hideBelongings(); err != nil {
		return fmt.Errorf("reading what belongs to whom: %w", err)
	}
	r.hideSources(sources)
	r.keepShownPeople()
	return nil
}

func (r *reading) read() error {
	rows, _, err := r.c.Entities(r.ctx, store.EntityFilter{})
	if err != nil {
		return err
	}
	schemata := map[string]bool{"Person": true}
	for _, e := range rows {
		r.g.entities[e.ID] = e
		schemata[e.Schema] = true
	}
	for _, name := range slices.Sorted(maps.Keys(schemata)) {
		s, ok := ontology.Default().Schema(name)
		if !ok || !(s.IsA("Person") || s.IsA("Address") || s.Edge != nil || hasOwnerProperty(s)) {
			continue
		}
		all, err := r.c.Statements(r.ctx, store.StatementFilter{Schema: name, Withdrawn: true})
		if err != nil {
			return err
		}
		for _, st := range all {
			r.said[st.Entity] = append(r.said[st.Entity], st)
			if err := r.know(st.Entity); err != nil {
				return err
			}
		}
		if s.Edge != nil {
			r.readLinks(s, all)
		}
	}
	return r.readOthersHidden(rows)
}

// know reads the row of an entity of which nothing is live any more: its name
// may still stand in a note.
func (r *reading) know(id store.ID) error {
	if _, ok := r.g.entities[id]; ok {
		return nil
	}
	row, err := r.c.Entity(r.ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	r.g.entities[id] = row
	return err
}

func (r *reading) readLinks(s *ontology.Schema, all []store.Statement) {
	for _, st := range all {
		if !st.Live || st.Stance == store.Disputes || st.Target.IsZero() {
			continue
		}
		l := r.g.links[st.Entity]
		l.schema = s
		switch {
		case st.Property == s.Edge.Source && l.from.IsZero():
			l.from = st.Target
		case st.Property == s.Edge.Target && l.to.IsZero():
			l.to = st.Target
		}
		r.g.links[st.Entity] = l
	}
}

// readOthersHidden reads parties other than people that somebody classed as
// worker or source, such as a firm that talks.
func (r *reading) readOthersHidden(rows []store.EntityRow) error {
	for _, e := range rows {
		if !hides(e) || r.said[e.ID] != nil {
			continue
		}
		all, err := r.c.Statements(r.ctx, store.StatementFilter{Entity: e.ID, Withdrawn: true})
		if err != nil {
			return err
		}
		r.said[e.ID] = all
	}
	return nil
}

// hides tells whether Public hides an entity for what it is.
func hides(e store.EntityRow) bool {
	s, known := ontology.Default().Schema(e.Schema)
	switch {
	case e.Class == store.ClassSource:
		return true
	case known && s.IsA("WorkerGroup"): // counted, not named
		return false
	case e.Class == store.ClassWorker:
		return true
	}
	return e.Class == "" && known && s.IsA("Person")
}

// hideParties gives every hidden party its stand-in name and protects all that
// is said of it.
func (r *reading) hideParties() {
	g := r.g
	var ids []store.ID
	for id, e := range g.entities {
		if hides(e) {
			ids = append(ids, id)
		}
	}
	sortIDs(ids)
	g.counts.People = len(ids)
	taken := map[string]bool{}
	for _, id := range ids { // somebody already logged as "Worker B" keeps that name
		if e := g.entities[id]; isStandIn(e.Caption) {
			taken[e.Caption] = true
			g.hidden[id] = cover{name: e.Caption}
		}
	}
	next := 0
	for _, id := range ids {
		e := g.entities[id]
		if e.Class == "" {
			g.counts.Unclassed++
		}
		if _, ok := g.hidden[id]; !ok {
			name := standInWord(e.Class) + " " + letters(next)
			for ; taken[name]; name = standInWord(e.Class) + " " + letters(next) {
				next++
			}
			next++
			g.hidden[id] = cover{name: name}
		}
	}
	for _, id := range ids {
		for _, st := range r.said[id] {
			r.protect(st, g.hidden[id].name)
		}
	}
}

// protect makes a secret of a value said of somebody hidden.
func (r *reading) protect(st store.Statement, standIn string) {
	m := r.g.secrets
	switch kind := r.g.kind(st.Entity, st.Property); {
	case nameProperties[st.Property]:
		m.protectName(st.Value, standIn)
	case st.Property == "lastName" || st.Property == "surname":
		m.protectPart(st.Value, standIn)
	case st.Property == "birthDate":
		for _, written := range dayForms(st.Value) {
			m.protect(written, withheldInText, true)
		}
	case isPrivate(st.Property, kind):
		m.protect(st.Value, withheldInText, true)
		m.protect(value.Normal(kind, st.Value), withheldInText, atLeast(st.Value, 4))
	}
}

// owners are the parties that each thing belongs to.
type owners map[store.ID][]store.ID

func (r *reading) belongs(o owners, thing, owner store.ID) {
	s, ok := ontology.Default().Schema(r.g.entities[thing].Schema)
	if ok && s.Edge == nil && !s.IsA("LegalEntity") && !s.IsA("WorkerGroup") {
		o[thing] = append(o[thing], owner)
	}
}

// hideBelongings finds identity papers, addresses and other things of hidden
// parties. What somebody who is shown shares, such as the address of a firm, stays.
func (r *reading) hideBelongings() error {
	o := owners{}
	for id, said := range r.said {
		for _, st := range said {
			if st.Live && ownerProperties[st.Property] {
				r.belongs(o, id, st.Target)
			}
		}
	}
	for _, l := range r.g.links {
		r.belongs(o, l.to, l.from)
		r.belongs(o, l.from, l.to)
	}
	at, err := r.c.Statements(r.ctx, store.StatementFilter{Property: "addressEntity"})
	if err != nil {
		return err
	}
	for _, st := range at {
		r.belongs(o, st.Target, st.Entity)
	}
	for _, id := range slices.SortedFunc(maps.Keys(o), compareIDs) {
		by := o[id]
		sortIDs(by)
		first := slices.IndexFunc(by, r.isHidden)
		if first < 0 || !r.isPaper(id) && slices.ContainsFunc(by, func(o store.ID) bool { return !r.isHidden(o) }) {
			continue
		}
		r.hideThing(id, r.g.hidden[by[first]].name)
	}
	return r.maskListings()
}

// maskListings withholds the numbers under which a hidden party stands on a
// list. They are not looked for in texts: many listings share a number.
func (r *reading) maskListings() error {
	listed, err := r.c.Statements(r.ctx, store.StatementFilter{Property: "entity"})
	for _, st := range listed {
		if r.isHidden(st.Target) {
			r.g.belongs[st.Entity] = true
		}
	}
	return err
}

func (r *reading) isHidden(id store.ID) bool {
	c, ok := r.g.hidden[id]
	return ok && !c.paper
}

func (r *reading) isPaper(id store.ID) bool {
	s, ok := ontology.Default().Schema(r.g.entities[id].Schema)
	return ok && s.IsA("Identification")
}

func (r *reading) hideThing(id store.ID, owner string) {
	g := r.g
	s, _ := ontology.Default().Schema(g.entities[id].Schema)
	whole := s.IsA("Identification") || s.IsA("Address")
	if whole {
		g.hidden[id] = cover{name: s.Label + " of " + owner, paper: true}
	}
	g.belongs[id] = true
	for _, st := range r.said[id] {
		if st.Property == "givenName" || st.Value == "" {
			continue
		}
		if whole && s.IsA("Address") && (st.Property == "full" || st.Property == "street" || st.Property == "name") && atLeast(st.Value, 6) {
			g.secrets.protect(st.Value, withheldInText, true)
		}
		if !nameProperties[st.Property] {
			r.protect(st, owner)
		}
	}
}

func (r *reading) hideSources(sources []store.SourceRow) {
	g := r.g
	var hidden []store.Source
	shown := map[string]bool{}
	for _, s := range sources {
		if hidesSource(s.Source) {
			hidden = append(hidden, s.Source)
		} else {
			shown[compact(s.Publisher)] = true
		}
	}
	for id, e := range g.entities {
		schema, ok := ontology.Default().Schema(e.Schema)
		if _, hidden := g.hidden[id]; ok && !hidden && schema.IsA("LegalEntity") {
			shown[compact(e.Caption)] = true
		}
	}
	slices.SortFunc(hidden, func(a, b store.Source) int { return compareIDs(a.ID, b.ID) })
	g.counts.Sources = len(hidden)
	for i, s := range hidden {
		name := "Protected source " + letters(i)
		g.sources[s.ID] = name
		g.secrets.protect(s.Title, name, true)
		g.secrets.protect(s.URL, withheldInText, true)
		g.secrets.protect(value.Normal(value.KindURL, s.URL), withheldInText, true)
		// What is shown elsewhere under its own name cannot be hidden by the same name here.
		if !shown[compact(s.Publisher)] {
			g.secrets.protect(s.Publisher, name, true)
		}
		for _, author := range authors(s.Author) {
			if !shown[compact(author)] {
				g.secrets.protectName(author, name)
			}
		}
	}
}

// hidesSource tells whether Public hides a source. An interview that nobody has
// classed is somebody's voice, and waits like a person without a class.
func hidesSource(s store.Source) bool {
	return s.Class == store.ClassWorker || s.Class == store.ClassSource || s.Class == "" && s.Kind == "interview"
}

// keepShownPeople lets the full names of people who are shown stand where a
// hidden person has the same family name.
func (r *reading) keepShownPeople() {
	for id, e := range r.g.entities {
		s, ok := ontology.Default().Schema(e.Schema)
		if !ok || !s.IsA("Person") || hides(e) {
			continue
		}
		for _, st := range r.said[id] {
			if nameProperties[st.Property] && st.Live && st.Stance == store.Asserts {
				r.g.secrets.keep(st.Value)
			}
		}
	}
}

func compareIDs(a, b store.ID) int { return bytes.Compare(a[:], b[:]) }

func sortIDs(ids []store.ID) { slices.SortFunc(ids, compareIDs) }
