package entities

import (
	"context"

	"redthread/store/ontology"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// Forms opens the forms of this screen and remembers, while the window is
// open, the source of the last entry. A window holds one for all its screens;
// the zero Forms is ready.
type Forms struct {
	session form.Session
}

// submit is what every form has in common: the column, the sentence that says
// why it cannot be saved, and one save at a time.
type submit struct {
	d       desk.Desk
	column  *form.Column
	problem *part.Text
	close   func()
	busy    bool
}

func newSubmit(d desk.Desk) *submit {
	s := &submit{d: d, column: form.NewColumn(), problem: part.NewText("", part.Body).WithTone(part.Alarm)}
	s.problem.Hide()
	return s
}

// say shows why the form cannot be saved; empty shows nothing.
func (s *submit) say(problem string) {
	s.problem.SetText(problem)
	if problem == "" {
		s.problem.Hide()
	} else {
		s.problem.Show()
	}
	s.column.Grow()
	if problem != "" {
		part.Reveal(s.problem)
	}
}

// run does the work away from the window, and closes the form when it went well.
func (s *submit) run(title string, work func(ctx context.Context) error, done func()) {
	if s.busy {
		return
	}
	s.busy = true
	s.say("")
	s.d.Ask(title, func(ctx context.Context, _ func(float64, string)) error { return work(ctx) }, func(err error) {
		s.busy = false
		if err != nil {
			s.say(err.Error())
			return
		}
		if s.close != nil {
			s.close()
		}
		done()
	})
}

// open shows the form over the window; save reports a problem by itself and
// closes the form later, so the sheet always stays for now.
func (s *submit) open(title, primary string, save func()) {
	s.close = s.d.Sheet(title, s.column, primary, func() bool {
		save()
		return false
	})
}

func schemaOf(name string) (*ontology.Schema, bool) { return ontology.Default().Schema(name) }
