package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
)

// stamp orders edits: the later clock stands, then the larger replica, then
// the larger hash, so that any two files agree.
type stamp struct {
	clock   int64
	replica ID
	hash    ActionID
}

func (a stamp) compare(b stamp) int {
	if c := compareInt(a.clock, b.clock); c != 0 {
		return c
	}
	if c := bytes.Compare(a.replica[:], b.replica[:]); c != 0 {
		return c
	}
	return bytes.Compare(a.hash[:], b.hash[:])
}

// history is what a merge knows of the actions of one file.
type history struct {
	number map[ActionID]int64
	stamps map[int64]stamp
}

// latestClock is the last moment a clock may show: the counter must never
// run over, whatever a file says. It lies in the year 4200.
const latestClock = int64(1) << 62

// coming is an action of the other file that is not known here.
type coming struct {
	from, to int64 // its number there and here
	number   int64 // its number in the file where it was made
	hash     ActionID
}

// readHistories reads both histories and gives numbers to the actions to come.
func (m *merger) readHistories() error {
	var err error
	if m.ours, err = readStamps(m.ctx, m.tx.w.conn); err != nil {
		return err
	}
	if m.theirs, err = readStamps(m.ctx, m.conn); err != nil {
		return err
	}
	var last int64
	for n := range m.theirs.stamps {
		last = max(last, n)
	}
	m.actions = newRowMap(int64(len(m.theirs.stamps)), last)
	next := m.tx.w.last
	_, err = query(m.ctx, m.conn, "SELECT a.id, coalesce(j.number, a.id) FROM action a LEFT JOIN joined j ON j.action = a.id ORDER BY a.id", func(r *sql.Rows) (struct{}, error) {
		var n coming
		if err := r.Scan(&n.from, &n.number); err != nil {
			return struct{}{}, err
		}
		s := m.theirs.stamps[n.from]
		if s.clock > latestClock || s.clock < 0 {
			return struct{}{}, unfitf("an action lies beyond every clock")
		}
		if here, ok := m.ours.number[s.hash]; ok {
			m.actions.set(n.from, here)
			return struct{}{}, nil
		}
		next++
		n.to, n.hash = next, s.hash
		m.actions.set(n.from, n.to)
		m.coming = append(m.coming, n)
		m.tx.seen = max(m.tx.seen, s.clock)
		return struct{}{}, nil
	})
	// The merge comes after what it brings.
	m.tx.action = next + 1
	return err
}

func readStamps(ctx context.Context, db queryer) (history, error) {
	h := history{number: map[ActionID]int64{}, stamps: map[int64]stamp{}}
	_, err := query(ctx, db, "SELECT id, hash, clock, replica FROM action", func(r *sql.Rows) (struct{}, error) {
		var id int64
		var s stamp
		var hash, replica sql.RawBytes
		if err := r.Scan(&id, &hash, &s.clock, &replica); err != nil {
			return struct{}{}, err
		}
		copy(s.hash[:], hash)
		s.replica = idFrom(replica)
		if _, twice := h.number[s.hash]; twice {
			return struct{}{}, unfitf("an action stands in the history twice")
		}
		h.number[s.hash], h.stamps[id] = id, s
		return struct{}{}, nil
	})
	return h, err
}

// action gives our number of one of their actions.
func (m *merger) action(n int64) (int64, error) {
	if to := m.actions.get(n); to != 0 {
		return to, nil
	}
	return 0, unfitf("a row names action %d, which is missing", n)
}

// writeHistory writes the actions that are not known here, each checked
// against its hash and what it committed to. They stand before the merge.
func (m *merger) writeHistory() error {
	m.found.Actions = len(m.coming)
	followed := map[ActionID]bool{}
	there := map[ActionID]bool{}
	for _, n := range m.coming {
		if err := m.ctx.Err(); err != nil {
			return err
		}
		if err := m.writeAction(n, there, followed); err != nil {
			return err
		}
		there[n.hash] = true
	}
	for _, n := range m.coming {
		if !followed[n.hash] {
			m.tx.heads = append(m.tx.heads, bytes.Clone(n.hash[:]))
		}
	}
	return nil
}

func (m *merger) writeAction(n coming, there, followed map[ActionID]bool) error {
	var a actionRow
	var hash, follows, data []byte
	var size int64
	err := m.conn.QueryRowContext(m.ctx, "SELECT hash, follows, kind, label, author, replica, clock, wall, target, salt, changes, commitment, size, data FROM action WHERE id = ?", n.from).
		Scan(&hash, &follows, &a.kind, &a.label, &a.author, &a.replica, &a.clock, &a.wall, &a.target, &a.salt, &a.changes, &a.commitment, &size, &data)
	if err != nil {
		return err
	}
	for _, p := range parentsOf(follows) {
		a.parents = append(a.parents, bytes.Clone(p[:]))
		if _, here := m.ours.number[p]; !here && !there[p] {
			return unfitf("an action follows one that is missing")
		}
		followed[p] = true
	}
	if a.hash() != n.hash {
		return unfitf("action %d does not have its hash", n.from)
	}
	root, count := sha256.New(), 0
	commit := func(data []byte, size int64) error {
		raw, err := unpack(data, size)
		for err == nil && len(raw) > 0 {
			var rest []byte
			if rest, err = skipChange(raw); err == nil {
				leaf := leafHash(a.salt, count, raw[:len(raw)-len(rest)])
				root.Write(leaf[:])
				count++
				raw = rest
			}
		}
		return err
	}
	var packs int64
	rows, err := m.conn.QueryContext(m.ctx, "SELECT number, size, data FROM pack WHERE action = ? ORDER BY number", n.from)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var number, size int64
		var data []byte
		if err := rows.Scan(&number, &size, &data); err != nil {
			return err
		}
		if number != packs {
			return errPack
		}
		packs++
		if err := commit(data, size); err != nil {
			return err
		}
		if err := m.tx.w.exec("INSERT INTO pack (action, number, size, data) VALUES (?, ?, ?, ?)", n.to, number, size, data); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := commit(data, size); err != nil {
		return err
	}
	if a.kind == kindDo && (count != a.changes || !bytes.Equal(root.Sum(nil), a.commitment)) {
		return unfitf("action %d did not change what it says", n.from)
	}
	if a.kind != kindDo {
		target := ActionID{}
		copy(target[:], a.target)
		if _, here := m.ours.number[target]; !here && !there[target] {
			return unfitf("action %d reverses one that is missing", n.from)
		}
	}
	if data == nil {
		data = []byte{}
	}
	if follows == nil {
		follows = []byte{}
	}
	var target any
	if a.target != nil {
		target = a.target
	}
	if err := m.tx.w.exec("INSERT INTO action (id, hash, follows, kind, label, author, replica, clock, wall, target, salt, changes, commitment, size, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		n.to, hash, follows, a.kind, a.label, a.author, a.replica, a.clock, a.wall, target, a.salt, int64(a.changes), a.commitment, size, data); err != nil {
		return err
	}
	return m.tx.w.exec("INSERT INTO joined (action, merge, number) VALUES (?, ?, ?)", n.to, m.tx.action, n.number)
}

// undone notes what undo took back here, so that the merge can say what comes
// again.
func (m *merger) undone() error {
	m.taken = map[ID]int64{}
	type one struct {
		id     int64
		kind   string
		target []byte
	}
	all, err := query(m.ctx, m.tx.w.conn, `SELECT t.id, a.kind, a.target FROM action a JOIN action t ON t.hash = a.target
		WHERE length(a.target) = 32 AND NOT EXISTS (SELECT 1 FROM joined j WHERE j.action = a.id) ORDER BY a.id`, func(r *sql.Rows) (one, error) {
		var o one
		return o, r.Scan(&o.id, &o.kind, &o.target)
	})
	if err != nil {
		return err
	}
	back := map[int64]bool{}
	for _, o := range all {
		back[o.id] = o.kind == kindUndo
	}
	for id, undone := range back {
		if !undone {
			continue
		}
		packs, err := m.tx.packsOf(id)
		if err != nil {
			return err
		}
		for i := range packs {
			changes, err := m.tx.pack(id, i, packs)
			if err != nil {
				return err
			}
			for _, ch := range changes {
				if uid, ok := identity(ch); ok {
					m.taken[uid] = id
				}
			}
		}
	}
	return nil
}

// identity gives the id of a row that an action put in.
func identity(ch change) (ID, bool) {
	if ch.before != nil || ch.table.grows || len(ch.table.columns) == 0 || ch.table.columns[0] != "uid" {
		return ID{}, false
	}
	uid, ok := ch.after[0].([]byte)
	return idFrom(uid), ok
}

// arrived counts a row that comes, and whether it was taken back here before.
func (m *merger) arrived(uid []byte, count *int) {
	*count++
	if n, ok := m.taken[idFrom(uid)]; ok {
		m.back[n]++
	}
}

// constraint tells whether SQLite refused a row.
func constraint(err error) bool {
	var se interface{ Code() int }
	return errors.As(err, &se) && se.Code()&0xff == sqliteConstraint
}
