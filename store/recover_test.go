package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

func TestRecoverAWholeFileLosesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "whole.rtcase")
	if err := os.WriteFile(path, template(t), 0o600); err != nil {
		t.Fatal(err)
	}
	c, found, err := Recover(t.Context(), path, filepath.Join(dir, "new.rtcase"), testOptions(4))
	if err != nil {
		t.Fatal(err, Details(err))
	}
	defer func() { _ = c.Close() }()
	if found.LostRows+found.LostActions+found.Orphans+found.Damaged > 0 {
		t.Errorf("%+v", found)
	}
	was, err := OpenOther(t.Context(), path, testOptions(4))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = was.Close() }()
	if portable(t, was) != portable(t, c) {
		t.Error("the recovered case holds other records")
	}
	sound(t, c)
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Error("left behind:", left)
	}
}

// mutate damages a file in one of the ways that disks, mails and people do.
func mutate(rnd *rand.Rand, whole []byte) (b []byte, how string) {
	b = bytes.Clone(whole)
	page := 4096
	pages := len(b) / page
	switch rnd.IntN(6) {
	case 0:
		for range 1 + rnd.IntN(20) {
			b[rnd.IntN(len(b))] ^= byte(1 + rnd.IntN(255))
		}
		return b, "bytes flipped"
	case 1:
		x, y := rnd.IntN(pages)*page, rnd.IntN(pages)*page
		tmp := bytes.Clone(b[x : x+page])
		copy(b[x:x+page], b[y:y+page])
		copy(b[y:y+page], tmp)
		return b, "pages swapped"
	case 2:
		return b[:rnd.IntN(len(b))], "cut off"
	case 3:
		at := rnd.IntN(pages) * page
		clear(b[at:min(len(b), at+page*(1+rnd.IntN(4)))])
		return b, "pages wiped"
	case 4:
		for range 1 + rnd.IntN(8) {
			b[rnd.IntN(min(len(b), 3*page))] ^= byte(1 + rnd.IntN(255))
		}
		return b, "schema altered"
	}
	at, n := rnd.IntN(len(b)), rnd.IntN(2*page)
	for i := at; i < min(len(b), at+n); i++ {
		b[i] = byte(rnd.Uint32())
	}
	return b, "noise"
}

// TestMutatedFiles: whatever is done to a file, opening and recovering it ends
// soon, without a panic and without a write to it, and what is recovered is sound.
// REDTHREAD_MUTATIONS says how many files are tried.
func TestMutatedFiles(t *testing.T) {
	n := 40
	if s := os.Getenv("REDTHREAD_MUTATIONS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	whole := template(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "bad.rtcase")
	opened, recovered, slowest := 0, 0, time.Duration(0)
	kept := map[string][2]int{}
	for i := range n {
		rnd := rand.New(rand.NewPCG(uint64(i), 7))
		b, how := mutate(rnd, whole)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if i%3 == 0 && how == "bytes flipped" {
			rewrite(t, path, rnd)
			b, _ = os.ReadFile(path)
		}
		at := time.Now()
		o := testOptions(4)
		if c, err := OpenOther(t.Context(), path, o); err == nil {
			opened++
			_ = c.Close()
		} else if bytes.ContainsAny([]byte(err.Error()), "\n") {
			t.Errorf("%d (%s): %q", i, how, err)
		}
		to := filepath.Join(dir, fmt.Sprintf("new-%d.rtcase", i))
		k := kept[how]
		k[1]++
		c, _, err := Recover(t.Context(), path, to, o)
		if err == nil {
			recovered++
			k[0]++
			sound(t, c)
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
		} else if bytes.Contains([]byte(err.Error()), []byte("hold together")) || !bytes.Contains([]byte(err.Error()), []byte("recovered")) {
			t.Errorf("%d (%s): %v; %s", i, how, err, Details(err))
		}
		kept[how] = k
		took := time.Since(at)
		if slowest = max(slowest, took); took > 2*longest {
			t.Errorf("%d (%s) took %s", i, how, took)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, b) {
			t.Fatalf("%d (%s): the damaged file was written to", i, how)
		}
		_ = os.Remove(to)
	}
	t.Logf("of %d files %d opened all the same and %d could be recovered; slowest %s; %v", n, opened, recovered, slowest.Round(time.Millisecond), kept)
	if recovered < n/2 {
		t.Errorf("only %d of %d could be recovered", recovered, n)
	}
}

// rewrite changes the schema as somebody would who wants to have code run.
func rewrite(t *testing.T, path string, rnd *rand.Rand) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, s := range []string{
		"CREATE TRIGGER x AFTER INSERT ON noting BEGIN DELETE FROM statement; END",
		"CREATE TABLE extra (a)",
		"DROP VIEW sources",
		"ALTER TABLE field ADD COLUMN extra TEXT",
	}[rnd.IntN(4):] {
		_, _ = db.Exec(s) // a file with flipped bytes may refuse
		break
	}
}
