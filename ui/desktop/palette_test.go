package desktop

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/store"
	"redthread/ui/desktop/desk"
)

func TestThePaletteFindsAnEntity(t *testing.T) {
	s := withSample(t)
	s.menu(menuGo, "Search or command…")
	test.Type(s.win.Canvas().Focused(), "sakorenma")
	s.settled()
	s.key(fyne.KeyReturn)
	if s.win.Canvas().Overlays().Top() != nil {
		t.Error("the palette is still open")
	}
	r := s.fakes[desk.Entities].last()
	row, err := s.bench.c.Entity(t.Context(), r.ID)
	if err != nil || row.Caption != "Sakorenma Ltd." {
		t.Errorf("Enter leads to %+v %v, want the firm before what is said about it", row, err)
	}
}

func TestThePaletteFindsByShortID(t *testing.T) {
	s := withSample(t)
	rows, err := s.bench.c.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.menu(menuGo, "Search or command…")
	test.Type(s.win.Canvas().Focused(), s.bench.c.Short(store.KindSource, rows[2].ID))
	s.settled()
	s.key(fyne.KeyReturn)
	if got := s.fakes[desk.Sources].last().ID; got != rows[2].ID {
		t.Errorf("the id leads to %v, want %v", got, rows[2].ID)
	}
}

func TestThePaletteRunsCommands(t *testing.T) {
	s := withSample(t)
	s.menu(menuGo, "Search or command…")
	test.Type(s.win.Canvas().Focused(), "add note")
	s.key(fyne.KeyReturn)
	// Enter waits for the case's answer: it might name what is meant.
	s.until("the form for a note is open", func() bool { return len(s.sheets) == 1 })
}

func TestThePaletteOffersToCreate(t *testing.T) {
	s := withSample(t)
	s.menu(menuGo, "Search or command…")
	test.Type(s.win.Canvas().Focused(), "Xyzzy Trading")
	s.settled()
	s.key(fyne.KeyReturn)
	if len(s.asked) != 1 || s.asked[0] != "entity Xyzzy Trading" {
		t.Errorf("asked for %v", s.asked)
	}
}

func TestEscapeClosesThePalette(t *testing.T) {
	s := withSample(t)
	s.menu(menuGo, "Search or command…")
	s.key(fyne.KeyEscape)
	if s.win.Canvas().Overlays().Top() != nil {
		t.Error("the palette is still open")
	}
}
