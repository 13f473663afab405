//go:build !unix

package index

import (
	"fmt"
	"os"
)

// mapFile reads a file into memory.
func mapFile(path string) ([]byte, func() error, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the index: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > mostFile {
		return nil, nil, ErrNotIndex
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the index: %w", err)
	}
	return data, func() error { return nil }, nil
}
