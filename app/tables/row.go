package tables

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
	"redthread/store"
)

// Made is what a row becomes.
type Made struct {
	Query    int
	Row      int
	Entities []MadeEntity
	Facts    []MadeFact
	Faults   []Fault
}

// MadeEntity is an entity that a row tells of.
type MadeEntity struct {
	Name   string // in the query
	Schema string
	ID     store.ID
}

// MadeFact is a statement that a row makes.
type MadeFact struct {
	Entity   int // place among the row's entities
	Property string
	Value    string // canonical
	Target   int    // of a property that points to an entity; -1: none
	Lang     string
	Dispute  bool
	From, To string
	Original string
	Hedge    string
	SaidBy   string
}

// Fault is something in a file that does not go in.
type Fault struct {
	Place  string // "sheet Firms, row 12"
	Row    int
	Column string
	Value  string // as the cell shows it
	Why    string // one sentence
}

// Sentence words a fault with its place.
func (f Fault) Sentence() string {
	s := strings.ToUpper(f.Place[:min(1, len(f.Place))]) + f.Place[min(1, len(f.Place)):]
	if f.Column != "" {
		s += ", column " + f.Column
	}
	return s + ": " + strings.TrimSuffix(f.Why, ".") + "."
}

// make turns a row into entities and facts. ok is false where the filters
// leave the row out.
func (p *program) make(r document.Row, m *Made) (ok bool) {
	for _, f := range p.filters {
		if f.values[plain.Tidy(r.Cells[f.at].Visible())] == f.not {
			return false
		}
	}
	m.Query, m.Row = p.part, r.Number
	m.Entities, m.Facts, m.Faults = m.Entities[:0], m.Facts[:0], m.Faults[:0]
	place := make([]int, len(p.entities)) // in m.Entities, -1: not in this row
	for i := range p.entities {
		place[i] = -1
		k := &p.entities[i]
		if k.linked() {
			continue // named by its ends, which come first
		}
		id, there := k.idOf(r, p)
		if !there {
			continue
		}
		if p.fill(i, r, m, id) {
			place[i] = len(m.Entities) - 1
		}
	}
	for i := range p.entities {
		if k := &p.entities[i]; k.linked() {
			id, there := k.linkID(m, place)
			if !there {
				continue
			}
			if p.fill(i, r, m, id) {
				place[i] = len(m.Entities) - 1
			}
		}
	}
	p.point(m, place)
	if len(m.Entities) == 0 && len(m.Faults) == 0 {
		p.nothing(r, m)
	}
	return true
}

// linked says whether the entity is a link that is told by its two ends.
func (k *maker) linked() bool {
	return len(k.keys) == 0 && k.id < 0 && len(k.ends) == 2 && k.ends[0] >= 0 && k.ends[1] >= 0
}

// nothing notes that no entity could be told from a row.
func (p *program) nothing(r document.Row, m *Made) {
	var all []string
	for i := range p.entities {
		for _, s := range p.entities[i].keys {
			for _, at := range s.columns {
				all = append(all, p.columns[at])
			}
		}
	}
	m.Faults = append(m.Faults, Fault{Row: r.Number, Why: "the row tells of nothing: there is no value in " + strings.Join(all[:min(len(all), 6)], ", ")})
}

// idSum makes an id of parts.
type idSum struct{ b []byte }

func (s *idSum) add(part string) {
	s.b = binary.AppendUvarint(s.b, uint64(len(part)))
	s.b = append(s.b, part...)
}

func (s *idSum) id() store.ID {
	sum := sha256.Sum256(s.b)
	return store.ID(sum[:16])
}

const idMark = "redthread table entity 1\x00"

// idOf computes the id of an entity from its keys, so that the same keys in
// another row or file are the same entity. Columns without a value count for
// nothing; where none has one, there is no entity.
func (k *maker) idOf(r document.Row, p *program) (id store.ID, ok bool) {
	if k.id >= 0 {
		text := numberKept(r.Cells[k.id])
		if isEmpty(text) {
			return id, false
		}
		if id, err := store.ParseID(text); err == nil {
			return id, true
		}
		s := idSum{[]byte(idMark)}
		s.add("id")
		s.add(text)
		return s.id(), true
	}
	var buf [256]byte
	for _, set := range k.keys {
		s := idSum{append(buf[:0], idMark...)}
		s.add(set.literal)
		any := false
		for n, at := range set.columns {
			v := plain.Tidy(numberKept(r.Cells[at]))
			if isEmpty(v) || r.Cells[at].Kind == document.CellFault {
				continue
			}
			any = true
			if len(set.columns) > 1 {
				s.b = append(s.b, byte(n))
			}
			s.add(v)
		}
		if any {
			return s.id(), true
		}
	}
	if len(k.keys) > 0 {
		return id, false
	}
	// Without keys every row tells of another one.
	s := idSum{append(buf[:0], idMark...)}
	s.add("row")
	s.add(p.scope)
	s.add(k.def.Name)
	s.b = binary.AppendUvarint(s.b, uint64(p.part))
	s.b = binary.AppendUvarint(s.b, uint64(r.Number))
	for _, c := range r.Cells {
		s.add(c.Text)
	}
	return s.id(), true
}

// linkID computes the id of a link from its ends.
func (k *maker) linkID(m *Made, place []int) (id store.ID, ok bool) {
	s := idSum{[]byte(idMark)}
	s.add("link")
	s.add(k.schema.Name)
	var ends [2]store.ID
	for i, end := range k.ends {
		at := place[k.props[end].entity]
		if at < 0 {
			return id, false
		}
		ends[i] = m.Entities[at].ID
	}
	if ends[0] == ends[1] {
		return id, false
	}
	if !k.schema.Edge.Directed && string(ends[0][:]) > string(ends[1][:]) {
		ends[0], ends[1] = ends[1], ends[0]
	}
	s.add(string(ends[0][:]))
	s.add(string(ends[1][:]))
	return s.id(), true
}

// fill adds an entity with what its columns say; false where something that it
// needs is missing.
func (p *program) fill(i int, r document.Row, m *Made, id store.ID) bool {
	k := &p.entities[i]
	first := len(m.Facts)
	at := len(m.Entities)
	m.Entities = append(m.Entities, MadeEntity{k.def.Name, k.schema.Name, id})
	for n := range k.props {
		f := &k.props[n]
		if f.entity >= 0 {
			continue
		}
		before, faults := len(m.Facts), len(m.Faults)
		p.fillProperty(f, r, m, at)
		if f.def.Required && len(m.Facts) == before && len(m.Faults) == faults {
			m.Entities, m.Facts = m.Entities[:at], m.Facts[:first]
			return false
		}
	}
	return true
}

func (p *program) fillProperty(f *filler, r document.Row, m *Made, entity int) {
	if f.when.at >= 0 && !f.when.holds(r) || f.unless.at >= 0 && f.unless.holds(r) {
		return
	}
	fact := MadeFact{
		Entity: entity, Property: f.def.Name, Target: -1, Lang: f.def.Lang, Dispute: f.def.Stance == "disputes",
		Hedge: f.hedge.of(r), SaidBy: f.saidBy.of(r),
	}
	for _, d := range []struct {
		from pick
		to   *string
	}{{f.from, &fact.From}, {f.to, &fact.To}} {
		if !p.when(d.from, r, m, d.to) {
			return
		}
	}
	add := func(c document.Cell, column string) {
		v := f.convert(c, f.currency.of(r))
		switch {
		case v.err != nil:
			m.Faults = append(m.Faults, Fault{Row: r.Number, Column: column, Value: c.Visible(), Why: why(v.err)})
		case v.value != "":
			fact.Value, fact.Original = v.value, v.original
			m.Facts = append(m.Facts, fact)
		}
	}
	for _, l := range f.def.Literals {
		add(document.Cell{Text: l}, "")
		if n := len(m.Facts); n > 0 {
			m.Facts[n-1].Original = ""
		}
	}
	if len(f.template) > 0 {
		if text, ok := filled(f.template, r); ok {
			add(document.Cell{Text: text}, strings.Join(blanks(f.def.Template), ", "))
		}
	}
	if f.def.Joined && len(f.columns) > 0 {
		var all []string
		for _, at := range f.columns {
			if v := plain.Tidy(r.Cells[at].Visible()); !isEmpty(v) {
				all = append(all, v)
			}
		}
		if len(all) > 0 {
			add(document.Cell{Text: strings.Join(all, f.def.Join)}, strings.Join(f.def.Columns, ", "))
		}
		return
	}
	for n, at := range f.columns {
		one := func(c document.Cell) {
			if f.def.Split == "" || c.Kind != document.CellText {
				add(c, f.def.Columns[n])
				return
			}
			for _, s := range strings.Split(c.Visible(), f.def.Split) {
				add(document.Cell{Text: strings.TrimSpace(s)}, f.def.Columns[n])
			}
		}
		c := r.Cells[at]
		one(c)
		for _, more := range c.More {
			one(document.Cell{Text: more})
		}
	}
}

// holds says whether the column has the value of the pick, or any where it
// gives none.
func (k pick) holds(r document.Row) bool {
	v := plain.Tidy(r.Cells[k.at].Visible())
	return !isEmpty(v) && (k.literal == "" || v == k.literal)
}

// of gives what a pick says of a row.
func (k pick) of(r document.Row) string {
	if k.at < 0 {
		return k.literal
	}
	v := plain.Tidy(r.Cells[k.at].Visible())
	if isEmpty(v) {
		return ""
	}
	if k.literal != "" {
		return k.literal
	}
	return v
}

// when reads a date of valid time; false where it is none.
func (p *program) when(k pick, r document.Row, m *Made, to *string) bool {
	text := k.of(r)
	if text == "" {
		return true
	}
	var cell document.Cell
	column := ""
	if cell = (document.Cell{Text: text}); k.at >= 0 {
		column = p.columns[k.at]
		if k.literal == "" {
			cell = r.Cells[k.at]
		}
	}
	v := dates.read(cell, "")
	if v.err != nil {
		m.Faults = append(m.Faults, Fault{Row: r.Number, Column: column, Value: text, Why: why(v.err)})
		return false
	}
	*to = v.value
	return true
}

// filled puts a row's values into a template; false where one is missing.
func filled(template []piece, r document.Row) (string, bool) {
	var b strings.Builder
	for _, t := range template {
		if t.at < 0 {
			b.WriteString(t.text)
			continue
		}
		v := plain.Tidy(numberKept(r.Cells[t.at]))
		if isEmpty(v) {
			return "", false
		}
		b.WriteString(v)
	}
	return b.String(), true
}

// point adds the facts that tie the row's entities, and drops a link of which
// an end is missing.
func (p *program) point(m *Made, place []int) {
	for i := range p.entities {
		k := &p.entities[i]
		at := place[i]
		if at < 0 {
			continue
		}
		for n := range k.props {
			f := &k.props[n]
			if f.entity < 0 {
				continue
			}
			to := place[f.entity]
			if to < 0 || to == at {
				continue
			}
			m.Facts = append(m.Facts, MadeFact{
				Entity: at, Property: f.def.Name, Target: to, Dispute: f.def.Stance == "disputes",
			})
		}
	}
	for i := range p.entities {
		k := &p.entities[i]
		if place[i] < 0 || k.schema.Edge == nil || k.linked() {
			continue
		}
		for _, end := range []string{k.schema.Edge.Source, k.schema.Edge.Target} {
			if !m.says(place[i], end) {
				m.drop(place[i], place)
				break
			}
		}
	}
}

func (m *Made) says(entity int, property string) bool {
	for _, f := range m.Facts {
		if f.Entity == entity && f.Property == property {
			return true
		}
	}
	return false
}

// drop takes an entity out with all that is said of it or points to it.
func (m *Made) drop(at int, place []int) {
	kept := m.Facts[:0]
	for _, f := range m.Facts {
		if f.Entity == at || f.Target == at {
			continue
		}
		if f.Entity > at {
			f.Entity--
		}
		if f.Target > at {
			f.Target--
		}
		kept = append(kept, f)
	}
	m.Facts = kept
	m.Entities = append(m.Entities[:at], m.Entities[at+1:]...)
	for i := range place {
		if place[i] == at {
			place[i] = -1
		} else if place[i] > at {
			place[i]--
		}
	}
}
