// Package hush keeps libraries quiet while the program starts.
//
// Fyne reads the system's language when it is loaded, and where that is
// "C.UTF-8", as on a bare Debian, it writes three lines to the log. They would
// stand before the one sentence that a command says of an error.
//
// Go starts packages as soon as what they import has started, in the order of
// their import paths (the Go specification, "Program initialization"). This
// package imports next to nothing, so its turn comes before Fyne's, which
// waits for text/template. A test of package main holds that it does.
package hush

import (
	"io"
	"log"
	"os"
)

func init() { log.SetOutput(io.Discard) }

// Over lets the log speak again. Package main calls it when all has started.
func Over() { log.SetOutput(os.Stderr) }
