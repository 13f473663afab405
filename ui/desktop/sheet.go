package desktop

import (
	"fmt"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// sheet is a form over the window. What was typed into it is not lost to one
// Escape: a changed form asks once.
type sheet struct {
	w      *Window
	part   *part.Sheet
	fields fyne.CanvasObject
	before []string // what the fields said when the form was opened
	asked  bool
}

const dropQuestion = "What you changed here is not saved. Press Escape or Cancel once more to drop it."

// openSheet shows a form. save reports whether all is well and the form may go.
func (w *Window) openSheet(title string, content fyne.CanvasObject, primary string, save func() bool) *sheet {
	cancel := "Cancel"
	if primary == "" {
		cancel = "Close"
	}
	s := &sheet{w: w, part: part.NewSheet(title, content, primary, cancel), fields: content}
	// What needs room, such as a form with a preview, may take the window but for a margin.
	s.part.Width = min(max(content.MinSize().Width+2*24, 520), max(880, w.win.Canvas().Size().Width-32))
	s.part.OnConfirm = func() {
		s.part.SetProblem("")
		s.asked = false
		switch {
		case primary == "":
			s.shut()
		case save == nil || save():
			s.shut()
		}
	}
	s.part.OnCancel = s.cancelled
	s.before = written(content)
	w.sheets = append(w.sheets, s)
	s.part.Open(w.win.Canvas())
	return s
}

// shut takes the form away.
func (s *sheet) shut() {
	s.w.sheets = slices.DeleteFunc(s.w.sheets, func(o *sheet) bool { return o == s })
	s.part.Hide()
}

// cancelled is called after Escape or Cancel took the form away; a changed
// form comes back once.
func (s *sheet) cancelled() {
	if s.changed() && !s.asked {
		s.asked = true
		s.part.SetProblem(dropQuestion)
		s.part.Open(s.w.win.Canvas())
		return
	}
	s.shut()
}

func (s *sheet) changed() bool {
	if d, ok := s.fields.(desk.Draft); ok {
		return d.Changed()
	}
	return !slices.Equal(s.before, written(s.fields))
}

// mayDrop tells whether no form holds anything unsaved; where one does, it is
// asked for once.
func (w *Window) mayDrop() bool {
	for _, s := range slices.Backward(w.sheets) {
		if s.changed() && !s.asked {
			s.asked = true
			s.part.SetProblem("What you changed here is not saved. Save it, or close once more to drop it.")
			return false
		}
	}
	return true
}

// written collects what the fields of a form say. It looks into containers and
// reads whatever takes the keyboard and has a text or a choice; a part that
// keeps its fields to itself implements desk.Draft.
func written(o fyne.CanvasObject) []string {
	switch t := o.(type) {
	case nil:
		return nil
	case desk.Draft:
		return []string{fmt.Sprint(t.Changed())}
	case *fyne.Container:
		var all []string
		for _, o := range t.Objects {
			all = append(all, written(o)...)
		}
		return all
	case *container.Scroll:
		return written(t.Content)
	case *part.SearchPicker:
		return []string{t.Entry.Text}
	case *part.Facets:
		return []string{t.Selected()}
	case fyne.Focusable:
		return fieldValues(t)
	}
	return nil
}

// fieldValues reads the exported fields in which Fyne's widgets, and those
// that embed them, keep what was entered.
func fieldValues(o fyne.Focusable) []string {
	v := reflect.Indirect(reflect.ValueOf(o))
	if v.Kind() != reflect.Struct {
		return nil
	}
	var all []string
	for _, name := range []string{"Text", "Selected", "Checked"} {
		if f := v.FieldByName(name); f.IsValid() && (f.Kind() == reflect.String || f.Kind() == reflect.Bool) {
			all = append(all, f.String()+fmt.Sprint(f.Kind() == reflect.Bool && f.Bool()))
		}
	}
	return all
}

// waitForSaving says that the window waits for a change, and offers to stop it.
func (w *Window) waitForSaving(b *bench) *sheet {
	s := w.openSheet("Saving the last change", part.NewText("The case closes as soon as the change is saved.", part.Body), "", nil)
	s.part.SetExtra(part.NewButton("Stop it and close", func() {
		for _, e := range b.work {
			b.board.Cancel(e.id)
		}
	}))
	return s
}
