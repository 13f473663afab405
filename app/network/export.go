package network

import (
	"cmp"
	"context"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"redthread/app/network/graphfile"
	"redthread/app/network/layout"
	"redthread/app/redact"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Export makes a file's graph of nodes of g, placed at the points of the same
// order; without points nothing is placed. Everything passes the gate: captions,
// values and the details that tie parties. Every property of which something is said
// becomes a column, and so does what an edge carries.
func Export(ctx context.Context, c *store.Case, g *Graph, gate *redact.Gate, nodes []int, at []layout.Point) (*graphfile.Graph, error) {
	if at != nil && len(at) != len(nodes) {
		return nil, fmt.Errorf("%d places are given for %d nodes", len(at), len(nodes))
	}
	info, err := c.Info(ctx)
	if err != nil {
		return nil, err
	}
	all, err := c.Statements(ctx, store.StatementFilter{})
	if err != nil {
		return nil, err
	}
	x := &exporter{
		c: c, g: g, gate: gate, out: &graphfile.Graph{Name: gate.Text(info.Title), Directed: true},
		about: map[store.ID][]store.Statement{}, by: map[store.ID]*store.Statement{}, at: make(map[int]int32, len(nodes)),
	}
	for i, st := range all {
		x.about[st.Entity] = append(x.about[st.Entity], st)
		x.by[st.ID] = &all[i]
	}
	sources, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	x.sources = make(map[store.ID]int, len(sources))
	for _, s := range sources {
		x.sources[s.ID] = s.Number
	}
	x.nodes(nodes, at)
	x.edges()
	return x.out, x.safe()
}

// exporter puts a graph's nodes and edges through the gate.
type exporter struct {
	c       *store.Case
	g       *Graph
	gate    *redact.Gate
	out     *graphfile.Graph
	about   map[store.ID][]store.Statement
	by      map[store.ID]*store.Statement
	sources map[store.ID]int // numbers in the list
	at      map[int]int32
}

// ownColumns is how many columns of nodes and of edges are ours; those of
// properties follow.
const ownColumns = 12

// told are cells by the name of their column.
type told map[string]string

// row puts cells in the order of columns, which grow by what is new.
func row(columns *[]graphfile.Column, at map[string]int, types map[string]graphfile.Type, t told, order []string) []graphfile.Value {
	for _, name := range order {
		if _, ok := at[name]; !ok && t[name] != "" {
			at[name] = len(*columns)
			*columns = append(*columns, graphfile.Column{Name: name, Type: cmp.Or(types[name], graphfile.String)})
		}
	}
	all := make([]graphfile.Value, len(*columns))
	for name, v := range t {
		if k, ok := at[name]; ok && v != "" {
			all[k] = graphfile.Text(v)
		}
	}
	return all
}

func (x *exporter) nodes(nodes []int, at []layout.Point) {
	columns := map[string]int{}
	types := map[string]graphfile.Type{"sanctioned": graphfile.Boolean, "protected": graphfile.Boolean, "neighbours": graphfile.Int, "parties": graphfile.Int, "muted": graphfile.Boolean}
	for i, n := range nodes {
		node := &x.g.Nodes[n]
		f := graphfile.Node{ID: x.id(n), Shape: shapes[node.Group], Size: 8 + 4*math.Sqrt(float64(x.g.Degree(n)))}
		if at != nil {
			f.Placed, f.X, f.Y = true, float64(at[i].X), -float64(at[i].Y) // files count upwards
		}
		f.Colour = groupColour(node.Group)
		t := told{"group": string(node.Group), "neighbours": strconv.Itoa(x.g.Degree(n)), "sanctioned": strconv.FormatBool(node.Sanctioned)}
		order := []string{"short id", "schema", "group", "class", "sanctioned", "protected", "neighbours", "same as", "shared", "parties", "muted", "why"}
		if node.Shared != nil {
			f.Label = x.detail(n)
			t["shared"], t["parties"], t["muted"], t["why"] = node.Shared.Kind, strconv.Itoa(node.Shared.Parties), strconv.FormatBool(node.Shared.Muted), x.gate.Text(node.Shared.Why)
		} else {
			var hidden bool
			f.Label, hidden = x.gate.Entity(node.Entity)
			if hidden {
				t["protected"] = "true"
			}
			t["short id"], t["schema"], t["class"] = x.c.Short(store.KindEntity, node.Entity), node.Schema, string(node.Class)
			var same []string
			for _, id := range node.Members[1:] {
				same = append(same, x.c.Short(store.KindEntity, id))
			}
			t["same as"] = strings.Join(same, " ")
			for _, id := range node.Members {
				order = x.facts(t, order, id)
			}
		}
		f.Values = row(&x.out.NodeColumns, columns, types, t, order)
		x.at[n] = int32(len(x.out.Nodes))
		x.out.Nodes = append(x.out.Nodes, f)
	}
	for i := range x.out.Nodes {
		x.out.Nodes[i].Values = filled(x.out.Nodes[i].Values, len(x.out.NodeColumns))
	}
}

func filled(all []graphfile.Value, n int) []graphfile.Value {
	return append(all, make([]graphfile.Value, n-len(all))...)
}

// id names a node in a file. That of a shared detail must not give the detail away.
func (x *exporter) id(n int) string {
	if x.g.Nodes[n].Shared != nil {
		return "shared-" + strconv.Itoa(n)
	}
	return x.g.Nodes[n].Key
}

// detail names a shared detail, unless a party whose details are withheld gives it.
func (x *exporter) detail(n int) string {
	s := x.g.Nodes[n].Shared
	for _, k := range x.g.Incident(n) {
		for _, id := range x.g.Edges[k].Statements {
			if st := x.by[id]; st == nil || x.gate.Statement(*st).Masked {
				return s.Kind + " (" + redact.Withheld + ")"
			}
		}
	}
	return x.gate.Text(s.Value)
}

// facts adds what is said of an entity, each property a cell.
func (x *exporter) facts(t told, order []string, id store.ID) []string {
	for i := range x.about[id] {
		st := &x.about[id][i]
		if !st.Target.IsZero() || st.Stance == store.Disputes {
			continue
		}
		name := column(st.Property, order[:ownColumns])
		shown := x.gate.Statement(*st).Text
		switch have := t[name]; {
		case have == "":
			t[name] = shown
			if !slices.Contains(order, name) {
				order = append(order, name)
			}
		case !slices.Contains(strings.Split(have, "; "), shown):
			t[name] = have + "; " + shown
		}
	}
	return order
}

// column names a property's column apart from ours.
func column(property string, ours []string) string {
	if slices.Contains(ours, property) || fieldNames[property] {
		return "property " + property
	}
	return property
}

// fieldNames are columns that graph programs take for something else.
var fieldNames = map[string]bool{"label": true, "id": true, "size": true, "x": true, "y": true, "z": true, "r": true, "g": true, "b": true, "weight": true, "shape": true, "source": true, "target": true, "type": true, "kind": true}

func (x *exporter) edges() {
	columns := map[string]int{}
	types := map[string]graphfile.Type{"suspected": graphfile.Boolean, "disputed": graphfile.Boolean, "origins": graphfile.Int}
	order := []string{"kind of tie", "on the line", "suspected", "disputed", "since", "until", "grade", "origins", "first noted", "statements", "sources", "note"}
	for i := range x.g.Edges {
		e := &x.g.Edges[i]
		from, ok := x.at[e.From]
		to, okTo := x.at[e.To]
		if !ok || !okTo {
			continue
		}
		f := graphfile.Edge{ID: "tie-" + strconv.Itoa(i), From: from, To: to, Label: e.Label, Weight: 1, Thickness: 1, Direction: graphfile.Directed, Shape: "solid"}
		if !e.Directed {
			f.Direction = graphfile.Undirected
		}
		if e.Dashed() {
			f.Shape = "dashed"
		}
		t := told{
			"kind of tie": e.Kind, "suspected": strconv.FormatBool(e.Suspected), "disputed": strconv.FormatBool(e.Disputed),
			"since": value.Show(value.KindDate, e.Since), "until": value.Show(value.KindDate, e.Until),
			"grade": e.Grade.String(), "origins": strconv.Itoa(e.Origins), "note": x.gate.Text(e.Note),
		}
		if !e.Known.IsZero() {
			t["first noted"] = e.Known.UTC().Format("2006-01-02")
		}
		t["on the line"] = x.line(e)
		var statements, sources []string
		for _, id := range e.Statements {
			statements = append(statements, x.c.Short(store.KindStatement, id))
			if st := x.by[id]; st != nil && x.sources[st.Source] > 0 {
				if mark := "[" + strconv.Itoa(x.sources[st.Source]) + "]"; !slices.Contains(sources, mark) {
					sources = append(sources, mark)
				}
			}
		}
		t["statements"], t["sources"] = strings.Join(statements, " "), strings.Join(sources, " ")
		full := slices.Clone(order)
		if !e.Link.IsZero() {
			full = x.facts(t, full, e.Link)
		}
		f.Values = row(&x.out.EdgeColumns, columns, types, t, full)
		x.out.Edges = append(x.out.Edges, f)
	}
	for i := range x.out.Edges {
		x.out.Edges[i].Values = filled(x.out.Edges[i].Values, len(x.out.EdgeColumns))
	}
}

// line is what stands on an edge, as far as it may leave.
func (x *exporter) line(e *Edge) string {
	s := schemaOf(e.Kind)
	if e.Link.IsZero() || s == nil || s.Edge == nil {
		return x.gate.Text(e.Caption)
	}
	var all []string
	for _, st := range x.about[e.Link] {
		if st.Property == s.Edge.Caption && st.Stance == store.Asserts && st.Target.IsZero() {
			if v := x.gate.Statement(st).Text; !slices.Contains(all, v) {
				all = append(all, v)
			}
		}
	}
	return strings.Join(all, " / ")
}

// safe looks through everything that is about to leave for protected names.
func (x *exporter) safe() error {
	seen := map[string]bool{}
	check := func(s string) error {
		if s == "" || seen[s] {
			return nil
		}
		seen[s] = true
		if leaks := x.gate.Leaks(s); len(leaks) > 0 {
			return fmt.Errorf("a protected name would leave the case; nothing was written")
		}
		return nil
	}
	cells := func(label string, all []graphfile.Value) error {
		if err := check(label); err != nil {
			return err
		}
		for _, v := range all {
			if err := check(v.Text); err != nil {
				return err
			}
		}
		return nil
	}
	for i := range x.out.Nodes {
		if err := cells(x.out.Nodes[i].Label, x.out.Nodes[i].Values); err != nil {
			return err
		}
	}
	for i := range x.out.Edges {
		if err := cells(x.out.Edges[i].Label, x.out.Edges[i].Values); err != nil {
			return err
		}
	}
	return check(x.out.Name)
}

// The colours of the groups on white paper, and forms that tell them apart without
// colour.
var (
	groupColours = map[ontology.Group]uint32{
		ontology.GroupFirm: 0x1F6F78, ontology.GroupPerson: 0x4B5FA8, ontology.GroupBody: 0x8A6420, ontology.GroupContract: 0x5D7A2B,
		ontology.GroupWorkers: 0x7A4E9B, ontology.GroupIdentifier: 0x7B8087,
	}
	shapes = map[ontology.Group]string{
		ontology.GroupFirm: "disc", ontology.GroupPerson: "disc", ontology.GroupBody: "square", ontology.GroupContract: "square",
		ontology.GroupWorkers: "triangle", ontology.GroupIdentifier: "diamond",
	}
)

func groupColour(g ontology.Group) *color.NRGBA {
	c := groupColours[g]
	if c == 0 {
		c = 0x6A7079
	}
	return &color.NRGBA{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c), A: 255}
}

// Whole lays out every node of the graph by force.
func (g *Graph) Whole(ctx context.Context, seed uint64) (nodes []int, at []layout.Point, err error) {
	nodes = make([]int, len(g.Nodes))
	for i := range nodes {
		nodes[i] = i
	}
	o := layout.Options{Seed: seed, Size: make([]float32, len(nodes))}
	for i := range nodes {
		o.Size[i] = float32(8+4*math.Sqrt(float64(g.Degree(i)))) / 2
	}
	at, err = layout.Run(ctx, layout.Force, g.Layout(nodes, Filter{}), o)
	return nodes, at, err
}
