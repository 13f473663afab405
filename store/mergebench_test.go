//go:build bench

package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// TestBenchMerge: a file of 1,000,000 statements is merged into one that never
// met it, against ATTACH and INSERT OR IGNORE of the same rows, with their
// notings, entities and history, into a like file with the same indexes.
func TestBenchMerge(t *testing.T) {
	n := 1_000_000
	if s := os.Getenv("REDTHREAD_BENCH_ROWS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	late := testOptions(1)
	late.LateIndex = true
	there, err := Create(t.Context(), filepath.Join(t.TempDir(), "first.rtcase"), late)
	if err != nil {
		t.Fatal(err)
	}
	source := article(t, there)
	for range 5 {
		if err := bulk(t.Context(), there, source, n/5); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "there.rtcase")
	if err := there.SaveCopy(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := there.Close(); err != nil {
		t.Fatal(err)
	}
	from, err := OpenOther(t.Context(), path, testOptions(3))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = from.Close() }()

	o := testOptions(2)
	o.LateIndex = true
	here, err := Create(t.Context(), filepath.Join(t.TempDir(), "here.rtcase"), o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = here.Close() }()
	firm(t, here, ID{}, "Mokran")
	at := time.Now()
	found, err := here.Merge(t.Context(), from, MergeOptions{})
	if err != nil || found.Statements != n {
		t.Fatalf("%+v %v", found, err)
	}
	ours := time.Since(at)

	bare := bareCase(t, filepath.Join(t.TempDir(), "bare.rtcase"))
	for _, s := range []string{"PRAGMA foreign_keys = OFF", "DELETE FROM entity", "DELETE FROM record", "DELETE FROM property", "DELETE FROM action", "PRAGMA foreign_keys = ON"} {
		if _, err := bare.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	at = time.Now()
	if _, err := bare.ExecContext(t.Context(), "ATTACH ? AS other", "file:"+path+"?mode=ro&immutable=1"); err != nil {
		t.Fatal(err)
	}
	if _, err := bare.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"action", "pack", "property", "record", "field", "entity", "statement", "noting"} {
		if _, err := bare.ExecContext(t.Context(), "INSERT OR IGNORE INTO main."+table+" SELECT * FROM other."+table); err != nil {
			t.Fatal(table, err)
		}
	}
	if _, err := bare.ExecContext(t.Context(), "COMMIT"); err != nil {
		t.Fatal(err)
	}
	theirs := time.Since(at)
	report(t, fmt.Sprintf("merge of %d statements / ATTACH and INSERT OR IGNORE", n), ours, theirs, 2)
	at = time.Now()
	if again, err := here.Merge(t.Context(), from, MergeOptions{}); err != nil || !again.Nothing() {
		t.Fatalf("%+v %v", again, err)
	}
	fmt.Printf("BENCH | merging the same again | %s | – | – | – | –\n", time.Since(at).Round(time.Millisecond))
}
