// Package document is what every reader of files gives back, whatever the
// format: the words as numbered passages in reading order, the sections they
// fall into, and what the file says of itself.
//
// A reader is a function of one signature, Reader. It gets the bytes and their
// bounds in an Input and gives a Document. It never opens a file, never writes
// one, never asks the network, and stops when its context ends or a bound is
// reached; what was read until then is kept and a note says that it is not all.
package document

import (
	"context"
	"errors"
	"io"
)

// Reader reads one format. An error means that nothing could be read; one that
// wraps ErrLocked, ErrDamaged, ErrUnknown or ErrTooLarge says why. What is odd
// but not fatal goes into Document.Notes.
type Reader func(ctx context.Context, in Input) (Document, error)

// Why nothing could be read.
var (
	ErrLocked   = errors.New("the file is locked with a password")
	ErrDamaged  = errors.New("the file is damaged")
	ErrUnknown  = errors.New("the format is not one that is read")
	ErrTooLarge = errors.New("the file is too large to be read")
)

// Input is a file to be read.
type Input struct {
	io.ReaderAt
	Size    int64
	Name    string // base name, only a hint
	Media   string // media type, "" when not known
	Charset string // chosen by a person; "" lets the reader decide
	Limits  Limits

	// Nested reads a file inside this one, such as an attached document. Nil
	// where files inside are not to be read.
	Nested Reader
}

// Limits bound what a reader may take and give.
type Limits struct {
	Unpacked int64 // bytes that may come out of compressed parts, over all
	Parts    int   // entries of a container, parts of a mail, sheets
	Pages    int   // pages that are read
	Passages int   // passages that are given
	Text     int   // bytes of text that are given
	Depth    int   // of things within things
}

// Usual are the limits that the workbench reads with.
func Usual() Limits {
	return Limits{Unpacked: 512 << 20, Parts: 10_000, Pages: 20_000, Passages: 500_000, Text: 64 << 20, Depth: 16}
}

// Document is what was found in a file. Text in it is NFC, with single spaces,
// without control characters; in a passage, a tab parts the cells of a table
// row and a line feed the lines of an address or a verse.
type Document struct {
	Format  string // "pdf", "docx", "odt", "xlsx", "ods", "csv", "text", "markdown", "html", "mail", "rtf", "picture"
	Charset string // of the bytes, where text was decoded: "windows-1251"

	Title     string
	Author    string
	Publisher string
	Published string // EDTF: "2018-08-02", "2018"
	Modified  string // EDTF
	Language  string // BCP 47: "ru"
	Kind      string // kind of source, where the file tells: "article", "table", …
	URL       string // where the file says it comes from

	Pages    int // 0: the format has none
	Meta     []Field
	Passages []Passage
	Sections []Section
	Notes    []string // one plain sentence each: what is odd or missing
}

// Field is one thing a file says of itself, in the file's own words:
// "Producer", "Camera", "GPS position".
type Field struct{ Name, Value string }

// Passage is a paragraph, a table row, a line of a list.
type Passage struct {
	Page int // 1…, 0: no pages
	Text string
}

// Section names what begins at a passage: a sheet, an attached file, the rest
// of a web page.
type Section struct {
	First int // index into Passages
	Title string
	Rest  bool // what stands around the text: menus, footers; shown folded
}
