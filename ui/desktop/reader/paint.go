package reader

import "image"

// painter makes pictures of scenes at one scale. The picture is painted anew
// each time, into the same memory.
type painter struct {
	scale   float32
	meters  [fonts]*meter
	glyphs  [fonts]*glyphs
	picture *image.RGBA
}

func newPainter(meters [fonts]*meter, scale float32) *painter {
	p := &painter{scale: scale, meters: meters}
	for i, m := range meters {
		p.glyphs[i] = newGlyphs(m.face, m.size*scale)
	}
	return p
}

// paint returns the picture of a scene in pixels of the screen.
func (p *painter) paint(s *scene, wide, high int) *image.RGBA {
	if p.picture == nil || p.picture.Rect.Dx() != wide || p.picture.Rect.Dy() != high {
		p.picture = image.NewRGBA(image.Rect(0, 0, wide, high))
	}
	fill(p.picture, p.picture.Rect, s.ground)
	for _, b := range s.boxes {
		fill(p.picture, p.rect(b.x, b.y, b.w, b.h), b.c)
	}
	for _, d := range s.dots {
		for x := d.x; x+d.size <= d.x+d.w+0.5 && x-d.x < d.w; x += d.step {
			if x > d.x+d.w-d.size/2 {
				break
			}
			fill(p.picture, p.rect(x, d.y, d.size, d.size), d.c)
		}
	}
	for i := range s.runs {
		p.write(&s.runs[i])
	}
	return p.picture
}

// rect is a rectangle on whole pixels, at least one wide and high.
func (p *painter) rect(x, y, w, h float32) image.Rectangle {
	x0, y0 := p.pixel(x), p.pixel(y)
	return image.Rect(x0, y0, max(p.pixel(x+w), x0+1), max(p.pixel(y+h), y0+1))
}

func (p *painter) pixel(v float32) int {
	v *= p.scale
	if v < 0 {
		return -int(0.5 - v)
	}
	return int(v + 0.5)
}

// write paints a run of text, without what the face cannot draw.
func (p *painter) write(r *run) {
	m, g := p.meters[r.font], p.glyphs[r.font]
	if m.face == nil {
		return
	}
	y := p.pixel(r.base)
	x := r.x
	for i := 0; i < len(r.text); {
		c, w := m.next(r.text, i)
		if !c.odd && w > 0 && c.first != ' ' && c.first != '\t' {
			s, at := g.stamp(m.face.glyph(c.first), x*p.scale)
			press(p.picture, s, at, y, r.c)
		}
		x, i = x+w, i+c.size
	}
}
