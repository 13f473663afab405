package report

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

// zoom says how large a page is shown.
type zoom string

// The zooms.
const (
	fitPage  zoom = "page"
	fitWidth zoom = "width"
)

const (
	pageMargin float32 = 18
	widestPage float32 = 900
	// paperRatio is height over width of A4, until a page has been drawn.
	paperRatio = 297.0 / 210
)

// pageSize is the size of a page of a ratio in a room.
func pageSize(room fyne.Size, ratio float32, z zoom) fyne.Size {
	w := min(room.Width-2*pageMargin, widestPage)
	if z == fitPage {
		w = min(w, (room.Height-2*pageMargin)/ratio)
	}
	w = max(w, 40)
	return fyne.NewSize(w, w*ratio)
}

// sheetView shows one page on the ground. It takes the keyboard to turn pages.
type sheetView struct {
	widget.BaseWidget

	onKey     func(*fyne.KeyEvent)
	onResized func()

	zoom    zoom
	ratio   float32
	focused bool
	byMouse bool
	scroll  *container.Scroll
	paper   *paper
	words   fyne.CanvasObject // in place of the page; nil shows the page
}

func newSheetView() *sheetView {
	s := &sheetView{zoom: fitPage, ratio: paperRatio, paper: newPaper()}
	s.paper.view = s
	s.scroll = container.NewVScroll(s.paper)
	s.ExtendBaseWidget(s)
	return s
}

// page is the size at which the page is shown.
func (s *sheetView) page() fyne.Size { return pageSize(s.Size(), s.ratio, s.zoom) }

// setPage shows a page; nil leaves the last one.
func (s *sheetView) setPage(img *image.RGBA) {
	if img == nil {
		return
	}
	s.ratio = float32(img.Bounds().Dy()) / float32(img.Bounds().Dx())
	s.paper.image.Image = img
	s.words = nil
	s.Refresh()
}

// setWords shows something else in place of the page.
func (s *sheetView) setWords(o fyne.CanvasObject) {
	s.words = o
	s.Refresh()
}

func (s *sheetView) setZoom(z zoom) {
	s.zoom = z
	s.scroll.ScrollToTop()
	s.Refresh()
}

// Resize tells that the page may have another size.
func (s *sheetView) Resize(size fyne.Size) {
	if size == s.Size() {
		return
	}
	s.BaseWidget.Resize(size)
	s.Refresh()
	if s.onResized != nil {
		s.onResized()
	}
}

// Tapped is part of fyne.Tappable.
func (s *sheetView) Tapped(*fyne.PointEvent) {
	s.byMouse = true
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
}

// FocusGained is part of fyne.Focusable.
func (s *sheetView) FocusGained() {
	s.focused = true
	s.Refresh()
}

// FocusLost is part of fyne.Focusable.
func (s *sheetView) FocusLost() {
	s.focused, s.byMouse = false, false
	s.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (s *sheetView) TypedRune(rune) {}

// TypedKey scrolls with the arrows; the other keys turn pages or go on.
func (s *sheetView) TypedKey(e *fyne.KeyEvent) {
	const step = 60
	switch e.Name {
	case fyne.KeyUp:
		s.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, step)})
	case fyne.KeyDown:
		s.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -step)})
	default:
		s.onKey(e)
	}
}

// CreateRenderer is part of fyne.Widget.
func (s *sheetView) CreateRenderer() fyne.WidgetRenderer {
	ring := canvas.NewRectangle(color.Transparent)
	ring.CornerRadius = look.Step
	ground := canvas.NewRectangle(color.Transparent)
	r := &sheetRenderer{view: s, ground: ground, ring: ring}
	r.Refresh()
	return r
}

type sheetRenderer struct {
	view         *sheetView
	ground, ring *canvas.Rectangle
	all          []fyne.CanvasObject
}

func (r *sheetRenderer) Destroy()                     {}
func (r *sheetRenderer) MinSize() fyne.Size           { return fyne.NewSize(200, 200) }
func (r *sheetRenderer) Objects() []fyne.CanvasObject { return r.all }

func (r *sheetRenderer) Layout(s fyne.Size) {
	for _, o := range []fyne.CanvasObject{r.ground, r.view.scroll} {
		o.Move(fyne.Position{})
		o.Resize(s)
	}
	if r.view.words != nil {
		r.view.words.Move(fyne.Position{})
		r.view.words.Resize(s)
	}
	r.ring.Move(fyne.NewPos(2, 2))
	r.ring.Resize(fyne.NewSize(max(s.Width-4, 0), max(s.Height-4, 0)))
}

func (r *sheetRenderer) Refresh() {
	s, v := r.view, look.VariantOf(r.view)
	r.ground.FillColor = look.Ground(v)
	r.ring.StrokeColor, r.ring.StrokeWidth = look.Muted(v), 2
	r.ring.Hidden = !s.focused || s.byMouse
	r.all = []fyne.CanvasObject{r.ground, s.scroll, r.ring}
	if s.words != nil {
		r.all = []fyne.CanvasObject{r.ground, s.words, r.ring}
	}
	r.Layout(s.Size())
	s.paper.Refresh()
	s.scroll.Refresh()
	canvas.Refresh(s)
}

// paper is the page with its edge, in the middle of its room.
type paper struct {
	widget.BaseWidget
	view  *sheetView
	image *canvas.Image
}

func newPaper() *paper {
	p := &paper{image: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleSmooth}}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is part of fyne.Widget.
func (p *paper) CreateRenderer() fyne.WidgetRenderer {
	edge := canvas.NewRectangle(color.White)
	edge.StrokeWidth = look.HairWidth
	return &paperRenderer{paper: p, edge: edge}
}

type paperRenderer struct {
	paper *paper
	edge  *canvas.Rectangle
}

func (r *paperRenderer) Destroy() {}

func (r *paperRenderer) Objects() []fyne.CanvasObject {
	if r.paper.image.Image == nil {
		return []fyne.CanvasObject{r.edge}
	}
	return []fyne.CanvasObject{r.edge, r.paper.image}
}

func (r *paperRenderer) MinSize() fyne.Size {
	size := r.paper.view.page()
	return fyne.NewSize(100, size.Height+2*pageMargin)
}

func (r *paperRenderer) Layout(s fyne.Size) {
	size := r.paper.view.page()
	x, y := (s.Width-size.Width)/2, max((s.Height-size.Height)/2, pageMargin)
	if r.paper.view.zoom == fitPage {
		y = pageMargin
	}
	r.edge.Move(fyne.NewPos(x-1, y-1))
	r.edge.Resize(size.AddWidthHeight(2, 2))
	r.paper.image.Move(fyne.NewPos(x, y))
	r.paper.image.Resize(size)
}

func (r *paperRenderer) Refresh() {
	r.edge.StrokeColor = look.Hairline(look.VariantOf(r.paper))
	r.edge.Refresh()
	r.Layout(r.paper.Size())
	if r.paper.image.Image != nil {
		r.paper.image.Refresh()
	}
	canvas.Refresh(r.paper)
}
