// Package graphfile reads and writes graphs in the formats that other programs
// take: GraphML and GEXF both ways, tables of nodes and edges (CSV) and Graphviz DOT
// outwards.
//
// A [Graph] holds what these formats can say: nodes and edges in their order, typed
// columns of values, places, sizes, colours and forms. What is written as GraphML or GEXF
// and read again is the same graph. Gephi takes both with nothing lost: types are
// declared, places, sizes and colours stand where it looks for them.
//
// Files come from strangers: [Read] goes through them once from front to end, takes
// no entities but the five of XML, and refuses what is too much of anything (see the
// limits in limits.go) with a sentence. It knows nothing of cases; package network makes
// the graph, through the gate.
package graphfile
