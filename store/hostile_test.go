package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// longest is how long the opening of a bad file may take.
const longest = 5 * time.Second

// template is a closed case with something of every kind in it, made once.
func template(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "template.rtcase")
	c, err := Create(t.Context(), path, testOptions(3))
	if err != nil {
		t.Fatal(err)
	}
	s := article(t, c)
	do(t, c, "Take notes", func(tx *Tx) error {
		var all []Passage
		for n := range 40 {
			all = append(all, Passage{Number: n + 1, Text: strings.Repeat(fmt.Sprintf("Passage %d says what it says. ", n), 8)})
		}
		_, err := tx.AddPassages(s, "notes", "by hand", all)
		return err
	})
	var last ID
	for i := range 12 {
		e, st := firm(t, c, s, fmt.Sprintf("Firm %d of Sakhalin", i))
		do(t, c, "More", func(tx *Tx) error {
			for n := range 8 {
				if _, err := tx.Assert(Statement{Entity: e, Property: "address", Value: fmt.Sprintf("%d, street %d, Yuzhno-Sakhalinsk", n, i), Source: s},
					Noting{Citation: Citation{Passage: n + 1}}); err != nil {
					return err
				}
			}
			if i%4 == 3 {
				if err := tx.Withdraw(st, "a mistake"); err != nil {
					return err
				}
			}
			if i%4 == 2 {
				if _, err := tx.Judge(e, last, Different, "other numbers"); err != nil {
					return err
				}
			}
			last = e
			return nil
		})
	}
	if _, err := c.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	do(t, c, "Take in", func(tx *Tx) error {
		_, err := tx.AddEvidence(s, Intake{Name: "scan.pdf", Media: "application/pdf", Tool: "test"}, bytes.NewReader(bytes.Repeat([]byte("evidence "), 3000)))
		return err
	})
	sound(t, c)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// noise is what a person should never read in a sentence.
var noise = []string{"sqlite", "sql:", "(0x", "%!", "goroutine", "nil pointer", "malformed", "no such file or directory", "permission denied", "EOF", "database is"}

// sentence fails unless an error reads as one plain sentence.
func sentence(t testing.TB, err error) {
	t.Helper()
	s := err.Error()
	if !strings.HasSuffix(s, ".") || strings.ContainsAny(s, "\n\r\t\x1b") || len(s) > 400 {
		t.Errorf("not one sentence: %q", s)
	}
	for _, n := range noise {
		if strings.Contains(strings.ToLower(s), strings.ToLower(n)) {
			t.Errorf("%q is no word for people: %s", n, s)
		}
	}
}

// found is what an attempt to open a file came to.
type found struct {
	err      error
	readOnly bool
	why      string
	problems []string // of Verify, when it opened
	state    string   // dump of the state, when it opened
	history  string   // hashes and labels of its actions
}

// attempt opens a file, looks at everything in it and closes it, and fails
// when that panics or takes too long.
func attempt(t testing.TB, path string, o Options) (f found) {
	t.Helper()
	start := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), 4*longest)
	defer cancel()
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		f = look(ctx, path, o)
	}()
	select {
	case p := <-done:
		if p != nil {
			t.Errorf("panic: %v", p)
		}
	case <-ctx.Done():
		t.Fatal("the opening hangs")
	}
	if took := time.Since(start); took > longest {
		t.Errorf("it took %v", took)
	}
	return f
}

func look(ctx context.Context, path string, o Options) (f found) {
	c, err := Open(ctx, path, o)
	if err != nil {
		f.err = err
		return f
	}
	f.readOnly, f.why = c.ReadOnly()
	v, err := c.Verify(ctx, "", nil)
	f.problems = v.Problems
	if err != nil {
		f.problems = append(f.problems, err.Error())
	}
	note := func(err error) {
		if err != nil {
			f.problems = append(f.problems, err.Error())
		}
	}
	_, err = c.Info(ctx)
	note(err)
	sources, err := c.Sources(ctx)
	note(err)
	for _, s := range sources {
		_, _, err := c.Text(ctx, s.ID)
		note(err)
	}
	rows, _, err := c.Entities(ctx, EntityFilter{})
	note(err)
	for _, r := range rows {
		_, err := c.Profile(ctx, r.ID)
		note(err)
	}
	actions, err := c.History(ctx, HistoryFilter{})
	note(err)
	for _, a := range actions {
		f.history += a.ID.String() + " " + a.Label + "\n"
	}
	var b strings.Builder
	note(stateRows(ctx, c.read, func(tb *table, id int64, row []any) error {
		fmt.Fprintf(&b, "%s %d %v\n", tb.name, id, row)
		return nil
	}))
	f.state = b.String()
	note(c.Close())
	return f
}

// place a file under a name in a folder of its own.
func placed(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bad.rtcase")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// untouched fails when a file or its folder is not as it was.
func untouched(t testing.TB, path string, content []byte, beside ...string) {
	t.Helper()
	now, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(now, content) {
		t.Errorf("the file was changed: %v", err)
	}
	there, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(there) != 1+len(beside) {
		t.Errorf("beside the file stand now %v, %v", there, err)
	}
}

func TestBadFiles(t *testing.T) {
	good := template(t)
	numbered := func(at int, n uint32) []byte {
		b := bytes.Clone(good)
		binary.BigEndian.PutUint32(b[at:], n)
		return b
	}
	other := filepath.Join(t.TempDir(), "other.db")
	rawSQL(t, other, "CREATE TABLE a (b); INSERT INTO a VALUES (1)")
	stranger, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, ErrNotCase},
		{"one byte", []byte("S"), ErrNotCase},
		{"text", []byte(strings.Repeat("These are my notes on the case.\n", 500)), ErrNotCase},
		{"a database of another program", stranger, ErrNotCase},
		{"a newer format", numbered(60, uint32(Format()+1)), ErrNewer},
		{"a far newer format", numbered(60, 1<<31-1), ErrNewer},
		{"format zero", numbered(60, 0), ErrDamaged},
		{"a negative format", numbered(60, 1<<31), ErrDamaged},
		{"page size zero", append(append(bytes.Clone(good[:16]), 0, 0), good[18:]...), ErrDamaged},
		{"header alone", good[:100], ErrDamaged},
		{"only zeros after the header", append(bytes.Clone(good[:100]), make([]byte, len(good)-100)...), ErrDamaged},
		{"bytes behind the end", append(bytes.Clone(good), "and more"...), ErrDamaged},
	}
	for _, n := range []int{16, 99, 101, 512, 4095, 4096, 8192, len(good) / 2, len(good)/2/4096*4096 + 1, len(good) - 4096, len(good) - 1} {
		want := ErrDamaged
		if n < 100 {
			want = ErrNotCase
		}
		cases = append(cases, struct {
			name string
			data []byte
			want error
		}{fmt.Sprintf("cut to %d bytes", n), good[:n], want})
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			path := placed(t, tc.data)
			for _, ro := range []bool{false, true} {
				o := testOptions(4)
				o.ReadOnly, o.StateDir = ro, t.TempDir()
				f := attempt(t, path, o)
				if f.err == nil {
					t.Fatalf("it opened; Verify says %v", f.problems)
				}
				if !errors.Is(f.err, tc.want) {
					t.Errorf("%v; want %v (%s)", f.err, tc.want, Details(f.err))
				}
				sentence(t, f.err)
				untouched(t, path, tc.data)
			}
		})
	}
	t.Run("nothing there", func(t *testing.T) {
		f := attempt(t, filepath.Join(t.TempDir(), "none.rtcase"), testOptions(4))
		if !errors.Is(f.err, ErrNotFound) {
			t.Fatal(f.err)
		}
		sentence(t, f.err)
	})
	t.Run("a folder", func(t *testing.T) {
		f := attempt(t, t.TempDir(), testOptions(4))
		if !errors.Is(f.err, ErrNotCase) {
			t.Fatal(f.err)
		}
		sentence(t, f.err)
	})
}

// TestOneByteFlippedOnEachPage damages a case in every page in turn. It either
// does not open, with one sentence and untouched, or opens; and where the
// check then calls it sound, every fact in it is as it was.
func TestOneByteFlippedOnEachPage(t *testing.T) {
	good := template(t)
	want := attempt(t, placed(t, good), testOptions(4))
	if want.err != nil || len(want.problems) > 0 {
		t.Fatal(want.err, want.problems)
	}
	size := int(binary.BigEndian.Uint16(good[16:]))
	random := rand.New(rand.NewPCG(2018, 8))
	flips := 3
	if testing.Short() {
		flips = 1
	}
	refused, named, same := 0, 0, 0
	for page := 0; page < len(good)/size; page++ {
		for i := range flips {
			at := page*size + random.IntN(size)
			for tries := 0; i > 0 && good[at] == 0 && tries < 2*size; tries++ { // mostly where something stands
				at = page*size + random.IntN(size)
			}
			bad := bytes.Clone(good)
			bad[at] ^= byte(1 + random.IntN(255))
			path := placed(t, bad)
			f := attempt(t, path, testOptions(4))
			switch {
			case f.err != nil:
				refused++
				sentence(t, f.err)
				untouched(t, path, bad)
			case len(f.problems) > 0:
				named++
			default:
				same++
				if f.state != want.state {
					t.Errorf("the check calls it sound, but what it says has changed")
				}
			}
			if t.Failed() {
				t.Fatalf("after byte %d (page %d, %d of it) went from %#x to %#x", at, page+1, at%size, good[at], bad[at])
			}
		}
	}
	t.Logf("%d pages: %d refused, %d opened with the damage named, %d opened as they were", len(good)/size, refused, named, same)
	if refused == 0 || named == 0 {
		t.Error("no flip was noticed at one of the two doors")
	}
}

// rawSQL changes a file as any program with SQLite could.
func rawSQL(t testing.TB, path, text string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(text); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestForeignPartsAreRefused(t *testing.T) {
	good := template(t)
	for name, text := range map[string]string{
		"a table":            "CREATE TABLE extra (a)",
		"a view":             "CREATE VIEW extra AS SELECT 1",
		"a trigger":          "CREATE TRIGGER extra AFTER INSERT ON statement BEGIN DELETE FROM noting; END",
		"an index":           "CREATE INDEX extra ON statement (value)",
		"a virtual table":    "CREATE VIRTUAL TABLE extra USING fts5(a)",
		"a dropped index":    "DROP INDEX statement_entity",
		"a changed table":    "ALTER TABLE statement ADD COLUMN extra TEXT",
		"a replaced table":   "DROP TABLE judgement; CREATE VIEW judgement AS SELECT 1 AS id",
		"a hidden trigger":   `PRAGMA writable_schema = 1; INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_stat_9', 'statement', 0, 'CREATE TRIGGER sqlite_stat_9 AFTER INSERT ON statement BEGIN DELETE FROM noting; END')`,
		"a hidden view":      `PRAGMA writable_schema = 1; INSERT INTO sqlite_schema VALUES ('view', 'sqlite_stat1', 'sqlite_stat1', 0, 'CREATE VIEW sqlite_stat1 AS SELECT 1 AS tbl, 2 AS idx, 3 AS stat')`,
		"a generated column": `PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, 'class         TEXT NOT NULL', 'class TEXT AS (load_extension(''x''))') WHERE name = 'entity'`,
	} {
		t.Run(name, func(t *testing.T) {
			path := placed(t, good)
			rawSQL(t, path, text)
			bad, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Equal(bad, good) {
				t.Fatal("nothing foreign was made")
			}
			f := attempt(t, path, testOptions(4))
			if !errors.Is(f.err, ErrForeign) && !errors.Is(f.err, ErrDamaged) {
				t.Fatalf("it opened or gave %v; problems %v", f.err, f.problems)
			}
			sentence(t, f.err)
			untouched(t, path, bad)
		})
	}
	t.Run("statistics are allowed", func(t *testing.T) {
		path := placed(t, good)
		rawSQL(t, path, "ANALYZE")
		if f := attempt(t, path, testOptions(4)); f.err != nil || len(f.problems) > 0 {
			t.Fatal(f.err, f.problems)
		}
	})
}

func TestPathsOfEveryKind(t *testing.T) {
	for _, name := range []string{
		"a b.rtcase", "why?mode=ro.rtcase", "no #1.rtcase", "100%.rtcase", "%41%2f.rtcase", "Дело «Сахалин».rtcase", "사할린.rtcase",
		"two\nlines.rtcase", "'quoted\".rtcase", "a&b=c;d.rtcase", "-dash.rtcase", " space.rtcase", "no ending", "file:x.rtcase",
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "in "+name)
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Skipf("this system allows no such folder: %v", err)
			}
			path := filepath.Join(dir, name)
			if _, err := Open(t.Context(), path, testOptions(1)); err == nil {
				t.Fatal("a file that is not there opened")
			} else {
				sentence(t, err)
			}
			c, err := Create(t.Context(), path, testOptions(1))
			if err != nil {
				t.Fatal(err)
			}
			s := article(t, c)
			firm(t, c, s, "Genco")
			copied := filepath.Join(dir, "copy "+name)
			if err := c.SaveCopy(t.Context(), copied); err != nil {
				t.Fatal(err)
			}
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
			there, err := os.ReadDir(dir)
			if err != nil || len(there) != 2 {
				t.Fatalf("in the folder stand %v, %v", there, err)
			}
			for _, p := range []string{path, copied} {
				if f := attempt(t, p, testOptions(2)); f.err != nil || len(f.problems) > 0 || f.readOnly {
					t.Error(f.err, f.problems, f.why)
				}
			}
			if _, err := Create(t.Context(), path, testOptions(1)); err == nil {
				t.Error("an existing case was made anew")
			} else {
				sentence(t, err)
			}
			if err := os.WriteFile(path, []byte("text"), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(t.Context(), path, testOptions(1)); err == nil {
				t.Fatal("a text opened")
			} else {
				sentence(t, err)
			}
		})
	}
}
