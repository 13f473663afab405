package entities

import (
	"strings"
	"testing"

	"redthread/app"
	"redthread/app/network/ownership"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// chained makes a firm that a listed person owns through two others.
func chained(t *testing.T, d *desktest.Desk) store.ID {
	t.Helper()
	add := func(schema, name string, class store.Class) store.ID {
		id, err := app.AddEntity(t.Context(), d.Case(), schema, name, class, nil, app.Cite{Source: firstSource(t, d), Passage: 12})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	own := func(owner, asset store.ID, share string) {
		if _, err := app.Link(t.Context(), d.Case(), owner, "Ownership", asset, []app.Fact{{Property: "percentage", Text: share}}, app.Cite{Source: firstSource(t, d), Passage: 12}); err != nil {
			t.Fatal(err)
		}
	}
	x, y := add("Person", "Blocked person X", store.ClassListed), add("Person", "Investor Y", store.ClassOther)
	a, b, c := add("Company", "Alder Holding Ltd", ""), add("Company", "Birch Trading OOO", ""), add("Company", "Cedar Building OOO", "")
	own(x, a, "60%")
	own(y, a, "40%")
	own(a, c, "30%")
	own(x, b, ">50%")
	own(b, c, "20%..25%")
	own(y, c, "45%")
	return c
}

// shownExposure opens a firm and waits for its ownership.
func shownExposure(t *testing.T, d *desktest.Desk, id store.ID) *Screen {
	t.Helper()
	s := New(d, &Forms{})
	d.Show(s, desk.Route{Screen: desk.Entities, ID: id})
	if s.profile.exposure.known == nil {
		t.Fatal("the ownership was not worked out")
	}
	return s
}

func TestTheProfileSaysWhatTheRulesMakeOfIt(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	v := s.profile.exposure
	if !desktest.Says(v.content, "Cannot tell") || !desktest.Says(v.content, "Not known: the share of "+genco+" in Sakorenma Ltd.") {
		t.Error("the profile of Sakorenma does not say that GENCO's share is missing")
	}
	for _, row := range desktest.Parts[*part.FactRow](v.content) {
		if desktest.Says(row, "UN 2375 ¶ 18") {
			row.OnSelect()
			break
		}
	}
	if !desktest.Says(v.content, genco+" is an owner of Sakorenma Ltd.; no share is too small.") {
		t.Error("a click on another rule does not show its reason")
	}
	if desktest.Says(v.content, "joint ventures and cooperative entities") {
		t.Error("the arithmetic is shown before it is asked for")
	}
	d.Press(v.content, "Arithmetic and sources")
	marks := desktest.Parts[*part.CitationMark](v.content)
	if len(marks) == 0 || marks[0].Text() != "[1] ¶ 32" {
		t.Fatalf("%d marks stand at the arithmetic, want [1] ¶ 32 first", len(marks))
	}
	marks[0].OnTapped()
	if to := d.Last(); to.Screen != desk.Sources || to.Passage != 32 {
		t.Errorf("the mark leads to %+v", to)
	}
	d.NoFailure()
}

func TestAnotherDateGivesAnotherAnswer(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	v := s.profile.exposure
	for _, item := range v.dates().Items {
		if strings.HasPrefix(item.Label, "Another date") {
			item.Action()
		}
	}
	entries := desktest.Parts[*form.Entry](d.OpenSheet().Content)
	entries[0].SetText("soon")
	if d.OpenSheet().Save() || len(d.Failed) != 1 {
		t.Error("a date that is none was taken")
	}
	d.Failed = nil
	entries[0].SetText("2015")
	if !d.OpenSheet().Save() {
		t.Fatal("2015 was refused")
	}
	if v.known.on != "2015" || when(v.on) != "On 2015" {
		t.Errorf("the answer is of %q", v.known.on)
	}
	a := v.known.answer("ofac")
	if !strings.Contains(strings.Join(a.Notes, " "), "was not yet") {
		t.Errorf("in 2015 GENCO was not listed; the notes are %q", a.Notes)
	}
}

func TestAChainIsDrawnRowByRow(t *testing.T) {
	d := desktest.New(t)
	id := chained(t, d)
	s := shownExposure(t, d, id)
	v := s.profile.exposure
	if got := v.known.answer("ofac").Verdict; got != ownership.VerdictCertain {
		t.Fatalf("OFAC says %s, want certain: 30%% and at least 20%% through firms of X", got)
	}
	drawn := desktest.Parts[*chain](v.content)
	if len(drawn) != 1 || len(drawn[0].rows) != 3 || len(drawn[0].rows[0]) != 1 || len(drawn[0].links) != 6 {
		t.Fatalf("the chain is not drawn in three rows with six lines: %d", len(drawn))
	}
	for _, b := range desktest.Parts[*ownBox](drawn[0]) {
		if b.tapped != nil && b.of.name == "Alder Holding Ltd" {
			b.Tapped(nil)
		}
	}
	if to := d.Last(); to.ID.IsZero() || to.Screen != desk.Entities {
		t.Errorf("a click on an owner leads to %+v", to)
	}
}

func TestPicturesOfOwnership(t *testing.T) {
	scrolled := func(s *Screen) {
		s.profile.scroll.Refresh()
		s.profile.scroll.ScrollToBottom()
	}
	desktest.Shoot(t, "exposure-chain", func(t *testing.T, d *desktest.Desk) {
		scrolled(shownExposure(t, d, chained(t, d)))
	})
	desktest.Shoot(t, "exposure-sakorenma", func(t *testing.T, d *desktest.Desk) {
		scrolled(opened(t, d, sakorenma))
	})
	desktest.Shoot(t, "exposure-arithmetic", func(t *testing.T, d *desktest.Desk) {
		s := shownExposure(t, d, chained(t, d))
		s.profile.exposure.opened = true
		s.profile.exposure.draw()
		scrolled(s)
	})
}
