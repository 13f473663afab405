package reader

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/look"
)

func TestMain(m *testing.M) {
	os.Setenv("LANG", "en_US.UTF-8")
	os.Exit(m.Run())
}

// stage shows a reader in a window of a size.
func stage(t testing.TB, mode look.Mode, text Text, w, h float32) (*Reader, fyne.Window) {
	t.Helper()
	app := test.NewTempApp(t.(*testing.T))
	app.Settings().SetTheme(look.New(mode))
	r := New()
	window := test.NewTempWindow(t.(*testing.T), r)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(w, h))
	r.SetText(text)
	return r, window
}

// texts makes a text of passages.
func texts(passages ...string) Text {
	var t Text
	for i, s := range passages {
		t.Passages = append(t.Passages, Passage{Number: i + 1, Text: s})
	}
	return t
}

// spanOf finds words in a passage.
func spanOf(text, words string, style Style, kind string) Span {
	i := strings.Index(text, words)
	if i < 0 {
		panic(fmt.Sprintf("%q is not in %q", words, text))
	}
	start := points(text[:i])
	return Span{Start: start, Stop: start + points(words), Style: style, Kind: kind}
}

// click presses and lets go the mouse at a place of the reader.
func click(r *Reader, button desktop.MouseButton, x, y float32, held fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: button, Modifier: held}
	e.Position = fyne.NewPos(x, y)
	e.AbsolutePosition = e.Position
	r.MouseDown(e)
	r.MouseUp(e)
}

// where returns a point in the middle of the line of a code point.
func where(r *Reader, passage, point int) (x, y float32) {
	i, _ := r.page.index(passage)
	x, y = r.page.find(spot{i, point})
	return x + r.page.left, y + r.page.size.line/2
}
