package pdftext

import (
	"bytes"
	"errors"
	"io"
)

// wholeUpTo is the size up to which a file is held in memory. A larger one is
// read piece by piece.
const wholeUpTo = 64 << 20

// source gives pieces of the file. Offsets count from where "%PDF-" stands,
// which in files that came through mail or a broken server is not the start.
type source struct {
	r    io.ReaderAt
	all  []byte // the whole file, where it is small enough
	base int64
	size int64
}

func newSource(r io.ReaderAt, size, whole int64) (*source, error) {
	s := &source{r: r, size: size}
	if size <= whole {
		all := make([]byte, size)
		n, err := r.ReadAt(all, 0)
		if n == 0 && err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		s.all, s.size = all[:n], int64(n)
	}
	if at := bytes.Index(s.piece(0, 8<<10), []byte("%PDF-")); at > 0 {
		s.base = int64(at)
		s.size -= s.base
	}
	return s, nil
}

// piece gives the bytes from an offset on, at most n, fewer at the end of the
// file. They must not be changed.
func (s *source) piece(off int64, n int) []byte {
	if off < 0 || off >= s.size || n <= 0 {
		return nil
	}
	if int64(n) > s.size-off {
		n = int(s.size - off)
	}
	off += s.base
	if s.all != nil {
		return s.all[off : off+int64(n)]
	}
	b := make([]byte, n)
	got, _ := s.r.ReadAt(b, off)
	return b[:got]
}

// parse runs a function over the bytes from an offset on, with more and more of
// them until the parser has enough.
func (s *source) parse(off int64, read func(*parser)) {
	const most = 32 << 20
	if s.all != nil {
		read(newParser(s.piece(off, most)))
		return
	}
	for n := 4 << 10; ; n *= 8 {
		p := newParser(s.piece(off, n))
		read(p)
		if !p.short || n >= most || len(p.b) < n {
			return
		}
	}
}

// find gives the first place at or after an offset where one of the words
// stands, or -1.
func (s *source) find(off int64, words ...string) int64 {
	const step = 256 << 10
	for ; off < s.size; off += step {
		b := s.piece(off, step+32)
		first := -1
		for _, w := range words {
			if at := bytes.Index(b, []byte(w)); at >= 0 && (first < 0 || at < first) {
				first = at
				b = b[:min(len(b), at+len(w))]
			}
		}
		if first >= 0 {
			return off + int64(first)
		}
	}
	return -1
}
