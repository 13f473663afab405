package pdftext

import (
	"cmp"
	"slices"
	"unicode/utf16"
)

const mostRanges = 400_000

// span maps codes to numbers (lo becomes first, lo+1 first+1 …) or, where
// texts is not nil, to texts.
type span struct {
	lo, hi uint32
	size   int // bytes of a code
	first  uint32
	text   string
}

// cmap is a character map: what a code of a string means. Codes of a ToUnicode
// map mean text, those of a font's encoding glyph numbers.
type cmap struct {
	space    [5][]span // code space ranges by bytes of a code
	spans    []span
	sorted   bool
	vertical bool
	parent   *cmap
}

// find gives the span that holds a code, nil where there is none.
func (c *cmap) find(code uint32, size int) *span {
	for ; c != nil; c = c.parent {
		if !c.sorted {
			// Of two spans the later wins; a stable sort keeps their order.
			slices.SortStableFunc(c.spans, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
			c.sorted = true
		}
		i, _ := slices.BinarySearchFunc(c.spans, code+1, func(s span, code uint32) int { return cmp.Compare(s.lo, code) })
		for back := 0; i > 0 && back < 16; back++ {
			i--
			if s := &c.spans[i]; code <= s.hi && code >= s.lo && (size == 0 || s.size == size) {
				return s
			}
		}
	}
	return nil
}

// next splits the first code off a string.
func (c *cmap) next(b []byte) (code uint32, size int) {
	longest := min(4, len(b))
	for size = 1; size <= longest; size++ {
		code = code<<8 | uint32(b[size-1])
		for up := c; up != nil; up = up.parent {
			for _, s := range up.space[size] {
				if within(code, s, size) {
					return code, size
				}
			}
		}
	}
	// No range fits: as many bytes as the shortest code has.
	for n := 1; n <= 4; n++ {
		for up := c; up != nil; up = up.parent {
			if len(up.space[n]) > 0 {
				return number(b[:min(n, len(b))]), min(n, len(b))
			}
		}
	}
	return number(b[:min(2, len(b))]), min(2, len(b))
}

// within tests each byte of a code against its own bounds.
func within(code uint32, s span, size int) bool {
	for i := range size {
		b := code >> (8 * i) & 255
		if b < s.lo>>(8*i)&255 || b > s.hi>>(8*i)&255 {
			return false
		}
	}
	return true
}

func number(b []byte) uint32 {
	var n uint32
	for _, c := range b[:min(4, len(b))] {
		n = n<<8 | uint32(c)
	}
	return n
}

// words turns UTF-16 into text.
func words(b []byte) string {
	if len(b) == 1 {
		return string(rune(b[0]))
	}
	u := make([]uint16, 0, len(b)/2)
	for ; len(b) > 1 && len(u) < 64; b = b[2:] {
		u = append(u, uint16(b[0])<<8|uint16(b[1]))
	}
	return string(utf16.Decode(u))
}

// parseCMap reads the part of PostScript that character maps are written in.
// use names another map that this one builds on.
func parseCMap(b []byte, use func(name) *cmap) *cmap {
	c := &cmap{}
	p := newParser(b)
	var last any
	for p.left > 0 {
		v, ok := p.object(0)
		if !ok {
			break
		}
		w, isWord := v.(keyword)
		if !isWord {
			if n, ok := last.(name); ok && n == "WMode" {
				c.vertical = v == 1
			}
			last = v
			continue
		}
		switch w {
		case "usecmap":
			if n, ok := last.(name); ok && use != nil {
				c.parent = use(n)
			}
		case "begincodespacerange":
			for {
				lo, ok1 := p.code()
				hi, ok2 := p.code()
				if !ok1 || !ok2 {
					break
				}
				if n := len(lo); n >= 1 && n <= 4 && len(c.space[n]) < 100 {
					c.space[n] = append(c.space[n], span{lo: number(lo), hi: number(hi)})
				}
			}
		case "beginbfchar", "begincidchar":
			for {
				lo, ok := p.code()
				if !ok {
					break
				}
				v, ok := p.object(0)
				if !ok {
					break
				}
				c.add(number(lo), number(lo), len(lo), v)
			}
		case "beginbfrange", "begincidrange":
			for {
				lo, ok1 := p.code()
				hi, ok2 := p.code()
				if !ok1 || !ok2 {
					break
				}
				v, ok := p.object(0)
				if !ok {
					break
				}
				c.add(number(lo), number(hi), len(lo), v)
			}
		}
	}
	return c
}

// code reads a code in angle brackets; anything else ends the list.
func (p *parser) code() ([]byte, bool) {
	at := p.p
	v, ok := p.object(0)
	switch v := v.(type) {
	case text:
		return []byte(v), ok
	case int:
		// Seen in the wild: codes as bare numbers.
		return []byte{byte(v >> 8), byte(v)}, ok
	}
	p.p = max(at, min(p.p, len(p.b)))
	return nil, false
}

func (c *cmap) add(lo, hi uint32, size int, v any) {
	if hi < lo || len(c.spans) > mostRanges {
		return
	}
	switch v := v.(type) {
	case int:
		c.spans = append(c.spans, span{lo: lo, hi: hi, size: size, first: uint32(v)})
	case text:
		s := words([]byte(v))
		r := []rune(s)
		if len(r) == 1 {
			c.spans = append(c.spans, span{lo: lo, hi: hi, size: size, first: uint32(r[0])})
			return
		}
		// The last letter counts on through the range.
		for i := uint32(0); i <= min(hi-lo, 255) && len(r) > 0; i++ {
			t := string(r[:len(r)-1]) + string(r[len(r)-1]+rune(i))
			c.spans = append(c.spans, span{lo: lo + i, hi: lo + i, size: size, text: t})
		}
	case array:
		for i, v := range v {
			if uint32(i) > hi-lo {
				break
			}
			c.add(lo+uint32(i), lo+uint32(i), size, v)
		}
	case name:
		if s := glyphText(v); s != "" {
			c.spans = append(c.spans, span{lo: lo, hi: hi, size: size, text: s})
		}
	}
}

// means gives the text of a code in a ToUnicode map.
func (c *cmap) means(code uint32, size int) (string, bool) {
	s := c.find(code, size)
	if s == nil && size > 0 {
		s = c.find(code, 0) // written with another number of bytes
	}
	switch {
	case s == nil:
		return "", false
	case s.text != "":
		return s.text, true
	}
	r := rune(s.first + code - s.lo)
	if r <= 0 || r > 0x10ffff {
		return "", false
	}
	return string(r), true
}
