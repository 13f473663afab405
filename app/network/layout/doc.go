// Package layout finds places on the plane for the nodes of a graph.
//
// It knows numbers and nothing of cases, so that it can be measured by itself.
// [Run] lays out by one of five kinds: [Force] keeps neighbours near and everything
// else apart, [Layered] runs edges downwards, [Radial] draws rings around a node,
// [Grid] rows and [Timeline] time from left to right.
//
// # What every layout keeps
//
// The same graph, options and seed give the same places to the last bit on one kind
// of processor, however many cores work. Pinned nodes are where they were, to the last
// bit. A layout ends soon after its context does and gives the places it has so far.
// Where nodes are placed already and the layout is not asked to begin afresh, it adds to
// the picture: what stands moves little.
//
// # The force layout
//
// A graph is made coarser again and again by joining neighbours, until some twenty
// nodes are left; these are laid out from random places, and each finer level begins
// where the coarser ended (multilevel). On every level a node is pulled by its
// neighbours and pushed by all others, far ones together (a tree after Barnes and Hut).
// It goes as far along the force as its springs are soft, so that hubs and leaves need
// no common pace, and keeps part of its last move. The cost of a step is n log n, and a
// fixed number of steps is enough at each level since the coarse levels have done
// the rest. Connected parts are laid out one by one and packed.
//
// Which balance of forces is best depends on the graph: on trees and meshes a steep
// repulsion (1/d²) shows the shape, where everything is a few hops from everything else
// a flat one (1/d) keeps lengths even. The mean way between nodes decides.
// docs/benchmarks.md has the figures.
package layout
