package picture

import (
	"encoding/binary"
)

// heif reads the boxes of HEIC and AVIF (ISO/IEC 23008-12): the greatest size
// that is told, and the notes, which are items of their own.
func (p *picture) heif() {
	h := heifReader{picture: p, kinds: map[uint32]string{}}
	h.boxes(0, p.in.Size, 0)
	for id, k := range h.kinds {
		at, size := h.place(id)
		if size <= 4 || size > mostBlock {
			continue
		}
		b := p.at(at, size)
		switch k {
		case "Exif":
			// Four bytes tell how far the TIFF header is behind them.
			if len(b) > 8 {
				if skip := int64(binary.BigEndian.Uint32(b)) + 4; skip < int64(len(b)) {
					p.exif(b[skip:])
				}
			}
		case "mime":
			p.xmp(b)
		}
	}
}

type heifReader struct {
	*picture
	kinds  map[uint32]string // of items that are notes
	where  []byte            // the box of locations
	looked int
}

// boxes walks boxes between two offsets.
func (h *heifReader) boxes(at, end int64, depth int) {
	for at+8 <= end && depth < 8 {
		if h.looked++; h.looked > mostSegments {
			return
		}
		b := h.at(at, 16)
		if len(b) < 8 {
			return
		}
		size, head := int64(binary.BigEndian.Uint32(b)), int64(8)
		switch {
		case size == 1 && len(b) >= 16:
			size, head = int64(binary.BigEndian.Uint64(b[8:])), 16
		case size == 0:
			size = end - at
		}
		if size < head || size > end-at {
			return
		}
		from, to := at+head, at+size
		switch string(b[4:8]) {
		case "meta":
			h.boxes(from+4, to, depth+1)
		case "iprp", "ipco":
			h.boxes(from, to, depth+1)
		case "iinf":
			v := h.at(from, 1)
			skip := int64(6)
			if len(v) == 1 && v[0] > 0 {
				skip = 8
			}
			h.boxes(from+skip, to, depth+1)
		case "infe":
			h.item(h.at(from, min(to-from, 16)))
		case "iloc":
			h.where = h.at(from, min(to-from, 1<<20))
		case "ispe":
			if s := h.at(from, 12); len(s) == 12 {
				w, t := int(binary.BigEndian.Uint32(s[4:])&0x7FFFFFFF), int(binary.BigEndian.Uint32(s[8:])&0x7FFFFFFF)
				if w*t > h.width*h.height {
					h.width, h.height = w, t
				}
			}
		}
		at = to
	}
}

// item reads an entry of the list of items, of version 2 or 3.
func (h *heifReader) item(b []byte) {
	if len(b) < 12 || b[0] < 2 {
		return
	}
	id, rest := uint32(binary.BigEndian.Uint16(b[4:])), b[6:]
	if b[0] == 3 {
		id, rest = binary.BigEndian.Uint32(b[4:]), b[8:]
	}
	if len(rest) >= 6 && len(h.kinds) < 64 {
		if k := string(rest[2:6]); k == "Exif" || k == "mime" {
			h.kinds[id] = k
		}
	}
}

// place finds the first extent of an item in the box of locations.
func (h *heifReader) place(item uint32) (at, size int64) {
	b := h.where
	if len(b) < 8 {
		return 0, 0
	}
	version := b[0]
	ofOffset, ofLength, ofBase, ofIndex := int(b[4]>>4), int(b[4]&15), int(b[5]>>4), int(b[5]&15)
	b = b[6:]
	number := func(n int) (v int64) {
		if n > len(b) || n > 8 {
			b = nil
			return 0
		}
		for _, c := range b[:n] {
			v = v<<8 | int64(c)
		}
		b = b[n:]
		return v
	}
	ofID := 2
	if version == 2 {
		ofID = 4
	}
	for n := number(ofID); n > 0 && len(b) > 0; n-- {
		id := uint32(number(ofID))
		method := int64(0)
		if version > 0 {
			method = number(2) & 15
		}
		number(2) // the file it lies in: this one
		base := number(ofBase)
		for k, extents := int64(0), number(2); k < extents && len(b) > 0; k++ {
			if version > 0 {
				number(ofIndex)
			}
			offset, length := number(ofOffset), number(ofLength)
			if id == item && k == 0 && method == 0 {
				return base + offset, length
			}
		}
	}
	return 0, 0
}
