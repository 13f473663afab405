//go:build e2e

package journeys

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redthread/app/sample"
)

// window is the real program with a case open on a display of its own.
type window struct {
	t       *testing.T
	s       *screen
	program string
	path    string
	home    string
	cmd     *exec.Cmd
}

func openWindow(t *testing.T, s *screen, program, path string, args ...string) *window {
	t.Helper()
	w := &window{t: t, s: s, program: program, path: path, home: t.TempDir()}
	if out, err := w.run("author", "Ana"); err != nil {
		t.Fatal(err, out)
	}
	blank := s.picture(t)
	w.cmd = exec.Command(program, append(args, "--size", "1440x900", "--theme", "light", path)...)
	w.cmd.Env = s.env(w.home)
	w.cmd.Stderr = os.Stderr
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.end)
	s.settle(t, blank, 900*time.Millisecond)
	return w
}

// end stops the program if it still runs.
func (w *window) end() {
	if w.cmd.ProcessState == nil {
		_ = w.cmd.Process.Kill()
		_ = w.cmd.Wait()
	}
}

// run runs a command of the same program.
func (w *window) run(args ...string) (string, error) {
	cmd := exec.Command(w.program, args...)
	cmd.Env = w.s.env(w.home)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// key presses keys one after another and lets the window draw after each.
func (w *window) key(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		before := w.s.picture(w.t)
		w.s.xdo(w.t, "key", "--clearmodifiers", k)
		w.drawn(before)
	}
}

func (w *window) write(text string) {
	w.t.Helper()
	before := w.s.picture(w.t)
	w.s.xdo(w.t, "type", "--delay", "25", text)
	w.drawn(before)
}

// drawn waits until the picture has changed and come to rest, or two seconds.
func (w *window) drawn(before uint64) {
	last, since := before, time.Now()
	changed := false
	for end := time.Now().Add(2500 * time.Millisecond); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if now := w.s.picture(w.t); now != last {
			last, since, changed = now, time.Now(), true
		}
		if changed && time.Since(since) > 350*time.Millisecond {
			return
		}
	}
}

// ask reads the case with the command line while the window has it open, until
// the answer fits: saving happens beside the window's drawing.
func (w *window) ask(fits func(answer map[string]any) bool, args ...string) map[string]any {
	w.t.Helper()
	var answer map[string]any
	var out string
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		var err error
		if out, err = w.run(append(args, "--json")...); err != nil {
			continue
		}
		answer = nil
		if err := json.Unmarshal([]byte(out), &answer); err != nil {
			w.t.Fatalf("%v in %s", err, out)
		}
		if fits(answer) {
			return answer
		}
	}
	w.s.shot(w.t, "failed")
	w.t.Fatalf("%s never gave what was expected: %s", strings.Join(args, " "), out)
	return nil
}

// soon tells whether the case gives an answer that fits within a few seconds.
func (w *window) soon(fits func(answer map[string]any) bool, args ...string) bool {
	w.t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		out, err := w.run(append(args, "--json")...)
		var answer map[string]any
		if err == nil && json.Unmarshal([]byte(out), &answer) == nil && fits(answer) {
			return true
		}
	}
	return false
}

func holds(words ...string) func(map[string]any) bool {
	return func(answer map[string]any) bool {
		b, err := json.Marshal(answer)
		if err != nil {
			return false
		}
		for _, w := range words {
			want, bare := w, strings.TrimPrefix(w, "!")
			if strings.Contains(string(b), bare) == (want != bare) {
				return false
			}
		}
		return true
	}
}

// TestWholePath logs a source, adds two firms, links them, takes the link back
// and brings it again, all by keyboard, and reads the case after each step.
func TestWholePath(t *testing.T) {
	s := newScreen(t)
	s.manage(t)
	program := build(t, ".")
	path := filepath.Join(t.TempDir(), "dormitory.rtcase")
	cmd := exec.Command(program, "new", path, "--title", "Dormitory")
	cmd.Env = s.env(t.TempDir())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	w := openWindow(t, s, program, path)

	w.key("ctrl+2", "ctrl+n")
	w.write("Registry extract")
	w.key("ctrl+Return")
	w.ask(holds("Registry extract"), "source", "list", path)

	w.key("ctrl+3")
	for _, name := range []string{"Sakorenma Ltd", "GENCO"} {
		w.key("ctrl+n", "Return")
		w.write(name)
		w.key("ctrl+Return")
		w.ask(holds(name), "entity", "list", path)
	}
	s.shot(t, "two-firms")

	// A person looks before the next key; a slow machine gets a second try.
	linked := false
	for try := 0; try < 3 && !linked; try++ {
		w.key("ctrl+l")
		w.write("sako")
		time.Sleep(time.Duration(1+2*try) * time.Second)
		w.key("Return")
		time.Sleep(time.Duration(1+2*try) * time.Second)
		w.key("1")
		w.key("ctrl+Return")
		if linked = w.soon(holds("Ownership"), "entity", "list", path, "--schema", "Ownership"); !linked {
			s.shot(t, "not-linked")
			w.key("Escape", "Escape", "Escape")
		}
	}
	w.ask(holds("Ownership"), "entity", "list", path, "--schema", "Ownership")

	w.key("ctrl+z")
	w.ask(holds("!Ownership"), "entity", "list", path)
	w.key("ctrl+shift+z")
	w.ask(holds("Ownership"), "entity", "list", path)
	s.shot(t, "linked")

	// A normal end leaves exactly one file.
	w.s.xdo(t, "search", "--onlyvisible", "--name", "Redthread", "windowactivate", "--sync")
	w.key("ctrl+q")
	ended := make(chan error, 1)
	go func() { ended <- w.cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Fatalf("the window ended with %v", err)
		}
	case <-time.After(15 * time.Second):
		t.Fatal("the window did not close")
	}
	left, err := filepath.Glob(path + "*")
	if err != nil || len(left) != 1 {
		t.Fatalf("after closing there are %v, %v", left, err)
	}
	if out, err := w.run("verify", path); err != nil {
		t.Fatalf("the case is not sound: %s", out)
	}
}

// TestSampleScreens walks the screens of the sample case and finds a party
// through the palette; each step must change the picture.
func TestSampleScreens(t *testing.T) {
	s := newScreen(t)
	s.manage(t)
	program := build(t, ".")
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	w := openWindow(t, s, program, path)
	seen := map[uint64]string{s.picture(t): "overview"}
	for _, step := range []struct{ name, key string }{
		{"sources", "ctrl+2"}, {"entities", "ctrl+3"}, {"figures", "ctrl+4"}, {"report", "ctrl+5"}, {"palette", "ctrl+k"},
	} {
		w.key(step.key)
		s.shot(t, step.name)
		p := s.picture(t)
		if other, ok := seen[p]; ok {
			t.Errorf("%s looks as %s did", step.name, other)
		}
		seen[p] = step.name
	}
	w.write("zenco-39")
	w.key("Return")
	s.shot(t, "zenco")
	if _, ok := seen[s.picture(t)]; ok {
		t.Error("the palette led nowhere")
	}
	// Killed without warning, the case holds and opens again.
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = w.cmd.Wait()
	if out, err := w.run("verify", path); err != nil {
		t.Fatalf("after a kill the case is not sound: %s", out)
	}
}
