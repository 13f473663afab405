package entities

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"redthread/app"
	"redthread/app/network/ties"
	"redthread/store"
)

// tied is what an entity shares with others.
type tied struct {
	id    store.ID
	t     *ties.Ties
	party int
	found []ties.Reached
	muted []int
	marks map[store.ID][]app.Mark
	noted map[store.ID]bool // parties a suspected tie to whom is noted already
}

// mostTied is how many parties are listed.
const mostTied = 100

// findTied looks for them in what the case shares; where the entity is nobody who
// can be tied, the answer's t is nil.
func findTied(ctx context.Context, c *store.Case, id store.ID, hops int, t *ties.Ties) (_ *tied, err error) {
	x := &tied{id: id, noted: map[store.ID]bool{}}
	party, ok := t.Party(id)
	if !ok {
		return x, nil
	}
	x.t, x.party = t, party
	x.found, x.muted = t.Around(party, hops), t.MutedOf(party)
	slices.SortStableFunc(x.muted, func(a, b int) int { return len(t.Shared[b].Holders) - len(t.Shared[a].Holders) })
	var cited []store.ID
	for _, r := range x.found[:min(len(x.found), mostTied)] {
		for _, s := range r.Tie.Reasons {
			for _, p := range []int{r.Tie.A, r.Tie.B} {
				h, _ := t.Shared[s].Holder(p)
				cited = append(cited, h.Statements...)
			}
		}
	}
	if x.marks, err = app.Marks(ctx, c, cited); err != nil {
		return nil, err
	}
	return x, x.readNoted(ctx, c)
}

// readNoted finds the ties that are noted as links.
func (x *tied) readNoted(ctx context.Context, c *store.Case) error {
	for _, m := range x.t.Parties[x.party].Members {
		for _, ends := range [][2]string{{"subject", "object"}, {"object", "subject"}} {
			in, err := c.Statements(ctx, store.StatementFilter{Target: m, Property: ends[0]})
			if err != nil {
				return err
			}
			for i := range in {
				out, err := c.Statements(ctx, store.StatementFilter{Entity: in[i].Entity, Property: ends[1]})
				if err != nil {
					return err
				}
				for j := range out {
					if p, ok := x.t.Party(out[j].Target); ok {
						x.noted[x.t.Parties[p].Entity] = true
					}
				}
			}
		}
	}
	return nil
}

// canBeTied tells whose profile has the tab.
func canBeTied(d *app.Dossier) bool {
	return d.Schema != nil && d.Schema.Edge == nil && (d.Schema.IsA("LegalEntity") || d.Schema.IsA("Asset"))
}

// reason words a shared detail: its value, and beneath it what to know of it.
func (x *tied) reason(s int, a, b int) (value, note string, marks []app.Mark) {
	sh := &x.t.Shared[s]
	var parts []string
	if n := len(sh.Holders); n > 2 {
		parts = append(parts, fmt.Sprintf("%d parties share it", n))
	}
	written := []string{}
	for _, p := range []int{a, b} {
		h, _ := sh.Holder(p)
		for _, w := range h.Written {
			if w != sh.Value && !slices.Contains(written, w) && sh.Kind != ties.Name {
				written = append(written, w)
			}
		}
		for _, id := range h.Statements {
			marks = append(marks, x.marks[id]...)
		}
	}
	if len(written) > 0 {
		parts = append(parts, "written "+strings.Join(written, " and "))
	}
	if sh.Note != "" {
		parts = append(parts, sh.Note)
	}
	return sh.Value, strings.Join(parts, "  ·  "), distinct(marks)
}

// way names the parties between the entity and one that is several hops away.
func (x *tied) way(r ties.Reached) string {
	if r.Hops == 1 {
		return ""
	}
	var names []string
	for at := r; at.Hops > 1; {
		names = append(names, x.t.Parties[at.From].Caption)
		i := slices.IndexFunc(x.found, func(o ties.Reached) bool { return o.Party == at.From })
		if i < 0 {
			break
		}
		at = x.found[i]
	}
	slices.Reverse(names)
	return fmt.Sprintf("%d hops away, through %s", r.Hops, strings.Join(names, ", "))
}
