package pdftext

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redthread/app/capture/document"
)

func TestParagraphs(t *testing.T) {
	for _, c := range []struct {
		name, content, want string
	}{
		{"one line", at(50, 700, "A first line"), "A first line"},
		{
			"lines of one paragraph, a hyphen, a new paragraph after a gap",
			at(50, 700, "The firm said that it would give infor-") + at(50, 686, "mation to the workers at the port in May") +
				at(50, 672, "and no later.") + at(50, 640, "A second paragraph."),
			"The firm said that it would give information to the workers at the port in May and no later.\nA second paragraph.",
		},
		{
			"a hyphen before a number stays",
			at(50, 700, "The workers came in the summer of 2018-") + at(50, 686, "2019 and they left."),
			"The workers came in the summer of 2018-2019 and they left.",
		},
		{
			"words placed one by one, the last first",
			at(120, 700, "world") + at(50, 700, "Hello"),
			"Hello\tworld",
		},
		{
			"kerning is no blank, a wide shift is one",
			"BT /F1 12 Tf 50 700 Td [(W)80(age)-300(list)] TJ ET",
			"Wage list",
		},
		{
			"letters drawn twice to look bold",
			at(50, 700, "Bold") + "BT /F1 12 Tf 1 0 0 1 50.3 700 Tm (Bold) Tj ET",
			"Bold",
		},
		{
			"two columns",
			columns("The left column speaks of ships", "and the right one of wages paid", 8),
			strings.TrimSpace(strings.Repeat("The left column speaks of ships ", 8)) + "\n" +
				strings.TrimSpace(strings.Repeat("and the right one of wages paid ", 8)),
		},
		{
			"a table",
			tableRow(700, "Name", "Wage", "Paid") + tableRow(686, "Kim", "16,000", "yes") + tableRow(672, "Lee", "17,500", "no") + tableRow(658, "Pak", "9,000", "no"),
			"Name\tWage\tPaid\nKim\t16,000\tyes\nLee\t17,500\tno\nPak\t9,000\tno",
		},
		{
			"what is filled in sits a little higher than its label",
			at(50, 700, "Name:") + at(150, 704, "Kim") + at(50, 670, "Port:") + at(150, 674, "Nampo"),
			"Name:\tKim\nPort:\tNampo",
		},
		{"an accent alone", at(50, 700, "x \\250 y"), "x ¨ y"},
		{
			"an octal escape, a broken line, hexadecimal",
			"BT /F1 12 Tf 50 700 Td (caf\\351 \\\nau) Tj < 206C616974> Tj ET",
			"café au lait",
		},
		{
			"a marked text with other words",
			at(50, 700, "see") + "/Span <</ActualText (the word)>> BDC " + at(90, 700, "xyz") + "EMC",
			"see the word",
		},
		{"turned by a quarter", "BT /F1 12 Tf 0 1 -1 0 100 100 Tm (Upwards it) Tj ( goes) Tj ET", "Upwards it goes"},
		{"slanting over the page", "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (CONFIDENTIAL) Tj ET", "CONFIDENTIAL"},
		{"off the page", at(50, 700, "here") + at(5000, 700, "elsewhere"), "here"},
		{"an inline picture", "BI /W 1 /H 1 /BPC 8 /CS /G ID \x00EI( EI\n" + at(50, 700, "behind it"), "behind it"},
		{"an accent over a letter", "BT /F1 12 Tf 50 700 Td (Mu) Tj 0 0 Td ET BT /F1 12 Tf 50 650 Td [(\\250)333(uber)] TJ ET", "Mu\n\u00fcber"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, pages(latin, c.content).bytes())
			if diff := cmp.Diff(c.want, passages(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func columns(left, right string, lines int) string {
	var b strings.Builder
	for i := range lines {
		b.WriteString(at(50, 700-14*i, left) + at(320, 700-14*i, right))
	}
	return b.String()
}

func tableRow(y int, cells ...string) string {
	var b strings.Builder
	for i, c := range cells {
		b.WriteString(at(50+120*i, y, c))
	}
	return b.String()
}

// unicodeFont makes a composite font whose codes are numbered letters, as
// writers that embed parts of a font do.
func unicodeFont(b *builder, letters string) (resources string, show func(string) string) {
	var chars strings.Builder
	codes := map[rune]int{}
	for _, r := range letters {
		if codes[r] == 0 {
			codes[r] = len(codes) + 1
			fmt.Fprintf(&chars, "<%04x> <%04x>\n", codes[r], r)
		}
	}
	m := "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange " +
		fmt.Sprintf("%d beginbfchar\n%sendbfchar endcmap", len(codes), chars.String())
	u := b.stream("/Filter/FlateDecode", deflate(m))
	f := b.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode %d 0 R/DescendantFonts[<</Type/Font"+
		"/Subtype/CIDFontType2/BaseFont/X/DW 600/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>", u))
	return fmt.Sprintf("<</F1 %d 0 R>>", f), func(s string) string {
		var out strings.Builder
		for _, r := range s {
			fmt.Fprintf(&out, "%04x", codes[r])
		}
		return "<" + out.String() + ">"
	}
}

func TestLettersBeyondLatin(t *testing.T) {
	const russian, korean = "Рабочие из Пхеньяна", "조선 로동자 파견"
	b := pages(latin, "")
	fonts, show := unicodeFont(b, russian+korean)
	c := b.stream("", "BT /F1 12 Tf 50 700 Td "+show(russian)+" Tj 0 -60 Td "+show(korean)+" Tj ET")
	b.objects[3] = fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font%s>>/Contents %d 0 R>>", fonts, c)
	if got := passages(mustRead(t, b.bytes())); got != russian+"\n"+korean {
		t.Errorf("got %q", got)
	}
}

func TestPredefinedMaps(t *testing.T) {
	for _, c := range []struct{ encoding, hex, want string }{
		{"KSCms-UHC-H", "b7ceb5bfc0da", "로동자"},
		{"UniKS-UCS2-H", "b85cb3d9c790", "로동자"},
		{"90ms-RKSJ-H", "93fa967b8cea", "日本語"},
		{"GBK-EUC-H", "b9a4c8cb", "工人"},
		{"ETen-B5-H", "a475a448", "工人"},
		{"H", "467c4b5c386c", "日本語"},
	} {
		font := "<</F1 <</Type/Font/Subtype/Type0/BaseFont/X/Encoding/" + c.encoding + "/DescendantFonts[<</Subtype/CIDFontType0>>]>>>>"
		d := mustRead(t, pages(font, "BT /F1 12 Tf 50 700 Td <"+c.hex+"> Tj ET").bytes())
		if got := passages(d); got != c.want {
			t.Errorf("%s: got %q, want %q", c.encoding, got, c.want)
		}
	}
}

func TestGlyphNames(t *testing.T) {
	for n, want := range map[name]string{
		"A": "A", "Aacute": "Á", "afii10017": "А", "afii10071": "ё", "uni0416": "Ж", "u1F600": "\U0001f600", "f_f_i": "ffi",
		"one.oldstyle": "1", "alphatonos": "ά", "Acircumflexacute": "Ấ", ".notdef": "", "nonsense": "", "uni12": "", "space": " ",
	} {
		if got := glyphText(n); got != want {
			t.Errorf("%s: got %q, want %q", n, got, want)
		}
	}
	differences := "<</F1 <</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[65/afii10042/afii10065 67/g100]>>>>>>"
	if got := passages(mustRead(t, pages(differences, at(50, 700, "ABC")).bytes())); got != "Шаd" {
		t.Errorf("got %q", got)
	}
}

func TestDescription(t *testing.T) {
	b := pages(latin, at(50, 700, "x"), "/Im0 Do", at(50, 700, "y"))
	im := b.stream("/Type/XObject/Subtype/Image/Width 1/Height 1", "x")
	b.objects[5] = fmt.Sprintf("<</Type/Page/Parent 2 0 R/Resources<</XObject<</Im0 %d 0 R>>>>/Contents 5 0 R>>", im)
	xmp := b.stream("/Type/Metadata/Subtype/XML", `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:dc="d" xmlns:xmp="m" `+
		`xmp:CreatorTool="Writer"><dc:publisher><rdf:Bag><rdf:li>Port Press</rdf:li></rdf:Bag></dc:publisher>`+
		`<dc:date><rdf:Seq><rdf:li>2018-07</rdf:li></rdf:Seq></dc:date></rdf:Description></rdf:RDF></x:xmpmeta>`)
	b.objects[0] = fmt.Sprintf("<</Type/Catalog/Pages 2 0 R/Lang(ru-RU)/Metadata %d 0 R>>", xmp)
	info := b.add("<</Title<feff04170430043a0430044c>/Author(A. Kim)/Producer(Test 1)/CreationDate(D:20180802123000+09'00')/ModDate(D:201809)>>")
	b.trailer = fmt.Sprintf("/Info %d 0 R", info)
	d := mustRead(t, b.bytes())
	want := document.Document{
		Format: "pdf", Title: "Закаь", Author: "A. Kim", Publisher: "Port Press", Published: "2018-07", Modified: "2018-09",
		Language: "ru-RU", Pages: 3,
		Meta: []document.Field{
			{Name: "Creator", Value: "Writer"},
			{Name: "Producer", Value: "Test 1"},
			{Name: "Created", Value: "2018-08-02T12:30:00+09:00"},
			{Name: "Modified", Value: "D:201809"},
		},
		Passages: []document.Passage{{Page: 1, Text: "x"}, {Page: 3, Text: "y"}},
		Notes:    []string{"1 of 3 pages holds no text; it is a picture."},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
}

func TestFormsAndFields(t *testing.T) {
	b := pages(latin, "/Fm0 Do "+at(50, 700, "Field:"))
	form := b.stream("/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Matrix[1 0 0 1 0 -100]/Resources<</Font"+latin+">>", at(50, 700, "From a form"))
	look := b.stream("/Subtype/Form/BBox[0 0 100 20]/Resources<</Font"+latin+">>", "BT /F1 12 Tf 2 5 Td (filled in) Tj ET")
	b.objects[3] = fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font%s/XObject<</Fm0 %d 0 R>>>>/Contents 3 0 R"+
		"/Annots[<</Subtype/Widget/FT/Tx/Rect[95 695 195 715]/AP<</N %d 0 R>>>> <</Subtype/Widget/FT/Tx/V(typed)/Rect[50 480 200 500]>>]>>", latin, form, look)
	if got, want := passages(mustRead(t, b.bytes())), "Field: filled in\nFrom a form\ntyped"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLayers(t *testing.T) {
	b := pages(latin, "/OC /L1 BDC "+at(50, 700, "unseen")+"EMC /OC /L2 BDC "+at(50, 600, "seen")+"EMC")
	b.add("<</Type/OCG/Name(one)>>")
	b.add("<</Type/OCG/Name(two)>>")
	b.objects[0] = "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R 6 0 R]/D<</OFF[5 0 R]>>>>>>"
	b.objects[3] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font" + latin + "/Properties<</L1 5 0 R/L2 6 0 R>>>>/Contents 3 0 R>>"
	d := mustRead(t, b.bytes())
	if got := passages(d); got != "seen" || len(d.Notes) != 1 {
		t.Errorf("got %q and %q", got, d.Notes)
	}
}

func TestLimits(t *testing.T) {
	var contents []string
	for i := range 30 {
		contents = append(contents, at(50, 700, fmt.Sprintf("page %d", i+1)))
	}
	b := pages(latin, contents...).bytes()
	in := input(b)
	in.Limits = document.Limits{Pages: 10}
	d, err := Read(t.Context(), in)
	if err != nil || d.Pages != 30 || len(d.Passages) != 10 || len(d.Notes) != 1 || !strings.Contains(d.Notes[0], "first 10 of 30") {
		t.Errorf("pages: %v, %d pages, %d passages, %q", err, d.Pages, len(d.Passages), d.Notes)
	}
	in.Limits = document.Limits{Text: 20}
	d, err = Read(t.Context(), in)
	if err != nil || len(d.Passages) != 3 || len(d.Notes) != 1 {
		t.Errorf("text: %v, %d passages, %q", err, len(d.Passages), d.Notes)
	}
}

func TestNotAPDF(t *testing.T) {
	for _, b := range []string{"", "%PDF-1.4\n", "just some words, obj and trailer", strings.Repeat("1 0 obj ", 100)} {
		if _, err := Read(t.Context(), input([]byte(b))); !errors.Is(err, document.ErrDamaged) {
			t.Errorf("%.20q: got %v", b, err)
		}
	}
}
