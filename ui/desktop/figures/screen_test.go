package figures

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/app"
	casefigures "redthread/app/figures"
	"redthread/app/redact"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// middle is the middle of a place on the plot.
func middle(s *Screen, i int) fyne.Position {
	at, size := s.plot.now.hits.box(i, s.plot.ratio())
	return at.AddXY(size.Width/2, size.Height/2)
}

// pressButton reaches a button by Tab and presses Enter.
func pressButton(t *testing.T, d *desktest.Desk, text string) {
	t.Helper()
	c := d.Window().Canvas()
	for range 40 {
		c.FocusNext()
		if b, ok := c.Focused().(*part.Button); ok && b.Text() == text {
			d.Type(fyne.KeyReturn)
			return
		}
	}
	t.Fatalf("Tab does not reach a button that says %q", text)
}

func TestEveryMarkOpensItsSource(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	if len(s.plot.now.hits) < 4 {
		t.Fatalf("%d places on the plot, want two marks and two citations", len(s.plot.now.hits))
	}
	for i, h := range s.plot.now.hits {
		s.plot.Tapped(&fyne.PointEvent{Position: middle(s, i)})
		if r := d.Last(); r.Screen != desk.Sources || r.ID != h.Source || r.Passage != h.Passage || r.Passage == 0 {
			t.Errorf("place %d leads to %+v", i, r)
		}
	}
	n := len(d.Went)
	s.plot.Tapped(&fyne.PointEvent{Position: fyne.NewPos(1, 1)})
	if len(d.Went) != n {
		t.Error("a click beside the marks leads somewhere")
	}
}

func TestArrowsWalkTheMarks(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	s.Find()
	d.Type(fyne.KeyDown)
	first := s.plot.current
	if row := s.page.grid.Selected(); row != s.page.table.row(s.plot.now.hits[first].Statement) {
		t.Errorf("the table's row is %d", row)
	}
	d.Type(fyne.KeyRight, fyne.KeyDown, fyne.KeyDown)
	last := s.plot.current
	d.Type(fyne.KeyReturn)
	if h := s.plot.now.hits[last]; last == first || d.Last().Passage != h.Passage {
		t.Errorf("Enter on mark %d went to %+v", last, d.Last())
	}
	d.Type(fyne.KeyUp)
	if s.plot.current != first {
		t.Errorf("back at %d, want %d", s.plot.current, first)
	}
}

func TestHoveringTellsOfAMark(t *testing.T) {
	s := opened(t, desktest.New(t))
	s.plot.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: middle(s, 0)}})
	if !s.plot.tip.Visible() || s.plot.Cursor() != desktop.PointerCursor {
		t.Fatal("nothing is told of the mark under the pointer")
	}
	if text := strings.Join(s.plot.tip.Told(), " "); !strings.Contains(text, "[1]") {
		t.Errorf("told: %s", text)
	}
	at, size := s.plot.tip.Position(), s.plot.tip.Size()
	if room := s.plot.Size(); at.X < 0 || at.Y < 0 || at.X+size.Width > room.Width+1 {
		t.Errorf("the card lies at %v, %v, outside %v", at, size, room)
	}
	s.plot.MouseOut()
	if s.plot.tip.Visible() {
		t.Error("the card stays when the pointer has left")
	}
}

func TestTheTableLeadsToSources(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	s.page.grid.OnCell(0, 0)
	if len(d.Went) != 0 {
		t.Error("a click on a name leads to a source")
	}
	s.page.grid.OnCell(0, len(s.page.shown)-1)
	if r := d.Last(); r.Screen != desk.Sources || r.Passage != 16 {
		t.Errorf("the citation leads to %+v", r)
	}
	s.page.grid.OnCell(2, len(s.page.shown)-1)
	if top := d.Window().Canvas().Overlays().Top(); top == nil {
		t.Error("the gap, which stands on two passages, offers none")
	}
	s.page.grid.OnOpen(1)
	if r := d.Last(); r.Passage != 18 {
		t.Errorf("Enter leads to %+v", r)
	}
	s.Resize(true)
	s.page.grid.OnCell(0, len(s.page.shown)-1)
	if r := d.Last(); len(s.page.shown) != len(s.page.table.Columns)-1 || r.Passage != 16 {
		t.Errorf("in a narrow window the citation leads to %+v", r)
	}
}

func TestThePlotIsPaintedForWhereItIsShown(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	wide := s.plot.now
	d.Resize(fyne.NewSize(1100, 700))
	if s.plot.now.width >= wide.width || s.plot.now.width != int(s.plot.Size().Width) {
		t.Errorf("painted for %d in a plot of %v", s.plot.now.width, s.plot.Size().Width)
	}
	d.Theme(look.Dark)
	s.plot.Refresh()
	if !s.plot.now.dark {
		t.Error("in the dark theme the plot is light")
	}
	painted := 0
	for _, title := range d.Titles {
		if title == "Drawing the figure" {
			painted++
		}
	}
	s.plot.Refresh()
	s.plot.Refresh()
	after := 0
	for _, title := range d.Titles {
		if title == "Drawing the figure" {
			after++
		}
	}
	if after != painted {
		t.Errorf("painted %d times more for nothing", after-painted)
	}
}

func TestALateAnswerIsDropped(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	d.Hold = true
	s.read(casefigures.WageOptions{Per: "year"})
	s.read(casefigures.WageOptions{})
	d.Release(true)
	if s.options.Per != "" || s.spread.Options.Per != "" {
		t.Errorf("the older question won: %+v", s.options)
	}
}

func TestTheEmptyFigureOffersTheFirstStep(t *testing.T) {
	d := desktest.NewEmpty(t)
	s := opened(t, d)
	d.NoFailure()
	for _, o := range s.body.Objects {
		if o == fyne.CanvasObject(s.page.scroll) {
			t.Fatal("an empty figure is drawn")
		}
	}
	if !s.export.Disabled() || !s.currency.Disabled() {
		t.Error("controls that can do nothing are offered")
	}
	pressButton(t, d, "Add a wage observation")
	if len(d.Forms) != 1 || d.Forms[0].Schema != "WageObservation" {
		t.Fatalf("asked for %+v", d.Forms)
	}
	id, err := app.AddSource(t.Context(), d.Case(), app.SourceEntry{Source: store.Source{Title: "A notice", Kind: "note"}})
	if err != nil {
		t.Fatal(err)
	}
	observe(t, d.Case(), "Pay in a notice", "declared", "300 USD/month", app.Cite{Source: id})
	d.Changed()
	if s.spread.Empty() || len(s.plot.now.hits) == 0 || s.export.Disabled() {
		t.Error("the figure does not show what was added")
	}
}

func TestAConversionAsksForItsRate(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	s.askRate("RUB")
	if len(d.Sheets) != 0 || s.options.Currency != "RUB" {
		t.Error("a rate is asked for where nothing has to be converted")
	}
	s.askRate("USD")
	if d.OpenSheet().Save() {
		t.Error("a conversion without a rate was accepted")
	}
	if len(d.Failed) != 1 {
		t.Fatalf("said %v", d.Failed)
	}
	d.Failed = nil
	d.Window().Canvas().Focus(nil)
	f := newRateSheet("USD", "RUB", s.spread.ImpliedRates())
	f.take(f.offers[0])
	rate, err := f.read()
	if err != nil || !rate.Implied || len(rate.Inputs) == 0 {
		t.Fatalf("the implied rate reads as %+v, %v", rate, err)
	}
	s.read(casefigures.WageOptions{Currency: "USD", Rate: rate})
	d.NoFailure()
	if got := s.spread.Observations[0].Drawn.Currency; got != "USD" || s.currency.Text() != "Currency: USD" {
		t.Errorf("drawn in %s; the button says %q", got, s.currency.Text())
	}
	if notes := strings.Join(s.spread.Notes, " "); !strings.Contains(notes, "implied by [1]") {
		t.Errorf("the notes do not say whose rate it is: %s", notes)
	}
}

func TestAConversionThatNoLongerWorksGivesWay(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	s.read(casefigures.WageOptions{Currency: "RUB"})
	observe(t, d.Case(), "A wage in dollars", "received", "300 USD/month", app.Cite{})
	d.Changed()
	if len(d.Failed) != 1 || s.options.Currency != "" || len(s.spread.Observations) != 3 {
		t.Errorf("said %v, options %+v, %d observations", d.Failed, s.options, len(s.spread.Observations))
	}
}

func TestExports(t *testing.T) {
	begins := map[string]string{"svg": "<?xml", "pdf": "%PDF-", "png": "\x89PNG", "csv": ""}
	for _, format := range casefigures.Formats() {
		t.Run(format, func(t *testing.T) {
			d := desktest.New(t)
			s := opened(t, d)
			path := filepath.Join(t.TempDir(), "wages."+format)
			s.exportTo(path, format)
			d.NoFailure()
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(whole) < 200 || !bytes.HasPrefix(bytes.TrimPrefix(whole, []byte("\ufeff")), []byte(begins[format])) {
				t.Errorf("the file begins %q", whole[:min(len(whole), 20)])
			}
			if s.notice.Text() != "Saved wages."+format+"." || !s.notice.Object().Visible() {
				t.Errorf("said %q", s.notice.Text())
			}
		})
	}
}

func TestExportAsksWhere(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	t.Setenv("HOME", t.TempDir())
	s.profile = redact.Full
	s.askExport("svg")
	sheet := d.OpenSheet()
	if sheet.Title != "Export as SVG" {
		t.Errorf("the form is called %q", sheet.Title)
	}
	if !sheet.Save() {
		t.Fatalf("refused: %v", d.Failed)
	}
	d.NoFailure()
	home, _ := os.UserHomeDir()
	if _, err := os.Stat(filepath.Join(home, "sakhalin wages full.svg")); err != nil {
		t.Error(err)
	}
}

func TestRedactionIsForTheFigureAndItsFiles(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	menu := s.redactionMenu()
	if !menu.Items[0].Checked || !strings.HasPrefix(menu.Items[0].Label, "Public") {
		t.Errorf("the menu begins %+v", menu.Items[0])
	}
	menu.Items[1].Action()
	if s.profile != redact.Full || s.redaction.Text() != "Redaction: Full" || !s.redactionMenu().Items[1].Checked {
		t.Error("Full was not taken")
	}
}
