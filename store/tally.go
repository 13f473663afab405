package store

import (
	"context"
	"database/sql"
	"maps"
	"sync"
)

// tallies are the counts of statements, which take a second in a case of
// millions and are asked for with every profile. They are read once and then
// follow each commit.
type tallies struct {
	reads  sync.Mutex // one reading at a time, which no commit waits for
	mu     sync.Mutex
	known  bool
	action int64
	said   map[int64]count // by the row of the source; 0: no source
}

// count is how many statements are live and how many there are.
type count struct{ live, all int64 }

// shift is what one change does to the counts.
type shift map[int64]count

// row notes a statement before and after.
func (s *shift) row(t *table, before, after []any) {
	if t != tStatement {
		return
	}
	if *s == nil {
		*s = shift{}
	}
	for i, row := range [][]any{before, after} {
		if row == nil {
			continue
		}
		n := int64(2*i - 1)
		source, _ := row[5].(int64)
		live, _ := row[10].(int64)
		k := (*s)[source]
		k.live += n * live
		k.all += n
		(*s)[source] = k
	}
}

// apply follows a commit.
func (y *tallies) apply(action int64, s shift) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if !y.known {
		return
	}
	if y.known = y.action == action-1; !y.known {
		return
	}
	y.action = action
	for source, by := range s {
		k := y.said[source]
		k.live += by.live
		k.all += by.all
		y.said[source] = k
	}
}

// said counts the statements of each source.
func (c *Case) said(ctx context.Context) (map[int64]count, error) {
	want, err := c.newest(ctx)
	if err != nil {
		return nil, err
	}
	y := &c.tallies
	if all, ok := y.now(want); ok {
		return all, nil
	}
	y.reads.Lock()
	defer y.reads.Unlock()
	if all, ok := y.now(want); ok {
		return all, nil
	}
	action, said, err := readTallies(ctx, c.read)
	if err != nil {
		return nil, err
	}
	y.mu.Lock()
	y.known, y.action, y.said = true, action, said
	y.mu.Unlock()
	all, _ := y.now(action)
	return all, nil
}

// now gives a copy of the counts if they are as new as is wanted.
func (y *tallies) now(want int64) (map[int64]count, bool) {
	y.mu.Lock()
	defer y.mu.Unlock()
	return maps.Clone(y.said), y.known && y.action >= want
}

// readTallies counts anew. Withdrawn statements are few and each has a
// withdrawal, so that the index of sources tells the rest.
func readTallies(ctx context.Context, db *sql.DB) (action int64, said map[int64]count, err error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = tx.Rollback() }()
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM action").Scan(&action); err != nil {
		return 0, nil, err
	}
	said = map[int64]count{}
	for i, text := range []string{
		"SELECT coalesce(source, 0), count(*) FROM statement GROUP BY source",
		"SELECT coalesce(source, 0), count(*) FROM statement WHERE live = 0 AND id IN (SELECT statement FROM withdrawal) GROUP BY source",
	} {
		if _, err := query(ctx, tx, text, func(r *sql.Rows) (struct{}, error) {
			var source, n int64
			err := r.Scan(&source, &n)
			k := said[source]
			if i == 0 {
				k.all, k.live = n, n
			} else {
				k.live -= n
			}
			said[source] = k
			return struct{}{}, err
		}); err != nil {
			return 0, nil, err
		}
	}
	return action, said, nil
}
