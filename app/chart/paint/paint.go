package paint

import (
	"image"
	"image/color"
	"math"
	"runtime"
	"sync"

	"redthread/app/chart/scene"
)

// Painter paints pictures one after another and keeps what it cut for them. It
// is for one goroutine at a time.
type Painter struct {
	Bands int // goroutines that fill the surface; 0: one for each processor

	stamps  stamps
	letters letters
	names   scene.Labeller
	list    list
}

// New makes a painter.
func New() *Painter {
	p := &Painter{stamps: stamps{}}
	p.names.Measure = p.Measure
	return p
}

// Picture is what is to be painted.
type Picture struct {
	Scene   *scene.Scene
	At      []scene.Point // of the nodes; nil: those of the scene
	View    scene.View
	Palette *scene.Palette
	Chosen  []bool // selected nodes; nil: none
	Edge    int    // the selected edge, or scene.None
	Moving  []bool // nodes that Paint leaves out with their edges, and PaintOver paints; nil: none
	Most    int    // names written at the most; 0: 1,500
	Every   bool   // a page: every name is written
}

// mostNames is how many names are written on a screen.
const mostNames = 1500

// list is what a picture is made of, from the ground up.
type list struct {
	fills []filled
	lines []stroke
	marks []laid
	text  []laid
	under []plate // grounds under names, painted before them
}

type filled struct {
	mask *image.Alpha
	x, y int
	ink  ink
}

type stroke struct {
	ax, ay, bx, by, width float32
	ink                   ink
	pattern               dashes
	from                  float32
}

type laid struct {
	mask *image.Alpha
	x, y int
	ink  ink
}

type plate struct {
	x0, y0, x1, y1 int
	ink            ink
}

// Paint fills a surface, which must be as large as the view says in pixels.
func (p *Painter) Paint(dst *image.RGBA, pic Picture) {
	d := p.begin(dst, &pic)
	d.outlines()
	d.edges()
	taken := d.notes()
	d.nodes()
	d.labels(taken)
	p.fill(dst, nil, pic.Palette.Ground)
}

// PaintOver copies a picture that Paint made without the moving nodes, and
// paints these over it, with their edges and their names.
func (p *Painter) PaintOver(dst, under *image.RGBA, pic Picture) {
	d := p.begin(dst, &pic)
	d.over = true
	d.edges()
	d.nodes()
	d.movingNames()
	p.fill(dst, under, pic.Palette.Ground)
}

// PaintSmall paints a scene as a map of it: points and faint lines.
func (p *Painter) PaintSmall(dst *image.RGBA, pic Picture) {
	d := p.begin(dst, &pic)
	d.points()
	p.fill(dst, nil, pic.Palette.Surface)
}

func (p *Painter) begin(dst *image.RGBA, pic *Picture) *draft {
	if pic.At == nil {
		pic.At = pic.Scene.At
	}
	l := &p.list
	l.fills, l.lines, l.marks, l.text, l.under = l.fills[:0], l.lines[:0], l.marks[:0], l.text[:0], l.under[:0]
	return &draft{p: p, l: l, pic: pic, k: pic.View.Scale, width: dst.Rect.Dx(), height: dst.Rect.Dy()}
}

// fill paints the list, band by band, over a picture or a plain ground.
func (p *Painter) fill(dst, under *image.RGBA, ground color.NRGBA) {
	bands := p.Bands
	if bands <= 0 {
		bands = runtime.GOMAXPROCS(0)
	}
	tall := dst.Rect.Dy()
	bands = max(1, min(bands, tall/32))
	var wait sync.WaitGroup
	for b := range bands {
		strip := band{dst: dst, top: b * tall / bands, bottom: (b + 1) * tall / bands, width: dst.Rect.Dx()}
		wait.Go(func() { strip.paint(&p.list, under, ground) })
	}
	wait.Wait()
}

func (d *band) paint(l *list, under *image.RGBA, ground color.NRGBA) {
	if under != nil {
		from, to := d.top*d.dst.Stride, d.bottom*d.dst.Stride
		copy(d.dst.Pix[from:to], under.Pix[from:to])
	} else {
		d.ground(ground)
	}
	for i := range l.fills {
		f := &l.fills[i]
		d.mask(f.mask, f.x, f.y, &f.ink)
	}
	for i := range l.lines {
		s := &l.lines[i]
		d.line(s.ax, s.ay, s.bx, s.by, s.width, &s.ink, s.pattern, s.from)
	}
	for i := range l.marks {
		m := &l.marks[i]
		d.mask(m.mask, m.x, m.y, &m.ink)
	}
	for i := range l.under {
		u := &l.under[i]
		d.fill(u.x0, u.y0, u.x1, u.y1, &u.ink)
	}
	for i := range l.text {
		m := &l.text[i]
		d.mask(m.mask, m.x, m.y, &m.ink)
	}
}

// draft works out the list of one picture. Lengths of its methods are in units
// of the surface, k is how many pixels make one.
type draft struct {
	p             *Painter
	l             *list
	pic           *Picture
	k             float64
	width, height int
	over          bool // only what moves
	inSight       int  // nodes on the surface
}

// skips tells whether a node is left out of this picture.
func (d *draft) skips(node int32) bool {
	return d.pic.Moving != nil && d.pic.Moving[node] != d.over
}

func (d *draft) line(ax, ay, bx, by, width float64, c ink, pattern dashes, from float64) {
	if width*d.k < 1 { // thinner than a pixel is a fainter pixel
		c.a = int32(float64(c.a) * width * d.k)
		width = 1 / d.k
	}
	d.l.lines = append(d.l.lines, stroke{
		float32(ax * d.k), float32(ay * d.k), float32(bx * d.k), float32(by * d.k), float32(width * d.k),
		c,
		dashes{pattern.on * float32(d.k), pattern.off * float32(d.k)},
		float32(from * d.k),
	})
}

func (d *draft) stamp(what byte, x, y, radius float64, angle int32, c ink) {
	s := d.p.stamps.get(what, radius*d.k, angle)
	d.l.marks = append(d.l.marks, laid{s.mask, int(math.Floor(x*d.k)) - s.mid, int(math.Floor(y*d.k)) - s.mid, c})
}

// write sets a line of text, its left end at x and its letters on the line y.
func (d *draft) write(text string, x, y, size float64, bold bool, c ink) {
	f := d.p.letters.face(size*d.k, bold)
	at := x * d.k
	base := int(math.Round(y * d.k))
	for _, r := range text {
		whole := math.Floor(at)
		form := f.form(r, byte((at-whole)*startSteps))
		if form.mask != nil {
			d.l.text = append(d.l.text, laid{form.mask, int(whole) + form.x, base + form.y, c})
		}
		at += f.width(r)
	}
}

func (d *draft) plate(r scene.Rect, c ink) {
	d.l.under = append(d.l.under, plate{int(math.Round(r.X * d.k)), int(math.Round(r.Y * d.k)), int(math.Round((r.X + r.W) * d.k)), int(math.Round((r.Y + r.H) * d.k)), c})
}
