package main_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redthread/app"
	"redthread/app/search"
	"redthread/store"
)

// casesOf says what each old case holds.
var casesOf = map[string]struct{ format, sources int }{
	"format-1.rtcase.gz": {1, 14},
	"format-2.rtcase.gz": {2, 15}, // the sample, a file taken in, and a withdrawal that was taken back
}

// TestCasesOfEveryFormatOpen opens a case of each format there has been. They
// were written by the programs of their time and are never made again.
func TestCasesOfEveryFormatOpen(t *testing.T) {
	packed, err := filepath.Glob("testdata/cases/*.rtcase.gz")
	if err != nil || len(packed) == 0 {
		t.Fatal("there are no old cases", err)
	}
	for _, name := range packed {
		t.Run(filepath.Base(name), func(t *testing.T) {
			want, ok := casesOf[filepath.Base(name)]
			if !ok {
				t.Fatalf("say in this test what %s holds", name)
			}
			path := filepath.Join(t.TempDir(), "old.rtcase")
			unpack(t, name, path)
			env, err := app.LoadEnv(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			c, err := env.Open(t.Context(), path, false)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = c.Close() }()
			info, err := c.Info(t.Context())
			if err != nil || info.Format != store.Format() || info.Sources != want.sources || info.Entities != 139 || info.Statements != 640 {
				t.Fatalf("%+v %v", info, err)
			}
			v, err := c.Verify(t.Context(), "", nil)
			if err != nil || !v.Sound() {
				t.Fatalf("%v %v", v.Problems, err)
			}
			a, err := search.Run(t.Context(), c, "Сакоренма", search.Options{})
			if err != nil || len(a.Results) == 0 {
				t.Fatalf("a name in another script: %d results, %v", len(a.Results), err)
			}
			if _, err := os.Stat(store.SafetyCopyName(path, want.format)); err != nil {
				t.Errorf("no copy of the case as it was: %v", err)
			}
			if label, err := c.Undo(t.Context()); err != nil || strings.TrimSpace(label) == "" {
				t.Errorf("undo of what an older program did: %q, %v", label, err)
			}
			if v, err := c.Verify(t.Context(), "", nil); err != nil || !v.Sound() {
				t.Fatalf("after undo: %v %v", v.Problems, err)
			}
		})
	}
}

// TestCasesOfEveryFormatMerge merges a case of each format into a new one: it
// is brought up to date in a copy and stays as it is.
func TestCasesOfEveryFormatMerge(t *testing.T) {
	for name, want := range casesOf {
		path := filepath.Join(t.TempDir(), "old.rtcase")
		unpack(t, filepath.Join("testdata/cases", name), path)
		was, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		env, err := app.LoadEnv(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		c, err := env.Create(t.Context(), filepath.Join(t.TempDir(), "new.rtcase"), "New")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close() }()
		old, err := store.OpenOther(t.Context(), path, env.StoreOptions())
		if err != nil {
			t.Fatal(name, err)
		}
		found, err := c.Merge(t.Context(), old, store.MergeOptions{})
		if err != nil || found.Statements != 640 || found.Sources != want.sources {
			t.Fatalf("%s: %+v %v", name, found, err)
		}
		if v, err := c.Verify(t.Context(), "", nil); err != nil || !v.Sound() {
			t.Fatalf("%s: %v %v", name, v.Problems, err)
		}
		if again, err := c.Merge(t.Context(), old, store.MergeOptions{}); err != nil || !again.Nothing() {
			t.Fatalf("%s again: %+v %v", name, again, err)
		}
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != string(was) {
			t.Fatal(name, "was changed", err)
		}
	}
}

func unpack(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	z, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, z); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
