package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"

	"redthread/store/ontology"
	"redthread/store/value"
)

// id is the first 16 bytes of SHA-256 over the statement's content, each part
// with its length before it, so that no two contents run together.
func (s *Statement) id() ID {
	var buf [512]byte
	b := append(buf[:0], "redthread statement 1\x00"...)
	part := func(p string) {
		b = binary.AppendUvarint(b, uint64(len(p)))
		b = append(b, p...)
	}
	part(string(s.Source[:]))
	part(string(s.Entity[:]))
	part(s.Property)
	if s.Target.IsZero() {
		part(s.Value)
	} else {
		part(s.Target.String())
	}
	part(s.Lang)
	b = append(b, byte(s.Stance))
	part(s.From)
	part(s.To)
	sum := sha256.Sum256(b)
	return ID(sum[:16])
}

// check brings a statement to canonical form or says what is wrong with it.
func (s *Statement) check(schema *ontology.Schema) (*ontology.Property, error) {
	p, ok := schema.Property(s.Property)
	if !ok {
		return nil, faultf(ErrInvalid, nil, "%s has no property %q; the entity form lists those it has.", schema.Label, s.Property)
	}
	if p.Kind == "entity" {
		if s.Target.IsZero() {
			id, err := ParseID(s.Value)
			if err != nil {
				return nil, faultf(ErrInvalid, err, "%s points to another entity; choose one.", p.Label)
			}
			s.Target = id
		}
		s.Value = ""
	} else {
		v, err := value.Canonical(p.Kind, s.Value)
		if err != nil {
			return nil, faultf(ErrInvalid, err, "%s: %s", p.Label, err.Error())
		}
		if len(p.Choices) > 0 && !offered(p, v) {
			return nil, faultf(ErrInvalid, nil, "%s cannot be %q; choose one of %s.", p.Label, v, choices(p))
		}
		s.Value = v
	}
	for _, d := range []*string{&s.From, &s.To} {
		if *d == "" {
			continue
		}
		v, err := value.Canonical("date", *d)
		if err != nil {
			return nil, faultf(ErrInvalid, err, "Valid time: %s", err.Error())
		}
		*d = v
	}
	if s.Stance == 0 {
		s.Stance = Asserts
	}
	if s.Stance != Asserts && s.Stance != Disputes {
		return nil, faultf(ErrInvalid, nil, "A statement asserts or disputes.")
	}
	return p, nil
}

// anOrA is the article of a label.
func anOrA(label string) string {
	if label != "" && strings.ContainsRune("AEIOaeio", rune(label[0])) {
		return "an"
	}
	return "a"
}

func offered(p *ontology.Property, v string) bool {
	for _, c := range p.Choices {
		if c.Value == v {
			return true
		}
	}
	return false
}

func choices(p *ontology.Property) string {
	var all []string
	for _, c := range p.Choices {
		all = append(all, c.Value)
	}
	return strings.Join(all, ", ")
}

// Assert notes a statement: made anew where it is not in the case yet, noted
// once more where it is. It returns the statement's id.
func (tx *Tx) Assert(s Statement, n Noting) (ID, error) {
	row, schema, err := tx.entityRow(s.Entity)
	if err != nil {
		return ID{}, err
	}
	p, err := s.check(schema)
	if err != nil {
		return ID{}, err
	}
	memo := tx.memo
	var target, source any
	if !s.Target.IsZero() {
		trow, tschema, err := tx.entityRow(s.Target)
		if err != nil {
			return ID{}, err
		}
		tx.memo.uid, tx.memo.row, tx.memo.schema = memo.uid, memo.row, memo.schema
		if !p.Accepts(tschema) {
			return ID{}, faultf(ErrInvalid, nil, "%s cannot point to %s %s; choose one of the kind %s.", p.Label, anOrA(tschema.Label), strings.ToLower(tschema.Label), p.Range)
		}
		target = trow
		tx.touched[trow] |= touchFacts
		tx.told.entity(s.Target)
	}
	if !s.Source.IsZero() {
		srow := tx.memo.srow
		if tx.memo.source != s.Source || srow == 0 {
			if srow, err = tx.recordRow(recordSource, s.Source); err != nil {
				return ID{}, err
			}
			tx.memo.source, tx.memo.srow = s.Source, srow
		}
		source = srow
	}
	id := s.id()
	property, err := tx.propertyRow(s.Property)
	if err != nil {
		return ID{}, err
	}
	var statement, live int64
	statement, found, err := tx.insertNew(tStatement, idBytes(id), row, property, s.Value, target, source, s.Lang, int64(s.Stance), s.From, s.To, int64(1))
	if err == nil && found {
		_, err = tx.w.row("SELECT id, live FROM statement WHERE uid = ?", []any{id[:]}, &statement, &live)
	}
	switch {
	case err != nil:
		return ID{}, fmt.Errorf("looking for the statement: %w", err)
	case !found:
	case !n.ID.IsZero():
		// An act of noting that is in the case already changes nothing, so that a
		// table can be imported again: not even what was withdrawn since.
		var one int64
		if known, err := tx.w.row("SELECT 1 FROM noting WHERE uid = ?", []any{n.ID[:]}, &one); err != nil || known {
			return id, err
		}
		fallthrough
	case live == 0:
		if live != 0 {
			break
		}
		if err := tx.update(tStatement, statement, func(r []any) { r[10] = int64(1) }); err != nil {
			return ID{}, err
		}
	}
	tx.touched[row] |= touchFacts
	tx.named(row, schema, &s)
	tx.told.entity(s.Entity)
	tx.told.source(s.Source)
	return id, tx.note(statement, s.Source, n)
}

func (tx *Tx) propertyRow(name string) (int64, error) {
	if id, ok := tx.w.props[name]; ok {
		return id, nil
	}
	var id int64
	found, err := tx.w.row("SELECT id FROM property WHERE name = ?", []any{name}, &id)
	if err != nil {
		return 0, err
	}
	if !found {
		if id, err = tx.insert(tProperty, name); err != nil {
			return 0, err
		}
	}
	tx.w.props[name] = id
	return id, nil
}

// note writes the act of noting.
func (tx *Tx) note(statement int64, source ID, n Noting) error {
	uid := n.ID
	if uid.IsZero() {
		var err error
		if uid, err = tx.newUID(); err != nil {
			return err
		}
	}
	c := n.Citation
	var passage, start, stop any
	if c.Passage > 0 {
		m := &tx.memo
		if c.Layer.IsZero() || m.layer != c.Layer || m.passage != c.Passage {
			row, err := tx.passageRow(source, c)
			if err != nil {
				return err
			}
			m.layer, m.passage, m.prow = c.Layer, c.Passage, row
		}
		passage = m.prow
		if c.Stop > 0 {
			start, stop = int64(c.Start), int64(c.Stop)
		}
	}
	var credibility any
	if n.Credibility != 0 {
		if n.Credibility > 6 {
			return faultf(ErrInvalid, nil, "Credibility is a digit from 1 to 6.")
		}
		credibility = int64(n.Credibility)
	}
	_, err := tx.insert(tNoting, idBytes(uid), statement, tx.action, passage, start, stop,
		orNull(c.Quote), orNull(c.Locator), orNull(n.SaidBy), orNull(n.Hedge), credibility, orNull(n.Origin), orNull(n.Original))
	return err
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// passageRow finds the numbered passage in the layer named, or in the newest
// layer of the source.
func (tx *Tx) passageRow(source ID, c Citation) (int64, error) {
	var row int64
	var ok bool
	var err error
	if c.Layer.IsZero() {
		ok, err = tx.w.row(`SELECT p.id FROM passage p JOIN layer l ON l.id = p.layer JOIN record r ON r.id = l.source JOIN action a ON a.id = l.action
			WHERE r.uid = ? AND p.number = ? ORDER BY a.clock DESC, a.hash DESC, l.id DESC LIMIT 1`, []any{source[:], int64(c.Passage)}, &row)
	} else {
		ok, err = tx.w.row("SELECT p.id FROM passage p JOIN layer l ON l.id = p.layer WHERE l.uid = ? AND p.number = ?", []any{c.Layer[:], int64(c.Passage)}, &row)
	}
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, faultf(ErrNotFound, nil, "The source has no passage %d.", c.Passage)
	}
	return row, nil
}

// Withdraw takes back every noting of a statement that is there now. Noted
// again later, the statement lives again.
func (tx *Tx) Withdraw(statement ID, why string) error {
	if strings.TrimSpace(why) == "" {
		return faultf(ErrInvalid, nil, "Say why the statement is withdrawn.")
	}
	var row, entity, live int64
	ok, err := tx.w.row("SELECT id, entity, live FROM statement WHERE uid = ?", []any{statement[:]}, &row, &entity, &live)
	switch {
	case err != nil:
		return err
	case !ok:
		return faultf(ErrNotFound, nil, "There is no such statement in this case.")
	case live == 0:
		return faultf(ErrInvalid, nil, "The statement is withdrawn already.")
	}
	notings, err := tx.rowIDs("SELECT id FROM noting n WHERE statement = ? AND NOT EXISTS (SELECT 1 FROM withdrawn w WHERE w.noting = n.id) ORDER BY id", row)
	if err != nil {
		return err
	}
	uid, err := tx.newUID()
	if err != nil {
		return err
	}
	w, err := tx.insert(tWithdrawal, idBytes(uid), row, why, tx.action)
	if err != nil {
		return err
	}
	for _, n := range notings {
		if _, err := tx.insert(tWithdrawn, w, n); err != nil {
			return err
		}
	}
	var target, source []byte
	var euid []byte
	if _, err := tx.w.row(`SELECT e.uid, t.uid, r.uid FROM statement s JOIN entity e ON e.id = s.entity
		LEFT JOIN entity t ON t.id = s.target LEFT JOIN record r ON r.id = s.source WHERE s.id = ?`, []any{row}, &euid, &target, &source); err != nil {
		return err
	}
	tx.told.entity(idFrom(euid))
	tx.told.entity(idFrom(target))
	tx.told.source(idFrom(source))
	tx.touched[entity] |= touchFacts | touchNames
	return tx.update(tStatement, row, func(r []any) { r[10] = int64(0) })
}

func (tx *Tx) rowIDs(text string, args ...any) ([]int64, error) {
	s, err := tx.w.stmt(text)
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		all = append(all, id)
	}
	return all, rows.Err()
}

// Judge records what the author makes of two entities.
func (tx *Tx) Judge(a, b ID, v Verdict, why string) (ID, error) {
	if a == b {
		return ID{}, faultf(ErrInvalid, nil, "Choose two entities; one cannot be judged against itself.")
	}
	if v != Same && v != Different && v != Unsure {
		return ID{}, faultf(ErrInvalid, nil, "%q is no verdict; use same, different or unsure.", v)
	}
	if string(a[:]) > string(b[:]) {
		a, b = b, a
	}
	ra, _, err := tx.entityRow(a)
	if err != nil {
		return ID{}, err
	}
	rb, _, err := tx.entityRow(b)
	if err != nil {
		return ID{}, err
	}
	uid, err := tx.newUID()
	if err != nil {
		return ID{}, err
	}
	tx.told.entity(a)
	tx.told.entity(b)
	_, err = tx.insert(tJudgement, idBytes(uid), ra, rb, string(v), why, tx.action)
	return uid, err
}
