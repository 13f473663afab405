package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Recovered lists what was saved from a damaged file, and what was not.
type Recovered struct {
	Joined
	LostPages   int // pages that could not be read at all
	LostRows    int // rows that were read and lacked what they refer to
	LostActions int // actions whose record does not hold together
	Orphans     int // rows whose author and time went with their action
	Damaged     int // files of evidence of which bytes are missing or changed: they were left out
}

// Recover reads what can be read of a damaged case and writes it into a new
// one, which it returns open. The damaged file is only read. Rows whose action is
// lost stand under the action of the recovery, and what the actions that are
// whole recorded of them is kept with their history.
func Recover(ctx context.Context, damaged, to string, o Options) (*Case, Recovered, error) {
	var found Recovered
	to, err := filepath.Abs(to)
	if err != nil {
		return nil, found, fmt.Errorf("finding the folder of %s: %w", shown(to), err)
	}
	file, err := os.Open(damaged)
	if err != nil {
		return nil, found, faultf(ErrNotFound, err, "%s cannot be read; check that you may open it.", shown(damaged))
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() < 512 {
		return nil, found, faultf(ErrNotCase, err, "%s holds nothing that could be recovered.", shown(damaged))
	}
	dir, err := os.MkdirTemp(filepath.Dir(to), ".redthread-recover-*")
	if err != nil {
		return nil, found, faultf(ErrReadOnly, err, "No file can be made in the folder of %s; choose a folder of your own.", shown(to))
	}
	defer func() { _ = os.RemoveAll(dir) }()
	raw := filepath.Join(dir, filepath.Base(damaged))
	r := &rescue{ctx: ctx, opts: o.filled(), found: &found}
	if err := r.collect(file, info.Size(), raw); err != nil {
		return nil, found, explain(damaged, err)
	}
	fresh := o
	fresh.ReadOnly, fresh.StateDir = false, ""
	fresh.LateIndex = true
	out := filepath.Join(dir, "new.rtcase")
	c, err := Create(ctx, out, fresh)
	if err != nil {
		return nil, found, err
	}
	other, err := OpenOther(ctx, raw, fresh)
	if err == nil {
		found.Joined, err = c.Merge(ctx, other, MergeOptions{Label: "Recover " + shown(damaged)})
		_ = other.Close()
	}
	if e := c.Close(); err == nil {
		err = e
	}
	if err != nil {
		return nil, found, explain(damaged, err)
	}
	if found.rows() == 0 {
		return nil, found, faultf(ErrDamaged, nil, "Nothing could be recovered from %s; go back to a copy or a snapshot.", shown(damaged))
	}
	if err := place(out, to); err != nil {
		return nil, found, explain(to, err)
	}
	c, err = Open(ctx, to, o)
	return c, found, err
}

// rescue puts the rows that were read into a file of our own.
type rescue struct {
	ctx   context.Context
	opts  Options
	found *Recovered
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
}

// rescued are the tables whose rows are taken over, with what their columns hold.
type rescued struct {
	name, columns, kinds string
	rowid                bool
}

func rescuedTables() []rescued {
	var all []rescued
	for _, t := range recorded() {
		all = append(all, rescued{t.name, strings.Join(t.columns, ", "), kinds[t], true})
	}
	return append(all,
		rescued{"part", "evidence, number, sha256, data", "iibb", true},
		rescued{"action", "hash, follows, kind, label, author, replica, clock, wall, target, salt, changes, commitment, size, data", "bbtttbiiBbibib", true},
		rescued{"joined", "merge, number", "ii", true},
		rescued{"pack", "action, number, size, data", "iiib", false},
	)
}

func (r *rescue) collect(file *os.File, size int64, to string) error {
	if err := createAt(r.ctx, to); err != nil {
		return err
	}
	db, err := pool(to, "rw", 1, strings.Replace(writerSetup, "foreign_keys(1)", "foreign_keys(0)", 1))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if r.tx, err = db.BeginTx(r.ctx, nil); err != nil {
		return err
	}
	defer func() { _ = r.tx.Rollback() }()
	r.stmts = map[string]*sql.Stmt{}
	tables := rescuedTables()
	by := map[string]*rescued{}
	for i := range tables {
		t := &tables[i]
		by[t.name] = t
		text := fmt.Sprintf("INSERT OR IGNORE INTO %s (%s) VALUES (?%s)", t.name, t.columns, strings.Repeat(", ?", len(t.kinds)-1))
		if t.rowid {
			id := "id"
			if t.name == "joined" {
				id = "action"
			}
			text = fmt.Sprintf("INSERT OR IGNORE INTO %s (%s, %s) VALUES (?%s)", t.name, id, t.columns, strings.Repeat(", ?", len(t.kinds)))
		}
		if r.stmts[t.name], err = r.tx.PrepareContext(r.ctx, text); err != nil {
			return err
		}
	}
	s := newSalvager(r.ctx, file, size)
	err = s.all(func(name string, id int64, row []any) {
		t := by[name]
		if name != "" && t == nil {
			return // another table's
		}
		if t == nil {
			for i := range tables {
				if tables[i].name != "joined" && tables[i].shape(row) {
					t = &tables[i]
					break
				}
			}
		}
		if t != nil && t.shape(row) {
			r.put(t, id, row)
		}
	})
	if err != nil {
		return err
	}
	r.found.LostPages = s.lost
	if err := r.mend(); err != nil {
		return err
	}
	return r.tx.Commit()
}

// shape tells whether a row fits the table. The number of a row stands apart
// and is empty in the row itself.
func (t *rescued) shape(row []any) bool {
	if t.rowid {
		if len(row) == 0 || row[0] != nil {
			return false
		}
		row = row[1:]
	}
	if len(row) != len(t.kinds) {
		return false
	}
	for i, k := range t.kinds {
		switch v := row[i].(type) {
		case nil:
			if k >= 'a' {
				return false
			}
		case []byte:
			if k|' ' != 'b' {
				return false
			}
		case int64:
			if k|' ' != 'i' {
				return false
			}
		case string:
			if k|' ' != 't' || !utf8.ValidString(v) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// put writes a row; one that the table refuses is lost.
func (r *rescue) put(t *rescued, id int64, row []any) {
	args := row
	if t.rowid {
		if id <= 0 {
			return
		}
		args = append([]any{id}, row[1:]...)
	}
	if _, err := r.stmts[t.name].ExecContext(r.ctx, args...); err != nil {
		r.found.LostRows++
	}
}

// mend takes out what refers to nothing, in the order of dependence, and lets
// the rest agree with itself.
func (r *rescue) mend() error {
	if err := r.evidence(); err != nil {
		return err
	}
	orphan, err := r.actions()
	if err != nil {
		return err
	}
	for _, a := range []struct{ table, column string }{
		{"record", "action"},
		{"field", "action"},
		{"entity", "schema_action"},
		{"entity", "class_action"},
		{"layer", "action"},
		{"noting", "action"},
		{"withdrawal", "action"},
		{"judgement", "action"},
		{"attachment", "action"},
		{"reading", "action"},
	} {
		n, err := r.exec(fmt.Sprintf("UPDATE %s SET %s = ? WHERE %s NOT IN (SELECT id FROM action)", a.table, a.column, a.column), orphan)
		if err != nil {
			return err
		}
		r.found.Orphans += n
	}
	for _, s := range []string{
		"DELETE FROM field WHERE record NOT IN (SELECT id FROM record)",
		"DELETE FROM layer WHERE source NOT IN (SELECT id FROM record)",
		"DELETE FROM passage WHERE layer NOT IN (SELECT id FROM layer)",
		"DELETE FROM section WHERE layer NOT IN (SELECT id FROM layer)",
		"DELETE FROM statement WHERE entity NOT IN (SELECT id FROM entity) OR property NOT IN (SELECT id FROM property) OR target NOT IN (SELECT id FROM entity) OR source NOT IN (SELECT id FROM record)",
		"DELETE FROM noting WHERE statement NOT IN (SELECT id FROM statement)",
		"DELETE FROM withdrawal WHERE statement NOT IN (SELECT id FROM statement)",
		"DELETE FROM withdrawn WHERE withdrawal NOT IN (SELECT id FROM withdrawal) OR noting NOT IN (SELECT id FROM noting)",
		"DELETE FROM judgement WHERE a NOT IN (SELECT id FROM entity) OR b NOT IN (SELECT id FROM entity)",
		"DELETE FROM attachment WHERE source NOT IN (SELECT id FROM record) OR evidence NOT IN (SELECT id FROM evidence)",
		"DELETE FROM reading WHERE source NOT IN (SELECT id FROM record) OR evidence NOT IN (SELECT id FROM evidence)",
		"DELETE FROM custody WHERE evidence NOT IN (SELECT id FROM evidence)",
	} {
		n, err := r.exec(s)
		if err != nil {
			return err
		}
		r.found.LostRows += n
	}
	for _, s := range []string{
		// A passage that is lost leaves the citation's words and place.
		"UPDATE noting SET passage = NULL WHERE passage NOT IN (SELECT id FROM passage)",
		"UPDATE reading SET layer = NULL WHERE layer NOT IN (SELECT id FROM layer)",
	} {
		if _, err := r.exec(s); err != nil {
			return err
		}
	}
	if err := r.contents(); err != nil {
		return err
	}
	// A statement whose notings are all lost is noted by the recovery.
	if err := r.renote(orphan); err != nil {
		return err
	}
	_, err = r.exec("UPDATE statement SET live = EXISTS (SELECT 1 FROM noting n WHERE n.statement = statement.id AND NOT EXISTS (SELECT 1 FROM withdrawn w WHERE w.noting = n.id))")
	return err
}

func (r *rescue) renote(orphan int64) error {
	type bare struct {
		id  int64
		uid []byte
	}
	all, err := query(r.ctx, r.tx, "SELECT id, uid FROM statement s WHERE live = 1 AND NOT EXISTS (SELECT 1 FROM noting n WHERE n.statement = s.id)", func(q *sql.Rows) (bare, error) {
		var b bare
		return b, q.Scan(&b.id, &b.uid)
	})
	if err != nil {
		return err
	}
	for _, b := range all {
		sum := sha256.Sum256(append([]byte("redthread recovered noting 1\x00"), b.uid...))
		if _, err := r.exec("INSERT INTO noting (uid, statement, action) VALUES (?, ?, ?)", sum[:16], b.id, orphan); err != nil {
			return err
		}
		r.found.Orphans++
	}
	return nil
}

func (r *rescue) exec(text string, args ...any) (int, error) {
	res, err := r.tx.ExecContext(r.ctx, text, args...)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// contents drops statements that no longer have the id of their content.
func (r *rescue) contents() error {
	rows, err := r.tx.QueryContext(r.ctx, `SELECT s.id, s.uid, e.uid, p.name, s.value, t.uid, r.uid, s.lang, s.stance, s.valid_from, s.valid_to
		FROM statement s JOIN entity e ON e.id = s.entity JOIN property p ON p.id = s.property LEFT JOIN entity t ON t.id = s.target LEFT JOIN record r ON r.id = s.source`)
	if err != nil {
		return err
	}
	wrong, err := collect(rows, func(q *sql.Rows) (int64, error) {
		var id int64
		var uid, entity, target, source []byte
		var s Statement
		err := q.Scan(&id, &uid, &entity, &s.Property, &s.Value, &target, &source, &s.Lang, &s.Stance, &s.From, &s.To)
		s.Entity, s.Target, s.Source = idFrom(entity), idFrom(target), idFrom(source)
		if s.id() == idFrom(uid) {
			return 0, err
		}
		return id, err
	})
	if err != nil {
		return err
	}
	for _, id := range wrong {
		if id == 0 {
			continue
		}
		r.found.LostRows++
		for _, s := range []string{
			"DELETE FROM withdrawn WHERE noting IN (SELECT id FROM noting WHERE statement = ?)", "DELETE FROM noting WHERE statement = ?",
			"DELETE FROM withdrawn WHERE withdrawal IN (SELECT id FROM withdrawal WHERE statement = ?)", "DELETE FROM withdrawal WHERE statement = ?", "DELETE FROM statement WHERE id = ?",
		} {
			if _, err := r.exec(s, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// evidence drops items of which bytes are missing or changed: half an original
// would pass for the whole.
func (r *rescue) evidence() error {
	type item struct {
		id, size int64
		sum      []byte
	}
	all, err := query(r.ctx, r.tx, "SELECT id, size, sha256 FROM evidence", func(q *sql.Rows) (item, error) {
		var i item
		return i, q.Scan(&i.id, &i.size, &i.sum)
	})
	if err != nil {
		return err
	}
	for _, i := range all {
		whole, n, length, good := sha256.New(), int64(0), int64(0), true
		rows, err := r.tx.QueryContext(r.ctx, "SELECT number, sha256, data FROM part WHERE evidence = ? ORDER BY number", i.id)
		if err != nil {
			return err
		}
		if _, err := collect(rows, func(q *sql.Rows) (struct{}, error) {
			var number int64
			var sum, data []byte
			err := q.Scan(&number, &sum, &data)
			own := sha256.Sum256(data)
			good = good && number == n && bytes.Equal(own[:], sum) && len(data) <= PartSize
			whole.Write(data)
			n++
			length += int64(len(data))
			return struct{}{}, err
		}); err != nil {
			return err
		}
		if n > 0 && good && length == i.size && bytes.Equal(whole.Sum(nil), i.sum) || n == 0 && i.size == 0 {
			continue
		}
		if n == 0 {
			var held bool
			if err := r.tx.QueryRowContext(r.ctx, "SELECT EXISTS (SELECT 1 FROM attachment WHERE evidence = ?)", i.id).Scan(&held); err != nil {
				return err
			}
			if !held {
				continue // left out of a share
			}
		}
		r.found.Damaged++
		for _, s := range []string{"DELETE FROM part WHERE evidence = ?", "DELETE FROM evidence WHERE id = ?"} {
			if _, err := r.exec(s, i.id); err != nil {
				return err
			}
		}
	}
	_, err = r.exec("DELETE FROM part WHERE evidence NOT IN (SELECT id FROM evidence)")
	return err
}
