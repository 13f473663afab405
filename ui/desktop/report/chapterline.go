package report

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"redthread/ui/desktop/look"
)

// chapterParts is how many objects draw a row of the list.
const chapterParts = 11

// chapterLine draws one row of the list of sections.
type chapterLine struct {
	ground, bar, rule, ring, box *canvas.Rectangle
	short, long                  *canvas.Line // the tick
	title, page, up, down        *canvas.Text
	whole                        string // the title before it is cut
}

func newChapterLine() *chapterLine {
	rect := func(corner float32) *canvas.Rectangle {
		r := canvas.NewRectangle(color.Transparent)
		r.CornerRadius = corner
		return r
	}
	text := func(size float32) *canvas.Text {
		t := canvas.NewText("", color.Transparent)
		t.TextSize = size
		return t
	}
	line := func() *canvas.Line {
		l := canvas.NewLine(color.Transparent)
		l.StrokeWidth = 2
		return l
	}
	return &chapterLine{
		ground: rect(0), bar: rect(0), rule: rect(0), ring: rect(look.Step), box: rect(3),
		short: line(), long: line(),
		title: text(look.TextSize), page: text(look.SmallSize), up: text(9), down: text(9),
	}
}

func (c *chapterLine) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.ground, c.bar, c.rule, c.box, c.short, c.long, c.title, c.page, c.up, c.down, c.ring}
}

func (c *chapterLine) show(yes bool) {
	for _, o := range c.objects() {
		if yes != o.Visible() {
			if yes {
				o.Show()
			} else {
				o.Hide()
			}
		}
	}
}

func (c *chapterLine) draw(l *sectionList, i int, v fyne.ThemeVariant) {
	row := l.rows[i]
	selected, hovered := i == l.selected, i == l.hovered
	c.ground.FillColor = look.Surface(v)
	switch {
	case selected, i == l.drag:
		c.ground.FillColor = look.Selection(v)
	case hovered:
		c.ground.FillColor = look.Ground(v)
	}
	c.bar.FillColor = look.Thread(v)
	c.bar.Hidden = !selected
	c.rule.FillColor = look.Hairline(v)
	c.ring.StrokeColor, c.ring.StrokeWidth = look.Muted(v), 2
	c.ring.Hidden = !(l.focused && !l.byMouse && (selected || l.selected == noRow && i == 0))
	c.box.StrokeColor, c.box.StrokeWidth = look.Muted(v), 1
	c.box.FillColor = look.Surface(v)
	for _, t := range []*canvas.Line{c.short, c.long} {
		t.StrokeColor = look.Ink(v)
		t.Hidden = !row.on
	}
	c.whole, c.title.Color = row.title, look.Ink(v)
	c.page.Text, c.page.Color = "", look.Muted(v)
	if row.page > 0 {
		c.page.Text = "p. " + strconv.Itoa(row.page)
	}
	if !row.on {
		c.title.Color = look.Muted(v)
	}
	arrows := selected || hovered
	c.page.Hidden = arrows
	c.up.Text, c.up.Color, c.up.Hidden = "▲", look.Muted(v), !arrows || i == 0
	c.down.Text, c.down.Color, c.down.Hidden = "▼", look.Muted(v), !arrows || i == len(l.rows)-1
	for _, o := range c.objects() {
		o.Refresh()
	}
}

func (c *chapterLine) layout(y, width float32) {
	put := func(o fyne.CanvasObject, x, top, w, h float32) {
		o.Move(fyne.NewPos(x, y+top))
		o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
	}
	put(c.ground, 0, 0, width, chapterHeight)
	put(c.bar, 0, 0, 3, chapterHeight-1)
	put(c.rule, 0, chapterHeight-1, width, 1)
	put(c.ring, 4, 2, width-6, chapterHeight-5)
	top := (chapterHeight - 1 - tickSize) / 2
	put(c.box, tickAt, top, tickSize, tickSize)
	stroke := func(l *canvas.Line, x1, y1, x2, y2 float32) {
		l.Position1, l.Position2 = fyne.NewPos(tickAt+x1, y+top+y1), fyne.NewPos(tickAt+x2, y+top+y2)
	}
	stroke(c.short, 3, 7, 6, 10.5)
	stroke(c.long, 6, 10.5, 11, 3.5)
	middle := func(t *canvas.Text, x float32) {
		size := t.MinSize()
		put(t, x, (chapterHeight-1-size.Height)/2, size.Width, size.Height)
	}
	room := width - titleAt - 12
	if !c.page.Hidden && c.page.Text != "" {
		room -= c.page.MinSize().Width + 12
	} else if !c.up.Hidden || !c.down.Hidden {
		room -= 2 * arrowWide
	}
	c.title.Text = cut(c.whole, room)
	middle(c.title, titleAt)
	middle(c.page, width-16-c.page.MinSize().Width)
	middle(c.up, width-8-2*arrowWide+(arrowWide-c.up.MinSize().Width)/2)
	middle(c.down, width-8-arrowWide+(arrowWide-c.down.MinSize().Width)/2)
}

// cut shortens a title to a width with an ellipsis.
func cut(s string, width float32) string {
	fits := func(s string) bool {
		return fyne.MeasureText(s, look.TextSize, fyne.TextStyle{}).Width <= width
	}
	if width <= 0 || fits(s) {
		return s
	}
	runes := []rune(s)
	for len(runes) > 1 && !fits(string(runes)+"…") {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimSpace(string(runes)) + "…"
}
