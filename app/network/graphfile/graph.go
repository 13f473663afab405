package graphfile

import "image/color"

// Type is the type of a column's values.
type Type string

// The types, under their GraphML names.
const (
	String  Type = "string"
	Boolean Type = "boolean"
	Int     Type = "int"
	Long    Type = "long"
	Float   Type = "float"
	Double  Type = "double"
)

func (t Type) numeric() bool { return t == Int || t == Long || t == Float || t == Double }

// Column is a named, typed attribute of nodes or edges.
type Column struct {
	Name string
	Type Type
}

// Value is one cell; one that is not set says nothing.
type Value struct {
	Text string
	Set  bool
}

// Text is a cell with a text.
func Text(s string) Value { return Value{Text: s, Set: true} }

// Graph is a graph as a file has it.
type Graph struct {
	Name        string
	Directed    bool // of edges that do not say it themselves
	NodeColumns []Column
	EdgeColumns []Column
	Nodes       []Node
	Edges       []Edge

	// Notes say what of a file that was read is not in the graph, a sentence each.
	Notes []string
}

// Node is one node. Values stand in the order of the columns; there may be fewer.
type Node struct {
	ID     string
	Label  string
	Placed bool // at X, Y, Z; Y runs upwards
	X      float64
	Y      float64
	Z      float64
	Size   float64 // 0: not said
	Colour *color.NRGBA
	Shape  string // disc, square, triangle, diamond, image, or ""
	Values []Value
}

// Direction tells whether an edge has an arrow.
type Direction byte

// The directions.
const (
	AsGraph Direction = iota // as the graph says
	Directed
	Undirected
)

// Edge joins two nodes by their numbers.
type Edge struct {
	ID        string
	From, To  int32
	Label     string
	Direction Direction
	Weight    float64 // 0: not said
	Thickness float64 // 0: not said
	Colour    *color.NRGBA
	Shape     string // solid, dashed, dotted, double, or ""
	Values    []Value
}

// directed tells whether an edge has an arrow in the end.
func (g *Graph) directed(e *Edge) bool {
	return e.Direction == Directed || e.Direction == AsGraph && g.Directed
}
