//go:build !unix

package picture

import "os/exec"

// group leaves the program as it is: ending it is all that is needed where
// there are no process groups.
func group(*exec.Cmd) {}
