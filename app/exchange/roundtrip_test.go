package exchange

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"redthread/app/redact"
	"redthread/app/sample"
	"redthread/store"
)

func newCase(t testing.TB) *store.Case {
	t.Helper()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	c, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "t.rtcase"), store.Options{
		Now: func() time.Time { now = now.Add(time.Second); return now }, Author: "Tester", LateIndex: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func sampleCase(t testing.TB) *store.Case {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.rtcase")
	if err := sample.Create(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(context.Background(), path, store.Options{Author: "Tester", LateIndex: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func export(t testing.TB, c *store.Case, o Options, name string) (string, *Report) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	r, err := Export(context.Background(), c, path, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return path, r
}

// content reads a file, or all files of a folder.
func content(t testing.TB, path string) []byte {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if !info.IsDir() {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	names, err := filepath.Glob(filepath.Join(path, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, n := range names {
		all = append(all, filepath.Base(n)+"\n"...)
		all = append(all, content(t, n)...)
	}
	return all
}

func sameLines(t testing.TB, what string, a, b []byte) {
	t.Helper()
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range x {
		if i >= len(y) || !bytes.Equal(x[i], y[i]) {
			other := []byte("nothing")
			if i < len(y) {
				other = y[i]
			}
			t.Fatalf("%s: line %d was\n%s\nand is\n%s", what, i+1, x[i], other)
		}
	}
	if len(y) > len(x) {
		t.Fatalf("%s: %d lines became %d", what, len(x), len(y))
	}
}

// A case written in any format and read into a new one is written the same.
func TestRoundTripOfTheSample(t *testing.T) {
	for _, format := range []struct {
		f    Format
		name string
	}{{FTM, "a.ftm.json"}, {Statements, "a.csv"}, {Statements, "a.json"}, {CSV, "a"}, {XLSX, "a.xlsx"}} {
		t.Run(string(format.f)+" "+format.name, func(t *testing.T) {
			c := sampleCase(t)
			first, r := export(t, c, Options{Format: format.f, Profile: redact.Full}, format.name)
			if r.Entities == 0 || r.Statements == 0 {
				t.Fatalf("%+v", r)
			}
			other := newCase(t)
			got, err := Import(t.Context(), other, first, format.f, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got.Bad > 0 || len(got.Kept) > 0 {
				t.Errorf("bad %v, kept %v", got.Faults, got.Kept)
			}
			if _, err := Import(t.Context(), other, first, format.f, nil); err != nil {
				t.Fatal(err)
			}
			second, again := export(t, other, Options{Format: format.f, Profile: redact.Full}, format.name)
			if r.Entities != again.Entities || r.Statements != again.Statements {
				t.Errorf("%d entities and %d statements became %d and %d", r.Entities, r.Statements, again.Entities, again.Statements)
			}
			if format.f != XLSX {
				sameLines(t, format.name, content(t, first), content(t, second))
			} else if !bytes.Equal(content(t, first), content(t, second)) {
				t.Error("the workbook is another")
			}
			if _, err := other.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
			info, err := other.Info(t.Context())
			if err != nil || info.Entities+info.Statements+info.Sources != 0 {
				t.Errorf("after undo: %+v, %v", info, err)
			}
		})
	}
}
