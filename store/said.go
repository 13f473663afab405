package store

import (
	"context"
	"database/sql"
	"strings"
)

// Said is a live statement without its notings, for readers of whole cases:
// what ties parties together, who owns whom.
type Said struct {
	Statement ID
	Entity    ID
	Property  string
	Value     string
	Target    ID
	Source    ID
	Stance    Stance
	From, To  string
}

// EachSaid gives f every live statement of the given properties, in the order
// they came in, and stops at the first error. A reader of all notings pays for
// each of them; this reads one narrow row a statement.
func (c *Case) EachSaid(ctx context.Context, properties []string, f func(*Said) error) error {
	if len(properties) == 0 {
		return nil
	}
	args := make([]any, len(properties))
	for i, p := range properties {
		args[i] = p
	}
	rows, err := c.read.QueryContext(ctx, `SELECT s.uid, e.uid, p.name, s.value, t.uid, r.uid, s.stance, s.valid_from, s.valid_to
		FROM statement s JOIN entity e ON e.id = s.entity JOIN property p ON p.id = s.property
		LEFT JOIN entity t ON t.id = s.target LEFT JOIN record r ON r.id = s.source
		WHERE s.live = 1 AND s.property IN (SELECT id FROM property WHERE name IN (?`+strings.Repeat(", ?", len(properties)-1)+")) ORDER BY s.id", args...)
	if err != nil {
		return explain(c.path, err)
	}
	defer func() { _ = rows.Close() }()
	known := map[string]string{} // property names, so that a million statements share a few strings
	for rows.Next() {
		var s Said
		var uid, entity, target, source, property sql.RawBytes
		var stance int64
		if err := rows.Scan(&uid, &entity, &property, &s.Value, &target, &source, &stance, &s.From, &s.To); err != nil {
			return explain(c.path, err)
		}
		name, ok := known[string(property)]
		if !ok {
			name = string(property)
			known[name] = name
		}
		s.Statement, s.Entity, s.Target, s.Source, s.Property, s.Stance = idFrom(uid), idFrom(entity), idFrom(target), idFrom(source), name, Stance(stance)
		if err := f(&s); err != nil {
			return err
		}
	}
	return explain(c.path, rows.Err())
}

// Hedged lists the statements of which a noting carries a hedge or a credibility
// of its own; who reads with [Case.EachSaid] reads those in full.
func (c *Case) Hedged(ctx context.Context) (map[ID]bool, error) {
	all := map[ID]bool{}
	rows, err := c.read.QueryContext(ctx, `SELECT s.uid FROM statement s WHERE s.live = 1 AND s.id IN
		(SELECT statement FROM noting WHERE coalesce(hedge, '') <> '' OR coalesce(credibility, 0) <> 0)`)
	if err != nil {
		return nil, explain(c.path, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var uid sql.RawBytes
		if err := rows.Scan(&uid); err != nil {
			return nil, explain(c.path, err)
		}
		all[idFrom(uid)] = true
	}
	return all, explain(c.path, rows.Err())
}
