package tables

import (
	"fmt"

	"redthread/app/tables/records"
	"redthread/store/ontology"
)

// dates reads valid times.
var dates = func() *filler {
	s, _ := ontology.Default().Schema("Person")
	p, _ := s.Property("birthDate")
	return &filler{def: &Property{}, prop: p}
}()

// placeOf says where a row stands, as a citation does.
func placeOf(f *records.File, q *Query) func(row int) string {
	switch {
	case f.Tree():
		return func(row int) string { return fmt.Sprintf("record %d", row) }
	case f.Format == records.CSV:
		return func(row int) string { return fmt.Sprintf("row %d", row) }
	}
	name := sheetName(f, q.Sheet)
	return func(row int) string { return fmt.Sprintf("sheet %s, row %d", name, row) }
}

// programs makes a mapping ready for a file. sum is the hash of the file's
// bytes, which tells rows without keys from those of other files.
func programs(f *records.File, m *Mapping, sum [32]byte) ([]*program, []records.Part) {
	all := compile(m)
	parts := make([]records.Part, len(all))
	for i, p := range all {
		p.locator = placeOf(f, p.query)
		p.scope = string(sum[:])
		parts[i] = p.query.part()
	}
	return all, parts
}

// sheetName is the name of the sheet that is read where a mapping names it so.
func sheetName(f *records.File, name string) string {
	if name != "" {
		return name
	}
	for _, s := range f.Sheets() {
		if !s.Hidden {
			return s.Name
		}
	}
	return f.Sheets()[0].Name
}
