//go:build unix

package index

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// mapFile maps a file into memory for reading. It must not be changed while it is mapped; Write never changes a file, it puts a
// new one in its place.
func mapFile(path string) ([]byte, func() error, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the index: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, fmt.Errorf("opening the index: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() < int64(headSize(0)) || info.Size() > mostFile {
		return nil, nil, ErrNotIndex
	}
	data, err := unix.Mmap(int(f.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_PRIVATE)
	if err != nil {
		return nil, nil, fmt.Errorf("mapping the index into memory: %w", err)
	}
	return data, func() error { return unix.Munmap(data) }, nil
}
