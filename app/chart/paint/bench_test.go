//go:build bench

package paint

import (
	"fmt"
	"image"
	"slices"
	"testing"
	"time"

	"golang.org/x/image/vector"

	"redthread/app/chart/scene"
)

// median of some runs, in milliseconds.
func median(n int, f func()) float64 {
	var all []float64
	for range n {
		begun := time.Now()
		f()
		all = append(all, float64(time.Since(begun))/float64(time.Millisecond))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func verdict(ok bool) string {
	if ok {
		return "met"
	}
	return "MISSED"
}

// The painter against the general rasteriser of golang.org/x/image, which
// fills the same lines and nothing else.
func TestBenchPaint(t *testing.T) {
	s := big(10_000, 30_000)
	v := scene.Fit(s, 1200, 800, 40, 1)
	dst := image.NewRGBA(image.Rect(0, 0, 1200, 800))
	p := New()
	pic := Picture{Scene: s, View: v, Palette: scene.Dark(), Edge: scene.None}
	p.Paint(dst, pic)
	ours := median(9, func() { p.Paint(dst, pic) })
	base := median(3, func() {
		r := vector.NewRasterizer(1200, 800)
		for i := range s.Edges {
			e := &s.Edges[i]
			ax, ay := v.On(s.At[e.From])
			bx, by := v.On(s.At[e.To])
			r.MoveTo(float32(ax), float32(ay))
			r.LineTo(float32(bx), float32(by))
			r.LineTo(float32(bx)+1, float32(by)+1)
			r.LineTo(float32(ax)+1, float32(ay)+1)
			r.ClosePath()
		}
		r.Draw(dst, dst.Rect, image.White, image.Point{})
	})
	fmt.Printf("BENCH | paint 10,000 marks, 30,000 lines and names / fill the lines with x/image/vector | %.1f ms | %.1f ms | %.2f | ≤ 1.0 | %s\n", ours, base, ours/base, verdict(ours <= base))

	pic.Moving = make([]bool, len(s.Nodes))
	pic.Moving[7] = true
	under := image.NewRGBA(dst.Rect)
	p.Paint(under, pic)
	over := median(21, func() { p.PaintOver(dst, under, pic) })
	fmt.Printf("BENCH | a step of dragging one of 10,000 marks / painting everything | %.2f ms | %.1f ms | %.3f | ≤ 0.25 | %s\n", over, ours, over/ours, verdict(over <= 0.25*ours))
}

func TestBenchHit(t *testing.T) {
	s := big(10_000, 30_000)
	v := scene.Fit(s, 1200, 800, 40, 1)
	ix := scene.NewIndex(s)
	const looks = 400
	nodes := median(9, func() {
		for i := range looks {
			ix.Node(s, v, float64(i*3%1200), float64(i*7%800))
		}
	}) / looks
	all := median(9, func() {
		for i := range looks / 8 {
			x, y := float64(i*3%1200), float64(i*7%800)
			if ix.Node(s, v, x, y) == scene.None {
				ix.Edge(s, v, x, y)
			}
		}
	}) / (looks / 8)
	fmt.Printf("BENCH | hit test of a mark among 10,000 / 1 ms | %.4f ms | 1 ms | %.4f | ≤ 1 | %s\n", nodes, nodes, verdict(nodes <= 1))
	fmt.Printf("BENCH | hit test of a mark or one of 30,000 lines / 1 ms | %.3f ms | 1 ms | %.3f | ≤ 1 | %s\n", all, all, verdict(all <= 1))
}
