// Package chart keeps and draws the charts of a case: which parties a
// researcher has put on one, where they stand, and what of them is shown.
//
// # What a chart is
//
// A chart is a choice, not a copy. It names things of the case by the keys of
// package network and says where each stands; what they are called, how they
// are tied and how sure that is, is read from the case each time. So a chart
// never goes stale, and what is withdrawn leaves it by itself.
//
// Every change ([Make], [Put], [Group] …) is one action of the case with one
// name, whatever it moves: dragging fifty things is taken back by one undo.
// Only the camera is nobody's business but the screen's.
//
// # From chart to picture
//
// [Draw] makes a scene of a chart and the graph of its case: what the filter
// lets through, marks with their kind, ties and doubt, lines with what is said
// of them. The window paints that scene, and the exports write the same one,
// drawn through the gate so that nobody who is protected is named.
//
//	content, _ := c.Chart(ctx, id)
//	graph, _ := network.Build(ctx, c, network.Options{})
//	drawing := chart.Draw(graph, content, chart.Look{})
package chart
