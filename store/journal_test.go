package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// left is a case as a crash left it: the file and what stands beside it.
type left map[string][]byte // by ending: "", "-wal", "-journal", ".lock"

func read(t testing.TB, path string) left {
	t.Helper()
	l := left{}
	for _, ending := range []string{"", "-wal", "-shm", "-journal", ".lock"} {
		b, err := os.ReadFile(path + ending)
		if err == nil {
			l[ending] = b
		}
	}
	return l
}

// lay puts it down under a new name, as a stranger's disk would hold it.
func (l left) lay(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "theirs.rtcase")
	for ending, b := range l {
		if err := os.WriteFile(path+ending, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// asLaid fails when the file or its journals are not as they were put down.
func (l left) asLaid(t testing.TB, path string) {
	t.Helper()
	now := read(t, path)
	for ending, b := range l {
		if ending != ".lock" && !bytes.Equal(now[ending], b) {
			t.Errorf("%q beside the case was changed", ending)
		}
	}
	there, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range there {
		ending := strings.TrimPrefix(d.Name(), filepath.Base(path))
		if _, ok := l[ending]; !ok && ending != ".lock" {
			t.Errorf("%s has appeared", d.Name())
		}
	}
}

// crashedWhileWriting leaves a case with a log of reported changes.
func crashedWhileWriting(t *testing.T) (*victim, left) {
	t.Helper()
	v := newVictim(t)
	v.writeAndKill(t, byItself, 0, "written")
	l := read(t, v.path)
	if len(l["-wal"]) == 0 {
		t.Fatal("the crash left no log")
	}
	return v, l
}

// crashedWhileMigrating leaves a case with a journal that must be rolled back.
func crashedWhileMigrating(t *testing.T) (*victim, left) {
	t.Helper()
	v := newVictim(t)
	v.writeAndKill(t, byItself, 0, "committed")
	v.check(t)
	cmd := child(t, "migrate", v.path, v.state, "stepped")
	if out, err := cmd.Output(); err == nil {
		t.Fatalf("the child lived: %s", out)
	}
	l := read(t, v.path)
	if len(l["-journal"]) == 0 {
		t.Fatal("the crash left no journal")
	}
	return v, l
}

func reportedIn(f found, v *victim) bool {
	for _, id := range v.reported {
		if !strings.Contains(f.history, id) {
			return false
		}
	}
	return true
}

// TestCrashOfAnotherComputer opens a case whose log or journal this computer
// did not leave: a checked copy opens for reading with all that was reported,
// and the original stays.
func TestCrashOfAnotherComputer(t *testing.T) {
	for name, crash := range map[string]func(*testing.T) (*victim, left){"writing": crashedWhileWriting, "migrating": crashedWhileMigrating} {
		t.Run(name, func(t *testing.T) {
			v, l := crash(t)
			for _, state := range []string{"", t.TempDir(), v.state} { // v.state: moved on the same computer
				path := l.lay(t)
				o := testOptions(5)
				o.StateDir = state
				f := attempt(t, path, o)
				if f.err != nil || !f.readOnly || len(f.problems) > 0 {
					t.Fatalf("err %v, for reading only %v, problems %v", f.err, f.readOnly, f.problems)
				}
				sentence(t, errors.New(f.why))
				if !reportedIn(f, v) {
					t.Error("a reported change is missing in the copy")
				}
				l.asLaid(t, path)
			}
			// Where it crashed it opens for writing.
			v.check(t)
		})
	}
}

func TestStrayJournals(t *testing.T) {
	good := template(t)
	want := attempt(t, placed(t, good), testOptions(4))
	_, writing := crashedWhileWriting(t)
	_, migrating := crashedWhileMigrating(t)
	text := []byte(strings.Repeat("These are my notes.\n", 600))
	for name, beside := range map[string]left{
		"an empty journal":           {"-journal": {}},
		"an empty log":               {"-wal": {}},
		"a text as journal":          {"-journal": text},
		"a text as log":              {"-wal": text},
		"zeros as journal":           {"-journal": make([]byte, 5000)},
		"zeros as log":               {"-wal": make([]byte, 5000)},
		"another case's journal":     {"-journal": migrating["-journal"]},
		"another case's log":         {"-wal": writing["-wal"]},
		"both":                       {"-wal": writing["-wal"], "-journal": migrating["-journal"]},
		"a cut journal":              {"-journal": migrating["-journal"][:700]},
		"a cut log":                  {"-wal": writing["-wal"][:5000]},
		"a lock of somebody else":    {".lock": []byte(`{"author":"Somebody","token":"x"}`)},
		"a lock that is a long text": {".lock": bytes.Repeat(text, 100)},
		"a journal and a false lock": {"-journal": migrating["-journal"], ".lock": []byte(`{"token":""}`)},
	} {
		t.Run(name, func(t *testing.T) {
			l := left{"": good}
			for ending, b := range beside {
				l[ending] = b
			}
			path := l.lay(t)
			o := testOptions(6)
			o.StateDir = t.TempDir()
			f := attempt(t, path, o)
			if f.err != nil {
				sentence(t, f.err)
				l.asLaid(t, path)
				return
			}
			if f.readOnly {
				sentence(t, errors.New(f.why))
				l.asLaid(t, path)
			}
			if len(f.problems) == 0 && f.state != want.state && beside["-journal"] == nil && beside["-wal"] == nil {
				t.Error("the content is not that of the case")
			}
			harmless := len(beside["-journal"]) == 0 && len(beside["-wal"]) == 0
			if harmless && (f.readOnly || len(f.problems) > 0 || f.state != want.state) {
				t.Errorf("it should open as if nothing stood beside it: %s %v", f.why, f.problems)
			}
		})
	}
}

// TestDamagedLog flips bytes in the log that our own crash left. SQLite drops
// what does not check; what remains must be whole changes.
func TestDamagedLog(t *testing.T) {
	v, l := crashedWhileWriting(t)
	mark := markPath(v.path, v.state)
	token, err := os.ReadFile(mark)
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(l["-wal"]); at += len(l["-wal"])/12 + 1 {
		bad := left{"": l[""], "-wal": bytes.Clone(l["-wal"]), ".lock": l[".lock"]}
		bad["-wal"][at] ^= 0x55
		for ending, b := range bad {
			if err := os.WriteFile(v.path+ending, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(mark, token, 0o600); err != nil {
			t.Fatal(err)
		}
		f := attempt(t, v.path, childOptions(v.state))
		if f.err != nil {
			sentence(t, f.err)
		} else if f.readOnly || len(f.problems) > 0 {
			t.Errorf("byte %d: for reading only %v (%s), problems %v", at, f.readOnly, f.why, f.problems)
		}
	}
}

// namedIn appends to a journal the name of a super-journal, as SQLite does for a
// change of several files at once. Rolling back, SQLite deletes a file of
// that name when it finds no reason not to.
func namedIn(journal []byte, name string) []byte {
	b := bytes.Clone(journal)
	sum := uint32(0)
	for _, c := range []byte(name) {
		sum += uint32(c)
	}
	b = binary.BigEndian.AppendUint32(b, 0x40000000/4096+1)
	b = append(b, name...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(name)))
	b = binary.BigEndian.AppendUint32(b, sum)
	return append(b, 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7)
}

// TestJournalThatNamesAnotherFile opens a stranger's case whose journal names a
// file of ours: the file must live.
func TestJournalThatNamesAnotherFile(t *testing.T) {
	_, l := crashedWhileMigrating(t)
	for _, name := range []string{"precious.txt", "precious-mj00C0FFE9EE"} { // the second is named as SQLite names its own
		t.Run(name, func(t *testing.T) {
			precious := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(precious, []byte("years of work"), 0o600); err != nil {
				t.Fatal(err)
			}
			bad := left{"": l[""], "-journal": namedIn(l["-journal"], precious)}
			path := bad.lay(t)
			o := testOptions(7)
			o.StateDir = t.TempDir()
			if f := attempt(t, path, o); f.err != nil {
				sentence(t, f.err)
			}
			if _, err := os.Stat(precious); err != nil {
				t.Fatalf("opening a case deleted a file that its journal names: %v", err)
			}
			bad.asLaid(t, path)
		})
	}
}

// TestOpenedByAnotherProcess opens a case that another process has open, and again
// after that process was killed.
func TestOpenedByAnotherProcess(t *testing.T) {
	v := newVictim(t)
	v.writeAndKill(t, byItself, 0, "committed")
	v.check(t)
	cmd := child(t, "hold", v.path, v.state)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	if line, err := lines.ReadString('\n'); err != nil || line != "open\n" {
		t.Fatalf("the child said %q, %v", line, err)
	}
	f := attempt(t, v.path, childOptions(v.state))
	if f.err != nil || !f.readOnly || !strings.Contains(f.why, "Tester") || len(f.problems) > 0 {
		t.Errorf("the second opener: %v, %v %q, %v", f.err, f.readOnly, f.why, f.problems)
	}
	sentence(t, errors.New(f.why))
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	v.check(t)
}

// TestCreateBesideAnOldLog: a log that a case left behind when it was taken
// away is no part of a new case of its name, and is kept.
func TestCreateBesideAnOldLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.rtcase")
	if err := os.WriteFile(path+"-wal", bytes.Repeat([]byte("log"), 4000), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Create(t.Context(), path, testOptions(1))
	if err != nil {
		t.Fatal(err)
	}
	article(t, c)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + "-wal.left"); err != nil {
		t.Error(err)
	}
}
