package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// These tests need what only Linux lets a test arrange: another user, a
// read-only mount, a small disk, a limit on the size of files.

// nobody is the user a test becomes where it runs as root, for whom no file
// is write-protected.
const nobody = 65534

// looked is what a child says of a file it looked at.
type looked struct {
	Sentence string // of the error, when it did not open
	ReadOnly bool
	Why      string
	Problems []string
	State    string
}

// lookAtCase tries to open a case and says what came of it. args: path.
func lookAtCase(args []string) {
	f := look(context.Background(), args[0], childOptions(""))
	l := looked{ReadOnly: f.readOnly, Why: f.why, Problems: f.problems, State: f.state}
	if f.err != nil {
		l.Sentence = f.err.Error()
	}
	_ = json.NewEncoder(os.Stdout).Encode(l)
}

// plainUser makes a child run as a user whom write protection stops. The test
// binary lies in a folder that only its owner may enter, so it is copied.
func plainUser(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	to := filepath.Join(openFolder(t), "store.test")
	if err := copyFile(cmd.Path, to); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(to, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd.Path = to
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
}

// openFolder makes a folder that every user may enter.
func openFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "redthread-test-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestWriteProtected(t *testing.T) {
	good := template(t)
	want := attempt(t, placed(t, good), testOptions(4))
	for _, tc := range []struct {
		name         string
		folder, file os.FileMode
		why          string // part of the sentence
	}{
		{"read-only folder", 0o555, 0o666, "folder that cannot be written"},
		{"read-only folder and file", 0o555, 0o444, "folder that cannot be written"},
		{"read-only file", 0o777, 0o444, "write-protected"},
		{"secret file", 0o777, 0o000, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := filepath.Join(openFolder(t), "dir")
			path := filepath.Join(dir, "a.rtcase")
			if err := os.Mkdir(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, good, 0o666); err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(os.Chmod(path, tc.file), os.Chmod(dir, tc.folder)); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
			cmd := child(t, "look", path)
			plainUser(t, cmd)
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			var l looked
			if err := json.Unmarshal(out, &l); err != nil {
				t.Fatal(err, string(out))
			}
			if err := os.Chmod(path, 0o600); err != nil {
				t.Fatal(err)
			}
			untouched(t, path, good)
			if tc.why == "" {
				if l.Sentence == "" {
					t.Fatal("it opened")
				}
				sentence(t, errors.New(l.Sentence))
				return
			}
			if l.Sentence != "" || !l.ReadOnly || len(l.Problems) > 0 || l.State != want.state {
				t.Fatalf("%q, for reading only %v, problems %v, state as written %v", l.Sentence, l.ReadOnly, l.Problems, l.State == want.state)
			}
			sentence(t, errors.New(l.Why))
			if !strings.Contains(l.Why, tc.why) {
				t.Error(l.Why)
			}
		})
	}
}

// mounted mounts something over a new folder, or skips.
func mounted(t *testing.T, kind, options string, flags uintptr) string {
	t.Helper()
	dir := t.TempDir()
	source := kind
	if flags&syscall.MS_BIND != 0 {
		source = dir
	}
	if err := syscall.Mount(source, dir, kind, flags, options); err != nil {
		t.Skipf("this user may not mount a disk for the test: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

func TestReadOnlyMedium(t *testing.T) {
	good := template(t)
	want := attempt(t, placed(t, good), testOptions(4))
	_, crashed := crashedWhileWriting(t)
	for _, tc := range []struct {
		name string
		left left
	}{
		{"closed", left{"": good}},
		{"with a log", crashed},
		{"with a lock", left{"": good, ".lock": []byte(`{"author":"Somebody"}`)}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := mounted(t, "tmpfs", "size=16m", 0)
			path := filepath.Join(dir, "a.rtcase")
			for ending, b := range tc.left {
				if err := os.WriteFile(path+ending, b, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
				t.Skipf("this user may not make a disk read-only: %v", err)
			}
			f := attempt(t, path, testOptions(8))
			if f.err != nil || !f.readOnly || len(f.problems) > 0 {
				t.Fatal(f.err, f.readOnly, f.problems)
			}
			sentence(t, errors.New(f.why))
			if tc.left["-wal"] == nil && f.state != want.state {
				t.Error("the content is not that of the case")
			}
			tc.left.asLaid(t, path)
			c, err := Create(t.Context(), filepath.Join(dir, "new.rtcase"), testOptions(9))
			if err == nil {
				_ = c.Close()
				t.Fatal("a case was made on a read-only disk")
			}
			sentence(t, err)
		})
	}
}

// fill takes all space of a disk but some; remove what it made to free it.
func fill(t *testing.T, dir string, leave uint64) (name string) {
	t.Helper()
	name = filepath.Join(dir, "filler")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		t.Fatal(err)
	}
	if free := s.Bavail * uint64(s.Bsize); free > leave {
		if _, err := io.CopyN(f, zeros{}, int64(free-leave)); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// TestFullDisk fills the disk at different moments. What was reported stays,
// the rest is refused in a sentence, and with room again all goes on.
func TestFullDisk(t *testing.T) {
	for _, leave := range []uint64{0, 4 << 10, 40 << 10, 120 << 10, 400 << 10} {
		t.Run(fmt.Sprintf("%d KB left", leave>>10), func(t *testing.T) {
			dir := mounted(t, "tmpfs", "size=8m", 0)
			o := childOptions(t.TempDir())
			path := filepath.Join(dir, "a.rtcase")
			c, err := Create(t.Context(), path, o)
			if err != nil {
				t.Fatal(err)
			}
			source := article(t, c)
			var kept []string
			keep := func(i int) error {
				id, err := addNumbered(t.Context(), c, i)
				if err == nil {
					kept = append(kept, id.String())
				}
				return err
			}
			for i := range 5 {
				if err := keep(i); err != nil {
					t.Fatal(err)
				}
			}
			filler := fill(t, dir, leave)
			refused := 0
			for i := range 40 {
				var err error
				if i%4 == 3 {
					_, err = c.Update(t.Context(), "Take in", func(tx *Tx) error {
						_, err := tx.AddEvidence(source, Intake{Name: "scan.pdf", Media: "application/pdf", Tool: "test"}, bytes.NewReader(bytes.Repeat([]byte{byte(i)}, 600<<10)))
						return err
					})
				} else {
					err = keep(5 + i)
				}
				if err != nil {
					refused++
					sentence(t, err)
					if !errors.Is(err, ErrDiskFull) {
						t.Errorf("%v (%s)", err, Details(err))
					}
				}
			}
			if refused == 0 {
				t.Error("the disk was never full")
			}
			if _, err := c.Info(t.Context()); err != nil {
				t.Errorf("reading on a full disk: %v", err)
			}
			if err := c.SaveCopy(t.Context(), filepath.Join(dir, "copy.rtcase")); err == nil && leave == 0 {
				t.Error("a copy was saved on a full disk")
			} else if err != nil {
				sentence(t, err)
			}
			_ = os.Remove(filepath.Join(dir, "copy.rtcase"))
			if err := c.Close(); err != nil {
				sentence(t, err)
			}
			if f := attempt(t, path, o); f.err != nil { // still full
				sentence(t, f.err)
			}
			if c, err := Create(t.Context(), filepath.Join(dir, "second.rtcase"), o); err == nil {
				_ = c.Close()
				_ = os.Remove(filepath.Join(dir, "second.rtcase"))
			} else {
				sentence(t, err)
			}
			if err := os.Remove(filler); err != nil {
				t.Fatal(err)
			}
			there, err := filepath.Glob(filepath.Join(dir, ".*"))
			if err != nil || len(there) > 0 {
				t.Errorf("what did not fit left %v behind", there)
			}
			f := attempt(t, path, o)
			if f.err != nil || f.readOnly || len(f.problems) > 0 {
				t.Fatalf("with room again: %v, for reading only %v (%s), problems %v", f.err, f.readOnly, f.why, f.problems)
			}
			for _, id := range kept {
				if !strings.Contains(f.history, id) {
					t.Errorf("the change %s was reported as done and is gone", id)
				}
			}
			if c, err = Open(t.Context(), path, o); err != nil {
				t.Fatal(err)
			}
			if err := keep(99); err != nil {
				t.Errorf("writing with room again: %v", err)
			}
			sound(t, c)
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// writeUnderLimit writes until the file may grow no more; as root or not. args: path, state.
func writeUnderLimit(args []string) {
	signal.Ignore(syscall.SIGXFSZ)
	c, err := Open(context.Background(), args[0], childOptions(args[1]))
	if err != nil {
		fmt.Println("error", err)
		return
	}
	limit := syscall.Rlimit{Cur: 600 << 10, Max: 600 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println("error", err)
		return
	}
	for i := 0; ; i++ {
		id, err := addNumbered(context.Background(), c, i)
		if err != nil {
			fmt.Println("refused", err)
			break
		}
		fmt.Println("done", id)
	}
	if err := c.Close(); err != nil {
		fmt.Println("refused", err)
	}
}

// TestFileMayGrowNoMore is the full disk for a user who may not mount one.
func TestFileMayGrowNoMore(t *testing.T) {
	v := newVictim(t)
	out, err := child(t, "limit", v.path, v.state).Output()
	if err != nil {
		t.Fatal(err, string(out))
	}
	refused := 0
	for line := range strings.Lines(string(out)) {
		word, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch word {
		case "done":
			v.reported = append(v.reported, rest)
		case "refused":
			refused++
			sentence(t, errors.New(rest))
		default:
			t.Errorf("the child said: %s", line)
		}
	}
	if refused == 0 || len(v.reported) == 0 {
		t.Fatalf("%d changes went in, %d were refused", len(v.reported), refused)
	}
	v.check(t)
}

func init() {
	childJobs["look"] = lookAtCase
	childJobs["limit"] = writeUnderLimit
}
