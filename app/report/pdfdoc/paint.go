package pdfdoc

import (
	"fmt"
	"strconv"
)

// painter writes the content stream of one page.
type painter struct {
	job    *job
	page   int
	buf    []byte
	tagged []*elem // by MCID
	open   *elem   // the element whose content is being written
	art    string  // the artifact being written, "" for none
	fill   Color
	filled bool
	annots []int
}

// tag makes what follows content of e.
func (p *painter) tag(e *elem) {
	if p.open == e {
		return
	}
	p.untag()
	k := kid{page: p.page, mcid: len(p.tagged)}
	if e.kind == "Figure" { // its caption was added before it was drawn
		e.kids = append([]kid{k}, e.kids...)
	} else {
		e.kids = append(e.kids, k)
	}
	p.tagged = append(p.tagged, e)
	p.buf = appendf(p.buf, "/%s<</MCID %d>>BDC\n", e.kind, k.mcid)
	p.open = e
}

// artifact makes what follows decoration. Kind is "", "Header" or "Footer".
func (p *painter) artifact(kind string) {
	begin := "/Artifact BMC\n"
	if kind != "" {
		begin = fmt.Sprintf("/Artifact<</Type/Pagination/Subtype/%s>>BDC\n", kind)
	}
	if p.art == begin {
		return
	}
	p.untag()
	p.buf = append(p.buf, begin...)
	p.art = begin
}

func (p *painter) untag() {
	if p.open != nil || p.art != "" {
		p.buf = append(p.buf, "EMC\n"...)
	}
	p.open, p.art = nil, ""
}

func (p *painter) save()    { p.buf = append(p.buf, "q\n"...) }
func (p *painter) restore() { p.buf = append(p.buf, "Q\n"...) }

// op writes an operator after its operands.
func (p *painter) op(name string, operands ...float64) {
	for _, v := range operands {
		p.buf = append(appendNum(p.buf, v), ' ')
	}
	p.buf = append(append(p.buf, name...), '\n')
}

// opFine is op with six decimals, for the factors of a transformation.
func (p *painter) opFine(name string, operands ...float64) {
	for _, v := range operands {
		p.buf = append(strconv.AppendFloat(p.buf, v, 'f', 6, 64), ' ')
	}
	p.buf = append(append(p.buf, name...), '\n')
}

func (p *painter) color(c Color) {
	if p.filled && p.fill == c {
		return
	}
	p.fill, p.filled = c, true
	r, g, b := c.parts()
	p.op("rg", r, g, b)
}

func (c Color) parts() (r, g, b float64) {
	return float64(c>>16&0xff) / 255, float64(c>>8&0xff) / 255, float64(c&0xff) / 255
}

// up turns a distance from the top of the page into a PDF ordinate.
func (p *painter) up(y float64) float64 { return p.job.opts.PageHeight - y }

func (p *painter) rect(x, y, width, height float64, c Color) {
	p.color(c)
	p.op("re", x, p.up(y+height), width, height)
	p.op("f")
}

// dots is the leader of a contents line.
func (p *painter) dots(from, to, y float64) {
	p.color(Hairline)
	const step = 4
	for x := float64(int(to/step) * step); x > from; x -= step {
		p.op("re", x, p.up(y), 1, 1)
	}
	p.op("f")
}

// line draws a set line with its baseline at y, and its links. Text of no
// element is an artifact and has no links.
func (p *painter) line(l line, x, y float64, e *elem) {
	type area struct {
		to          *link
		from, until float64
		size        float64
	}
	var areas []area
	for _, r := range l.runs {
		to := r.attr.link
		switch {
		case e == nil:
			p.artifact("")
		case to != nil:
			if to.elem == nil {
				to.elem = e.child("Link")
			}
			p.tag(to.elem)
			if n := len(areas); n > 0 && areas[n-1].to == to {
				areas[n-1].until = x + r.width
			} else {
				areas = append(areas, area{to: to, from: x, until: x + r.width, size: r.attr.size + r.attr.rise})
			}
		default:
			p.tag(e)
		}
		p.color(r.attr.color)
		p.show(r.face, r.attr.size, x, p.up(y-r.attr.rise), r.glyphs)
		x += r.width
	}
	for _, a := range areas {
		p.annotate(a.to, a.from, p.up(y+0.25*a.size), a.until, p.up(y-0.85*a.size))
	}
}

// show draws glyphs at a PDF position.
func (p *painter) show(f *face, size, x, y float64, glyphs []glyph) {
	const hex = "0123456789ABCDEF"
	p.buf = appendf(p.buf, "BT/%s %s Tf %s %s Td[<", f.resource, nums(size), nums(x), nums(y))
	for i, g := range glyphs {
		p.buf = append(p.buf, hex[g.cid>>12], hex[g.cid>>8&15], hex[g.cid>>4&15], hex[g.cid&15])
		if g.kern != 0 && i < len(glyphs)-1 {
			p.buf = append(appendNum(append(p.buf, '>'), float64(-g.kern)), '<')
		}
	}
	p.buf = append(p.buf, ">]TJ ET\n"...)
}

// annotate lays a link over an area of the page and ties it to its element.
func (p *painter) annotate(to *link, left, bottom, right, top float64) {
	var action []byte
	if to.anchor != "" {
		at, ok := p.job.book.anchors[to.anchor]
		if !ok {
			p.job.fail(fmt.Errorf("a link leads to %q, which is not in the document", to.anchor))
			return
		}
		action = appendf(nil, "/Dest%s", p.job.dest(at))
	} else {
		action = appendf(nil, "/A<</S/URI/URI%s>>", textString(asciiURL(to.url)))
	}
	f := p.job.file
	ref, key := f.alloc(), len(p.job.pageRefs)+len(p.job.annots)
	f.set(ref, appendf(nil, "<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F 4/P %d 0 R/StructParent %d%s>>",
		nums(left, bottom, right, top), p.job.pageRefs[p.page], key, action))
	p.job.annots = append(p.job.annots, to.elem)
	p.annots = append(p.annots, ref)
	to.elem.kids = append(to.elem.kids, kid{page: p.page, annot: ref})
}

// frames draws the boxes and bars behind the slabs of a page.
func (p *painter) frames(slabs []placed) {
	type extent struct {
		top, bottom float64
		here        int
	}
	at := make(map[*frame]*extent)
	var order []*frame
	for _, s := range slabs {
		for _, fr := range s.slab.frames {
			if at[fr] == nil {
				at[fr] = &extent{top: s.top}
				order = append(order, fr)
			}
			at[fr].bottom = s.top + s.slab.height
			at[fr].here++
		}
	}
	for _, fr := range order {
		p.artifact("")
		top, bottom := at[fr].top, at[fr].bottom
		if p.job.framed[fr] > 0 {
			top -= fr.overhang
		}
		p.job.framed[fr] += at[fr].here
		if p.job.framed[fr] < fr.slabs {
			bottom += fr.overhang
		}
		height := bottom - top
		if fr.fill {
			p.rect(fr.x, top, fr.width, height, Ground)
		}
		if fr.line {
			r, g, b := Hairline.parts()
			p.op("RG", r, g, b)
			p.op("w", hairline)
			p.op("re", fr.x, p.up(bottom), fr.width, height)
			p.op("S")
		}
		if fr.bar {
			p.rect(fr.x+2, top+1, 1.6, height-2, Hairline)
		}
	}
}

// edges draws the running header and the foot line.
func (p *painter) edges() {
	o := p.job.opts
	if o.Bare || (o.PlainFirst && p.page == 0) {
		return
	}
	ts := Small.text()
	ts.size = 7.8
	measure := o.PageWidth - o.Margins.Left - o.Margins.Right
	draw := func(kind string, l line, x, y float64) {
		p.artifact(kind)
		for _, r := range l.runs {
			p.color(r.attr.color)
			p.show(r.face, r.attr.size, x, p.up(y), r.glyphs)
			x += r.width
		}
	}
	// The right part is short and stands whole; the left one gives way.
	put := func(kind, left, right string, y float64) {
		r := p.job.oneLine(ts, right, measure)
		if left != "" {
			draw(kind, p.job.oneLine(ts, left, measure-r.width-12), o.Margins.Left, y)
		}
		if right != "" {
			draw(kind, r, o.PageWidth-o.Margins.Right-r.width, y)
		}
	}
	head := o.Margins.Top - 34
	put("Header", o.Header, o.HeaderRight, head)
	if o.Header != "" || o.HeaderRight != "" {
		p.rect(o.Margins.Left, head+7, measure, hairline, Hairline)
	}
	foot := o.PageHeight - o.Margins.Bottom + 40
	put("Footer", o.Footer, o.PageLabel(p.page+1, len(p.job.pageRefs)), foot)
}

// oneLine sets text on a line of at most the given width and marks what it had
// to leave out.
func (j *job) oneLine(ts textStyle, text string, width float64) line {
	boxes := j.set.boxes(ts, []Span{Text(text)})
	all := lines(boxes, width)
	if len(all) == 1 {
		return all[0]
	}
	end := j.set.boxes(ts, []Span{Text("…")})[0]
	short := lines(boxes, width-end.width)[0]
	short.runs, short.width = append(short.runs, end.runs...), short.width+end.width
	return short
}
