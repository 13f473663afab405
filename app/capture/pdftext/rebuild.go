package pdftext

import (
	"bytes"
	"slices"
)

// rebuild finds the objects of a file whose table is missing or wrong, by
// looking for "12 0 obj" from the first byte to the last. Of two objects of one
// number the later wins, as in an updated file. It is done at most once.
func (f *file) rebuild() {
	if f.rebuilt {
		return
	}
	f.rebuilt = true
	f.note("The table of contents of the file is damaged; it was rebuilt from what the file holds.")
	f.places = table{}
	f.forget()
	var streams []int // object streams, in file order
	var roots, trailers []dict
	const step, overlap = 1 << 20, 4 << 10
	lastNum, lastOff := -1, int64(-1)
	var done int64
	for off := int64(0); off < f.src.size && f.ctx.Err() == nil; off += step {
		b := f.src.piece(off, step+overlap)
		for p := 0; ; {
			at, what := nextMark(b, p)
			if at < 0 || at >= step+64 {
				break
			}
			p = at + 3
			here := off + int64(at)
			if here < done {
				continue
			}
			done = here + 1
			switch what {
			case 'o':
				num, start, ok := objectHead(b, at)
				if !ok {
					continue
				}
				lastNum, lastOff = num, off+int64(start)
				f.places.put(num, place{kind: loose, off: lastOff}, true)
			case 't':
				var d dict
				f.src.parse(here+int64(len("trailer")), func(p *parser) {
					v, _ := p.object(0)
					d, _ = v.(dict)
				})
				if d != nil {
					trailers = append(trailers, d)
				}
			case 'S', 'X', 'C':
				if lastNum < 0 || len(streams) > 200_000 || len(roots)+len(trailers) > 10_000 {
					continue
				}
				switch what {
				case 'S':
					streams = append(streams, lastNum)
				case 'X':
					if s, ok := f.loose(lastOff, lastNum).(*stream); ok {
						trailers = append(trailers, s.dict)
					}
				case 'C':
					if d, ok := f.loose(lastOff, lastNum).(dict); ok && d["Pages"] != nil {
						roots = append(roots, dict{"Root": ref{lastNum, 0}})
					}
				}
			}
		}
	}
	slices.Reverse(trailers)
	fresh := dict{}
	for _, d := range slices.Concat(trailers, []dict{f.trailer}, roots) {
		for _, k := range []name{"Root", "Encrypt", "ID", "Info"} {
			if v := d[k]; v != nil && fresh[k] == nil {
				fresh[k] = v
			}
		}
	}
	f.trailer = fresh
	f.forget()
	f.unlock()
	for _, num := range slices.Compact(streams) {
		if o := f.objectStream(num); o != nil {
			for i, n := range o.numbers {
				// An object in plain sight behind the stream is newer.
				if have := f.places.get(n); have.kind != loose || have.off < f.places.get(num).off {
					f.places.put(n, place{kind: packed, off: int64(num), index: int32(i)}, true)
				}
			}
		}
		if f.ctx.Err() != nil {
			return
		}
	}
	if f.dict(f.trailer["Root"])["Pages"] == nil {
		for _, d := range roots {
			f.trailer["Root"] = d["Root"]
		}
	}
	if f.dict(f.trailer["Root"])["Pages"] == nil {
		f.rootAnywhere()
	}
}

// rootAnywhere looks through the objects for a catalogue, for it may lie in an
// object stream.
func (f *file) rootAnywhere() {
	for num := 0; num <= f.places.top && f.ctx.Err() == nil; num++ {
		if f.places.get(num).kind != packed {
			continue
		}
		if d := f.dict(ref{num, 0}); f.name(d["Type"]) == "Catalog" && d["Pages"] != nil {
			f.trailer["Root"] = ref{num, 0}
		}
	}
}

// nextMark finds the next word of interest: 'o' obj, 't' trailer, 'S' an
// object stream, 'X' a cross-reference stream, 'C' a catalogue.
func nextMark(b []byte, p int) (at int, what byte) {
	for p < len(b) {
		i := bytes.IndexAny(b[p:], "o/t")
		if i < 0 {
			return -1, 0
		}
		p += i
		rest := b[p:]
		switch {
		case bytes.HasPrefix(rest, []byte("obj")) && p > 3 && b[p-1] != 'd':
			return p, 'o'
		case bytes.HasPrefix(rest, []byte("trailer")):
			return p, 't'
		case bytes.HasPrefix(rest, []byte("/ObjStm")):
			return p, 'S'
		case bytes.HasPrefix(rest, []byte("/XRef")) && !bytes.HasPrefix(rest, []byte("/XRefStm")):
			return p, 'X'
		case bytes.HasPrefix(rest, []byte("/Catalog")):
			return p, 'C'
		}
		p++
	}
	return -1, 0
}

// objectHead reads "12 0 " backwards from the word obj.
func objectHead(b []byte, at int) (num, start int, ok bool) {
	p := at
	back := func(mayStick bool) (int, bool) {
		spaces := 0
		for ; p > 0 && class[b[p-1]] == white; p-- {
			spaces++
		}
		n, scale, some := 0, 1, 0
		for ; p > 0 && b[p-1] >= '0' && b[p-1] <= '9' && some < 10; p-- {
			n += int(b[p-1]-'0') * scale
			scale *= 10
			some++
		}
		return n, some > 0 && (spaces > 0 || mayStick)
	}
	if _, ok = back(true); !ok {
		return 0, 0, false
	}
	num, ok = back(false)
	return num, p, ok
}
