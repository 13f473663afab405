package exchange

import (
	"context"

	"redthread/app/redact"
	"redthread/store"
)

// filter is what everything passes on its way out: the gate, or, where Full was
// asked for by name, nothing. A gate that hides nothing would read the whole
// case first, which in a case of a million entities takes minutes.
type filter interface {
	Profile() redact.Profile
	Entity(id store.ID) (caption string, hidden bool)
	Statement(st store.Statement) redact.Shown
	Source(s store.Source) (store.Source, bool)
	Text(s string) string
	Leaks(text string) []string
}

// openFilter gives the filter of a profile.
func openFilter(ctx context.Context, c *store.Case, p redact.Profile) (filter, error) {
	p, err := redact.ParseProfile(string(p))
	if err != nil {
		return nil, err
	}
	if p == redact.Full {
		return everything{}, nil
	}
	return redact.Open(ctx, c, p)
}

// everything lets all through as it is. Names of entities are read with them.
type everything struct{}

func (everything) Profile() redact.Profile                    { return redact.Full }
func (everything) Entity(store.ID) (string, bool)             { return "", false }
func (everything) Statement(st store.Statement) redact.Shown  { return redact.Shown{Statement: st} }
func (everything) Source(s store.Source) (store.Source, bool) { return s, false }
func (everything) Text(s string) string                       { return s }
func (everything) Leaks(string) []string                      { return nil }
