package store

import (
	"errors"
	"fmt"

	"redthread/store/ontology"
)

// entityMemo keeps what the transaction learnt of the entity it last wrote
// about: imports write many statements on one entity in a row.
type entityMemo struct {
	uid    ID
	row    int64
	schema *ontology.Schema
	source ID
	srow   int64

	layer   ID // the passage that was cited last
	passage int
	prow    int64
}

// knownEntity is what the transaction remembers of an entity that it met.
type knownEntity struct {
	row    int64
	schema *ontology.Schema
}

// mostKnown is how many entities a transaction remembers at a time.
const mostKnown = 1 << 16

// mostTouched is how many entities may wait for their look-ups: a bulk import
// brings them up to date as it goes, so that its memory does not grow with it.
const mostTouched = 1 << 14

func (tx *Tx) remember(id ID, row int64, schema *ontology.Schema) {
	tx.memo.uid, tx.memo.row, tx.memo.schema = id, row, schema
	if tx.known == nil || len(tx.known) >= mostKnown {
		tx.known = map[ID]knownEntity{}
	}
	tx.known[id] = knownEntity{row, schema}
}

func (tx *Tx) entityRow(id ID) (int64, *ontology.Schema, error) {
	if tx.memo.uid == id && tx.memo.row != 0 {
		return tx.memo.row, tx.memo.schema, nil
	}
	if k, ok := tx.known[id]; ok {
		tx.memo.uid, tx.memo.row, tx.memo.schema = id, k.row, k.schema
		return k.row, k.schema, nil
	}
	var row int64
	var name string
	ok, err := tx.w.row("SELECT id, schema FROM entity WHERE uid = ?", []any{id[:]}, &row, &name)
	if err != nil {
		return 0, nil, fmt.Errorf("looking for an entity: %w", err)
	}
	if !ok {
		return 0, nil, faultf(ErrNotFound, nil, "There is no such entity in this case.")
	}
	schema, ok := ontology.Default().Schema(name)
	if !ok {
		return 0, nil, faultf(ErrInvalid, nil, "%q is no kind of entity this program knows.", name)
	}
	tx.remember(id, row, schema)
	return row, schema, nil
}

// AddEntity makes an entity of a schema.
func (tx *Tx) AddEntity(schema string) (ID, error) {
	id, err := tx.newUID()
	if err != nil {
		return ID{}, err
	}
	return id, tx.AddEntityAs(id, schema)
}

// AddEntityAs makes an entity under a given id, as imports do whose ids are
// computed from where the entry came from.
func (tx *Tx) AddEntityAs(id ID, schema string) error {
	s, ok := ontology.Default().Schema(schema)
	if !ok {
		return faultf(ErrInvalid, nil, "%q is no kind of entity; use one such as Company, Person or WorkerGroup.", schema)
	}
	if s.Abstract {
		return faultf(ErrInvalid, nil, "%s is too general; use a kind below it, such as Company or Person.", s.Name)
	}
	if len(tx.touched) >= mostTouched {
		if err := tx.refresh(); err != nil {
			return fmt.Errorf("keeping the look-ups: %w", err)
		}
		clear(tx.touched)
		clear(tx.added)
	}
	row, err := tx.insert(tEntity, idBytes(id), s.Name, tx.action, "", tx.action)
	if err != nil {
		return err
	}
	tx.remember(id, row, s)
	tx.touched[row] |= touchNew
	tx.told.entity(id)
	return nil
}

// PutEntity makes an entity under a given id, or finds the one that has it
// already. It gives the kind that the entity has: where the one asked for is
// narrower, such as a Company that was a LegalEntity, it becomes that.
func (tx *Tx) PutEntity(id ID, schema string) (has *ontology.Schema, made bool, err error) {
	row, has, err := tx.entityRow(id)
	if errors.Is(err, ErrNotFound) {
		err = tx.AddEntityAs(id, schema)
		return tx.memo.schema, err == nil, err
	}
	if err != nil || has.Name == schema {
		return has, false, err
	}
	s, ok := ontology.Default().Schema(schema)
	if !ok || s.Abstract || !s.IsA(has.Name) {
		return has, false, nil
	}
	if err := tx.update(tEntity, row, func(r []any) { r[1], r[2] = s.Name, tx.action }); err != nil {
		return has, false, err
	}
	tx.remember(id, row, s)
	tx.touched[row] |= touchNames
	tx.told.entity(id)
	return s, false, nil
}

// SetSchema changes what kind an entity is. Statements whose property the new
// schema lacks are refused: withdraw them first.
func (tx *Tx) SetSchema(id ID, schema string) error {
	row, _, err := tx.entityRow(id)
	if err != nil {
		return err
	}
	s, ok := ontology.Default().Schema(schema)
	if !ok || s.Abstract {
		return faultf(ErrInvalid, nil, "%q is no kind of entity; use one such as Company, Person or WorkerGroup.", schema)
	}
	names, err := query(tx.ctx, tx.w.conn, "SELECT DISTINCT p.name FROM statement s JOIN property p ON p.id = s.property WHERE s.entity = ? AND s.live = 1 ORDER BY 1", scanString, row)
	if err != nil {
		return err
	}
	for _, n := range names {
		if _, ok := s.Property(n); !ok {
			return faultf(ErrInvalid, nil, "%s has no %q; withdraw that statement first.", s.Label, n)
		}
	}
	tx.memo, tx.known = entityMemo{}, nil
	tx.touched[row] |= touchNames
	tx.told.entity(id)
	return tx.update(tEntity, row, func(r []any) {
		if r[1] != schema {
			r[1], r[2] = schema, tx.action
		}
	})
}

// SetClass says what may leave the house of an entity.
func (tx *Tx) SetClass(id ID, class Class) error {
	row, _, err := tx.entityRow(id)
	if err != nil {
		return err
	}
	if class, err = ParseClass(string(class)); err != nil {
		return err
	}
	tx.told.entity(id)
	return tx.update(tEntity, row, func(r []any) {
		if r[3] != string(class) {
			r[3], r[4] = string(class), tx.action
		}
	})
}
