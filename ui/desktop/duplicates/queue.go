package duplicates

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	caseduplicates "redthread/app/duplicates"
	"redthread/app/job"
	"redthread/app/names"
	"redthread/app/parties"
	"redthread/app/sameness"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/pair"
	"redthread/ui/desktop/part"
)

// The facets above the queue.
const (
	facetOpen   = "open"
	facetUnsure = "unsure"
	facetJudged = "judged"
	facetClash  = "clash"
)

// Queue is the review. Its fields belong to the window's goroutine.
type Queue struct {
	d desk.Desk
	// OnClose is called to go back to all entities.
	OnClose func()

	review *caseduplicates.Review
	facet  string
	chosen sameness.Pair
	number int
	shown  bool
	lines  []line

	head *part.ListHead
	list *part.List
	side *fyne.Container
	left *fyne.Container
	pair *pair.View
}

// line is a pair in the list; clash is set where it is a "same" that cannot
// stand.
type line struct {
	caseduplicates.Candidate
	clash *sameness.Contradiction
}

// New makes the queue; nothing is read before Open.
func New(d desk.Desk) *Queue {
	q := &Queue{d: d, facet: facetOpen, pair: pair.New()}
	q.head = part.NewListHead("Duplicates", q.choose, part.NewButton("All entities", func() {
		if q.OnClose != nil {
			q.OnClose()
		}
	}))
	q.list = part.NewList(func() int { return len(q.lines) }, q.row)
	q.list.OnSelect = q.show
	q.list.OnKey = q.Key
	q.pair.OnJudge = q.judge
	q.pair.OnSkip = q.skip
	q.side = part.Down(0, q.head)
	q.left = part.Frame(q.side, nil, nil, nil, q.list)
	return q
}

// Left is the queue, Middle the pair.
func (q *Queue) Left() fyne.CanvasObject { return q.left }

// Middle is the pair that is asked about.
func (q *Queue) Middle() fyne.CanvasObject { return q.pair.Content() }

// Open shows the queue and reads it.
func (q *Queue) Open() {
	q.shown = true
	q.d.Inspect(nil)
	q.redraw()
	q.find()
}

// Close says that the queue is out of sight.
func (q *Queue) Close() { q.shown = false }

// Changed tells that the case changed.
func (q *Queue) Changed(ch store.Change) {
	if q.shown && (ch.All || len(ch.Entities) > 0) {
		q.find()
	}
}

// Key answers the keys of a review.
func (q *Queue) Key(e *fyne.KeyEvent) bool { return q.pair.Key(e) }

// find looks for duplicates beside the window; an answer that is older than
// the last question is dropped.
func (q *Queue) find() {
	q.number++
	number := q.number
	var r *caseduplicates.Review
	q.d.Ask("Looking for duplicates", func(ctx context.Context, progress func(float64, string)) (err error) {
		r, err = caseduplicates.Find(ctx, q.d.Case(), caseduplicates.Options{Progress: func(share float64) { progress(share, "Comparing the parties of the case") }})
		return err
	}, func(err error) {
		switch {
		case number != q.number:
		case job.Cancelled(err):
		case err != nil:
			q.d.Fail(err)
		default:
			q.review = r
			q.redraw()
		}
	})
}

func (q *Queue) choose(facet string) {
	q.facet, q.chosen = facet, sameness.Pair{}
	q.redraw()
}

// arrange makes the lines of the facet.
func (q *Queue) arrange() {
	q.lines = nil
	r := q.review
	if r == nil {
		return
	}
	var from []caseduplicates.Candidate
	switch q.facet {
	case facetOpen:
		from = r.Open
	case facetUnsure:
		from = r.Unsure
	case facetJudged:
		from = slices.Clone(r.Judged)
		slices.Reverse(from) // the latest first
	case facetClash:
		for i := range r.Contradictions {
			x := &r.Contradictions[i]
			k := caseduplicates.Candidate{A: r.Party(x.Same.A), B: r.Party(x.Same.B), Standing: x.Same}
			k.Match = names.CompareRecords(k.A.Record, k.B.Record)
			q.lines = append(q.lines, line{k, x})
		}
	}
	for _, k := range from {
		q.lines = append(q.lines, line{Candidate: k})
	}
}

func (q *Queue) facets() []part.Facet {
	r := q.review
	if r == nil {
		return []part.Facet{{Key: facetOpen, Text: "To judge", Count: part.Uncounted}}
	}
	all := []part.Facet{{Key: facetOpen, Text: "To judge", Count: len(r.Open)}, {Key: facetUnsure, Text: "Not sure", Count: len(r.Unsure)}, {Key: facetJudged, Text: "Judged", Count: len(r.Judged)}}
	if n := len(r.Contradictions); n > 0 {
		all = append(all, part.Facet{Key: facetClash, Text: "Contradictions", Count: n})
	}
	return all
}

func (q *Queue) redraw() {
	q.arrange()
	if q.facet == facetClash && len(q.lines) == 0 {
		q.facet = facetOpen
		q.arrange()
	}
	q.head.SetFacets(q.facets())
	q.head.Facets.Select(q.facet)
	q.side.Refresh()
	q.left.Refresh()
	q.list.Refresh()
	ro, _ := q.d.Case().ReadOnly()
	q.pair.Lock(ro)
	i := slices.IndexFunc(q.lines, func(l line) bool { return l.Pair() == q.chosen })
	if i < 0 && len(q.lines) > 0 {
		i = 0
	}
	q.list.Select(i)
	q.show(i)
	if q.shown && len(q.lines) > 0 {
		q.d.Window().Canvas().Focus(q.list)
	}
}

func (q *Queue) row(i int) part.Row {
	if i >= len(q.lines) {
		return part.Row{}
	}
	l := &q.lines[i]
	r := part.Row{Title: l.A.Name, Subtitle: "and " + l.B.Name, Score: fmt.Sprintf("%.2f", l.Match.Score), Tone: part.Quiet}
	if l.Match.Score >= names.Alert {
		r.Tone = part.Alarm
	}
	switch {
	case l.clash != nil:
		r.Trailing = []part.Mark{{Text: "cannot stand", Tone: part.Alarm}}
	case l.Standing.Differ:
		r.Trailing = []part.Mark{{Text: "authors differ", Tone: part.Caution}}
	case l.Standing.Verdict != "":
		r.Trailing = []part.Mark{{Text: string(l.Standing.Verdict)}}
	}
	return r
}

// show puts a pair into the middle.
func (q *Queue) show(i int) {
	if i < 0 || i >= len(q.lines) {
		q.nothing()
		return
	}
	q.chosen = q.lines[i].Pair()
	q.pair.Show(q.pairOf(&q.lines[i]))
}

func (q *Queue) nothing() {
	switch {
	case q.review == nil:
		q.pair.Empty(part.NewEmptyState("Comparing the parties of the case", "Pairs that may be one appear here, the likeliest first.", nil))
	case q.facet == facetOpen:
		q.pair.Empty(part.NewEmptyState("Nothing left to judge", fmt.Sprintf("%d parties were compared, in every script. New pairs appear as the case grows.", q.review.Asked), nil))
	default:
		q.pair.Empty(part.NewEmptyState("Nothing here", "What you judge appears here, and can be judged anew.", nil))
	}
}

func (q *Queue) skip() {
	if len(q.lines) == 0 {
		return
	}
	i := (q.list.Selected() + 1) % len(q.lines)
	q.list.Select(i)
	q.show(i)
}

// judge keeps a judgement and goes on.
func (q *Queue) judge(v store.Verdict) {
	i := slices.IndexFunc(q.lines, func(l line) bool { return l.Pair() == q.chosen })
	if i < 0 {
		return
	}
	a, b := q.lines[i].A, q.lines[i].B
	if len(q.lines) > 1 {
		q.chosen = q.lines[(i+1)%len(q.lines)].Pair()
	}
	if q.facet == facetOpen { // what was judged leaves at once
		q.review.Open = slices.DeleteFunc(q.review.Open, func(k caseduplicates.Candidate) bool { return k.Pair() == sameness.PairOf(a.ID, b.ID) })
	}
	q.redraw()
	q.d.Ask("Keep the judgement", func(ctx context.Context, _ func(float64, string)) error {
		return app.Judge(ctx, q.d.Case(), a.ID, b.ID, v, "")
	}, func(err error) {
		if err != nil {
			q.d.Fail(err)
			q.find()
			return
		}
		words := map[store.Verdict]string{store.Same: "%s and %s are the same", store.Different: "%s and %s are different", store.Unsure: "%s and %s may be the same"}[v]
		q.d.Say("Judged: "+fmt.Sprintf(words, a.Name, b.Name)+".", true)
	})
}

// pairOf puts two parties side by side, with what they would look like as one.
func (q *Queue) pairOf(l *line) pair.Pair {
	c := q.d.Case()
	p := pair.Pair{
		Title: "Are these one party?",
		Under: fmt.Sprintf("Score %.2f", l.Match.Score),
		Left:  c.Short(store.KindEntity, l.A.ID), Right: c.Short(store.KindEntity, l.B.ID),
		Rows:    parties.Align(l.A.Schema, l.A.Values, l.B.Schema, l.B.Values, l.Match),
		Reasons: l.Match.Reasons, Against: l.Match.Against,
		Foot: "A judgement is dated, signed, kept in the history, and can be undone. Nothing is merged: both keep what is said of them. Where two are only tied, link them (Ctrl+L).",
		Links: []*part.Button{
			part.NewButton("Show "+short(l.A.Name), func() { q.visit(l.A.ID) }),
			part.NewButton("Show "+short(l.B.Name), func() { q.visit(l.B.ID) }),
		},
	}
	for _, j := range l.Standing.Latest {
		p.Told = append(p.Told, pair.Line{Text: fmt.Sprintf("%s judged: %s, on %s%s", j.Author, j.Verdict, j.At.Local().Format("2006-01-02"), after(". ", j.Why)), Tone: part.Quiet})
	}
	if l.Standing.Differ {
		p.Told = append(p.Told, pair.Line{Text: "The authors differ, so the pair stands as unsure.", Tone: part.Caution})
	}
	if l.clash != nil {
		p.Told = append(p.Told, pair.Line{Text: "This “same” cannot stand: " + q.chain(l.clash), Tone: part.Alarm})
	}
	m := q.review.Preview(l.A.ID, l.B.ID)
	if m.Against != nil && l.clash == nil {
		p.Told = append(p.Told, pair.Line{Text: fmt.Sprintf("%s and %s were judged different; a “same” here would be listed as a contradiction and join nothing.", q.name(m.Against.A), q.name(m.Against.B)), Tone: part.Caution})
	}
	p.Below = append(p.Below, q.merged(m))
	return p
}

// chain says why a "same" cannot stand.
func (q *Queue) chain(x *sameness.Contradiction) string {
	var all []string
	for _, id := range x.Chain {
		all = append(all, q.name(id))
	}
	return fmt.Sprintf("through %s it would join %s and %s, which were judged different. Judge one of these pairs anew.", strings.Join(all, " = "), q.name(x.Different.A), q.name(x.Different.B))
}

func (q *Queue) name(id store.ID) string {
	if p := q.review.Party(id); p.Name != "" {
		return p.Name
	}
	return q.d.Case().Short(store.KindEntity, id)
}

// merged shows what they would look like as one.
func (q *Queue) merged(m caseduplicates.Merged) fyne.CanvasObject {
	rows := part.Down(0)
	for _, r := range m.Rows {
		var all []string
		for i, v := range r.Values {
			if i == 8 {
				all = append(all, fmt.Sprintf("and %d more", len(r.Values)-i))
				break
			}
			all = append(all, v.Shown)
		}
		note := ""
		if r.Conflict {
			note = "they do not agree, and only one can be true at a time"
		}
		row := part.NewFactRow(r.Label, strings.Join(all, "\n"), note)
		if r.Conflict {
			row.SetTone(part.Alarm)
		}
		rows.Add(row)
	}
	return part.NewCard("As one they would be: "+m.Name, rows)
}

func (q *Queue) visit(id store.ID) { q.d.Go(desk.Route{Screen: desk.Entities, ID: id}) }

func short(name string) string {
	if r := []rune(name); len(r) > 28 {
		return string(r[:27]) + "…"
	}
	return name
}

func after(lead, text string) string {
	if text == "" {
		return ""
	}
	return lead + text
}
