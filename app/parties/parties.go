// Package parties reads the parties of a case, firms, people, bodies and
// vessels, as what comparing them needs: their names, dates, countries and
// numbers. Screening and the search for duplicates ask the same package, so that
// both mean the same by a party.
package parties

import (
	"context"
	"slices"
	"strings"

	"redthread/app/names"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Party is an entity of a case with what is asserted of it.
type Party struct {
	store.EntityRow
	Name    string
	Values  map[string][]string // by property: what live statements assert, each value once, in the order noted
	Sources map[store.ID]bool   // that say something of it; the zero id for what is unsourced
	Record  names.Record
}

// Is tells whether entities of a schema are parties.
func Is(schema string) bool {
	s, ok := ontology.Default().Schema(schema)
	return ok && !s.Abstract && (s.IsA("LegalEntity") || s.IsA("Vehicle"))
}

// All reads every party that has a name, in the order in which the case has
// them.
func All(ctx context.Context, c *store.Case) ([]Party, error) {
	var all []Party
	err := c.EachEntity(ctx, func(row store.EntityRow, statements []store.Statement) error {
		if p, ok := Of(row, statements); ok {
			all = append(all, p)
		}
		return nil
	})
	return all, err
}

// One reads a party; false where the entity is none, or has no name.
func One(ctx context.Context, c *store.Case, id store.ID) (Party, bool, error) {
	row, err := c.Entity(ctx, id)
	if err != nil {
		return Party{}, false, err
	}
	statements, err := c.Statements(ctx, store.StatementFilter{Entity: id})
	if err != nil {
		return Party{}, false, err
	}
	p, ok := Of(row, statements)
	return p, ok, nil
}

// Of makes a party of a row and what is said of it.
func Of(row store.EntityRow, statements []store.Statement) (Party, bool) {
	if !Is(row.Schema) {
		return Party{}, false
	}
	p := Party{EntityRow: row, Name: row.Caption, Values: map[string][]string{}, Sources: map[store.ID]bool{}}
	for i := range statements {
		s := &statements[i]
		if !s.Live || s.Stance == store.Disputes || !s.Target.IsZero() {
			continue
		}
		p.Sources[s.Source] = true
		if !slices.Contains(p.Values[s.Property], s.Value) {
			p.Values[s.Property] = append(p.Values[s.Property], s.Value)
		}
	}
	p.Record = names.RecordOf(row.Schema, exact(p.Values))
	if len(p.Record.Names) == 0 {
		return Party{}, false
	}
	if p.Name == "" {
		p.Name = p.Record.Names[0].Text
	}
	return p, true
}

// exact gives the values as comparing takes them: an identifier without the
// name of its register before it, a date only where it is one day, month or
// year and no doubt is on it.
func exact(values map[string][]string) map[string][]string {
	out := make(map[string][]string, len(values))
	for name, all := range values {
		for _, v := range all {
			switch name {
			case "birthDate", "incorporationDate", "buildDate":
				if v = strings.TrimRight(v, "~?%"); strings.ContainsAny(v, "[]./") {
					continue
				}
			default:
				if strings.HasSuffix(name, "Code") || strings.HasSuffix(name, "Number") || name == "mmsi" || name == "callSign" {
					v = value.Normal(value.KindIdentifier, v)
				}
			}
			out[name] = append(out[name], v)
		}
	}
	return out
}
