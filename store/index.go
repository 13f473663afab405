package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
)

// The search index follows the history from behind: it remembers up to which
// action it has come, reads what the next ones changed, and brings the words
// of the touched rows up to date from the state. It works in slices of a few
// hundred rows when nobody writes, so that a bulk import does not wait for it
// and it does not hold up a person's next change.

// The index works when nothing has been written for indexRest, one slice of
// at most indexSlice rows at a time.
const (
	indexRest  = 150 * time.Millisecond
	indexSlice = 1000
	bulkSlice  = 4000
	purgePages = 128

	tidyRest = 5 * time.Second

	fewPieces = 3
	manyRows  = 4000 // indexed in one go, they leave more pieces than a few
)

// atClose is how many packs of changes are indexed before a case is closed.
// What a larger import brought is indexed when the case is next open.
const atClose = 32

// HitKind tells what a search found.
type HitKind byte

// The kinds of hit.
const (
	HitPassage HitKind = iota
	HitEntity
	HitStatement
	HitSource
	HitNote
	HitTask
)

// doc is a row of the index: a passage by its row, anything else by 8 × row + kind.
type doc struct {
	kind HitKind
	row  int64
}

func (d doc) thing() int64 { return d.row<<3 | int64(d.kind) }

// indexer is the state of the work; guarded by Case.mu.
type indexer struct {
	action, pack int64 // done so far: all packs before this one of this action
	keys         string
	stale        bool
	purging      bool
	scattered    bool  // the index lies in many pieces, each of which a search has to ask
	todo         []doc // of the pack in hand
	next         [2]int64
	searched     time.Time // when somebody last searched: the pieces are put together when nobody does
	since        int       // rows indexed since the pieces were last put together
	timer        *time.Timer
	failed       error // the index cannot be kept; search says so
}

func (c *Case) loadIndex(ctx context.Context) error {
	x := &c.index
	if err := c.writer.conn.QueryRowContext(ctx, "SELECT action, pack, keys, stale FROM indexed").Scan(&x.action, &x.pack, &x.keys, &x.stale); err != nil {
		return fmt.Errorf("reading the state of the index: %w", err)
	}
	if x.keys != c.opts.KeysName || x.action > c.writer.last {
		return c.emptyIndex()
	}
	var pieces int
	if err := c.writer.conn.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT DISTINCT segid FROM search_text_idx)").Scan(&pieces); err != nil {
		return fmt.Errorf("reading the state of the index: %w", err)
	}
	x.scattered = pieces > fewPieces
	if x.action < c.writer.last || x.stale || x.scattered {
		c.indexSoon()
	}
	return nil
}

// Settle brings the search index up to date with everything written so far
// and puts its pieces together.
func (c *Case) Settle(ctx context.Context) error {
	c.mu.Lock()
	c.index.scattered, c.index.searched = true, time.Time{}
	c.mu.Unlock()
	return c.followAll(ctx, 0)
}

// emptyIndex makes the index begin again. The caller holds mu.
func (c *Case) emptyIndex() error {
	w := &c.writer
	if err := w.exec("BEGIN IMMEDIATE"); err != nil {
		return explain(c.path, err)
	}
	err := w.exec("INSERT INTO search_text (search_text) VALUES ('delete-all')")
	if err == nil {
		err = w.exec("DELETE FROM search_thing")
	}
	if err == nil {
		err = w.exec("UPDATE indexed SET action = 0, pack = 0, keys = ?, stale = 0", c.opts.KeysName)
	}
	if err == nil {
		err = w.exec("COMMIT")
	}
	if err != nil {
		_ = w.exec("ROLLBACK")
		return fmt.Errorf("emptying the search index: %w", err)
	}
	c.index = indexer{timer: c.index.timer, keys: c.opts.KeysName}
	if c.writer.last > 0 {
		c.indexSoon()
	}
	return nil
}

// reindex makes the index anew.
func (c *Case) reindex() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return ErrClosed
	}
	return c.emptyIndex()
}

// indexSoon asks for the index to follow once the case is left alone. The
// caller holds mu.
func (c *Case) indexSoon() {
	if c.opts.LateIndex {
		return
	}
	if c.index.timer != nil {
		c.index.timer.Reset(indexRest)
		return
	}
	c.index.timer = time.AfterFunc(indexRest, func() { _ = c.followAll(context.Background(), 0) })
}

// followAll brings the index up to date, letting go of the case between the
// slices. A budget ends it early.
func (c *Case) followAll(ctx context.Context, budget time.Duration) error {
	start := time.Now()
	for {
		c.mu.Lock()
		if c.closed || c.write == nil || c.index.failed != nil {
			err := c.index.failed
			c.mu.Unlock()
			return err
		}
		// Who searches waits for what is new, not for the tidying.
		var more bool
		var err error
		if budget == 0 || c.behind() > 0 {
			more, err = c.follow(ctx)
		}
		if err != nil && ctx.Err() == nil {
			c.index.failed = err
		}
		c.mu.Unlock()
		if err != nil || !more {
			return err
		}
		if budget > 0 && time.Since(start) > budget {
			c.mu.Lock()
			c.indexSoon()
			c.mu.Unlock()
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// behind tells how many actions the index has not seen. The caller holds mu.
func (c *Case) behind() int64 { return c.writer.last - c.index.action }

// follow does one slice; more is false when the index has seen everything.
// The caller holds mu.
func (c *Case) follow(ctx context.Context) (more bool, err error) {
	x, w := &c.index, &c.writer
	if len(x.todo) == 0 && x.next == [2]int64{} {
		if x.action >= w.last {
			if x.stale || x.scattered && time.Since(x.searched) > tidyRest {
				return c.purge()
			}
			if x.scattered && x.timer != nil {
				x.timer.Reset(tidyRest)
			}
			return false, nil
		}
		if err := c.nextPack(ctx); err != nil {
			return false, err
		}
	}
	if err := w.exec("BEGIN IMMEDIATE"); err != nil {
		return false, explain(c.path, err)
	}
	n := min(indexSlice, len(x.todo))
	if x.next[1] > 0 {
		n = min(bulkSlice, len(x.todo)) // more packs of a bulk change wait
	}
	stale := x.stale
	err = func() error {
		read, err := w.readAhead(x.todo[:n])
		if err != nil {
			return err
		}
		for _, d := range x.todo[:n] {
			if err := c.indexDoc(d, read); err != nil {
				return err
			}
		}
		action, pack := x.action, x.pack
		if n == len(x.todo) {
			action, pack = x.next[0], x.next[1]
		}
		return w.exec("UPDATE indexed SET action = ?, pack = ?, stale = ?", action, pack, boolInt(x.stale))
	}()
	if err == nil {
		err = w.exec("COMMIT")
	}
	if err != nil {
		_ = w.exec("ROLLBACK")
		x.stale = stale
		return false, fmt.Errorf("keeping the search index: %w", err)
	}
	if x.since += n; x.since > manyRows {
		x.since, x.scattered = 0, true
	}
	if x.todo = x.todo[n:]; len(x.todo) == 0 {
		x.action, x.pack, x.next, x.todo = x.next[0], x.next[1], [2]int64{}, nil
	}
	return true, nil
}

func boolInt(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// nextPack finds what the next pack of changes touched.
func (c *Case) nextPack(ctx context.Context) error {
	x, w := &c.index, &c.writer
	action, pack := x.action+1, x.pack
	from := action
	var kind string
	var target []byte
	var joined bool
	ok, err := w.row("SELECT a.kind, a.target, j.action IS NOT NULL FROM action a LEFT JOIN joined j ON j.action = a.id WHERE a.id = ?", []any{action}, &kind, &target, &joined)
	switch {
	case err != nil:
		return err
	case !ok || joined: // what came of it is in the changes of the merge
		x.next = [2]int64{action, 0}
		return nil
	case kind != kindDo:
		if ok, err = w.row("SELECT id FROM action WHERE hash = ?", []any{target}, &from); err != nil || !ok {
			return errors.Join(err, errPack)
		}
	}
	tx := &Tx{c: c, w: w, ctx: ctx}
	packs, err := tx.packsOf(from)
	if err != nil {
		return err
	}
	if pack >= packs {
		pack = 0
	}
	changes, err := tx.pack(from, pack, packs)
	if err != nil {
		return err
	}
	if x.next = [2]int64{action, 0}; pack+1 < packs {
		// The action in hand is not done: what is done is the one before it.
		x.next = [2]int64{action - 1, pack + 1}
	}
	x.todo, err = c.touchedDocs(changes)
	return err
}

// touchedDocs lists the rows of the index that changes may have altered.
func (c *Case) touchedDocs(changes []change) ([]doc, error) {
	seen := map[doc]bool{}
	var all []doc
	add := func(kind HitKind, row int64) {
		if d := (doc{kind, row}); !seen[d] {
			seen[d] = true
			all = append(all, d)
		}
	}
	sources := map[int64]int64{} // the layer that came or went, whose own passages are changes too; 0: none
	for _, ch := range changes {
		for _, row := range [][]any{ch.before, ch.after} {
			if row == nil {
				continue
			}
			switch ch.table {
			case tPassage:
				add(HitPassage, ch.id)
			case tLayer:
				sources[row[1].(int64)] = ch.id
			case tReading:
				layer, _ := row[3].(int64)
				sources[row[1].(int64)] = layer
			case tStatement:
				add(HitStatement, ch.id)
				add(HitEntity, row[1].(int64))
				if target, ok := row[4].(int64); ok {
					add(HitEntity, target)
				}
			case tNoting:
				add(HitStatement, row[1].(int64))
			case tRecord:
				c.addRecordDoc(add, ch.id)
			case tField:
				record := row[0].(int64)
				c.addRecordDoc(add, record)
				if row[1] == "removed" {
					sources[record] = 0
				}
			}
		}
	}
	// A new reading takes the place of an older one of the same file.
	for source, layer := range sources {
		rows, err := c.writer.ids("SELECT p.id FROM passage p JOIN layer l ON l.id = p.layer WHERE l.source = ? AND l.id <> ?", source, layer)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			add(HitPassage, r)
		}
	}
	slices.SortFunc(all, func(a, b doc) int {
		if a.kind != b.kind {
			return int(a.kind) - int(b.kind)
		}
		return compareInt(a.row, b.row)
	})
	return all, nil
}

// addRecordDoc marks every kind of record, since a record that was taken back
// no longer says which it was.
func (c *Case) addRecordDoc(add func(HitKind, int64), row int64) {
	add(HitSource, row)
	add(HitNote, row)
	add(HitTask, row)
}

// ids runs a prepared statement that gives row numbers.
func (w *writer) ids(text string, args ...any) ([]int64, error) {
	s, err := w.stmt(text)
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(r *sql.Rows) (int64, error) {
		var id int64
		err := r.Scan(&id)
		return id, err
	})
}

// purge rewrites the index of texts, a part at a time, so that words of deleted
// passages are gone from the file too: a deleted row leaves its words in the
// index until its pages are written anew, and secure_delete then wipes the old
// ones. The caller holds mu.
func (c *Case) purge() (more bool, err error) {
	w, x := &c.writer, &c.index
	if err := w.exec("BEGIN IMMEDIATE"); err != nil {
		return false, explain(c.path, err)
	}
	// A negative number begins to merge everything into one; each further call
	// goes on until one changes nothing.
	pages := int64(-purgePages)
	if x.purging {
		pages = purgePages
	}
	done := false
	err = func() error {
		var before, after int64
		if _, err := w.row("SELECT total_changes()", nil, &before); err != nil {
			return err
		}
		if err := w.exec("INSERT INTO search_text (search_text, rank) VALUES ('merge', ?)", pages); err != nil {
			return err
		}
		if _, err := w.row("SELECT total_changes()", nil, &after); err != nil {
			return err
		}
		if done = x.purging && after-before < 2; done {
			return w.exec("UPDATE indexed SET stale = 0")
		}
		return nil
	}()
	if err == nil {
		err = w.exec("COMMIT")
	}
	if err != nil {
		_ = w.exec("ROLLBACK")
		return false, fmt.Errorf("wiping the search index: %w", err)
	}
	if x.purging = !done; done {
		x.stale, x.scattered = false, false
	}
	return !done, nil
}

// indexAtClose follows what is left unless it is a large import. The caller
// holds mu. A failure leaves the index behind, which the next opening mends.
func (c *Case) indexAtClose() {
	c.index.scattered = false // that can wait for the next opening
	var packs int64
	if _, err := c.writer.row("SELECT count(*) FROM pack WHERE action > ?", []any{c.index.action}, &packs); err != nil || packs > atClose && !c.index.stale {
		return
	}
	for {
		if more, err := c.follow(context.Background()); err != nil || !more {
			return
		}
	}
}
