package store

import (
	"crypto/sha256"
	"database/sql"
	"slices"
)

// records are sources, notes, tags, tasks and everything else that is made of
// fields: the union of them, and of each field the later edit.
func (m *merger) records() error {
	missing, err := m.pair(tRecord, "uid")
	if err != nil {
		return err
	}
	fresh := map[int64]bool{} // by our row
	if err := m.each(tRecord, missing, func(id int64, row []any) error {
		if err := m.toAction(&row[2]); err != nil {
			return err
		}
		m.arrived(row[0].([]byte), m.counter(row[1].(string)))
		to, err := m.put(tRecord, id, row)
		fresh[to] = true
		return err
	}); err != nil {
		return err
	}
	if err := m.tx.settle(); err != nil {
		return err
	}
	if err := m.sameRecords(); err != nil {
		return err
	}
	here, err := m.fieldsHere(fresh)
	if err != nil {
		return err
	}
	var lost []lostText
	if err := m.each(tField, 1, func(_ int64, row []any) error {
		theirs := row[3].(int64)
		if err := m.to(tRecord, &row[0]); err != nil {
			return err
		}
		record, name, text := row[0].(int64), row[1].(string), row[2].(string)
		if err := m.toAction(&row[3]); err != nil {
			return err
		}
		ours, there := here[fieldKey{record, name}]
		if !there {
			if !fresh[record] {
				m.found.Newer++
			}
			_, err := m.tx.insert(tField, row...)
			return err
		}
		later, err := m.later(text, theirs, ours.value, ours.action)
		if err != nil {
			return err
		}
		if text != ours.value {
			lost = append(lost, lostText{record: record, name: name, later: later, theirs: text, ours: ours.value, theirAction: row[3].(int64), ourAction: ours.action})
		}
		if !later {
			return nil
		}
		return m.tx.update(tField, ours.id, func(r []any) { r[2], r[3] = row[2], row[3] })
	}); err != nil {
		return err
	}
	return m.keepLost(lost)
}

// counter is where a record of a kind is counted.
func (m *merger) counter(kind string) *int {
	switch kind {
	case recordSource:
		return &m.found.Sources
	case recordNote:
		return &m.found.Notes
	case recordTag:
		return &m.found.Tags
	case recordTask:
		return &m.found.Tasks
	case recordAside:
		return &m.found.Asides
	case recordDecision:
		return &m.found.Decisions
	case recordDetached:
		return &m.found.Detached
	}
	return &m.found.Others
}

// sameRecords refuses a file in which a record of ours is of another kind. One
// whose id is computed may have been made in both: the earlier made it.
func (m *merger) sameRecords() error {
	type made struct {
		kind   string
		action int64
	}
	here := map[int64]made{}
	if _, err := query(m.ctx, m.tx.w.conn, "SELECT id, kind, action FROM record", func(r *sql.Rows) (struct{}, error) {
		var id int64
		var k made
		err := r.Scan(&id, &k.kind, &k.action)
		here[id] = k
		return struct{}{}, err
	}); err != nil {
		return err
	}
	_, err := query(m.ctx, m.conn, "SELECT id, kind, action FROM record", func(r *sql.Rows) (struct{}, error) {
		var id int64
		var k made
		if err := r.Scan(&id, &k.kind, &k.action); err != nil {
			return struct{}{}, err
		}
		row := m.rows[tRecord].get(id)
		ours := here[row]
		if ours.kind != k.kind {
			return struct{}{}, unfitf("record %d is of another kind here", id)
		}
		action, err := m.action(k.action)
		if err != nil || action == ours.action || m.theirs.stamps[k.action].compare(m.stampHere(ours.action)) >= 0 {
			return struct{}{}, err
		}
		m.found.Newer++
		return struct{}{}, m.tx.update(tRecord, row, func(r []any) { r[2] = action })
	})
	return err
}

type fieldKey struct {
	record int64
	name   string
}

type fieldHere struct {
	id     int64
	value  string
	action int64
}

// fieldsHere reads our fields of the records that both files hold.
func (m *merger) fieldsHere(fresh map[int64]bool) (map[fieldKey]fieldHere, error) {
	all := map[fieldKey]fieldHere{}
	_, err := query(m.ctx, m.tx.w.conn, "SELECT id, record, name, value, action FROM field", func(r *sql.Rows) (struct{}, error) {
		var k fieldKey
		var f fieldHere
		err := r.Scan(&f.id, &k.record, &k.name, &f.value, &f.action)
		if !fresh[k.record] {
			all[k] = f
		}
		return struct{}{}, err
	})
	return all, err
}

// lostText is a field that differs between the files.
type lostText struct {
	record                 int64
	name                   string
	later                  bool // theirs stands
	theirs, ours           string
	theirAction, ourAction int64 // by our numbers
}

// keepLost keeps a long text that gives way to a later edit made without
// knowing it, where the edit was made by a program that did not keep what it
// made of the text (see version.go). The id is computed, so that whoever merges
// makes the same record.
func (m *merger) keepLost(all []lostText) error {
	for _, l := range all {
		var uid []byte
		var kind string
		var made int64
		if _, err := m.tx.w.row("SELECT uid, kind, action FROM record WHERE id = ?", []any{l.record}, &uid, &kind, &made); err != nil {
			return err
		}
		if !longText(kind, l.name) {
			continue
		}
		text, action, seen := l.theirs, l.theirAction, false
		if l.later {
			text, action = l.ours, l.ourAction
			// Their file knows our edit: theirs was made after it.
			_, seen = m.theirs.number[m.stampHere(l.ourAction).hash]
		} else {
			seen = l.theirAction <= m.tx.w.last
		}
		if seen || action == made || text == "" {
			continue
		}
		versions, err := m.tx.versions(idFrom(uid), l.name)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(versions, func(v version) bool { return v.action == action || v.text == text }) {
			continue
		}
		stamp := m.stampHere(action)
		sum := sha256.Sum256(slices.Concat([]byte("redthread version 1\x00"), uid, []byte(l.name), []byte{0}, stamp.hash[:]))
		if err := m.tx.addVersion(ID(sum[:16]), idFrom(uid), l.name, text, nil, action); err != nil {
			return err
		}
	}
	return nil
}
