package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Verification is what a check of the whole case found.
type Verification struct {
	Actions  int      // actions whose hash and contents were checked
	Rows     int      // rows that are as the history left them
	Evidence int      // items whose bytes were hashed again
	Head     []string // hashes at the front of the history
	Problems []string // one sentence each; none means sound
}

// Sound tells whether nothing was found.
func (v Verification) Sound() bool { return len(v.Problems) == 0 }

// mostProblems is where a check stops listing.
const mostProblems = 100

// Verify checks the file, the chain of the history, that every row is as the
// history left it, and every byte of evidence. head, when not "", must be a
// hash (or the start of one, at least twelve digits) of an action in this
// history: only against a head that was printed or signed does the chain show
// forgery and not just damage. progress, when not nil, is told a share from 0 to 1.
func (c *Case) Verify(ctx context.Context, head string, progress func(float64)) (Verification, error) {
	if progress == nil {
		progress = func(float64) {}
	}
	v := &verifier{c: c, rows: map[byte]*hashes{}, hashes: map[ActionID]bool{}, number: map[ActionID]int64{}}
	conn, err := c.read.Conn(ctx)
	if err != nil {
		return Verification{}, explain(c.path, err)
	}
	defer func() { _ = conn.Close() }()
	// One reading transaction: the check sees one state, whatever is written meanwhile.
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return Verification{}, explain(c.path, err)
	}
	defer func() { _, _ = conn.ExecContext(context.Background(), "ROLLBACK") }()
	for i, part := range []func(context.Context, queryer) error{v.file, v.chain, v.state, v.meaning, v.lookups, v.index, v.evidence} {
		if err := part(ctx, conn); err != nil {
			return v.found, explain(c.path, err)
		}
		progress(float64(i+1) / 7)
	}
	if v.indexBad && c.write != nil {
		if err := c.reindex(); err != nil {
			return v.found, explain(c.path, err)
		}
	}
	if head != "" {
		known := false
		for h := range v.hashes {
			known = known || len(head) >= 12 && len(head) <= 64 && h.String()[:len(head)] == head
		}
		if !known {
			v.problem("The head %s is not in this history: it is not the case that head was printed from, or it was rewritten.", head)
		}
	}
	return v.found, nil
}

type verifier struct {
	c      *Case
	found  Verification
	rows   map[byte]*hashes // by table: the hash of each row as the history leaves it
	hashes map[ActionID]bool
	number map[ActionID]int64

	indexBad bool // the search index is not what the state makes
}

func (v *verifier) problem(format string, args ...any) {
	if len(v.found.Problems) < mostProblems {
		v.found.Problems = append(v.found.Problems, fmt.Sprintf(format, args...))
	}
}

func (v *verifier) file(ctx context.Context, db queryer) error {
	// A connection keeps what it knew of an index's shape until it next looks
	// something up in it, and the check would compare the file with that.
	for _, t := range []string{"search_text", "search_thing"} {
		if _, err := query(ctx, db, "SELECT rowid FROM "+t+" WHERE "+t+" MATCH 'a' LIMIT 1", scanString); err != nil && ctx.Err() != nil {
			return err
		}
	}
	said, err := query(ctx, db, "PRAGMA integrity_check(20)", scanString)
	if err != nil {
		return err
	}
	for _, s := range said {
		if s != "ok" {
			v.problem("SQLite finds the file damaged: %s.", s)
		}
	}
	return nil
}

// chain recomputes every action's hash and replays what it changed.
func (v *verifier) chain(ctx context.Context, db queryer) error {
	type stored struct {
		actionRow
		id     int64
		hash   ActionID
		joined bool
	}
	actions, err := query(ctx, db, "SELECT a.id, a.hash, a.kind, a.label, a.author, a.replica, a.clock, a.wall, a.target, a.salt, a.changes, a.commitment, a.follows, j.action IS NOT NULL FROM action a LEFT JOIN joined j ON j.action = a.id ORDER BY a.id", func(r *sql.Rows) (stored, error) {
		var s stored
		var hash, follows []byte
		err := r.Scan(&s.id, &hash, &s.kind, &s.label, &s.author, &s.replica, &s.clock, &s.wall, &s.target, &s.salt, &s.changes, &s.commitment, &follows, &s.joined)
		for _, p := range parentsOf(follows) {
			s.parents = append(s.parents, p[:])
		}
		copy(s.hash[:], hash)
		return s, err
	})
	if err != nil {
		return err
	}
	v.found.Actions = len(actions)
	first := int64(0) // of this file's own
	for _, a := range actions {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := fmt.Sprintf("Action %d (%q, %s, %s)", a.id, a.label, a.author, time.UnixMilli(a.wall).UTC().Format("2006-01-02 15:04"))
		if a.actionRow.hash() != a.hash {
			v.problem("%s does not have the hash it was written with: it was changed afterwards.", name)
		}
		for _, p := range a.parents {
			var id ActionID
			copy(id[:], p)
			if !v.hashes[id] {
				v.problem("%s follows an action that is missing.", name)
			}
		}
		if first == 0 && !a.joined {
			first = a.id
		}
		if len(a.parents) == 0 && !a.joined && a.id != first {
			v.problem("%s follows nothing although it is not the first.", name)
		}
		v.hashes[a.hash], v.number[a.hash] = true, a.id
		if a.joined {
			if err := v.joined(ctx, db, name, a.id, &a.actionRow); err != nil {
				return err
			}
			continue
		}
		if err := v.replay(ctx, db, name, a.id, &a.actionRow); err != nil {
			return err
		}
	}
	heads, err := headsOf(ctx, db)
	for _, h := range heads {
		v.found.Head = append(v.found.Head, h.String())
	}
	return err
}

func (v *verifier) replay(ctx context.Context, db queryer, name string, id int64, a *actionRow) error {
	if a.kind != kindDo {
		var target ActionID
		copy(target[:], a.target)
		n, ok := v.number[target]
		if !ok {
			v.problem("%s reverses an action that is missing.", name)
			return nil
		}
		back := a.kind == kindUndo
		return v.changes(ctx, db, name, n, back, func(_ []byte, ch change) {
			switch {
			case ch.table.grows:
			case back:
				v.set(ch.table, ch.id, ch.before)
			default:
				v.set(ch.table, ch.id, ch.after)
			}
		})
	}
	return v.committed(ctx, db, name, id, a, func(ch change) { v.set(ch.table, ch.id, ch.after) })
}

// joined checks an action of another file: its changes are what it committed
// to. They speak of that file's rows, so they are not replayed; the rows that
// came here are changes of the merge.
func (v *verifier) joined(ctx context.Context, db queryer, name string, id int64, a *actionRow) error {
	if a.kind == kindDo {
		return v.committed(ctx, db, name, id, a, func(change) {})
	}
	var target ActionID
	copy(target[:], a.target)
	if !v.hashes[target] {
		v.problem("%s reverses an action that is missing.", name)
	}
	return nil
}

// committed visits what an action changed and checks it against what the
// action committed to.
func (v *verifier) committed(ctx context.Context, db queryer, name string, id int64, a *actionRow, visit func(change)) error {
	root := sha256.New()
	index := 0
	if err := v.changes(ctx, db, name, id, false, func(raw []byte, ch change) {
		leaf := leafHash(a.salt, index, raw)
		root.Write(leaf[:])
		index++
		visit(ch)
	}); err != nil {
		return err
	}
	if string(root.Sum(nil)) != string(a.commitment) || index != a.changes {
		v.problem("What %s changed is not what was recorded then.", name)
	}
	return nil
}

// changes visits what an action changed, or from its last change back, one
// pack in memory at a time.
func (v *verifier) changes(ctx context.Context, db queryer, name string, action int64, back bool, visit func(raw []byte, ch change)) error {
	// What stands in the action's own row comes after its packs.
	const own = int64(1) << 40
	numbers, err := query(ctx, db, "SELECT number FROM pack WHERE action = ? ORDER BY number", func(r *sql.Rows) (int64, error) {
		var n int64
		return n, r.Scan(&n)
	}, action)
	if err != nil {
		return err
	}
	numbers = append(numbers, own)
	if back {
		slices.Reverse(numbers)
	}
	type found struct {
		raw []byte
		ch  change
	}
	for _, n := range numbers {
		var size int64
		var data []byte
		if err := db.QueryRowContext(ctx, "SELECT size, data FROM (SELECT number, size, data FROM pack WHERE action = ?1 AND number = ?2 UNION ALL SELECT ?3, size, data FROM action WHERE id = ?1 AND ?2 = ?3)",
			action, n, own).Scan(&size, &data); err != nil {
			return err
		}
		var all []found
		raw, err := unpack(data, size)
		for err == nil && len(raw) > 0 {
			var ch change
			rest := raw
			if ch, rest, err = readChange(raw); err == nil {
				all = append(all, found{raw[:len(raw)-len(rest)], ch})
				raw = rest
			}
		}
		if err != nil {
			v.problem("What %s changed cannot be read.", name)
		}
		if back {
			slices.Reverse(all)
		}
		for _, f := range all {
			visit(f.raw, f.ch)
		}
		if err != nil {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) set(t *table, id int64, row []any) {
	h := v.rows[t.code]
	if h == nil {
		h = &hashes{}
		v.rows[t.code] = h
	}
	h.set(id, row)
}

// state compares every row with what the history leaves.
func (v *verifier) state(ctx context.Context, db queryer) error {
	err := stateRows(ctx, db, func(t *table, id int64, row []any) error {
		want, ok := v.rows[t.code].take(id)
		switch {
		case !ok:
			v.problem("Row %d of %s%s was never recorded in the history.", id, t.name, called(ctx, db, t, id))
		case rowHash(row) != want:
			v.problem("Row %d of %s%s is not as the history left it.", id, t.name, called(ctx, db, t, id))
		}
		v.found.Rows++
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	for _, t := range recorded() {
		for _, id := range v.rows[t.code].left() {
			v.problem("Row %d of %s is missing although the history holds it.", id, t.name)
		}
	}
	return nil
}

func compareInt(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// meaning checks what the rows say about one another: statement ids are
// computed from their content, and live means a noting that is not withdrawn.
func (v *verifier) meaning(ctx context.Context, db queryer) error {
	rows, err := db.QueryContext(ctx, `SELECT s.id, s.uid, e.uid, p.name, s.value, t.uid, r.uid, s.lang, s.stance, s.valid_from, s.valid_to, s.live,
		EXISTS (SELECT 1 FROM noting n WHERE n.statement = s.id AND NOT EXISTS (SELECT 1 FROM withdrawn w WHERE w.noting = n.id))
		FROM statement s JOIN entity e ON e.id = s.entity JOIN property p ON p.id = s.property
		LEFT JOIN entity t ON t.id = s.target LEFT JOIN record r ON r.id = s.source`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, live, noted int64
		var uid, entity, target, source []byte
		var s Statement
		if err := rows.Scan(&id, &uid, &entity, &s.Property, &s.Value, &target, &source, &s.Lang, &s.Stance, &s.From, &s.To, &live, &noted); err != nil {
			return err
		}
		s.Entity, s.Target, s.Source = idFrom(entity), idFrom(target), idFrom(source)
		if s.id() != idFrom(uid) {
			v.problem("Statement %d does not have the id of its content.", id)
		}
		if live != noted {
			v.problem("Statement %d is marked live or withdrawn against its notings.", id)
		}
	}
	return rows.Err()
}

// lookups checks that entities are listed under the names their statements
// give: a caption is what people read first.
func (v *verifier) lookups(ctx context.Context, db queryer) error {
	type listed struct{ schema, text, words string }
	want := map[int64]listed{}
	schemas := map[int64]string{}
	_, err := query(ctx, db, "SELECT id, schema FROM entity", func(r *sql.Rows) (struct{}, error) {
		var id int64
		var s string
		err := r.Scan(&id, &s)
		schemas[id] = s
		return struct{}{}, err
	})
	if err != nil {
		return err
	}
	var row int64
	var values []liveName
	flush := func() {
		if row != 0 {
			text, words, _ := lookUp(schemas[row], values)
			want[row] = listed{schemas[row], text, words}
		}
		values = values[:0]
	}
	if _, err := query(ctx, db, "SELECT s.entity, p.name, s.value, s.stance FROM statement s JOIN property p ON p.id = s.property JOIN noting n ON n.statement = s.id JOIN action a ON a.id = n.action WHERE s.live = 1 ORDER BY s.entity, "+notedFirst, func(r *sql.Rows) (struct{}, error) {
		var id, stance int64
		var n liveName
		if err := r.Scan(&id, &n.property, &n.text, &stance); err != nil {
			return struct{}{}, err
		}
		if id != row {
			flush()
			row = id
		}
		if stance == int64(Asserts) {
			values = append(values, n)
		}
		return struct{}{}, nil
	}); err != nil {
		return err
	}
	flush()
	if _, err := query(ctx, db, "SELECT DISTINCT target FROM statement WHERE target IS NOT NULL AND live = 1", func(r *sql.Rows) (struct{}, error) {
		var id int64
		err := r.Scan(&id)
		if _, ok := want[id]; !ok {
			want[id] = listed{schema: schemas[id]}
		}
		return struct{}{}, err
	}); err != nil {
		return err
	}
	if _, err := query(ctx, db, "SELECT entity, text, words FROM caption", func(r *sql.Rows) (struct{}, error) {
		var id int64
		var text, words string
		if err := r.Scan(&id, &text, &words); err != nil {
			return struct{}{}, err
		}
		w, ok := want[id]
		if !ok || w.text != text || !sameWords(w.words, words) {
			v.problem("Entity %d is listed under a name that its statements do not give.", id)
		}
		delete(want, id)
		return struct{}{}, nil
	}); err != nil {
		return err
	}
	for id := range want {
		v.problem("Entity %d is missing from the lists.", id)
	}
	return nil
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// evidence hashes every item again. The bytes of one that no source holds may
// have been left out of a share.
func (v *verifier) evidence(ctx context.Context, db queryer) error {
	items, err := query(ctx, db, "SELECT e.sha256, e.size, coalesce((SELECT a.name FROM attachment a WHERE a.evidence = e.id ORDER BY a.id LIMIT 1), '') FROM evidence e"+
		" WHERE EXISTS (SELECT 1 FROM attachment a WHERE a.evidence = e.id) OR EXISTS (SELECT 1 FROM part p WHERE p.evidence = e.id) ORDER BY e.id", func(r *sql.Rows) (Evidence, error) {
		var e Evidence
		var sum []byte
		err := r.Scan(&sum, &e.Size, &e.Name)
		copy(e.SHA256[:], sum)
		return e, err
	})
	if err != nil {
		return err
	}
	for _, e := range items {
		n := &counter{}
		if err := v.c.WriteEvidence(ctx, e.SHA256, n); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			v.problem("Evidence %s: %s", calledEvidence(e), err)
		} else if n.n != e.Size {
			v.problem("Evidence %s has %d bytes where %d were taken in.", calledEvidence(e), n.n, e.Size)
		}
		v.found.Evidence++
	}
	return nil
}

// calledEvidence names an item by its file and the start of its hash.
func calledEvidence(e Evidence) string {
	if e.Name == "" {
		return e.Hash()[:12]
	}
	return shown(e.Name) + " (" + e.Hash()[:12] + ")"
}

type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return len(b), nil
}

var _ io.Writer = (*counter)(nil)
