package sheet

import (
	"image/color"
	"math"

	"redthread/app/chart/scene"
)

// pencil draws on a page in some format. Places are in units of the surface,
// to the right and down.
type pencil interface {
	// begin opens a group of things of a class, with a title for a pointer.
	begin(class, key, title string)
	end()
	line(points []scene.Spot, width float64, c color.NRGBA, dash []float64)
	polygon(points []scene.Spot, fill *color.NRGBA, stroke *color.NRGBA, width float64)
	disc(x, y, r float64, fill *color.NRGBA, stroke *color.NRGBA, width float64)
	text(x, y, size float64, bold bool, c color.NRGBA, s string)
}

// dim mixes a colour with the ground, so that it looks the same in every program.
func dim(c, ground color.NRGBA, share float64) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*share + float64(b)*(1-share))) }
	return color.NRGBA{R: mix(c.R, ground.R), G: mix(c.G, ground.G), B: mix(c.B, ground.B), A: 0xFF}
}

const faint = 0.28

// draw draws the whole page.
func (sh *Sheet) draw(p pencil) {
	pal := scene.Light()
	p.polygon([]scene.Spot{{X: 0, Y: 0}, {X: sh.W, Y: 0}, {X: sh.W, Y: sh.H}, {X: 0, Y: sh.H}}, &pal.Ground, nil, 0)
	sh.groups(p, pal)
	sh.edges(p, pal)
	sh.nodes(p, pal)
	sh.names(p, pal)
	sh.notes(p, pal)
	if !sh.options.Bare {
		sh.around(p, pal)
	}
}

func (sh *Sheet) groups(p pencil, pal *scene.Palette) {
	for i := range sh.Scene.Outlines {
		o := &sh.Scene.Outlines[i]
		hull := scene.Hull(sh.Scene, sh.Scene.At, sh.View, o)
		if len(hull) < 3 {
			continue
		}
		p.begin("group", o.Key, o.Title)
		fill, stroke := dim(pal.Muted, pal.Ground, 0.08), dim(pal.Muted, pal.Ground, 0.7)
		p.polygon(hull, &fill, &stroke, 1)
		top := hull[0]
		for _, c := range hull {
			if c.Y < top.Y {
				top = c
			}
		}
		w := sh.measure(o.Title, scene.SmallSize, true)
		p.text(top.X-w/2, top.Y-4, scene.SmallSize, true, pal.Muted, o.Title)
		p.end()
	}
}

func (sh *Sheet) edges(p pencil, pal *scene.Palette) {
	for i := range sh.Scene.Edges {
		e := &sh.Scene.Edges[i]
		c, width := dim(pal.Edge, pal.Ground, 0.9), 1.0
		switch {
		case e.Strong:
			c, width = pal.Thread, 2.6
		case e.Alarm:
			c, width = pal.Thread, 1.5
		}
		if e.Faint {
			c = dim(c, pal.Ground, faint)
		}
		var dash []float64
		if e.Dashed {
			dash = []float64{5, 4}
		}
		var points []scene.Spot
		scene.Trace(e, sh.Scene.At, sh.View, func(x, y float64) { points = append(points, scene.Spot{X: x, Y: y}) })
		p.begin("edge", e.Key, sh.Scene.Nodes[e.From].Label+" – "+e.Label+" – "+sh.Scene.Nodes[e.To].Label)
		p.line(points, width, c, dash)
		if e.Directed {
			sh.arrow(p, points, sh.View.Radius(&sh.Scene.Nodes[e.To])+1.5, 6+width, c)
		}
		p.end()
	}
}

func (sh *Sheet) arrow(p pencil, points []scene.Spot, before, long float64, c color.NRGBA) {
	tip, back := points[len(points)-1], points[len(points)-2]
	run := math.Hypot(tip.X-back.X, tip.Y-back.Y)
	if run < 1e-6 || len(points) == 2 && run < before+long {
		return
	}
	ux, uy := (tip.X-back.X)/run, (tip.Y-back.Y)/run
	x, y := tip.X-ux*before, tip.Y-uy*before
	p.polygon([]scene.Spot{
		{X: x, Y: y},
		{X: x - ux*long - uy*long*0.45, Y: y - uy*long + ux*long*0.45},
		{X: x - ux*long + uy*long*0.45, Y: y - uy*long - ux*long*0.45},
	}, &c, nil, 0)
}

func (sh *Sheet) nodes(p pencil, pal *scene.Palette) {
	for i := range sh.Scene.Nodes {
		n := &sh.Scene.Nodes[i]
		x, y := sh.View.On(sh.Scene.At[i])
		r := sh.View.Radius(n)
		p.begin("node", n.Key, n.Label)
		c := pal.Kind(n.Kind)
		if n.Faint {
			c = dim(c, pal.Ground, faint)
		}
		mark(p, n.Kind, x, y, r, c, pal.Ground)
		if n.Halo {
			p.disc(x, y, r*1.32+1.5, nil, &pal.Thread, 1.4)
		}
		if n.Pinned {
			p.disc(x-r*0.8-1, y-r*0.8-1, 2.6, &pal.Ink, &pal.Ground, 1)
		}
		p.end()
		if b, ok := scene.Badge(n, x, y, sh.View, sh.measure); ok {
			p.begin("badge", n.Key, "")
			p.text(b.X+1.5, b.Y+0.85*b.H, scene.BadgeSize, true, pal.Muted, n.Badge)
			p.end()
		}
	}
}

// mark draws the shape of a kind.
func mark(p pencil, kind string, x, y, r float64, c, ground color.NRGBA) {
	shape := scene.ShapeOf(kind)
	wide := math.Max(1.2, r*0.24)
	corners := func(r float64) []scene.Spot {
		var all []scene.Spot
		for _, k := range shape.Corners() {
			all = append(all, scene.Spot{X: x + k.X*r, Y: y + k.Y*r})
		}
		return all
	}
	switch {
	case shape == scene.Ring:
		p.disc(x, y, r-wide/2, &ground, &c, wide)
	case shape == scene.Crowd:
		heads, small := scene.Heads()
		for _, h := range heads {
			p.disc(x+h.X*r, y+h.Y*r, small*r, &c, nil, 0)
		}
	case shape.Corners() == nil:
		p.disc(x, y, r, &c, nil, 0)
	case shape.Hollow():
		p.polygon(corners(r-wide/2), &ground, &c, wide)
	default:
		p.polygon(corners(r), &c, nil, 0)
	}
}

func (sh *Sheet) names(p pencil, pal *scene.Palette) {
	for _, l := range sh.Labels {
		size, c := scene.LabelSize, pal.Ink
		class, key := "label", ""
		if l.Node == scene.None {
			size, c, class, key = scene.SmallSize, pal.Muted, "line-label", sh.Scene.Edges[l.Edge].Key
			if e := &sh.Scene.Edges[l.Edge]; e.Strong || e.Alarm {
				c = pal.Thread
			}
		} else {
			key = sh.Scene.Nodes[l.Node].Key
			if sh.Scene.Nodes[l.Node].Faint {
				c = pal.Muted
			}
		}
		p.begin(class, key, "")
		if l.Leader {
			x, y := sh.View.On(sh.Scene.At[l.Node])
			p.line(leader(x, y, sh.View.Radius(&sh.Scene.Nodes[l.Node]), l.Box), 0.6, dim(pal.Muted, pal.Ground, 0.7), nil)
		}
		ground := pal.Ground
		b := l.Box.Grown(-0.5)
		p.polygon([]scene.Spot{{X: b.X, Y: b.Y}, {X: b.X + b.W, Y: b.Y}, {X: b.X + b.W, Y: b.Y + b.H}, {X: b.X, Y: b.Y + b.H}}, &ground, nil, 0)
		for row, text := range l.Lines {
			w := sh.measure(text, size, false)
			p.text(l.Box.X+(l.Box.W-w)/2, l.Box.Y+(float64(row)+0.82)*size*scene.LineHeight, size, false, c, text)
		}
		p.end()
	}
}

// leader is the line from the edge of a mark to the nearest side of its name.
func leader(x, y, r float64, box scene.Rect) []scene.Spot {
	tx, ty := math.Min(math.Max(x, box.X), box.X+box.W), math.Min(math.Max(y, box.Y), box.Y+box.H)
	d := math.Hypot(tx-x, ty-y)
	if d < r {
		return []scene.Spot{{X: x, Y: y}, {X: tx, Y: ty}}
	}
	return []scene.Spot{{X: x + (tx-x)/d*r, Y: y + (ty-y)/d*r}, {X: tx, Y: ty}}
}

func (sh *Sheet) notes(p pencil, pal *scene.Palette) {
	for _, c := range sh.Cards {
		n := &sh.Scene.Notes[c.Note]
		p.begin("note", n.Key, "")
		if c.About != scene.None {
			x, y := sh.View.On(sh.Scene.At[c.About])
			p.line([]scene.Spot{{X: x, Y: y}, {X: c.Box.X, Y: c.Box.Y + c.Box.H/2}}, 0.8, pal.Muted, []float64{2, 2})
		}
		b := c.Box
		p.polygon([]scene.Spot{{X: b.X, Y: b.Y}, {X: b.X + b.W, Y: b.Y}, {X: b.X + b.W, Y: b.Y + b.H}, {X: b.X, Y: b.Y + b.H}}, &pal.Note, nil, 0)
		p.line([]scene.Spot{{X: b.X + 1, Y: b.Y}, {X: b.X + 1, Y: b.Y + b.H}}, 2, pal.Muted, nil)
		for row, text := range c.Lines {
			p.text(b.X+8, b.Y+4+(float64(row)+0.82)*scene.NoteSize*scene.LineHeight, scene.NoteSize, false, pal.Ink, text)
		}
		p.end()
	}
}

// around draws title, legend and foot.
func (sh *Sheet) around(p pencil, pal *scene.Palette) {
	p.begin("head", "", "")
	p.text(edgeOfPage, edgeOfPage+titleSize*0.8, titleSize, true, pal.Ink, sh.Scene.Title)
	p.end()
	rule := sh.area.Y + sh.area.H + 6
	p.line([]scene.Spot{{X: edgeOfPage, Y: rule}, {X: sh.W - edgeOfPage, Y: rule}}, 0.8, pal.Hairline, nil)
	p.begin("legend", "", "")
	bottom := rule + 12
	for _, e := range sh.legend {
		x := e.x + 7
		gap := 18.0
		switch e.sign {
		case 'h':
			p.disc(x, e.y, 5.5, nil, &pal.Thread, 1.4)
		case 'd':
			p.line([]scene.Spot{{X: x - 6, Y: e.y}, {X: x + 18, Y: e.y}}, 1.5, pal.Thread, []float64{5, 4})
			gap = 30
		case 'n':
			p.text(x-7, e.y+3, 7.5, true, pal.Muted, "3/7")
		default:
			mark(p, e.Kind, x, e.y, 5.5, pal.Kind(e.Kind), pal.Ground)
		}
		p.text(e.x+gap, e.y+footSize*0.35, footSize, false, pal.Ink, e.Label)
		bottom = e.y + legendLine
	}
	p.end()
	p.begin("foot", "", "")
	for i, s := range sh.options.Foot {
		p.text(edgeOfPage, bottom+float64(i)*footSize*1.4, footSize, false, pal.Muted, s)
	}
	p.end()
}
