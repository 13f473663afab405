package pdfdoc

import "strconv"

// frameCtx is where a block lays itself out: the column of text it may fill and
// the structure element it belongs to.
type frameCtx struct {
	set      setter
	job      *job
	x, width float64 // left edge and width of the column
	height   float64 // of the text area of a page
	parent   *elem
}

// within narrows the column.
func (c frameCtx) within(left, right float64, parent *elem) frameCtx {
	c.x, c.width, c.parent = c.x+left, c.width-left-right, parent
	return c
}

// lay lays out the blocks of a flow one below the other.
func (f *Flow) lay(c frameCtx) []slab {
	var out []slab
	for _, b := range f.blocks {
		out = append(out, b.lay(c)...)
	}
	if len(f.pending) > 0 {
		out = append(out, slab{marks: f.pending})
	}
	return out
}

func (m marked) lay(c frameCtx) []slab {
	slabs := m.block.lay(c)
	if len(slabs) == 0 {
		slabs = []slab{{keep: true}}
	}
	slabs[0].marks = append(append([]mark(nil), m.marks...), slabs[0].marks...)
	return slabs
}

// textItem is a set line on its slab.
type textItem struct {
	line     line
	x        float64
	baseline float64 // below the top of the slab
	elem     *elem   // nil: not part of the text
}

func (t textItem) paint(p *painter, top float64) {
	p.line(t.line, t.x, top+t.baseline, t.elem)
}

// ruleItem is a straight hairline or bar across its slab.
type ruleItem struct {
	x, width, y, thickness float64
	color                  Color
}

func (r ruleItem) paint(p *painter, top float64) {
	p.artifact("")
	p.rect(r.x, top+r.y, r.width, r.thickness, r.color)
}

// textSlabs makes one slab a line. The first two and the last two lines stay
// together, so that no page begins or ends with a single line of a paragraph.
func textSlabs(ls []line, ts textStyle, x float64, e *elem) []slab {
	out := make([]slab, len(ls))
	for i, l := range ls {
		out[i] = slab{
			height: ts.lineHeight(),
			items:  []item{textItem{line: l, x: x, baseline: ts.baseline(), elem: e}},
			keep:   i == 0 || i == len(ls)-2,
		}
	}
	out[0].before = ts.before
	out[len(ls)-1].after = ts.after
	out[len(ls)-1].keep = ts.keepNext
	return out
}

type paragraph struct {
	style Style
	spans []Span
}

func (b paragraph) lay(c frameCtx) []slab {
	ts := b.style.text()
	e := c.parent.child(ts.tag)
	x, width := c.x+ts.indent, c.width-ts.indent
	slabs := textSlabs(lines(c.set.boxes(ts, b.spans), width), ts, x, e)
	if b.style == Quote {
		fr := &frame{x: c.x, bar: true, slabs: len(slabs)}
		for i := range slabs {
			slabs[i].frames = []*frame{fr}
		}
	}
	return slabs
}

type reference struct {
	n     int
	spans []Span
}

func (b reference) lay(c frameCtx) []slab {
	const hang = 26
	ts := Small.text()
	ts.color, ts.after = Ink, 6
	e := c.parent.child("P")
	mark := lines(c.set.boxes(ts, []Span{Text(strconv.Itoa(b.n) + " ").Colour(Thread).Bold()}), hang)
	slabs := textSlabs(lines(c.set.boxes(ts, b.spans), c.width-hang), ts, c.x+hang, e)
	first := textItem{line: mark[0], x: c.x, baseline: ts.baseline(), elem: e}
	slabs[0].items = append([]item{first}, slabs[0].items...)
	return slabs
}

type rule struct{}

func (rule) lay(c frameCtx) []slab {
	return []slab{{height: 0.6, before: 8, after: 8, items: []item{
		ruleItem{x: c.x, width: c.width, thickness: 0.6, color: Hairline},
	}}}
}

type space struct{ height float64 }

func (s space) lay(frameCtx) []slab { return []slab{{before: s.height}} }

type pageBreak struct{}

func (pageBreak) lay(frameCtx) []slab { return []slab{{newPage: true}} }

type note struct{ inner Flow }

func (b note) lay(c frameCtx) []slab {
	const side, pad = 12.0, 9.0
	inner := b.inner.lay(c.within(side, side, c.parent.child("Div")))
	if len(inner) == 0 {
		return nil
	}
	inner[0].before = 0
	inner[len(inner)-1].after, inner[len(inner)-1].keep = 0, true
	out := append([]slab{{height: pad, before: 8, keep: true}}, inner...)
	out = append(out, slab{height: pad, after: 14})
	fr := &frame{x: c.x, width: c.width, fill: true, line: true, overhang: pad, slabs: len(out)}
	for i := range out {
		out[i].frames = append([]*frame{fr}, out[i].frames...)
	}
	return out
}

type together struct{ inner Flow }

func (b together) lay(c frameCtx) []slab {
	inner := b.inner.lay(c)
	for i := 0; i < len(inner)-1; i++ {
		inner[i].keep = true
	}
	return inner
}
