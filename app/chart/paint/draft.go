package paint

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"redthread/app/chart/scene"
)

// How strongly things are painted.
const (
	faint     = 0.22 // what a filter passes over, what is beside a path
	plain     = 0.85 // a line
	crowd     = 2500 // lines in sight from which each is drawn more lightly
	mostLines = 40000
	cloud     = 0.3   // zoom below which marks run together
	roomFar   = 24000 // room that a name has there
	many      = 700   // marks in sight that run together
)

// edges lists the lines in sight.
func (d *draft) edges() {
	v, s, at := d.pic.View, d.pic.Scene, d.pic.At
	inSight := 0
	for i := range s.Edges {
		if d.seen(&s.Edges[i]) {
			inSight++
		}
	}
	strength := plain
	if inSight > crowd {
		strength = max(plain*math.Sqrt(float64(crowd)/float64(inSight)), 0.25)
	}
	every := 1 + inSight/mostLines
	grow := v.Grow()
	for pass := range 2 { // what stands out is drawn over the rest
		for i := range s.Edges {
			e := &s.Edges[i]
			out := e.Strong || e.Alarm && !e.Faint || i == d.pic.Edge
			if out != (pass == 1) || !d.seen(e) || !out && every > 1 && (uint32(i)*2654435761)%uint32(every) != 0 {
				continue
			}
			cover, width, colour := strength, 1.1, d.pic.Palette.Edge
			if grow < 0.6 {
				width = 0.8
			}
			switch {
			case e.Strong:
				cover, width, colour = 1, 2.8, d.pic.Palette.Thread
			case e.Alarm:
				cover, width, colour = 1, 1.6, d.pic.Palette.Thread
				if e.Faint {
					cover = faint
				}
			case e.Faint:
				cover *= faint
			}
			if i == d.pic.Edge {
				cover, width = 1, width+1.6
				if !e.Strong && !e.Alarm {
					colour = d.pic.Palette.Chosen
				}
			}
			d.edge(e, at, inkOf(colour, cover), width, inSight <= crowd)
		}
	}
}

// seen tells whether an edge crosses the surface and is long enough to be seen.
func (d *draft) seen(e *scene.Edge) bool {
	if m := d.pic.Moving; m != nil && (m[e.From] || m[e.To]) != d.over {
		return false
	}
	v := &d.pic.View
	ax, ay := v.On(d.pic.At[e.From])
	bx, by := v.On(d.pic.At[e.To])
	slack := math.Abs(float64(e.Bend)) * v.Zoom
	if math.Max(ax, bx)+slack < 0 || math.Max(ay, by)+slack < 0 || math.Min(ax, bx)-slack > v.W || math.Min(ay, by)-slack > v.H {
		return false
	}
	return (math.Abs(ax-bx)+math.Abs(ay-by))*d.k >= 1
}

func (d *draft) edge(e *scene.Edge, at []scene.Point, c ink, width float64, arrows bool) {
	v := d.pic.View
	var pattern dashes
	if e.Dashed {
		pattern = dashes{5, 4}
	}
	px, py, run := math.NaN(), 0.0, 0.0
	var bx, by float64 // the last but one point
	scene.Trace(e, at, v, func(x, y float64) {
		if !math.IsNaN(px) {
			d.line(px, py, x, y, width, c, pattern, run)
			run += math.Hypot(x-px, y-py)
			bx, by = px, py
		}
		px, py = x, y
	})
	if !e.Directed || !arrows || v.Zoom < 0.45 {
		return
	}
	long := math.Hypot(px-bx, py-by)
	r := v.Radius(&d.pic.Scene.Nodes[e.To]) + 1.5
	head := 6 + width
	if run < r+head+4 || long == 0 {
		return
	}
	turn := math.Atan2(py-by, px-bx)
	angle := int32(math.Round(turn/(2*math.Pi)*arrowSteps)+arrowSteps) % arrowSteps
	d.stamp(signArrow, px-(px-bx)/long*r, py-(py-by)/long*r, head, angle, c)
}

// nodes lists the marks in sight, those of most weight last and so on top.
func (d *draft) nodes() {
	v, s, at, pal := d.pic.View, d.pic.Scene, d.pic.At, d.pic.Palette
	thread := inkOf(pal.Thread, 1)
	for i := range s.Nodes {
		n := &s.Nodes[i]
		if d.skips(int32(i)) {
			continue
		}
		x, y := v.On(at[i])
		r := v.Radius(n)
		if far := r*1.6 + 6; x+far < 0 || y+far < 0 || x-far > v.W || y-far > v.H {
			continue
		}
		d.inSight++
		cover := 1.0
		if n.Faint {
			cover = faint
		}
		shape := scene.ShapeOf(n.Kind)
		if shape.Hollow() && r > 2.5 { // lines do not show through
			d.stamp(byte(scene.Disc), x, y, r*0.98, 0, inkOf(pal.Ground, 1))
		}
		d.stamp(byte(shape), x, y, r, 0, inkOf(pal.Kind(n.Kind), cover))
		if n.Halo && r > 2 {
			halo := thread
			halo.a = int32(float64(halo.a) * cover)
			d.stamp(signHalo, x, y, r, 0, halo)
		}
		if d.pic.Chosen != nil && d.pic.Chosen[i] {
			d.stamp(signChosen, x, y, r, 0, inkOf(pal.Chosen, 1))
		}
		if r < 5 {
			continue
		}
		if n.Pinned {
			px, py := x-r*0.8-1, y-r*0.8-1
			d.stamp(signPin, px, py, 4.2, 0, inkOf(pal.Ground, 1))
			d.stamp(signPin, px, py, 2.8, 0, inkOf(pal.Ink, cover))
		}
		if b, ok := scene.Badge(n, x, y, v, d.p.Measure); ok {
			d.write(n.Badge, b.X+1.5, b.Y+0.85*b.H, scene.BadgeSize, true, inkOf(pal.Muted, cover))
		}
	}
}

// labels lists the names.
func (d *draft) labels(taken []scene.Rect) {
	pal := d.pic.Palette
	most := d.pic.Most
	if most == 0 {
		most = mostNames
		if v := d.pic.View; v.Zoom < cloud && d.inSight > many { // names would hide what they name
			most = int(v.W * v.H / roomFar)
		}
	}
	d.p.names.Most, d.p.names.Every = most, d.pic.Every
	if d.pic.Every {
		d.p.names.Most = 0
	}
	all := d.p.names.Place(d.pic.Scene, d.pic.At, d.pic.View, d.pic.Chosen, taken)
	ground := inkOf(pal.Ground, 0.78)
	for _, l := range all {
		if l.Node != scene.None && d.skips(int32(l.Node)) {
			continue
		}
		if l.Edge != scene.None && !d.seen(&d.pic.Scene.Edges[l.Edge]) {
			continue
		}
		size, colour, cover := scene.LabelSize, pal.Ink, 1.0
		bold := false
		if l.Node == scene.None {
			size, colour = scene.SmallSize, pal.Muted
			if d.pic.Scene.Edges[l.Edge].Strong || d.pic.Scene.Edges[l.Edge].Alarm {
				colour = pal.Thread
			}
		} else if d.pic.Scene.Nodes[l.Node].Faint {
			cover = 0.45
		}
		d.plate(l.Box, ground)
		if l.Leader {
			x, y := d.pic.View.On(d.pic.At[l.Node])
			d.line(x, y, l.Box.X+l.Box.W/2, l.Box.Y+l.Box.H/2, 0.7, inkOf(pal.Muted, 0.6), dashes{}, 0)
		}
		for row, text := range l.Lines {
			w := d.p.Measure(text, size, bold)
			d.write(text, l.Box.X+(l.Box.W-w)/2, l.Box.Y+(float64(row)+0.82)*size*scene.LineHeight, size, bold, inkOf(colour, cover))
		}
	}
}

// movingNames writes the names of what moves below it.
func (d *draft) movingNames() {
	ground := inkOf(d.pic.Palette.Ground, 0.78)
	for i := range d.pic.Scene.Nodes {
		if d.skips(int32(i)) {
			continue
		}
		n := &d.pic.Scene.Nodes[i]
		x, y := d.pic.View.On(d.pic.At[i])
		y += d.pic.View.Radius(n) + 4
		for row, text := range scene.Wrap(n.Label, 24, 2) {
			w := d.p.Measure(text, scene.LabelSize, false)
			top := y + float64(row)*scene.LabelSize*scene.LineHeight
			d.plate(scene.Rect{X: x - w/2 - 2, Y: top, W: w + 4, H: scene.LabelSize * scene.LineHeight}, ground)
			d.write(text, x-w/2, top+0.82*scene.LabelSize*scene.LineHeight, scene.LabelSize, false, inkOf(d.pic.Palette.Ink, 1))
		}
	}
}

// points lists a scene for its map.
func (d *draft) points() {
	v, s, at, pal := d.pic.View, d.pic.Scene, d.pic.At, d.pic.Palette
	const mostMapped = 4000
	every := 1 + len(s.Edges)/mostMapped
	for i := 0; i < len(s.Edges); i += every {
		e := &s.Edges[i]
		ax, ay := v.On(at[e.From])
		bx, by := v.On(at[e.To])
		d.line(ax, ay, bx, by, 0.5, inkOf(pal.Edge, 0.5), dashes{}, 0)
	}
	for i := range s.Nodes {
		x, y := v.On(at[i])
		cover := 1.0
		if s.Nodes[i].Faint {
			cover = faint
		}
		d.stamp(byte(scene.Disc), x, y, 1.6, 0, inkOf(pal.Kind(s.Nodes[i].Kind), cover))
	}
}

// outlines lists the lines around groups.
func (d *draft) outlines() {
	for i := range d.pic.Scene.Outlines {
		o := &d.pic.Scene.Outlines[i]
		hull := scene.Hull(d.pic.Scene, d.pic.At, d.pic.View, o)
		if len(hull) < 3 {
			continue
		}
		d.polygon(hull, inkOf(d.pic.Palette.Muted, 0.1))
		top := hull[0]
		for k, p := range hull {
			q := hull[(k+1)%len(hull)]
			d.line(p.X, p.Y, q.X, q.Y, 1.2, inkOf(d.pic.Palette.Muted, 0.75), dashes{}, 0)
			if p.Y < top.Y {
				top = p
			}
		}
		w := d.p.Measure(o.Title, scene.SmallSize, true)
		d.write(o.Title, top.X-w/2, top.Y-4, scene.SmallSize, true, inkOf(d.pic.Palette.Muted, 1))
	}
}

// polygon fills a closed line, as far as it lies on the surface.
func (d *draft) polygon(corners []scene.Spot, c ink) {
	raster := vector.NewRasterizer(d.width, d.height)
	raster.DrawOp = draw.Src
	for i, p := range corners {
		x, y := clampTo(p.X*d.k, d.width), clampTo(p.Y*d.k, d.height)
		if i == 0 {
			raster.MoveTo(x, y)
		} else {
			raster.LineTo(x, y)
		}
	}
	raster.ClosePath()
	m := image.NewAlpha(image.Rect(0, 0, d.width, d.height))
	raster.Draw(m, m.Rect, image.Opaque, image.Point{})
	d.l.fills = append(d.l.fills, filled{m, 0, 0, c})
}

// clampTo keeps a corner near the surface, so that what lies far outside costs nothing.
func clampTo(v float64, size int) float32 {
	return float32(math.Min(math.Max(v, -float64(size)), 2*float64(size)))
}

// notes lists the notes and gives the room they take.
func (d *draft) notes() []scene.Rect {
	var taken []scene.Rect
	pal := d.pic.Palette
	for _, n := range scene.Cards(d.pic.Scene, d.pic.At, d.pic.View, d.p.Measure) {
		if n.About != scene.None {
			x, y := d.pic.View.On(d.pic.At[n.About])
			d.line(x, y, n.Box.X, n.Box.Y+n.Box.H/2, 0.8, inkOf(pal.Muted, 0.8), dashes{2, 2}, 0)
		}
		d.plate(n.Box, inkOf(pal.Note, 1))
		d.plate(scene.Rect{X: n.Box.X, Y: n.Box.Y, W: 2, H: n.Box.H}, inkOf(pal.Muted, 1))
		for row, text := range n.Lines {
			d.write(text, n.Box.X+8, n.Box.Y+4+(float64(row)+0.82)*scene.NoteSize*scene.LineHeight, scene.NoteSize, false, inkOf(pal.Ink, 1))
		}
		taken = append(taken, n.Box)
	}
	return taken
}
