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

// TestCasesOfEveryFormatOpen opens a case of each format there has been. They
// were written by the programs of their time and are never made again.
func TestCasesOfEveryFormatOpen(t *testing.T) {
	packed, err := filepath.Glob("testdata/cases/*.rtcase.gz")
	if err != nil || len(packed) == 0 {
		t.Fatal("there are no old cases", err)
	}
	for _, name := range packed {
		t.Run(filepath.Base(name), func(t *testing.T) {
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
			if err != nil || info.Format != store.Format() || info.Sources != 14 || info.Entities != 139 || info.Statements != 640 {
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
			if _, err := os.Stat(store.SafetyCopyName(path, 1)); err != nil {
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
