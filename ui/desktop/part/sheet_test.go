package part

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestSheetKeys(t *testing.T) {
	under := NewTextEntry("")
	w := stage(t, under, 900, 600)
	w.Canvas().Focus(under)
	var calls []string
	entry := NewTextEntry("Title")
	s := NewSheet("Add a source", Down(8, NewText("Title", Small), entry), "Add", "Cancel")
	s.OnConfirm = func() { calls = append(calls, "confirm") }
	s.OnCancel = func() { calls = append(calls, "cancel") }

	s.Open(w.Canvas())
	if w.Canvas().Focused() != fyne.Focusable(entry) {
		t.Fatalf("%T has the focus, want the first field", w.Canvas().Focused())
	}
	key(t, w, fyne.KeyReturn)
	w.Canvas().FocusNext()
	key(t, w, fyne.KeyEscape) // with a button focused
	wantCalls(t, "keys", calls, []string{"confirm", "cancel"})
	if s.IsOpen() || w.Canvas().Overlays().Top() != nil {
		t.Error("Escape did not close the sheet")
	}
	if w.Canvas().Focused() != fyne.Focusable(under) {
		t.Errorf("%T has the focus afterwards, want what had it before", w.Canvas().Focused())
	}

	calls = nil
	s.Open(w.Canvas())
	s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(450, 300)})
	key(t, w, fyne.KeyEscape) // with the sheet's own ground focused
	s.Confirm().Disable()
	s.Open(w.Canvas())
	key(t, w, fyne.KeyReturn)
	s.Cancel()
	wantCalls(t, "more keys", calls, []string{"cancel", "cancel"})
}

func TestSheetDismissesOnlyWhenAllowed(t *testing.T) {
	w := stage(t, container.NewVBox(), 900, 600)
	s := NewSheet("Pick", NewText("One", Body), "", "Close")
	s.Open(w.Canvas())
	beside := &fyne.PointEvent{Position: fyne.NewPos(5, 5)}
	s.Tapped(beside)
	if !s.IsOpen() {
		t.Fatal("a click beside closed a sheet that must be answered")
	}
	s.Dismiss = true
	s.Tapped(beside)
	if s.IsOpen() {
		t.Error("a click beside did not close the sheet")
	}
}

func TestSheetFitsASmallWindow(t *testing.T) {
	w := stage(t, container.NewVBox(), 700, 400)
	rows := Down(4)
	for range 40 {
		rows.Add(NewText("A row", Body))
	}
	s := NewSheet("Many rows", rows, "OK", "Cancel")
	s.Open(w.Canvas())
	at, size := s.place(w.Canvas().Size())
	if at.Y < 0 || at.Y+size.Height > 400 {
		t.Errorf("the sheet reaches from %v to %v in a window of 400", at.Y, at.Y+size.Height)
	}
	bottom := s.confirm.Position().Y + s.confirm.Size().Height
	if bottom > at.Y+size.Height {
		t.Errorf("the button ends at %v, below the sheet's %v", bottom, at.Y+size.Height)
	}
}

func TestTextEntryHandsOutItsKeys(t *testing.T) {
	var got []string
	e := NewTextEntry("")
	e.TakeTab = true
	e.OnKey = func(k fyne.KeyName) bool {
		got = append(got, string(k))
		return k != fyne.KeyDown
	}
	w := stage(t, e, 200, 40)
	w.Canvas().Focus(e)
	test.Type(e, "abc")
	key(t, w, fyne.KeyUp, fyne.KeyDown, fyne.KeyTab, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyBackspace)
	wantCalls(t, "keys", got, []string{"Up", "Down", "Tab", "Return", "Escape"})
	if e.Text != "ab" {
		t.Errorf("the text is %q, want %q", e.Text, "ab")
	}
}

func TestPickerWalksChoosesAndCreates(t *testing.T) {
	var calls []string
	p := NewSearchPicker("Find", 4)
	p.OnQuery = func(q string, answer func([]Result)) {
		answer([]Result{{"1", Row{Title: q + " one"}}, {"2", Row{Title: q + " two"}}})
	}
	p.OnChoose = func(r Result) { calls = append(calls, r.Row.Title) }
	p.OnCreate = func(s string) { calls = append(calls, "create "+s) }
	w := stage(t, p, 300, 300)
	w.Canvas().Focus(p.Entry)
	test.Type(p.Entry, "ge")
	key(t, w, fyne.KeyReturn)
	key(t, w, fyne.KeyDown, fyne.KeyReturn)
	key(t, w, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	key(t, w, fyne.KeyUp, fyne.KeyReturn)
	wantCalls(t, "picker", calls, []string{"ge one", "ge two", "create ge", "ge two"})
	test.AssertRendersToMarkup(t, "picker.xml", w.Canvas())
}

func TestPickerDropsAnswersToOlderQuestions(t *testing.T) {
	answers := map[string]func([]Result){}
	p := NewSearchPicker("Find", 4)
	p.OnQuery = func(q string, answer func([]Result)) { answers[q] = answer }
	w := stage(t, p, 300, 300)
	w.Canvas().Focus(p.Entry)
	test.Type(p.Entry, "ab")
	answers["ab"]([]Result{{"new", Row{Title: "new"}}})
	answers["a"]([]Result{{"old", Row{Title: "old"}}})
	if r := p.Results(); len(r) != 1 || r[0].Key != "new" {
		t.Errorf("the picker offers %v, want the answer to the last question", r)
	}
}

// Ctrl+Enter confirms from a field and from a list alike, and only while a
// sheet is open.
func TestSheetSavesByKeysFromAnywhere(t *testing.T) {
	saved := 0
	field := NewNoteEntry("text", 3)
	list := NewList(func() int { return 2 }, func(int) Row { return Row{Title: "row"} })
	s := NewSheet("Title", Frame(field, nil, nil, nil, list), "Save", "Cancel")
	s.OnConfirm = func() { saved++ }
	w := stage(t, NewText("page", Body), 800, 600)
	s.Open(w.Canvas())
	keys := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}
	field.TypedShortcut(keys)
	if saved != 1 {
		t.Errorf("from the field it was saved %d times", saved)
	}
	w.Canvas().(fyne.Shortcutable).TypedShortcut(keys)
	if saved != 2 {
		t.Errorf("from the list it was saved %d times", saved-1)
	}
	s.Hide()
	w.Canvas().(fyne.Shortcutable).TypedShortcut(keys)
	if saved != 2 {
		t.Error("the keys outlived the sheet")
	}
}

// Enter pressed before the answer came means the first result of the answer,
// never one of those still shown for an older text.
func TestPickerEnterWaitsForTheAnswer(t *testing.T) {
	answers := map[string]func([]Result){}
	var chosen []string
	p := NewSearchPicker("Find", 4)
	p.OnQuery = func(q string, answer func([]Result)) { answers[q] = answer }
	p.OnChoose = func(r Result) { chosen = append(chosen, r.Key) }
	w := stage(t, p, 300, 300)
	w.Canvas().Focus(p.Entry)
	test.Type(p.Entry, "a")
	answers["a"]([]Result{{"old", Row{Title: "old"}}})
	test.Type(p.Entry, "b")
	key(t, w, fyne.KeyReturn)
	p.Offer([]Result{{"meanwhile", Row{Title: "meanwhile"}}})
	wantCalls(t, "picker", chosen, nil)
	answers["ab"]([]Result{{"new", Row{Title: "new"}}})
	wantCalls(t, "picker", chosen, []string{"new"})
}

func TestPickerWithoutResultsLeavesEnterAlone(t *testing.T) {
	p := NewSearchPicker("Find", 4)
	p.OnChoose = func(Result) { t.Error("something was chosen from nothing") }
	w := stage(t, p, 300, 300)
	w.Canvas().Focus(p.Entry)
	key(t, w, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
}

func TestPanesDragFoldAndNarrow(t *testing.T) {
	var list, detail float32
	p := NewPanes(NewText("list", Body), NewText("thing", Body), NewText("detail", Body))
	p.OnMoved = func(l, d float32) { list, detail = l, d }
	w := stage(t, p, 1244, 800)
	if l, d := p.Widths(); l != 400 || d != 360 {
		t.Errorf("at first the widths are %v and %v, want 400 and 360", l, d)
	}
	p.left.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-50, 0)})
	p.right.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-30, 0)})
	p.right.DragEnd()
	if list != 350 || detail != 390 {
		t.Errorf("after a drag %v and %v are remembered, want 350 and 390", list, detail)
	}
	p.left.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-900, 0)})
	if l, _ := p.Widths(); l != listLeast {
		t.Errorf("the list was dragged to %v, want at least %v", l, float32(listLeast))
	}

	p.SetWidths(0, 0)
	w.Resize(fyne.NewSize(904, 648)) // a window of 1100 × 700
	if !p.Narrow() || !p.Folded() {
		t.Errorf("narrow %v, folded %v: want both", p.Narrow(), p.Folded())
	}
	if l, _ := p.Widths(); l != 320 {
		t.Errorf("a narrow window has a list of %v, want 320", l)
	}
	thing := p.thing.Size().Width
	folds := 0
	p.OnFold = func(bool) { folds++ }
	test.Tap(p.fold)
	if p.Folded() || folds != 1 {
		t.Error("the details did not open")
	}
	if p.thing.Size().Width != thing {
		t.Error("details that lie over the thing must not push it")
	}
	w.Resize(fyne.NewSize(1244, 800))
	if p.Folded() {
		t.Error("in a wide window the details are shown beside the thing")
	}
}

func TestPanesWithTwoParts(t *testing.T) {
	p := NewPanes(nil, NewText("thing", Body), NewText("detail", Body))
	stage(t, p, 1244, 800)
	if got := p.thing.Size().Width; got != 1244-360-1 {
		t.Errorf("the thing is %v wide, want all but the details", got)
	}
}
