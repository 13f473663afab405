package store

import "sync"

// Change says what a committed action touched. A screen reloads only what it
// shows.
type Change struct {
	Action   ActionID
	Label    string
	All      bool // too much to list: reload everything
	Case     bool // the case's own words, notes, tags or tasks
	Charts   bool // a chart, or what stands on one
	Sources  map[ID]bool
	Entities map[ID]bool
}

// listed is how many ids a Change names before it says All.
const listed = 1000

func (ch *Change) entity(id ID) {
	if id.IsZero() || ch.All {
		return
	}
	if ch.Entities == nil {
		ch.Entities = map[ID]bool{}
	}
	ch.Entities[id] = true
	ch.All = len(ch.Entities) > listed
}

func (ch *Change) source(id ID) {
	if id.IsZero() || ch.All {
		return
	}
	if ch.Sources == nil {
		ch.Sources = map[ID]bool{}
	}
	ch.Sources[id] = true
	ch.All = len(ch.Sources) > listed
}

type watches struct {
	mu   sync.Mutex
	next int
	all  map[int]func(Change)
}

// Watch calls f after each committed action, on the goroutine that made it,
// until stop is called. f must return quickly and must not change the case.
func (c *Case) Watch(f func(Change)) (stop func()) {
	c.watches.mu.Lock()
	defer c.watches.mu.Unlock()
	if c.watches.all == nil {
		c.watches.all = map[int]func(Change){}
	}
	n := c.watches.next
	c.watches.next++
	c.watches.all[n] = f
	return func() {
		c.watches.mu.Lock()
		defer c.watches.mu.Unlock()
		delete(c.watches.all, n)
	}
}

func (w *watches) tell(ch Change) {
	w.mu.Lock()
	all := make([]func(Change), 0, len(w.all))
	for _, f := range w.all {
		all = append(all, f)
	}
	w.mu.Unlock()
	for _, f := range all {
		f(ch)
	}
}

func (w *watches) clear() {
	w.mu.Lock()
	w.all = nil
	w.mu.Unlock()
}

// counts remembers how many records of a kind there are, for the width of
// short ids, until the next change.
type counts struct {
	mu sync.Mutex
	n  map[Kind]int64
}

func (k *counts) forget() {
	k.mu.Lock()
	k.n = nil
	k.mu.Unlock()
}

// count is an upper bound: the largest row id of the table.
func (c *Case) count(kind Kind) int64 {
	c.counts.mu.Lock()
	defer c.counts.mu.Unlock()
	if n, ok := c.counts.n[kind]; ok {
		return n
	}
	table, _ := kind.table()
	if table == "" {
		return 0
	}
	var n int64
	if err := c.read.QueryRow("SELECT coalesce(max(id), 0) FROM " + table).Scan(&n); err != nil {
		return 0
	}
	if c.counts.n == nil {
		c.counts.n = map[Kind]int64{}
	}
	c.counts.n[kind] = n
	return n
}
