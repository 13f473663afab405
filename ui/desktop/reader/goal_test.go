//go:build bench

package reader

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/look"
)

// TestBenchReader: a text of a thousand pages, opened in a new reader and
// scrolled by the wheel. The frames are the reader's own work; what the
// toolkit adds for any window is not in them.
func TestBenchReader(t *testing.T) {
	app := test.NewApp()
	t.Cleanup(app.Quit)
	app.Settings().SetTheme(look.New(look.Light))
	text := book()
	begin := time.Now()
	r := New()
	w := test.NewWindow(r)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1440, 900))
	r.SetText(text)
	r.picture(808, 900)
	goal(t, "opening a text of 1,000 pages in a new reader", time.Since(begin), 100*time.Millisecond)
	var took []time.Duration
	for range 1000 {
		begin := time.Now()
		r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)})
		r.picture(808, 900)
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	goal(t, "a frame of scrolling it, the reader's own work, median of 1,000", took[len(took)/2], time.Second/30)
	goal(t, "the worst of them", took[len(took)-1], 100*time.Millisecond)
}

func goal(t *testing.T, figure string, took, most time.Duration) {
	t.Helper()
	ok := "met"
	if took > most {
		ok = "MISSED"
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	fmt.Printf("BENCH | %s | %.1f ms | – | %.1f ms | ≤ %.0f ms | %s\n", figure, ms(took), ms(took), ms(most), ok)
}
