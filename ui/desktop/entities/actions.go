package entities

import (
	"context"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// What can be done with an entity and with the statement selected.

func (s *Screen) addFact(property string) {
	if s.dossier != nil && s.dossier.Schema != nil && s.mayWrite() {
		s.forms.Fact(s.d, s.id, s.dossier.Schema, property)
	}
}

// mayWrite tells whether the case can be changed, and says why not.
func (s *Screen) mayWrite() bool {
	only, why := s.d.Case().ReadOnly()
	if only {
		s.d.Say(why, false)
	}
	return !only
}

// act reads the selected statement as it stands now and hands it on. A tie is
// known by its id alone until then.
func (s *Screen) act(do func(subject, store.Statement)) {
	f := s.picked
	if f.zero() || !s.mayWrite() {
		return
	}
	var st store.Statement
	s.d.Ask("Read the statement", func(ctx context.Context, _ func(float64, string)) error {
		var err error
		if st, err = s.d.Case().Statement(ctx, s.inspect.chosen(f)); err != nil || f.schema != nil {
			return err
		}
		row, err := s.d.Case().Entity(ctx, st.Entity)
		f.schema, _ = schemaOf(row.Schema)
		return err
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		do(f, st)
	})
}

func (s *Screen) support(f subject, st store.Statement) { s.forms.Support(s.d, f.row, st) }
func (s *Screen) dispute(f subject, st store.Statement) { s.forms.Dispute(s.d, f.row, st) }

func (s *Screen) correct(f subject, st store.Statement) {
	if !st.Live {
		s.d.Say("This statement is withdrawn; note it anew instead of correcting it.", false)
		return
	}
	if f.schema != nil {
		s.forms.Correct(s.d, f.schema, f.row, st)
	}
}

func (s *Screen) withdraw(f subject, st store.Statement) {
	if !st.Live {
		s.d.Say("This statement is withdrawn already.", false)
		return
	}
	if f.link {
		s.forms.WithdrawEntity(s.d, st.Entity, f.row.Label+": "+f.row.Shown)
		return
	}
	mark := ""
	for _, m := range f.row.Marks {
		if m.Statement == st.ID {
			mark = m.String()
		}
	}
	s.forms.Withdraw(s.d, f.row, st, mark)
}

// factMenu is the menu of a right click on a statement.
func (s *Screen) factMenu(f subject, at fyne.Position) {
	s.pick(f)
	var items []*fyne.MenuItem
	if !f.open.IsZero() {
		items = append(items, fyne.NewMenuItem("Open “"+clip(f.row.Shown, 40)+"”", func() { s.visit(f.open) }), fyne.NewMenuItemSeparator())
	}
	items = append(items,
		fyne.NewMenuItem("Add source", func() { s.act(s.support) }),
		fyne.NewMenuItem("Correct", func() { s.act(s.correct) }),
		fyne.NewMenuItem("Dispute", func() { s.act(s.dispute) }),
		fyne.NewMenuItem("Withdraw", func() { s.act(s.withdraw) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Copy the value", func() { fyne.CurrentApp().Clipboard().SetContent(f.row.Shown) }),
	)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), s.d.Window().Canvas(), at)
}

// rowMenu is the menu of a right click on a row of the list.
func (s *Screen) rowMenu(i int, at fyne.Position) {
	f, ok := s.list.row(i)
	if !ok {
		return
	}
	widget.ShowPopUpMenuAtPosition(s.entityMenu(f.ID, f.Short, f.Schema), s.d.Window().Canvas(), at)
}

// entityMenu is what can be done with a whole entity.
func (s *Screen) entityMenu(id store.ID, short string, schema *ontology.Schema) *fyne.Menu {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Open", func() { s.visit(id) }),
		fyne.NewMenuItem("Add a property …", func() {
			if schema != nil && s.mayWrite() {
				s.forms.Fact(s.d, id, schema, "")
			}
		}),
		fyne.NewMenuItem("Link …", func() { s.d.QuickLink(id) }),
		fyne.NewMenuItem("Add to the chart", func() { s.d.Go(desk.Route{Screen: desk.Chart, ID: id, Tab: "add"}) }),
		fyne.NewMenuItem("Add a tag …", func() { s.addTag(id) }),
	}
	if schema != nil && schema.IsA("Person") {
		items = append(items, fyne.NewMenuItem("Set class …", func() { s.setClass(id) }))
	}
	items = append(items,
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Copy "+short, func() { fyne.CurrentApp().Clipboard().SetContent(short) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Withdraw everything said of it …", func() {
			if s.mayWrite() {
				s.forms.WithdrawEntity(s.d, id, short)
			}
		}),
	)
	return fyne.NewMenu("", items...)
}

// setClass asks what a person is, with what it means for exports.
func (s *Screen) setClass(id store.ID) {
	if !s.mayWrite() {
		return
	}
	now := store.Class("")
	if s.dossier != nil && s.dossier.ID == id {
		now = s.dossier.Class
	}
	e := newSubmit(s.d)
	chips, row := newClassRow(now, e.column.Grow)
	e.column.Set(row, e.problem)
	e.column.Dirty = func() bool { return chips.Selected() != string(now) }
	e.open("What may leave the case", "Save", func() {
		e.run("Set the class", func(ctx context.Context) error {
			return app.SetClass(ctx, s.d.Case(), id, store.Class(chips.Selected()))
		}, func() { s.d.Say("Class: "+classLabel(store.Class(chips.Selected())), true) })
	})
}

func (s *Screen) addTag(id store.ID) {
	if !s.mayWrite() {
		return
	}
	e := newSubmit(s.d)
	word := form.NewEntry("a word or two", 1)
	save := func() {
		if word.Text == "" {
			return
		}
		e.run("Add the tag", func(ctx context.Context) error {
			return app.SetTag(ctx, s.d.Case(), store.Tag{About: id, Text: word.Text})
		}, func() { s.d.Say("Tag added", true) })
	}
	word.OnSave = save
	e.column.Set(form.NewRow("Tag", word), e.problem)
	e.column.Dirty = func() bool { return word.Text != "" }
	e.open("Add a tag", "Add", save)
	s.d.Window().Canvas().Focus(word)
}

// setNote writes, changes or removes a note.
func (s *Screen) setNote(n store.Note, done func()) {
	if !s.mayWrite() {
		return
	}
	s.d.Ask("Save the note", func(ctx context.Context, _ func(float64, string)) error {
		return app.SetNote(ctx, s.d.Case(), n)
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		done()
	})
}

// dropTag removes a tag.
func (s *Screen) dropTag(t store.Tag) {
	if !s.mayWrite() {
		return
	}
	t.Removed = true
	s.d.Ask("Remove the tag", func(ctx context.Context, _ func(float64, string)) error {
		return app.SetTag(ctx, s.d.Case(), t)
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Say("Tag removed", true)
	})
}

// goTo opens the source of a mark at the words that are cited.
func (s *Screen) goTo(m app.Mark) {
	r := desk.Route{Screen: desk.Sources, ID: m.Source, Passage: m.Passage}
	if m.Statement.IsZero() || m.Passage == 0 {
		s.d.Go(r)
		return
	}
	s.d.Ask("Find the words", func(ctx context.Context, _ func(float64, string)) error {
		st, err := s.d.Case().Statement(ctx, m.Statement)
		for _, n := range st.Notings {
			if k := n.Citation; n.ID == m.Noting && k.Passage == m.Passage {
				r.Layer, r.Start, r.Stop = k.Layer, k.Start, k.Stop
			}
		}
		if err != nil || r.Stop > 0 || m.Quote == "" || !r.Layer.IsZero() {
			return err
		}
		// The words were kept without their place.
		layer, _, err := s.d.Case().Text(ctx, m.Source)
		for _, p := range layer.Passages {
			if at := strings.Index(p.Text, m.Quote); p.Number == m.Passage && at >= 0 {
				r.Start = utf8.RuneCountInString(p.Text[:at])
				r.Stop = r.Start + utf8.RuneCountInString(m.Quote)
			}
		}
		return err
	}, func(error) { s.d.Go(r) }) // the passage is shown all the same
}

// citations are the red marks of a row.
func (s *Screen) citations(marks []app.Mark) []*part.CitationMark {
	var all []*part.CitationMark
	for _, m := range marks {
		tip := m.Title
		if m.Grade != "" {
			tip += "  ·  " + m.Grade
		}
		if m.Quote != "" {
			tip += "\n“" + clip(m.Quote, 200) + "”"
		}
		all = append(all, part.NewCitation(m.String(), tip, func() { s.goTo(m) }))
	}
	return all
}
