package ontology

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"redthread/store/value"
)

// anyRange is how a file writes the range [Any].
const anyRange = "any"

// counts names the four counts of people, in the order in which they are shown.
var counts = [...]string{"registered", "approved", "permitted", "present"}

// builder holds what is known while files become an ontology.
type builder struct {
	files    []file
	choices  map[string][]Choice
	schemata map[string]*Schema
	order    []*Schema // as in the files
	origin   map[string]string
}

// build links and checks the schemata of all files.
func build(files []file) (*Ontology, error) {
	b := &builder{
		files:    files,
		choices:  map[string][]Choice{},
		schemata: map[string]*Schema{},
		origin:   map[string]string{},
	}
	for _, step := range []func() error{b.readChoices, b.readSchemata, b.readAdditions, b.inherit, b.check} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	o := &Ontology{schemata: b.sorted(), byName: b.schemata}
	for _, s := range o.schemata {
		for _, parent := range o.schemata {
			if s.ancestors[parent.Name] {
				parent.descendants = append(parent.descendants, s)
			}
		}
	}
	return o, nil
}

func (b *builder) readChoices() error {
	for _, f := range b.files {
		for name, list := range f.Choices {
			if _, twice := b.choices[name]; twice {
				return fmt.Errorf("%s: the list of choices %q is given twice", f.Name, name)
			}
			seen := map[string]bool{}
			for _, c := range list {
				if c.Value == "" || c.Label == "" || seen[c.Value] {
					return fmt.Errorf("%s: the list of choices %q has an empty or repeated value %q", f.Name, name, c.Value)
				}
				seen[c.Value] = true
			}
			b.choices[name] = list
		}
	}
	return nil
}

func (b *builder) readSchemata() error {
	for _, f := range b.files {
		for _, e := range f.Schemata {
			if e.Name == "" {
				return fmt.Errorf("%s: a schema has no name", f.Name)
			}
			if first, twice := b.origin[e.Name]; twice {
				return fmt.Errorf("%s: the schema %s is already in %s", f.Name, e.Name, first)
			}
			s := &Schema{
				Name: e.Name, Label: e.Label, Plural: e.Plural, Description: e.Description,
				Abstract: e.Abstract, Extension: e.Extension, Hidden: e.Hidden, Group: e.Group,
				Extends: e.Extends, Required: e.Required, Featured: e.Featured, Caption: e.Caption, Edge: e.Edge,
				byName: map[string]*Property{}, ancestors: map[string]bool{},
			}
			b.schemata[s.Name], b.origin[s.Name] = s, f.Name
			b.order = append(b.order, s)
			for _, p := range e.Properties {
				if err := b.declare(s, p, e.Extension); err != nil {
					return fmt.Errorf("%s: %s: %w", f.Name, s.Name, err)
				}
			}
		}
	}
	return nil
}

func (b *builder) readAdditions() error {
	for _, f := range b.files {
		for _, a := range f.Additions {
			s, ok := b.schemata[a.Schema]
			if !ok {
				return fmt.Errorf("%s: it adds to the schema %q, which does not exist", f.Name, a.Schema)
			}
			for _, p := range a.Properties {
				if err := b.declare(s, p, true); err != nil {
					return fmt.Errorf("%s: %s: %w", f.Name, s.Name, err)
				}
			}
			s.Featured = slices.Concat(s.Featured, a.Featured)
		}
	}
	return nil
}

// declare gives s a property of its own.
func (b *builder) declare(s *Schema, e propertyEntry, extension bool) error {
	if e.Name == "" {
		return errors.New("a property has no name")
	}
	if _, twice := s.byName[e.Name]; twice {
		return fmt.Errorf("the property %s is given twice", e.Name)
	}
	if e.Label == "" {
		return fmt.Errorf("the property %s has no label", e.Name)
	}
	if !e.Kind.Known() {
		return fmt.Errorf("the property %s has the unknown kind %q", e.Name, e.Kind)
	}
	list, found := b.choices[e.Choices]
	isEntity := e.Kind == value.KindEntity
	switch {
	case isEntity != (e.Range != "") || isEntity != (e.Reverse != ""):
		return fmt.Errorf("the property %s must have a range and a reverse label if it is of the kind entity, and only then", e.Name)
	case e.Choices != "" && !found:
		return fmt.Errorf("the property %s has the unknown list of choices %q", e.Name, e.Choices)
	case e.Kind == value.KindChoice && !found:
		return fmt.Errorf("the property %s is a choice without choices", e.Name)
	case found && e.Kind != value.KindChoice && e.Kind != value.KindTopic:
		return fmt.Errorf("the property %s has choices but is of the kind %s", e.Name, e.Kind)
	case e.Scheme != "" && e.Kind != value.KindIdentifier:
		return fmt.Errorf("the property %s has a scheme but is of the kind %s", e.Name, e.Kind)
	case e.Scheme != "" && !slices.Contains(value.Schemes(), e.Scheme):
		return fmt.Errorf("the property %s has the unknown scheme %q", e.Name, e.Scheme)
	}
	p := &Property{
		Name: e.Name, Label: e.Label, Description: e.Description, Owner: s.Name, Kind: e.Kind,
		Range: e.Range, Scheme: e.Scheme, Reverse: e.Reverse, Single: e.Single, Hidden: e.Hidden,
		Extension: extension, Choices: list,
	}
	if p.Range == anyRange {
		p.Range = Any
	}
	s.byName[p.Name] = p
	s.properties = append(s.properties, p)
	return nil
}

// inherit gives every schema the properties of its parents. A schema is done when all its parents
// are; what is never done lies on a circle.
func (b *builder) inherit() error {
	for _, s := range b.order {
		for _, name := range s.Extends {
			if _, ok := b.schemata[name]; !ok {
				return b.fault(s, "it extends %q, which does not exist", name)
			}
		}
	}
	done := map[string]bool{}
	for len(done) < len(b.order) {
		before := len(done)
		for _, s := range b.order {
			ready := !slices.ContainsFunc(s.Extends, func(name string) bool { return !done[name] })
			if done[s.Name] || !ready {
				continue
			}
			for _, name := range s.Extends {
				if err := b.inheritFrom(s, b.schemata[name]); err != nil {
					return err
				}
			}
			done[s.Name] = true
		}
		if len(done) == before {
			return b.circle(done)
		}
	}
	return nil
}

func (b *builder) inheritFrom(s, parent *Schema) error {
	s.ancestors[parent.Name] = true
	for name := range parent.ancestors {
		s.ancestors[name] = true
	}
	for _, p := range parent.properties {
		have, ok := s.byName[p.Name]
		if !ok {
			s.byName[p.Name] = p
			s.properties = append(s.properties, p)
			continue
		}
		if have.Kind != p.Kind || have.Range != p.Range || have.Single != p.Single || have.Scheme != p.Scheme {
			return b.fault(s, "the property %s of %s and that of %s differ in more than wording", p.Name, have.Owner, p.Owner)
		}
	}
	return nil
}

func (b *builder) circle(done map[string]bool) error {
	var stuck []string
	for _, s := range b.order {
		if !done[s.Name] {
			stuck = append(stuck, s.Name)
		}
	}
	return b.fault(b.schemata[stuck[0]], "it inherits in a circle or from one; not resolved: %s", strings.Join(stuck, ", "))
}

// fault is an error that names the file and the schema.
func (b *builder) fault(s *Schema, format string, args ...any) error {
	return fmt.Errorf("%s: %s: %s", b.origin[s.Name], s.Name, fmt.Sprintf(format, args...))
}

// sorted puts the schemata into the order that people see.
func (b *builder) sorted() []*Schema {
	groups := Groups()
	rank := func(s *Schema) int {
		if at := slices.Index(groups, s.Group); at >= 0 {
			return at
		}
		return len(groups)
	}
	out := slices.Clone(b.order)
	slices.SortStableFunc(out, func(x, y *Schema) int { return rank(x) - rank(y) })
	return out
}
