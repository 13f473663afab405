package capture

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"redthread/app/capture/bounded"
	"redthread/app/capture/document"
	"redthread/store"
)

func TestTakeInMany(t *testing.T) {
	c := newCase(t)
	dir := t.TempDir()
	var want []string
	for i := range 40 {
		name := fmt.Sprintf("letter %02d.txt", i)
		put(t, dir, name, strings.Repeat(fmt.Sprintf("Letter number %d. ", i), 1+(40-i)*20)) // the first take longest
		want = append(want, name)
	}
	before, err := c.History(t.Context(), store.HistoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var last int
	all, err := TakeIn(t.Context(), c, listed(t, dir), Options{Reader: InProcess, How: "dropped", Files: 4}, func(done, total int, name string) {
		if done < last || total != 40 || name == "" && done != 40 {
			t.Errorf("progress went from %d to %d of %d (%q)", last, done, total, name)
		}
		last = done
	})
	if err != nil || len(all) != 40 || last != 40 {
		t.Fatalf("%d results, progress to %d, %v", len(all), last, err)
	}
	for i, r := range all {
		if r.Outcome != Taken || r.Name != want[i] || !strings.Contains(words(t, c, r.Source), fmt.Sprintf("Letter number %d.", i)) {
			t.Errorf("%d: %s %s %v", i, r.Outcome, r.Name, r.Err)
		}
	}
	after, err := c.History(t.Context(), store.HistoryFilter{})
	if err != nil || len(after) != len(before)+1 {
		t.Errorf("%d actions for one taking in, %v", len(after)-len(before), err)
	}
	sources, err := c.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range sources {
		if s.Title != strings.TrimSuffix(want[i], ".txt") {
			t.Errorf("source %d is %q", i, s.Title)
		}
	}
	sound(t, c)

	// Undo takes back sources, files and texts at once; redo brings all again.
	if _, err := c.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s, e := counted(t, c); s != 0 || e != 0 {
		t.Errorf("after undo %d sources and %d files are left", s, e)
	}
	sound(t, c)
	if _, err := c.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s, e := counted(t, c); s != 40 || e != 40 {
		t.Errorf("after redo there are %d sources and %d files", s, e)
	}
	if got := words(t, c, all[39].Source); !strings.HasPrefix(got, "Letter number 39.") {
		t.Errorf("after redo the text is %q", got)
	}
	sound(t, c)
}

func TestMoreThanABatch(t *testing.T) {
	c := newCase(t)
	items := make([]Item, batchItems+10)
	for i := range items {
		items[i] = Item{Name: fmt.Sprintf("n%d.txt", i), Data: []byte(fmt.Sprint("Number ", i))}
	}
	take(t, c, items, Options{})
	for range 2 {
		if _, err := c.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if s, _ := counted(t, c); s != 0 {
		t.Errorf("%d sources after two batches were taken back", s)
	}
}

func TestSameBytesTwice(t *testing.T) {
	c := newCase(t)
	text := "The same letter."
	all := take(t, c, []Item{{Name: "a.txt", Data: []byte(text)}, {Name: "b.txt", Data: []byte("Another.")}, {Name: "c.txt", Data: []byte(text)}}, Options{})
	if all[0].Outcome != Taken || all[2].Outcome != Known || all[2].Source != all[0].Source || all[2].Evidence.SHA256 != all[0].Evidence.SHA256 {
		t.Errorf("inside one batch: %+v", all)
	}
	again := take(t, c, []Item{{Name: "later.txt", Data: []byte(text)}}, Options{})[0]
	if again.Outcome != Known || again.Source != all[0].Source {
		t.Errorf("later: %+v", again)
	}
	if got := events(t, c, all[0].Evidence.SHA256); got != "taken in, seen again, seen again" {
		t.Errorf("the record says %q", got)
	}
	if s, e := counted(t, c); s != 2 || e != 2 {
		t.Errorf("%d sources, %d files", s, e)
	}
	// With Again it makes another source of the same bytes, kept once.
	r := take(t, c, []Item{{Name: "d.txt", Data: []byte(text)}}, Options{Again: true})[0]
	if r.Outcome != Taken || r.Source == all[0].Source {
		t.Errorf("again: %+v", r)
	}
	v, err := c.Verify(t.Context(), "", nil)
	if err != nil || v.Evidence != 2 || !v.Sound() {
		t.Errorf("%d items are kept, want 2: %v %v", v.Evidence, v.Problems, err)
	}
	holds, err := c.Holding(t.Context(), r.Evidence.SHA256)
	if err != nil || len(holds) != 2 {
		t.Errorf("held by %v, %v", holds, err)
	}
}

func TestTakenInAgainAfterUndo(t *testing.T) {
	c := newCase(t)
	first := takeOne(t, c, "a.txt", "A letter.")
	if _, err := c.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	second := takeOne(t, c, "a.txt", "A letter.")
	if got := events(t, c, first.Evidence.SHA256); got != "taken in, taken in again" {
		t.Errorf("the record says %q", got)
	}
	if words(t, c, second.Source) != "A letter." {
		t.Error("the second taking in has no text")
	}
	sound(t, c)
}

func TestAttachToASource(t *testing.T) {
	c := newCase(t)
	first := takeOne(t, c, "page.txt", "The page.")
	all := take(t, c, []Item{{Name: "scan.txt", Data: []byte("The scan.")}, {Name: "page copy.txt", Data: []byte("The page.")}}, Options{Source: first.Source})
	if all[0].Outcome != Taken || all[0].Source != first.Source || all[1].Outcome != Known || all[1].Source != first.Source {
		t.Errorf("attached: %+v", all)
	}
	other := takeOne(t, c, "other.txt", "Another source.")
	r := take(t, c, []Item{{Name: "page.txt", Data: []byte("The page.")}}, Options{Source: other.Source})[0]
	if r.Outcome != Taken || r.Source != other.Source {
		t.Errorf("the same file belongs to two sources: %+v", r)
	}
	if s, e := counted(t, c); s != 2 || e != 4 {
		t.Errorf("%d sources, %d attachments", s, e)
	}
	if _, err := TakeIn(t.Context(), c, []Item{{Name: "x", Data: []byte("x")}}, Options{Source: store.ID{9}}, nil); err == nil {
		t.Error("a file was attached to a source that is not there")
	}
	sound(t, c)
}

func TestNamesAreMadeSafe(t *testing.T) {
	c := newCase(t)
	for name, want := range map[string]string{
		"../../etc/passwd":        "passwd",
		`..\..\windows\win.ini`:   "win.ini",
		"a\x00b\nc\x1b[31m.txt":   "abc[31m.txt",
		"safe\u202efdp.exe":       "safefdp.exe",
		"\u2066hid\u2069den.txt":  "hidden.txt",
		"..":                      "unnamed",
		"":                        "unnamed",
		"bad\xff\xfename.txt":     "bad\uFFFDname.txt",
		strings.Repeat("ы", 300):  "",
		"line\u2028separator.txt": "lineseparator.txt",
	} {
		r := take(t, c, []Item{{Name: name, Data: []byte("The text.")}}, Options{Again: true})[0]
		if r.Outcome != Taken || want != "" && r.Name != want || len(r.Evidence.Name) > 180 {
			t.Errorf("%q became %q (%s, %v)", name, r.Name, r.Outcome, r.Err)
		}
		s, err := c.Source(t.Context(), r.Source)
		if err != nil || s.Title == "" || strings.ContainsAny(s.Title, "\x00\n\u202e/\\") {
			t.Errorf("%q gave the title %q, %v", name, s.Title, err)
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	dir := t.TempDir()
	put(t, dir, "new\nline.txt", "A name of two lines.", "-rf", "A name like an option.")
	for _, r := range take(t, c, listed(t, dir), Options{}) {
		if r.Outcome != Taken || strings.Contains(r.Name, "\n") {
			t.Errorf("%q: %s, %v", r.Name, r.Outcome, r.Err)
		}
	}
	sound(t, c)
}

func TestChangedWhileRead(t *testing.T) {
	c := newCase(t)
	dir := t.TempDir()
	put(t, dir, "a.txt", "Before.", "b.txt", "At rest.")
	grows := func(ctx context.Context, q bounded.Request) (document.Document, error) {
		doc, err := InProcess(ctx, q)
		if filepath.Base(q.Path) == "a.txt" {
			put(t, dir, "a.txt", "After, and longer.")
		}
		return doc, err
	}
	all := take(t, c, listed(t, dir), Options{Reader: grows})
	if all[0].Outcome != Not || all[0].Err == nil || !strings.Contains(all[0].Err.Error(), "was changed while") {
		t.Errorf("a file that changed: %+v", all[0])
	}
	if all[1].Outcome != Taken {
		t.Errorf("the file beside it: %+v", all[1])
	}
	// The same length at the same time, but cut off between the look and the reading.
	p, err := Prepare(t.Context(), Item{Path: filepath.Join(dir, "b.txt")}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "b.txt", "At")
	if _, err := c.Update(t.Context(), "Take in", func(tx *store.Tx) error { _, err := p.Write(tx, Options{}); return err }); err == nil {
		t.Error("a file that was cut off was written")
	}
	sound(t, c)
}

func TestUnreadableAmongOthers(t *testing.T) {
	c := newCase(t)
	dir := t.TempDir()
	put(t, dir, "a.txt", "First.", "gone.txt", "Gone.", "z.txt", "Last.")
	items := listed(t, dir)
	items = append(items, Item{Path: dir}, Item{Path: filepath.Join(dir, "never")})
	if runtime.GOOS == "linux" {
		items = append(items, Item{Path: "/proc/self/mem"}) // opens, and gives an error at its first byte
	}
	if err := os.Remove(filepath.Join(dir, "gone.txt")); err != nil {
		t.Fatal(err)
	}
	all := take(t, c, items, Options{})
	for i, r := range all {
		good := i == 0 || i == 2
		if good != (r.Outcome == Taken) || good != (r.Err == nil) {
			t.Errorf("%s: %s, %v", r.Name, r.Outcome, r.Err)
		}
		if !good && (strings.Count(r.Err.Error(), ". ") > 0 || !strings.HasSuffix(r.Err.Error(), ".")) {
			t.Errorf("%q is not one sentence", r.Err)
		}
	}
	sound(t, c)
}

func TestReadersFailureLeavesASentence(t *testing.T) {
	c := newCase(t)
	for i, tt := range []struct {
		err  error
		want string
	}{
		{document.ErrLocked, "password"},
		{document.ErrDamaged, "damaged"},
		{document.ErrTooLarge, "too large"},
		{document.ErrUnknown, "kept but not read"},
		{bounded.ErrTooLong, "took too long"},
		{bounded.ErrDied, "could not be read"},
		{errors.New("odd"), "could not be read"},
	} {
		r := take(t, c, []Item{{Name: "f.pdf", Data: []byte(fmt.Sprint("file ", i))}}, Options{Reader: failing(fmt.Errorf("reading: %w", tt.err))})[0]
		if r.Outcome != Taken || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], tt.want) {
			t.Errorf("%v left %q (%s)", tt.err, r.Notes, r.Outcome)
		}
		readings, err := c.Readings(t.Context(), r.Source)
		if err != nil || len(readings) != 1 || readings[0].Note != r.Notes[0] || !readings[0].Layer.IsZero() {
			t.Errorf("%v: the readings are %+v, %v", tt.err, readings, err)
		}
	}
	sound(t, c)
}

func TestCancelledMidway(t *testing.T) {
	c := newCase(t)
	items := make([]Item, 100)
	for i := range items {
		items[i] = Item{Name: fmt.Sprintf("n%02d.txt", i), Data: []byte(fmt.Sprint("Number ", i))}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var at, working atomic.Int64
	slow := func(ctx context.Context, q bounded.Request) (document.Document, error) {
		working.Add(1)
		defer working.Add(-1)
		if at.Add(1) == 30 {
			cancel()
		}
		if ctx.Err() != nil {
			return document.Document{}, ctx.Err()
		}
		return InProcess(ctx, q)
	}
	all, err := TakeIn(ctx, c, items, Options{Reader: slow, Files: 3}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled taking in gave %v", err)
	}
	if n := working.Load(); n != 0 {
		t.Errorf("%d readers are still at work", n)
	}
	if len(all) == 0 || len(all) >= 31 {
		t.Errorf("%d of 100 are in after a cancel at 30", len(all))
	}
	for i, r := range all {
		if r.Outcome != Taken || words(t, c, r.Source) != fmt.Sprint("Number ", i) {
			t.Errorf("%d: %+v", i, r)
		}
	}
	if s, _ := counted(t, c); s != len(all) {
		t.Errorf("%d sources, %d results", s, len(all))
	}
	sound(t, c)
	if _, err := TakeIn(ctx, c, items, Options{Reader: InProcess}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("taking in when cancelled before gave %v", err)
	}
}

func TestNoGoroutineIsLeft(t *testing.T) {
	c := newCase(t)
	before := runtime.NumGoroutine()
	for range 5 {
		ctx, cancel := context.WithCancel(t.Context())
		items := make([]Item, 50)
		for i := range items {
			items[i] = Item{Name: "x.txt", Data: []byte(fmt.Sprint(i))}
		}
		_, _ = TakeIn(ctx, c, items, Options{Reader: InProcess}, func(done, _ int, _ string) {
			if done == 10 {
				cancel()
			}
		})
		cancel()
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestEmptyFile(t *testing.T) {
	c := newCase(t)
	dir := t.TempDir()
	put(t, dir, "empty.pdf", "")
	r := take(t, c, listed(t, dir), Options{})[0]
	if r.Outcome != Taken || r.Evidence.Size != 0 || len(r.Notes) != 1 || r.Passages != 0 {
		t.Errorf("%+v", r)
	}
	var out strings.Builder
	if err := c.WriteEvidence(t.Context(), r.Evidence.SHA256, &out); err != nil || out.Len() != 0 {
		t.Errorf("%q, %v", out.String(), err)
	}
	sound(t, c)
}

func TestRecordTellsNothingOfTheComputer(t *testing.T) {
	c := newCase(t)
	dir := filepath.Join(t.TempDir(), "private", "leaks")
	put(t, dir, "a.txt", "A letter.")
	r := take(t, c, listed(t, dir), Options{How: "dropped"})[0]
	record, err := c.Custody(t.Context(), r.Evidence.SHA256)
	if err != nil || len(record) != 1 {
		t.Fatal(record, err)
	}
	k := record[0]
	if strings.Contains(k.Detail, "private") || !strings.Contains(k.Detail, "from the folder leaks") || !strings.Contains(k.Detail, "dropped") ||
		!strings.Contains(k.Detail, r.Evidence.Hash()) || !strings.Contains(k.Detail, "9 bytes") || k.Tool != Tool || k.Author != "Tester" || k.At.IsZero() {
		t.Errorf("the record says %+v", k)
	}
}

func TestNoReader(t *testing.T) {
	c := newCase(t)
	all, err := TakeIn(t.Context(), c, []Item{{Name: "a.txt", Data: []byte("Text.")}}, Options{}, nil)
	if err != nil || all[0].Outcome != Taken || all[0].Passages != 0 {
		t.Fatalf("%+v, %v", all, err)
	}
	if r, err := c.Readings(t.Context(), all[0].Source); err != nil || len(r) != 0 {
		t.Errorf("what was not read has the readings %v, %v", r, err)
	}
}

// A file that kills its reader costs that file's text and nothing else.
func TestTakeInByChildren(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pool := bounded.NewPool(2, self, childWord)
	t.Cleanup(pool.Close)
	reader := func(ctx context.Context, q bounded.Request) (document.Document, error) {
		if q.Name == "killer.txt" {
			q.Path = filepath.Join(t.TempDir(), "is not there")
		}
		return pool.Read(ctx, q)
	}
	c := newCase(t)
	dir := t.TempDir()
	put(t, dir, "a.txt", "First.", "killer.txt", "Deadly.", "letter.eml", "From: a@example.org\nSubject: Wages\n\nNot paid.", "z.html", "<html><body><p>Last page of all.</p></body></html>")
	all := take(t, c, listed(t, dir), Options{Reader: reader})
	for i, want := range []string{"First.", "", "Not paid.", "Last page of all."} {
		if got := words(t, c, all[i].Source); all[i].Outcome != Taken || !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: %s, %q, %q", all[i].Name, all[i].Outcome, got, all[i].Notes)
		}
	}
	sound(t, c)
}
