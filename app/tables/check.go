package tables

import (
	"context"

	"redthread/app/capture/document"
	"redthread/app/tables/records"
	"redthread/store"
)

// mostListed is how many bad rows are listed; all are counted.
const mostListed = 1000

// mostCounted is how many entities Check tells apart.
const mostCounted = 4 << 20

// Found is what a mapping makes of a whole file, without writing anything.
type Found struct {
	Rows       int // that the filters let through
	Bad        int // rows that would be left out
	Entities   int // different ones
	More       bool
	Statements int
	Schemas    map[string]int
	Faults     []Fault // the first thousand
	Notes      []string
}

// Progress is told how far the work is: rows, bytes read and bytes in all. Of
// a workbook the bytes are 0, since it is packed.
type Progress func(rows int, read, size int64)

// Check reads a whole file and tells what would go in. With keepRest a bad
// cell costs only itself, not its row.
func Check(ctx context.Context, f *records.File, m Mapping, keepRest bool, tell Progress) (Found, error) {
	found := Found{Schemas: map[string]int{}}
	seen := map[store.ID]bool{}
	err := each(ctx, f, &m, [32]byte{}, tell, func(p *program, one *Made) error {
		found.Rows++
		if found.fault(p, one, keepRest) {
			return nil
		}
		for _, e := range one.Entities {
			switch {
			case seen[e.ID]:
			case len(seen) >= mostCounted:
				found.More = true
			default:
				seen[e.ID] = true
				found.Entities++
				found.Schemas[e.Schema]++
			}
		}
		found.Statements += len(one.Facts)
		return nil
	})
	found.Notes = oddities(f)
	return found, err
}

// fault lists what is wrong with a row and says whether it is left out.
func (f *Found) fault(p *program, one *Made, keepRest bool) bool {
	if len(one.Faults) == 0 {
		return false
	}
	for _, x := range one.Faults {
		if len(f.Faults) < mostListed {
			x.Place = p.locator(x.Row)
			f.Faults = append(f.Faults, x)
		}
	}
	f.Bad++
	return !keepRest || len(one.Facts) == 0
}

// oddities are what a person should know of how a file was read.
func oddities(f *records.File) []string {
	var all []string
	if f.Format == records.CSV && !f.Sure {
		all = append(all, "The charset is a guess: "+f.Charset+". Choose another one if words read wrongly.")
	}
	return all
}

// each makes every row of a file and gives it in order.
func each(ctx context.Context, f *records.File, m *Mapping, sum [32]byte, tell Progress, give func(p *program, one *Made) error) error {
	if err := m.Check(); err != nil {
		return err
	}
	all, parts := programs(f, m, sum)
	if tell == nil {
		tell = func(int, int64, int64) {}
	}
	var one Made
	rows, read := 0, int64(0)
	return f.Read(ctx, parts, nil, func(i int, r document.Row) error {
		if rows++; rows&255 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			tell(rows, read, f.Size)
		}
		if !all[i].make(r, &one) {
			return nil
		}
		return give(all[i], &one)
	}, func(n int64) { read = n })
}

// Preview makes the given rows, as a screen shows them while a mapping is
// changed. The rows have the columns that are named.
func Preview(f *records.File, q Query, columns []string, rows []document.Row) ([]Made, error) {
	m := Mapping{Queries: []Query{q}}
	if err := m.Check(); err != nil {
		return nil, err
	}
	all, _ := programs(f, &m, [32]byte{})
	p := all[0]
	at := map[string]int{}
	for i, c := range columns {
		at[c] = i
	}
	made := make([]Made, 0, len(rows))
	cells := make([]document.Cell, len(p.columns))
	for _, r := range rows {
		for i, c := range p.columns {
			cells[i] = document.Cell{}
			if k, ok := at[c]; ok && k < len(r.Cells) {
				cells[i] = r.Cells[k]
			}
		}
		var one Made
		if p.make(document.Row{Number: r.Number, Cells: cells}, &one) {
			for i := range one.Faults {
				one.Faults[i].Place = p.locator(r.Number)
			}
			made = append(made, one)
		}
	}
	return made, nil
}
