package desktest

import (
	"fyne.io/fyne/v2"

	"redthread/ui/desktop/part"
)

// Sheet is a form that was opened over the window.
type Sheet struct {
	Title   string
	Content fyne.CanvasObject
	Primary string
	Closed  bool

	drawn *part.Sheet
	save  func() bool
}

// Save presses the red button: it reports whether the form let itself be saved
// and closes it then, as the frame does.
func (s *Sheet) Save() bool {
	if s.save != nil && !s.save() {
		return false
	}
	s.close()
	return true
}

func (s *Sheet) close() {
	s.Closed = true
	s.drawn.Hide()
}

// Sheet is part of desk.Desk. The form is opened for real, so that keys reach
// it and pictures show it.
func (d *Desk) Sheet(title string, content fyne.CanvasObject, primary string, save func() bool) (closeSheet func()) {
	s := &Sheet{Title: title, Content: content, Primary: primary, save: save}
	s.drawn = part.NewSheet(title, content, primary, "Cancel")
	// As wide as the form asks for, within the bounds of the real frame.
	s.drawn.Width = min(max(content.MinSize().Width+2*24, 520), max(880, d.window.Canvas().Size().Width-32))
	s.drawn.OnConfirm = func() { s.Save() }
	s.drawn.OnCancel = func() { s.Closed = true }
	s.drawn.Open(d.window.Canvas())
	d.Sheets = append(d.Sheets, s)
	return s.close
}

// OpenSheet gives the newest form that is still open, and fails the test where
// there is none.
func (d *Desk) OpenSheet() *Sheet {
	d.t.Helper()
	for i := len(d.Sheets) - 1; i >= 0; i-- {
		if !d.Sheets[i].Closed {
			return d.Sheets[i]
		}
	}
	d.t.Fatal("no form is open")
	return nil
}
