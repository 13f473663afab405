package drawing

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"redthread/app/chart/scene"
	"redthread/ui/desktop/look"
)

// renderer holds the picture and the few things that lie over it.
type renderer struct {
	v       *View
	ground  *canvas.Rectangle
	image   *canvas.Image
	ring    *canvas.Circle
	rubber  *canvas.Rectangle
	line    *canvas.Line
	lasso   []*canvas.Line
	map_    *canvas.Image
	mapEdge *canvas.Rectangle
	mapView *canvas.Rectangle
	focus   *canvas.Rectangle
	tip     *canvas.Rectangle
	texts   []*canvas.Text
}

// CreateRenderer is part of fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{
		v: v, ground: canvas.NewRectangle(color.Transparent),
		image:   &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest},
		ring:    canvas.NewCircle(color.Transparent),
		rubber:  canvas.NewRectangle(color.Transparent),
		line:    canvas.NewLine(color.Transparent),
		map_:    &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest},
		mapEdge: canvas.NewRectangle(color.Transparent),
		mapView: canvas.NewRectangle(color.Transparent),
		focus:   canvas.NewRectangle(color.Transparent),
		tip:     canvas.NewRectangle(color.Transparent),
	}
	r.ring.StrokeWidth, r.rubber.StrokeWidth, r.line.StrokeWidth, r.mapEdge.StrokeWidth, r.mapView.StrokeWidth, r.focus.StrokeWidth = 1.5, 1, 2, 1, 1, 2
	r.tip.CornerRadius = look.Step
	v.render = r
	r.Refresh()
	return r
}

func (r *renderer) Destroy()           {}
func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(200, 160) }

func (r *renderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.ground, r.image, r.rubber, r.line}
	for _, l := range r.lasso {
		all = append(all, l)
	}
	all = append(all, r.ring, r.map_, r.mapEdge, r.mapView, r.focus, r.tip)
	for _, t := range r.texts {
		all = append(all, t)
	}
	return all
}

func (r *renderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	r.focus.Resize(s)
	r.arrange()
}

// Refresh follows a change of theme.
func (r *renderer) Refresh() {
	v := r.v
	variant := look.VariantOf(v)
	p := v.palette()
	r.ground.FillColor = p.Ground
	r.ring.StrokeColor = look.Ink(variant)
	r.rubber.StrokeColor, r.rubber.FillColor = look.Muted(variant), faded(look.Muted(variant), 0x28)
	r.line.StrokeColor = look.Thread(variant)
	for _, l := range r.lasso {
		l.StrokeColor = look.Muted(variant)
	}
	r.mapEdge.StrokeColor, r.mapView.StrokeColor = look.Hairline(variant), look.Thread(variant)
	r.focus.StrokeColor = faded(look.Muted(variant), 0x90)
	r.tip.FillColor = look.Ink(variant)
	for _, t := range r.texts {
		t.Color = look.Surface(variant)
	}
	if v.shown.image != nil && v.work != nil && v.asPainted != p {
		v.asPainted = p
		v.drop()
		v.mini.stale = true
		v.paint()
	}
	r.ground.Refresh()
	r.arrange()
}

func faded(c color.NRGBA, a uint8) color.NRGBA {
	c.A = a
	return c
}

// renew hands a new picture to the renderer.
func (v *View) renew() {
	if v.render == nil {
		return
	}
	r := v.render
	if v.asPainted == nil {
		v.asPainted = v.palette()
	}
	r.image.Image = v.shown.image
	r.image.Refresh()
	if v.shown.mini != nil && r.map_.Image != v.shown.mini {
		r.map_.Image = v.shown.mini
		r.map_.Refresh()
	}
	r.arrange()
}

// arrange puts everything where the camera says.
func (v *View) arrange() {
	if v.render != nil {
		v.render.arrange()
	}
}

func (r *renderer) arrange() {
	v := r.v
	r.picture()
	r.hover()
	r.band()
	r.small()
	r.focus.Hidden = !v.keys.ringed
	canvas.Refresh(v)
}

func (r *renderer) picture() {
	p := r.v.shown
	if r.image.Hidden = p.image == nil; r.image.Hidden {
		return
	}
	x, y := r.v.camera.On(p.view.From(0, 0))
	k := r.v.camera.Zoom / p.view.Zoom
	r.image.Move(fyne.NewPos(float32(x), float32(y)))
	r.image.Resize(fyne.NewSize(float32(p.view.W*k), float32(p.view.H*k)))
}

// hover draws the ring around what the pointer is on, and tells of it.
func (r *renderer) hover() {
	v := r.v
	t := v.hovered
	r.ring.Hidden = t.Node == scene.None || t.Node >= len(v.at)
	if !r.ring.Hidden {
		x, y := v.camera.On(v.at[t.Node])
		far := v.camera.Radius(&v.scene.Nodes[t.Node]) + 4
		r.ring.Move(fyne.NewPos(float32(x-far), float32(y-far)))
		r.ring.Resize(fyne.NewSquareSize(float32(2 * far)))
	}
	text := ""
	if v.Describe != nil && v.hand.mode == handFree && (t.Node != scene.None || t.Edge != scene.None) {
		text = v.Describe(t)
	}
	r.tell(text)
}

func (r *renderer) tell(text string) {
	const pad = 8
	var lines []string
	if text != "" {
		for _, l := range strings.Split(text, "\n") {
			lines = append(lines, scene.Wrap(l, 56, 3)...)
		}
	}
	for len(r.texts) < len(lines) {
		t := canvas.NewText("", look.Surface(look.VariantOf(r.v)))
		t.TextSize = look.SmallSize
		r.texts = append(r.texts, t)
	}
	var wide, tall float32
	for i, t := range r.texts {
		if t.Hidden = i >= len(lines); t.Hidden {
			continue
		}
		t.Text = lines[i]
		t.TextStyle.Bold = i == 0
		s := t.MinSize()
		wide, tall = max(wide, s.Width), tall+s.Height
		t.Resize(s)
	}
	if r.tip.Hidden = len(lines) == 0; r.tip.Hidden {
		return
	}
	s := r.v.Size()
	at := r.v.hand.pointer.AddXY(16, 18)
	if at.X+wide+2*pad > s.Width {
		at.X = max(r.v.hand.pointer.X-wide-2*pad-10, 0)
	}
	if at.Y+tall+2*pad > s.Height {
		at.Y = max(r.v.hand.pointer.Y-tall-2*pad-10, 0)
	}
	r.tip.Move(at)
	r.tip.Resize(fyne.NewSize(wide+2*pad, tall+2*pad-4))
	y := at.Y + pad - 2
	for i := range lines {
		r.texts[i].Move(fyne.NewPos(at.X+pad, y))
		r.texts[i].Refresh()
		y += r.texts[i].MinSize().Height
	}
}

// band draws the box, the lasso or the link that a hand is drawing.
func (r *renderer) band() {
	h := &r.v.hand
	r.rubber.Hidden = h.mode != handBox
	if !r.rubber.Hidden {
		a, b := h.start, h.pointer
		r.rubber.Move(fyne.NewPos(min(a.X, b.X), min(a.Y, b.Y)))
		r.rubber.Resize(fyne.NewSize(max(a.X, b.X)-min(a.X, b.X), max(a.Y, b.Y)-min(a.Y, b.Y)))
	}
	r.line.Hidden = h.mode != handLink
	if !r.line.Hidden {
		x, y := r.v.camera.On(r.v.at[h.from])
		r.line.Position1, r.line.Position2 = fyne.NewPos(float32(x), float32(y)), h.pointer
	}
	n := 0
	if h.mode == handLasso {
		n = len(h.lasso) // the last one closes it
	}
	for len(r.lasso) < n {
		l := canvas.NewLine(look.Muted(look.VariantOf(r.v)))
		l.StrokeWidth = 1.5
		r.lasso = append(r.lasso, l)
	}
	for i, l := range r.lasso {
		if l.Hidden = i >= n; !l.Hidden {
			a, b := h.lasso[i], h.lasso[(i+1)%n]
			l.Position1, l.Position2 = fyne.NewPos(float32(a.X), float32(a.Y)), fyne.NewPos(float32(b.X), float32(b.Y))
		}
	}
}
