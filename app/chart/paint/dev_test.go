package paint

import (
	"image"
	"image/png"
	"os"
	"testing"
	"time"

	"redthread/app/chart/scene"
)

func TestDev(t *testing.T) {
	s := big(10000, 30000)
	v := scene.Fit(s, 1100, 800, 30, 1)
	p := New()
	for _, z := range []float64{1, 3, 6, 12, 20} {
		w := v.Around(550, 400, z)
		dst := image.NewRGBA(image.Rect(0, 0, 1100, 800))
		var best time.Duration = 1 << 60
		for range 5 {
			a := time.Now()
			p.Paint(dst, Picture{Scene: s, View: w, Palette: scene.Dark(), Edge: scene.None})
			best = min(best, time.Since(a))
		}
		t.Log(z, w.Zoom, best, len(p.list.lines), len(p.list.marks), len(p.list.text))
		f, _ := os.Create("/tmp/chart/dev" + string(rune('a'+int(z))) + ".png")
		png.Encode(f, dst)
		f.Close()
	}
}
