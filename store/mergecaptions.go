package store

import (
	"slices"
	"strings"

	"redthread/store/ontology"
)

// A new entity that comes with all that is said of it needs no query for its
// look-up: its names pass by with its statements. One with two values of a
// property that names it is left to the usual way, which knows their order.

type newcomer struct {
	schema *ontology.Schema
	kind   string
	values []liveName
	live   bool
	vague  bool
}

// arrive notes an entity that came.
func (m *merger) arrive(row int64, schema string) {
	if m.fresher == nil {
		m.fresher = map[int64]*newcomer{}
	}
	s, _ := ontology.Default().Schema(schema)
	m.fresher[row] = &newcomer{schema: s, kind: schema}
}

// hear notes a statement on an entity that came.
func (m *merger) hear(entity int64, s *Statement, live bool) {
	n := m.fresher[entity]
	if n == nil || !live {
		return
	}
	n.live = true
	if s.Stance != Asserts || s.Value == "" {
		return
	}
	names := n.schema != nil && slices.Contains(n.schema.Caption, s.Property)
	if !names && !slices.Contains(nameProperties, s.Property) {
		return
	}
	n.vague = n.vague || names && slices.ContainsFunc(n.values, func(v liveName) bool { return v.property == s.Property })
	n.values = append(n.values, liveName{s.Property, s.Value})
}

// captions writes the look-ups of the entities that came.
func (m *merger) captions() error {
	rows := make([]int64, 0, len(m.fresher))
	for row, n := range m.fresher {
		if n.live && !n.vague {
			rows = append(rows, row)
		}
	}
	slices.Sort(rows)
	var captions, words []any
	flush := func(least int) error {
		if len(captions) >= least {
			if err := m.tx.writeMany("INSERT OR REPLACE INTO caption (entity, text, sort, words, rank) VALUES ", 5, captions); err != nil {
				return err
			}
			captions = captions[:0]
		}
		if len(words) >= least {
			if err := m.tx.writeMany("INSERT OR IGNORE INTO word (word, entity) VALUES ", 2, words); err != nil {
				return err
			}
			words = words[:0]
		}
		return nil
	}
	for _, row := range rows {
		n := m.fresher[row]
		text, all, rank := lookUp(n.kind, n.values)
		captions = append(captions, row, text, sortKey(text), all, int64(rank))
		for w := range strings.FieldsSeq(all) {
			words = append(words, w, row)
		}
		m.tx.moved = append(m.tx.moved, row)
		delete(m.tx.touched, row)
		if err := flush(batchRows * 10); err != nil {
			return err
		}
	}
	return flush(1)
}

// writeMany writes rows of a width with as few statements as can be.
func (tx *Tx) writeMany(text string, width int, args []any) error {
	row := "(?" + strings.Repeat(", ?", width-1) + ")"
	for len(args) > 0 {
		n := 1
		if len(args) >= width*batchRows {
			n = batchRows
		}
		if err := tx.w.exec(text+row+strings.Repeat(", "+row, n-1), args[:n*width]...); err != nil {
			return err
		}
		args = args[n*width:]
	}
	return nil
}
