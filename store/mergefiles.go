package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
)

// evidence brings the originals that are not here, part by part, each checked
// against its hash; the same bytes are stored once.
func (m *merger) evidence() error {
	missing, err := m.pair(tEvidence, "sha256")
	if err != nil {
		return err
	}
	if err := m.each(tEvidence, missing, func(id int64, row []any) error {
		to, err := m.tx.w.newID(tEvidence)
		if err != nil {
			return err
		}
		if err := m.parts(id, to, row[0].([]byte), row[1].(int64)); err != nil {
			return err
		}
		m.found.Evidence++
		m.rows[tEvidence].set(id, to)
		return m.tx.insertAt(tEvidence, to, row)
	}); err != nil {
		return err
	}
	// Bytes that were left out of a share this file came from.
	bare, err := m.tx.w.ids("SELECT id FROM evidence e WHERE size > 0 AND NOT EXISTS (SELECT 1 FROM part p WHERE p.evidence = e.id)")
	if err != nil || len(bare) == 0 {
		return err
	}
	waiting := map[int64]bool{}
	for _, id := range bare {
		waiting[id] = true
	}
	type item struct {
		id, size int64
		sum      []byte
	}
	theirs, err := query(m.ctx, m.conn, "SELECT id, size, sha256 FROM evidence ORDER BY id", func(r *sql.Rows) (item, error) {
		var i item
		return i, r.Scan(&i.id, &i.size, &i.sum)
	})
	if err != nil {
		return err
	}
	for _, i := range theirs {
		if here := m.rows[tEvidence].get(i.id); waiting[here] {
			before := m.found.Bytes
			if err := m.parts(i.id, here, i.sum, i.size); err != nil {
				return err
			}
			if m.found.Bytes > before {
				m.found.Evidence++
				m.tx.must = true
			}
		}
	}
	return nil
}

// parts copies the bytes of one item. An item without any came from a share
// that left it out.
func (m *merger) parts(from, to int64, sum []byte, size int64) error {
	rows, err := m.conn.QueryContext(m.ctx, "SELECT number, sha256, data FROM part WHERE evidence = ? ORDER BY number", from)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	whole := sha256.New()
	var n, length int64
	for rows.Next() {
		var number int64
		var part, data []byte
		if err := rows.Scan(&number, &part, &data); err != nil {
			return err
		}
		own := sha256.Sum256(data)
		if number != n || !bytes.Equal(own[:], part) || len(data) > PartSize {
			return unfitf("a part of evidence does not have its hash")
		}
		whole.Write(data)
		n++
		length += int64(len(data))
		if err := m.tx.writePart(to, number, own, data); err != nil {
			return err
		}
		if err := m.ctx.Err(); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if n > 0 && (length != size || !bytes.Equal(whole.Sum(nil), sum)) {
		return unfitf("evidence does not have its hash")
	}
	m.found.Bytes += length
	return nil
}

// attachments come unless they were taken off their source in either file.
func (m *merger) attachments() error {
	m.gone = map[ID]bool{}
	if _, err := query(m.ctx, m.tx.w.conn, "SELECT uid FROM record WHERE kind = 'detached'", func(r *sql.Rows) (struct{}, error) {
		id, err := scanID(r)
		m.gone[id] = true
		return struct{}{}, err
	}); err != nil {
		return err
	}
	missing, err := m.pair(tAttachment, "uid")
	if err != nil {
		return err
	}
	if err := m.each(tAttachment, missing, func(id int64, row []any) error {
		if m.gone[idFrom(row[0].([]byte))] {
			return nil
		}
		if err := m.to(tRecord, &row[1]); err != nil {
			return err
		}
		if err := m.to(tEvidence, &row[2]); err != nil {
			return err
		}
		if err := m.toAction(&row[4]); err != nil {
			return err
		}
		m.arrived(row[0].([]byte), &m.found.Attachments)
		_, err := m.put(tAttachment, id, row)
		return err
	}); err != nil {
		return err
	}
	for uid := range m.gone {
		var row int64
		ok, err := m.tx.w.row("SELECT id FROM attachment WHERE uid = ?", []any{uid[:]}, &row)
		if err == nil && ok {
			err = m.tx.remove(tAttachment, row)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) readings() error {
	missing, err := m.pair(tReading, "uid")
	if err != nil {
		return err
	}
	return m.each(tReading, missing, func(id int64, row []any) error {
		for _, ref := range []struct {
			t *table
			n int
		}{{tRecord, 1}, {tEvidence, 2}, {tLayer, 3}} {
			if err := m.to(ref.t, &row[ref.n]); err != nil {
				return err
			}
		}
		if err := m.toAction(&row[10]); err != nil {
			return err
		}
		m.arrived(row[0].([]byte), &m.found.Readings)
		_, err := m.put(tReading, id, row)
		return err
	})
}

func (m *merger) custody() error {
	missing, err := m.pair(tCustody, "uid")
	if err != nil {
		return err
	}
	return m.each(tCustody, missing, func(id int64, row []any) error {
		if err := m.to(tEvidence, &row[1]); err != nil {
			return err
		}
		m.found.Custody++
		_, err := m.put(tCustody, id, row)
		return err
	})
}
