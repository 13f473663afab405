package duplicates

import (
	"slices"

	"redthread/app/parties"
	"redthread/app/sameness"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Merged is what two parties and their clusters would look like as one. It is
// drawn and never stored.
type Merged struct {
	Name    string
	Members []parties.Party // the smallest, which would be the face, first
	Rows    []MergedRow
	Against *sameness.Standing // a "different" that a "same" would contradict; then nothing would be joined
}

// MergedRow is a property of the whole.
type MergedRow struct {
	Label    string
	Values   []MergedValue
	Conflict bool // only one can be true at a time, and they say several
}

// MergedValue is a value and who has it.
type MergedValue struct {
	Shown string
	Of    []store.ID
}

// Preview shows what would be seen as one if two parties were judged the same.
func (r *Review) Preview(a, b store.ID) Merged {
	var m Merged
	ids := append(slices.Clone(r.Clusters.Members(a)), r.Clusters.Members(b)...)
	slices.SortFunc(ids, func(x, y store.ID) int { return slices.Compare(x[:], y[:]) })
	ids = slices.Compact(ids)
	for _, id := range ids {
		if p := r.Party(id); p.Schema != "" {
			m.Members = append(m.Members, p)
		}
	}
	for _, x := range r.Clusters.Members(a) {
		for _, y := range r.Clusters.Members(b) {
			if s, ok := r.Clusters.Standing(x, y); ok && s.Verdict == store.Different && m.Against == nil {
				m.Against = &s
			}
		}
	}
	if len(m.Members) == 0 {
		return m
	}
	m.Name = m.Members[0].Name
	seen := map[string]bool{}
	for _, p := range m.Members {
		s, ok := ontology.Default().Schema(p.Schema)
		if !ok {
			continue
		}
		for _, q := range s.Properties() {
			if seen[q.Name] || q.Kind == value.KindEntity {
				continue
			}
			seen[q.Name] = true
			if row := mergedRow(q, m.Members); len(row.Values) > 0 {
				m.Rows = append(m.Rows, row)
			}
		}
	}
	return m
}

func mergedRow(q *ontology.Property, members []parties.Party) MergedRow {
	row := MergedRow{Label: q.Label}
	for _, p := range members {
		for _, v := range p.Values[q.Name] {
			shown := value.Show(q.Kind, v)
			if c, ok := q.Choice(v); ok {
				shown = c.Label
			}
			at := slices.IndexFunc(row.Values, func(o MergedValue) bool { return o.Shown == shown })
			if at < 0 {
				row.Values = append(row.Values, MergedValue{Shown: shown, Of: []store.ID{p.ID}})
			} else if !slices.Contains(row.Values[at].Of, p.ID) {
				row.Values[at].Of = append(row.Values[at].Of, p.ID)
			}
		}
	}
	row.Conflict = q.Single && len(row.Values) > 1
	return row
}
