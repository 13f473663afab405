package store

import (
	"fmt"
	"strings"
)

// batchRows is how many rows one statement writes in a merge: the steps of
// SQLite that come with every statement are then shared.
const batchRows = 64

// batch collects rows of one table.
type batch struct {
	table *table
	args  []any
}

// insertSoon puts a row in with the next ones of its table. Before the row is
// referred to or read, the batch is written with settle.
func (tx *Tx) insertSoon(t *table, row []any) (int64, error) {
	if err := tx.start(); err != nil {
		return 0, err
	}
	id, err := tx.w.newID(t)
	if err != nil {
		return 0, err
	}
	tx.shift.row(t, nil, row)
	b := &tx.batch
	if b.table != t {
		if err := tx.settle(); err != nil {
			return 0, err
		}
		b.table = t
	}
	b.args = append(append(b.args, id), row...)
	if err := tx.record(change{table: t, id: id, after: row}); err != nil {
		return 0, err
	}
	if len(b.args) == batchRows*(len(t.columns)+1) {
		return id, tx.settle()
	}
	return id, nil
}

// settle writes the rows of the batch in hand.
func (tx *Tx) settle() error {
	b := &tx.batch
	if len(b.args) == 0 {
		return nil
	}
	width := len(b.table.columns) + 1
	rows := len(b.args) / width
	var err error
	if rows == batchRows {
		err = tx.w.exec(b.table.batchSQL, b.args...)
	} else {
		for i := 0; i < rows && err == nil; i++ {
			err = tx.w.exec(b.table.insertSQL, b.args[i*width:(i+1)*width]...)
		}
	}
	name := b.table.name
	b.args = b.args[:0]
	if err != nil {
		return fmt.Errorf("writing to %s: %w", name, err)
	}
	return nil
}

func batchSQL(name string, columns []string) string {
	row := "(?" + strings.Repeat(", ?", len(columns)) + ")"
	return fmt.Sprintf("INSERT INTO %s (id, %s) VALUES %s%s", name, strings.Join(columns, ", "), row, strings.Repeat(", "+row, batchRows-1))
}
