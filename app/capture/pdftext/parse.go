package pdftext

import (
	"bytes"
	"math"
)

const (
	deepest  = 64        // objects within objects
	mostInto = 2_000_000 // things in one array or dictionary
)

// class tells white space and delimiters from the rest.
var class = func() (t [256]byte) {
	for _, c := range "\x00\t\n\f\r " {
		t[c] = white
	}
	for _, c := range "()<>[]{}/%" {
		t[c] = delimiter
	}
	return t
}()

const (
	regular = iota
	white
	delimiter
)

// keyword is a bare word among objects: obj, R, endobj, an operator.
type keyword string

// parser reads objects from bytes. It never fails: what makes no sense is
// stepped over. Reaching the end of the bytes sets short, so that a caller who
// has more of them can begin again with more.
type parser struct {
	b     []byte
	p     int
	short bool
	left  int // things that may still be made, against arrays without end
}

func newParser(b []byte) *parser { return &parser{b: b, left: mostInto} }

func (p *parser) space() {
	for p.p < len(p.b) {
		c := p.b[p.p]
		switch {
		case class[c] == white:
			p.p++
		case c == '%':
			end := bytes.IndexAny(p.b[p.p:], "\r\n")
			if end < 0 {
				p.p = len(p.b)
				break
			}
			p.p += end
		default:
			return
		}
	}
	p.short = true
}

// object gives the next object or keyword; ok is false at the end.
func (p *parser) object(depth int) (v any, ok bool) {
	p.space()
	if p.p >= len(p.b) {
		return nil, false
	}
	p.left--
	switch c := p.b[p.p]; {
	case c == '/':
		p.p++
		return p.name(), true
	case c == '(':
		return text(p.literal(nil)), true
	case c == '<':
		if p.p+1 < len(p.b) && p.b[p.p+1] == '<' {
			p.p += 2
			if depth >= deepest {
				return nil, true
			}
			return p.dictionary(depth + 1), true
		}
		return text(p.hexadecimal(nil)), true
	case c == '[':
		p.p++
		if depth >= deepest {
			return nil, true
		}
		return p.array(depth + 1), true
	case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.':
		return p.numeral(), true
	case class[c] == delimiter:
		p.p++
		if c == '>' && p.p < len(p.b) && p.b[p.p] == '>' {
			p.p++
			return keyword(">>"), true
		}
		return keyword(c), true
	}
	switch w := p.word(); string(w) {
	case "true":
		return true, true
	case "false":
		return false, true
	case "null":
		return nil, true
	default:
		return keyword(w), true
	}
}

func (p *parser) word() []byte {
	start := p.p
	for p.p < len(p.b) && class[p.b[p.p]] == regular {
		p.p++
	}
	if p.p == len(p.b) {
		p.short = true
	}
	return p.b[start:p.p]
}

// numeral reads a number; an integer that two more words turn into a reference
// becomes one.
func (p *parser) numeral() any {
	n, whole := p.number()
	if !whole {
		return n
	}
	if n < 0 || n > 1<<31 {
		return int(n)
	}
	at := p.p
	if gen, ok := p.digits(); ok {
		p.space()
		if p.p < len(p.b) && p.b[p.p] == 'R' && (p.p+1 == len(p.b) || class[p.b[p.p+1]] != regular) {
			p.p++
			return ref{int(n), gen}
		}
	}
	p.p = at
	return int(n)
}

// digits reads white space and a short run of digits.
func (p *parser) digits() (int, bool) {
	if p.p >= len(p.b) || class[p.b[p.p]] != white {
		return 0, false
	}
	p.space()
	n, some := 0, 0
	for ; p.p < len(p.b) && p.b[p.p] >= '0' && p.b[p.p] <= '9' && some < 6; p.p++ {
		n = n*10 + int(p.b[p.p]-'0')
		some++
	}
	return n, some > 0 && p.p < len(p.b) && class[p.b[p.p]] == white
}

// number reads a number as leniently as viewers do: two signs, a sign in the
// middle and a second point end up as some number.
func (p *parser) number() (value float64, whole bool) {
	start := p.p
	negative, scale, whole := false, 0.0, true
	for ; p.p < len(p.b); p.p++ {
		switch c := p.b[p.p]; {
		case c >= '0' && c <= '9':
			if scale == 0 {
				value = value*10 + float64(c-'0')
			} else {
				value += float64(c-'0') * scale
				scale /= 10
			}
			continue
		case c == '.' && scale == 0:
			scale, whole = 0.1, false
			continue
		case c == '-' && p.p == start:
			negative = true
			continue
		case (c == '-' || c == '+') && p.p-start < 3:
			continue
		case class[c] == regular:
			// 12abc: the rest is passed over, unless it is an operator that
			// stuck to the number.
			if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
				break
			}
			continue
		}
		break
	}
	if p.p == len(p.b) {
		p.short = true
	}
	if negative {
		value = -value
	}
	if math.Abs(value) > 1<<52 {
		whole = false
	}
	return value, whole
}

func (p *parser) name() name {
	w := p.word()
	if bytes.IndexByte(w, '#') < 0 {
		return name(w)
	}
	out := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			hi, lo := digit(w[i+1]), digit(w[i+2])
			if hi < 16 && lo < 16 {
				out = append(out, hi<<4|lo)
				i += 2
				continue
			}
		}
		out = append(out, w[i])
	}
	return name(out)
}

// digit gives the value of a hexadecimal digit, 255 for what is none.
func digit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 255
}

// literal reads a string in parentheses onto the end of out.
func (p *parser) literal(out []byte) []byte {
	p.p++
	for open := 1; p.p < len(p.b); p.p++ {
		c := p.b[p.p]
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				p.p++
				return out
			}
		case '\r':
			c = '\n'
			if p.p+1 < len(p.b) && p.b[p.p+1] == '\n' {
				p.p++
			}
		case '\\':
			p.p++
			out = p.escape(out)
			continue
		}
		out = append(out, c)
	}
	p.p = min(p.p, len(p.b)) // a backslash may be the last byte
	p.short = true
	return out
}

// escape reads what follows a backslash and stays on its last byte.
func (p *parser) escape(out []byte) []byte {
	if p.p >= len(p.b) {
		return out
	}
	switch c := p.b[p.p]; c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\n':
		return out
	case '\r':
		if p.p+1 < len(p.b) && p.b[p.p+1] == '\n' {
			p.p++
		}
		return out
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := int(c - '0')
		for range 2 {
			if p.p+1 >= len(p.b) || p.b[p.p+1] < '0' || p.b[p.p+1] > '7' {
				break
			}
			p.p++
			n = n*8 + int(p.b[p.p]-'0')
		}
		return append(out, byte(n))
	default:
		return append(out, c)
	}
}

// hexadecimal reads a string in angle brackets onto the end of out.
func (p *parser) hexadecimal(out []byte) []byte {
	p.p++
	half, high := false, byte(0)
	for ; p.p < len(p.b); p.p++ {
		c := p.b[p.p]
		if c == '>' {
			p.p++
			if half {
				out = append(out, high<<4)
			}
			return out
		}
		d := digit(c)
		if d > 15 {
			continue
		}
		if half {
			out = append(out, high<<4|d)
		}
		half, high = !half, d
	}
	p.short = true
	return out
}

func (p *parser) array(depth int) array {
	a := array{}
	for p.left > 0 {
		v, ok := p.object(depth)
		if !ok {
			break
		}
		if w, is := v.(keyword); is {
			switch w {
			case "]":
				return a
			case ">>", "endobj", "endstream", "obj", "xref", "trailer":
				p.p -= len(w)
				return a
			}
			continue
		}
		a = append(a, v)
	}
	return a
}

func (p *parser) dictionary(depth int) dict {
	d := dict{}
	for p.left > 0 {
		k, ok := p.object(depth)
		if !ok {
			break
		}
		switch k := k.(type) {
		case keyword:
			switch k {
			case ">>":
				return d
			case "endobj", "stream", "endstream", "xref", "trailer":
				p.p -= len(k)
				return d
			}
		case name:
			at := p.p
			v, ok := p.object(depth)
			if !ok {
				return d
			}
			if _, is := v.(keyword); is {
				p.p = at // a key without a value
				if v == keyword("]") || v == keyword(")") {
					p.space()
					p.p++
				} else if v != keyword(">>") && v != keyword("endobj") && v != keyword("stream") {
					p.space()
					p.word()
					if p.p == at {
						p.p++
					}
				}
				continue
			}
			d[k] = v
		}
	}
	return d
}
