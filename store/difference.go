package store

import (
	"context"
	"database/sql"
)

// Difference is what tells two cases apart: what the other has more and less,
// and what both have and hold differently.
type Difference struct {
	More, Less Holding
	Otherwise  []Otherwise
}

// Holding is what one of the two holds alone.
type Holding struct {
	Statements []StatementRef
	Judgements []Judgement
	Records    map[string][]ID // by kind: source, note, tag, task …
	Entities   int
	Evidence   int
	Texts      int
}

// StatementRef says of a statement whose it is.
type StatementRef struct {
	ID, Entity, Source ID
	Live               bool
}

// Otherwise is a field of a record, or the life of a statement, that differs.
type Otherwise struct {
	Kind         string // of the record; "statement" or "entity"
	ID           ID
	Field        string // "live" of a statement, "schema" or "class" of an entity
	Ours, Theirs string
}

// shownRecords are the kinds of record that are compared; the others are marks
// of the program.
var shownRecords = []string{recordCase, recordSource, recordNote, recordTag, recordTask, recordChart, recordChartNode, recordChartGroup, recordChartNote, recordDecision}

// Difference compares this case with another. Nothing is written.
func (c *Case) Difference(ctx context.Context, other *Case) (Difference, error) {
	d := Difference{More: Holding{Records: map[string][]ID{}}, Less: Holding{Records: map[string][]ID{}}}
	ours, err := c.read.Conn(ctx)
	if err != nil {
		return d, explain(c.path, err)
	}
	defer func() { _ = ours.Close() }()
	theirs, err := other.read.Conn(ctx)
	if err != nil {
		return d, explain(other.path, err)
	}
	defer func() { _ = theirs.Close() }()
	for _, step := range []func() error{
		func() error { return d.statements(ctx, ours, theirs) },
		func() error { return d.entities(ctx, ours, theirs) },
		func() error { return d.records(ctx, ours, theirs) },
		func() error { return d.judgements(ctx, ours, theirs) },
		func() error {
			for text, into := range map[string][2]*int{
				"SELECT sha256, id FROM evidence ORDER BY sha256": {&d.More.Evidence, &d.Less.Evidence},
				"SELECT uid, id FROM layer ORDER BY uid":          {&d.More.Texts, &d.Less.Texts},
			} {
				if err := sideBySide(ctx, ours, theirs, text, func(a, b int64) error {
					switch {
					case a == 0:
						*into[0]++
					case b == 0:
						*into[1]++
					}
					return nil
				}); err != nil {
					return err
				}
			}
			return nil
		},
	} {
		if err := step(); err != nil {
			return d, explain(other.path, err)
		}
	}
	return d, nil
}

// sideBySide walks the rows of both files in the order of what names them, and
// tells each name once with its row here and there, 0 where it is missing.
func sideBySide(ctx context.Context, ours, theirs queryer, text string, visit func(a, b int64) error) error {
	x, err := newKeyed(ctx, ours, text)
	if err != nil {
		return err
	}
	defer x.close()
	y, err := newKeyed(ctx, theirs, text)
	if err != nil {
		return err
	}
	defer y.close()
	x.next()
	y.next()
	for x.more || y.more {
		var err error
		switch {
		case !y.more || x.more && string(x.key) < string(y.key):
			err = visit(x.id, 0)
			x.next()
		case !x.more || string(y.key) < string(x.key):
			err = visit(0, y.id)
			y.next()
		default:
			err = visit(x.id, y.id)
			x.next()
			y.next()
		}
		if err != nil {
			return err
		}
	}
	if x.err != nil {
		return x.err
	}
	return y.err
}

func (d *Difference) statements(ctx context.Context, ours, theirs *sql.Conn) error {
	const text = `SELECT s.uid, e.uid, r.uid, s.live FROM statement s JOIN entity e ON e.id = s.entity LEFT JOIN record r ON r.id = s.source WHERE s.id = ?`
	a, err := ours.PrepareContext(ctx, text)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	b, err := theirs.PrepareContext(ctx, text)
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }()
	ref := func(s *sql.Stmt, row int64) (StatementRef, error) {
		var r StatementRef
		var uid, entity, source []byte
		err := s.QueryRowContext(ctx, row).Scan(&uid, &entity, &source, &r.Live)
		r.ID, r.Entity, r.Source = idFrom(uid), idFrom(entity), idFrom(source)
		return r, err
	}
	dead := map[int64]bool{} // here
	if err := deadRows(ctx, ours, dead); err != nil {
		return err
	}
	gone := map[int64]bool{} // there
	if err := deadRows(ctx, theirs, gone); err != nil {
		return err
	}
	type odd struct {
		row  int64
		here bool
	}
	var more, less []int64
	var lives []odd
	if err := sideBySide(ctx, ours, theirs, "SELECT uid, id FROM statement ORDER BY uid", func(x, y int64) error {
		switch {
		case x == 0:
			more = append(more, y)
		case y == 0:
			less = append(less, x)
		case dead[x] != gone[y]:
			lives = append(lives, odd{x, !dead[x]})
		}
		return nil
	}); err != nil {
		return err
	}
	for _, row := range more {
		r, err := ref(b, row)
		if err != nil {
			return err
		}
		d.More.Statements = append(d.More.Statements, r)
	}
	for _, row := range less {
		r, err := ref(a, row)
		if err != nil {
			return err
		}
		d.Less.Statements = append(d.Less.Statements, r)
	}
	for _, l := range lives {
		r, err := ref(a, l.row)
		if err != nil {
			return err
		}
		o := Otherwise{Kind: "statement", ID: r.ID, Field: "live", Ours: "live", Theirs: "withdrawn"}
		if !l.here {
			o.Ours, o.Theirs = o.Theirs, o.Ours
		}
		d.Otherwise = append(d.Otherwise, o)
	}
	return nil
}

func deadRows(ctx context.Context, db queryer, into map[int64]bool) error {
	_, err := query(ctx, db, "SELECT id FROM statement WHERE live = 0", func(r *sql.Rows) (struct{}, error) {
		var id int64
		err := r.Scan(&id)
		into[id] = true
		return struct{}{}, err
	})
	return err
}

func (d *Difference) entities(ctx context.Context, ours, theirs *sql.Conn) error {
	type kept struct{ schema, class string }
	read := func(db queryer) (map[ID]kept, error) {
		all := map[ID]kept{}
		_, err := query(ctx, db, "SELECT uid, schema, class FROM entity", func(r *sql.Rows) (struct{}, error) {
			var uid []byte
			var k kept
			err := r.Scan(&uid, &k.schema, &k.class)
			all[idFrom(uid)] = k
			return struct{}{}, err
		})
		return all, err
	}
	a, err := read(ours)
	if err != nil {
		return err
	}
	b, err := read(theirs)
	if err != nil {
		return err
	}
	for id, y := range b {
		x, ok := a[id]
		if !ok {
			d.More.Entities++
			continue
		}
		if x.schema != y.schema {
			d.Otherwise = append(d.Otherwise, Otherwise{"entity", id, "schema", x.schema, y.schema})
		}
		if x.class != y.class {
			d.Otherwise = append(d.Otherwise, Otherwise{"entity", id, "class", x.class, y.class})
		}
	}
	for id := range a {
		if _, ok := b[id]; !ok {
			d.Less.Entities++
		}
	}
	return nil
}

func (d *Difference) records(ctx context.Context, ours, theirs *sql.Conn) error {
	type kept struct {
		kind   string
		fields map[string]string
	}
	read := func(db queryer) (map[ID]kept, error) {
		all := map[ID]kept{}
		for _, kind := range shownRecords {
			if _, err := query(ctx, db, "SELECT r.uid, coalesce(f.name, ''), coalesce(f.value, '') FROM record r LEFT JOIN field f ON f.record = r.id WHERE r.kind = ?", func(r *sql.Rows) (struct{}, error) {
				var uid []byte
				var name, text string
				err := r.Scan(&uid, &name, &text)
				k, ok := all[idFrom(uid)]
				if !ok {
					k = kept{kind, map[string]string{}}
					all[idFrom(uid)] = k
				}
				if text != "" {
					k.fields[name] = text
				}
				return struct{}{}, err
			}, kind); err != nil {
				return nil, err
			}
		}
		return all, nil
	}
	a, err := read(ours)
	if err != nil {
		return err
	}
	b, err := read(theirs)
	if err != nil {
		return err
	}
	for id, y := range b {
		x, ok := a[id]
		if !ok {
			d.More.Records[y.kind] = append(d.More.Records[y.kind], id)
			continue
		}
		names := map[string]bool{}
		for n := range x.fields {
			names[n] = true
		}
		for n := range y.fields {
			names[n] = true
		}
		for n := range names {
			if x.fields[n] != y.fields[n] {
				d.Otherwise = append(d.Otherwise, Otherwise{x.kind, id, n, x.fields[n], y.fields[n]})
			}
		}
	}
	for id, x := range a {
		if _, ok := b[id]; !ok {
			d.Less.Records[x.kind] = append(d.Less.Records[x.kind], id)
		}
	}
	return nil
}

func (d *Difference) judgements(ctx context.Context, ours, theirs *sql.Conn) error {
	read := func(db queryer) (map[ID]Judgement, []ID, error) {
		all := map[ID]Judgement{}
		order, err := query(ctx, db, `SELECT j.uid, ea.uid, eb.uid, j.verdict, j.why, a.author FROM judgement j JOIN entity ea ON ea.id = j.a JOIN entity eb ON eb.id = j.b
			JOIN action a ON a.id = j.action ORDER BY a.clock, a.hash, j.id`, func(r *sql.Rows) (ID, error) {
			var j Judgement
			var uid, a, b []byte
			err := r.Scan(&uid, &a, &b, &j.Verdict, &j.Why, &j.Author)
			j.ID, j.A, j.B = idFrom(uid), idFrom(a), idFrom(b)
			all[j.ID] = j
			return j.ID, err
		})
		return all, order, err
	}
	a, first, err := read(ours)
	if err != nil {
		return err
	}
	b, second, err := read(theirs)
	if err != nil {
		return err
	}
	for _, id := range second {
		if _, ok := a[id]; !ok {
			d.More.Judgements = append(d.More.Judgements, b[id])
		}
	}
	for _, id := range first {
		if _, ok := b[id]; !ok {
			d.Less.Judgements = append(d.Less.Judgements, a[id])
		}
	}
	return nil
}
