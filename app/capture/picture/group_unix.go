//go:build unix

package picture

import (
	"os"
	"os/exec"
	"syscall"
)

// group puts the program into a process group of its own, all of which is
// ended with it. Where this process has a group of its own, as a reader has
// that is ended with all it started, the program stays in that one.
func group(cmd *exec.Cmd) {
	if syscall.Getpgrp() == os.Getpid() {
		return
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
