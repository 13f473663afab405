package part

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/look"
)

// stage puts an object into a window of a size, in our theme.
func stage(t *testing.T, o fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.New(look.Light))
	window := test.NewTempWindow(t, o)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(w, h))
	return window
}

// key types a key into whatever has the focus.
func key(t *testing.T, w fyne.Window, names ...fyne.KeyName) {
	t.Helper()
	for _, name := range names {
		f := w.Canvas().Focused()
		if f == nil {
			t.Fatalf("nothing has the focus to take %s", name)
		}
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// click presses a mouse button at a place of an object that wants the mouse.
func click(o desktop.Mouseable, button desktop.MouseButton, x, y float32) {
	o.MouseDown(&desktop.MouseEvent{Button: button, PointEvent: fyne.PointEvent{
		Position: fyne.NewPos(x, y), AbsolutePosition: fyne.NewPos(x, y),
	}})
	o.MouseUp(&desktop.MouseEvent{Button: button})
}

func wantCalls(t *testing.T, what string, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: got %q, want %q", what, got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("%s: got %q, want %q", what, got, want)
		}
	}
}
