package report

import (
	"testing"
	"time"

	"redthread/app/redact"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

// opened shows the screen on a desk, with nothing that waits.
func opened(t *testing.T, d *desktest.Desk) *Screen {
	t.Helper()
	s := New(d)
	s.after = atOnce
	d.Show(s, desk.Route{Screen: desk.Report})
	return s
}

func atOnce(_ time.Duration, f func()) func() {
	f()
	return func() {}
}

func TestPictures(t *testing.T) {
	desktest.Shoot(t, "report", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d)
		s.goTo(2)
		s.list.pick(4)
	})
	desktest.Shoot(t, "report-full", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d)
		s.setProfile(redact.Full)
		d.OpenSheet().Save()
		s.goTo(s.list.rows[4].page)
		for _, f := range s.found {
			if f.id == "conflicts" {
				s.column.tapped(f, s.found)()
			}
		}
		s.notice.Set("Saved sakhalin full.pdf, 29 pages. "+s.view.scanWords(), part.NewButton("Open folder", nil))
	})
	desktest.Shoot(t, "report-export", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d)
		s.profile = redact.Full
		s.askExport()
	})
	desktest.Shoot(t, "report-outline", func(t *testing.T, d *desktest.Desk) {
		s := New(d)
		s.after = atOnce
		s.press.tools = poppler{}
		d.Show(s, desk.Route{Screen: desk.Report})
	})
}
