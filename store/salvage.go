package store

import (
	"context"
	"encoding/binary"
	"io"
	"math"
)

// Salvage reads a damaged file page by page, without SQLite: what a broken
// page refers to is lost, and the rest is not. The form of the pages is in
// sqlite.org/fileformat2.html. Whose rows a page holds is told by the trees where they
// hold, and else by the shape of the rows.

// salvager reads rows out of the pages of a file.
type salvager struct {
	ctx    context.Context
	file   io.ReaderAt
	page   int
	usable int
	pages  int64
	owner  map[uint32]string // by page: the table, where a tree leads to it
	budget int64             // bytes still to be taken out, so that a file cannot make more of itself than it is
	lost   int               // pages that hold nothing that can be read
}

// newSalvager looks at a file of a size. The page size is guessed where the
// header is gone.
func newSalvager(ctx context.Context, file io.ReaderAt, size int64) *salvager {
	s := &salvager{ctx: ctx, file: file, page: 4096, owner: map[uint32]string{}, budget: 4*size + 64<<20}
	var head [100]byte
	if n, _ := file.ReadAt(head[:], 0); n == len(head) {
		p := int(binary.BigEndian.Uint16(head[16:]))
		if p == 1 {
			p = 65536
		}
		if p >= 512 && p&(p-1) == 0 {
			s.page = p
		}
	}
	s.usable = s.page
	if r := int(head[20]); r > 0 && s.page-r >= 480 {
		s.usable = s.page - r
	}
	s.pages = (size + int64(s.page) - 1) / int64(s.page)
	s.trees()
	return s
}

func (s *salvager) read(n uint32) []byte {
	if n == 0 || int64(n) > s.pages {
		return nil
	}
	b := make([]byte, s.page)
	k, err := s.file.ReadAt(b, int64(n-1)*int64(s.page))
	if k == 0 && err != nil {
		return nil
	}
	return b
}

const (
	pageIndexInside = 2
	pageTableInside = 5
	pageIndexLeaf   = 10
	pageTableLeaf   = 13
)

// trees follows the trees of the schema down to their pages.
func (s *salvager) trees() {
	s.walk(1, "sqlite_schema", 0)
	roots := map[string]uint32{}
	for n, name := range s.owner {
		if name != "sqlite_schema" {
			continue
		}
		s.rows(n, func(_ int64, row []any) {
			if len(row) < 4 || row[0] != "table" {
				return
			}
			name, ok1 := row[1].(string)
			root, ok2 := row[3].(int64)
			if ok1 && ok2 && root > 1 && root <= s.pages {
				roots[name] = uint32(root)
			}
		})
	}
	for name, root := range roots {
		s.walk(root, name, 0)
	}
}

// deepest is how deep a tree can be.
const deepest = 24

func (s *salvager) walk(n uint32, name string, depth int) {
	if _, seen := s.owner[n]; seen || depth > deepest || s.ctx.Err() != nil {
		return
	}
	b := s.read(n)
	if b == nil {
		return
	}
	at := start(n)
	switch b[at] {
	case pageTableLeaf, pageIndexLeaf:
		s.owner[n] = name
	case pageTableInside, pageIndexInside:
		s.owner[n] = name
		for _, c := range s.cells(b, at, 12) {
			if c+4 <= len(b) {
				s.walk(binary.BigEndian.Uint32(b[c:]), name, depth+1)
			}
		}
		s.walk(binary.BigEndian.Uint32(b[at+8:]), name, depth+1)
	}
}

// start is where the header of a page begins: the first page has the file's before it.
func start(n uint32) int {
	if n == 1 {
		return 100
	}
	return 0
}

// cells gives the places of the cells of a page.
func (s *salvager) cells(b []byte, at, header int) []int {
	count := int(binary.BigEndian.Uint16(b[at+3:]))
	var all []int
	for i := range count {
		p := at + header + 2*i
		if p+2 > len(b) {
			break
		}
		if c := int(binary.BigEndian.Uint16(b[p:])); c >= at+header && c < s.usable {
			all = append(all, c)
		}
	}
	return all
}

// all visits every row that can be read, with the name of its table, "" where
// no tree leads to it.
func (s *salvager) all(visit func(table string, id int64, row []any)) error {
	for n := int64(1); n <= s.pages; n++ {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		name := s.owner[uint32(n)]
		s.rows(uint32(n), func(id int64, row []any) { visit(name, id, row) })
	}
	return nil
}

// rows visits the rows of one page.
func (s *salvager) rows(n uint32, visit func(id int64, row []any)) {
	b := s.read(n)
	if b == nil {
		s.lost++
		return
	}
	at := start(n)
	kind := b[at]
	header := 8
	switch kind {
	case pageTableLeaf, pageIndexLeaf:
	case pageIndexInside:
		header = 12
	default:
		return
	}
	for _, c := range s.cells(b, at, header) {
		if kind == pageIndexInside {
			c += 4
		}
		size, w := sqliteVarint(b, c)
		if w == 0 || size > math.MaxInt32 {
			continue
		}
		c += w
		var id int64
		if kind == pageTableLeaf {
			v, w := sqliteVarint(b, c)
			if w == 0 {
				continue
			}
			id, c = int64(v), c+w
		}
		payload := s.payload(b, c, int(size), kind == pageTableLeaf)
		if payload == nil {
			continue
		}
		if row, ok := record(payload); ok {
			visit(id, row)
		}
	}
}

// payload puts the bytes of a row together from its page and those it runs over to.
func (s *salvager) payload(b []byte, at, size int, table bool) []byte {
	u := s.usable
	most := u - 35
	if !table {
		most = (u-12)*64/255 - 23
	}
	local := size
	if size > most {
		least := (u-12)*32/255 - 23
		if local = least + (size-least)%(u-4); local > most {
			local = least
		}
	}
	if local < 0 || at+local > len(b) {
		return nil
	}
	if s.budget -= int64(size); s.budget < 0 {
		return nil
	}
	out := append(make([]byte, 0, min(size, 2<<20)), b[at:at+local]...)
	if local == size {
		return out
	}
	if at+local+4 > len(b) {
		return nil
	}
	next := binary.BigEndian.Uint32(b[at+local:])
	for len(out) < size {
		p := s.read(next)
		if p == nil {
			return nil
		}
		next = binary.BigEndian.Uint32(p)
		out = append(out, p[4:4+min(u-4, size-len(out))]...)
	}
	return out
}

// sqliteVarint reads a number of SQLite's form; the width is 0 where there is none.
func sqliteVarint(b []byte, at int) (v uint64, width int) {
	for i := range 9 {
		if at+i >= len(b) {
			return 0, 0
		}
		c := b[at+i]
		if i == 8 {
			return v<<8 | uint64(c), 9
		}
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// record takes a row apart.
func record(b []byte) ([]any, bool) {
	head, w := sqliteVarint(b, 0)
	if w == 0 || head > uint64(len(b)) || head > 1000 {
		return nil, false
	}
	at, body := w, int(head)
	var row []any
	for at < int(head) {
		kind, w := sqliteVarint(b, at)
		if w == 0 {
			return nil, false
		}
		at += w
		var size int
		switch {
		case kind <= 4:
			size = int(kind)
		case kind == 5:
			size = 6
		case kind == 6 || kind == 7:
			size = 8
		case kind == 8 || kind == 9:
		case kind >= 12 && kind < math.MaxInt32:
			size = int(kind-12) / 2
		default:
			return nil, false
		}
		if body+size > len(b) {
			return nil, false
		}
		part := b[body : body+size]
		body += size
		switch {
		case kind == 0:
			row = append(row, nil)
		case kind == 8 || kind == 9:
			row = append(row, int64(kind-8))
		case kind <= 6:
			v := int64(int8(part[0]))
			for _, x := range part[1:] {
				v = v<<8 | int64(x)
			}
			row = append(row, v)
		case kind == 7:
			row = append(row, math.Float64frombits(binary.BigEndian.Uint64(part)))
		case kind&1 == 0:
			row = append(row, append([]byte{}, part...))
		default:
			row = append(row, string(part))
		}
	}
	return row, true
}
