package chart

import (
	"context"

	"redthread/store"
	"redthread/store/ontology"
)

// Reverse lets a link point the other way: what its sources say of one end
// they say of the other from now on. The statements before stay in the history,
// withdrawn.
func Reverse(ctx context.Context, c *store.Case, link store.ID) error {
	row, err := c.Entity(ctx, link)
	if err != nil {
		return err
	}
	s, ok := ontology.Default().Schema(row.Schema)
	if !ok || s.Edge == nil {
		return store.Sentence(store.ErrInvalid, "Only a link can be reversed; change a property where it is written.")
	}
	said, err := c.Statements(ctx, store.StatementFilter{Entity: link})
	if err != nil {
		return err
	}
	other := map[string]string{s.Edge.Source: s.Edge.Target, s.Edge.Target: s.Edge.Source}
	_, err = c.Update(ctx, "Reverse a link", func(tx *store.Tx) error {
		// All are withdrawn before any is noted: the two ends may share a value.
		for _, st := range said {
			if other[st.Property] != "" && st.Live {
				if err := tx.Withdraw(st.ID, "the link was reversed"); err != nil {
					return err
				}
			}
		}
		for _, st := range said {
			to := other[st.Property]
			if to == "" || !st.Live {
				continue
			}
			notings := st.Notings
			st.Property, st.ID = to, store.ID{}
			for _, n := range notings {
				if n.Withdrawn {
					continue
				}
				n.ID = store.ID{}
				if _, err := tx.Assert(st, n); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}
