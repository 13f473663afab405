package reader

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/look"
)

func key(r *Reader, names ...fyne.KeyName) {
	for _, n := range names {
		r.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func withShift(r *Reader, names ...fyne.KeyName) {
	r.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	key(r, names...)
	r.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

func withCtrl(r *Reader, name fyne.KeyName, more fyne.KeyModifier) {
	r.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl | more})
}

func want(t *testing.T, r *Reader, what, text string) {
	t.Helper()
	if got := r.Selection().Text; got != text {
		t.Errorf("%s: %q is selected, want %q", what, got, text)
	}
}

func TestMouseSelects(t *testing.T) {
	r, _ := stage(t, look.Light, texts("one two three", "four five"), 500, 300)
	var told []string
	r.OnSelect = func(s Selection) { told = append(told, s.Text) }
	x, y := where(r, 1, 5)
	click(r, desktop.MouseButtonPrimary, x, y, 0)
	want(t, r, "a click", "")
	click(r, desktop.MouseButtonPrimary, x, y, 0)
	want(t, r, "a double click", "two")
	click(r, desktop.MouseButtonPrimary, x, y, 0)
	want(t, r, "a triple click", "one two three")
	x2, y2 := where(r, 2, 4)
	x, y = where(r, 1, 4)
	click(r, desktop.MouseButtonPrimary, x, y, 0)
	click(r, desktop.MouseButtonPrimary, x2, y2, fyne.KeyModifierShift)
	want(t, r, "a click with shift", "two three\n\nfour")
	if got := fmt.Sprintf("%q", told); got != `["" "two" "one two three" "" "two three\n\nfour"]` {
		t.Errorf("told %s", got)
	}
}

func drag(r *Reader, x, y float32) {
	r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
}

func down(r *Reader, x, y float32) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = fyne.NewPos(x, y)
	r.MouseDown(e)
}

func TestDraggingSelectsAndScrollsBeyondTheEdge(t *testing.T) {
	r, _ := stage(t, look.Light, longText(200), 500, 300)
	var waiting []func()
	r.After = func(_ time.Duration, f func()) func() {
		waiting = append(waiting, f)
		return func() {}
	}
	x, y := where(r, 1, 5)
	down(r, x, y)
	drag(r, x, 340)
	from := r.page.offset()
	for range 40 {
		f := waiting[len(waiting)-1]
		f()
	}
	if r.page.offset() < from+300 {
		t.Errorf("held below the edge, the text moved from %v to %v", from, r.page.offset())
	}
	s := r.Selection()
	if s.First != 1 || s.Start != 5 || s.Last < 5 {
		t.Errorf("selected %d.%d to %d", s.First, s.Start, s.Last)
	}
	r.DragEnd()
	was := r.page.place
	waiting[len(waiting)-1]()
	if r.page.place != was {
		t.Error("the text goes on moving when the button is let go")
	}
}

func TestDoubleClickAndDragTakesWholeWords(t *testing.T) {
	r, _ := stage(t, look.Light, texts("one two three four"), 500, 300)
	x, y := where(r, 1, 5)
	click(r, desktop.MouseButtonPrimary, x, y, 0)
	down(r, x, y)
	x, _ = where(r, 1, 10)
	drag(r, x, y)
	want(t, r, "words", "two three")
}

func TestClicksOpenSpans(t *testing.T) {
	r, _ := stage(t, look.Light, sample(), 520, 800)
	var opened []string
	r.OnOpenSpan = func(p int, s Span) {
		opened = append(opened, fmt.Sprint(p, " ", between(r.page.text.Passages[p-1].Text, s.Start, s.Stop)))
	}
	for _, at := range []struct{ passage, point int }{{1, 5}, {1, 85}, {2, 20}, {3, 145}} {
		x, y := where(r, at.passage, at.point)
		click(r, desktop.MouseButtonPrimary, x+2, y, 0)
	}
	x, y := where(r, 2, 20)
	down(r, x, y)
	drag(r, x+60, y)
	r.MouseUp(&desktop.MouseEvent{})
	if got := strings.Join(opened, "; "); got != "1 since at least 2015; 2 General Construction Works" {
		t.Errorf("opened %s", got)
	}
}

func TestMenuKeepsTheSelectionUnderThePointer(t *testing.T) {
	r, _ := stage(t, look.Light, texts("one two three"), 500, 300)
	var asked []string
	r.OnMenu = func(s Selection, _ fyne.Position) { asked = append(asked, s.Text) }
	selectWords(r, 1, "two")
	x, y := where(r, 1, 5)
	click(r, desktop.MouseButtonSecondary, x, y, 0)
	key(r, desktop.KeyMenu)
	x, y = where(r, 1, 1)
	click(r, desktop.MouseButtonSecondary, x, y, 0)
	withShift(r, fyne.KeyF10)
	if got := fmt.Sprintf("%q", asked); got != `["two" "two" "" ""]` {
		t.Errorf("asked for the menu of %s", got)
	}
}

func TestKeysMoveAndSelect(t *testing.T) {
	r, w := stage(t, look.Light, texts("one two three", "four five", "six"), 500, 300)
	w.Canvas().Focus(r)
	withShift(r, fyne.KeyRight, fyne.KeyRight)
	want(t, r, "shift right", "on")
	key(r, fyne.KeyRight)
	want(t, r, "right", "")
	withCtrl(r, fyne.KeyRight, 0)
	withCtrl(r, fyne.KeyRight, fyne.KeyModifierShift)
	want(t, r, "shift ctrl right", "two ")
	key(r, fyne.KeyHome)
	withShift(r, fyne.KeyEnd)
	want(t, r, "shift end", "one two three")
	withShift(r, fyne.KeyDown)
	want(t, r, "shift down", "one two three\n\nfour five")
	withCtrl(r, fyne.KeyHome, 0)
	withCtrl(r, fyne.KeyEnd, fyne.KeyModifierShift)
	want(t, r, "to the end", "one two three\n\nfour five\n\nsix")
	withCtrl(r, fyne.KeyHome, 0)
	withCtrl(r, fyne.KeyDown, 0)
	r.TypedShortcut(&fyne.ShortcutSelectAll{})
	want(t, r, "the passage", "four five")
	r.TypedShortcut(&fyne.ShortcutSelectAll{})
	want(t, r, "all", "one two three\n\nfour five\n\nsix")
	board := test.NewClipboard()
	r.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	if got := board.Content(); got != "one two three\n\nfour five\n\nsix" {
		t.Errorf("copied %q", got)
	}
	key(r, fyne.KeyEscape)
	want(t, r, "escape", "")
}

func TestEnterCitesOrOpens(t *testing.T) {
	r, _ := stage(t, look.Light, sample(), 520, 800)
	var did []string
	r.OnCite = func(s Selection) { did = append(did, "cite "+s.Text) }
	r.OnOpenSpan = func(p int, s Span) { did = append(did, fmt.Sprint("open ", s.Style)) }
	key(r, fyne.KeyReturn)
	selectWords(r, 2, "the owners")
	key(r, fyne.KeyReturn)
	r.ShowRange(2, 20, 24)
	key(r, fyne.KeyReturn)
	if got := fmt.Sprintf("%q", did); got != `["cite the owners" "open 1"]` {
		t.Errorf("did %s", got)
	}
}

func TestKeysThatAreNotTheReadersGoOn(t *testing.T) {
	r, w := stage(t, look.Light, texts("one"), 500, 300)
	var passed []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { passed = append(passed, e.Name) })
	w.Canvas().Focus(r)
	key(r, fyne.KeyF5, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyDown, fyne.KeyF10)
	if fmt.Sprint(passed) != "[F5 Return Escape F10]" {
		t.Errorf("passed on %v", passed)
	}
	if _, keeps := any(r).(fyne.Tabbable); keeps {
		t.Error("Tab does not leave the reader")
	}
}

func TestPagesByKey(t *testing.T) {
	r, _ := stage(t, look.Light, longText(100), 500, 300)
	key(r, fyne.KeyPageDown, fyne.KeySpace)
	if got := r.page.offset(); got < 400 || got > 600 {
		t.Errorf("two pages on is %v", got)
	}
	if !r.page.sees(r.page.sel.caret) {
		t.Error("the caret stayed behind")
	}
	for range 200 {
		key(r, fyne.KeyPageDown)
	}
	if got := r.page.sel.caret; got.passage != 99 {
		t.Errorf("at the end the caret is in %v", got)
	}
	for range 200 {
		key(r, fyne.KeyPageUp)
	}
	if got := r.page.sel.caret; got != (spot{}) {
		t.Errorf("at the beginning the caret is in %v", got)
	}
}
