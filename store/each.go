package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
)

// eachBatch is how many entities are read together.
const eachBatch = 400

// EachEntity visits every listed entity with what is live of what is said of
// it, in the order in which the entities were made, those that are only pointed
// at too. All of it is one state of the case, and only a few hundred
// entities are in memory at a time.
func (c *Case) EachEntity(ctx context.Context, visit func(EntityRow, []Statement) error) error {
	return c.EachEntityOf(ctx, "", visit)
}

// EachEntityOf is EachEntity for one schema; "" means all.
func (c *Case) EachEntityOf(ctx context.Context, schema string, visit func(EntityRow, []Statement) error) error {
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
		batch, err := query(ctx, tx, `SELECT e.id, e.uid, e.schema, e.class, c.text FROM entity e
			CROSS JOIN caption c ON c.entity = e.id WHERE e.id > ?1 AND (?3 = '' OR e.schema = ?3) ORDER BY e.id LIMIT ?2`, func(r *sql.Rows) (numbered, error) {
			var n numbered
			var uid []byte
			err := r.Scan(&n.row, &uid, &n.Schema, &n.Class, &n.Caption)
			n.ID = idFrom(uid)
			return n, err
		}, last, eachBatch, schema)
		if err != nil || len(batch) == 0 {
			return explain(c.path, err)
		}
		from := batch[0].row
		last = batch[len(batch)-1].row
		all, err := c.statements(ctx, tx, "s.entity IN (SELECT id FROM entity WHERE id BETWEEN ?1 AND ?2 AND (?3 = '' OR schema = ?3)) AND s.live = 1", []any{from, last, schema})
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

// marks writes n question marks for a list in SQL.
func marks(n int) string { return "?" + strings.Repeat(", ?", n-1) }

func idArgs(ids []ID) []any {
	args := make([]any, len(ids))
	for i := range ids {
		args[i] = ids[i][:]
	}
	return args
}

// SaidOf reads what is live of what is said of several entities, in one go.
func (c *Case) SaidOf(ctx context.Context, ids []ID) (map[ID][]Statement, error) {
	said := make(map[ID][]Statement, len(ids))
	for part := range slices.Chunk(ids, eachBatch) {
		all, err := c.statements(ctx, c.read, "s.entity IN (SELECT id FROM entity WHERE uid IN ("+marks(len(part))+")) AND s.live = 1", idArgs(part))
		if err != nil {
			return nil, explain(c.path, err)
		}
		for _, st := range all {
			said[st.Entity] = append(said[st.Entity], st)
		}
	}
	return said, nil
}

// PointedAt tells which of some entities an entity of a schema points at by a
// property, such as those that a sanction lists.
func (c *Case) PointedAt(ctx context.Context, ids []ID, schema, property string) (map[ID]bool, error) {
	found := map[ID]bool{}
	for part := range slices.Chunk(ids, eachBatch) {
		if _, err := query(ctx, c.read, "SELECT t.uid FROM entity t WHERE t.uid IN ("+marks(len(part))+`) AND EXISTS (SELECT 1 FROM statement s JOIN entity e ON e.id = s.entity
			WHERE s.target = t.id AND s.live = 1 AND s.stance = 1 AND e.schema = ? AND s.property = (SELECT id FROM property WHERE name = ?))`, func(r *sql.Rows) (struct{}, error) {
			var uid []byte
			err := r.Scan(&uid)
			found[idFrom(uid)] = true
			return struct{}{}, err
		}, append(idArgs(part), schema, property)...); err != nil {
			return nil, explain(c.path, err)
		}
	}
	return found, nil
}

// UsedProperties lists, by schema, the properties that entities have live
// values of.
func (c *Case) UsedProperties(ctx context.Context) (map[string][]string, error) {
	used := map[string][]string{}
	_, err := query(ctx, c.read, "SELECT DISTINCT e.schema, p.name FROM statement s JOIN entity e ON e.id = s.entity JOIN property p ON p.id = s.property WHERE s.live = 1 ORDER BY 1, 2", func(r *sql.Rows) (struct{}, error) {
		var schema, name string
		err := r.Scan(&schema, &name)
		used[schema] = append(used[schema], name)
		return struct{}{}, err
	})
	return used, explain(c.path, err)
}
