package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
)

// applicationID marks the file as a case: "RTHD".
const applicationID = 0x52544844

//go:embed schema/*.sql
var schemaFiles embed.FS

// step takes a case from the format before it to the next.
type step struct {
	name string
	sql  string
}

// steps reads the embedded migrations in order. A new file runs all of them.
var steps = sync.OnceValue(func() []step {
	names, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		panic(err) // the pattern is constant and right
	}
	sort.Strings(names)
	var all []step
	for _, n := range names {
		b, err := schemaFiles.ReadFile(n)
		if err != nil {
			panic(err) // embedded
		}
		all = append(all, step{name: filepath.Base(n), sql: string(b)})
	}
	return all
})

// Format is the newest format of the case file that this program writes.
func Format() int { return len(steps()) }

// migrate brings a case from format `from` to the last step, each step in one
// transaction, after a safety copy when the case held anything. point is
// called at named moments so that a test can stop there; nil in real use.
func migrate(ctx context.Context, db *sql.DB, path string, from int, all []step, point func(string)) error {
	if point == nil {
		point = func(string) {}
	}
	if from > 0 && from < len(all) {
		safety := SafetyCopyName(path, from)
		if _, err := os.Stat(safety); os.IsNotExist(err) {
			if err := copyInto(ctx, db, safety); err != nil {
				return fmt.Errorf("making the safety copy before the new format: %w", err)
			}
		}
		point("copied")
	}
	return advance(ctx, db, from, all, point)
}

// advance runs the steps that a file of format `from` lacks.
func advance(ctx context.Context, db *sql.DB, from int, all []step, point func(string)) error {
	for i := from; i < len(all); i++ {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return fmt.Errorf("starting step %s: %w", all[i].name, err)
		}
		point("begun")
		err = func() error {
			if _, err := tx.ExecContext(ctx, all[i].sql); err != nil {
				return err
			}
			point("stepped")
			if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", i+1)); err != nil {
				return err
			}
			point("numbered")
			return tx.Commit()
		}()
		if err != nil {
			_ = tx.Rollback()
			return fmt.Errorf("running step %s: %w", all[i].name, err)
		}
		point("committed")
	}
	return nil
}

// SafetyCopyName is where the copy of a case of an older format stands after
// it was brought to a newer one.
func SafetyCopyName(path string, format int) string {
	ext := filepath.Ext(path)
	return fmt.Sprintf("%s.format-%d%s", strings.TrimSuffix(path, ext), format, ext)
}

// copyInto writes a clean copy under the name `to`, whole or not at all.
func copyInto(ctx context.Context, db *sql.DB, to string) error {
	// VACUUM INTO wants a name that is free or an empty file.
	f, err := os.CreateTemp(filepath.Dir(to), "."+filepath.Base(to)+".*.part")
	if err != nil {
		return faultf(ErrReadOnly, err, "No file can be made in the folder of %s; choose a folder of your own.", filepath.Base(to))
	}
	tmp := f.Name()
	if err := f.Close(); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", tmp); err != nil {
		_ = os.Remove(tmp)
		return err
	}
	if err := syncFile(tmp); err != nil {
		_ = os.Remove(tmp)
		return err
	}
	return place(tmp, to)
}

func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}

// place gives tmp its final name without ever replacing another file.
func place(tmp, to string) error {
	err := os.Link(tmp, to)
	if err == nil {
		_ = os.Remove(tmp)
		return nil
	}
	if _, serr := os.Lstat(to); serr == nil {
		_ = os.Remove(tmp)
		return faultf(ErrExists, err, "%s exists already; choose another name.", shown(to))
	}
	// File systems without hard links: the name was free a moment ago.
	if err := os.Rename(tmp, to); err != nil {
		_ = os.Remove(tmp)
		return err
	}
	return nil
}

// schemaText lists a database's tables, indexes, views and triggers as SQL
// text, leaving out what SQLite makes by itself. The statistics are told by
// their whole text: a name alone can be given to a trigger too.
func schemaText(ctx context.Context, db queryer) ([]string, error) {
	return query(ctx, db, `SELECT type || ' ' || name || ' ' || tbl_name || ' ' || sql FROM sqlite_schema
		WHERE sql IS NOT NULL AND NOT (type = 'table' AND name = tbl_name AND (name, sql) IN (VALUES
			('sqlite_stat1', 'CREATE TABLE sqlite_stat1(tbl,idx,stat)'),
			('sqlite_stat4', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'))) ORDER BY 1`,
		func(r *sql.Rows) (string, error) {
			var s string
			err := r.Scan(&s)
			return s, err
		})
}

// expectedSchema is the text our own steps make for a format.
func expectedSchema(ctx context.Context, format int) ([]string, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	for _, s := range steps()[:format] {
		if _, err := db.ExecContext(ctx, s.sql); err != nil {
			return nil, fmt.Errorf("running step %s in memory: %w", s.name, err)
		}
	}
	return schemaText(ctx, db)
}
