package exchange

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// workbook writes an XLSX file sheet by sheet, so that one of any length needs
// no memory. Every cell is text, marked so that a program that edits it leaves it text.
type workbook struct {
	zip   *zip.Writer
	names []string
	buf   *bufio.Writer
	name  string // of the sheet in hand, without a number
	cols  []string
	rows  int
	part  int
}

// sheetRows is how many rows a sheet holds; a longer table goes on in another.
const sheetRows = 1_048_576

func newWorkbook(w io.Writer) *workbook { return &workbook{zip: zip.NewWriter(w)} }

func (b *workbook) begin(name string, columns []string) error {
	b.name, b.cols, b.part = name, columns, 1
	return b.open(name)
}

func (b *workbook) open(name string) error {
	b.names, b.rows = append(b.names, name), 0
	entry, err := b.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.names)))
	if err != nil {
		return err
	}
	b.buf = bufio.NewWriterSize(entry, 1<<16)
	if _, err := b.buf.WriteString(xml.Header + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`); err != nil {
		return err
	}
	return b.write(b.cols, 2)
}

func (b *workbook) row(cells []string) error {
	if b.rows == sheetRows {
		if err := b.end(); err != nil {
			return err
		}
		b.part++
		if err := b.open(b.name + " " + strconv.Itoa(b.part)); err != nil {
			return err
		}
	}
	return b.write(cells, 1)
}

func (b *workbook) write(cells []string, style int) error {
	b.rows++
	w := b.buf
	row := strconv.Itoa(b.rows)
	_, _ = w.WriteString(`<row r="` + row + `">`)
	for i, c := range cells {
		if c == "" {
			continue
		}
		_, _ = w.WriteString(`<c r="` + columnName(i) + row + `" s="` + strconv.Itoa(style) + `" t="inlineStr"><is><t xml:space="preserve">`)
		writeCell(w, c)
		_, _ = w.WriteString(`</t></is></c>`)
	}
	_, err := w.WriteString(`</row>`)
	return err
}

func (b *workbook) end() error {
	if _, err := b.buf.WriteString(`</sheetData></worksheet>`); err != nil {
		return err
	}
	return b.buf.Flush()
}

// close writes what ties the sheets together.
func (b *workbook) close() error {
	const (
		rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
		main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	)
	var types, sheets, ties strings.Builder
	for i, name := range b.names {
		n := i + 1
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, name, n, n)
		fmt.Fprintf(&ties, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, rels, n)
	}
	for _, p := range [][2]string{
		{"xl/workbook.xml", `<workbook xmlns="` + main + `" xmlns:r="` + rels + `"><sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + ties.String() +
			fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(b.names)+1, rels)},
		// The first style is plain, the second text with the mark of an apostrophe, the third bold.
		{"xl/styles.xml", `<styleSheet xmlns="` + main + `"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
			`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>` +
			`<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rels + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
	} {
		entry, err := b.zip.Create(p[0])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(entry, xml.Header+p[1]); err != nil {
			return err
		}
	}
	return b.zip.Close()
}

// columnName is A, B … Z, AA …
func columnName(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// writeCell writes text for XML. What XML cannot hold is written in the
// form of workbooks, _x0001_, and a text that looks so has its first sign
// written that way.
func writeCell(w *bufio.Writer, s string) {
	for i, r := range s {
		switch {
		case r == '&':
			_, _ = w.WriteString("&amp;")
		case r == '<':
			_, _ = w.WriteString("&lt;")
		case r == '>':
			_, _ = w.WriteString("&gt;")
		case r == '_' && coded.MatchString(s[i:min(len(s), i+7)]):
			_, _ = w.WriteString("_x005F_")
		case r == '\r' || r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff:
			fmt.Fprintf(w, "_x%04X_", r)
		case r == utf8.RuneError:
			_, _ = w.WriteRune('\ufffd')
		default:
			_, _ = w.WriteRune(r)
		}
	}
}
