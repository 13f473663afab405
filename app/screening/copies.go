package screening

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"redthread/app/screening/library"
	"redthread/app/screening/listfile"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

func idOf(parts ...string) store.ID {
	h := sha256.New()
	_, _ = h.Write([]byte("redthread list 1\x00"))
	for _, p := range parts {
		_, _ = fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return store.ID(h.Sum(nil)[:16])
}

// SourceID is the id of a version of a list as a source of a case.
func SourceID(v *library.Version) store.ID { return idOf("source", v.SHA256) }

// EntryID is the id of an entry of a version as an entity of a case.
func EntryID(v *library.Version, entry string) store.ID { return idOf("entry", v.SHA256, entry) }

func listingID(v *library.Version, entry string) store.ID { return idOf("listing", v.SHA256, entry) }

// Copy is an entry that stands in the case.
type Copy struct {
	Entity store.ID
	List   string // short name of the list
	Title  string // of the list
	Date   string // of the version
	SHA256 string
	Entry  string // the list's number
	Says   []listfile.Prop
}

// sourceNote is how a source says which version it is; a case that travels
// needs nothing else to know.
func sourceNote(v *library.Version) string {
	return fmt.Sprintf("List %s, version %s, SHA-256 %s, %d entries.", v.List, v.Date, v.SHA256, v.Entries)
}

var noteForm = regexp.MustCompile(`List ([a-z0-9._-]+), version (\d{4}-\d{2}-\d{2}), SHA-256 ([0-9a-f]{64}),`)

const entryLocator = "entry "

// Copies reads the entries that were copied into a case, by their entity.
func Copies(ctx context.Context, c *store.Case) (map[store.ID]Copy, error) {
	sources, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	out := map[store.ID]Copy{}
	for _, s := range sources {
		m := noteForm.FindStringSubmatch(s.Note)
		if m == nil || idOf("source", m[3]) != s.ID {
			continue
		}
		statements, err := c.Statements(ctx, store.StatementFilter{Source: s.ID})
		if err != nil {
			return nil, err
		}
		for _, st := range statements {
			entry, ok := locatedEntry(&st)
			if !ok || st.Entity != idOf("entry", m[3], entry) {
				continue
			}
			k, ok := out[st.Entity]
			if !ok {
				k = Copy{Entity: st.Entity, List: m[1], Title: strings.TrimSuffix(s.Title, ", as of "+m[2]), Date: m[2], SHA256: m[3], Entry: entry}
			}
			k.Says = append(k.Says, listfile.Prop{Name: st.Property, Value: st.Value})
			out[st.Entity] = k
		}
	}
	return out, nil
}

func locatedEntry(s *store.Statement) (string, bool) {
	for _, n := range s.Notings {
		if e, ok := strings.CutPrefix(n.Citation.Locator, entryLocator); ok && !n.Withdrawn {
			return e, true
		}
	}
	return "", false
}

// canonical gives what an entry says in the form in which the case holds it.
// What is no value of its property is kept in the words of the list.
func canonical(schema string, props []listfile.Prop) []listfile.Prop {
	s, _ := ontology.Default().Schema(schema)
	var out []listfile.Prop
	say := func(name, v string) {
		if p := (listfile.Prop{Name: name, Value: v}); v != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for _, p := range props {
		q, ok := s.Property(p.Name)
		if !ok || q.Kind == value.KindEntity {
			keep(s, say, p.Name, p.Value)
			continue
		}
		v, err := value.Canonical(q.Kind, p.Value)
		if _, offered := q.Choice(v); err != nil || len(q.Choices) > 0 && !offered {
			keep(s, say, q.Label, p.Value)
			continue
		}
		say(p.Name, v)
	}
	return out
}

func keep(s *ontology.Schema, say func(name, v string), label, v string) {
	for _, name := range []string{"notes", "summary"} {
		if _, ok := s.Property(name); ok {
			if text, err := value.Canonical(value.KindText, label+" as printed: "+v); err == nil {
				say(name, text)
			}
			return
		}
	}
}

// official tells whether a list is a government's, so that who stands on it is
// publicly listed.
func official(f listfile.Format) bool {
	switch f {
	case listfile.FormatMapped, listfile.FormatBareNames, listfile.FormatFtM, listfile.FormatTargetsSimple:
		return false
	}
	return true
}

// copyEntry brings an entry into the case unless it is there, and gives its id.
func copyEntry(ctx context.Context, c *store.Case, tx *store.Tx, v *library.Version, e *listfile.Entry, held bool) (store.ID, error) {
	id := EntryID(v, e.ID)
	if held {
		return id, nil
	}
	source := SourceID(v)
	if err := copySource(ctx, c, tx, v, source); err != nil {
		return id, err
	}
	noting := store.Noting{Citation: store.Citation{Locator: entryLocator + e.ID}}
	if err := assertAll(ctx, c, tx, id, e.Schema, source, canonical(e.Schema, e.Props), noting); err != nil {
		return id, err
	}
	if official(v.Format) {
		if err := tx.SetClass(id, store.ClassListed); err != nil {
			return id, err
		}
		noting.Credibility = 1 // that it is listed is certain; what the list says of it is not
	}
	listed := canonical("Sanction", e.Listed)
	if !slices.ContainsFunc(listed, func(p listfile.Prop) bool { return p.Name == "authority" }) && v.Publisher != "" {
		listed = append([]listfile.Prop{{Name: "authority", Value: v.Publisher}}, listed...)
	}
	if len(listed) == 0 && !official(v.Format) {
		return id, nil // a table of names lists nobody
	}
	listing := listingID(v, e.ID)
	if err := assertAll(ctx, c, tx, listing, "Sanction", source, append([]listfile.Prop{{Name: "entity", Value: id.String()}}, listed...), noting); err != nil {
		return id, err
	}
	return id, nil
}

func copySource(ctx context.Context, c *store.Case, tx *store.Tx, v *library.Version, id store.ID) error {
	s, err := c.Source(ctx, id)
	switch {
	case err == nil && !s.Removed:
		return nil
	case err == nil:
		s.Removed = false
		return tx.SetSource(s)
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	s = store.Source{ID: id, Title: v.Name(), Kind: "list", Publisher: v.Publisher, Published: v.Date, Origin: v.Publisher, Note: sourceNote(v)}
	if official(v.Format) {
		s.Grade.Reliability = 'A'
	}
	_, err = tx.AddSource(s)
	return err
}

func assertAll(ctx context.Context, c *store.Case, tx *store.Tx, id store.ID, schema string, source store.ID, props []listfile.Prop, n store.Noting) error {
	if _, err := c.Entity(ctx, id); errors.Is(err, store.ErrNotFound) {
		if err := tx.AddEntityAs(id, schema); err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	for _, p := range props {
		if _, err := tx.Assert(store.Statement{Entity: id, Property: p.Name, Value: p.Value, Source: source}, n); err != nil {
			return err
		}
	}
	return nil
}
