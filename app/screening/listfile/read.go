package listfile

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"redthread/store"
)

// File is one file of a list. It is opened once for each pass.
type File struct {
	Name string // base name
	Size int64  // -1: not known
	Open func() (io.ReadCloser, error)
}

// Path is a file on the disk.
func Path(path string) (File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return File{}, store.Sentence(store.ErrNotFound, "%s cannot be read; choose a file that is there.", filepath.Base(path))
	}
	if info.IsDir() {
		return File{}, store.Sentence(store.ErrInvalid, "%s is a folder; choose the list's file.", filepath.Base(path))
	}
	return File{Name: filepath.Base(path), Size: info.Size(), Open: func() (io.ReadCloser, error) { return os.Open(path) }}, nil
}

// Bytes is a file in memory.
func Bytes(name string, b []byte) File {
	return File{Name: name, Size: int64(len(b)), Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }}
}

// Problem is a record that could not be read, or a part of one.
type Problem struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

// Report is what became of the records of a list. Records is Entries and
// Malformed and all of Others put together.
type Report struct {
	Records   int            `json:"records"`
	Entries   int            `json:"entries"`
	Malformed int            `json:"malformed"`
	Others    map[string]int `json:"others"` // records that are no entry, by the reason
	Joined    map[string]int `json:"joined"` // rows of other files that went into entries, by the file
	Problems  []Problem      `json:"problems"`
	More      int            `json:"more"` // problems beyond those listed
	Date      string         `json:"date"` // what the list says of its own date, "" for nothing
	Notes     []string       `json:"notes"`
}

// mostProblems are listed; the rest is counted.
const mostProblems = 1000

// Options guide the reading.
type Options struct {
	Format   Format   // zero: found by what stands in the file
	Mapping  *Mapping // of [FormatMapped]
	Progress func(share float64)
}

// reading is one pass through a list.
type reading struct {
	ctx    context.Context
	files  []File
	o      Options
	report Report
	emit   func(*Entry) error
	done   int64 // bytes of all passes
	total  int64
	ticks  int
	bad    map[string]bool // problems told once
}

// errBroken ends a reading of which nothing more can be had.
type errBroken struct{ sentence string }

func (e errBroken) Error() string { return e.sentence }

// Read gives every entry of a list to emit, in the order of the file. The first
// file is the main one. An error means that the list could not be read to its
// end; what the report says holds up to there.
func Read(ctx context.Context, files []File, o Options, emit func(*Entry) error) (Report, error) {
	r := &reading{ctx: ctx, files: files, o: o, emit: emit, bad: map[string]bool{}}
	r.report.Others, r.report.Joined, r.report.Problems, r.report.Notes = map[string]int{}, map[string]int{}, []Problem{}, []string{}
	if len(files) == 0 {
		return r.report, store.Sentence(store.ErrInvalid, "Name the file of the list.")
	}
	if o.Format == "" {
		f, err := Detect(files[0])
		if err != nil {
			return r.report, err
		}
		r.o.Format = f
	}
	way, ok := readers[r.o.Format]
	if !ok {
		return r.report, store.Sentence(store.ErrInvalid, "%q is no format of a list; use one of %s.", o.Format, strings.Join(FormatNames(), ", "))
	}
	for _, f := range files {
		r.total += max(f.Size, 0) * int64(way.passes)
	}
	err := way.read(r)
	var broken errBroken
	if errors.As(err, &broken) {
		err = store.Sentence(store.ErrDamaged, "%s", broken.sentence)
	}
	if err == nil && r.report.Records == 0 {
		err = store.Sentence(store.ErrInvalid, "%s holds no record of %s; see whether it is the right file, or name its format.", files[0].Name, r.o.Format.Title())
	}
	return r.report, err
}

// record counts a record and gives its entry out; an entry without a name is
// malformed.
func (r *reading) record(e *Entry) error {
	r.report.Records++
	if e.Name() == "" {
		r.malformed(r.files[0].Name, e.Line, "the record has no name")
		return nil
	}
	if e.ID == "" {
		r.malformed(r.files[0].Name, e.Line, "the record has no number of its own")
		return nil
	}
	r.report.Entries++
	return r.emit(e)
}

// other counts a record that is no entry.
func (r *reading) other(why string) {
	r.report.Records++
	r.report.Others[why]++
}

// malformed lists a record, already counted, that cannot be read.
func (r *reading) malformed(file string, line int, text string) {
	r.report.Malformed++
	r.problem(file, line, text)
}

func (r *reading) problem(file string, line int, text string) {
	if len(r.report.Problems) >= mostProblems {
		r.report.More++
		return
	}
	r.report.Problems = append(r.report.Problems, Problem{file, line, text})
}

func (r *reading) note(text string) {
	if !r.bad[text] {
		r.bad[text] = true
		r.report.Notes = append(r.report.Notes, text)
	}
}

// tick is called for each record: it hears of a cancel and tells progress.
func (r *reading) tick() error {
	r.ticks++
	if r.ticks%256 != 0 {
		return nil
	}
	if r.o.Progress != nil && r.total > 0 {
		r.o.Progress(min(1, float64(r.done)/float64(r.total)))
	}
	return r.ctx.Err()
}

// counted is a file being read, whose bytes are counted.
type counted struct {
	r *reading
	io.ReadCloser
}

func (c counted) Read(b []byte) (int, error) {
	n, err := c.ReadCloser.Read(b)
	c.r.done += int64(n)
	return n, err
}

// open opens a file without its byte order mark.
func (r *reading) open(f File) (*bufio.Reader, io.Closer, error) {
	in, err := f.Open()
	if err != nil {
		return nil, nil, fmt.Errorf("opening %s: %w", f.Name, err)
	}
	c := counted{r, in}
	b := bufio.NewReaderSize(c, 1<<18)
	if head, err := b.Peek(3); err == nil && string(head) == "\xEF\xBB\xBF" {
		_, _ = b.Discard(3)
	}
	return b, c, nil
}
