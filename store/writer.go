package store

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
)

// writer is the one connection that changes the case, and what it remembers
// between changes. All of it is guarded by Case.mu.
type writer struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	next  map[*table]int64 // the next free row id
	props map[string]int64
	names map[int64]string
	clock int64
	heads [][]byte // hashes of the actions that no action follows
	undo  []int64  // ids of actions that Undo takes back, last first from the end
	redo  []int64
	last  int64 // id of the newest action
	union bool  // actions of other files stand in this history
	zip   *flate.Writer
	buf   bytes.Buffer
	part  []byte // of evidence on its way in
}

func (w *writer) start(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	w.conn = conn
	w.stmts = map[string]*sql.Stmt{}
	if err := w.load(ctx); err != nil {
		return fmt.Errorf("reading the history: %w", err)
	}
	return nil
}

// load reads what the writer remembers; also after a roll-back.
func (w *writer) load(ctx context.Context) error {
	w.next = map[*table]int64{}
	w.props = map[string]int64{}
	w.undo, w.redo, w.heads = nil, nil, nil
	w.clock, w.last, w.union = 0, 0, false
	rows, err := w.conn.QueryContext(ctx, "SELECT a.id, a.hash, a.follows, a.kind, a.clock, a.target IS NOT NULL, j.action IS NOT NULL FROM action a LEFT JOIN joined j ON j.action = a.id ORDER BY a.id")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	open := map[ActionID]bool{} // actions that nothing follows yet
	for rows.Next() {
		var id, clock int64
		var kind string
		var targeted, joined bool
		var hash, follows sql.RawBytes
		if err := rows.Scan(&id, &hash, &follows, &kind, &clock, &targeted, &joined); err != nil {
			return err
		}
		w.clock, w.last = max(w.clock, clock), id
		if w.union = w.union || joined; !joined {
			w.push(kind, targeted, id)
		}
		for _, p := range parentsOf(follows) {
			delete(open, p)
		}
		open[ActionID(hash)] = true
	}
	for id := range open {
		w.heads = append(w.heads, id[:])
	}
	slices.SortFunc(w.heads, bytes.Compare)
	return rows.Err()
}

// forget drops what a change that was rolled back may have added.
func (w *writer) forget() {
	clear(w.next)
	clear(w.props)
	clear(w.names)
}

// push keeps the undo and redo stacks: the newest "do" not yet taken back is on
// top. A "do" with a target, an empty one, only wrote down what was done with
// the case, such as an export; it is passed over.
func (w *writer) push(kind string, targeted bool, id int64) {
	switch kind {
	case kindDo:
		if targeted {
			return
		}
		w.undo, w.redo = append(w.undo, id), nil
	case kindUndo:
		if n := len(w.undo); n > 0 {
			w.redo = append(w.redo, w.undo[n-1])
			w.undo = w.undo[:n-1]
		}
	case kindRedo:
		if n := len(w.redo); n > 0 {
			w.undo = append(w.undo, w.redo[n-1])
			w.redo = w.redo[:n-1]
		}
	}
}

func (w *writer) close() {
	if w.conn == nil {
		return
	}
	for _, s := range w.stmts {
		_ = s.Close()
	}
	_ = w.conn.Close()
}

// stmt prepares a statement once. Rows are bound without the caller's context:
// the driver watches a context with a goroutine a call, and the transaction
// looks at it between rows.
func (w *writer) stmt(text string) (*sql.Stmt, error) {
	if s, ok := w.stmts[text]; ok {
		return s, nil
	}
	s, err := w.conn.PrepareContext(context.Background(), text)
	if err != nil {
		return nil, err
	}
	w.stmts[text] = s
	return s, nil
}

func (w *writer) exec(text string, args ...any) error {
	s, err := w.stmt(text)
	if err != nil {
		return err
	}
	_, err = s.Exec(args...)
	return err
}

// row runs a prepared statement that gives at most one row; ok is false when
// there is none.
func (w *writer) row(text string, args []any, dest ...any) (ok bool, err error) {
	s, err := w.stmt(text)
	if err != nil {
		return false, err
	}
	err = s.QueryRow(args...).Scan(dest...)
	if err == sql.ErrNoRows {
		return false, nil
	}
	return err == nil, err
}

func (w *writer) newID(t *table) (int64, error) {
	id, ok := w.next[t]
	if !ok {
		if _, err := w.row(t.maxSQL, nil, &id); err != nil {
			return 0, err
		}
		id++
	}
	w.next[t] = id + 1
	return id, nil
}

// compress packs bytes; packs of one small action are kept as they are, since
// compressing thirty bytes makes them longer.
func (w *writer) compress(b []byte) ([]byte, error) {
	if len(b) < 512 {
		return b, nil
	}
	w.buf.Reset()
	if w.zip == nil {
		z, err := flate.NewWriter(&w.buf, flate.BestSpeed)
		if err != nil {
			return nil, err
		}
		w.zip = z
	} else {
		w.zip.Reset(&w.buf)
	}
	if _, err := w.zip.Write(b); err != nil {
		return nil, err
	}
	if err := w.zip.Close(); err != nil {
		return nil, err
	}
	if w.buf.Len() >= len(b) {
		return b, nil
	}
	return w.buf.Bytes(), nil
}

// leafHash commits to one change with a salt of its own, so that the change
// can be left out of a share while the rest still verifies.
func leafHash(salt []byte, index int, ch []byte) [32]byte {
	own := leafSalt(salt, index)
	h := sha256.New()
	h.Write(own[:])
	h.Write(ch)
	var sum [32]byte
	h.Sum(sum[:0])
	return sum
}

func leafSalt(salt []byte, index int) [16]byte {
	var b [24]byte
	copy(b[:], salt)
	for i := range 8 {
		b[16+i] = byte(index >> (8 * (7 - i)))
	}
	sum := sha256.Sum256(b[:])
	return [16]byte(sum[:16])
}
