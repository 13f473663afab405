package chart

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"redthread/app/network"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Make makes a chart with things on it, in one action.
func Make(ctx context.Context, c *store.Case, title, layout string, nodes []store.ChartNode) (store.ID, error) {
	title, err := value.Canonical(value.KindName, title)
	if err != nil {
		return store.ID{}, store.Sentence(store.ErrInvalid, "Give the chart a title, such as the question it is to answer.")
	}
	return makeChart(ctx, c, store.Chart{Title: title, Layout: layout}, nodes)
}

func makeChart(ctx context.Context, c *store.Case, ch store.Chart, nodes []store.ChartNode) (store.ID, error) {
	var id store.ID
	_, err := c.Update(ctx, "Make the chart “"+ch.Title+"”", func(tx *store.Tx) error {
		var err error
		if id, err = tx.AddChart(ch); err != nil {
			return err
		}
		for _, n := range nodes {
			n.Chart = id
			if err := tx.PutChartNode(n); err != nil {
				return err
			}
		}
		return nil
	})
	return id, err
}

// Rename gives a chart another title.
func Rename(ctx context.Context, c *store.Case, id store.ID, title string) error {
	title, err := value.Canonical(value.KindName, title)
	if err != nil {
		return store.Sentence(store.ErrInvalid, "Give the chart a title, such as the question it is to answer.")
	}
	return set(ctx, c, id, "Rename the chart", func(ch *store.Chart) { ch.Title = title })
}

// Remove takes a chart away; undo brings it back.
func Remove(ctx context.Context, c *store.Case, id store.ID) error {
	return set(ctx, c, id, "Remove the chart", func(ch *store.Chart) { ch.Removed = true })
}

// SetFilter changes what is shown of a chart.
func SetFilter(ctx context.Context, c *store.Case, id store.ID, f Filter) error {
	return set(ctx, c, id, "Filter the chart", func(ch *store.Chart) { ch.Filter = f.String() })
}

func set(ctx context.Context, c *store.Case, id store.ID, label string, change func(*store.Chart)) error {
	now, err := c.Chart(ctx, id)
	if err != nil {
		return err
	}
	change(&now.Chart)
	_, err = c.Update(ctx, label, func(tx *store.Tx) error { return tx.SetChart(now.Chart) })
	return err
}

// Copy makes a second chart of what stands on one.
func Copy(ctx context.Context, c *store.Case, id store.ID) (store.ID, error) {
	now, err := c.Chart(ctx, id)
	if err != nil {
		return store.ID{}, err
	}
	var made store.ID
	_, err = c.Update(ctx, "Copy the chart", func(tx *store.Tx) error {
		var err error
		if made, err = tx.AddChart(store.Chart{Title: now.Title + " (copy)", Layout: now.Layout, Filter: now.Filter}); err != nil {
			return err
		}
		groups := map[store.ID]store.ID{}
		for _, g := range now.Groups {
			was := g.ID
			g.ID, g.Chart = store.ID{}, made
			if groups[was], err = tx.PutChartGroup(g); err != nil {
				return err
			}
		}
		for _, n := range now.Nodes {
			n.Chart, n.Group = made, groups[n.Group]
			if err := tx.PutChartNode(n); err != nil {
				return err
			}
		}
		for _, n := range now.Notes {
			n.ID, n.Chart = store.ID{}, made
			if _, err := tx.PutChartNote(n); err != nil {
				return err
			}
		}
		return nil
	})
	return made, err
}

// Put writes how things stand on a chart, in one action: it adds, moves, pins,
// hides and takes off, as the nodes say.
func Put(ctx context.Context, c *store.Case, label string, nodes []store.ChartNode) error {
	_, err := c.Update(ctx, label, func(tx *store.Tx) error {
		for _, n := range nodes {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := tx.PutChartNode(n); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// Arrange writes the places that a layout found, and which layout it was.
func Arrange(ctx context.Context, c *store.Case, id store.ID, layout string, nodes []store.ChartNode) error {
	now, err := c.Chart(ctx, id)
	if err != nil {
		return err
	}
	now.Chart.Layout = layout
	_, err = c.Update(ctx, "Lay out the chart: "+layout, func(tx *store.Tx) error {
		if err := tx.SetChart(now.Chart); err != nil {
			return err
		}
		for _, n := range nodes {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := tx.PutChartNode(n); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// Group draws a named line around things; they leave the groups they were in.
func Group(ctx context.Context, c *store.Case, chart store.ID, title string, nodes []store.ChartNode) error {
	title = strings.TrimSpace(title)
	_, err := c.Update(ctx, "Group "+Things(len(nodes)), func(tx *store.Tx) error {
		id, err := tx.PutChartGroup(store.ChartGroup{Chart: chart, Title: title})
		if err != nil {
			return err
		}
		for _, n := range nodes {
			n.Group = id
			if err := tx.PutChartNode(n); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// RenameGroup gives a group another name; an empty name dissolves it.
func RenameGroup(ctx context.Context, c *store.Case, g store.ChartGroup, title string) error {
	g.Title = strings.TrimSpace(title)
	label := "Rename the group"
	if g.Title == "" {
		g.Removed, label = true, "Dissolve the group"
	}
	_, err := c.Update(ctx, label, func(tx *store.Tx) error {
		_, err := tx.PutChartGroup(g)
		return err
	})
	return err
}

// Note writes a note on a chart, or changes one; empty text takes it away.
func Note(ctx context.Context, c *store.Case, n store.ChartNote) error {
	n.Text = strings.TrimSpace(n.Text)
	label := "Write on the chart"
	switch {
	case n.Text == "" && n.ID.IsZero():
		return nil
	case n.Text == "":
		n.Removed, label = true, "Remove a note from the chart"
	case !n.ID.IsZero():
		label = "Change a note on the chart"
	}
	_, err := c.Update(ctx, label, func(tx *store.Tx) error {
		_, err := tx.PutChartNote(n)
		return err
	})
	return err
}

// Things counts things in words.
func Things(n int) string {
	if n == 1 {
		return "1 thing"
	}
	return fmt.Sprintf("%d things", n)
}

// Newcomers makes nodes of a chart from nodes of the graph, those that stand
// on it already left out. Each is given a place beside what it is tied to.
func (d *Drawing) Newcomers(nodes []int) []store.ChartNode {
	have := map[int]bool{}
	for _, m := range d.Content.Nodes {
		if node, ok := d.Graph.Lookup(m.Key); ok && !m.Hidden {
			have[node] = true
		}
	}
	content := d.Content
	content.Nodes = slices.Clone(content.Nodes)
	content.Filter = ""
	fresh := map[int]bool{}
	for _, node := range nodes {
		if have[node] || fresh[node] {
			continue
		}
		fresh[node] = true
		content.Nodes = append(content.Nodes, store.ChartNode{Chart: d.Content.ID, Key: d.Graph.Nodes[node].Key})
	}
	// One that is there but hidden is shown where it stood.
	content.Nodes = slices.DeleteFunc(content.Nodes, func(n store.ChartNode) bool {
		node, ok := d.Graph.Lookup(n.Key)
		return n.Hidden && ok && fresh[node]
	})
	drawn := Draw(d.Graph, content, Look{})
	var all []store.ChartNode
	for i, node := range drawn.Nodes {
		if fresh[node] {
			all = append(all, drawn.Members[i])
		}
	}
	return all
}

// Whole lists every node of a graph that has a tie, or all of them where none has.
func Whole(g *network.Graph) []int {
	var all, tied []int
	for i := range g.Nodes {
		all = append(all, i)
		if g.Degree(i) > 0 {
			tied = append(tied, i)
		}
	}
	if len(tied) == 0 {
		return all
	}
	return tied
}

// Around lists nodes and everything up to so many ties away from them. Claims
// and identifiers that say little are ends, and lead no further.
func Around(g *network.Graph, from []int, ties int) []int {
	seen := map[int]bool{}
	all := slices.Clone(from)
	for _, n := range from {
		seen[n] = true
	}
	ring := from
	for range ties {
		var next []int
		for _, n := range ring {
			node := &g.Nodes[n]
			if !slices.Contains(from, n) && (node.Group == ontology.GroupClaim || node.Shared != nil && node.Shared.Muted) {
				continue
			}
			for _, other := range g.Neighbours(n, "", false, network.Filter{}) {
				if !seen[other] {
					seen[other] = true
					next = append(next, other)
				}
			}
		}
		all = append(all, next...)
		ring = next
	}
	return all
}
