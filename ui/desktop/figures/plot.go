package figures

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// painting is the plot as it was painted last.
type painting struct {
	image  image.Image
	hits   hits
	width  int     // that it was painted for, in units of the window
	height float32 // that it came out with
	scale  float32
	dark   bool
}

// plot shows the picture of a figure. Hovering tells of a mark, a click on it
// or on its [n] opens the source; the arrow keys walk the marks, Enter opens.
type plot struct {
	widget.BaseWidget

	onOpen   func(i int)        // a place on the plot
	onPick   func(i int)        // the keyboard or a click came to a place
	onStale  func()             // another size or theme: paint anew
	describe func(i int) string // what hovering tells
	now      painting
	current  int // the place that the keyboard is on
	hovered  int
	focused  bool
	wide     float32
	tip      *part.TipCard
}

// leastHeight is the height of the plot before it was first painted.
const leastHeight float32 = 200

func newPlot() *plot {
	p := &plot{current: noHit, hovered: noHit, tip: part.NewTipCard()}
	p.ExtendBaseWidget(p)
	return p
}

// set shows a painting.
func (p *plot) set(now painting) {
	p.now = now
	p.hovered = noHit
	if p.current >= len(now.hits) {
		p.current = noHit
	}
	p.Refresh()
}

// fits tells whether the last painting is right for where it is shown.
func (p *plot) fits() bool {
	return p.now.image != nil && p.now.width == int(p.wide) && p.now.dark == p.dark() && p.now.scale == p.scale()
}

func (p *plot) dark() bool { return look.VariantOf(p) == theme.VariantDark }

func (p *plot) scale() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		return c.Scale()
	}
	return 1
}

// pick draws the ring around a place.
func (p *plot) pick(i int) {
	if p.current != i {
		p.current = i
		p.Refresh()
	}
}

// Resize asks for a new painting when the width changes.
func (p *plot) Resize(s fyne.Size) {
	p.BaseWidget.Resize(s)
	if s.Width != p.wide {
		p.wide = s.Width
		p.ask()
		p.Refresh()
	}
}

func (p *plot) ask() {
	if p.wide > 0 && !p.fits() && p.onStale != nil {
		p.onStale()
	}
}

// ratio is by how much the last painting is stretched.
func (p *plot) ratio() float32 {
	if p.now.width == 0 {
		return 1
	}
	return p.wide / float32(p.now.width)
}

func (p *plot) at(pos fyne.Position) int {
	r := p.ratio()
	return p.now.hits.at(float64(pos.X/r), float64(pos.Y/r))
}

// Tapped is part of fyne.Tappable.
func (p *plot) Tapped(e *fyne.PointEvent) {
	i := p.at(e.Position)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
	if i == noHit {
		return
	}
	p.pick(i)
	p.onPick(i)
	p.onOpen(i)
}

// MouseIn is part of desktop.Hoverable.
func (p *plot) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved tells of the mark under the pointer.
func (p *plot) MouseMoved(e *desktop.MouseEvent) {
	if i := p.at(e.Position); i != p.hovered {
		p.hovered = i
		p.Refresh()
	}
}

// MouseOut is part of desktop.Hoverable.
func (p *plot) MouseOut() {
	p.hovered = noHit
	p.Refresh()
}

// Cursor is part of desktop.Cursorable.
func (p *plot) Cursor() desktop.Cursor {
	if p.hovered != noHit {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained is part of fyne.Focusable.
func (p *plot) FocusGained() {
	p.focused = true
	p.Refresh()
}

// FocusLost is part of fyne.Focusable.
func (p *plot) FocusLost() {
	p.focused = false
	p.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (p *plot) TypedRune(rune) {}

// TypedKey walks the marks and opens one.
func (p *plot) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown, fyne.KeyRight:
		p.walk(1)
	case fyne.KeyUp, fyne.KeyLeft:
		p.walk(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if p.current != noHit {
			p.onOpen(p.current)
		}
	default:
		part.PassKey(p, e)
	}
}

func (p *plot) walk(by int) {
	if i := p.now.hits.step(p.current, by); i != noHit {
		p.pick(i)
		p.onPick(i)
	}
}

// told is the place that is told of: under the pointer, else under the keyboard.
func (p *plot) told() int {
	if p.hovered != noHit || !p.focused {
		return p.hovered
	}
	return p.current
}

// CreateRenderer is part of fyne.Widget.
func (p *plot) CreateRenderer() fyne.WidgetRenderer {
	ring := canvas.NewRectangle(color.Transparent)
	ring.CornerRadius = look.Step
	edge := canvas.NewRectangle(color.Transparent)
	edge.CornerRadius = look.Step
	r := &plotRenderer{
		plot: p, ring: ring, edge: edge,
		image: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleSmooth},
		words: part.NewText("Drawing …", part.Small),
	}
	r.Refresh()
	return r
}

type plotRenderer struct {
	plot       *plot
	image      *canvas.Image
	ring, edge *canvas.Rectangle // around a mark; around the plot
	words      *part.Text        // before the first painting
}

func (r *plotRenderer) Destroy() {}

func (r *plotRenderer) Objects() []fyne.CanvasObject {
	if r.image.Image == nil {
		return []fyne.CanvasObject{r.words, r.edge}
	}
	return []fyne.CanvasObject{r.image, r.ring, r.edge, r.plot.tip}
}

func (r *plotRenderer) MinSize() fyne.Size {
	p := r.plot
	if p.now.image == nil {
		return fyne.NewSize(200, leastHeight)
	}
	return fyne.NewSize(200, p.now.height)
}

func (r *plotRenderer) Layout(s fyne.Size) {
	p := r.plot
	ratio := p.ratio()
	r.words.Move(fyne.NewPos(0, 16))
	r.words.Resize(fyne.NewSize(s.Width, r.words.MinSize().Height))
	r.edge.Resize(s)
	r.image.Resize(fyne.NewSize(float32(p.now.width)*ratio, p.now.height*ratio))
	if i := p.current; i != noHit && i < len(p.now.hits) {
		at, size := p.now.hits.box(i, ratio)
		r.ring.Move(at)
		r.ring.Resize(size)
	}
	if i := p.told(); i != noHit && i < len(p.now.hits) {
		at, size := p.now.hits.box(i, ratio)
		p.tip.Place(at, size, s)
	}
}

// box is where a place lies in a painting stretched by a ratio.
func (h hits) box(i int, ratio float32) (fyne.Position, fyne.Size) {
	r := h[i].Rect
	return fyne.NewPos(float32(r.X)*ratio, float32(r.Y)*ratio), fyne.NewSize(float32(r.W)*ratio, float32(r.H)*ratio)
}

func (r *plotRenderer) Refresh() {
	p, v := r.plot, look.VariantOf(r.plot)
	r.image.Image = p.now.image
	r.ring.StrokeColor, r.ring.StrokeWidth = look.Muted(v), 2
	r.ring.Hidden = p.current == noHit || p.current >= len(p.now.hits) || !p.focused
	r.edge.StrokeColor, r.edge.StrokeWidth = look.Muted(v), 2
	r.edge.Hidden = !p.focused || p.current != noHit
	text := ""
	if i := p.told(); i != noHit && i < len(p.now.hits) && p.describe != nil {
		text = p.describe(i)
	}
	p.tip.Set(text)
	r.Layout(p.Size())
	if r.image.Image != nil {
		r.image.Refresh()
	}
	canvas.Refresh(p)
	p.ask()
}
