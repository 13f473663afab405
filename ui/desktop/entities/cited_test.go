package entities

import (
	"testing"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
)

func TestACitationLeadsToTheWordsThatAreCited(t *testing.T) {
	d := desktest.NewEmpty(t)
	source, err := app.AddSource(t.Context(), d.Case(), app.SourceEntry{Source: store.Source{Title: "A letter"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.AddNotes(t.Context(), d.Case(), source, []store.Passage{{Text: "Ключ: Quay Stores wrote it."}}); err != nil {
		t.Fatal(err)
	}
	layer, _, err := d.Case().Text(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		cite app.Cite
		want desk.Route
	}{
		{"with its place", app.Cite{Source: source, Layer: layer.ID, Passage: 1, Start: 6, Stop: 17, Quote: "Quay Stores"}, desk.Route{Start: 6, Stop: 17}},
		{"by its words", app.Cite{Source: source, Passage: 1, Quote: "Stores wrote"}, desk.Route{Start: 11, Stop: 23}},
		{"as a whole", app.Cite{Source: source, Passage: 1}, desk.Route{}},
	} {
		id, err := app.AddEntity(t.Context(), d.Case(), "Company", "Quay Stores "+tt.name, "", nil, tt.cite)
		if err != nil {
			t.Fatal(err)
		}
		all, err := app.Load(t.Context(), d.Case(), id)
		if err != nil {
			t.Fatal(err)
		}
		s := New(d, &Forms{})
		s.goTo(all.Facts[0].Rows[0].Marks[0])
		if got := d.Last(); got.ID != source || got.Passage != 1 || got.Start != tt.want.Start || got.Stop != tt.want.Stop {
			t.Errorf("%s: went to %+v", tt.name, got)
		}
	}
	d.NoFailure()
}
