//go:build bench

package library_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"redthread/app/screening/library"
)

// bigList writes a made-up list of names.
func bigList(t *testing.T, dir string, entries int) string {
	t.Helper()
	path := filepath.Join(dir, fmt.Sprintf("%d.csv", entries))
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	r := rand.New(rand.NewSource(7))
	syllables := []string{"an", "ber", "cho", "dar", "el", "fen", "gol", "hun", "il", "jor", "kam", "lin", "mar", "nov", "ok", "pet", "rin", "sok", "tar", "vol"}
	word := func() (s string) {
		for range 2 + r.Intn(2) {
			s += syllables[r.Intn(len(syllables))]
		}
		return s
	}
	_, _ = w.WriteString("id,schema,name,aliases,birth_date,country\n")
	for i := range entries {
		_, _ = fmt.Fprintf(w, "%d,Person,%s %s,%s %s,%d,ru\n", i, word(), word(), word(), word(), 1940+i%60)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// Loading a list takes time in proportion to its entries: four times the
// entries may take five times as long. Opening what is stored is a small part
// of that.
func TestBenchLoadingIsLinear(t *testing.T) {
	const small, large = 50_000, 200_000
	dir := t.TempDir()
	l := library.Open(dir, clock)
	load := func(entries int) (*library.Version, time.Duration) {
		path := bigList(t, dir, entries)
		runtime.GC()
		start := time.Now()
		got, err := l.Add(context.Background(), library.Adding{Paths: []string{path}, As: fmt.Sprintf("n%d", entries), Date: "2020-01-01"})
		if err != nil {
			t.Fatal(err)
		}
		return got.Version, time.Since(start)
	}
	load(small / 10) // the tables of names are read once
	_, a := load(small)
	v, b := load(large)
	report(t, "a list of 200,000 against one of 50,000", b, a, 5)
	start := time.Now()
	list, err := l.Open(context.Background(), v, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = list.Close() }()
	report(t, "opening the stored list against loading it", time.Since(start), b, 0.1)
}

// report prints a line of the bench and holds it to its goal.
func report(t *testing.T, figure string, ours, baseline time.Duration, goal float64) {
	t.Helper()
	ratio, ok := float64(ours)/float64(baseline), "met"
	if ratio > goal {
		ok = "MISSED"
		t.Errorf("%s: %.2f, want at most %.2f", figure, ratio, goal)
	}
	fmt.Printf("BENCH | lists: %s | %v | %v | %.2f | <= %.2f | %s\n", figure, ours.Round(time.Millisecond), baseline.Round(time.Millisecond), ratio, goal, ok)
}
