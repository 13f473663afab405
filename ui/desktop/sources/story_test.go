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
		s := newScreen(d, nil)
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
	desktest.Shoot(t, "sources-card", func(t *testing.T, d *desktest.Desk) {
		s := open(t, d, desk.Route{})
		s.passage(18)
		s.mouseSelects("16,000 to 20,000 RUB a month", 18)
	})
	desktest.Shoot(t, "sources-found", func(t *testing.T, d *desktest.Desk) {
		s := open(t, d, desk.Route{})
		s.middle.choose(tabFound)
	})
	desktest.Shoot(t, "sources-cite-link", func(t *testing.T, d *desktest.Desk) {
		s := open(t, d, desk.Route{})
		openCite(d, s.card, fill{quote: quote{passage: 34}, as: asLink})
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
		openCite(d, s.card, fill{quote: quote{passage: 16}})
	})
	desktest.Shoot(t, "sources-cite-value", func(t *testing.T, d *desktest.Desk) {
		s := open(t, d, desk.Route{})
		f := openCite(d, s.card, fill{quote: quote{passage: 16}})
		p := f.question().(*factPart)
		typeInto(p.entity.pick.Entry, "fee for one")
		d.Type(fyne.KeyReturn)
		typeInto(p.which.Entry, "amount")
		d.Type(fyne.KeyReturn)
		d.Resize(d.Window().Canvas().Size())
	})
}
