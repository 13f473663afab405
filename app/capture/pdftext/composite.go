package pdftext

import (
	"bytes"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// composite is a Type0 font: codes of one to four bytes.
type composite struct {
	codes    *cmap  // nil: two bytes, the code is the glyph's number
	charset  string // a predefined map whose codes are a known charset, "" for others
	decoder  *encoding.Decoder
	unicode  *cmap              // ToUnicode, may be nil
	byGlyph  map[uint32]string  // from the embedded font, may be nil
	identity bool               // numbers are Unicode
	widths   map[uint32]float32 // by glyph number
	usual    float32            // width of all others
	vertical bool
	known    map[uint32]glyph // what was decoded before, by code and size
}

const mostKnown = 70_000

func (c *composite) next(b []byte) glyph {
	var code uint32
	size := 0
	switch {
	case c.charset != "":
		code, size = c.split(b)
	case c.codes != nil:
		code, size = c.codes.next(b)
	default:
		code, size = number(b[:min(2, len(b))]), min(2, len(b))
	}
	if size == 0 {
		return glyph{size: len(b)}
	}
	key := code<<2 | uint32(size-1)
	if size < 4 {
		if g, ok := c.known[key]; ok {
			return g
		}
	}
	g := c.make(code, size, b[:size])
	if size < 4 && len(c.known) < mostKnown {
		c.known[key] = g
	}
	return g
}

func (c *composite) make(code uint32, size int, b []byte) glyph {
	cid := code
	if c.codes != nil {
		cid = 0
		if s := c.codes.find(code, size); s != nil {
			cid = s.first + code - s.lo
		}
	}
	g := glyph{size: size, width: c.usual, blank: size == 1 && code == ' '}
	if c.charset != "" {
		g.width = c.charsetWidth(c.decode(b), size)
	} else if w, ok := c.widths[cid]; ok {
		g.width = w
	}
	if c.unicode != nil {
		if t, ok := c.unicode.means(code, size); ok {
			g.text = t
			return g
		}
	}
	switch {
	case c.charset != "":
		g.text = c.decode(b)
	case c.byGlyph != nil:
		g.text = c.byGlyph[cid]
	case c.identity && cid >= 32 && cid < 0xd800:
		g.text = string(rune(cid))
	}
	return g
}

// charsetWidth gives the width of a letter whose glyph number is not known. In
// all four character collections the numbers of ASCII begin with 1 at the blank.
func (c *composite) charsetWidth(letter string, size int) float32 {
	if len(letter) == 1 && letter[0] >= ' ' {
		if w, ok := c.widths[uint32(letter[0]-' ')+1]; ok {
			return w
		}
		return min(c.usual, 0.5)
	}
	if size == 1 {
		return min(c.usual, 0.5)
	}
	return c.usual
}

// split takes one letter of a charset off a string.
func (c *composite) split(b []byte) (uint32, int) {
	size := 1
	switch c.charset {
	case "utf16":
		if size = 2; len(b) >= 4 && b[0] >= 0xd8 && b[0] < 0xdc {
			size = 4
		}
	case "utf32":
		size = 4
	case "utf8":
		switch {
		case b[0] >= 0xf0:
			size = 4
		case b[0] >= 0xe0:
			size = 3
		case b[0] >= 0xc0:
			size = 2
		}
	case "sjis":
		if b[0] >= 0x81 && b[0] <= 0x9f || b[0] >= 0xe0 && b[0] <= 0xfc {
			size = 2
		}
	case "jis", "ksx", "gb":
		size = 2
	case "eucjp":
		if size = 2; b[0] < 0x80 {
			size = 1
		} else if b[0] == 0x8f {
			size = 3
		}
	default:
		if b[0] > 0x80 {
			size = 2
		}
	}
	size = min(size, len(b))
	return number(b[:size]), size
}

func (c *composite) decode(b []byte) string {
	switch c.charset {
	case "utf16":
		if len(b) == 4 {
			return string(utf16.DecodeRune(rune(number(b[:2])), rune(number(b[2:]))))
		}
		return words(b)
	case "utf32":
		return string(rune(number(b) & 0x1fffff))
	case "utf8":
		return string(bytes.ToValidUTF8(b, nil))
	case "jis", "ksx", "gb":
		high := bytes.Clone(b)
		for i := range high {
			high[i] |= 0x80
		}
		b = high
	}
	out, err := c.decoder.Bytes(b)
	if err != nil || bytes.ContainsRune(out, '\ufffd') {
		return ""
	}
	return string(out)
}

// charsets are the predefined maps (ISO 32000-2, table 116) by how their names
// begin: what their codes are when read as bytes of a charset.
var charsets = []struct {
	prefix, charset string
	encoding        encoding.Encoding
}{
	{"UniGB-UTF32", "utf32", nil},
	{"UniCNS-UTF32", "utf32", nil},
	{"UniJIS-UTF32", "utf32", nil},
	{"UniKS-UTF32", "utf32", nil},
	{"UniJIS2004-UTF32", "utf32", nil},
	{"UniJISX0213-UTF32", "utf32", nil},
	{"UniGB-UTF8", "utf8", nil},
	{"UniCNS-UTF8", "utf8", nil},
	{"UniJIS-UTF8", "utf8", nil},
	{"UniKS-UTF8", "utf8", nil},
	{"UniGB-", "utf16", nil},
	{"UniCNS-", "utf16", nil},
	{"UniJIS", "utf16", nil},
	{"UniKS-", "utf16", nil},
	{"GBK", "gbk", simplifiedchinese.GB18030},
	{"GB-EUC", "gbk", simplifiedchinese.GBK},
	{"GBpc", "gbk", simplifiedchinese.GBK},
	{"GBT", "gb", simplifiedchinese.GBK},
	{"GB-H", "gb", simplifiedchinese.GBK},
	{"GB-V", "gb", simplifiedchinese.GBK},
	{"B5", "big5", traditionalchinese.Big5},
	{"ETen", "big5", traditionalchinese.Big5},
	{"ETHK", "big5", traditionalchinese.Big5},
	{"HKscs", "big5", traditionalchinese.Big5},
	{"83pv-RKSJ", "sjis", japanese.ShiftJIS},
	{"90ms-RKSJ", "sjis", japanese.ShiftJIS},
	{"90msp-RKSJ", "sjis", japanese.ShiftJIS},
	{"90pv-RKSJ", "sjis", japanese.ShiftJIS},
	{"Add-RKSJ", "sjis", japanese.ShiftJIS},
	{"Ext-RKSJ", "sjis", japanese.ShiftJIS},
	{"RKSJ", "sjis", japanese.ShiftJIS},
	{"EUC-", "eucjp", japanese.EUCJP},
	{"78-EUC", "eucjp", japanese.EUCJP},
	{"78-RKSJ", "sjis", japanese.ShiftJIS},
	{"KSCms-UHC", "uhc", korean.EUCKR},
	{"KSC-EUC", "uhc", korean.EUCKR},
	{"KSCpc-EUC", "uhc", korean.EUCKR},
	{"KSC-H", "ksx", korean.EUCKR},
	{"KSC-V", "ksx", korean.EUCKR},
}

func (f *file) makeComposite(d dict) *composite {
	c := &composite{usual: 1, known: map[uint32]glyph{}, widths: map[uint32]float32{}}
	below := dict{}
	if a := f.array(d["DescendantFonts"]); len(a) > 0 {
		below = f.dict(a[0])
	} else if b := f.dict(d["DescendantFonts"]); b != nil {
		below = b
	}
	switch v := f.resolve(d["Encoding"]).(type) {
	case name:
		c.predefined(v)
	case *stream:
		c.codes = parseCMap(f.unpack(v, 8<<20), f.namedCMap)
		if n := f.name(v.dict["UseCMap"]); n != "" && c.codes.parent == nil {
			c.codes.parent = f.namedCMap(n)
		}
		c.vertical = c.codes.vertical || f.integer(v.dict["WMode"], 0) == 1
	}
	if s := f.stream(d["ToUnicode"]); s != nil {
		c.unicode = parseCMap(f.unpack(s, 16<<20), f.namedCMap)
	} else if n := f.name(d["ToUnicode"]); n != "" {
		c.unicode = f.namedCMap(n)
	}
	f.glyphWidths(c, below)
	if c.unicode == nil || len(c.unicode.spans) == 0 && c.unicode.parent == nil {
		info := f.dict(below["CIDSystemInfo"])
		ordering := string(f.text(info["Ordering"]))
		switch {
		case c.charset != "":
		case strings.HasPrefix(ordering, "UCS"):
			c.identity = true
		default:
			// Without the font's own map the numbers of glyphs say nothing.
			c.byGlyph = f.glyphLetters(below)
		}
	}
	return c
}

func (c *composite) predefined(n name) {
	s := string(n)
	c.vertical = strings.HasSuffix(s, "-V") || s == "V"
	if s == "H" || s == "V" {
		c.charset, c.decoder = "jis", japanese.EUCJP.NewDecoder()
		return
	}
	for _, known := range charsets {
		if strings.HasPrefix(s, known.prefix) {
			c.charset = known.charset
			if known.encoding != nil {
				c.decoder = known.encoding.NewDecoder()
			}
			return
		}
	}
}

// namedCMap gives a predefined map that another builds on. Only the identity
// is known as a map; its codes are two bytes.
func (f *file) namedCMap(n name) *cmap {
	if !strings.HasPrefix(string(n), "Identity") && n != "Adobe-Identity-UCS" {
		return nil
	}
	c := &cmap{sorted: true, vertical: strings.HasSuffix(string(n), "-V")}
	c.space[2] = []span{{lo: 0, hi: 0xffff}}
	c.spans = []span{{lo: 0, hi: 0xffff, size: 2}}
	return c
}

// glyphWidths reads W, whose parts are "first [w w w]" and "first last w".
func (f *file) glyphWidths(c *composite, below dict) {
	if n, ok := f.number(below["DW"]); ok && abs(n) < 100_000 {
		c.usual = float32(n / 1000)
	}
	if c.vertical {
		c.usual = 1
		if a := f.numbers(below["DW2"], 2); a != nil && abs(a[1]) < 100_000 {
			c.usual = float32(-a[1] / 1000)
		}
		return
	}
	w := f.array(below["W"])
	for i := 0; i+1 < len(w); {
		first := f.integer(w[i], -1)
		if list := f.array(w[i+1]); list != nil {
			for j, v := range list {
				if x, ok := f.number(v); ok && first >= 0 && len(c.widths) < mostKnown {
					c.widths[uint32(first+j)] = float32(x / 1000)
				}
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		last := f.integer(w[i+1], -1)
		if x, ok := f.number(w[i+2]); ok && first >= 0 {
			for n := first; n <= min(last, 0xffff) && len(c.widths) < mostKnown; n++ {
				c.widths[uint32(n)] = float32(x / 1000)
			}
		}
		i += 3
	}
}
