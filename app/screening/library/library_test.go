package library_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"redthread/app/names"
	"redthread/app/screening/library"
	"redthread/app/screening/listfile"
	"redthread/store"
)

func clock() time.Time { return time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC) }

func write(t testing.TB, dir, name, text string) string {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func add(t testing.TB, l *library.Library, a library.Adding) library.Added {
	t.Helper()
	got, err := l.Add(context.Background(), a)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

const small = "id,name,aliases,country\n7,Northern Harbour Trading,Norhat;Tver Quay,ru\n8,Southern Light,,by\nbroken \"quote\n7,Northern Harbour again,,\n"

func TestAddAndReadBack(t *testing.T) {
	dir := t.TempDir()
	l := library.Open(dir, clock)
	path := write(t, dir, "made-up.csv", small)
	if err := os.Chtimes(path, clock(), time.Date(2018, 8, 2, 9, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	got := add(t, l, library.Adding{Paths: []string{path}})
	if got.List != "made-up" || got.Date != "2018-08-02" || got.DateFrom != library.DateFile || got.Entries != 3 || got.Report.Malformed != 1 || got.Held {
		t.Fatalf("%+v", got.Version)
	}
	if len(got.Report.Problems) != 2 || !strings.Contains(got.Report.Problems[1].Text, "kept as 7#2") {
		t.Fatalf("%+v", got.Report.Problems)
	}
	list, err := l.OpenEntries(got.Version)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = list.Close() }()
	e, n, ok := list.Find("7")
	if !ok || n != 0 || e.Name() != "Northern Harbour Trading" || len(e.Values("alias")) != 2 || e.Line != 2 {
		t.Fatalf("%+v %d %v", e, n, ok)
	}
	if e, _, ok = list.Find("7#2"); !ok || e.Name() != "Northern Harbour again" {
		t.Fatalf("%+v", e)
	}
	if _, _, ok = list.Find("9"); ok {
		t.Fatal("an entry was found that is not there")
	}
	if again := add(t, l, library.Adding{Paths: []string{path}}); !again.Held || again.ID() != got.ID() {
		t.Fatal("the same bytes were taken in twice")
	}
}

func TestVersionsSideBySide(t *testing.T) {
	dir := t.TempDir()
	l := library.Open(dir, clock)
	for date, text := range map[string]string{"2018-01-15": "id,name\n1,A\n2,B\n", "2020-11-19": "id,name,aliases\n1,A,Z\n3,C,\n", "2021-07-07": "id,name\n1,A\n"} {
		add(t, l, library.Adding{Paths: []string{write(t, dir, "x.csv", text)}, As: "made-up", Title: "Made-up list", Date: date})
	}
	for words, want := range map[string]struct {
		date, says string
		err        error
	}{
		"made-up":            {date: "2021-07-07"},
		"Made-up list":       {date: "2021-07-07"},
		"made-up@2020-11-19": {date: "2020-11-19"},
		"made-up@2018-08-02": {date: "2018-01-15", says: "No version of Made-up list of 2018-08-02 is held; the nearest one before it, of 2018-01-15, was asked instead. The nearest after it is of 2020-11-19."},
		"made-up@2025-01-01": {date: "2021-07-07", says: "No version of Made-up list of 2025-01-01 is held; the nearest one before it, of 2021-07-07, was asked instead."},
		"made-up@2016-01-01": {err: store.ErrNotFound},
		"made-up@yesterday":  {err: store.ErrInvalid},
		"other":              {err: store.ErrNotFound},
	} {
		p, err := l.Pick(words)
		if !errors.Is(err, want.err) || err == nil && (p.Date != want.date || p.Says() != want.says) {
			t.Errorf("%s: %+v, %q, %v", words, p.Version, p.Says(), err)
		}
		if want.err == store.ErrNotFound && words != "other" && !strings.Contains(err.Error(), "the nearest is of 2018-01-15") {
			t.Error(err)
		}
	}
	old, _ := l.Pick("made-up@2018-01-15")
	mid, _ := l.Pick("made-up@2020-11-19")
	was, err := l.OpenEntries(old.Version)
	if err != nil {
		t.Fatal(err)
	}
	is, err := l.OpenEntries(mid.Version)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	err = library.Changes(was, is, func(c library.Change) error {
		got = append(got, fmt.Sprintf("%s %t %t %v %v", c.ID, c.Was != nil, c.Is != nil, c.Added, c.Gone))
		return nil
	})
	_, _ = was.Close(), is.Close()
	if d := cmp.Diff([]string{"1 true true [{alias Z}] []", "3 false true [] []", "2 true false [] []"}, got); d != "" || err != nil {
		t.Fatal(d, err)
	}
	if err := l.Remove(mid.Version); err != nil {
		t.Fatal(err)
	}
	if p, _ := l.Pick("made-up@2020-11-19"); p.Exact {
		t.Fatal("a removed version is still there")
	}
	gone, err := l.Removed()
	if err != nil || len(gone) != 1 {
		t.Fatal(gone, err)
	}
	if err := l.Restore(gone[0]); err != nil {
		t.Fatal(err)
	}
	if p, _ := l.Pick("made-up@2020-11-19"); !p.Exact {
		t.Fatal("a restored version is not there")
	}
}

// A load that is stopped at any point and taken up again gives the file that
// an undisturbed one gives.
func TestStoppedLoadsGoOn(t *testing.T) {
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString("id,name\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "%d,Firm number %d\n", i, i)
	}
	path := write(t, dir, "x.csv", b.String())
	whole := library.Open(filepath.Join(dir, "whole"), clock)
	want := add(t, whole, library.Adding{Paths: []string{path}, Date: "2020-01-01"})
	l := library.Open(filepath.Join(dir, "stopped"), clock)
	for stop := range 3 {
		ctx, cancel := context.WithCancel(context.Background())
		calls := 0
		_, err := l.Add(ctx, library.Adding{Paths: []string{path}, Date: "2020-01-01", Progress: func(_ float64, what string) {
			if calls++; strings.HasPrefix(what, "Reading") && calls > 3*(stop+1) {
				cancel()
			}
		}})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if v, err := l.Versions(); len(v) != 0 || err != nil || len(l.Stopped()) != 1 {
			t.Fatal(v, err, l.Stopped())
		}
	}
	got := add(t, l, library.Adding{Paths: []string{path}, Date: "2020-01-01"})
	if got.TakenUp == 0 || len(l.Stopped()) != 0 {
		t.Fatalf("%d entries were taken up; %v is left", got.TakenUp, l.Stopped())
	}
	got.TakenUp = 0
	if d := cmp.Diff(want.Report, got.Report); d != "" || want.ID() != got.ID() {
		t.Fatal(d)
	}
	a, err := whole.OpenEntries(want.Version)
	if err != nil {
		t.Fatal(err)
	}
	z, err := l.OpenEntries(got.Version)
	if err != nil {
		t.Fatal(err)
	}
	if err := library.Changes(a, z, func(c library.Change) error { return fmt.Errorf("%+v differs", c) }); err != nil {
		t.Fatal(err)
	}
}

func TestBrokenFilesAreNotKept(t *testing.T) {
	dir := t.TempDir()
	l := library.Open(dir, clock)
	_, err := l.Add(context.Background(), library.Adding{Paths: []string{write(t, dir, "un.xml", "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>A</FIRST_NAME></INDIVIDUAL>")}})
	if !errors.Is(err, store.ErrDamaged) {
		t.Fatal(err)
	}
	if v, _ := l.Versions(); len(v) != 0 || len(l.Stopped()) != 0 {
		t.Fatal("something was kept of a broken file")
	}
}

// Whatever bytes stand in the file of entries, reading it gives entries or an
// error.
func FuzzEntries(f *testing.F) {
	dir := f.TempDir()
	l := library.Open(dir, clock)
	path := write(f, dir, "made-up.csv", small)
	got := add(f, l, library.Adding{Paths: []string{path}, Date: "2020-01-01"})
	rows := filepath.Join(dir, "lists", got.List, got.ID(), "entries.rtl")
	b, err := os.ReadFile(rows)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(rows, b, 0o600); err != nil {
			t.Fatal(err)
		}
		list, err := l.OpenEntries(got.Version)
		if err != nil {
			return
		}
		defer func() { _ = list.Close() }()
		_ = list.Each(func(int, *listfile.Entry) error { return nil })
		_, _, _ = list.Find("7")
	})
}

// Entries of any content come back as they were.
func TestEntriesComeBack(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		l := library.Open(filepath.Join(dir, fmt.Sprint(n)), clock)
		text := rapid.StringMatching(`[a-zA-Zа-я가-힣 ]{0,12}`)
		var b strings.Builder
		b.WriteString("id,name,aliases,remarks\n")
		count := rapid.IntRange(1, 200).Draw(t, "count")
		for i := range count {
			fmt.Fprintf(&b, "%d,n%s,%s,%s\n", i, text.Draw(t, "name"), text.Draw(t, "alias"), text.Draw(t, "remark"))
		}
		path := filepath.Join(dir, "x.csv")
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		var want []*listfile.Entry
		file, _ := listfile.Path(path)
		if _, err := listfile.Read(context.Background(), []listfile.File{file}, listfile.Options{}, func(e *listfile.Entry) error {
			want = append(want, e)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		got, err := l.Add(context.Background(), library.Adding{Paths: []string{path}, Date: "2020-01-01"})
		if err != nil {
			t.Fatal(err)
		}
		list, err := l.OpenEntries(got.Version)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = list.Close() }()
		for i, w := range want {
			e, err := list.At(i)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(w, e); d != "" {
				t.Fatal(d)
			}
		}
	})
}

// The index is stored with the list; where it is missing it is made anew.
func TestNamesAreFound(t *testing.T) {
	dir := t.TempDir()
	l := library.Open(dir, clock)
	got := add(t, l, library.Adding{Paths: []string{write(t, dir, "made-up.csv", small)}, Date: "2020-01-01"})
	index := filepath.Join(dir, "lists", got.List, got.ID(), "names.rti")
	for _, gone := range []bool{false, true} {
		if gone {
			if err := os.Remove(index); err != nil {
				t.Fatal(err)
			}
		}
		list, err := l.Open(context.Background(), got.Version, nil)
		if err != nil {
			t.Fatal(err)
		}
		found := list.Names.Search(names.NameRecord("Норзерн Харбор Трейдинг", "Company"), 5)
		if len(found) == 0 || found[0].ID != "7" && found[0].ID != "7#2" {
			t.Errorf("%+v", found)
		}
		if err := list.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(index); err != nil {
			t.Fatal(err)
		}
	}
}
