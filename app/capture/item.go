package capture

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"redthread/store"
)

// Item is one thing to take in: a file, or bytes that were pasted.
type Item struct {
	Path string // of a file
	Data []byte // of pasted bytes; used where Path is empty
	Name string // "" takes the file's
	URL  string // where it comes from, if that is known
	From string // the folder it lay in, by its base name
}

// The bounds of one taking in.
const (
	largestFile  = 4 << 30
	mostItems    = 100_000
	deepestLevel = 32
)

// errRefused is the kind of an error about a file that is not taken in.
var errRefused = store.ErrInvalid

func refused(format string, args ...any) error { return store.Sentence(errRefused, format, args...) }

// Items lists the files under the paths: files as they are, folders with all
// that is in them. Hidden files and what is no file are left out of folders,
// links are not followed, and what was left out is counted.
func Items(ctx context.Context, paths []string) (items []Item, leftOut int, err error) {
	for _, p := range paths {
		info, err := os.Lstat(p)
		if err == nil && info.Mode()&os.ModeSymlink != 0 {
			info, err = os.Stat(p) // a link that a person names is meant
		}
		if err != nil {
			return nil, 0, store.Sentence(store.ErrNotFound, "%s cannot be read; check the name and the folder.", store.CleanName(p))
		}
		if !info.IsDir() {
			items = append(items, Item{Path: p})
			continue
		}
		root := filepath.Clean(p)
		err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if e := ctx.Err(); e != nil {
				return e
			}
			hidden := path != root && strings.HasPrefix(d.Name(), ".")
			switch {
			case err != nil || hidden && !d.IsDir():
				leftOut++
				return nil
			case d.IsDir():
				depth := strings.Count(strings.TrimPrefix(path, root), string(filepath.Separator))
				if hidden || depth > deepestLevel {
					leftOut++
					return filepath.SkipDir
				}
				return nil
			case !d.Type().IsRegular():
				leftOut++
				return nil
			case len(items) >= mostItems:
				return refused("%s holds more than %d files; take in its folders one by one.", store.CleanName(p), mostItems)
			}
			items = append(items, Item{Path: path, From: filepath.Base(filepath.Dir(path))})
			return nil
		})
		if err != nil {
			return nil, 0, err
		}
	}
	return items, leftOut, nil
}

// base is the name an item goes by.
func (it Item) base() string {
	if it.Name != "" {
		return store.CleanName(it.Name)
	}
	return store.CleanName(filepath.Base(it.Path))
}

// opened is an item's bytes, ready to be read from the start.
type opened struct {
	io.Reader
	close    func() error
	size     int64
	modified time.Time
}

// open checks an item and opens it.
func (it Item) open() (o opened, err error) {
	if it.Path == "" {
		return opened{Reader: strings.NewReader(string(it.Data)), close: func() error { return nil }, size: int64(len(it.Data))}, nil
	}
	name := it.base()
	// Looked at before it is opened: opening a pipe would wait for a writer.
	info, err := os.Stat(it.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return o, store.Sentence(store.ErrNotFound, "%s is not there any more; check the name and the folder.", name)
	case err != nil:
		return o, store.Sentence(store.ErrNotFound, "%s cannot be read; check that you may open it.", name)
	case !info.Mode().IsRegular():
		return o, refused("%s is not a file; choose a file.", name)
	case info.Size() > largestFile:
		return o, refused("%s is larger than 4 GB; log it as a source without the file.", name)
	}
	f, err := os.Open(it.Path)
	if err != nil {
		return o, store.Sentence(store.ErrNotFound, "%s cannot be read; check that you may open it.", name)
	}
	return opened{Reader: f, close: f.Close, size: info.Size(), modified: info.ModTime()}, nil
}

// same tells whether a file is still what it was when it was opened: a file
// that changes while it is taken in would be kept with the text of another.
func (it Item) same(o opened) error {
	if it.Path == "" {
		return nil
	}
	info, err := os.Stat(it.Path)
	if err != nil || info.Size() != o.size || !info.ModTime().Equal(o.modified) {
		return it.changed()
	}
	return nil
}

func (it Item) changed() error {
	return fmt.Errorf("taking in %s: %w", it.base(), refused("%s was changed while it was taken in; try again when it is at rest.", it.base()))
}

var errChanged = errors.New("the file was changed while it was read")

// atRest reads an item and fails at its end when it is not what it was when it
// was opened, so that half of one state and half of another are never kept.
type atRest struct {
	io.Reader
	item Item
	seen opened
	read int64
}

func (a *atRest) Read(b []byte) (int, error) {
	n, err := a.Reader.Read(b)
	a.read += int64(n)
	if err == io.EOF && (a.read != a.seen.size || a.item.same(a.seen) != nil) {
		err = errChanged
	}
	return n, err
}

// Sum is the SHA-256 of an item's bytes, by which the case knows it.
func (it Item) Sum(ctx context.Context) (sum [32]byte, err error) {
	f, err := it.open()
	if err != nil {
		return sum, err
	}
	defer func() { _ = f.close() }()
	h := sha256.New()
	for {
		if err := ctx.Err(); err != nil {
			return sum, err
		}
		switch _, err := io.CopyN(h, f, 8<<20); {
		case errors.Is(err, io.EOF):
			return [32]byte(h.Sum(nil)), nil
		case err != nil:
			return sum, fmt.Errorf("reading %s: %w", it.base(), err)
		}
	}
}
