package pdfdoc

import (
	"image"
	"image/color"
	"math"
	"slices"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// canvas is a gonum canvas that writes PDF operators. Positions are in points
// from the lower left corner of the figure.
type canvas struct {
	p     *painter
	state canvasState
	stack []canvasState
}

// canvasState is what Push saves: what the plot asked for, and what the file
// has been told of it.
type canvasState struct {
	width vg.Length
	dash  []vg.Length
	phase vg.Length
	color color.NRGBA

	toldWidth         float64
	toldDash          bool
	toldFill, toldPen *Color
	toldAlpha         uint8
	anyAlpha          bool
}

var _ vg.Canvas = (*canvas)(nil)

func (c *canvas) SetLineWidth(w vg.Length) { c.state.width = w }

func (c *canvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.state.dash, c.state.phase, c.state.toldDash = slices.Clone(pattern), offset, false
}

func (c *canvas) SetColor(col color.Color) {
	if col == nil {
		col = color.Black
	}
	c.state.color = color.NRGBAModel.Convert(col).(color.NRGBA)
}

func (c *canvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.p.opFine("cm", cos, sin, -sin, cos, 0, 0)
}

func (c *canvas) Translate(pt vg.Point) {
	c.p.op("cm", 1, 0, 0, 1, pt.X.Points(), pt.Y.Points())
}

func (c *canvas) Scale(x, y float64) { c.p.opFine("cm", x, 0, 0, y, 0, 0) }

func (c *canvas) Push() {
	c.stack = append(c.stack, c.state)
	c.p.save()
}

func (c *canvas) Pop() {
	if len(c.stack) == 0 {
		return
	}
	c.state = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
	c.p.restore()
}

// finish closes what a plot left open.
func (c *canvas) finish() {
	for len(c.stack) > 0 {
		c.Pop()
	}
}

func (c *canvas) Stroke(path vg.Path) {
	s := &c.state
	if s.width <= 0 || len(path) == 0 || !c.visible() {
		return
	}
	if w := s.width.Points(); w != s.toldWidth {
		c.p.op("w", w)
		s.toldWidth = w
	}
	if !s.toldDash {
		c.p.buf = append(c.p.buf, '[')
		for _, d := range s.dash {
			c.p.buf = append(appendNum(c.p.buf, d.Points()), ' ')
		}
		c.p.buf = append(c.p.buf, "] "...)
		c.p.op("d", s.phase.Points())
		s.toldDash = true
	}
	c.paint("RG", &s.toldPen)
	c.path(path)
	c.p.op("S")
}

func (c *canvas) Fill(path vg.Path) {
	if len(path) == 0 || !c.visible() {
		return
	}
	c.paint("rg", &c.state.toldFill)
	c.path(path)
	c.p.op("f")
}

func (c *canvas) visible() bool { return c.state.color.A > 0 }

// paint tells the file the colour and how much it covers.
func (c *canvas) paint(op string, told **Color) {
	s := &c.state
	col := RGB(s.color.R, s.color.G, s.color.B)
	if *told == nil || **told != col {
		r, g, b := col.parts()
		c.p.op(op, r, g, b)
		*told = &col
	}
	if s.color.A == 255 && !s.anyAlpha || s.anyAlpha && s.toldAlpha == s.color.A {
		return
	}
	c.p.buf = appendf(c.p.buf, "/%s gs\n", c.p.job.alpha(s.color.A))
	s.anyAlpha, s.toldAlpha = true, s.color.A
}

func (c *canvas) path(path vg.Path) {
	var x, y float64
	begun := false
	for _, comp := range path {
		px, py := comp.Pos.X.Points(), comp.Pos.Y.Points()
		switch comp.Type {
		case vg.MoveComp:
			c.p.op("m", px, py)
			x, y, begun = px, py, true
		case vg.LineComp:
			c.p.op("l", px, py)
			x, y = px, py
		case vg.ArcComp:
			x, y = c.arc(px, py, comp.Radius.Points(), comp.Start, comp.Angle, begun)
			begun = true
		case vg.CurveComp:
			x1, y1 := comp.Control[0].X.Points(), comp.Control[0].Y.Points()
			x2, y2 := x1, y1
			if len(comp.Control) > 1 {
				x2, y2 = comp.Control[1].X.Points(), comp.Control[1].Y.Points()
			} else { // a quadratic curve raised to a cubic one
				x2, y2 = px+2*(x1-px)/3, py+2*(y1-py)/3
				x1, y1 = x+2*(x1-x)/3, y+2*(y1-y)/3
			}
			c.p.op("c", x1, y1, x2, y2, px, py)
			x, y = px, py
		case vg.CloseComp:
			c.p.op("h")
		}
	}
}

// arc draws an arc as Bézier curves of at most a quarter turn each, joined by a
// line to what came before. The handle is 4/3·tan(angle/4) of the radius long.
func (c *canvas) arc(cx, cy, radius, start, sweep float64, begun bool) (x, y float64) {
	point := func(a float64) (float64, float64) { return cx + radius*math.Cos(a), cy + radius*math.Sin(a) }
	x, y = point(start)
	if begun {
		c.p.op("l", x, y)
	} else {
		c.p.op("m", x, y)
	}
	parts := math.Max(1, math.Ceil(math.Abs(sweep)/(math.Pi/2)-1e-9))
	step := sweep / parts
	handle := radius * 4 / 3 * math.Tan(step/4)
	for i := range int(parts) {
		a := start + float64(i)*step
		b := a + step
		nx, ny := point(b)
		c.p.op("c", x-handle*math.Sin(a), y+handle*math.Cos(a), nx+handle*math.Sin(b), ny-handle*math.Cos(b), nx, ny)
		x, y = nx, ny
	}
	return x, y
}

func (c *canvas) FillString(f font.Face, pt vg.Point, text string) {
	size := f.Font.Size.Points()
	if size <= 0 || !c.visible() {
		return
	}
	c.paint("rg", &c.state.toldFill)
	fonts := c.p.job.set.fonts
	bold := f.Font.Weight >= xfont.WeightSemiBold
	a := &attr{bold: bold, size: size}
	var text2 []styled
	for _, r := range clean(text, fonts.has) {
		text2 = append(text2, styled{r, a})
	}
	x := pt.X.Points()
	for _, r := range c.p.job.set.runs(text2) {
		c.p.show(r.face, size, x, pt.Y.Points(), r.glyphs)
		x += r.width
	}
}

func (c *canvas) DrawImage(rect vg.Rectangle, img image.Image) {
	name := c.p.job.image(img)
	size := rect.Size()
	c.p.save()
	c.p.op("cm", size.X.Points(), 0, 0, size.Y.Points(), rect.Min.X.Points(), rect.Min.Y.Points())
	c.p.buf = appendf(c.p.buf, "/%s Do\n", name)
	c.p.restore()
}
