package command

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"redthread/app/capture"
	"redthread/store"
)

// folder makes a folder of small texts that all differ.
func folder(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("letter-%04d.txt", i)), fmt.Appendf(nil, "Letter %d says that pay is late.", i), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Ctrl+C keeps what was taken in, says how much that is, and the case is whole.
func TestStoppingAnIntakeKeepsWhatWasTakenIn(t *testing.T) {
	b := newBench(t)
	path := filepath.Join(t.TempDir(), "c.rtcase")
	b.must("new", path, "--title", "A case")
	const asked = 1200
	dir := folder(t, asked)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var out, errs bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- Run(ctx, []string{"source", "add", path, dir, "--json"}, IO{Out: &out, Err: &errs, Env: b.env})
	}()
	// The log of the case grows with the first batch that is kept.
	for ended := false; !ended; {
		select {
		case code := <-done:
			done <- code
			ended = true
		case <-time.After(time.Millisecond):
			info, err := os.Stat(path + "-wal")
			ended = err == nil && info.Size() > 200_000
		}
	}
	cancel()
	code := <-done
	if code == exitDone {
		t.Skip("it was done before it could be stopped")
	}
	var a struct {
		Taken   int     `json:"taken_in"`
		Stopped bool    `json:"stopped"`
		Files   []taken `json:"files"`
	}
	if err := json.Unmarshal(out.Bytes(), &a); err != nil {
		t.Fatalf("%v: %s %s", err, out.String(), errs.String())
	}
	if code != exitNo || !a.Stopped || a.Taken == 0 || a.Taken >= asked || len(a.Files) != a.Taken {
		t.Errorf("exit code %d, stopped %v, %d taken in, %d listed", code, a.Stopped, a.Taken, len(a.Files))
	}
	if want := fmt.Sprintf("redthread: Stopped; %d files of %d taken in and in the case to stay.\n", a.Taken, asked); errs.String() != want {
		t.Errorf("it said %q, want %q", errs.String(), want)
	}
	var list sourceListAnswer
	if err := json.Unmarshal([]byte(b.must("source", "list", path, "--json")), &list); err != nil || list.Total != a.Taken {
		t.Errorf("the case has %d sources (%v)", list.Total, err)
	}
	b.must("verify", path)
	// Taken up again, the rest comes in and the first part is known.
	again := b.must("source", "add", path, dir)
	if want := fmt.Sprintf("%d taken in, %d already there, 0 not taken in.", asked-a.Taken, a.Taken); !strings.Contains(again, want) {
		t.Errorf("taken up again it ends with %q", again[len(again)-80:])
	}
}

func TestRefusalsOfAnIntake(t *testing.T) {
	for _, c := range []struct {
		a    sourceAddAnswer
		want string
	}{
		{sourceAddAnswer{asked: 3, Taken: 2, Known: 1}, ""},
		{sourceAddAnswer{asked: 1, Not: 1, Files: []taken{{Why: "It is locked away."}}}, "It is locked away."},
		{sourceAddAnswer{asked: 3, Taken: 1, Not: 2}, "2 of 3 files were not taken in; the answer says why of each."},
		{sourceAddAnswer{asked: 3, Stopped: true}, "Stopped before it was done, so nothing was kept."},
		{sourceAddAnswer{asked: 3, Stopped: true, Taken: 1}, "Stopped; 1 file of 3 taken in and in the case to stay."},
		{sourceAddAnswer{asked: 300, Taken: 256, failed: misusef("The disk is full.")}, "The disk is full."},
	} {
		got := ""
		if err := c.a.refusal(); err != nil {
			got = sentence(err)
		}
		if got != c.want {
			t.Errorf("%+v: %q, want %q", c.a, got, c.want)
		}
	}
}

// A long list is cut, and says by how much.
func TestListsAreCut(t *testing.T) {
	b := newBench(t)
	path := b.sample()
	for _, c := range []struct{ list, rest []string }{
		{[]string{"statement", "list", path}, []string{"--property", "name"}},
		{[]string{"entity", "list", path}, nil},
	} {
		var all, cut struct {
			Total      int   `json:"total"`
			Statements []any `json:"statements"`
			Entities   []any `json:"entities"`
		}
		args := append(c.list, c.rest...)
		if err := json.Unmarshal([]byte(b.must(append(args, "--json")...)), &all); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(b.must(append(args, "--json", "--limit", "2")...)), &cut); err != nil {
			t.Fatal(err)
		}
		if all.Total != len(all.Statements)+len(all.Entities) || cut.Total != all.Total || len(cut.Statements)+len(cut.Entities) != 2 {
			t.Errorf("%s: %d of %d, cut to %d of %d", c.list[0], len(all.Statements)+len(all.Entities), all.Total, len(cut.Statements)+len(cut.Entities), cut.Total)
		}
		want := fmt.Sprintf("… and %d more; --limit %d lists them.", all.Total-2, all.Total)
		if out := b.must(append(args, "--limit", "2")...); !strings.Contains(out, want) {
			t.Errorf("%s does not say %q:\n%s", c.list[0], want, out)
		}
		if out := b.must(args...); strings.Contains(out, "… and") {
			t.Errorf("%s cuts a list that is short enough", c.list[0])
		}
	}
}

// Progress is one line that is wiped at the end, and shows nothing that steers the terminal.
func TestProgressIsOneLine(t *testing.T) {
	var b bytes.Buffer
	tell, end := progressOn(&b)
	tell(0, 12, "a.pdf")
	tell(1, 12, strings.Repeat("長", 80)+"\x1b[2J\n.pdf")
	end()
	parts := strings.Split(b.String(), wipe)
	if len(parts) != 4 || parts[1] != "0 of 12  a.pdf" || parts[3] != "" || strings.ContainsAny(parts[2], "\x1b\n") || columns(parts[2]) > tellWidth {
		t.Errorf("%q", parts)
	}
	k := call{IO: IO{Err: &b}}
	if tell, _ := k.progress(); tell != nil {
		t.Error("progress is told where nobody looks")
	}
}

func TestMarks(t *testing.T) {
	for _, c := range []struct {
		text  string
		marks []span
		bold  bool
		want  string
	}{
		{"pay is late", []span{{0, 3}, {7, 11}}, false, " «pay» is «late»\n"},
		{"pay is late", []span{{7, 11}}, true, " pay is \x1b[1mlate\x1b[0m\n"},
		{"평양에서 왔다", []span{{0, 2}}, false, " «평양»에서 왔다\n"},
		{"no marks", nil, true, " no marks\n"},
		{"odd marks", []span{{3, 2}, {0, 3}, {1, 2}, {4, 99}}, false, " «odd» marks\n"},
		{"a\x1b[31mred", []span{{0, 1}}, true, " \x1b[1ma\x1b[0m\ufffd[31mred\n"},
	} {
		var p page
		p.marked(" ", c.text, c.marks, c.bold)
		if got := p.b.String(); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// In a test there is no program to start, so files are read in the process.
func TestReaderInATest(t *testing.T) {
	var k call
	read, end := k.reader()
	defer end()
	if read == nil {
		t.Fatal("there is no reader")
	}
	if code, out, errs := newBench(t).run("source", "add", "none.rtcase", "none.txt"); code != exitNo {
		t.Errorf("exit code %d: %s%s", code, out, errs)
	}
}

// A case that an older Redthread wrote can be looked at as it is, and is brought
// up to date by the first command that changes it; what it was stays beside it.
func TestACaseOfAnOlderFormatIsRead(t *testing.T) {
	b := newBench(t)
	path := filepath.Join(t.TempDir(), "c.rtcase")
	b.must("new", path, "--title", "An old case")
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		"DROP TABLE search_text_words", "DROP TABLE search_thing_words", "DROP TABLE search_text", "DROP TABLE search_thing",
		"DROP TABLE signature", "DROP TABLE joined", "DROP TABLE indexed", "DROP TABLE section", "DROP TABLE reading", "PRAGMA user_version = 1",
	} {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if out := b.must("info", path); !strings.Contains(out, "An old case") || !strings.Contains(out, "(format 3)") {
		t.Errorf("it says %s", out)
	}
	b.must("verify", path)
	if _, err := os.Stat(store.SafetyCopyName(path, 1)); err == nil {
		t.Error("looking at a case brought it up to date")
	}
	b.must("source", "add", path, "--title", "New")
	if _, err := os.Stat(store.SafetyCopyName(path, 1)); err != nil {
		t.Error(err)
	}
}

// Originals that arrive by every way have a record that names the way and no folder of this computer.
func TestTheRecordNamesNoFolder(t *testing.T) {
	b := newBench(t)
	path := filepath.Join(t.TempDir(), "c.rtcase")
	b.must("new", path, "--title", "A case")
	dir := folder(t, 1)
	b.must("source", "add", path, dir)
	out := b.must("source", "show", path, "1")
	if !regexp.MustCompile(`taken in · Researcher · `+regexp.QuoteMeta(capture.Tool)+` · named on the command line; from the folder \w+; last changed `).MatchString(out) || strings.Contains(out, filepath.Dir(dir)) {
		t.Errorf("the record is\n%s", out)
	}
}
