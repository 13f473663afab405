package ownership

import (
	"cmp"
	"context"
	"slices"

	"redthread/app/sameness"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Party is an owner or an asset; entities judged the same are one.
type Party struct {
	Entity  store.ID
	Members []store.ID
	Schema  string
	Caption string
	Class   store.Class

	facts []store.Statement // live, of all members
	open  bool
}

// Picture is what a case says of those behind an entity, at a date.
type Picture struct {
	Parties []Party // the entity first
	On      string  // EDTF; "" for as last known

	holdings [][]holding // of each party
	controls [][]control
	directed [][]director
	listings [][]listing // of each party
	sources  map[store.ID]store.SourceRow
	turns    []string // dates at which a share began or ended
	left     []string // what was left out because of the date, in words
	cut      bool     // there is more above than was read
}

// mostParties bounds how far up an entity is followed.
const mostParties = 200_000

// manyParties is from where on whole schemata are read instead of one party
// after the other.
const manyParties = 400

// Examine reads those behind an entity. on is a date, or "" for what is last
// known: holdings that are said to have ended are then left out.
func Examine(ctx context.Context, c *store.Case, entity store.ID, on string) (*Picture, error) {
	r := &reader{c: c, p: &Picture{On: on, sources: map[store.ID]store.SourceRow{}}, at: map[store.ID]int{}}
	if on != "" {
		d, err := value.ParseDate(on)
		if err != nil {
			return nil, err
		}
		first, ok1 := d.Earliest()
		last, ok2 := d.Latest()
		if !ok1 || !ok2 {
			return nil, &value.Error{Kind: value.KindDate, Input: on, Why: "it has no end"}
		}
		r.first, r.last, r.dated = first, last, true
		r.p.On = d.String()
	}
	judged, err := c.Judgements(ctx, store.ID{})
	if err != nil {
		return nil, err
	}
	r.same = sameness.Of(judged)
	sources, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range sources {
		r.p.sources[s.ID] = s
	}
	if _, err := c.Entity(ctx, entity); err != nil {
		return nil, err
	}
	if _, err := r.party(ctx, entity); err != nil {
		return nil, err
	}
	for next := 0; next < len(r.p.Parties); next++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if next == manyParties && r.bulk == nil {
			if err := r.readAll(ctx); err != nil {
				return nil, err
			}
		}
		if err := r.above(ctx, next); err != nil {
			return nil, err
		}
	}
	return r.p, nil
}

// reader follows owners upwards.
type reader struct {
	c           *store.Case
	p           *Picture
	same        *sameness.Clusters
	at          map[store.ID]int // party of a face
	first, last value.Day        // the date asked for
	dated       bool
	bulk        *bulk
}

// bulk is what readAll keeps: the rows of entities, what is said of each, and
// which links end where.
type bulk struct {
	rows     map[store.ID]store.EntityRow
	about    map[store.ID][]store.Statement
	incoming map[string]map[store.ID][]store.ID
}

// asked are the properties that readAll reads.
var asked = []string{
	"owner", "asset", "percentage", "startDate", "endDate", "controller", "controlled", "controlType", "director", "organization", "entity", "authority", "publisher",
	"listingDate", "topics", "legalForm", "classification", "status", "country", "jurisdiction", "nationality", "mainCountry", "citizenship", "parent",
}

// readAll reads every link at once: dearer than a few look-ups, and far cheaper
// than thousands. Only statements with a doubt are read with their notings.
func (r *reader) readAll(ctx context.Context) error {
	b := &bulk{rows: map[store.ID]store.EntityRow{}, about: map[store.ID][]store.Statement{}, incoming: map[string]map[store.ID][]store.ID{}}
	for _, property := range []string{"asset", "controlled", "organization", "entity"} {
		b.incoming[property] = map[store.ID][]store.ID{}
	}
	rows, _, err := r.c.Entities(ctx, store.EntityFilter{})
	if err != nil {
		return err
	}
	for _, row := range rows {
		b.rows[row.ID] = row
	}
	hedged, err := r.c.Hedged(ctx)
	if err != nil {
		return err
	}
	var doubted []store.ID
	if err := r.c.EachSaid(ctx, asked, func(s *store.Said) error {
		if hedged[s.Statement] {
			doubted = append(doubted, s.Statement)
		} else {
			b.add(store.Statement{
				ID: s.Statement, Entity: s.Entity, Property: s.Property, Value: s.Value, Target: s.Target, Source: s.Source, Stance: s.Stance, From: s.From, To: s.To, Live: true,
			})
		}
		return nil
	}); err != nil {
		return err
	}
	for _, id := range doubted {
		st, err := r.c.Statement(ctx, id)
		if err != nil {
			return err
		}
		b.add(st)
	}
	r.bulk = b
	return nil
}

func (b *bulk) add(st store.Statement) {
	b.about[st.Entity] = append(b.about[st.Entity], st)
	if in := b.incoming[st.Property]; in != nil && !st.Target.IsZero() && !slices.Contains(in[st.Target], st.Entity) {
		in[st.Target] = append(in[st.Target], st.Entity)
	}
}

// row reads an entity's row.
func (r *reader) row(ctx context.Context, id store.ID) (store.EntityRow, error) {
	if r.bulk != nil {
		if row, ok := r.bulk.rows[id]; ok {
			return row, nil
		}
	}
	return r.c.Entity(ctx, id)
}

// links lists the links of a schema that point to an entity by a property.
func (r *reader) links(ctx context.Context, to store.ID, property string) ([]store.ID, error) {
	if r.bulk != nil {
		return r.bulk.incoming[property][to], nil
	}
	all, err := r.c.Statements(ctx, store.StatementFilter{Target: to, Property: property})
	if err != nil {
		return nil, err
	}
	var links []store.ID
	for i := range all {
		if !slices.Contains(links, all[i].Entity) {
			links = append(links, all[i].Entity)
		}
	}
	return links, nil
}

// about gives what is said of an entity.
func (r *reader) about(ctx context.Context, link store.ID) ([]store.Statement, error) {
	if r.bulk != nil {
		return r.bulk.about[link], nil
	}
	return r.c.Statements(ctx, store.StatementFilter{Entity: link})
}

// party gives the number of the party an entity belongs to.
func (r *reader) party(ctx context.Context, id store.ID) (int, error) {
	face := r.same.Face(id)
	if at, ok := r.at[face]; ok {
		return at, nil
	}
	p := Party{Entity: face, Members: slices.Clone(r.same.Members(id))}
	row, err := r.row(ctx, face)
	if err != nil {
		return 0, err
	}
	p.Schema, p.Class, p.Caption = row.Schema, row.Class, row.Caption
	for _, m := range p.Members {
		if p.Class == "" || m != face {
			if other, err := r.row(ctx, m); err != nil {
				return 0, err
			} else if other.Class == store.ClassListed || p.Class == "" {
				p.Class = other.Class
			}
		}
		facts, err := r.about(ctx, m)
		if err != nil {
			return 0, err
		}
		p.facts = append(p.facts, facts...)
	}
	s, _ := ontology.Default().Schema(p.Schema)
	if s != nil {
		p.Caption = cmp.Or(p.Caption, s.Label)
		// Persons and bodies of the state have no owners; organisations are not owned in shares.
		p.open = !s.IsA("Person") && !s.IsA("PublicBody") && (s.IsA("Asset") || !s.IsA("Organization"))
	}
	p.Caption = cmp.Or(p.Caption, p.Schema)
	at := len(r.p.Parties)
	r.at[face] = at
	r.p.Parties = append(r.p.Parties, p)
	r.p.holdings = append(r.p.holdings, nil)
	r.p.controls = append(r.p.controls, nil)
	r.p.directed = append(r.p.directed, nil)
	r.p.listings = append(r.p.listings, nil)
	return at, nil
}

// above reads who owns, controls and directs a party, and what lists it.
func (r *reader) above(ctx context.Context, at int) error {
	members := r.p.Parties[at].Members
	var found []reported
	for _, m := range members {
		links, err := r.links(ctx, m, "asset")
		if err != nil {
			return err
		}
		for _, link := range links {
			if err := r.ownership(ctx, at, link, &found); err != nil {
				return err
			}
		}
	}
	if err := r.plain(ctx, at, &found); err != nil {
		return err
	}
	r.p.holdings[at] = merged(found)
	for _, m := range members {
		for _, k := range []struct {
			property string
			read     func(context.Context, int, store.ID) error
		}{{"controlled", r.control}, {"organization", r.directorship}, {"entity", r.listing}} {
			links, err := r.links(ctx, m, k.property)
			if err != nil {
				return err
			}
			for _, link := range links {
				if err := k.read(ctx, at, link); err != nil {
					return err
				}
			}
		}
	}
	slices.SortFunc(r.p.controls[at], func(x, y control) int { return cmp.Compare(x.by, y.by) })
	return nil
}

// full tells whether no more parties are read.
func (r *reader) full() bool {
	if len(r.p.Parties) < mostParties {
		return false
	}
	r.p.cut = true
	return true
}
