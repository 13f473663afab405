package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// doUntilKilled does one thing with a case until it is killed or done. args: what,
// path, the other or new file, state folder.
func doUntilKilled(args []string) {
	what, path, other, state := args[0], args[1], args[2], args[3]
	ctx := context.Background()
	o := childOptions(state)
	err := func() error {
		if what == "recover" {
			c, _, err := Recover(ctx, path, other, o)
			if err != nil {
				return err
			}
			return c.Close()
		}
		c, err := Open(ctx, path, o)
		if err != nil {
			return err
		}
		switch what {
		case "share":
			err = c.Share(ctx, other, ShareOptions{})
		case "snapshot":
			_, _, err = c.TakeSnapshot(ctx, 0)
		case "merge":
			var from *Case
			if from, err = OpenOther(ctx, other, o); err == nil {
				_, err = c.Merge(ctx, from, MergeOptions{})
			}
		}
		if e := c.Close(); err == nil {
			err = e
		}
		return err
	}()
	fmt.Println("done", err)
}

// TestSharingKilledAtAnyMoment: share, merge, snapshot and recovery are killed at
// random moments. Each time the case is sound and complete, and nothing half-made
// stands under a final name. REDTHREAD_KILLS says how often.
func TestSharingKilledAtAnyMoment(t *testing.T) {
	n := 8
	if s := os.Getenv("REDTHREAD_KILLS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	dir, state := t.TempDir(), t.TempDir()
	make := func(name string, seed uint64, firms int) []byte {
		path := filepath.Join(dir, name)
		c, err := Create(t.Context(), path, testOptions(seed))
		if err != nil {
			t.Fatal(err)
		}
		source := article(t, c)
		do(t, c, "Firms", func(tx *Tx) error {
			for i := range firms {
				e, err := tx.AddEntity("Company")
				if err != nil {
					return err
				}
				if _, err := tx.Assert(Statement{Entity: e, Property: "name", Value: fmt.Sprintf("Firm %d", i), Source: source}, Noting{}); err != nil {
					return err
				}
			}
			return nil
		})
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(path)
		return b
	}
	ours, theirs := make("a.rtcase", 31, 400), make("b.rtcase", 32, 600)
	span := map[string]time.Duration{}
	merged, done := 0, 0
	for i := range n {
		what := []string{"share", "merge", "snapshot", "recover"}[i%4]
		work := filepath.Join(dir, strconv.Itoa(i))
		if err := os.Mkdir(work, 0o700); err != nil {
			t.Fatal(err)
		}
		path, other := filepath.Join(work, "case.rtcase"), filepath.Join(work, "other.rtcase")
		if err := os.WriteFile(path, ours, 0o600); err != nil {
			t.Fatal(err)
		}
		if what == "merge" {
			if err := os.WriteFile(other, theirs, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		cmd := child(t, "do", what, path, other, state)
		at := time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if span[what] == 0 { // the first of each runs to its end and gives the measure
			if err := cmd.Wait(); err != nil {
				t.Fatal(what, err)
			}
			span[what] = time.Since(at)
		} else {
			time.Sleep(time.Duration(rand.Int64N(int64(span[what]))))
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
		o := childOptions(state)
		c, err := Open(t.Context(), path, o)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		sound(t, c)
		info, err := c.Info(t.Context())
		if err != nil || info.Statements != 400 && (what != "merge" || info.Statements != 1000) {
			t.Fatalf("%s left %d statements; %v", what, info.Statements, err)
		}
		if info.Statements == 1000 {
			merged++
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		files := []string{}
		if what == "share" || what == "recover" {
			files = append(files, other)
		}
		all, err := Snapshots(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			files = append(files, s.Path)
		}
		for _, f := range files {
			if _, err := os.Stat(f); err != nil {
				continue
			}
			made, err := OpenOther(t.Context(), f, o)
			if err != nil {
				t.Fatalf("%s left %s under its final name: %v", what, filepath.Base(f), err)
			}
			sound(t, made)
			if info, err := made.Info(t.Context()); err != nil || info.Statements != 400 {
				t.Fatalf("%s left half a file: %d statements, %v", what, info.Statements, err)
			}
			done++
			_ = made.Close()
		}
		_ = os.RemoveAll(work)
	}
	t.Logf("%d killed; %d merges were done, %d files stood whole under their names", n-len(span), merged, done)
}
