// Frames measures how a chart of many marks keeps up with the hand in a true
// window: it moves and zooms the camera and drags a mark, a step in each
// frame, and says how long the frames took.
//
//	frames [NODES EDGES]    10,000 and 30,000 where they are left out
package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/app/chart/scene"
	window "redthread/ui/desktop"
	"redthread/ui/desktop/drawing"
	"redthread/ui/desktop/look"
)

func main() {
	nodes, edges := 10_000, 30_000
	if len(os.Args) == 3 {
		nodes, _ = strconv.Atoi(os.Args[1])
		edges, _ = strconv.Atoi(os.Args[2])
	}
	a := app.NewWithID("redthread.frames")
	theme := look.New(look.Dark)
	a.Settings().SetTheme(theme)
	w := a.NewWindow("Frames")
	v := drawing.New(window.Threads{}.Do)
	w.SetContent(v)
	w.Resize(fyne.NewSize(1200, 800))
	a.Lifecycle().SetOnStarted(func() {
		a.Settings().SetTheme(theme)
		v.Set(made(nodes, edges))
		time.AfterFunc(2*time.Second, func() { window.Threads{}.Do(func() { run(a, v) }) })
	})
	w.ShowAndRun()
}

// part is one thing that is measured.
type part struct {
	name  string
	begin func()
	step  func(share float64)
	end   func()
}

// run does the parts one after another and prints what each took.
func run(a fyne.App, v *drawing.View) {
	var pointer fyne.Position
	around := v.Camera()
	held := 0
	parts := []part{
		{name: "pan", step: func(share float64) {
			c := around
			c.X += 300 / c.Zoom * math.Sin(share*4*math.Pi)
			v.SetCamera(c)
		}},
		{name: "zoom", step: func(share float64) {
			c := around
			c.Zoom *= math.Exp(1.6 * (1 - math.Cos(share*4*math.Pi)))
			v.SetCamera(c)
		}},
		{name: "pan, near", begin: func() { v.Centre(held) }, step: func(share float64) {
			c := v.Camera()
			c.X += 12 / c.Zoom * math.Cos(share*4*math.Pi)
			v.SetCamera(c)
		}},
		{
			name: "drag",
			begin: func() {
				v.SetCamera(around)
				v.Zoom(2)
				v.Centre(held)
				x, y := v.Camera().On(v.Places()[held])
				pointer = fyne.NewPos(float32(x), float32(y))
				e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
				e.Position = pointer
				v.MouseDown(e)
			},
			step: func(share float64) {
				e := &fyne.DragEvent{}
				e.Position = pointer.AddXY(float32(180*math.Sin(share*4*math.Pi)), float32(120*math.Sin(share*6*math.Pi)))
				v.Dragged(e)
			},
			end: func() { v.DragEnd() },
		},
	}
	next := 0
	var measure func()
	measure = func() {
		if next == len(parts) {
			a.Quit()
			return
		}
		p := parts[next]
		next++
		if p.begin != nil {
			p.begin()
		}
		var frames []time.Duration
		last := time.Time{}
		pictures := v.Frames()
		done := false
		began := time.Now()
		animation := &fyne.Animation{Duration: 6 * time.Second, Curve: fyne.AnimationLinear}
		animation.Tick = func(share float32) {
			now := time.Now()
			if !last.IsZero() {
				frames = append(frames, now.Sub(last))
			}
			last = now
			p.step(float64(share))
			if share >= 1 && !done {
				done = true
				if p.end != nil {
					p.end()
				}
				slices.Sort(frames)
				ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
				n := len(frames)
				fmt.Printf("FRAMES | %s | median %.1f ms (%.0f fps) | 99 of 100 under %.0f ms | worst %.0f ms | %d frames, %.1f pictures a second\n",
					p.name, ms(frames[n/2]), 1000/ms(frames[n/2]), ms(frames[n*99/100]), ms(frames[n-1]), n,
					float64(v.Frames()-pictures)/time.Since(began).Seconds())
				time.AfterFunc(800*time.Millisecond, func() { window.Threads{}.Do(measure) })
			}
		}
		animation.Start()
	}
	measure()
}

// made is a scene of clusters; the same numbers give the same scene.
func made(nodes, edges int) *scene.Scene {
	r := rand.New(rand.NewPCG(6, uint64(nodes)))
	kinds := []string{"firm", "person", "body", "contract", "workers", "identifier", "claim", "place"}
	s := &scene.Scene{Nodes: make([]scene.Node, nodes), At: make([]scene.Point, nodes)}
	side := math.Sqrt(float64(nodes)) * 70
	clusters := make([]scene.Point, max(nodes/60, 1))
	for i := range clusters {
		clusters[i] = scene.Point{X: float32(r.Float64() * side), Y: float32(r.Float64() * side)}
	}
	for i := range s.Nodes {
		c := clusters[i%len(clusters)]
		s.At[i] = scene.Point{X: c.X + float32(r.NormFloat64()*170), Y: c.Y + float32(r.NormFloat64()*170)}
		s.Nodes[i] = scene.Node{
			Key: strconv.Itoa(i), Kind: kinds[r.IntN(len(kinds))], Label: fmt.Sprintf("Harbour Works %d", i),
			Rank: r.Float32(), R: 9 + 5*r.Float32(), Badge: strconv.Itoa(r.IntN(20)), Halo: i%97 == 0,
		}
	}
	for i := range edges {
		from := r.IntN(nodes)
		to := (from + len(clusters)*(1+r.IntN(20))) % nodes
		if i%25 == 0 {
			to = r.IntN(nodes)
		}
		s.Edges = append(s.Edges, scene.Edge{Key: strconv.Itoa(i), From: int32(from), To: int32(to), Dashed: i%9 == 0, Directed: i%2 == 0})
	}
	return s
}
