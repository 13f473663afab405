package pdftext

import (
	"bytes"
	"encoding/binary"
)

// builtin is the encoding inside a font program.
type builtin struct {
	own   bool // false: it says standard
	names [256]name
}

// builtinEncoding reads the encoding of an embedded Type1 or CFF font, nil
// where it says nothing.
func (f *file) builtinEncoding(descriptor dict) *builtin {
	if s := f.stream(descriptor["FontFile"]); s != nil {
		return type1Encoding(f.unpack(s, 4<<20))
	}
	if s := f.stream(descriptor["FontFile3"]); s != nil {
		b := f.unpack(s, 16<<20)
		if bytes.HasPrefix(b, []byte("OTTO")) {
			b = sfntTable(b, "CFF ")
		}
		return cffEncoding(b)
	}
	return nil
}

// type1Encoding reads lines such as "dup 65 /A put" from the clear part.
func type1Encoding(b []byte) *builtin {
	if at := bytes.Index(b, []byte("eexec")); at >= 0 {
		b = b[:at]
	}
	at := bytes.Index(b, []byte("/Encoding"))
	if at < 0 {
		return nil
	}
	b = b[at+len("/Encoding"):]
	p := newParser(b)
	if v, _ := p.object(0); v == keyword("StandardEncoding") {
		return &builtin{}
	}
	e := &builtin{own: true}
	some := false
	for p.left > 0 {
		v, ok := p.object(0)
		if !ok || v == keyword("def") && some || v == keyword("readonly") {
			break
		}
		if v != keyword("dup") {
			continue
		}
		code, _ := p.object(0)
		glyph, _ := p.object(0)
		c, ok1 := code.(int)
		if w, is := code.(keyword); is && len(w) > 2 && w[:2] == "8#" {
			c, ok1 = 0, true
			for _, d := range w[2:] {
				c = c*8 + int(d-'0')
			}
		}
		g, ok2 := glyph.(name)
		if ok1 && ok2 && c >= 0 && c < 256 {
			e.names[c] = g
			some = true
		}
	}
	if !some {
		return nil
	}
	return e
}

// sfntTable gives a table of a TrueType or OpenType font.
func sfntTable(b []byte, tag string) []byte {
	if len(b) < 12 {
		return nil
	}
	if bytes.HasPrefix(b, []byte("ttcf")) && len(b) > 16 {
		off := int(binary.BigEndian.Uint32(b[12:]))
		if off > len(b)-12 {
			return nil
		}
		return sfntTableAt(b, off, tag)
	}
	return sfntTableAt(b, 0, tag)
}

func sfntTableAt(b []byte, at int, tag string) []byte {
	count := int(binary.BigEndian.Uint16(b[at+4:]))
	for i := range count {
		e := at + 12 + 16*i
		if e+16 > len(b) {
			return nil
		}
		if string(b[e:e+4]) != tag {
			continue
		}
		off, size := int(binary.BigEndian.Uint32(b[e+8:])), int(binary.BigEndian.Uint32(b[e+12:]))
		if off > len(b) {
			return nil
		}
		return b[off:min(len(b), off+size)]
	}
	return nil
}

// glyphLetters turns the character map of an embedded TrueType font around:
// what each glyph stands for. It helps where a file forgot ToUnicode.
func (f *file) glyphLetters(below dict) map[uint32]string {
	descriptor := f.dict(below["FontDescriptor"])
	s := f.stream(descriptor["FontFile2"])
	if s == nil {
		s = f.stream(descriptor["FontFile3"])
	}
	if s == nil {
		return nil
	}
	letters := map[uint32]string{}
	eachMapped(sfntTable(f.unpack(s, 32<<20), "cmap"), func(r rune, glyph uint32) {
		if _, have := letters[glyph]; !have && glyph != 0 && len(letters) < mostKnown {
			letters[glyph] = string(r)
		}
	})
	if len(letters) == 0 {
		return nil
	}
	if m := f.stream(below["CIDToGIDMap"]); m != nil {
		b := f.unpack(m, 1<<18)
		byCID := map[uint32]string{}
		for cid := 0; 2*cid+1 < len(b); cid++ {
			if t, ok := letters[uint32(b[2*cid])<<8|uint32(b[2*cid+1])]; ok {
				byCID[uint32(cid)] = t
			}
		}
		return byCID
	}
	return letters
}

// eachMapped goes through the Unicode part of a cmap table, formats 4 and 12.
func eachMapped(b []byte, each func(r rune, glyph uint32)) {
	if len(b) < 4 {
		return
	}
	u16 := func(at int) int {
		if at < 0 || at+2 > len(b) {
			return 0
		}
		return int(binary.BigEndian.Uint16(b[at:]))
	}
	u32 := func(at int) int {
		if at < 0 || at+4 > len(b) {
			return 0
		}
		return int(binary.BigEndian.Uint32(b[at:]))
	}
	best, rank := -1, 0
	for i := range min(u16(2), 64) {
		platform, kind, off := u16(4+8*i), u16(6+8*i), u32(8+8*i)
		r := 0
		switch {
		case platform == 3 && kind == 10:
			r = 4
		case platform == 3 && kind == 1:
			r = 3
		case platform == 0 && kind < 5:
			r = 2
		}
		if f := u16(off); r > rank && (f == 4 || f == 12) {
			best, rank = off, r
		}
	}
	if best < 0 {
		return
	}
	if u16(best) == 12 {
		for i := range min(u32(best+12), len(b)/12) {
			at := best + 16 + 12*i
			lo, hi, glyph := u32(at), u32(at+4), u32(at+8)
			for r := lo; r <= min(hi, lo+0xffff, 0x10ffff); r++ {
				each(rune(r), uint32(glyph+r-lo))
			}
		}
		return
	}
	segments := u16(best+6) / 2
	for i := range segments {
		hi, lo := u16(best+14+2*i), u16(best+16+2*segments+2*i)
		delta := u16(best + 16 + 4*segments + 2*i)
		where := best + 16 + 6*segments + 2*i
		offset := u16(where)
		for r := lo; r <= hi && r < 0xffff; r++ {
			glyph := r + delta
			if offset != 0 {
				if glyph = u16(where + offset + 2*(r-lo)); glyph != 0 {
					glyph += delta
				}
			}
			each(rune(r), uint32(glyph&0xffff))
		}
	}
}
