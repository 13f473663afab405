package app

import (
	"context"
	"strings"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Caption names an entity for people; it is never "". A link without a name is
// named by its ends.
func Caption(ctx context.Context, c *store.Case, id store.ID) (string, error) {
	all, err := Captions(ctx, c, []store.ID{id})
	return all[id], err
}

// Captions names many entities at once.
func Captions(ctx context.Context, c *store.Case, ids []store.ID) (map[store.ID]string, error) {
	n := newNamer(c)
	all := make(map[store.ID]string, len(ids))
	for _, id := range ids {
		name, err := n.name(ctx, id)
		if err != nil {
			return nil, err
		}
		all[id] = name
	}
	return all, nil
}

// namer remembers the names it has read.
type namer struct {
	c     *store.Case
	rows  map[store.ID]store.EntityRow
	names map[store.ID]string
}

func newNamer(c *store.Case) *namer {
	return &namer{c: c, rows: map[store.ID]store.EntityRow{}, names: map[store.ID]string{}}
}

func (n *namer) row(ctx context.Context, id store.ID) (store.EntityRow, error) {
	if r, ok := n.rows[id]; ok {
		return r, nil
	}
	r, err := n.c.Entity(ctx, id)
	if err != nil {
		return r, err
	}
	n.rows[id] = r
	return r, nil
}

func (n *namer) name(ctx context.Context, id store.ID) (string, error) {
	if s, ok := n.names[id]; ok {
		return s, nil
	}
	r, err := n.row(ctx, id)
	if err != nil {
		return "", err
	}
	s, known := ontology.Default().Schema(r.Schema)
	if !known {
		n.names[id] = orElse(r.Caption, r.Schema)
		return n.names[id], nil
	}
	// A link's own word ("owner", "DPRK3") says too little without its ends.
	if s.Edge != nil || r.Caption == "" {
		n.names[id] = orElse(r.Caption, s.Label) // while its ends are read
		if name, err := n.byEnds(ctx, r, s); err != nil {
			return "", err
		} else if name != "" {
			n.names[id] = name
		}
		return n.names[id], nil
	}
	n.names[id] = r.Caption
	return r.Caption, nil
}

// byEnds names a link "owner → owned (label)", and a thing without a name by
// what it is and its most telling value.
func (n *namer) byEnds(ctx context.Context, r store.EntityRow, s *ontology.Schema) (string, error) {
	all, err := n.c.Statements(ctx, store.StatementFilter{Entity: r.ID})
	if err != nil {
		return "", err
	}
	first := func(property string) (string, error) {
		for _, st := range all {
			if st.Property != property || st.Stance != store.Asserts {
				continue
			}
			if !st.Target.IsZero() {
				return n.name(ctx, st.Target)
			}
			p, _ := s.Property(property)
			return value.Show(p.Kind, st.Value), nil
		}
		return "", nil
	}
	if s.Edge != nil {
		from, err := first(s.Edge.Source)
		if err != nil {
			return "", err
		}
		to, err := first(s.Edge.Target)
		if err != nil {
			return "", err
		}
		if from == "" && to == "" {
			return "", nil
		}
		arrow := " → "
		if !s.Edge.Directed {
			arrow = " – "
		}
		return orElse(from, "?") + arrow + orElse(to, "?") + " (" + strings.ToLower(s.Label) + ")", nil
	}
	for _, property := range s.Featured {
		v, err := first(property)
		if err != nil {
			return "", err
		}
		if v != "" {
			return s.Label + ": " + v, nil
		}
	}
	return "", nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
