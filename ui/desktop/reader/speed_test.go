package reader

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/look"
)

// book is a text of a thousand pages: 30,000 passages, 3 million letters, in
// Latin, Cyrillic, Hangul and Han, with spans.
func book() Text {
	words := strings.Fields("the firm declared wages of 16,000 to 20,000 rubles while owners paid 100,000 for each worker of the crews " +
		"комиссия выдала разрешения на работников из-за рубежа по договору подряда 조선 노동자 회사 계약 朝鮮建設會社 and more was said in the filing")
	var t Text
	var b strings.Builder
	seed := uint32(7)
	next := func(n int) int { // a plain linear congruence: the same book each time
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	for i := range 30_000 {
		b.Reset()
		for n := 40 + next(120); b.Len() < n; {
			b.WriteString(words[next(len(words))])
			b.WriteByte(' ')
		}
		p := Passage{Number: i + 1, Page: 1 + i/30, Text: b.String()}
		if i%3 == 0 {
			p.Spans = []Span{{Start: 4, Stop: 20, Style: Style(i % 9 / 3), Kind: "firm"}}
		}
		t.Passages = append(t.Passages, p)
	}
	return t
}

// frames makes n frames and reports their times: of the reader alone (layout,
// scene and its picture), or of everything that the software driver paints.
func frames(b *testing.B, r *Reader, w fyne.Window, whole bool, n int, move func(i int)) {
	var took []time.Duration
	for i := range n {
		begin := time.Now()
		move(i)
		if whole {
			w.Canvas().Capture()
		} else {
			r.picture(int(r.raster.Size().Width), int(r.Size().Height))
		}
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(took[n/2]), "ms-median")
	b.ReportMetric(ms(took[n*95/100]), "ms-95th")
	b.ReportMetric(ms(took[n-1]), "ms-worst")
	b.ReportMetric(0, "ns/op")
}

func benchStage(b *testing.B, t Text, width, height float32) (*Reader, fyne.Window) {
	b.Helper()
	app := test.NewApp()
	b.Cleanup(app.Quit)
	app.Settings().SetTheme(look.New(look.Light))
	r := New()
	w := test.NewWindow(r)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	r.SetText(t)
	return r, w
}

// BenchmarkOpen opens the book: once in a reader that has shown a text, and
// once in a new one, which reads the fonts first.
func BenchmarkOpen(b *testing.B) {
	t := book()
	b.Run("again", func(b *testing.B) {
		r, _ := benchStage(b, texts("nothing"), 1440, 900)
		for b.Loop() {
			r.SetText(t)
			r.picture(808, 900)
		}
	})
	b.Run("first", func(b *testing.B) {
		benchStage(b, texts("nothing"), 1440, 900)
		for b.Loop() {
			r := New()
			r.CreateRenderer().Layout(fyne.NewSize(1440, 900))
			r.Resize(fyne.NewSize(1440, 900))
			r.SetText(t)
			r.picture(808, 900)
		}
	})
	b.Run("at the end", func(b *testing.B) {
		r, _ := benchStage(b, texts("nothing"), 1440, 900)
		for b.Loop() {
			r.SetText(t)
			r.ShowRange(29_990, 5, 10)
			r.picture(808, 900)
		}
	})
	b.Run("one of a megabyte", func(b *testing.B) {
		long := texts(strings.Repeat("x", 1<<20))
		r, _ := benchStage(b, texts("nothing"), 1440, 900)
		for b.Loop() {
			r.SetText(long)
			r.picture(808, 900)
		}
	})
}

// BenchmarkFrames scrolls the book in every way there is.
func BenchmarkFrames(b *testing.B) {
	t := book()
	for _, whole := range []bool{false, true} {
		kind := "reader"
		if whole {
			kind = "window"
		}
		run := func(name string, move func(r *Reader, i int)) {
			b.Run(kind+"/"+name, func(b *testing.B) {
				r, w := benchStage(b, t, 1440, 900)
				n := 300
				if whole { // of which Fyne's own painter takes most, whatever is shown
					n = 40
				}
				frames(b, r, w, whole, n, func(i int) { move(r, i) })
			})
		}
		run("still", func(r *Reader, i int) { r.redraw() })
		run("wheel", func(r *Reader, i int) { r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)}) })
		run("bar", func(r *Reader, i int) {
			if i == 0 {
				y, _ := r.thumbAt()
				e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
				e.Position = fyne.NewPos(1436, y+2)
				r.MouseDown(e)
			}
			r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(1436, float32(i*2))}})
		})
		run("pages", func(r *Reader, i int) { r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) })
		run("down", func(r *Reader, i int) { r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) })
		run("select", func(r *Reader, i int) {
			if i == 0 {
				e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
				e.Position = fyne.NewPos(100, 100)
				r.MouseDown(e)
			}
			r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(100+i), 950)}})
		})
	}
	b.Run("window/empty", func(b *testing.B) {
		r, w := benchStage(b, Text{}, 1440, 900)
		r.raster.Hide()
		frames(b, r, w, true, 50, func(int) {})
	})
}
