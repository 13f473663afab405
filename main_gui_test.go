//go:build !nogui

package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// asProgram makes the test binary be the program itself.
const asProgram = "REDTHREAD_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

func program(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var o, e bytes.Buffer
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=yes", "REDTHREAD_HOME="+t.TempDir(), "LANG=C.UTF-8", "LC_ALL=", "DISPLAY=", "WAYLAND_DISPLAY=")
	cmd.Stdout, cmd.Stderr = &o, &e
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), o.String(), e.String()
}

// The window is part of the program, and yet a command says what it has to
// say and nothing else.
func TestCommandsOfTheWholeProgramAreQuiet(t *testing.T) {
	code, out, errs := program(t, "version", "--json")
	if code != 0 || errs != "" || !strings.Contains(out, `"window": true`) {
		t.Errorf("exit code %d, output %q, error output %q", code, out, errs)
	}
	code, out, errs = program(t, "info", "none.rtcase")
	if code != 1 || out != "" || errs != "redthread: There is no file none.rtcase; check the name and the folder.\n" {
		t.Errorf("exit code %d, output %q, error output %q", code, out, errs)
	}
}

func TestWithoutADisplayThereIsNoWindow(t *testing.T) {
	code, out, errs := program(t)
	if code != 2 || out != "" || !strings.HasPrefix(errs, "redthread: There is no display here") || strings.Count(errs, "\n") != 1 {
		t.Errorf("exit code %d, output %q, error output %q", code, out, errs)
	}
}
