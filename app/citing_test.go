package app_test

import (
	"testing"

	"redthread/app"
	"redthread/store"
)

// What a passage is cited for is one action, parties that are made included;
// its words are found again in a newer text where they still stand.
func TestNoteMakesItsPartiesInOneAction(t *testing.T) {
	ctx := t.Context()
	c, err := env(t).Create(ctx, t.TempDir()+"/a.rtcase", "A case")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	source, err := app.AddSource(ctx, c, app.SourceEntry{Source: store.Source{Title: "A"}, Passages: []store.Passage{{Number: 1, Text: "Harbour Works owns Quay Stores."}}})
	if err != nil {
		t.Fatal(err)
	}
	card, err := app.LoadSource(ctx, c, source)
	if err != nil {
		t.Fatal(err)
	}
	cite := app.Cite{Source: source, Layer: card.Layer, Passage: 1, Start: 14, Stop: 18, Quote: "owns"}
	firm := func(name string) app.Party { return app.Party{Schema: "Company", Name: name} }
	said := []app.Said{
		{Fact: app.Fact{Property: "owner"}, To: firm("Harbour Works")},
		{Fact: app.Fact{Property: "asset"}, To: firm("Quay Stores")},
	}
	id, err := app.Note(ctx, c, "Cite a passage", app.Party{Schema: "Ownership"}, said, cite)
	if err != nil {
		t.Fatal(err)
	}
	name, err := app.Caption(ctx, c, id)
	if err != nil || name != "Harbour Works → Quay Stores (ownership)" {
		t.Errorf("made is %q, %v", name, err)
	}
	count := func(want int) {
		t.Helper()
		if card, err = app.LoadSource(ctx, c, source); err != nil {
			t.Fatal(err)
		}
		if n := len(card.CitedFor(1, 15, 16)); n != want {
			t.Errorf("%d statements cite the word, want %d", n, want)
		}
		if n := len(card.CitedFor(1, 0, 5)); n != 0 {
			t.Errorf("%d statements cite a word beside it", n)
		}
	}
	count(4)
	if _, err := app.AddNotes(ctx, c, source, []store.Passage{{Text: "More."}}); err != nil {
		t.Fatal(err)
	}
	count(4) // in the newer notes too
	if len(card.Text) != 2 || card.Text[1].Number != 2 {
		t.Errorf("the notes are %+v", card.Text)
	}
	for range 2 {
		if _, err := c.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	count(0)
	if _, err := app.Note(ctx, c, "x", firm("A"), []app.Said{{Fact: app.Fact{Property: "owner"}, To: app.Party{}}}, cite); err == nil {
		t.Error("a fact without a value was noted")
	}
}
