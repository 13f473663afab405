//go:build bench

package capture

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"redthread/store"
)

// report prints one line of the table that `make bench` collects.
func report(t *testing.T, figure string, ours, bare time.Duration, goal float64) {
	t.Helper()
	ratio := float64(ours) / float64(bare)
	ok := "met"
	if ratio > goal {
		ok = "MISSED"
	}
	fmt.Printf("BENCH | %s | %s | %s | %.2f | ≤ %.1f | %s\n", figure, ours.Round(time.Millisecond), bare.Round(time.Millisecond), ratio, goal, ok)
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// TestBenchTakeIn: 1,000 files of 200 KB into a case, committed to the disk,
// against cp and sha256sum of the same. The files are random bytes, so that
// nothing compresses and none of them is read for its text. The rounds
// alternate, and all reads come from the page cache.
func TestBenchTakeIn(t *testing.T) {
	const files, size = 1000, 200_000
	dir := t.TempDir()
	from := filepath.Join(dir, "from")
	if err := os.Mkdir(from, 0o755); err != nil {
		t.Fatal(err)
	}
	var seed [32]byte
	chacha := rand.NewChaCha8(seed)
	data := make([]byte, size)
	for i := range files {
		_, _ = chacha.Read(data)
		if err := os.WriteFile(filepath.Join(from, fmt.Sprintf("file-%04d.bin", i)), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	items, _, err := Items(t.Context(), []string{from})
	if err != nil {
		t.Fatal(err)
	}
	var ours, theirs, synced []time.Duration
	for round := range 5 {
		to := filepath.Join(dir, fmt.Sprintf("to%d", round))
		run(t, "sync")
		at := time.Now()
		run(t, "cp", "-r", from, to)
		run(t, "sh", "-c", "cd "+to+" && sha256sum * > ../SUMS")
		theirs = append(theirs, time.Since(at))
		run(t, "sync", "-f", to)
		synced = append(synced, time.Since(at))

		c, err := store.Create(t.Context(), filepath.Join(dir, fmt.Sprintf("c%d.rtcase", round)), store.Options{Now: time.Now, Author: "Tester", Replica: store.ID{1}, StateDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		run(t, "sync")
		at = time.Now()
		results, err := TakeIn(context.Background(), c, items, Options{How: "named on the command line"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		ours = append(ours, time.Since(at))
		for _, r := range results {
			if r.Outcome != Taken {
				t.Fatal(r.Name, r.Outcome, r.Err)
			}
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		_ = os.RemoveAll(to)
		_ = os.Remove(filepath.Join(dir, fmt.Sprintf("c%d.rtcase", round)))
	}
	t.Log(ours, theirs, synced)
	report(t, "taking in 1,000 files of 200 KB / cp and sha256sum", median(ours), median(theirs), 3)
	report(t, "the same / cp and sha256sum, brought to the disk as ours is", median(ours), median(synced), 3)
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
