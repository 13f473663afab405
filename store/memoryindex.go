package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// memoryIndex is a search index made in memory.
type memoryIndex struct {
	mu       sync.Mutex
	db       *sql.DB
	prepared sync.Map
}

func (m *memoryIndex) get(ctx context.Context, c *Case) (*sql.DB, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.db != nil {
		return m.db, nil
	}
	db, err := buildIndex(ctx, c.read, &c.opts)
	m.db = db
	return db, err
}

func (m *memoryIndex) close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.db != nil {
		_ = m.db.Close()
		m.db = nil
	}
}

// buildIndex makes the whole index from the state, in memory.
func buildIndex(ctx context.Context, from interface {
	queryer
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}, o *Options,
) (*sql.DB, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	fail := func(err error) (*sql.DB, error) {
		_ = db.Close()
		return nil, fmt.Errorf("making a search index: %w", err)
	}
	for _, s := range steps() {
		if _, err := db.ExecContext(ctx, s.sql); err != nil {
			return fail(err)
		}
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fail(err)
	}
	defer func() { _ = tx.Rollback() }()
	in := &cached{ctx: ctx, db: from}
	defer in.close()
	if err := fillIndex(ctx, from, in, tx, o); err != nil {
		return fail(err)
	}
	if err := tx.Commit(); err != nil {
		return fail(err)
	}
	return db, nil
}

// fillIndex writes the whole index of the state that `from` reads into empty
// tables.
func fillIndex(ctx context.Context, from queryer, in *cached, to interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}, o *Options,
) error {
	out := &cached{ctx: ctx, db: to}
	defer out.close()
	for kind, table := range map[HitKind]string{
		HitPassage: "passage", HitEntity: "entity", HitStatement: "statement", HitSource: "record", HitNote: "record", HitTask: "record",
	} {
		rows, err := query(ctx, from, "SELECT id FROM "+table+" ORDER BY id", func(r *sql.Rows) (int64, error) {
			var id int64
			return id, r.Scan(&id)
		})
		if err != nil {
			return err
		}
		for i, row := range rows {
			if i&255 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			d := doc{kind, row}
			text, ok, err := docText(in, d)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			insert, rowid := "INSERT INTO search_text (rowid, words, keys) VALUES (?, ?, ?)", row
			if kind != HitPassage {
				insert, rowid = "INSERT INTO search_thing (rowid, words, keys) VALUES (?, ?, ?)", d.thing()
			}
			words, keys := o.indexed(text, kind == HitEntity)
			s, err := out.stmt(insert)
			if err == nil {
				_, err = s.ExecContext(ctx, rowid, words, keys)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// cached prepares statements on a pool for the length of one call.
type cached struct {
	ctx context.Context
	db  interface {
		PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
	}
	all map[string]*sql.Stmt
}

func (k *cached) stmt(text string) (*sql.Stmt, error) {
	if s, ok := k.all[text]; ok {
		return s, nil
	}
	s, err := k.db.PrepareContext(k.ctx, text)
	if err != nil {
		return nil, err
	}
	if k.all == nil {
		k.all = map[string]*sql.Stmt{}
	}
	k.all[text] = s
	return s, nil
}

func (k *cached) close() {
	for _, s := range k.all {
		_ = s.Close()
	}
}
