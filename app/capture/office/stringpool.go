package office

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"os"
)

// stringPool holds the shared texts of a workbook: all in one run of bytes,
// each behind its length, with the place of every sixteenth. Beyond poolMemory
// the bytes lie in a file that goes with the pool.
type stringPool struct {
	bytes  []byte
	marks  []int64 // places of the texts 0, 16, 32 …
	count  int
	size   int64
	file   *os.File
	out    *bufio.Writer
	recent map[int]string // of those on the disk
	failed error
}

const (
	poolStep   = 16
	poolMemory = 96 << 20
	poolMost   = 4 << 30
	poolRecent = 4096
)

func (p *stringPool) add(text []byte) {
	if p.failed != nil {
		return
	}
	if p.count%poolStep == 0 {
		p.marks = append(p.marks, p.size)
	}
	var head [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(head[:], uint64(len(text)))
	p.count++
	if p.size += int64(n + len(text)); p.size > poolMost {
		p.failed = errBomb
		return
	}
	if p.file == nil && p.size > poolMemory {
		if p.file, p.failed = os.CreateTemp("", "redthread-*.texts"); p.failed != nil {
			return
		}
		_ = os.Remove(p.file.Name()) // where the system allows it, the name goes at once
		p.out = bufio.NewWriterSize(p.file, 1<<20)
		_, p.failed = p.out.Write(p.bytes)
		p.bytes = nil
	}
	if p.file == nil {
		p.bytes = append(append(p.bytes, head[:n]...), text...)
		return
	}
	if _, err := p.out.Write(head[:n]); err != nil {
		p.failed = err
	} else if _, err := p.out.Write(text); err != nil {
		p.failed = err
	}
}

// ready ends the adding.
func (p *stringPool) ready() error {
	if p.out != nil && p.failed == nil {
		p.failed = p.out.Flush()
		p.out = nil
	}
	if p.failed != nil {
		return fmt.Errorf("keeping the texts of the sheets: %w", p.failed)
	}
	return nil
}

// get gives a text by its number, "" where there is none.
func (p *stringPool) get(i int) string {
	if i < 0 || i >= p.count {
		return ""
	}
	if p.file == nil {
		return at(p.bytes[p.marks[i/poolStep]:], i%poolStep)
	}
	if s, ok := p.recent[i]; ok {
		return s
	}
	from, to := p.marks[i/poolStep], p.size
	if i/poolStep+1 < len(p.marks) {
		to = p.marks[i/poolStep+1]
	}
	b := make([]byte, to-from)
	if n, err := p.file.ReadAt(b, from); err != nil && n < len(b) {
		return ""
	}
	if len(p.recent) >= poolRecent || p.recent == nil {
		p.recent = map[int]string{}
	}
	s := at(b, i%poolStep)
	p.recent[i] = s
	return s
}

// at gives the text after so many others.
func at(b []byte, skip int) string {
	for {
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return ""
		}
		if skip == 0 {
			return string(b[n : n+int(size)])
		}
		b = b[n+int(size):]
		skip--
	}
}

func (p *stringPool) close() error {
	if p.file == nil {
		return nil
	}
	err := p.file.Close()
	_ = os.Remove(p.file.Name())
	return err
}

// poolSheet is the handler of the texts that cells name by number.
type poolSheet struct {
	pool   *stringPool
	one    []byte
	taking bool
}

func (s *poolSheet) start(name string, _ attrs) bool {
	switch name {
	case "x:si":
		s.one = s.one[:0]
	case "x:t":
		s.taking = true
	case "x:rPh", "x:rPr", "x:phoneticPr":
		return false
	}
	return true
}

func (s *poolSheet) end(name string) {
	switch name {
	case "x:si":
		s.pool.add(s.one)
	case "x:t":
		s.taking = false
	}
}

func (s *poolSheet) text(b []byte) {
	if s.taking {
		s.one = append(s.one, b...)
	}
}
func (s *poolSheet) stop() error { return s.pool.failed }
