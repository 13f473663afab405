package office

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"redthread/app/capture/document"
)

// The XML of an office file packs about ten to one, a sheet of one repeated
// row a hundred to one. Beyond mostRatio it is a bomb, once it is large enough
// to matter.
const (
	mostRatio    = 250
	ratioMatters = 8 << 20
)

var errBomb = errors.New("a part unpacks to far more than it should")

// archive is a zip file whose parts are found by name, whatever the case of
// its letters, and whose total of unpacked bytes is bounded.
type archive struct {
	ctx      context.Context
	parts    map[string]*entry
	names    []string // as written, in the order of the directory
	left     int64    // bytes that may still be unpacked
	mended   bool     // the directory was lost; parts were found by looking
	reported map[string]bool
	notes    []string
}

// entry is one part of an archive.
type entry struct {
	name   string
	packed int64
	open   func() (io.ReadCloser, error)
}

// frugal gives only so many bytes, so that the directory of an archive cannot
// fill the memory.
type frugal struct {
	io.ReaderAt
	left int64
}

var errFrugal = errors.New("the directory of the archive is too large")

func (f *frugal) ReadAt(p []byte, off int64) (int, error) {
	if f.left -= int64(len(p)); f.left < 0 {
		return 0, errFrugal
	}
	return f.ReaderAt.ReadAt(p, off)
}

// openArchive reads the directory of an archive; where that is lost it looks
// for the parts themselves.
func openArchive(ctx context.Context, in document.Input) (*archive, error) {
	if in.ReaderAt == nil || in.Size < 22 {
		return nil, fmt.Errorf("opening the archive: %w", document.ErrDamaged)
	}
	a := &archive{ctx: ctx, parts: map[string]*entry{}, left: in.Limits.Unpacked, reported: map[string]bool{}}
	careful := &frugal{in.ReaderAt, 256<<10 + 400*int64(in.Limits.Parts)}
	z, err := zip.NewReader(careful, in.Size)
	switch {
	case errors.Is(err, errFrugal):
		return nil, fmt.Errorf("opening the archive: %w", document.ErrTooLarge)
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		if err := a.mend(in); err != nil {
			return nil, err
		}
		return a, nil
	}
	if len(z.File) > in.Limits.Parts {
		return nil, fmt.Errorf("the archive has %d parts: %w", len(z.File), document.ErrTooLarge)
	}
	careful.left = 1 << 62 // what follows is counted as it is unpacked
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, fmt.Errorf("opening the archive: %w", document.ErrLocked)
		}
		a.add(&entry{f.Name, int64(f.CompressedSize64), f.Open})
	}
	return a, nil
}

func (a *archive) add(e *entry) {
	key := partKey(e.name)
	if a.parts[key] != nil {
		return // the first of a name is the one that office suites read
	}
	a.parts[key] = e
	a.names = append(a.names, e.name)
}

// partKey is the form that names of parts are compared in.
func partKey(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

const localHeader = "PK\x03\x04"

// mend finds the parts of an archive without a directory by their own headers,
// as after a download that broke off.
func (a *archive) mend(in document.Input) error {
	a.mended = true
	const piece = 1 << 16
	buf := make([]byte, piece+30)
	for off := int64(0); off < in.Size && len(a.names) < in.Limits.Parts; {
		if err := a.ctx.Err(); err != nil {
			return fmt.Errorf("looking for parts: %w", err)
		}
		n, _ := in.ReadAt(buf, off)
		if n < 30 {
			break
		}
		i := bytes.Index(buf[:n], []byte(localHeader))
		if i < 0 {
			off += int64(max(n-3, 1))
			continue
		}
		if i+30 > n {
			off += int64(i)
			if n < len(buf) {
				break
			}
			continue
		}
		off = a.found(in, off+int64(i), buf[i:i+30])
	}
	if len(a.names) == 0 {
		return fmt.Errorf("opening the archive: %w", document.ErrDamaged)
	}
	return nil
}

// found takes the part whose local header is at off and gives the place where
// the search goes on.
func (a *archive) found(in document.Input, off int64, h []byte) int64 {
	var (
		flags  = binary.LittleEndian.Uint16(h[6:])
		method = binary.LittleEndian.Uint16(h[8:])
		packed = int64(binary.LittleEndian.Uint32(h[18:]))
		nameN  = int64(binary.LittleEndian.Uint16(h[26:]))
		extraN = int64(binary.LittleEndian.Uint16(h[28:]))
		body   = off + 30 + nameN + extraN
	)
	name := make([]byte, nameN)
	if n, _ := in.ReadAt(name, off+30); int64(n) < nameN || body >= in.Size || flags&1 != 0 {
		return off + 4
	}
	known := flags&8 == 0 && packed > 0 && body+packed <= in.Size
	size := in.Size - body
	if known {
		size = packed
	}
	open := func() (io.ReadCloser, error) {
		raw := io.NewSectionReader(in.ReaderAt, body, size)
		switch method {
		case zip.Deflate:
			return flate.NewReader(raw), nil
		case zip.Store:
			return io.NopCloser(raw), nil
		}
		return nil, zip.ErrAlgorithm
	}
	if method == zip.Deflate || known {
		a.add(&entry{string(name), size, open})
	}
	if known {
		return body + packed
	}
	return body
}

// has says whether there is such a part.
func (a *archive) has(name string) bool { return a.parts[partKey(name)] != nil }

// part opens a part to be read, with everything counted. It gives nil where
// there is no such part or it cannot be opened.
func (a *archive) part(name string) io.Reader {
	e := a.parts[partKey(name)]
	if e == nil {
		return nil
	}
	r, err := e.open()
	if err != nil {
		a.damaged(name)
		return nil
	}
	return &counted{a: a, name: name, r: r, packed: e.packed}
}

// damaged notes once that a part could not be read to its end.
func (a *archive) damaged(name string) {
	if key := partKey(name); !a.reported[key] && len(a.notes) < 20 {
		a.reported[key] = true
		a.notes = append(a.notes, fmt.Sprintf("The part %s of the file is damaged; it was read as far as it goes.", tidy(path.Base(name))))
	}
}

// counted reads a part until it ends, breaks or takes too much.
type counted struct {
	a      *archive
	name   string
	r      io.Reader
	packed int64
	given  int64
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.a.ctx.Err(); err != nil {
		return 0, err
	}
	if c.a.left <= 0 {
		return 0, errBomb
	}
	p = p[:min(int64(len(p)), c.a.left)]
	n, err := c.r.Read(p)
	c.given += int64(n)
	c.a.left -= int64(n)
	if c.given > ratioMatters && c.given/mostRatio > c.packed {
		return n, errBomb
	}
	switch {
	case err == nil || errors.Is(err, io.EOF):
	case errors.Is(err, zip.ErrChecksum):
		c.a.damaged(c.name)
		err = io.EOF // all of it is there; a byte may be wrong
	default:
		c.a.damaged(c.name)
	}
	return n, err
}

// whole gives at most limit bytes of a part.
func (a *archive) whole(name string, limit int64) []byte {
	r := a.part(name)
	if r == nil {
		return nil
	}
	b, _ := io.ReadAll(io.LimitReader(r, limit))
	return b
}
