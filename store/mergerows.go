package store

import (
	"bytes"
	"context"
	"database/sql"
)

// rowsAhead is how many rows are read ahead of the one that is written.
const rowsAhead = 512

// ahead is some rows that were read.
type ahead struct {
	ids  []int64
	rows [][]any
}

// each reads the rows of one of their tables that are not here. They are read
// ahead on a goroutine of their own.
func (m *merger) each(t *table, missing int, visit func(id int64, row []any) error) error {
	if missing == 0 {
		return nil
	}
	ctx, stop := context.WithCancel(m.ctx)
	defer stop()
	out := make(chan ahead, 4)
	failed := make(chan error, 1)
	go func() {
		defer close(out)
		var a ahead
		send := func() error {
			select {
			case out <- a:
				a = ahead{}
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		err := tableRows(ctx, m.conn, t, func(_ *table, id int64, row []any) error {
			if !fits(t, row) {
				return unfitf("row %d of %s has values of other kinds", id, t.name)
			}
			a.ids, a.rows = append(a.ids, id), append(a.rows, row)
			if len(a.ids) == rowsAhead {
				return send()
			}
			return nil
		})
		if err == nil {
			err = send()
		}
		failed <- err
	}()
	rows := m.rows[t]
	for a := range out {
		for i, id := range a.ids {
			if rows != nil && rows.get(id) != 0 {
				continue
			}
			if err := visit(id, a.rows[i]); err != nil {
				stop()
				for range out { // let the reader end before anything else is asked of its connection
					continue
				}
				return err
			}
		}
		if err := m.ctx.Err(); err != nil {
			return err
		}
	}
	return <-failed
}

// kinds says what the columns of a table hold: b bytes, i a number, t a text;
// a capital may be missing.
var kinds = map[*table]string{
	tRecord: "bti", tField: "itti", tEntity: "btiti", tLayer: "bitti", tPassage: "iiit",
	tStatement: "biitIItitti", tNoting: "biiIIITTTTITT", tWithdrawal: "biti", tWithdrawn: "ii",
	tJudgement: "biitti", tAttachment: "biiti", tProperty: "t", tEvidence: "bit", tCustody: "bitttitt",
	tReading: "biiItttitti", tSection: "iiti",
}

// fits tells whether a row holds what its table's columns are for: the file
// may come from anybody.
func fits(t *table, row []any) bool {
	for i, k := range kinds[t] {
		switch v := row[i].(type) {
		case nil:
			if k >= 'a' {
				return false
			}
		case []byte:
			if k|' ' != 'b' || i == 0 && t != tEvidence && len(v) != len(ID{}) {
				return false
			}
		case int64:
			if k|' ' != 'i' {
				return false
			}
		case string:
			if k|' ' != 't' {
				return false
			}
		default:
			return false
		}
	}
	return len(row) == len(kinds[t])
}

// put writes a row of theirs here and remembers where.
func (m *merger) put(t *table, id int64, row []any) (int64, error) {
	to, err := m.tx.insertSoon(t, row)
	if err != nil {
		return 0, err
	}
	if rows := m.rows[t]; rows != nil {
		rows.set(id, to)
	}
	return to, nil
}

// to translates a reference; nil stays nil.
func (m *merger) to(t *table, v *any) error {
	if *v == nil {
		return nil
	}
	n, ok := (*v).(int64)
	if !ok {
		return unfitf("a reference to %s is no number", t.name)
	}
	here := m.rows[t].get(n)
	if here == 0 {
		return unfitf("a row names row %d of %s, which is missing", n, t.name)
	}
	*v = here
	return nil
}

func (m *merger) toAction(v *any) error {
	n, ok := (*v).(int64)
	if !ok {
		return unfitf("an action is no number")
	}
	to, err := m.action(n)
	*v = to
	return err
}

// entities come with their kind and class, each a field of its own: the later
// edit stands.
func (m *merger) entities() error {
	missing, err := m.pair(tEntity, "uid")
	if err != nil {
		return err
	}
	if err := m.each(tEntity, missing, func(id int64, row []any) error {
		if err := m.toAction(&row[2]); err != nil {
			return err
		}
		if err := m.toAction(&row[4]); err != nil {
			return err
		}
		m.arrived(row[0].([]byte), &m.found.Entities)
		to, err := m.put(tEntity, id, row)
		m.tx.touched[to] |= touchNew | touchFacts | touchNames
		m.arrive(to, row[1].(string))
		m.uids[id] = idFrom(row[0].([]byte))
		return err
	}); err != nil {
		return err
	}
	if err := m.tx.settle(); err != nil {
		return err
	}
	return m.changedEntities()
}

func (m *merger) changedEntities() error {
	type side struct {
		value  [2]string
		action [2]int64
	}
	const text = "SELECT id, schema, class, schema_action, class_action FROM entity"
	read := func(r *sql.Rows) (id int64, s side, err error) {
		err = r.Scan(&id, &s.value[0], &s.value[1], &s.action[0], &s.action[1])
		return id, s, err
	}
	// What stands here is needed only of those that both files hold.
	here := map[int64]side{}
	if _, err := query(m.ctx, m.tx.w.conn, text, func(r *sql.Rows) (struct{}, error) {
		id, s, err := read(r)
		here[id] = s
		return struct{}{}, err
	}); err != nil {
		return err
	}
	_, err := query(m.ctx, m.conn, text, func(r *sql.Rows) (struct{}, error) {
		id, s, err := read(r)
		if err != nil {
			return struct{}{}, err
		}
		row := m.rows[tEntity].get(id)
		o, ok := here[row]
		if !ok {
			return struct{}{}, unfitf("entity %d was not read", id)
		}
		for i := range 2 {
			later, err := m.later(s.value[i], s.action[i], o.value[i], o.action[i])
			if err != nil || !later {
				if err != nil {
					return struct{}{}, err
				}
				continue
			}
			if i == 0 {
				m.tx.touched[row] |= touchNames
			}
			action, err := m.action(s.action[i])
			if err != nil {
				return struct{}{}, err
			}
			if err := m.tx.update(tEntity, row, func(r []any) { r[1+2*i], r[2+2*i] = s.value[i], action }); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	return err
}

// later tells whether their edit of a field stands before ours, and counts.
func (m *merger) later(theirs string, theirAction int64, ours string, ourAction int64) (bool, error) {
	mapped, err := m.action(theirAction)
	if err != nil {
		return false, err
	}
	if mapped == ourAction && theirs == ours {
		return false, nil
	}
	a, b := m.theirs.stamps[theirAction], m.stampHere(ourAction)
	order := a.compare(b)
	if order == 0 {
		// One action that set the field twice in different files cannot be: decide all the same.
		if order = bytes.Compare([]byte(theirs), []byte(ours)); order == 0 {
			return false, nil
		}
	}
	if order > 0 {
		m.found.Newer++
		return true, nil
	}
	if mapped > m.tx.w.last && theirs != ours {
		m.found.Older++ // an edit that was not known here and stands in the history only
	}
	return false, nil
}

// stampHere is the stamp of an action by our number, also of one that comes.
func (m *merger) stampHere(n int64) stamp {
	if s, ok := m.ours.stamps[n]; ok {
		return s
	}
	if i := n - m.tx.w.last - 1; i >= 0 && i < int64(len(m.coming)) {
		return m.theirs.stamps[m.coming[i].from]
	}
	return stamp{clock: latestClock}
}

func (m *merger) layers() error {
	missing, err := m.pair(tLayer, "uid")
	if err != nil {
		return err
	}
	fresh := map[int64]int64{} // their layers that came, to ours
	if err := m.each(tLayer, missing, func(id int64, row []any) error {
		if err := m.to(tRecord, &row[1]); err != nil {
			return err
		}
		if err := m.toAction(&row[4]); err != nil {
			return err
		}
		m.arrived(row[0].([]byte), &m.found.Texts)
		to, err := m.put(tLayer, id, row)
		fresh[id] = to
		return err
	}); err != nil {
		return err
	}
	// A layer never changes, so its passages come with it or are here. Those
	// that notings cite are found by layer and number.
	var n, last int64
	if err := m.conn.QueryRowContext(m.ctx, "SELECT count(*), coalesce(max(id), 0) FROM passage").Scan(&n, &last); err != nil {
		return err
	}
	m.rows[tPassage] = newRowMap(n, last)
	if len(fresh) > 0 {
		if err := m.each(tPassage, 1, func(id int64, row []any) error {
			to, ok := fresh[row[0].(int64)]
			if !ok {
				return nil
			}
			row[0] = to
			_, err := m.put(tPassage, id, row)
			return err
		}); err != nil {
			return err
		}
		if err := m.each(tSection, 1, func(id int64, row []any) error {
			to, ok := fresh[row[0].(int64)]
			if !ok {
				return nil
			}
			row[0] = to
			_, err := m.put(tSection, id, row)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// passage finds a passage that a noting of theirs cites.
func (m *merger) passage(v *any) error {
	n, ok := (*v).(int64)
	if !ok {
		return nil
	}
	if here := m.rows[tPassage].get(n); here != 0 {
		*v = here
		return nil
	}
	var layer, number, row int64
	if err := m.conn.QueryRowContext(m.ctx, "SELECT layer, number FROM passage WHERE id = ?", n).Scan(&layer, &number); err != nil {
		return unfitf("a noting cites passage %d, which is missing", n)
	}
	ok, err := m.tx.w.row("SELECT id FROM passage WHERE layer = ? AND number = ?", []any{m.rows[tLayer].get(layer), number}, &row)
	if err != nil {
		return err
	}
	if !ok {
		return unfitf("a text differs from the one of the same id here")
	}
	m.rows[tPassage].set(n, row)
	*v = row
	return nil
}

func (m *merger) judgements() error {
	missing, err := m.pair(tJudgement, "uid")
	if err != nil {
		return err
	}
	return m.each(tJudgement, missing, func(id int64, row []any) error {
		for _, n := range []int{1, 2} {
			if err := m.to(tEntity, &row[n]); err != nil {
				return err
			}
		}
		if err := m.toAction(&row[5]); err != nil {
			return err
		}
		m.arrived(row[0].([]byte), &m.found.Judgements)
		to, err := m.put(tJudgement, id, row)
		if m.judged == 0 {
			m.judged = to
		}
		return err
	})
}
