package exchange

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/tables/records"
	"redthread/store"
)

// lineLimit is the longest line of a file: as much as FollowTheMoney itself
// takes for one entity.
const lineLimit = 64 << 20

// Import reads a file that an export or another program wrote into one action.
// Cancelled half-way it leaves nothing. progress may be nil.
func Import(ctx context.Context, c *store.Case, path string, format Format, progress func(share float64, what string)) (*Report, error) {
	if progress == nil {
		progress = func(float64, string) {}
	}
	r := &Report{File: base(path), Format: format}
	if _, err := os.Stat(path); err != nil {
		return nil, store.Sentence(store.ErrNotFound, "There is no file %s; check the name and the folder.", r.File)
	}
	read := map[Format]func(context.Context, string, *intake, func(float64, string)) error{
		FTM: readEntities, Statements: readStatements, CSV: readFolder, XLSX: readWorkbook,
	}[format]
	if read == nil {
		return nil, store.Sentence(store.ErrInvalid, "%q is no format; use ftm, ftm-statements, csv or xlsx.", format)
	}
	_, err := c.Update(ctx, "Import "+r.File, func(tx *store.Tx) error {
		in := newIntake(ctx, c, tx, r)
		if err := read(ctx, path, in, progress); err != nil {
			return err
		}
		if r.Bad > 0 && in.asserted == 0 && len(in.schemas) == 0 {
			f := r.Faults[0]
			return store.Sentence(store.ErrInvalid, "Nothing in %s could be read as %s: at %s, %s", r.File, format.Label(), f.Place, lowerFirst(f.Why))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// lines gives the lines of a file with their numbers.
func lines(ctx context.Context, path string, progress func(float64, string), visit func(number int, text []byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return store.Sentence(store.ErrNotFound, "%s cannot be read; check that you may open it.", base(path))
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return store.Sentence(store.ErrInvalid, "%s is a folder; choose a file.", base(path))
	}
	buf := bufio.NewReaderSize(f, 1<<16)
	var long []byte
	done := int64(0)
	for number := 1; ; number++ {
		text, err := buf.ReadSlice('\n')
		for long = long[:0]; errors.Is(err, bufio.ErrBufferFull); text, err = buf.ReadSlice('\n') {
			if long = append(long, text...); len(long) > lineLimit {
				return store.Sentence(store.ErrInvalid, "Line %d of %s is longer than %d MB, so the file is none of entities; nothing was imported.", number, base(path), lineLimit>>20)
			}
		}
		if len(long) > 0 {
			long = append(long, text...)
			text = long
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("reading %s: %w", base(path), err)
		}
		done += int64(len(text))
		if number&255 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(float64(done)/float64(max(info.Size(), 1)), fmt.Sprintf("line %d", number))
		}
		if number == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
		}
		if t := bytes.TrimSpace(text); len(t) > 0 {
			if e := visit(number, t); e != nil {
				return e
			}
		}
		if err != nil {
			return nil
		}
	}
}

func readEntities(ctx context.Context, path string, in *intake, progress func(float64, string)) error {
	if err := lines(ctx, path, progress, in.line); err != nil {
		return err
	}
	return in.finish()
}

func readStatements(ctx context.Context, path string, in *intake, progress func(float64, string)) error {
	rows := &rowsIn{intake: in, kinds: map[string]string{}, sums: map[sumKey]*sumRows{}, lone: map[string]store.ID{}}
	if err := eachStatement(ctx, path, func(share float64, what string) { progress(share/3, what) }, func(_ string, r statementRow) error {
		rows.kind(r)
		return nil
	}, func(string, string) {}); err != nil {
		return err
	}
	if err := eachStatement(ctx, path, func(share float64, what string) { progress(1.0/3+share*2/3, what) }, rows.row, in.bad); err != nil {
		return err
	}
	return rows.finish()
}

// eachStatement reads statements as JSON lines or as CSV, told apart by the
// first sign of the file.
func eachStatement(ctx context.Context, path string, progress func(float64, string), visit func(place string, r statementRow) error, bad func(place, why string)) error {
	f, err := os.Open(path)
	if err != nil {
		return store.Sentence(store.ErrNotFound, "%s cannot be read; check that you may open it.", base(path))
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 512)
	n, _ := io.ReadFull(f, head)
	if first := bytes.TrimSpace(bytes.TrimPrefix(head[:n], []byte("\ufeff"))); len(first) > 0 && first[0] == '{' {
		return lines(ctx, path, progress, func(number int, text []byte) error {
			place := fmt.Sprintf("line %d", number)
			var r statementRow
			if err := json.Unmarshal(text, &r); err != nil {
				bad(place, "It is no statement: "+short(err.Error())+".")
				return nil
			}
			return visit(place, r)
		})
	}
	var at map[string]int
	return tableRows(ctx, path, progress, func(number int, cells []string) error {
		place := fmt.Sprintf("line %d", number)
		if at == nil {
			at, err = columnsAt(cells, []string{"entity_id", "prop", "schema", "value", "dataset"})
			return err
		}
		var r statementRow
		if err := r.cells(at, cells); err != nil {
			bad(place, err.Error()+".")
			return nil
		}
		return visit(place, r)
	})
}

// tableRows reads a CSV file.
func tableRows(ctx context.Context, path string, progress func(float64, string), visit func(number int, cells []string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return store.Sentence(store.ErrNotFound, "There is no file %s; check the name and the folder.", base(path))
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	in := csv.NewReader(bufio.NewReaderSize(&bounded{r: f}, 1<<16))
	in.FieldsPerRecord, in.ReuseRecord, in.LazyQuotes = -1, true, true
	for n := 1; ; n++ {
		cells, err := in.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errLong):
			return store.Sentence(store.ErrInvalid, "%s has no line break for more than %d MB, so it is no table; nothing was imported.", base(path), lineLimit>>20)
		case err != nil:
			return fmt.Errorf("reading %s: %w", base(path), err)
		}
		number, _ := in.FieldPos(0)
		if n&255 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(float64(in.InputOffset())/float64(max(info.Size(), 1)), fmt.Sprintf("line %d", number))
		}
		if err := visit(number, cells); err != nil {
			return err
		}
	}
}

var errLong = errors.New("a line is too long")

// bounded refuses a stream without line breaks.
type bounded struct {
	r     io.Reader
	since int
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if i := bytes.LastIndexByte(p[:n], '\n'); i >= 0 {
		b.since = n - i
	} else if b.since += n; b.since > lineLimit {
		return n, errLong
	}
	return n, err
}

func readFolder(ctx context.Context, path string, in *intake, progress func(float64, string)) error {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		path = filepath.Dir(path) // one of its tables was chosen
	}
	s := &sheetIn{intake: in, sources: map[string]store.ID{}}
	for _, sheet := range []string{sourceSheet, statementSheet} {
		var at map[string]int
		name := filepath.Join(path, sheet+".csv")
		if err := tableRows(ctx, name, progress, func(number int, cells []string) (err error) {
			for i, c := range cells {
				cells[i] = cellText(c)
			}
			if at == nil {
				at, err = columnsAt(cells, sheetHead(sheet))
				return err
			}
			return s.give(sheet, fmt.Sprintf("%s, line %d", sheet, number), at, cells)
		}); err != nil {
			return err
		}
	}
	return s.end()
}

func sheetHead(sheet string) []string {
	if sheet == sourceSheet {
		return []string{"source", "title"}
	}
	return []string{"entity", "schema", "property", "value", "target", "source"}
}

func (in *sheetIn) give(sheet, place string, at map[string]int, cells []string) error {
	if sheet == sourceSheet {
		return in.sourceRow(place, at, cells)
	}
	return in.statementRow(place, at, cells)
}

func (in *sheetIn) end() error {
	if err := in.flush(); err != nil {
		return err
	}
	return in.finish()
}

func readWorkbook(ctx context.Context, path string, in *intake, progress func(float64, string)) error {
	f, err := records.Open(ctx, path, records.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	s := &sheetIn{intake: in, sources: map[string]store.ID{}}
	found := 0
	for _, sheet := range []string{sourceSheet, statementSheet} {
		for _, have := range f.Sheets() {
			if have.Name != sheet && !strings.HasPrefix(have.Name, sheet+" ") {
				continue
			}
			found++
			var at map[string]int
			rows := 0
			if err := f.Read(ctx, []records.Part{{Sheet: have.Name, Header: records.NoHeading}}, nil, func(_ int, row document.Row) (err error) {
				cells := make([]string, len(row.Cells))
				for i, c := range row.Cells {
					cells[i] = decoded(c.Text)
				}
				if at == nil {
					at, err = columnsAt(cells, sheetHead(sheet))
					return err
				}
				if rows++; rows&255 == 0 {
					progress(-1, fmt.Sprintf("%s, row %d", have.Name, row.Number))
				}
				return s.give(sheet, fmt.Sprintf("%s, row %d", have.Name, row.Number), at, cells)
			}, func(int64) {}); err != nil {
				return err
			}
		}
	}
	if found < 2 {
		return store.Sentence(store.ErrInvalid, "%s has no sheets %s and %s, so it is none that Redthread exported; a table of your own is imported with a mapping.", base(path), statementSheet, sourceSheet)
	}
	return s.end()
}
