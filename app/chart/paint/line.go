package paint

import (
	"image"
	"image/color"
	"math"
)

// band is a strip of the surface, from row top to row bottom, that one
// goroutine fills.
type band struct {
	dst         *image.RGBA
	top, bottom int
	width       int
}

// ink is a colour with how much of it covers, 0 to 256.
type ink struct{ r, g, b, a int32 }

func inkOf(c color.NRGBA, cover float64) ink {
	return ink{int32(c.R), int32(c.G), int32(c.B), int32(float64(c.A) / 255 * cover * 256)}
}

func (d *band) blend(x, y int, c *ink, cover float32) {
	i := y*d.dst.Stride + x*4
	p := d.dst.Pix[i : i+3 : i+3]
	a := int32(cover * float32(c.a))
	p[0] += uint8((c.r - int32(p[0])) * a >> 8)
	p[1] += uint8((c.g - int32(p[1])) * a >> 8)
	p[2] += uint8((c.b - int32(p[2])) * a >> 8)
}

// dashes is a pattern of a line: so much drawn, so much left out; zero: whole.
type dashes struct{ on, off float32 }

// line draws a straight line with soft edges, in pixels. from is how far the
// pattern has come.
func (d *band) line(ax, ay, bx, by, width float32, c *ink, pattern dashes, from float32) {
	steep := abs(by-ay) > abs(bx-ax)
	whole := float32(math.Hypot(float64(bx-ax), float64(by-ay)))
	if whole < 0.05 {
		return
	}
	// u runs along the longer axis, w across.
	u0, w0, u1, w1 := ax, ay, bx, by
	leastU, mostU, leastW, mostW := float32(0), float32(d.width), float32(d.top), float32(d.bottom)
	if steep {
		u0, w0, u1, w1 = ay, ax, by, bx
		leastU, mostU, leastW, mostW = float32(d.top), float32(d.bottom), 0, float32(d.width)
	}
	start := from
	sign := float32(1)
	if u0 > u1 {
		u0, w0, u1, w1 = u1, w1, u0, w0
		start, sign = from+whole, -1
	}
	slope := (w1 - w0) / (u1 - u0)
	stretch := whole / (u1 - u0)
	half := width / 2 * stretch
	lo, hi := max(u0, leastU), min(u1, mostU)
	if slope != 0 { // the part that may touch the band across
		a, b := (leastW-half-1-w0)/slope+u0, (mostW+half+1-w0)/slope+u0
		lo, hi = max(lo, min(a, b)), min(hi, max(a, b))
	} else if w0 < leastW-half-1 || w0 > mostW+half+1 {
		return
	}
	first, last := int(math.Floor(float64(lo))), int(math.Ceil(float64(hi)))-1
	first, last = max(first, int(leastU)), min(last, int(mostU)-1)
	top, bottom := int(leastW), int(mostW)-1
	period := pattern.on + pattern.off
	if period == 0 && width <= thin {
		origin := int(math.Floor(float64(u0))) // the same in every band, so that all round alike
		d.thin(origin, first, last, top, bottom, w0+slope*(float32(origin)+0.5-u0)-0.5, slope, c, steep)
		return
	}
	for u := first; u <= last; u++ {
		fu := float32(u)
		end := min(fu+1, u1) - max(fu, u0) // how much of this step the line covers
		if end <= 0 {
			continue
		}
		if period > 0 {
			along := start + sign*(fu+0.5-u0)*stretch
			along -= period * float32(math.Floor(float64(along/period)))
			if along > pattern.on {
				continue
			}
		}
		mid := w0 + slope*(fu+0.5-u0)
		from, to := mid-half, mid+half
		for w := max(int(math.Floor(float64(from))), top); w <= bottom; w++ {
			fw := float32(w)
			if fw >= to {
				break
			}
			cover := (min(to, fw+1) - max(from, fw)) * end
			if steep {
				d.blend(w, u, c, cover)
			} else {
				d.blend(u, w, c, cover)
			}
		}
	}
}

// thin is the width up to which a line is drawn by two pixels a step.
const thin = 1.25

// thin draws a line of one pixel, after Wu: each step shares its ink between
// the two pixels nearest to it. w is where it is at the origin.
func (d *band) thin(origin, first, last, top, bottom int, w, slope float32, c *ink, steep bool) {
	const one = 1 << 16
	at, step := int64(float64(w)*one), int64(float64(slope)*one)
	at += step * int64(first-origin)
	along, across := 4, d.dst.Stride
	if steep {
		along, across = across, along
	}
	pix := d.dst.Pix
	for u := first; u <= last; u++ {
		row := int(at >> 16)
		part := int32(at>>8) & 255
		at += step
		i := u*along + row*across
		if row >= top && row <= bottom {
			a := c.a * (256 - part) >> 8
			p := pix[i : i+3 : i+3]
			p[0] += uint8((c.r - int32(p[0])) * a >> 8)
			p[1] += uint8((c.g - int32(p[1])) * a >> 8)
			p[2] += uint8((c.b - int32(p[2])) * a >> 8)
		}
		if row+1 >= top && row+1 <= bottom {
			a := c.a * part >> 8
			p := pix[i+across : i+across+3 : i+across+3]
			p[0] += uint8((c.r - int32(p[0])) * a >> 8)
			p[1] += uint8((c.g - int32(p[1])) * a >> 8)
			p[2] += uint8((c.b - int32(p[2])) * a >> 8)
		}
	}
}

func abs(v float32) float32 {
	if v < 0 {
		return -v
	}
	return v
}

// mask lays a colour through a mask whose upper left corner is at x, y.
func (d *band) mask(m *image.Alpha, x, y int, c *ink) {
	b := m.Rect
	x0, x1 := max(0, -x), min(b.Dx(), d.width-x)
	y0, y1 := max(0, d.top-y), min(b.Dy(), d.bottom-y)
	for j := y0; j < y1; j++ {
		row := m.Pix[j*m.Stride : j*m.Stride+b.Dx()]
		at := (y+j)*d.dst.Stride + x*4
		for i := x0; i < x1; i++ {
			v := row[i]
			if v == 0 {
				continue
			}
			p := d.dst.Pix[at+i*4 : at+i*4+3 : at+i*4+3]
			a := (int32(v) * c.a * 257) >> 16
			p[0] += uint8((c.r - int32(p[0])) * a >> 8)
			p[1] += uint8((c.g - int32(p[1])) * a >> 8)
			p[2] += uint8((c.b - int32(p[2])) * a >> 8)
		}
	}
}

// fill covers a rectangle, in whole pixels.
func (d *band) fill(x0, y0, x1, y1 int, c *ink) {
	x0, x1 = max(x0, 0), min(x1, d.width)
	y0, y1 = max(y0, d.top), min(y1, d.bottom)
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			d.blend(x, y, c, 1)
		}
	}
}

// ground fills the whole band.
func (d *band) ground(c color.NRGBA) {
	pix := d.dst.Pix[d.top*d.dst.Stride : d.bottom*d.dst.Stride]
	if len(pix) == 0 {
		return
	}
	pix[0], pix[1], pix[2], pix[3] = c.R, c.G, c.B, 255
	for n := 4; n < len(pix); n *= 2 {
		copy(pix[n:], pix[:n])
	}
}
