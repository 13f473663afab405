package office

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func xlsx(t testing.TB, sheet string, more ...part) []byte {
	return zipOf(t, append([]part{
		{"_rels/.rels", fmt.Sprintf(rootRelsFor, "xl/workbook.xml")},
		{"xl/workbook.xml", `<workbook ` + sheetSpace + `><sheets><sheet name="Pay" sheetId="1" r:id="s1"/><sheet name="Drafts" state="hidden" sheetId="2" r:id="s2"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships ` + relSpace + `><Relationship Id="s1" Type="` + relType + `worksheet" Target="worksheets/a.xml"/><Relationship Id="s2" Type="` + relType + `worksheet" Target="worksheets/b.xml"/></Relationships>`},
		{"xl/worksheets/a.xml", `<worksheet ` + sheetSpace + `><sheetData>` + sheet + `</sheetData></worksheet>`},
		{"xl/worksheets/b.xml", `<worksheet ` + sheetSpace + `><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>draft</t></is></c></row></sheetData></worksheet>`},
	}, more...)...)
}

func TestXLSX(t *testing.T) {
	styles := part{"xl/styles.xml", `<styleSheet ` + sheetSpace + `><numFmts><numFmt numFmtId="170" formatCode="#,##0.00\ [$₽-419]"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`}
	shared := part{"xl/sharedStrings.xml", `<sst ` + sheetSpace + `><si><t>Name</t></si><si><r><t>Kim </t></r><r><t>Chol</t></r><rPh><t>x</t></rPh></si></sst>`}
	doc := mustRead(t, ReadXLSX, xlsx(t, `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>43314</v></c></row><row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="2"><v>16000.5</v></c><c r="C3" t="b"><v>1</v></c><c r="XFD3"><f>A1+1</f></c></row>`, styles, shared))
	want := []string{"Name\t\t2018-08-02", "Kim Chol\t16,000.50 ₽\tTRUE\t=A1+1", "draft"}
	if diff := cmp.Diff(want, texts(doc)); diff != "" {
		t.Error(diff)
	}
	if len(doc.Sections) != 2 || doc.Sections[0].Title != "Pay" || doc.Sections[1].First != 2 {
		t.Errorf("sections %+v", doc.Sections)
	}
	if !noted(doc, `"Drafts" is hidden`) || !noted(doc, "no stored result") {
		t.Errorf("notes %q", doc.Notes)
	}
}

func TestFormats(t *testing.T) {
	for _, c := range []struct{ code, value, want string }{
		{"General", "0.1", "0.1"},
		{"General", "1052.63157894737", "1052.63157894737"},
		{"General", "-3", "-3"},
		{"General", "1E+100", "1E+100"},
		{"General", "not a number", "not a number"},
		{"0.00", "1.005", "1.01"},
		{"0", "2.5", "3"},
		{"#,##0", "1234567", "1,234,567"},
		{"#,##0;(#,##0)", "-1234", "(1,234)"},
		{"0.0%", "0.256", "25.6%"},
		{"#,##0,", "1234567", "1,235"},
		{"0.##", "1.50", "1.5"},
		{"0.##", "2", "2"},
		{`"No. "000`, "7", "No. 007"},
		{"000-0000", "1234567", "123-4567"},
		{"+0;-0;zero", "0", "zero"},
		{"0.00E+00", "12345", "1.23E+04"},
		{"yyyy-mm-dd", "43314", "2018-08-02"},
		{"d.m.yy", "43314", "2.8.18"},
		{"d mmmm yyyy", "43314", "2 August 2018"},
		{"dddd", "43314", "Thursday"},
		{"hh:mm:ss", "0.5208333333", "12:30:00"},
		{"h:mm AM/PM", "0.75", "6:00 PM"},
		{"[h]:mm", "1.5", "36:00"},
		{"mm:ss", "0.001388889", "02:00"},
		{`yyyy"년" m"월" d"일"`, "43314", "2018년 8월 2일"},
		{"yyyy-mm-dd", "1", "1900-01-01"},
		{"yyyy-mm-dd", "99999999", "99999999"},
		{"[Red][<0]-0;[>=1000]0,\"k\";0", "2500", "3k"},
		{";;;", "5", ""},
		{"@", "5", "5"},
		{"[$-409]0", "5", "5"},
		{"€ * #,##0.00_-", "1234.5", "€ 1,234.50"},
	} {
		if got := tidy(parseFormat(c.code).show(c.value, false)); got != c.want {
			t.Errorf("%q shows %s as %q, not %q", c.code, c.value, got, c.want)
		}
	}
	if got := parseFormat("yyyy-mm-dd").show("0", true); got != "1904-01-01" {
		t.Errorf("from 1904: %s", got)
	}
}

func TestODS(t *testing.T) {
	cell := func(s, at string) string {
		return `<table:table-cell ` + at + `><text:p>` + s + `</text:p></table:table-cell>`
	}
	body := `<office:spreadsheet><table:table table:name="One"><table:table-row>` + cell("a", "") + `<table:table-cell table:number-columns-repeated="2"/>` + cell("b", `table:number-columns-repeated="2"`) + `<table:table-cell table:number-columns-repeated="1000000000"/></table:table-row>` +
		`<table:table-row table:number-rows-repeated="3">` + cell("c", "") + `</table:table-row><table:table-row table:number-rows-repeated="1000000000"><table:table-cell/></table:table-row></table:table>` +
		`<table:table table:name="Two" table:style-name="hid"><table:table-row><table:table-cell office:value="5"/></table:table-row></table:table></office:spreadsheet>`
	doc := mustRead(t, ReadODS, odf(t, "spreadsheet", `<style:style style:name="hid"><style:table-properties table:display="false"/></style:style>`, body))
	if diff := cmp.Diff([]string{"a\t\t\tb\tb", "c", "c", "c", "5"}, texts(doc)); diff != "" {
		t.Error(diff)
	}
	if !noted(doc, `"Two" is hidden`) || len(doc.Sections) != 2 || doc.Sections[1].First != 4 {
		t.Errorf("notes %q, sections %+v", doc.Notes, doc.Sections)
	}
}
