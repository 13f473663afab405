package palette

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// Sizes of a row.
const (
	padX        float32 = 14
	padY        float32 = 7
	lead        float32 = 22 // room of the shape that leads a name
	badge       float32 = 42 // and of a grade
	barWide     float32 = 3
	headingHigh float32 = 28
	commandHigh float32 = 36
)

// rulers are what the rows of one list are measured with. Flat rows have all
// on one line, for a list that is wide and low.
type rulers struct {
	text, small *ruler
	flat        bool
}

func newRulers(flat bool) *rulers {
	return &rulers{newRuler(look.TextSize), newRuler(look.SmallSize), flat}
}

// whereShare is how much of a flat row its place may take.
const whereShare = 0.36

func (m *rulers) height(r row) float32 {
	switch {
	case r.heading != "":
		return headingHigh
	case r.plain:
		return commandHigh
	case r.hit.Where == "", m.flat:
		return 2*padY + m.text.tall
	}
	return 2*padY + m.text.tall + 2 + m.small.tall
}

// rowView draws one row.
type rowView struct {
	widget.BaseWidget
	m     *rulers
	row   *row
	state part.RowState
}

func newRowView(m *rulers) *rowView {
	v := &rowView{m: m, row: &row{}}
	v.ExtendBaseWidget(v)
	return v
}

// set shows a row. Lists fill their rows more often than these change.
func (v *rowView) set(r *row, s part.RowState) {
	if v.row != r || v.state != s {
		v.row, v.state = r, s
		v.Refresh()
	}
}

// CreateRenderer is part of fyne.Widget.
func (v *rowView) CreateRenderer() fyne.WidgetRenderer {
	r := &rowRenderer{
		v: v, ground: plainBox(0), bar: plainBox(0), hair: plainBox(0), dot: part.NewKindDot("firm"), grade: part.NewGradeBadge("–"),
		short: newLabel(look.SmallSize), line: &strip{size: look.TextSize}, where: &strip{size: look.SmallSize},
	}
	r.Refresh()
	return r
}

type rowRenderer struct {
	v                 *rowView
	drawn             drawing
	ground, bar, hair *canvas.Rectangle
	dot               *part.KindDot
	grade             *part.Badge
	short             *canvas.Text
	line, where       *strip
	objects           []fyne.CanvasObject
}

// drawing is all that the look of a row follows from.
type drawing struct {
	row     *row
	state   part.RowState
	size    fyne.Size
	variant fyne.ThemeVariant
}

func (r *rowRenderer) Destroy()                     {}
func (r *rowRenderer) MinSize() fyne.Size           { return fyne.NewSize(120, 24) }
func (r *rowRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *rowRenderer) Layout(fyne.Size)             { r.Refresh() }

// Refresh lays the row out and draws it; what a row shows depends on its width.
func (r *rowRenderer) Refresh() {
	v, m, row := look.VariantOf(r.v), r.v.m, r.v.row
	s := r.v.Size()
	now := drawing{row, r.v.state, s, v}
	if r.drawn == now {
		return
	}
	r.drawn = now
	fill := look.Surface(v)
	switch {
	case r.v.state.Selected:
		fill = look.Selection(v)
	case row.heading != "", r.v.state.Hovered:
		fill = look.Ground(v)
	}
	paint(r.ground, fill, 0, 0, s.Width, s.Height)
	paint(r.bar, look.Thread(v), 0, 0, barWide, s.Height)
	visible(r.bar, r.v.state.Selected)
	paint(r.hair, look.Hairline(v), 0, s.Height-1, s.Width, 1)
	x, right := padX, s.Width-padX
	top := padY
	if row.plain {
		top = (s.Height - m.text.tall) / 2
	}
	visible(r.dot, row.hit.Group != "")
	if row.hit.Group != "" {
		r.dot.SetGroup(row.hit.Group)
		d := r.dot.MinSize()
		put(r.dot, x, top+(m.text.tall-d.Height)/2, d.Width, d.Height)
		x += lead
	}
	visible(r.grade, row.hit.Grade != "")
	if row.hit.Grade != "" {
		r.grade.Set(row.hit.Grade, part.GradeTone(row.hit.Grade))
		d := r.grade.MinSize()
		put(r.grade, x, top, d.Width, d.Height)
		x += badge
	}
	short := row.hit.Short
	if row.plain {
		short = row.key
	}
	visible(r.short, short != "")
	if short != "" {
		w := m.small.text(short)
		write(r.short, short, look.Muted(v), false)
		put(r.short, right-w, top+(m.text.tall-m.small.tall)/2, w, m.small.tall)
		right -= w + padX
	}
	switch {
	case row.heading != "":
		r.line.clear()
		r.where.draw(m.small, []piece{{text: row.heading, bold: true, w: s.Width}}, padX, (s.Height-m.small.tall)/2, look.Muted(v), v)
	case row.plain:
		name := m.text.lay(row.hit.Line, nil, false, right-x)
		r.line.draw(m.text, name, x, top, look.Ink(v), v)
		r.where.clear()
		if n := len(name); n > 0 && row.hit.Where != "" {
			after := x + name[n-1].x + name[n-1].w + 12
			r.where.draw(m.small, m.small.lay(row.hit.Where, nil, false, right-after), after, top+(m.text.tall-m.small.tall)/2, look.Muted(v), v)
		}
	case m.flat:
		where := m.small.lay(row.hit.Where, row.hit.Marked, false, s.Width*whereShare)
		if n := len(where); n > 0 {
			right -= where[n-1].x + where[n-1].w
		}
		r.where.draw(m.small, where, right, top+(m.text.tall-m.small.tall)/2, look.Muted(v), v)
		r.line.draw(m.text, m.text.lay(row.hit.Line, row.hit.Marks, row.hit.Strong, right-padX-x), x, top, look.Ink(v), v)
	default:
		r.line.draw(m.text, m.text.lay(row.hit.Line, row.hit.Marks, row.hit.Strong, right-x), x, top, look.Ink(v), v)
		r.where.draw(m.small, m.small.lay(row.hit.Where, row.hit.Marked, false, s.Width-padX-x), x, top+m.text.tall+2, look.Muted(v), v)
	}
	r.objects = append(r.objects[:0:0], r.ground, r.bar, r.dot, r.grade, r.short)
	r.objects = append(r.objects, r.line.objects()...)
	r.objects = append(r.objects, r.where.objects()...)
	r.objects = append(r.objects, r.hair)
	canvas.Refresh(r.v)
}

// strip draws one line of pieces: a wash under what is marked, words above.
type strip struct {
	size  float32
	wash  []*canvas.Rectangle
	words []*canvas.Text
	used  int
}

func (t *strip) clear() { t.used = 0 }

func (t *strip) draw(m *ruler, pieces []piece, x, y float32, ink color.NRGBA, v fyne.ThemeVariant) {
	t.used = len(pieces)
	for len(t.words) < t.used {
		t.words = append(t.words, newLabel(t.size))
		t.wash = append(t.wash, plainBox(2))
	}
	for i, p := range pieces {
		visible(t.wash[i], p.marked)
		c := ink
		if p.marked {
			paint(t.wash[i], look.Marked(v), x+p.x-1, y, p.w+2, m.tall)
			c = look.Ink(v)
		}
		write(t.words[i], p.text, c, p.bold)
		put(t.words[i], x+p.x, y, p.w, m.tall)
	}
}

func (t *strip) objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, w := range t.wash[:t.used] {
		all = append(all, w)
	}
	for _, w := range t.words[:t.used] {
		all = append(all, w)
	}
	return all
}

func plainBox(corner float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius = corner
	return r
}

func newLabel(size float32) *canvas.Text {
	t := canvas.NewText("", color.Transparent)
	t.TextSize = size
	return t
}

func write(t *canvas.Text, text string, c color.Color, bold bool) {
	if t.Text != text || t.Color != c || t.TextStyle.Bold != bold {
		t.Text, t.Color, t.TextStyle.Bold = text, c, bold
		t.Refresh()
	}
}

func paint(r *canvas.Rectangle, c color.Color, x, y, w, h float32) {
	put(r, x, y, w, h)
	if r.FillColor != c {
		r.FillColor = c
		r.Refresh()
	}
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
}

func visible(o fyne.CanvasObject, yes bool) {
	switch {
	case yes && !o.Visible():
		o.Show()
	case !yes && o.Visible():
		o.Hide()
	}
}
