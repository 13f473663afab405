package entities

import (
	"slices"
	"strings"

	"redthread/store/ontology"
	"redthread/ui/desktop/form"
)

// linkKind is one way to tie two entities: a link of its own, or a property of
// one of them that points to the other.
type linkKind struct {
	link     *ontology.Schema   // an edge, or nil
	property *ontology.Property // a plain property, or nil
	reversed bool               // it starts at the second entity
}

// linkKinds ranks the ways to tie two entities: links from the first to the
// second, then properties that a form of either shows, then links the other way.
// What a person is in a firm comes first from either end.
func linkKinds(o *ontology.Ontology, from, to *ontology.Schema) []linkKind {
	if from == nil || to == nil {
		return nil
	}
	var first, forward, back []linkKind
	for _, l := range o.LinksBetween(from, to) {
		k := linkKind{link: l.Schema, reversed: l.Reversed}
		if form.Office(l, from, to) {
			first = append(first, k)
		} else if l.Reversed {
			back = append(back, k)
		} else {
			forward = append(forward, k)
		}
	}
	var plain []linkKind
	for _, end := range []struct {
		of, other *ontology.Schema
		reversed  bool
	}{{from, to, false}, {to, from, true}} {
		for _, name := range end.of.Featured {
			p, ok := end.of.Property(name)
			if ok && p.Accepts(end.other) && (p.Range != ontology.Any || end.of.Group == ontology.GroupClaim) {
				plain = append(plain, linkKind{property: p, reversed: end.reversed})
			}
		}
	}
	// A property made for these two says more than a link that ties anything.
	at := slices.IndexFunc(forward, func(k linkKind) bool { return k.link.Name == "UnknownLink" })
	if at < 0 {
		at = len(forward)
	}
	return slices.Concat(first, forward[:at], plain, forward[at:], back)
}

// sentence says what the link will state: "GENCO owns Sakorenma".
func (k linkKind) sentence(from, to string) string {
	if k.reversed {
		from, to = to, from
	}
	if k.link != nil {
		return from + " " + k.link.Edge.Label + " " + to
	}
	return from + ", " + strings.ToLower(k.property.Label) + ": " + to
}

// fact is the property that stands on the line, such as the share; nil for none.
func (k linkKind) fact() *ontology.Property {
	if k.link == nil || k.link.Edge.Caption == "" {
		return nil
	}
	p, _ := k.link.Property(k.link.Edge.Caption)
	return p
}
