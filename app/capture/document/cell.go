package document

// Cell is one cell of a table as a program that works with the values takes
// it. Text is what it holds: a number with a point and all its digits, a date
// as 2018-08-02, anything else as it stands. Shown is what the file shows for
// it where that differs, such as "2-Aug" or "1 234,50".
type Cell struct {
	Text  string
	Shown string
	Kind  CellKind
	More  []string // further values, where a record holds several under one name
}

// CellKind tells what the file says a cell holds.
type CellKind byte

// The kinds of cell. A file without kinds, such as CSV, has texts alone.
const (
	CellText CellKind = iota
	CellNumber
	CellDate
	CellTruth
	CellFault // a formula that failed
)

// Visible is what a person sees in the cell.
func (c Cell) Visible() string {
	if c.Shown != "" {
		return c.Shown
	}
	return c.Text
}

// Row is one row of a table. Its cells are valid until the next row.
type Row struct {
	Number int // as a program for sheets counts them, from 1
	Cells  []Cell
	Hidden bool
}

// Sheet is one table of a file.
type Sheet struct {
	Name   string
	Hidden bool
}
