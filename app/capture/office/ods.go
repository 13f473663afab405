package office

import (
	"context"
	"fmt"
	"strings"

	"redthread/app/capture/document"
)

// ReadODS reads a workbook of OpenDocument, zipped or flat. A sheet is a
// section, a row with something in it a passage, its cells as they are shown,
// parted by tabs. Rows and cells that the file says are repeated are given as
// often as it says, within bounds.
func ReadODS(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "ods"}
	t := newOpenText(&doc, in)
	t.sheets = true
	return readOpen(ctx, in, t, &openSheets{openText: t, rowsLeft: mostRepeatedRows, cellsLeft: mostRepeatedCells})
}

const (
	mostRepeatedRows  = 20_000  // in a file
	mostRepeatedCells = 200_000 // in a file
	mostColumns       = 16_384  // of a sheet
)

// openSheets is the handler of the content of a workbook. Cells are its own;
// what stands in them it leaves to openText.
type openSheets struct {
	*openText
	row    row
	column int
	deep   int // tables within cells
	inCell int

	rowRepeat, cellRepeat int
	value                 string
	rowsLeft, cellsLeft   int
	concealed             int
	title                 string
}

func (s *openSheets) start(name string, at attrs) bool {
	if s.inCell == 0 || strings.HasPrefix(name, "table:") {
		switch name {
		case "table:table":
			if s.inCell > 0 {
				s.deep++
				return true
			}
			s.sheet(at)
			return true
		case "table:table-row":
			if s.deep == 0 {
				s.column = 0
				s.rowRepeat = max(number(at.get("table:number-rows-repeated"), 1), 1)
				if v := at.get("table:visibility"); v == "collapse" {
					s.concealed++
				}
			}
			return true
		case "table:table-cell", "table:covered-table-cell":
			s.inCell++
			if s.inCell == 1 {
				s.cellRepeat = max(number(at.get("table:number-columns-repeated"), 1), 1)
				s.value = cellValue(at)
				s.startAside("")
			}
			return true
		case "table:shapes":
			s.startAside(asideCharts)
			return true
		case "table:tracked-changes", "table:content-validations", "table:named-expressions", "table:database-ranges", "table:data-pilot-tables", "table:title", "table:desc":
			return false
		}
	}
	if name == "draw:frame" && s.inCell > 0 {
		s.startAside(asideCharts)
	}
	return s.openText.start(name, at)
}

// cellValue gives what a cell holds, for those that have no text to show.
func cellValue(at attrs) string {
	for _, name := range []string{
		"office:string-value", "office:date-value", "office:time-value", "office:value", "office:boolean-value",
		"table:string-value", "table:date-value", "table:value",
	} {
		if v := at.get(name); v != "" {
			return v
		}
	}
	return ""
}

func (s *openSheets) sheet(at attrs) {
	s.stackDown()
	s.title = sheetTitle(at.get("table:name"), "Sheet")
	s.concealed = 0
	s.section(s.title, false)
	if s.unseen[at.get("table:style-name")] {
		s.note(fmt.Sprintf("The sheet %q is hidden in the file.", s.title))
	}
}

func (s *openSheets) end(name string) {
	switch name {
	case "table:table":
		if s.deep > 0 {
			s.deep--
			return
		}
		s.stackDown()
		if s.concealed > 0 {
			s.note(fmt.Sprintf("On the sheet %q %s hidden; what they hold is given.", s.title, many(s.concealed, "run of rows is", "runs of rows are")))
		}
	case "table:table-row":
		if s.deep == 0 {
			s.endRow()
		}
	case "table:table-cell", "table:covered-table-cell":
		if s.inCell == 1 {
			s.endCell()
		}
		s.inCell--
	case "table:shapes":
		s.finish(frameAside)
	default:
		s.openText.end(name)
		if name == "draw:frame" && s.inCell > 0 {
			s.finish(frameAside)
		}
	}
}

func (s *openSheets) endCell() {
	text := s.taken()
	if text == "" {
		text = s.value
	}
	if text != "" {
		for i := range s.cellRepeat {
			if i > 0 {
				if s.cellsLeft--; s.cellsLeft < 0 || s.column+i >= mostColumns {
					s.note("A cell is repeated very often; not every repetition is given.")
					break
				}
			}
			s.row.cell(s.column+i, text)
			if s.size+len(s.row.text) > s.limits.Text {
				s.brim()
				break
			}
		}
	}
	s.column = min(s.column+s.cellRepeat, mostColumns)
}

func (s *openSheets) endRow() {
	text := s.row.take()
	if text == "" {
		return
	}
	for i := range s.rowRepeat {
		if i > 0 {
			if s.rowsLeft--; s.rowsLeft < 0 {
				s.note("A row is repeated very often; not every repetition is given.")
				break
			}
		}
		if s.passRow(text); s.full {
			break
		}
	}
}
