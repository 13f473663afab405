package command

import (
	"context"
	"fmt"
	"strings"

	"redthread/app/duplicates"
	"redthread/app/parties"
	"redthread/app/sameness"
	"redthread/store"
)

func duplicatesCommand() command {
	return command{
		name: "duplicates", args: []arg{argCase}, brief: "list parties of the case that may be one, the likeliest first", answer: duplicatesAnswer{}, run: runDuplicates,
		flags: []flag{{name: "all", help: "list what was judged, too"}, flagLimit},
		more: "Nothing is merged. \"redthread judge\" says of a pair that it is the same, different or unsure; what was judged, and what follows from it, is not listed again. " +
			"Judgements that cannot stand together are listed as contradictions.",
	}
}

type alignedRow struct {
	Label     string   `json:"label" doc:"what is compared"`
	Left      []string `json:"left" doc:"of the first party, for people"`
	Right     []string `json:"right" doc:"of the second party, for people"`
	Agreement string   `json:"agreement" doc:"same, close, differs or one side"`
}

type mergedValue struct {
	Value string   `json:"value" doc:"for people"`
	Of    []string `json:"of" doc:"short ids of the parties that have it"`
}

type mergedRow struct {
	Label    string        `json:"label" doc:"of the property"`
	Values   []mergedValue `json:"values" doc:"all that is said"`
	Conflict bool          `json:"conflict" doc:"true where only one can be true at a time and they say several"`
}

type duplicatePair struct {
	A       entity         `json:"a" doc:"one of the two"`
	B       entity         `json:"b" doc:"the other one"`
	Score   float64        `json:"score" doc:"0 to 1"`
	Verdict string         `json:"verdict" doc:"what was judged, \"\": nothing"`
	Authors []string       `json:"authors" doc:"who judged, and what: \"Ann: same\""`
	Reasons []screenReason `json:"reasons" doc:"why, the weightiest first"`
	Against string         `json:"against" doc:"what rules it out, \"\": nothing"`
	Rows    []alignedRow   `json:"rows" doc:"the two side by side"`
	Merged  []mergedRow    `json:"merged" doc:"what they would look like as one; nothing is merged"`
}

type contradiction struct {
	Same      []entity `json:"same" doc:"the two that were judged the same; skipped"`
	Different []entity `json:"different" doc:"the two that were judged different"`
	Chain     []entity `json:"chain" doc:"from one of these to the other, each the same as the next"`
}

type duplicatesAnswer struct {
	Parties        int             `json:"parties" doc:"how many were compared"`
	Open           int             `json:"to_judge" doc:"pairs that nobody judged"`
	Pairs          []duplicatePair `json:"pairs" doc:"to judge, the likeliest first; with --all then those in doubt and those judged"`
	Clusters       [][]entity      `json:"clusters" doc:"parties that judgements put together, the face of each first"`
	Contradictions []contradiction `json:"contradictions" doc:"judgements that cannot stand together"`
	Disputes       int             `json:"disputes" doc:"pairs on which authors differ"`
	left           int
}

func (a duplicatesAnswer) print(p *page) {
	p.line("%s compared: %s to judge.", plural(a.Parties, "party", "parties"), plural(a.Open, "pair", "pairs"))
	for _, d := range a.Pairs {
		p.blank()
		p.line("%.2f  %s (%s) · %s (%s)  %s", d.Score, flat(d.A.Caption), d.A.ID, flat(d.B.Caption), d.B.ID, strings.ToUpper(d.Verdict))
		for _, who := range d.Authors {
			p.line("      %s", who)
		}
		for _, r := range d.Rows {
			p.line("      %-14s %-9s %s | %s", r.Label, r.Agreement, orDash(flat(strings.Join(r.Left, "; "))), orDash(flat(strings.Join(r.Right, "; "))))
		}
		for i, r := range d.Reasons {
			if i == 4 {
				break
			}
			p.line("      %s", flat(r.Text))
		}
		if d.Against != "" {
			p.line("      Against: %s", flat(d.Against))
		}
	}
	if a.left > 0 {
		p.blank()
		p.line("… and %d more; --limit shows them.", a.left)
	}
	if len(a.Clusters) > 0 {
		p.head("Judged the same")
		for _, c := range a.Clusters {
			p.line("  %s", captions(c, " = "))
		}
	}
	if len(a.Contradictions) > 0 {
		p.head("Contradictions")
		for _, c := range a.Contradictions {
			p.line("  %s was judged the same and is not joined: %s stands as different.", captions(c.Same, " = "), captions(c.Different, " ≠ "))
			p.line("      %s", captions(c.Chain, " = "))
		}
	}
	if a.Disputes > 0 {
		p.blank()
		p.line("Authors differ on %s; such a pair stands as unsure.", plural(a.Disputes, "pair", "pairs"))
	}
}

func captions(all []entity, sep string) string {
	var out []string
	for _, e := range all {
		out = append(out, fmt.Sprintf("%s (%s)", flat(e.Caption), e.ID))
	}
	return strings.Join(out, sep)
}

func runDuplicates(ctx context.Context, k *call) (answer, error) {
	limit, err := k.limit()
	if err != nil {
		return nil, err
	}
	a := duplicatesAnswer{Pairs: []duplicatePair{}, Clusters: [][]entity{}, Contradictions: []contradiction{}}
	err = k.reading(ctx, func(c *store.Case) error {
		r, err := duplicates.Find(ctx, c, duplicates.Options{})
		if err != nil {
			return err
		}
		s, err := newSpeller(ctx, c)
		if err != nil {
			return err
		}
		a.Parties, a.Open, a.Disputes = r.Asked, len(r.Open), len(r.Disputes)
		show := r.Open
		if k.has("all") {
			show = append(append(show, r.Unsure...), r.Judged...)
		}
		for i := range show {
			if i == limit {
				a.left = len(show) - limit
				break
			}
			d, err := duplicateOf(ctx, s, r, &show[i])
			if err != nil {
				return err
			}
			a.Pairs = append(a.Pairs, d)
		}
		for _, m := range r.Clusters.All() {
			es, err := s.entities(ctx, m)
			if err != nil {
				return err
			}
			a.Clusters = append(a.Clusters, es)
		}
		for _, x := range r.Contradictions {
			d, err := s.contradiction(ctx, x)
			if err != nil {
				return err
			}
			a.Contradictions = append(a.Contradictions, d)
		}
		return nil
	})
	return a, err
}

func (s *speller) entities(ctx context.Context, ids []store.ID) ([]entity, error) {
	out := []entity{}
	for _, id := range ids {
		e, err := s.entity(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

func (s *speller) contradiction(ctx context.Context, x sameness.Contradiction) (d contradiction, err error) {
	if d.Same, err = s.entities(ctx, []store.ID{x.Same.A, x.Same.B}); err != nil {
		return d, err
	}
	if d.Different, err = s.entities(ctx, []store.ID{x.Different.A, x.Different.B}); err != nil {
		return d, err
	}
	d.Chain, err = s.entities(ctx, x.Chain)
	return d, err
}

func duplicateOf(ctx context.Context, s *speller, r *duplicates.Review, k *duplicates.Candidate) (d duplicatePair, err error) {
	d = duplicatePair{
		Score: k.Match.Score, Verdict: string(k.Standing.Verdict), Authors: []string{}, Reasons: reasonsOf(k.Match.Reasons), Against: k.Match.Against,
		Rows: []alignedRow{}, Merged: []mergedRow{},
	}
	if d.A, err = s.entity(ctx, k.A.ID); err != nil {
		return d, err
	}
	if d.B, err = s.entity(ctx, k.B.ID); err != nil {
		return d, err
	}
	for _, j := range k.Standing.Latest {
		d.Authors = append(d.Authors, joined(j.Author+": "+string(j.Verdict), j.Why))
	}
	for _, row := range parties.Align(k.A.Schema, k.A.Values, k.B.Schema, k.B.Values, k.Match) {
		d.Rows = append(d.Rows, alignedRow{row.Label, append([]string{}, row.Left...), append([]string{}, row.Right...), string(row.Agreement)})
	}
	for _, row := range r.Preview(k.A.ID, k.B.ID).Rows {
		m := mergedRow{Label: row.Label, Values: []mergedValue{}, Conflict: row.Conflict}
		for _, v := range row.Values {
			of := []string{}
			for _, id := range v.Of {
				of = append(of, s.c.Short(store.KindEntity, id))
			}
			m.Values = append(m.Values, mergedValue{v.Shown, of})
		}
		d.Merged = append(d.Merged, m)
	}
	return d, nil
}
