//go:build bench

package tables

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"redthread/app/names"
	"redthread/store"
)

// benchRows is how many rows are imported; REDTHREAD_BENCH_ROWS says another
// number, such as 1000000.
func benchRows(t *testing.T) int {
	n := 20_000
	if s := os.Getenv("REDTHREAD_BENCH_ROWS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

const benchMap = `
bench:
  queries:
    - entities:
        firm:
          schema: Company
          key: INN
          key_literal: ru-inn
          properties:
            name: {column: Name}
            innCode: {column: INN}
            ogrnCode: {column: OGRN}
            address: {column: Address}
            email: {column: E-mail}
            phone: {column: Phone}
            legalForm: {column: Form}
            incorporationDate: {column: Founded}
            status: {column: Status}
            sector: {column: Sector}
            capital: {column: Capital, currency: RUB, decimal: ","}
            country: {column: Country}
`

// benchFile writes a table of firms, twelve columns, each row another firm.
func benchFile(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "firms.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, "Name;INN;OGRN;Address;E-mail;Phone;Form;Founded;Status;Sector;Capital;Country")
	towns := []string{"Khabarovsk", "Vladivostok", "Санкт-Петербург", "Москва", "Owensboro", "부산"}
	for i := range n {
		fmt.Fprintf(w, "Stroy Invest %d;%010d;%013d;ul. Lenina %d, %s;office%d@example.org;+7 4242 %06d;OOO;%02d.%02d.%d;active;Construction %d;%d,50;Russia\n",
			i, 7_000_000_000+i, 1_000_000_000_000+i, i%300, towns[i%len(towns)], i, i%1_000_000, i%28+1, i%12+1, 1990+i%28, i%97, 10_000+i%1000)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// peak is the most memory this process has had, in bytes; 0 where the system
// does not say.
func peak() int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return n << 10
		}
	}
	return 0
}

func verdict(ok bool) string {
	if ok {
		return "met"
	}
	return "MISSED"
}

// TestBenchImport: a table of twelve columns into cited, searchable statements,
// against bare inserts of the same rows of the same tables and of the search
// index, in the order in which the import met them.
func TestBenchImport(t *testing.T) {
	n := benchRows(t)
	path := benchFile(t, n)
	file := filepath.Join(t.TempDir(), "a.rtcase")
	c, err := store.Create(t.Context(), file, store.Options{Author: "A. Tester", Keys: names.Keys, KeysName: names.KeysVersion})
	if err != nil {
		t.Fatal(err)
	}
	imported(t, c, "one.csv", "Name;INN;OGRN;Address;E-mail;Phone;Form;Founded;Status;Sector;Capital;Country\nMokran;7811489970;1;a;a@example.org;123;OOO;2012;x;y;1;Russia\n", benchMap)
	rows, _, err := c.Entities(t.Context(), store.EntityFilter{})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	if err := c.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	runtime.GC()

	// Somebody reads all the while.
	ctx, stop := context.WithCancel(t.Context())
	var reads []time.Duration
	var wait sync.WaitGroup
	wait.Go(func() {
		for ctx.Err() == nil {
			at := time.Now()
			if _, err := c.Profile(context.Background(), rows[0].ID); err != nil {
				t.Error(err)
			}
			reads = append(reads, time.Since(at))
			time.Sleep(20 * time.Millisecond)
		}
	})
	m := mapped(t, benchMap)
	at := time.Now()
	r, err := Import(t.Context(), c, path, m, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	wrote := time.Since(at)
	at = time.Now()
	if err := c.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	indexed := time.Since(at)
	stop()
	wait.Wait()
	most := peak()
	if r.Rows != n || r.Bad != 0 || r.Statements != 12*n || r.New != n {
		t.Fatalf("%+v", r.Found)
	}
	slices.Sort(reads)
	bareRows, bareIndex := bare(t, file, filepath.Join(t.TempDir(), "bare.db"))
	ratio := float64(wrote+indexed) / float64(bareRows+bareIndex)
	fmt.Printf("BENCH | %d rows of 12 columns into cited, searchable statements / bare inserts | %s | %s | %.2f | ≤ 2.5 | %s\n",
		n, (wrote + indexed).Round(time.Millisecond), (bareRows + bareIndex).Round(time.Millisecond), ratio, verdict(ratio <= 2.5))
	fmt.Printf("BENCH | of it the import itself / the rows | %s | %s | %.2f | – | –\n", wrote.Round(time.Millisecond), bareRows.Round(time.Millisecond), float64(wrote)/float64(bareRows))
	fmt.Printf("BENCH | of it the search index / its rows | %s | %s | %.2f | – | –\n", indexed.Round(time.Millisecond), bareIndex.Round(time.Millisecond), float64(indexed)/float64(bareIndex))
	fmt.Printf("BENCH | most resident memory | %d MB | – | – | ≤ 500 MB | %s\n", most>>20, verdict(most <= 500<<20))
	worst, p99 := reads[len(reads)-1], reads[len(reads)*99/100]
	fmt.Printf("BENCH | slowest of %d reads during it (99 of 100 within %s) | %s | – | – | ≤ 100 ms | %s\n", len(reads), p99.Round(time.Microsecond), worst.Round(time.Microsecond), verdict(worst <= 100*time.Millisecond))
	at = time.Now()
	label, err := c.Undo(t.Context())
	if err != nil || label != "Import the table firms.csv" {
		t.Fatal(label, err)
	}
	undone := time.Since(at)
	if _, total, err := c.Entities(t.Context(), store.EntityFilter{Limit: 1}); err != nil || total != 1 {
		t.Fatalf("%d entities after the undo, %v", total, err)
	}
	fmt.Printf("BENCH | undo of it as one action | %s | – | – | – | –\n", undone.Round(time.Millisecond))
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

const sameSettings = "?_pragma=foreign_keys(0)&_pragma=synchronous(FULL)&_pragma=secure_delete(1)&_pragma=cache_size(-32000)&_pragma=temp_store(MEMORY)&_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(2000)"

// bare inserts the rows of a case into the same tables, indexes and search
// index of an empty file through prepared statements, and nothing else. Only
// the inserting is timed.
func bare(t *testing.T, from, to string) (rows, index time.Duration) {
	t.Helper()
	src, err := sql.Open("sqlite", from+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	dst, err := sql.Open("sqlite", to+sameSettings)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = dst.Close() }()
	dst.SetMaxOpenConns(1)
	conn, err := dst.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	for _, s := range texts1(t, src, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index') AND name NOT LIKE 'search_thing_%' AND name NOT LIKE 'search_text%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid") {
		if _, err := conn.ExecContext(t.Context(), s); err != nil {
			t.Fatal(s, err)
		}
	}
	if _, err := conn.ExecContext(t.Context(), "INSERT INTO search_thing (search_thing, rank) VALUES ('secure-delete', 1)"); err != nil {
		t.Fatal(err)
	}
	copyRows := func(table, columns, key string, low, high int64, spent *time.Duration) {
		marks := strings.Repeat(", ?", strings.Count(columns, ","))
		insert, err := conn.PrepareContext(t.Context(), fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", table, columns, marks))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = insert.Close() }()
		all := valuesOf(t, src, fmt.Sprintf("SELECT %s FROM %s WHERE %s > %d AND %s <= %d ORDER BY %s", columns, table, key, low, key, high, key), strings.Count(columns, ",")+1)
		at := time.Now()
		for _, v := range all {
			if _, err := insert.Exec(v...); err != nil {
				t.Fatal(table, err)
			}
		}
		*spent += time.Since(at)
	}
	exec := func(s string, spent *time.Duration) {
		at := time.Now()
		if _, err := conn.ExecContext(t.Context(), s); err != nil {
			t.Fatal(s, err)
		}
		*spent += time.Since(at)
	}
	var last int64
	if err := src.QueryRow("SELECT max(id) FROM statement").Scan(&last); err != nil {
		t.Fatal(err)
	}
	exec("BEGIN IMMEDIATE", &rows)
	const step = 12_000 // statements, of a thousand entities
	for low := int64(0); low < last; low += step {
		copyRows("entity", "id, uid, schema, schema_action, class, class_action", "id", low/12, (low+step)/12, &rows)
		copyRows("statement", "id, uid, entity, property, value, target, source, lang, stance, valid_from, valid_to, live", "id", low, low+step, &rows)
		copyRows("noting", "id, uid, statement, action, passage, start, stop, quote, locator, said_by, hedge, credibility, origin, original", "id", low, low+step, &rows)
	}
	exec("COMMIT", &rows)
	if err := src.QueryRow("SELECT max(rowid) FROM search_thing").Scan(&last); err != nil {
		t.Fatal(err)
	}
	exec("BEGIN IMMEDIATE", &index)
	for low := int64(0); low < last; low += 8 * 10_000 {
		copyRows("search_thing", "rowid, words, keys", "rowid", low, low+8*10_000, &index)
	}
	exec("COMMIT", &index)
	return rows, index
}

func texts1(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	var all []string
	for _, v := range valuesOf(t, db, query, 1) {
		all = append(all, v[0].(string))
	}
	return all
}

func valuesOf(t *testing.T, db *sql.DB, query string, width int) [][]any {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(query, err)
	}
	defer func() { _ = rows.Close() }()
	var all [][]any
	for rows.Next() {
		v := make([]any, width)
		dest := make([]any, width)
		for i := range v {
			dest[i] = &v[i]
		}
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
