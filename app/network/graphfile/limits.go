package graphfile

import (
	"errors"
	"fmt"
)

// What a file may hold at most. A million nodes with ten attributes each are well
// within; a file made to fill the memory is not.
const (
	mostNodes   = 2_000_000
	mostEdges   = 10_000_000
	mostColumns = 500
	mostDepth   = 64
	mostText    = 1 << 20 // bytes of one value
	mostToken   = 8 << 20 // bytes of one tag or text
	mostBytes   = 2 << 30 // of the file
	mostHeld    = 1 << 30 // bytes of all texts together
	mostNotes   = 20
)

// ErrFile means that a file is no graph that can be read.
var ErrFile = errors.New("the file is no graph that can be read")

func refuse(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrFile, fmt.Sprintf(format, args...))
}

// Formats lists what can be written, by the endings of files.
func Formats() []string { return []string{"graphml", "gexf", "dot", "csv"} }
