package app

import (
	"context"

	"redthread/store"
)

// Marks gives the citations of statements, for whoever computed something from
// them and has to say where each figure comes from.
func Marks(ctx context.Context, c *store.Case, statements []store.ID) (map[store.ID][]Mark, error) {
	r, err := newReader(ctx, c)
	if err != nil {
		return nil, err
	}
	all := make(map[store.ID][]Mark, len(statements))
	for _, id := range statements {
		if _, ok := all[id]; ok {
			continue
		}
		st, err := c.Statement(ctx, id)
		if err != nil {
			return nil, err
		}
		all[id] = []Mark{}
		for _, n := range st.Notings {
			if !n.Withdrawn {
				all[id] = append(all[id], r.mark(&st, n))
			}
		}
	}
	return all, nil
}
