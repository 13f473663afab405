package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"redthread/store"
)

// Options of a search.
type Options struct {
	Limit  int  // results of each kind; 0: 50
	Typing bool // the last word may go on, and nothing is said against the query
}

const defaultLimit = 50

// Answer is what a search found, the most fitting kind of thing first and within a kind the most fitting thing.
type Answer struct {
	Results  []Result
	More     bool // there are more than Limit of some kind
	Behind   int  // changes that the index has not seen yet
	Warnings []string
	Took     time.Duration
}

// Result is one thing found, as it is shown. Of the ids those that go with its kind are set.
type Result struct {
	Kind    store.HitKind
	Title   string   // the name of the entity, the title of the source, what the statement is about
	Place   string   // "[3] ¶ 12, p. 4"; of an entity what it is
	Snippet string   // on one line, about 160 characters
	Marks   [][2]int // what was found, in code points of Snippet, in order

	Source    store.ID // of a passage, a statement and a source
	Layer     store.ID // of a passage
	Passage   int
	Start     int // of the first thing found in the passage: code points of it,
	Stop      int // and where it ends; both 0 where nothing can be marked
	Page      int // 0: no pages
	Entity    store.ID
	Statement store.ID
	Note      store.ID
	Task      store.ID
	Schema    string      // of the entity found
	Grade     store.Grade // of the source found

	fit, score float64
}

// Searcher searches one case again and again, as a search box does, and keeps the list of sources while nothing changes.
// It may be used by several goroutines.
type Searcher struct {
	c    *store.Case
	stop func()

	mu    sync.Mutex
	rows  []store.SourceRow // nil: to be read
	reads int               // of the rows; a change while they are read makes the next search read again
}

// New makes a searcher of a case. Close it before the case.
func New(c *store.Case) *Searcher {
	s := &Searcher{c: c}
	s.stop = c.Watch(func(store.Change) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.rows = nil
		s.reads++
	})
	return s
}

// Close lets go of the case.
func (s *Searcher) Close() { s.stop() }

// Run searches for what a person typed. Filters alone list the sources they let through.
func (s *Searcher) Run(ctx context.Context, text string, o Options) (Answer, error) {
	return run(ctx, s.c, s.sources, text, o)
}

func (s *Searcher) sources(ctx context.Context) ([]store.SourceRow, error) {
	s.mu.Lock()
	rows, reads := s.rows, s.reads
	s.mu.Unlock()
	if rows != nil {
		return rows, nil
	}
	rows, err := s.c.Sources(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil && reads == s.reads {
		s.rows = rows
	}
	return rows, err
}

// Run searches a case once; see Searcher.
func Run(ctx context.Context, c *store.Case, text string, o Options) (Answer, error) {
	return run(ctx, c, c.Sources, text, o)
}

// searcher is one search under way.
type searcher struct {
	c       *store.Case
	plan    plan
	sources map[store.ID]store.SourceRow
	tagged  func(...store.ID) bool
}

func run(ctx context.Context, c *store.Case, list func(context.Context) ([]store.SourceRow, error), text string, o Options) (Answer, error) {
	start := time.Now()
	if o.Limit <= 0 {
		o.Limit = defaultLimit
	}
	q := Parse(text)
	var a Answer
	if !o.Typing {
		a.Warnings = q.Warnings
	}
	var err error
	if !q.Empty() {
		var rows []store.SourceRow
		if rows, err = list(ctx); err == nil {
			err = answer(ctx, c, rows, q, o, &a)
		}
	}
	a.Took = time.Since(start)
	if err != nil {
		return a, fmt.Errorf("searching: %w", err)
	}
	return a, nil
}

func answer(ctx context.Context, c *store.Case, rows []store.SourceRow, q Query, o Options, a *Answer) error {
	s := searcher{c: c, sources: map[store.ID]store.SourceRow{}}
	for _, r := range rows {
		s.sources[r.ID] = r
	}
	var err error
	if s.tagged, err = q.tagged(ctx, c); err != nil {
		return err
	}
	through, narrowed := q.sources(ctx, c, rows)
	if q.root == nil {
		s.list(through, o.Limit, a)
		return nil
	}
	f := store.SearchFilter{Kinds: q.kinds()}
	if o.Typing {
		if q.begin(); f.Kinds == nil && q.root.begins() {
			f.Kinds = allButTexts
		}
	}
	s.plan = prepare(q, o.Typing)
	if narrowed {
		f.Sources = make([]store.ID, 0, len(through)) // empty is none, not all
		for _, r := range through {
			f.Sources = append(f.Sources, r.ID)
		}
	}
	ask := o.Limit
	if s.tagged != nil {
		ask *= 8 // most fall out again
	}
	found, err := c.Search(ctx, s.plan.node, f, ask)
	if err != nil {
		return err
	}
	a.More, a.Behind = found.More, found.Behind
	if a.Results, err = s.results(ctx, found.Hits); err != nil {
		return err
	}
	a.Results = sure(a.Results)
	order(a.Results)
	a.Results = cut(a.Results, o.Limit, &a.More)
	return nil
}

// sure leaves out what only sounds like the query where something holds its very words: a common word shares its key with many
// others, and a list in which the few that are meant stand among them is of no use. A name that sounds much alike stays.
func sure(all []Result) []Result {
	if !slices.ContainsFunc(all, func(r Result) bool { return r.fit >= fitForm }) {
		return all
	}
	return slices.DeleteFunc(all, func(r Result) bool { return r.fit < fitForm && r.fit < fitKey+fitMore*soundsAlike })
}

// soundsAlike is how alike a name must sound to be shown beside what holds the very words.
const soundsAlike = 0.8

// A word of which one letter has been typed fits half of all texts. Beside other words it is left out until it has two;
// alone it is looked up in everything but the texts.
var allButTexts = []store.HitKind{store.HitEntity, store.HitStatement, store.HitSource, store.HitNote, store.HitTask}

// begins tells whether a query is nothing but the first letter of a word. A syllable of Korean is no letter.
func (e *expr) begins() bool {
	if e.op != store.SearchTerm || !e.term.open {
		return false
	}
	word := bareWord(e.term.text)
	first, _ := firstRune(word)
	return utf8.RuneCountInString(word) == 1 && !ideographic(first)
}

// begin leaves a word that has just been begun out of a longer query.
func (q *Query) begin() {
	if q.root.op != store.SearchAnd {
		return
	}
	n := len(q.root.kids) - 1
	if q.root.kids[n].begins() {
		left := *q.root
		left.kids = left.kids[:n]
		q.root = &left
		if n == 1 {
			q.root = left.kids[0]
		}
		if onlyNot(q.root) {
			q.root = &expr{op: store.SearchOr}
		}
	}
}

// list shows sources, for a query that is nothing but filters.
func (s *searcher) list(rows []store.SourceRow, limit int, a *Answer) {
	for _, r := range rows {
		if s.tagged != nil && !s.tagged(r.ID) {
			continue
		}
		if len(a.Results) == limit {
			a.More = true
			return
		}
		a.Results = append(a.Results, Result{
			Kind: store.HitSource, Title: r.Title, Place: fmt.Sprintf("[%d]", r.Number), Source: r.ID, Grade: r.Grade,
			Snippet: strings.Join(slices.DeleteFunc([]string{r.Publisher, r.Published, r.Kind}, func(s string) bool { return s == "" }), " · "),
		})
	}
}

// weights says how much a hit of each kind counts where it fits equally well. A name that is hit well goes before
// everything, one that is hit by a word of many goes behind the texts.
var weights = [...]float64{
	store.HitPassage: 0.70, store.HitEntity: 1, store.HitStatement: 0.62, store.HitSource: 0.66, store.HitNote: 0.58, store.HitTask: 0.54,
}

// order sorts results by kind, the kind with the best result first, and within a kind by fit, then by the index's own
// score, which has rare words count more.
func order(all []Result) {
	var best [len(weights)]float64
	for _, r := range all {
		best[r.Kind] = max(best[r.Kind], r.fit*weights[r.Kind])
	}
	slices.SortStableFunc(all, func(a, b Result) int {
		switch {
		case a.Kind != b.Kind && best[a.Kind] != best[b.Kind]:
			return descending(best[a.Kind], best[b.Kind])
		case a.Kind != b.Kind:
			return int(a.Kind) - int(b.Kind)
		case a.fit != b.fit:
			return descending(a.fit, b.fit)
		}
		return descending(a.score, b.score)
	})
}

func descending(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// cut leaves at most limit results of each kind.
func cut(all []Result, limit int, more *bool) []Result {
	var taken [len(weights)]int
	return slices.DeleteFunc(all, func(r Result) bool {
		if taken[r.Kind] == limit {
			*more = true
			return true
		}
		taken[r.Kind]++
		return false
	})
}
