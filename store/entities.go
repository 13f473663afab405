package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"

	"redthread/store/ontology"
	"redthread/store/value"
)

// EntityFilter narrows a list of entities. The zero filter means all of them.
type EntityFilter struct {
	Schemata  []string // any of these, by exact name
	Text      string   // every word must start a word of one of its names
	Unclassed bool     // only those that nobody put into a class
	Limit     int      // 0: no limit
	Offset    int
}

// EntityRow is an entity in a list.
type EntityRow struct {
	ID      ID
	Schema  string
	Class   Class
	Caption string // "" for links, whose caption is made of their ends
}

// EntityList is one page of a list of entities.
type EntityList struct {
	Rows  []EntityRow
	Total int  // how many fit
	More  bool // even more fit: a short word of a large case, of which the first ones were taken
}

// Entities lists entities by caption, those without a live statement left out,
// and counts all that fit. With a text, parties whose name begins so come first.
func (c *Case) Entities(ctx context.Context, f EntityFilter) (rows []EntityRow, total int, err error) {
	l, err := c.List(ctx, f)
	return l.Rows, l.Total, err
}

// List is [Case.Entities] and says whether there are more than were counted.
func (c *Case) List(ctx context.Context, f EntityFilter) (EntityList, error) {
	l, err := c.list(ctx, f)
	return l, explain(c.path, err)
}

func (c *Case) list(ctx context.Context, f EntityFilter) (EntityList, error) {
	if f.Limit <= 0 || c.count(KindEntity) < c.opts.orderFrom() {
		return c.listed(ctx, f)
	}
	if value.Fold(f.Text) == "" && f.Offset == 0 && !f.Unclassed {
		// The first page does not wait for the order.
		if v, err := c.ready(ctx); v == nil && !c.order.near() || err != nil {
			return c.firstPage(ctx, f)
		}
	}
	v, err := c.ranked(ctx)
	switch {
	case err != nil:
		return EntityList{}, err
	case v == nil:
		return c.listed(ctx, f)
	}
	var l EntityList
	var rows []int64
	if text := value.Fold(f.Text); text != "" {
		rows, l, err = c.find(ctx, v, f, text)
	} else {
		rows, l.Total = v.page(f)
	}
	if err == nil {
		l.Rows, err = c.rowsOf(ctx, rows)
	}
	return l, err
}

// listed lets SQLite do all of it, which is what small cases need and whoever
// wants every row.
func (c *Case) listed(ctx context.Context, f EntityFilter) (EntityList, error) {
	where := []string{"1"}
	var args []any
	if len(f.Schemata) > 0 {
		where = append(where, "e.schema IN (?"+strings.Repeat(", ?", len(f.Schemata)-1)+")")
		for _, s := range f.Schemata {
			args = append(args, s)
		}
	}
	if f.Unclassed {
		where = append(where, "e.class = ''")
	}
	for _, w := range strings.Fields(value.Fold(f.Text)) {
		where = append(where, "c.entity IN (SELECT entity FROM word WHERE word >= ? AND word < ?)")
		args = append(args, w, w+"\U0010ffff")
	}
	from := " FROM caption c JOIN entity e ON e.id = c.entity WHERE " + strings.Join(where, " AND ")
	var l EntityList
	if f.Limit > 0 {
		if err := c.read.QueryRowContext(ctx, "SELECT count(*)"+from, args...).Scan(&l.Total); err != nil {
			return l, err
		}
	}
	limit := ""
	if f.Limit > 0 {
		limit = fmt.Sprintf(" LIMIT %d OFFSET %d", f.Limit, f.Offset)
	}
	order := "c.sort, c.entity"
	if words := value.Fold(f.Text); words != "" {
		// Who searches a name means the party more often than what is said of
		// it, and a name that begins so more often than one that holds it.
		order = "e.schema IN (" + parties() + ") DESC, substr(c.sort, 1, length(?)) = ? DESC, " + order
		args = append(args, words, words)
	}
	var err error
	l.Rows, err = query(ctx, c.read, "SELECT e.uid, e.schema, e.class, c.text"+from+" ORDER BY "+order+limit, scanEntity, args...)
	if f.Limit <= 0 {
		l.Total = len(l.Rows)
	}
	return l, err
}

// firstPage reads the first rows of a large case in the order of the index
// while the whole order is being made. Kinds of which there are few are sorted.
func (c *Case) firstPage(ctx context.Context, f EntityFilter) (EntityList, error) {
	counts, err := c.schemaCounts(ctx)
	if err != nil {
		return EntityList{}, err
	}
	all, total := 0, 0
	for s, n := range counts {
		all += n
		if len(f.Schemata) == 0 || slices.Contains(f.Schemata, s) {
			total += n
		}
	}
	if total*50 < all {
		return c.listed(ctx, f)
	}
	where := ""
	var args []any
	if len(f.Schemata) > 0 {
		where = " WHERE e.schema IN (?" + strings.Repeat(", ?", len(f.Schemata)-1) + ")"
		for _, s := range f.Schemata {
			args = append(args, s)
		}
	}
	rows, err := query(ctx, c.read, "SELECT e.uid, e.schema, e.class, c.text FROM caption c INDEXED BY caption_sort CROSS JOIN entity e ON e.id = c.entity"+
		where+" ORDER BY c.sort, c.entity LIMIT ?", scanEntity, append(args, f.Limit)...)
	return EntityList{Rows: rows, Total: total}, err
}

// parties lists the schemata of firms, people and bodies, for SQL. Names of
// schemata are letters of our own data.
var parties = sync.OnceValue(func() string { return "'" + strings.Join(partyNames(), "', '") + "'" })

var partyNames = sync.OnceValue(func() []string {
	names := []string{"LegalEntity"}
	if s, ok := ontology.Default().Schema("LegalEntity"); ok {
		for _, d := range s.Descendants() {
			names = append(names, d.Name)
		}
	}
	return names
})

func scanEntity(r *sql.Rows) (EntityRow, error) {
	var e EntityRow
	var uid []byte
	err := r.Scan(&uid, &e.Schema, &e.Class, &e.Caption)
	e.ID = idFrom(uid)
	return e, err
}

const (
	// mostFound is how many names a typed word may begin until no more are
	// gathered: of "o" in a million firms nobody reads the list to its end.
	mostFound = 20_000
	// mostRead is how many of them are read when another word has to be looked for in each.
	mostRead = 4000
)

// find gives a page of what a text fits. Exact while one of its words begins
// at most mostFound names; beyond, captions that begin with the text and some
// of the others, and More says so.
func (c *Case) find(ctx context.Context, v *ranking, f EntityFilter, text string) (rows []int64, l EntityList, err error) {
	from, to, err := v.between(ctx, c.read, text)
	if err != nil {
		return nil, l, err
	}
	sets, err := c.beginners(ctx, strings.Fields(text))
	if err != nil {
		return nil, l, err
	}
	wanted := v.wanted(f)
	var ranks []int32
	if fewest := sets[0]; fewest.whole {
		for row := range fewest.rows {
			if at := v.at(row); at >= 0 && wanted(at) && !slices.ContainsFunc(sets[1:], func(s beginner) bool { return s.whole && !s.rows[row] }) {
				ranks = append(ranks, at)
			}
		}
	} else {
		l.More = true
		for at := from; at < to; at++ {
			if wanted(at) {
				ranks = append(ranks, at)
			}
		}
		var others []int32
		for row := range fewest.rows {
			if at := v.at(row); at >= 0 && (at < from || at >= to) && wanted(at) {
				others = append(others, at)
			}
		}
		if len(sets) > 1 {
			slices.Sort(others)
			if others, err = c.holding(ctx, v, others[:min(mostRead, len(others))], strings.Fields(text)); err != nil {
				return nil, l, err
			}
		}
		ranks = append(ranks, others...)
	}
	party := make([]bool, len(v.schemas))
	for i, s := range v.schemas {
		party[i] = slices.Contains(partyNames(), s)
	}
	class := func(at int32) int {
		n := 0
		if !party[v.kinds[at]] {
			n = 2
		}
		if at < from || at >= to {
			n++
		}
		return n
	}
	slices.SortFunc(ranks, func(a, b int32) int { return cmp.Or(class(a)-class(b), int(a-b)) })
	if sets[0].whole {
		var open []string
		for _, s := range sets[1:] {
			if !s.whole {
				open = append(open, s.word)
			}
		}
		if len(open) > 0 {
			if len(ranks) > mostRead {
				ranks, l.More = ranks[:mostRead], true
			}
			if ranks, err = c.holding(ctx, v, ranks, open); err != nil {
				return nil, l, err
			}
		}
	}
	l.Total = len(ranks)
	for _, at := range ranks[min(f.Offset, len(ranks)):min(f.Offset+f.Limit, len(ranks))] {
		rows = append(rows, int64(v.rows[at]))
	}
	return rows, l, nil
}

// beginner is a typed word with the entities that have a word it begins.
type beginner struct {
	word  string
	rows  map[int64]bool
	whole bool // all of them
}

// beginners looks the words up, the one that fits fewest first.
func (c *Case) beginners(ctx context.Context, words []string) ([]beginner, error) {
	var sets []beginner
	for _, w := range words {
		s := beginner{word: w, rows: map[int64]bool{}}
		n := 0
		if _, err := query(ctx, c.read, "SELECT entity FROM word WHERE word >= ? AND word < ? LIMIT ?", func(r *sql.Rows) (struct{}, error) {
			var row int64
			err := r.Scan(&row)
			s.rows[row] = true
			n++
			return struct{}{}, err
		}, w, w+"\U0010ffff", mostFound+1); err != nil {
			return nil, err
		}
		s.whole = n <= mostFound
		sets = append(sets, s)
	}
	slices.SortStableFunc(sets, func(a, b beginner) int {
		if a.whole != b.whole {
			if a.whole {
				return -1
			}
			return 1
		}
		return len(a.rows) - len(b.rows)
	})
	return sets, nil
}

// holding keeps the ranks whose names have words that all of these begin.
func (c *Case) holding(ctx context.Context, v *ranking, ranks []int32, words []string) ([]int32, error) {
	if len(ranks) == 0 {
		return nil, nil
	}
	rows := make([]string, len(ranks))
	for i, at := range ranks {
		rows[i] = fmt.Sprint(v.rows[at])
	}
	fits := map[int64]bool{}
	_, err := query(ctx, c.read, "SELECT entity, words FROM caption WHERE entity IN ("+strings.Join(rows, ",")+")", func(r *sql.Rows) (struct{}, error) {
		var row int64
		var have sql.RawBytes
		err := r.Scan(&row, &have)
		text := " " + string(have)
		fits[row] = !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, " "+w) })
		return struct{}{}, err
	})
	return slices.DeleteFunc(ranks, func(at int32) bool { return !fits[int64(v.rows[at])] }), err
}

// SchemaCounts tells how many entities there are of each schema.
func (c *Case) SchemaCounts(ctx context.Context) (map[string]int, error) {
	all, err := c.schemaCounts(ctx)
	return all, explain(c.path, err)
}

func (c *Case) schemaCounts(ctx context.Context) (map[string]int, error) {
	if c.count(KindEntity) >= c.opts.orderFrom() {
		v, err := c.ready(ctx)
		if v == nil && err == nil && c.order.near() {
			v, err = c.ranked(ctx)
		}
		if v != nil || err != nil {
			if err != nil {
				return nil, err
			}
			return v.counts(), nil
		}
	}
	// Where every entity is listed, the index of schemata alone tells.
	var entities, listed int64
	if err := c.read.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM entity), (SELECT count(*) FROM caption)").Scan(&entities, &listed); err != nil {
		return nil, err
	}
	text := "SELECT schema, count(*) FROM entity GROUP BY schema"
	if entities != listed {
		text = "SELECT e.schema, count(*) FROM caption c JOIN entity e ON e.id = c.entity GROUP BY e.schema"
	}
	all := map[string]int{}
	_, err := query(ctx, c.read, text, func(r *sql.Rows) (struct{}, error) {
		var s string
		var n int
		err := r.Scan(&s, &n)
		all[s] = n
		return struct{}{}, err
	})
	return all, err
}
