package chooser

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// host does its work at once.
type host struct{ w fyne.Window }

func (h host) Window() fyne.Window { return h.w }

func (h host) Ask(_ string, work func(context.Context, func(float64, string)) error, done func(error)) {
	done(work(context.Background(), func(float64, string) {}))
}

// picking opens a picker on a folder; got is what was taken, names joined.
func picking(t *testing.T, want Wanted, dir string) (p *picker, got *string) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	w := test.NewTempWindow(t, part.NewRoot(part.NewText("", part.Body), nil))
	w.Resize(fyne.NewSize(1100, 700))
	remember(dir)
	if want.Title == "" {
		want.Title, want.Verb = "Take in files", "Take in"
	}
	got = new(string)
	p = newPicker(host{w}, want, func(paths []string) {
		var all []string
		for _, path := range paths {
			all = append(all, filepath.Base(path))
		}
		*got = strings.Join(all, " ")
	})
	p.modifiers = func() fyne.KeyModifier { return 0 }
	return p, got
}

func (p *picker) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		p.h.Window().Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func (p *picker) hold(m fyne.KeyModifier) { p.modifiers = func() fyne.KeyModifier { return m } }

func TestSeveralFilesByKeyboard(t *testing.T) {
	p, got := picking(t, Wanted{}, folder(t, "a.pdf", "b.pdf", "c.txt", "d.txt"))
	if p.sheet.Confirm().Text() != "Take in" || !p.sheet.Confirm().Disabled() {
		t.Errorf("with nothing chosen the button says %q", p.sheet.Confirm().Text())
	}
	p.press(fyne.KeyDown)
	p.hold(fyne.KeyModifierShift)
	p.press(fyne.KeyDown, fyne.KeyDown)
	p.hold(0)
	if text := p.sheet.Confirm().Text(); text != "Take in 3 files" {
		t.Errorf("the button says %q", text)
	}
	p.press(fyne.KeyReturn)
	if *got != "b.pdf c.txt d.txt" || p.sheet.IsOpen() {
		t.Errorf("taken: %q", *got)
	}
	if last() != p.l.path {
		t.Error("the folder is not remembered")
	}
}

func TestCtrlAddsAndTakesAway(t *testing.T) {
	p, got := picking(t, Wanted{}, folder(t, "a", "b", "c"))
	click := func(i int, held fyne.KeyModifier) {
		p.hold(held)
		p.files.Select(i)
		p.picked(i)
		p.tapped(i)
		p.hold(0)
	}
	click(0, 0)
	click(2, fyne.KeyModifierShortcutDefault)
	click(1, fyne.KeyModifierShortcutDefault)
	click(0, fyne.KeyModifierShortcutDefault)
	p.hold(fyne.KeyModifierShortcutDefault)
	p.enter(0) // two quick clicks that choose
	p.hold(0)
	if *got != "" {
		t.Fatal("choosing took the files")
	}
	test.Tap(p.sheet.Confirm())
	if *got != "b c" {
		t.Errorf("taken: %q", *got)
	}
}

func TestThroughFolders(t *testing.T) {
	dir := folder(t, "sub/", "sub/deep/", "sub/x.txt")
	p, got := picking(t, Wanted{}, dir)
	p.press(fyne.KeyReturn)
	if p.l.path != filepath.Join(dir, "sub") || p.path.Text != p.l.path {
		t.Fatalf("Enter on a folder leads to %s", p.l.path)
	}
	p.press(fyne.KeyBackspace)
	if p.l.path != dir || p.files.Selected() != 0 {
		t.Errorf("Backspace leads to %s", p.l.path)
	}
	p.open(filepath.Join(dir, "none"))
	if p.l.path != dir {
		t.Error("a folder that is not there was opened")
	}
	test.Tap(p.whole)
	if *got != filepath.Base(dir) {
		t.Errorf("the whole folder is %q", *got)
	}
}

func TestLettersFilter(t *testing.T) {
	p, got := picking(t, Wanted{}, folder(t, "letter.txt", "list.csv", "scan.pdf"))
	p.h.Window().Canvas().Focused().TypedRune('l')
	test.Type(p.h.Window().Canvas().Focused(), "is")
	if len(p.l.shown) != 1 {
		t.Fatalf("%d names fit", len(p.l.shown))
	}
	p.press(fyne.KeyReturn)
	if *got != "list.csv" {
		t.Errorf("Enter on the one name left takes %q", *got)
	}
}

func TestAPathCanBeTyped(t *testing.T) {
	dir, other := folder(t, "a"), folder(t, "b", "c")
	p, got := picking(t, Wanted{}, dir)
	c := p.h.Window().Canvas()
	c.Focus(p.path)
	p.path.SetText(other)
	p.press(fyne.KeyReturn)
	if p.l.path != other || len(p.l.shown) != 2 {
		t.Errorf("a typed folder leads to %s", p.l.path)
	}
	c.Focus(p.path)
	p.path.SetText(filepath.Join(dir, "a"))
	p.press(fyne.KeyReturn)
	if *got != "a" {
		t.Errorf("a typed file takes %q", *got)
	}
}

func TestOneFileAlone(t *testing.T) {
	p, got := picking(t, Wanted{Title: "Choose", Verb: "Choose", One: true}, folder(t, "a", "b", "sub/"))
	p.press(fyne.KeyDown)
	p.hold(fyne.KeyModifierShift)
	p.press(fyne.KeyDown)
	p.hold(0)
	p.press(fyne.KeyReturn)
	if *got != "b" {
		t.Errorf("taken: %q", *got)
	}
}

func TestAFolderAlone(t *testing.T) {
	p, got := picking(t, Wanted{Title: "Take in a folder", Verb: "Take in", Folders: true}, folder(t, "a", "sub/", "tub/"))
	if len(p.l.shown) != 2 {
		t.Errorf("%d are shown, want the folders alone", len(p.l.shown))
	}
	p.press(fyne.KeyDown)
	if text := p.sheet.Confirm().Text(); text != "Take in 1 folder" {
		t.Errorf("the button says %q", text)
	}
	test.Tap(p.sheet.Confirm())
	if *got != "tub" {
		t.Errorf("taken: %q", *got)
	}
}

func TestEscapeTakesNothing(t *testing.T) {
	p, got := picking(t, Wanted{}, folder(t, "a"))
	p.press(fyne.KeyDown, fyne.KeyEscape)
	if p.sheet.IsOpen() || *got != "" {
		t.Errorf("open %v, taken %q", p.sheet.IsOpen(), *got)
	}
	p.h.Window().Canvas().Capture()
}

func TestAllAtOnce(t *testing.T) {
	p, _ := picking(t, Wanted{}, folder(t, "a", "b", "sub/"))
	p.h.Window().Canvas().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	if text := p.sheet.Confirm().Text(); text != "Take in 2 files" {
		t.Errorf("the button says %q", text)
	}
	p.h.Window().Canvas().Capture() // it can be drawn
	p.sortBy(bySize)
	p.sortBy(bySize)
	if !p.l.down || p.l.by != bySize {
		t.Error("a second click on a title does not turn the order round")
	}
}
