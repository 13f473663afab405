package entities

import (
	"strings"
	"testing"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

// sharing makes two firms with one telephone and one mail service.
func sharing(t *testing.T, d *desktest.Desk) store.ID {
	t.Helper()
	var first store.ID
	for _, f := range [][3]string{{"Alder Building OOO", "8 (4242) 55-12-34", "alder@mail.ru"}, {"Birch Trading OOO", "+7 4242 551234", "birch@mail.ru"}} {
		id, err := app.AddEntity(t.Context(), d.Case(), "Company", f[0], "", []app.Fact{{Property: "phone", Text: f[1]}, {Property: "email", Text: f[2]}, {Property: "country", Text: "ru"}},
			app.Cite{Source: firstSource(t, d), Passage: 41})
		if err != nil {
			t.Fatal(err)
		}
		if first.IsZero() {
			first = id
		}
	}
	return first
}

func ofTies(t *testing.T, d *desktest.Desk, id store.ID) *Screen {
	t.Helper()
	s := New(d, &Forms{})
	d.Show(s, desk.Route{Screen: desk.Entities, ID: id, Tab: tabTies})
	return s
}

func TestTiesAreListedWithReasonsAndSources(t *testing.T) {
	d := desktest.New(t)
	s := ofTies(t, d, named(t, d, "Mokran Ltd."))
	body := s.profile.body
	for _, want := range []string{"Warehouse on an estate in the south of St Petersburg", "4 parties share it"} {
		found := false
		for _, x := range desktest.Parts[*part.Text](body) {
			found = found || strings.Contains(x.Text(), want)
		}
		if !found {
			t.Errorf("the tab does not say %q", want)
		}
	}
	marks := desktest.Parts[*part.CitationMark](body)
	if len(marks) == 0 {
		t.Fatal("no sources stand at the ties")
	}
	marks[0].OnTapped()
	if d.Last().Screen != desk.Sources {
		t.Errorf("a mark leads to %+v", d.Last())
	}
	d.Press(body, "Bu Khyn Ltd.")
	if d.Last().ID != named(t, d, "Bu Khyn Ltd.") {
		t.Errorf("a click on a party leads to %+v", d.Last())
	}
	d.NoFailure()
}

func TestATieIsNotedByAClickAndTakenBack(t *testing.T) {
	d := desktest.New(t)
	s := ofTies(t, d, sharing(t, d))
	d.Press(s.profile.body, "Note as suspected")
	rows, _, err := d.Case().Entities(t.Context(), store.EntityFilter{Schemata: []string{"UnknownLink"}})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, r := range rows {
		said, err := d.Case().Statements(t.Context(), store.StatementFilter{Entity: r.ID, Property: "role"})
		if err != nil {
			t.Fatal(err)
		}
		for _, st := range said {
			found = found || strings.Contains(st.Value, "suspected tie: shared phone +74242551234") && !st.Source.IsZero() && st.Notings[0].Citation.Passage == 41
		}
	}
	if !found {
		t.Fatal("no suspected link was noted with its source")
	}
	if !desktest.Says(s.profile.body, "noted as a link") {
		t.Error("the tab offers to note the tie again")
	}
	if label, err := d.Case().Undo(t.Context()); err != nil || !strings.HasPrefix(label, "Note a suspected tie of ") {
		t.Errorf("undo took back %q: %v", label, err)
	}
	d.NoFailure()
}

func TestMutedDetailsAreFoldedAndCanBeCounted(t *testing.T) {
	d := desktest.New(t)
	s := ofTies(t, d, sharing(t, d))
	if desktest.Says(s.profile.body, "mail.ru") {
		t.Error("a muted detail is shown before it is asked for")
	}
	d.Press(s.profile.body, "Show 1 detail that says little")
	if !desktest.Says(s.profile.body, "mail.ru") {
		t.Fatal("the muted detail is not shown")
	}
	d.Press(s.profile.body, "Unmute")
	if got := s.profile.tied.known; len(got.muted) != 0 || len(got.found[0].Tie.Reasons) != 2 {
		t.Errorf("after unmuting %d are muted and %d tie", len(got.muted), len(got.found[0].Tie.Reasons))
	}
	d.Press(s.profile.body, "Mute again")
	if got := s.profile.tied.known; len(got.muted) != 1 {
		t.Errorf("after muting again %d are muted", len(got.muted))
	}
}

func TestPicturesOfTies(t *testing.T) {
	desktest.Shoot(t, "ties-mokran", func(t *testing.T, d *desktest.Desk) { ofTies(t, d, named(t, d, "Mokran Ltd.")) })
	desktest.Shoot(t, "ties-zenco", func(t *testing.T, d *desktest.Desk) { ofTies(t, d, named(t, d, "Zenco-39")) })
	desktest.Shoot(t, "ties-muted", func(t *testing.T, d *desktest.Desk) {
		s := ofTies(t, d, sharing(t, d))
		s.profile.tied.fold = true
		s.profile.draw(tabTies)
	})
}
