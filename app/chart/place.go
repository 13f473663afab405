package chart

import (
	"math"
	"strconv"

	"redthread/app/chart/scene"
)

func itoa(n int) string { return strconv.Itoa(n) }

// apart is how far things stand from one another where they are put beside others.
const apart = 62

// placer finds free places for things that come onto a chart, near what they
// are tied to, so that nothing that stands there has to move.
type placer struct {
	taken map[[2]int]bool
	edge  float32 // to the right of everything, for what is tied to nothing
	top   float32
	any   bool
	loose int
	turns map[scene.Point]int // how far the search around a place has come
}

func newPlacer() *placer {
	return &placer{taken: map[[2]int]bool{}, turns: map[scene.Point]int{}}
}

func cellOf(p scene.Point) [2]int {
	return [2]int{int(math.Floor(float64(p.X) / apart)), int(math.Floor(float64(p.Y) / apart))}
}

func (p *placer) take(at scene.Point) {
	p.taken[cellOf(at)] = true
	if !p.any {
		p.any, p.edge, p.top = true, at.X, at.Y
		return
	}
	p.edge, p.top = max(p.edge, at.X), min(p.top, at.Y)
}

// beside takes the free place nearest to the middle of others.
func (p *placer) beside(near []scene.Point) scene.Point {
	var middle scene.Point
	switch {
	case len(near) > 0:
		for _, n := range near {
			middle.X += n.X / float32(len(near))
			middle.Y += n.Y / float32(len(near))
		}
	case p.any && p.loose == 0:
		middle = scene.Point{X: p.edge + 3*apart, Y: p.top}
		p.edge, p.top = middle.X, middle.Y
		p.loose++
	default:
		middle = scene.Point{X: p.edge, Y: p.top}
		p.any = true
		p.loose++
	}
	// Along a sunflower's spiral every place comes up once, the nearest first.
	golden := math.Pi * (3 - math.Sqrt(5))
	for k := p.turns[middle]; ; k++ {
		r := apart * math.Sqrt(float64(k)+1) * 1.02
		if k == 0 && len(near) == 0 {
			r = 0
		}
		sin, cos := math.Sincos(float64(k) * golden)
		at := scene.Point{X: middle.X + float32(r*cos), Y: middle.Y + float32(r*sin)}
		if cell := cellOf(at); !p.taken[cell] {
			p.taken[cell] = true
			p.turns[middle] = k + 1
			return at
		}
	}
}
