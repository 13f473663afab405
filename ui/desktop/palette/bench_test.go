package palette

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// BenchmarkAnswer is what one letter costs the window beside drawing.
func BenchmarkAnswer(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(look.New(look.Light))
	w := test.NewTempWindow(b, part.NewRoot(part.NewText("", part.Body), nil))
	w.Resize(fyne.NewSize(1440, 900))
	n := 0
	Open(w.Canvas(), "", Options{Search: Search{Find: func(_ string, answer func(Found)) {
		n++
		var f Found
		for i := range 200 {
			f.Hits = append(f.Hits, Hit{
				Section: []string{"Names", "Text", "Statements", "Sources"}[i/50], Group: "firm",
				Line:  fmt.Sprintf("%d A passage of text with contracts in it, number %d, as long as a line can be and longer than that, so that it is cut", n, i),
				Marks: [][2]int{{20, 29}}, Where: fmt.Sprintf("[%d] ¶ %d · A source", i, n),
			})
		}
		answer(f)
	}}})
	b.ResetTimer()
	for range b.N {
		test.Type(w.Canvas().Focused(), "a")
	}
}
