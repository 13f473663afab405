package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Joining two cases.
//
// Two files that grew from one, or that never met, join by the union of what
// they hold. Statements, notings, withdrawals, entities, judgements, texts,
// readings, attachments and evidence have an identity that is the same in every
// file (a random id, or a hash of their content), so what one file lacks is put
// in and what both hold is left alone. Fields, which change, are compared one by
// one: the later edit stands (by hybrid logical clock, then replica, then hash),
// and the older stays in the history. So it does not matter who merges with
// whom, how often and in which order: the same records come out.
//
// A merge is one action of this file, with the rows it brought, and undone as
// one. The actions of the other file come too, so that every row keeps its
// author and time and both histories can be verified: they are marked joined,
// since their changes speak of the row numbers of the other file and are
// never replayed here. The merge follows this file's head; the other's head
// stands beside it until the next action follows both.
//
// What undo took back in one file is not known to be taken back in the other,
// so it comes again with the next merge; Joined.Returning says so beforehand. A
// withdrawal, by contrast, is a record and travels.

// MergeOptions say how to merge.
type MergeOptions struct {
	// Label is what the history and the undo button say.
	Label string
	// DryRun merges, counts and takes everything back before anybody sees it.
	DryRun bool
	// Decide, when not nil, runs after the join and within the same action, with
	// what the merge found; with DryRun its changes go too.
	Decide func(tx *Tx, found *Joined) error
	// Progress, when not nil, is told a share from 0 to 1.
	Progress func(float64)
}

// Joined says what a merge brought.
type Joined struct {
	Action ActionID `json:"action"` // zero: nothing was written

	Statements  int `json:"statements"`
	Notings     int `json:"notings"` // of new statements and of those that were here
	Withdrawals int `json:"withdrawals"`
	Entities    int `json:"entities"`
	Sources     int `json:"sources"`
	Evidence    int `json:"evidence"` // files whose bytes were not here
	Bytes       int64
	Texts       int `json:"texts"` // layers
	Readings    int `json:"readings"`
	Attachments int `json:"attachments"`
	Detached    int `json:"detached"` // files taken off a source there
	Judgements  int `json:"judgements"`
	Notes       int `json:"notes"`
	Tags        int `json:"tags"`
	Tasks       int `json:"tasks"`
	Asides      int `json:"asides"`
	Decisions   int `json:"decisions"`
	Others      int `json:"others"` // records of other kinds, such as places on a chart
	Custody     int `json:"custody"`
	Newer       int `json:"newer"`   // fields that were edited later there
	Older       int `json:"older"`   // fields that were edited later here
	Actions     int `json:"actions"` // of the other history
	Returning   []Returning
	// Conflicts are those that the merge makes, and every text that was changed
	// on both sides and is not decided yet.
	Conflicts []Conflict
}

// Returning is an action that was taken back here and whose rows come again.
type Returning struct {
	Label string `json:"label"`
	Rows  int    `json:"rows"`
}

// Nothing tells whether the merge had nothing to bring.
func (j Joined) Nothing() bool { return !j.must() && j.rows() == 0 }

func (j Joined) must() bool { return j.Older > 0 && j.Actions > 0 }

func (j Joined) rows() int {
	return j.Statements + j.Notings + j.Withdrawals + j.Entities + j.Sources + j.Evidence + j.Texts + j.Readings + j.Attachments +
		j.Detached + j.Judgements + j.Notes + j.Tags + j.Tasks + j.Asides + j.Decisions + j.Others + j.Custody + j.Newer
}

// errTried ends a dry run: everything is rolled back.
var errTried = errors.New("tried only")

// Merge joins another case, opened by [OpenOther], into this one. It is one
// action; when the other has nothing to bring, nothing is written. The other
// file is only read, and refused when its history does not hold together.
func (c *Case) Merge(ctx context.Context, from *Case, o MergeOptions) (Joined, error) {
	if o.Label == "" {
		o.Label = "Merge " + shown(from.path)
	}
	if o.Progress == nil {
		o.Progress = func(float64) {}
	}
	if from == c {
		return Joined{}, faultf(ErrInvalid, nil, "A case cannot be merged with itself; choose another file.")
	}
	conn, err := from.read.Conn(ctx)
	if err != nil {
		return Joined{}, explain(from.path, err)
	}
	defer func() { _ = conn.Close() }()
	// One reading transaction: the other file is seen in one state.
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return Joined{}, explain(from.path, err)
	}
	defer func() { _, _ = conn.ExecContext(context.Background(), "ROLLBACK") }()
	m := &merger{c: c, from: from, conn: conn, name: shown(from.path), o: o, ctx: ctx}
	id, err := c.changeWith(ctx, kindDo, o.Label, true, m.run)
	if errors.Is(err, errTried) {
		return m.found, nil
	}
	m.found.Action = id
	return m.found, err
}

// merger is one merge in the making.
type merger struct {
	tx    *Tx
	c     *Case
	from  *Case
	conn  *sql.Conn // of the other file, in a reading transaction
	name  string
	o     MergeOptions
	ctx   context.Context
	found Joined

	ours    history
	theirs  history
	actions *rowMap  // their numbers to ours
	coming  []coming // theirs that are unknown here, in their order

	rows map[*table]*rowMap // by table: their row numbers to ours
	gone map[ID]bool        // attachments that were taken off

	taken  map[ID]int64   // what undo took back here: by id of the record, the action
	back   map[int64]int  // rows of it that come again
	relive map[int64]bool // our statements whose life may have changed

	fresher map[int64]*newcomer // entities that came
	uids    map[int64]ID        // and their ids, by their row there

	first   int64  // row of the first statement that came
	claimed []bool // by statement that came: whether it says it is live
	lived   []bool // and whether it is
	touched int64  // the entity last marked
	judged  int64  // row of the first judgement that came
}

func (m *merger) run(tx *Tx) error {
	m.tx, m.rows = tx, map[*table]*rowMap{}
	m.relive, m.back = map[int64]bool{}, map[int64]int{}
	tx.union, tx.before = true, m.writeHistory
	m.uids = map[int64]ID{}
	tx.packer = newPacker(tx.salt, tx.root)
	defer func() {
		if tx.packer != nil { // it failed: let the goroutine end
			_ = tx.endAside()
		}
	}()
	steps := []func() error{
		m.readHistories, m.undone,
		m.evidence, m.records, m.entities, m.layers, m.statements, m.notings, m.withdrawals,
		m.judgements, m.attachments, m.readings, m.custody, m.lives, m.captions,
	}
	for i, step := range steps {
		err := step()
		if err == nil {
			err = tx.settle()
		}
		if err != nil {
			return m.unfit(err)
		}
		m.o.Progress(float64(i+1) / float64(len(steps)+2))
	}
	if err := tx.endAside(); err != nil {
		return m.unfit(err)
	}
	if m.found.Nothing() && tx.changes == 0 {
		m.found = Joined{}
		if m.o.DryRun {
			return errTried
		}
		return m.decide()
	}
	if err := tx.start(); err != nil {
		return m.unfit(err)
	}
	for n, rows := range m.back {
		var label string
		if _, err := tx.w.row("SELECT label FROM action WHERE id = ?", []any{n}, &label); err != nil {
			return err
		}
		m.found.Returning = append(m.found.Returning, Returning{Label: label, Rows: rows})
	}
	var err error
	if m.found.Conflicts, err = conflicts(m.ctx, tx.w.conn, orLast(m.first), orLast(m.judged)); err != nil {
		return err
	}
	slices.SortFunc(m.found.Returning, func(a, b Returning) int { return b.Rows - a.Rows })
	tx.told.All = true
	tx.must = true
	if err := m.decide(); err != nil {
		return err
	}
	if m.o.DryRun {
		return errTried
	}
	return nil
}

// orLast is a row from which nothing is new where nothing came.
func orLast(row int64) int64 {
	if row == 0 {
		return math.MaxInt64
	}
	return row
}

func (m *merger) decide() error {
	if m.o.Decide == nil {
		return nil
	}
	return m.o.Decide(m.tx, &m.found)
}

// errUnfit means that the other file contradicts itself.
var errUnfit = errors.New("the rows of the file contradict one another")

// unfit says in a sentence that the other file, not this one, is at fault.
func (m *merger) unfit(err error) error {
	if err == nil || m.ctx.Err() != nil {
		return err
	}
	if errors.Is(err, errUnfit) || errors.Is(err, errPack) || constraint(err) {
		return faultf(ErrDamaged, err, "%s does not hold together, so nothing of it was merged; recover it into a new file and merge that.", m.name)
	}
	return err
}

func unfitf(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errUnfit, fmt.Sprintf(format, args...))
}

// rowMap leads from row numbers of the other file to those of this one.
// Numbers are nearly always dense; a file may say otherwise.
type rowMap struct {
	dense  []int64
	sparse map[int64]int64
}

// mostSparse is how many times more numbers than rows a dense map may have.
const mostSparse = 4

func newRowMap(rows, last int64) *rowMap {
	if last >= 0 && last <= mostSparse*rows+1024 {
		return &rowMap{dense: make([]int64, last+1)}
	}
	return &rowMap{sparse: map[int64]int64{}}
}

func (m *rowMap) set(from, to int64) {
	if m.sparse == nil && from >= 0 && from < int64(len(m.dense)) {
		m.dense[from] = to
		return
	}
	if m.sparse == nil {
		m.sparse = map[int64]int64{}
	}
	m.sparse[from] = to
}

// get gives our row, 0 for none.
func (m *rowMap) get(from int64) int64 {
	if from >= 0 && from < int64(len(m.dense)) {
		return m.dense[from]
	}
	return m.sparse[from]
}

// pair finds the rows of a table that both files hold, by what names them: both
// sides are read in the order of that name, side by side. It returns how many of
// theirs are not here.
func (m *merger) pair(t *table, key string) (missing int, err error) {
	var n, last int64
	if err := m.conn.QueryRowContext(m.ctx, "SELECT count(*), coalesce(max(id), 0) FROM "+t.name).Scan(&n, &last); err != nil {
		return 0, err
	}
	rows := newRowMap(n, last)
	m.rows[t] = rows
	text := "SELECT " + key + ", id FROM " + t.name + " ORDER BY " + key
	ours, err := newKeyed(m.ctx, m.tx.w.conn, text)
	if err != nil {
		return 0, err
	}
	defer ours.close()
	theirs, err := newKeyed(m.ctx, m.conn, text)
	if err != nil {
		return 0, err
	}
	defer theirs.close()
	ours.next()
	for theirs.next() {
		for ours.more && string(ours.key) < string(theirs.key) {
			ours.next()
		}
		if ours.more && string(ours.key) == string(theirs.key) {
			rows.set(theirs.id, ours.id)
		} else {
			missing++
		}
	}
	if err := errors.Join(theirs.err, ours.err); err != nil {
		return 0, err
	}
	return missing, nil
}

// keyed reads names and row numbers in the order of the names.
type keyed struct {
	rows *sql.Rows
	key  []byte
	id   int64
	more bool
	err  error
	raw  sql.RawBytes
}

func newKeyed(ctx context.Context, db queryer, text string) (*keyed, error) {
	rows, err := db.QueryContext(ctx, text)
	if err != nil {
		return nil, err
	}
	k := &keyed{rows: rows, more: true}
	return k, nil
}

func (k *keyed) next() bool {
	if k.err != nil || !k.rows.Next() {
		k.more = false
		k.err = errors.Join(k.err, k.rows.Err())
		return false
	}
	if err := k.rows.Scan(&k.raw, &k.id); err != nil {
		k.err, k.more = err, false
		return false
	}
	if k.key != nil && string(k.raw) <= string(k.key) {
		k.err, k.more = unfitf("an index is out of order"), false
		return false
	}
	k.key = append(k.key[:0], k.raw...)
	return true
}

func (k *keyed) close() { _ = k.rows.Close() }
