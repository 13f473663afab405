package store

import (
	"context"
	"database/sql"
	"time"
)

// StatementFilter narrows statements. Exactly one of Entity, Target and
// Source is usually set; the zero filter means all of them.
type StatementFilter struct {
	Entity    ID        // said of this entity
	Target    ID        // pointing to this entity
	Source    ID        // said by this source
	Property  string    // of this property
	Schema    string    // of entities of this schema
	Withdrawn bool      // withdrawn ones too
	KnownAt   time.Time // as the case knew it then; zero: now
	Limit     int       // the first so many; 0: all
}

// Statements reads statements with their notings, in the order they came in.
func (c *Case) Statements(ctx context.Context, f StatementFilter) ([]Statement, error) {
	where, args := f.where()
	if f.Limit > 0 && f.KnownAt.IsZero() {
		where = "s.id IN (SELECT s.id FROM statement s JOIN entity e ON e.id = s.entity WHERE " + where + " ORDER BY s.id LIMIT ?)"
		args = append(args, f.Limit)
	}
	all, err := c.statements(ctx, often{c}, where, args)
	if err != nil || f.KnownAt.IsZero() {
		return all, explain(c.path, err)
	}
	all = asKnown(all, f)
	if f.Limit > 0 {
		all = all[:min(f.Limit, len(all))]
	}
	return all, nil
}

// CountStatements counts what Statements would give without its limit, as the
// case is now.
func (c *Case) CountStatements(ctx context.Context, f StatementFilter) (int, error) {
	if f == (StatementFilter{Limit: f.Limit}) {
		said, err := c.said(ctx)
		n := int64(0)
		for _, k := range said {
			n += k.live
		}
		return int(n), explain(c.path, err)
	}
	where, args := f.where()
	var n int
	err := c.read.QueryRowContext(ctx, "SELECT count(*) FROM statement s JOIN entity e ON e.id = s.entity WHERE "+where, args...).Scan(&n)
	return n, explain(c.path, err)
}

// where writes a filter as a condition on a statement s of an entity e.
func (f StatementFilter) where() (where string, args []any) {
	where = "1"
	for _, id := range []struct {
		id   ID
		cond string
	}{
		{f.Entity, "s.entity = (SELECT id FROM entity WHERE uid = ?)"},
		{f.Target, "s.target = (SELECT id FROM entity WHERE uid = ?)"},
		{f.Source, "s.source = (SELECT id FROM record WHERE uid = ?)"},
	} {
		if !id.id.IsZero() {
			where += " AND " + id.cond
			args = append(args, idBytes(id.id))
		}
	}
	if f.Property != "" {
		where += " AND s.property = (SELECT id FROM property WHERE name = ?)"
		args = append(args, f.Property)
	}
	if f.Schema != "" {
		where += " AND e.schema = ?"
		args = append(args, f.Schema)
	}
	if !f.Withdrawn && f.KnownAt.IsZero() {
		where += " AND s.live = 1"
	}
	return where, args
}

// Statement reads one statement with its notings.
func (c *Case) Statement(ctx context.Context, id ID) (Statement, error) {
	all, err := c.statements(ctx, often{c}, "s.uid = ?", []any{id[:]})
	if err != nil {
		return Statement{}, explain(c.path, err)
	}
	if len(all) == 0 {
		return Statement{}, faultf(ErrNotFound, nil, "There is no such statement in this case.")
	}
	return all[0], nil
}

// One row a noting: the statement's columns repeat, which costs less than a
// query for each statement.
const statementSQL = `SELECT s.id, s.uid, e.uid, p.name, s.value, t.uid, r.uid, s.lang, s.stance, s.valid_from, s.valid_to, s.live,
	n.uid, n.said_by, n.hedge, n.credibility, n.origin, n.original, n.quote, n.locator, n.start, n.stop, n.passage,
	a.author, a.wall, a.hash,
	(SELECT min(w.withdrawal) FROM withdrawn w WHERE w.noting = n.id)
FROM statement s
JOIN entity e ON e.id = s.entity
JOIN property p ON p.id = s.property
LEFT JOIN entity t ON t.id = s.target
LEFT JOIN record r ON r.id = s.source
JOIN noting n ON n.statement = s.id
JOIN action a ON a.id = n.action
WHERE `

func (c *Case) statements(ctx context.Context, db queryer, where string, args []any) ([]Statement, error) {
	rows, err := db.QueryContext(ctx, statementSQL+where+" ORDER BY s.id, n.id", args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []Statement
	var cites []cite
	last := int64(-1)
	var (
		row, stance, live, wall                         int64
		uid, entity, target, source, nuid, hash         sql.RawBytes
		property, val, lang, from, to, author           string
		saidBy, hedge, origin, original, quote, locator sql.NullString
		credibility, start, stop, passage, withdrawal   sql.NullInt64
	)
	for rows.Next() {
		if err := rows.Scan(&row, &uid, &entity, &property, &val, &target, &source, &lang, &stance, &from, &to, &live,
			&nuid, &saidBy, &hedge, &credibility, &origin, &original, &quote, &locator, &start, &stop, &passage,
			&author, &wall, &hash, &withdrawal); err != nil {
			return nil, err
		}
		if row != last {
			all = append(all, Statement{
				ID: idFrom(uid), Entity: idFrom(entity), Property: property, Value: val, Target: idFrom(target), Source: idFrom(source),
				Lang: lang, Stance: Stance(stance), From: from, To: to, Live: live == 1,
			})
			last = row
		}
		s := &all[len(all)-1]
		n := Noting{
			ID: idFrom(nuid), SaidBy: saidBy.String, Hedge: hedge.String, Credibility: byte(credibility.Int64),
			Origin: origin.String, Original: original.String, Author: author, At: time.UnixMilli(wall).UTC(),
			Citation:  Citation{Quote: quote.String, Locator: locator.String, Start: int(start.Int64), Stop: int(stop.Int64)},
			Withdrawn: withdrawal.Valid,
		}
		copy(n.Action[:], hash)
		s.Notings = append(s.Notings, n)
		if passage.Valid || withdrawal.Valid {
			cites = append(cites, cite{len(all) - 1, len(s.Notings) - 1, passage, withdrawal})
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	_ = rows.Close() // a transaction has one connection
	return all, resolveCites(ctx, db, all, cites)
}

// cite is a noting whose passage or withdrawal is still a row number.
type cite struct {
	statement, noting   int
	passage, withdrawal sql.NullInt64
}

func resolveCites(ctx context.Context, db queryer, all []Statement, cites []cite) error {
	passages := map[int64]Citation{}
	type taken struct {
		why string
		at  time.Time
	}
	reasons := map[int64]taken{}
	for _, k := range cites {
		n := &all[k.statement].Notings[k.noting]
		if k.passage.Valid {
			p, ok := passages[k.passage.Int64]
			if !ok {
				var layer []byte
				if err := db.QueryRowContext(ctx, "SELECT p.number, l.uid FROM passage p JOIN layer l ON l.id = p.layer WHERE p.id = ?", k.passage.Int64).Scan(&p.Passage, &layer); err != nil {
					return err
				}
				p.Layer = idFrom(layer)
				passages[k.passage.Int64] = p
			}
			n.Citation.Passage, n.Citation.Layer = p.Passage, p.Layer
		}
		if k.withdrawal.Valid {
			w, ok := reasons[k.withdrawal.Int64]
			if !ok {
				var wall int64
				if err := db.QueryRowContext(ctx, "SELECT w.why, a.wall FROM withdrawal w JOIN action a ON a.id = w.action WHERE w.id = ?", k.withdrawal.Int64).Scan(&w.why, &wall); err != nil {
					return err
				}
				w.at = time.UnixMilli(wall).UTC()
				reasons[k.withdrawal.Int64] = w
			}
			n.Why, n.WithdrawnAt = w.why, w.at
		}
	}
	return nil
}

// asKnown keeps what had been noted, and not yet withdrawn, at a time.
func asKnown(all []Statement, f StatementFilter) []Statement {
	var kept []Statement
	for _, s := range all {
		var notings []Noting
		live := false
		for _, n := range s.Notings {
			if n.At.After(f.KnownAt) {
				continue
			}
			if n.Withdrawn && n.WithdrawnAt.After(f.KnownAt) {
				n.Withdrawn, n.Why, n.WithdrawnAt = false, "", time.Time{}
			}
			live = live || !n.Withdrawn
			notings = append(notings, n)
		}
		if len(notings) == 0 || !live && !f.Withdrawn {
			continue
		}
		s.Notings, s.Live = notings, live
		kept = append(kept, s)
	}
	return kept
}

// Profile is everything said of an entity, and everything that points to it.
type Profile struct {
	EntityRow
	Statements []Statement // said of it, withdrawn ones too
	Incoming   []Statement // live statements of other entities that point to it
	Judgements []Judgement
	Notes      []Note
	Tags       []Tag
}

// Profile reads an entity.
func (c *Case) Profile(ctx context.Context, id ID) (Profile, error) {
	row, err := c.Entity(ctx, id)
	if err != nil {
		return Profile{}, err
	}
	p := Profile{EntityRow: row}
	if p.Statements, err = c.Statements(ctx, StatementFilter{Entity: id, Withdrawn: true}); err != nil {
		return p, err
	}
	if p.Incoming, err = c.Statements(ctx, StatementFilter{Target: id}); err != nil {
		return p, err
	}
	if p.Judgements, err = c.Judgements(ctx, id); err != nil {
		return p, err
	}
	if p.Notes, err = c.Notes(ctx, id); err != nil {
		return p, err
	}
	p.Tags, err = c.Tags(ctx, id)
	return p, err
}

// Judgements lists judgements, oldest first; a zero id means all.
func (c *Case) Judgements(ctx context.Context, id ID) ([]Judgement, error) {
	where, args := "1", []any{}
	if !id.IsZero() {
		where, args = "ea.uid = ? OR eb.uid = ?", []any{id[:], id[:]}
	}
	all, err := query(ctx, often{c}, `SELECT j.uid, ea.uid, eb.uid, j.verdict, j.why, a.author, a.wall
		FROM judgement j JOIN entity ea ON ea.id = j.a JOIN entity eb ON eb.id = j.b JOIN action a ON a.id = j.action WHERE `+where+" ORDER BY a.clock, a.hash, j.id",
		func(r *sql.Rows) (Judgement, error) {
			var j Judgement
			var uid, a, b []byte
			var wall int64
			err := r.Scan(&uid, &a, &b, &j.Verdict, &j.Why, &j.Author, &wall)
			j.ID, j.A, j.B, j.At = idFrom(uid), idFrom(a), idFrom(b), time.UnixMilli(wall).UTC()
			return j, err
		}, args...)
	return all, explain(c.path, err)
}

// Unsourced lists the first live statements that name no source, and counts
// them all.
func (c *Case) Unsourced(ctx context.Context, limit int) (all []Statement, total int, err error) {
	said, err := c.said(ctx)
	if err != nil {
		return nil, 0, explain(c.path, err)
	}
	if total = int(said[0].live); total > 0 {
		all, err = c.statements(ctx, c.read, "s.id IN (SELECT id FROM statement WHERE source IS NULL AND live = 1 ORDER BY id LIMIT ?)", []any{limit})
	}
	return all, total, explain(c.path, err)
}
