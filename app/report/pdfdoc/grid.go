package pdfdoc

import (
	"fmt"
	"slices"
)

const (
	cellSide  = 5.0 // space left and right of the text of a cell
	cellAbove = 4.0 // and above and below it
	hairline  = 0.6
)

// cellLines is a cell set in its column.
type cellLines struct {
	lines []line
	align Align
	x     float64 // of the column's text
	width float64
	style textStyle
	elem  *elem
}

func (t Table) style() textStyle {
	ts := Body.text()
	ts.size = 9
	if t.Small {
		ts.size = 8
	}
	return ts
}

func (t Table) lay(c frameCtx) []slab {
	if len(t.Columns) == 0 {
		return nil
	}
	ts := t.style()
	headStyle := ts
	headStyle.size, headStyle.color = ts.size-0.8, Muted

	heads := make([][]box, len(t.Columns))
	for i, col := range t.Columns {
		heads[i] = c.set.boxes(headStyle, []Span{Text(col.Head)})
	}
	body := make([][][]box, len(t.Rows))
	for i, row := range t.Rows {
		if len(row) > len(t.Columns) {
			c.job.fail(fmt.Errorf("a table row has %d cells for %d columns", len(row), len(t.Columns)))
			return nil
		}
		body[i] = make([][]box, len(t.Columns))
		for j, cell := range row {
			body[i][j] = c.set.boxes(ts, cell)
		}
	}
	widths := columnWidths(t.Columns, heads, body, c.width)

	table := c.parent.child("Table")
	row := func(cells [][]box, style textStyle, tag string) []cellLines {
		tr := table.child("TR")
		out := make([]cellLines, len(cells))
		x := c.x
		for i, boxes := range cells {
			e := tr.child(tag)
			e.scope = map[string]string{"TH": "Column"}[tag]
			out[i] = cellLines{
				lines: lines(boxes, widths[i]-2*cellSide), align: t.Columns[i].Align,
				x: x + cellSide, width: widths[i] - 2*cellSide, style: style, elem: e,
			}
			x += widths[i]
		}
		return out
	}

	head := rowSlabs(c, row(heads, headStyle, "TH"), headStyle)
	for i := range head {
		head[i].keep = true
	}
	out := append([]slab(nil), head...)
	for r, cells := range body {
		slabs := rowSlabs(c, row(cells, ts, "TD"), ts)
		if len(slabs) == 1 {
			slabs[0].keep = r == 0 || r == len(body)-2 // no row alone on a page
		}
		for i := range slabs {
			slabs[i].head = &head
		}
		out = append(out, slabs...)
	}
	out[0].before, out[len(out)-1].after = 6, 12
	out[len(out)-1].keep = false
	return out
}

// rowSlabs makes a row one slab with a hairline below it. A row taller than
// half a page becomes a slab a line, so that it can run over pages.
func rowSlabs(c frameCtx, cells []cellLines, ts textStyle) []slab {
	deep := 1
	for _, cell := range cells {
		deep = max(deep, len(cell.lines))
	}
	lh := ts.lineHeight()
	below := ruleItem{x: c.x, width: c.width, thickness: hairline, color: Hairline}
	if deep < 3 || float64(deep)*lh < c.height/2 {
		s := slab{height: float64(deep)*lh + 2*cellAbove}
		for _, cell := range cells {
			for i := range cell.lines {
				s.items = append(s.items, cell.item(i, cellAbove+float64(i)*lh))
			}
		}
		below.y = s.height - hairline
		s.items = append(s.items, below)
		return []slab{s}
	}
	out := make([]slab, deep)
	for i := range out {
		out[i].height = lh
		y := 0.0
		if i == 0 {
			out[i].height, y, out[i].keep = lh+cellAbove, cellAbove, true
		}
		for _, cell := range cells {
			if i < len(cell.lines) {
				out[i].items = append(out[i].items, cell.item(i, y))
			}
		}
	}
	last := &out[deep-1]
	last.height += cellAbove
	below.y = last.height - hairline
	last.items = append(last.items, below)
	out[deep-2].keep = true
	return out
}

func (cl cellLines) item(i int, y float64) item {
	x := cl.x
	switch free := cl.width - cl.lines[i].width; cl.align {
	case Right:
		x += free
	case Centre:
		x += free / 2
	}
	return textItem{line: cl.lines[i], x: x, baseline: y + cl.style.baseline(), elem: cl.elem}
}

// columnWidths shares the width out. Columns with a stated share get it, the
// others what their content asks for. If that is too much, narrow columns keep
// their wish and the wide ones share what is left, none below its longest word.
func columnWidths(cols []Column, heads [][]box, body [][][]box, width float64) []float64 {
	const longestWord = 0.3 // of the width, beyond which a word is cut
	out := make([]float64, len(cols))
	want, least := make([]float64, len(cols)), make([]float64, len(cols))
	free, sumWant, sumLeast := width, 0.0, 0.0
	var open []int
	for i, col := range cols {
		if col.Width > 0 {
			out[i] = min(col.Width, 1) * width
			free -= out[i]
			continue
		}
		want[i], least[i] = extent(heads[i])
		for _, row := range body {
			w, l := extent(row[i])
			want[i], least[i] = max(want[i], w), max(least[i], l)
		}
		want[i] += 2 * cellSide
		least[i] = min(least[i], width*longestWord) + 2*cellSide
		sumWant += want[i]
		sumLeast += least[i]
		open = append(open, i)
	}
	for _, i := range open {
		switch {
		case sumWant <= free:
			out[i] = want[i] * free / sumWant
		case sumLeast >= free:
			out[i] = least[i] * max(free, width/4) / sumLeast
		}
	}
	if sumWant > free && sumLeast < free {
		shareOut(out, open, want, least, free)
	}
	return out
}

// shareOut settles one column after another: first those that need more than an
// equal share for their longest word, then those that want less than one. The
// rest get equal shares.
func shareOut(out []float64, open []int, want, least []float64, free float64) {
	for len(open) > 0 {
		share := free / float64(len(open))
		settle := func(fits func(i int) (float64, bool)) bool {
			for k, i := range open {
				if w, ok := fits(i); ok {
					out[i] = w
					free -= w
					open = slices.Delete(open, k, k+1)
					return true
				}
			}
			return false
		}
		if settle(func(i int) (float64, bool) { return least[i], least[i] > share }) ||
			settle(func(i int) (float64, bool) { return want[i], want[i] < share }) {
			continue
		}
		for _, i := range open {
			out[i] = share
		}
		return
	}
}

// extent is the width of the text on one line, and of its widest box.
func extent(boxes []box) (whole, widest float64) {
	cur, gap := 0.0, 0.0
	for _, b := range boxes {
		cur += gap + b.width
		gap = b.gapWide
		whole, widest = max(whole, cur), max(widest, b.width)
		if b.hard {
			cur, gap = 0, 0
		}
	}
	return whole + 0.01, widest + 0.01 // a hair, so that rounding never wraps
}

type keyValues struct{ rows []Row }

func (b keyValues) lay(c frameCtx) []slab {
	const share = 0.36 // of the width, for labels at most
	ts := Body.text()
	ts.size = 9.5
	labelStyle := ts
	labelStyle.size, labelStyle.color = 8.8, Muted

	labels := make([][]box, len(b.rows))
	wide := c.width * 0.2
	for i, row := range b.rows {
		labels[i] = c.set.boxes(labelStyle, []Span{Text(row.Label)})
		whole, _ := extent(labels[i])
		wide = max(wide, whole+14)
	}
	wide = min(wide, c.width*share)
	table := c.parent.child("Table")
	var out []slab
	for i, row := range b.rows {
		tr := table.child("TR")
		th := tr.child("TH")
		th.scope = "Row"
		td := tr.child("TD")
		label := cellLines{lines: lines(labels[i], wide-14), x: c.x, style: labelStyle, elem: th}
		var all []Span
		for i, v := range row.Values {
			if i > 0 {
				all = append(all, Text("\n"))
			}
			all = append(all, v...)
		}
		value := cellLines{lines: lines(c.set.boxes(ts, all), c.width-wide), x: c.x + wide, style: ts, elem: td}
		out = append(out, rowSlabs(c, []cellLines{label, value}, ts)...)
	}
	if len(out) > 0 {
		out[0].before, out[len(out)-1].after = 4, 12
		out[0].keep = len(out) > 1 // a first row alone looks lost
	}
	return out
}
