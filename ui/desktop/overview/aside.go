package overview

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// recentRows is how many actions stand under what is new.
const recentRows = 5

// fewRows is how many rows a list in the narrow column shows at first.
const fewRows = 6

// weak draws what stands on thin ground, each kind folded to one line.
func (s *Screen) weak(b *app.Board) fyne.CanvasObject {
	column := part.Down(8)
	for _, w := range weaknesses(b) {
		column.Add(s.weakness(w))
	}
	if text := sound(b); text != "" {
		column.Add(part.NewText(text, part.Small).WithTone(part.Good))
	}
	column.Add(part.NewRule())
	state := part.NewText(unverifiedText(b), part.Small)
	if s.checked != "" {
		state.SetText(s.checked)
		state.SetTone(part.Good)
		if !s.sound {
			state.SetTone(part.Alarm)
		}
	}
	column.Add(state)
	column.Add(part.Across(0, part.NewButton("Verify now", s.verify)))
	return part.NewCard("What is weak", column)
}

func (s *Screen) weakness(w weakness) fyne.CanvasObject {
	tone := part.Plain
	if w.grave {
		tone = part.Alarm
	}
	word := "Show"
	if s.open[w.key] {
		word = "Hide"
	}
	fold := part.NewBareButton(word, func() {
		s.open[w.key] = !s.open[w.key]
		s.folding = w.key
		s.draw()
	})
	if s.folding == w.key {
		s.focused = fold // the button that was pressed, drawn anew
	}
	head := part.Frame(nil, part.Inset(-6, -6, -6, 6, fold), nil, nil,
		part.Down(0, part.NewText(w.text, part.Body).WithTone(tone), part.NewText(w.advice, part.Small)))
	if !s.open[w.key] {
		return head
	}
	rows := part.Down(0)
	shown := w.rows
	if !s.showAll[w.key] {
		shown = shown[:min(len(shown), fewRows)]
	}
	for _, r := range shown {
		var marks []*part.CitationMark
		for _, m := range r.Marks[:min(len(r.Marks), 2)] {
			marks = append(marks, s.mark(m))
		}
		row := part.NewFactRow("", r.Title, r.Detail, marks...)
		row.OnSelect = func() { s.goTo(r) }
		rows.Add(row)
	}
	if len(shown) < len(w.rows) {
		rows.Add(part.Across(0, part.NewBareButton("Show all "+plural(len(w.rows), "row", "rows"), func() {
			s.showAll[w.key] = true
			s.draw()
		})))
	}
	return part.Down(4, head, rows)
}

// verify checks the whole case: the file, the history and every byte of
// evidence.
func (s *Screen) verify() {
	var found store.Verification
	s.d.Ask("Verifying the case", func(ctx context.Context, progress func(float64, string)) (err error) {
		found, err = s.d.Case().Verify(ctx, "", func(share float64) { progress(share, "") })
		return err
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.checked, s.sound = verifiedText(found)
		s.draw()
	})
}

// news draws the recent actions in words.
func (s *Screen) news(b *app.Board) fyne.CanvasObject {
	column := part.Down(0)
	all := newsOf(b.Recent[:min(len(b.Recent), recentRows)], s.known, desk.Sources, desk.Entities)
	for i, n := range all {
		if n.undone {
			n.detail += " · taken back"
		}
		row := part.NewFactRow("", n.title, n.detail)
		row.Last = i == len(all)-1
		if n.undone {
			row.SetTone(part.Quiet)
		}
		if n.to.screen != "" {
			row.OnSelect = func() { s.d.Go(desk.Route{Screen: n.to.screen, ID: n.to.id}) }
		}
		column.Add(row)
	}
	if len(all) == 0 {
		column.Add(part.NewText("Nothing has been done yet.", part.Small))
	}
	return part.NewCard("What is new", column)
}

// tasks draws what is still to be done, with a line to add more.
func (s *Screen) tasks(b *app.Board) fyne.CanvasObject {
	open, done := splitTasks(b.Tasks)
	column := part.Down(4)
	for _, t := range open {
		column.Add(s.task(t))
	}
	if len(open) == 0 {
		column.Add(part.NewText("Nothing is open.", part.Small))
	}
	column.Add(s.addTask)
	if len(done) > 0 {
		word := "Show " + plural(len(done), "finished task", "finished tasks")
		if s.done {
			word = "Hide finished tasks"
			for _, t := range done {
				column.Add(s.task(t))
			}
		}
		column.Add(part.Across(0, part.NewBareButton(word, func() {
			s.done = !s.done
			s.draw()
		})))
	}
	return part.NewCard("To do", column)
}

func (s *Screen) task(t store.Task) fyne.CanvasObject {
	tick := widget.NewCheck("", nil)
	tick.Checked = t.Done
	tick.OnChanged = func(done bool) {
		said := "Task finished."
		if !done {
			said = "Task opened again."
		}
		s.change(said, func(ctx context.Context) error {
			t.Done = done
			return app.SetTask(ctx, s.d.Case(), t)
		})
	}
	due := ""
	if t.Due != "" {
		due = "due " + t.Due
	}
	row := part.NewFactRow("", t.Text, due)
	row.Last = true
	if t.Done {
		row.SetTone(part.Quiet)
	}
	row.OnSelect = func() { s.editTask(t) }
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Edit…", func() { s.editTask(t) }),
		fyne.NewMenuItem("Remove", func() { s.removeTask(t) }),
	}
	s.menuOf(row, t.About, items)
	return part.Frame(nil, nil, nil, part.Down(0, part.Inset(-2, 2, 0, -6, tick), layout.NewSpacer()), row)
}

// menuOf opens a menu by a right click; what a task or a note is about can be
// opened from it too.
func (s *Screen) menuOf(row *part.FactRow, about store.ID, items []*fyne.MenuItem) {
	if !about.IsZero() {
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Open what it is about", func() { s.follow(about) }))
	}
	row.OnMenu = func(at fyne.Position) {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), s.d.Window().Canvas(), at)
	}
}

func (s *Screen) removeTask(t store.Task) {
	s.change("Task removed.", func(ctx context.Context) error {
		t.Removed = true
		return app.SetTask(ctx, s.d.Case(), t)
	})
}

func (s *Screen) newTask(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	s.change("Task added.", func(ctx context.Context) error {
		return app.SetTask(ctx, s.d.Case(), store.Task{Text: strings.TrimSpace(text)})
	})
	s.addTask.SetText("")
}

func (s *Screen) editTask(t store.Task) {
	text := part.NewNoteEntry("What is to be done", 3)
	text.SetText(t.Text)
	due := part.NewTextEntry("2018-09, 2018-09-01 … or leave it open")
	due.SetText(t.Due)
	var shut func()
	form := part.Down(4, part.NewText("Task", part.Small), text, part.NewText("Due", part.Small), due,
		s.extras(&shut, t.About, func() { s.removeTask(t) }))
	shut = s.save("Edit task", form, "Save", func(ctx context.Context) error {
		t.Text, t.Due = strings.TrimSpace(text.Text), strings.TrimSpace(due.Text)
		if t.Text == "" {
			return errNothingWritten
		}
		return app.SetTask(ctx, s.d.Case(), t)
	})
}

// notes draws the notes of the case and of what is in it, newest first.
func (s *Screen) notes(b *app.Board) fyne.CanvasObject {
	column := part.Down(0)
	for i := len(b.Notes) - 1; i >= 0; i-- {
		column.Add(s.note(b.Notes[i]))
	}
	if len(b.Notes) == 0 {
		column.Add(part.NewText("No note is written yet.", part.Small))
	}
	column.Add(part.Inset(6, 0, 0, 0, part.Across(0, part.NewButton("Add a note…", func() { s.editNote(store.Note{}) }))))
	return part.NewCard("Notes", column)
}

func (s *Screen) note(n store.Note) fyne.CanvasObject {
	row := part.NewFactRow("", n.Text, joined(" · ", n.Author, when(n.At)))
	row.OnSelect = func() { s.editNote(n) }
	s.menuOf(row, n.About, []*fyne.MenuItem{
		fyne.NewMenuItem("Edit…", func() { s.editNote(n) }),
		fyne.NewMenuItem("Remove", func() { s.removeNote(n) }),
	})
	return row
}

func (s *Screen) removeNote(n store.Note) {
	s.change("Note removed.", func(ctx context.Context) error {
		n.Removed = true
		return app.SetNote(ctx, s.d.Case(), n)
	})
}

// extras are the acts of a form that has something to remove or to go to, so
// that they can be reached without the mouse. shut is set once the form is open.
func (s *Screen) extras(shut *func(), about store.ID, remove func()) fyne.CanvasObject {
	row := part.Across(4, part.NewBareButton("Remove", func() {
		(*shut)()
		remove()
	}))
	if !about.IsZero() {
		row.Add(part.NewBareButton("Open what it is about", func() {
			(*shut)()
			s.follow(about)
		}))
	}
	return part.Inset(2, 0, 0, -6, row)
}

func (s *Screen) editNote(n store.Note) {
	text := part.NewNoteEntry("What should not be forgotten", 6)
	text.SetText(n.Text)
	title := "Edit note"
	var shut func()
	form := part.Down(4, text)
	if n.ID.IsZero() {
		title = "Add a note"
	} else {
		form.Add(s.extras(&shut, n.About, func() { s.removeNote(n) }))
	}
	shut = s.save(title, form, "Save", func(ctx context.Context) error {
		n.Text = strings.TrimSpace(text.Text)
		if n.Text == "" {
			return errNothingWritten
		}
		return app.SetNote(ctx, s.d.Case(), n)
	})
}
