package sources

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

const (
	readerGutter  = 64  // left of the text: the number of the passage
	readerRight   = 28  // right of it
	readerMeasure = 640 // widest line that is comfortable to read
	readerPad     = 9   // above and below a passage
)

// reader shows a source's text as rows of passages. Only what can be seen is
// laid out, so it is as quick with a book as with a page.
type reader struct {
	*part.Virtual

	blocks  []block
	target  int // the passage one came for; 0: none
	measure *measure
}

func newReader() *reader {
	r := &reader{Virtual: part.NewVirtual(), measure: newMeasure(look.TextSize)}
	r.Length = func() int { return len(r.blocks) }
	r.Height = r.height
	r.Create = func() fyne.CanvasObject { return newPassageView(r) }
	r.Update = func(i int, o fyne.CanvasObject, s part.RowState) {
		v := o.(*passageView)
		v.block, v.state = r.blocks[i], s
		v.Refresh()
	}
	return r
}

// set shows a text from its beginning.
func (r *reader) set(all []block) {
	r.blocks, r.target = all, 0
	r.Virtual.Refresh()
	r.Select(part.None)
	r.ScrollToTop()
}

// update shows a text that changed a little, without moving.
func (r *reader) update(all []block) {
	r.blocks = all
	r.Virtual.Refresh()
}

// show marks a passage, selects it and scrolls to it.
func (r *reader) show(passage int) bool {
	i := blockOf(r.blocks, passage)
	if i < 0 {
		return false
	}
	r.target = passage
	// First past the end, so that the passage comes to stand at the top.
	r.ScrollTo(len(r.blocks) - 1)
	r.ScrollTo(max(i-1, 0))
	r.Select(i)
	r.Virtual.Refresh()
	return true
}

// passage is the number of the selected passage, 0 when none is.
func (r *reader) passage() int {
	if i := r.Selected(); i != part.None && i < len(r.blocks) {
		return r.blocks[i].passage
	}
	return 0
}

func (r *reader) room(width float32) float32 {
	return max(min(width-readerGutter-readerRight, readerMeasure), 80)
}

func (r *reader) height(i int, width float32) float32 {
	b := r.blocks[i]
	h := float32(len(r.measure.lines(b.text, r.room(width)))) * r.measure.lineLen
	if b.first {
		h += readerPad
	}
	if i+1 == len(r.blocks) || r.blocks[i+1].first {
		h += readerPad
	}
	return h
}

// passageView draws one row of the reader.
type passageView struct {
	widget.BaseWidget
	reader *reader
	block  block
	state  part.RowState
}

func newPassageView(r *reader) *passageView {
	v := &passageView{reader: r}
	v.ExtendBaseWidget(v)
	return v
}

// CreateRenderer is part of fyne.Widget.
func (w *passageView) CreateRenderer() fyne.WidgetRenderer {
	r := &passageRenderer{view: w, ground: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent)}
	r.number = canvas.NewText("", color.Transparent)
	r.number.TextSize = look.SmallSize
	r.ring = canvas.NewRectangle(color.Transparent)
	r.ring.StrokeWidth, r.ring.CornerRadius = 2, look.Step
	r.Refresh()
	return r
}

type passageRenderer struct {
	view              *passageView
	ground, bar, ring *canvas.Rectangle
	number            *canvas.Text
	washes, unders    []*canvas.Rectangle
	lines             []*canvas.Text
	objects           []fyne.CanvasObject
}

func (r *passageRenderer) Destroy()                     {}
func (r *passageRenderer) MinSize() fyne.Size           { return fyne.NewSize(120, 20) }
func (r *passageRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *passageRenderer) Layout(fyne.Size)             { r.draw() }

func (r *passageRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.view)
}

func (r *passageRenderer) draw() {
	w, m := r.view, r.view.reader.measure
	v, size, b := look.VariantOf(w), w.Size(), w.block
	target := b.passage > 0 && b.passage == w.reader.target
	r.ground.FillColor = look.Surface(v)
	switch {
	case target:
		r.ground.FillColor = look.ThreadWash(v)
	case w.state.Selected:
		r.ground.FillColor = look.Selection(v)
	case w.state.Hovered:
		r.ground.FillColor = look.Ground(v)
	}
	put(r.ground, 0, 0, size.Width, size.Height)
	r.bar.FillColor = color.Transparent
	if target || w.state.Selected {
		r.bar.FillColor = look.Thread(v)
	}
	put(r.bar, 0, 0, 3, size.Height)
	r.ring.StrokeColor = color.Transparent
	if w.state.Focused {
		r.ring.StrokeColor = look.Muted(v)
	}
	put(r.ring, 5, 2, size.Width-9, size.Height-4)
	r.objects = append(r.objects[:0], r.ground, r.bar, r.ring)

	y := float32(0)
	if b.first {
		y = readerPad
		r.number.Text, r.number.Color = fmt.Sprint(b.passage), look.Muted(v)
		if b.cited > 0 {
			r.number.Text, r.number.Color = fmt.Sprintf("¶ %d", b.passage), look.Thread(v)
		}
		s := r.number.MinSize()
		put(r.number, readerGutter-18-s.Width, y+(m.lineLen-s.Height)/2, s.Width, s.Height)
		r.objects = append(r.objects, r.number)
	}
	r.drawLines(y, v)
}

// drawLines draws the text, with a wash and a line under the words that are
// cited.
func (r *passageRenderer) drawLines(y float32, v fyne.ThemeVariant) {
	w, m := r.view, r.view.reader.measure
	text := w.block.text
	marks := 0
	spans := m.lines(text, w.reader.room(w.Size().Width))
	for _, line := range spans {
		for _, q := range w.block.quotes {
			x, width, ok := m.across(text, line, q)
			if !ok {
				continue
			}
			if marks == len(r.washes) {
				r.washes = append(r.washes, canvas.NewRectangle(color.Transparent))
				r.unders = append(r.unders, canvas.NewRectangle(color.Transparent))
			}
			r.washes[marks].FillColor, r.unders[marks].FillColor = look.ThreadWash(v), look.Thread(v)
			put(r.washes[marks], readerGutter+x, y+1, width, m.lineLen-2)
			put(r.unders[marks], readerGutter+x, y+m.lineLen-3, width, 2)
			r.objects = append(r.objects, r.washes[marks], r.unders[marks])
			marks++
		}
		y += m.lineLen
	}
	y -= float32(len(spans)) * m.lineLen
	for i, line := range spans {
		if i == len(r.lines) {
			t := canvas.NewText("", color.Transparent)
			t.TextSize = look.TextSize
			r.lines = append(r.lines, t)
		}
		t := r.lines[i]
		t.Text, t.Color = text[line.from:line.to], look.Ink(v)
		put(t, readerGutter, y, m.width(t.Text), m.lineLen)
		r.objects = append(r.objects, t)
		y += m.lineLen
	}
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
