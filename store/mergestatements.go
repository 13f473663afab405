package store

import "database/sql"

// statements come with the check that their id is that of their content: it is
// what makes the same fact in two files one.
func (m *merger) statements() error {
	missing, err := m.pair(tStatement, "uid")
	if err != nil || missing == 0 {
		return err
	}
	ids := m.identities()
	var own Statement
	m.first = m.tx.w.next[tStatement]
	return m.each(tStatement, missing, func(id int64, row []any) error {
		if err := ids.fill(&own, row); err != nil {
			return err
		}
		if own.id() != idFrom(row[0].([]byte)) {
			return unfitf("statement %d does not have the id of its content", id)
		}
		for _, ref := range []struct {
			t *table
			n int
		}{{tEntity, 1}, {tEntity, 4}, {tRecord, 5}} {
			if err := m.to(ref.t, &row[ref.n]); err != nil {
				return err
			}
		}
		property, err := m.tx.propertyRow(own.Property)
		if err != nil {
			return err
		}
		row[2] = property
		m.arrived(row[0].([]byte), &m.found.Statements)
		to, err := m.put(tStatement, id, row)
		if err != nil {
			return err
		}
		m.touch(row[1].(int64))
		m.hear(row[1].(int64), &own, row[10] == int64(1))
		if target, ok := row[4].(int64); ok {
			m.tx.touched[target] |= touchFacts
		}
		if m.first == 0 {
			m.first = to
		}
		m.claimed = append(m.claimed, row[10] == int64(1))
		return nil
	})
}

// touch marks an entity whose names may have changed.
func (m *merger) touch(entity int64) {
	if entity != m.touched {
		m.touched = entity
		m.tx.touched[entity] |= touchFacts | touchNames
	}
}

// identities gives the ids behind the row numbers of statements.
type identities struct {
	m                *merger
	entities, source map[int64]ID
	props            map[int64]string
}

func (m *merger) identities() *identities {
	return &identities{m: m, entities: map[int64]ID{}, source: map[int64]ID{}, props: map[int64]string{}}
}

func (x *identities) fill(s *Statement, row []any) error {
	*s = Statement{Value: row[3].(string), Lang: row[6].(string), Stance: Stance(row[7].(int64)), From: row[8].(string), To: row[9].(string)}
	var err error
	if s.Entity, err = x.uid(x.entities, "entity", row[1]); err != nil {
		return err
	}
	if s.Target, err = x.uid(x.entities, "entity", row[4]); err != nil {
		return err
	}
	if s.Source, err = x.uid(x.source, "record", row[5]); err != nil {
		return err
	}
	n := row[2].(int64)
	name, ok := x.props[n]
	if !ok {
		if err := x.m.conn.QueryRowContext(x.m.ctx, "SELECT name FROM property WHERE id = ?", n).Scan(&name); err != nil {
			return unfitf("property %d is missing", n)
		}
		x.props[n] = name
	}
	s.Property = name
	return nil
}

func (x *identities) uid(known map[int64]ID, table string, v any) (ID, error) {
	n, ok := v.(int64)
	if !ok {
		return ID{}, nil
	}
	if id, ok := known[n]; ok {
		return id, nil
	}
	if table == "entity" {
		if id, ok := x.m.uids[n]; ok {
			return id, nil
		}
	}
	if len(known) > 1<<14 {
		clear(known)
	}
	var uid []byte
	if err := x.m.conn.QueryRowContext(x.m.ctx, "SELECT uid FROM "+table+" WHERE id = ?", n).Scan(&uid); err != nil {
		return ID{}, unfitf("row %d of %s is missing", n, table)
	}
	known[n] = idFrom(uid)
	return known[n], nil
}

func (m *merger) notings() error {
	missing, err := m.pair(tNoting, "uid")
	if err != nil {
		return err
	}
	withdrawn := map[int64]bool{}
	if _, err := query(m.ctx, m.conn, "SELECT noting FROM withdrawn", func(r *sql.Rows) (struct{}, error) {
		var n int64
		err := r.Scan(&n)
		withdrawn[n] = true
		return struct{}{}, err
	}); err != nil {
		return err
	}
	m.lived = make([]bool, len(m.claimed))
	return m.each(tNoting, missing, func(id int64, row []any) error {
		if err := m.to(tStatement, &row[1]); err != nil {
			return err
		}
		if err := m.toAction(&row[2]); err != nil {
			return err
		}
		if err := m.passage(&row[3]); err != nil {
			return err
		}
		m.arrived(row[0].([]byte), &m.found.Notings)
		if n, ok := m.fresh(row[1].(int64)); !ok {
			m.relive[row[1].(int64)] = true
		} else if !withdrawn[id] {
			m.lived[n] = true
		}
		_, err := m.put(tNoting, id, row)
		return err
	})
}

// fresh tells whether one of our statements came with this merge, and as the
// how-manieth.
func (m *merger) fresh(statement int64) (int64, bool) {
	n := statement - m.first
	return n, len(m.claimed) > 0 && n >= 0 && n < int64(len(m.claimed))
}

func (m *merger) withdrawals() error {
	missing, err := m.pair(tWithdrawal, "uid")
	if err != nil || missing == 0 {
		return err
	}
	came := map[int64]int64{}
	if err := m.each(tWithdrawal, missing, func(id int64, row []any) error {
		if err := m.to(tStatement, &row[1]); err != nil {
			return err
		}
		if err := m.toAction(&row[3]); err != nil {
			return err
		}
		m.arrived(row[0].([]byte), &m.found.Withdrawals)
		if _, ok := m.fresh(row[1].(int64)); !ok {
			m.relive[row[1].(int64)] = true
		}
		to, err := m.put(tWithdrawal, id, row)
		came[id] = to
		return err
	}); err != nil {
		return err
	}
	return m.each(tWithdrawn, 1, func(id int64, row []any) error {
		to, ok := came[row[0].(int64)]
		if !ok {
			return nil
		}
		row[0] = to
		if err := m.to(tNoting, &row[1]); err != nil {
			return err
		}
		_, err := m.put(tWithdrawn, id, row)
		return err
	})
}

// lives brings the mark of life of statements that were here up to date: live
// means one noting that no withdrawal names. Those that came must say the truth.
func (m *merger) lives() error {
	for n, claimed := range m.claimed {
		if claimed != m.lived[n] {
			return unfitf("a statement is marked live or withdrawn against its notings")
		}
	}
	for row := range m.relive {
		var live, marked, entity int64
		if _, err := m.tx.w.row(`SELECT s.live, s.entity, EXISTS (SELECT 1 FROM noting n WHERE n.statement = s.id AND NOT EXISTS (SELECT 1 FROM withdrawn w WHERE w.noting = n.id))
			FROM statement s WHERE s.id = ?`, []any{row}, &marked, &entity, &live); err != nil {
			return err
		}
		m.touch(entity)
		if live == marked {
			continue
		}
		if err := m.tx.update(tStatement, row, func(r []any) { r[10] = live }); err != nil {
			return err
		}
	}
	return nil
}
