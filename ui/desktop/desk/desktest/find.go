package desktest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/part"
)

// Parts collects what is laid out below an object and is of one type, such as
// *part.CitationMark, in the order in which it is drawn.
func Parts[T fyne.CanvasObject](root fyne.CanvasObject) []T {
	var all []T
	for _, o := range test.LaidOutObjects(root) {
		if p, ok := o.(T); ok && o.Visible() {
			all = append(all, p)
		}
	}
	return all
}

// Press taps the button with a text below an object, and fails the test where
// there is none.
func (d *Desk) Press(root fyne.CanvasObject, text string) {
	d.t.Helper()
	for _, b := range Parts[*part.Button](root) {
		if b.Text() == text {
			test.Tap(b)
			return
		}
	}
	d.t.Fatalf("there is no button %q", text)
}

// Says tells whether a text is drawn somewhere below an object.
func Says(root fyne.CanvasObject, text string) bool {
	for _, t := range Parts[*part.Text](root) {
		if t.Text() == text {
			return true
		}
	}
	return false
}
