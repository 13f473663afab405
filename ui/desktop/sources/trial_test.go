package sources

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

func TestSelectedWordsFillTheValue(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("Harbour Works, 12 Quay Street, hired 300 welders on 2 August 2018."))
	for _, tt := range []struct{ words, property, want string }{
		{"12 Quay Street,", "address", "12 Quay Street"},
		{"hired 300 welders.", "summary", "hired 300 welders"},
		{"on 2 August 2018", "incorporationDate", "2018-08-02"},
		{"Quay Street", "incorporationDate", ""},
	} {
		sel := selected(passageText(s.card, 1), strings.TrimSuffix(tt.words, "."), 1)
		q, ok := quoteOf(s.card.Text, sel)
		if !ok {
			t.Fatalf("nothing is selected for %q", tt.words)
		}
		f := fill{quote: q, held: heldIn(s.card, s.seen, q)}
		company, _ := ontology.Default().Schema("Company")
		p, ok := company.Property(tt.property)
		if !ok {
			t.Fatalf("a company has no %s", tt.property)
		}
		if got := f.valueFor(p); got != tt.want {
			t.Errorf("%q as %s is filled in as %q, want %q", tt.words, tt.property, got, tt.want)
		}
		f.named = true
		if f.valueFor(p) != "" {
			t.Error("the name of the party itself is filled in as a value")
		}
	}

	s.mouseSelects("12 Quay Street,", 1)
	s.middle.text.openForm(s.middle.text.reader.Selection(), asFact)
	typeIntoFocused(t, d, "Harbour Works")
	d.Type(fyne.KeyReturn)
	typeIntoFocused(t, d, "address")
	d.Type(fyne.KeyReturn)
	if !d.OpenSheet().Save() {
		d.NoFailure()
	}
	found := false
	for _, st := range only(t, d) {
		found = found || st.Property == "address" && st.Value == "12 Quay Street"
	}
	if !found {
		t.Errorf("noted: %+v", only(t, d))
	}
	if sel := s.middle.text.reader.Selection(); !sel.Empty() {
		t.Errorf("after citing %q is still selected", sel.Text)
	}
}

func TestPunctuationIsTrimmed(t *testing.T) {
	for in, want := range map[string]string{
		"Quay Street, ": "Quay Street", "Works (Harbour)": "Works (Harbour)", "Harbour Works)": "Harbour Works",
		"Harbour Works”.": "Harbour Works", "...": "",
	} {
		if got := trimmed(in); got != want {
			t.Errorf("%q is trimmed to %q, want %q", in, got, want)
		}
	}
}

func TestAPersonsOfficeInAFirmIsOfferedFirst(t *testing.T) {
	firm, _ := ontology.Default().Schema("Company")
	person, _ := ontology.Default().Schema("Person")
	all := ties(firm, person, "")
	for _, k := range all[:2] {
		if !k.reversed || k.schema.Name != "Directorship" && k.schema.Name != "Employment" {
			t.Errorf("among the first two is %q", k.sentence("the firm", "the person"))
		}
	}
}

func TestTheFoundRowHasItsButtons(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("They hired 300 welders in 2017.\n\nPaid 5,000 rubles."))
	n := s.waiting()
	s.middle.choose(tabFound)
	d.Press(s.middle.inbox.content, "Set aside")
	if s.waiting() != n-1 {
		t.Fatalf("%d of %d wait after one was set aside", s.waiting(), n)
	}
	d.Press(s.middle.inbox.content, "Cite…")
	if sel := s.middle.text.reader.Selection(); s.middle.tabs.Selected() != tabText || sel.Empty() {
		t.Error("Cite does not lead to the words")
	}
}

func TestCitingAFindingRefreshesTheCountAndDropsTheSelection(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("They hired 300 welders.\n\nPaid 5,000 rubles."))
	n := s.waiting()
	f := s.inbox()[0]
	s.middle.text.showFound(f)
	s.middle.text.openForm(s.middle.text.reader.Selection(), asFact)
	typeIntoFocused(t, d, "Welders")
	d.Type(fyne.KeyReturn) // a group of workers, whose count is filled in
	d.OpenSheet().Save()
	d.NoFailure()
	if len(only(t, d)) == 0 || s.waiting() != n-1 || s.middle.found() != n-1 {
		t.Errorf("%d statements, %d wait of %d, the tab counts %d", len(only(t, d)), s.waiting(), n, s.middle.found())
	}
	if sel := s.middle.text.reader.Selection(); !sel.Empty() {
		t.Errorf("after citing %q is still selected", sel.Text)
	}
}

func TestALockedPDFSaysSo(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("Words."))
	p := s.middle.original
	broken := errors.New("no page")
	if strings.Contains(p.problem(broken), "password") {
		t.Error("a file without a lock is said to be locked")
	}
	s.card.Readings[len(s.card.Readings)-1].Note = "The file is locked with a password, so its text was not read."
	if got := p.problem(broken); got != lockedWords {
		t.Errorf("a locked file says %q", got)
	}
	d.NoFailure()
}

func TestWordsThatOneIsLedToStayMarked(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("They hired 300 welders.\n\nPaid 5,000 rubles in 2017."))
	s.seen = nil
	d.Hold = true
	s.Open(desk.Route{Screen: desk.Sources, ID: s.card.ID, Layer: s.card.Layer, Passage: 2, Start: 5, Stop: 10})
	for range 4 {
		d.Release(false) // the list, the card, the findings
	}
	d.Hold = false
	if !s.seen.of(s.card) {
		t.Fatal("the text was not looked through")
	}
	marked := len(pixels(d))
	with := pixels(d)
	s.middle.text.reader.Unmark()
	if without := pixels(d); marked == 0 || string(with) == string(without) {
		t.Error("the words were no longer marked once the findings had come")
	}
}

func TestAFileWithoutTextIsMarkedInTheList(t *testing.T) {
	_, s := opened(t, desk.Route{})
	says := func() bool {
		for _, m := range s.row(0).Trailing {
			if m.Text == "no text" && m.Tone == part.Quiet {
				return true
			}
		}
		return false
	}
	for _, tt := range []struct {
		files, passages int
		want            bool
	}{{0, 0, false}, {1, 0, true}, {1, 3, false}, {0, 3, false}} {
		s.shelf.shown = []store.SourceRow{{Evidence: tt.files, Passages: tt.passages}}
		if says() != tt.want {
			t.Errorf("%d files and %d passages: marked %v", tt.files, tt.passages, !tt.want)
		}
	}
}

// pixels is the window as it is drawn now.
func pixels(d *desktest.Desk) []byte {
	img := d.Window().Canvas().Capture()
	var all []byte
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			r, g, b, _ := img.At(x, y).RGBA()
			all = append(all, byte(r>>8), byte(g>>8), byte(b>>8))
		}
	}
	return all
}

// A form longer than its sheet scrolls to the sentence that says what is wrong.
func TestWhatIsMissingComesIntoSight(t *testing.T) {
	d, s := withFile(t, "a.txt", []byte("They hired 300 welders."))
	q, _ := quoteOf(s.card.Text, selected(passageText(s.card, 1), "300 welders", 1))
	d.Resize(fyne.NewSize(800, 400))
	f := openCite(d, s.card, fill{quote: q, as: asCount, schema: "WorkerGroup", property: "present", value: "300"})
	f.submit()
	if !f.problem.Visible() || !strings.HasPrefix(f.problem.Text(), "Choose the group") {
		t.Fatalf("it says %q", f.problem.Text())
	}
	if y := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.problem).Y; y < 0 || y > 400 {
		t.Errorf("the sentence lies at %v in a window of 400", y)
	}
}
