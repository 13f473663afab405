package reader

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// glyphs paints letters at one size in pixels and keeps them, so that painting
// a page is copying. A letter is kept at four places within a pixel, because
// text of exact widths does not stand on whole pixels.
type glyphs struct {
	face *face
	size float32 // pixels to the em
	kept map[glyphKey]stamp
	pen  vector.Rasterizer
}

type glyphKey struct {
	glyph sfnt.GlyphIndex
	phase uint8
}

// stamp is a painted letter: how much of each pixel it covers.
type stamp struct {
	cover []uint8
	wide  int
	high  int
	x, y  int // of its upper left corner, from the pen on the base line
}

const (
	phases     = 4
	mostStamps = 12_000 // some 5 MB at the usual size
)

func newGlyphs(f *face, size float32) *glyphs {
	return &glyphs{face: f, size: size, kept: map[glyphKey]stamp{}}
}

// stamp returns a letter as it is painted at x.
func (g *glyphs) stamp(glyph sfnt.GlyphIndex, x float32) (s stamp, at int) {
	at = int(x)
	phase := uint8((x - float32(at)) * phases)
	k := glyphKey{glyph, min(phase, phases-1)}
	s, ok := g.kept[k]
	if !ok {
		if len(g.kept) >= mostStamps {
			clear(g.kept)
		}
		s = g.cut(glyph, float32(k.phase)/phases)
		g.kept[k] = s
	}
	return s, at
}

// cut paints a glyph that stands a part of a pixel to the right.
func (g *glyphs) cut(glyph sfnt.GlyphIndex, right float32) stamp {
	shape, err := g.face.outline(glyph, g.size)
	if err != nil || len(shape) == 0 {
		return stamp{}
	}
	b := shape.Bounds()
	x0, y0 := b.Min.X.Floor(), b.Min.Y.Floor()
	x1, y1 := (b.Max.X+fixed.Int26_6(right*64)).Ceil()+1, b.Max.Y.Ceil()
	s := stamp{wide: x1 - x0, high: y1 - y0, x: x0, y: y0}
	const most = 1 << 10
	if s.wide <= 0 || s.high <= 0 || s.wide > most || s.high > most {
		return stamp{}
	}
	g.pen.Reset(s.wide, s.high)
	to := func(p fixed.Point26_6) (x, y float32) {
		return float32(p.X)/64 + right - float32(x0), float32(p.Y)/64 - float32(y0)
	}
	open := false
	for _, seg := range shape {
		x, y := to(seg.Args[0])
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			if open {
				g.pen.ClosePath()
			}
			open = true
			g.pen.MoveTo(x, y)
		case sfnt.SegmentOpLineTo:
			g.pen.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			bx, by := to(seg.Args[1])
			g.pen.QuadTo(x, y, bx, by)
		case sfnt.SegmentOpCubeTo:
			bx, by := to(seg.Args[1])
			cx, cy := to(seg.Args[2])
			g.pen.CubeTo(x, y, bx, by, cx, cy)
		}
	}
	g.pen.ClosePath()
	cover := image.NewAlpha(image.Rect(0, 0, s.wide, s.high))
	g.pen.DrawOp = draw.Src
	g.pen.Draw(cover, cover.Rect, image.Opaque, image.Point{})
	s.cover = cover.Pix
	return s
}

// press puts a stamp onto an opaque picture, with the pen at x on the base line y.
func press(dst *image.RGBA, s stamp, x, y int, c color.NRGBA) {
	x, y = x+s.x, y+s.y
	from, to := max(0, -y), min(s.high, dst.Rect.Dy()-y)
	left, right := max(0, -x), min(s.wide, dst.Rect.Dx()-x)
	if left >= right {
		return
	}
	r, g, b := uint32(c.R), uint32(c.G), uint32(c.B)
	for row := from; row < to; row++ {
		cover := s.cover[row*s.wide+left : row*s.wide+right]
		pix := dst.Pix[(y+row)*dst.Stride+(x+left)*4:]
		for i, a8 := range cover {
			if a8 == 0 {
				continue
			}
			a := uint32(a8)
			p := pix[i*4 : i*4+3 : i*4+3]
			p[0] = uint8((uint32(p[0])*(255-a) + r*a + 127) / 255)
			p[1] = uint8((uint32(p[1])*(255-a) + g*a + 127) / 255)
			p[2] = uint8((uint32(p[2])*(255-a) + b*a + 127) / 255)
		}
	}
}

// fill fills a rectangle of a picture.
func fill(dst *image.RGBA, r image.Rectangle, c color.NRGBA) {
	r = r.Intersect(dst.Rect)
	if r.Empty() {
		return
	}
	first := dst.Pix[r.Min.Y*dst.Stride+r.Min.X*4:][:r.Dx()*4]
	first[0], first[1], first[2], first[3] = c.R, c.G, c.B, 255
	for n := 4; n < len(first); n *= 2 {
		copy(first[n:], first[:n])
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(dst.Pix[y*dst.Stride+r.Min.X*4:][:len(first)], first)
	}
}
