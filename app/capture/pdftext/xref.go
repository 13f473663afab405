package pdftext

import (
	"bytes"
)

const (
	mostNumber   = 8_388_607 // the largest object number
	mostSections = 4096      // parts of the table that follow one another
	mostEntries  = 3_000_000 // places that are remembered
)

// place says where an object lies.
type place struct {
	kind  byte // unknown, loose, packed, free
	index int32
	off   int64 // loose: offset; packed: number of the object stream
}

const (
	unknown = iota
	loose
	packed
	free
)

// table is the cross-reference table, in leaves so that one object with a huge
// number costs one leaf.
type table struct {
	leaves map[int]*[256]place
	top    int
}

func (t *table) get(num int) place {
	if leaf := t.leaves[num>>8]; leaf != nil && num >= 0 {
		return leaf[num&255]
	}
	return place{}
}

// put notes a place; an older one stays unless replace is set.
func (t *table) put(num int, p place, replace bool) {
	if num < 0 || num > mostNumber {
		return
	}
	leaf := t.leaves[num>>8]
	if leaf == nil {
		if len(t.leaves) > mostEntries>>8 {
			return
		}
		if t.leaves == nil {
			t.leaves = map[int]*[256]place{}
		}
		leaf = new([256]place)
		t.leaves[num>>8] = leaf
	}
	at := &leaf[num&255]
	// A hybrid file says free where its packed section knows better.
	if at.kind == unknown || at.kind == free || replace {
		*at = p
		t.top = max(t.top, num)
	}
}

// loadTable follows the cross-reference sections from the end of the file,
// newest first. It reports whether a trailer with a root was found.
func (f *file) loadTable() bool {
	tail := max(0, f.src.size-2048)
	b := f.src.piece(tail, 2048)
	at := bytes.LastIndex(b, []byte("startxref"))
	if at < 0 {
		return false
	}
	p := newParser(b[at+len("startxref"):])
	v, _ := p.object(0)
	off, ok := v.(int)
	if !ok {
		return false
	}
	seen := map[int64]bool{}
	queue := []int64{int64(off)}
	for len(queue) > 0 && len(seen) < mostSections && f.ctx.Err() == nil {
		next := queue[0]
		queue = queue[1:]
		if seen[next] || next < 0 || next >= f.src.size {
			continue
		}
		seen[next] = true
		d := f.section(next)
		if d == nil {
			return f.trailer["Root"] != nil && len(seen) > 1
		}
		for k, v := range d {
			if _, have := f.trailer[k]; !have {
				f.trailer[k] = v
			}
		}
		for _, k := range []name{"XRefStm", "Prev"} {
			switch v := d[k].(type) {
			case int:
				queue = append(queue, int64(v))
			case float64:
				queue = append(queue, int64(v))
			case ref:
				queue = append(queue, int64(v.num)) // seen in the wild: "/Prev 1234 0 R"
			}
		}
	}
	return f.trailer["Root"] != nil
}

// section reads one table or stream of places and gives its trailer.
func (f *file) section(off int64) dict {
	head := f.src.piece(off, 64)
	if at := bytes.Index(head, []byte("xref")); at >= 0 && len(bytes.TrimLeft(head[:at], "\x00\t\n\f\r ")) == 0 {
		return f.tableSection(off + int64(at) + 4)
	}
	s, ok := f.loose(off, -1).(*stream)
	if !ok || s.dict["W"] == nil {
		return nil
	}
	s.clear = true
	f.streamSection(s)
	return s.dict
}

// tableSection reads the classic form. It never trusts the counts: a table
// ends where its lines end.
func (f *file) tableSection(off int64) dict {
	var d dict
	f.src.parse(off, func(p *parser) {
		d = nil
		for p.left > 0 {
			v, ok := p.object(0)
			if !ok {
				return
			}
			if v == keyword("trailer") {
				v, _ := p.object(0)
				d, _ = v.(dict)
				return
			}
			first, ok := v.(int)
			if !ok {
				return
			}
			v, _ = p.object(0)
			count, ok := v.(int)
			if !ok {
				return
			}
			for i := 0; i < count && p.left > 0; i++ {
				at := p.p
				a, ok := p.object(0)
				if !ok {
					return
				}
				off, isOff := a.(int)
				gen, _ := p.object(0)
				mark, _ := p.object(0)
				if !isOff {
					p.p = at
					break
				}
				switch mark {
				case keyword("n"):
					if i == 0 && first == 1 && off == 0 && gen == 65535 {
						first = 0
					}
					f.places.put(first+i, place{kind: loose, off: int64(off)}, false)
				case keyword("f"):
					// Some writers begin at 1 where they mean 0.
					if i == 0 && first == 1 && gen == 65535 {
						first = 0
					}
					f.places.put(first+i, place{kind: free}, false)
				default:
					p.p = at
					i = count
				}
			}
		}
	})
	return d
}

// streamSection reads the packed form.
func (f *file) streamSection(s *stream) {
	widths := f.numbers(s.dict["W"], 3)
	if widths == nil {
		return
	}
	var w [3]int
	total := 0
	for i := range w {
		if w[i] = int(widths[i]); w[i] < 0 || w[i] > 8 {
			return
		}
		total += w[i]
	}
	if total == 0 {
		return
	}
	b := f.unpack(s, 64<<20)
	index := f.array(s.dict["Index"])
	if len(index) < 2 {
		index = array{0, f.integer(s.dict["Size"], 0)}
	}
	entries := 0
	for ; len(index) >= 2; index = index[2:] {
		first, count := f.integer(index[0], -1), f.integer(index[1], 0)
		if first < 0 {
			continue
		}
		for i := 0; i < count && len(b) >= total && entries < mostEntries; i++ {
			field := func(i, missing int) int64 {
				if w[i] == 0 {
					return int64(missing)
				}
				var n uint64
				for _, c := range b[:w[i]] {
					n = n<<8 | uint64(c)
				}
				b = b[w[i]:]
				return int64(n)
			}
			kind, second, third := field(0, 1), field(1, 0), field(2, 0)
			entries++
			switch kind {
			case 0:
				f.places.put(first+i, place{kind: free}, false)
			case 1:
				f.places.put(first+i, place{kind: loose, off: second}, false)
			case 2:
				if second >= 0 && second <= mostNumber {
					f.places.put(first+i, place{kind: packed, off: second, index: int32(third & 0x7fffffff)}, false)
				}
			}
		}
	}
}
