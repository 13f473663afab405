package desktest_test

import (
	"context"
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
)

type plainScreen struct{ heard []store.Change }

func (s *plainScreen) Content() fyne.CanvasObject { return widget.NewLabel("a screen") }
func (s *plainScreen) Open(desk.Route)            {}
func (s *plainScreen) Changed(ch store.Change)    { s.heard = append(s.heard, ch) }
func (s *plainScreen) Find()                      {}
func (s *plainScreen) Resize(bool)                {}

func TestAScreenHearsWhatItsWorkChanged(t *testing.T) {
	d := desktest.New(t)
	s := &plainScreen{}
	d.Show(s, desk.Route{Screen: desk.Sources})
	answered := false
	d.Ask("Rename the case", func(ctx context.Context, _ func(float64, string)) error {
		_, err := d.Case().Update(ctx, "Rename", func(tx *store.Tx) error {
			return tx.SetCase(store.CaseFields{Title: "Another title"})
		})
		return err
	}, func(err error) { answered = err == nil })
	if !answered || len(s.heard) != 1 || !s.heard[0].Case {
		t.Errorf("answered %v, heard %+v", answered, s.heard)
	}
}

func TestHeldAnswersComeWhenReleased(t *testing.T) {
	d := desktest.NewEmpty(t)
	var order []int
	d.Hold = true
	for i := range 3 {
		d.Ask("", func(context.Context, func(float64, string)) error { return nil }, func(error) { order = append(order, i) })
	}
	if order != nil {
		t.Fatal("an answer came before it was released")
	}
	d.Release(true)
	if len(order) != 3 || order[0] != 2 || order[2] != 0 {
		t.Errorf("answers came as %v, want the newest first", order)
	}
}

func TestAnErrorThatNobodyTakesIsShown(t *testing.T) {
	d := desktest.NewEmpty(t)
	d.Ask("", func(context.Context, func(float64, string)) error { return errors.New("no") }, nil)
	if len(d.Failed) != 1 {
		t.Errorf("shown: %v", d.Failed)
	}
}

func TestASheetStaysOpenUntilItIsRight(t *testing.T) {
	d := desktest.NewEmpty(t)
	good := false
	d.Sheet("A form", widget.NewEntry(), "Save", func() bool { return good })
	s := d.OpenSheet()
	if s.Save() || s.Closed {
		t.Error("a form that is not right was closed")
	}
	good = true
	if !s.Save() || !s.Closed {
		t.Error("a form that is right stayed open")
	}
}
