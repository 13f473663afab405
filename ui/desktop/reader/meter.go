package reader

// tabGap is the distance that a tab makes where columns do not line up.
const tabGap = 24

// meter knows how wide letters are at one size. Letters of the face are looked
// up; clusters that must be shaped are asked for once and remembered.
type meter struct {
	face  *face // nil: everything is asked for
	size  float32
	shape func(string) float32 // measures what the face cannot draw
	ascii [128]float32         // 0: not yet known; -1: not in the face
	runes map[rune]float32     // as ascii
	odd   map[string]float32
}

// manyClusters is how many shaped clusters are remembered.
const manyClusters = 20_000

func newMeter(f *face, size float32, shape func(string) float32) *meter {
	return &meter{face: f, size: size, shape: shape, runes: map[rune]float32{}, odd: map[string]float32{}}
}

// next returns the cluster at byte i of s and its width; odd tells that the
// face cannot draw it.
func (m *meter) next(s string, i int) (c cluster, width float32) {
	c = clusterAt(s, i)
	if !c.odd {
		if w := m.rune(c.first); w >= 0 {
			return c, w
		}
		c.odd = true
	}
	return c, m.cluster(s[i : i+c.size])
}

// rune returns the width of a letter, negative when the face lacks it.
func (m *meter) rune(c rune) float32 {
	if c < 128 {
		if m.ascii[c] == 0 {
			m.ascii[c] = m.lookUp(c)
		}
		return m.ascii[c]
	}
	w, ok := m.runes[c]
	if !ok {
		w = m.lookUp(c)
		m.runes[c] = w
	}
	return w
}

func (m *meter) lookUp(c rune) float32 {
	switch {
	case c == '\t':
		return tabGap
	case silent(c):
		return 0
	}
	g := m.face.glyph(c)
	if g == 0 {
		return -1
	}
	return m.face.advance(g) * m.size
}

func (m *meter) cluster(s string) float32 {
	w, ok := m.odd[s]
	if !ok {
		if len(m.odd) >= manyClusters {
			clear(m.odd)
		}
		w = m.shape(s)
		m.odd[s] = w
	}
	return w
}

// width returns the width of s on one line.
func (m *meter) width(s string) float32 {
	var sum float32
	for i := 0; i < len(s); {
		c, w := m.next(s, i)
		sum += w
		i += c.size
	}
	return sum
}

// fit returns s, cut with an ellipsis where it is wider than most.
func (m *meter) fit(s string, most float32) string {
	const ellipsis = "…"
	if m.width(s) <= most {
		return s
	}
	most -= m.width(ellipsis)
	var sum float32
	for i := 0; i < len(s); {
		c, w := m.next(s, i)
		if sum+w > most {
			return s[:i] + ellipsis
		}
		sum += w
		i += c.size
	}
	return s
}

// lineHeight is the height of the letters of a line, without room between lines.
func (m *meter) lineHeight() float32 {
	if m.face == nil {
		return m.size * 1.36
	}
	return m.face.height * m.size
}

// ascent is how far the base line is below the top of the letters.
func (m *meter) ascent() float32 {
	if m.face == nil {
		return m.size
	}
	return m.face.ascent * m.size
}
