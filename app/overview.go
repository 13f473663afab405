package app

import (
	"context"
	"slices"

	"redthread/store"
	"redthread/store/ontology"
)

// SideCard is one side of a conflict.
type SideCard struct {
	ID     store.ID
	Short  string
	Name   string
	Schema string
	Facts  []FactRow // what this side says
}

// ConflictCard holds what does not fit together, side by side.
type ConflictCard struct {
	ID      store.ID // the Conflict entity; zero for one that was computed
	Title   string
	Caution string
	Sides   []SideCard
}

// WeakRow names something that stands on thin ground.
type WeakRow struct {
	ID     store.ID // entity or source
	Kind   store.Kind
	Fact   store.ID // the statement, where it is one
	Title  string
	Detail string
	Marks  []Mark
}

// Board is the overview of a case.
type Board struct {
	store.Info
	Recent       []store.Action
	Conflicts    []ConflictCard
	SingleOrigin []WeakRow // claims and counts that rest on one origin
	Unsourced    []WeakRow // the first of them
	Ungraded     []WeakRow // sources without a grade
	Uncited      []WeakRow // sources that nothing cites
	Unclassed    []WeakRow // people nobody has put into a class, the first of them
	Evidence     []store.Evidence
	Tasks        []store.Task
	Notes        []store.Note
	Origins      int // independent origins among the sources

	UnsourcedTotal, UnclassedTotal int // how many there are
}

// weakRows is how many of a kind the overview reads: an import can bring a
// million people without a class, and nobody reads such a list.
const weakRows = 500

// recentActions is how many the overview shows.
const recentActions = 8

// claimSchemata are those that say what somebody holds to be so.
var claimSchemata = []string{"Claim", "Observation", "WageObservation"}

// Overview reads what the overview shows.
func Overview(ctx context.Context, c *store.Case) (*Board, error) {
	info, err := c.Info(ctx)
	if err != nil {
		return nil, err
	}
	b := &Board{Info: info}
	r, err := newReader(ctx, c)
	if err != nil {
		return nil, err
	}
	if b.Recent, err = c.History(ctx, store.HistoryFilter{Limit: recentActions}); err != nil {
		return nil, err
	}
	if b.Tasks, err = c.Tasks(ctx); err != nil {
		return nil, err
	}
	if b.Notes, err = c.Notes(ctx, store.ID{}); err != nil {
		return nil, err
	}
	if b.Evidence, err = c.Evidence(ctx, store.ID{}); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context, *Board) error{r.conflicts, r.singleOrigin, r.unsourced, r.weakSources, r.unclassed} {
		if err := step(ctx, b); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// conflicts reads the Conflict entities in the order of their names.
func (r *reader) conflicts(ctx context.Context, b *Board) error {
	rows, _, err := r.c.Entities(ctx, store.EntityFilter{Schemata: []string{"Conflict"}})
	if err != nil {
		return err
	}
	for _, row := range rows {
		all, err := r.c.Statements(ctx, store.StatementFilter{Entity: row.ID})
		if err != nil {
			return err
		}
		card := ConflictCard{ID: row.ID, Title: row.Caption}
		for _, st := range all {
			switch {
			case st.Property == "caution":
				card.Caution = st.Value
			case st.Property == "side" && !st.Target.IsZero():
				side, err := r.side(ctx, st.Target)
				if err != nil {
					return err
				}
				card.Sides = append(card.Sides, side)
			}
		}
		b.Conflicts = append(b.Conflicts, card)
	}
	return nil
}

func (r *reader) side(ctx context.Context, id store.ID) (SideCard, error) {
	p, err := r.c.Profile(ctx, id)
	if err != nil {
		return SideCard{}, err
	}
	d, err := r.dossier(ctx, p)
	if err != nil {
		return SideCard{}, err
	}
	s := SideCard{ID: id, Short: d.Short, Name: d.Name, Schema: p.Schema}
	for _, g := range d.Facts {
		if g.Property.Name == "name" && len(d.Facts) > 1 {
			continue
		}
		s.Facts = append(s.Facts, g.Rows...)
	}
	return s, nil
}

// SingleOrigins counts the claims and counts of which every noting goes back to
// one origin.
func SingleOrigins(ctx context.Context, c *store.Case) (int, error) {
	r, err := newReader(ctx, c)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, schema := range claimSchemata {
		all, err := c.Statements(ctx, store.StatementFilter{Schema: schema})
		if err != nil {
			return 0, err
		}
		for _, origins := range r.originsOf(all) {
			if len(origins) == 1 {
				n++
			}
		}
	}
	return n, nil
}

// originsOf gathers the origins of each entity that statements speak of.
func (r *reader) originsOf(all []store.Statement) map[store.ID]map[string]bool {
	origins := map[store.ID]map[string]bool{}
	for _, st := range all {
		if origins[st.Entity] == nil {
			origins[st.Entity] = map[string]bool{}
		}
		for _, n := range st.Notings {
			if !n.Withdrawn && !st.Source.IsZero() {
				origins[st.Entity][r.origin(st.Source, n)] = true
			}
		}
	}
	return origins
}

// singleOrigin finds claims and counts all of whose notings go back to one origin.
func (r *reader) singleOrigin(ctx context.Context, b *Board) error {
	seen := map[string]bool{}
	for _, s := range r.sources {
		seen[r.origin(s.ID, store.Noting{})] = true
	}
	b.Origins = len(seen)
	for _, schema := range claimSchemata {
		all, err := r.c.Statements(ctx, store.StatementFilter{Schema: schema})
		if err != nil {
			return err
		}
		origins := r.originsOf(all)
		marks := map[store.ID][]Mark{}
		var order []store.ID
		for _, st := range all {
			if _, seen := marks[st.Entity]; !seen {
				marks[st.Entity] = nil
				order = append(order, st.Entity)
			}
			for _, n := range st.Notings {
				if n.Withdrawn || st.Source.IsZero() {
					continue
				}
				m := r.mark(&st, n)
				if !slices.ContainsFunc(marks[st.Entity], func(k Mark) bool { return k.String() == m.String() }) {
					marks[st.Entity] = append(marks[st.Entity], m)
				}
			}
		}
		for _, id := range order {
			if len(origins[id]) != 1 {
				continue
			}
			name, err := r.names.name(ctx, id)
			if err != nil {
				return err
			}
			detail := ""
			if len(marks[id]) > 0 {
				detail = orElse(marks[id][0].Origin, marks[id][0].Title)
			}
			b.SingleOrigin = append(b.SingleOrigin, WeakRow{ID: id, Kind: store.KindEntity, Title: name, Detail: detail, Marks: marks[id]})
		}
	}
	return nil
}

func (r *reader) unsourced(ctx context.Context, b *Board) error {
	all, total, err := r.c.Unsourced(ctx, weakRows)
	if err != nil {
		return err
	}
	b.UnsourcedTotal = total
	for _, st := range all {
		name, err := r.names.name(ctx, st.Entity)
		if err != nil {
			return err
		}
		schema, _ := ontology.Default().Schema(r.schemaOf(ctx, st.Entity))
		f, err := r.fact(ctx, schema, st)
		if err != nil {
			return err
		}
		b.Unsourced = append(b.Unsourced, WeakRow{ID: st.Entity, Kind: store.KindEntity, Fact: st.ID, Title: name, Detail: f.Label + ": " + f.Shown})
	}
	return nil
}

func (r *reader) weakSources(_ context.Context, b *Board) error {
	var rows []store.SourceRow
	for _, s := range r.sources {
		rows = append(rows, s)
	}
	slices.SortFunc(rows, func(x, y store.SourceRow) int { return x.Number - y.Number })
	for _, s := range rows {
		w := WeakRow{ID: s.ID, Kind: store.KindSource, Title: s.Title, Detail: s.Publisher}
		if s.Grade == (store.Grade{}) {
			b.Ungraded = append(b.Ungraded, w)
		}
		if s.Cited == 0 {
			b.Uncited = append(b.Uncited, w)
		}
	}
	return nil
}

func (r *reader) unclassed(ctx context.Context, b *Board) error {
	rows, total, err := r.c.Entities(ctx, store.EntityFilter{Schemata: personSchemata(), Unclassed: true, Limit: weakRows})
	if err != nil {
		return err
	}
	b.UnclassedTotal = total
	for _, row := range rows {
		b.Unclassed = append(b.Unclassed, WeakRow{ID: row.ID, Kind: store.KindEntity, Title: row.Caption, Detail: "hidden in every export until somebody decides"})
	}
	return nil
}

func personSchemata() []string {
	names := []string{"Person"}
	if p, ok := ontology.Default().Schema("Person"); ok {
		for _, d := range p.Descendants() {
			names = append(names, d.Name)
		}
	}
	return names
}
