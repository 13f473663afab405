//go:build unix

package picture

import (
	"os/exec"
	"syscall"
)

// group puts the program into a process group of its own, all of which is
// ended with it.
func group(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
