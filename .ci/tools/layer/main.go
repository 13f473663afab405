// Layer runs one layer of the test run, or prints the sum of all.
//
//	layer -book FILE NAME COMMAND…   run COMMAND, note its result and time in FILE
//	layer -book FILE                 print the table of layers and, last, "N passed, N failed"
//
// A command that begins with "go test" is run with -json, and each of its
// tests is shown and counted; subtests belong to their test. Any other
// command counts as one check and is heard only when it fails.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// result is one line of the book.
type result struct {
	Layer          string
	Passed, Failed int
	Seconds        float64
}

func main() {
	book := flag.String("book", "", "file that collects the results")
	flag.Parse()
	var failed bool
	var err error
	if flag.NArg() == 0 {
		failed, err = sum(*book)
	} else if flag.NArg() == 1 {
		err = fmt.Errorf("a layer needs a name and a command")
	} else {
		failed, err = run(*book, flag.Arg(0), flag.Args()[1:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "layer:", err)
		os.Exit(2)
	}
	if failed {
		os.Exit(1)
	}
}

func run(book, name string, command []string) (failed bool, err error) {
	fmt.Printf("== %s\n", name)
	start := time.Now()
	r := result{Layer: name}
	if len(command) > 2 && command[0] == "go" && command[1] == "test" {
		r.Passed, r.Failed = tests(command)
	} else {
		r.Passed, r.Failed = check(command)
	}
	r.Seconds = time.Since(start).Seconds()
	verdict := "passed"
	if r.Failed > 0 {
		verdict = "FAILED"
	}
	fmt.Printf("-- %s %s in %.1f s\n", name, verdict, r.Seconds)
	return r.Failed > 0, note(book, r)
}

// check runs a command that is no test: one passed or one failed.
func check(command []string) (passed, failed int) {
	out, err := exec.Command(command[0], command[1:]...).CombinedOutput()
	if err != nil {
		fmt.Printf("%s%s: %v\n", out, strings.Join(command, " "), err)
		return 0, 1
	}
	return 1, 0
}

// event is what "go test -json" says; see "go doc test2json".
type event struct {
	Action, Package, ImportPath, Test, Output string
	Elapsed                                   float64
}

// tests runs go test and shows each test in one line, and what a failed one said.
func tests(command []string) (passed, failed int) {
	cmd := exec.Command("go", append([]string{"test", "-json"}, command[2:]...)...)
	var loud bytes.Buffer
	cmd.Stderr = &loud
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Println("go test:", err)
		return 0, 1
	}
	t := tally{said: map[string]*strings.Builder{}, broken: map[string]bool{}}
	dec := json.NewDecoder(out)
	for {
		var e event
		if err := dec.Decode(&e); err != nil {
			break // the end, or words that are not events: the exit status decides
		}
		t.take(e)
	}
	if err := cmd.Wait(); err != nil && t.failed == 0 {
		fmt.Printf("go test: %v\n%s", err, &loud)
		t.failed++
	}
	return t.passed, t.failed
}

type tally struct {
	passed, failed int
	said           map[string]*strings.Builder // by package and top-level test
	broken         map[string]bool             // packages that a failed test or build was counted for
}

func (t *tally) take(e event) {
	top, _, sub := strings.Cut(e.Test, "/")
	key := e.Package + " " + top
	switch e.Action {
	case "output", "build-output":
		if e.Action == "build-output" {
			key = e.ImportPath + " "
		}
		if t.said[key] == nil {
			t.said[key] = &strings.Builder{}
		}
		if !strings.HasPrefix(e.Output, "=== ") {
			t.said[key].WriteString(e.Output)
		}
	case "build-fail":
		fmt.Printf("--- FAIL: %s does not build\n%s", e.ImportPath, t.text(e.ImportPath+" "))
		delete(t.said, e.ImportPath+" ")
	case "pass", "fail", "skip":
		if sub {
			return
		}
		if top == "" {
			t.endOfPackage(e, key)
			return
		}
		word := strings.ToUpper(e.Action)
		fmt.Printf("--- %s: %s (%.2fs)\n", word, e.Test, e.Elapsed)
		switch e.Action {
		case "pass":
			t.passed++
		case "fail":
			t.failed++
			t.broken[e.Package] = true
			fmt.Print(t.text(key))
		case "skip":
			fmt.Print(t.text(key))
		}
		delete(t.said, key)
	}
}

// endOfPackage counts a package that failed without any test of it failing:
// it did not build, panicked outside a test, or ran out of time.
func (t *tally) endOfPackage(e event, key string) {
	if e.Action == "fail" && !t.broken[e.Package] {
		t.failed++
		for k := range t.said { // what the test that was running said
			if strings.HasPrefix(k, e.Package+" ") && k != key {
				fmt.Print(t.text(k))
			}
		}
	}
	if e.Action == "fail" {
		fmt.Print(t.text(key))
		return
	}
	for line := range strings.Lines(t.text(key)) {
		if strings.HasPrefix(line, "ok") {
			fmt.Print(line)
		}
	}
}

func (t *tally) text(key string) string {
	if b := t.said[key]; b != nil {
		return b.String()
	}
	return ""
}

func note(book string, r result) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(book, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	if _, err := f.Write(append(line, '\n')); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}

// sum prints the table of the layers and, as the last line, all tests together.
func sum(book string) (failed bool, err error) {
	data, err := os.ReadFile(book)
	if err != nil {
		return false, err
	}
	var all []result
	dec := json.NewDecoder(bytes.NewReader(data))
	for dec.More() {
		var r result
		if err := dec.Decode(&r); err != nil {
			return false, err
		}
		all = append(all, r)
	}
	total := result{Layer: "together"}
	for _, r := range all {
		total.Passed += r.Passed
		total.Failed += r.Failed
		total.Seconds += r.Seconds
	}
	fmt.Printf("\n%-44s %8s %8s %9s\n", "layer", "passed", "failed", "seconds")
	for _, r := range slices.Concat(all, []result{total}) {
		fmt.Printf("%-44s %8d %8d %9.1f\n", r.Layer, r.Passed, r.Failed, r.Seconds)
	}
	fmt.Printf("%d passed, %d failed\n", total.Passed, total.Failed)
	return total.Failed > 0, nil
}
