package store

import (
	"errors"
	"syscall"
)

// ERROR_WRITE_PROTECT, from the Windows system error codes.
const writeProtected = syscall.Errno(19)

func isReadOnlyFS(err error) bool { return errors.Is(err, writeProtected) }
