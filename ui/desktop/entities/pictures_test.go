package entities

import (
	"os"
	"testing"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
)

// named finds an entity of the sample case by its name.
func named(t *testing.T, d *desktest.Desk, name string) store.ID {
	t.Helper()
	rows, _, err := d.Case().Entities(t.Context(), store.EntityFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Caption == name {
			return r.ID
		}
	}
	t.Fatalf("the sample has no %q", name)
	return store.ID{}
}

// opened is a screen that shows an entity.
func opened(t *testing.T, d *desktest.Desk, name string) *Screen {
	t.Helper()
	s := New(d, &Forms{})
	d.Show(s, desk.Route{Screen: desk.Entities, ID: named(t, d, name)})
	return s
}

const (
	sakorenma = "Sakorenma Ltd."
	genco     = "General Corporation for External Construction"
)

// The pictures are for people to hold beside the design; see desktest.Shoot.
// Without a folder for them one is drawn: the other tests open the rest.
func TestPictures(t *testing.T) {
	if os.Getenv(desktest.PicturesVariable) == "" {
		desktest.Shoot(t, "sakorenma", func(t *testing.T, d *desktest.Desk) { opened(t, d, sakorenma) })
		return
	}
	for name, entity := range map[string]string{
		"sakorenma": sakorenma, "genco": genco, "zenco": "Zenco-39",
		"claim": "Part of Genco's income reaches the Munitions Industry Department.", "pay": "Fee for one worker, St Petersburg",
		"person": "Contractor (unnamed)",
	} {
		desktest.Shoot(t, name, func(t *testing.T, d *desktest.Desk) {
			s := opened(t, d, entity)
			if len(s.profile.rows) == 0 {
				t.Fatal("the profile has no rows")
			}
			s.pick(s.profile.rows[len(s.profile.rows)-1].fact)
		})
	}
	for _, tab := range []string{tabLinks, tabStatements, tabNotes, tabHistory} {
		desktest.Shoot(t, "genco-"+tab, func(t *testing.T, d *desktest.Desk) {
			s := opened(t, d, genco)
			s.Open(desk.Route{ID: s.id, Tab: tab})
		})
	}
	desktest.Shoot(t, "form", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d, "Zenco-39")
		s.forms.session.Remember(app.Cite{Source: firstSource(t, d)})
		s.forms.Entity(d, "WageObservation", "Pay on a site", app.Cite{}, nil)
	})
	desktest.Shoot(t, "company", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d, "Zenco-39")
		s.forms.Entity(d, "Company", "", app.Cite{Source: firstSource(t, d), Passage: 12}, nil)
	})
	desktest.Shoot(t, "kinds", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d, "Zenco-39")
		s.forms.Entity(d, "", "", app.Cite{}, nil)
	})
	desktest.Shoot(t, "link", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d, genco)
		s.forms.session.Remember(app.Cite{Source: firstSource(t, d)})
		s.forms.QuickLink(d, s.id)
		typeText(d, "zenco")
		d.Type("Return")
	})
	desktest.Shoot(t, "picking", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d, "Zenco-39")
		s.forms.QuickLink(d, s.id)
		typeText(d, "s")
	})
	desktest.Shoot(t, "withdraw", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d, "Zenco-39")
		s.pick(s.profile.rows[1].fact)
		s.act(s.withdraw)
	})
}

func firstSource(t *testing.T, d *desktest.Desk) store.ID {
	t.Helper()
	all, err := d.Case().Sources(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatal("the sample has no sources", err)
	}
	return all[0].ID
}

// typeText types letters into whatever has the focus.
func typeText(d *desktest.Desk, text string) {
	for _, r := range text {
		d.Window().Canvas().Focused().TypedRune(r)
	}
}
