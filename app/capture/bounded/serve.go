package bounded

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/capture/extract"
	"redthread/app/capture/picture"
)

// What a child may have. The garbage collector is told the lower bound and
// works harder near it; the upper one is the operating system's, and whoever
// reaches it dies.
const (
	softMemory = 512 << 20
	hardMemory = 1536 << 20
	addresses  = 8 << 30 // most of which stand for no memory
	tiredAt    = 400 << 20
)

// Serve is the child: it answers requests until its input ends. It limits the
// process that calls it for the rest of its life.
func Serve(in io.Reader, out io.Writer) error {
	debug.SetMemoryLimit(softMemory)
	debug.SetMaxStack(64 << 20)
	runtime.GOMAXPROCS(2) // one to read, one to collect
	if err := confine(); err != nil {
		return fmt.Errorf("giving up what a reader does not need: %w", err)
	}
	go orphaned()
	r, w := bufio.NewReader(in), bufio.NewWriter(out)
	for {
		var q Request
		if err := receive(r, &q); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		a := answer(q)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		a.Tired = m.HeapSys-m.HeapReleased > tiredAt
		if err := send(w, a); err != nil {
			return err
		}
		if err := w.Flush(); err != nil || a.Tired {
			return err
		}
	}
}

func answer(q Request) (a reply) {
	defer func() {
		if p := recover(); p != nil {
			a = reply{Failed: failedOther, Detail: fmt.Sprintf("%v\n%s", p, debug.Stack())}
		}
	}()
	f, err := os.Open(q.Path)
	if err != nil {
		return reply{Failed: failedOther, Detail: err.Error()}
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return reply{Failed: failedOther, Detail: "not a file"}
	}
	// The parent ends a child that takes too long; this lets a reader give what
	// it has before that.
	ctx, cancel := context.WithTimeout(context.Background(), q.Patience*3/4)
	defer cancel()
	doc, err := extract.Read(ctx, document.Input{ReaderAt: f, Size: info.Size(), Name: q.Name, Media: q.Media, Charset: q.Charset, Limits: q.Limits})
	if err == nil && q.OCR != nil && doc.Format == "picture" {
		doc = recognised(ctx, q, doc)
	}
	a = reply{Document: doc}
	switch {
	case err == nil:
	case errors.Is(err, document.ErrLocked):
		a.Failed = failedLocked
	case errors.Is(err, document.ErrDamaged):
		a.Failed = failedDamaged
	case errors.Is(err, document.ErrUnknown):
		a.Failed = failedUnknown
	case errors.Is(err, document.ErrTooLarge):
		a.Failed = failedLarge
	case errors.Is(err, context.DeadlineExceeded):
		a.Failed = failedSlow
	default:
		a.Failed = failedOther
	}
	if err != nil {
		a.Detail = err.Error()
	}
	return a
}

// recognised adds what a program for reading pictures finds in one.
func recognised(ctx context.Context, q Request, doc document.Document) document.Document {
	read, err := picture.OCR(ctx, q.Path, q.OCR)
	if err != nil {
		doc.Notes = append(doc.Notes, "The picture could not be read by machine: "+strings.TrimSuffix(err.Error(), ".")+".")
		return doc
	}
	if len(read.Passages) == 0 {
		doc.Notes = append(doc.Notes, "The picture was read by machine, and no words were found in it.")
		return doc
	}
	read.Format, read.Meta = doc.Format, append(doc.Meta, read.Meta...)
	read.Title, read.Author, read.Published = doc.Title, doc.Author, doc.Published
	return read
}
