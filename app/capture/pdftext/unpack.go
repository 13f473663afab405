package pdftext

import (
	"bytes"
	"compress/flate"
	"io"
)

// unpack gives the bytes of a stream, at most most of them. What is broken is
// given up to the break. Images are never unpacked: nobody asks for them.
func (f *file) unpack(s *stream, most int) []byte {
	if s == nil || f.exceeded || f.ctx.Err() != nil {
		return nil
	}
	key := s.off
	if s.packed == nil {
		if b, ok := f.unpacked[key]; ok {
			return b
		}
	}
	b := s.packed
	if b == nil {
		b = f.src.piece(s.off, int(min(s.size, 256<<20)))
	}
	filters, parms := f.filters(s.dict)
	if f.lock != nil && !s.clear && !f.lock.passes(f, s, filters) {
		b = f.lock.decrypt(b, s.id, f.lock.streams)
	}
	for i, filter := range filters {
		b = f.filter(filter, f.dict(parms[i]), b, most)
	}
	if len(filters) > 0 {
		f.taken += int64(len(b))
		if f.limits.Unpacked > 0 && f.taken > f.limits.Unpacked {
			f.exceeded = true
			f.note("The file unpacks to more than is read; what lies behind is missing.")
		}
	}
	if s.packed == nil && len(b) < mostHeld/8 {
		if f.held+len(b) > mostHeld {
			clear(f.unpacked)
			f.held = 0
		}
		f.unpacked[key] = b
		f.held += len(b)
	}
	return b
}

// filters gives the names of the filters and as many parameters.
func (f *file) filters(d dict) (names []name, parms array) {
	first := func(keys ...name) any {
		for _, k := range keys {
			if v := f.resolve(d[k]); v != nil {
				return v
			}
		}
		return nil
	}
	switch v := first("Filter", "F").(type) {
	case name:
		names = []name{v}
	case array:
		for _, v := range v[:min(len(v), 16)] {
			names = append(names, f.name(v))
		}
	}
	switch v := first("DecodeParms", "DP").(type) {
	case dict:
		parms = array{v}
	case array:
		parms = v
	}
	for len(parms) < len(names) {
		parms = append(parms[:len(parms):len(parms)], nil)
	}
	return names, parms
}

func (f *file) filter(filter name, parms dict, b []byte, most int) []byte {
	switch filter {
	case "FlateDecode", "Fl":
		return f.predict(inflate(b, most), parms)
	case "LZWDecode", "LZW":
		return f.predict(unLZW(b, f.integer(parms["EarlyChange"], 1), most), parms)
	case "ASCIIHexDecode", "AHx":
		p := newParser(append([]byte("<"), b...))
		return p.hexadecimal(nil)
	case "ASCII85Decode", "A85":
		return un85(b)
	case "RunLengthDecode", "RL":
		return unRun(b, most)
	}
	return b
}

// limited is a buffer that refuses to grow over its size.
type limited struct {
	b    []byte
	most int
}

func (l *limited) Write(b []byte) (int, error) {
	if len(l.b)+len(b) > l.most {
		l.b = append(l.b, b[:l.most-len(l.b)]...)
		return 0, io.ErrShortWrite
	}
	l.b = append(l.b, b...)
	return len(b), nil
}

// inflate unpacks without looking at check sums, so that a cut stream gives
// what is there.
func inflate(b []byte, most int) []byte {
	start := 0
	for start < len(b) && start < 8 && class[b[start]] == white {
		start++
	}
	bare := b
	if len(b)-start >= 2 && b[start]&15 == 8 && (int(b[start])<<8|int(b[start+1]))%31 == 0 {
		b = b[start+2:]
	} else if len(b) >= 2 && b[0]&15 == 8 {
		b = b[2:]
	}
	for {
		out := &limited{most: most, b: make([]byte, 0, min(most, 4*len(b)+512))}
		r := flate.NewReader(bytes.NewReader(b))
		_, err := io.Copy(out, r)
		if len(out.b) > 0 || err == nil || len(b) == len(bare) {
			return out.b
		}
		b = bare // no header at all, perhaps
	}
}

// unLZW unpacks the LZW of TIFF and PDF, whose codes widen one step early.
func unLZW(b []byte, early, most int) []byte {
	type entry struct {
		prefix int32
		first  byte
		last   byte
		size   int32
	}
	table := make([]entry, 258, 4097)
	for i := range 256 {
		table[i] = entry{-1, byte(i), byte(i), 1}
	}
	var out []byte
	var bits uint32
	have, width, previous := 0, 9, -1
	for _, c := range b {
		bits = bits<<8 | uint32(c)
		have += 8
		if have < width {
			continue
		}
		code := int(bits>>(have-width)) & (1<<width - 1)
		have -= width
		switch {
		case code == 256:
			table, width, previous = table[:258], 9, -1
			continue
		case code == 257:
			return out
		case code > len(table) || code == len(table) && previous < 0:
			return out
		}
		if previous >= 0 && len(table) < 4096 {
			e := entry{int32(previous), table[previous].first, 0, table[previous].size + 1}
			if code < len(table) {
				e.last = table[code].first
			} else {
				e.last = e.first
			}
			table = append(table, e)
		}
		if code >= len(table) {
			return out
		}
		size := int(table[code].size)
		if len(out)+size > most {
			return out
		}
		at := len(out) + size
		out = append(out, make([]byte, size)...)
		for e := int32(code); e >= 0 && at > 0; e = table[e].prefix {
			at--
			out[at] = table[e].last
		}
		previous = code
		switch n := len(table) + early; {
		case n >= 2048:
			width = 12
		case n >= 1024:
			width = 11
		case n >= 512:
			width = 10
		default:
			width = 9
		}
	}
	return out
}

func un85(b []byte) []byte {
	out := make([]byte, 0, len(b)*4/5+4)
	var group uint32
	n := 0
	for i, c := range b {
		switch {
		case c == '~' && i > 1:
			return end85(out, group, n)
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case c >= '!' && c <= 'u':
			group = group*85 + uint32(c-'!')
			if n++; n == 5 {
				out = append(out, byte(group>>24), byte(group>>16), byte(group>>8), byte(group))
				group, n = 0, 0
			}
		}
	}
	return end85(out, group, n)
}

func end85(out []byte, group uint32, n int) []byte {
	if n < 2 {
		return out
	}
	for i := n; i < 5; i++ {
		group = group*85 + 84
	}
	for i := range n - 1 {
		out = append(out, byte(group>>(24-8*i)))
	}
	return out
}

func unRun(b []byte, most int) []byte {
	var out []byte
	for len(b) > 1 && len(out) < most {
		n := int(b[0])
		switch {
		case n == 128:
			return out
		case n < 128:
			n = min(n+1, len(b)-1)
			out = append(out, b[1:1+n]...)
			b = b[1+n:]
		default:
			out = append(out, bytes.Repeat(b[1:2], 257-n)...)
			b = b[2:]
		}
	}
	return out
}

// predict undoes the predictors of PNG and TIFF.
func (f *file) predict(b []byte, parms dict) []byte {
	predictor := f.integer(parms["Predictor"], 1)
	if predictor < 2 {
		return b
	}
	colours := min(max(f.integer(parms["Colors"], 1), 1), 64)
	depth := min(max(f.integer(parms["BitsPerComponent"], 8), 1), 16)
	columns := min(max(f.integer(parms["Columns"], 1), 1), 1<<20)
	row := (colours*depth*columns + 7) / 8
	step := max(1, colours*depth/8)
	if predictor == 2 {
		if depth == 8 {
			for start := 0; start < len(b); start += row {
				line := b[start:min(start+row, len(b))]
				for i := step; i < len(line); i++ {
					line[i] += line[i-step]
				}
			}
		}
		return b
	}
	out := make([]byte, 0, len(b))
	above := make([]byte, row)
	for len(b) > 1 {
		kind, line := b[0], b[1:min(1+row, len(b))]
		b = b[1+len(line):]
		for i := range line {
			var left, corner byte
			if i >= step {
				left, corner = line[i-step], above[i-step]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += above[i]
			case 3:
				line[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				line[i] += paeth(left, above[i], corner)
			}
		}
		out = append(out, line...)
		above = line
		if len(line) < row {
			break
		}
	}
	return out
}

func paeth(a, b, c byte) byte {
	pa, pb := int(b)-int(c), int(a)-int(c)
	pc := pa + pb
	if pa < 0 {
		pa = -pa
	}
	if pb < 0 {
		pb = -pb
	}
	if pc < 0 {
		pc = -pc
	}
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}
