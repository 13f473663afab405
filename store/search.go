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
)

// SearchOp joins the parts of a question.
type SearchOp byte

// The ways to join. SearchNot means the first part but none of the others.
const (
	SearchTerm SearchOp = iota
	SearchAnd
	SearchOr
	SearchNot
)

// SearchNode is a question to the index: words, or several questions joined.
type SearchNode struct {
	Op   SearchOp
	Kids []SearchNode
	Any  []SearchWords // of a SearchTerm: one of these
}

// SearchWords are words in a row, each as SearchFold gives it.
type SearchWords struct {
	Words  []string
	Prefix bool // the last word may go on
	Key    bool // look among the keys of names, not among the words
}

// SearchFilter narrows what is found. Its zero value lets everything through.
type SearchFilter struct {
	Kinds   []HitKind
	Sources []ID // nil: all. Otherwise passages of these, statements of these, and entities they say something of
}

// Hit is one thing found.
type Hit struct {
	Kind    HitKind
	ID      ID // of the entity, statement, source, note or task; for a passage, of its source
	Layer   ID // of a passage
	Passage int
	Page    int
	Entity  ID     // of a statement
	Text    string // what was searched, as it is written
	Score   float64
}

// SearchResult is the answer, best hits of each kind first.
type SearchResult struct {
	Hits   []Hit
	More   bool // there are more than were asked for
	Behind int  // changes that the index has not seen yet
}

// searchBudget is how long a search waits for the index to follow.
const searchBudget = 60 * time.Millisecond

// ranked is up to how many rows a question's hits are all weighed. Of more,
// the newest are taken: what fits so much is not told apart by its weight, and
// weighing it all would take longer than typing the next letter.
const ranked = 600

// Search finds what fits a question, limit hits of each kind at most.
func (c *Case) Search(ctx context.Context, root SearchNode, f SearchFilter, limit int) (SearchResult, error) {
	var res SearchResult
	match := root.match()
	if match == "" || limit < 1 {
		return res, nil
	}
	db, err := c.searchable(ctx, &res)
	if err != nil {
		return res, explain(c.path, err)
	}
	narrow, err := c.narrowed(ctx, f)
	if err != nil {
		return res, explain(c.path, err)
	}
	if f.wants(HitPassage) {
		if err := c.searchTexts(db, match, narrow, limit, &res); err != nil {
			return res, explain(c.path, err)
		}
	}
	if err := c.searchThings(ctx, db, match, f, narrow, limit, &res); err != nil {
		return res, explain(c.path, err)
	}
	return res, nil
}

func (f SearchFilter) wants(k HitKind) bool { return len(f.Kinds) == 0 || slices.Contains(f.Kinds, k) }

// match writes the question in FTS5's own words; "" when it asks for nothing.
// Everything is quoted, so no word of a person is read as an operator.
func (n SearchNode) match() string {
	if n.Op == SearchTerm {
		var any []string
		for _, w := range n.Any {
			if len(w.Words) == 0 {
				continue
			}
			column := "words"
			if w.Key {
				column = "keys"
			}
			t := column + ` : "` + strings.ReplaceAll(strings.Join(w.Words, " "), `"`, "") + `"`
			if w.Prefix {
				t += " *"
			}
			any = append(any, t)
		}
		return joinMatch(any, " OR ")
	}
	var kids []string
	for i, k := range n.Kids {
		m := k.match()
		if m == "" && i == 0 && n.Op == SearchNot {
			return "" // all but these: nothing to begin from
		}
		if m != "" {
			kids = append(kids, m)
		}
	}
	switch n.Op {
	case SearchOr:
		return joinMatch(kids, " OR ")
	case SearchNot:
		if len(kids) < 2 {
			return joinMatch(kids, "")
		}
		return "(" + kids[0] + " NOT " + joinMatch(kids[1:], " OR ") + ")"
	}
	return joinMatch(kids, " AND ")
}

func joinMatch(parts []string, by string) string {
	if len(parts) == 0 {
		return ""
	}
	return "(" + strings.Join(parts, by) + ")"
}

// narrow is what a filter on sources means for rows.
type narrow struct {
	on      bool
	records map[int64]bool
	layers  []span // ranges of passages, in order
}

type span struct{ from, to int64 }

func (c *Case) narrowed(ctx context.Context, f SearchFilter) (narrow, error) {
	n := narrow{on: f.Sources != nil, records: map[int64]bool{}}
	for _, id := range f.Sources {
		var row int64
		err := c.read.QueryRowContext(ctx, "SELECT id FROM record WHERE uid = ?", id[:]).Scan(&row)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return n, err
		}
		n.records[row] = true
		spans, err := query(ctx, c.read, "SELECT min(p.id), max(p.id) FROM layer l JOIN passage p ON p.layer = l.id WHERE l.source = ? GROUP BY l.id", func(r *sql.Rows) (span, error) {
			var s span
			return s, r.Scan(&s.from, &s.to)
		}, row)
		if err != nil {
			return n, err
		}
		n.layers = append(n.layers, spans...)
	}
	slices.SortFunc(n.layers, func(a, b span) int { return compareInt(a.from, b.from) })
	return n, nil
}

// may tells whether a passage can belong to one of the layers; ranges of two
// layers may overlap, so the row itself has the last word.
func (n narrow) may(passage int64) bool {
	if !n.on {
		return true
	}
	i, _ := slices.BinarySearchFunc(n.layers, passage+1, func(s span, p int64) int { return compareInt(s.from, p) })
	for i--; i >= 0; i-- {
		if n.layers[i].to >= passage {
			return true
		}
	}
	return false
}

type scored struct {
	row   int64
	score float64
}

// scanIndex gives the rows of one index that fit, the best first. Of very many
// it gives the newest, and few are not weighed at all: who asks sees them all.
func scanIndex(db *statements, table, match string, limit int, keep func(int64) bool) (all []scored, more bool, err error) {
	n := 0
	if err := db.each("SELECT rowid, 0.0 FROM "+table+" WHERE "+table+" MATCH ? ORDER BY rowid DESC", match, func(s scored) bool {
		if n++; keep(s.row) {
			all = append(all, s)
		}
		return n <= ranked || len(all) <= limit
	}); err != nil {
		return nil, false, err
	}
	if n > ranked || len(all) <= limit/2 {
		return all, n > ranked, nil
	}
	all = all[:0]
	if err := db.each("SELECT rowid, -bm25("+table+", 1.0, 0.4) FROM "+table+" WHERE "+table+" MATCH ?", match, func(s scored) bool {
		if keep(s.row) {
			all = append(all, s)
		}
		return true
	}); err != nil {
		return nil, false, err
	}
	slices.SortStableFunc(all, func(a, b scored) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return compareInt(a.row, b.row)
	})
	return all, false, nil
}

// statements keeps prepared statements on a pool for as long as that is open.
type statements struct {
	ctx context.Context
	db  *sql.DB
	all *sync.Map // by text
}

func (k *statements) stmt(text string) (*sql.Stmt, error) {
	if s, ok := k.all.Load(text); ok {
		return s.(*sql.Stmt), nil
	}
	s, err := k.db.PrepareContext(context.Background(), text)
	if err != nil {
		return nil, err
	}
	if had, ok := k.all.LoadOrStore(text, s); ok {
		_ = s.Close()
		return had.(*sql.Stmt), nil
	}
	return s, nil
}

// row scans the one row of a query.
func (k *statements) row(text string, row int64, dest ...any) error {
	s, err := k.stmt(text)
	if err != nil {
		return err
	}
	return s.QueryRowContext(k.ctx, row).Scan(dest...)
}

// each gives the rows of a search one by one until f says that it is enough.
func (k *statements) each(text, match string, f func(scored) bool) error {
	st, err := k.stmt(text)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(k.ctx, match)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var s scored
		if err := rows.Scan(&s.row, &s.score); err != nil {
			return err
		}
		if !f(s) {
			return nil
		}
	}
	return rows.Err()
}

func (c *Case) searchTexts(db *statements, match string, n narrow, limit int, res *SearchResult) error {
	own := &statements{ctx: db.ctx, db: c.read, all: &c.prepared}
	all, more, err := scanIndex(db, "search_text", match, limit, n.may)
	if err != nil {
		return err
	}
	for i, s := range all {
		if i == limit {
			more = true
			break
		}
		h := Hit{Kind: HitPassage, Score: s.score}
		var source, layer []byte
		var record int64
		err := own.row("SELECT r.id, r.uid, l.uid, p.number, p.page, p.text FROM passage p JOIN layer l ON l.id = p.layer JOIN record r ON r.id = l.source WHERE p.id = ?", s.row,
			&record, &source, &layer, &h.Passage, &h.Page, &h.Text)
		if errors.Is(err, sql.ErrNoRows) {
			continue // taken back since
		}
		if err != nil {
			return err
		}
		if n.on && !n.records[record] {
			continue
		}
		h.ID, h.Layer = idFrom(source), idFrom(layer)
		res.Hits = append(res.Hits, h)
	}
	res.More = res.More || more
	return nil
}

// thingSQL reads a thing by its row: its id, and for statements the entity's.
var thingSQL = map[HitKind]string{
	HitEntity:    "SELECT uid, NULL, id FROM entity WHERE id = ?",
	HitStatement: "SELECT s.uid, e.uid, s.source FROM statement s JOIN entity e ON e.id = s.entity WHERE s.id = ?",
	HitSource:    "SELECT uid, NULL, id FROM record WHERE id = ?",
	HitNote:      "SELECT uid, NULL, 0 FROM record WHERE id = ?",
	HitTask:      "SELECT uid, NULL, 0 FROM record WHERE id = ?",
}

func (c *Case) searchThings(ctx context.Context, db *statements, match string, f SearchFilter, n narrow, limit int, res *SearchResult) error {
	all, more, err := scanIndex(db, "search_thing", match, limit*4, func(row int64) bool {
		k := HitKind(row & 7)
		return f.wants(k) && !(n.on && (k == HitNote || k == HitTask))
	})
	if err != nil {
		return err
	}
	taken := map[HitKind]int{}
	own := &statements{ctx: ctx, db: c.read, all: &c.prepared}
	for _, s := range all {
		h := Hit{Kind: HitKind(s.row & 7), Score: s.score}
		if taken[h.Kind] == limit {
			more = true
			continue
		}
		row := s.row >> 3
		var id, entity []byte
		var of sql.NullInt64
		err := own.row(thingSQL[h.Kind], row, &id, &entity, &of)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		if n.on {
			ok := n.records[of.Int64]
			if h.Kind == HitEntity {
				if ok, err = c.says(ctx, row, n); err != nil {
					return err
				}
			}
			if !ok {
				continue
			}
		}
		text, ok, err := docText(own, doc{h.Kind, row})
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		h.ID, h.Entity, h.Text = idFrom(id), idFrom(entity), text
		res.Hits = append(res.Hits, h)
		taken[h.Kind]++
	}
	res.More = res.More || more
	return nil
}

// says tells whether one of the sources says something of an entity.
func (c *Case) says(ctx context.Context, entity int64, n narrow) (bool, error) {
	rows, err := query(ctx, c.read, "SELECT DISTINCT source FROM statement WHERE entity = ? AND live = 1 AND source IS NOT NULL", func(r *sql.Rows) (int64, error) {
		var id int64
		return id, r.Scan(&id)
	}, entity)
	return slices.ContainsFunc(rows, func(id int64) bool { return n.records[id] }), err
}

// searchable gives the index to ask: the case's own, or, where that is behind
// and cannot be brought up to date, one made in memory for as long as the case
// is open.
func (c *Case) searchable(ctx context.Context, res *SearchResult) (*statements, error) {
	own := &statements{ctx: ctx, db: c.read, all: &c.prepared}
	if c.write != nil {
		if err := c.followAll(ctx, searchBudget); err != nil {
			return nil, fmt.Errorf("the search index cannot be kept: %w", err)
		}
		c.mu.Lock()
		res.Behind = int(c.behind())
		c.index.searched = time.Now()
		c.mu.Unlock()
		return own, nil
	}
	var action, last, stale int64
	var keys string
	if err := c.read.QueryRowContext(ctx, "SELECT action, keys, stale, (SELECT coalesce(max(id), 0) FROM action) FROM indexed").Scan(&action, &keys, &stale, &last); err != nil {
		return nil, err
	}
	if action == last && keys == c.opts.KeysName {
		return own, nil
	}
	db, err := c.memory.get(ctx, c)
	return &statements{ctx: ctx, db: db, all: &c.memory.prepared}, err
}
