//go:build bench

package journeys

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"redthread/app/sample"
)

// TestBenchWindow: the time until the window shows the sample and stands still,
// and its memory then, against a window with one label in the same theme and font.
func TestBenchWindow(t *testing.T) {
	s := newScreen(t)
	s.manage(t)
	ours, bare := build(t, "."), build(t, "./testdata/baseline")
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	run := func(program string, args ...string) (time.Duration, float64) {
		blank := s.picture(t)
		cmd := exec.Command(program, args...)
		cmd.Env = s.env(home)
		at := time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ready := s.settle(t, blank, 700*time.Millisecond).Sub(at)
		mb := resident(t, cmd.Process.Pid)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		time.Sleep(500 * time.Millisecond)
		return ready, mb
	}
	run(bare) // fills the font cache of this home
	run(ours, path)
	var timeOurs, timeBare []time.Duration
	var memOurs, memBare []float64
	for range 7 {
		d, m := run(ours, path)
		timeOurs, memOurs = append(timeOurs, d), append(memOurs, m)
		d, m = run(bare)
		timeBare, memBare = append(timeBare, d), append(memBare, m)
	}
	for _, all := range [][]time.Duration{timeOurs, timeBare} {
		slices.Sort(all)
	}
	for _, all := range [][]float64{memOurs, memBare} {
		slices.Sort(all)
	}
	a, b := timeOurs[3], timeBare[3]
	ratio := float64(a) / float64(b)
	fmt.Printf("BENCH | window ready with the sample / window with one label | %s | %s | %.2f | ≤ 1.5 | %s\n",
		a.Round(time.Millisecond), b.Round(time.Millisecond), ratio, met(ratio <= 1.5))
	more := memOurs[3] - memBare[3]
	fmt.Printf("BENCH | memory with the sample / window with one label | %.0f MB | %.0f MB | +%.0f MB | ≤ +100 MB | %s\n",
		memOurs[3], memBare[3], more, met(more <= 100))
}

func met(ok bool) string {
	if ok {
		return "met"
	}
	return "MISSED"
}
