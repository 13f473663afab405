package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"redthread/store/ontology"
	"redthread/store/value"
)

// Conflicts are computed from what the case holds and never stored; what
// somebody decided on one is a record, which joins like any other. So two
// colleagues who merge see the same conflicts, and a decision of one of them
// settles it for both.

// ConflictKind tells what two sides hold differently.
type ConflictKind string

// The kinds of conflict.
const (
	ConflictText      ConflictKind = "text"      // a long text was changed on both sides
	ConflictValue     ConflictKind = "value"     // two live values where only one can be true at a time
	ConflictJudgement ConflictKind = "judgement" // same against different
	ConflictSource    ConflictKind = "source"    // two sources that look like one: same address, or same bytes
)

// Conflict is something to decide, now or later.
type Conflict struct {
	Kind ConflictKind `json:"kind"`
	// About is the record of a text, the entity of a value, or the first of two
	// entities or sources; Other is the second.
	About ID `json:"about"`
	Other ID `json:"other"`
	// Field is the field of a text, the property of a value, or why two sources
	// look like one: "url" or "bytes".
	Field string `json:"field"`
	// What is the kind of record of a text: note, task, source, case.
	What  string `json:"what"`
	Sides []Side `json:"sides"`
}

// Side is one side of a conflict.
type Side struct {
	ID      ID        `json:"id"` // of the statement, version, judgement or source
	Text    string    `json:"text"`
	Target  ID        `json:"target"`
	Author  string    `json:"author"`
	At      time.Time `json:"at"`
	Sources []ID      `json:"sources"`
	Why     string    `json:"why"`
	Stands  bool      `json:"stands"` // of a text: what is shown now
}

// mostConflicts is how many conflicts of a kind are listed.
const mostConflicts = 1000

// Conflicts lists what is to be decided.
func (c *Case) Conflicts(ctx context.Context) ([]Conflict, error) {
	all, err := conflicts(ctx, c.read, 0, 0)
	return all, explain(c.path, err)
}

// conflicts lists conflicts; with rows from which statements and judgements are
// new, those of values and judgements that touch one of them.
func conflicts(ctx context.Context, db queryer, statements, judgements int64) ([]Conflict, error) {
	decided, err := decisions(ctx, db)
	if err != nil {
		return nil, err
	}
	var all []Conflict
	for _, find := range []func() ([]Conflict, error){
		func() ([]Conflict, error) { return textConflicts(ctx, db) },
		func() ([]Conflict, error) { return valueConflicts(ctx, db, statements) },
		func() ([]Conflict, error) { return judgementConflicts(ctx, db, judgements) },
		func() ([]Conflict, error) { return sourceTwins(ctx, db) },
	} {
		found, err := find()
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if !slices.ContainsFunc(decided, func(d Decision) bool { return d.settles(f) }) {
				all = append(all, f)
			}
		}
	}
	return all, nil
}

// textConflicts finds versions that no other was made from and that are not
// what stands.
func textConflicts(ctx context.Context, db queryer) ([]Conflict, error) {
	type row struct {
		version
		about  ID
		field  string
		author string
		wall   int64
	}
	rows, err := query(ctx, db, `SELECT r.uid, a.value, n.value, t.value, coalesce(o.value, ''), x.author, x.wall FROM record r
		JOIN action x ON x.id = r.action
		JOIN field a ON a.record = r.id AND a.name = 'about' JOIN field n ON n.record = r.id AND n.name = 'field'
		JOIN field t ON t.record = r.id AND t.name = 'text' LEFT JOIN field o ON o.record = r.id AND o.name = 'over'
		WHERE r.kind = 'version' ORDER BY x.clock, x.hash, r.id`, func(r *sql.Rows) (row, error) {
		var v row
		var uid []byte
		var about, over string
		err := r.Scan(&uid, &about, &v.field, &v.text, &over, &v.author, &v.wall)
		v.id, v.over = idFrom(uid), idList(over)
		_ = v.about.UnmarshalText([]byte(about))
		return v, err
	})
	if err != nil {
		return nil, err
	}
	over := map[ID]bool{}
	for _, v := range rows {
		for _, id := range v.over {
			over[id] = true
		}
	}
	type place struct {
		about ID
		field string
	}
	open := map[place][]row{}
	var order []place
	for _, v := range rows {
		if over[v.id] {
			continue
		}
		p := place{v.about, v.field}
		if open[p] == nil {
			order = append(order, p)
		}
		open[p] = append(open[p], v)
	}
	var all []Conflict
	for _, p := range order {
		var now Side
		var wall int64
		err := db.QueryRowContext(ctx, `SELECT f.value, x.author, x.wall FROM field f JOIN record r ON r.id = f.record JOIN action x ON x.id = f.action WHERE r.uid = ? AND f.name = ?`, p.about[:], p.field).
			Scan(&now.Text, &now.Author, &wall)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		f := Conflict{Kind: ConflictText, About: p.about, Field: p.field}
		if err := db.QueryRowContext(ctx, "SELECT kind FROM record WHERE uid = ?", p.about[:]).Scan(&f.What); errors.Is(err, sql.ErrNoRows) {
			continue // the record was taken back
		} else if err != nil {
			return nil, err
		}
		now.At, now.Stands = time.UnixMilli(wall).UTC(), true
		f.Sides = []Side{now}
		for _, v := range open[p] {
			if v.text == now.Text {
				f.Sides[0].ID = v.id
				continue
			}
			if !slices.ContainsFunc(f.Sides, func(s Side) bool { return s.Text == v.text }) {
				f.Sides = append(f.Sides, Side{ID: v.id, Text: v.text, Author: v.author, At: time.UnixMilli(v.wall).UTC()})
			}
		}
		if len(f.Sides) > 1 && len(all) < mostConflicts {
			all = append(all, f)
		}
	}
	return all, nil
}

// singles lists, for SQL, the properties of which one value can be true at a time.
var singles = sync.OnceValue(func() string {
	seen := map[string]bool{}
	var all []string
	for _, s := range ontology.Default().Schemata() {
		for _, p := range s.Properties() {
			if p.Single && !seen[p.Name] {
				seen[p.Name] = true
				all = append(all, "'"+p.Name+"'")
			}
		}
	}
	return strings.Join(all, ", ")
})

func valueConflicts(ctx context.Context, db queryer, since int64) ([]Conflict, error) {
	if singles() == "" {
		return nil, nil
	}
	fresh := ""
	if since > 0 {
		fresh = fmt.Sprintf(" HAVING max(s.id) >= %d", since)
	}
	type pair struct{ entity, property int64 }
	pairs, err := query(ctx, db, `SELECT s.entity, s.property FROM statement s JOIN property p ON p.id = s.property
		WHERE s.live = 1 AND s.stance = 1 AND p.name IN (`+singles()+`) GROUP BY s.entity, s.property`+fresh, func(r *sql.Rows) (pair, error) {
		var p pair
		return p, r.Scan(&p.entity, &p.property)
	})
	if err != nil {
		return nil, err
	}
	var all []Conflict
	for _, p := range pairs {
		if len(all) == mostConflicts {
			break
		}
		f := Conflict{Kind: ConflictValue}
		type held struct {
			Side
			from, to string
		}
		var schema string
		sides, err := query(ctx, db, `SELECT s.uid, e.uid, e.schema, p.name, s.value, t.uid, r.uid, s.valid_from, s.valid_to, x.author, x.wall
			FROM statement s JOIN entity e ON e.id = s.entity JOIN property p ON p.id = s.property LEFT JOIN entity t ON t.id = s.target LEFT JOIN record r ON r.id = s.source
			JOIN noting n ON n.id = (SELECT min(id) FROM noting m WHERE m.statement = s.id) JOIN action x ON x.id = n.action
			WHERE s.entity = ? AND s.property = ? AND s.live = 1 AND s.stance = 1 ORDER BY x.clock, x.hash, n.id`, func(r *sql.Rows) (held, error) {
			var h held
			var uid, entity, target, source []byte
			var wall int64
			err := r.Scan(&uid, &entity, &schema, &f.Field, &h.Text, &target, &source, &h.from, &h.to, &h.Author, &wall)
			h.ID, f.About, h.Target, h.At = idFrom(uid), idFrom(entity), idFrom(target), time.UnixMilli(wall).UTC()
			if source != nil {
				h.Sources = []ID{idFrom(source)}
			}
			return h, err
		}, p.entity, p.property)
		if err != nil {
			return nil, err
		}
		s, ok := ontology.Default().Schema(schema)
		if !ok {
			continue
		}
		if prop, ok := s.Property(f.Field); !ok || !prop.Single {
			continue
		}
		for i, a := range sides {
			if slices.ContainsFunc(sides, func(b held) bool {
				return (a.Text != b.Text || a.Target != b.Target) && !endsBefore(a.to, b.from) && !endsBefore(b.to, a.from)
			}) {
				f.Sides = append(f.Sides, sides[i].Side)
			}
		}
		if len(f.Sides) > 1 {
			all = append(all, f)
		}
	}
	return all, nil
}

// endsBefore tells whether an end is certainly earlier than a start; open ends
// are not.
func endsBefore(end, start string) bool {
	if end == "" || start == "" {
		return false
	}
	e, err1 := value.ParseDate(end)
	s, err2 := value.ParseDate(start)
	if err1 != nil || err2 != nil {
		return false
	}
	last, ok1 := e.Latest()
	first, ok2 := s.Earliest()
	return ok1 && ok2 && last.Compare(first) < 0
}

// judgementConflicts finds pairs that somebody judges the same and somebody
// different; the latest verdict of each author counts.
func judgementConflicts(ctx context.Context, db queryer, since int64) ([]Conflict, error) {
	type row struct {
		id      int64
		uid     ID
		a, b    ID
		verdict Verdict
		side    Side
	}
	rows, err := query(ctx, db, `SELECT j.id, j.uid, ea.uid, eb.uid, j.verdict, j.why, x.author, x.wall FROM judgement j JOIN entity ea ON ea.id = j.a JOIN entity eb ON eb.id = j.b
		JOIN action x ON x.id = j.action ORDER BY x.clock, x.hash, j.id`, func(r *sql.Rows) (row, error) {
		var j row
		var uid, a, b []byte
		var wall int64
		err := r.Scan(&j.id, &uid, &a, &b, &j.verdict, &j.side.Why, &j.side.Author, &wall)
		j.uid, j.a, j.b = idFrom(uid), idFrom(a), idFrom(b)
		j.side.ID, j.side.Text, j.side.At = j.uid, string(j.verdict), time.UnixMilli(wall).UTC()
		return j, err
	})
	if err != nil {
		return nil, err
	}
	type pair struct{ a, b ID }
	latest := map[pair]map[string]row{}
	var order []pair
	for _, j := range rows {
		p := pair{j.a, j.b}
		if latest[p] == nil {
			latest[p] = map[string]row{}
			order = append(order, p)
		}
		latest[p][j.side.Author] = j
	}
	var all []Conflict
	for _, p := range order {
		f := Conflict{Kind: ConflictJudgement, About: p.a, Other: p.b}
		said := map[Verdict]bool{}
		fresh := since == 0
		var sides []row
		for _, j := range latest[p] {
			sides = append(sides, j)
			said[j.verdict] = true
			fresh = fresh || j.id >= since
		}
		if !said[Same] || !said[Different] || !fresh || len(all) == mostConflicts {
			continue
		}
		slices.SortFunc(sides, func(a, b row) int { return strings.Compare(a.uid.String(), b.uid.String()) })
		for _, j := range sides {
			f.Sides = append(f.Sides, j.side)
		}
		all = append(all, f)
	}
	return all, nil
}

// sourceTwins finds sources that look like one entered twice: the same
// address, or the same bytes. They are proposed and never joined unasked.
func sourceTwins(ctx context.Context, db queryer) ([]Conflict, error) {
	type twin struct {
		a, b ID
		why  string
	}
	scan := func(why string) func(*sql.Rows) (twin, error) {
		return func(r *sql.Rows) (twin, error) {
			var a, b []byte
			err := r.Scan(&a, &b)
			return twin{idFrom(a), idFrom(b), why}, err
		}
	}
	const gone = " AND NOT EXISTS (SELECT 1 FROM field g WHERE g.record IN (ra.id, rb.id) AND g.name = 'removed' AND g.value = '1')"
	urls, err := query(ctx, db, `SELECT DISTINCT ra.uid, rb.uid FROM field fa JOIN field fb ON fb.value = fa.value AND fb.name = 'url' AND fb.record <> fa.record
		JOIN record ra ON ra.id = fa.record AND ra.kind = 'source' JOIN record rb ON rb.id = fb.record AND rb.kind = 'source'
		WHERE fa.name = 'url' AND fa.value <> '' AND ra.uid < rb.uid`+gone, scan("url"))
	if err != nil {
		return nil, err
	}
	files, err := query(ctx, db, `SELECT DISTINCT ra.uid, rb.uid FROM attachment aa JOIN attachment ab ON ab.evidence = aa.evidence AND ab.source <> aa.source
		JOIN record ra ON ra.id = aa.source JOIN record rb ON rb.id = ab.source WHERE ra.uid < rb.uid`+gone, scan("bytes"))
	if err != nil {
		return nil, err
	}
	seen := map[[2]ID]bool{}
	var all []Conflict
	for _, t := range append(urls, files...) {
		if seen[[2]ID{t.a, t.b}] || len(all) == mostConflicts {
			continue
		}
		seen[[2]ID{t.a, t.b}] = true
		f := Conflict{Kind: ConflictSource, About: t.a, Other: t.b, Field: t.why}
		for _, id := range []ID{t.a, t.b} {
			s := Side{ID: id}
			var wall int64
			if err := db.QueryRowContext(ctx, `SELECT coalesce(f.value, ''), x.author, x.wall FROM record r JOIN action x ON x.id = r.action
				LEFT JOIN field f ON f.record = r.id AND f.name = 'title' WHERE r.uid = ?`, id[:]).Scan(&s.Text, &s.Author, &wall); err != nil {
				return nil, err
			}
			s.At, s.Sources = time.UnixMilli(wall).UTC(), []ID{id}
			f.Sides = append(f.Sides, s)
		}
		all = append(all, f)
	}
	return all, nil
}
