package ties

import (
	"context"
	"fmt"
	"strings"

	"redthread/store"
)

// Relate notes a tie in the case as a suspected link between two parties, in one
// action. Each end is cited as the detail is: the link says no more than that
// these sources give both of them the same.
func Relate(ctx context.Context, c *store.Case, t *Ties, tie Tie) (link store.ID, err error) {
	if len(tie.Reasons) == 0 {
		return link, store.Sentence(store.ErrInvalid, "These two share nothing that counts; there is no tie to note.")
	}
	var what []string
	said := map[store.ID]store.Statement{}
	for _, r := range tie.Reasons {
		s := &t.Shared[r]
		what = append(what, strings.ToLower(s.Kind.Label())+" "+s.Value)
		for _, party := range []int{tie.A, tie.B} {
			h, _ := s.Holder(party)
			for _, id := range h.Statements {
				if said[id], err = c.Statement(ctx, id); err != nil {
					return link, err
				}
			}
		}
	}
	a, b := &t.Parties[tie.A], &t.Parties[tie.B]
	role := "suspected tie: shared " + strings.Join(what, "; ")
	_, err = c.Update(ctx, fmt.Sprintf("Note a suspected tie of %s and %s", a.Caption, b.Caption), func(tx *store.Tx) error {
		if link, err = tx.AddEntity("UnknownLink"); err != nil {
			return err
		}
		for i, end := range []struct {
			property string
			party    int
		}{{"subject", tie.A}, {"object", tie.B}} {
			cited := 0
			for _, r := range tie.Reasons {
				h, ok := t.Shared[r].Holder(end.party)
				if !ok {
					continue
				}
				for _, id := range h.Statements {
					st := said[id]
					one := store.Statement{Entity: link, Property: end.property, Target: t.Parties[end.party].Entity, Source: st.Source}
					n := store.Noting{Hedge: "suspected: shares " + strings.ToLower(t.Shared[r].Kind.Label())}
					if len(st.Notings) > 0 {
						n.Citation, n.SaidBy, n.Origin = st.Notings[0].Citation, st.Notings[0].SaidBy, st.Notings[0].Origin
					}
					if _, err := tx.Assert(one, n); err != nil {
						return err
					}
					cited++
					if i == 0 && cited == 1 {
						if _, err := tx.Assert(store.Statement{Entity: link, Property: "role", Value: role, Source: st.Source}, n); err != nil {
							return err
						}
					}
				}
			}
			if cited == 0 {
				if _, err := tx.Assert(store.Statement{Entity: link, Property: end.property, Target: t.Parties[end.party].Entity}, store.Noting{Hedge: "suspected"}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return link, err
}
