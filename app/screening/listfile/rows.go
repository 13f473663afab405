package listfile

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// Bounds of a row of a CSV file.
const (
	mostRow     = 1 << 20 // bytes
	mostRowSpan = 200     // lines that quoted fields of one row may run over
	mostCells   = 2000
	mostUnquote = 100 // rows with an open quotation mark, after which quotes keep to one line
)

// rows reads a CSV file row by row and goes on after a row it cannot read: the
// next row begins on the next line.
type rows struct {
	in     *bufio.Reader
	comma  byte
	line   int      // of the next physical line
	ahead  [][]byte // lines read and given back
	cells  []string
	opened int
	buf    []byte
}

// errRow is a row that cannot be read; reading goes on after it.
type errRow struct {
	line int
	text string
}

func (e errRow) Error() string { return e.text }

func newRows(in *bufio.Reader, comma byte) *rows { return &rows{in: in, comma: comma, line: 1} }

// physical gives the next line with its end. A line beyond the bound is read
// to its end and cut.
func (s *rows) physical() ([]byte, bool, error) {
	if n := len(s.ahead); n > 0 {
		l := s.ahead[0]
		s.ahead = s.ahead[1:]
		s.line++
		return l, false, nil
	}
	var line []byte
	cut := false
	for {
		part, err := s.in.ReadSlice('\n')
		if len(line)+len(part) <= mostRow {
			line = append(line, part...)
		} else {
			cut = true
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && (!errors.Is(err, io.EOF) || len(line) == 0) {
			return nil, false, err
		}
		s.line++
		return line, cut, nil
	}
}

// next gives the cells of the next row and the line it begins on; they are
// valid until the next call. It returns io.EOF at the end and errRow for a
// row that cannot be read. Empty lines and the old end-of-file mark of DOS,
// which OFAC's files still carry, are passed over.
func (s *rows) next() ([]string, int, error) {
	for {
		first := s.line
		line, cut, err := s.physical()
		if err != nil {
			return nil, first, err
		}
		if cut {
			return nil, first, errRow{first, "the line is longer than a megabyte"}
		}
		if b := bytes.TrimSpace(line); len(b) == 0 || len(b) == 1 && b[0] == 0x1A {
			continue
		}
		s.cells = s.cells[:0]
		open := s.split(line)
		if open && s.opened < mostUnquote {
			if err := s.span(line, first); err != nil {
				return nil, first, err
			}
		} else if open {
			return nil, first, errRow{first, "a quotation mark is never closed"}
		}
		if len(s.cells) > mostCells {
			return nil, first, errRow{first, "the row has more than 2,000 fields"}
		}
		return s.cells, first, nil
	}
}

// span reads on until the quotation mark closes; where it does not, the lines
// are given back.
func (s *rows) span(line []byte, first int) error {
	whole := bytes.Clone(line)
	var taken [][]byte
	for n := 0; n < mostRowSpan && len(whole) <= mostRow; n++ {
		more, cut, err := s.physical()
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err != nil || cut {
			break
		}
		more = bytes.Clone(more)
		taken = append(taken, more)
		whole = append(whole, more...)
		if quotes := bytes.Count(more, []byte{'"'}); quotes > 0 {
			s.cells = s.cells[:0]
			if !s.split(whole) {
				return nil
			}
		}
	}
	s.ahead = append(taken, s.ahead...)
	s.line -= len(taken)
	s.opened++
	return errRow{first, "a quotation mark is never closed"}
}

// split takes a row apart. It tells whether a quoted field is still open at the
// end. Quotation marks inside an unquoted field stand for themselves; text
// after a closing mark belongs to the field, as OFAC prints `"x" ,`.
func (s *rows) split(line []byte) (open bool) {
	line = bytes.TrimRight(line, "\r\n")
	i := 0
	for {
		start := i
		for start < len(line) && (line[start] == ' ' || line[start] == '\t') && line[start] != s.comma {
			start++
		}
		if start < len(line) && line[start] == '"' {
			s.buf = s.buf[:0]
			i = start + 1
			closed := false
			for i < len(line) {
				if line[i] == '"' {
					if i+1 < len(line) && line[i+1] == '"' {
						s.buf = append(s.buf, '"')
						i += 2
						continue
					}
					// A mark that is not followed by the end of the field stands for itself.
					j := i + 1
					for j < len(line) && line[j] == ' ' {
						j++
					}
					if j == len(line) || line[j] == s.comma {
						i, closed = j, true
						break
					}
				}
				s.buf = append(s.buf, line[i])
				i++
			}
			if !closed {
				return true
			}
			s.cells = append(s.cells, string(s.buf))
		} else {
			end := bytes.IndexByte(line[i:], s.comma)
			if end < 0 {
				end = len(line)
			} else {
				end += i
			}
			s.cells = append(s.cells, strings.TrimSpace(string(line[i:end])))
			i = end
		}
		if i >= len(line) {
			return false
		}
		i++ // the comma
		if len(s.cells) > mostCells {
			return false
		}
	}
}

// header finds the columns of a table by their names, without regard to case,
// blanks and signs.
type header map[string]int

func headerOf(cells []string) header {
	h := header{}
	for i, c := range cells {
		if k := columnKey(c); k != "" {
			if _, ok := h[k]; !ok {
				h[k] = i
			}
		}
	}
	return h
}

func columnKey(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f && r != 0xFEFF {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (h header) has(columns ...string) bool {
	for _, c := range columns {
		if _, ok := h[columnKey(c)]; !ok {
			return false
		}
	}
	return true
}

// of gives the first of the columns that is there and not empty.
func (h header) of(cells []string, columns ...string) string {
	for _, c := range columns {
		if i, ok := h[c]; ok && i < len(cells) {
			if v := clean(cells[i]); v != "" {
				return v
			}
		}
	}
	return ""
}

// commaOf guesses what parts the fields of a header line.
func commaOf(line string) byte {
	best, most := byte(','), 0
	for _, c := range []byte{',', ';', '\t', '|'} {
		if n := strings.Count(line, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// eachRow gives every row of a file, malformed ones counted as records.
func (r *reading) eachRow(f File, comma byte, visit func(cells []string, line int) error) error {
	in, closer, err := r.open(f)
	if err != nil {
		return err
	}
	defer func() { _ = closer.Close() }()
	s := newRows(in, comma)
	for {
		if err := r.tick(); err != nil {
			return err
		}
		cells, line, err := s.next()
		var bad errRow
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &bad):
			r.report.Records++
			r.malformed(f.Name, bad.line, bad.text)
			continue
		case err != nil:
			return err
		}
		if err := visit(cells, line); err != nil {
			return err
		}
	}
}
