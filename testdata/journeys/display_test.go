//go:build e2e || bench

// Package journeys drives the real program in a real window under a virtual
// display, with mouse and keyboard, and looks at the case file afterwards.
package journeys

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// screen is a virtual display whose picture lies in a file.
type screen struct {
	name string // ":93"
	dir  string
	fb   string
}

// newScreen starts an X server of our own; its frame buffer is a file, so that
// looking at it costs nothing.
func newScreen(t *testing.T) *screen {
	t.Helper()
	for _, tool := range []string{"Xvfb", "openbox", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is not installed; run make deps", tool)
		}
	}
	s := &screen{dir: t.TempDir()}
	number, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1440x900x24", "-fbdir", s.dir, "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{out}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	_ = out.Close()
	b := make([]byte, 16)
	n, err := number.Read(b)
	if err != nil {
		t.Fatal("the virtual display did not start: ", err)
	}
	s.name = ":" + strings.TrimSpace(string(b[:n]))
	s.fb = filepath.Join(s.dir, "Xvfb_screen0")
	return s
}

// env is the environment of a program on this display, with a home of its own.
func (s *screen) env(home string) []string {
	return append(os.Environ(), "DISPLAY="+s.name, "HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, ".config"),
		"XDG_CACHE_HOME="+filepath.Join(home, ".cache"), "REDTHREAD_HOME="+filepath.Join(home, "redthread"),
		"LANG=en_US.UTF-8", "LC_ALL=C.UTF-8", "WAYLAND_DISPLAY=", "FYNE_SCALE=1")
}

// manage starts a window manager, so that windows get focus and size.
func (s *screen) manage(t *testing.T) {
	t.Helper()
	wm := exec.Command("openbox")
	wm.Env = s.env(t.TempDir())
	if err := wm.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = wm.Process.Kill(); _ = wm.Wait() })
	time.Sleep(300 * time.Millisecond)
}

// picture is a fingerprint of what the display shows.
func (s *screen) picture(t *testing.T) uint64 {
	t.Helper()
	b, err := os.ReadFile(s.fb)
	if err != nil {
		t.Fatal(err)
	}
	h := fnv.New64a()
	_, _ = h.Write(b)
	return h.Sum64()
}

// settle waits until the picture has not changed for a while and tells when it
// last changed. blank is the picture to get away from first.
func (s *screen) settle(t *testing.T, blank uint64, quiet time.Duration) time.Time {
	t.Helper()
	last, changed := blank, time.Time{}
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(4 * time.Millisecond) {
		now := s.picture(t)
		if now != last {
			last, changed = now, time.Now()
		}
		if !changed.IsZero() && last != blank && time.Since(changed) > quiet {
			return changed
		}
	}
	t.Fatal("the picture did not settle within a minute")
	return changed
}

// xdo sends keys and clicks.
func (s *screen) xdo(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("xdotool", args...)
	cmd.Env = s.env(s.dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("xdotool %s: %v %s", strings.Join(args, " "), err, out)
	}
}

// shot writes a picture of the display where a person can look at it.
func (s *screen) shot(t *testing.T, name string) {
	t.Helper()
	dir := os.Getenv("REDTHREAD_SHOTS")
	if dir == "" {
		return
	}
	cmd := exec.Command("import", "-window", "root", filepath.Join(dir, name+".png"))
	cmd.Env = s.env(s.dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Logf("no picture: %v %s", err, out)
	}
}

// build makes a program of this module once.
func build(t *testing.T, pkg string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "program")
	cmd := exec.Command("go", "build", "-o", out, pkg)
	cmd.Dir = filepath.Join("..", "..")
	if b, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", pkg, err, b)
	}
	return out
}

// resident is a process's memory in megabytes.
func resident(t *testing.T, pid int) float64 {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range bytes.Split(b, []byte("\n")) {
		if rest, ok := bytes.CutPrefix(line, []byte("VmRSS:")); ok {
			kb, err := strconv.ParseFloat(strings.Fields(string(rest))[0], 64)
			if err != nil {
				t.Fatal(err)
			}
			return kb / 1024
		}
	}
	t.Fatal("no VmRSS")
	return 0
}
