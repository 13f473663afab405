package records

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/capture/office"
	"redthread/app/capture/plain"
	"redthread/store"
)

// The formats.
const (
	CSV   = "csv"
	XLSX  = "xlsx"
	ODS   = "ods"
	JSON  = "json"
	Lines = "jsonl"
	XML   = "xml"
)

// Options override what is told from the bytes.
type Options struct {
	Charset   string // of CSV and JSON
	Delimiter byte   // of CSV
}

// File is an open table.
type File struct {
	Name      string // base name
	Format    string
	Charset   string // of CSV
	Sure      bool   // the charset is no guess
	Delimiter byte   // of CSV
	Size      int64

	in    document.Input
	file  *os.File
	book  *office.Workbook
	found []document.Sheet
	opts  Options
}

// mostUnpacked bounds what comes out of a workbook; its ratio is bounded too.
const mostUnpacked = 64 << 30

func refused(format string, args ...any) error {
	return store.Sentence(store.ErrInvalid, format, args...)
}

// Open tells the format of a file by its bytes and opens it.
func Open(ctx context.Context, path string, o Options) (*File, error) {
	name := store.CleanName(filepath.Base(path))
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, store.Sentence(store.ErrNotFound, "%s cannot be read; check the name and the folder.", name)
	case !info.Mode().IsRegular():
		return nil, refused("%s is not a file; choose a file.", name)
	case info.Size() == 0:
		return nil, refused("%s is empty; choose a file with rows.", name)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, store.Sentence(store.ErrNotFound, "%s cannot be read; check that you may open it.", name)
	}
	r := &File{Name: name, Size: info.Size(), file: f, opts: o}
	r.in = document.Input{ReaderAt: f, Size: info.Size(), Name: name, Charset: o.Charset, Limits: document.Limits{Unpacked: mostUnpacked, Parts: 10_000}}
	if err := r.open(ctx); err != nil {
		_ = r.Close()
		return nil, err
	}
	return r, nil
}

// OpenBytes opens a table that lies in memory.
func OpenBytes(ctx context.Context, name string, data []byte, o Options) (*File, error) {
	if len(data) == 0 {
		return nil, refused("%s is empty; choose a file with rows.", name)
	}
	r := &File{Name: store.CleanName(name), Size: int64(len(data)), opts: o}
	r.in = document.Input{ReaderAt: bytes.NewReader(data), Size: r.Size, Name: r.Name, Charset: o.Charset, Limits: document.Limits{Unpacked: mostUnpacked, Parts: 10_000}}
	if err := r.open(ctx); err != nil {
		_ = r.Close()
		return nil, err
	}
	return r, nil
}

// Close lets go of the file.
func (f *File) Close() error {
	var err error
	if f.book != nil {
		err = f.book.Close()
	}
	if f.file != nil {
		err = errors.Join(err, f.file.Close())
	}
	return err
}

// Tree says whether the file holds records within records.
func (f *File) Tree() bool { return f.Format == JSON || f.Format == Lines || f.Format == XML }

// Sheets lists the sheets; of a tree the paths at which records stand, the
// likeliest first.
func (f *File) Sheets() []document.Sheet { return f.found }

func (f *File) open(ctx context.Context) (err error) {
	switch kind := office.Container(f.in); kind {
	case "xlsx", "ods":
		open := office.OpenXLSX
		if f.Format = XLSX; kind == "ods" {
			open, f.Format = office.OpenODS, ODS
		}
		if f.book, err = open(ctx, f.in); err != nil {
			return f.explain(err)
		}
		f.found = f.book.Sheets()
		if len(f.found) == 0 {
			return refused("%s has no sheets; choose another file.", f.Name)
		}
		return nil
	case "ole-xls", "xlsb":
		return refused("%s is a binary workbook, which is not read; open it in a program for sheets and save it as XLSX.", f.Name)
	case "ole-locked":
		return f.explain(document.ErrLocked)
	case "":
	default:
		switch strings.ToLower(filepath.Ext(f.Name)) {
		case ".xls", ".xlsb":
			return refused("%s is a binary workbook, which is not read; open it in a program for sheets and save it as XLSX.", f.Name)
		case ".xlsx", ".xlsm", ".ods":
			return f.explain(document.ErrDamaged)
		}
		return f.noTable()
	}
	head := plain.Head(ctx, f.in, 64<<10)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch ext := strings.ToLower(filepath.Ext(f.Name)); {
	case bytes.HasPrefix(head, []byte("%PDF")):
		return f.noTable()
	case isPage(head):
		return refused("%s is a web page; copy its table into a program for sheets and save it as XLSX or CSV.", f.Name)
	case bytes.HasPrefix(head, []byte("<")):
		f.Format = XML
	case ext == ".jsonl" || ext == ".ndjson" || isLines(head):
		f.Format = Lines
	case bytes.HasPrefix(head, []byte("{")), bytes.HasPrefix(head, []byte("[")) && ext != ".csv" && ext != ".tsv":
		f.Format = JSON
	default:
		return f.openCSV(ctx, head)
	}
	if f.found, err = f.places(ctx); err != nil {
		return err
	}
	if len(f.found) == 0 {
		return refused("%s holds no records: nothing in it repeats or has fields; choose another file.", f.Name)
	}
	return nil
}

func (f *File) openCSV(ctx context.Context, head []byte) error {
	f.Format = CSV
	if bytes.IndexByte(head, 0) >= 0 {
		return f.noTable()
	}
	if f.opts.Charset != "" {
		if _, ok := plain.Charset(f.opts.Charset); !ok {
			return refused("There is no charset %q; use one such as utf-8, windows-1251 or euc-kr.", f.opts.Charset)
		}
	}
	t, err := plain.OpenTable(ctx, f.in, f.opts.Delimiter)
	if err != nil {
		return f.explain(err)
	}
	f.Delimiter = t.Delimiter()
	f.Charset, f.Sure = t.Charset()
	f.found = []document.Sheet{{}}
	return nil
}

func (f *File) noTable() error {
	return refused("%s is no table; choose a CSV, TSV, XLSX, ODS, JSON or XML file.", f.Name)
}

// explain turns the errors of readers into one sentence.
func (f *File) explain(err error) error {
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, document.ErrLocked):
		return refused("%s is locked with a password; save a copy without one.", f.Name)
	case errors.Is(err, document.ErrTooLarge):
		return refused("%s unpacks to far more than a table holds, or one row of it never ends; it was refused.", f.Name)
	case errors.Is(err, document.ErrDamaged), errors.Is(err, io.ErrUnexpectedEOF):
		return refused("%s is damaged and cannot be read to its end; get it anew, or save it again from the program it came from.", f.Name)
	case errors.Is(err, document.ErrUnknown):
		return f.noTable()
	}
	return err
}

func isPage(head []byte) bool {
	low := bytes.ToLower(head[:min(len(head), 2048)])
	return bytes.HasPrefix(low, []byte("<!doctype html")) || bytes.Contains(low, []byte("<html")) || bytes.HasPrefix(low, []byte("<table"))
}

// isLines says whether every line is an object of its own.
func isLines(head []byte) bool {
	if !bytes.HasPrefix(head, []byte("{")) {
		return false
	}
	first, rest, ok := bytes.Cut(head, []byte("\n"))
	if !ok {
		return false
	}
	return bytes.HasSuffix(bytes.TrimSpace(first), []byte("}")) && bytes.HasPrefix(bytes.TrimSpace(rest), []byte("{"))
}
