package reader

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"redthread/ui/desktop/look"
)

// Distances of the page, in pixels of Fyne.
const (
	gutter      = 60  // left of the column: the numbers of the passages
	gutterGap   = 16  // between a number and the column
	rightRoom   = 28  // right of the column, where the scrollbar is
	widest      = 720 // of the column: a longer line is hard to follow
	narrowest   = 120
	barWidth    = 12 // of what answers as the scrollbar
	thumbWidth  = 6
	leastThumb  = 28
	largerBy    = 1 // the reader's text is a little larger than the window's
	wheelFactor = 4 // a notch of the wheel is 10 pixels to Fyne: less than half a line
)

// typeface is what the theme says of type.
type typeface struct {
	regular, bold      fyne.Resource
	size, small, title float32
}

// ready loads the fonts of the theme, again when it changed; true when the
// text must be laid out anew.
func (r *Reader) ready() bool {
	th := r.Theme()
	f := typeface{
		regular: th.Font(fyne.TextStyle{}), bold: th.Font(fyne.TextStyle{Bold: true}),
		size:  th.Size(theme.SizeNameText) + largerBy,
		small: th.Size(theme.SizeNameCaptionText), title: th.Size(theme.SizeNameSubHeadingText),
	}
	r.page.colours = look.VariantOf(r)
	if f == r.fonts {
		return false
	}
	regular, bold := r.faceOf(f.regular, body), r.faceOf(f.bold, title)
	r.fonts = f
	r.page.meters = [fonts]*meter{
		body:  newMeter(regular, f.size, measureText(f.size, fyne.TextStyle{})),
		small: newMeter(regular, f.small, measureText(f.small, fyne.TextStyle{})),
		title: newMeter(bold, f.title, measureText(f.title, fyne.TextStyle{Bold: true})),
	}
	r.paints = nil
	return true
}

// faceOf parses a font unless it is the one in use. A font that cannot be
// read gives no face: then Fyne draws and measures all text.
func (r *Reader) faceOf(res fyne.Resource, font fontOf) *face {
	was := r.fonts.regular
	if font == title {
		was = r.fonts.bold
	}
	if m := r.page.meters[font]; m != nil && was == res {
		return m.face
	}
	f, err := newFace(res)
	if err != nil {
		fyne.LogError("the reader draws text the slow way", err)
		return nil
	}
	return f
}

func measureText(size float32, style fyne.TextStyle) func(string) float32 {
	return func(s string) float32 { return fyne.MeasureText(s, size, style).Width }
}

func (r *Reader) columnWidth() float32 {
	return min(max(r.Size().Width-gutter-rightRoom, narrowest), widest)
}

// Resize lays the text out anew when the width changes; the line at the top
// of the view stays there.
func (r *Reader) Resize(s fyne.Size) {
	if s == r.Size() {
		return
	}
	r.BaseWidget.Resize(s)
	if r.page.view == nil {
		return
	}
	v := r.page.view
	if w := r.columnWidth(); w != v.width {
		r.relay(w)
	}
	v.height = s.Height
	if r.sought != nil && s.Height > 0 {
		v.bring(*r.sought)
		r.sought = nil
	}
	r.redraw()
}

// relay lays the text out at another width or in another type.
func (r *Reader) relay(width float32) {
	v := r.page.view
	h := v.hold()
	v.meter, v.size = r.page.meters[body], measuresOf(r.page.meters[body].size)
	v.setWidth(width)
	r.placeCard()
	v.regain(h)
}

// Refresh follows a change of the theme.
func (r *Reader) Refresh() {
	if r.ready() && r.page.view != nil {
		r.relay(r.columnWidth())
	}
	if r.card != nil {
		r.card.object.Refresh()
	}
	r.redraw()
}

// redraw makes the scene and shows it.
func (r *Reader) redraw() {
	v := r.page.view
	if v == nil || r.page.meters[body] == nil {
		return
	}
	r.page.width, r.page.left = r.Size().Width, gutter
	r.page.caret = r.keys.focused
	v.settle()
	r.scene = r.page.draw()
	v.trim(v.top, v.top)
	r.layOver()
	r.showThumb()
	r.beside.FillColor = look.Surface(r.page.colours)
	r.ring.StrokeColor = look.Muted(r.page.colours)
	show(r.ring, r.keys.focused && r.keys.ringed)
	r.raster.Refresh()
}

// picture paints the scene; the canvas asks for it once a frame that differs.
func (r *Reader) picture(wide, high int) image.Image {
	scale := r.scaleOf(wide)
	if r.paints == nil || r.paints.scale != scale {
		r.ready()
		r.paints = newPainter(r.page.meters, scale)
		r.scene.ground = look.Surface(r.page.colours)
	}
	return r.paints.paint(&r.scene, wide, high)
}

// scaleOf returns how many pixels of the screen a picture that is so wide has
// to one of Fyne. It is a whole multiple of the scale of the window, as on a
// screen with double pixels, and not the ratio of two rounded widths.
func (r *Reader) scaleOf(wide int) float32 {
	ratio := float32(1)
	if w := r.raster.Size().Width; w > 0 {
		ratio = float32(wide) / w
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil && c.Scale() > 0 {
		if times := round(ratio / c.Scale()); times >= 1 {
			return times * c.Scale()
		}
	}
	return ratio
}

// layOver places what stands above the picture: text that Fyne must draw, and
// the card.
func (r *Reader) layOver() {
	objects := r.layer.Objects[:0]
	for i, part := range r.scene.odd {
		if i == len(r.odd) {
			r.odd = append(r.odd, canvas.NewText("", color.Transparent))
		}
		t, m := r.odd[i], r.page.meters[part.font]
		if t.Text != part.text || t.Color != part.c || t.TextSize != m.size {
			t.Text, t.Color, t.TextSize = part.text, part.c, m.size
			t.TextStyle.Bold = part.font == title
			t.Refresh()
		}
		t.Move(fyne.NewPos(part.x, r.topOf(part.base, m)))
		t.Resize(t.MinSize())
		objects = append(objects, t)
	}
	if r.card != nil {
		objects = r.card.over(objects, r)
	}
	r.layer.Objects = objects
}

// topOf returns where a text of Fyne must begin to stand on a base line: Fyne
// keeps whole pixels above its own.
func (r *Reader) topOf(base float32, m *meter) float32 {
	scale := float32(1)
	if r.paints != nil {
		scale = r.paints.scale
	}
	above := m.ascent() * scale
	if whole := float32(int(above)); whole < above {
		above = whole + 1
	}
	return (round(base*scale) - above) / scale
}

// layerLayout lets Fyne tell the reader that what is on the card has another
// size now.
type layerLayout struct{ r *Reader }

// Layout is part of fyne.Layout.
func (l layerLayout) Layout([]fyne.CanvasObject, fyne.Size) {
	if l.r.placeCard() {
		l.r.redraw()
	}
}

// MinSize is part of fyne.Layout.
func (layerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// CreateRenderer is part of fyne.Widget.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	r.ready()
	if r.page.view == nil {
		r.SetText(Text{})
	}
	return &renderer{r, []fyne.CanvasObject{r.beside, r.raster, r.clip, r.thumb, r.ring, r.tip}}
}

type renderer struct {
	r       *Reader
	objects []fyne.CanvasObject
}

func (d *renderer) Destroy()                     {}
func (d *renderer) MinSize() fyne.Size           { return fyne.NewSize(gutter+narrowest+rightRoom, 80) }
func (d *renderer) Objects() []fyne.CanvasObject { return d.objects }
func (d *renderer) Refresh()                     { d.r.Refresh() }

func (d *renderer) Layout(s fyne.Size) {
	w := min(s.Width, gutter+widest+rightRoom)
	put(d.r.raster, 0, 0, w, s.Height)
	put(d.r.beside, w, 0, s.Width-w, s.Height)
	put(d.r.clip, 0, 0, s.Width, s.Height)
	put(d.r.ring, 1, 1, s.Width-2, s.Height-2)
	d.r.placeCard()
	d.r.redraw()
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
}

func show(o fyne.CanvasObject, yes bool) {
	switch {
	case yes && !o.Visible():
		o.Show()
	case !yes && o.Visible():
		o.Hide()
	}
}
