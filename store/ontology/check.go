package ontology

import (
	"slices"

	"redthread/store/value"
)

// check tests each schema against the whole, and puts its properties into the order that people see.
func (b *builder) check() error {
	for _, s := range b.order {
		for _, step := range []func(*Schema) error{b.checkWords, b.checkRanges, b.checkNamed, b.checkEdge} {
			if err := step(s); err != nil {
				return err
			}
		}
		s.properties = inOrder(s)
		for _, name := range s.Caption {
			s.captions = append(s.captions, s.byName[name])
		}
		for _, name := range counts {
			if p, ok := s.byName[name]; ok && p.Kind == value.KindQuantity {
				s.counts = append(s.counts, p)
			}
		}
	}
	return nil
}

func (b *builder) checkWords(s *Schema) error {
	switch {
	case s.Label == "" || s.Plural == "" || s.Description == "":
		return b.fault(s, "it needs a label, a plural and a description")
	case s.Group == "" && !s.Abstract:
		return b.fault(s, "it needs a group")
	case s.Group != "" && !slices.Contains(Groups(), s.Group):
		return b.fault(s, "the group %q does not exist", s.Group)
	}
	return nil
}

func (b *builder) checkRanges(s *Schema) error {
	for _, p := range s.properties {
		if p.Range == Any || p.Owner != s.Name {
			continue
		}
		if _, ok := b.schemata[p.Range]; !ok {
			return b.fault(s, "the property %s points at %q, which does not exist", p.Name, p.Range)
		}
	}
	return nil
}

// checkNamed tests the lists that name properties.
func (b *builder) checkNamed(s *Schema) error {
	lists := []struct {
		key   string
		names []string
	}{{"required", s.Required}, {"featured", s.Featured}, {"caption", s.Caption}}
	for _, list := range lists {
		for i, name := range list.names {
			if _, ok := s.byName[name]; !ok {
				return b.fault(s, "%s names the property %q, which it does not have", list.key, name)
			}
			if slices.Contains(list.names[:i], name) {
				return b.fault(s, "%s names the property %q twice", list.key, name)
			}
		}
	}
	return nil
}

func (b *builder) checkEdge(s *Schema) error {
	if s.Edge == nil {
		return nil
	}
	if s.Edge.Label == "" {
		return b.fault(s, "its edge needs a label")
	}
	if s.Edge.Source == s.Edge.Target {
		return b.fault(s, "its edge has the same source and target")
	}
	for _, end := range []struct {
		key, name string
		into      **Property
	}{{"source", s.Edge.Source, &s.edgeSource}, {"target", s.Edge.Target, &s.edgeTarget}} {
		p, ok := s.byName[end.name]
		if !ok {
			return b.fault(s, "the %s of its edge is the property %q, which it does not have", end.key, end.name)
		}
		if p.Kind != value.KindEntity {
			return b.fault(s, "the %s of its edge is the property %s, which does not point at an entity", end.key, end.name)
		}
		*end.into = p
	}
	if name := s.Edge.Caption; name != "" {
		if _, ok := s.byName[name]; !ok {
			return b.fault(s, "the caption of its edge is the property %q, which it does not have", name)
		}
	}
	return nil
}

// inOrder puts featured properties first in their order, keeps the rest as inherited, and leaves hidden ones for last.
func inOrder(s *Schema) []*Property {
	out := make([]*Property, 0, len(s.properties))
	for _, name := range s.Featured {
		out = append(out, s.byName[name])
	}
	featured := len(out)
	for _, hidden := range []bool{false, true} {
		for _, p := range s.properties {
			if p.Hidden == hidden && !slices.Contains(out[:featured], p) {
				out = append(out, p)
			}
		}
	}
	return out
}
