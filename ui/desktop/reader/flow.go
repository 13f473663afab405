package reader

import "strings"

// measures are the distances of the page, which follow the size of the text.
type measures struct {
	line      float32 // from one line to the next
	gap       float32 // below a passage
	rowGap    float32 // below a row of a table
	pageGap   float32 // above a passage where a page begins
	titleGap  float32 // above the title of a section
	titleLine float32
	foldLine  float32 // the line that opens what is folded
}

func measuresOf(size float32) measures {
	line := round(size * 1.65)
	return measures{
		line: line, gap: round(line * 0.75), rowGap: 9, pageGap: 30,
		titleGap: 12, titleLine: round(line * 1.5), foldLine: round(line * 1.5),
	}
}

// round is for distances, which are not below zero.
func round(f float32) float32 { return float32(int(f + 0.5)) }

// flow is a text in a column: where each passage stands, as far as it is
// known. Passages are counted by their index.
type flow struct {
	text    Text
	meter   *meter
	size    measures
	width   float32 // of the column
	laid    []*layout
	known   []bool // the height is measured, not estimated
	tall    *heights
	tables  []int32 // the first row of the table that a passage is in, -1 for none
	columns map[int32]columns
	section []int32      // the section that a passage is in, -1 for none
	open    map[int]bool // sections that were unfolded
	kept    int          // layouts in memory
	card    cardPlace
}

// cardPlace is where the card stands in the flow.
type cardPlace struct {
	passage int // -1: there is none
	point   int
	height  float32 // with the room around it
}

// mostKept is how many layouts are kept before those out of sight are dropped.
const mostKept = 3000

func newFlow(t Text, m *meter, width float32) *flow {
	f := &flow{text: t, meter: m, size: measuresOf(m.size), open: map[int]bool{}}
	f.card.passage = -1
	n := len(t.Passages)
	f.tables, f.section = make([]int32, n), make([]int32, n)
	now, next := int32(-1), 0
	for i := range f.section {
		for next < len(t.Sections) && t.Sections[next].First <= i {
			now = int32(next)
			next++
		}
		f.section[i] = now
	}
	for i := range t.Passages {
		f.tables[i] = -1
		if strings.IndexByte(t.Passages[i].Text, '\t') >= 0 {
			f.tables[i] = int32(i)
			if i > 0 && f.tables[i-1] >= 0 && !f.begins(i) {
				f.tables[i] = f.tables[i-1]
			}
		}
	}
	f.setWidth(width)
	return f
}

// begins reports whether a section begins at a passage.
func (f *flow) begins(i int) bool {
	s := f.section[i]
	return s >= 0 && f.text.Sections[s].First == i
}

// setWidth forgets all layouts and estimates the heights for another width.
func (f *flow) setWidth(width float32) {
	f.width = width
	n := len(f.text.Passages)
	f.laid, f.known, f.kept = make([]*layout, n), make([]bool, n), 0
	f.columns = map[int32]columns{}
	f.guess()
}

// guess estimates all heights from the width of a byte in a few passages.
func (f *flow) guess() {
	n := len(f.text.Passages)
	each := make([]float32, n)
	var wide float32
	var seen int
	for i := 0; i < n; i += max(n/40, 1) {
		s := f.text.Passages[i].Text
		s = s[:byteOf(s, 80)]
		wide, seen = wide+f.meter.width(s), seen+len(s)
	}
	perByte := f.meter.size / 2
	if seen > 0 {
		perByte = wide / float32(seen)
	}
	// Words do not fill lines: the last one is half empty, the others lack
	// half a word.
	room := max(f.width-3*f.meter.size, f.width/2)
	for i := range each {
		lines := 1 + float32(len(f.text.Passages[i].Text))*perByte/room
		each[i] = f.above(i) + f.below(i)
		if !f.folded(i) {
			each[i] += float32(int(lines)) * f.size.line
		}
	}
	f.tall = newHeights(each)
}

// rest reports whether a passage is in what stands around the text.
func (f *flow) rest(i int) bool {
	s := f.section[i]
	return s >= 0 && f.text.Sections[s].Rest
}

// folded reports whether a passage is not shown.
func (f *flow) folded(i int) bool { return f.rest(i) && !f.open[int(f.section[i])] }

// breaks reports whether a new page begins at a passage that is shown.
func (f *flow) breaks(i int) bool {
	p := f.text.Passages[i].Page
	return p > 1 && !f.folded(i) && (i == 0 || f.text.Passages[i-1].Page != p)
}

// above is the room above the first line of a passage.
func (f *flow) above(i int) float32 {
	var h float32
	if f.breaks(i) {
		h += f.size.pageGap
	}
	if f.begins(i) {
		switch {
		case f.rest(i):
			h += f.size.foldLine + f.size.rowGap
		case f.text.Sections[f.section[i]].Title != "":
			h += f.size.titleGap + f.size.titleLine
		}
	}
	return h
}

// below is the room below the last line of a passage.
func (f *flow) below(i int) float32 {
	switch {
	case f.folded(i):
		return 0
	case f.tables[i] >= 0 && i+1 < len(f.tables) && f.tables[i+1] == f.tables[i]:
		return f.size.rowGap
	}
	return f.size.gap
}

// lay returns the layout of a passage, and corrects its height.
func (f *flow) lay(i int) *layout {
	if l := f.laid[i]; l != nil {
		return l
	}
	var l layout
	text := f.text.Passages[i].Text
	if c := f.columnsOf(i); c.x != nil {
		l = f.meter.layRow(text, c)
	} else {
		l = f.meter.lay(text, f.width)
	}
	f.laid[i] = &l
	f.kept++
	f.settle(i)
	return &l
}

// settle gives a passage that is laid out its true height.
func (f *flow) settle(i int) {
	h := f.above(i) + f.below(i)
	if !f.folded(i) {
		h += float32(f.laid[i].rows)*f.size.line + f.cardBelow(i)
	}
	f.tall.set(i, h)
	f.known[i] = true
}

// height returns the true height of a passage.
func (f *flow) height(i int) float32 {
	if !f.known[i] {
		if f.folded(i) {
			f.tall.set(i, f.above(i)+f.below(i))
			f.known[i] = true
		} else {
			f.lay(i)
		}
	}
	return f.tall.each[i]
}

// columnsOf returns the columns of the table that a passage is a row of.
func (f *flow) columnsOf(i int) columns {
	t := f.tables[i]
	if t < 0 {
		return columns{}
	}
	c, ok := f.columns[t]
	if !ok {
		var rows []string
		for k := int(t); k < len(f.tables) && f.tables[k] == t && len(rows) < tableSample; k++ {
			rows = append(rows, f.text.Passages[k].Text)
		}
		if len(rows) > 1 {
			c = f.meter.fitColumns(rows, f.width)
		}
		f.columns[t] = c
	}
	return c
}

// trim drops layouts that are far from the passages from first to last, when
// too many are in memory. Their heights stay.
func (f *flow) trim(first, last int) {
	if f.kept <= mostKept {
		return
	}
	for i := range f.laid {
		if f.laid[i] != nil && (i < first-200 || i > last+200) {
			f.laid[i] = nil
			f.kept--
		}
	}
}

// setOpen folds or unfolds a section.
func (f *flow) setOpen(section int, open bool) {
	if f.open[section] == open {
		return
	}
	f.open[section] = open
	perLine := f.width / f.meter.size * 2
	for i := f.text.Sections[section].First; i < len(f.section) && f.section[i] == int32(section); i++ {
		f.known[i] = false
		h := f.above(i) + f.below(i)
		if open {
			h += float32(1+int(float32(len(f.text.Passages[i].Text))/perLine)) * f.size.line
		}
		f.tall.set(i, h)
		if f.laid[i] != nil {
			f.laid[i] = nil
			f.kept--
		}
	}
}

// cardRow returns the row of a passage under which the card stands.
func (f *flow) cardRow(i int) int {
	l := f.lay(i)
	return l.lines[l.lineOf(f.card.point)].row
}

func (f *flow) cardBelow(i int) float32 {
	if f.card.passage == i {
		return f.card.height
	}
	return 0
}

// setCard moves the card, or takes it away with a place of passage -1.
func (f *flow) setCard(c cardPlace) {
	was := f.card.passage
	f.card = c
	for _, i := range []int{was, c.passage} {
		if i >= 0 && i < len(f.laid) {
			f.lay(i)
			f.settle(i)
		}
	}
}

// rowTop returns where a row of a passage begins, from the top of the passage.
func (f *flow) rowTop(i, row int) float32 {
	y := f.above(i) + float32(row)*f.size.line
	if f.card.passage == i && row > f.cardRow(i) {
		y += f.card.height
	}
	return y
}

// rowAt returns the row at a distance from the top of a passage.
func (f *flow) rowAt(i int, y float32) int {
	y -= f.above(i)
	l := f.lay(i)
	if f.card.passage == i {
		if end := float32(f.cardRow(i)+1) * f.size.line; y > end {
			y = max(y-f.card.height, end-1)
		}
	}
	return min(max(int(y/f.size.line), 0), l.rows-1)
}

// index returns the index of the passage of a number.
func (f *flow) index(number int) (int, bool) {
	low, high := 0, len(f.text.Passages)
	for low < high {
		mid := (low + high) / 2
		if f.text.Passages[mid].Number < number {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(f.text.Passages) && f.text.Passages[low].Number == number {
		return low, true
	}
	return 0, false
}
