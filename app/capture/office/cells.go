package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"redthread/app/capture/document"
)

// Workbook gives the cells of a workbook row by row, however large it is: no
// more than one row, the merged cells that go on below it and the shared texts
// are held, the latter on the disk when there are many.
type Workbook struct {
	sheets []document.Sheet
	rows   func(ctx context.Context, sheet int, f func(document.Row) error) error
	close  func() error
	notes  []string
}

// Sheets lists the sheets in their order, hidden ones marked.
func (b *Workbook) Sheets() []document.Sheet { return b.sheets }

// Rows gives the rows of a sheet that hold something. An error of f ends it
// and is given back. The cells of a row are valid until the next one.
func (b *Workbook) Rows(ctx context.Context, sheet int, f func(document.Row) error) error {
	if sheet < 0 || sheet >= len(b.sheets) {
		return fmt.Errorf("reading a sheet: there are %d", len(b.sheets))
	}
	return b.rows(ctx, sheet, f)
}

// Notes say what is odd, one sentence each.
func (b *Workbook) Notes() []string { return b.notes }

// Close lets go of what lies on the disk.
func (b *Workbook) Close() error {
	if b.close == nil {
		return nil
	}
	return b.close()
}

// Bounds of a workbook that is read row by row.
const (
	mostMerged  = 200_000 // merged areas
	mostRowText = 8 << 20 // bytes of one row
	// mostEmptyRun is how far a repeated empty row or column is counted.
	mostEmptyRun = 1 << 21
)

var errRow = errors.New("one row is too long")

// OpenXLSX opens a workbook of Excel for its cells.
func OpenXLSX(ctx context.Context, in document.Input) (*Workbook, error) {
	k, err := opened(ctx, in, "xlsx")
	if err != nil {
		return nil, err
	}
	main := k.target("", "officeDocument", "xl/workbook.xml")
	if !k.has(main) {
		return nil, fmt.Errorf("reading the xlsx file: it has no workbook: %w", document.ErrDamaged)
	}
	if strings.HasSuffix(partKey(main), ".bin") {
		return nil, fmt.Errorf("reading the xlsx file: it is a binary workbook: %w", document.ErrUnknown)
	}
	b := &cellBook{ooxml: k, main: main}
	if err := b.open(ctx); err != nil {
		_ = b.strings.close()
		return nil, fmt.Errorf("reading the xlsx file: %w", because(err))
	}
	w := &Workbook{rows: b.rowsOf, close: b.strings.close, notes: k.notes}
	for i, s := range b.sheets {
		w.sheets = append(w.sheets, document.Sheet{Name: sheetTitle(s.name, fmt.Sprintf("Sheet %d", i+1)), Hidden: s.state == "hidden" || s.state == "veryHidden"})
	}
	if k.mended {
		w.notes = append(w.notes, "The file is incomplete; what is there was read.")
	}
	return w, nil
}

// because turns the bounds of this package into those that callers know.
func because(err error) error {
	if errors.Is(err, errBomb) || errors.Is(err, errDeep) || errors.Is(err, errToken) || errors.Is(err, errRow) {
		return fmt.Errorf("%w: %w", err, document.ErrTooLarge)
	}
	return err
}

// cellBook is a workbook of Excel whose cells are read.
type cellBook struct {
	*ooxml
	main    string
	sheets  []sheetRef
	from04  bool
	strings stringPool
	formats []*format
}

func (b *cellBook) open(ctx context.Context) error {
	err := walk(ctx, b.part(b.main), mostToken, &visit{on: func(name string, at attrs) bool {
		switch name {
		case "x:workbookPr":
			v := at.get("date1904")
			b.from04 = v == "1" || v == "true"
		case "x:sheet":
			if len(b.sheets) < 10_000 {
				b.sheets = append(b.sheets, sheetRef{at.get("name"), at.get("r:id"), at.get("state")})
			}
		}
		return true
	}})
	if err != nil {
		return err
	}
	p := &poolSheet{pool: &b.strings}
	if err := walk(ctx, b.part(b.target(b.main, "sharedStrings", "xl/sharedStrings.xml")), mostToken, p); err != nil {
		return err
	}
	if err := b.strings.ready(); err != nil {
		return err
	}
	st := &sheetStyles{codes: map[int]string{}}
	if err := walk(ctx, b.part(b.target(b.main, "styles", "xl/styles.xml")), mostToken, st); err != nil {
		return err
	}
	b.formats = st.settle()
	return nil
}

func (b *cellBook) partOf(sheet int) string {
	for _, r := range b.relations(b.main) {
		if r.id == b.sheets[sheet].id {
			return r.target
		}
	}
	return fmt.Sprintf("xl/worksheets/sheet%d.xml", sheet+1)
}

func (b *cellBook) rowsOf(ctx context.Context, sheet int, f func(document.Row) error) error {
	part := b.partOf(sheet)
	b.ctx = ctx
	merged, err := mergedAreas(b.part(part))
	if err != nil {
		return fmt.Errorf("reading a sheet: %w", because(err))
	}
	h := &cellSheet{book: b, out: cellRow{merged: merged, give: f}}
	err = walk(ctx, b.part(part), mostToken, h)
	if h.out.err != nil {
		return h.out.err
	}
	if err != nil {
		return fmt.Errorf("reading a sheet: %w", because(err))
	}
	return nil
}

// cellSheet is the handler of a sheet whose cells are wanted.
type cellSheet struct {
	book    *cellBook
	out     cellRow
	column  int
	kind    string
	style   int
	value   []byte
	formula bool
	taking  bool
}

func (s *cellSheet) start(name string, at attrs) bool {
	switch name {
	case "x:row":
		v := at.get("hidden")
		s.out.begin(number(at.get("r"), s.out.row.Number+1), v == "1" || v == "true")
		s.column = -1
	case "x:c":
		s.column++
		if c := columnOf(at.get("r")); c >= 0 {
			s.column = c
		}
		s.kind, s.style = at.get("t"), number(at.get("s"), 0)
		s.value, s.formula = s.value[:0], false
	case "x:v", "x:t":
		s.taking = true
	case "x:f":
		s.formula = true
		return false
	case "x:rPh", "x:rPr", "x:conditionalFormatting", "x:dataValidations", "x:extLst", "x:headerFooter", "x:mergeCells", "x:cols", "x:hyperlinks":
		return false
	}
	return true
}

func (s *cellSheet) end(name string) {
	switch name {
	case "x:v", "x:t":
		s.taking = false
	case "x:c":
		s.out.cell(s.column, 1, s.cell())
	case "x:row":
		s.out.finish(1)
	}
}

func (s *cellSheet) text(b []byte) {
	if s.taking {
		s.value = append(s.value, b...)
	}
}
func (s *cellSheet) stop() error { return s.out.err }

// cell gives what the cell holds and what it shows. A formula without a stored
// result is a fault: nothing is computed here.
func (s *cellSheet) cell() document.Cell {
	v := string(s.value)
	if v == "" {
		if s.formula && s.kind != "str" {
			return document.Cell{Text: "a formula without a stored result", Kind: document.CellFault}
		}
		return document.Cell{}
	}
	var f *format
	if s.style < len(s.book.formats) {
		f = s.book.formats[s.style]
	}
	switch s.kind {
	case "s":
		return document.Cell{Text: s.book.strings.get(number(v, -1))}
	case "str", "inlineStr":
		return document.Cell{Text: v}
	case "b":
		if strings.TrimSpace(v) == "1" || v == "true" {
			return document.Cell{Text: "TRUE", Kind: document.CellTruth}
		}
		return document.Cell{Text: "FALSE", Kind: document.CellTruth}
	case "e":
		return document.Cell{Text: v, Kind: document.CellFault}
	case "d":
		return document.Cell{Text: strings.Replace(v, "T", " ", 1), Kind: document.CellDate}
	}
	return numberCell(strings.TrimSpace(v), f, s.book.from04)
}

// numberCell reads a number under its format: a date where the format shows
// one.
func numberCell(v string, f *format, from04 bool) document.Cell {
	n, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return document.Cell{Text: v}
	}
	c := document.Cell{Text: general(n), Kind: document.CellNumber}
	if f != nil && len(f.sections) > 0 {
		if s, _ := f.choose(n); s != nil && s.dated && !s.elapsed && s.onCalendar() {
			if day, ok := calendar(n, from04); ok {
				c.Text, c.Kind = day, document.CellDate
			}
		}
		if shown := f.show(v, from04); shown != c.Text {
			c.Shown = shown
		}
	}
	return c
}

// onCalendar says whether a section shows a day, a month or a year, not the
// time alone.
func (s *section) onCalendar() bool { return s.has('y') || s.has('M') || s.has('d') }

// calendar gives the day of a serial number as 2018-08-02, with the time where
// there is one; ok is false outside the calendar.
func calendar(n float64, from04 bool) (string, bool) {
	if n < 0 || n >= 2958466 || n < 1 && !from04 {
		return "", false
	}
	days := math.Floor(n)
	clock := time.Duration((n - days) * float64(24*time.Hour)).Round(time.Second)
	day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from04:
		day = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60:
		day = day.AddDate(0, 0, 1)
	}
	t := day.AddDate(0, 0, int(days)).Add(clock)
	if clock == 0 {
		return t.Format("2006-01-02"), true
	}
	return t.Format("2006-01-02 15:04:05"), true
}

// area is a rectangle of merged cells, counted from 0.
type area struct{ top, left, bottom, right int }

// mergedAreas looks for the merged areas of a sheet, which stand behind its
// cells, by their bytes alone: the XML is read only once.
func mergedAreas(r io.Reader) (map[int][]area, error) {
	if r == nil {
		return nil, nil
	}
	all := map[int][]area{}
	n := 0
	const most = 200 // bytes of one mark with its area
	buf := make([]byte, 0, 64<<10)
	mark := []byte("mergeCell ")
	for {
		got, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+got]
		at := 0
		for {
			i := bytes.Index(buf[at:], mark)
			if i < 0 {
				at = max(at, len(buf)-len(mark)+1)
				break
			}
			at += i
			if at+most > len(buf) && err == nil {
				break // it may not be whole yet
			}
			_, after, _ := bytes.Cut(buf[at:min(len(buf), at+most)], []byte(`ref="`))
			ref, _, _ := bytes.Cut(after, []byte(`"`))
			if a, ok := areaOf(string(ref)); ok && n < mostMerged {
				all[a.top] = append(all[a.top], a)
				n++
			}
			at += len(mark)
		}
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		buf = buf[:copy(buf, buf[min(at, len(buf)):])]
	}
}

// areaOf reads "B2:D4".
func areaOf(ref string) (a area, ok bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return a, false
	}
	a = area{rowOf(from), columnOf(from), rowOf(to), columnOf(to)}
	return a, a.top >= 0 && a.left >= 0 && a.bottom >= a.top && a.right >= a.left && a.right < mostColumns
}

func rowOf(ref string) int {
	return number(strings.TrimLeft(strings.ReplaceAll(ref, "$", ""), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"), 0) - 1
}

// cellRow gathers the cells of a row and fills what is merged with the value
// of its first cell.
type cellRow struct {
	row    document.Row
	size   int
	any    bool
	merged map[int][]area
	live   []span // areas that go on below the row in which they begin
	give   func(document.Row) error
	err    error
}

// span is a merged area with what stands in it.
type span struct {
	area
	value document.Cell
}

func (r *cellRow) begin(number int, hidden bool) {
	r.row.Number, r.row.Hidden = number, hidden
	r.row.Cells, r.size, r.any = r.row.Cells[:0], 0, false
}

// cell puts a value into columns counted from 0.
func (r *cellRow) cell(column, times int, c document.Cell) {
	c.Text, c.Shown = tidy(c.Text), tidy(c.Shown)
	if c.Text == "" && c.Shown == "" || column >= mostColumns {
		return
	}
	for i := range times {
		if column+i >= mostColumns {
			break
		}
		if r.size += len(c.Text) + 16; r.size > mostRowText {
			r.err = errRow
			return
		}
		for len(r.row.Cells) <= column+i {
			r.row.Cells = append(r.row.Cells, document.Cell{})
		}
		r.row.Cells[column+i] = c
		r.any = true
	}
}

// finish gives the row as often as it is repeated.
func (r *cellRow) finish(times int) {
	at := r.row.Number - 1
	for _, a := range r.merged[at] {
		if a.left < len(r.row.Cells) && r.row.Cells[a.left].Visible() != "" && len(r.live) < 10_000 {
			r.live = append(r.live, span{a, r.row.Cells[a.left]})
		}
	}
	live := r.live[:0]
	for _, s := range r.live {
		if s.bottom < at {
			continue
		}
		live = append(live, s)
		for c := s.left; c <= s.right && r.err == nil; c++ {
			if c >= len(r.row.Cells) || r.row.Cells[c].Visible() == "" {
				any := r.any
				r.cell(c, 1, s.value)
				r.any = any // what is merged alone makes no row
			}
		}
	}
	r.live = live
	for range times {
		if r.err != nil {
			return
		}
		if r.any {
			r.err = r.give(r.row)
		}
		r.row.Number++
	}
	r.row.Number--
}
