package pdftext

import "strings"

// cff reads just so much of a Compact Font Format program (Adobe Technical
// Note 5176) as tells which glyph each code shows.
type cff struct{ b []byte }

func (c cff) at(i int) int {
	if i < 0 || i >= len(c.b) {
		return 0
	}
	return int(c.b[i])
}

func (c cff) u16(i int) int { return c.at(i)<<8 | c.at(i+1) }

// index gives the parts of an INDEX and where it ends.
func (c cff) index(at int) (parts [][]byte, end int) {
	count, width := c.u16(at), c.at(at+2)
	if count == 0 || width < 1 || width > 4 {
		return nil, at + 2
	}
	offset := func(i int) int {
		n := 0
		for j := range width {
			n = n<<8 | c.at(at+3+i*width+j)
		}
		return n
	}
	data := at + 3 + (count+1)*width - 1
	for i := range count {
		from, to := data+offset(i), data+offset(i+1)
		if from < 0 || to < from || to > len(c.b) {
			return parts, len(c.b)
		}
		parts = append(parts, c.b[from:to])
	}
	return parts, data + offset(count)
}

// top reads the numbers of a top DICT by operator.
func (c cff) top(b []byte) map[int]int {
	out := map[int]int{}
	var last int
	for i := 0; i < len(b); i++ {
		at := func(j int) int {
			if i+j < len(b) {
				return int(b[i+j])
			}
			return 0
		}
		switch v := int(b[i]); {
		case v == 12:
			out[1200+at(1)] = last
			i++
		case v <= 21:
			out[v] = last
		case v == 28:
			last = int(int16(at(1)<<8 | at(2)))
			i += 2
		case v == 29:
			last = int(int32(at(1)<<24 | at(2)<<16 | at(3)<<8 | at(4)))
			i += 4
		case v == 30:
			for i++; i < len(b) && b[i]&15 != 15; i++ {
			}
		case v >= 32 && v <= 246:
			last = v - 139
		case v >= 247 && v <= 250:
			last = (v-247)*256 + at(1) + 108
			i++
		case v >= 251 && v <= 254:
			last = -(v-251)*256 - at(1) - 108
			i++
		}
	}
	return out
}

func cffEncoding(b []byte) *builtin {
	c := cff{b}
	if len(b) < 8 {
		return nil
	}
	_, end := c.index(c.at(2))
	tops, end := c.index(end)
	strings, _ := c.index(end)
	if len(tops) == 0 {
		return nil
	}
	top := c.top(tops[0])
	if _, isCID := top[1230]; isCID {
		return nil
	}
	glyphs := c.u16(top[17])
	names := c.charset(top[15], glyphs, strings)
	e := &builtin{own: true}
	switch at := top[16]; at {
	case 0:
		return &builtin{}
	case 1:
		return nil // expert
	default:
		c.encoding(e, at, names)
	}
	return e
}

// charset gives the names of the glyphs.
func (c cff) charset(at, glyphs int, strings [][]byte) []name {
	names := make([]name, 1, min(glyphs, 65536)+1)
	add := func(sid int) {
		switch {
		case sid < len(standardStrings):
			names = append(names, standardStrings[sid])
		case sid >= 391 && sid-391 < len(strings):
			names = append(names, name(strings[sid-391]))
		default:
			names = append(names, "")
		}
	}
	if at <= 2 {
		for sid := 1; sid < min(glyphs, 229); sid++ {
			add(sid)
		}
		return names
	}
	format := c.at(at)
	at++
	for len(names) < glyphs && at < len(c.b) {
		first := c.u16(at)
		at += 2
		more := 0
		switch format {
		case 1:
			more = c.at(at)
			at++
		case 2:
			more = c.u16(at)
			at += 2
		}
		for i := 0; i <= more && len(names) < glyphs; i++ {
			add(first + i)
		}
	}
	return names
}

func (c cff) encoding(e *builtin, at int, names []name) {
	format, count := c.at(at), c.at(at+1)
	glyph := 1
	put := func(code int) {
		if glyph < len(names) && code < 256 {
			e.names[code] = names[glyph]
		}
		glyph++
	}
	for i := range count {
		switch format & 127 {
		case 0:
			put(c.at(at + 2 + i))
		case 1:
			first, more := c.at(at+2+2*i), c.at(at+3+2*i)
			for j := range more + 1 {
				put(first + j)
			}
		}
	}
}

// standardStrings are the names of the first standard strings; those of expert
// sets, which follow, are not needed for text.
var standardStrings = func() []name {
	var out []name
	for _, s := range strings.Fields(`.notdef space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright
asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal greater question
at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore quoteleft
a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde exclamdown cent sterling fraction yen florin
section currency quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright fi fl endash dagger daggerdbl periodcentered
paragraph bullet quotesinglbase quotedblbase quotedblright guillemotright ellipsis perthousand questiondown grave acute circumflex
tilde macron breve dotaccent dieresis ring cedilla hungarumlaut ogonek caron emdash AE ordfeminine Lslash Oslash OE ordmasculine ae
dotlessi lslash oslash oe germandbls onesuperior logicalnot mu trademark Eth onehalf plusminus Thorn onequarter divide brokenbar
degree thorn threequarters twosuperior registered minus eth multiply threesuperior copyright Aacute Acircumflex Adieresis Agrave
Aring Atilde Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute Icircumflex Idieresis Igrave Ntilde Oacute Ocircumflex Odieresis
Ograve Otilde Scaron Uacute Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron aacute acircumflex adieresis agrave aring atilde
ccedilla eacute ecircumflex edieresis egrave iacute icircumflex idieresis igrave ntilde oacute ocircumflex odieresis ograve otilde
scaron uacute ucircumflex udieresis ugrave yacute ydieresis zcaron`) {
		out = append(out, name(s))
	}
	return out
}()
