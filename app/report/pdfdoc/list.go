package pdfdoc

import "strconv"

type bullets struct{ items []Item }

func (b bullets) lay(c frameCtx) []slab {
	slabs := layItems(c, b.items, c.parent.child("L"))
	if len(slabs) > 0 {
		slabs[0].before = 2
		slabs[len(slabs)-1].after = Body.text().after
	}
	return slabs
}

func layItems(c frameCtx, items []Item, list *elem) []slab {
	const indent = 14
	list.list = true
	ts := Body.text()
	ts.after = 3
	var out []slab
	for _, it := range items {
		li := list.child("LI")
		label, body := li.child("Lbl"), li.child("LBody")
		inner := c.within(indent, 0, body)
		slabs := textSlabs(lines(c.set.boxes(ts, it.Spans), inner.width), ts, inner.x, body)
		dot := lines(c.set.boxes(ts, []Span{Soft("• ")}), indent)
		mark := textItem{line: dot[0], x: c.x + 2, baseline: ts.baseline(), elem: label}
		slabs[0].items = append([]item{mark}, slabs[0].items...)
		out = append(out, slabs...)
		if len(it.Items) > 0 {
			out = append(out, layItems(inner, it.Items, body.child("L"))...)
		}
	}
	return out
}

type contents struct {
	title string
	depth int
}

// lay lists every heading of the document. The numbers of the pages are not
// known yet; they have a column of their own and are filled in when painted.
func (b contents) lay(c frameCtx) []slab {
	const numbers, step = 36, 14
	out := paragraph{style: H1, spans: []Span{Text(b.title)}}.lay(c)
	toc := c.parent.child("TOC")
	for _, h := range c.job.headings {
		if !h.listed || h.level > b.depth {
			continue
		}
		ts := Body.text()
		ts.after = 2
		if h.level == 1 {
			ts.bold, ts.before, ts.after = true, 8, 3
		}
		left := float64(h.level-1) * step
		e := toc.child("TOCI")
		ls := lines(c.set.boxes(ts, []Span{Text(h.text)}), c.width-left-numbers)
		to := &link{anchor: headingAnchor(c.job, h)}
		for i := range ls {
			for j := range ls[i].runs {
				ls[i].runs[j].attr.link = to
			}
		}
		slabs := textSlabs(ls, ts, c.x+left, e)
		last := &slabs[len(slabs)-1]
		last.items = append(last.items, pageItem{
			head: h, style: ts, link: to, elem: e,
			from: c.x + left + ls[len(ls)-1].width, right: c.x + c.width,
		})
		for i := range slabs {
			slabs[i].keep = i < len(slabs)-1
		}
		out = append(out, slabs...)
	}
	return out
}

// pageItem is the page number of a contents line, with its leader.
type pageItem struct {
	head        *heading
	style       textStyle
	link        *link
	elem        *elem
	from, right float64
}

func (t pageItem) paint(p *painter, top float64) {
	number := strconv.Itoa(p.job.book.headings[t.head].page + 1)
	ts := t.style
	ts.bold, ts.color = t.head.level == 1, Muted
	l := lines(p.job.set.boxes(ts, []Span{Text(" " + number)}), 1e6)[0]
	for i := range l.runs {
		l.runs[i].attr.link = t.link
	}
	x := t.right - l.width
	if gap := x - t.from; gap > 16 {
		p.artifact("")
		p.dots(t.from+8, x-6, top+ts.baseline()-1)
	}
	p.line(l, x, top+ts.baseline(), t.elem)
}
