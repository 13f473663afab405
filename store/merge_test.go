package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// portable dumps what a case holds so that two files with the same records
// give the same text: identities in place of row numbers, hashes in place of
// action numbers, everything sorted.
func portable(t failer, c *Case) string {
	t.Helper()
	ctx := context.Background()
	names := map[*table]map[int64]string{}
	hashes := map[int64]string{}
	rows, err := c.read.Query("SELECT id, hex(hash) FROM action")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var id int64
		var h string
		if err := rows.Scan(&id, &h); err != nil {
			t.Fatal(err)
		}
		hashes[id] = h[:8]
	}
	_ = rows.Close()
	refs := map[string]*table{"record": tRecord, "entity": tEntity, "target": tEntity, "a": tEntity, "b": tEntity, "layer": tLayer, "statement": tStatement, "withdrawal": tWithdrawal, "noting": tNoting, "evidence": tEvidence, "passage": tPassage, "property": tProperty, "source": tRecord}
	var lines []string
	for _, tb := range append([]*table{tProperty, tEvidence}, slices.DeleteFunc(recorded(), func(tb *table) bool { return tb == tProperty || tb == tEvidence })...) {
		names[tb] = map[int64]string{}
		if err := tableRows(ctx, c.read, tb, func(tb *table, id int64, row []any) error {
			var cells []string
			for i, col := range tb.columns {
				v := row[i]
				n, number := v.(int64)
				switch {
				case number && (col == "action" || strings.HasSuffix(col, "_action")):
					cells = append(cells, hashes[n])
				case number && refs[col] != nil:
					cells = append(cells, names[refs[col]][n])
				default:
					if b, ok := v.([]byte); ok {
						v = fmt.Sprintf("%x", b)
					}
					cells = append(cells, fmt.Sprint(v))
				}
			}
			line := strings.Join(cells, "|")
			name := cells[0]
			if tb == tPassage {
				name = cells[0] + "#" + cells[1]
			}
			names[tb][id] = name
			if tb != tProperty { // a list of words that only grows
				lines = append(lines, tb.name+"|"+line)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	caps, err := query(ctx, c.read, "SELECT hex(e.uid) || ' ' || c.text || ' ' || c.sort FROM caption c JOIN entity e ON e.id = c.entity", scanString)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range caps {
		lines = append(lines, "caption|"+s)
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

// lacks lists what stands in a and not in b, fields and lives aside: those change.
func lacks(a, b string) []string {
	key := func(line string) string {
		cells := strings.Split(line, "|")
		switch cells[0] {
		case "field", "caption", "attachment":
			return ""
		case "statement":
			return strings.Join(cells[:len(cells)-1], "|")
		case "entity":
			return cells[1]
		}
		return line
	}
	have := map[string]bool{}
	for l := range strings.SplitSeq(b, "\n") {
		have[key(l)] = true
	}
	var all []string
	for l := range strings.SplitSeq(a, "\n") {
		if k := key(l); k != "" && !have[k] {
			all = append(all, l)
		}
	}
	return all
}

// colleague is one person with a file of their own and a clock of their own.
type colleague struct {
	c    *Case
	skew time.Duration
	tick time.Duration
}

// office is where colleagues work apart and now and then merge.
type office struct {
	t     *rapid.T
	dir   string
	files int
	seed  uint64
	all   []*colleague
}

func (o *office) open(path string, who int, p *colleague) *Case {
	o.seed++
	opts := testOptions(o.seed)
	opts.Author, opts.Replica, opts.LateIndex = fmt.Sprintf("Colleague %d", who), ID{byte(who + 1)}, true
	opts.Now = func() time.Time {
		p.tick += time.Second
		return time.Date(2018, 8, 3, 9, 0, 0, 0, time.UTC).Add(p.skew + p.tick)
	}
	c, err := openPlain(path, opts)
	if err != nil {
		o.t.Fatal(err)
	}
	return c
}

// openPlain opens a case of our own for writing without the inspection that a
// stranger's needs, so that thousands of histories can be tried.
func openPlain(path string, opts Options) (*Case, error) {
	ctx := context.Background()
	c := &Case{path: path, file: path, opts: opts.filled()}
	db, err := pool(path, "rw", 1, strings.Replace(writerSetup, "synchronous(FULL)", "synchronous(OFF)", 1)+"&_pragma=journal_mode(WAL)")
	if err != nil {
		return nil, err
	}
	c.write = db
	if c.read, err = pool(path, "ro", 2, readerSetup); err != nil {
		return nil, err
	}
	if err := c.writer.start(ctx, db); err != nil {
		return nil, err
	}
	return c, c.loadIndex(ctx)
}

// copyOf gives a copy of a colleague's file, open for writing.
func (o *office) copyOf(c *Case, who int, p *colleague) *Case {
	if _, err := c.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil && c.writer.conn == nil {
		o.t.Fatal(err)
	}
	return o.open(o.copyFile(c), who, p)
}

func (o *office) copyFile(c *Case) string {
	c.mu.Lock()
	_, err := c.writer.conn.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
	c.mu.Unlock()
	if err != nil {
		o.t.Fatal(err)
	}
	o.files++
	to := filepath.Join(o.dir, fmt.Sprintf("%d.rtcase", o.files))
	if err := copyFile(c.path, to); err != nil {
		o.t.Fatal(err)
	}
	return to
}

func (o *office) update(c *Case, label string, fn func(tx *Tx) error) {
	if _, err := c.Update(context.Background(), label, fn); err != nil {
		o.t.Fatalf("%s: %v", label, err)
	}
}

// ids lists identities of a kind, in an order that is the same on every run.
func (o *office) ids(c *Case, text string) []ID {
	all, err := query(context.Background(), c.read, text+" ORDER BY 1", scanID)
	if err != nil {
		o.t.Fatal(err)
	}
	return all
}

func (o *office) one(c *Case, text string) ID {
	all := o.ids(c, text)
	if len(all) == 0 {
		return ID{}
	}
	return rapid.SampledFrom(all).Draw(o.t, "which")
}

// act does something at random in one file.
func (o *office) act(p *colleague) {
	c := p.c
	source := o.one(c, "SELECT uid FROM record WHERE kind = 'source'")
	entity := o.one(c, "SELECT uid FROM entity")
	words := []string{"Mokran", "Kanson", "Бу Хён", "Zenco-39", "quay 4"}
	word := rapid.SampledFrom(words).Draw(o.t, "word")
	switch rapid.IntRange(0, 17).Draw(o.t, "act") {
	case 0:
		o.update(c, "Log source", func(tx *Tx) error {
			_, err := tx.AddSource(Source{Title: word, URL: "https://example.org/" + strconv.Itoa(len(word)), Kind: "article"})
			return err
		})
	case 1:
		if !source.IsZero() {
			o.update(c, "Edit source", func(tx *Tx) error {
				return tx.SetSource(Source{ID: source, Title: word, Kind: "law", Note: word + " noted"})
			})
		}
	case 2, 3:
		o.update(c, "Add company", func(tx *Tx) error {
			e, err := tx.AddEntity("Company")
			if err != nil {
				return err
			}
			_, err = tx.Assert(Statement{Entity: e, Property: "name", Value: word, Source: source}, Noting{})
			return err
		})
	case 4, 5, 6:
		if !entity.IsZero() {
			property := rapid.SampledFrom([]string{"name", "alias", "status"}).Draw(o.t, "property")
			stance := rapid.SampledFrom([]Stance{Asserts, Asserts, Disputes}).Draw(o.t, "stance")
			o.update(c, "Assert", func(tx *Tx) error {
				_, err := tx.Assert(Statement{Entity: entity, Property: property, Value: word, Source: source, Stance: stance}, Noting{Hedge: "appears"})
				return err
			})
		}
	case 7:
		if id := o.one(c, "SELECT uid FROM statement WHERE live = 1"); !id.IsZero() {
			o.update(c, "Withdraw", func(tx *Tx) error { return tx.Withdraw(id, word) })
		}
	case 8:
		if other := o.one(c, "SELECT uid FROM entity"); !entity.IsZero() && other != entity {
			v := rapid.SampledFrom([]Verdict{Same, Different}).Draw(o.t, "verdict")
			o.update(c, "Judge", func(tx *Tx) error { _, err := tx.Judge(entity, other, v, word); return err })
		}
	case 9:
		o.update(c, "Add note", func(tx *Tx) error { _, err := tx.AddNote(Note{About: entity, Text: word}); return err })
	case 10:
		if id := o.one(c, "SELECT uid FROM record WHERE kind = 'note'"); !id.IsZero() {
			o.update(c, "Edit note", func(tx *Tx) error {
				return tx.SetNote(Note{ID: id, About: entity, Text: word + " again", Removed: len(word) == 6})
			})
		}
	case 11:
		o.update(c, "Edit the case", func(tx *Tx) error { return tx.SetCase(CaseFields{Title: word, Summary: word}) })
	case 12:
		if !source.IsZero() {
			o.update(c, "Take in", func(tx *Tx) error {
				e, err := tx.AddEvidence(source, Intake{Name: word + ".txt", Media: "text/plain"}, strings.NewReader(word))
				if err != nil {
					return err
				}
				l, err := tx.AddText(source, Layer{Kind: "text", Tool: "t", Passages: []Passage{{Number: 1, Text: word}, {Number: 2, Text: "two"}}, Sections: []Section{{First: 2, Title: "S"}}})
				if err != nil {
					return err
				}
				_, err = tx.AddReading(Reading{Source: source, Evidence: e.SHA256, Layer: l, Tool: "t", Format: "txt"})
				return err
			})
		}
	case 13:
		if !source.IsZero() && !entity.IsZero() && len(o.ids(c, "SELECT l.uid FROM layer l JOIN record r ON r.id = l.source WHERE hex(r.uid) = '"+strings.ToUpper(source.String())+"'")) > 0 {
			o.update(c, "Cite", func(tx *Tx) error {
				_, err := tx.Assert(Statement{Entity: entity, Property: "alias", Value: word, Source: source}, Noting{Citation: Citation{Passage: 2, Quote: "two"}})
				return err
			})
		}
	case 14:
		held, err := c.Evidence(context.Background(), ID{})
		if err != nil {
			o.t.Fatal(err)
		}
		if len(held) > 0 {
			e := held[rapid.IntRange(0, len(held)-1).Draw(o.t, "item")]
			o.update(c, "Take off", func(tx *Tx) error { return tx.Detach(e.Source, e.SHA256, "t") })
		}
	case 15:
		if !entity.IsZero() {
			o.update(c, "Classify", func(tx *Tx) error { return tx.SetClass(entity, Classes()[len(word)%5]) })
			o.update(c, "Place", func(tx *Tx) error {
				_, err := tx.addRecord("place", ID{}, []fieldValue{{"entity", entity.String()}, {"x", strconv.Itoa(len(word))}})
				return err
			})
		}
	case 16:
		if _, err := c.Undo(context.Background()); err != nil && !strings.Contains(err.Error(), "nothing to undo") {
			o.t.Fatal(err)
		}
	case 17:
		if _, err := c.Redo(context.Background()); err != nil && !strings.Contains(err.Error(), "nothing to redo") {
			o.t.Fatal(err)
		}
	}
}

func (o *office) merge(into, from *Case) Joined {
	j, err := into.Merge(context.Background(), from, MergeOptions{})
	if err != nil {
		o.t.Fatalf("merge: %v; %v", err, Details(err))
	}
	return j
}

// story makes three files that grew from one, or never met, by people whose
// clocks are wrong.
func (o *office) story() {
	template := filepath.Join(o.dir, "new.rtcase")
	if err := createAt(context.Background(), template); err != nil {
		o.t.Fatal(err)
	}
	met := rapid.Bool().Draw(o.t, "grew from one")
	for i := range 3 {
		p := &colleague{skew: time.Duration(rapid.IntRange(-5000, 5000).Draw(o.t, "skew")) * time.Second}
		o.all = append(o.all, p)
		switch {
		case i == 0 || !met:
			o.files++
			path := filepath.Join(o.dir, fmt.Sprintf("%d.rtcase", o.files))
			if err := copyFile(template, path); err != nil {
				o.t.Fatal(err)
			}
			p.c = o.open(path, i, p)
		default:
			p.c = o.open(o.copyFile(o.all[0].c), i, p)
		}
		if i == 0 {
			for range rapid.IntRange(0, 6).Draw(o.t, "before") {
				o.act(p)
			}
		}
	}
	for range rapid.IntRange(1, 14).Draw(o.t, "steps") {
		p := o.all[rapid.IntRange(0, 2).Draw(o.t, "who")]
		if rapid.IntRange(0, 9).Draw(o.t, "merge") == 0 {
			if q := o.all[rapid.IntRange(0, 2).Draw(o.t, "with")]; q != p {
				o.merge(p.c, q.c)
			}
			continue
		}
		o.act(p)
	}
}

func (o *office) same(what string, a, b *Case) {
	x, y := portable(o.t, a), portable(o.t, b)
	if x != y {
		o.t.Fatalf("%s: the files differ\nleft only:\n%s\nright only:\n%s", what, strings.Join(only(x, y), "\n"), strings.Join(only(y, x), "\n"))
	}
}

func only(a, b string) []string {
	have := strings.Split(b, "\n")
	var all []string
	for l := range strings.SplitSeq(a, "\n") {
		if _, ok := slices.BinarySearch(have, l); !ok {
			all = append(all, l)
		}
	}
	return all
}

// checkMerge is the promise: it does not matter who merges with whom, how
// often and in which order, and nothing is lost.
func checkMerge(t *rapid.T, dir string) {
	o := &office{t: t, dir: dir}
	defer func() {
		for _, p := range o.all {
			_ = p.c.Close()
		}
	}()
	o.story()
	a, b, c := o.all[0].c, o.all[1].c, o.all[2].c
	var made []*Case
	fresh := func(of *Case, who int) *Case {
		n := o.open(o.copyFile(of), who, o.all[who])
		made = append(made, n)
		return n
	}
	defer func() {
		for _, n := range made {
			_ = n.Close()
		}
	}()
	ab, ba := fresh(a, 0), fresh(b, 1)
	before := dump(t, ab)
	first := o.merge(ab, b)
	o.merge(ba, a)
	o.same("A with B, B with A", ab, ba)
	// Undone, the state is what it was; merged again, it is what it became.
	if j := o.merge(ab, b); !j.Nothing() || !j.Action.IsZero() {
		t.Fatalf("merging again brought %+v", j)
	}
	if j := o.merge(ab, ba); !j.Nothing() || !j.Action.IsZero() {
		t.Fatalf("merging what was merged brought %+v", j)
	}
	if n := len(ab.writer.undo); !first.Action.IsZero() && n > 0 && ab.writer.undo[n-1] == ab.writer.last {
		merged := portable(t, ab)
		if _, err := ab.Undo(context.Background()); err != nil {
			t.Fatal(err)
		}
		if now := dump(t, ab); now != before {
			t.Fatalf("undo of a merge left\n%s\nwant\n%s", now, before)
		}
		o.merge(ab, b)
		if again := portable(t, ab); again != merged {
			t.Fatal("merged after undo, the case is another")
		}
	}
	bc := fresh(b, 1)
	o.merge(bc, c)
	abc := fresh(a, 0)
	o.merge(abc, bc)
	o.merge(ab, c)
	o.same("(A B) C, A (B C)", ab, abc)
	all := portable(t, ab)
	for i, one := range []*Case{a, b, c} {
		if gone := lacks(portable(t, one), all); len(gone) > 0 {
			t.Fatalf("the merge lost of file %d:\n%s", i, strings.Join(gone, "\n"))
		}
	}
	for _, n := range []*Case{ab, abc, ba} {
		sound(t, n)
	}
}

func TestMergeHistories(t *testing.T) {
	base := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		dir := filepath.Join(base, strconv.Itoa(n))
		if err := os.Mkdir(dir, 0o700); err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		checkMerge(rt, dir)
	})
}

// pairOf gives two colleagues a file each that grew from one, with one note.
func pairOf(t *testing.T) (a, b *Case, note ID) {
	t.Helper()
	dir := t.TempDir()
	open := func(name string, who byte, at time.Duration) *Case {
		o := testOptions(uint64(who))
		base := o.Now
		o.Now = func() time.Time { return base().Add(at) }
		o.Author, o.Replica = []string{"Anna", "Boris"}[who-1], ID{who}
		c, err := Open(t.Context(), filepath.Join(dir, name), o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	first, err := Create(t.Context(), filepath.Join(dir, "a.rtcase"), testOptions(9))
	if err != nil {
		t.Fatal(err)
	}
	do(t, first, "Note", func(tx *Tx) (err error) {
		note, err = tx.AddNote(Note{Text: "What we know so far."})
		return err
	})
	if err := first.SaveCopy(t.Context(), filepath.Join(dir, "b.rtcase")); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	return open("a.rtcase", 1, time.Hour), open("b.rtcase", 2, 2*time.Hour), note
}

func join(t *testing.T, into, from *Case) Joined {
	t.Helper()
	j, err := into.Merge(t.Context(), from, MergeOptions{})
	if err != nil {
		t.Fatal(err, Details(err))
	}
	return j
}

func TestANoteChangedOnBothSidesIsAConflict(t *testing.T) {
	a, b, note := pairOf(t)
	edit := func(c *Case, text string) {
		do(t, c, "Edit note", func(tx *Tx) error { return tx.SetNote(Note{ID: note, Text: text}) })
	}
	edit(a, "Anna's long text.")
	edit(b, "Boris's long text.")
	j := join(t, a, b)
	if len(j.Conflicts) != 1 || j.Conflicts[0].Kind != ConflictText || len(j.Conflicts[0].Sides) != 2 {
		t.Fatalf("%+v", j.Conflicts)
	}
	f := j.Conflicts[0]
	if f.Sides[0].Text != "Boris's long text." || f.Sides[0].Author != "Boris" || !f.Sides[0].Stands || f.Sides[1].Text != "Anna's long text." || f.Sides[1].Author != "Anna" {
		t.Fatalf("%+v", f.Sides)
	}
	// The later stands for both, whoever merges.
	join(t, b, a)
	for _, c := range []*Case{a, b} {
		notes, err := c.Notes(t.Context(), ID{})
		if err != nil || len(notes) != 1 || notes[0].Text != "Boris's long text." {
			t.Fatalf("%+v %v", notes, err)
		}
		open, err := c.Conflicts(t.Context())
		if err != nil || len(open) != 1 {
			t.Fatalf("%+v %v", open, err)
		}
		sound(t, c)
	}
	// An edit of what stands does not settle the other side; a decision does,
	// and travels.
	edit(b, "Boris again.")
	if open, err := b.Conflicts(t.Context()); err != nil || len(open) != 1 {
		t.Fatalf("%+v %v", open, err)
	}
	open, _ := b.Conflicts(t.Context())
	do(t, b, "Decide", func(tx *Tx) error { return tx.Decide(open[0], 1, "") })
	join(t, a, b)
	for _, c := range []*Case{a, b} {
		if open, err := c.Conflicts(t.Context()); err != nil || len(open) != 0 {
			t.Fatalf("%+v %v", open, err)
		}
		notes, err := c.Notes(t.Context(), ID{})
		if err != nil || notes[0].Text != "Anna's long text." {
			t.Fatalf("%+v %v", notes, err)
		}
	}
}

func TestAnEditThatKnewTheOtherIsNoConflict(t *testing.T) {
	a, b, note := pairOf(t)
	do(t, a, "Edit note", func(tx *Tx) error { return tx.SetNote(Note{ID: note, Text: "Anna's."}) })
	join(t, b, a)
	do(t, b, "Edit note", func(tx *Tx) error { return tx.SetNote(Note{ID: note, Text: "Boris's, made from Anna's."}) })
	if j := join(t, a, b); len(j.Conflicts) != 0 {
		t.Fatalf("%+v", j.Conflicts)
	}
}

// TestMergeKeepsBothHistories: two heads until the next action joins them.
func TestMergeKeepsBothHistories(t *testing.T) {
	a, b, _ := pairOf(t)
	firm(t, a, ID{}, "Mokran")
	theirs, _ := firm(t, b, ID{}, "Kanson")
	was, err := b.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	j := join(t, a, b)
	heads, err := a.Head(t.Context())
	if err != nil || len(heads) != 2 || !slices.Contains(heads, was[0]) || !slices.Contains(heads, j.Action) {
		t.Fatalf("heads %v after merging %v; %v", heads, was, err)
	}
	if v, err := a.Verify(t.Context(), was[0].String(), nil); err != nil || !v.Sound() {
		t.Fatal(v.Problems, err)
	}
	firm(t, a, ID{}, "Zenco")
	if heads, err := a.Head(t.Context()); err != nil || len(heads) != 1 {
		t.Fatal(heads, err)
	}
	sound(t, a)
	s, err := a.Statements(t.Context(), StatementFilter{Entity: theirs})
	if err != nil || len(s) != 1 || s[0].Notings[0].Author != "Boris" {
		t.Fatalf("%+v %v", s, err)
	}
	history, err := a.History(t.Context(), HistoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	joined := 0
	for _, h := range history {
		if h.Joined {
			joined++
		}
	}
	if joined != 1 || j.Actions != 1 {
		t.Fatalf("%d actions are marked as of the other file", joined)
	}
}

func TestUndoneComesAgainAndThePreviewSaysSo(t *testing.T) {
	a, b, _ := pairOf(t)
	firm(t, b, ID{}, "Kanson")
	join(t, a, b)
	if _, err := a.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := dump(t, a)
	j, err := a.Merge(t.Context(), b, MergeOptions{DryRun: true})
	if err != nil || len(j.Returning) != 1 || j.Returning[0].Rows != 3 || j.Entities != 1 {
		t.Fatalf("%+v %v", j, err)
	}
	if dump(t, a) != before {
		t.Fatal("a preview changed the case")
	}
	join(t, a, b)
	if rows, _, err := a.Entities(t.Context(), EntityFilter{}); err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	sound(t, a)
}

func TestAFileTakenOffStaysOff(t *testing.T) {
	a, b, _ := pairOf(t)
	source := article(t, a)
	var e Evidence
	do(t, a, "Take in", func(tx *Tx) (err error) {
		e, err = tx.AddEvidence(source, Intake{Name: "x.txt"}, strings.NewReader("the bytes"))
		return err
	})
	join(t, b, a)
	do(t, b, "Take off", func(tx *Tx) error { return tx.Detach(source, e.SHA256, "t") })
	join(t, b, a)
	join(t, a, b)
	for _, c := range []*Case{a, b} {
		held, err := c.Evidence(t.Context(), source)
		if err != nil || len(held) != 0 {
			t.Fatal(held, err)
		}
		var kept strings.Builder
		if err := c.WriteEvidence(t.Context(), e.SHA256, &kept); err != nil || kept.String() != "the bytes" {
			t.Fatal(kept.String(), err)
		}
	}
}

func TestConflictsOfValuesAndJudgements(t *testing.T) {
	a, b, _ := pairOf(t)
	x, _ := firm(t, a, ID{}, "Mokran")
	y, _ := firm(t, a, ID{}, "Mokran Ltd")
	join(t, b, a)
	say := func(c *Case, date string) {
		do(t, c, "Founded", func(tx *Tx) error {
			_, err := tx.Assert(Statement{Entity: x, Property: "incorporationDate", Value: date}, Noting{})
			return err
		})
	}
	say(a, "2014")
	say(b, "2015")
	do(t, a, "Judge", func(tx *Tx) error { _, err := tx.Judge(x, y, Same, "one number"); return err })
	do(t, b, "Judge", func(tx *Tx) error { _, err := tx.Judge(x, y, Different, "two owners"); return err })
	j := join(t, a, b)
	kinds := map[ConflictKind]Conflict{}
	for _, f := range j.Conflicts {
		kinds[f.Kind] = f
	}
	if len(j.Conflicts) != 2 || len(kinds[ConflictValue].Sides) != 2 || len(kinds[ConflictJudgement].Sides) != 2 {
		t.Fatalf("%+v", j.Conflicts)
	}
	do(t, a, "Decide", func(tx *Tx) error {
		if err := tx.Decide(kinds[ConflictValue], 0, "the register says so"); err != nil {
			return err
		}
		return tx.Decide(kinds[ConflictJudgement], 0, "looked again")
	})
	join(t, b, a)
	for _, c := range []*Case{a, b} {
		if open, err := c.Conflicts(t.Context()); err != nil || len(open) != 0 {
			t.Fatalf("%+v %v", open, err)
		}
		sound(t, c)
	}
}

func TestTheSameSourceTwiceIsProposed(t *testing.T) {
	a, b, _ := pairOf(t)
	add := func(c *Case, title string) {
		do(t, c, "Log", func(tx *Tx) error {
			_, err := tx.AddSource(Source{Title: title, URL: "https://example.org/quay", Origin: ""})
			return err
		})
	}
	add(a, "The quay")
	add(b, "On the quay")
	j := join(t, a, b)
	if j.Sources != 1 || len(j.Conflicts) != 1 || j.Conflicts[0].Kind != ConflictSource || j.Conflicts[0].Field != "url" {
		t.Fatalf("%+v", j)
	}
	do(t, a, "Decide", func(tx *Tx) error { return tx.Decide(j.Conflicts[0], 0, "") })
	all, err := a.Sources(t.Context())
	if err != nil || len(all) != 2 || all[0].Origin == "" || all[0].Origin != all[1].Origin {
		t.Fatalf("%+v %v", all, err)
	}
	if open, err := a.Conflicts(t.Context()); err != nil || len(open) != 0 {
		t.Fatalf("%+v %v", open, err)
	}
}

// TestAFileThatContradictsItselfIsRefused: what does not fit is left out
// whole, and the case stays as it was.
func TestAFileThatContradictsItselfIsRefused(t *testing.T) {
	for name, sql := range map[string]string{
		"a statement with another value": "UPDATE statement SET value = 'Other'",
		"a label changed":                "UPDATE action SET label = 'Other' WHERE id = 2",
		"a clock beyond time":            "UPDATE action SET clock = 9223372036854775807 WHERE id = 2",
		"changes left out":               "UPDATE action SET data = x'', size = 0 WHERE id = 2",
		"a dead statement marked live":   "UPDATE statement SET live = 1 - live",
	} {
		t.Run(name, func(t *testing.T) {
			a, b, _ := pairOf(t)
			firm(t, b, ID{}, "Kanson")
			path := filepath.Join(t.TempDir(), "x.rtcase")
			if err := b.SaveCopy(t.Context(), path); err != nil {
				t.Fatal(err)
			}
			db, err := pool(path, "rw", 1, commonSetup)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(sql); err != nil {
				t.Fatal(err)
			}
			_ = db.Close()
			other, err := OpenOther(t.Context(), path, testOptions(5))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = other.Close() }()
			before := dump(t, a)
			if _, err := a.Merge(t.Context(), other, MergeOptions{}); err == nil || !strings.Contains(err.Error(), "does not hold together") {
				t.Fatal(err)
			}
			if dump(t, a) != before {
				t.Fatal("something of it came")
			}
			sound(t, a)
		})
	}
}
