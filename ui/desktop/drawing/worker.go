package drawing

import (
	"image"
	"math"
	"runtime"
	"slices"
	"sync"

	"redthread/app/chart/paint"
	"redthread/app/chart/scene"
)

// worker paints on a goroutine of its own, the newest order only.
type worker struct {
	do func(func()) // nil: paint at once, where one is

	mu      sync.Mutex
	next    *order // waits to be painted
	running bool
	painter *paint.Painter // of the goroutine that paints

	own  *paint.Painter // of the window's goroutine, to measure with
	free []*image.RGBA
}

func newWorker(do func(func())) *worker {
	w := &worker{do: do, painter: paint.New(), own: paint.New()}
	// Half of the processors: the toolkit needs the rest for its frames.
	w.painter.Bands = max(1, runtime.GOMAXPROCS(0)/2)
	return w
}

func (w *worker) measure(text string, size float64, bold bool) float64 {
	return w.own.Measure(text, size, bold)
}

// order is what is to be painted.
type order struct {
	pic  paint.Picture
	over *image.RGBA // paint only what moves, over this picture
	mini *paint.Picture
	done func(picture)
}

// picture is what came of an order.
type picture struct {
	image *image.RGBA
	view  scene.View
	mini  *image.RGBA
	small scene.View // of the map
}

// ask paints an order, now or as soon as the one at work is done. An order
// that still waits gives way.
func (w *worker) ask(o order) {
	if w.do == nil {
		o.done(w.paint(o))
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.next != nil && w.next.mini != nil && o.mini == nil {
		o.mini = w.next.mini
	}
	w.next = &o
	if !w.running {
		w.running = true
		go w.run()
	}
}

func (w *worker) run() {
	for {
		w.mu.Lock()
		o := w.next
		w.next = nil
		if o == nil {
			w.running = false
			w.mu.Unlock()
			return
		}
		w.mu.Unlock()
		p := w.paint(*o)
		w.do(func() { o.done(p) })
	}
}

func (w *worker) paint(o order) picture {
	v := o.pic.View
	wide, tall := max(int(math.Round(v.W*v.Scale)), 1), max(int(math.Round(v.H*v.Scale)), 1)
	p := picture{image: w.surface(wide, tall), view: v}
	if o.over != nil && o.over.Rect == p.image.Rect {
		w.painter.PaintOver(p.image, o.over, o.pic)
	} else {
		w.painter.Paint(p.image, o.pic)
	}
	if o.mini != nil {
		m := o.mini.View
		p.mini = image.NewRGBA(image.Rect(0, 0, max(int(m.W*m.Scale), 1), max(int(m.H*m.Scale), 1)))
		p.small = m
		w.painter.PaintSmall(p.mini, *o.mini)
	}
	return p
}

// surface gives a picture to paint on, one that is no longer shown where there is one.
func (w *worker) surface(wide, tall int) *image.RGBA {
	w.mu.Lock()
	defer w.mu.Unlock()
	want := image.Rect(0, 0, wide, tall)
	for i, s := range w.free {
		if s.Rect == want {
			w.free = slices.Delete(w.free, i, i+1)
			return s
		}
	}
	w.free = nil
	return image.NewRGBA(want)
}

func (w *worker) release(s *image.RGBA) {
	if s == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.free) < 2 {
		w.free = append(w.free, s)
	}
}

// base is the picture of all that stays while marks are moved.
type base struct {
	image *image.RGBA
	view  scene.View
	asked bool
}

// margin is how much more than the surface is painted on each side, so that
// moving the camera a little shows no bare ground.
const margin = 128

// paint asks for a picture of the scene as it is now.
func (v *View) paint() {
	if v.camera.W <= 0 || v.camera.H <= 0 {
		return
	}
	v.camera.Scale = v.scale()
	view := v.camera
	view.W += 2 * margin
	view.H += 2 * margin
	pic := paint.Picture{
		Scene: v.scene, At: slices.Clone(v.at), View: view, Palette: v.palette(),
		Chosen: slices.Clone(v.chosen), Edge: v.edge,
	}
	o := order{pic: pic, done: v.painted}
	if v.hand.mode == handMarks && v.hand.moved && len(v.hand.held) <= mostHeld {
		moving := make([]bool, len(v.at))
		for _, i := range v.hand.held {
			moving[i] = true
		}
		o.pic.Moving = moving
		if v.base.image == nil {
			if v.base.asked {
				return // the base is on its way; the marks are drawn when it is there
			}
			v.base.asked = true
			o.done = v.based
		} else {
			o.over = v.base.image
			o.pic.View = v.base.view
		}
	} else if v.mini.on && v.mini.stale {
		v.mini.stale = false
		o.mini = v.mini.order(v)
	}
	v.work.ask(o)
}

// mostHeld is how many marks can be dragged over a picture of the rest.
const mostHeld = 300

// based takes the picture of what stays, and paints the marks that move over it.
func (v *View) based(p picture) {
	if v.hand.mode != handMarks {
		v.drop()
		v.paint()
		return
	}
	v.base = base{image: p.image, view: p.view}
	v.paint()
}

// drop forgets the picture of what stays.
func (v *View) drop() { v.base = base{} }

// painted shows a picture.
func (v *View) painted(p picture) {
	if p.image != v.base.image && v.shown.image != v.base.image {
		v.work.release(v.shown.image)
	}
	mini, small := v.shown.mini, v.shown.small
	if p.mini != nil {
		mini, small = p.mini, p.small
	}
	v.shown = picture{image: p.image, view: p.view, mini: mini, small: small}
	v.frames++
	v.renew()
}
