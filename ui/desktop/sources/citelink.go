package sources

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// tie is a kind of link between two chosen entities.
type tie struct {
	schema   *ontology.Schema
	reversed bool
}

func (t tie) key() string {
	if t.reversed {
		return t.schema.Name + " back"
	}
	return t.schema.Name
}

// sentence says what the link states: "GENCO owns Sakorenma".
func (t tie) sentence(from, to string) string {
	if t.reversed {
		from, to = to, from
	}
	return from + " " + t.schema.Edge.Label + " " + to
}

// ties lists the links that can join two kinds of entity, a wanted one first,
// then what a person is in a firm.
func ties(from, to *ontology.Schema, wanted string) []tie {
	if from == nil || to == nil {
		return nil
	}
	var first, offices, rest []tie
	for _, l := range ontology.Default().LinksBetween(from, to) {
		t := tie{l.Schema, l.Reversed}
		if l.Schema.Name == wanted {
			first = append(first, t)
			continue
		}
		if form.Office(l, from, to) {
			offices = append(offices, t)
			continue
		}
		rest = append(rest, t)
	}
	return slices.Concat(first, offices, rest)
}

// linkPart asks for a link between two entities.
type linkPart struct {
	asking
	begin    fill
	from, to *whom
	kind     *form.Pick
	kindRow  *form.Row
	own      *form.Field // what stands on the line, such as the share
	since    *form.Field
	until    *form.Field
}

func newLinkPart(ask asking, begin fill) *linkPart {
	p := &linkPart{asking: ask, begin: begin}
	makes := schemataOf("Company", "Person", "PublicBody", "Contract", "WorkerGroup")
	p.from = newWhom(ask, "From", "Name of a firm, a person, a body …", nil, makes)
	p.to = newWhom(ask, "To", "Name of the other", nil, makes)
	p.from.onChosen = func() { p.ends(p.to.pick.Entry) }
	p.to.onChosen = func() { p.ends(p.kind.Entry) }
	p.kind = form.NewPick("owns, works for, was awarded …")
	p.kind.Entry.OnSave = ask.save
	p.kind.OnQuery = func(text string, answer func([]form.Option)) {
		want := value.Fold(text)
		var all []form.Option
		for _, t := range ties(p.from.kind(), p.to.kind(), begin.schema) {
			if says := t.sentence(p.from.name(), p.to.name()); strings.Contains(value.Fold(says+" "+t.schema.Label), want) {
				all = append(all, form.Option{Key: t.key(), Row: part.Row{Title: says, Subtitle: t.schema.Label, Plain: true}})
			}
		}
		answer(all)
	}
	p.kind.OnChosen = func(form.Option) { p.chosen() }
	p.kindRow = form.NewRow("What ties them", p.kind)
	p.kindRow.OnResize = ask.grow
	p.kind.OnResize = func() {
		p.kindRow.Refresh()
		ask.grow()
	}
	p.since, p.until = ask.date("True from", "startDate"), ask.date("True to", "endDate")
	p.from.set(begin.entity, func() {
		ask.grow()
		ask.d.Window().Canvas().Focus(p.to.pick.Entry)
	})
	return p
}

// ends goes on after one end was chosen.
func (p *linkPart) ends(next fyne.Focusable) {
	p.kind.Choose(nil)
	p.own = nil
	p.grow()
	if p.from.schema() != "" && p.to.schema() != "" {
		next = p.kind.Entry
	}
	p.d.Window().Canvas().Focus(next)
}

func (p *linkPart) tie() (tie, bool) {
	o, ok := p.kind.Chosen()
	if !ok {
		return tie{}, false
	}
	for _, t := range ties(p.from.kind(), p.to.kind(), "") {
		if t.key() == o.Key {
			return t, true
		}
	}
	return tie{}, false
}

// chosen asks for what stands on the line of the kind that was chosen.
func (p *linkPart) chosen() {
	p.own = nil
	if t, ok := p.tie(); ok {
		name := t.schema.Edge.Caption
		if t.schema.Name == p.begin.schema && p.begin.property != "" {
			name = p.begin.property
		}
		if q, ok := t.schema.Property(name); ok {
			p.own = p.field(q)
			if t.schema.Name == p.begin.schema && name == p.begin.property {
				p.own.Set(p.begin.value)
			}
		}
	}
	p.grow()
	if p.own != nil && p.own.Focus() != nil {
		p.d.Window().Canvas().Focus(p.own.Focus())
	}
}

func (p *linkPart) rows() []fyne.CanvasObject {
	rows := []fyne.CanvasObject{p.from.row, p.to.row}
	if p.from.schema() != "" && p.to.schema() != "" {
		rows = append(rows, p.kindRow)
	}
	if p.own != nil {
		rows = append(rows, p.own)
	}
	if _, ok := p.tie(); ok {
		rows = append(rows, p.since, p.until)
	}
	return rows
}

func (p *linkPart) missing() string {
	a, ok1 := p.from.party()
	b, ok2 := p.to.party()
	switch {
	case !ok1 || !ok2:
		return "Choose both ends of the link."
	case a == b:
		return "A link needs two different ends."
	}
	if _, ok := p.tie(); !ok {
		return "Choose what ties the two."
	}
	for _, f := range []*form.Field{p.own, p.since, p.until} {
		if f != nil && !f.Check() {
			return f.Message()
		}
	}
	return ""
}

func (p *linkPart) said() (about app.Party, said []app.Said) {
	t, _ := p.tie()
	a, _ := p.from.party()
	b, _ := p.to.party()
	if t.reversed {
		a, b = b, a
	}
	for _, end := range []struct {
		property string
		party    app.Party
	}{{t.schema.Edge.Source, a}, {t.schema.Edge.Target, b}} {
		said = append(said, app.Said{Fact: app.Fact{Property: end.property}, To: end.party})
	}
	for _, f := range []*form.Field{p.own, p.since, p.until} {
		if f == nil {
			continue
		}
		if _, has := t.schema.Property(f.Property.Name); !has {
			continue
		}
		if s, ok := saidIn(f); ok {
			said = append(said, s)
		}
	}
	return app.Party{Schema: t.schema.Name}, said
}

func (p *linkPart) changed() bool {
	return p.from.changed() || p.to.changed() || p.kind.Text() != ""
}

func (p *linkPart) focus() fyne.Focusable {
	if p.from.schema() == "" {
		return p.from.pick.Entry
	}
	return p.to.pick.Entry
}
