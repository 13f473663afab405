//go:build unix

package capture

import (
	"path/filepath"
	"syscall"
	"testing"
)

// special puts a named pipe into a folder and says how many such things it put.
func special(t *testing.T, dir string) int {
	t.Helper()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Log("no pipe can be made here:", err)
		return 0
	}
	return 1
}
