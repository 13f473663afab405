package reader

import (
	"fmt"
	"image/color"
	"sort"

	"fyne.io/fyne/v2"

	"redthread/ui/desktop/look"
)

// scene is what is to be drawn on a page, in pixels of Fyne: first the boxes,
// then the dots, then the runs of text.
type scene struct {
	ground color.NRGBA
	boxes  []box
	dots   []dots
	runs   []run
	odd    []run // parts of runs that Fyne draws on top, because they must be shaped
}

// box is a filled rectangle.
type box struct {
	x, y, w, h float32
	c          color.NRGBA
}

// dots are square dots in a row.
type dots struct {
	x, y, w    float32
	size, step float32
	c          color.NRGBA
}

// run is text that begins at x on a base line.
type run struct {
	x, base float32
	text    string
	font    fontOf
	c       color.NRGBA
}

// fontOf names one of the fonts of the page.
type fontOf int

const (
	body fontOf = iota
	small
	title
	fonts
)

// page is everything that decides what a scene shows.
type page struct {
	*view
	meters  [fonts]*meter
	left    float32 // of the column
	width   float32 // of the whole page
	colours fyne.ThemeVariant
	sel     stretch
	caret   bool // show it
	mark    markOf
	matches []Match
	current int // the match that is shown, -1 for none
	hover   spanAt
}

// markOf is what one came for: a passage, or a stretch of it.
type markOf struct {
	passage     int // index; -1: none
	start, stop int
}

// spanAt is a span of a passage.
type spanAt struct {
	passage, span int // indexes; -1: none
}

// draw makes the scene.
func (p *page) draw() scene {
	s := scene{ground: look.Surface(p.colours)}
	p.each(func(i int, y float32) bool {
		p.head(&s, i, y)
		if !p.folded(i) {
			p.passage(&s, i, y)
		}
		return true
	})
	for _, r := range s.runs {
		s.odd = p.meters[r.font].odds(s.odd, r)
	}
	return s
}

// base returns the base line of text that stands in a line of the usual
// height whose top is at y.
func (p *page) base(y float32) float32 {
	m := p.meters[body]
	return y + (p.size.line-m.lineHeight())/2 + m.ascent()
}

// odds appends the parts of a run that the face cannot draw.
func (m *meter) odds(to []run, r run) []run {
	x, since := r.x, -1
	part := run{base: r.base, font: r.font, c: r.c}
	for i := 0; i < len(r.text); {
		c, w := m.next(r.text, i)
		if !c.odd && since >= 0 {
			part.text = r.text[since:i]
			to, since = append(to, part), -1
		}
		if c.odd && since < 0 {
			since, part.x = i, x
		}
		x, i = x+w, i+c.size
	}
	if since >= 0 {
		part.text = r.text[since:]
		to = append(to, part)
	}
	return to
}

// head draws what stands above a passage: a page break, a title, a fold.
func (p *page) head(s *scene, i int, y float32) {
	v := p.colours
	if p.breaks(i) {
		word := fmt.Sprintf("page %d", p.text.Passages[i].Page)
		w := p.meters[small].width(word)
		mid := y + p.size.pageGap/2 - p.size.gap/4
		s.boxes = append(s.boxes, box{p.left, mid, p.flow.width - w - 8, 1, look.Hairline(v)})
		s.runs = append(s.runs, run{p.left + p.flow.width - w, p.base(mid - p.size.line/2), word, small, look.Muted(v)})
		y += p.size.pageGap
	}
	if !p.begins(i) {
		return
	}
	section := int(p.section[i])
	name := p.text.Sections[section].Title
	if !p.rest(i) {
		if name != "" {
			t := p.meters[title]
			s.runs = append(s.runs, run{p.left, y + p.size.titleGap + (p.size.titleLine-t.lineHeight())/2 + t.ascent(), t.fit(name, p.flow.width), title, look.Ink(v)})
		}
		return
	}
	sign := "+"
	if p.open[section] {
		sign = "–"
	}
	if name == "" {
		name = "The rest"
	}
	mid := y + p.size.foldLine/2
	s.boxes = append(s.boxes, box{p.left, y, p.flow.width, 1, look.Hairline(v)})
	s.runs = append(s.runs,
		run{p.left, p.base(mid - p.size.line/2), sign, body, look.Muted(v)},
		run{p.left + 16, p.base(mid - p.size.line/2), p.meters[small].fit(fmt.Sprintf("%s · %d passages", name, p.passagesOf(section)), p.flow.width-16), small, look.Muted(v)})
}

// passagesOf counts the passages of a section.
func (f *flow) passagesOf(section int) int {
	end := len(f.text.Passages)
	if section+1 < len(f.text.Sections) {
		end = min(end, f.text.Sections[section+1].First)
	}
	return end - f.text.Sections[section].First
}

// passage draws the lines of a passage that are in sight.
func (p *page) passage(s *scene, i int, y float32) {
	l := p.lay(i)
	pa := &p.text.Passages[i]
	lead := y + p.above(i)
	p.number(s, i, lead)
	if p.mark.passage == i {
		s.boxes = append(s.boxes, box{p.left - 10, lead, 3, p.rowTop(i, l.rows-1) - p.above(i) + p.size.line, look.Thread(p.colours)})
	}
	first, last := 0, len(l.lines)
	if !l.table {
		first = sort.Search(last, func(k int) bool { return y+p.rowTop(i, k)+p.size.line > 0 })
		last = first + sort.Search(last-first, func(k int) bool { return y+p.rowTop(i, first+k) >= p.height })
	}
	for k := first; k < last; k++ {
		ln := l.lines[k]
		d := drawing{page: p, scene: s, passage: i, text: pa.Text, line: ln, y: y + p.rowTop(i, ln.row)}
		if k+1 < len(l.lines) {
			d.next = l.lines[k+1].start
		} else {
			d.next = -1
		}
		d.draw(pa.Spans)
	}
	if l.table && p.below(i) == p.size.rowGap {
		foot := y + p.tall.each[i] - p.size.rowGap/2
		s.boxes = append(s.boxes, box{p.left, round(foot), p.flow.width, 1, look.Hairline(p.colours)})
	}
}

// number draws the number of a passage into the gutter.
func (p *page) number(s *scene, i int, y float32) {
	if y < -p.size.line || y > p.height {
		return
	}
	c := look.Muted(p.colours)
	for _, span := range p.text.Passages[i].Spans {
		if span.Style == Cited {
			c = look.Thread(p.colours)
		}
	}
	word := fmt.Sprintf("¶ %d", p.text.Passages[i].Number)
	w := p.meters[small].width(word)
	s.runs = append(s.runs, run{max(p.left-gutterGap-w, 4), p.base(y), word, small, c})
}
