//go:build unix

package bounded

import (
	"os"
	"os/exec"
	"syscall"
	"time"
)

// separate gives the child a group of its own, so that what it starts ends
// with it.
func separate(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// kill ends the child and its group, and nothing else.
func kill(cmd *exec.Cmd) {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	_ = cmd.Process.Kill()
}

// orphaned ends this child and its group once its parent is gone. A child that
// waits notices by the end of its input; this is for one that is at work.
func orphaned() {
	parent := os.Getppid()
	for range time.Tick(time.Second) {
		if os.Getppid() != parent {
			if syscall.Getpgrp() == os.Getpid() {
				_ = syscall.Kill(0, syscall.SIGKILL)
			}
			os.Exit(1)
		}
	}
}
