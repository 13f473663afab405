package sources

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/store"
	"redthread/ui/desktop/look"
)

func TestTypingAGradeSetsIt(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	var last store.Grade
	p := newGradePicker(store.Grade{}, func() {})
	p.OnChanged = func(g store.Grade) { last = g }
	w := test.NewTempWindow(t, p)
	w.Canvas().Focus(p)
	test.Type(p, "b2")
	if last.String() != "B2" {
		t.Errorf("typing b2 gives %q", last)
	}
	test.Type(p, "x9C")
	if last.String() != "C2" {
		t.Errorf("letters that are no grade change it to %q", last)
	}
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if last != (store.Grade{}) {
		t.Errorf("Backspace leaves %q", last)
	}
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyUp, fyne.KeyLeft, fyne.KeyLeft} {
		p.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if last.String() != "A1" {
		t.Errorf("the arrows lead to %q, want A1", last)
	}
}

func TestATapChoosesAndTakesAway(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	p := newGradePicker(store.Grade{}, func() {})
	test.NewTempWindow(t, p)
	at := func(column, row float32) *fyne.PointEvent {
		return &fyne.PointEvent{Position: fyne.NewPos(gradeLabel+column*(gradeCell+gradeSpace)+5, row*(gradeHigh+gradeSpace)+5)}
	}
	p.Tapped(at(2, 0))
	p.Tapped(at(4, 1))
	if p.grade.String() != "C5" {
		t.Fatalf("the taps give %q, want C5", p.grade)
	}
	p.Tapped(at(2, 0))
	if p.grade.String() != "5" {
		t.Errorf("a second tap leaves %q, want 5", p.grade)
	}
	p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 10)})
	p.Tapped(at(7, 0))
	if p.grade.String() != "5" {
		t.Errorf("a tap beside the boxes gives %q", p.grade)
	}
}

func TestASavedShortcutSavesFromThePicker(t *testing.T) {
	saved := 0
	p := newGradePicker(store.Grade{}, func() { saved++ })
	p.TypedShortcut(saveKey())
	p.TypedShortcut(&fyne.ShortcutCopy{})
	if saved != 1 {
		t.Errorf("saved %d times, want once", saved)
	}
}
