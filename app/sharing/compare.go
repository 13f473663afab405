package sharing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"redthread/app"
	"redthread/store"
)

// Comparison says in words what another file has more, less and otherwise.
type Comparison struct {
	More      []string `json:"more" doc:"what the other has more, one line each"`
	Less      []string `json:"less" doc:"what it lacks, one line each"`
	Otherwise []string `json:"otherwise" doc:"what both hold differently, one line each"`
	Counts    Counts   `json:"counts" doc:"the numbers behind the words"`
}

// Counts are the numbers behind the words.
type Counts struct {
	MoreStatements int `json:"more_statements" doc:"statements that only the other has"`
	LessStatements int `json:"less_statements" doc:"statements that only this case has"`
	MoreSources    int `json:"more_sources" doc:"sources that only the other has"`
	LessSources    int `json:"less_sources" doc:"sources that only this case has"`
	MoreEvidence   int `json:"more_evidence" doc:"files of evidence that only the other has"`
	LessEvidence   int `json:"less_evidence" doc:"files of evidence that only this case has"`
	MoreJudgements int `json:"more_judgements" doc:"judgements that only the other has"`
	LessJudgements int `json:"less_judgements" doc:"judgements that only this case has"`
	Otherwise      int `json:"otherwise" doc:"fields that differ"`
}

// Same tells whether nothing differs.
func (c Comparison) Same() bool { return len(c.More)+len(c.Less)+len(c.Otherwise) == 0 }

// mostLines is how many lines of a kind are written out; the rest is counted.
const mostLines = 40

// Compare compares a case with another.
func Compare(ctx context.Context, c, other *store.Case) (Comparison, error) {
	d, err := c.Difference(ctx, other)
	if err != nil {
		return Comparison{}, err
	}
	w := &words{ctx: ctx, ours: c, theirs: other, captions: map[store.ID]string{}}
	out := Comparison{Counts: Counts{
		MoreStatements: len(d.More.Statements), LessStatements: len(d.Less.Statements),
		MoreSources: len(d.More.Records["source"]), LessSources: len(d.Less.Records["source"]),
		MoreEvidence: d.More.Evidence, LessEvidence: d.Less.Evidence,
		MoreJudgements: len(d.More.Judgements), LessJudgements: len(d.Less.Judgements), Otherwise: len(d.Otherwise),
	}}
	if out.More, err = w.holding(d.More, other); err != nil {
		return out, err
	}
	if out.Less, err = w.holding(d.Less, c); err != nil {
		return out, err
	}
	out.Otherwise, err = w.otherwise(d.Otherwise)
	return out, err
}

// words names things of either case.
type words struct {
	ctx          context.Context
	ours, theirs *store.Case
	captions     map[store.ID]string
}

func (w *words) caption(id store.ID, first *store.Case) (string, error) {
	if s, ok := w.captions[id]; ok {
		return s, nil
	}
	second := w.ours
	if first == w.ours {
		second = w.theirs
	}
	for _, c := range []*store.Case{first, second} {
		s, err := app.Caption(w.ctx, c, id)
		if err == nil && s != "" {
			w.captions[id] = s
			return s, nil
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return "", err
		}
	}
	return "something without a name", nil
}

func (w *words) source(id store.ID) string {
	for _, c := range []*store.Case{w.ours, w.theirs} {
		if s, err := c.Source(w.ctx, id); err == nil && s.Title != "" {
			return s.Title
		}
	}
	return "a source"
}

// recordWords are the kinds of record in words.
var recordWords = []struct{ kind, one, many string }{
	{"case", "title and question of a case", "titles and questions of cases"},
	{"note", "note", "notes"},
	{"tag", "tag", "tags"},
	{"task", "task", "tasks"},
	{"chart", "chart", "charts"},
	{"chart node", "thing on a chart", "things on charts"},
	{"chart group", "group on a chart", "groups on charts"},
	{"chart note", "remark on a chart", "remarks on charts"},
	{"decision", "decision on a conflict", "decisions on conflicts"},
}

func (w *words) holding(h store.Holding, where *store.Case) ([]string, error) {
	type about struct {
		n       int
		sources map[store.ID]bool
	}
	by := map[store.ID]*about{}
	for _, s := range h.Statements {
		a := by[s.Entity]
		if a == nil {
			a = &about{sources: map[store.ID]bool{}}
			by[s.Entity] = a
		}
		a.n++
		if !s.Source.IsZero() {
			a.sources[s.Source] = true
		}
	}
	ids := make([]store.ID, 0, len(by))
	for id := range by {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b store.ID) int {
		return cmp.Or(by[b].n-by[a].n, strings.Compare(a.String(), b.String()))
	})
	var all []string
	rest, restN := 0, 0
	for i, id := range ids {
		a := by[id]
		if i >= mostLines {
			rest++
			restN += a.n
			continue
		}
		name, err := w.caption(id, where)
		if err != nil {
			return nil, err
		}
		from := "without a source"
		if len(a.sources) > 0 {
			from = "from " + count(len(a.sources), "source", "sources")
		}
		all = append(all, fmt.Sprintf("%s about %s %s", count(a.n, "statement", "statements"), name, from))
	}
	if rest > 0 {
		all = append(all, fmt.Sprintf("%s about %s more", count(restN, "statement", "statements"), count(rest, "thing", "things")))
	}
	for i, id := range h.Records["source"] {
		if i == mostLines {
			all = append(all, fmt.Sprintf("%s more", count(len(h.Records["source"])-i, "source", "sources")))
			break
		}
		all = append(all, "source: "+w.source(id))
	}
	for i, j := range h.Judgements {
		if i == mostLines {
			all = append(all, fmt.Sprintf("%s more", count(len(h.Judgements)-i, "judgement", "judgements")))
			break
		}
		a, err := w.caption(j.A, where)
		if err != nil {
			return nil, err
		}
		b, err := w.caption(j.B, where)
		if err != nil {
			return nil, err
		}
		all = append(all, fmt.Sprintf("judged %s: %s and %s (%s)", j.Verdict, a, b, j.Author))
	}
	for _, k := range recordWords {
		if n := len(h.Records[k.kind]); n > 0 {
			all = append(all, count(n, k.one, k.many))
		}
	}
	if h.Evidence > 0 {
		all = append(all, count(h.Evidence, "file of evidence", "files of evidence"))
	}
	if h.Texts > 0 {
		all = append(all, count(h.Texts, "text", "texts"))
	}
	return all, nil
}

func (w *words) otherwise(d []store.Otherwise) ([]string, error) {
	slices.SortFunc(d, func(a, b store.Otherwise) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.ID.String(), b.ID.String()), strings.Compare(a.Field, b.Field))
	})
	var all []string
	for i, o := range d {
		if i == mostLines {
			all = append(all, fmt.Sprintf("%s more", count(len(d)-i, "difference", "differences")))
			break
		}
		name := o.Kind
		switch o.Kind {
		case "statement":
			s, err := w.ours.Statement(w.ctx, o.ID)
			if err != nil {
				return nil, err
			}
			if name, err = w.caption(s.Entity, w.ours); err != nil {
				return nil, err
			}
			all = append(all, fmt.Sprintf("statement about %s, %s: %s here, %s there", name, s.Property, o.Ours, o.Theirs))
			continue
		case "entity":
			var err error
			if name, err = w.caption(o.ID, w.ours); err != nil {
				return nil, err
			}
		case "source":
			name = "source " + w.source(o.ID)
		case "case":
			name = "the case"
		}
		all = append(all, fmt.Sprintf("%s, %s: %s here, %s there", name, o.Field, said(o.Ours), said(o.Theirs)))
	}
	return all, nil
}

func said(s string) string {
	if s == "" {
		return "nothing"
	}
	if r := []rune(s); len(r) > 60 {
		s = string(r[:59]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
