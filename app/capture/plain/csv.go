package plain

import (
	"context"
	"strconv"
	"strings"
	"unicode"

	"redthread/app/capture/document"
)

const (
	sniffed   = 50        // lines that the delimiter is told from
	quoteSpan = 200       // lines that one quoted cell may run over
	quoteSize = 256 << 10 // bytes of such a cell
	mostCells = 4096      // cells of a row
)

// ReadCSV reads a table of cells with delimiters: comma, semicolon, tab or
// bar, whichever parts the first lines most evenly. Every row is a passage
// with tabs between cells. A quote that is never closed is taken as it stands.
// Meta tells the delimiter, the number of rows and, when the first row is a
// header, the columns.
func ReadCSV(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "csv", Kind: "table"}
	s, err := openStream(ctx, in)
	if err != nil {
		return doc, err
	}
	w := NewWriter(&doc, in.Limits)
	t := rows{stream: s}
	delimiter, told := t.sniff()
	n, columns := 0, 0
	var first, second []string
	for !w.Full() {
		var cells []string
		if cells, err = t.next(delimiter); err != nil {
			break
		}
		if len(cells) == 1 && strings.TrimSpace(cells[0]) == "" {
			continue
		}
		switch n++; n {
		case 1:
			first = cells
		case 2:
			second = cells
		}
		columns = max(columns, len(cells))
		w.AddRow(0, cells)
	}
	names := map[byte]string{',': "comma", ';': "semicolon", '\t': "tab", '|': "bar"}
	if told == "" {
		w.Field("Delimiter", names[delimiter])
	} else {
		w.Field("Delimiter", names[delimiter]+", as the first line says")
	}
	if isHeader(first, second) {
		for i := range first {
			first[i] = Tidy(first[i])
		}
		w.Field("Column names", strings.Join(first, ", "))
	}
	w.Field("Columns", strconv.Itoa(columns))
	w.Field("Rows", strconv.Itoa(n))
	return doc, s.done(w, &doc, err)
}

// rows cuts lines into cells; it holds lines that were looked at ahead.
type rows struct {
	*stream
	ahead []string
}

func (t *rows) line() (string, error) {
	if len(t.ahead) > 0 {
		l := t.ahead[0]
		t.ahead = t.ahead[1:]
		return l, nil
	}
	return t.stream.line()
}

// sniff tells the delimiter from the first lines, which it keeps. The line
// "sep=;" with which some programs begin is taken at its word.
func (t *rows) sniff() (delimiter byte, told string) {
	for len(t.ahead) < sniffed {
		l, err := t.stream.line()
		if err != nil {
			break
		}
		t.ahead = append(t.ahead, l)
	}
	if len(t.ahead) > 0 {
		l := strings.TrimSpace(t.ahead[0])
		if d, ok := strings.CutPrefix(strings.ToLower(l), "sep="); ok && len(d) <= 1 {
			if t.ahead = t.ahead[1:]; d == "" {
				return '\t', l
			}
			if strings.Contains(",;|", d) {
				return d[0], l
			}
		}
	}
	best := 0.0
	delimiter = ','
	for _, d := range []byte(",;\t|") {
		counts := map[int]int{}
		all, some := 0, 0
		for _, l := range t.ahead {
			if strings.TrimSpace(l) == "" {
				continue
			}
			n, _ := outside(l, d)
			counts[n]++
			all++
			if n > 0 {
				some++
			}
		}
		commonest, at := 0, 0
		for n, lines := range counts {
			if n > 0 && (lines > commonest || lines == commonest && n > at) {
				commonest, at = lines, n
			}
		}
		if all == 0 {
			continue
		}
		// Evenness first, then how many lines have it, then how many cells.
		score := float64(commonest)/float64(all) + 0.3*float64(some)/float64(all) + 0.01*float64(min(at, 20))
		if score > best {
			best, delimiter = score, d
		}
	}
	return delimiter, ""
}

// outside counts delimiters outside quotes, and says whether a quote is open.
func outside(l string, d byte) (n int, open bool) {
	for i := 0; i < len(l); i++ {
		switch {
		case l[i] == '"':
			open = !open
		case l[i] == d && !open:
			n++
		}
	}
	return n, open
}

// next gives the cells of the next row.
func (t *rows) next(d byte) ([]string, error) {
	l, err := t.line()
	if err != nil {
		return nil, err
	}
	cells, whole := cellsOf(l, d)
	if whole {
		return cells, nil
	}
	// A quote is open: the cell goes on in the lines that follow.
	taken, size := []string{}, len(l)
	text := l
	for len(taken) < quoteSpan && size < quoteSize {
		more, err := t.line()
		if err != nil {
			break
		}
		taken = append(taken, more)
		size += len(more)
		if !strings.Contains(more, `"`) {
			continue
		}
		text = l + "\n" + strings.Join(taken, "\n")
		if cells, whole = cellsOf(text, d); whole {
			return cells, nil
		}
	}
	// It is never closed: the quote is a character like any other.
	t.ahead = append(taken, t.ahead...)
	return limitCells(strings.Split(l, string(d))), nil
}

// cellsOf cuts a record into cells; whole is false when a quote is left open.
func cellsOf(l string, d byte) (cells []string, whole bool) {
	if !strings.Contains(l, `"`) {
		return limitCells(strings.Split(l, string(d))), true
	}
	for len(cells) < mostCells {
		rest := strings.TrimLeft(l, " ")
		if !strings.HasPrefix(rest, `"`) {
			cell, after, more := strings.Cut(l, string(d))
			cells = append(cells, cell)
			if !more {
				return cells, true
			}
			l = after
			continue
		}
		var b strings.Builder
		i := 1
		for {
			at := strings.IndexByte(rest[i:], '"')
			if at < 0 {
				return nil, false
			}
			b.WriteString(rest[i : i+at])
			i += at + 1
			if i < len(rest) && rest[i] == '"' {
				b.WriteByte('"')
				i++
				continue
			}
			break
		}
		cell, after, more := strings.Cut(rest[i:], string(d))
		b.WriteString(cell) // text after the closing quote is kept
		cells = append(cells, b.String())
		if !more {
			return cells, true
		}
		l = after
	}
	return limitCells(append(cells, l)), true
}

// limitCells puts what is beyond the most cells of a row into the last.
func limitCells(cells []string) []string {
	if len(cells) > mostCells {
		cells = append(cells[:mostCells-1:mostCells-1], strings.Join(cells[mostCells-1:], " "))
	}
	return cells
}

// isHeader says whether the first row names the columns: all cells are words,
// none twice, and the second row has a figure where the first has none, or is
// of as many cells.
func isHeader(first, second []string) bool {
	if len(first) < 2 {
		return false
	}
	seen := map[string]bool{}
	for _, c := range first {
		c = Tidy(c)
		if c == "" || len(c) > 120 || seen[c] || figure(c) {
			return false
		}
		seen[c] = true
	}
	for i, c := range second {
		if i < len(first) && figure(c) {
			return true
		}
	}
	return len(second) == len(first)
}

// figure says whether a cell is a number, a date or a code rather than words.
func figure(c string) bool {
	digits, letters := 0, 0
	for _, r := range c {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && digits >= letters
}
