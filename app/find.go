package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"redthread/store"
)

// FindEntity finds an entity by short id, full id, or a name that fits just one.
func FindEntity(ctx context.Context, c *store.Case, text string) (store.ID, error) {
	ref, err := c.Resolve(ctx, text)
	if err == nil && ref.Kind == store.KindEntity {
		return ref.ID, nil
	}
	if err == nil {
		return store.ID{}, sentence(store.ErrNotFound, "%s is not an entity; entities have ids that start with E.", text)
	}
	if looksLikeID(text) {
		return store.ID{}, err
	}
	rows, total, err := c.Entities(ctx, store.EntityFilter{Text: text, Limit: 6})
	if err != nil {
		return store.ID{}, err
	}
	var exact []store.EntityRow
	for _, r := range rows {
		called, err := isCalled(ctx, c, r, text)
		if err != nil {
			return store.ID{}, err
		}
		if called {
			exact = append(exact, r)
		}
	}
	switch {
	case len(exact) == 1:
		return exact[0].ID, nil
	case total == 1:
		return rows[0].ID, nil
	case total == 0 || strings.TrimSpace(text) == "":
		return store.ID{}, sentence(store.ErrNotFound, "No entity fits %q; the entity list shows those there are.", text)
	}
	var names []string
	for _, r := range rows {
		names = append(names, fmt.Sprintf("%s (%s)", c.Short(store.KindEntity, r.ID), r.Caption))
	}
	return store.ID{}, sentence(store.ErrAmbiguous, "%d entities fit %q; give the id of one: %s.", total, text, strings.Join(names, ", "))
}

// isCalled tells whether a name is one of the entity's own, letter case aside.
func isCalled(ctx context.Context, c *store.Case, r store.EntityRow, name string) (bool, error) {
	name = strings.TrimSpace(name)
	if strings.EqualFold(r.Caption, name) {
		return true, nil
	}
	all, err := c.Statements(ctx, store.StatementFilter{Entity: r.ID})
	for _, s := range all {
		switch s.Property {
		case "name", "alias", "weakAlias", "previousName", "title":
			if strings.EqualFold(s.Value, name) {
				return true, nil
			}
		}
	}
	return false, err
}

// FindSource finds a source by short id, full id, number in the list, or a
// title that fits just one.
func FindSource(ctx context.Context, c *store.Case, text string) (store.ID, error) {
	ref, err := c.Resolve(ctx, text)
	if err == nil && ref.Kind == store.KindSource {
		return ref.ID, nil
	}
	if err == nil {
		return store.ID{}, sentence(store.ErrNotFound, "%s is not a source; sources have ids that start with S.", text)
	}
	if looksLikeID(text) {
		return store.ID{}, err
	}
	rows, err := c.Sources(ctx)
	if err != nil {
		return store.ID{}, err
	}
	var fits []store.SourceRow
	want := strings.ToLower(strings.TrimSpace(text))
	for _, r := range rows {
		if strconv.Itoa(r.Number) == strings.Trim(want, "[]") || strings.ToLower(r.Title) == want {
			return r.ID, nil
		}
		if want != "" && strings.Contains(strings.ToLower(r.Title), want) {
			fits = append(fits, r)
		}
	}
	switch len(fits) {
	case 0:
		return store.ID{}, sentence(store.ErrNotFound, "No source fits %q; the source list shows those there are.", text)
	case 1:
		return fits[0].ID, nil
	}
	var names []string
	for _, r := range fits {
		names = append(names, fmt.Sprintf("%s (%s)", c.Short(store.KindSource, r.ID), r.Title))
	}
	return store.ID{}, sentence(store.ErrAmbiguous, "%d sources fit %q; give the id of one: %s.", len(fits), text, strings.Join(names, ", "))
}

func looksLikeID(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) > 4 && s[1] == '-' && strings.ContainsRune("SEFNTGJsefntgj", rune(s[0]))
}
