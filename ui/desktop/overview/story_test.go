package overview

import (
	"testing"

	"fyne.io/fyne/v2"

	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
)

// The pictures are for people to look at; see desktest.Shoot.
func TestPictures(t *testing.T) {
	desktest.Shoot(t, "overview", func(_ *testing.T, d *desktest.Desk) {
		d.Show(New(d), desk.Route{Screen: desk.Overview})
	})
	desktest.Shoot(t, "overview-foot", func(_ *testing.T, d *desktest.Desk) {
		s := New(d)
		d.Show(s, desk.Route{Screen: desk.Overview})
		s.open["single"] = true
		s.verify()
		d.Resize(d.Window().Canvas().Size())
		s.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	})
}
