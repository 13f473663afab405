package records

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
)

// Part is what is wanted of a file.
type Part struct {
	Sheet   string   // of a workbook; "" is its first sheet that is not hidden
	Header  int      // number of the heading's row; 0 finds it, NoHeading says there is none
	Records string   // of a tree: where its records stand; "" is the likeliest place
	Rows    string   // of a tree: what repeats within a record and is a row; "" is the record itself
	Columns []string // the columns in the order of the cells; nil: all
	Lenient bool     // a column that is not there is empty, and no error
}

// Progress is told how many bytes of the file were read, where that is known.
type Progress func(read int64)

// Read gives the rows of several parts, those of one sheet or one place of
// records in one pass. start, when not nil, is told the columns of a part
// before its first row. The cells of a row are valid until the next one.
func (f *File) Read(ctx context.Context, parts []Part, start func(part int, columns []string) error, give func(part int, r document.Row) error, tell Progress) error {
	if start == nil {
		start = func(int, []string) error { return nil }
	}
	if tell == nil {
		tell = func(int64) {}
	}
	done := make([]bool, len(parts))
	for i := range parts {
		if done[i] {
			continue
		}
		var group []int
		for k := i; k < len(parts); k++ {
			if f.together(parts[i], parts[k]) {
				group = append(group, k)
				done[k] = true
			}
		}
		var err error
		if f.Tree() {
			err = f.readTree(ctx, parts, group, start, give, tell)
		} else {
			err = f.readSheet(ctx, parts, group, start, give, tell)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// together says whether two parts are read in one pass.
func (f *File) together(a, b Part) bool {
	if f.Tree() {
		return a.Records == b.Records
	}
	return a.Sheet == b.Sheet && a.Header == b.Header
}

func (f *File) readTree(ctx context.Context, parts []Part, group []int, start func(int, []string) error, give func(int, document.Row) error, tell Progress) error {
	columns := make([][]string, len(group))
	for g, i := range group {
		columns[g] = parts[i].Columns
		if columns[g] == nil {
			var err error
			if columns[g], err = f.Columns(ctx, parts[i]); err != nil {
				return err
			}
		}
		if err := start(i, columns[g]); err != nil {
			return err
		}
	}
	path := parts[group[0]].Records
	if path == "" && f.Format != Lines {
		path = f.found[0].Name
	}
	number := 0
	var row []document.Cell
	return f.each(ctx, path, func(n *node, at int64) error {
		number++
		tell(at)
		for g, i := range group {
			err := n.rows(parts[i].Rows, f.sep(), func(at []place) error {
				row = cells(at, columns[g], f.sep(), row)
				return give(i, document.Row{Number: number, Cells: row})
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// sheetNamed finds a sheet by its name; "" is the first that is not hidden.
func (f *File) sheetNamed(name string) (int, error) {
	if name == "" {
		for i, s := range f.found {
			if !s.Hidden {
				return i, nil
			}
		}
		return 0, nil
	}
	var all []string
	for i, s := range f.found {
		if strings.EqualFold(s.Name, name) {
			return i, nil
		}
		all = append(all, s.Name)
	}
	return 0, refused("%s has no sheet %q; it has %s.", f.Name, name, strings.Join(all[:min(len(all), 12)], ", "))
}

func (f *File) readSheet(ctx context.Context, parts []Part, group []int, start func(int, []string) error, give func(int, document.Row) error, tell Progress) error {
	orders := make([][]int, len(group))
	var row []document.Cell
	s := &sheet{want: parts[group[0]].Header}
	s.start = func(columns []string) error {
		for g, i := range group {
			wanted := parts[i].Columns
			if wanted == nil {
				wanted = columns
			}
			for _, w := range wanted {
				orders[g] = append(orders[g], slices.Index(columns, w))
			}
			for k, at := range orders[g] {
				if at < 0 && !parts[i].Lenient {
					return f.noColumn(wanted[k], columns)
				}
			}
			if err := start(i, wanted); err != nil {
				return err
			}
		}
		return nil
	}
	s.give = func(r document.Row) error {
		for g, i := range group {
			row = row[:0]
			for _, at := range orders[g] {
				if at >= 0 && at < len(r.Cells) {
					row = append(row, r.Cells[at])
				} else {
					row = append(row, document.Cell{})
				}
			}
			if err := give(i, document.Row{Number: r.Number, Cells: row, Hidden: r.Hidden}); err != nil {
				return err
			}
		}
		return nil
	}
	var err error
	if f.Format == CSV {
		err = f.eachLine(ctx, s.add, tell)
	} else {
		var n int
		if n, err = f.sheetNamed(parts[group[0]].Sheet); err != nil {
			return err
		}
		err = f.book.Rows(ctx, n, s.add)
	}
	if err == nil {
		err = s.begin()
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	return f.explain(err)
}

// noColumn says that a mapping asks for a column that is not there.
func (f *File) noColumn(name string, columns []string) error {
	list := columns[:min(len(columns), 12)]
	more := ""
	if len(columns) > len(list) {
		more = " and more"
	}
	return refused("%s has no column %q; its columns are %s%s.", f.Name, name, strings.Join(list, ", "), more)
}

func (f *File) eachLine(ctx context.Context, give func(document.Row) error, tell Progress) error {
	t, err := plain.OpenTable(ctx, f.in, f.Delimiter)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		r, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := give(r); err != nil {
			return err
		}
		if n&255 == 0 {
			tell(t.Read())
		}
	}
}

// Columns lists the columns of a part; of a tree those met in its first
// records.
func (f *File) Columns(ctx context.Context, p Part) (columns []string, err error) {
	if !f.Tree() {
		p.Columns = nil
		err = f.Read(ctx, []Part{p}, func(_ int, all []string) error {
			columns = all
			return errEnough
		}, func(int, document.Row) error { return errEnough }, nil)
		return columns, err
	}
	found, _, err := f.outline(ctx, p)
	return found, err
}

// Repeats lists what repeats within the records of a tree: the paths that can
// be rows of their own.
func (f *File) Repeats(ctx context.Context, p Part) ([]string, error) {
	_, subs, err := f.outline(ctx, p)
	return subs, err
}

func (f *File) outline(ctx context.Context, p Part) (columns, repeats []string, err error) {
	path := p.Records
	if path == "" && f.Format != Lines {
		path = f.found[0].Name
	}
	seen := paths{sep: f.sep(), seen: map[string]bool{}, sub: map[string]int{}}
	count := 0
	err = f.each(ctx, path, func(n *node, at int64) error {
		seen.add(n, "", 0)
		if count++; count >= sampleRecords || at > sampleBytes {
			return errEnough
		}
		return nil
	})
	for _, s := range seen.subs {
		if seen.sub[s] > 1 {
			repeats = append(repeats, s)
		}
	}
	return seen.all, repeats, err
}

// Sample gives the first rows of a part with its columns; most 0 is twenty.
func (f *File) Sample(ctx context.Context, p Part, most int) (columns []string, rows []document.Row, err error) {
	if most <= 0 {
		most = 20
	}
	err = f.Read(ctx, []Part{p}, func(_ int, all []string) error {
		columns = all
		return nil
	}, func(_ int, r document.Row) error {
		rows = append(rows, copied(r))
		if len(rows) >= most {
			return errEnough
		}
		return nil
	}, nil)
	return columns, rows, err
}
