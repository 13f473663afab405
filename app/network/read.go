package network

import (
	"context"
	"slices"
	"strings"
	"time"

	"redthread/app/sameness"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Options say what of a case becomes the graph.
type Options struct {
	KnownAt  time.Time // as the case knew it then; zero: now
	NoShared bool      // without nodes for shared identifiers
}

// Build reads a case as a graph.
func Build(ctx context.Context, c *store.Case, o Options) (*Graph, error) {
	b := builder{o: o, rows: map[store.ID]store.EntityRow{}, about: map[store.ID][]store.Statement{}, sources: map[store.ID]store.Source{}}
	if err := b.read(ctx, c); err != nil {
		return nil, err
	}
	b.nodes()
	b.links()
	b.properties()
	if !o.NoShared {
		if err := b.shared(ctx, c); err != nil {
			return nil, err
		}
	}
	b.g.index()
	return b.g, nil
}

// builder makes a graph out of what a case says.
type builder struct {
	o       Options
	g       *Graph
	rows    map[store.ID]store.EntityRow
	order   []store.ID // entities in the order in which they were first spoken of
	about   map[store.ID][]store.Statement
	sources map[store.ID]store.Source
	same    *sameness.Clusters
	node    map[store.ID]int // of every member
}

func (b *builder) read(ctx context.Context, c *store.Case) error {
	rows, _, err := c.Entities(ctx, store.EntityFilter{})
	if err != nil {
		return err
	}
	for _, r := range rows {
		b.rows[r.ID] = r
	}
	sources, err := c.Sources(ctx)
	if err != nil {
		return err
	}
	for _, s := range sources {
		b.sources[s.ID] = s.Source
	}
	all, err := c.Statements(ctx, store.StatementFilter{KnownAt: b.o.KnownAt})
	if err != nil {
		return err
	}
	for _, st := range all {
		if !st.Live {
			continue
		}
		if b.about[st.Entity] == nil {
			b.order = append(b.order, st.Entity)
			if _, ok := b.rows[st.Entity]; !ok { // it lived then and has no live statement now
				r, err := c.Entity(ctx, st.Entity)
				if err != nil {
					return err
				}
				b.rows[st.Entity] = r
			}
		}
		b.about[st.Entity] = append(b.about[st.Entity], st)
	}
	judged, err := c.Judgements(ctx, store.ID{})
	if err != nil {
		return err
	}
	if !b.o.KnownAt.IsZero() {
		judged = slices.DeleteFunc(judged, func(j store.Judgement) bool { return j.At.After(b.o.KnownAt) })
	}
	b.same = sameness.Of(judged)
	return nil
}

func schemaOf(name string) *ontology.Schema {
	s, _ := ontology.Default().Schema(name)
	return s
}

// nodes makes a node of each thing that is no link.
func (b *builder) nodes() {
	b.g = &Graph{}
	b.node = make(map[store.ID]int, len(b.order))
	for _, id := range b.order {
		row := b.rows[id]
		s := schemaOf(row.Schema)
		if s != nil && s.Edge != nil {
			continue
		}
		members := b.living(b.same.Members(id))
		at, seen := b.node[members[0]]
		if !seen {
			at = len(b.g.Nodes)
			first := members[0]
			n := Node{Key: first.String(), Entity: first, Members: members, Schema: b.rows[first].Schema, Group: ontology.GroupDocument}
			face := schemaOf(n.Schema)
			n.Caption = b.caption(first, face)
			if face != nil {
				n.Group = face.Group
			}
			b.g.Nodes = append(b.g.Nodes, n)
		}
		b.node[id], b.node[members[0]] = at, at
		n := &b.g.Nodes[at]
		if n.Class == "" {
			n.Class = row.Class
		}
		n.Sanctioned = n.Sanctioned || row.Class == store.ClassListed
		b.told(n, s, id)
	}
	for i := range b.g.Nodes {
		slices.SortStableFunc(b.g.Nodes[i].Dates, func(x, y Date) int { return x.Value.Compare(y.Value) })
	}
}

// living leaves out members of which nothing is said, and links.
func (b *builder) living(members []store.ID) []store.ID {
	return slices.DeleteFunc(slices.Clone(members), func(id store.ID) bool {
		s := schemaOf(b.rows[id].Schema)
		return b.about[id] == nil || s != nil && s.Edge != nil
	})
}

// caption names a thing: by its name, or by what it is and its most telling value.
func (b *builder) caption(id store.ID, s *ontology.Schema) string {
	row := b.rows[id]
	if row.Caption != "" {
		return row.Caption
	}
	if s == nil {
		return row.Schema
	}
	for _, property := range s.Featured {
		p, ok := s.Property(property)
		if !ok || p.Kind == value.KindEntity {
			continue
		}
		for _, st := range b.about[id] {
			if st.Property == property && st.Stance == store.Asserts {
				return s.Label + ": " + value.Show(p.Kind, st.Value)
			}
		}
	}
	return s.Label
}

// told takes in what is said of a node: its dates and whether it is sanctioned.
func (b *builder) told(n *Node, s *ontology.Schema, id store.ID) {
	if s == nil {
		return
	}
	for _, st := range b.about[id] {
		p, ok := s.Property(st.Property)
		if !ok || st.Stance != store.Asserts {
			continue
		}
		switch p.Kind {
		case value.KindDate:
			if recordKeeping[p.Name] {
				continue
			}
			if d, err := value.ParseDate(st.Value); err == nil {
				n.Dates = append(n.Dates, Date{p.Name, d})
			}
		case value.KindTopic:
			n.Sanctioned = n.Sanctioned || listedTopic(st.Value)
		}
	}
}

// recordKeeping are dates of a record and not of what it speaks of.
var recordKeeping = map[string]bool{"createdAt": true, "modifiedAt": true, "retrievedAt": true}

// listedTopic tells whether a topic says that its bearer is on a list itself;
// "sanction.linked" says it of somebody else.
func listedTopic(t string) bool {
	switch t {
	case "sanction", "debarment", "asset.frozen", "export.control":
		return true
	}
	return false
}

// links makes an edge of each link that has both of its ends.
func (b *builder) links() {
	for _, id := range b.order {
		s := schemaOf(b.rows[id].Schema)
		if s == nil || s.Edge == nil {
			continue
		}
		from, to := b.ends(id, s.Edge.Source), b.ends(id, s.Edge.Target)
		made := 0
		for _, f := range from {
			for _, t := range to {
				if f.node == t.node || made == mostEnds {
					continue
				}
				key := id.String()
				if made > 0 { // a link of which more ends are said than two
					key += ">" + b.g.Nodes[f.node].Key + ">" + b.g.Nodes[t.node].Key
				}
				b.edge(Edge{
					Key: key, From: f.node, To: t.node, Kind: s.Name, Label: s.Edge.Label, Caption: b.shown(id, s.Edge.Caption),
					Directed: s.Edge.Directed, Link: id,
					Suspected: suspected(s.Name, b.about[id]),
				}, b.resting(id, s, f, t), b.about[id])
				made++
			}
		}
	}
}

// shown words what is said of a property of a link, for its line.
func (b *builder) shown(link store.ID, property string) string {
	s := schemaOf(b.rows[link].Schema)
	p, ok := s.Property(property)
	if !ok {
		return ""
	}
	var all []string
	for _, st := range b.about[link] {
		if v := value.Show(p.Kind, st.Value); st.Property == property && st.Stance == store.Asserts && st.Target.IsZero() && !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return strings.Join(all, " / ")
}

// mostEnds bounds the lines of one link, of which a stranger's file can name
// any number of ends.
const mostEnds = 64

// end is a thing that a link is said to end at, with the statements that say so.
type end struct {
	node int
	said []store.Statement
}

func (b *builder) ends(link store.ID, property string) []end {
	var all []end
	for _, st := range b.about[link] {
		if st.Property != property {
			continue
		}
		n, ok := b.node[st.Target]
		if !ok {
			continue
		}
		i := slices.IndexFunc(all, func(e end) bool { return e.node == n })
		if i < 0 {
			i = len(all)
			all = append(all, end{node: n})
		}
		all[i].said = append(all[i].said, st)
	}
	// An end that sources only deny is not one.
	return slices.DeleteFunc(all, func(e end) bool {
		return !slices.ContainsFunc(e.said, func(st store.Statement) bool { return st.Stance == store.Asserts })
	})
}

// resting gives the statements that an edge between two ends rests on: those
// of these ends, and what else is said of the link.
func (b *builder) resting(link store.ID, s *ontology.Schema, f, t end) []store.Statement {
	all := slices.Concat(f.said, t.said)
	for _, st := range b.about[link] {
		if st.Property != s.Edge.Source && st.Property != s.Edge.Target {
			all = append(all, st)
		}
	}
	return all
}

// properties makes an edge of each property that points from a thing to another.
func (b *builder) properties() {
	type pair struct {
		kind     string
		from, to int
		via      store.ID
	}
	said := map[pair][]store.Statement{}
	var order []pair
	labels := map[string]*ontology.Property{}
	for _, id := range b.order {
		row := b.rows[id]
		s := schemaOf(row.Schema)
		if s == nil {
			continue
		}
		for _, st := range b.about[id] {
			if st.Target.IsZero() || s.Edge != nil && (st.Property == s.Edge.Source || st.Property == s.Edge.Target) {
				continue
			}
			p, ok := s.Property(st.Property)
			if !ok {
				continue
			}
			kind := p.Owner + "." + p.Name
			labels[kind] = p
			froms, _ := b.reached(id)
			tos, via := b.reached(st.Target)
			for _, f := range froms {
				for _, t := range tos {
					k := pair{kind, f, t, via}
					if f == t {
						continue
					}
					if said[k] == nil {
						order = append(order, k)
					}
					said[k] = append(said[k], st)
				}
			}
		}
	}
	for _, k := range order {
		all := said[k]
		if !slices.ContainsFunc(all, func(st store.Statement) bool { return st.Stance == store.Asserts }) {
			continue
		}
		if k.kind == "Sanction.entity" {
			b.g.Nodes[k.to].Sanctioned = true
		}
		key := strings.Join([]string{b.g.Nodes[k.from].Key, k.kind, b.g.Nodes[k.to].Key}, ">")
		if !k.via.IsZero() {
			key += ">" + k.via.String()
		}
		var dated []store.Statement
		if s := schemaOf(b.g.Nodes[k.from].Schema); s != nil {
			for _, id := range b.g.Nodes[k.from].Members {
				dated = append(dated, b.about[id]...)
			}
		}
		b.edge(Edge{Key: key, From: k.from, To: k.to, Kind: k.kind, Label: labels[k.kind].Label, Directed: true, Via: k.via, Suspected: k.kind == "Similar.match" || k.kind == "Similar.candidate"}, all, dated)
	}
}

// reached gives the node of a thing; of a link, the nodes at its ends.
func (b *builder) reached(id store.ID) (nodes []int, via store.ID) {
	if n, ok := b.node[id]; ok {
		return []int{n}, store.ID{}
	}
	s := schemaOf(b.rows[id].Schema)
	if s == nil || s.Edge == nil {
		return nil, store.ID{}
	}
	for _, property := range []string{s.Edge.Source, s.Edge.Target} {
		for _, e := range b.ends(id, property) {
			if len(nodes) < mostEnds && !slices.Contains(nodes, e.node) {
				nodes = append(nodes, e.node)
			}
		}
	}
	return nodes, id
}
