package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"redthread/app/capture/document"
)

// errSheet ends a walk when the sheet that was wanted has been given.
var errSheet = errors.New("the sheet is done")

// OpenODS opens a workbook of OpenDocument for its cells, zipped or flat.
func OpenODS(ctx context.Context, in document.Input) (*Workbook, error) {
	content := func(ctx context.Context) io.Reader { return io.NewSectionReader(in, 0, in.Size) }
	head := make([]byte, 512)
	n, _ := in.ReadAt(head, 0)
	most := flatToken
	if !bytes.HasPrefix(bytes.TrimLeft(head[:n], "\xEF\xBB\xBF \r\n\t"), []byte("<")) {
		k, err := opened(ctx, in, "ods")
		if err != nil {
			return nil, err
		}
		if !k.has("content.xml") {
			return nil, fmt.Errorf("reading the ods file: it has no content: %w", document.ErrUnknown)
		}
		if k.encrypted() {
			return nil, fmt.Errorf("reading the ods file: %w", document.ErrLocked)
		}
		most = mostToken
		content = func(ctx context.Context) io.Reader { k.ctx = ctx; return k.part("content.xml") }
	}
	list := &cellTables{want: -1, unseen: map[string]bool{}}
	if err := walk(ctx, content(ctx), most, list); err != nil && !errors.Is(err, errSheet) {
		return nil, fmt.Errorf("reading the ods file: %w", because(err))
	}
	return &Workbook{sheets: list.sheets, rows: func(ctx context.Context, sheet int, f func(document.Row) error) error {
		h := &cellTables{want: sheet, unseen: map[string]bool{}, out: cellRow{give: f}}
		err := walk(ctx, content(ctx), most, h)
		if h.out.err != nil {
			return h.out.err
		}
		if err != nil && !errors.Is(err, errSheet) {
			return fmt.Errorf("reading a sheet: %w", because(err))
		}
		return nil
	}}, nil
}

// cellTables is the handler of content.xml whose cells are wanted; with want -1
// it lists the sheets.
type cellTables struct {
	want   int
	sheets []document.Sheet
	unseen map[string]bool
	style  string

	out     cellRow
	in      bool // within the sheet that is wanted
	done    bool
	deep    int // tables within cells
	inCell  int
	column  int
	times   int // columns that the cell stands for
	rows    int // rows that the row stands for
	across  int // columns and rows that the cell is merged over
	down    int
	typed   document.Cell
	shown   []byte
	lines   int
	covered bool
	given   int // rows given again, over all
}

// mostGiven is how many rows of a sheet may be repetitions of others.
const mostGiven = 4 << 20

func (s *cellTables) start(name string, at attrs) bool {
	switch name {
	case "style:style":
		s.style = at.get("style:name")
	case "style:table-properties":
		if at.get("table:display") == "false" && len(s.unseen) < 10_000 {
			s.unseen[s.style] = true
		}
	case "table:table":
		if s.inCell > 0 {
			s.deep++
			return s.in
		}
		title := sheetTitle(at.get("table:name"), fmt.Sprintf("Sheet %d", len(s.sheets)+1))
		s.sheets = append(s.sheets, document.Sheet{Name: title, Hidden: s.unseen[at.get("table:style-name")]})
		s.in = len(s.sheets)-1 == s.want
		return s.in
	case "table:table-row":
		if s.in && s.deep == 0 {
			v := at.get("table:visibility")
			s.out.begin(s.out.row.Number+1, v == "collapse" || v == "filter")
			s.column, s.rows = 0, min(max(number(at.get("table:number-rows-repeated"), 1), 1), mostEmptyRun)
		}
	case "table:table-cell", "table:covered-table-cell":
		if s.inCell++; s.inCell == 1 {
			s.begin(at, name == "table:covered-table-cell")
		}
	case "text:p":
		if s.lines++; s.lines > 1 && s.inCell == 1 {
			s.shown = append(s.shown, '\n')
		}
	case "text:s":
		for range min(number(at.get("text:c"), 1), 100) {
			s.shown = append(s.shown, ' ')
		}
	case "text:tab", "text:line-break":
		s.shown = append(s.shown, ' ')
	case "office:annotation", "table:tracked-changes", "table:content-validations", "table:shapes", "draw:frame":
		return false
	}
	return true
}

func (s *cellTables) begin(at attrs, covered bool) {
	s.times = min(max(number(at.get("table:number-columns-repeated"), 1), 1), mostColumns)
	s.across, s.down = number(at.get("table:number-columns-spanned"), 1), number(at.get("table:number-rows-spanned"), 1)
	s.shown, s.lines, s.covered = s.shown[:0], 0, covered
	s.typed = document.Cell{}
	kind := at.get("office:value-type")
	if kind == "" {
		kind = at.get("table:value-type")
	}
	v := cellValue(at)
	switch kind {
	case "float", "currency", "percentage":
		s.typed = document.Cell{Text: v, Kind: document.CellNumber}
		if n := numberCell(v, nil, false); n.Kind == document.CellNumber {
			s.typed.Text = n.Text
		}
	case "date":
		day, clock, _ := strings.Cut(v, "T")
		if clock, _, _ = strings.Cut(clock, "."); clock != "" && clock != "00:00:00" {
			day += " " + clock
		}
		s.typed = document.Cell{Text: day, Kind: document.CellDate}
	case "boolean":
		s.typed = document.Cell{Text: strings.ToUpper(v), Kind: document.CellTruth}
	case "string":
		s.typed.Text = v
	}
}

func (s *cellTables) end(name string) {
	switch name {
	case "table:table":
		switch {
		case s.deep > 0:
			s.deep--
		case s.in:
			s.in, s.done = false, true
		}
	case "table:table-row":
		if s.in && s.deep == 0 {
			s.endRow()
		}
	case "table:table-cell", "table:covered-table-cell":
		if s.inCell == 1 {
			s.endCell()
		}
		s.inCell--
	}
}

func (s *cellTables) endCell() {
	shown := tidy(string(s.shown))
	c := s.typed
	switch {
	case c.Text == "":
		c.Text = shown
		if strings.HasPrefix(shown, "#") || strings.HasPrefix(shown, "Err:") {
			c.Kind = document.CellFault
		}
	case c.Kind == document.CellText:
		c.Text = shown
		if shown == "" {
			c.Text = s.typed.Text
		}
	case shown != c.Text:
		c.Shown = shown
	}
	if s.in && !s.covered {
		s.out.cell(s.column, s.times, c)
		if (s.across > 1 || s.down > 1) && c.Visible() != "" && len(s.out.live) < 10_000 {
			top := s.out.row.Number - 1
			s.out.live = append(s.out.live, span{area{top, s.column, top + s.down - 1, min(s.column+s.across, mostColumns) - 1}, c})
		}
	}
	s.column = min(s.column+s.times, mostColumns)
}

// endRow gives the row. A filled row that is repeated is given as often as the
// file says, which is how a million like rows fit into few bytes: that is
// bounded as unpacking is.
func (s *cellTables) endRow() {
	if !s.out.any {
		s.out.row.Number += s.rows - 1
		return
	}
	if s.given += s.rows - 1; s.given > mostGiven {
		s.out.err = because(errBomb)
		return
	}
	s.out.finish(s.rows)
}

func (s *cellTables) text(b []byte) {
	if s.inCell == 1 && s.in && len(s.shown) < mostRowText {
		s.shown = append(s.shown, b...)
	}
}

func (s *cellTables) stop() error {
	if s.done {
		return errSheet
	}
	return s.out.err
}
