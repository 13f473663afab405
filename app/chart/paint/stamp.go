package paint

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"redthread/app/chart/scene"
)

// stamps are the masks of marks, cut once for each shape and size.
type stamps map[stampKey]*stamp

type stampKey struct {
	what   byte // a scene.Shape, or one of the signs below
	radius int32
	angle  int32
}

// Signs that are no shapes of a kind.
const (
	signHalo   = 100 + iota // ring around a mark on a list
	signChosen              // ring around what is selected
	signHover
	signPin
	signArrow
)

// stamp is a mask and where its middle lies in it.
type stamp struct {
	mask *image.Alpha
	mid  int
}

const (
	radiusSteps = 4 // of a pixel
	arrowSteps  = 96
)

func (s stamps) get(what byte, radius float64, angle int32) *stamp {
	key := stampKey{what, int32(math.Round(radius * radiusSteps)), angle}
	if got := s[key]; got != nil {
		return got
	}
	if len(s) > 4000 { // many sizes were looked at
		clear(s)
	}
	made := cut(what, float64(key.radius)/radiusSteps, angle)
	s[key] = made
	return made
}

func cut(what byte, r float64, angle int32) *stamp {
	pen := newPen(r*1.6 + 4)
	switch what {
	case signHalo:
		pen.ring(r*1.32+1.5, max(1.1, r*0.13))
	case signChosen:
		pen.ring(r*1.2+3, max(1.5, r*0.14))
	case signHover:
		pen.ring(r*1.2+3, 1)
	case signPin:
		pen.disc(0, 0, r)
	case signArrow:
		turn := 2 * math.Pi * float64(angle) / arrowSteps
		sin, cos := math.Sincos(turn)
		at := func(x, y float64) scene.Spot { return scene.Spot{X: x*cos - y*sin, Y: x*sin + y*cos} }
		pen.polygon([]scene.Spot{at(0, 0), at(-r, -r*0.45), at(-r, r*0.45)}, false)
	default:
		shape := scene.Shape(what)
		wide := max(1.2, r*0.26)
		switch {
		case shape == scene.Ring:
			pen.ring(r-wide/2, wide)
		case shape == scene.Crowd:
			heads, small := scene.Heads()
			for _, h := range heads {
				pen.disc(h.X*r, h.Y*r, small*r)
			}
		case shape.Corners() != nil:
			pen.shape(shape, r, 0)
			if shape.Hollow() {
				pen.shape(shape, max(r-wide*1.2, 0.1), -1)
			}
		default:
			pen.disc(0, 0, r)
		}
	}
	return pen.done()
}

// pen draws paths into a square mask around a middle.
type pen struct {
	raster *vector.Rasterizer
	mid    float64
	size   int
}

func newPen(reach float64) *pen {
	size := 2*int(math.Ceil(reach)) + 1
	return &pen{vector.NewRasterizer(size, size), float64(size) / 2, size}
}

func (p *pen) done() *stamp {
	m := image.NewAlpha(image.Rect(0, 0, p.size, p.size))
	p.raster.DrawOp = draw.Src
	p.raster.Draw(m, m.Rect, image.Opaque, image.Point{})
	return &stamp{m, p.size / 2}
}

func (p *pen) polygon(corners []scene.Spot, backwards bool) {
	at := func(i int) (x, y float32) {
		if backwards {
			i = len(corners) - 1 - i
		}
		return float32(corners[i].X + p.mid), float32(corners[i].Y + p.mid)
	}
	x, y := at(0)
	p.raster.MoveTo(x, y)
	for i := 1; i < len(corners); i++ {
		p.raster.LineTo(at(i))
	}
	p.raster.ClosePath()
}

func (p *pen) shape(s scene.Shape, r float64, direction int) {
	var spots []scene.Spot
	for _, c := range s.Corners() {
		spots = append(spots, scene.Spot{X: c.X * r, Y: c.Y * r})
	}
	p.polygon(spots, direction < 0)
}

func (p *pen) circle(x, y, r float64, backwards bool) {
	const corners = 48
	var spots []scene.Spot
	for k := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / corners)
		spots = append(spots, scene.Spot{X: x + r*cos, Y: y + r*sin})
	}
	p.polygon(spots, backwards)
}

func (p *pen) disc(x, y, r float64) { p.circle(x, y, r, false) }

func (p *pen) ring(r, wide float64) {
	p.circle(0, 0, r+wide/2, false)
	p.circle(0, 0, max(r-wide/2, 0.1), true)
}
