package store

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Each change of the killed process adds one entity with its name and this
// many notes of address, so that a change cut in half is seen.
func addresses(i int) int {
	if i%5 == 0 {
		return 120
	}
	return 3
}

func addNumbered(ctx context.Context, c *Case, i int) (ActionID, error) {
	return c.Update(ctx, fmt.Sprintf("Add %d", i), func(tx *Tx) error {
		e, err := tx.AddEntity("Company")
		if err != nil {
			return err
		}
		if _, err := tx.Assert(Statement{Entity: e, Property: "name", Value: fmt.Sprintf("Firm %d", i)}, Noting{}); err != nil {
			return err
		}
		for n := range addresses(i) {
			if _, err := tx.Assert(Statement{Entity: e, Property: "address", Value: fmt.Sprintf("%d, street %d, Yuzhno-Sakhalinsk", n, i)}, Noting{}); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeUntilKilled opens the case, makes some changes, closes it and begins
// again, and prints each change that was reported as done. args: path, state
// folder, number of the first change, and the name of a point to die at.
func writeUntilKilled(args []string) {
	ctx := context.Background()
	fail := func(err error) {
		if err != nil {
			fmt.Println("error", err)
			os.Exit(3)
		}
	}
	var i int
	_, err := fmt.Sscan(args[2], &i)
	fail(err)
	o := childOptions(args[1])
	commits := 0 // the first is let through, so that there is something to keep
	o.point = func(name string) {
		if name == "committed" {
			commits++
		}
		if name == args[3] && (commits > 1 || commits == 1 && name == "written" || strings.HasPrefix(name, "recover")) {
			killSelf()
		}
	}
	for {
		c, err := Open(ctx, args[0], o)
		fail(err)
		if ro, why := c.ReadOnly(); ro {
			fail(fmt.Errorf("open for reading only: %s", why))
		}
		for range 4 {
			id, err := addNumbered(ctx, c, i)
			fail(err)
			// One system call: what the parent reads was reported whole.
			_, _ = os.Stdout.WriteString("done " + id.String() + "\n")
			i++
		}
		fail(c.Close())
	}
}

// victim is a case that is written to by processes that die.
type victim struct {
	path, state string
	reported    []string // hashes of actions whose success was reported
	made        int      // changes in the case when it was last looked at
}

func newVictim(t *testing.T) *victim {
	t.Helper()
	dir := t.TempDir()
	v := &victim{path: filepath.Join(dir, "v.rtcase"), state: filepath.Join(dir, "state")}
	c, err := Create(t.Context(), v.path, childOptions(v.state))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return v
}

// byItself says of a kill that the child ends itself at the point it was given.
const byItself = -1

// writeAndKill lets a child write and kills it a while after its nth report;
// the 0th is its start.
func (v *victim) writeAndKill(t *testing.T, nth int, after time.Duration, point string) {
	t.Helper()
	cmd := child(t, "write", v.path, v.state, fmt.Sprint(v.made), point)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) }
	if nth == 0 {
		kill()
	}
	lines := bufio.NewScanner(out)
	for n := 1; lines.Scan(); n++ {
		if n == nth {
			kill()
		}
		id, ok := strings.CutPrefix(lines.Text(), "done ")
		if !ok {
			t.Errorf("the child said: %s", lines.Text())
			continue
		}
		v.reported = append(v.reported, id)
	}
	if cmd.Wait() == nil {
		t.Fatal("the child ended by itself")
	}
}

// check opens the case as its next user would.
func (v *victim) check(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	c, err := Open(ctx, v.path, childOptions(v.state))
	if err != nil {
		t.Fatalf("opening after the kill: %v (%s)", err, Details(err))
	}
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if left := journals(v.path); len(left) > 0 {
			t.Errorf("after close there is %v", left)
		}
	}()
	if ro, why := c.ReadOnly(); ro {
		t.Fatalf("after the kill it opens for reading only: %s", why)
	}
	sound(t, c)
	there := map[string]bool{}
	number, want := 0, 0
	all, err := query(ctx, c.read, "SELECT lower(hex(hash)) || label FROM action", scanString)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		hash, label := a[:64], a[64:]
		var i int
		if _, err := fmt.Sscanf(label, "Add %d", &i); err != nil {
			t.Fatalf("an action is called %q", label)
		}
		there[hash] = true
		number++
		want += 1 + addresses(i)
	}
	for _, id := range v.reported {
		if !there[id] {
			t.Errorf("the change %s was reported as done and is gone", id)
		}
	}
	// One entity a change, whole.
	var entities, statements, notings int
	if err := c.read.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM entity), (SELECT count(*) FROM statement), (SELECT count(*) FROM noting)").Scan(&entities, &statements, &notings); err != nil {
		t.Fatal(err)
	}
	if entities != number || statements != want || notings != want {
		t.Errorf("%d changes left %d entities, %d statements and %d notings; want %d, %d and %d", number, entities, statements, notings, number, want, want)
	}
	id, err := addNumbered(ctx, c, number)
	if err != nil {
		t.Fatalf("writing after the kill: %v", err)
	}
	v.reported = append(v.reported, id.String())
	v.made = number + 1
}

// TestKilledAtAnyMoment kills a writing process at random moments of opening,
// writing, closing and recovering.
func TestKilledAtAnyMoment(t *testing.T) {
	kills := 200
	if testing.Short() {
		kills = 20
	}
	// How long a start and a change take differs by machine.
	v := newVictim(t)
	start := time.Now()
	v.writeAndKill(t, byItself, 0, "committed")
	span := time.Since(start)
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for i := range kills {
		if i%10 == 9 {
			v.check(t)
			v = newVictim(t) // a case that stays small is checked fast
		}
		// Every third kill falls into the start with its recovery, the others
		// between two reports: into a change, or into closing and opening again.
		nth, within := 0, span
		if i%3 != 0 {
			nth, within = 1+random.IntN(6), span/8
		}
		v.writeAndKill(t, nth, time.Duration(random.Int64N(int64(within))), "")
		if i%3 != 2 { // now and then the next victim recovers what this one left
			v.check(t)
		}
		if t.Failed() {
			t.Fatalf("after kill %d", i)
		}
	}
	v.check(t)
	t.Logf("%d kills; a start takes %v; %d changes survived in the last case", kills, span, v.made)
}

// TestKilledAtNamedPoints kills inside a commit and inside recovery.
func TestKilledAtNamedPoints(t *testing.T) {
	v := newVictim(t)
	for _, point := range []string{"written", "committed", "written", "recovering", "recovered", "committed", "recovered"} {
		if strings.HasPrefix(point, "recover") && len(journals(v.path)) == 0 {
			v.writeAndKill(t, byItself, 0, "written") // leaves something to recover
		}
		v.writeAndKill(t, byItself, 0, point)
		if point != "written" {
			v.check(t)
		}
	}
	v.check(t)
}

// extraStep is a migration of a later version: it writes so much with so small
// a cache that the file itself is changed long before the commit.
func extraStep() step {
	return step{name: "later.sql", sql: `PRAGMA cache_size = 10;
		CREATE TABLE later (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
		INSERT INTO later SELECT value, hex(randomblob(400)) FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 4000) SELECT value FROM n);
		UPDATE statement SET value = value || ' (later)';`}
}

// laterProgram makes this process the program of a later version.
func laterProgram() (back func()) {
	before := steps
	all := append(append([]step(nil), before()...), extraStep())
	steps = func() []step { return all }
	return func() { steps = before }
}

// migrateUntilKilled opens a case with a later program. args: path, state
// folder, the point to die at.
func migrateUntilKilled(args []string) {
	laterProgram()
	o := childOptions(args[1])
	o.point = func(name string) {
		if name == args[2] {
			killSelf()
		}
	}
	c, err := Open(context.Background(), args[0], o)
	if err == nil {
		err = c.Close()
	}
	fmt.Println("error: nobody killed the migration:", err)
}

// TestKilledInsideAMigration kills at every named point of a migration, and
// then again while the next program rolls it back.
func TestKilledInsideAMigration(t *testing.T) {
	for _, point := range []string{"copied", "begun", "stepped", "numbered", "committed", "random"} {
		t.Run(point, func(t *testing.T) {
			v := newVictim(t)
			v.writeAndKill(t, byItself, 0, "committed")
			v.check(t)
			before, err := os.ReadFile(v.path)
			if err != nil {
				t.Fatal(err)
			}
			die := func(where string, after time.Duration) {
				cmd := child(t, "migrate", v.path, v.state, where)
				var out strings.Builder
				cmd.Stdout = &out
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				if after > 0 {
					time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
				}
				if cmd.Wait() == nil && after == 0 {
					t.Fatalf("the child lived: %s", &out)
				}
			}
			if point == "random" {
				kills := 12
				if testing.Short() {
					kills = 3
				}
				random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 2))
				for range kills {
					die("", time.Duration(random.Int64N(int64(400*time.Millisecond)))+1)
				}
			} else {
				die(point, 0)
			}
			hot := len(journals(v.path)) > 0
			if hot != (point == "stepped" || point == "numbered") && point != "random" {
				t.Errorf("a journal is there: %v", hot)
			}
			if hot {
				now, err := os.ReadFile(v.path)
				if err != nil {
					t.Fatal(err)
				}
				if point == "numbered" && string(now) == string(before) {
					t.Error("the file was not touched before the commit, so this test rolls nothing back")
				}
				die("recovering", 0)
				die("recovered", 0)
			}
			// The later program finishes the work, and all is there.
			back := laterProgram()
			defer back()
			c, err := Open(t.Context(), v.path, childOptions(v.state))
			if err != nil {
				t.Fatalf("opening after the kill: %v (%s)", err, Details(err))
			}
			var rows int
			if err := c.read.QueryRow("SELECT count(*) FROM later").Scan(&rows); err != nil || rows != 4000 {
				t.Errorf("the new table has %d rows, %v", rows, err)
			}
			var twice int
			if err := c.read.QueryRow("SELECT count(*) FROM statement WHERE value NOT LIKE '% (later)' OR value LIKE '%(later) (later)'").Scan(&twice); err != nil || twice != 0 {
				t.Errorf("%d statements were not migrated exactly once, %v", twice, err)
			}
			if err := c.Close(); err != nil {
				t.Error(err)
			}
			back()
			// The safety copy is the case as it was, for the older program.
			copied, err := Open(t.Context(), SafetyCopyName(v.path, Format()), Options{ReadOnly: true})
			if err != nil {
				t.Fatalf("opening the safety copy: %v", err)
			}
			sound(t, copied)
			if err := copied.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// writeBigChange makes one change bigger than the page cache, so that the log
// holds parts of it long before it is committed. args: path, state folder.
func writeBigChange(args []string) {
	c, err := Open(context.Background(), args[0], childOptions(args[1]))
	if err == nil {
		if _, err = c.writer.conn.ExecContext(context.Background(), "PRAGMA cache_size = 10"); err == nil {
			_, err = c.Update(context.Background(), "Big", func(tx *Tx) error {
				e, err := tx.AddEntity("Company")
				for i := 0; err == nil; i++ {
					if i == 3000 {
						fmt.Println("enough")
					}
					_, err = tx.Assert(Statement{Entity: e, Property: "address", Value: hex.EncodeToString(fmt.Append(nil, i))}, Noting{})
				}
				return err
			})
		}
	}
	fmt.Println("error", err)
}

// TestKilledInsideABigChange kills while a change without end is being
// written: none of it stays.
func TestKilledInsideABigChange(t *testing.T) {
	v := newVictim(t)
	v.writeAndKill(t, byItself, 0, "committed")
	cmd := child(t, "big case", v.path, v.state)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "enough\n" {
		t.Fatalf("the child said %q, %v", line, err)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if len(journals(v.path)) == 0 {
		t.Error("the log was not begun, so this test rolls nothing back")
	}
	v.check(t)
}
