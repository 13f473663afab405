package reader

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	tipDelay = 450 * time.Millisecond
	tipWidth = 320
	tipLines = 6
)

// tip says what a span is, beside the line it is on. It is made of shapes, so
// the pointer goes through it.
type tip struct {
	widget.BaseWidget
	lines  []string
	frame  *canvas.Rectangle
	texts  []*canvas.Text
	cancel func()
}

func newTip() *tip {
	t := &tip{frame: canvas.NewRectangle(color.Transparent)}
	t.frame.CornerRadius = look.Step
	t.Hide()
	t.ExtendBaseWidget(t)
	return t
}

// askTip shows the tip of a span, after a moment.
func (r *Reader) askTip(at spanAt) {
	if r.Tip == nil {
		return
	}
	p := r.page.text.Passages[at.passage]
	words := r.Tip(p.Number, p.Spans[at.span])
	if words == "" {
		return
	}
	if r.After == nil {
		r.showTip(words)
		return
	}
	r.tip.cancel = r.After(tipDelay, func() {
		if r.mouse.over == at {
			r.showTip(words)
		}
	})
}

func (r *Reader) showTip(words string) {
	m, v := r.page.meters[small], r.page.view
	l := m.lay(words, tipWidth)
	t := r.tip
	t.lines = t.lines[:0]
	var w float32
	for _, ln := range l.lines[:min(len(l.lines), tipLines)] {
		t.lines = append(t.lines, words[ln.from:ln.to])
		w = max(w, m.width(words[ln.from:ln.to]))
	}
	high := m.lineHeight()
	size := fyne.NewSize(round(w+0.5)+16, round(float32(len(t.lines))*high+0.5)+12)
	x := max(min(r.mouse.hover.X-8, r.Size().Width-size.Width-8), 4)
	y := r.mouse.hover.Y + v.size.line*0.8
	if y+size.Height > v.height {
		y = max(r.mouse.hover.Y-v.size.line*0.8-size.Height, 0)
	}
	put(t, x, y, size.Width, size.Height)
	t.draw(r.page.colours, m.size, high)
	show(t, true)
	r.redraw() // Fyne does not know the canvas of what was never seen, so the tip cannot ask to be drawn
}

func (t *tip) draw(v fyne.ThemeVariant, size, high float32) {
	t.frame.FillColor = look.Ink(v)
	put(t.frame, 0, 0, t.Size().Width, t.Size().Height)
	t.texts = t.texts[:0]
	for i, words := range t.lines {
		x := canvas.NewText(words, look.Surface(v))
		x.TextSize = size
		put(x, 8, 6+float32(i)*high, t.Size().Width-16, high)
		t.texts = append(t.texts, x)
	}
}

func (r *Reader) hideTip() {
	if r.tip.cancel != nil {
		r.tip.cancel()
		r.tip.cancel = nil
	}
	if r.tip.Visible() {
		r.tip.Hide()
		r.redraw()
	}
}

// CreateRenderer is part of fyne.Widget.
func (t *tip) CreateRenderer() fyne.WidgetRenderer { return &tipRenderer{t} }

type tipRenderer struct{ t *tip }

func (*tipRenderer) Destroy()           {}
func (*tipRenderer) Layout(fyne.Size)   {}
func (*tipRenderer) MinSize() fyne.Size { return fyne.Size{} }
func (d *tipRenderer) Refresh()         { canvas.Refresh(d.t) }

func (d *tipRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{d.t.frame}
	for _, x := range d.t.texts {
		objects = append(objects, x)
	}
	return objects
}
