package pdfdoc

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// embed writes the part of the font that the document uses, and gives the
// number of the font object. A face that drew nothing gives 0.
func (f *face) embed(out *file) (int, error) {
	if len(f.used) == 0 {
		return 0, nil
	}
	cut, err := f.cut()
	if err != nil {
		return 0, err
	}
	small, err := sfnt.Parse(cut)
	if err != nil {
		return 0, fmt.Errorf("reading the cut font: %w", err)
	}
	gids := make([]byte, 2, 2*len(f.used)+2)
	for _, r := range f.used {
		gid, err := small.GlyphIndex(&f.buf, r)
		if err != nil || gid == 0 {
			return 0, fmt.Errorf("cutting the font of the document: U+%04X went missing", r)
		}
		gids = append(gids, byte(gid>>8), byte(gid))
	}
	program, toGID, toUnicode := out.alloc(), out.alloc(), out.alloc()
	out.stream(program, fmt.Sprintf("/Length1 %d", len(cut)), cut, true)
	out.stream(toGID, "", gids, true)
	out.stream(toUnicode, "", unicodeMap(f.used), true)

	name := subsetTag(cut) + "+" + f.postScriptName()
	descriptor := out.add(f.descriptor(name, program))
	widths := []byte("1[")
	for i, w := range f.widths {
		if i > 0 {
			widths = append(widths, ' ')
		}
		widths = appendNum(widths, float64(w))
	}
	cid := out.add(appendf(nil, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/DW 0/W[%s]]/CIDToGIDMap %d 0 R>>", name, descriptor, widths, toGID))
	return out.add(appendf(nil, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		name, cid, toUnicode)), nil
}

// cut makes a font file of the used characters alone. The cutter is not ours
// and indexes the file without checks, hence the guard.
func (f *face) cut() (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("cutting the font of the document: %v", r)
		}
	}()
	out = fpdf.UTF8CutFont(bytes.Clone(f.data), string(f.used))
	if len(out) == 0 {
		return nil, errors.New("cutting the font of the document: it has no Unicode character map")
	}
	return out, nil
}

func (f *face) descriptor(name string, program int) []byte {
	scale := func(v fixed.Int26_6) float64 { return float64(v) * float64(f.unit) }
	var box fixed.Rectangle26_6
	var m xfont.Metrics
	if b, err := f.font.Bounds(&f.buf, f.ppem(), xfont.HintingNone); err == nil {
		box = b
	}
	if got, err := f.font.Metrics(&f.buf, f.ppem(), xfont.HintingNone); err == nil {
		m = got
	}
	stem := 80 // of a regular weight; fonts do not state it
	if f.resource == "F2" {
		stem = 140
	}
	const symbolic = 4
	return appendf(nil, "<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle 0/Ascent %s/Descent %s/CapHeight %s/StemV %d/FontFile2 %d 0 R>>",
		name, symbolic, nums(scale(box.Min.X), -scale(box.Max.Y), scale(box.Max.X), -scale(box.Min.Y)),
		nums(scale(m.Ascent)), nums(-scale(m.Descent)), nums(scale(m.CapHeight)), stem, program)
}

func (f *face) postScriptName() string {
	name, err := f.font.Name(&f.buf, sfnt.NameIDPostScript)
	name = strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' && !strings.ContainsRune("()<>[]{}/%#", r) {
			return r
		}
		return -1
	}, name)
	if err != nil || name == "" {
		return "Document-" + f.resource
	}
	return name
}

// subsetTag is the six letters that mark a cut font, taken from its hash.
func subsetTag(cut []byte) string {
	sum := sha256.Sum256(cut)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// unicodeMap says which character each code stands for, in blocks of at most
// one hundred as the CMap format demands.
func unicodeMap(used []rune) []byte {
	const perBlock = 100
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for start := 0; start < len(used); start += perBlock {
		block := used[start:min(start+perBlock, len(used))]
		b = appendf(b, "%d beginbfchar\n", len(block))
		for i, r := range block {
			b = appendf(b, "<%04X> <%s>\n", start+i+1, utf16Hex(string(r)))
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
