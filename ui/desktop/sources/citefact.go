package sources

import (
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// factPart asks for a property of an entity: of whom, what, and the value.
type factPart struct {
	asking
	begin    fill
	entity   *whom
	which    *form.Pick
	whatRow  *form.Row
	field    *form.Field
	from, to *form.Field
}

func newFactPart(ask asking, begin fill) *factPart {
	p := &factPart{asking: ask, begin: begin}
	p.entity = newWhom(ask, "Of whom or what", "Name of a firm, a person, a claim …", nil, makeable(begin.schema))
	p.entity.onChosen = func() {
		p.which.Choose(nil)
		p.field = nil
		p.wanted()
		ask.grow()
		ask.d.Window().Canvas().Focus(p.focus())
	}
	p.which = form.NewPick("amount, owner, place …")
	p.which.Entry.OnSave = ask.save
	p.which.OnQuery = func(text string, answer func([]form.Option)) {
		var all []form.Option
		for _, q := range citable(p.entity.schema(), text) {
			all = append(all, form.Option{Key: q.Name, Row: part.Row{Title: q.Label, Subtitle: q.Description, Plain: true}})
		}
		answer(all)
	}
	p.which.OnChosen = func(o form.Option) { p.choose(o.Key) }
	p.whatRow = form.NewRow("What is said", p.which)
	p.which.OnResize = func() {
		p.whatRow.Refresh()
		ask.grow()
	}
	p.whatRow.OnResize = ask.grow
	p.from, p.to = ask.date("True from", "startDate"), ask.date("True to", "endDate")
	p.entity.set(begin.entity, func() {
		p.wanted()
		ask.grow()
		ask.d.Window().Canvas().Focus(p.focus())
	})
	return p
}

// wanted chooses the property that was recognised, where the entity has it.
func (p *factPart) wanted() {
	s := p.entity.kind()
	if s == nil || p.begin.property == "" {
		return
	}
	q, ok := s.Property(p.begin.property)
	if !ok {
		return
	}
	p.which.Choose(&form.Option{Key: q.Name, Name: q.Label})
	p.field = p.asking.field(q)
	p.field.Set(p.begin.value)
}

// choose asks for the value of a property, in the way its kind asks for.
func (p *factPart) choose(property string) {
	s := p.entity.kind()
	if s == nil {
		return
	}
	q, ok := s.Property(property)
	if !ok {
		return
	}
	p.field = p.asking.field(q)
	if p.begin.value != "" {
		// What was recognised may be meant for another property of its kind.
		if _, err := value.Canonical(q.Kind, p.begin.value); err == nil && fitsKind(q, p.begin) {
			p.field.Set(p.begin.value)
		}
	}
	if p.field.Value().Empty() {
		if text := p.begin.valueFor(q); text != "" {
			p.field.Set(text)
		}
	}
	p.grow()
	if at := p.field.Focus(); at != nil {
		p.d.Window().Canvas().Focus(at)
	}
}

// fitsKind tells whether a recognised value is of the kind a property takes,
// and not only text to it.
func fitsKind(q *ontology.Property, begin fill) bool {
	s, ok := ontology.Default().Schema(begin.schema)
	if !ok {
		return false
	}
	from, ok := s.Property(begin.property)
	return ok && from.Kind == q.Kind
}

func (p *factPart) rows() []fyne.CanvasObject {
	rows := []fyne.CanvasObject{p.entity.row}
	if p.entity.schema() != "" {
		rows = append(rows, p.whatRow)
	}
	if p.field != nil {
		rows = append(rows, p.field, p.from, p.to)
	}
	return rows
}

func (p *factPart) missing() string {
	switch {
	case p.entity.schema() == "":
		return "Choose of whom or what this is said."
	case p.field == nil && p.entity.making() && p.which.Text() == "":
		return "" // the new thing's name is what is cited
	case p.field == nil:
		return "Choose what is said of it."
	case p.field.Value().Empty():
		return "Write what the source says."
	}
	for _, f := range []*form.Field{p.field, p.from, p.to} {
		if !f.Check() {
			return f.Message()
		}
	}
	return ""
}

func (p *factPart) said() (about app.Party, said []app.Said) {
	about, _ = p.entity.party()
	if p.field != nil {
		if s, ok := saidIn(p.field); ok {
			s.Fact.From, s.Fact.To = p.from.Value().Text, p.to.Value().Text
			said = append(said, s)
		}
	}
	return about, said
}

func (p *factPart) changed() bool {
	return p.entity.changed() || p.field != nil && p.field.Changed() || p.field == nil && p.which.Text() != ""
}

func (p *factPart) focus() fyne.Focusable {
	switch {
	case p.entity.schema() == "":
		return p.entity.pick.Entry
	case p.field != nil && p.field.Focus() != nil:
		return p.field.Focus()
	}
	return p.which.Entry
}

// citable lists the properties of a kind of entity that fit what was typed,
// in the order of the ontology; those that are rarely used only when asked for.
func citable(schema, typed string) []*ontology.Property {
	s, ok := ontology.Default().Schema(schema)
	if !ok {
		return nil
	}
	want := value.Fold(typed)
	var all []*ontology.Property
	for _, p := range s.Properties() {
		if p.Hidden && want == "" {
			continue
		}
		if strings.Contains(value.Fold(p.Label+" "+p.Name), want) {
			all = append(all, p)
		}
	}
	return all
}
