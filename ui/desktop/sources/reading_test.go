package sources

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/reader"
)

// withFile opens an empty case with one source whose file holds some words.
func withFile(t *testing.T, name string, data []byte) (*desktest.Desk, *Screen) {
	t.Helper()
	d := desktest.NewEmpty(t)
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := capture.TakeIn(t.Context(), d.Case(), []capture.Item{{Path: path}}, capture.Options{Reader: capture.InProcess, How: "chosen"}, nil); err != nil {
		t.Fatal(err)
	}
	s := newScreen(d, nil)
	d.Show(s, desk.Route{Screen: desk.Sources})
	drawn(d.Window().Content())
	return d, s
}

// drawn makes what a window makes when it first draws itself; until then
// nothing inside can have the keyboard.
func drawn(o fyne.CanvasObject) {
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, k := range inside {
		drawn(k)
	}
}

func only(t *testing.T, d *desktest.Desk) []store.Statement {
	t.Helper()
	all, err := d.Case().Statements(t.Context(), store.StatementFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (s *Screen) mouseSelects(words string, passage int) {
	r := s.middle.text.reader
	r.Select(selected(passageText(s.card, passage), words, passage))
	r.OnSelect(r.Selection())
}

func TestAReadyOfferIsWrittenWithOneEnter(t *testing.T) {
	d, s := withFile(t, "advert.txt", []byte("First.\n\nThe advert lists a wage of 16,000 to 20,000 rubles a month."))
	s.mouseSelects("16,000 to 20,000 rubles a month", 2)
	if s.middle.text.reader.Card() == nil {
		t.Fatal("no card opened under the selection")
	}
	s.middle.text.reader.OnCite(s.middle.text.reader.Selection()) // Enter
	d.Type(fyne.KeyReturn)
	d.NoFailure()
	all := only(t, d)
	if len(all) != 3 || all[2].Value != "16000..20000 RUB/month" || all[1].Value != "declared" || all[0].Value != "Pay, declared: 16,000–20,000 RUB a month" {
		t.Fatalf("written: %+v", all)
	}
	k := all[2].Notings[0].Citation
	if k.Layer != s.card.Layer || k.Layer.IsZero() || k.Passage != 2 || k.Quote != "16,000 to 20,000 rubles a month" || k.Stop-k.Start != len(k.Quote) {
		t.Errorf("cited at %+v", k)
	}
	if said := d.Said[len(d.Said)-1]; !said.Undo || !strings.HasPrefix(said.Text, "Noted: Wage") {
		t.Errorf("said %+v", said)
	}
	if s.middle.text.reader.Card() != nil || s.waiting() != 0 {
		t.Errorf("the card is still open, or %d things still wait", s.waiting())
	}
	// A click on the words now tells what they are cited for.
	s.middle.text.openSpan(2, reader.Span{Start: k.Start, Stop: k.Stop, Key: citedKey{}})
	list := d.Window().Canvas().Focused().(*choices)
	if len(list.all) != 3 {
		t.Fatalf("cited for %+v", list.all)
	}
	list.choose(2)
	if d.Last().Screen != desk.Entities || d.Last().Statement != all[2].ID {
		t.Errorf("went to %+v", d.Last())
	}
	d.Type(fyne.KeyEscape)
	if s.middle.text.reader.Card() != nil || d.Window().Canvas().Focused() != s.middle.text.reader {
		t.Error("Escape does not lead back to the text")
	}
}

func TestTheInboxLeadsToTheTextAndSetsAside(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("They hired 300 welders in 2017.\n\nPaid 5,000 rubles."))
	n := s.waiting()
	if n < 3 || s.middle.found() != n {
		t.Fatalf("%d things wait", n)
	}
	s.middle.choose(tabFound)
	s.middle.focus()
	d.Type(fyne.KeyDelete)
	d.NoFailure()
	if s.waiting() != n-1 || len(s.middle.inbox.shown) != n-1 || !d.Said[len(d.Said)-1].Undo {
		t.Fatalf("after setting aside %d wait", s.waiting())
	}
	if _, err := d.Case().Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Changed()
	if s.waiting() != n {
		t.Errorf("after Undo %d wait", s.waiting())
	}
	if len(only(t, d)) != 0 {
		t.Error("the inbox wrote something into the case")
	}
	d.Type(fyne.KeyReturn)
	sel := s.middle.text.reader.Selection()
	if s.middle.tabs.Selected() != tabText || sel.Empty() || s.middle.text.reader.Card() == nil {
		t.Errorf("Enter leads to %q under %s", sel.Text, s.middle.tabs.Selected())
	}
	s.Key(&fyne.KeyEvent{Name: fyne.KeyF4})
	if next := s.middle.text.reader.Selection(); next == sel {
		t.Error("F4 does not go on")
	}
}

func TestAnOlderReadingOpensWithAWayToTheNewest(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("Old words.\n\nMore of them."))
	old, source := s.card.Layer, s.card.ID
	s.rereadNow(s.card.Files[0], capture.Options{Charset: "windows-1251"})
	d.NoFailure()
	if s.card.Layer == old || len(s.card.Layers) != 2 || s.middle.text.newest.Visible() {
		t.Fatal("the new reading is not shown")
	}
	s.Open(desk.Route{Screen: desk.Sources, ID: source, Layer: old, Passage: 2, Start: 0, Stop: 4})
	if s.card.Layer != old || s.middle.text.older.Text() != "An older reading of this text" || !s.middle.text.newest.Visible() {
		t.Fatalf("above the text stands %q", s.middle.text.older.Text())
	}
	if s.middle.text.reader.Selection().First != 2 {
		t.Error("the passage is not shown")
	}
	d.Changed()
	if s.card.Layer != old {
		t.Error("a change elsewhere leads away from the older reading")
	}
	test.Tap(s.middle.text.newest)
	if s.card.Layer == old {
		t.Error("the button does not lead to the newest reading")
	}
	if n := len(s.middle.text.layerMenu().Items); n != 2 {
		t.Errorf("%d texts are offered", n)
	}
}

func TestTheFormAsksForLinkWageAndCount(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("Harbour Works owns a third of Quay Stores. 300 workers were registered."))
	words := selected(passageText(s.card, 1), "owns a third", 1)
	q, _ := quoteOf(s.card.Text, words)

	f := openCite(d, s.card, fill{quote: q, as: asLink})
	link := f.question().(*linkPart)
	f.submit()
	if f.problem.Text() != "Choose both ends of the link." {
		t.Errorf("an empty link says %q", f.problem.Text())
	}
	typeInto(link.from.pick.Entry, "Harbour Works")
	d.Type(fyne.KeyReturn)
	typeIntoFocused(t, d, "Quay Stores")
	d.Type(fyne.KeyReturn)
	typeIntoFocused(t, d, "owns")
	d.Type(fyne.KeyReturn)
	typeIntoFocused(t, d, "1/3")
	f.submit()
	d.NoFailure()
	if !d.Sheets[len(d.Sheets)-1].Closed {
		t.Fatalf("the link was not noted: %s", f.problem.Text())
	}
	var share store.Statement
	for _, st := range only(t, d) {
		if st.Property == "percentage" {
			share = st
		}
		if st.Notings[0].Citation.Quote != "owns a third" {
			t.Errorf("%s is cited as %q", st.Property, st.Notings[0].Citation.Quote)
		}
	}
	if share.Value != "1/3" {
		t.Errorf("the share is %q", share.Value)
	}
	if label, err := d.Case().Undo(t.Context()); err != nil || len(only(t, d)) != 0 {
		t.Errorf("one Undo (%s) leaves %d statements, %v", label, len(only(t, d)), err)
	}

	f = openCite(d, s.card, fill{quote: q, as: asCount, schema: "WorkerGroup", property: "registered", value: "300"})
	count := f.question().(*countPart)
	if count.which.Selected() != "registered" || count.row.Message() != countWords["registered"] {
		t.Error("the count that was recognised is not chosen")
	}
	typeInto(count.group.pick.Entry, "Welders")
	d.Type(fyne.KeyReturn)
	f.stance.Select(stanceDenies)
	f.submit()
	d.NoFailure()
	denied := 0
	for _, st := range only(t, d) {
		if st.Stance == store.Disputes {
			denied++
			if st.Property != "registered" || st.Value != "300" {
				t.Errorf("denied: %+v", st)
			}
		}
	}
	if denied != 1 {
		t.Errorf("%d statements are denied", denied)
	}

	f = openCite(d, s.card, fill{quote: q, as: asWage, schema: "WageObservation", property: "amount", value: "5000 RUB/month"})
	f.submit()
	if !strings.Contains(f.problem.Text(), "Kind of sum") {
		t.Errorf("a wage without its kind says %q", f.problem.Text())
	}
	f.question().(*recordPart).fields[0].Set("paid")
	f.submit()
	d.NoFailure()
	if !d.Sheets[len(d.Sheets)-1].Closed {
		t.Errorf("the wage was not noted: %s", f.problem.Text())
	}
}

func TestFindInTheText(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("One fee.\n\nAnother FEE.\n\nNone."))
	s.Key(&fyne.KeyEvent{Name: fyne.KeyF3})
	test.Type(s.middle.text.find.entry, "fee")
	if got := s.middle.text.find.count.Text(); got != "1 of 2" {
		t.Errorf("it says %q", got)
	}
	d.Type(fyne.KeyReturn)
	if got := s.middle.text.find.count.Text(); got != "2 of 2" {
		t.Errorf("after Enter it says %q", got)
	}
	d.Type(fyne.KeyEscape)
	if _, n := s.middle.text.reader.Match(); n != 0 || d.Window().Canvas().Focused() != s.middle.text.reader {
		t.Error("Escape does not end the search")
	}
}

func TestNotesAreAddedAndAFileIsTakenOff(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("Words of the file."))
	d.Press(d.Inspected, "Add notes…")
	typeInto(d.Window().Canvas().Focused().(*form.Entry), "A note.")
	d.OpenSheet().Save()
	d.NoFailure()
	if s.card.TextKind != "notes" || len(s.card.Text) != 1 || len(s.card.Layers) != 2 {
		t.Fatalf("shown is %q with %d passages", s.card.TextKind, len(s.card.Text))
	}
	if _, err := app.AddNotes(t.Context(), d.Case(), s.card.ID, []store.Passage{{Text: "Another."}}); err != nil {
		t.Fatal(err)
	}
	d.Changed()
	s.openLayer(store.ID{})
	if len(s.card.Text) != 2 || s.card.Text[1].Number != 2 {
		t.Errorf("the notes are %+v", s.card.Text)
	}
	s.detach(s.card.Files[0])
	d.NoFailure()
	if len(s.card.Files) != 0 {
		t.Error("the file is still there")
	}
}

func TestTheOriginalIsShownOrSaysWhyNot(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 100))); err != nil {
		t.Fatal(err)
	}
	d, s := withFile(t, "scan.png", b.Bytes())
	s.middle.choose(tabOriginal)
	d.Resize(d.Window().Canvas().Size())
	p := s.middle.original
	if p.how != asPicture || p.img.Image == nil || p.none.Visible() {
		t.Fatalf("the picture is not shown: %s", p.said.Text())
	}
	if !s.middle.text.none.Visible() {
		t.Error("a picture without text does not say so")
	}
	dir, err := d.Env().Views()
	if err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("%d copies were made", len(left))
	}
	s.Close()
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Error("the copies outlive the case")
	}
	d, s = withFile(t, "a.txt", []byte("Words."))
	s.middle.choose(tabOriginal)
	if s.middle.original.how != elsewhere || !s.middle.original.none.Visible() {
		t.Error("a text does not say that another program shows it")
	}
	d.NoFailure()
}
