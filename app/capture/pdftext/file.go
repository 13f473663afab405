package pdftext

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"redthread/app/capture/document"
)

// file is an open PDF. Objects are read when they are asked for.
type file struct {
	ctx     context.Context
	src     *source
	limits  document.Limits
	places  table
	trailer dict
	lock    *lock // nil: not encrypted
	rebuilt bool
	notes   []string

	cache    map[int]any
	asking   map[int]bool // objects on the way, against circles
	streams  map[int]*objectStream
	fonts    map[int]*font
	plain    *font
	unpacked map[int64][]byte // small streams that come back: forms, CMaps
	held     int              // bytes in unpacked
	taken    int64            // bytes that came out of packed streams
	exceeded bool
	searched int64 // bytes gone through for the ends of streams
}

const (
	mostCached  = 20_000  // objects kept
	mostStreams = 24      // object streams kept
	mostHeld    = 8 << 20 // bytes of unpacked streams kept
)

// open reads the table of a file. Up to a size it is held in memory as a whole.
func open(ctx context.Context, in document.Input, whole int64) (*file, error) {
	src, err := newSource(in.ReaderAt, in.Size, whole)
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", err)
	}
	f := &file{ctx: ctx, src: src, limits: in.Limits, trailer: dict{}, asking: map[int]bool{}}
	f.forget()
	if !f.loadTable() {
		f.rebuild()
	} else {
		f.unlock()
	}
	if f.lock == nil || f.lock.open {
		if f.dict(f.dict(f.trailer["Root"])["Pages"]) == nil {
			f.rebuild()
		}
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case f.lock != nil && !f.lock.open:
		return nil, document.ErrLocked
	case f.places.top == 0:
		return nil, document.ErrDamaged
	}
	return f, nil
}

func (f *file) forget() {
	f.cache = map[int]any{}
	f.streams = map[int]*objectStream{}
	f.unpacked = map[int64][]byte{}
	f.held = 0
	f.fonts = map[int]*font{}
}

func (f *file) note(sentence string) {
	for _, n := range f.notes {
		if n == sentence {
			return
		}
	}
	f.notes = append(f.notes, sentence)
}

// resolve follows references to an object.
func (f *file) resolve(v any) any {
	for range 16 {
		r, is := v.(ref)
		if !is {
			return v
		}
		v = f.object(r.num)
	}
	return nil
}

// object gives the object of a number, nil where there is none.
func (f *file) object(num int) any {
	if v, ok := f.cache[num]; ok {
		return v
	}
	if f.asking[num] || len(f.asking) > 100 {
		return nil
	}
	f.asking[num] = true
	v := f.fetch(num)
	delete(f.asking, num)
	if len(f.cache) >= mostCached {
		clear(f.cache)
	}
	f.cache[num] = v
	return v
}

func (f *file) fetch(num int) any {
	at := f.places.get(num)
	switch at.kind {
	case loose:
		v := f.loose(at.off, num)
		if v == errNotThere {
			if f.rebuilt {
				return nil
			}
			f.rebuild()
			return f.fetch(num)
		}
		return v
	case packed:
		o := f.objectStream(int(at.off))
		if o == nil {
			if !f.rebuilt {
				f.rebuild()
				return f.fetch(num)
			}
			return nil
		}
		return o.object(num, int(at.index))
	}
	return nil
}

// errNotThere is what loose gives where no such object begins.
var errNotThere = errors.New("no object begins here")

// loose reads the object at an offset, which must be of the number asked for
// unless that is -1.
func (f *file) loose(off int64, num int) (found any) {
	found = errNotThere
	f.src.parse(off, func(p *parser) {
		found = errNotThere
		v, _ := p.object(0)
		n, isNum := v.(int)
		v, _ = p.object(0)
		gen, isGen := v.(int)
		v, _ = p.object(0)
		w, _ := v.(keyword)
		if !isNum || !isGen || num >= 0 && n != num {
			return
		}
		if w != "obj" {
			// "obj<<" is split by the parser, "obj12" is not.
			if len(w) < 3 || w[:3] != "obj" {
				return
			}
			p.p -= len(w) - 3
		}
		id := ref{n, gen}
		v, ok := p.object(0)
		if w, is := v.(keyword); !ok || is {
			v = nil
			_ = w
		}
		d, isDict := v.(dict)
		if !isDict {
			found = f.opened(v, id)
			return
		}
		p.space()
		if !bytes.HasPrefix(p.b[p.p:], []byte("stream")) {
			found = f.opened(v, id)
			return
		}
		p.p += len("stream")
		if p.p < len(p.b) && p.b[p.p] == ' ' {
			p.p++
		}
		if p.p < len(p.b) && p.b[p.p] == '\r' {
			p.p++
		}
		if p.p < len(p.b) && p.b[p.p] == '\n' {
			p.p++
		}
		p.short = false
		s := &stream{dict: d, off: off + int64(p.p), id: id}
		found = s
	})
	if s, ok := found.(*stream); ok {
		// The length may be an object itself, so it waits for the end of parse.
		s.size = f.measure(s)
		s.dict, _ = f.opened(s.dict, s.id).(dict)
	}
	return found
}

// measure gives the length of a stream: what the dictionary says where the end
// stands there, what is found where it does not.
func (f *file) measure(s *stream) int64 {
	said := int64(f.integer(s.dict["Length"], -1))
	if said >= 0 && said <= f.src.size-s.off {
		after := bytes.TrimLeft(f.src.piece(s.off+said, 24), "\x00\t\n\f\r ")
		if bytes.HasPrefix(after, []byte("endstream")) || bytes.HasPrefix(after, []byte("endobj")) {
			return said
		}
	}
	if f.searched > 1<<30+16*f.src.size {
		return max(0, min(said, f.src.size-s.off))
	}
	end := f.src.find(s.off, "endstream", "endobj")
	if end < 0 {
		f.searched += f.src.size - s.off
		if said >= 0 && said <= f.src.size-s.off {
			return said
		}
		end = f.src.size
	}
	f.searched += end - s.off
	return end - s.off
}

// objectStream is an object stream with the places of what it holds.
type objectStream struct {
	b       []byte
	numbers []int
	offsets []int
}

func (f *file) objectStream(num int) *objectStream {
	if o, ok := f.streams[num]; ok {
		return o
	}
	if f.places.get(num).kind != loose {
		return nil // an object stream may not lie in another
	}
	s, ok := f.object(num).(*stream)
	if !ok {
		return nil
	}
	o := &objectStream{b: f.unpack(s, 64<<20)}
	first, count := f.integer(s.dict["First"], 0), f.integer(s.dict["N"], 0)
	p := newParser(o.b)
	for range min(count, len(o.b)) {
		a, _ := p.object(0)
		b, _ := p.object(0)
		n, ok1 := a.(int)
		off, ok2 := b.(int)
		if !ok1 || !ok2 || off < 0 || off > len(o.b) {
			break
		}
		o.numbers = append(o.numbers, n)
		o.offsets = append(o.offsets, off+first)
	}
	size := len(o.b)
	for _, have := range f.streams {
		size += len(have.b)
	}
	if len(f.streams) >= mostStreams || size > 4*mostHeld {
		clear(f.streams)
	}
	f.streams[num] = o
	return o
}

func (o *objectStream) object(num, index int) any {
	if index < 0 || index >= len(o.numbers) || o.numbers[index] != num {
		index = -1
		for i, n := range o.numbers {
			if n == num {
				index = i
			}
		}
		if index < 0 {
			return nil
		}
	}
	off := o.offsets[index]
	if off < 0 || off > len(o.b) {
		return nil
	}
	v, _ := newParser(o.b[off:]).object(0)
	if _, is := v.(keyword); is {
		return nil
	}
	return v
}
