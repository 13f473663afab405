package sources

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

func saveKey() fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}
}

func typeInto(e *form.Entry, text string) {
	for _, c := range text {
		e.TypedRune(c)
	}
}

// opened shows the screen with the sample case.
func opened(t *testing.T, r desk.Route) (*desktest.Desk, *Screen) {
	t.Helper()
	d := desktest.New(t)
	s := newScreen(d, nil)
	r.Screen = desk.Sources
	d.Show(s, r)
	drawn(d.Window().Content())
	return d, s
}

func sourceNumber(t *testing.T, d *desktest.Desk, number int) store.SourceRow {
	t.Helper()
	rows, err := d.Case().Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return rows[number-1]
}

func TestOpensOnTheFirstSource(t *testing.T) {
	d, s := opened(t, desk.Route{})
	d.NoFailure()
	if s.card == nil || s.card.Number != 1 || s.list.Selected() != 0 {
		t.Fatalf("open is %+v, selected row %d", s.card, s.list.Selected())
	}
	if d.Inspected == nil || !desktest.Says(d.Inspected, "B2 · usually reliable, probably true") {
		t.Error("the inspector does not say the grade in words")
	}
	if !desktest.Says(s.Content(), s.card.Note) || !strings.Contains(s.card.Note, "Original not in this sample.") {
		t.Error("the note that the original is not here does not stand above the text")
	}
}

func TestARouteLeadsToThePassage(t *testing.T) {
	d, s := opened(t, desk.Route{})
	rferl := sourceNumber(t, d, 2)
	s.middle.choose(tabHistory)
	s.Open(desk.Route{Screen: desk.Sources, ID: rferl.ID, Passage: 54})
	if s.card.ID != rferl.ID || s.middle.tabs.Selected() != tabText {
		t.Fatalf("open is source %d under %s", s.card.Number, s.middle.tabs.Selected())
	}
	if got := s.middle.text.reader.Selection(); got.First != 54 || !got.Empty() {
		t.Errorf("the caret stands in %+v", got)
	}
	if !strings.HasPrefix(s.middle.text.picked.Text(), "¶ 54 · cited for ") {
		t.Errorf("below the text stands %q", s.middle.text.picked.Text())
	}
	s.Open(desk.Route{Screen: desk.Sources, ID: rferl.ID, Passage: 999})
	if len(d.Said) == 0 {
		t.Error("nobody says that there is no such passage")
	}
}

func TestAnOlderAnswerIsDropped(t *testing.T) {
	d, s := opened(t, desk.Route{})
	first, third := sourceNumber(t, d, 1), sourceNumber(t, d, 3)
	d.Hold = true
	s.pick(third.ID)
	s.pick(first.ID)
	d.Release(true)
	if s.card.ID != first.ID {
		t.Errorf("source %d is shown, the last one asked for is 1", s.card.Number)
	}
}

func TestArrowsWalkAndEnterReads(t *testing.T) {
	d, s := opened(t, desk.Route{})
	d.Window().Canvas().Focus(s.list)
	d.Type(fyne.KeyDown, fyne.KeyDown)
	if s.card.Number != 3 {
		t.Errorf("two steps down is source %d", s.card.Number)
	}
	d.Type(fyne.KeyReturn)
	if d.Window().Canvas().Focused() != s.middle.text.reader {
		t.Error("Enter does not go on to the text")
	}
}

func TestFindFiltersAndEscapeShowsAll(t *testing.T) {
	d, s := opened(t, desk.Route{})
	s.Find()
	if d.Window().Canvas().Focused() != s.middle.text.find.entry {
		t.Fatal("the cursor is not in the search of the text")
	}
	s.Find()
	if d.Window().Canvas().Focused() != s.filter {
		t.Fatal("the cursor is not in the filter")
	}
	test.Type(s.filter, "ofac")
	if len(s.shelf.shown) != 2 {
		t.Errorf("%d sources fit", len(s.shelf.shown))
	}
	d.Type(fyne.KeyEscape)
	if len(s.shelf.shown) != 14 {
		t.Errorf("after Escape %d sources are shown", len(s.shelf.shown))
	}
	test.Type(s.filter, "ofac")
	d.Type(fyne.KeyDown)
	if d.Window().Canvas().Focused() != s.list || s.card.Number != 3 {
		t.Errorf("down from the filter leads to source %d", s.card.Number)
	}
}

func TestAStatementLeadsToItsEntity(t *testing.T) {
	d, s := opened(t, desk.Route{Tab: tabStatements})
	rows, err := d.Case().Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.Open(desk.Route{Screen: desk.Sources, ID: rows[0].ID, Tab: tabStatements})
	if s.middle.tabs.Selected() != tabStatements || len(s.middle.cited) <= len(s.card.Cited) {
		t.Fatalf("tab %s with %d lines", s.middle.tabs.Selected(), len(s.middle.cited))
	}
	s.middle.citedList.OnTap(1)
	want := desk.Route{Screen: desk.Entities, ID: s.card.Cited[0].Entity, Statement: s.card.Cited[0].Statement.ID}
	if d.Last() != want {
		t.Errorf("went to %+v, want %+v", d.Last(), want)
	}
	marks := desktest.Parts[*part.CitationMark](d.Inspected)
	if len(marks) != citedInInspector {
		t.Fatalf("the inspector shows %d marks", len(marks))
	}
	test.Tap(marks[0])
	if s.middle.tabs.Selected() != tabText || s.middle.text.reader.Selection().First == 0 {
		t.Error("a mark in the inspector does not lead to its passage")
	}
}

func TestACitedSourceStaysAndSaysWhy(t *testing.T) {
	d, s := opened(t, desk.Route{})
	d.Window().Canvas().Focus(s.list)
	d.Type(fyne.KeyDelete)
	if len(d.Failed) != 1 || !strings.Contains(d.Failed[0].Error(), "cite this source") || len(s.shelf.all) != 14 {
		t.Errorf("said: %v", d.Failed)
	}
}

func TestTheFormLogsASourceWithAFile(t *testing.T) {
	d, s := opened(t, desk.Route{})
	path := filepath.Join(t.TempDir(), "extract.txt")
	if err := os.WriteFile(path, []byte("the original"), 0o600); err != nil {
		t.Fatal(err)
	}
	var logged store.ID
	f := openForm(d, app.SourceEntry{Path: path}, func(id store.ID) { logged = id })
	if d.Window().Canvas().Focused() != f.title {
		t.Error("the cursor is not in the title")
	}
	f.title.SetText("Registry extract")
	f.draft.notes = "One.\n\nTwo."
	test.Type(f.grade, "a1")
	f.draft.published = "yesterday"
	f.file.TypedShortcut(saveKey())
	if !logged.IsZero() || f.rows[fieldPublished].Message() == "" {
		t.Fatal("a date that cannot be read was let through in silence")
	}
	if e, ok := d.Window().Canvas().Focused().(*form.Entry); !ok || e.PlaceHolder != "2018, 2018-08, 2 August 2018, about 2018" {
		t.Error("the field that is wrong does not have the keyboard")
	}
	f.draft.published = "by 2015"
	f.file.TypedShortcut(saveKey())
	d.NoFailure()
	if logged.IsZero() || !d.Sheets[0].Closed {
		t.Fatalf("the source was not logged: %q", f.problem.Text())
	}
	s.Open(desk.Route{Screen: desk.Sources, ID: logged})
	c := s.card
	if c.Title != "Registry extract" || c.Published != "[..2015]" || c.Grade.String() != "A1" || len(c.Layers) != 2 || len(c.Files) != 1 || c.Kind != "document" {
		t.Errorf("logged: %+v with %d passages and %d files", c.Source, len(c.Text), len(c.Files))
	}
	if !desktest.Says(d.Inspected, "extract.txt · 12 bytes") {
		t.Error("the inspector does not show the file")
	}
	d.Press(d.Inspected, "Verify")
	if !desktest.Says(d.Inspected, "Verified today") {
		t.Error("the inspector does not say that the file is sound")
	}
	d.Press(d.Inspected, "Copy")
	if got := fyne.CurrentApp().Clipboard().Content(); got != c.Files[0].Hash() {
		t.Errorf("the clipboard holds %q", got)
	}
	s.remove(logged)
	if s.known(logged) {
		t.Error("a source that nothing cites was not removed")
	}
}

func TestEditingKeepsTheSource(t *testing.T) {
	d, s := opened(t, desk.Route{})
	before := s.card.Source
	s.edit()
	sheet := d.OpenSheet()
	if sheet.Content.(desk.Draft).Changed() {
		t.Error("a form nobody touched says it holds something unsaved")
	}
	entries := desktest.Parts[*form.Entry](sheet.Content)
	typeInto(entries[0], "New: ")
	if !sheet.Content.(desk.Draft).Changed() {
		t.Error("a changed form says it holds nothing")
	}
	entries[0].TypedShortcut(saveKey())
	d.NoFailure()
	want := before
	want.Title = "New: " + before.Title
	if s.card.Source != want {
		t.Errorf("after saving: %+v, want %+v", s.card.Source, want)
	}
	if len(d.Said) == 0 || !d.Said[len(d.Said)-1].Undo {
		t.Error("the change does not offer to be taken back")
	}
}

func TestAPassageIsCitedForAnEntity(t *testing.T) {
	d, s := opened(t, desk.Route{})
	s.passage(16)
	before := s.card.Passages[16]
	d.Press(s.Content(), "Cite ¶ 16…")
	list, ok := d.Window().Canvas().Focused().(*choices)
	if !ok {
		t.Fatalf("%T has the focus, not the card", d.Window().Canvas().Focused())
	}
	list.choose(len(list.all) - 2) // a property of an entity
	sheet := d.OpenSheet()
	if sheet.Title != "Cite [1] ¶ 16" {
		t.Errorf("the form is called %q", sheet.Title)
	}
	if sheet.Save() {
		t.Error("an empty form closed")
	}
	typeIntoFocused(t, d, "fee for one")
	d.Type(fyne.KeyReturn)
	amount, ok := d.Window().Canvas().Focused().(*form.Entry)
	if !ok || amount.Text != "~100000 RUB/month" {
		t.Fatalf("the sum that was recognised is not filled in: %+v", d.Window().Canvas().Focused())
	}
	amount.SetText("90000 RUB/month")
	d.Window().Canvas().Focused().(fyne.Shortcutable).TypedShortcut(saveKey())
	d.NoFailure()
	if !sheet.Closed {
		t.Fatal("the form is still open")
	}
	if got := s.card.Passages[16]; got != before+1 {
		t.Errorf("the passage is cited %d times, was %d", got, before)
	}
}

func typeIntoFocused(t *testing.T, d *desktest.Desk, text string) {
	t.Helper()
	e, ok := d.Window().Canvas().Focused().(*form.Entry)
	if !ok {
		t.Fatalf("%T has the focus, not a field, while typing %q", d.Window().Canvas().Focused(), text)
	}
	typeInto(e, text)
}

func TestAPassageMakesANewEntity(t *testing.T) {
	d, s := opened(t, desk.Route{})
	f := openCite(d, s.card, fill{quote: quote{passage: 3}})
	entity := f.question().(*factPart).entity.pick
	typeInto(entity.Entry, "Brand-new firm")
	if o := entity.Options(); len(o) == 0 || !o[0].Make || o[0].Key != "Company" {
		t.Fatalf("offered: %+v", o)
	}
	d.Type(fyne.KeyReturn)
	f.submit()
	d.NoFailure()
	id, err := app.FindEntity(t.Context(), d.Case(), "Brand-new firm")
	if err != nil {
		t.Fatalf("the firm was not made: %v (%s)", err, f.problem.Text())
	}
	said, err := d.Case().Statements(t.Context(), store.StatementFilter{Entity: id})
	if err != nil || len(said) != 1 || said[0].Source != s.card.ID || said[0].Notings[0].Citation.Passage != 3 {
		t.Errorf("said of it: %+v, %v", said, err)
	}
}

func TestAnEmptyCaseOffersTheFirstStep(t *testing.T) {
	d := desktest.NewEmpty(t)
	s := newScreen(d, nil)
	d.Show(s, desk.Route{Screen: desk.Sources})
	d.Press(s.Content(), "Log a source…")
	if len(d.Forms) != 1 || d.Forms[0].What != "source" {
		t.Fatalf("forms asked for: %+v", d.Forms)
	}
	id, err := app.AddSource(t.Context(), d.Case(), app.SourceEntry{Source: store.Source{Title: "The first"}})
	if err != nil {
		t.Fatal(err)
	}
	d.Forms[0].Done(id)
	if s.card == nil || s.card.Title != "The first" || !s.panes.Visible() || s.empty.Visible() {
		t.Error("the first source is not shown")
	}
	if !s.middle.text.none.Visible() {
		t.Error("a source without text does not say so")
	}
}

func TestAChangeFromElsewhereIsRead(t *testing.T) {
	d, s := opened(t, desk.Route{})
	if _, err := app.AddSource(t.Context(), d.Case(), app.SourceEntry{Source: store.Source{Title: "Another"}}); err != nil {
		t.Fatal(err)
	}
	d.Changed()
	if len(s.shelf.all) != 15 || s.card.Number != 1 {
		t.Errorf("%d sources, source %d open", len(s.shelf.all), s.card.Number)
	}
}

func TestTheWidthOfTheListIsRemembered(t *testing.T) {
	d, s := opened(t, desk.Route{})
	if list, _ := s.panes.Widths(); list != 400 {
		t.Errorf("the list is %v wide", list)
	}
	s.panes.OnMoved(350, 0)
	s.Resize(true)
	s.Resize(false)
	if list, _ := s.panes.Widths(); list != 350 {
		t.Errorf("the list is %v wide, was left at 350", list)
	}
	d.NoFailure()
}
