package timeline

import (
	"context"
	"fmt"

	casechart "redthread/app/chart"
	"redthread/app/network"
	"redthread/store"
	"redthread/store/value"
)

// OfChart narrows a timeline to what is in sight on a chart, so that both show the same:
// the parties that its filter lets through and nobody hid, the time it is narrowed to, and
// what the case knew by its day. Lanes and kinds stay as they were asked for.
func OfChart(ctx context.Context, c *store.Case, id store.ID, o Options) (Options, string, error) {
	content, err := c.Chart(ctx, id)
	if err != nil {
		return o, "", fmt.Errorf("reading the chart: %w", err)
	}
	f := casechart.ParseFilter(content.Filter)
	graph, err := network.Build(ctx, c, network.Options{})
	if err != nil {
		return o, "", fmt.Errorf("reading the chart: %w", err)
	}
	d := casechart.Draw(graph, content, casechart.Look{})
	o.Parties = []store.ID{} // nobody in sight shows nothing
	for _, n := range d.Nodes {
		o.Parties = append(o.Parties, graph.Nodes[n].Members...)
	}
	if from, err := value.ParseDate(f.From); err == nil {
		o.From = from
	}
	if to, err := value.ParseDate(f.To); err == nil {
		o.To = to
	}
	if by, err := value.ParseDate(f.KnownBy); err == nil {
		if day, ok := by.Latest(); ok {
			o.KnownAt = day.Time().AddDate(0, 0, 1)
		}
	}
	return o, content.Title, nil
}
