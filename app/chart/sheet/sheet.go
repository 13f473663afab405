package sheet

import (
	"fmt"
	"math"

	"redthread/app/chart/paint"
	"redthread/app/chart/scene"
)

// Entry is a kind of mark that the legend explains.
type Entry struct{ Kind, Label string }

// Options say what stands around a chart.
type Options struct {
	Width, Height float64  // of the page, in points; 0: A3 on its side, larger where the chart needs it
	Bare          bool     // without head and foot, where these stand around the chart anyway
	Legend        []Entry  // kinds in sight
	Foot          []string // sentences under the legend
}

// Sheet is a page with everything in its place, in units of the surface.
type Sheet struct {
	W, H   float64
	Point  float64 // how many points one unit is
	Scene  *scene.Scene
	View   scene.View // of the whole page
	Labels []scene.Label
	Cards  []scene.Card

	options Options
	measure scene.Measure
	legend  []placedEntry
	area    scene.Rect
}

type placedEntry struct {
	Entry
	x, y float64
	sign byte // 0: a mark of the kind; 'h' a halo, 'd' a dashed line, 'p' a pin, 'n' the number of ties
}

// A3 on its side, in points.
const (
	a3Wide = 1190.55
	a3Tall = 841.89
)

const (
	letters      = 9.5 // size of names on paper, in points
	leastLetters = 7.2
	edgeOfPage   = 34 // units around the page
	headRoom     = 44
	comfort      = 110  // marks that an A3 page holds with ease
	mostNamed    = 2500 // marks up to which every name is written
	roomNamed    = 4500 // units of area for each mark on a page that names all of them
	mostPage     = 11   // times A3, which keeps a PDF within what readers take
	legendLine   = 19
	footSize     = 10.5
	titleSize    = 21
)

// New sets a scene on a page.
func New(s *scene.Scene, o Options) *Sheet {
	sh := &Sheet{Scene: s, options: o, Point: letters / scene.LabelSize, measure: paint.New().Measure}
	if o.Width <= 0 || o.Height <= 0 {
		grow := math.Min(math.Max(math.Sqrt(float64(len(s.Nodes))/comfort), 1), mostPage)
		o.Width, o.Height = a3Wide*grow, a3Tall*grow
		if least, most, ok := scene.Bounds(s.At); ok && most.Y-least.Y > (most.X-least.X)*1.15 {
			o.Width, o.Height = o.Height, o.Width
		}
		sh.options.Width, sh.options.Height = o.Width, o.Height
	}
	// Where too many names find no place beside their mark, letters get smaller,
	// as small as is read with ease.
	for _, size := range []float64{letters, 8.5, leastLetters} {
		sh.Point = size / scene.LabelSize
		sh.set()
		far := 0
		for _, l := range sh.Labels {
			if l.Leader {
				far++
			}
		}
		if far*8 <= len(s.Nodes) {
			break
		}
	}
	return sh
}

// set places everything for the size of letters.
func (sh *Sheet) set() {
	o := sh.options
	sh.legend = nil
	sh.W, sh.H = o.Width/sh.Point, o.Height/sh.Point
	sh.area = scene.Rect{X: edgeOfPage, Y: edgeOfPage, W: sh.W - 2*edgeOfPage, H: sh.H - 2*edgeOfPage}
	if o.Bare {
		sh.area = scene.Rect{X: 4, Y: 4, W: sh.W - 8, H: sh.H - 8}
	} else {
		sh.area.Y += headRoom
		sh.area.H -= headRoom + sh.foot()
	}
	sh.look()
}

// foot places the legend and gives the height of all below the chart.
func (sh *Sheet) foot() float64 {
	room := sh.W - 2*edgeOfPage
	x, line := 0.0, 0
	put := func(e Entry, sign byte) {
		w := 20 + sh.measure(e.Label, footSize, false) + 18
		if sign == 'd' {
			w += 12
		}
		if x > 0 && x+w > room {
			x, line = 0, line+1
		}
		sh.legend = append(sh.legend, placedEntry{Entry: e, x: edgeOfPage + x, y: float64(line), sign: sign})
		x += w
	}
	for _, e := range sh.options.Legend {
		put(e, 0)
	}
	halo, doubt, pin, ties := false, false, false, false
	for i := range sh.Scene.Nodes {
		n := &sh.Scene.Nodes[i]
		halo, pin, ties = halo || n.Halo, pin || n.Pinned, ties || n.Badge != ""
	}
	for i := range sh.Scene.Edges {
		doubt = doubt || sh.Scene.Edges[i].Dashed
	}
	if halo {
		put(Entry{Label: "on a sanctions list"}, 'h')
	}
	if doubt {
		put(Entry{Label: "suspected or disputed"}, 'd')
	}
	if ties {
		put(Entry{Label: "ties shown / all"}, 'n')
	}
	tall := 14.0
	if len(sh.legend) > 0 {
		tall += float64(line+1) * legendLine
	}
	tall += float64(len(sh.options.Foot)) * footSize * 1.4
	top := sh.H - edgeOfPage - tall + 16
	for i := range sh.legend {
		sh.legend[i].y = top + sh.legend[i].y*legendLine
	}
	return tall
}

// look finds the view in which the chart fills the page with room for names.
func (sh *Sheet) look() {
	const names, closest = 62, 1.7
	v := scene.Fit(sh.Scene, sh.area.W, sh.area.H, math.Min(names, sh.area.W/6), 1)
	if least, most, ok := scene.Bounds(sh.Scene.At); ok {
		// A small chart is drawn larger than on a screen, up to a point.
		wide, tall := float64(most.X-least.X), float64(most.Y-least.Y)
		zoom := closest
		if wide > 0 {
			zoom = math.Min(zoom, (sh.area.W-2.6*names)/wide)
		}
		if tall > 0 {
			zoom = math.Min(zoom, (sh.area.H-1.6*names)/tall)
		}
		v.Zoom = math.Max(zoom, scene.LeastZoom)
	}
	// The same camera, seen on the whole page.
	v.X -= (sh.area.X + sh.area.W/2 - sh.W/2) / v.Zoom
	v.Y -= (sh.area.Y + sh.area.H/2 - sh.H/2) / v.Zoom
	v.W, v.H = sh.W, sh.H
	sh.View = v
	sh.Cards = scene.Cards(sh.Scene, sh.Scene.At, v, sh.measure)
	taken := []scene.Rect{
		{X: -100, Y: -100, W: sh.W + 200, H: 100 + sh.area.Y},
		{X: -100, Y: sh.area.Y + sh.area.H, W: sh.W + 200, H: sh.H - sh.area.Y - sh.area.H + 100},
	}
	for _, c := range sh.Cards {
		taken = append(taken, c.Box)
	}
	namer := scene.Labeller{Measure: sh.measure, Every: true, Chars: 26, Rows: 3}
	if n := len(sh.Scene.Nodes); n > mostNamed || float64(n)*roomNamed > sh.area.W*sh.area.H {
		namer.Every, namer.Most = false, mostNamed
	}
	sh.Labels = namer.Place(sh.Scene, sh.Scene.At, v, nil, taken)
}

// Alt says in words what the page shows.
func (sh *Sheet) Alt() string {
	s := sh.Scene
	return fmt.Sprintf("Chart “%s”: %d marks and %d lines between them.", s.Title, len(s.Nodes), len(s.Edges))
}
