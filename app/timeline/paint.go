package timeline

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"redthread/app/figures/vector"
)

// Image paints a part of the picture for a screen: from a height down, at a number
// of pixels to the point. The axis and the names of laws stand at the top whatever
// the part.
func (p *Picture) Image(top, height, scale float64) image.Image {
	d := vector.Drawing{Width: p.Width, Height: height, Ground: p.colors.surface, Draw: func(c vg.Canvas) {
		q := pen{Canvas: c, p: p, height: height, shift: top}
		q.all(top, top+height)
	}}
	return d.Image(scale)
}

// drawing is the picture from one lane up to another, as files have it.
func (p *Picture) drawing(from, to int) vector.Drawing {
	top, bottom := p.part(from, to)
	height := p.Head + bottom - top + 1
	d := vector.Drawing{Width: p.Width, Height: height, Title: p.t.Title, Alt: p.t.Alt(), Ground: p.colors.surface, Draw: func(c vg.Canvas) {
		q := pen{Canvas: c, p: p, height: height, shift: top - p.Head}
		q.all(top, bottom)
	}}
	for _, h := range p.Hits {
		tip := vector.Tip{X: h.Rect.X, Y: h.Rect.Y, W: h.Rect.W, H: h.Rect.H, Text: p.Tell(h)}
		switch {
		case h.Mark != nil || h.Title:
			continue // its text stays free to be selected
		case h.Law < 0:
			if tip.Y < top || tip.Y >= bottom {
				continue
			}
			tip.Y -= top - p.Head
		}
		d.Tips = append(d.Tips, tip)
	}
	return d
}

// part is from where to where some lanes reach.
func (p *Picture) part(from, to int) (top, bottom float64) {
	if from >= len(p.lanes) {
		return p.Head, p.Head
	}
	last := p.lanes[to-1]
	return p.lanes[from].top, last.top + last.height
}

// pen draws on a canvas that counts upwards what was laid out downwards.
type pen struct {
	vg.Canvas
	p             *Picture
	height, shift float64
}

func (q pen) y(y float64) float64 { return q.height - (y - q.shift) }

// all draws what lies between two heights of the picture; the head stands above it.
func (q pen) all(top, bottom float64) {
	p := q.p
	q.box(p.colors.surface, 0, top, p.Width, bottom)
	for _, t := range p.ticks {
		q.line(p.colors.hairline, 1, p.x(t.day), top, p.x(t.day), bottom)
	}
	for _, l := range p.laws {
		q.line(p.colors.thread, 1.2, l.x, top, l.x, bottom)
	}
	for _, l := range p.lanes {
		if l.top > bottom || l.top+l.height < top {
			continue
		}
		q.lane(l)
	}
	// The head lies over what was moved under it.
	q.shift = 0
	q.box(p.colors.surface, 0, 0, p.Width, p.Head)
	for _, t := range p.ticks {
		width := p.set.Width(axisType, t.text)
		q.line(p.colors.hairline, 1, p.x(t.day), axisHeight-6, p.x(t.day), p.Head)
		q.text(axisType, p.colors.muted, p.x(t.day)-width/2, axisHeight-11, t.text)
	}
	for _, l := range p.laws {
		q.line(p.colors.thread, 1.2, l.x, l.y, l.x, p.Head)
		q.disc(p.colors.thread, l.x, l.y, 3.6)
		q.box(p.colors.surface, l.at-1, l.y-7, l.at+p.set.Width(axisType, l.text)+1, l.y+6)
		q.text(axisType, p.colors.thread, l.at, l.y+3.4, l.text)
	}
	q.line(p.colors.hairline, 1, 0, p.Head-0.5, p.Width, p.Head-0.5)
}

func (q pen) lane(l laneItem) {
	p := q.p
	const titleLine = 14.0
	lane := p.t.Lanes[l.lane]
	middle := l.top + lanePadding + rowHeight/2
	q.disc(p.colors.of(lane.Group), 14, middle, 4)
	for i, line := range l.title {
		q.text(titleType, p.colors.ink, 26, middle+4+float64(i)*titleLine, line)
	}
	for _, it := range l.items {
		q.shape(it)
	}
	for _, it := range l.items {
		q.words(it)
	}
	q.line(p.colors.hairline, 1, 0, l.top+l.height, p.Width, l.top+l.height)
}

// shape draws a dot, or a bar with its doubt.
func (q pen) shape(it item) {
	p := q.p
	c := p.colors.of(it.group)
	if it.alarm {
		c = p.colors.thread
	}
	if it.dot {
		q.disc(c, it.x0, it.y, dotRadius)
		if it.disputed {
			q.disc(p.colors.surface, it.x0, it.y, dotRadius-1.6)
		}
		return
	}
	const firm, pale = 0.30, 0.15
	top, bottom := it.y-barHeight/2, it.y+barHeight/2
	right := p.Width - edge
	clip := func(x float64) float64 { return min(max(x, p.left), right) }
	full := firm
	s0, s1 := it.solid0, it.solid1
	if s0 >= s1 { // no day is certain: pale all along
		full = pale
		s0, s1 = it.x0, it.x1
		if it.fadeL {
			s0 = min(it.x0+openFade, it.x1)
		}
		if it.fadeR {
			s1 = max(it.x1-openFade, s0)
		}
		if !it.fadeL && !it.fadeR {
			s0, s1 = it.x0, it.x1
		}
	}
	q.fade(c, full, clip(s0), clip(it.x0), top, bottom)
	q.fade(c, full, clip(s1), clip(it.x1), top, bottom)
	q.box(p.colors.wash(c, full), clip(s0), top, clip(s1), bottom)
	if it.moment { // an end of the bar is no end of the thing: a line says within what it was
		q.SetLineDash([]vg.Length{2.5, 2.5}, 0)
		for _, y := range []float64{top, bottom} {
			q.line(p.colors.wash(c, 0.6), 0.8, clip(s0), y, clip(s1), y)
		}
		q.SetLineDash(nil, 0)
	} else if it.solid0 < it.solid1 && it.solid0 >= p.left && it.x0 == it.solid0 {
		q.line(c, 1.6, it.solid0+0.8, top, it.solid0+0.8, bottom) // begins to the day
	}
	if it.disputed {
		q.SetLineDash([]vg.Length{4, 3}, 0)
		q.line(c, 1, clip(it.x0), it.y, clip(it.x1), it.y)
		q.SetLineDash(nil, 0)
	}
}

// fade lets a bar run out from a full end to nothing, in steps that no eye tells apart.
func (q pen) fade(c color.NRGBA, full, from, to, top, bottom float64) {
	const steps = 14
	if math.Abs(to-from) < 0.5 {
		return
	}
	seam := math.Copysign(0.4, to-from) // the outer step reaches under the next, so that no line shows between them
	for i := steps - 1; i >= 0; i-- {
		a, b := from+(to-from)*float64(i)/steps-seam, from+(to-from)*float64(i+1)/steps
		q.box(q.p.colors.wash(c, full*(1-(float64(i)+0.5)/steps)), min(a, b), top, max(a, b), bottom)
	}
}

func (q pen) words(it item) {
	p := q.p
	c := p.colors.ink
	if it.alarm {
		c = p.colors.thread
	}
	if it.beside { // lines of law and of the axis must not run through it
		end := it.textAt + p.set.Width(textType, it.text)
		if it.cite != "" {
			end = it.citeAt + p.set.Width(axisType, it.cite)
		}
		q.box(p.colors.surface, it.textAt-2, it.y-6, end+2, it.y+7)
	}
	q.text(textType, c, it.textAt, it.y+3.5, it.text)
	if it.cite != "" {
		q.text(axisType, p.colors.thread, it.citeAt, it.y+3.4, it.cite)
	}
}

func (q pen) text(w vector.Weight, c color.NRGBA, x, y float64, s string) {
	q.SetColor(c)
	q.FillString(q.p.set.Face(w), vg.Point{X: vg.Points(x), Y: vg.Points(q.y(y))}, s)
}

func (q pen) line(c color.NRGBA, width, x0, y0, x1, y1 float64) {
	q.SetColor(c)
	q.SetLineWidth(vg.Points(width))
	var path vg.Path
	path.Move(vg.Point{X: vg.Points(x0), Y: vg.Points(q.y(y0))})
	path.Line(vg.Point{X: vg.Points(x1), Y: vg.Points(q.y(y1))})
	q.Stroke(path)
}

func (q pen) box(c color.NRGBA, x0, y0, x1, y1 float64) {
	if x1 <= x0 {
		return
	}
	q.SetColor(c)
	var path vg.Path
	path.Move(vg.Point{X: vg.Points(x0), Y: vg.Points(q.y(y0))})
	path.Line(vg.Point{X: vg.Points(x1), Y: vg.Points(q.y(y0))})
	path.Line(vg.Point{X: vg.Points(x1), Y: vg.Points(q.y(y1))})
	path.Line(vg.Point{X: vg.Points(x0), Y: vg.Points(q.y(y1))})
	path.Close()
	q.Fill(path)
}

func (q pen) disc(c color.NRGBA, x, y, r float64) {
	q.SetColor(c)
	var path vg.Path
	middle := vg.Point{X: vg.Points(x), Y: vg.Points(q.y(y))}
	path.Move(vg.Point{X: middle.X + vg.Points(r), Y: middle.Y})
	path.Arc(middle, vg.Points(r), 0, 2*math.Pi)
	path.Close()
	q.Fill(path)
}
