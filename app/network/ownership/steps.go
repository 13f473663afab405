package ownership

import (
	"cmp"
	"slices"
	"strings"
)

// mostSteps is how many steps are spelt out, nearest the entity first.
const mostSteps = 60

// steps spells the arithmetic of the entity and of every owner on the way.
func (x *explainer) steps() {
	w := min(x.world, Open)
	depth := map[int]int{0: 0}
	order := []int{0}
	for i := 0; i < len(order) && len(order) < mostSteps; i++ {
		for _, h := range x.g.Owners[order[i]] {
			if _, ok := depth[h.Owner]; !ok && (len(x.g.Owners[h.Owner]) > 0 || len(x.p.controls[h.Owner]) > 0) {
				depth[h.Owner] = depth[order[i]] + 1
				order = append(order, h.Owner)
			}
		}
		for _, k := range x.p.controls[order[i]] {
			if _, ok := depth[k.by]; !ok && x.r.Control && len(x.g.Owners[k.by]) > 0 {
				depth[k.by] = depth[order[i]] + 1
				order = append(order, k.by)
			}
		}
	}
	slices.SortStableFunc(order, func(p, q int) int { return cmp.Compare(depth[q], depth[p]) })
	for _, asset := range order {
		if asset != 0 && len(x.g.Owners[asset]) == 0 && len(x.p.controls[asset]) == 0 {
			continue
		}
		x.a.Steps = append(x.a.Steps, x.step(asset, w))
	}
}

func (x *explainer) step(asset int, w World) Step {
	s := Step{Asset: asset, Reaches: x.l.t.reaches(w, x.l.Held(asset, w))}
	var terms []string
	for i, h := range x.g.Owners[asset] {
		known := x.p.holdings[asset][i]
		part := Part{
			Owner: h.Owner, Share: known.shown, Low: bound(x.l.low[asset][i], "more than "), High: bound(h.Any, "less than "),
			Counts: x.l.Counts(h.Owner, w) && x.brings(h.Owner, w), Stated: x.l.Counts(h.Owner, Stated), Why: x.whyCounts(h.Owner, w), Doubts: known.doubts,
			Statements: known.statements, Standing: x.standing[h.Owner],
		}
		if part.Counts {
			terms = append(terms, x.term(asset, i, w))
		}
		s.Parts = append(s.Parts, part)
	}
	for _, k := range x.p.controls[asset] {
		if !x.r.Control {
			break
		}
		s.Control = append(s.Control, Part{
			Owner: k.by, Share: "controls" + parens(k.how), Counts: x.l.Counts(k.by, w) && (k.certain || w > Certain), Stated: x.l.Counts(k.by, Stated), Why: x.whyCounts(k.by, w),
			Doubts: k.doubts, Statements: k.statements, Standing: x.standing[k.by],
		})
	}
	if w == Open && x.g.Open[asset] {
		if rest := whole.sub(x.l.lowAll[asset]); rest.sign() > 0 {
			terms = append(terms, "up to "+percent(rest)+" not recorded")
		}
	}
	held := x.l.Held(asset, w)
	limit := x.r.Limit()
	switch {
	case len(terms) == 0:
		s.Sum = "Nobody who counts: 0%; it takes " + limit + "."
	case len(terms) == 1 && w == Certain:
		s.Sum = terms[0] + "; it takes " + limit + "."
	case w == Certain && x.r.Alone:
		s.Sum = strings.Join(terms, ", ") + "; the largest of one party and those it owns is " + percent(held.value) + "; it takes " + limit + "."
	case w == Certain:
		s.Sum = strings.Join(terms, " + ") + " = " + percent(held.value) + "; it takes " + limit + "."
	default:
		s.Sum = strings.Join(terms, " + ") + ": at most " + percent(held.value) + "; it takes " + limit + "."
	}
	return s
}

// term is one summand: what an owner who counts brings in.
func (x *explainer) term(asset, i int, w World) string {
	h := &x.g.Owners[asset][i]
	name := x.name(h.Owner)
	if w == Certain {
		return name + " " + bound(x.l.low[asset][i], "more than ")
	}
	high := h.Any
	if w == Stated {
		high = h.High
	}
	if x.p.holdings[asset][i].unknown && w > Certain {
		return name + " 0%–100% (not known)"
	}
	return name + " " + span(x.l.low[asset][i].value, high.value)
}

func bound(e End, strict string) string {
	if e.Strict {
		return strict + percent(e.value)
	}
	return percent(e.value)
}
