package report

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/app"
	"redthread/app/redact"
	casereport "redthread/app/report"
	"redthread/store"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
)

func ids(all []casereport.Section) []string {
	var out []string
	for _, s := range all {
		out = append(out, s.ID)
	}
	return out
}

func TestTheScreenShowsPagesAndFindings(t *testing.T) {
	tools(t)
	d := desktest.New(t)
	s := opened(t, d)
	d.NoFailure()
	if s.pages() < 10 || s.where.Text() != pageWords(1, s.pages()) || s.sheet.paper.image.Image == nil {
		t.Errorf("%d pages, %q", s.pages(), s.where.Text())
	}
	if len(s.found) == 0 || d.Inspected == nil {
		t.Error("nothing is said of what to do before publishing")
	}
	first := s.sheet.paper.image.Image
	d.Type(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageUp)
	if s.page != 2 || s.sheet.paper.image.Image == first {
		t.Errorf("on page %d", s.page)
	}
	d.Type(fyne.KeyEnd, fyne.KeyPageDown)
	if s.page != s.pages() || !s.next.Disabled() {
		t.Errorf("at the end on page %d of %d", s.page, s.pages())
	}
	d.Type(fyne.KeyHome)
	if s.page != 1 || !s.prev.Disabled() {
		t.Errorf("at the beginning on page %d", s.page)
	}
}

func TestSectionsLeadToTheirPages(t *testing.T) {
	tools(t)
	d := desktest.New(t)
	s := opened(t, d)
	d.Window().Canvas().Focus(s.list)
	d.Type(fyne.KeyDown, fyne.KeyDown)
	if want := s.list.rows[1].page; s.page != want || want < 3 {
		t.Errorf("on page %d, the second section begins on %d", s.page, want)
	}
}

func TestSectionsAreTickedAndMoved(t *testing.T) {
	d := desktest.New(t)
	s := New(d)
	s.press.tools, s.after = poppler{}, atOnce
	d.Show(s, desk.Route{Screen: desk.Report})
	usual := ids(s.contents.all)
	tap := func(x, row float32) {
		s.list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, (row+0.5)*chapterHeight)})
	}
	before := s.pages()

	tap(20, 1)
	if s.contents.all[1].On || s.pages() >= before || s.list.rows[1].on {
		t.Errorf("unticked: on %v, %d pages of %d", s.contents.all[1].On, s.pages(), before)
	}
	if !s.usual.Visible() {
		t.Error("there is no way back to the usual order")
	}
	d.Window().Canvas().Focus(s.list)
	s.list.pick(1)
	d.Type(fyne.KeySpace)
	if !s.contents.all[1].On || s.pages() != before {
		t.Error("Space does not tick")
	}

	tap(s.list.arrowsAt()+5, 2)
	s.list.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt})
	got := ids(s.contents.all)
	if got[0] != usual[2] || got[1] != usual[0] || s.list.selected != 0 {
		t.Errorf("moved up twice: %q", got)
	}
	for _, y := range []float32{0.5, 1.5, 2.5} {
		s.list.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(80, y*chapterHeight)}})
	}
	s.list.DragEnd()
	if got := ids(s.contents.all); got[2] != usual[2] || !slices.Equal(got[:2], usual[:2]) {
		t.Errorf("dragged back: %q", got)
	}
	tap(20, 0)
	s.usual.OnTapped()
	if s.contents.changed() || s.usual.Visible() {
		t.Error("the usual order did not come back")
	}
	d.NoFailure()
}

func TestOneSectionStays(t *testing.T) {
	d := desktest.New(t)
	s := New(d)
	s.press.tools, s.after = poppler{}, atOnce
	for i := range s.contents.all {
		s.contents.all[i].On = i == 0
	}
	d.Show(s, desk.Route{Screen: desk.Report})
	s.list.onToggle(0)
	if !s.contents.all[0].On || len(d.Said) != 1 {
		t.Errorf("said %v", d.Said)
	}
}

func TestWithoutProgramsTheHeadingsAreShown(t *testing.T) {
	for name, broken := range map[string]poppler{
		"not installed": {},
		"broken":        {shell: findPoppler().shell, draw: "false"},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "broken" && broken.shell == "" {
				t.Skip("there is no shell to start programs with")
			}
			d := desktest.New(t)
			s := New(d)
			s.press.tools, s.after = broken, atOnce
			d.Show(s, desk.Route{Screen: desk.Report})
			d.NoFailure()
			if s.sheet.words == nil || s.next.Visible() || !strings.HasSuffix(s.where.Text(), " pages") {
				t.Errorf("%q", s.where.Text())
			}
		})
	}
}

func TestFullIsAskedAbout(t *testing.T) {
	d := desktest.New(t)
	s := New(d)
	s.press.tools, s.after = poppler{}, atOnce
	d.Show(s, desk.Route{Screen: desk.Report})
	s.setProfile(redact.Full)
	if s.profile != redact.Public {
		t.Fatal("everything is shown before anyone agreed")
	}
	sheet := d.OpenSheet()
	if price := s.view.covers.price(); !strings.Contains(price, "protected") {
		t.Errorf("the price is %q", price)
	}
	sheet.Save()
	if s.profile != redact.Full || s.view.profile != redact.Full || s.profiler.Text() != "Redaction: Full" {
		t.Error("Full was not taken")
	}
	for _, f := range s.found {
		if f.id == shownFinding {
			s.column.tapped(f, s.found)()
		}
	}
	if s.profile != redact.Public || s.view.profile != redact.Public {
		t.Error("the finding does not lead back to the public report")
	}
}

func TestFindingsLeadToWhereTheyAreMended(t *testing.T) {
	d := desktest.New(t)
	s := New(d)
	s.press.tools, s.after = poppler{}, atOnce
	d.Show(s, desk.Route{Screen: desk.Report})
	led := 0
	for _, f := range s.found {
		act := s.column.tapped(f, s.found)
		switch {
		case f.level == casereport.Good:
			if act != nil {
				t.Errorf("%q is in order and leads somewhere", f.text)
			}
		case len(f.items) > 1:
			lines := len(s.column.found.Objects)
			act()
			if got := len(s.column.found.Objects) - lines; got != min(len(f.items), mostItems+1) {
				t.Errorf("%q lists %d things", f.text, got)
			}
			item := s.column.found.Objects[slices.IndexFunc(s.column.found.Objects, func(o fyne.CanvasObject) bool {
				return o.(*leadLine).text.Text() == f.items[0].Title
			})].(*leadLine)
			item.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			if r := d.Last(); r.ID != f.items[0].ID {
				t.Errorf("%q leads to %+v", f.items[0].Title, r)
			}
			act()
			led++
		default:
			n := len(d.Went)
			act()
			if len(d.Went) != n+1 {
				t.Errorf("%q leads nowhere", f.text)
			}
			led++
		}
	}
	if led < 2 {
		t.Errorf("only %d findings of the sample lead somewhere", led)
	}
}

func TestAChangeMakesThePagesAnew(t *testing.T) {
	d := desktest.New(t)
	s := New(d)
	s.press.tools, s.after = poppler{}, atOnce
	s.Changed(store.Change{All: true})
	if s.wanted != 0 {
		t.Error("a report is made that nobody has asked for")
	}
	d.Show(s, desk.Route{Screen: desk.Report})
	before := s.view
	if err := app.SetNote(t.Context(), d.Case(), store.Note{Text: "A note"}); err != nil {
		t.Fatal(err)
	}
	d.Changed()
	if s.view == before || bytes.Equal(s.view.pdf, before.pdf) {
		t.Error("the pages are those of before the change")
	}
}

func TestALateReportIsDropped(t *testing.T) {
	d := desktest.New(t)
	s := New(d)
	s.press.tools, s.after = poppler{}, atOnce
	d.Show(s, desk.Route{Screen: desk.Report})
	d.Hold = true
	s.remake()
	s.contents.toggle(0)
	s.remake()
	d.Release(true)
	if n := len(ids(s.contents.sections())); s.making != s.wanted || n == 0 || s.list.rows[0].on {
		t.Errorf("making %d of %d is shown", s.making, s.wanted)
	}
	for _, h := range s.view.made.Outline {
		if h.Level == 1 && strings.HasSuffix(h.Title, s.contents.all[0].Title) {
			t.Error("the older report won")
		}
	}
}

func TestExport(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	path := filepath.Join(t.TempDir(), "case.pdf")
	s.exportTo(path)
	d.NoFailure()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(whole, s.view.pdf) || !bytes.HasPrefix(whole, []byte("%PDF-")) {
		t.Error("what was exported is not what is shown")
	}
	if !strings.HasPrefix(s.notice.Text(), "Saved case.pdf, ") || !strings.Contains(s.notice.Text(), s.view.scanWords()) {
		t.Errorf("said %q", s.notice.Text())
	}
	if s.export.Disabled() {
		t.Error("it cannot be exported again")
	}
}

func TestExportAsksWhere(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	d := desktest.New(t)
	s := New(d)
	s.press.tools, s.after = poppler{}, atOnce
	d.Show(s, desk.Route{Screen: desk.Report})
	s.askExport()
	if !d.OpenSheet().Save() {
		t.Fatalf("refused: %v", d.Failed)
	}
	home, _ := os.UserHomeDir()
	first := filepath.Join(home, "sakhalin.pdf")
	if !chooser.Exists(first) {
		t.Fatal("nothing was written")
	}
	if problem := chooser.Problem(first, ending); !strings.Contains(problem, "exists already") {
		t.Errorf("an existing file: %q", problem)
	}
	if got := chooser.FreeName(home, "sakhalin", ending); got != filepath.Join(home, "sakhalin 2.pdf") {
		t.Errorf("offered next: %q", got)
	}
}

func TestACancelledExportLeavesNothing(t *testing.T) {
	d := desktest.New(t)
	path := filepath.Join(t.TempDir(), "case.pdf")
	ctx, cancel := context.WithCancel(t.Context())
	p := press{d.Case(), poppler{}}
	_, err := p.export(ctx, path, redact.Public, nil, func(share float64, _ string) {
		if share > 0.5 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || chooser.Exists(path) {
		t.Errorf("got %v; the file exists: %v", err, chooser.Exists(path))
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A reader that finds a hidden name in the pages stops the export.
func TestAHiddenNameInThePagesStopsTheExport(t *testing.T) {
	shell := findPoppler().shell
	if shell == "" {
		t.Skip("there is no shell to start programs with")
	}
	d := desktest.New(t)
	if _, err := app.AddEntity(t.Context(), d.Case(), "Person", "Qil Marvendo", store.ClassWorker, nil, app.Cite{}); err != nil {
		t.Fatal(err)
	}
	reader := filepath.Join(t.TempDir(), "reader")
	if err := os.WriteFile(reader, []byte("#!"+shell+"\ncat >/dev/null\necho 'Paid to QIL  MARVENDO in cash'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "case.pdf")
	p := press{d.Case(), poppler{shell: shell, read: reader}}
	_, err := p.export(t.Context(), path, redact.Public, nil, func(float64, string) {})
	if err == nil || !strings.Contains(err.Error(), "page 1") || chooser.Exists(path) {
		t.Errorf("got %v; the file exists: %v", err, chooser.Exists(path))
	}
	if _, err := p.export(t.Context(), path, redact.Full, nil, func(float64, string) {}); err != nil || !chooser.Exists(path) {
		t.Errorf("in full: %v", err)
	}
}
