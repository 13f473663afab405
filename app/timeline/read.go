package timeline

import (
	"context"
	"fmt"
	"slices"

	"redthread/app/figures"
	"redthread/app/parties"
	"redthread/app/redact"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Read reads the timeline of a case through the gate.
func Read(ctx context.Context, c *store.Case, gate *redact.Gate, o Options) (*Timeline, error) {
	if o.By == "" {
		o.By = ByParty
	}
	r := reader{c: c, gate: gate, o: o, rows: map[store.ID]store.EntityRow{}, said: map[store.ID][]store.Statement{}, numbers: map[store.ID]int{}, cited: map[store.ID]bool{}}
	r.t = &Timeline{By: o.By, Laws: Laws(), leaks: gate.Leaks}
	if o.Parties != nil {
		r.only = map[store.ID]bool{}
		for _, p := range o.Parties {
			r.only[p] = true
		}
	}
	if err := r.read(ctx); err != nil {
		return nil, fmt.Errorf("reading the timeline: %w", err)
	}
	for _, id := range r.order {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r.entity(id)
	}
	r.arrange()
	return r.t, nil
}

// reader makes events out of what a case says.
type reader struct {
	c       *store.Case
	gate    *redact.Gate
	o       Options
	t       *Timeline
	only    map[store.ID]bool // the parties asked for; nil: all
	rows    map[store.ID]store.EntityRow
	order   []store.ID
	said    map[store.ID][]store.Statement
	sources []store.SourceRow
	numbers map[store.ID]int
	cited   map[store.ID]bool
	events  []Event
}

func (r *reader) read(ctx context.Context) error {
	rows, _, err := r.c.Entities(ctx, store.EntityFilter{})
	if err != nil {
		return err
	}
	for _, row := range rows {
		r.rows[row.ID] = row
	}
	if r.sources, err = r.c.Sources(ctx); err != nil {
		return err
	}
	for _, s := range r.sources {
		r.numbers[s.ID] = s.Number
	}
	if r.t.info, err = r.c.Info(ctx); err != nil {
		return err
	}
	all, err := r.c.Statements(ctx, store.StatementFilter{KnownAt: r.o.KnownAt})
	if err != nil {
		return err
	}
	for _, st := range all {
		if !st.Live {
			continue
		}
		if r.said[st.Entity] == nil {
			r.order = append(r.order, st.Entity)
		}
		r.said[st.Entity] = append(r.said[st.Entity], st)
	}
	return nil
}

// dating tells whether a property gives a date.
func dating(s *ontology.Schema, property string) bool {
	p, ok := s.Property(property)
	return ok && p.Kind == value.KindDate
}

// happens tells whether entities of a schema are of some time: its form asks for a date.
func happens(s *ontology.Schema) bool {
	return slices.ContainsFunc(s.Featured, func(name string) bool { return dating(s, name) && name != "retrievedAt" && name != "birthDate" })
}

// entity makes the events of one entity.
func (r *reader) entity(id store.ID) {
	row := r.rows[id]
	schema, ok := ontology.Default().Schema(row.Schema)
	if !ok {
		return
	}
	said := r.said[id]
	base := Event{Entity: id, Schema: schema.Name, Kind: schema.Label, Group: schema.Group}
	base.Text, _ = r.gate.Entity(id)
	base.Parties, base.places = r.touches(id, row.Schema, said)
	if r.only != nil && !slices.ContainsFunc(base.Parties, func(p store.ID) bool { return r.only[p] }) {
		return
	}
	before, withheld := len(r.events), r.t.Withheld
	r.spans(base, said)
	for _, st := range said {
		r.moment(base, schema, st)
	}
	if len(r.events) == before && r.t.Withheld == withheld && happens(schema) && !parties.Is(schema.Name) {
		r.t.Undated = append(r.t.Undated, Undated{Entity: id, Kind: schema.Label, Text: base.Text})
	}
}

// touches lists the parties that an event is of, and where it was.
func (r *reader) touches(id store.ID, schema string, said []store.Statement) (all []store.ID, places []string) {
	if parties.Is(schema) {
		all = append(all, id)
	}
	for _, st := range said {
		if st.Stance == store.Disputes {
			continue
		}
		if !st.Target.IsZero() {
			if parties.Is(r.rows[st.Target].Schema) && !slices.Contains(all, st.Target) {
				all = append(all, st.Target)
			}
			continue
		}
		if st.Property == "place" || st.Property == "country" || st.Property == "jurisdiction" || st.Property == "city" {
			if shown := r.gate.Statement(st); !shown.Masked && !slices.Contains(places, shown.Text) {
				places = append(places, shown.Text)
			}
		}
	}
	return all, places
}

// spans makes one event of the start and the end that a source gives; sources that
// give the same are one event.
func (r *reader) spans(base Event, said []store.Statement) {
	type ends struct{ start, end []store.Statement }
	by := map[store.ID]*ends{}
	var order []store.ID
	for _, st := range said {
		if st.Property != "startDate" && st.Property != "endDate" {
			continue
		}
		if by[st.Source] == nil {
			by[st.Source] = &ends{}
			order = append(order, st.Source)
		}
		if st.Property == "startDate" {
			by[st.Source].start = append(by[st.Source].start, st)
		} else {
			by[st.Source].end = append(by[st.Source].end, st)
		}
	}
	for _, source := range order {
		e := by[source]
		// A source that gives several starts or ends gives as many readings of the span.
		for i := 0; i < max(len(e.start), len(e.end)); i++ {
			var pair []store.Statement
			var dates [2]value.Date
			for end, list := range [][]store.Statement{e.start, e.end} {
				if len(list) == 0 {
					continue
				}
				st := list[min(i, len(list)-1)]
				d, ok := r.date(st)
				if !ok {
					continue
				}
				dates[end] = d
				pair = append(pair, st)
			}
			if len(pair) > 0 {
				r.add(base, spanOf(dates[0], dates[1]), "span "+dates[0].String()+" "+dates[1].String(), pair...)
			}
		}
	}
}

// moment makes an event of a date, or of a statement that was true for a time.
func (r *reader) moment(base Event, schema *ontology.Schema, st store.Statement) {
	if dating(schema, st.Property) && st.Property != "startDate" && st.Property != "endDate" {
		if d, ok := r.date(st); ok {
			p, _ := schema.Property(st.Property)
			base.What = p.Label
			r.add(base, momentOf(d), st.Property+" "+d.String(), st)
		}
	}
	if st.From == "" && st.To == "" {
		return
	}
	shown := r.gate.Statement(st)
	if shown.Masked {
		r.t.Withheld++
		return
	}
	from, _ := value.ParseDate(st.From)
	to, _ := value.ParseDate(st.To)
	if from.IsZero() && to.IsZero() {
		return
	}
	base.What = st.Property
	if p, ok := schema.Property(st.Property); ok {
		base.What = p.Label
	}
	base.Text += ": " + base.What + " " + shown.Text
	r.add(base, spanOf(from, to), "held "+st.Property+" "+st.Value+st.Target.String()+" "+st.From+" "+st.To, st)
}

// date reads the date of a statement, where it may leave the house.
func (r *reader) date(st store.Statement) (value.Date, bool) {
	if r.gate.Statement(st).Masked {
		r.t.Withheld++
		return value.Date{}, false
	}
	d, err := value.ParseDate(st.Value)
	return d, err == nil
}

// add adds an event, or joins it to the one that says the same.
func (r *reader) add(base Event, when Time, key string, said ...store.Statement) {
	if r.outside(when) {
		return
	}
	base.Time, base.key = when, base.Entity.String()+" "+key
	at := -1
	for i := len(r.events) - 1; i >= 0 && r.events[i].Entity == base.Entity; i-- {
		if r.events[i].key == base.key {
			at = i
			break
		}
	}
	if at < 0 {
		at = len(r.events)
		r.events = append(r.events, base)
		r.second(&r.events[at])
	}
	e := &r.events[at]
	for _, st := range said {
		if slices.Contains(e.Statements, st.ID) {
			continue
		}
		e.Statements = append(e.Statements, st.ID)
		e.Disputed = e.Disputed || st.Stance == store.Disputes
		for _, n := range st.Notings {
			m := figures.Mark{Source: st.Source, Number: r.numbers[st.Source], Passage: n.Citation.Passage, Locator: r.gate.Text(n.Citation.Locator)}
			if !n.Withdrawn && m.Number > 0 && !slices.Contains(e.Marks, m) {
				e.Marks = append(e.Marks, m)
				r.cited[st.Source] = true
			}
		}
	}
}

// outside tells whether a time certainly lies outside the one asked for.
func (r *reader) outside(when Time) bool {
	if from, ok := r.o.From.Earliest(); ok && when.End <= number(from) {
		return true
	}
	to, ok := r.o.To.Latest()
	return ok && when.Begin > number(to)
}

// second marks an event that certainly began after a law that speaks of its kind.
func (r *reader) second(e *Event) {
	for _, l := range r.t.Laws {
		if slices.Contains(l.After, e.Schema) && e.Time.Begin > l.day {
			e.After = l.Name
		}
	}
}
