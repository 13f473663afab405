package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// intake writes what a file says into one change of a case.
type intake struct {
	ctx  context.Context
	c    *store.Case
	tx   *store.Tx
	r    *Report
	name string

	sources  map[store.ID]bool // that are there
	schemas  map[store.ID]*ontology.Schema
	before   map[store.ID]map[string]bool // what was said, before the import, of entities that were there
	kept     map[store.ID]*aside
	keptIn   []store.ID // in the order in which they were met
	waiting  []waiting
	asides   counter
	asserted int
}

// aside is what is put aside of an entity until all of it was read.
type aside struct {
	kept
	source store.ID
}

// waiting is a fact that points at an entity the file has not come to yet.
type waiting struct {
	entity store.ID
	fact   ourFact
	source store.ID
	give   func(*kept) // puts it aside when the entity never comes
}

func newIntake(ctx context.Context, c *store.Case, tx *store.Tx, r *Report) *intake {
	return &intake{
		ctx: ctx, c: c, tx: tx, r: r, name: r.File, sources: map[store.ID]bool{}, schemas: map[store.ID]*ontology.Schema{},
		before: map[store.ID]map[string]bool{}, kept: map[store.ID]*aside{},
	}
}

// source makes a source unless it is there.
func (in *intake) source(s store.Source) (store.ID, error) {
	if in.sources[s.ID] {
		return s.ID, nil
	}
	_, err := in.c.Source(in.ctx, s.ID)
	if errors.Is(err, store.ErrNotFound) {
		if _, err = in.tx.AddSource(s); err == nil {
			in.r.Sources++
		}
	}
	in.sources[s.ID] = err == nil
	return s.ID, err
}

// dataset is the source of a data set.
func (in *intake) dataset(name string) (store.ID, error) {
	if name == "" || name == unsourced {
		return store.ID{}, nil
	}
	s := datasetSource(name)
	if _, ours := strings.CutPrefix(name, ourDataset); ours {
		s.Note = "" // a source of another case that the file does not describe
	}
	return in.source(s)
}

// file is the source that the file itself becomes.
func (in *intake) file() (store.ID, error) {
	return in.source(fileSource(hashed("redthread exchange file 1\x00", in.name), in.name))
}

// entity makes an entity unless it is there, and gives the schema it has.
func (in *intake) entity(id store.ID, schema *ontology.Schema) (*ontology.Schema, error) {
	if s, ok := in.schemas[id]; ok {
		return s, nil
	}
	row, err := in.c.Entity(in.ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		if err := in.tx.AddEntityAs(id, schema.Name); err != nil {
			return nil, err
		}
		in.r.Entities++
	case err != nil:
		return nil, err
	default:
		if s, ok := ontology.Default().Schema(row.Schema); ok {
			schema = s
		}
		said, err := in.c.Statements(in.ctx, store.StatementFilter{Entity: id})
		if err != nil {
			return nil, err
		}
		in.before[id] = map[string]bool{}
		for _, st := range said {
			in.before[id][factKey(st)] = true
		}
	}
	in.schemas[id] = schema
	return schema, nil
}

// factKey tells facts of an entity apart.
func factKey(st store.Statement) string {
	v := st.Value
	if !st.Target.IsZero() {
		v = st.Target.String()
	}
	stance := "+"
	if st.Stance == store.Disputes {
		stance = "-"
	}
	return strings.Join([]string{st.Property, v, st.Source.String(), st.Lang, stance, st.From, st.To}, "\x00")
}

// schemaFor is the schema under which a kind of the file is kept.
func schemaFor(name string) (s *ontology.Schema, known bool) {
	if s, ok := ontology.Default().Schema(name); ok && !s.Abstract {
		return s, true
	}
	s, _ = ontology.Default().Schema(otherKind)
	return s, false
}

// fact notes a fact. give puts it aside where the case has no place for it.
func (in *intake) fact(id store.ID, f ourFact, source store.ID, give func(*kept)) error {
	schema := in.schemas[id]
	p, ok := schema.Property(f.Property)
	if !ok {
		in.asides.add(f.Value, "unknown property %s of %s", f.Property, schema.Name)
		in.aside(id, source, give)
		return nil
	}
	st := store.Statement{Entity: id, Property: p.Name, Value: f.Value, Source: source, Lang: f.Lang, From: f.From, To: f.To, Stance: store.Asserts}
	if f.Disputed {
		st.Stance = store.Disputes
	}
	if p.Kind == value.KindEntity {
		st.Value, st.Target = "", entityID(f.Value)
	} else if canonical, err := value.Canonical(p.Kind, f.Value); err == nil {
		st.Value = canonical
	}
	if in.before[id][factKey(st)] {
		return nil // said already: reading a file again changes nothing
	}
	notings := f.Notings
	if len(notings) == 0 {
		notings = []noting{{}}
	}
	for _, n := range notings {
		_, err := in.tx.Assert(st, n.back())
		switch {
		case errors.Is(err, store.ErrNotFound) && !st.Target.IsZero():
			in.waiting = append(in.waiting, waiting{id, f, source, give})
			return nil
		case errors.Is(err, store.ErrInvalid):
			in.asides.add(f.Value, "%s of %s that cannot be read here", p.Name, schema.Name)
			in.aside(id, source, give)
			return nil
		case err != nil:
			return err
		}
	}
	in.asserted++
	return nil
}

// aside puts something of an entity aside.
func (in *intake) aside(id, source store.ID, give func(*kept)) {
	if give == nil {
		return
	}
	k := in.kept[id]
	if k == nil {
		k = &aside{source: source}
		in.kept[id] = k
		in.keptIn = append(in.keptIn, id)
	}
	give(&k.kept)
}

// settle writes what was put aside of an entity.
func (in *intake) settle(id store.ID) error {
	k := in.kept[id]
	if k == nil || k.empty() {
		return nil
	}
	delete(in.kept, id)
	text, err := json.Marshal(k.kept)
	if err != nil {
		return err
	}
	return in.fact(id, ourFact{Property: keptAside, Value: string(text)}, k.source, nil)
}

// finish notes what was waiting and writes what was put aside.
func (in *intake) finish() error {
	late := in.waiting
	in.waiting = nil
	for _, w := range late {
		target := entityID(w.fact.Value)
		if _, ok := in.schemas[target]; !ok {
			if _, err := in.c.Entity(in.ctx, target); errors.Is(err, store.ErrNotFound) {
				in.asides.add(w.fact.Value, "%s that points at an entity the file does not hold", w.fact.Property)
				in.aside(w.entity, w.source, w.give)
				continue
			} else if err != nil {
				return err
			}
		}
		if err := in.fact(w.entity, w.fact, w.source, w.give); err != nil {
			return err
		}
	}
	for _, id := range in.keptIn {
		if err := in.settle(id); err != nil {
			return err
		}
	}
	in.r.Kept = in.asides.list()
	in.r.Statements = in.asserted
	in.r.Changed = in.asserted > 0 || in.r.Entities > 0 || in.r.Sources > 0
	return nil
}

// bad lists a line that cannot be read.
func (in *intake) bad(place, why string) {
	in.r.Bad++
	if len(in.r.Faults) < mostFaults {
		in.r.Faults = append(in.r.Faults, Fault{place, why})
	}
}

// scalar is a JSON string, number or truth value as text.
func scalar(raw json.RawMessage) (string, bool) {
	if len(raw) == 0 {
		return "", false
	}
	switch raw[0] {
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err == nil
	case '{', '[', 'n':
		return "", false
	}
	return string(raw), true
}
