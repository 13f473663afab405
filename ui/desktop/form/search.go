package form

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Found is an entity as a list or a picker shows it.
type Found struct {
	ID     store.ID
	Short  string // E-…
	Name   string // never ""
	Schema *ontology.Schema
	Also   []string // other names
	Place  string   // a place, or a country where no place is said
	Class  store.Class
}

// Subtitle is the line beneath the name: other names, kind, place.
func (f Found) Subtitle() string {
	var parts []string
	if len(f.Also) > 0 {
		parts = append(parts, f.Also[0])
	}
	if f.Schema != nil {
		parts = append(parts, strings.ToLower(f.Schema.Label))
	}
	if f.Place != "" {
		parts = append(parts, f.Place)
	}
	return strings.Join(parts, "  ·  ")
}

// Group is the group of its schema, for the mark beside the name.
func (f Found) Group() string {
	if f.Schema == nil {
		return string(ontology.GroupIdentifier)
	}
	return string(f.Schema.Group)
}

// Describe adds to rows of a list what a person needs to tell them apart.
func Describe(ctx context.Context, c *store.Case, rows []store.EntityRow) ([]Found, error) {
	all := make([]Found, len(rows))
	var unnamed []store.ID
	ids := make([]store.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	said, err := c.SaidOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i, r := range rows {
		f := Found{ID: r.ID, Short: c.Short(store.KindEntity, r.ID), Name: r.Caption, Class: r.Class}
		f.Schema, _ = ontology.Default().Schema(r.Schema)
		if r.Caption == "" || f.Schema != nil && f.Schema.Edge != nil {
			unnamed = append(unnamed, r.ID)
		}
		f.read(said[r.ID])
		all[i] = f
	}
	if len(unnamed) == 0 {
		return all, nil
	}
	names, err := app.Captions(ctx, c, unnamed)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if name, ok := names[all[i].ID]; ok {
			all[i].Name = name
		}
	}
	return all, nil
}

// nameProperties hold what an entity is called.
var nameProperties = []string{"name", "alias", "previousName", "weakAlias"}

func (f *Found) read(said []store.Statement) {
	country := ""
	for _, st := range said {
		if st.Stance != store.Asserts {
			continue
		}
		switch {
		case slices.Contains(nameProperties, st.Property):
			if st.Value != f.Name && !slices.Contains(f.Also, st.Value) {
				f.Also = append(f.Also, st.Value)
			}
		case st.Property == "place" && f.Place == "":
			f.Place = st.Value
		case (st.Property == "country" || st.Property == "jurisdiction") && country == "":
			country = value.Show(value.KindCountry, st.Value)
		}
	}
	if f.Place == "" {
		f.Place = country
	}
}

const (
	searched = 200 // looked at to find the best
	offered  = 8   // shown by a picker
)

// FindEntities looks for entities by what is typed: the start of each word of
// a name, or a short id. Those called so come before those that only mention
// it, and within that firms, people and bodies before the rest.
func FindEntities(ctx context.Context, c *store.Case, schemata []string, text string) ([]Found, error) {
	if rows, ok := byID(ctx, c, schemata, text); ok {
		return Describe(ctx, c, rows)
	}
	rows, _, err := c.Entities(ctx, store.EntityFilter{Schemata: schemata, Text: text, Limit: searched})
	if err != nil {
		return nil, err
	}
	want := value.Fold(text)
	rank := func(r store.EntityRow) int {
		n := 0
		if s, ok := ontology.Default().Schema(r.Schema); ok {
			n = slices.Index(ontology.Groups(), s.Group)
			if s.Edge != nil {
				n += 20
			}
		}
		if want != "" && !strings.HasPrefix(value.Fold(r.Caption), want) {
			n += 40
		}
		return n
	}
	slices.SortStableFunc(rows, func(a, b store.EntityRow) int { return rank(a) - rank(b) })
	return Describe(ctx, c, rows[:min(len(rows), offered)])
}

func byID(ctx context.Context, c *store.Case, schemata []string, text string) ([]store.EntityRow, bool) {
	if !strings.HasPrefix(strings.ToUpper(strings.TrimSpace(text)), "E-") {
		return nil, false
	}
	ref, err := c.Resolve(ctx, text)
	if err != nil || ref.Kind != store.KindEntity {
		return nil, false
	}
	row, err := c.Entity(ctx, ref.ID)
	if err != nil || len(schemata) > 0 && !slices.Contains(schemata, row.Schema) {
		return nil, false
	}
	return []store.EntityRow{row}, true
}

// Accepted lists the schemata an entity property can point to; nil is any.
func Accepted(o *ontology.Ontology, p *ontology.Property) []string {
	if p.Range == ontology.Any {
		return nil
	}
	var all []string
	for _, s := range o.Schemata() {
		if !s.Abstract && p.Accepts(s) {
			all = append(all, s.Name)
		}
	}
	return all
}

// FindSources looks for sources by the words of their title, publisher and
// origin, or by their number.
func FindSources(ctx context.Context, c *store.Case, text string) ([]store.SourceRow, error) {
	all, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	want := value.Fold(strings.Trim(text, "[] "))
	if want == "" {
		return all, nil
	}
	var fits []store.SourceRow
	for _, s := range all {
		have := value.Fold(s.Title + " " + s.Publisher + " " + s.Origin)
		if strconv.Itoa(s.Number) == want {
			return []store.SourceRow{s}, nil
		}
		if !slices.ContainsFunc(strings.Fields(want), func(w string) bool { return !strings.Contains(have, w) }) {
			fits = append(fits, s)
		}
	}
	return fits, nil
}
