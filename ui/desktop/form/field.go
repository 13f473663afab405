package form

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// Value is what a field holds.
type Value struct {
	Text   string   // as typed, or as chosen
	Target store.ID // of an entity
	Make   string   // the schema of an entity that is to be made, named Text
}

// Empty tells whether nothing is filled in.
func (v Value) Empty() bool { return v.Text == "" && v.Target.IsZero() }

// Field is a property with its editor and how the value was read.
type Field struct {
	Row

	Property *ontology.Property
	// OnChange is called after each change of the value.
	OnChange func()

	d     desk.Desk
	entry *Entry
	pick  *Pick
	chips *part.Facets
	first Value
}

// NewField returns the editor for a property.
func NewField(d desk.Desk, p *ontology.Property) *Field {
	f := &Field{d: d, Property: p}
	switch {
	case p.Kind == value.KindEntity:
		f.pickEntity()
	case p.Kind == value.KindCountry:
		f.pickFrom(countries, true)
	case p.Kind == value.KindTopic && len(p.Choices) > 0:
		f.pickFrom(choices(p), true)
	case p.Kind == value.KindChoice && len(p.Choices) > mostChips:
		f.pickFrom(choices(p), false)
	case p.Kind == value.KindChoice:
		f.segments()
	default:
		f.entry = NewEntry(hint(p), lines(p))
		f.entry.OnChanged = func(string) { f.changed() }
		f.init(f, p.Label, f.entry)
	}
	if f.pick != nil {
		f.pick.OnChange = f.changed
		f.pick.OnResize = f.resized
	}
	return f
}

// mostChips is how many choices stand side by side before they need a list.
const mostChips = 5

func (f *Field) segments() {
	all := []part.Facet{{Key: "", Text: "not said", Count: part.Uncounted}}
	for _, c := range f.Property.Choices {
		all = append(all, part.Facet{Key: c.Value, Text: c.Label, Count: part.Uncounted})
	}
	f.chips = part.NewFacets(func(string) { f.changed() })
	f.chips.SetFacets(all)
	f.init(f, f.Property.Label, part.Inset(6, 0, 4, 0, f.chips))
}

// pickFrom offers a fixed list that is searched as one types.
func (f *Field) pickFrom(list func(text string) []Option, free bool) {
	f.pick = NewPick(hint(f.Property))
	f.pick.Free = free
	f.pick.OnQuery = func(text string, answer func([]Option)) { answer(list(text)) }
	f.init(f, f.Property.Label, f.pick)
}

// countries offers those that are called or coded so, the beginning of a name
// before its middle.
func countries(text string) []Option {
	want := value.Fold(text)
	var first, then []Option
	for _, c := range value.Countries() {
		o := Option{Key: c.Code, Row: part.Row{Title: c.Name, Plain: true, Trailing: []part.Mark{{Text: strings.ToUpper(c.Code)}}}, Note: c.Code}
		name := value.Fold(c.Name)
		switch {
		case strings.HasPrefix(name, want), c.Code == want:
			first = append(first, o)
		case strings.Contains(name, want):
			then = append(then, o)
		}
	}
	if len(first) == 0 {
		// A name in Russian, Korean and so on.
		if code, err := value.ParseCountry(text); err == nil && text != "" {
			first = append(first, Option{Key: code, Row: part.Row{Title: value.Show(value.KindCountry, code), Plain: true, Trailing: []part.Mark{{Text: strings.ToUpper(code)}}}, Note: code})
		}
	}
	return append(first, then...)
}

func choices(p *ontology.Property) func(string) []Option {
	return func(text string) []Option {
		want := value.Fold(text)
		var all []Option
		for _, c := range p.Choices {
			if strings.Contains(value.Fold(c.Label+" "+c.Value), want) {
				all = append(all, Option{Key: c.Value, Row: part.Row{Title: c.Label, Plain: true}})
			}
		}
		return all
	}
}

func (f *Field) pickEntity() {
	f.pick = EntityPick(f.d, Accepted(ontology.Default(), f.Property), Makes(ontology.Default(), f.Property))
	f.init(f, f.Property.Label, f.pick)
}

// EntityPick returns a pick over the entities of some schemata (nil is any),
// which offers to make one of the schemata in makes where the name is new.
func EntityPick(d desk.Desk, accepted []string, makes []*ontology.Schema) *Pick {
	p := NewPick("type a name")
	p.OnQuery = func(text string, answer func([]Option)) {
		var found []Found
		d.Ask("Search", func(ctx context.Context, _ func(float64, string)) error {
			var err error
			found, err = FindEntities(ctx, d.Case(), accepted, text)
			return err
		}, func(err error) {
			if err != nil {
				d.Fail(err)
				return
			}
			answer(EntityOptions(found, makes, text))
		})
	}
	return p
}

// EntityOptions turns what was found into options, and offers to make what was
// typed where nothing is called so.
func EntityOptions(found []Found, makes []*ontology.Schema, text string) []Option {
	var all []Option
	known := false
	for _, f := range found {
		all = append(all, EntityOption(f))
		known = known || strings.EqualFold(f.Name, text)
	}
	if text == "" || known {
		return all
	}
	for _, s := range makes {
		label := strings.ToLower(s.Label)
		all = append(all, Option{
			Key: s.Name, Make: true, Name: text, Note: "a new " + label + ", made when you save",
			Row: part.Row{Title: "Create " + label + " “" + text + "”", Plain: true, Group: string(s.Group)},
		})
	}
	return all
}

// EntityOption is an entity as a pick shows it.
func EntityOption(f Found) Option {
	note := f.Short
	if s := f.Subtitle(); s != "" {
		note += "  ·  " + s
	}
	return Option{
		Key: f.ID.String(), Name: f.Name, Note: note,
		Row: part.Row{Title: f.Name, Subtitle: f.Subtitle(), Group: f.Group(), Trailing: []part.Mark{{Text: f.Short}}},
	}
}

func (f *Field) resized() {
	f.Refresh()
	if f.OnResize != nil {
		f.OnResize()
	}
}

func (f *Field) changed() {
	f.say(f.Reading())
	if f.OnChange != nil {
		f.OnChange()
	}
}

func (f *Field) say(r Reading) {
	switch {
	case r.Problem != "":
		f.SetMessage(r.Problem, part.Alarm)
	case r.Warning != "":
		f.SetMessage(r.Warning, part.Caution)
	default:
		f.SetMessage(r.Words, part.Quiet)
	}
}

// Value returns what is filled in.
func (f *Field) Value() Value {
	switch {
	case f.chips != nil:
		return Value{Text: f.chips.Selected()}
	case f.entry != nil:
		return Value{Text: strings.TrimSpace(f.entry.Text)}
	}
	o, ok := f.pick.Chosen()
	switch {
	case !ok:
		return Value{Text: f.pick.Text()}
	case o.Make:
		return Value{Text: o.Name, Make: o.Key}
	case f.Property.Kind == value.KindEntity:
		id, err := store.ParseID(o.Key)
		if err != nil {
			return Value{}
		}
		return Value{Target: id}
	}
	return Value{Text: o.Key}
}

// Reading says how the value is understood.
func (f *Field) Reading() Reading {
	v := f.Value()
	if f.Property.Kind == value.KindEntity {
		switch o, ok := f.pick.Chosen(); {
		case ok:
			return Reading{Words: o.Note}
		case v.Text != "" && !f.pick.Open() && !f.pick.Waiting():
			return Reading{Problem: "Choose one of those found, or create it."}
		}
		return Reading{}
	}
	if f.pick != nil {
		if _, ok := f.pick.Chosen(); ok {
			return Reading{Canonical: v.Text}
		}
		if f.pick.Open() {
			return Reading{} // still choosing
		}
	}
	return Read(f.Property, v.Text)
}

// Check tells whether the value can be stored, and says what is wrong beside
// the field.
func (f *Field) Check() bool {
	if f.pick != nil {
		f.pick.settle()
		f.pick.show(false)
	}
	r := f.Reading()
	f.say(r)
	return r.Problem == ""
}

// Set fills the field with a stored value.
func (f *Field) Set(canonical string) {
	switch {
	case f.chips != nil:
		f.chips.Select(canonical)
	case f.entry != nil:
		f.entry.SetText(canonical)
	case f.pick != nil && canonical != "":
		name := value.Show(f.Property.Kind, canonical)
		if c, ok := f.Property.Choice(canonical); ok {
			name = c.Label
		}
		f.pick.Choose(&Option{Key: canonical, Name: name})
	}
	f.first = f.Value()
	f.say(f.Reading())
}

// SetEntity fills an entity field.
func (f *Field) SetEntity(e Found) {
	o := EntityOption(e)
	f.pick.Choose(&o)
	f.first = f.Value()
	f.say(f.Reading())
}

// Changed tells whether the value is another than the field was given.
func (f *Field) Changed() bool { return f.Value() != f.first }

// Fact returns the value as app takes it; a thing still to be made has none
// of its id yet.
func (f *Field) Fact() app.Fact {
	v := f.Value()
	return app.Fact{Property: f.Property.Name, Text: v.Text, Target: v.Target}
}

// Focus is what takes the cursor.
func (f *Field) Focus() fyne.Focusable {
	switch {
	case f.entry != nil:
		return f.entry
	case f.pick != nil:
		return f.pick.Entry
	}
	return nil
}

// OnSave sets what Ctrl+Enter does inside the field.
func (f *Field) OnSave(save func()) {
	switch {
	case f.entry != nil:
		f.entry.OnSave = save
	case f.pick != nil:
		f.pick.Entry.OnSave = save
	}
}
