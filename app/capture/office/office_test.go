package office

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"redthread/app/capture/document"
)

// part is one part of an archive that a test builds.
type part struct{ name, text string }

func zipOf(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err == nil {
			_, err = w.Write([]byte(p.text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func input(b []byte) document.Input {
	return document.Input{ReaderAt: bytes.NewReader(b), Size: int64(len(b)), Limits: document.Usual()}
}

func mustRead(t *testing.T, read document.Reader, b []byte) document.Document {
	t.Helper()
	doc, err := read(context.Background(), input(b))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func texts(d document.Document) []string {
	var all []string
	for _, p := range d.Passages {
		all = append(all, p.Text)
	}
	return all
}

func noted(d document.Document, words string) bool {
	return slices.ContainsFunc(d.Notes, func(n string) bool { return strings.Contains(n, words) })
}

func meta(d document.Document, name string) string {
	for _, f := range d.Meta {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

const (
	wordSpace   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relSpace    = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	relType     = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	sheetSpace  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	slideSpace  = `xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	openSpace   = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"`
	rootRelsFor = `<Relationships ` + relSpace + `><Relationship Id="r1" Type="` + relType + `officeDocument" Target="%s"/></Relationships>`
)

// docx builds a document around a body, with more parts where asked.
func docx(t testing.TB, body string, more ...part) []byte {
	return zipOf(t, append([]part{
		{"_rels/.rels", fmt.Sprintf(rootRelsFor, "word/document.xml")},
		{"word/document.xml", `<?xml version="1.0"?><w:document ` + wordSpace + `><w:body>` + body + `</w:body></w:document>`},
	}, more...)...)
}

func TestDOCX(t *testing.T) {
	run := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	p := func(s string) string { return `<w:p>` + s + `</w:p>` }
	for _, c := range []struct {
		name, body string
		more       []part
		want       []string
		note       string
	}{
		{"runs are one word", p(run("pay") + run("ment ") + run(" due")), nil, []string{"payment due"}, ""},
		{"breaks and tabs", p(run("a") + `<w:r><w:br/><w:tab/></w:r>` + run("b") + `<w:r><w:noBreakHyphen/></w:r>` + run("c")), nil, []string{"a\nb-c"}, ""},
		{
			"a row is a passage", `<w:tbl><w:tr><w:tc>` + p(run("Name")) + `</w:tc><w:tc>` + p("") + `</w:tc><w:tc>` + p(run("one")) + p(run("two")) + `</w:tc></w:tr></w:tbl>`, nil,
			[]string{"Name\t\tone two"},
			"",
		},
		{
			"a table for layout", `<w:tbl><w:tr><w:tc>` + p(run("one")) + p(run("two")) + `</w:tc><w:tc>` + p("") + `</w:tc></w:tr></w:tbl>`, nil,
			[]string{"one", "two"},
			"",
		},
		{
			"a table in a cell", `<w:tbl><w:tr><w:tc>` + p(run("a")) + `<w:tbl><w:tr><w:tc>` + p(run("b")) + `</w:tc><w:tc>` + p(run("c")) + `</w:tc></w:tr></w:tbl></w:tc><w:tc>` + p(run("d")) + `</w:tc></w:tr></w:tbl>`, nil,
			[]string{"a b c\td"},
			"",
		},
		{
			"one form of a text box", p(run("before ") + `<mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>` + p(run("box")) + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + p(run("box")) + `</w:txbxContent></mc:Fallback></mc:AlternateContent>` + run("after")), nil,
			[]string{"before after", "box"},
			"",
		},
		{
			"deleted text is left out", p(run("kept ") + `<w:del w:author="Ann"><w:r><w:delText>gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:ins w:author="Bob">` + run("new") + `</w:ins>`), nil,
			[]string{"kept new"},
			"2 deletions are left out",
		},
		{"hidden text is given", p(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>` + run(" open")), nil, []string{"secret open"}, "hidden"},
		{
			"instructions of fields are not text", p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE \* MERGEFORMAT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("7") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`), nil,
			[]string{"7"},
			"",
		},
		{
			"notes stand in a section of their own", p(run("text") + `<w:r><w:footnoteReference w:id="2"/></w:r>`),
			[]part{
				{"word/_rels/document.xml.rels", `<Relationships ` + relSpace + `><Relationship Id="a" Type="` + relType + `footnotes" Target="footnotes.xml"/><Relationship Id="b" Type="` + relType + `header" Target="/word/h.xml"/><Relationship Id="c" Type="` + relType + `comments" Target="c.xml"/></Relationships>`},
				{"word/footnotes.xml", `<w:footnotes ` + wordSpace + `><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>the note</w:t></w:r></w:p></w:footnote></w:footnotes>`},
				{"word/h.xml", `<w:hdr ` + wordSpace + `><w:p><w:r><w:t>the head</w:t></w:r></w:p></w:hdr>`},
				{"word/c.xml", `<w:comments ` + wordSpace + `><w:comment w:author="Ann" w:date="2018-08-02T10:00:00Z"><w:p><w:r><w:t>check this</w:t></w:r></w:p></w:comment></w:comments>`},
			},
			[]string{"text[1]", "[1] the note", "Ann, 2018-08-02: check this", "the head"},
			"",
		},
		{
			"numbers of lists", p(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr></w:pPr>`+run("first")) + p(`<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr>`+run("inner")) +
				p(`<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr>`+run("inner")) + p(`<w:pPr><w:pStyle w:val="L"/></w:pPr>`+run("second")),
			[]part{
				{"word/numbering.xml", `<w:numbering ` + wordSpace + `><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num></w:numbering>`},
				{"word/styles.xml", `<w:styles ` + wordSpace + `><w:style w:type="paragraph" w:styleId="L"><w:basedOn w:val="M"/></w:style><w:style w:type="paragraph" w:styleId="M"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style></w:styles>`},
			},
			[]string{"3. first", "3.a) inner", "3.b) inner", "4. second"},
			"",
		},
		{"a text that breaks off", p(run("whole")) + `<w:p><w:r><w:t>half`, nil, []string{"whole", "half"}, ""},
		{"entities that are not there", p(run("a &nope; b")), nil, []string{"a &nope; b"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := mustRead(t, ReadDOCX, docx(t, c.body, c.more...))
			if diff := cmp.Diff(c.want, texts(doc)); diff != "" {
				t.Error(diff)
			}
			if c.note != "" && !noted(doc, c.note) {
				t.Errorf("no note has %q: %q", c.note, doc.Notes)
			}
		})
	}
}

func TestDOCXOfTheStrictEditionWithOddPrefixes(t *testing.T) {
	b := zipOf(
		t,
		part{"_rels/.rels", `<x:Relationships xmlns:x="http://schemas.openxmlformats.org/package/2006/relationships"><x:Relationship Id="q" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/odd/main.xml"/></x:Relationships>`},
		part{"odd/main.xml", `<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body><p><r><t>strict</t></r></p></body></document>`},
	)
	if got := Container(input(b)); got != "docx" {
		t.Fatalf("Container = %q", got)
	}
	if got := texts(mustRead(t, ReadDOCX, b)); !slices.Equal(got, []string{"strict"}) {
		t.Errorf("read %q", got)
	}
}

func TestPropertiesAndPages(t *testing.T) {
	b := docx(
		t, `<w:p><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>`,
		part{"docProps/core.xml", `<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:d="http://purl.org/dc/terms/"><dc:title>The  plan</dc:title><dc:creator>Ann</dc:creator><c:lastModifiedBy>Bob</c:lastModifiedBy><d:modified>2018-08-02T10:00:00Z</d:modified><dc:language>ru-RU</dc:language></c:coreProperties>`},
		part{"docProps/app.xml", `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>2</Pages><Company>Firm</Company></Properties>`},
		part{"docProps/custom.xml", `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property name="Case"><vt:lpwstr>17</vt:lpwstr></property></Properties>`},
		part{"word/media/a.png", "x"}, part{"word/vbaProject.bin", "x"},
	)
	doc := mustRead(t, ReadDOCX, b)
	if doc.Title != "The plan" || doc.Author != "Ann" || doc.Modified != "2018-08-02" || doc.Language != "ru-RU" || doc.Pages != 2 {
		t.Errorf("read %+v", doc)
	}
	for name, want := range map[string]string{"Last modified by": "Bob", "Company": "Firm", "Case": "17", "Pictures": "1"} {
		if got := meta(doc, name); got != want {
			t.Errorf("%s = %q, not %q", name, got, want)
		}
	}
	if doc.Passages[0].Page != 1 || doc.Passages[1].Page != 2 {
		t.Errorf("pages of passages: %+v", doc.Passages)
	}
	if !noted(doc, "macros") {
		t.Errorf("no note of macros: %q", doc.Notes)
	}
}

func odf(t testing.TB, mime, styles, body string) []byte {
	return zipOf(
		t, part{"mimetype", "application/vnd.oasis.opendocument." + mime},
		part{"META-INF/manifest.xml", `<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`},
		part{"meta.xml", `<office:document-meta ` + openSpace + `><office:meta><dc:title>T</dc:title><meta:initial-creator>Ann</meta:initial-creator><dc:creator>Bob</dc:creator><dc:date>2018-08-02T09:00:00</dc:date></office:meta></office:document-meta>`},
		part{"content.xml", `<office:document-content ` + openSpace + `><office:automatic-styles>` + styles + `</office:automatic-styles><office:body>` + body + `</office:body></office:document-content>`},
	)
}

func TestODT(t *testing.T) {
	styles := `<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style><style:style style:name="H"><style:text-properties text:display="none"/></style:style>`
	body := `<office:text><text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Eve</dc:creator></office:change-info><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>` +
		`<text:p>a<text:s text:c="3"/>b<text:tab/>c
d<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>the note</text:p></text:note-body></text:note><office:annotation><dc:creator>Ann</dc:creator><dc:date>2018-08-02T10:00:00</dc:date><text:p>why</text:p></office:annotation></text:p>` +
		`<text:list text:style-name="L"><text:list-item><text:p>one</text:p><text:p>more</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>` +
		`<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>` +
		`<text:p>in <draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>line <text:span text:style-name="H">hid</text:span><text:a xlink:href="mailto:a@example.org">mail</text:a></text:p></office:text>`
	b := odf(t, "text", styles, body)
	if got := Container(input(b)); got != "odt" {
		t.Errorf("Container = %q", got)
	}
	doc := mustRead(t, ReadODT, b)
	want := []string{"a b\tc d[1]", "1. one", "more", "2. two", "x\ty", "in line hidmail", "box", "[1] the note", "Ann, 2018-08-02: why"}
	if diff := cmp.Diff(want, texts(doc)); diff != "" {
		t.Error(diff)
	}
	if doc.Author != "Ann" || doc.Title != "T" || doc.Modified != "2018-08-02" || meta(doc, "Last modified by") != "Bob" || meta(doc, "Link") != "mailto:a@example.org" {
		t.Errorf("read %+v", doc)
	}
	if !noted(doc, "hidden") || !noted(doc, "1 deletion is left out") {
		t.Errorf("notes %q", doc.Notes)
	}
	flat := `<?xml version="1.0"?><office:document ` + openSpace + ` office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>flat</text:p></office:text></office:body></office:document>`
	if got := Container(input([]byte(flat))); got != "odt" {
		t.Errorf("Container of a flat file = %q", got)
	}
	if got := texts(mustRead(t, ReadODT, []byte(flat))); !slices.Equal(got, []string{"flat"}) {
		t.Errorf("flat: %q", got)
	}
}

func TestSlides(t *testing.T) {
	sp := func(kind, s string) string {
		return `<p:sp><p:nvSpPr><p:nvPr><p:ph type="` + kind + `"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>` + s + `</a:t></a:r></a:p></p:txBody></p:sp>`
	}
	b := zipOf(
		t, part{"_rels/.rels", fmt.Sprintf(rootRelsFor, "ppt/presentation.xml")},
		part{"ppt/presentation.xml", `<p:presentation ` + slideSpace + `><p:sldIdLst><p:sldId r:id="b"/><p:sldId r:id="a"/></p:sldIdLst></p:presentation>`},
		part{"ppt/_rels/presentation.xml.rels", `<Relationships ` + relSpace + `><Relationship Id="a" Type="` + relType + `slide" Target="slides/1.xml"/><Relationship Id="b" Type="` + relType + `slide" Target="slides/2.xml"/></Relationships>`},
		part{"ppt/slides/1.xml", `<p:sld ` + slideSpace + ` show="0">` + sp("title", "Last") + `<a:tbl><a:tr><a:tc><a:p><a:r><a:t>x</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>y</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:sld>`},
		part{"ppt/slides/2.xml", `<p:sld ` + slideSpace + `>` + sp("title", "First") + sp("body", "words") + `</p:sld>`},
		part{"ppt/slides/_rels/2.xml.rels", `<Relationships ` + relSpace + `><Relationship Id="n" Type="` + relType + `notesSlide" Target="../notes/1.xml"/></Relationships>`},
		part{"ppt/notes/1.xml", `<p:notes ` + slideSpace + `>` + sp("sldNum", "1") + sp("body", "say this") + `</p:notes>`},
	)
	doc := mustRead(t, ReadPPTX, b)
	if diff := cmp.Diff([]string{"First", "words", "say this", "Last", "x\ty"}, texts(doc)); diff != "" {
		t.Error(diff)
	}
	if doc.Pages != 2 || doc.Passages[4].Page != 2 || doc.Sections[0].Title != "Slide 1: First" || doc.Sections[1].Title != "Notes to slide 1" || !noted(doc, "Slide 2 is hidden") {
		t.Errorf("read %+v", doc)
	}
	open := odf(t, "presentation", "", `<office:presentation><draw:page draw:name="Intro"><draw:frame><draw:text-box><text:p>hello</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>quiet</text:p></draw:text-box></draw:frame></presentation:notes></draw:page></office:presentation>`)
	doc = mustRead(t, ReadODP, open)
	if !slices.Equal(texts(doc), []string{"hello", "quiet"}) || doc.Passages[0].Page != 1 || doc.Sections[0].Title != "Slide 1: Intro" {
		t.Errorf("read %+v", doc)
	}
}

func TestContainer(t *testing.T) {
	ole := func(name string) []byte {
		b := make([]byte, 512*4)
		copy(b, oleHead)
		binary.LittleEndian.PutUint16(b[30:], 9)
		binary.LittleEndian.PutUint32(b[48:], 1)  // directory in the second sector
		binary.LittleEndian.PutUint32(b[76:], 0)  // table in the first
		binary.LittleEndian.PutUint32(b[516:], 1) // a chain that goes round
		for i, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(b[1024+2*i:], u)
		}
		binary.LittleEndian.PutUint16(b[1024+64:], uint16(2*len(name)+2))
		return b
	}
	for _, c := range []struct {
		want string
		b    []byte
	}{
		{"ole-locked", ole("EncryptedPackage")},
		{"ole-doc", ole("WordDocument")},
		{"ole-xls", ole("Workbook")},
		{"ole-ppt", ole("PowerPoint Document")},
		{"ole", ole("Other")},
		{"docx", docx(t, "")},
		{"xlsx", xlsx(t, "")},
		{"ods", odf(t, "spreadsheet", "", "")},
		{"rtf", []byte(`{\rtf1 x}`)},
		{"zip", zipOf(t, part{"a.txt", "a"})},
		{"", []byte("plain")},
		{"", nil},
		{"ole", oleHead},
	} {
		if got := Container(input(c.b)); got != c.want {
			t.Errorf("Container = %q, not %q", got, c.want)
		}
	}
	for _, read := range []document.Reader{ReadDOCX, ReadXLSX, ReadPPTX} {
		if _, err := read(context.Background(), input(ole("EncryptedPackage"))); !errors.Is(err, document.ErrLocked) {
			t.Errorf("behind a password: %v", err)
		}
		if _, err := read(context.Background(), input(ole("WordDocument"))); !errors.Is(err, document.ErrUnknown) {
			t.Errorf("of the kind before 2007: %v", err)
		}
	}
	locked := zipOf(t, part{"mimetype", "application/vnd.oasis.opendocument.text"}, part{"content.xml", "xx"}, part{"META-INF/manifest.xml", `<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`})
	if _, err := ReadODT(context.Background(), input(locked)); !errors.Is(err, document.ErrLocked) {
		t.Errorf("a locked text: %v", err)
	}
}

func TestEPUB(t *testing.T) {
	b := zipOf(
		t, part{"mimetype", "application/epub+zip"},
		part{"META-INF/container.xml", `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b/c.opf"/></rootfiles></container>`},
		part{"b/c.opf", `<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Book</dc:title><dc:date>2018</dc:date></metadata><manifest><item id="x" href="one%20x.xhtml"/></manifest><spine><itemref idref="x"/></spine></package>`},
		part{"b/one x.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body><h1>One</h1><p>line<br/>next &eacute;</p></body></html>`},
	)
	doc := mustRead(t, ReadEPUB, b)
	if !slices.Equal(texts(doc), []string{"One", "line\nnext é"}) || doc.Title != "Book" || doc.Published != "2018" {
		t.Errorf("read %+v", doc)
	}
}

func TestDamagedArchives(t *testing.T) {
	whole := docx(t, `<w:p><w:r><w:t>still here</w:t></w:r></w:p>`)
	cut := whole[:bytes.Index(whole, []byte("PK\x01\x02"))] // the directory is gone
	doc := mustRead(t, ReadDOCX, cut)
	if !slices.Equal(texts(doc), []string{"still here"}) || !noted(doc, "incomplete") {
		t.Errorf("without a directory: %q %q", texts(doc), doc.Notes)
	}
	wrong := bytes.Clone(whole)
	at := bytes.LastIndex(wrong, []byte("PK\x01\x02"))
	wrong[at+16] ^= 0xFF // the sum in the directory
	doc = mustRead(t, ReadDOCX, wrong)
	if !slices.Equal(texts(doc), []string{"still here"}) || !noted(doc, "damaged") {
		t.Errorf("with a wrong sum: %q %q", texts(doc), doc.Notes)
	}
	if _, err := ReadDOCX(context.Background(), input([]byte("PK\x03\x04 and nothing more, really"))); !errors.Is(err, document.ErrDamaged) {
		t.Errorf("nothing in it: %v", err)
	}
}

func TestReadingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadDOCX(ctx, input(docx(t, `<w:p><w:r><w:t>x</w:t></w:r></w:p>`))); !errors.Is(err, context.Canceled) {
		t.Errorf("a reader that was stopped gave %v", err)
	}
	in := input(docx(t, strings.Repeat(`<w:p><w:r><w:t>x</w:t></w:r></w:p>`, 50)))
	in.Limits.Passages = 7
	doc, err := ReadDOCX(context.Background(), in)
	if err != nil || len(doc.Passages) != 7 || !noted(doc, "more text") {
		t.Errorf("%d passages, %q, %v", len(doc.Passages), doc.Notes, err)
	}
}

func TestTidy(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a b": "a b", "  a  b ": "a b", "a\u00A0\u2003b": "a b", "a \t b": "a\tb", "a \n\n b": "a\nb", "a\x00\x07b": "ab", "co\u00ADop": "coop", "e\u0301": "é", "\xFF": "\uFFFD",
		"\u1112\u1161\u11ab": "한",
	} {
		if got := tidy(in); got != want {
			t.Errorf("tidy(%q) = %q, not %q", in, got, want)
		}
	}
}

// within fails when reading takes longer than a hostile file may cost.
func within(t *testing.T, most time.Duration, read document.Reader, in document.Input) document.Document {
	t.Helper()
	began := time.Now()
	doc, _ := read(context.Background(), in) // an error is as good as a short text
	if took := time.Since(began); took > most {
		t.Errorf("reading %d bytes took %v", in.Size, took)
	}
	return doc
}
