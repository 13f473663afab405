package entities

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/store"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// chain draws owners above what they own, row by row, down to the entity.
type chain struct {
	widget.BaseWidget
	rows  [][]*ownBox
	boxes map[int]*ownBox
	links []chainLine
	lines []*canvas.Line
	words []*part.Text
	more  *part.Text
	width float32
}

const (
	mostInRow  = 4  // boxes beside each other
	mostRows   = 6  // owners above owners
	chainDrop  = 40 // from a row to the next
	chainLeast = 84 // width of a box
)

func newChain(rows [][]chainBox, lines []chainLine, open func(store.ID)) *chain {
	c := &chain{boxes: map[int]*ownBox{}, more: part.NewText("", part.Small)}
	left := 0
	if cut := len(rows) - mostRows; cut > 0 {
		for _, r := range rows[:cut] {
			left += len(r)
		}
		rows = rows[cut:]
	}
	for _, r := range rows {
		var drawn []*ownBox
		for i, b := range r {
			if i == mostInRow {
				left += len(r) - i
				break
			}
			var tapped func()
			if !b.self {
				tapped = func() { open(b.id) }
			}
			box := newOwnBox(owned{id: b.id, name: b.name, listed: b.alarm}, tapped)
			box.say(b.note)
			c.boxes[b.party] = box
			drawn = append(drawn, box)
		}
		c.rows = append(c.rows, drawn)
	}
	for _, l := range lines {
		if c.boxes[l.from] == nil || c.boxes[l.to] == nil || l.from == l.to {
			continue
		}
		c.links = append(c.links, l)
		c.lines = append(c.lines, canvas.NewLine(color.Transparent))
		c.words = append(c.words, part.NewWord(l.word, part.Small))
	}
	if left > 0 {
		c.more.SetText(fmt.Sprintf("%d more in the arithmetic below.", left))
	}
	c.ExtendBaseWidget(c)
	return c
}

// Resize keeps the width, which decides the height.
func (c *chain) Resize(s fyne.Size) {
	c.width = s.Width
	c.BaseWidget.Resize(s)
}

// arrange places everything for a width and returns the height it takes.
func (c *chain) arrange(w float32) float32 {
	if w <= 0 {
		w = 436
	}
	y := float32(0)
	for _, r := range c.rows {
		n := float32(len(r))
		wide := min(max((w-(n-1)*boxGap)/max(n, 1), chainLeast), boxWidest)
		x := (w - n*wide - (n-1)*boxGap) / 2
		high := float32(0)
		for _, b := range r {
			b.Resize(fyne.NewSize(wide, b.MinSize().Height))
			high = max(high, b.MinSize().Height)
		}
		for _, b := range r {
			b.Move(fyne.NewPos(x, y))
			b.Resize(fyne.NewSize(wide, high))
			x += wide + boxGap
		}
		y += high + chainDrop
	}
	y -= chainDrop
	taken := map[int]float32{} // words under an owner, one below the other
	for i, l := range c.links {
		a, b := c.boxes[l.from], c.boxes[l.to]
		from := a.Position().AddXY(a.Size().Width/2, a.Size().Height)
		to := b.Position().AddXY(b.Size().Width/2, 0)
		if a.Position().Y >= b.Position().Y { // back up, in a cycle
			from, to = a.Position().AddXY(0, a.Size().Height/2), b.Position().AddXY(0, b.Size().Height/2)
		}
		c.lines[i].Position1, c.lines[i].Position2 = from, to
		size := c.words[i].MinSize()
		c.words[i].Resize(size)
		at := fyne.NewPos(from.X+(to.X-from.X)*0.35+6, from.Y+4+taken[l.from])
		if to.X > from.X+1 { // the line falls to the right: its left side is free
			at.X -= size.Width + 12
		}
		at.X = max(min(at.X, w-size.Width), 0)
		c.words[i].Move(at)
		taken[l.from] += size.Height
	}
	if c.more.Text() != "" {
		c.more.Resize(fyne.NewSize(w, c.more.MinSize().Height))
		c.more.Move(fyne.NewPos(0, y+6))
		y += 6 + c.more.MinSize().Height
	}
	return y
}

// CreateRenderer is part of fyne.Widget.
func (c *chain) CreateRenderer() fyne.WidgetRenderer {
	r := &chainRenderer{c: c}
	for _, l := range c.lines {
		r.objects = append(r.objects, l)
	}
	for _, w := range c.words {
		r.objects = append(r.objects, w)
	}
	for _, row := range c.rows {
		for _, b := range row {
			r.objects = append(r.objects, b)
		}
	}
	if c.more.Text() != "" {
		r.objects = append(r.objects, c.more)
	}
	r.Refresh()
	return r
}

type chainRenderer struct {
	c       *chain
	objects []fyne.CanvasObject
}

func (r *chainRenderer) Destroy()                     {}
func (r *chainRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *chainRenderer) Layout(s fyne.Size)           { r.c.arrange(s.Width) }
func (r *chainRenderer) MinSize() fyne.Size           { return fyne.NewSize(300, r.c.arrange(r.c.width)) }

func (r *chainRenderer) Refresh() {
	v := look.VariantOf(r.c)
	for i, l := range r.c.lines {
		l.StrokeColor, l.StrokeWidth = look.Muted(v), 1
		if r.c.links[i].alarm {
			l.StrokeColor, l.StrokeWidth = look.Thread(v), 2
		}
		l.Refresh()
	}
	r.c.arrange(r.c.Size().Width)
}
