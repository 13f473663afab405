package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Mark is a citation: the small red number that leads to the source.
type Mark struct {
	Source    store.ID // zero: unsourced
	Number    int      // of the source in the case's list
	Title     string
	Grade     string // of the source, with the noting's own credibility
	Passage   int
	Locator   string
	Quote     string
	SaidBy    string
	Hedge     string
	Origin    string // where the information first comes from
	Noting    store.ID
	Statement store.ID
	Withdrawn bool
	Why       string
}

// String gives "[3] ¶ 12", "[3] p. 4" or "[3]".
func (m Mark) String() string {
	switch {
	case m.Number == 0:
		return "[unsourced]"
	case m.Passage > 0:
		return fmt.Sprintf("[%d] ¶ %d", m.Number, m.Passage)
	case m.Locator != "":
		return fmt.Sprintf("[%d] %s", m.Number, m.Locator)
	}
	return fmt.Sprintf("[%d]", m.Number)
}

// FactRow is one thing said, ready to be shown: the same value from several
// sources is one row with several marks.
type FactRow struct {
	Statement store.Statement   // the first that was noted
	Others    []store.Statement // the same, said by other sources
	Short     string            // F-…
	Label     string            // of the property
	Shown     string            // the value in words; of a target, its name
	Target    store.ID
	Hedge     string // of the first noting that has one
	SaidBy    string
	Valid     string // valid time in words, "" when not limited
	Disputed  bool   // this statement disputes
	Contested bool   // another one disputes it, or says otherwise where only one can be true
	Unsourced bool
	Origins   int // independent origins of the same value
	Warning   string
	Marks     []Mark
}

// FactGroup is a property with what is said of it, from every source.
type FactGroup struct {
	Property *ontology.Property
	Rows     []FactRow
}

// LinkRow is a tie to another entity, seen from one of its ends.
type LinkRow struct {
	Link         store.ID // the link entity; zero where a plain property points
	Statement    store.ID // the statement that makes the tie
	Label        string   // read from this side: "Owner", "Owns", "Employer of"
	Other        store.ID
	OtherCaption string
	OtherSchema  string
	Outgoing     bool
	Facts        []FactRow // of the link itself: share, role, dates
	Hedge        string
	Disputed     bool
	Marks        []Mark
}

// Dossier is everything the case holds on an entity, ready to be shown.
type Dossier struct {
	store.EntityRow
	Short     string
	Name      string // never ""
	Schema    *ontology.Schema
	Also      []string // other names
	Facts     []FactGroup
	Links     []LinkRow
	Withdrawn []FactRow
	Judged    []store.Judgement
	Notes     []store.Note
	Tags      []store.Tag
	Person    bool // has a class that decides what leaves the house
}

// reader holds what one reading of the case shares: source numbers and names.
type reader struct {
	c       *store.Case
	sources map[store.ID]store.SourceRow
	names   *namer
}

func newReader(ctx context.Context, c *store.Case) (*reader, error) {
	rows, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	r := &reader{c: c, sources: make(map[store.ID]store.SourceRow, len(rows)), names: newNamer(c)}
	for _, s := range rows {
		r.sources[s.ID] = s
	}
	return r, nil
}

// origin is where a noting's information first comes from; sources that name
// no origin are their own.
func (r *reader) origin(source store.ID, n store.Noting) string {
	if n.Origin != "" {
		return n.Origin
	}
	s := r.sources[source]
	if s.Origin != "" {
		return s.Origin
	}
	if source.IsZero() {
		return ""
	}
	return source.String()
}

func (r *reader) mark(st *store.Statement, n store.Noting) Mark {
	m := Mark{
		Source: st.Source, Statement: st.ID, Noting: n.ID, Passage: n.Citation.Passage, Locator: n.Citation.Locator, Quote: n.Citation.Quote,
		SaidBy: n.SaidBy, Hedge: n.Hedge, Withdrawn: n.Withdrawn, Why: n.Why,
	}
	if st.Source.IsZero() {
		return m
	}
	s := r.sources[st.Source]
	g := s.Grade
	if n.Credibility != 0 {
		g.Credibility = n.Credibility
	}
	m.Number, m.Title, m.Grade = s.Number, s.Title, g.String()
	m.Origin = n.Origin
	if m.Origin == "" {
		m.Origin = s.Origin
	}
	return m
}

// ValidText says a valid time in words.
func ValidText(from, to string) string {
	f, t := value.Show("date", from), value.Show("date", to)
	switch {
	case from == "" && to == "":
		return ""
	case to == "":
		return "since " + f
	case from == "":
		return "until " + t
	case from == to:
		return f
	}
	return f + " to " + t
}

func (r *reader) fact(ctx context.Context, schema *ontology.Schema, st store.Statement) (FactRow, error) {
	f := FactRow{
		Statement: st, Short: r.c.Short(store.KindStatement, st.ID), Label: st.Property, Target: st.Target,
		Valid: ValidText(st.From, st.To), Disputed: st.Stance == store.Disputes, Unsourced: st.Source.IsZero(),
	}
	kind := value.Kind("text")
	if schema != nil {
		if p, ok := schema.Property(st.Property); ok {
			f.Label, kind = p.Label, p.Kind
			for _, c := range p.Choices {
				if c.Value == st.Value && c.Label != "" {
					f.Shown = c.Label
				}
			}
			if p.Scheme != "" {
				if w, ok := value.CheckScheme(p.Scheme, st.Value); !ok {
					f.Warning = w
				}
			}
		}
	}
	if !st.Target.IsZero() {
		name, err := r.names.name(ctx, st.Target)
		if err != nil {
			return f, err
		}
		f.Shown = name
	} else if f.Shown == "" {
		f.Shown = value.Show(kind, st.Value)
	}
	for _, n := range st.Notings {
		if n.Withdrawn && st.Live {
			continue
		}
		f.Marks = append(f.Marks, r.mark(&st, n))
		f.Hedge = orElse(f.Hedge, n.Hedge)
		f.SaidBy = orElse(f.SaidBy, n.SaidBy)
	}
	return f, nil
}

// Load reads an entity's dossier.
func Load(ctx context.Context, c *store.Case, id store.ID) (*Dossier, error) {
	p, err := c.Profile(ctx, id)
	if err != nil {
		return nil, err
	}
	r, err := newReader(ctx, c)
	if err != nil {
		return nil, err
	}
	return r.dossier(ctx, p)
}

func (r *reader) dossier(ctx context.Context, p store.Profile) (*Dossier, error) {
	schema, _ := ontology.Default().Schema(p.Schema)
	d := &Dossier{EntityRow: p.EntityRow, Schema: schema, Short: r.c.Short(store.KindEntity, p.ID), Judged: p.Judgements, Notes: p.Notes, Tags: p.Tags}
	if schema != nil {
		d.Person = schema.IsA("Person")
	}
	r.names.rows[p.ID] = p.EntityRow
	var err error
	if d.Name, err = r.names.name(ctx, p.ID); err != nil {
		return nil, err
	}
	groups := map[string]int{}
	for _, st := range p.Statements {
		f, err := r.fact(ctx, schema, st)
		if err != nil {
			return nil, err
		}
		if !st.Live {
			d.Withdrawn = append(d.Withdrawn, f)
			continue
		}
		if st.Stance == store.Asserts && slices.Contains([]string{"name", "alias", "previousName", "weakAlias"}, st.Property) && f.Shown != d.Name && !slices.Contains(d.Also, f.Shown) {
			d.Also = append(d.Also, f.Shown)
		}
		if !st.Target.IsZero() && (schema == nil || schema.Edge == nil) {
			d.Links = append(d.Links, LinkRow{
				Statement: st.ID, Label: f.Label, Other: st.Target, OtherCaption: f.Shown, OtherSchema: r.schemaOf(ctx, st.Target),
				Outgoing: true, Hedge: f.Hedge, Disputed: f.Disputed, Marks: f.Marks,
			})
		}
		at, ok := groups[st.Property]
		if !ok {
			at = len(d.Facts)
			groups[st.Property] = at
			d.Facts = append(d.Facts, FactGroup{Property: propertyOf(schema, st.Property)})
		}
		d.Facts[at].Rows = append(d.Facts[at].Rows, f)
	}
	for i := range d.Facts {
		r.weigh(&d.Facts[i])
		d.Facts[i].Rows = joined(d.Facts[i].Rows)
	}
	sortGroups(schema, d.Facts)
	if err := r.incoming(ctx, d, p.Incoming); err != nil {
		return nil, err
	}
	return d, nil
}

func (r *reader) schemaOf(ctx context.Context, id store.ID) string {
	row, err := r.names.row(ctx, id)
	if err != nil {
		return ""
	}
	return row.Schema
}

func propertyOf(schema *ontology.Schema, name string) *ontology.Property {
	if schema != nil {
		if p, ok := schema.Property(name); ok {
			return p
		}
	}
	return &ontology.Property{Name: name, Label: name, Kind: "text"}
}

// weigh counts independent origins and marks what is contested.
func (r *reader) weigh(g *FactGroup) {
	origins := map[string]map[string]bool{}
	denied := map[string]bool{}
	key := func(f FactRow) string { return f.Statement.Value + f.Statement.Target.String() }
	values := map[string]bool{}
	for _, f := range g.Rows {
		if f.Disputed {
			denied[key(f)] = true
			continue
		}
		values[key(f)] = true
		for _, n := range f.Statement.Notings {
			if n.Withdrawn || f.Unsourced {
				continue
			}
			if origins[key(f)] == nil {
				origins[key(f)] = map[string]bool{}
			}
			origins[key(f)][r.origin(f.Statement.Source, n)] = true
		}
	}
	for i := range g.Rows {
		f := &g.Rows[i]
		f.Origins = len(origins[key(*f)])
		f.Contested = denied[key(*f)] || g.Property.Single && len(values) > 1 && overlaps(g.Rows, i)
	}
}

// joined puts the same value from several sources into one row.
func joined(rows []FactRow) []FactRow {
	var all []FactRow
	for _, f := range rows {
		at := slices.IndexFunc(all, func(g FactRow) bool {
			a, b := f.Statement, g.Statement
			return a.Property == b.Property && a.Value == b.Value && a.Target == b.Target && a.Lang == b.Lang && a.Stance == b.Stance && a.From == b.From && a.To == b.To
		})
		if at < 0 {
			all = append(all, f)
			continue
		}
		g := &all[at]
		g.Others = append(g.Others, f.Statement)
		g.Marks = append(g.Marks, f.Marks...)
		g.Hedge, g.SaidBy = orElse(g.Hedge, f.Hedge), orElse(g.SaidBy, f.SaidBy)
		g.Unsourced = g.Unsourced && f.Unsourced
		g.Contested = g.Contested || f.Contested
	}
	return all
}

// joinedLinks does the same for plain properties that point to an entity.
func joinedLinks(links []LinkRow) []LinkRow {
	var all []LinkRow
	for _, l := range links {
		at := slices.IndexFunc(all, func(k LinkRow) bool {
			return l.Link == k.Link && l.Label == k.Label && l.Other == k.Other && l.Outgoing == k.Outgoing && l.Disputed == k.Disputed
		})
		if at < 0 {
			all = append(all, l)
			continue
		}
		all[at].Marks = append(all[at].Marks, l.Marks...)
		all[at].Hedge = orElse(all[at].Hedge, l.Hedge)
	}
	return all
}

// overlaps tells whether another value of a single-valued property holds at
// the same time: two head counts for two years do not contradict each other.
func overlaps(rows []FactRow, at int) bool {
	a := rows[at].Statement
	for i, f := range rows {
		b := f.Statement
		if i == at || f.Disputed || a.Value == b.Value && a.Target == b.Target {
			continue
		}
		if a.From == b.From && a.To == b.To {
			return true
		}
		if !before(a.To, b.From) && !before(b.To, a.From) {
			return true
		}
	}
	return false
}

// before tells whether an end is certainly earlier than a start; open ends are not.
func before(end, start string) bool {
	if end == "" || start == "" {
		return false
	}
	e, err1 := value.ParseDate(end)
	s, err2 := value.ParseDate(start)
	if err1 != nil || err2 != nil {
		return false
	}
	last, ok1 := e.Latest()
	first, ok2 := s.Earliest()
	return ok1 && ok2 && last.Compare(first) < 0
}

func sortGroups(schema *ontology.Schema, groups []FactGroup) {
	if schema == nil {
		return
	}
	rank := map[string]int{}
	for i, p := range schema.Properties() {
		rank[p.Name] = i
	}
	slices.SortStableFunc(groups, func(a, b FactGroup) int { return rank[a.Property.Name] - rank[b.Property.Name] })
}

// incoming turns statements that point here into links, each read from this
// side; a link entity shows its other end and its own facts.
func (r *reader) incoming(ctx context.Context, d *Dossier, incoming []store.Statement) error {
	seen := map[store.ID]bool{}
	for _, st := range incoming {
		row, err := r.names.row(ctx, st.Entity)
		if err != nil {
			return err
		}
		schema, _ := ontology.Default().Schema(row.Schema)
		f, err := r.fact(ctx, schema, st)
		if err != nil {
			return err
		}
		if schema == nil || schema.Edge == nil || st.Property != schema.Edge.Source && st.Property != schema.Edge.Target {
			name, err := r.names.name(ctx, st.Entity)
			if err != nil {
				return err
			}
			d.Links = append(d.Links, LinkRow{
				Statement: st.ID, Label: reverseLabel(schema, st.Property), Other: st.Entity, OtherCaption: name, OtherSchema: row.Schema,
				Hedge: f.Hedge, Disputed: f.Disputed, Marks: f.Marks,
			})
			continue
		}
		if seen[st.Entity] {
			continue
		}
		seen[st.Entity] = true
		links, err := r.through(ctx, d.ID, row, schema, st.Property)
		if err != nil {
			return err
		}
		d.Links = append(d.Links, links...)
	}
	d.Links = joinedLinks(d.Links)
	return nil
}

func reverseLabel(schema *ontology.Schema, property string) string {
	if schema == nil {
		return property
	}
	if p, ok := schema.Property(property); ok {
		return orElse(p.Reverse, schema.Label+": "+strings.ToLower(p.Label))
	}
	return property
}

// through follows a link entity to its other end.
func (r *reader) through(ctx context.Context, self store.ID, link store.EntityRow, schema *ontology.Schema, via string) ([]LinkRow, error) {
	all, err := r.c.Statements(ctx, store.StatementFilter{Entity: link.ID})
	if err != nil {
		return nil, err
	}
	far := schema.Edge.Target
	if via == schema.Edge.Target {
		far = schema.Edge.Source
	}
	var rows []LinkRow
	var own []FactRow
	for _, st := range all {
		f, err := r.fact(ctx, schema, st)
		if err != nil {
			return nil, err
		}
		switch {
		case st.Property == far && st.Target != self:
			at := slices.IndexFunc(rows, func(l LinkRow) bool { return l.Other == st.Target })
			if at >= 0 {
				rows[at].Marks = append(rows[at].Marks, f.Marks...)
				continue
			}
			rows = append(rows, LinkRow{
				Link: link.ID, Statement: st.ID, Label: reverseLabel(schema, via), Other: st.Target, OtherCaption: f.Shown,
				OtherSchema: r.schemaOf(ctx, st.Target), Outgoing: via == schema.Edge.Source, Hedge: f.Hedge, Disputed: f.Disputed, Marks: f.Marks,
			})
		case st.Property != via && st.Property != far:
			own = append(own, f)
		}
	}
	own = joined(own)
	for i := range rows {
		rows[i].Facts = own
	}
	return rows, nil
}
