package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"redthread/app"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"redthread": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		world := IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
		if os.Getenv("WINDOW") != "" {
			world.Window = func(_ context.Context, _ *app.Env, w Window) error {
				fmt.Printf("%q %q %q %d x %d\n", w.Case, w.Screen, w.Theme, w.Width, w.Height)
				return nil
			}
		}
		code := Run(ctx, os.Args[1:], world)
		stop()
		os.Exit(code)
	}})
}

// The scripts are the manual of the command line: each shows what a family of
// commands does, when it says no, and what counts as misuse.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),

		Setup: func(e *testscript.Env) error {
			e.Setenv(app.HomeVariable, filepath.Join(e.WorkDir, "home"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "json": jsonHas, "keep": keep, "oneline": oneLineError, "flip": flip,
			"encode": encode, "office": office, "tamper": tamper, "blank": blank,
		},
	})
}

// exits runs a command and holds its exit code: exits 2 redthread info
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARGUMENT ...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if e := (*exec.ExitError)(nil); errors.As(err, &e) {
		got = e.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	if want != exitDone {
		oneLineError(ts, false, nil)
	}
}

// oneLineError holds that the last command said one sentence on the error output.
func oneLineError(ts *testscript.TestScript, _ bool, _ []string) {
	said := ts.ReadFile("stderr")
	if !strings.HasPrefix(said, "redthread: ") || strings.Count(said, "\n") != 1 || !strings.HasSuffix(said, "\n") {
		ts.Fatalf("the error is not one sentence: %q", said)
	}
}

// jsonHas holds a value in the last command's JSON: json sources.0.title WANT.
// "len" gives the length of a list; without WANT the value must be there.
func jsonHas(ts *testscript.TestScript, neg bool, args []string) {
	var v any
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &v); err != nil {
		ts.Fatalf("not one JSON object: %v", err)
	}
	if len(args) == 0 || len(args) > 2 {
		ts.Fatalf("usage: json PATH [WANT]")
	}
	for _, step := range strings.Split(args[0], ".") {
		v = into(v, step)
	}
	got := fmt.Sprint(v)
	if f, ok := v.(float64); ok {
		got = strconv.FormatFloat(f, 'f', -1, 64)
	}
	fits := v != nil && (len(args) == 1 || got == args[1])
	if fits == neg {
		ts.Fatalf("%s is %q", args[0], got)
	}
}

func into(v any, step string) any {
	switch x := v.(type) {
	case map[string]any:
		return x[step]
	case []any:
		if step == "len" {
			return float64(len(x))
		}
		if n, err := strconv.Atoi(step); err == nil && n < len(x) {
			return x[n]
		}
	}
	return nil
}

// keep remembers the first group of an expression in the last output: keep ID 'Added .* (E-\w+)'
func keep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: keep NAME REGEXP")
	}
	m := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(m) < 2 {
		ts.Fatalf("%q is not in the output", args[1])
	}
	ts.Setenv(args[0], m[1])
}

// flip changes one byte in the middle of a file.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: flip FILE")
	}
	name := ts.MkAbs(args[0])
	b, err := os.ReadFile(name)
	ts.Check(err)
	b[len(b)/2&^4095] ^= 0xff // the kind of a page
	ts.Check(os.WriteFile(name, b, 0o600))
}
