package store

import (
	"context"
	"database/sql"
	"time"
)

// Info counts what the case holds and says who changed it last.
func (c *Case) Info(ctx context.Context) (Info, error) {
	info := Info{Format: Format()}
	fields, err := c.records(ctx, recordCase, ID{})
	if err != nil {
		return info, explain(c.path, err)
	}
	if len(fields) > 0 {
		info.ID = fields[0].id
		info.CaseFields = CaseFields{Title: fields[0].value["title"], Question: fields[0].value["question"], Summary: fields[0].value["summary"]}
	}
	const live = "NOT EXISTS (SELECT 1 FROM field f WHERE f.record = r.id AND f.name = 'removed' AND f.value = '1')"
	for _, q := range []struct {
		into *int
		text string
	}{
		{&info.Sources, "SELECT count(*) FROM record r WHERE kind = 'source' AND " + live},
		{&info.Entities, "SELECT count(*) FROM caption"},
		// A withdrawn statement has a withdrawal; there are few of them.
		{&info.Withdrawn, "SELECT count(*) FROM statement WHERE live = 0 AND id IN (SELECT statement FROM withdrawal)"},
		{&info.Statements, "SELECT count(*) FROM statement"},
		{&info.Evidence, "SELECT count(DISTINCT evidence) FROM attachment"},
		{&info.Notes, "SELECT count(*) FROM record r WHERE kind = 'note' AND " + live},
		{&info.Tasks, "SELECT count(*) FROM record r WHERE kind = 'task' AND " + live + " AND NOT EXISTS (SELECT 1 FROM field f WHERE f.record = r.id AND f.name = 'done' AND f.value = '1')"},
		{&info.Charts, "SELECT count(*) FROM record r WHERE kind = 'chart' AND " + live},
		{&info.Actions, "SELECT count(*) FROM action"},
	} {
		if err := c.read.QueryRowContext(ctx, q.text).Scan(q.into); err != nil {
			return info, explain(c.path, err)
		}
	}
	info.Statements -= info.Withdrawn
	var first, last sql.NullInt64
	var author sql.NullString
	if err := c.read.QueryRowContext(ctx, "SELECT (SELECT wall FROM action ORDER BY id LIMIT 1), (SELECT wall FROM action ORDER BY id DESC LIMIT 1), (SELECT author FROM action ORDER BY id DESC LIMIT 1)").
		Scan(&first, &last, &author); err != nil {
		return info, explain(c.path, err)
	}
	if first.Valid {
		info.Created, info.Changed, info.LastAuthor = time.UnixMilli(first.Int64).UTC(), time.UnixMilli(last.Int64).UTC(), author.String
	}
	info.Head, err = c.Head(ctx)
	return info, err
}

// recordFields is a record with its fields.
type recordFields struct {
	id     ID
	author string
	at     time.Time
	value  map[string]string
}

// records reads records of a kind in the order they were made; id narrows to one.
func (c *Case) records(ctx context.Context, kind string, id ID) ([]recordFields, error) {
	where, args := "r.kind = ?", []any{kind}
	if !id.IsZero() {
		where += " AND r.uid = ?"
		args = append(args, id[:])
	}
	return c.recordsWhere(ctx, where, args...)
}

func (c *Case) recordsWhere(ctx context.Context, where string, args ...any) ([]recordFields, error) {
	rows, err := often{c}.QueryContext(ctx, "SELECT r.id, r.uid, a.author, a.wall, f.name, f.value FROM record r JOIN action a ON a.id = r.action LEFT JOIN field f ON f.record = r.id WHERE "+where+" ORDER BY a.clock, a.hash, r.id", args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []recordFields
	last := int64(-1)
	for rows.Next() {
		var row, wall int64
		var uid []byte
		var author string
		var name, text sql.NullString
		if err := rows.Scan(&row, &uid, &author, &wall, &name, &text); err != nil {
			return nil, err
		}
		if row != last {
			all = append(all, recordFields{id: idFrom(uid), author: author, at: time.UnixMilli(wall).UTC(), value: map[string]string{}})
			last = row
		}
		if name.Valid {
			all[len(all)-1].value[name.String] = text.String
		}
	}
	return all, rows.Err()
}

func sourceFrom(r recordFields) Source {
	v := r.value
	g, _ := ParseGrade(v["reliability"] + v["credibility"])
	return Source{
		ID: r.id, Title: v["title"], Kind: v["kind"], Publisher: v["publisher"], Author: v["author"],
		Published: v["published"], Accessed: v["accessed"], URL: v["url"], Origin: v["origin"], Language: v["language"],
		Note: v["note"], Grade: g, Class: Class(v["class"]), Removed: v["removed"] == "1",
	}
}

// SourceRow is a source in a list.
type SourceRow struct {
	Source
	Number   int // 1… in the order they were logged: the number in citations
	Cited    int // live statements that cite it
	Evidence int // files attached
	Passages int
}

// Sources lists the sources in the order they were logged, removed ones left out.
func (c *Case) Sources(ctx context.Context) ([]SourceRow, error) {
	recs, err := c.records(ctx, recordSource, ID{})
	if err != nil {
		return nil, explain(c.path, err)
	}
	said, err := c.said(ctx)
	if err != nil {
		return nil, explain(c.path, err)
	}
	type tally struct{ cited, evidence, passages int }
	counted := map[ID]tally{}
	_, err = query(ctx, c.read, `SELECT r.uid, r.id,
			(SELECT count(*) FROM attachment a WHERE a.source = r.id),
			(SELECT count(*) FROM passage p WHERE p.layer = (SELECT l.id FROM layer l JOIN action a ON a.id = l.action WHERE l.source = r.id ORDER BY a.clock DESC, a.hash DESC, l.id DESC LIMIT 1))
		FROM record r WHERE r.kind = 'source'`, func(r *sql.Rows) (struct{}, error) {
		var uid []byte
		var row int64
		var t tally
		err := r.Scan(&uid, &row, &t.evidence, &t.passages)
		t.cited = int(said[row].live)
		counted[idFrom(uid)] = t
		return struct{}{}, err
	})
	if err != nil {
		return nil, explain(c.path, err)
	}
	var all []SourceRow
	for i, r := range recs {
		s := SourceRow{Source: sourceFrom(r), Number: i + 1}
		if s.Removed {
			continue
		}
		t := counted[s.ID]
		s.Cited, s.Evidence, s.Passages = t.cited, t.evidence, t.passages
		all = append(all, s)
	}
	return all, nil
}

// Source reads one source.
func (c *Case) Source(ctx context.Context, id ID) (Source, error) {
	recs, err := c.records(ctx, recordSource, id)
	if err != nil {
		return Source{}, explain(c.path, err)
	}
	if len(recs) == 0 {
		return Source{}, faultf(ErrNotFound, nil, "There is no such source in this case.")
	}
	return sourceFrom(recs[0]), nil
}

// Notes lists notes, oldest first; about narrows to one thing.
func (c *Case) Notes(ctx context.Context, about ID) ([]Note, error) {
	recs, err := c.records(ctx, recordNote, ID{})
	if err != nil {
		return nil, explain(c.path, err)
	}
	var all []Note
	for _, r := range recs {
		n := Note{ID: r.id, Text: r.value["text"], Author: r.author, At: r.at, Removed: r.value["removed"] == "1"}
		_ = n.About.UnmarshalText([]byte(r.value["about"]))
		if !n.Removed && (about.IsZero() || n.About == about) {
			all = append(all, n)
		}
	}
	return all, nil
}

// Tags lists tags; about narrows to one thing.
func (c *Case) Tags(ctx context.Context, about ID) ([]Tag, error) {
	recs, err := c.records(ctx, recordTag, ID{})
	if err != nil {
		return nil, explain(c.path, err)
	}
	var all []Tag
	for _, r := range recs {
		t := Tag{ID: r.id, Text: r.value["text"], Removed: r.value["removed"] == "1"}
		_ = t.About.UnmarshalText([]byte(r.value["about"]))
		if !t.Removed && (about.IsZero() || t.About == about) {
			all = append(all, t)
		}
	}
	return all, nil
}

// Tasks lists tasks, oldest first, done ones too.
func (c *Case) Tasks(ctx context.Context) ([]Task, error) {
	recs, err := c.records(ctx, recordTask, ID{})
	if err != nil {
		return nil, explain(c.path, err)
	}
	var all []Task
	for _, r := range recs {
		t := Task{ID: r.id, Text: r.value["text"], Due: r.value["due"], Done: r.value["done"] == "1", Removed: r.value["removed"] == "1"}
		_ = t.About.UnmarshalText([]byte(r.value["about"]))
		if !t.Removed {
			all = append(all, t)
		}
	}
	return all, nil
}

// Entity reads one entity's row.
func (c *Case) Entity(ctx context.Context, id ID) (EntityRow, error) {
	rows, err := query(ctx, often{c}, "SELECT e.uid, e.schema, e.class, coalesce(c.text, '') FROM entity e LEFT JOIN caption c ON c.entity = e.id WHERE e.uid = ?", scanEntity, id[:])
	if err != nil {
		return EntityRow{}, explain(c.path, err)
	}
	if len(rows) == 0 {
		return EntityRow{}, faultf(ErrNotFound, nil, "There is no such entity in this case.")
	}
	return rows[0], nil
}
