package store

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite/vfs"
)

// OpenMemory opens a case that lies in memory, such as one that came sealed:
// for reading only, with the distrust of [Open], and nothing of it is written
// anywhere. name is what it is called in sentences.
func OpenMemory(ctx context.Context, name string, data []byte, o Options) (*Case, error) {
	if len(data) < 100 {
		return nil, faultf(ErrNotCase, nil, "%s does not hold a Redthread case.", shown(name))
	}
	head, err := checkHeader(shown(name), data[:100], int64(len(data)), false)
	if err != nil {
		return nil, err
	}
	if head.format < Format() {
		return nil, faultf(ErrReadOnly, nil, "%s has an older format, which cannot be brought up to date in memory; keep a working copy of it.", shown(name))
	}
	inside := "/" + filepath.Base(name)
	at, files, err := vfs.New(memoryFile{inside[1:], data})
	if err != nil {
		return nil, fmt.Errorf("opening a case in memory: %w", err)
	}
	c := &Case{path: name, file: inside, opts: o.filled(), inMemory: data, release: files.Close, why: "It was opened from a sealed file and lies in memory only; keep a working copy to change it."}
	mode := "ro&immutable=1&vfs=" + at
	err = inspect(ctx, inside, mode, head.format, false)
	if err == nil {
		c.read, err = pool(inside, mode, readers, readerSetup)
	}
	if err != nil {
		_ = files.Close()
		return nil, explain(name, err)
	}
	return c, nil
}

// memoryFile is a file system of one file.
type memoryFile struct {
	name string
	data []byte
}

// Open opens the file.
func (m memoryFile) Open(name string) (fs.File, error) {
	if strings.TrimPrefix(name, "/") != m.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &openFile{Reader: bytes.NewReader(m.data), name: m.name, size: int64(len(m.data))}, nil
}

type openFile struct {
	*bytes.Reader
	name string
	size int64
}

var _ io.Seeker = (*openFile)(nil)

func (f *openFile) Stat() (fs.FileInfo, error) { return fileInfo{f.name, f.size}, nil }
func (f *openFile) Close() error               { return nil }

type fileInfo struct {
	name string
	size int64
}

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) Mode() fs.FileMode  { return 0o400 }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) IsDir() bool        { return false }
func (i fileInfo) Sys() any           { return nil }
