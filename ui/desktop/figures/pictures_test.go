package figures

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
)

// opened shows the screen on a desk, with nothing that waits.
func opened(t *testing.T, d *desktest.Desk) *Screen {
	t.Helper()
	s := New(d)
	s.after = func(_ time.Duration, f func()) func() {
		f()
		return func() {}
	}
	d.Show(s, desk.Route{Screen: desk.Figures})
	return s
}

func TestPictures(t *testing.T) {
	desktest.Shoot(t, "figures", func(t *testing.T, d *desktest.Desk) { opened(t, d) })
	desktest.Shoot(t, "figures-tip", func(t *testing.T, d *desktest.Desk) {
		opened(t, d).Find()
		d.Type(fyne.KeyDown)
	})
	desktest.Shoot(t, "figures-rate", func(t *testing.T, d *desktest.Desk) { opened(t, d).askRate("USD") })
}
