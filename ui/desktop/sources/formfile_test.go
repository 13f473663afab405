package sources

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

const page = `<html lang="en"><head><title>Permits for workers</title><meta name="author" content="A. Writer">
<link rel="canonical" href="https://example.org/permits"></head><body><article><h1>Permits for workers</h1>
<p>The ministry gave at least 700 permits this year, and the letter that says so is quoted here at some length.</p>
<p>A second paragraph adds that none of them was taken back before the summer of the same year.</p></article></body></html>`

func fileOf(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func loggedCard(t *testing.T, d *desktest.Desk, id store.ID) *app.SourceCard {
	t.Helper()
	c, err := app.LoadSource(t.Context(), d.Case(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAFileFillsItsForm(t *testing.T) {
	d := desktest.NewEmpty(t)
	var logged store.ID
	f := openTakeForm(d, capture.Item{Path: fileOf(t, "permits.html", page)}, "dropped", store.Source{Publisher: "The Gazette"}, func(id store.ID) { logged = id })
	if f.draft.title != "Permits for workers" || f.draft.author != "A. Writer" || f.draft.address != "https://example.org/permits" || f.draft.language != "en" ||
		f.draft.publisher != "The Gazette" || f.draft.kind != "article" || f.title.Text != f.draft.title {
		t.Errorf("filled: %+v", f.draft)
	}
	if got := f.taken.text.Text(); !strings.HasPrefix(got, "Found: Web page · ") || !strings.Contains(got, "passages of text · English") {
		t.Errorf("found: %q", got)
	}
	if d.OpenSheet().Content.(interface{ Changed() bool }).Changed() {
		t.Error("what the form filled in by itself counts as typed")
	}
	f.submit()
	d.NoFailure()
	c := loggedCard(t, d, logged)
	custody, err := d.Case().Custody(t.Context(), c.Files[0].SHA256)
	if err != nil || len(c.Text) < 2 || len(c.Readings) != 1 || len(custody) != 1 || !strings.Contains(custody[0].Detail, "dropped") {
		t.Errorf("logged: %+v, %+v, %v", c, custody, err)
	}
	if label, err := d.Case().Undo(t.Context()); err != nil || label != "Log source" {
		t.Errorf("undo takes back %q, %v", label, err)
	}
	if rows, err := d.Case().Sources(t.Context()); err != nil || len(rows) != 0 {
		t.Errorf("one undo leaves %d sources, %v", len(rows), err)
	}
}

func TestWhatWasTypedStays(t *testing.T) {
	d := desktest.NewEmpty(t)
	f := openForm(d, app.SourceEntry{}, nil)
	typeInto(f.title, "My own title")
	f.file.SetText(fileOf(t, "permits.html", page))
	f.lookAtPath()
	if f.draft.title != "My own title" || f.draft.author != "A. Writer" {
		t.Errorf("filled: %+v", f.draft)
	}
	f.file.SetText(fileOf(t, "list.csv", "name,place\nA,B\nC,D\n"))
	f.lookAtPath()
	if f.draft.title != "My own title" || f.draft.author != "" || f.draft.kind != "table" {
		t.Errorf("another file leaves: %+v", f.draft)
	}
	f.file.SetText("")
	f.lookAtPath()
	if f.taken.read != nil || f.taken.text.Text() != keptWhole {
		t.Errorf("without a file it says %q", f.taken.text.Text())
	}
}

func TestAFileWithoutTextSaysSo(t *testing.T) {
	d := desktest.NewEmpty(t)
	f := openTakeForm(d, capture.Item{Path: fileOf(t, "broken.pdf", "%PDF-1.7 and nothing")}, "dropped", store.Source{}, nil)
	if got := f.taken.text.Text(); !strings.Contains(got, "damaged") {
		t.Errorf("it says %q", got)
	}
	f.submit()
	d.NoFailure()
	if rows, err := d.Case().Sources(t.Context()); err != nil || len(rows) != 1 || rows[0].Title != "broken" {
		t.Errorf("%+v, %v", rows, err)
	}
	f = openTakeForm(d, capture.Item{Path: filepath.Join(t.TempDir(), "gone.pdf")}, "dropped", store.Source{Title: "Gone"}, nil)
	if f.submit(); len(d.Failed) != 1 || !strings.Contains(d.Failed[0].Error(), "gone.pdf is not there") {
		t.Errorf("a file that is gone: %v", d.Failed)
	}
}

func TestTheSameBytesAreNoticedInPlace(t *testing.T) {
	d := desktest.NewEmpty(t)
	path := fileOf(t, "permits.html", page)
	var first store.ID
	openTakeForm(d, capture.Item{Path: path}, "dropped", store.Source{}, func(id store.ID) { first = id }).submit()
	copied := fileOf(t, "copy.html", page)
	f := openTakeForm(d, capture.Item{Path: copied}, "dropped", store.Source{}, nil)
	if !f.taken.note.Visible() || !desktest.Says(f.taken.note, "These bytes are already in the case as [1] Permits for workers.") {
		t.Error("the form does not say that the bytes are there")
	}
	f.submit()
	if len(d.Failed) != 1 || d.Sheets[1].Closed {
		t.Error("the same bytes are logged again without a word")
	}
	d.Press(f.taken.note, "Open it")
	if d.Last().ID != first || !d.Sheets[1].Closed {
		t.Errorf("it leads to %+v", d.Last())
	}
	var second store.ID
	f = openTakeForm(d, capture.Item{Path: copied}, "dropped", store.Source{}, func(id store.ID) { second = id })
	d.Press(f.taken.note, "Log again all the same")
	f.submit()
	c := loggedCard(t, d, second)
	if second == first || len(c.Files) != 1 || len(c.Text) < 2 {
		t.Errorf("logged again: %+v", c)
	}
	if rows, err := d.Case().Evidence(t.Context(), store.ID{}); err != nil || len(rows) != 2 || rows[0].SHA256 != rows[1].SHA256 {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestAPastedTextIsKeptAsAFile(t *testing.T) {
	d := desktest.NewEmpty(t)
	var logged store.ID
	item := capture.Item{Data: []byte("Записка с рынка\n\nНа стройке заняты рабочие, говорит прораб, и платят им мало.\n"), Name: "записка-с-рынка.txt"}
	f := openTakeForm(d, item, "pasted", store.Source{Title: "Записка с рынка", Kind: "interview"}, func(id store.ID) { logged = id })
	if f.file != nil || f.draft.title != "Записка с рынка" || f.draft.kind != "interview" || f.draft.language != "ru" {
		t.Errorf("filled: %+v", f.draft)
	}
	f.submit()
	d.NoFailure()
	c := loggedCard(t, d, logged)
	var b strings.Builder
	if err := d.Case().WriteEvidence(t.Context(), c.Files[0].SHA256, &b); err != nil || b.String() != string(item.Data) {
		t.Errorf("kept: %q, %v", b.String(), err)
	}
	if len(c.Text) != 2 || c.Files[0].Name != item.Name {
		t.Errorf("logged: %+v", c)
	}
}

func TestSavingWaitsForTheReading(t *testing.T) {
	d := desktest.NewEmpty(t)
	d.Hold = true
	var logged store.ID
	f := openTakeForm(d, capture.Item{Path: fileOf(t, "permits.html", page)}, "dropped", store.Source{}, func(id store.ID) { logged = id })
	f.submit()
	if !logged.IsZero() || !strings.Contains(f.taken.text.Text(), "as soon as it is read") {
		t.Errorf("it says %q", f.taken.text.Text())
	}
	d.Release(false)
	d.NoFailure()
	if c := loggedCard(t, d, logged); c.Title != "Permits for workers" || len(c.Text) < 2 {
		t.Errorf("logged: %+v", c)
	}
}

func TestTheFormWithAFileIsDrawn(t *testing.T) {
	d := desktest.NewEmpty(t)
	f := openTakeForm(d, capture.Item{Path: fileOf(t, "permits.html", page)}, "dropped", store.Source{}, nil)
	sheet := part.NewSheet("Log a source", f.column, "Log source", "Cancel")
	d.Window().Resize(fyne.NewSize(1100, 700))
	sheet.Open(d.Window().Canvas())
	d.Window().Canvas().Capture()
}
