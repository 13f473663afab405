package pdfdoc

// Align is how the text of a column stands.
type Align int

// The alignments. Numbers go right.
const (
	Left Align = iota
	Right
	Centre
)

// Column is a column of a table.
type Column struct {
	Head  string
	Align Align
	Width float64 // share of the text width, 0 to 1; 0: from the content
}

// Table is a table of cells. A row keeps together on one page unless it is
// taller than most of a page. Rows may be shorter than Columns; further cells
// are an error of the caller and are not shown.
type Table struct {
	Columns []Column
	Rows    [][]Cell
	Small   bool // small type, for long lists
}

// Row is a key with its values. Each value starts on a line of its own.
type Row struct {
	Label  string
	Values []Cell
}
