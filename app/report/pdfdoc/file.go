package pdfdoc

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// file collects numbered objects and writes them as a PDF 1.7 file: streams one
// by one, all other objects packed in object streams, one cross-reference
// stream at the end.
type file struct {
	objs   []object     // by number-1
	packer *zlib.Writer // kept between streams: it is a large thing to make
}

type object struct {
	dict   []byte
	stream []byte
	has    bool // it is a stream
}

// alloc reserves an object number.
func (f *file) alloc() int {
	f.objs = append(f.objs, object{})
	return len(f.objs)
}

func (f *file) set(ref int, body []byte) { f.objs[ref-1].dict = body }

func (f *file) add(body []byte) int {
	ref := f.alloc()
	f.set(ref, body)
	return ref
}

// stream sets a stream object. Dict is what stands between << and >> besides
// the length and the filter.
func (f *file) stream(ref int, dict string, data []byte, pack bool) {
	if pack {
		var z bytes.Buffer
		if f.packer == nil {
			f.packer = zlib.NewWriter(&z)
		} else {
			f.packer.Reset(&z)
		}
		_, _ = f.packer.Write(data) // a buffer takes every byte
		_ = f.packer.Close()
		data, dict = z.Bytes(), dict+"/Filter/FlateDecode"
	}
	f.objs[ref-1] = object{dict: appendf(nil, "<<%s/Length %d>>", dict, len(data)), stream: data, has: true}
}

// packed is where an object lies: at an offset, or in an object stream.
type packed struct{ kind, where, index int }

// bytes writes the file. The identifier is a hash of everything before the
// cross-reference stream.
func (f *file) bytes(root, info int) []byte {
	const perStream = 200
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	at := make([]packed, len(f.objs), len(f.objs)+len(f.objs)/perStream+3)

	var plainRefs []int
	for i := range f.objs {
		if !f.objs[i].has {
			plainRefs = append(plainRefs, i+1)
		}
	}
	for start := 0; start < len(plainRefs); start += perStream {
		refs := plainRefs[start:min(start+perStream, len(plainRefs))]
		var index, body []byte
		holder := f.alloc()
		for i, ref := range refs {
			index = appendf(index, "%d %d ", ref, len(body))
			body = append(append(body, f.objs[ref-1].dict...), '\n')
			at[ref-1] = packed{kind: 2, where: holder, index: i}
		}
		f.stream(holder, fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(refs), len(index)), append(index, body...), true)
	}
	for i := range f.objs {
		if o := f.objs[i]; o.has {
			for len(at) <= i {
				at = append(at, packed{})
			}
			at[i] = packed{kind: 1, where: out.Len()}
			fmt.Fprintf(&out, "%d 0 obj\n%s\nstream\n", i+1, o.dict)
			out.Write(o.stream)
			out.WriteString("\nendstream\nendobj\n")
		}
	}
	sum := sha256.Sum256(out.Bytes())
	start := out.Len()
	self := f.alloc()
	at = append(at, packed{kind: 1, where: start})
	table := []byte{0, 0, 0, 0, 0, 0xff, 0xff}
	for _, p := range at {
		table = append(table, byte(p.kind), byte(p.where>>24), byte(p.where>>16), byte(p.where>>8), byte(p.where), byte(p.index>>8), byte(p.index))
	}
	f.stream(self, fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]",
		self+1, root, info, sum[:16], sum[:16]), table, true)
	o := f.objs[self-1]
	fmt.Fprintf(&out, "%d 0 obj\n%s\nstream\n", self, o.dict)
	out.Write(o.stream)
	fmt.Fprintf(&out, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", start)
	return out.Bytes()
}

func appendf(b []byte, format string, args ...any) []byte { return fmt.Appendf(b, format, args...) }

func trimSpace(b []byte) []byte { return bytes.TrimRight(b, " ") }

// appendNum writes a number with at most three decimals and no exponent.
func appendNum(b []byte, v float64) []byte {
	start := len(b)
	b = strconv.AppendFloat(b, v, 'f', 3, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	if string(b[start:]) == "-0" {
		return append(b[:start], '0')
	}
	return b
}

func nums(values ...float64) string {
	var b []byte
	for i, v := range values {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendNum(b, v)
	}
	return string(b)
}

// textString writes a string for people: literal when it is plain ASCII, else
// as UTF-16.
func textString(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			ascii = false
			break
		}
	}
	if ascii {
		return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s) + ")"
	}
	return "<FEFF" + utf16Hex(s) + ">"
}

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// asciiURL escapes what may not stand in an address.
func asciiURL(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c > '~' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
