package office

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"redthread/app/capture/document"
)

// costly is how long the worst of the files below may take; most take a few
// milliseconds. It is wide, since tests share the machine.
const costly = 20 * time.Second

// TestHostileFiles reads what was made to cost time or memory. None may panic,
// hang or take much memory, and each small file gives little.
func TestHostileFiles(t *testing.T) {
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	flat := func(body string) []byte {
		return []byte(`<office:document ` + openSpace + `>` + body + `</office:document>`)
	}
	row := func(n int, s string) string { return fmt.Sprintf(`<row r="%d">%s</row>`, n, s) }
	var farCells strings.Builder
	for i := range 20_000 {
		farCells.WriteString(row(i+1, fmt.Sprintf(`<c r="XFD%d"><v>1</v></c>`, i+1)))
	}
	var notes strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&notes, `<w:footnoteReference w:id="%d"/>`, i)
	}
	deepTable := many(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p>`, 350)
	for _, c := range []struct {
		name string
		read document.Reader
		file []byte
	}{
		{"a bomb of white space", ReadDOCX, docx(t, `<w:p><w:r><w:t>`+many(" ", 20<<20)+`</w:t></w:r></w:p>`)},
		{"a bomb of elements", ReadDOCX, docx(t, many(`<w:p/>`, 2<<20))},
		{"a bomb in a style sheet", ReadDOCX, docx(t, "", part{"word/styles.xml", `<w:styles ` + wordSpace + `>` + many(`<w:style w:styleId="a"/>`, 1<<18)})},
		{"elements in elements", ReadDOCX, docx(t, many(`<w:sdt>`, 1<<20))},
		{"elements in elements that are passed over", ReadDOCX, docx(t, `<w:del>`+many(`<w:r>`, 1<<20))},
		{"tables in tables", ReadDOCX, docx(t, deepTable)},
		{"boxes in boxes", ReadDOCX, docx(t, many(`<w:p><w:r><w:txbxContent>`, 400)+many("<w:p><w:r><w:t>x</w:t></w:r></w:p>", 1000))},
		{"very many notes", ReadDOCX, docx(t, `<w:p>`+notes.String()+`</w:p>`)},
		{"very many attributes", ReadDOCX, docx(t, `<w:p `+many(`a="" `, 1<<18)+`/>`)},
		{"very many namespaces", ReadDOCX, docx(t, many(`<w:p xmlns:a="b" xmlns:c="d"/>`, 1<<14))},
		{"entities that name one another", ReadDOCX, docx(t, ``, part{"docProps/core.xml", `<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "` + many("&a;", 1000) + `">]><a>` + many("&b;", 1000) + `</a>`})},
		{"ends without a start", ReadDOCX, docx(t, many(`</w:p></w:tbl></w:tr></w:tc>`, 1<<16))},
		{"styles that follow one another round", ReadDOCX, docx(t, many(`<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr></w:p>`, 1<<14), part{"word/styles.xml", `<w:styles ` + wordSpace + `><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>`})},
		{"cells in the last column", ReadXLSX, xlsx(t, farCells.String())},
		{"one long text named often", ReadXLSX, xlsx(t, row(1, many(`<c t="s"><v>0</v></c>`, 100_000)), part{"xl/sharedStrings.xml", `<sst ` + sheetSpace + `><si><t>` + many("long ", 1<<15) + `</t></si></sst>`})},
		{"a row of very many cells", ReadXLSX, xlsx(t, row(1, many(`<c><v>1</v></c>`, 1<<16)))},
		{"a format of a thousand marks", ReadXLSX, xlsx(t, row(1, many(`<c s="0"><v>1e308</v></c>`, 1<<12)), part{"xl/styles.xml", `<styleSheet ` + sheetSpace + `><numFmts><numFmt numFmtId="170" formatCode="` + many("0.%,", 240) + `"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>`})},
		{"many sheets of one part", ReadXLSX, zipOf(t, part{"xl/workbook.xml", `<workbook ` + sheetSpace + `>` + many(`<sheet name="a" r:id="s"/>`, 1<<12)}, part{"xl/_rels/workbook.xml.rels", `<Relationships ` + relSpace + `><Relationship Id="s" Target="a.xml" Type="worksheet"/></Relationships>`}, part{"xl/a.xml", `<worksheet ` + sheetSpace + `>` + many(row(1, `<c><v>1</v></c>`), 1<<8)})},
		{"a milliard rows", ReadODS, flat(`<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="999999999"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`)},
		{"very many milliards of cells", ReadODS, flat(`<table:table>` + many(`<table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="999999999"><text:p>x</text:p></table:table-cell></table:table-row>`, 5000))},
		{"lists in lists", ReadODT, flat(`<office:text>` + many(`<text:list><text:list-item>`, 700) + many(`<text:p>x</text:p>`, 1000))},
		{"levels that show levels", ReadODT, flat(`<text:list-style style:name="L">` + many(`<text:list-level-style-number text:level="9" text:display-levels="99999999" style:num-format="1"/>`, 1<<14) + `</text:list-style>`)},
		{"spaces by number", ReadODT, flat(`<text:p>` + many(`<text:s text:c="999999999"/>`, 1<<16) + `</text:p>`)},
		{"slides that name one part", ReadPPTX, zipOf(t, part{"ppt/presentation.xml", `<p:presentation ` + slideSpace + `>` + many(`<p:sldId r:id="s"/>`, 1<<11)}, part{"ppt/_rels/presentation.xml.rels", `<Relationships ` + relSpace + `><Relationship Id="s" Target="a.xml" Type="slide"/></Relationships>`}, part{"ppt/a.xml", `<p:sld ` + slideSpace + `>` + many(`<a:p><a:r><a:t>x</a:t></a:r></a:p>`, 1<<8)})},
		{"a million groups in one another", ReadRTF, []byte(`{\rtf1 ` + many("{", 1<<20))},
		{"a million groups", ReadRTF, []byte(`{\rtf1 ` + many("{x}", 1<<20) + "}")},
		{"a million cells", ReadRTF, []byte(`{\rtf1 ` + many(`\intbl x\cell`, 1<<18) + `\row}`)},
		{"tables in tables of text", ReadRTF, []byte(`{\rtf1 ` + many(`\intbl\itap9999 x\nestcell\itap1 y\cell`, 1<<14) + `}`)},
		{"binary to the end of the world", ReadRTF, []byte(`{\rtf1 a{\pict\bin9999999999999999999999 x}`)},
		{"notes in notes", ReadRTF, []byte(`{\rtf1 ` + many(`{\footnote x`, 4000))},
		{"boxes in rich boxes", ReadRTF, []byte(`{\rtf1 ` + many(`x{\shp{\*\shpinst{\shptxt x`, 1600))},
		{"fonts without end", ReadRTF, []byte(`{\rtf1{\fonttbl` + many(`{\f1\fcharset204 a;}{\f2\cpg99999 b;}`, 1<<16) + `}\'e0}`)},
		{"a fallback of a milliard", ReadRTF, []byte(`{\rtf1\uc999999999 ` + many(`\u8364 `, 1<<18) + `}`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			doc := within(t, costly, c.read, narrow(c.file))
			runtime.ReadMemStats(&after)
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 1<<30 {
				t.Errorf("the heap grew by %d MB", grown>>20)
			}
			size := 0
			for _, p := range doc.Passages {
				size += len(p.Text)
			}
			if l := narrow(nil).Limits; size > l.Text+4096 || len(doc.Passages) > l.Passages {
				t.Errorf("%d bytes in %d passages", size, len(doc.Passages))
			}
		})
	}
}

func TestBombsSayThatTheyAreNotAll(t *testing.T) {
	doc := within(t, costly, ReadDOCX, input(docx(t, `<w:p><w:r><w:t>before</w:t></w:r></w:p>`+strings.Repeat(`<w:p/>`, 2<<20))))
	if len(doc.Passages) != 1 || !noted(doc, "unpacks to more") {
		t.Errorf("%d passages, %q", len(doc.Passages), doc.Notes)
	}
	in := input(docx(t, `<w:p/>`))
	in.Limits.Parts = 1
	if _, err := ReadDOCX(context.Background(), in); err == nil {
		t.Error("an archive of more parts than may be was read")
	}
}

// narrow are limits for hostile files: an eighth of the usual ones.
func narrow(b []byte) document.Input {
	in := input(b)
	in.Limits.Unpacked, in.Limits.Passages, in.Limits.Text = 64<<20, 60_000, 8<<20
	return in
}

// quick are limits for fuzzing, so that one round is short.
func quick(b []byte) document.Input {
	return document.Input{
		ReaderAt: bytes.NewReader(b), Size: int64(len(b)),
		Limits: document.Limits{Unpacked: 4 << 20, Parts: 100, Pages: 100, Passages: 2000, Text: 1 << 20, Depth: 8},
	}
}

// sound fails on a document that breaks what Document promises.
func sound(t *testing.T, doc document.Document, err error) {
	t.Helper()
	if err != nil && len(doc.Passages) > 0 {
		t.Errorf("an error and passages: %v", err)
	}
	for _, p := range doc.Passages {
		if p.Text == "" || strings.ContainsAny(p.Text, "\x00\x07\r") || strings.ToValidUTF8(p.Text, "") != p.Text {
			t.Errorf("a passage is %q", p.Text)
		}
	}
	for i, s := range doc.Sections {
		if s.First < 0 || s.First >= len(doc.Passages) || i > 0 && s.First <= doc.Sections[i-1].First {
			t.Errorf("section %d of %d passages begins at %d", i, len(doc.Passages), s.First)
		}
	}
}

func FuzzContainer(f *testing.F) {
	f.Add(docx(f, `<w:p><w:r><w:t>x</w:t></w:r></w:p>`))
	f.Add(xlsx(f, `<row><c><v>1</v></c></row>`))
	f.Add(odf(f, "text", "", `<office:text><text:p>x</text:p></office:text>`))
	f.Add(append([]byte{}, oleHead...))
	f.Add([]byte("PK\x03\x04 broken"))
	f.Fuzz(func(t *testing.T, b []byte) {
		Container(quick(b))
		for _, read := range []document.Reader{ReadDOCX, ReadODT, ReadXLSX, ReadODS, ReadPPTX, ReadODP, ReadEPUB} {
			doc, err := read(context.Background(), quick(b))
			sound(t, doc, err)
		}
	})
}

func FuzzReadDOCX(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>x</w:t></w:r></w:p>`, `<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>y</w:t><w:footnoteReference w:id="1"/></w:r></w:p></w:tc></w:tr></w:tbl>`, ``)
	f.Add(`<w:ruby><w:rt><w:t>a</w:t></w:rt><w:rubyBase><w:t>b</w:t></w:rubyBase></w:ruby><w:p><w:txbxContent></w:p>`, `<w:lvlOverride w:ilvl="2">`)
	f.Fuzz(func(t *testing.T, body, lists string) {
		doc, err := ReadDOCX(context.Background(), quick(docx(t, body, part{"word/numbering.xml", `<w:numbering ` + wordSpace + `>` + lists})))
		sound(t, doc, err)
	})
}

func FuzzReadXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s" s="0"><v>0</v></c><c r="C1" s="1"><v>43314.5</v></c></row>`, `#,##0.00;[Red]-0;"x"@`, `<si><t>a</t></si>`)
	f.Add(`<row><c t="inlineStr"><is><t>a</t></is></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c></row>`, `[h]:mm:ss.0 AM/PM`, ``)
	f.Add(`<row><c s="0"><v>-1e308</v></c>`, `[&lt;5]0.0E+0;yyyy\-mm`, ``)
	f.Fuzz(func(t *testing.T, sheet, code, shared string) {
		styles := part{"xl/styles.xml", `<styleSheet ` + sheetSpace + `><numFmt numFmtId="170" formatCode="` + code + `"/><cellXfs><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>`}
		doc, err := ReadXLSX(context.Background(), quick(xlsx(t, sheet, styles, part{"xl/sharedStrings.xml", `<sst ` + sheetSpace + `>` + shared})))
		sound(t, doc, err)
	})
}

func FuzzReadPPTX(f *testing.F) {
	f.Add(`<p:sp><p:nvPr><p:ph type="title"/></p:nvPr><p:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></p:txBody></p:sp>`)
	f.Add(`<a:tbl><a:tr><a:tc><a:p><a:fld><a:t>1</a:t></a:fld><a:br/></a:p></a:tc></a:tbl><mc:AlternateContent>`)
	f.Fuzz(func(t *testing.T, slide string) {
		doc, err := ReadPPTX(context.Background(), quick(zipOf(
			t, part{"ppt/presentation.xml", `<p:presentation ` + slideSpace + `><p:sldId r:id="s"/></p:presentation>`},
			part{"ppt/_rels/presentation.xml.rels", `<Relationships ` + relSpace + `><Relationship Id="s" Target="a.xml" Type="slide"/></Relationships>`},
			part{"ppt/a.xml", `<p:sld ` + slideSpace + `>` + slide + `</p:sld>`},
		)))
		sound(t, doc, err)
	})
}

// FuzzReadODF reads one flat file as a text, a workbook and a presentation.
func FuzzReadODF(f *testing.F) {
	f.Add(`<office:text><text:p>a<text:s/>b<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p></office:text>`)
	f.Add(`<table:table table:name="S"><table:table-row table:number-rows-repeated="9"><table:table-cell table:number-columns-repeated="3"><text:p>x</text:p><office:annotation><dc:creator>A</dc:creator><text:p>c</text:p></office:annotation></table:table-cell></table:table-row></table:table>`)
	f.Add(`<draw:page draw:name="p"><draw:custom-shape><text:p>x</text:p></draw:custom-shape><presentation:notes><text:p>n</text:p></presentation:notes></draw:page>`)
	f.Add(`<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="i"/></text:list-style><text:list text:style-name="L"><text:list-item><text:p>x</text:list>`)
	f.Fuzz(func(t *testing.T, body string) {
		b := []byte(`<office:document ` + openSpace + `>` + body + `</office:document>`)
		for _, read := range []document.Reader{ReadODT, ReadODS, ReadODP} {
			doc, err := read(context.Background(), quick(b))
			sound(t, doc, err)
		}
	})
}

func FuzzReadRTF(f *testing.F) {
	for _, s := range []string{
		`{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset129 B;}}\f0 \'cf\'f0\f1 \'b1\'e8\par}`,
		`{\rtf1\uc1\u54620 ?\u-10179?\u-8704?{\upr{a}{\*\ud{b}}}}`,
		`{\rtf1{\info{\title T}{\creatim\yr2018\mo8\dy2}}\trowd\intbl a\cell b\cell\row\pard c{\footnote n}{\field{\*\fldinst HYPERLINK "http://a"}{\fldrslt x}}}`,
		`{\rtf1{\pict\bin3 {}}}{\shp{\*\shpinst{\sp{\sn a}}{\shptxt box\par}}}{\header h}`,
		`{\rtf1 \itap2 a\nestcell{\*\nesttableprops\nestrow}\itap1 b\cell\row`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := ReadRTF(context.Background(), quick(append([]byte(`{\rtf1`), b...)))
		sound(t, doc, err)
		doc, err = ReadRTF(context.Background(), quick(b))
		sound(t, doc, err)
	})
}
