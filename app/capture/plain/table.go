package plain

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"redthread/app/capture/document"
)

const (
	charsetSpan = 64 << 20 // bytes in which letters beyond ASCII are looked for
	longestRow  = 4 << 20  // bytes of one line of a table
)

// Table gives the rows of a table with delimiters one by one, however large
// the file is.
type Table struct {
	rows
	delimiter byte
	told      string
	number    int
	cells     []document.Cell
}

// OpenTable begins to read a table with delimiters. The charset is in.Charset
// where a person has chosen one, the delimiter is told from the first lines
// where it is 0.
func OpenTable(ctx context.Context, in document.Input, delimiter byte) (*Table, error) {
	s, err := unbounded(ctx, in)
	if err != nil {
		return nil, err
	}
	t := &Table{rows: rows{stream: s}}
	if t.delimiter, t.told = t.sniff(); delimiter != 0 {
		t.delimiter = delimiter
	}
	if t.told != "" {
		t.number = 1 // the line that says so is one of the file
	}
	return t, nil
}

// Next gives the next row, an empty one too; the error is io.EOF at the end.
func (t *Table) Next() (document.Row, error) {
	texts, err := t.next(t.delimiter)
	if err != nil {
		return document.Row{}, err
	}
	t.number++
	t.cells = t.cells[:0]
	for _, c := range texts {
		t.cells = append(t.cells, document.Cell{Text: c})
	}
	return document.Row{Number: t.number, Cells: t.cells}, nil
}

// Delimiter is what parts the cells.
func (t *Table) Delimiter() byte { return t.delimiter }

// Charset is what the bytes are decoded as; sure is false where it is a guess.
func (t *Table) Charset() (name string, sure bool) { return t.charset, t.sure }

// Read tells how many bytes of the file were taken.
func (t *Table) Read() int64 { return t.read.n }

// unbounded is openStream without a bound on the size of the file.
func unbounded(ctx context.Context, in document.Input) (*stream, error) {
	f, err := charsetOf(ctx, in, charsetSpan)
	if err != nil {
		return nil, err
	}
	s := &stream{ctx: ctx, size: in.Size, finding: f, longest: longestRow}
	s.read = &counter{Reader: io.NewSectionReader(in, int64(f.mark), max(0, in.Size-int64(f.mark)))}
	s.in = bufio.NewReaderSize(decoded(s.read, f), 256<<10)
	return s, nil
}

// charsetOf tells the charset from the first part of the file that has bytes
// beyond ASCII. What a person has chosen holds unless a byte order mark speaks.
func charsetOf(ctx context.Context, in document.Input, span int64) (finding, error) {
	head := make([]byte, min(max(in.Size, 0), headSize))
	var first finding
	for at := int64(0); ; at += headSize {
		if err := ctx.Err(); err != nil {
			return first, err
		}
		n, err := in.ReadAt(head, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return first, fmt.Errorf("reading the text: %w", err)
		}
		b := head[:n]
		if at > 0 {
			for len(b) > 0 && !utf8.RuneStart(b[0]) { // a letter cut at the border
				b = b[1:]
			}
		}
		f := find(b, in.Charset)
		if at == 0 {
			first = f
			if e, name, ok := lookUp(in.Charset); ok && f.mark == 0 {
				return finding{name, e, 0, true}, nil
			}
			if f.mark > 0 || f.charset != "utf-8" {
				return f, nil
			}
		}
		if _, _, high := wellFormed(b); high > 0 {
			f.mark = first.mark
			return f, nil
		}
		if at+headSize >= min(in.Size, span) {
			return first, nil
		}
	}
}

func decoded(r io.Reader, f finding) io.Reader {
	if f.charset == "utf-8" || f.encoding == nil {
		return r
	}
	return transform.NewReader(r, f.encoding.NewDecoder())
}

// NewReader gives a file as UTF-8, whatever its charset, and names that. A byte
// order mark is left out.
func NewReader(ctx context.Context, in document.Input) (r io.Reader, charset string, err error) {
	f, err := charsetOf(ctx, in, headSize)
	if err != nil {
		return nil, "", err
	}
	r = decoded(io.NewSectionReader(in, int64(f.mark), max(0, in.Size-int64(f.mark))), f)
	return r, f.charset, nil
}

// Head gives the first bytes of a file in UTF-8, to tell its format by.
func Head(ctx context.Context, in document.Input, most int) []byte {
	r, _, err := NewReader(ctx, in)
	if err != nil {
		return nil
	}
	b := make([]byte, most)
	n, _ := io.ReadFull(r, b)
	return bytes.TrimLeft(b[:n], " \r\n\t\uFEFF")
}
