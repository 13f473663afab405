package records

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"

	"redthread/app/capture/document"
)

func opened(t testing.TB, name string, data []byte) *File {
	t.Helper()
	f, err := OpenBytes(context.Background(), name, data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// shown gives the columns and the rows as text, "number: cell | cell".
func shown(t testing.TB, f *File, p Part) (columns []string, rows []string) {
	t.Helper()
	columns, all, err := f.Sample(context.Background(), p, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		var cells []string
		for _, c := range r.Cells {
			s := c.Text
			if c.Shown != "" {
				s += " (" + c.Shown + ")"
			}
			for _, m := range c.More {
				s += "+" + m
			}
			cells = append(cells, s)
		}
		rows = append(rows, fmt.Sprintf("%d: %s", r.Number, strings.Join(cells, " | ")))
	}
	return columns, rows
}

func check(t testing.TB, f *File, p Part, columns, rows []string) {
	t.Helper()
	c, r := shown(t, f, p)
	if diff := cmp.Diff(columns, c); diff != "" {
		t.Errorf("columns:\n%s", diff)
	}
	if diff := cmp.Diff(rows, r); diff != "" {
		t.Errorf("rows:\n%s", diff)
	}
}

func TestCSV(t *testing.T) {
	f := opened(t, "a.csv", []byte("List of firms;;\n\nName;INN;Name\nMokran;7811489970;M\n;;\n\"Two\nlines\";1;\n"))
	check(t, f, Part{}, []string{"Name", "INN", "Name (2)"}, []string{"4: Mokran | 7811489970 | M", "6: Two\nlines | 1 | "})
	check(t, f, Part{Header: NoHeading}, []string{"A", "B", "C"}, []string{"1: List of firms |  | ", "3: Name | INN | Name", "4: Mokran | 7811489970 | M", "6: Two\nlines | 1 | "})
	f = opened(t, "b.tsv", []byte("a\tb\n1\t2\n"))
	check(t, f, Part{Columns: []string{"b"}}, []string{"b"}, []string{"2: 2"})
	if _, _, err := f.Sample(t.Context(), Part{Columns: []string{"c"}}, 0); err == nil || err.Error() != `b.tsv has no column "c"; its columns are a, b.` {
		t.Error(err)
	}
	// A form numbers its columns below the heading.
	f = opened(t, "c.csv", []byte("Работодатель,ИНН,Число\n1,2,3\nМокран,7811489970,91\n"))
	check(t, f, Part{}, []string{"Работодатель", "ИНН", "Число"}, []string{"3: Мокран | 7811489970 | 91"})
}

func TestCharsets(t *testing.T) {
	ru, _ := charmap.Windows1251.NewEncoder().String("Наименование;ИНН;Адрес организации\nОбщество с ограниченной ответственностью;7811489970;Москва, улица Ленина\n")
	ko, _ := korean.EUCKR.NewEncoder().String("법인명,대표자,주소\n한빛무역,김철수,서울특별시 종로구\n")
	for name, want := range map[string]string{ru: "windows-1251", ko: "euc-kr", "\xEF\xBB\xBFa,b\n1,2\n": "utf-8"} {
		f := opened(t, "x.csv", []byte(name))
		if f.Charset != want {
			t.Errorf("charset %s, want %s", f.Charset, want)
		}
	}
	f, err := OpenBytes(t.Context(), "x.csv", []byte(ru), Options{Charset: "koi8-r"})
	if err != nil || f.Charset != "koi8-r" {
		t.Errorf("a chosen charset gave %v %v", f, err)
	}
	if _, err := OpenBytes(t.Context(), "x.csv", []byte(ru), Options{Charset: "klingon"}); err == nil {
		t.Error("a charset that is none was taken")
	}
}

type file struct{ name, text string }

func zipped(t testing.TB, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err == nil {
			_, err = w.Write([]byte(f.text))
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

const (
	sheetSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relSpace   = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	relType    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

func workbook(t testing.TB, properties, sheet string, more ...file) []byte {
	return zipped(t, append([]file{
		{"_rels/.rels", `<Relationships ` + relSpace + `><Relationship Id="r" Type="` + relType + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + sheetSpace + `>` + properties + `<sheets><sheet name="Drafts" state="hidden" sheetId="1" r:id="s1"/><sheet name="Firms" sheetId="2" r:id="s2"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships ` + relSpace + `><Relationship Id="s1" Type="` + relType + `worksheet" Target="worksheets/a.xml"/><Relationship Id="s2" Type="` + relType + `worksheet" Target="worksheets/b.xml"/></Relationships>`},
		{"xl/worksheets/a.xml", `<worksheet ` + sheetSpace + `><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>draft</t></is></c></row></sheetData></worksheet>`},
		{"xl/worksheets/b.xml", `<worksheet ` + sheetSpace + `>` + sheet + `</worksheet>`},
		{"xl/styles.xml", `<styleSheet ` + sheetSpace + `><numFmts><numFmt numFmtId="170" formatCode="d\-mmm"/><numFmt numFmtId="171" formatCode="0000000000"/><numFmt numFmtId="172" formatCode="#,##0.00"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="10"/></cellXfs></styleSheet>`},
	}, more...)...)
}

func TestXLSX(t *testing.T) {
	shared := file{"xl/sharedStrings.xml", `<sst ` + sheetSpace + `><si><t>Firm</t></si><si><r><t>Mok</t></r><r><t>ran</t></r></si></sst>`}
	sheet := `<sheetData>
<row r="2"><c r="A2" t="inlineStr"><is><t>Firms in 2018</t></is></c></row>
<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="inlineStr"><is><t>INN</t></is></c><c r="C3" t="inlineStr"><is><t>Founded</t></is></c><c r="D3" t="inlineStr"><is><t>Share</t></is></c><c r="E3" t="inlineStr"><is><t>Sum</t></is></c></row>
<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="3"><v>411489970</v></c><c r="C4" s="2"><v>43314</v></c><c r="D4" s="5"><v>0.495</v></c><c r="E4" s="4"><f>2*617.28</f><v>1234.5599999999999</v></c></row>
<row r="5" hidden="1"><c r="B5"><v>2</v></c><c r="C5" s="1"><v>43314.5</v></c><c r="D5" t="e"><v>#N/A</v></c><c r="E5"><f>A1</f></c></row>
</sheetData><mergeCells count="2"><mergeCell ref="A2:E2"/><mergeCell ref="A4:A5"/></mergeCells>`
	f := opened(t, "a.xlsx", workbook(t, "", sheet, shared))
	if diff := cmp.Diff([]document.Sheet{{Name: "Drafts", Hidden: true}, {Name: "Firms"}}, f.Sheets()); diff != "" {
		t.Error(diff)
	}
	check(t, f, Part{}, []string{"Firm", "INN", "Founded", "Share", "Sum"}, []string{
		"4: Mokran | 411489970 (0411489970) | 2018-08-02 (2-Aug) | 0.495 (49.50%) | 1234.56 (1,234.56)",
		"5: Mokran | 2 | 2018-08-02 12:00:00 (2018-08-02) | #N/A | a formula without a stored result",
	})
	check(t, f, Part{Sheet: "drafts"}, []string{"draft"}, nil)
	if _, _, err := f.Sample(t.Context(), Part{Sheet: "Else"}, 0); err == nil || !strings.Contains(err.Error(), `has no sheet "Else"; it has Drafts, Firms`) {
		t.Error(err)
	}
	// Days counted from 1904, and from before March 1900.
	day := `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Day</t></is></c></row><row r="2"><c r="A2" s="1"><v>41852</v></c></row><row r="3"><c r="A3" s="1"><v>59</v></c></row></sheetData>`
	check(t, opened(t, "b.xlsx", workbook(t, `<workbookPr date1904="1"/>`, day)), Part{}, []string{"Day"}, []string{"2: 2018-08-02", "3: 1904-02-29"})
	check(t, opened(t, "c.xlsx", workbook(t, "", day)), Part{}, []string{"Day"}, []string{"2: 2014-08-01", "3: 1900-02-28"})
}

func TestODS(t *testing.T) {
	body := `<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="Firms">
<table:table-row><table:table-cell><text:p>Firm</text:p></table:table-cell><table:table-cell><text:p>Born</text:p></table:table-cell><table:table-cell><text:p>Sum</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Mokran</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="1895-03-01"><text:p>1.3.1895</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1234.5"><text:p>1 234,50</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
</table:table><table:table table:name="Old" table:style-name="h"><table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document>`
	f := opened(t, "a.fods", []byte(body))
	if diff := cmp.Diff([]document.Sheet{{Name: "Firms"}, {Name: "Old", Hidden: true}}, f.Sheets()); diff != "" {
		t.Error(diff)
	}
	check(t, f, Part{}, []string{"Firm", "Born", "Sum"}, []string{"2: Mokran | 1895-03-01 (1.3.1895) | 1234.5 (1 234,50)", "3: Mokran | 0.5 (50%) | "})
	check(t, f, Part{Sheet: "Old", Header: NoHeading}, []string{"A"}, []string{"1: x", "2: x"})
}

func TestJSON(t *testing.T) {
	f := opened(t, "a.json", []byte(`{"found": 2, "items": [
{"id": "1", "name": "Переводчик", "employer": {"name": "Мокран", "id": 7}, "salary": null, "phones": ["1", "2"]},
{"id": "2", "employer": {"name": "Зенко"}, "open": true, "salary": {"from": 16000.50}}]}`))
	columns, _ := shown(t, f, Part{})
	if diff := cmp.Diff([]string{"id", "name", "employer.name", "employer.id", "phones", "open", "salary.from"}, columns); diff != "" {
		t.Error(diff)
	}
	check(t, f, Part{Columns: []string{"employer.name", "phones", "salary.from"}}, []string{"employer.name", "phones", "salary.from"}, []string{"1: Мокран | 1+2 | ", "2: Зенко |  | 16000.50"})
	f = opened(t, "b.jsonl", []byte("{\"a\": 1}\n{\"a\": 2, \"b.c\": 3}\n"))
	check(t, f, Part{}, []string{"a", "b.c"}, []string{"1: 1 | ", "2: 2 | 3"})
	f = opened(t, "c.json", []byte(`[{"firm": "A", "owners": [{"n": "x", "s": 1}, {"n": "y"}]}, {"firm": "B", "owners": []}]`))
	check(t, f, Part{Rows: "owners", Columns: []string{"firm", "owners.n", "owners.s"}}, []string{"firm", "owners.n", "owners.s"}, []string{"1: A | x | 1", "1: A | y | "})
	if r, err := f.Repeats(t.Context(), Part{}); err != nil || len(r) != 1 || r[0] != "owners" {
		t.Error(r, err)
	}
	for name, data := range map[string]string{"breaks off": `[{"a": "b"}, {"a": `, "is faulty": `[{"a": 1},, {"a": 2}]`} {
		_, err := OpenBytes(t.Context(), "d.json", []byte(data), Options{})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", data, err)
		}
	}
}

func TestXML(t *testing.T) {
	plain := `<?xml version="1.0" encoding="windows-1251"?><EGRUL ИдФайл="1"><СвЮЛ ИНН="7811489970"><СвНаимЮЛ НаимЮЛПолн="ООО Мокран"/><СвУчредит><УчрФЛ><Имя>Ким</Имя><Доля>50</Доля></УчрФЛ><УчрФЛ><Имя>Пак</Имя></УчрФЛ></СвУчредит></СвЮЛ><СвЮЛ ИНН="2"/></EGRUL>`
	data, err := charmap.Windows1251.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	f := opened(t, "a.xml", []byte(data))
	check(t, f, Part{Columns: []string{"@ИНН", "СвНаимЮЛ/@НаимЮЛПолн", "СвУчредит/УчрФЛ/Имя"}}, []string{"@ИНН", "СвНаимЮЛ/@НаимЮЛПолн", "СвУчредит/УчрФЛ/Имя"}, []string{"1: 7811489970 | ООО Мокран | Ким+Пак", "2: 2 |  | "})
	check(t, f, Part{Records: "СвЮЛ", Rows: "СвУчредит/УчрФЛ", Columns: []string{"@ИНН", "СвУчредит/УчрФЛ/Имя", "СвУчредит/УчрФЛ/Доля"}}, []string{"@ИНН", "СвУчредит/УчрФЛ/Имя", "СвУчредит/УчрФЛ/Доля"}, []string{"1: 7811489970 | Ким | 50", "1: 7811489970 | Пак | "})
	f = opened(t, "one.xml", []byte(`<export xmlns="urn:x"><contract><id>1</id><price>5</price><suppliers><supplier><inn>1</inn></supplier></suppliers></contract></export>`))
	if f.Sheets()[0].Name != "export/contract" {
		t.Errorf("records at %v", f.Sheets())
	}
}

// What is made to do harm, or is no table, is refused in one sentence.
func TestRefused(t *testing.T) {
	bomb := `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><r><a><b>&b;</b></a><a><b>&b;</b></a></r>`
	zeros := workbook(t, "", `<sheetData><row r="1"><c t="inlineStr"><is><t>x`+strings.Repeat(" ", 40<<20)+`</t></is></c></row></sheetData>`)
	for want, c := range map[string]file{
		"declares entities of its own":    {"a.xml", bomb},
		"is no table":                     {"a.pdf", "%PDF-1.7\n"},
		"is a web page":                   {"a.xls", "<html><table><tr><td>1"},
		"is empty":                        {"a.csv", ""},
		"unpacks to far more":             {"a.xlsx", string(zeros)},
		"no records":                      {"b.xml", "<a>text</a>"},
		"is faulty near line 1":           {"c.xml", "<r><a x='1'>1</a><a x='2'"},
		"binary workbook":                 {"d.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)},
		"is damaged":                      {"e.xlsx", "PK\x03\x04" + strings.Repeat("\x00", 100)},
		"c.json is faulty after 3 bytes ": {"c.json", "[[1}"},
	} {
		f, err := OpenBytes(t.Context(), c.name, []byte(c.text), Options{})
		if err == nil {
			_, _, err = f.Sample(t.Context(), Part{}, 5)
			_ = f.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%s: %v, want %q", c.name, err, want)
		}
	}
}
