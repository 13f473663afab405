package form

import (
	"testing"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/desk/desktest"
)

// property finds a property of a schema, which the test takes for granted.
func property(t *testing.T, schema, name string) *ontology.Property {
	t.Helper()
	s, ok := ontology.Default().Schema(schema)
	if !ok {
		t.Fatalf("no schema %s", schema)
	}
	p, ok := s.Property(name)
	if !ok {
		t.Fatalf("%s has no property %s", schema, name)
	}
	return p
}

// shown puts a form's rows into the window and gives the first one the focus.
func shown(d *desktest.Desk, rows ...fyne.CanvasObject) *Column {
	c := NewColumn(rows...)
	d.Window().SetContent(c)
	return c
}

// put types a text into an entry that gets the focus first.
func put(d *desktest.Desk, e *Entry, text string) {
	d.Window().Canvas().Focus(e)
	for _, r := range text {
		e.TypedRune(r)
	}
}

// company finds an entity of the sample by name.
func company(t *testing.T, d *desktest.Desk, name string) store.ID {
	t.Helper()
	id, err := app.FindEntity(t.Context(), d.Case(), name)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
