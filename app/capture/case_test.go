package capture

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redthread/app/capture/bounded"
	"redthread/app/capture/document"
	"redthread/store"
)

const childWord = "read-worker"

// TestMain lets the test binary be the child that reads.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == childWord {
		if err := bounded.Serve(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// newCase makes a case with a clock that goes a second a look.
func newCase(t *testing.T) *store.Case {
	t.Helper()
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	c, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "test.rtcase"), store.Options{
		Now: func() time.Time { now = now.Add(time.Second); return now }, Author: "Tester", Replica: store.ID{1}, StateDir: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// put writes files into a folder: names and texts by turns.
func put(t *testing.T, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(dir, files[i])
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func listed(t *testing.T, paths ...string) []Item {
	t.Helper()
	items, _, err := Items(t.Context(), paths)
	if err != nil {
		t.Fatal(err)
	}
	return items
}

func take(t *testing.T, c *store.Case, items []Item, o Options) []Result {
	t.Helper()
	if o.Reader == nil {
		o.Reader = InProcess
	}
	all, err := TakeIn(t.Context(), c, items, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(items) {
		t.Fatalf("%d results for %d items", len(all), len(items))
	}
	return all
}

// takeOne takes in pasted bytes.
func takeOne(t *testing.T, c *store.Case, name, text string) Result {
	t.Helper()
	r := take(t, c, []Item{{Name: name, Data: []byte(text)}}, Options{How: "pasted"})[0]
	if r.Outcome != Taken {
		t.Fatalf("%s: %s, %v", name, r.Outcome, r.Err)
	}
	return r
}

func sound(t *testing.T, c *store.Case) {
	t.Helper()
	if v, err := c.Verify(t.Context(), "", nil); err != nil || !v.Sound() {
		t.Errorf("the case is not sound: %v, %v", v.Problems, err)
	}
}

// words is the text of a source, its passages parted by bars.
func words(t *testing.T, c *store.Case, source store.ID) string {
	t.Helper()
	l, ok, err := c.Text(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return ""
	}
	var all []string
	for _, p := range l.Passages {
		all = append(all, p.Text)
	}
	return strings.Join(all, "|")
}

func events(t *testing.T, c *store.Case, sum [32]byte) string {
	t.Helper()
	record, err := c.Custody(t.Context(), sum)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, k := range record {
		all = append(all, k.Event)
	}
	return strings.Join(all, ", ")
}

func counted(t *testing.T, c *store.Case) (sources, files int) {
	t.Helper()
	s, err := c.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e, err := c.Evidence(t.Context(), store.ID{})
	if err != nil {
		t.Fatal(err)
	}
	return len(s), len(e)
}

// failing is a reader that gives an error.
func failing(err error) Reader {
	return func(context.Context, bounded.Request) (document.Document, error) { return document.Document{}, err }
}
