//go:build bench

package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// report prints one line of the table that `make bench` collects.
func report(t *testing.T, figure string, ours, bare time.Duration, goal float64) {
	t.Helper()
	ratio := float64(ours) / float64(bare)
	ok := "met"
	if ratio > goal {
		ok = "MISSED"
	}
	fmt.Printf("BENCH | %s | %s | %s | %.2f | ≤ %.1f | %s\n", figure, ours.Round(time.Microsecond), bare.Round(time.Microsecond), ratio, goal, ok)
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// bareCase is the same schema and the same settings with nothing of ours on top.
func bareCase(t *testing.T, path string) *sql.Conn {
	t.Helper()
	ctx := t.Context()
	if err := createAt(ctx, path); err != nil {
		t.Fatal(err)
	}
	db, err := pool(path, "rw", 1, writerSetup)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		"PRAGMA journal_mode = WAL", "PRAGMA wal_autocheckpoint = 2000", "PRAGMA foreign_keys = OFF",
		"INSERT INTO action VALUES (1, randomblob(32), x'', 'do', '', '', zeroblob(16), 1, 1, NULL, zeroblob(16), 0, zeroblob(32), 0, x'')",
		"INSERT INTO property VALUES (1, 'name'), (2, 'alias'), (3, 'address'), (4, 'phone'), (5, 'email')",
		"INSERT INTO record VALUES (1, randomblob(16), 'source', 1)",
		"INSERT INTO entity VALUES (1, randomblob(16), 'Company', 1, '', 1)",
		"PRAGMA foreign_keys = ON",
	} {
		if _, err := conn.ExecContext(ctx, s); err != nil {
			t.Fatal(s, err)
		}
	}
	t.Cleanup(func() { _ = conn.Close(); _ = db.Close() })
	return conn
}

func prepare(t *testing.T, conn *sql.Conn, text string) *sql.Stmt {
	t.Helper()
	s, err := conn.PrepareContext(context.Background(), text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestBenchOneStatement: one statement through Update, history and look-ups
// included, against one bare insert and commit.
func TestBenchOneStatement(t *testing.T) {
	c := newCase(t)
	source := article(t, c)
	entity, _ := firm(t, c, source, "Mokran")
	bare := bareCase(t, filepath.Join(t.TempDir(), "bare.rtcase"))
	// Every second fact is a name, which the look-up takes in too.
	properties := []string{"alias", "sector"}
	begin, commit := prepare(t, bare, "BEGIN IMMEDIATE"), prepare(t, bare, "COMMIT")
	insert := prepare(t, bare, tStatement.insertSQL)
	var ours, theirs []time.Duration
	for i := range 600 {
		text := fmt.Sprintf("Firm number %d", i)
		at := time.Now()
		do(t, c, "Add alias", func(tx *Tx) error {
			_, err := tx.Assert(Statement{Entity: entity, Property: properties[i%2], Value: text, Source: source}, Noting{})
			return err
		})
		ours = append(ours, time.Since(at))
		s := Statement{Entity: entity, Property: "alias", Value: text, Source: source, Stance: Asserts}
		id := s.id()
		at = time.Now()
		for _, step := range []func() error{
			func() error { _, err := begin.Exec(); return err },
			func() error {
				_, err := insert.Exec(int64(i+1), id[:], int64(1), int64(2), text, nil, int64(1), "", int64(1), "", "", int64(1))
				return err
			},
			func() error { _, err := commit.Exec(); return err },
		} {
			if err := step(); err != nil {
				t.Fatal(err)
			}
		}
		theirs = append(theirs, time.Since(at))
	}
	report(t, "one statement through Update / bare insert and commit", median(ours), median(theirs), 2)
}

// bulk writes n statements, five on each of n/5 entities.
func bulk(ctx context.Context, c *Case, source ID, n int) error {
	_, err := c.Update(ctx, "Import", func(tx *Tx) error {
		var entity ID
		for i := range n {
			property, text := "", ""
			switch i % 5 {
			case 0:
				var err error
				if entity, err = tx.AddEntity("Company"); err != nil {
					return err
				}
				property, text = "name", fmt.Sprintf("Stroy Invest %d", i)
			case 1:
				property, text = "address", fmt.Sprintf("ul. Lenina %d, Khabarovsk", i)
			case 2:
				property, text = "sector", fmt.Sprintf("Construction %d", i%97)
			case 3:
				property, text = "status", fmt.Sprintf("active %d", i%3)
			case 4:
				property, text = "legalForm", fmt.Sprintf("OOO %d", i%11)
			}
			if _, err := tx.Assert(Statement{Entity: entity, Property: property, Value: text, Source: source}, Noting{}); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// TestBenchBulk: 200,000 statements in one action against bare inserts of the
// same rows into the same tables and indexes, with reads meanwhile.
func TestBenchBulk(t *testing.T) {
	const n = 200_000
	c := newCase(t)
	source := article(t, c)
	entity, _ := firm(t, c, source, "Mokran")
	ctx, stop := context.WithCancel(t.Context())
	var worst time.Duration
	var reads int
	var wait sync.WaitGroup
	wait.Add(1)
	go func() {
		defer wait.Done()
		for ctx.Err() == nil {
			at := time.Now()
			if _, err := c.Profile(context.Background(), entity); err != nil {
				t.Error(err)
				return
			}
			worst = max(worst, time.Since(at))
			reads++
			time.Sleep(20 * time.Millisecond)
		}
	}()
	at := time.Now()
	if err := bulk(t.Context(), c, source, n); err != nil {
		t.Fatal(err)
	}
	ours := time.Since(at)
	stop()
	wait.Wait()

	// The bare run inserts exactly the rows that now stand in the case.
	type row struct {
		t  *table
		id int64
		v  []any
	}
	var rows []row
	for _, tb := range []*table{tEntity, tStatement, tNoting} {
		if err := tableRows(t.Context(), c.read, tb, func(tb *table, id int64, v []any) error {
			rows = append(rows, row{tb, id, v})
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	bare := bareCase(t, filepath.Join(t.TempDir(), "bare.rtcase"))
	if _, err := bare.ExecContext(t.Context(), "DELETE FROM entity"); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys"} {
		if _, err := bare.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	stmts := map[*table]*sql.Stmt{}
	for _, tb := range []*table{tEntity, tStatement, tNoting} {
		stmts[tb] = prepare(t, bare, tb.insertSQL)
	}
	// In the order in which an import meets them: an entity, then what is said of it.
	slices.SortStableFunc(rows, func(a, b row) int { return int(a.id/5) - int(b.id/5) })
	at = time.Now()
	if _, err := bare.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if _, err := stmts[r.t].Exec(append([]any{r.id}, r.v...)...); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := bare.ExecContext(t.Context(), "COMMIT"); err != nil {
		t.Fatal(err)
	}
	theirs := time.Since(at)
	report(t, "200,000 statements in one action / bare inserts of the same rows", ours, theirs, 2.5)
	ok := "met"
	if worst > 100*time.Millisecond {
		ok = "MISSED"
	}
	fmt.Printf("BENCH | slowest of %d reads during it | %s | – | – | ≤ 100 ms | %s\n", reads, worst.Round(time.Microsecond), ok)
	at = time.Now()
	if _, err := c.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("BENCH | undo of it | %s | – | – | – | –\n", time.Since(at).Round(time.Millisecond))
}

// TestBenchProfile: the profile of an entity with 500 statements in a case of
// 1,000,000 against its bare prepared query.
func TestBenchProfile(t *testing.T) {
	c := newCase(t)
	source := article(t, c)
	entity, _ := firm(t, c, source, "Mokran")
	for range 5 {
		if err := bulk(t.Context(), c, source, 200_000); err != nil {
			t.Fatal(err)
		}
	}
	do(t, c, "Aliases", func(tx *Tx) error {
		for i := range 499 {
			if _, err := tx.Assert(Statement{Entity: entity, Property: "alias", Value: fmt.Sprintf("Mokran %d", i), Source: source}, Noting{}); err != nil {
				return err
			}
		}
		return nil
	})
	conn, err := c.read.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	stmt := prepare(t, conn, statementSQL+"s.entity = (SELECT id FROM entity WHERE uid = ?) ORDER BY s.id, n.id")
	var ours, theirs []time.Duration
	for range 100 {
		at := time.Now()
		p, err := c.Profile(t.Context(), entity)
		if err != nil || len(p.Statements) != 500 {
			t.Fatal(len(p.Statements), err)
		}
		ours = append(ours, time.Since(at))
		at = time.Now()
		rows, err := stmt.Query(entity[:])
		if err != nil {
			t.Fatal(err)
		}
		cols, _ := rows.Columns()
		dest := make([]any, len(cols))
		for i := range dest {
			dest[i] = new(sql.RawBytes)
		}
		n := 0
		for rows.Next() {
			if err := rows.Scan(dest...); err != nil {
				t.Fatal(err)
			}
			n++
		}
		if err := rows.Err(); err != nil || n != 500 {
			t.Fatal(n, err)
		}
		_ = rows.Close()
		theirs = append(theirs, time.Since(at))
	}
	_ = stmt.Close()
	report(t, "profile of 500 statements among 1,000,000 / its bare prepared query", median(ours), median(theirs), 3)
}
