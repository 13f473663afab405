package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"redthread/app/chart/scene"
	"redthread/app/network"
	"redthread/app/redact"
	"redthread/store"
	"redthread/store/ontology"
)

// Look says how a chart is drawn.
type Look struct {
	Gate *redact.Gate // what leaves the case passes it; nil: for the window
	Path *network.Path
}

// Drawing is a chart as it is drawn.
type Drawing struct {
	Content store.ChartContent
	Graph   *network.Graph
	Filter  Filter
	Scene   *scene.Scene

	Nodes   []int             // of the graph, for each node of the scene
	Edges   []int             // of the graph, for each edge of the scene
	Members []store.ChartNode // of the chart, for each node of the scene; placed
	Hidden  int               // things on the chart that somebody hid
	Left    int               // things on it that the filter leaves out
	Gone    int               // things on it that the case no longer holds

	at map[int]int // scene node of a graph node
}

// At gives the node of the scene that stands for a node of the graph.
func (d *Drawing) At(node int) (i int, ok bool) {
	i, ok = d.at[node]
	return i, ok
}

// Find gives the node of the scene with a key.
func (d *Drawing) Find(key string) (i int, ok bool) {
	node, ok := d.Graph.Lookup(key)
	if !ok {
		return 0, false
	}
	return d.At(node)
}

// Size of marks, in units of the chart.
const (
	leastMark = 10
	mostMark  = 18
	bend      = 17 // between lines that tie the same two marks
)

// Draw makes the scene of a chart.
func Draw(g *network.Graph, content store.ChartContent, look Look) *Drawing {
	d := &Drawing{Content: content, Graph: g, Filter: ParseFilter(content.Filter), at: map[int]int{}, Scene: &scene.Scene{Title: content.Title}}
	if look.Gate != nil {
		d.Scene.Title = look.Gate.Text(content.Title)
	}
	d.nodes()
	d.place()
	keep := d.Filter.keep(g)
	d.edges(keep, look.Gate)
	d.dress(keep, look)
	d.groups(look)
	d.notes(look)
	return d
}

// nodes finds what of the chart's things is to be seen.
func (d *Drawing) nodes() {
	seen := map[int]bool{}
	for _, m := range d.Content.Nodes {
		node, ok := d.Graph.Lookup(m.Key)
		switch {
		case !ok:
			d.Gone++
			continue
		case seen[node]: // two that were judged the same since
			continue
		}
		seen[node] = true
		switch n := &d.Graph.Nodes[node]; {
		case m.Hidden:
			d.Hidden++
		case slices.Contains(d.Filter.Groups, string(n.Group)), d.Filter.NoMuted && n.Shared != nil && n.Shared.Muted:
			d.Left++
		default:
			d.at[node] = len(d.Nodes)
			d.Nodes = append(d.Nodes, node)
			d.Members = append(d.Members, m)
		}
	}
}

// place reads the places, and finds some for things that have none yet.
func (d *Drawing) place() {
	d.Scene.At = make([]scene.Point, len(d.Nodes))
	var without []int
	for i, m := range d.Members {
		d.Scene.At[i] = scene.Point{X: float32(m.X), Y: float32(m.Y)}
		if !m.Placed {
			without = append(without, i)
		}
	}
	if len(without) == 0 {
		return
	}
	p := newPlacer()
	for i, m := range d.Members {
		if m.Placed {
			p.take(d.Scene.At[i])
		}
	}
	for _, i := range without {
		var near []scene.Point
		for _, e := range d.Graph.Incident(d.Nodes[i]) {
			if k, ok := d.at[d.Graph.Other(int(e), d.Nodes[i])]; ok && d.Members[k].Placed {
				near = append(near, d.Scene.At[k])
			}
		}
		at := p.beside(near)
		d.Scene.At[i] = at
		m := &d.Members[i]
		m.Placed, m.X, m.Y = true, store.ChartPlace(float64(at.X)), store.ChartPlace(float64(at.Y))
		d.Scene.At[i] = scene.Point{X: float32(m.X), Y: float32(m.Y)}
	}
}

// edges finds the ties between what is seen; several between the same two
// things bend away from one another.
func (d *Drawing) edges(keep []bool, gate *redact.Gate) {
	type pair struct{ a, b int }
	many := map[pair][]int{}
	for i := range d.Graph.Edges {
		e := &d.Graph.Edges[i]
		from, okFrom := d.at[e.From]
		to, okTo := d.at[e.To]
		if !keep[i] || !okFrom || !okTo || from == to {
			continue
		}
		p := pair{min(from, to), max(from, to)}
		many[p] = append(many[p], len(d.Edges))
		d.Edges = append(d.Edges, i)
		label := strings.TrimSpace(e.Label + " " + e.Caption)
		if strings.HasPrefix(e.Kind, "shared.") {
			label = ""
		}
		if gate != nil {
			if d.hidden(e.From, gate) || d.hidden(e.To, gate) {
				label = e.Label // what is said of a hidden person's ties stays
			}
			label = gate.Text(label)
		}
		d.Scene.Edges = append(d.Scene.Edges, scene.Edge{
			Key: e.Key, From: int32(from), To: int32(to), Label: label, Dashed: e.Dashed(), Directed: e.Directed,
			Alarm: e.Suspected || d.Graph.Nodes[e.From].Sanctioned && ownership(e.Kind),
		})
	}
	for _, all := range many {
		for k, i := range all {
			d.Scene.Edges[i].Bend = (float32(k) - float32(len(all)-1)/2) * bend
		}
	}
}

// ownership tells whether a tie of this kind puts one end in the hands of the other.
func ownership(kind string) bool {
	s, ok := ontology.Default().Schema(kind)
	return ok && (s.IsA("Ownership") || s.IsA("Control"))
}

// dress says how each mark looks, and names it.
func (d *Drawing) dress(keep []bool, look Look) {
	d.Scene.Nodes = make([]scene.Node, len(d.Nodes))
	on := make([]map[int]bool, len(d.Nodes))
	for _, e := range d.Scene.Edges {
		for _, ends := range [][2]int32{{e.From, e.To}, {e.To, e.From}} {
			if on[ends[0]] == nil {
				on[ends[0]] = map[int]bool{}
			}
			on[ends[0]][int(ends[1])] = true
		}
	}
	narrowed := !d.Filter.Empty()
	for i, node := range d.Nodes {
		n := &d.Graph.Nodes[node]
		degree := d.Graph.Degree(node)
		mark := scene.Node{
			Key: n.Key, Kind: string(n.Group), Label: d.name(n, look.Gate), Halo: n.Sanctioned, Pinned: d.Members[i].Pinned,
			R:    float32(math.Min(leastMark+1.6*math.Log2(1+float64(degree)), mostMark)),
			Rank: float32(degree),
		}
		if n.Sanctioned {
			mark.Rank += 1000
		}
		if n.Group == ontology.GroupFirm || n.Group == ontology.GroupPerson {
			mark.Rank += 0.5
		}
		mark.Badge = badge(len(on[i]), degree)
		// A filter took all its ties on this chart, as a date before there were any does.
		mark.Faint = narrowed && len(on[i]) == 0 && d.tied(node, keep)
		d.Scene.Nodes[i] = mark
	}
	d.light(look.Path)
}

// tied tells whether a node has ties to others in sight that the filter took away.
func (d *Drawing) tied(node int, keep []bool) bool {
	for _, e := range d.Graph.Incident(node) {
		if _, ok := d.at[d.Graph.Other(int(e), node)]; ok && !keep[e] {
			return true
		}
	}
	return false
}

// badge says how many ties a thing has, and how many of them are in sight.
func badge(shown, all int) string {
	switch {
	case all == 0:
		return ""
	case shown >= all:
		return itoa(all)
	}
	return itoa(shown) + "/" + itoa(all)
}

func (d *Drawing) name(n *network.Node, gate *redact.Gate) string {
	if gate == nil {
		return n.Caption
	}
	if n.Entity.IsZero() {
		return gate.Text(n.Caption)
	}
	for _, id := range n.Members { // one hidden member hides the whole
		if name, hidden := gate.Entity(id); hidden {
			return name
		}
	}
	name, _ := gate.Entity(n.Entity)
	if name == "" {
		return gate.Text(n.Caption)
	}
	return name
}

// hidden tells whether a node must not be named.
func (d *Drawing) hidden(node int, gate *redact.Gate) bool {
	return slices.ContainsFunc(d.Graph.Nodes[node].Members, func(id store.ID) bool {
		_, hidden := gate.Entity(id)
		return hidden
	})
}

// light lets a path stand out and everything else step back.
func (d *Drawing) light(path *network.Path) {
	if path == nil || len(path.Nodes) == 0 {
		return
	}
	strong := map[int]bool{}
	for _, hop := range path.Hops {
		for _, e := range hop {
			strong[e] = true
		}
	}
	for i := range d.Scene.Edges {
		d.Scene.Edges[i].Strong = strong[d.Edges[i]]
		d.Scene.Edges[i].Faint = !strong[d.Edges[i]]
	}
	for i := range d.Scene.Nodes {
		d.Scene.Nodes[i].Faint = !slices.Contains(path.Nodes, d.Nodes[i])
	}
}

// groups are the outlines around those that are in sight.
func (d *Drawing) groups(look Look) {
	for _, g := range d.Content.Groups {
		o := scene.Outline{Key: g.ID.String(), Title: g.Title}
		if look.Gate != nil {
			o.Title = look.Gate.Text(g.Title)
		}
		for i, m := range d.Members {
			if m.Group == g.ID {
				o.Members = append(o.Members, int32(i))
			}
		}
		if len(o.Members) > 0 {
			d.Scene.Outlines = append(d.Scene.Outlines, o)
		}
	}
}

func (d *Drawing) notes(look Look) {
	for _, n := range d.Content.Notes {
		note := scene.Note{Key: n.ID.String(), About: scene.None, At: scene.Point{X: float32(n.X), Y: float32(n.Y)}, Text: n.Text}
		if look.Gate != nil {
			note.Text = look.Gate.Text(n.Text)
		}
		if n.About != "" {
			i, ok := d.Find(n.About)
			if !ok {
				continue
			}
			note.About = int32(i)
		}
		d.Scene.Notes = append(d.Scene.Notes, note)
	}
}

// Legend is a kind of thing on a chart, for the line that explains it.
type Legend struct {
	Kind  string
	Label string
	Count int
}

// Legends lists the kinds in sight, in the order of the ontology.
func (d *Drawing) Legends() []Legend {
	counts := map[string]int{}
	for i := range d.Scene.Nodes {
		counts[d.Scene.Nodes[i].Kind]++
	}
	var all []Legend
	for kind, n := range counts {
		all = append(all, Legend{Kind: kind, Label: KindWord(kind), Count: n})
	}
	order := ontology.Groups()
	slices.SortFunc(all, func(a, b Legend) int {
		return cmp.Compare(slices.Index(order, ontology.Group(a.Kind)), slices.Index(order, ontology.Group(b.Kind)))
	})
	return all
}

// KindWord is a group of the ontology in the words of a legend.
func KindWord(group string) string {
	switch group {
	case "body":
		return "public body"
	case "":
		return "other"
	}
	return group
}
