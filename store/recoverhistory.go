package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
)

// actions keeps those that hold together with everything they follow, and adds
// one for the rows whose own is lost.
func (r *rescue) actions() (orphan int64, err error) {
	type stored struct {
		actionRow
		id   int64
		hash ActionID
		size int64
		data []byte
	}
	all, err := query(r.ctx, r.tx, "SELECT id, hash, kind, label, author, replica, clock, wall, target, salt, changes, commitment, follows, size, data FROM action ORDER BY id", func(q *sql.Rows) (stored, error) {
		var s stored
		var hash, follows []byte
		err := q.Scan(&s.id, &hash, &s.kind, &s.label, &s.author, &s.replica, &s.clock, &s.wall, &s.target, &s.salt, &s.changes, &s.commitment, &follows, &s.size, &s.data)
		for _, p := range parentsOf(follows) {
			s.parents = append(s.parents, bytes.Clone(p[:]))
		}
		copy(s.hash[:], hash)
		return s, err
	})
	if err != nil {
		return 0, err
	}
	kept := map[ActionID]bool{}
	var clock, last int64
	for _, a := range all {
		last = max(last, a.id)
		good := a.actionRow.hash() == a.hash && !kept[a.hash] && a.clock >= 0 && a.clock <= latestClock
		for _, p := range a.parents {
			good = good && kept[ActionID(p)]
		}
		if good && a.kind != kindDo {
			var target ActionID
			copy(target[:], a.target)
			good = kept[target]
		}
		if good && a.kind == kindDo {
			good = r.commitment(a.id, &a.actionRow, a.size, a.data)
		}
		if good {
			kept[a.hash] = true
			clock = max(clock, a.clock)
			continue
		}
		r.found.LostActions++
		for _, s := range []string{"DELETE FROM pack WHERE action = ?", "DELETE FROM joined WHERE action = ?", "DELETE FROM action WHERE id = ?"} {
			if _, err := r.exec(s, a.id); err != nil {
				return 0, err
			}
		}
	}
	if _, err := r.exec("DELETE FROM pack WHERE action NOT IN (SELECT id FROM action)"); err != nil {
		return 0, err
	}
	if _, err := r.exec("DELETE FROM joined WHERE action NOT IN (SELECT id FROM action) OR merge NOT IN (SELECT id FROM action)"); err != nil {
		return 0, err
	}
	heads, err := headsOf(r.ctx, r.tx)
	if err != nil {
		return 0, err
	}
	a := actionRow{kind: kindDo, label: "Found without its history", author: r.opts.Author, replica: r.opts.Replica[:], wall: r.opts.Now().UnixMilli(), target: []byte{}, salt: make([]byte, 16)}
	a.clock = nextClock(clock, r.opts.Now())
	if _, err := r.opts.Rand.Read(a.salt); err != nil {
		return 0, err
	}
	root := sha256.Sum256(nil)
	a.commitment = root[:]
	var follows []byte
	for _, h := range heads {
		a.parents = append(a.parents, bytes.Clone(h[:]))
		follows = append(follows, h[:]...)
	}
	if follows == nil {
		follows = []byte{}
	}
	hash := a.hash()
	_, err = r.exec("INSERT INTO action (id, hash, follows, kind, label, author, replica, clock, wall, target, salt, changes, commitment, size, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, x'')",
		last+1, hash[:], follows, a.kind, a.label, a.author, a.replica, a.clock, a.wall, a.target, a.salt, a.commitment)
	return last + 1, err
}

// commitment tells whether what an action changed is what it committed to.
func (r *rescue) commitment(id int64, a *actionRow, size int64, data []byte) bool {
	root, count, want := sha256.New(), 0, int64(0)
	take := func(data []byte, size int64) bool {
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
		return err == nil
	}
	rows, err := r.tx.QueryContext(r.ctx, "SELECT number, size, data FROM pack WHERE action = ? ORDER BY number", id)
	if err != nil {
		return false
	}
	good := true
	if _, err := collect(rows, func(q *sql.Rows) (struct{}, error) {
		var number, size int64
		var data []byte
		err := q.Scan(&number, &size, &data)
		good = good && number == want && take(data, size)
		want++
		return struct{}{}, err
	}); err != nil {
		return false
	}
	return good && take(data, size) && count == a.changes && bytes.Equal(root.Sum(nil), a.commitment)
}
