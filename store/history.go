package store

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"time"
)

// ActionID is the hash of an action: over what it did, who did it and the
// actions it follows. The zero ActionID means none.
type ActionID [32]byte

// String gives the 64 hexadecimal digits.
func (a ActionID) String() string { return hex.EncodeToString(a[:]) }

// Short gives the first twelve digits, as printed in lists.
func (a ActionID) Short() string { return a.String()[:12] }

// IsZero tells whether the id means none.
func (a ActionID) IsZero() bool { return a == ActionID{} }

// MarshalText writes the 64 hexadecimal digits.
func (a ActionID) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// Action is one entry of the history.
type Action struct {
	ID      ActionID
	Number  int64 // counts up from 1 in this file
	Kind    string
	Label   string
	Author  string
	Replica ID
	Wall    time.Time // when the author's clock said it was: a claim, not a proof
	Clock   int64     // hybrid logical clock: never runs backwards
	Target  ActionID  // of an undo or redo: the action it reverses or does again
	Changes int       // rows changed
	Follows []ActionID
	Undone  bool // taken back and not done again
	Joined  bool // made in another file and brought here by a merge
}

// actionRow is an action as it is hashed.
type actionRow struct {
	kind, label, author string
	replica             []byte
	clock, wall         int64
	target, salt        []byte
	changes             int
	commitment          []byte
	parents             [][]byte
}

// hash covers every part with its length before it. The label goes in as a
// salted commitment, so that it too can be left out of a share.
func (a *actionRow) hash() ActionID {
	h := sha256.New()
	part := func(b []byte) {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	number := func(v int64) {
		part(binary.BigEndian.AppendUint64(nil, uint64(v)))
	}
	label := leafHash(a.salt, -1, []byte(a.label))
	part([]byte("redthread action 1"))
	part([]byte(a.kind))
	part(label[:])
	part([]byte(a.author))
	part(a.replica)
	number(a.clock)
	number(a.wall)
	part(a.target)
	number(int64(a.changes))
	part(a.commitment)
	parents := slices.Clone(a.parents)
	slices.SortFunc(parents, bytes.Compare)
	number(int64(len(parents)))
	for _, p := range parents {
		part(p)
	}
	var id ActionID
	h.Sum(id[:0])
	return id
}

// HistoryFilter narrows a history. The zero filter means everything.
type HistoryFilter struct {
	Limit  int
	Before int64 // only actions with a smaller number
	Entity ID    // only actions that changed this entity or what is said of it
	Source ID    // only actions that changed this source or what it says
}

// History lists actions, newest first.
func (c *Case) History(ctx context.Context, f HistoryFilter) ([]Action, error) {
	where, args := "1", []any{}
	if f.Before > 0 {
		where += " AND a.id < ?"
		args = append(args, f.Before)
	}
	switch {
	case !f.Entity.IsZero():
		where += ` AND a.id IN (
			SELECT schema_action FROM entity WHERE uid = ?1 UNION SELECT class_action FROM entity WHERE uid = ?1
			UNION SELECT n.action FROM noting n JOIN statement s ON s.id = n.statement JOIN entity e ON e.id IN (s.entity, s.target) WHERE e.uid = ?1
			UNION SELECT w.action FROM withdrawal w JOIN statement s ON s.id = w.statement JOIN entity e ON e.id IN (s.entity, s.target) WHERE e.uid = ?1
			UNION SELECT j.action FROM judgement j JOIN entity e ON e.id IN (j.a, j.b) WHERE e.uid = ?1)`
		where = renumber(where, "?1", f.Entity[:], &args)
	case !f.Source.IsZero():
		where += ` AND a.id IN (
			SELECT action FROM record WHERE uid = ?1
			UNION SELECT f.action FROM field f JOIN record r ON r.id = f.record WHERE r.uid = ?1
			UNION SELECT n.action FROM noting n JOIN statement s ON s.id = n.statement JOIN record r ON r.id = s.source WHERE r.uid = ?1
			UNION SELECT l.action FROM layer l JOIN record r ON r.id = l.source WHERE r.uid = ?1)`
		where = renumber(where, "?1", f.Source[:], &args)
	}
	limit := ""
	if f.Limit > 0 {
		limit = fmt.Sprintf(" LIMIT %d", f.Limit)
	}
	actions, err := query(ctx, c.read, "SELECT a.id, a.hash, a.kind, a.label, a.author, a.replica, a.wall, a.clock, a.target, a.changes, a.follows, j.action IS NOT NULL FROM action a LEFT JOIN joined j ON j.action = a.id WHERE "+where+" ORDER BY a.id DESC"+limit,
		func(r *sql.Rows) (Action, error) {
			var a Action
			var hash, replica, target, follows []byte
			var wall int64
			err := r.Scan(&a.Number, &hash, &a.Kind, &a.Label, &a.Author, &replica, &wall, &a.Clock, &target, &a.Changes, &follows, &a.Joined)
			a.Follows = parentsOf(follows)
			copy(a.ID[:], hash)
			copy(a.Target[:], target)
			a.Replica = idFrom(replica)
			a.Wall = time.UnixMilli(wall).UTC()
			return a, err
		}, args...)
	if err != nil {
		return nil, explain(c.path, err)
	}
	undone, err := c.undone(ctx)
	if err != nil {
		return nil, explain(c.path, err)
	}
	for i := range actions {
		a := &actions[i]
		a.Undone = undone[reversal{a.ID, a.Joined}]
	}
	return actions, nil
}

// renumber replaces a named mark by plain ones and adds the argument each time.
func renumber(text, mark string, arg any, args *[]any) string {
	var b bytes.Buffer
	for {
		i := bytes.Index([]byte(text), []byte(mark))
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i])
		b.WriteByte('?')
		*args = append(*args, arg)
		text = text[i+len(mark):]
	}
}

// reversal names an action that was taken back, and whether that was done in
// another file: what a colleague took back there still stands here.
type reversal struct {
	action ActionID
	joined bool
}

func (c *Case) undone(ctx context.Context) (map[reversal]bool, error) {
	all := map[reversal]bool{}
	_, err := query(ctx, c.read, "SELECT a.kind, a.target, j.action IS NOT NULL FROM action a LEFT JOIN joined j ON j.action = a.id WHERE a.target IS NOT NULL ORDER BY a.id", func(r *sql.Rows) (struct{}, error) {
		var kind string
		var target []byte
		var to reversal
		err := r.Scan(&kind, &target, &to.joined)
		copy(to.action[:], target)
		all[to] = kind == kindUndo
		return struct{}{}, err
	})
	return all, err
}

// Head gives the hash at the front of the history, to be printed in a report
// or signed: only against such a head does the chain prove anything. After a
// merge there can be two.
func (c *Case) Head(ctx context.Context) ([]ActionID, error) {
	heads, err := headsOf(ctx, c.read)
	return heads, explain(c.path, err)
}

func headsOf(ctx context.Context, db queryer) ([]ActionID, error) {
	followed := map[ActionID]bool{}
	all, err := query(ctx, db, "SELECT hash, follows FROM action ORDER BY hash", func(r *sql.Rows) (ActionID, error) {
		var hash, follows sql.RawBytes
		if err := r.Scan(&hash, &follows); err != nil {
			return ActionID{}, err
		}
		for _, p := range parentsOf(follows) {
			followed[p] = true
		}
		return ActionID(hash), nil
	})
	return slices.DeleteFunc(all, func(id ActionID) bool { return followed[id] }), err
}

// parentsOf cuts what an action follows into hashes.
func parentsOf(follows []byte) []ActionID {
	var all []ActionID
	for ; len(follows) >= 32; follows = follows[32:] {
		all = append(all, ActionID(follows[:32]))
	}
	return all
}

// unpack gives the bytes of one pack.
func unpack(data []byte, size int64) ([]byte, error) {
	if int64(len(data)) == size {
		return data, nil
	}
	if size < 0 || size > 64<<20 {
		return nil, errPack
	}
	z := flate.NewReader(bytes.NewReader(data))
	out := make([]byte, 0, size)
	buf := bytes.NewBuffer(out)
	n, err := io.Copy(buf, io.LimitReader(z, size+1))
	if err != nil || n != size {
		return nil, errPack
	}
	return buf.Bytes(), nil
}
