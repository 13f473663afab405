package store

import (
	"context"
	"errors"
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
		case "record":
			return strings.Join(cells[:3], "|") // of two that made one chart the earlier made it
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
				chart := ID{0xc4}
				if _, err := tx.recordRow(recordChart, chart); errors.Is(err, ErrNotFound) {
					if _, err := tx.AddChart(Chart{ID: chart, Title: word}); err != nil {
						return err
					}
				}
				return tx.PutChartNode(ChartNode{Chart: chart, Key: entity.String(), Placed: true, X: float64(len(word)), Y: p.skew.Seconds()})
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
