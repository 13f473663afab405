package scene

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Label is a name where it is written.
type Label struct {
	Node, Edge int // what it names; the other one is None
	Lines      []string
	Box        Rect
	Leader     bool // a thin line leads from the mark to it
}

// Size of letters and the height of a line, in units of the surface.
const (
	LabelSize  = 12.5
	SmallSize  = 10.5
	LineHeight = 1.22
)

// Measure is how wide a text is at a size.
type Measure func(text string, size float64, bold bool) float64

// Labeller decides which names are written and where. It remembers how names
// are broken into lines, and is for one goroutine.
type Labeller struct {
	Measure Measure
	Most    int  // names at the most; 0: no limit
	Every   bool // a page: every name is found a place, further off if it must be
	Chars   int  // of a line; 0: 24
	Rows    int  // lines of a name; 0: 2

	scene *Scene
	order []int32
	names []name
	grid  obstacles
}

type name struct {
	lines []string
	width float64
}

func (l *Labeller) prepare(s *Scene) {
	if l.scene == s && len(l.names) == len(s.Nodes) {
		return
	}
	l.scene = s
	l.names = make([]name, len(s.Nodes))
	l.order = make([]int32, len(s.Nodes))
	for i := range l.order {
		l.order[i] = int32(i)
	}
	slices.SortStableFunc(l.order, func(a, b int32) int { return cmp.Compare(s.Nodes[b].Rank, s.Nodes[a].Rank) })
}

func (l *Labeller) name(s *Scene, i int) *name {
	n := &l.names[i]
	if n.lines == nil && s.Nodes[i].Label != "" {
		chars, rows := l.Chars, l.Rows
		if chars == 0 {
			chars = 24
		}
		if rows == 0 {
			rows = 2
		}
		n.lines = Wrap(s.Nodes[i].Label, chars, rows)
		for _, line := range n.lines {
			n.width = math.Max(n.width, l.Measure(line, LabelSize, false))
		}
	}
	return n
}

// Wrap breaks a text into lines of about so many letters; what does not fit
// into the rows ends in an ellipsis.
func Wrap(text string, chars, rows int) []string {
	var lines []string
	line := ""
	for _, w := range strings.Fields(text) {
		for utf8.RuneCountInString(w) > chars+chars/2 {
			r := []rune(w)
			if line != "" {
				lines = append(lines, line)
				line = ""
			}
			lines = append(lines, string(r[:chars]))
			w = string(r[chars:])
		}
		switch {
		case line == "":
			line = w
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) <= chars:
			line += " " + w
		default:
			lines = append(lines, line)
			line = w
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	if len(lines) > rows {
		lines = lines[:rows]
		last := []rune(strings.TrimRight(lines[rows-1], " ,.;:–-"))
		if len(last) >= chars {
			last = last[:chars-1]
		}
		lines[rows-1] = string(last) + "…"
	}
	return lines
}

// preferred are the sides on which a name is looked for, in this order.
var preferred = []struct{ dx, dy float64 }{{0, 1}, {1, 0}, {0, -1}, {-1, 0}, {0.8, 0.8}, {-0.8, 0.8}, {0.8, -0.8}, {-0.8, -0.8}}

// crowded is the number of edges beyond which names are not kept off them.
const crowded = 1200

// solid is the radius from which a mark on a screen keeps names off itself.
const solid = 3.5

// Place finds the places of names. First lists nodes whose names come before
// all others, such as those selected.
func (l *Labeller) Place(s *Scene, at []Point, v View, first []bool, taken []Rect) []Label {
	l.prepare(s)
	g := &l.grid
	g.reset(v.W, v.H)
	for _, r := range taken {
		g.add(r)
	}
	seen := make([]int32, 0, 1024)
	for _, i := range l.order {
		x, y := v.On(at[i])
		r := v.Radius(&s.Nodes[i])
		if x+r < 0 || y+r < 0 || x-r > v.W || y-r > v.H {
			continue
		}
		if r >= solid || l.Every {
			g.add(markBox(&s.Nodes[i], x, y, r))
			if b, ok := Badge(&s.Nodes[i], x, y, v, l.Measure); ok {
				g.add(b)
			}
		}
		seen = append(seen, i)
	}
	if first != nil {
		slices.SortStableFunc(seen, func(a, b int32) int {
			switch {
			case first[a] == first[b]:
				return 0
			case first[a]:
				return -1
			}
			return 1
		})
	}
	lines := l.lines(s, at, v)
	var all []Label
	tries := 0
	for _, i := range seen {
		if l.Most > 0 && len(all) >= l.Most {
			break
		}
		n := &s.Nodes[i]
		if n.Faint && !(first != nil && first[i]) && !l.Every {
			continue
		}
		// On a full surface looking goes on for a while only.
		if tries++; l.Most > 0 && tries > 4*l.Most {
			break
		}
		name := l.name(s, int(i))
		if len(name.lines) == 0 {
			continue
		}
		x, y := v.On(at[i])
		if box, leader, ok := l.find(n, x, y, v, name, lines); ok {
			g.add(box)
			all = append(all, Label{Node: int(i), Edge: None, Lines: name.lines, Box: box, Leader: leader})
		}
	}
	return append(all, l.edgeLabels(s, at, v)...)
}

// markBox is the room a mark takes, with its halo and its badge.
func markBox(n *Node, x, y, r float64) Rect {
	by := 1.0
	if n.Halo {
		by = 0.35*r + 3
	}
	return Rect{x - r, y - r, 2 * r, 2 * r}.Grown(by + 0.1*r)
}

// Badge is the room that the number of a mark's ties takes, right above it; ok
// is false where it is not drawn.
func Badge(n *Node, x, y float64, v View, measure Measure) (box Rect, ok bool) {
	r := v.Radius(n)
	if n.Badge == "" || r < 5 || v.Zoom <= leastBadge {
		return Rect{}, false
	}
	by := 0.72 * r
	if n.Halo {
		by = 1.1*r + 2
	}
	return Rect{x + by, y - by - BadgeSize*1.05, measure(n.Badge, BadgeSize, true) + 3, BadgeSize * 1.15}, true
}

// BadgeSize is the size of the number of ties.
const (
	BadgeSize  = 8.5
	leastBadge = 0.5
)

func (l *Labeller) find(n *Node, x, y float64, v View, name *name, lines []segment) (box Rect, leader, ok bool) {
	w, h := name.width+4, float64(len(name.lines))*LabelSize*LineHeight+1
	mark := markBox(n, x, y, v.Radius(n))
	at := func(dx, dy, off float64) Rect {
		half := mark.W/2 + off
		cx, cy := x+dx*(half+w/2), y+dy*(half+h/2)
		if dx != 0 && dy == 0 {
			cx = x + dx*(half+w/2+2)
		}
		return Rect{cx - w/2, cy - h/2, w, h}
	}
	sides := preferred[:4]
	if lines != nil || l.Every {
		sides = preferred
	}
	best := math.Inf(1)
	for k, p := range sides {
		b := at(p.dx, p.dy, 1)
		if !l.grid.free(b) || l.Every && !(b.X >= 0 && b.Y >= 0 && b.X+b.W <= v.W && b.Y+b.H <= v.H) {
			continue
		}
		cost := float64(k) * 0.4
		for _, s := range lines {
			if b.crossed(s.ax, s.ay, s.bx, s.by) {
				cost++
			}
		}
		if cost < best {
			best, box, ok = cost, b, true
		}
		if cost == float64(k)*0.4 && k == 0 {
			break
		}
	}
	if ok || !l.Every {
		return box, false, ok
	}
	const around, furthest = 24, 4000
	for off := 8.0; off < furthest; off += 6 {
		for k := range around {
			sin, cos := math.Sincos(2 * math.Pi * (float64(k) + 0.5) / around)
			b := Rect{x + cos*(mark.W/2+off) - w/2 + cos*w/2, y + sin*(mark.W/2+off) - h/2 + sin*h/2, w, h}
			if b.X >= 0 && b.Y >= 0 && b.X+b.W <= v.W && b.Y+b.H <= v.H && l.grid.free(b) {
				return b, true, true
			}
		}
	}
	return box, false, false
}

type segment struct{ ax, ay, bx, by float64 }

// lines are the edges in sight, or nil where there are too many to mind.
func (l *Labeller) lines(s *Scene, at []Point, v View) []segment {
	all := make([]segment, 0, 64)
	for i := range s.Edges {
		e := &s.Edges[i]
		ax, ay := v.On(at[e.From])
		bx, by := v.On(at[e.To])
		if math.Max(ax, bx) < 0 || math.Max(ay, by) < 0 || math.Min(ax, bx) > v.W || math.Min(ay, by) > v.H {
			continue
		}
		if len(all) >= crowded {
			return nil
		}
		if e.Bend == 0 {
			all = append(all, segment{ax, ay, bx, by})
			continue
		}
		px, py, begun := 0.0, 0.0, false
		Trace(e, at, v, func(x, y float64) {
			if begun {
				all = append(all, segment{px, py, x, y})
			}
			px, py, begun = x, y, true
		})
	}
	return all
}

// edgeLabels writes on lines what is said of them, where there is room.
func (l *Labeller) edgeLabels(s *Scene, at []Point, v View) []Label {
	const least = 0.55 // further away only the lines are seen
	if v.Zoom < least {
		return nil
	}
	var all []Label
	for i := range s.Edges {
		e := &s.Edges[i]
		if e.Label == "" || e.Faint {
			continue
		}
		if l.Most > 0 && len(all) >= l.Most {
			break
		}
		ax, ay := v.On(at[e.From])
		bx, by := v.On(at[e.To])
		if math.Max(ax, bx) < 0 || math.Max(ay, by) < 0 || math.Min(ax, bx) > v.W || math.Min(ay, by) > v.H {
			continue
		}
		lines := Wrap(e.Label, 22, 1)
		w := l.Measure(lines[0], SmallSize, false) + 6
		if math.Hypot(bx-ax, by-ay) < 46 {
			continue
		}
		_, control := e.Middle(at)
		cx, cy := v.On(control)
		const h = SmallSize*LineHeight + 1
		for _, t := range []float64{0.5, 0.4, 0.6, 0.3, 0.7} {
			x, y := curve(ax, ay, cx, cy, bx, by, t)
			box := Rect{x - w/2, y - h/2, w, h}
			inside := box.X >= 0 && box.Y >= 0 && box.X+box.W <= v.W && box.Y+box.H <= v.H
			if l.grid.free(box) && (inside || !l.Every) {
				l.grid.add(box)
				all = append(all, Label{Node: None, Edge: i, Lines: lines, Box: box})
				break
			}
		}
	}
	return all
}

// obstacles is a grid over the surface with the rectangles that are taken.
type obstacles struct {
	columns, rows int
	head          []int32
	next          []int32
	of            []int32
	boxes         []Rect
}

const obstacleCell = 40

func (o *obstacles) reset(w, h float64) {
	o.columns, o.rows = int(w/obstacleCell)+3, int(h/obstacleCell)+3
	n := o.columns * o.rows
	if cap(o.head) < n {
		o.head = make([]int32, n)
	}
	o.head = o.head[:n]
	for i := range o.head {
		o.head[i] = None
	}
	o.next, o.of, o.boxes = o.next[:0], o.of[:0], o.boxes[:0]
}

func (o *obstacles) cells(r Rect) (c0, r0, c1, r1 int) {
	cell := func(v float64, most int) int {
		return min(max(int(math.Floor(v/obstacleCell))+1, 0), most-1)
	}
	return cell(r.X, o.columns), cell(r.Y, o.rows), cell(r.X+r.W, o.columns), cell(r.Y+r.H, o.rows)
}

func (o *obstacles) add(r Rect) {
	o.boxes = append(o.boxes, r)
	c0, r0, c1, r1 := o.cells(r)
	for row := r0; row <= r1; row++ {
		for c := c0; c <= c1; c++ {
			cell := row*o.columns + c
			o.of = append(o.of, int32(len(o.boxes)-1))
			o.next = append(o.next, o.head[cell])
			o.head[cell] = int32(len(o.of) - 1)
		}
	}
}

func (o *obstacles) free(r Rect) bool {
	c0, r0, c1, r1 := o.cells(r)
	for row := r0; row <= r1; row++ {
		for c := c0; c <= c1; c++ {
			for k := o.head[row*o.columns+c]; k != None; k = o.next[k] {
				if o.boxes[o.of[k]].Meets(r) {
					return false
				}
			}
		}
	}
	return true
}
