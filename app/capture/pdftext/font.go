package pdftext

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// font turns the bytes of a shown string into letters and their widths.
type font struct {
	// A simple font: one byte is one glyph.
	means  [256]string
	widths [256]float32 // in text space: 1 is the font size
	tall   float64      // Type3: the size of a glyph space unit against 1/1000

	composite *composite // nil: a simple font
}

// glyph is one shown letter.
type glyph struct {
	text  string
	width float32
	size  int // bytes taken from the string
	blank bool
}

// next takes the first glyph off a string that is not empty.
func (t *font) next(b []byte) glyph {
	if t.composite != nil {
		return t.composite.next(b)
	}
	c := b[0]
	return glyph{text: t.means[c], width: t.widths[c], size: 1, blank: c == ' '}
}

const mostFonts = 300

// font reads a font once.
func (f *file) font(v any) *font {
	r, isRef := v.(ref)
	if isRef {
		if t, ok := f.fonts[r.num]; ok {
			return t
		}
	}
	d := f.dict(v)
	if d == nil {
		return nil
	}
	t := f.makeFont(d)
	if isRef {
		if len(f.fonts) >= mostFonts {
			clear(f.fonts)
		}
		f.fonts[r.num] = t
	}
	return t
}

func (f *file) makeFont(d dict) *font {
	subtype := f.name(d["Subtype"])
	if subtype == "Type0" || d["DescendantFonts"] != nil {
		return &font{tall: 1, composite: f.makeComposite(d)}
	}
	t := &font{tall: 1}
	descriptor := f.dict(d["FontDescriptor"])
	base := strings.TrimSpace(string(f.name(d["BaseFont"])))
	f.simpleMeanings(t, d, descriptor, subtype, base)
	f.simpleWidths(t, d, descriptor, subtype, base)
	if s := f.stream(d["ToUnicode"]); s != nil {
		c := parseCMap(f.unpack(s, 8<<20), f.namedCMap)
		for i := range 256 {
			if m, ok := c.means(uint32(i), 1); ok {
				t.means[i] = m
			}
		}
	}
	return t
}

// simpleMeanings finds what the codes of a font stand for: the base encoding,
// then the differences from it.
func (f *file) simpleMeanings(t *font, d, descriptor dict, subtype name, base string) {
	var e *codes
	var differences array
	var inFont *builtin
	switch v := f.resolve(d["Encoding"]).(type) {
	case name:
		e = baseEncoding(v)
	case dict:
		e = baseEncoding(f.name(v["BaseEncoding"]))
		differences = f.array(v["Differences"])
	}
	bare := strings.ToLower(base)
	if _, after, ok := strings.Cut(bare, "+"); ok {
		bare = after
	}
	flags := f.integer(descriptor["Flags"], 0)
	embedded := descriptor["FontFile"] != nil || descriptor["FontFile3"] != nil
	switch {
	case e != nil:
	case strings.HasPrefix(bare, "symbol") && !embedded:
		e = &symbol
	case strings.HasPrefix(bare, "zapfdingbats") && !embedded:
		e = &dingbats
	case embedded && subtype != "TrueType":
		inFont = f.builtinEncoding(descriptor)
		e = &standard
	case subtype == "TrueType" && (d["Encoding"] == nil || flags&4 == 0):
		e = &winAnsi
	default:
		e = &standard
	}
	if inFont != nil && inFont.own {
		for i, n := range inFont.names {
			t.means[i] = glyphText(n)
			if t.means[i] == "" {
				t.means[i] = numbered(n, false)
			}
			if t.means[i] == "" && n != "" && n != ".notdef" && i > 32 && i < 127 {
				t.means[i] = string(rune(i)) // the best guess there is
			}
		}
	} else {
		for i, r := range e {
			if r != 0 {
				t.means[i] = string(r)
			}
		}
	}
	if subtype == "Type3" {
		// A Type3 font has the glyphs that its differences name, no others.
		t.means = [256]string{}
	}
	hex := hexNumbered(differences)
	code := 0
	for _, v := range differences {
		switch v := f.resolve(v).(type) {
		case int:
			code = v
		case float64:
			code = int(v)
		case name:
			if code >= 0 && code < 256 {
				m := glyphText(v)
				if m == "" {
					m = numbered(v, hex)
				}
				if m == "" && v != ".notdef" && code > 32 && (code < 127 || subtype == "Type3") {
					m = string(winAnsi[code]) // the best guess there is
				}
				t.means[code] = m
			}
			code++
		}
	}
}

// numbered reads names such as g65, c104 and cid1095, which some writers give
// to glyphs: the number is the letter's code.
func numbered(n name, hex bool) string {
	s := string(n)
	at := strings.IndexAny(s, "0123456789")
	if hex && len(s) > 2 {
		at = len(s) - 2
	}
	if at < 0 || at > 3 || len(s)-at > 5 {
		return ""
	}
	base := 10
	if hex {
		base = 16
	}
	v, err := strconv.ParseUint(s[at:], base, 32)
	if err != nil || v < 32 || v >= 0xd800 {
		return ""
	}
	return string(rune(v))
}

// hexNumbered tells whether numbered names count in hexadecimal: G2A, G3F.
func hexNumbered(differences array) bool {
	letters := 0
	for _, v := range differences {
		n, ok := v.(name)
		if !ok || len(n) != 3 || n[0] != 'G' && n[0] != 'g' && n[0] != 'C' {
			continue
		}
		hi, lo := digit(n[1]), digit(n[2])
		if hi > 15 || lo > 15 {
			return false
		}
		if hi > 9 || lo > 9 {
			letters++
		}
	}
	return letters > 0
}

func (f *file) simpleWidths(t *font, d, descriptor dict, subtype name, base string) {
	scale := 0.001
	if subtype == "Type3" {
		if m := f.numbers(d["FontMatrix"], 6); m != nil {
			scale = m[0]
			if scale == 0 {
				scale = m[1]
			}
			if scale < 0 {
				scale = -scale
			}
			if m[3] != 0 {
				t.tall = min(max(abs(m[3])*1000, 0.01), 1000)
			}
		}
		// The letters are as tall as their box, where it says something.
		if b := f.numbers(d["FontBBox"], 4); b != nil && b[3]-b[1] > 0 {
			if m := f.numbers(d["FontMatrix"], 6); m != nil && m[3] != 0 {
				tall := (b[3] - b[1]) * abs(m[3])
				if tall < 0.3 || tall > 3 {
					t.tall = min(max(tall, 0.01), 1000)
				} else {
					t.tall = 1
				}
			}
		}
	}
	missing, _ := f.number(descriptor["MissingWidth"])
	first := f.integer(d["FirstChar"], 0)
	widths := f.array(d["Widths"])
	if len(widths) == 0 && subtype != "Type3" {
		core := coreWidth(base, f.integer(descriptor["Flags"], 0))
		for i := range t.widths {
			t.widths[i] = core(t.means[i])
		}
		return
	}
	for i := range t.widths {
		t.widths[i] = float32(missing * scale)
		if j := i - first; j >= 0 && j < len(widths) {
			if w, ok := f.number(widths[j]); ok && w > -100_000 && w < 100_000 {
				t.widths[i] = float32(w * scale)
			}
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }

// coreWidth gives the widths of the standard font that a name means, or comes
// closest to.
func coreWidth(base string, flags int) func(string) float32 {
	s := strings.ToLower(base)
	if strings.Contains(s, "courier") || strings.Contains(s, "mono") || flags&1 != 0 {
		return func(string) float32 { return 0.6 }
	}
	bold := strings.Contains(s, "bold") || flags&(1<<18) != 0
	italic := strings.Contains(s, "italic") || strings.Contains(s, "oblique") || flags&(1<<6) != 0
	key := "Helvetica"
	switch serif := strings.Contains(s, "times") || strings.Contains(s, "serif") && !strings.Contains(s, "sans") || flags&2 != 0; {
	case serif && bold && italic:
		key = "Times-BoldItalic"
	case serif && bold:
		key = "Times-Bold"
	case serif && italic:
		key = "Times-Italic"
	case serif:
		key = "Times-Roman"
	case bold:
		key = "Helvetica-Bold"
	}
	table := coreWidths[key]
	return func(letters string) float32 {
		var w float32
		for _, r := range letters {
			if bare, ok := bareLetters()[r]; ok {
				r = bare
			}
			switch {
			case r >= ' ' && r <= '~':
				w += table[r-' '] / 1000
			case r == '…' || r == '—' || r == '™':
				w++
			case marksFor[string(r)] != "":
				w += 0.333
			case r == '‘' || r == '’':
				w += 0.25
			case r == '•':
				w += 0.35
			default:
				w += 0.55
			}
		}
		return w
	}
}

// bareLetters maps accented letters to those under the accent, which are as wide.
var bareLetters = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	for r := rune(0xa0); r < 0x250; r++ {
		m[r], _ = utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	}
	return m
})
