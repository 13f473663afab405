package figures

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// rangePlotter draws the observations and gaps of a part. It is what gonum calls a Plotter: the
// axis is gonum's, everything inside and the labels beside it are ours.
type rangePlotter struct {
	part   *part
	set    typeset
	colors palette
}

// Plot implements plot.Plotter.
func (r rangePlotter) Plot(c draw.Canvas, _ *plot.Plot) {
	s := r.set.scene(r.part, boxOf(c.Rectangle), r.colors)
	pen{c, r.set, r.colors}.scene(s)
}

func boxOf(r vg.Rectangle) box {
	return box{r.Min.X.Points(), r.Min.Y.Points(), r.Max.X.Points(), r.Max.Y.Points()}
}

// plot makes the gonum plot of a part.
func (ts typeset) plot(pt *part, colors palette) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	p.TextHandler = ts.Handler
	p.HideY()
	p.Y.Min, p.Y.Max, p.Y.Padding = 0, pt.heights, 0
	for _, style := range []*text.Style{&p.Title.TextStyle, &p.X.Label.TextStyle, &p.X.Tick.Label, &p.Y.Label.TextStyle, &p.Y.Tick.Label, &p.Legend.TextStyle} {
		style.Font, style.Color, style.Handler = smallType.Font(), colors.muted, ts.Handler
	}
	p.X.Min, p.X.Max, p.X.Padding = pt.min, pt.max, 0
	p.X.LineStyle.Color, p.X.LineStyle.Width = colors.hairline, 1
	p.X.Tick.LineStyle.Color, p.X.Tick.LineStyle.Width, p.X.Tick.Length = colors.hairline, 1, 4
	p.X.Label.Text, p.X.Label.Padding = pt.unit(), 5
	var ticks []plot.Tick
	for _, v := range pt.ticks {
		ticks = append(ticks, plot.Tick{Value: v, Label: pt.tickLabel(v)})
	}
	p.X.Tick.Marker = plot.ConstantTicks(ticks)
	p.Add(rangePlotter{pt, ts, colors})
	return p
}

// pen draws the items of a scene.
type pen struct {
	vg.Canvas
	set    typeset
	colors palette
}

func (p pen) scene(s scene) {
	p.SetLineDash(nil, 0)
	for _, x := range s.grid {
		p.line(p.colors.hairline, 1, x, s.data.bottom, x, s.data.top)
	}
	for _, t := range s.texts {
		if t.ground {
			p.SetColor(p.colors.surface)
			p.Fill(rectangle(t.box.grown(1)))
		}
	}
	for _, g := range s.gaps {
		p.gap(g)
	}
	for _, m := range s.marks {
		p.mark(m)
	}
	for _, t := range s.texts {
		p.text(t)
	}
}

func (p pen) text(t textItem) {
	p.SetColor(t.color)
	p.FillString(p.set.Face(t.kind), point(t.x, t.y), t.text)
}

func (p pen) line(c color.NRGBA, width, x0, y0, x1, y1 float64) {
	p.SetColor(c)
	p.SetLineWidth(vg.Points(width))
	var path vg.Path
	path.Move(point(x0, y0))
	path.Line(point(x1, y1))
	p.Stroke(path)
}

func (p pen) gap(g dashItem) {
	const tick = 3.5
	p.SetLineDash([]vg.Length{4, 3.5}, 0)
	p.line(p.colors.thread, 1, g.x0, g.y, g.x1, g.y)
	p.SetLineDash(nil, 0)
	p.line(p.colors.thread, 1, g.x0, g.y-tick, g.x0, g.y+tick)
	p.line(p.colors.thread, 1, g.x1, g.y-tick, g.x1, g.y+tick)
}

// mark draws a range: soft ends first, the solid part over them, then arrows.
func (p pen) mark(m markItem) {
	if m.none {
		return
	}
	c := p.colors.basis[m.basis]
	const half = markHeight / 2.0
	left, right := m.x0, m.x1
	if right-left < markHeight { // as wide as it is high, round its middle
		middle := (left + right) / 2
		left, right = middle-half, middle+half
	}
	if m.arrowHigh {
		p.arrow(c, m.x1, m.box.right, m.y)
	}
	if m.arrowLow && m.box.left < left {
		p.arrow(c, m.x0, m.box.left, m.y)
	}
	solid := box{left, m.y - half, right, m.y + half}
	if m.softLow || m.softHigh {
		soft := solid
		if m.softLow {
			soft.left -= softEnd
		}
		if m.softHigh {
			soft.right += softEnd
		}
		p.SetColor(p.colors.faint(c))
		p.Fill(shape(m.basis, soft))
	}
	p.SetColor(c)
	p.Fill(shape(m.basis, solid))
	if m.basis == Withheld { // a frame
		p.SetColor(p.colors.surface)
		p.Fill(shape(m.basis, solid.grown(-2.2)))
	}
}

func (p pen) arrow(c color.NRGBA, from, to, y float64) {
	head := 6.0
	if to < from {
		head = -head
	}
	p.line(c, 2.2, from, y, to-head/2, y)
	var path vg.Path
	path.Move(point(to, y))
	path.Line(point(to-head, y+4))
	path.Line(point(to-head, y-4))
	path.Close()
	p.SetColor(c)
	p.Fill(path)
}

// shape is the outline of a mark: a pill for what is paid, a bar with slightly rounded
// corners for what is declared, a bar with pointed ends for what is received, a frame for
// what is withheld.
func shape(basis Basis, b box) vg.Path {
	half := (b.top - b.bottom) / 2
	switch basis {
	case Paid:
		return rounded(b, half)
	case Declared:
		return rounded(b, min(2.5, half))
	case Received:
		y := (b.bottom + b.top) / 2
		var path vg.Path
		path.Move(point(b.left, y))
		path.Line(point(b.left+half, b.top))
		path.Line(point(b.right-half, b.top))
		path.Line(point(b.right, y))
		path.Line(point(b.right-half, b.bottom))
		path.Line(point(b.left+half, b.bottom))
		path.Close()
		return path
	}
	return rectangle(b)
}

func rounded(b box, r float64) vg.Path {
	var path vg.Path
	path.Move(point(b.left, b.bottom+r))
	path.Line(point(b.left, b.top-r))
	path.Arc(point(b.left+r, b.top-r), vg.Points(r), math.Pi, -math.Pi/2)
	path.Line(point(b.right-r, b.top))
	path.Arc(point(b.right-r, b.top-r), vg.Points(r), math.Pi/2, -math.Pi/2)
	path.Line(point(b.right, b.bottom+r))
	path.Arc(point(b.right-r, b.bottom+r), vg.Points(r), 0, -math.Pi/2)
	path.Line(point(b.left+r, b.bottom))
	path.Arc(point(b.left+r, b.bottom+r), vg.Points(r), -math.Pi/2, -math.Pi/2)
	path.Close()
	return path
}

func rectangle(b box) vg.Path {
	var path vg.Path
	path.Move(point(b.left, b.bottom))
	path.Line(point(b.left, b.top))
	path.Line(point(b.right, b.top))
	path.Line(point(b.right, b.bottom))
	path.Close()
	return path
}

func point(x, y float64) vg.Point { return vg.Point{X: vg.Points(x), Y: vg.Points(y)} }
