package scene

import "math"

// Point is a place on a chart.
type Point struct{ X, Y float32 }

// None is the index of no node and no edge.
const None = -1

// Node is a mark on a chart.
type Node struct {
	Key    string
	Kind   string // group of the ontology: colour and shape
	Label  string
	Rank   float32 // whose name is written first
	R      float32 // radius, in units of the chart
	Badge  string  // number of its ties, as in "3/7"
	Halo   bool    // on a sanctions list
	Pinned bool
	Faint  bool // passed over by a filter, or beside a path that is shown
}

// Edge is a line between two marks.
type Edge struct {
	Key      string
	From, To int32
	Label    string
	Dashed   bool // in doubt
	Directed bool
	Alarm    bool    // where it hurts: a suspicion, a sanctioned owner
	Strong   bool    // part of a path that is shown
	Faint    bool    // beside a path that is shown
	Bend     float32 // how far its middle is off the straight line, in units of the chart
}

// Outline is a line around some marks, with a name.
type Outline struct {
	Key     string
	Title   string
	Members []int32
}

// Note is a few words on a chart.
type Note struct {
	Key   string
	About int32 // the node beside which it stands, or None
	At    Point // where it stands free
	Text  string
}

// Scene is what is to be drawn. At holds the place of each node; it is kept
// apart, so that a painter can work on a copy while somebody moves a mark.
type Scene struct {
	Title    string
	Nodes    []Node
	At       []Point
	Edges    []Edge
	Outlines []Outline
	Notes    []Note
}

// View says which part of a scene a surface shows. Surfaces are measured in
// units of the window; Scale is how many pixels make one.
type View struct {
	X, Y  float64 // the place in the middle of the surface
	Zoom  float64 // units of the surface that one unit of the chart takes
	W, H  float64 // size of the surface
	Scale float64
}

// The bounds of zooming.
const (
	LeastZoom = 0.005
	MostZoom  = 8
)

// On gives where a place of the chart lies on the surface.
func (v View) On(p Point) (x, y float64) {
	return (float64(p.X)-v.X)*v.Zoom + v.W/2, (float64(p.Y)-v.Y)*v.Zoom + v.H/2
}

// From gives the place of the chart that lies there on the surface.
func (v View) From(x, y float64) Point {
	return Point{float32((x-v.W/2)/v.Zoom + v.X), float32((y-v.H/2)/v.Zoom + v.Y)}
}

// Grow is by how much marks are larger than drawn at zoom 1.
func (v View) Grow() float64 {
	if v.Zoom <= 1 {
		return math.Pow(v.Zoom, 0.7)
	}
	return math.Min(1+(v.Zoom-1)*0.35, 2.2)
}

// leastRadius is the smallest mark, in units of the surface.
const leastRadius = 1.5

// Radius is how large a node is on the surface.
func (v View) Radius(n *Node) float64 { return math.Max(float64(n.R)*v.Grow(), leastRadius) }

// Around zooms by a factor and keeps the place at x, y where it is.
func (v View) Around(x, y, factor float64) View {
	was := v.From(x, y)
	v.Zoom = math.Min(math.Max(v.Zoom*factor, LeastZoom), MostZoom)
	now := v.From(x, y)
	v.X += float64(was.X - now.X)
	v.Y += float64(was.Y - now.Y)
	return v
}

// Bounds is the smallest rectangle around all places; ok is false where there are none.
func Bounds(at []Point) (least, most Point, ok bool) {
	for i, p := range at {
		if i == 0 {
			least, most = p, p
			continue
		}
		least.X, least.Y = min(least.X, p.X), min(least.Y, p.Y)
		most.X, most.Y = max(most.X, p.X), max(most.Y, p.Y)
	}
	return least, most, len(at) > 0
}

// Fit gives the view that shows all of a scene on a surface with a margin
// around it, at zoom 1.25 at the most.
func Fit(s *Scene, w, h, margin, scale float64) View {
	const closest = 1.25
	v := View{Zoom: 1, W: w, H: h, Scale: scale}
	all := s.At
	for i := range s.Notes {
		if s.Notes[i].About == None {
			all = append(all[:len(all):len(all)], s.Notes[i].At)
		}
	}
	least, most, ok := Bounds(all)
	if !ok {
		return v
	}
	v.X, v.Y = (float64(least.X)+float64(most.X))/2, (float64(least.Y)+float64(most.Y))/2
	wide, tall := float64(most.X-least.X), float64(most.Y-least.Y)
	v.Zoom = closest
	if wide > 0 {
		v.Zoom = math.Min(v.Zoom, math.Max(w-2*margin, 1)/wide)
	}
	if tall > 0 {
		v.Zoom = math.Min(v.Zoom, math.Max(h-2*margin, 1)/tall)
	}
	v.Zoom = math.Max(v.Zoom, LeastZoom)
	return v
}

// Middle is the point halfway along an edge, and the point that draws a bent
// edge as a curve, in units of the chart.
func (e *Edge) Middle(at []Point) (middle, control Point) {
	a, b := at[e.From], at[e.To]
	m := Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2}
	if e.Bend == 0 {
		return m, m
	}
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	if e.From > e.To { // both directions bend away from one another
		dx, dy = -dx, -dy
	}
	long := math.Hypot(dx, dy)
	if long == 0 {
		return m, m
	}
	off := float64(e.Bend)
	nx, ny := float32(-dy/long*off), float32(dx/long*off)
	return Point{m.X + nx, m.Y + ny}, Point{m.X + 2*nx, m.Y + 2*ny}
}

// Spot is a point on a surface.
type Spot struct{ X, Y float64 }

// Rect is a rectangle on a surface, its upper left corner at X, Y.
type Rect struct{ X, Y, W, H float64 }

// Meets tells whether two rectangles have more than an edge in common.
func (r Rect) Meets(o Rect) bool {
	return r.X < o.X+o.W && o.X < r.X+r.W && r.Y < o.Y+o.H && o.Y < r.Y+r.H
}

// Grown is a rectangle with a margin around it.
func (r Rect) Grown(by float64) Rect { return Rect{r.X - by, r.Y - by, r.W + 2*by, r.H + 2*by} }

// crossed tells whether the line from a to b touches the rectangle.
func (r Rect) crossed(ax, ay, bx, by float64) bool {
	t0, t1 := 0.0, 1.0
	clip := func(p, q float64) bool {
		switch {
		case p == 0:
			return q >= 0
		case p < 0:
			t0 = math.Max(t0, q/p)
		default:
			t1 = math.Min(t1, q/p)
		}
		return t0 <= t1
	}
	dx, dy := bx-ax, by-ay
	return clip(-dx, ax-r.X) && clip(dx, r.X+r.W-ax) && clip(-dy, ay-r.Y) && clip(dy, r.Y+r.H-ay)
}
