package pdftext

import "math"

// glyphBox is where a letter stands, as the reader holds the page: x to the
// right, y down, from the upper left corner.
type glyphBox struct {
	x, y   float64 // where the letter begins, on its baseline
	dx, dy float64 // how far it moves on
	size   float64 // its height
	turn   byte    // which way it runs: a frame of the sheet
}

// show draws the strings of Tj, TJ, ' and ".
func (d *drawing) show() {
	s := &d.state
	if s.font == nil {
		s.font = d.f.noFont()
	}
	// The state with the text's own matrix worked in, but for where it stands.
	vertical := s.font.composite != nil && s.font.composite.vertical
	array := len(d.stack) > 0 && d.stack[len(d.stack)-1].kind == closeArray
	for i := range d.stack {
		switch o := &d.stack[i]; o.kind {
		case aNumber:
			if array {
				d.shift(-o.n/1000*s.size, vertical)
			}
		case aString:
			d.letters(o.bytes, vertical)
		}
	}
}

func (d *drawing) shift(by float64, vertical bool) {
	if vertical {
		d.tm[4] += by * d.tm[2]
		d.tm[5] += by * d.tm[3]
		return
	}
	by *= d.state.stretch
	d.tm[4] += by * d.tm[0]
	d.tm[5] += by * d.tm[1]
}

func (d *drawing) letters(b []byte, vertical bool) {
	s := &d.state
	m := d.tm.times(s.ctm)
	// Height and direction do not change within a string.
	up := math.Hypot(m[2], m[3]) * abs(s.size) * s.font.tall
	along := math.Hypot(m[0], m[1])
	if up == 0 {
		up = along * abs(s.size)
	}
	box := glyphBox{size: up}
	dirX, dirY := m[0]*s.size, m[1]*s.size
	if vertical {
		dirX, dirY = -m[2]*s.size, -m[3]*s.size
	}
	box.turn = d.sheet.turn(dirX, dirY)
	fine := up < 1e6 && up > 0 && !math.IsNaN(up)
	for len(b) > 0 {
		g := s.font.next(b)
		b = b[max(1, min(g.size, len(b))):]
		width := float64(g.width)*s.size + s.between
		if g.blank {
			width += s.wordGap
		}
		var advance matrix
		if vertical {
			advance = matrix{4: -width * d.tm[2], 5: -width * d.tm[3]}
		} else {
			width *= s.stretch
			advance = matrix{4: width * d.tm[0], 5: width * d.tm[1]}
		}
		if fine {
			x, y := d.tm[4]+s.raise*d.tm[2], d.tm[5]+s.raise*d.tm[3]
			box.x, box.y = s.ctm.point(x, y)
			// The gap that Tc leaves behind a letter is no part of it.
			w := float64(g.width) * s.size
			if vertical {
				// A vertical letter hangs under its origin, centred.
				box.dx, box.dy = s.ctm.vector(-w*d.tm[2], -w*d.tm[3])
			} else {
				w *= s.stretch
				box.dx, box.dy = s.ctm.vector(w*d.tm[0], w*d.tm[1])
			}
			d.put(g.text, box)
		}
		d.tm[4] += advance[4]
		d.tm[5] += advance[5]
	}
}

func (m *matrix) point(x, y float64) (float64, float64) {
	return x*m[0] + y*m[2] + m[4], x*m[1] + y*m[3] + m[5]
}

func (m *matrix) vector(x, y float64) (float64, float64) {
	return x*m[0] + y*m[2], x*m[1] + y*m[3]
}

// put hands a letter to the page, or to the mark that speaks for it.
func (d *drawing) put(text string, box glyphBox) {
	if d.mute == 0 {
		d.sheet.add(text, box)
		return
	}
	for i := range d.marks {
		m := &d.marks[i]
		if m.hidden {
			d.sheet.hidden = true
			return
		}
		if !m.replaced {
			continue
		}
		if !m.begun {
			m.begun, m.box = true, box
		} else if m.box.turn == box.turn {
			m.box.dx = box.x + box.dx - m.box.x
			m.box.dy = box.y + box.dy - m.box.y
		}
		return
	}
}

// noFont is what text without a font is read with.
func (f *file) noFont() *font {
	if f.plain == nil {
		f.plain = f.makeFont(dict{"Type": name("Font"), "Subtype": name("Type1"), "BaseFont": name("Helvetica")})
	}
	return f.plain
}
