package store

import (
	"context"
	"database/sql"
)

// eachBatch is how many entities are read together.
const eachBatch = 400

// EachEntity visits every entity with what is live of what is said of it, in
// the order in which the entities were made, those without a live statement of
// their own too. All of it is one state of the case, and only a few hundred
// entities are in memory at a time.
func (c *Case) EachEntity(ctx context.Context, visit func(EntityRow, []Statement) error) error {
	tx, err := c.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return explain(c.path, err)
	}
	defer func() { _ = tx.Rollback() }()
	type numbered struct {
		row int64
		EntityRow
	}
	for last := int64(-1); ; {
		batch, err := query(ctx, tx, `SELECT e.id, e.uid, e.schema, e.class, coalesce(c.text, '') FROM entity e
			LEFT JOIN caption c ON c.entity = e.id WHERE e.id > ? ORDER BY e.id LIMIT ?`, func(r *sql.Rows) (numbered, error) {
			var n numbered
			var uid []byte
			err := r.Scan(&n.row, &uid, &n.Schema, &n.Class, &n.Caption)
			n.ID = idFrom(uid)
			return n, err
		}, last, eachBatch)
		if err != nil || len(batch) == 0 {
			return explain(c.path, err)
		}
		from := batch[0].row
		last = batch[len(batch)-1].row
		all, err := c.statements(ctx, tx, "s.entity BETWEEN ? AND ? AND s.live = 1", []any{from, last})
		if err != nil {
			return explain(c.path, err)
		}
		said := make(map[ID][]Statement, len(batch))
		for _, st := range all {
			said[st.Entity] = append(said[st.Entity], st)
		}
		for _, e := range batch {
			if err := visit(e.EntityRow, said[e.ID]); err != nil {
				return err
			}
		}
	}
}
