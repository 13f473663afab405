package records

import (
	"testing"

	"redthread/app/capture/document"
)

// FuzzOpen: no file makes a reader panic or run on, and rows come with the
// cells that were asked for.
func FuzzOpen(f *testing.F) {
	f.Add("a.csv", []byte("a;b\n1;\"2\n3\"\n"))
	f.Add("a.json", []byte(`{"x": [{"a": 1, "b": [{"c": 2}]}]}`))
	f.Add("a.jsonl", []byte("{\"a\": 1}\n{\"a\": 2}\n"))
	f.Add("a.xml", []byte(`<r><a x="1"><b>2</b></a><a/></r>`))
	f.Add("a.xlsx", workbook(f, "", `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2" s="1"><v>43314</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`))
	f.Add("a.fods", []byte(`<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="A"><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table></office:spreadsheet></office:body></office:document>`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		file, err := OpenBytes(t.Context(), name, data, Options{})
		if err != nil {
			return
		}
		defer func() { _ = file.Close() }()
		width, rows := 0, 0
		err = file.Read(t.Context(), []Part{{}}, func(_ int, columns []string) error {
			width = len(columns)
			return nil
		}, func(_ int, r document.Row) error {
			if len(r.Cells) != width || r.Number < 1 {
				t.Fatalf("row %d has %d cells of %d", r.Number, len(r.Cells), width)
			}
			if rows++; rows > 2000 {
				return errEnough
			}
			return nil
		}, nil)
		_ = err
	})
}
