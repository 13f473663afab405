package sources

import (
	"testing"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
)

// The pictures are for people to look at; see desktest.Shoot.
func TestPictures(t *testing.T) {
	open := func(t *testing.T, d *desktest.Desk, r desk.Route) *Screen {
		t.Helper()
		rows, err := d.Case().Sources(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		s := New(d)
		r.Screen = desk.Sources
		if r.ID.IsZero() {
			r.ID = rows[0].ID
		}
		d.Show(s, r)
		d.Resize(d.Window().Canvas().Size())
		return s
	}
	desktest.Shoot(t, "sources", func(t *testing.T, d *desktest.Desk) {
		s := open(t, d, desk.Route{})
		s.passage(16)
	})
	desktest.Shoot(t, "sources-statements", func(t *testing.T, d *desktest.Desk) {
		open(t, d, desk.Route{Tab: tabStatements})
	})
	desktest.Shoot(t, "sources-details", func(t *testing.T, d *desktest.Desk) {
		open(t, d, desk.Route{Tab: tabDetails})
	})
	desktest.Shoot(t, "sources-form", func(t *testing.T, d *desktest.Desk) {
		open(t, d, desk.Route{})
		Form(d, app.SourceEntry{Source: store.Source{Title: "Registry extract", Published: "Aug 2018", Kind: "registry", Grade: store.Grade{Reliability: 'A', Credibility: 1}}}, nil)
	})
	desktest.Shoot(t, "sources-cite", func(t *testing.T, d *desktest.Desk) {
		s := open(t, d, desk.Route{})
		s.citePassage(16)
	})
	desktest.Shoot(t, "sources-cite-value", func(t *testing.T, d *desktest.Desk) {
		s := open(t, d, desk.Route{})
		f := openCite(d, s.card, 16)
		typeInto(f.entity.Entry, "fee for one")
		d.Type(fyne.KeyReturn)
		typeInto(f.which.Entry, "amount")
		d.Type(fyne.KeyReturn)
		d.Resize(d.Window().Canvas().Size())
	})
}
