//go:build bench

package journeys

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"redthread/app/sample"
)

func TestTrace(t *testing.T) {
	s := newScreen(t)
	s.manage(t)
	ours := build(t, ".")
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	for range 3 {
		last := s.picture(t)
		cmd := exec.Command(ours, path)
		cmd.Env = s.env(home)
		at := time.Now()
		_ = cmd.Start()
		for time.Since(at) < 3*time.Second {
			if p := s.picture(t); p != last {
				last = p
				fmt.Print(time.Since(at).Milliseconds(), " ")
			}
			time.Sleep(3 * time.Millisecond)
		}
		fmt.Println()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		time.Sleep(300 * time.Millisecond)
	}
}
