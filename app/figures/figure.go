package figures

import (
	"image"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Widths of a figure, in points.
const (
	DefaultWidth = 720
	minWidth     = 400
	padding      = 24 // round a figure with its title
	barePadding  = 4
	partGap      = 10 // under the axis of a panel
)

// Figure is one drawing, of a spread or of a part of one too tall for a page.
type Figure struct {
	Width, Height float64 // points
	Alt           string  // what it shows, in words
	Hits          []Hit

	set    typeset
	colors palette
	pad    float64
	head   []textItem // y counted downwards from the top of the figure
	foot   []textItem
	parts  []*part
	tops   []float64 // of the parts, downwards from the top of the figure
	sizes  []float64 // heights of the parts, axis included
}

// Figures lays the spread out at a width, as one figure, or as several where it
// would be taller than tallest (0: no limit). An empty spread gives none.
func (w *WageSpread) Figures(width, tallest float64, look Look) ([]*Figure, error) {
	return w.lay(width, tallest, 1, look)
}

// Plots makes one gonum plot of each panel, for callers who compose plots of their own.
func (w *WageSpread) Plots(width float64, look Look) ([]*plot.Plot, error) {
	figures, err := w.lay(width, 0, 1, look)
	if err != nil {
		return nil, err
	}
	var all []*plot.Plot
	for _, f := range figures {
		for _, pt := range f.parts {
			all = append(all, f.set.plot(pt, f.colors))
		}
	}
	return all, nil
}

// lay makes the figures; air stretches the rows.
func (w *WageSpread) lay(width, tallest, air float64, look Look) ([]*Figure, error) {
	if w.Empty() {
		return nil, nil
	}
	ts, err := loadType()
	if err != nil {
		return nil, err
	}
	l := layouter{w: w, ts: ts, look: look, width: max(width, minWidth), tallest: tallest, air: air}
	return l.figures(), nil
}

// layouter fills figures with parts.
type layouter struct {
	w              *WageSpread
	ts             typeset
	look           Look
	width, tallest float64
	air            float64
	done           []*Figure
	figure         *Figure
	y              float64 // downwards
}

func (l *layouter) figures() []*Figure {
	l.begin()
	for i := range l.w.panels {
		l.panel(&l.w.panels[i])
	}
	l.end(true)
	return l.done
}

func (l *layouter) begin() {
	l.figure = &Figure{Width: l.width, set: l.ts, colors: l.look.palette(), pad: padding, Alt: l.w.Alt()}
	if l.look.Bare {
		l.figure.pad = barePadding
	}
	l.y = l.figure.pad
	if l.look.Bare || len(l.done) > 0 {
		return
	}
	l.figure.head = l.block(l.w.Title, titleType, 0)
	l.figure.head = append(l.figure.head, l.block(l.w.Subtitle, smallType, 2)...)
	l.y += 10
}

// block sets a wrapped text across the figure and moves down.
func (l *layouter) block(text string, t weight, before float64) []textItem {
	f := l.figure
	c := f.colors.muted
	if t.Bold {
		c = f.colors.ink
	}
	var all []textItem
	l.y += before
	for _, line := range l.ts.Wrap(t, text, f.Width-2*f.pad) {
		l.y += t.Size * leading
		all = append(all, l.ts.line(line, t, c, f.pad, l.y-t.Size*0.3))
	}
	return all
}

func (l *layouter) end(last bool) {
	f := l.figure
	if last && !l.look.Bare {
		l.y += 6
		for _, n := range l.w.Notes {
			f.foot = append(f.foot, l.block(n, smallType, 4)...)
		}
		for _, s := range l.w.Sources {
			f.foot = append(f.foot, l.block(Mark{Number: s.Number}.String()+" "+s.Text, smallType, 4)...)
		}
	}
	f.Height = math.Ceil(l.y + f.pad)
	for i, pt := range f.parts {
		f.findHits(pt, i)
	}
	l.done = append(l.done, f)
}

// panel adds a panel, cut where a figure is full. A gap stays with the sum below it,
// the name of a place with what follows.
func (l *layouter) panel(p *panel) {
	labels := l.labelWidth()
	pt := &part{panel: p, labels: labels}
	axis := l.axisHeight(pt)
	flush := func() {
		if len(pt.slots) == 0 {
			return
		}
		l.figure.parts = append(l.figure.parts, pt)
		l.figure.tops = append(l.figure.tops, l.y)
		l.figure.sizes = append(l.figure.sizes, pt.heights+axis)
		l.y += pt.heights + axis + partGap
		pt = &part{panel: p, labels: labels}
	}
	for i := 0; i < len(p.slots); {
		var bound []placedSlot
		height := 0.0
		for i < len(p.slots) {
			s := l.ts.place(p.slots[i], l.below(p.slots[i].row), labels, l.rowHeight())
			bound = append(bound, s)
			height += s.height
			i++
			if s.row != nil {
				break
			}
		}
		if full := l.y + pt.heights + height + axis + partGap + l.figure.pad; l.tallest > 0 && full > l.tallest && (len(pt.slots) > 0 || len(l.figure.parts) > 0) {
			flush()
			l.end(false)
			l.begin()
		}
		pt.slots = append(pt.slots, bound...)
		pt.heights += height
	}
	flush()
}

// rowHeight is calm for a few rows and closer for many.
func (l *layouter) rowHeight() float64 {
	switch n := len(l.w.Observations); {
	case n <= 4:
		return 62 * l.air
	case n <= 12:
		return 50 * l.air
	}
	return 42 * l.air
}

// below is the smaller text under a label: what tells rows of one place apart.
func (l *layouter) below(o *Observation) string {
	if o == nil {
		return ""
	}
	text := ""
	if (o.Basis == Paid || o.Basis == Received) && o.Employer != "" && l.differ(func(o *Observation) string { return o.Employer }) {
		text = described(o.Employer, o.Place)
	}
	if o.Time != "" && l.differ(func(o *Observation) string { return o.Time }) {
		if text != "" {
			text += ", "
		}
		text += o.Time
	}
	return text
}

func (l *layouter) differ(of func(*Observation) string) bool {
	for i := range l.w.Observations {
		if of(&l.w.Observations[i]) != of(&l.w.Observations[0]) {
			return true
		}
	}
	return false
}

// labelWidth is as much as the labels of all panels need, at most a good third of the figure.
func (l *layouter) labelWidth() float64 {
	widest := 60.0
	for i := range l.w.Observations {
		o := &l.w.Observations[i]
		widest = max(widest, l.ts.Width(labelType, l.ts.Drawable(o.Label)), l.ts.Width(smallType, l.ts.Drawable(l.below(o))))
	}
	return min(widest, (l.width-2*l.figure.pad)*0.34)
}

// axisHeight is what gonum needs under the data area.
func (l *layouter) axisHeight(pt *part) float64 {
	p := l.ts.plot(pt, l.figure.colors)
	area := draw.Canvas{Rectangle: vg.Rectangle{Max: point(l.width, 1000)}}
	return p.DataCanvas(area).Min.Y.Points()
}

// area is where a part is drawn: everything but the labels and the margin for citations.
func (f *Figure) area(pt *part, i int) vg.Rectangle {
	bottom := f.Height - f.tops[i] - f.sizes[i]
	return vg.Rectangle{
		Min: point(f.pad+pt.labels+labelGap, bottom),
		Max: point(f.Width-f.pad-citeRoom, bottom+f.sizes[i]),
	}
}

// sceneOf places a part as it will be drawn.
func (f *Figure) sceneOf(pt *part, i int) scene {
	data := f.set.plot(pt, f.colors).DataCanvas(draw.Canvas{Rectangle: f.area(pt, i)})
	return f.set.scene(pt, boxOf(data.Rectangle), f.colors)
}

func (f *Figure) findHits(pt *part, i int) {
	for _, h := range f.sceneOf(pt, i).hits {
		h.Rect.Y = f.Height - h.Rect.Y
		f.Hits = append(f.Hits, h)
	}
}

// Draw draws the figure with its lower left corner at the origin of the canvas.
func (f *Figure) Draw(c vg.Canvas) {
	p := pen{c, f.set, f.colors}
	p.SetColor(f.colors.surface)
	p.Fill(rectangle(box{0, 0, f.Width, f.Height}))
	for _, lines := range [][]textItem{f.head, f.foot} {
		for _, t := range lines {
			t.y = f.Height - t.y
			p.text(t)
		}
	}
	for i, pt := range f.parts {
		f.set.plot(pt, f.colors).Draw(draw.Canvas{Canvas: c, Rectangle: f.area(pt, i)})
	}
}

// Image paints the spread for a screen, without title, notes and sources. Width and height are
// in the units of the window, scale is how many pixels make one of them. Rows are
// spread to fill the height, up to half as high again; where they need more, the picture is
// taller than asked. Height 0 asks for no more than is needed. Hits are in units of the
// window. An empty spread gives no picture.
func (w *WageSpread) Image(width, height int, scale float64, dark bool) (image.Image, []Hit) {
	look := Look{Dark: dark, Bare: true}
	all, err := w.lay(float64(width), 0, 1, look)
	if err != nil || len(all) == 0 {
		return nil, nil
	}
	f := all[0]
	if spare := float64(height) - f.Height; spare > 0 {
		rows := 0.0
		for _, pt := range f.parts {
			for _, s := range pt.slots {
				if s.row != nil {
					rows += s.height
				}
			}
		}
		all, err = w.lay(float64(width), 0, min(1+spare/rows, 1.5), look)
		if err != nil {
			return nil, nil
		}
		f = all[0]
	}
	return f.image(scale), f.Hits
}

// image paints the figure at a number of pixels to the point.
func (f *Figure) image(scale float64) image.Image { return f.drawing("").Image(scale) }
