//go:build bench

package main

import (
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestBenchText: the text of every PDF that comes with the libraries this
// program is built from, by the pool, its start included, against pdftotext on
// as many cores. The rounds alternate.
func TestBenchText(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	var dirs []string
	for _, module := range []string{"codeberg.org/go-pdf/fpdf", "github.com/pdfcpu/pdfcpu"} {
		out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
		if err == nil && strings.TrimSpace(string(out)) != "" {
			dirs = append(dirs, strings.TrimSpace(string(out)))
		}
	}
	var ours, theirs []time.Duration
	var last *measured
	for range 3 {
		files, err := find(dirs)
		if err != nil {
			t.Fatal(err)
		}
		pool := readers(t, runtime.NumCPU())
		if last, err = measure(t.Context(), pool, kinds[0], files["pdf"]); err != nil {
			t.Fatal(err)
		}
		pool.Close()
		ours, theirs = append(ours, last.ours), append(theirs, last.theirs)
	}
	slices.Sort(ours)
	slices.Sort(theirs)
	o, b := ours[1], theirs[1]
	ratio := float64(o) / float64(b)
	ok := "met"
	if ratio > 1 {
		ok = "MISSED"
	}
	fmt.Printf("BENCH | text of %d PDFs, %d readers / pdftotext | %s | %s | %.2f | ≤ %.1f | %s\n", len(last.files), runtime.NumCPU(), o.Round(time.Millisecond), b.Round(time.Millisecond), ratio, 1.0, ok)
	var recall []float64
	for _, f := range last.files {
		if f.words > 0 {
			recall = append(recall, f.recall)
		}
	}
	for _, q := range []struct {
		name  string
		share float64
		goal  float64
	}{{"median", 0.5, 0.98}, {"10th percentile", 0.1, 0.90}} {
		got := quantile(recall, q.share)
		ok := "met"
		if got < q.goal {
			ok = "MISSED"
		}
		fmt.Printf("BENCH | words of pdftotext recalled, %s | %.2f %% | 100 %% | %.3f | ≥ %.2f | %s\n", q.name, 100*got, got, q.goal, ok)
	}
}
