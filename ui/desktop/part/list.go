package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	rowPad     = 16 // left and right of a row
	rowTop     = 10 // above its first line
	rowBottom  = 12 // below its last line, hairline included
	rowGap     = 10 // between what leads and the title
	rowBarWide = 3
)

// Mark is a short text at the right end of a row.
type Mark struct {
	Text string
	Tone Tone
}

// Row is what a list shows in one row. At most one of Grade, Score, Group and
// Bar leads it; if none does, the title starts at the left.
type Row struct {
	Title    string // up to two lines
	Subtitle string // one line, muted

	Grade    string // "B2": the badge of a graded source
	Score    string // "0.97": a plain badge, red with ScoreTone Alarm
	Tone     Tone   // of Score and of Bar
	Group    string // "firm": the shape of a kind, see KindDot
	Bar      bool   // a coloured bar, for findings
	Trailing []Mark // from left to right, beside the first line

	Plain   bool // the title is not bold
	Heading bool // a group's heading: not selectable, on the ground
}

// List is a list of Row values.
type List struct {
	Virtual

	// Row returns the row to draw.
	Row func(i int) Row

	title *ruler
	plain *ruler
	small *ruler
}

// NewList returns a list that asks for its rows when it draws them.
func NewList(length func() int, row func(i int) Row) *List {
	l := &List{
		Row:   row,
		title: newRuler(look.TextSize, true),
		plain: newRuler(look.TextSize, false),
		small: newRuler(look.SmallSize, false),
	}
	l.Length = length
	l.Create = func() fyne.CanvasObject { return newRowView(l) }
	l.Update = func(i int, o fyne.CanvasObject, s RowState) {
		view := o.(*rowView)
		view.row, view.state = l.Row(i), s
		view.Refresh()
	}
	l.Height = func(i int, width float32) float32 {
		_, h := l.titleLines(l.Row(i), width)
		return h
	}
	l.Fixed = func(i int) bool { return l.Row(i).Heading }
	l.init(l)
	return l
}

// indent is where the title begins.
func (r Row) indent(l *List) float32 {
	switch {
	case r.Grade != "":
		return rowPad + badgeWidth + rowGap
	case r.Score != "":
		return rowPad + max(badgeWidth, ceil(l.small.width(r.Score))+14) + rowGap
	case r.Group != "":
		return rowPad + dotSize + 7
	case r.Bar:
		return rowPad + 8 + rowGap
	}
	return rowPad
}

func (l *List) ruler(r Row) *ruler {
	if r.Plain {
		return l.plain
	}
	return l.title
}

// trailing is the width of the marks at the right end.
func (l *List) trailing(r Row) float32 {
	var w float32
	for _, m := range r.Trailing {
		w += ceil(l.small.width(m.Text)) + rowPad
	}
	return w
}

// titleLines wraps a row's title at a width, and returns the row's height.
func (l *List) titleLines(r Row, width float32) ([]string, float32) {
	rule := l.ruler(r)
	lines := rule.wrap(r.Title, max(width-r.indent(l)-l.trailing(r)-rowPad, 60), 2)
	h := rowTop + float32(len(lines))*rule.height() + rowBottom
	if r.Subtitle != "" {
		h += l.small.height() + 3
	}
	return lines, ceil(h)
}

// rowView draws one row of a list.
type rowView struct {
	widget.BaseWidget
	list  *List
	row   Row
	state RowState
}

func newRowView(l *List) *rowView {
	v := &rowView{list: l}
	v.ExtendBaseWidget(v)
	return v
}

// CreateRenderer is part of fyne.Widget.
func (w *rowView) CreateRenderer() fyne.WidgetRenderer {
	ground, bar, line, ring := box(0), box(0), box(0), box(look.Step)
	lead, chip, shape := box(3), newBadge(), newDot()
	titles := [2]*canvas.Text{label(look.TextSize, true), label(look.TextSize, true)}
	subtitle := label(look.SmallSize, false)
	var marks []*canvas.Text

	r := &renderer{objects: []fyne.CanvasObject{ground, bar, lead}}
	r.objects = append(r.objects, chip.objects()...)
	r.objects = append(r.objects, shape.objects()...)
	r.objects = append(r.objects, titles[0], titles[1], subtitle, line, ring)
	fixed := len(r.objects)

	r.min = func() fyne.Size { return fyne.NewSize(120, 40) }
	r.layout = func(s fyne.Size) {
		l, row := w.list, w.row
		put(ground, 0, 0, s.Width, s.Height)
		put(bar, 0, 0, rowBarWide, s.Height-1)
		put(line, 0, s.Height-1, s.Width, 1)
		put(ring, rowBarWide+2, 2, s.Width-rowBarWide-4, s.Height-5)
		put(lead, rowPad, rowTop, 8, s.Height-rowTop-rowBottom)
		chip.place(rowPad, rowTop-1)
		h := l.ruler(row).height()
		shape.place(rowPad, rowTop+centre(h, dotSize))
		x, y := row.indent(l), float32(rowTop)
		for _, t := range titles {
			if t.Visible() {
				put(t, x, y, s.Width-x, h)
				y += h
			}
		}
		put(subtitle, x, y+2, s.Width-x-rowPad, l.small.height())
		right := s.Width - rowPad
		for i := len(marks) - 1; i >= 0; i-- {
			if marks[i].Visible() {
				size := marks[i].MinSize()
				right -= size.Width
				put(marks[i], right, rowTop+1, size.Width, size.Height)
				right -= rowPad
			}
		}
	}
	r.refresh = func() {
		l, row, v := w.list, w.row, look.VariantOf(w)
		width := w.Size().Width
		fill := look.Surface(v)
		switch {
		case w.state.Selected:
			fill = look.Selection(v)
		case row.Heading, w.state.Hovered:
			fill = look.Ground(v)
		}
		paint(ground, fill, nil, 0)
		paint(bar, look.Thread(v), nil, 0)
		show(bar, w.state.Selected)
		paint(line, look.Hairline(v), nil, 0)
		drawRing(ring, w.state.Focused, v)

		paint(lead, row.Tone.mark(v), nil, 0)
		show(lead, row.Bar)
		chip.show(row.Grade != "" || row.Score != "")
		switch {
		case row.Grade != "":
			chip.set(row.Grade, GradeTone(row.Grade), v)
		case row.Score != "":
			chip.set(row.Score, row.Tone, v)
		}
		shape.hide()
		if row.Group != "" {
			shape.set(row.Group, v)
		}

		lines, _ := l.titleLines(row, width)
		for i, t := range titles {
			show(t, i < len(lines))
			if t.TextStyle.Bold == row.Plain {
				t.TextStyle.Bold = !row.Plain
				t.Text = ""
			}
			if i < len(lines) {
				say(t, lines[i], look.Ink(v))
			}
		}
		show(subtitle, row.Subtitle != "")
		say(subtitle, l.small.cut(row.Subtitle, width-row.indent(l)-rowPad), look.Muted(v))

		for len(marks) < len(row.Trailing) {
			m := label(look.SmallSize, false)
			marks = append(marks, m)
			r.objects = append(r.objects[:fixed], asObjects(marks)...)
		}
		for i, m := range marks {
			show(m, i < len(row.Trailing))
			if i < len(row.Trailing) {
				tone := row.Trailing[i].Tone
				if tone == Plain {
					tone = Quiet
				}
				say(m, row.Trailing[i].Text, tone.ink(v))
			}
		}
		r.layout(w.Size())
	}
	return r
}

func asObjects(in []*canvas.Text) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(in))
	for i, t := range in {
		out[i] = t
	}
	return out
}
