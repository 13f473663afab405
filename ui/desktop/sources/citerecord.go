package sources

import (
	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// The properties that the form asks of a wage and of a figure, in its order.
// Those that must be filled in come first.
var (
	wageFields   = []string{"basis", "amount", "payer", "employer", "workers", "place", "name"}
	figureFields = []string{"name", "quantity", "amount", "unit", "about", "place"}
)

// recordPart asks for a new record of a schema, such as a wage that was seen.
type recordPart struct {
	asking
	schema *ontology.Schema
	fields []*form.Field
}

func newRecordPart(ask asking, schema string, names []string, begin fill) *recordPart {
	p := &recordPart{asking: ask}
	p.schema, _ = ontology.Default().Schema(schema)
	for _, name := range names {
		q, ok := p.schema.Property(name)
		if !ok {
			continue
		}
		f := ask.field(q)
		p.fields = append(p.fields, f)
		switch {
		case name == begin.property && begin.schema == schema:
			f.Set(begin.value)
		case name == "basis" && begin.basis != "":
			f.Set(begin.basis)
		case name == "employer" && begin.basis != "paid", name == "payer" && begin.basis == "paid", name == "about":
			ask.setParty(f, begin.entity)
		}
	}
	return p
}

func (p *recordPart) rows() []fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, len(p.fields))
	for i, f := range p.fields {
		rows[i] = f
	}
	return rows
}

// needs are the properties without which the record says nothing.
func (p *recordPart) needs() []string {
	if p.schema.Name == "WageObservation" {
		return []string{"basis", "amount"}
	}
	return []string{"name"}
}

func (p *recordPart) missing() string {
	for _, name := range p.needs() {
		for _, f := range p.fields {
			if f.Property.Name == name && f.Value().Empty() {
				return "Fill in “" + f.Property.Label + "”; without it the record says too little."
			}
		}
	}
	valued := false
	for _, f := range p.fields {
		if !f.Check() {
			return f.Property.Label + ": " + f.Message()
		}
		valued = valued || !f.Value().Empty() && (f.Property.Kind == value.KindMoney || f.Property.Kind == value.KindQuantity)
	}
	if !valued {
		return "Fill in the number or the sum that the passage gives."
	}
	return ""
}

func (p *recordPart) said() (about app.Party, said []app.Said) {
	for _, f := range p.fields {
		if s, ok := saidIn(f); ok {
			said = append(said, s)
		}
	}
	about = app.Party{Schema: p.schema.Name}
	if about.Schema == "WageObservation" && p.value("name") == "" {
		if amount, err := value.Canonical(value.KindMoney, p.value("amount")); err == nil {
			about.Name = payName(p.value("basis"), amount)
		}
	}
	return about, said
}

func (p *recordPart) value(property string) string {
	for _, f := range p.fields {
		if f.Property.Name == property {
			return f.Value().Text
		}
	}
	return ""
}

func (p *recordPart) changed() bool {
	for _, f := range p.fields {
		if f.Changed() {
			return true
		}
	}
	return false
}

func (p *recordPart) focus() fyne.Focusable {
	for _, f := range p.fields {
		if at := f.Focus(); at != nil && f.Value().Empty() {
			return at
		}
	}
	return nil
}

// countPart asks for a count of people or permits: one of the four that are
// never mixed, of a group of workers or a batch of permits.
type countPart struct {
	asking
	which  *part.Facets
	row    *form.Row
	number *form.Field
	group  *whom
	more   []*form.Field // of a group to be made
}

func newCountPart(ask asking, begin fill) *countPart {
	p := &countPart{asking: ask}
	group, _ := ontology.Default().Schema("WorkerGroup")
	p.which = part.NewFacets(func(string) { p.say() })
	var chips []part.Facet
	for _, q := range group.Counts() {
		chips = append(chips, part.Facet{Key: q.Name, Text: q.Label, Count: part.Uncounted})
	}
	p.which.SetFacets(chips)
	if _, ok := countWords[begin.property]; ok {
		p.which.Select(begin.property)
	}
	p.row = form.NewRow("What is counted", part.Inset(6, 0, 4, 0, p.which))
	p.row.OnResize = ask.grow
	p.number = ask.field(&ontology.Property{Name: "number", Label: "How many", Kind: value.KindQuantity})
	p.number.Set(begin.value)
	makes := schemataOf("WorkerGroup", "WorkPermit")
	if begin.schema == "WorkPermit" {
		makes = schemataOf("WorkPermit", "WorkerGroup")
	}
	p.group = newWhom(ask, "Of which group", "Name of a group of workers or a batch of permits", []string{"WorkerGroup", "WorkPermit"}, makes)
	p.group.onChosen = ask.grow
	for _, name := range []string{"employer", "nationality", "place"} {
		if q, ok := group.Property(name); ok {
			f := ask.field(q)
			p.more = append(p.more, f)
			if name == "employer" {
				ask.setParty(f, begin.entity)
			}
		}
	}
	p.say()
	return p
}

// say explains the count that is chosen: what is mistaken for one another is
// what such cases turn on.
func (p *countPart) say() {
	p.row.SetMessage(countWords[p.which.Selected()], part.Quiet)
	p.grow()
}

func (p *countPart) rows() []fyne.CanvasObject {
	rows := []fyne.CanvasObject{p.row, p.number, p.group.row}
	if p.group.making() {
		for _, f := range p.more {
			rows = append(rows, f)
		}
	}
	return rows
}

func (p *countPart) missing() string {
	switch {
	case p.number.Value().Empty():
		return "Write how many the source counts."
	case !p.number.Check():
		return p.number.Message()
	case p.group.schema() == "":
		return "Choose the group of workers or the permits that are counted, or name a new one."
	}
	if p.group.making() {
		for _, f := range p.more {
			if !f.Check() {
				return f.Property.Label + ": " + f.Message()
			}
		}
	}
	return ""
}

func (p *countPart) said() (about app.Party, said []app.Said) {
	about, _ = p.group.party()
	said = []app.Said{{Fact: app.Fact{Property: p.which.Selected(), Text: p.number.Value().Text}}}
	if p.group.making() {
		for _, f := range p.more {
			if s, ok := saidIn(f); ok {
				said = append(said, s)
			}
		}
	}
	return about, said
}

func (p *countPart) changed() bool { return p.number.Changed() || p.group.changed() }

func (p *countPart) focus() fyne.Focusable {
	if p.number.Value().Empty() {
		return p.number.Focus()
	}
	return p.group.pick.Entry
}
