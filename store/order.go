package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
)

// A list of a million entities is scrolled anywhere, counted by kind and
// narrowed by every letter typed. SQLite would count and sort all of it for
// each page, so a large case keeps the order of its captions in memory: ten
// bytes an entity, made once beside the opening and brought up to date with
// what each action touched. The rows that are shown are read from the file.

const (
	// orderFrom is how many entities a case has before the order is kept: below
	// it SQLite answers as quickly.
	orderFrom = 3000
	// mostMoved is up to how many changed captions are put in their new places;
	// of more the order is made anew.
	mostMoved = 4096
)

// order is what a case knows of the order of its captions.
type order struct {
	mu    sync.Mutex
	view  *ranking
	busy  chan struct{} // closed when the work under way is done
	err   error         // of the last work
	stop  context.CancelFunc
	ended bool

	moved map[int64]int64 // rows whose caption, schema or class changed, and in which action
	all   int64           // an action that moved too many to list; 0: none
}

// ranking is the order as of one action. It never changes, so that readers
// need no lock.
type ranking struct {
	action  int64
	rows    []int32  // entity rows, in the order of their captions
	rank    []int32  // by entity row; -1: not listed
	kinds   []uint16 // by rank: index into schemas
	classes []uint8  // by rank: index into classNames
	schemas []string
}

// classNames are the classes by their number; the first is undecided.
var classNames = append([]Class{""}, Classes()...)

// touch notes rows whose place in the order may have changed. It is called
// before the commit, so that nobody sees the new state and not the note.
func (o *order) touch(action int64, rows []int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(rows)+len(o.moved) > mostMoved {
		o.all, o.moved = action, nil
		return
	}
	if o.moved == nil {
		o.moved = map[int64]int64{}
	}
	for _, r := range rows {
		o.moved[r] = action
	}
}

// end stops the work under way and waits for it.
func (o *order) end() {
	o.mu.Lock()
	o.ended = true
	busy := o.busy
	if o.stop != nil {
		o.stop()
	}
	o.mu.Unlock()
	if busy != nil {
		<-busy
	}
}

// newest is the last action there is, without waiting for a writer.
func (c *Case) newest(ctx context.Context) (int64, error) {
	if c.write != nil {
		return c.committed.Load(), nil
	}
	var n int64
	err := c.read.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM action").Scan(&n)
	return n, err
}

// ready gives the order if it is up to date, and otherwise starts to make it so.
func (c *Case) ready(ctx context.Context) (*ranking, error) {
	want, err := c.newest(ctx)
	if err != nil {
		return nil, err
	}
	o := &c.order
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.view != nil && o.view.action >= want {
		return o.view, nil
	}
	if o.busy == nil && !o.ended {
		o.busy = make(chan struct{})
		work, stop := context.WithCancel(context.Background())
		o.stop = stop
		go c.bringOrder(work, o.busy)
	}
	return nil, nil
}

// near tells whether the order will be up to date in a moment.
func (o *order) near() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.view != nil && o.all == 0
}

// ranked gives the order, and waits for it where it is not up to date. It is
// nil where none can be kept.
func (c *Case) ranked(ctx context.Context) (*ranking, error) {
	for {
		view, err := c.ready(ctx)
		if err != nil || view != nil {
			return view, err
		}
		o := &c.order
		o.mu.Lock()
		busy, ended := o.busy, o.ended
		o.mu.Unlock()
		if ended {
			return nil, ErrClosed
		}
		if busy != nil {
			select {
			case <-busy:
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		o.mu.Lock()
		view, err = o.view, o.err
		o.mu.Unlock()
		if errors.Is(err, errSparse) {
			return nil, nil
		}
		if err != nil || view != nil {
			return view, err // at most one action old: it is what the reader asked for when it began to wait
		}
	}
}

// errSparse means that the rows of entities are numbered in a way no writer of
// ours leaves them, so that a list by number would take too much memory.
var errSparse = errors.New("the rows of entities are numbered too far apart")

// bringOrder makes the order or brings it up to date.
func (c *Case) bringOrder(ctx context.Context, done chan struct{}) {
	o := &c.order
	o.mu.Lock()
	old := o.view
	o.mu.Unlock()
	view, err := c.orderNow(ctx, old)
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err = err; err == nil {
		o.view = view
	}
	o.stop()
	o.busy, o.stop = nil, nil
	close(done)
}

func (c *Case) orderNow(ctx context.Context, old *ranking) (*ranking, error) {
	tx, err := c.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	var action int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM action").Scan(&action); err != nil {
		return nil, err
	}
	// What this state holds was noted before it was committed.
	o := &c.order
	o.mu.Lock()
	anew := old == nil || o.all > 0 || c.write == nil
	rows := make([]int64, 0, len(o.moved))
	for r, at := range o.moved {
		rows = append(rows, r)
		if at <= action {
			delete(o.moved, r)
		}
	}
	if o.all <= action {
		o.all = 0
	}
	o.mu.Unlock()
	var view *ranking
	if anew {
		view, err = readOrder(ctx, tx)
	} else {
		slices.Sort(rows)
		view, err = old.with(ctx, tx, rows)
	}
	if err != nil {
		o.mu.Lock()
		o.all = action // what was taken from the notes is in no order
		o.mu.Unlock()
		return nil, err
	}
	view.action = action
	return view, nil
}

// readOrder reads the whole order. Numbers come joined in a few long texts,
// since a row at a time costs more than all the rest.
func readOrder(ctx context.Context, db queryer) (*ranking, error) {
	var last, listed int64
	if err := db.QueryRowContext(ctx, "SELECT (SELECT coalesce(max(id), 0) FROM entity), (SELECT count(*) FROM caption)").Scan(&last, &listed); err != nil {
		return nil, err
	}
	if last > 8*listed+1<<20 || last > 1<<30 {
		return nil, errSparse
	}
	v := &ranking{rank: make([]int32, last+1), rows: make([]int32, 0, listed)}
	for i := range v.rank {
		v.rank[i] = -1
	}
	if err := eachNumber(ctx, db, "SELECT '', group_concat(entity) FROM (SELECT entity FROM caption ORDER BY sort, entity)", func(_ string, row int64) error {
		if row < 0 || row > last {
			return errSparse
		}
		v.rank[row] = int32(len(v.rows))
		v.rows = append(v.rows, int32(row))
		return nil
	}); err != nil {
		return nil, err
	}
	v.kinds, v.classes = make([]uint16, len(v.rows)), make([]uint8, len(v.rows))
	if err := eachNumber(ctx, db, "SELECT schema, group_concat(id) FROM entity GROUP BY schema", func(schema string, row int64) error {
		if at := v.at(row); at >= 0 {
			k, err := v.kind(schema)
			v.kinds[at] = k
			return err
		}
		return nil
	}); err != nil {
		return nil, err
	}
	return v, eachNumber(ctx, db, "SELECT class, group_concat(id) FROM entity WHERE class <> '' GROUP BY class", func(class string, row int64) error {
		if at := v.at(row); at >= 0 {
			v.classes[at] = classNumber(Class(class))
		}
		return nil
	})
}

// eachNumber reads rows of a word and a list of numbers.
func eachNumber(ctx context.Context, db queryer, text string, visit func(word string, n int64) error) error {
	rows, err := db.QueryContext(ctx, text)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var word string
		var list sql.RawBytes
		if err := rows.Scan(&word, &list); err != nil {
			return err
		}
		n := int64(0)
		for i, b := range list {
			switch {
			case b >= '0' && b <= '9':
				n = n*10 + int64(b-'0')
			case b == ',':
				if err := visit(word, n); err != nil {
					return err
				}
				n = 0
			default:
				return fmt.Errorf("a list of rows holds %q: %w", list[i], errSparse)
			}
		}
		if len(list) > 0 {
			if err := visit(word, n); err != nil {
				return err
			}
		}
	}
	return rows.Err()
}

// at is the rank of a row, -1 where it is not listed.
func (v *ranking) at(row int64) int32 {
	if row < 0 || row >= int64(len(v.rank)) {
		return -1
	}
	return v.rank[row]
}

func (v *ranking) kind(schema string) (uint16, error) {
	at := slices.Index(v.schemas, schema)
	if at < 0 {
		if at = len(v.schemas); at > 4096 {
			return 0, errSparse
		}
		v.schemas = append(v.schemas, schema)
	}
	return uint16(at), nil
}

func classNumber(class Class) uint8 {
	return uint8(max(slices.Index(classNames, class), 0))
}

// wanted tells which ranks a filter lets through, its text aside.
func (v *ranking) wanted(f EntityFilter) func(at int32) bool {
	kinds := make([]bool, len(v.schemas))
	for i, s := range v.schemas {
		kinds[i] = len(f.Schemata) == 0 || slices.Contains(f.Schemata, s)
	}
	return func(at int32) bool { return kinds[v.kinds[at]] && (!f.Unclassed || v.classes[at] == 0) }
}

// page gives the rows of one page and counts all that a filter without a text
// lets through.
func (v *ranking) page(f EntityFilter) (rows []int64, total int) {
	wanted := v.wanted(f)
	for at := range int32(len(v.rows)) {
		if !wanted(at) {
			continue
		}
		if total >= f.Offset && len(rows) < f.Limit {
			rows = append(rows, int64(v.rows[at]))
		}
		total++
	}
	return rows, total
}

func (v *ranking) counts() map[string]int {
	n := make([]int, len(v.schemas))
	for _, k := range v.kinds {
		n[k]++
	}
	all := map[string]int{}
	for i, s := range v.schemas {
		if n[i] > 0 {
			all[s] = n[i]
		}
	}
	return all
}

// between gives the ranks of the captions that begin with a folded text.
func (v *ranking) between(ctx context.Context, db queryer, text string) (from, to int32, err error) {
	first := func(sort string) (int32, error) {
		var row int64
		err := db.QueryRowContext(ctx, "SELECT entity FROM caption WHERE sort >= ? ORDER BY sort, entity LIMIT 1", sort).Scan(&row)
		if errors.Is(err, sql.ErrNoRows) {
			return int32(len(v.rows)), nil
		}
		return v.at(row), err
	}
	if from, err = first(text); err != nil {
		return 0, 0, err
	}
	to, err = first(text + "\U0010ffff")
	if from < 0 || to < from { // the file is ahead of the order by a moment
		return 0, 0, err
	}
	return from, to, err
}

// rowsOf reads the rows of entities, in the order given.
func (c *Case) rowsOf(ctx context.Context, rows []int64) ([]EntityRow, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	list := make([]byte, 0, 8*len(rows))
	for i, r := range rows {
		if i > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendInt(list, r, 10)
	}
	found := make(map[int64]EntityRow, len(rows))
	if _, err := query(ctx, c.read, "SELECT e.id, e.uid, e.schema, e.class, c.text FROM entity e JOIN caption c ON c.entity = e.id WHERE e.id IN ("+string(list)+")", func(r *sql.Rows) (struct{}, error) {
		var id int64
		var uid []byte
		var e EntityRow
		err := r.Scan(&id, &uid, &e.Schema, &e.Class, &e.Caption)
		e.ID = idFrom(uid)
		found[id] = e
		return struct{}{}, err
	}); err != nil {
		return nil, err
	}
	all := make([]EntityRow, 0, len(rows))
	for _, r := range rows {
		if e, ok := found[r]; ok {
			all = append(all, e)
		}
	}
	return all, nil
}
