package figures

import (
	"image/color"

	"redthread/store"
)

// All geometry of a panel is worked out here, in points from the lower left corner of the
// figure. The painter draws a scene, tests look at it, clicks are found in it.

// box is a rectangle with its sides.
type box struct{ left, bottom, right, top float64 }

func (b box) overlaps(c box) bool {
	return b.left < c.right && c.left < b.right && b.bottom < c.top && c.bottom < b.top
}

func (b box) grown(by float64) box { return box{b.left - by, b.bottom - by, b.right + by, b.top + by} }

// textItem is a line of text; x and y are the left end of its baseline.
type textItem struct {
	text   string
	kind   weight
	color  color.NRGBA
	x, y   float64
	box    box
	ground bool // a patch of the surface behind it keeps grid lines out of the letters
}

// markItem is the mark of one observation.
type markItem struct {
	basis               Basis
	x0, x1, y           float64 // ends of the solid part and its middle line
	softLow, softHigh   bool    // the source says "about"
	arrowLow, arrowHigh bool    // open
	none                bool    // nothing is known of the amount
	box                 box
}

// dashItem is the line of a gap.
type dashItem struct{ x0, x1, y float64 }

// scene is a panel, placed.
type scene struct {
	grid  []float64 // x of the grid lines
	data  box
	texts []textItem
	marks []markItem
	gaps  []dashItem
	hits  []Hit // from the lower left; turned over by the figure
}

// Hit is a place on a figure that leads to a source. Rect is in points from the
// upper left corner, in the units of the width that was asked for.
type Hit struct {
	Rect      Rect
	Entity    store.ID // the observation
	Statement store.ID
	Source    store.ID // zero: the amount is unsourced
	Passage   int
	Citation  bool   // the "[1]" beside a mark, not the mark itself
	Text      string // what the mark shows, with its hedge, in one line
}

// Rect is a rectangle with its upper left corner at X, Y; Y grows downwards.
type Rect struct{ X, Y, W, H float64 }

// Contains tells whether a point lies in the rectangle.
func (r Rect) Contains(x, y float64) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// Measures of a panel, in points.
const (
	markHeight = 11
	softEnd    = 7
	arrowLong  = 26
	labelGap   = 14 // between the labels and the axis
	laneHeight = 32
	headHeight = 26
)

// part is a run of slots of one panel that is drawn on one figure.
type part struct {
	*panel
	slots   []placedSlot
	heights float64 // of all slots
	labels  float64 // width of the column of labels
}

type placedSlot struct {
	slot
	height, middle float64  // middle: of the mark, from the bottom of the slot
	label, below   []string // lines of the label, and the smaller lines under it
}

// place lays a slot out, given the width of the labels and the height of a plain row.
func (ts typeset) place(s slot, below string, width, row float64) placedSlot {
	p := placedSlot{slot: s}
	switch {
	case s.gap != nil:
		p.height, p.middle = laneHeight, 9
	case s.row == nil:
		p.height = headHeight
	default:
		p.label = ts.Wrap(labelType, s.row.Label, width)
		p.below = ts.Wrap(smallType, below, width)
		block := blockHeight(p.label, p.below)
		p.middle = max(row*0.36, block/2+3)
		p.height = max(row, p.middle+max(26, block/2+3))
	}
	return p
}

func blockHeight(label, below []string) float64 {
	return leading * (float64(len(label))*labelType.Size + float64(len(below))*smallType.Size)
}

// scene places a part whose data area is given.
func (ts typeset) scene(pt *part, data box, colors palette) scene {
	s := scene{data: data}
	at := func(v float64) float64 {
		return data.left + (v-pt.min)/(pt.max-pt.min)*(data.right-data.left)
	}
	for _, tick := range pt.ticks {
		s.grid = append(s.grid, at(tick))
	}
	top := data.top
	for _, slot := range pt.slots {
		bottom := top - slot.height
		switch {
		case slot.gap != nil:
			ts.placeGap(&s, slot, at, bottom+slot.middle, colors)
		case slot.row == nil:
			s.texts = append(s.texts, ts.line(slot.place, headType, colors.ink, data.left-labelGap-pt.labels, bottom+8))
		default:
			ts.placeRow(&s, pt, slot, at, bottom+slot.middle, colors)
		}
		top = bottom
	}
	return s
}

// line makes a text item whose baseline begins at x, y.
func (ts typeset) line(text string, t weight, c color.NRGBA, x, y float64) textItem {
	text = ts.Drawable(text)
	return textItem{
		text: text, kind: t, color: c, x: x, y: y,
		box: box{x, y - t.Size*descent, x + ts.Width(t, text), y + t.Size*ascent},
	}
}

// moved shifts a text sideways.
func (t textItem) moved(dx float64) textItem {
	t.x += dx
	t.box.left += dx
	t.box.right += dx
	return t
}

// within moves a text so that it stays between two sides.
func (t textItem) within(left, right float64) textItem {
	if over := t.box.right - right; over > 0 {
		t = t.moved(-over)
	}
	if under := left - t.box.left; under > 0 {
		t = t.moved(under)
	}
	return t
}

func (ts typeset) placeRow(s *scene, pt *part, slot placedSlot, at func(float64) float64, y float64, colors palette) {
	o := slot.row
	ts.placeLabel(s, pt, slot, y, colors)
	m := markOf(o, at, s.data)
	m.y = y
	m.box = box{m.x0, y - markHeight/2, m.x1, y + markHeight/2}
	if m.x0 == m.x1 { // a point is drawn as wide as it is high
		m.box.left, m.box.right = m.x0-markHeight/2, m.x1+markHeight/2
	}
	if m.softLow {
		m.box.left -= softEnd
	}
	if m.softHigh {
		m.box.right += softEnd
	}
	if m.arrowLow {
		m.box.left = max(s.data.left, m.box.left-arrowLong)
	}
	if m.arrowHigh {
		m.box.right += arrowLong
	}
	s.marks = append(s.marks, m)

	shown := showAmount(o.Drawn.Amount)
	if o.Disputed {
		shown += " (disputed)"
	}
	text := ts.line(shown, valueType, colors.ink, 0, m.box.top+6)
	text.ground = true
	s.texts = append(s.texts, text.moved((m.x0+m.x1)/2-text.box.right/2).within(s.data.left+2, s.data.right))
	s.hit(o, m.box.grown(4), nil, shown)
	ts.placeMarks(s, o, m, y, shown, colors)
}

// placeMarks puts the citation marks to the right of a mark, or to its left
// where the figure ends.
func (ts typeset) placeMarks(s *scene, o *Observation, m markItem, y float64, shown string, colors palette) {
	var items []textItem
	var marks []Mark
	x := m.box.right + 7
	baseline := y - smallType.Size*0.32
	if len(o.Marks) == 0 {
		items, marks = append(items, ts.line(unsourced, smallType, colors.muted, x, baseline)), append(marks, Mark{})
	}
	for _, mark := range o.numbers() {
		item := ts.line(Mark{Number: mark.Number}.String(), smallType, colors.thread, x, baseline)
		items, marks = append(items, item), append(marks, mark)
		x = item.box.right + 4
	}
	shift := 0.0
	if over := items[len(items)-1].box.right - s.data.right - citeRoom; over > 0 {
		shift = m.box.left - 7 - items[len(items)-1].box.right
	}
	for i, item := range items {
		item.ground = true
		item = item.moved(shift)
		s.texts = append(s.texts, item)
		s.hit(o, item.box.grown(2), &marks[i], shown)
	}
}

// citeRoom is the margin at the right of the axis, wide enough for one citation.
const citeRoom = 26

// hit notes where a mark, or with a citation its citation, can be clicked.
func (s *scene) hit(o *Observation, b box, citation *Mark, shown string) {
	var m Mark
	switch {
	case citation != nil:
		m = *citation
	case len(o.Marks) > 0:
		m = o.Marks[0]
	}
	text := o.Label + ": " + shown + " " + o.cited()
	if o.Hedge != "" {
		text += " (" + o.Hedge + ")"
	}
	s.hits = append(s.hits, Hit{
		Rect:   Rect{X: b.left, Y: b.top, W: b.right - b.left, H: b.top - b.bottom},
		Entity: o.Entity, Statement: o.Statement, Source: m.Source, Passage: m.Passage,
		Citation: citation != nil, Text: text,
	})
}

func (ts typeset) placeLabel(s *scene, pt *part, slot placedSlot, y float64, colors palette) {
	right := s.data.left - labelGap
	baseline := y + blockHeight(slot.label, slot.below)/2
	put := func(lines []string, t weight, c color.NRGBA) {
		for _, l := range lines {
			baseline -= leading * t.Size
			item := ts.line(l, t, c, 0, baseline+0.3*t.Size)
			s.texts = append(s.texts, item.moved(right-item.box.right))
		}
	}
	put(slot.label, labelType, colors.ink)
	put(slot.below, smallType, colors.muted)
}

// markOf spans the known bounds of an amount. Of an open amount the mark is its
// one known bound and an arrow.
func markOf(o *Observation, at func(float64) float64, data box) markItem {
	e := endsOf(o.Drawn.Amount)
	m := markItem{basis: o.Basis}
	switch {
	case e.hasLow && e.hasHigh:
		m.x0, m.x1 = at(e.low), at(e.high)
		m.softLow, m.softHigh = e.aboutLow, e.aboutHigh
	case e.hasLow:
		m.x0, m.softLow, m.arrowHigh = at(e.low), e.aboutLow, true
		m.x1 = m.x0
	case e.hasHigh:
		m.x1, m.softHigh, m.arrowLow = at(e.high), e.aboutHigh, true
		m.x0 = m.x1
	default:
		m.none = true
		m.x0, m.x1 = data.left+2, data.left+2
	}
	return m
}

func (ts typeset) placeGap(s *scene, slot placedSlot, at func(float64) float64, y float64, colors palette) {
	paid, declared := markOf(slot.gap.Paid, at, s.data), markOf(slot.gap.Declared, at, s.data)
	x0, x1 := declared.x1, paid.x0
	if paid.x1 < declared.x0 {
		x0, x1 = paid.x1, declared.x0
	}
	if x1 <= x0 { // the two overlap: the line spans both
		x0, x1 = min(paid.x0, declared.x0), max(paid.x1, declared.x1)
	}
	s.gaps = append(s.gaps, dashItem{x0, x1, y})
	text := ts.line(slot.gap.Label, gapType, colors.thread, 0, y+6)
	text.ground = true
	s.texts = append(s.texts, text.moved((x0+x1)/2-text.box.right/2).within(s.data.left+2, s.data.right+citeRoom))
}
