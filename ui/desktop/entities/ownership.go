package entities

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// ownPicture draws who owns an entity and what it owns: boxes in columns,
// joined by lines. Where there is room, the share stands on the line, else in
// the box.
type ownPicture struct {
	widget.BaseWidget
	h     holding
	left  []*ownBox
	self  *ownBox
	right []*ownBox
	words []*part.Text // on the lines
	lines []*canvas.Line
	more  *part.Text
	width float32
}

const (
	boxWidest  = 190
	boxGap     = 12
	lineLeast  = 22  // between columns
	lineWorded = 112 // room for a share on the line
)

func newOwnership(d *app.Dossier, h holding, listed bool, open func(store.ID)) *ownPicture {
	o := &ownPicture{h: h, self: newOwnBox(owned{name: d.Name, listed: listed}, nil)}
	for _, b := range h.owners {
		o.left = append(o.left, newOwnBox(b, func() { open(b.id) }))
	}
	for _, b := range h.assets {
		o.right = append(o.right, newOwnBox(b, func() { open(b.id) }))
	}
	for range len(o.left) + len(o.right) {
		o.lines = append(o.lines, canvas.NewLine(color.Transparent))
		o.words = append(o.words, part.NewWord("", part.Small))
	}
	o.more = part.NewText("", part.Small)
	if h.more > 0 {
		o.more.SetText(fmt.Sprintf("%d more in Links.", h.more))
	}
	o.ExtendBaseWidget(o)
	return o
}

// Resize keeps the width, which decides the height.
func (o *ownPicture) Resize(s fyne.Size) {
	o.width = s.Width
	o.BaseWidget.Resize(s)
}

// columns gives the width of a box and of the space between two columns.
func (o *ownPicture) columns(w float32) (wide, gap float32) {
	n := float32(1)
	for _, side := range [][]*ownBox{o.left, o.right} {
		if len(side) > 0 {
			n++
		}
	}
	wide = (w - (n-1)*lineWorded) / n
	if wide < 110 {
		wide = (w - (n-1)*lineLeast) / n
	}
	wide = min(wide, boxWidest)
	return wide, min((w-n*wide)/max(n-1, 1), 150)
}

// stack places a column of boxes and returns its height.
func stack(boxes []*ownBox, x, wide float32, worded bool) float32 {
	y := float32(0)
	for _, b := range boxes {
		b.setWorded(worded)
		b.Resize(fyne.NewSize(wide, b.MinSize().Height))
		h := b.MinSize().Height
		b.Move(fyne.NewPos(x, y))
		b.Resize(fyne.NewSize(wide, h))
		y += h + boxGap
	}
	return max(y-boxGap, 0)
}

// arrange places everything for a width and returns the height it takes.
func (o *ownPicture) arrange(w float32) float32 {
	if w <= 0 {
		w = 436
	}
	wide, gap := o.columns(w)
	worded := gap < lineWorded-4 // too narrow for a word on the line: it goes into the box
	x := float32(0)
	leftHigh := stack(o.left, x, wide, worded)
	if len(o.left) > 0 {
		x += wide + gap
	}
	selfHigh := stack([]*ownBox{o.self}, x, wide, worded)
	rightHigh := stack(o.right, x+wide+gap, wide, worded)
	high := max(leftHigh, selfHigh, rightHigh)
	shift := func(boxes []*ownBox, h float32) {
		for _, b := range boxes {
			b.Move(b.Position().AddXY(0, (high-h)/2))
		}
	}
	shift(o.left, leftHigh)
	shift([]*ownBox{o.self}, selfHigh)
	shift(o.right, rightHigh)
	n := 0
	join := func(a, b *ownBox, share string) {
		from := a.Position().AddXY(a.Size().Width, a.Size().Height/2)
		to := b.Position().AddXY(0, b.Size().Height/2)
		o.lines[n].Position1, o.lines[n].Position2 = from, to
		word := o.words[n]
		word.SetText(share)
		if worded {
			word.Hide()
		} else {
			word.Show()
		}
		size := word.MinSize()
		mid := fyne.NewPos((from.X+to.X-size.Width)/2, (from.Y+to.Y)/2-size.Height-2)
		word.Resize(size)
		word.Move(mid)
		n++
	}
	for _, b := range o.left {
		join(b, o.self, b.of.share)
	}
	for _, b := range o.right {
		join(o.self, b, b.of.share)
	}
	if o.more.Text() != "" {
		o.more.Resize(fyne.NewSize(w, o.more.MinSize().Height))
		o.more.Move(fyne.NewPos(0, high+8))
		high += 8 + o.more.MinSize().Height
	}
	return high
}

// CreateRenderer is part of fyne.Widget.
func (o *ownPicture) CreateRenderer() fyne.WidgetRenderer {
	r := &ownershipRenderer{o: o}
	for _, l := range o.lines {
		r.objects = append(r.objects, l)
	}
	for _, w := range o.words {
		r.objects = append(r.objects, w)
	}
	for _, b := range append(append([]*ownBox{o.self}, o.left...), o.right...) {
		r.objects = append(r.objects, b)
	}
	if o.more.Text() != "" {
		r.objects = append(r.objects, o.more)
	}
	r.Refresh()
	return r
}

type ownershipRenderer struct {
	o       *ownPicture
	objects []fyne.CanvasObject
}

func (r *ownershipRenderer) Destroy()                     {}
func (r *ownershipRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *ownershipRenderer) Layout(s fyne.Size)           { r.o.arrange(s.Width) }
func (r *ownershipRenderer) MinSize() fyne.Size           { return fyne.NewSize(300, r.o.arrange(r.o.width)) }

func (r *ownershipRenderer) Refresh() {
	v := look.VariantOf(r.o)
	for i, l := range r.o.lines {
		listed := r.o.self.of.listed
		if i < len(r.o.left) {
			listed = r.o.left[i].of.listed
		}
		l.StrokeColor, l.StrokeWidth = look.Muted(v), 1
		if listed {
			l.StrokeColor, l.StrokeWidth = look.Thread(v), 2
		}
		l.Refresh()
	}
	r.o.arrange(r.o.Size().Width)
}

// ownBox is one party of the picture; a click opens it.
type ownBox struct {
	widget.BaseWidget
	of     owned
	name   *part.Text
	note   *part.Text
	tapped func()
	width  float32
}

func newOwnBox(of owned, tapped func()) *ownBox {
	b := &ownBox{of: of, name: part.NewText(of.name, part.Body).WithLines(3), note: part.NewText("", part.Small).WithLines(3), tapped: tapped}
	if tapped == nil {
		b.name = part.NewText(of.name, part.Strong).WithLines(3)
	}
	b.ExtendBaseWidget(b)
	return b
}

// setWorded says beneath the name what is not on the line.
func (b *ownBox) setWorded(share bool) {
	text := b.of.note
	if b.of.listed {
		if text == "" {
			text = "listed"
		}
		b.note.SetTone(part.Alarm)
	}
	if share && b.of.share != "" {
		if text != "" {
			text += "  ·  "
		}
		text += b.of.share
	}
	b.note.SetText(text)
}

// say sets what stands beneath the name.
func (b *ownBox) say(note string) {
	b.of.note = note
	b.setWorded(false)
}

// Tapped is part of fyne.Tappable.
func (b *ownBox) Tapped(*fyne.PointEvent) {
	if b.tapped != nil {
		b.tapped()
	}
}

// Resize wraps the name at the width.
func (b *ownBox) Resize(s fyne.Size) {
	b.width = s.Width
	b.BaseWidget.Resize(s)
}

// CreateRenderer is part of fyne.Widget.
func (b *ownBox) CreateRenderer() fyne.WidgetRenderer {
	frame := canvas.NewRectangle(color.Transparent)
	frame.CornerRadius = look.Corner
	r := &ownBoxRenderer{b: b, frame: frame}
	r.Refresh()
	return r
}

type ownBoxRenderer struct {
	b     *ownBox
	frame *canvas.Rectangle
}

func (r *ownBoxRenderer) Destroy() {}

func (r *ownBoxRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.frame, r.b.name, r.b.note}
}

func (r *ownBoxRenderer) arrange(w float32) float32 {
	b := r.b
	b.name.Resize(fyne.NewSize(max(w-20, 20), b.name.MinSize().Height))
	b.name.Move(fyne.NewPos(10, 8))
	h := 8 + b.name.MinSize().Height
	if b.note.Text() != "" {
		b.note.Resize(fyne.NewSize(max(w-20, 20), b.note.MinSize().Height))
		b.note.Move(fyne.NewPos(10, h))
		h += b.note.MinSize().Height
	}
	return h + 8
}

func (r *ownBoxRenderer) MinSize() fyne.Size { return fyne.NewSize(60, r.arrange(r.b.width)) }

func (r *ownBoxRenderer) Layout(s fyne.Size) {
	r.frame.Resize(s)
	r.arrange(s.Width)
}

func (r *ownBoxRenderer) Refresh() {
	v := look.VariantOf(r.b)
	fill, line := look.Surface(v), look.KindColour("firm", v)
	if r.b.of.listed {
		fill, line = look.ThreadWash(v), look.Thread(v)
	}
	r.frame.FillColor, r.frame.StrokeColor, r.frame.StrokeWidth = fill, line, look.HairWidth
	r.frame.Refresh()
	r.arrange(r.b.Size().Width)
}
