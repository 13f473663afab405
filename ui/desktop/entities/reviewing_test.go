package entities

import (
	"testing"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

// twins adds two firms to the sample case that may be one.
func twins(t *testing.T, d *desktest.Desk) (a, b store.ID) {
	t.Helper()
	var err error
	for name, id := range map[string]*store.ID{"Lantern Quay Works LLC": &a, "ООО Лантерн Квай Воркс": &b} {
		if *id, err = app.AddEntity(t.Context(), d.Case(), "Company", name, "", []app.Fact{{Property: "country", Text: "ru"}, {Property: "incorporationDate", Text: map[bool]string{true: "2015", false: "2016"}[name[0] == 'L']}}, app.Cite{}); err != nil {
			t.Fatal(err)
		}
	}
	return a, b
}

func TestReviewOfDuplicates(t *testing.T) {
	d := desktest.New(t)
	a, b := twins(t, d)
	s := New(d, &Forms{})
	d.Show(s, desk.Route{Screen: desk.Entities})
	d.Press(s.Content(), "Duplicates")
	d.NoFailure()
	if !s.queue.shown || !desktest.Says(s.Content(), "Are these one party?") {
		t.Fatal("the review does not open")
	}
	judged := func() store.Verdict {
		all, err := d.Case().Judgements(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range all {
			if j.A == b || j.B == b {
				return j.Verdict
			}
		}
		return ""
	}
	// The likeliest pair is the two that were added.
	for i := 0; !desktest.Says(s.Content(), "ООО Лантерн Квай Воркс") && i < 40; i++ {
		d.Type(fyne.KeyRight)
	}
	if !desktest.Says(s.Content(), "they do not agree, and only one can be true at a time") {
		t.Error("the preview hides that the years of founding differ")
	}
	d.Type(fyne.KeyS)
	d.Changed()
	d.NoFailure()
	if d.Inspected != nil {
		t.Error("the inspector of the profile comes back over the review")
	}
	if judged() != store.Same {
		t.Fatalf("judged %q", judged())
	}
	if _, err := d.Case().Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Changed()
	if judged() != "" {
		t.Fatal("undo left a judgement")
	}
	d.Press(s.Content(), "All entities")
	if s.queue.shown || len(desktest.Parts[*part.List](s.Content())) == 0 {
		t.Fatal("the entities do not come back")
	}
	s.Open(desk.Route{Screen: desk.Entities, Tab: TabDuplicates})
	if !s.queue.shown {
		t.Fatal("the route does not lead to the review")
	}
	s.Open(desk.Route{Screen: desk.Entities, ID: a})
	if s.queue.shown || s.Shown() != a {
		t.Fatal("an entity is not shown in place of the review")
	}
}

func TestPicturesOfTheReview(t *testing.T) {
	desktest.Shoot(t, "duplicates", func(t *testing.T, d *desktest.Desk) {
		twins(t, d)
		s := New(d, &Forms{})
		d.Show(s, desk.Route{Screen: desk.Entities, Tab: TabDuplicates})
	})
}
