package ontology

import (
	"fmt"
	"slices"
	"sync"

	"redthread/assets"
)

// Ontology is a checked set of schemata. It never changes once loaded.
type Ontology struct {
	schemata []*Schema
	byName   map[string]*Schema
}

// Default returns the ontology that travels with the program. It is read on
// the first call and then shared.
func Default() *Ontology { return shared() }

var shared = sync.OnceValue(func() *Ontology {
	o, err := embedded()
	if err != nil {
		// The file is part of the binary and a test loads it, so this is a build that no test has seen.
		panic(err)
	}
	return o
})

// The JSON is made from the YAML files beside it, which stay the truth; a test says when it is out of date.
//
//go:generate go test -run ^TestCompiledIsCurrent$ -update .
func embedded() (*Ontology, error) {
	text, err := assets.Ontology.ReadFile("ontology/compiled.json")
	if err != nil {
		return nil, fmt.Errorf("opening the compiled ontology: %w", err)
	}
	return loadCompiled(text)
}

// Schema returns the schema of that name, such as "Ownership".
func (o *Ontology) Schema(name string) (*Schema, bool) {
	s, ok := o.byName[name]
	return s, ok
}

// Schemata returns all schemata, abstract ones too: by group in the order of
// [Groups], within a group as they stand in the files. The order is the same in every run.
func (o *Ontology) Schemata() []*Schema { return slices.Clone(o.schemata) }

// Linkable returns the schemata with an edge: what a quick link can be.
func (o *Ontology) Linkable() []*Schema {
	var out []*Schema
	for _, s := range o.schemata {
		if s.Edge != nil && !s.Abstract {
			out = append(out, s)
		}
	}
	return out
}

// Link is one way to tie two entities.
type Link struct {
	Schema   *Schema
	Reversed bool // the link starts at the second entity and ends at the first
}

// LinksBetween returns the links that can join an entity of schema from to one of
// schema to. Links that start at from come first, then reversed ones. Within
// each, those made for narrower kinds come first: between a person and a company, Employment stands
// before UnknownLink, which joins anything. An undirected link that fits both ways is listed once.
func (o *Ontology) LinksBetween(from, to *Schema) []Link {
	var out []Link
	for _, s := range o.Linkable() {
		forward := s.edgeSource.Accepts(from) && s.edgeTarget.Accepts(to)
		backward := s.edgeSource.Accepts(to) && s.edgeTarget.Accepts(from)
		if forward {
			out = append(out, Link{Schema: s})
		}
		if backward && (s.Edge.Directed || !forward) {
			out = append(out, Link{Schema: s, Reversed: true})
		}
	}
	slices.SortStableFunc(out, func(a, b Link) int {
		switch {
		case a.Reversed == b.Reversed:
			return o.narrowness(b.Schema) - o.narrowness(a.Schema)
		case a.Reversed:
			return 1
		}
		return -1
	})
	return out
}

// narrowness counts the ancestors of the two kinds a link joins: the more there are, the more it says.
func (o *Ontology) narrowness(link *Schema) int {
	n := 0
	for _, end := range []*Property{link.edgeSource, link.edgeTarget} {
		if s, ok := o.byName[end.Range]; ok {
			n += len(s.ancestors)
		}
	}
	return n
}
