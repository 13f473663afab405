package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// Undoable tells what Undo and Redo would do next: the labels of the actions,
// "" when there is nothing.
func (c *Case) Undoable(ctx context.Context) (undo, redo string, err error) {
	c.mu.Lock()
	var u, r int64
	if n := len(c.writer.undo); n > 0 {
		u = c.writer.undo[n-1]
	}
	if n := len(c.writer.redo); n > 0 {
		r = c.writer.redo[n-1]
	}
	closed := c.closed
	c.mu.Unlock()
	if closed {
		return "", "", ErrClosed
	}
	for _, side := range []struct {
		id   int64
		into *string
	}{{u, &undo}, {r, &redo}} {
		if side.id == 0 {
			continue
		}
		if err := c.read.QueryRowContext(ctx, "SELECT label FROM action WHERE id = ?", side.id).Scan(side.into); err != nil {
			return "", "", explain(c.path, err)
		}
	}
	return undo, redo, nil
}

// Undo takes back the newest action that has not been taken back and returns
// its label. The state is then exactly what it was before that action; the
// history says that it was taken back.
func (c *Case) Undo(ctx context.Context) (string, error) {
	return c.reverse(ctx, kindUndo)
}

// Redo does again what was last taken back and returns its label.
func (c *Case) Redo(ctx context.Context) (string, error) {
	return c.reverse(ctx, kindRedo)
}

func (c *Case) reverse(ctx context.Context, kind string) (label string, err error) {
	_, err = c.change(ctx, kind, "", func(tx *Tx) error {
		stack, none, sentence := tx.w.undo, ErrNothingToUndo, "There is nothing to undo in this case."
		if kind == kindRedo {
			stack, none, sentence = tx.w.redo, ErrNothingToRedo, "There is nothing to redo in this case."
		}
		if len(stack) == 0 {
			return faultf(none, nil, "%s", sentence)
		}
		id := stack[len(stack)-1]
		if _, err := tx.w.row("SELECT hash, label FROM action WHERE id = ?", []any{id}, &tx.target, &tx.label); err != nil {
			return fmt.Errorf("reading the action: %w", err)
		}
		label = tx.label
		if kind == kindUndo {
			return tx.undo(id)
		}
		return tx.redo(id)
	})
	return label, err
}

// packsOf counts an action's packs; what stands in its own row comes after them.
func (tx *Tx) packsOf(action int64) (int64, error) {
	var n int64
	_, err := tx.w.row("SELECT count(*) FROM pack WHERE action = ?", []any{action}, &n)
	return n + 1, err
}

func (tx *Tx) pack(action, number, packs int64) ([]change, error) {
	var size int64
	var data []byte
	text, args := "SELECT size, data FROM pack WHERE action = ? AND number = ?", []any{action, number}
	if number == packs-1 {
		text, args = "SELECT size, data FROM action WHERE id = ?", []any{action}
	}
	ok, err := tx.w.row(text, args, &size, &data)
	if err != nil || !ok {
		return nil, fmt.Errorf("reading what action %d changed: %w", action, errPack)
	}
	return decodePack(data, size)
}

func decodePack(data []byte, size int64) ([]change, error) {
	raw, err := unpack(data, size)
	if err != nil {
		return nil, err
	}
	var all []change
	for len(raw) > 0 {
		var ch change
		if ch, raw, err = readChange(raw); err != nil {
			return nil, err
		}
		all = append(all, ch)
	}
	return all, nil
}

func (tx *Tx) undo(action int64) error {
	n, err := tx.packsOf(action)
	if err != nil {
		return err
	}
	for i := n - 1; i >= 0; i-- {
		changes, err := tx.pack(action, i, n)
		if err != nil {
			return err
		}
		for _, ch := range slices.Backward(changes) {
			if err := tx.set(ch.table, ch.id, ch.after, ch.before); err != nil {
				return err
			}
		}
	}
	return nil
}

func (tx *Tx) redo(action int64) error {
	n, err := tx.packsOf(action)
	if err != nil {
		return err
	}
	for i := range n {
		changes, err := tx.pack(action, i, n)
		if err != nil {
			return err
		}
		for _, ch := range changes {
			if err := tx.set(ch.table, ch.id, ch.before, ch.after); err != nil {
				return err
			}
		}
	}
	return nil
}

// set brings one row from one content to another, as undo and redo do.
func (tx *Tx) set(t *table, id int64, from, to []any) error {
	if t.grows {
		return nil
	}
	if err := tx.ctx.Err(); err != nil {
		return err
	}
	var err error
	switch {
	case to == nil:
		err = tx.w.exec(t.deleteSQL, id)
	case from == nil:
		err = tx.w.exec(t.insertSQL, append([]any{id}, to...)...)
	default:
		err = tx.w.exec(t.updateSQL, append(slices.Clone(to), id)...)
	}
	if err != nil {
		return fmt.Errorf("restoring a row of %s: %w", t.name, err)
	}
	delete(tx.w.next, t) // freed ids are used again
	tx.shift.row(t, from, to)
	if t == tEntity {
		tx.moved = append(tx.moved, id)
	}
	tx.changes++
	row := to
	if row == nil {
		row = from
	}
	tx.noticeRow(t, id, row)
	return nil
}

// noticeRow marks what a restored row touches, for look-ups and watchers.
func (tx *Tx) noticeRow(t *table, id int64, row []any) {
	switch t {
	case tEntity:
		tx.touched[id] |= touchFacts | touchNames
		tx.told.entity(idFrom(row[0].([]byte)))
	case tStatement:
		entity := row[1].(int64)
		tx.touched[entity] |= touchFacts | touchNames
		if target, ok := row[4].(int64); ok {
			tx.touched[target] |= touchFacts
		}
		tx.told.All = true
	case tRecord:
		tx.noticeRecord(id, row[1].(string))
	case tField:
		tx.noticeRecord(row[0].(int64), "")
	case tLayer, tPassage, tNoting, tWithdrawal, tJudgement, tAttachment, tReading, tSection:
		tx.told.All = true
	}
}

// noticeRecord tells of a record by its kind; of a field's record the kind is
// looked up. That of a record which is there no longer was told with its row,
// or will be.
func (tx *Tx) noticeRecord(record int64, kind string) {
	if kind == "" {
		if ok, err := tx.w.row("SELECT kind FROM record WHERE id = ?", []any{record}, &kind); err != nil {
			tx.told.All = true
			return
		} else if !ok {
			return
		}
	}
	if isChart(kind) {
		tx.told.Charts = true
	} else {
		tx.told.All = true
	}
}

// stateRows walks every state table in order; the canonical dump and verify
// are made of it.
func stateRows(ctx context.Context, db queryer, visit func(t *table, id int64, row []any) error) error {
	for _, t := range recorded() {
		if err := tableRows(ctx, db, t, visit); err != nil {
			return err
		}
	}
	return nil
}

func tableRows(ctx context.Context, db queryer, t *table, visit func(t *table, id int64, row []any) error) error {
	rows, err := db.QueryContext(ctx, "SELECT id, "+columnList(t)+" FROM "+t.name+" ORDER BY id")
	if err != nil {
		return err
	}
	_, err = collect(rows, func(r *sql.Rows) (struct{}, error) {
		row := make([]any, len(t.columns))
		var id int64
		dest := make([]any, 0, len(row)+1)
		dest = append(dest, &id)
		for i := range row {
			dest = append(dest, &row[i])
		}
		if err := r.Scan(dest...); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, visit(t, id, row)
	})
	return err
}
