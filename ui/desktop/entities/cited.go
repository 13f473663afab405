package entities

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// Support opens the form that notes a statement from one more source, or from
// one more place of the same source.
func (f *Forms) Support(d desk.Desk, row app.FactRow, s store.Statement) {
	f.cited(d, "One more source", "Who else says this?", row, "Add source", func(ctx context.Context, cite app.Cite) error {
		_, err := app.AddSupport(ctx, d.Case(), s.ID, cite)
		return err
	}, "Source added")
}

// Dispute opens the form that sets a source against a statement; both stay.
func (f *Forms) Dispute(d desk.Desk, row app.FactRow, s store.Statement) {
	f.cited(d, "Dispute a statement", "Which source denies this? The statement stays, and the two stand side by side.", row, "Dispute", func(ctx context.Context, cite app.Cite) error {
		_, err := app.Dispute(ctx, d.Case(), s.ID, cite)
		return err
	}, "Dispute noted")
}

// cited is a form that holds a citation and nothing else.
func (f *Forms) cited(d desk.Desk, title, question string, row app.FactRow, primary string, write func(context.Context, app.Cite) error, done string) {
	e := newSubmit(d)
	cite := form.NewCitation(d, &f.session, app.Cite{})
	cite.OnResize = e.column.Grow
	save := func() {
		k, log, problem := cite.Cite()
		if problem != "" {
			e.say(problem)
			return
		}
		w := entry{cite: k, log: log}
		e.run(title, func(ctx context.Context) error {
			if _, err := w.ready(ctx, d.Case()); err != nil {
				return err
			}
			return write(ctx, w.cite)
		}, func() {
			f.session.Remember(w.cite)
			d.Say(done, true)
		})
	}
	cite.OnSave(save)
	rows := []fyne.CanvasObject{
		part.NewCard(row.Label, part.NewText(row.Shown, part.Body)),
		part.NewText(question, part.Small),
	}
	rows = append(rows, cite.Rows...)
	e.column.Set(append(rows, e.problem)...)
	e.column.Dirty = cite.Changed
	e.open(title, primary, save)
	d.Window().Canvas().Focus(cite.Focus())
}

// Withdraw asks in one line why a statement is taken back. It stays in the
// history, and the toast takes the withdrawal back.
func (f *Forms) Withdraw(d desk.Desk, row app.FactRow, s store.Statement, mark string) {
	e := newSubmit(d)
	why := form.NewEntry("misread, another firm of that name …", 1)
	reason := form.NewRow("Why", why)
	save := func() {
		text := strings.TrimSpace(why.Text)
		if text == "" {
			reason.SetMessage("A withdrawal needs its reason; a few words will do.", part.Alarm)
			d.Window().Canvas().Focus(why)
			return
		}
		e.run("Withdraw a statement", func(ctx context.Context) error {
			return app.Withdraw(ctx, d.Case(), s.ID, text)
		}, func() { d.Say("Withdrawn: "+clip(row.Label+", "+row.Shown, 60), true) })
	}
	why.OnSave = save
	reason.OnResize = e.column.Grow
	label := row.Label
	if mark != "" {
		label += "  ·  " + mark
	}
	e.column.Set(part.NewCard(label, part.NewText(row.Shown, part.Body)), reason, e.problem)
	e.column.Dirty = func() bool { return why.Text != "" }
	e.open("Withdraw a statement", "Withdraw", save)
	d.Window().Canvas().Focus(why)
}

// WithdrawEntity asks why everything said of an entity is taken back: of a
// link that is wrong as a whole, or of an entity entered twice.
func (f *Forms) WithdrawEntity(d desk.Desk, id store.ID, name string) {
	e := newSubmit(d)
	why := form.NewEntry("entered twice, another firm of that name …", 1)
	reason := form.NewRow("Why", why)
	reason.OnResize = e.column.Grow
	save := func() {
		text := strings.TrimSpace(why.Text)
		if text == "" {
			reason.SetMessage("A withdrawal needs its reason; a few words will do.", part.Alarm)
			d.Window().Canvas().Focus(why)
			return
		}
		e.run("Withdraw", func(ctx context.Context) error {
			return withdrawAll(ctx, d.Case(), id, text)
		}, func() { d.Say("Withdrawn: "+clip(name, 60), true) })
	}
	why.OnSave = save
	e.column.Set(part.NewText(name, part.Strong),
		part.NewText("Everything said of it is withdrawn, in one step that can be undone. It stays in the history.", part.Small), reason, e.problem)
	e.column.Dirty = func() bool { return why.Text != "" }
	e.open("Withdraw everything said of it", "Withdraw", save)
	d.Window().Canvas().Focus(why)
}
