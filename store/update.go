package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"slices"
	"time"
)

// The kinds of action.
const (
	kindDo   = "do"
	kindUndo = "undo"
	kindRedo = "redo"
)

// packSize is how many bytes of changes are packed together. Undo holds one
// pack in memory at a time.
const packSize = 1 << 20

// Tx is one change in the making. It is valid only inside the function given
// to Update and only on that function's goroutine.
type Tx struct {
	c       *Case
	w       *writer
	ctx     context.Context
	action  int64
	kind    string
	label   string
	target  []byte // of undo and redo: the hash of the action; empty, not nil: nothing to take back
	state   bool   // a row that undo restores was changed
	author  string
	wall    time.Time
	clock   int64
	salt    []byte
	log     []byte // changes not yet in a pack
	packs   int
	changes int
	root    hash.Hash
	scratch []byte
	touched map[int64]touch
	added   map[int64][]addedName // by entity
	moved   []int64               // entities whose place in the lists may have changed
	shift   shift                 // of the statements counted
	told    Change
	memo    entityMemo
	known   map[ID]knownEntity

	packer *packer      // packs beside the writing, in a merge
	batch  batch        // rows of a merge that are written together
	begun  bool         // the action has its row
	before func() error // what a merge writes before its first row

	seen  int64    // the latest clock among actions that a merge brings
	heads [][]byte // heads of the history that a merge brings
	must  bool     // written down even though it changed no row
	union bool     // rows of other files come in, so that row numbers tell no order
}

// touch says what of an entity's look-up may have changed.
type touch byte

const (
	touchFacts touch = 1 << iota // a statement of it appeared or went
	touchNames                   // one that its caption is made of
	touchNew                     // the entity was made by this change
)

// Update makes one change: everything fn does, or nothing. The label is what
// the history and the undo button say; it names the act, as in "Add company".
// When fn changes nothing, nothing is written and the zero ActionID returned.
// An error from fn rolls everything back and is returned.
func (c *Case) Update(ctx context.Context, label string, fn func(*Tx) error) (ActionID, error) {
	return c.change(ctx, kindDo, label, fn)
}

// change runs one change and then tells the watchers, who may read the case.
func (c *Case) change(ctx context.Context, kind, label string, fn func(*Tx) error) (ActionID, error) {
	return c.changeWith(ctx, kind, label, false, fn)
}

// changeWith runs one change; sure says that fn itself looks up everything
// that its rows refer to, so that SQLite need not do so again.
func (c *Case) changeWith(ctx context.Context, kind, label string, sure bool, fn func(*Tx) error) (ActionID, error) {
	told, err := c.changeLocked(ctx, kind, label, sure, fn)
	if err == nil && !told.Action.IsZero() {
		c.watches.tell(told)
	}
	return told.Action, err
}

func (c *Case) changeLocked(ctx context.Context, kind, label string, sure bool, fn func(*Tx) error) (told Change, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return told, ErrClosed
	}
	if c.write == nil {
		return told, faultf(ErrReadOnly, nil, "Nothing was changed: %s", c.why)
	}
	if err := ctx.Err(); err != nil {
		return told, err
	}
	if moved := c.Displaced(); moved != "" {
		return told, faultf(ErrReadOnly, nil, "Nothing was changed: %s", moved)
	}
	w := &c.writer
	if sure {
		if _, err := w.conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
			return told, explain(c.path, err)
		}
		defer func() { _, _ = w.conn.ExecContext(context.Background(), "PRAGMA foreign_keys = ON") }()
	}
	if err := w.exec("BEGIN IMMEDIATE"); err != nil {
		return told, explain(c.path, err)
	}
	done := false
	defer func() {
		if !done {
			_, _ = w.conn.ExecContext(context.Background(), "ROLLBACK")
			w.forget()
		}
	}()
	tx, err := c.begin(ctx, kind)
	if err != nil {
		return told, err
	}
	tx.label = label
	if err := fn(tx); err != nil {
		return told, explain(c.path, err)
	}
	if err := ctx.Err(); err != nil {
		return told, err
	}
	if tx.changes == 0 && kind == kindDo && !tx.must {
		return told, nil // the deferred roll-back lets go of the lock
	}
	id, err := tx.finish()
	if err != nil {
		return told, explain(c.path, err)
	}
	c.opts.point("written")
	c.order.touch(tx.action, tx.moved)
	if err := w.exec("COMMIT"); err != nil {
		return told, explain(c.path, err)
	}
	c.opts.point("committed")
	done = true
	w.clock = tx.clock
	w.heads = append([][]byte{slices.Clone(id[:])}, tx.heads...)
	slices.SortFunc(w.heads, bytes.Compare)
	w.union = tx.union
	w.push(kind, tx.target != nil, tx.action)
	w.last = tx.action
	c.committed.Store(tx.action)
	c.tallies.apply(tx.action, tx.shift)
	c.counts.forget()
	c.rest()
	c.indexSoon()
	tx.told.Action, tx.told.Label = id, tx.label
	return tx.told, nil
}

func (c *Case) begin(ctx context.Context, kind string) (*Tx, error) {
	now := c.opts.Now()
	tx := &Tx{
		c: c, w: &c.writer, ctx: ctx, kind: kind,
		action: c.writer.last + 1, author: c.opts.Author, wall: now,
		salt: make([]byte, 16), root: sha256.New(), touched: map[int64]touch{}, union: c.writer.union,
	}
	if _, err := io.ReadFull(c.opts.Rand, tx.salt); err != nil {
		return nil, fmt.Errorf("reading random bytes: %w", err)
	}
	return tx, nil
}

// finish writes look-ups, packs and the action itself.
func (tx *Tx) finish() (ActionID, error) {
	if err := tx.refresh(); err != nil {
		return ActionID{}, fmt.Errorf("keeping the look-ups: %w", err)
	}
	w := tx.w
	if tx.kind == kindDo && !tx.state {
		tx.target = []byte{}
	}
	clock := nextClock(max(w.clock, tx.seen), tx.wall)
	a := actionRow{
		kind: tx.kind, label: tx.label, author: tx.author, replica: tx.c.opts.Replica[:], clock: clock, wall: tx.wall.UnixMilli(),
		target: tx.target, salt: tx.salt, changes: tx.changes, commitment: tx.root.Sum(nil), parents: w.heads,
	}
	id := a.hash()
	var to any
	if tx.target != nil {
		to = tx.target
	}
	data, err := w.compress(tx.log)
	if err != nil {
		return ActionID{}, fmt.Errorf("packing the changes: %w", err)
	}
	if data == nil {
		data = []byte{}
	}
	text := "INSERT INTO action (hash, follows, kind, label, author, replica, clock, wall, target, salt, changes, commitment, size, data, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	if tx.begun {
		text = "UPDATE action SET hash = ?, follows = ?, kind = ?, label = ?, author = ?, replica = ?, clock = ?, wall = ?, target = ?, salt = ?, changes = ?, commitment = ?, size = ?, data = ? WHERE id = ?"
	}
	if err := w.exec(text, id[:], bytes.Join(w.heads, nil), a.kind, a.label, a.author, a.replica, a.clock, a.wall, to, a.salt, int64(a.changes), a.commitment, int64(len(tx.log)), data, tx.action); err != nil {
		return ActionID{}, fmt.Errorf("writing the action: %w", err)
	}
	tx.clock = clock
	return id, nil
}

// start gives the action its row before the first row that names it: were it
// written last, SQLite would search every table for rows that wait for it.
func (tx *Tx) start() error {
	if tx.begun || tx.kind != kindDo {
		return nil
	}
	tx.begun = true
	if err := tx.w.exec("INSERT INTO action (id, hash, follows, kind, label, author, replica, clock, wall, salt, changes, commitment, size, data) VALUES (?, zeroblob(32), x'', ?, '', '', zeroblob(16), 0, 0, zeroblob(16), 0, zeroblob(32), 0, x'')", tx.action, tx.kind); err != nil {
		return fmt.Errorf("beginning the action: %w", err)
	}
	if tx.before != nil {
		return tx.before()
	}
	return nil
}

// flush moves the changes collected so far into a pack of their own.
func (tx *Tx) flush() error {
	if tx.packer != nil {
		return tx.flushAside()
	}
	data, err := tx.w.compress(tx.log)
	if err != nil {
		return fmt.Errorf("packing the changes: %w", err)
	}
	if err := tx.w.exec("INSERT INTO pack (action, number, size, data) VALUES (?, ?, ?, ?)", tx.action, int64(tx.packs), int64(len(tx.log)), data); err != nil {
		return fmt.Errorf("writing the changes: %w", err)
	}
	tx.packs++
	tx.log = tx.log[:0]
	return nil
}

// record notes a change for the history and commits to it.
func (tx *Tx) record(ch change) error {
	if tx.kind != kindDo {
		return nil // undo and redo name the action they reverse; its packs say the rest
	}
	tx.state = tx.state || !ch.table.grows
	tx.scratch = appendChange(tx.scratch[:0], ch)
	if tx.packer == nil {
		leaf := leafHash(tx.salt, tx.changes, tx.scratch)
		tx.root.Write(leaf[:])
	}
	tx.log = append(tx.log, tx.scratch...)
	tx.changes++
	if tx.changes&1023 == 0 {
		if err := tx.ctx.Err(); err != nil {
			return err
		}
	}
	if len(tx.log) >= packSize {
		return tx.flush()
	}
	return nil
}

func (tx *Tx) insert(t *table, row ...any) (int64, error) {
	id, err := tx.w.newID(t)
	if err != nil {
		return 0, err
	}
	return id, tx.insertAt(t, id, row)
}

func (tx *Tx) insertAt(t *table, id int64, row []any) error {
	if err := tx.start(); err != nil {
		return err
	}
	tx.shift.row(t, nil, row)
	args := make([]any, 0, 16)
	args = append(append(args, id), row...)
	if err := tx.w.exec(t.insertSQL, args...); err != nil {
		return fmt.Errorf("writing to %s: %w", t.name, err)
	}
	return tx.record(change{table: t, id: id, after: row})
}

// insertNew inserts a row unless one of the same uid is there; found says that
// it is. One statement does both: looking first would double the time of a
// bulk import.
func (tx *Tx) insertNew(t *table, row ...any) (id int64, found bool, err error) {
	if err := tx.start(); err != nil {
		return 0, false, err
	}
	if id, err = tx.w.newID(t); err != nil {
		return 0, false, err
	}
	s, err := tx.w.stmt(t.insertNewSQL)
	if err != nil {
		return 0, false, err
	}
	args := make([]any, 0, 16)
	done, err := s.Exec(append(append(args, id), row...)...)
	if err != nil {
		return 0, false, fmt.Errorf("writing to %s: %w", t.name, err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		tx.w.next[t] = id
		return 0, true, err
	}
	tx.shift.row(t, nil, row)
	return id, false, tx.record(change{table: t, id: id, after: row})
}

func (tx *Tx) get(t *table, id int64) ([]any, error) {
	row := make([]any, len(t.columns))
	dest := make([]any, len(row))
	for i := range row {
		dest[i] = &row[i]
	}
	ok, err := tx.w.row(t.selectSQL, []any{id}, dest...)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", t.name, err)
	}
	if !ok {
		return nil, fmt.Errorf("reading %s row %d: %w", t.name, id, ErrNotFound)
	}
	return row, nil
}

// update writes a row anew; a row that stays the same is not a change.
func (tx *Tx) update(t *table, id int64, alter func(row []any)) error {
	before, err := tx.get(t, id)
	if err != nil {
		return err
	}
	after := slices.Clone(before)
	alter(after)
	if sameRow(before, after) {
		return nil
	}
	if err := tx.start(); err != nil {
		return err
	}
	tx.shift.row(t, before, after)
	if t == tEntity {
		tx.moved = append(tx.moved, id)
	}
	if err := tx.w.exec(t.updateSQL, append(slices.Clone(after), id)...); err != nil {
		return fmt.Errorf("writing to %s: %w", t.name, err)
	}
	return tx.record(change{table: t, id: id, before: before, after: after})
}

// remove takes a row out.
func (tx *Tx) remove(t *table, id int64) error {
	before, err := tx.get(t, id)
	if err != nil {
		return err
	}
	if err := tx.start(); err != nil {
		return err
	}
	if err := tx.w.exec(t.deleteSQL, id); err != nil {
		return fmt.Errorf("taking a row out of %s: %w", t.name, err)
	}
	tx.shift.row(t, before, nil)
	delete(tx.w.next, t) // a freed id is used again
	return tx.record(change{table: t, id: id, before: before})
}

func sameRow(a, b []any) bool {
	return slices.EqualFunc(a, b, func(x, y any) bool {
		bx, ok1 := x.([]byte)
		by, ok2 := y.([]byte)
		if ok1 && ok2 {
			return slices.Equal(bx, by)
		}
		return !ok1 && !ok2 && x == y
	})
}

func (tx *Tx) newUID() (ID, error) {
	var id ID
	if _, err := io.ReadFull(tx.c.opts.Rand, id[:]); err != nil {
		return ID{}, fmt.Errorf("reading random bytes: %w", err)
	}
	return id, nil
}

// Now is the time of this change, the same for all of it.
func (tx *Tx) Now() time.Time { return tx.wall }
