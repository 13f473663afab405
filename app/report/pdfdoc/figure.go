package pdfdoc

import "gonum.org/v1/plot/vg"

type figure struct {
	width, height float64
	alt           string
	draw          func(vg.Canvas)
	caption       []Span
}

func (f figure) lay(c frameCtx) []slab {
	e := c.parent.child("Figure")
	e.alt = f.alt
	var below []slab
	room := c.height
	if len(f.caption) > 0 {
		ts := Caption.text()
		below = textSlabs(lines(c.set.boxes(ts, f.caption), c.width), ts, c.x, e.child("Caption"))
		for i := range below {
			below[i].keep = i < len(below)-1
		}
		room -= heightOf(below) + ts.before
	}
	scale := min(1, c.width/f.width, max(room, c.height/3)/f.height)
	drawing := figureItem{
		fig: f, scale: scale, elem: e,
		x: c.x + (c.width-f.width*scale)/2,
	}
	out := slab{height: f.height * scale, before: 6, after: 6, items: []item{drawing}, keep: len(below) > 0}
	return append([]slab{out}, below...)
}

// figureItem draws the figure when its page is painted.
type figureItem struct {
	fig   figure
	x     float64
	scale float64
	elem  *elem
}

func (f figureItem) paint(p *painter, top float64) {
	height := f.fig.height * f.scale
	bottom := p.job.opts.PageHeight - top - height
	f.elem.bbox = []float64{f.x, bottom, f.x + f.fig.width*f.scale, bottom + height}
	p.tag(f.elem)
	p.save()
	p.opFine("cm", f.scale, 0, 0, f.scale, f.x, bottom)
	cv := &canvas{p: p, state: canvasState{width: 1}}
	f.fig.draw(cv)
	cv.finish()
	p.restore()
	p.untag()
}
