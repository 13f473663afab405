package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"redthread/app/capture/bounded"
	"redthread/app/capture/document"
	"redthread/app/capture/extract"
	"redthread/store"
)

// Tool is written into the record of every item: what took it in.
const Tool = "Redthread 1"

// Reader reads a file for its text. Nil reads nothing.
type Reader func(ctx context.Context, q bounded.Request) (document.Document, error)

// InProcess reads without a process of its own: for tests, and where no other
// program can be started.
func InProcess(ctx context.Context, q bounded.Request) (document.Document, error) {
	f, err := os.Open(q.Path)
	if err != nil {
		return document.Document{}, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return document.Document{}, err
	}
	return extract.Read(ctx, document.Input{ReaderAt: f, Size: info.Size(), Name: q.Name, Media: q.Media, Charset: q.Charset, Limits: q.Limits})
}

// Options say how things are taken in.
type Options struct {
	Reader  Reader
	How     string       // "dropped", "chosen", "pasted", "named on the command line"
	Source  store.ID     // attach everything to this source; zero makes a source for each
	Fields  store.Source // what a person filled in; the rest is found in the file
	OCR     []string     // languages to read pictures in; nil: do not
	Charset string       // chosen by a person
	Again   bool         // bytes that are there already make another source all the same
	Files   int          // how many files are read at a time; 0: one for each core
}

// Outcome says what became of an item.
type Outcome string

// The outcomes.
const (
	Taken Outcome = "taken in"
	Known Outcome = "already there" // the same bytes; Source is the source that holds them
	Not   Outcome = "not taken in"  // Err says why
)

// Result is what became of one item.
type Result struct {
	Item     Item
	Name     string
	Outcome  Outcome
	Source   store.ID
	Evidence store.Evidence
	Passages int
	Notes    []string // about the reading, one sentence each
	Err      error
}

// Batches bound what is held between reading and writing, what one undo takes
// back, and what a power cut can cost.
const (
	batchItems = 256
	batchBytes = 64 << 20
	batchTime  = 30 * time.Second
)

// TakeIn takes items in, in their order, several read at a time. What was
// read before ctx ended is written and stays; the results say what became of
// each item up to there. The error is about the case, not about an item.
func TakeIn(ctx context.Context, c *store.Case, items []Item, o Options, progress func(done, total int, name string)) ([]Result, error) {
	if progress == nil {
		progress = func(int, int, string) {}
	}
	if o.Files < 1 {
		o.Files = runtime.GOMAXPROCS(0)
	}
	ahead, cancel := context.WithCancel(ctx)
	ready := readAhead(ahead, items, o)
	defer func() { // no reader is at work any more when this returns
		cancel()
		for range ready {
			continue
		}
	}()
	results := make([]Result, 0, len(items))
	var batch []*Prepared
	var bytes int64
	var begun time.Time
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		// Whoever cancels keeps what is done: the batch is written all the same,
		// unless it is one large file, for which nobody wants to wait.
		ctx := ctx
		if bytes < 2*batchBytes {
			ctx = context.WithoutCancel(ctx)
		}
		done, err := write(ctx, c, batch, o)
		results = append(results, done...)
		batch, bytes = nil, 0
		return err
	}
	for i := range items {
		p, ok := <-ready
		if !ok || p.stopped {
			break
		}
		progress(i, len(items), p.name)
		if p.size() >= batchBytes {
			if err := flush(); err != nil {
				return results, err
			}
		}
		if len(batch) == 0 {
			begun = time.Now()
		}
		batch, bytes = append(batch, p), bytes+p.size()
		if len(batch) >= batchItems || bytes >= batchBytes || time.Since(begun) >= batchTime {
			if err := flush(); err != nil {
				return results, err
			}
		}
	}
	if err := flush(); err != nil {
		return results, err
	}
	if err := ctx.Err(); err != nil && len(results) < len(items) {
		return results, err
	}
	progress(len(results), len(items), "")
	return results, nil
}

// Prepared is an item that was looked at and read, ready to be written.
type Prepared struct {
	item  Item
	name  string
	seen  opened // as it was when it was read
	media string
	doc   document.Document
	read  bool
	notes []string
	err   error

	stopped bool // the reading was broken off with everything else
}

func (p *Prepared) size() int64 {
	n := p.seen.size
	for _, q := range p.doc.Passages {
		n += int64(len(q.Text))
	}
	return n
}

// readAhead prepares items several at a time and gives them in their order. It
// stays at most a few items ahead of what is written.
func readAhead(ctx context.Context, items []Item, o Options) <-chan *Prepared {
	places := make(chan struct{}, o.Files*4)
	ahead := make(chan chan *Prepared, o.Files*4)
	out := make(chan *Prepared)
	work := make(chan func(), o.Files)
	var wait sync.WaitGroup
	for range o.Files {
		wait.Go(func() {
			for f := range work {
				f()
			}
		})
	}
	go func() {
		defer close(ahead)
		defer close(work)
		for _, it := range items {
			slot := make(chan *Prepared, 1)
			select {
			case places <- struct{}{}:
			case <-ctx.Done():
				return
			}
			ahead <- slot
			work <- func() { slot <- prepare(ctx, it, o) }
		}
	}()
	go func() {
		defer close(out)
		for slot := range ahead {
			p := <-slot
			<-places
			out <- p
		}
		wait.Wait()
	}()
	return out
}

// Prepare looks at an item and has it read, so that a form can show what was
// found before anything is written.
func Prepare(ctx context.Context, it Item, o Options) (*Prepared, error) {
	p := prepare(ctx, it, o)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return p, p.err
}

// Name is the base name the item will have in the case.
func (p *Prepared) Name() string { return p.name }

// Document is what was read; its zero value where nothing was.
func (p *Prepared) Document() document.Document { return p.doc }

// Notes are the sentences that the reading leaves on the item.
func (p *Prepared) Notes() []string { return p.notes }

// Fields fills what is empty in the fields of a source with what was found.
func (p *Prepared) Fields(s store.Source) store.Source {
	fill(&s, p)
	return s
}

// Write puts the item into the case as part of a change.
func (p *Prepared) Write(tx *store.Tx, o Options) (Result, error) {
	r, err := writeOne(tx, p, o)
	if err == nil {
		err = r.Err
	}
	return r, err
}

// prepare looks at an item and has it read.
func prepare(ctx context.Context, it Item, o Options) *Prepared {
	p := &Prepared{item: it, name: it.base()}
	if p.stopped = ctx.Err() != nil; p.stopped {
		return p
	}
	f, err := it.open()
	if err != nil {
		p.err = err
		return p
	}
	p.seen = f
	defer func() { _ = f.close() }()
	at, ok := f.Reader.(io.ReaderAt)
	if ok {
		in := document.Input{ReaderAt: at, Size: f.size, Name: p.name}
		_, p.media = extract.Detect(in)
	}
	if o.Reader == nil {
		return p
	}
	path := it.Path
	if path == "" {
		if path, p.err = keepForReading(p.name, it.Data); p.err != nil {
			return p
		}
		defer func() { _ = os.RemoveAll(filepath.Dir(path)) }()
	}
	if path, p.err = filepath.Abs(path); p.err != nil {
		return p
	}
	p.doc, err = o.Reader(ctx, bounded.Request{Path: path, Name: p.name, Media: p.media, Charset: o.Charset, OCR: o.OCR, Limits: document.Usual()})
	if err != nil && ctx.Err() != nil {
		p.stopped = true
		return p
	}
	p.read = true
	p.notes = notes(p.doc, err)
	p.err = it.same(f)
	return p
}

// notes are the sentences that the reading of a file leaves on it.
func notes(doc document.Document, err error) []string {
	all := doc.Notes
	switch {
	case err == nil:
		if len(doc.Passages) == 0 && len(all) == 0 {
			all = append(all, "No text was found in this file.")
		}
		return all
	case errors.Is(err, document.ErrLocked):
		return append(all, "The file is locked with a password, so its text was not read; take in a copy without the lock beside it.")
	case errors.Is(err, document.ErrTooLarge):
		return append(all, "The file is too large to be read for its text; the original is kept whole.")
	case errors.Is(err, document.ErrUnknown):
		return append(all, "Files of this kind are kept but not read for their text.")
	case errors.Is(err, bounded.ErrTooLong):
		return append(all, "Reading the text took too long and was stopped; the original is kept whole.")
	case errors.Is(err, document.ErrDamaged):
		return append(all, "The file is damaged, so its text could not be read; the original is kept as it is.")
	}
	return append(all, "The text could not be read; the original is kept as it is.")
}

func keepForReading(name string, data []byte) (string, error) {
	dir, err := os.MkdirTemp("", "redthread-*")
	if err != nil {
		return "", fmt.Errorf("making a private folder: %w", err)
	}
	path := filepath.Join(dir, "pasted"+filepath.Ext(name))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		_ = os.RemoveAll(dir)
		return "", fmt.Errorf("keeping what was pasted: %w", err)
	}
	return path, nil
}

// write puts a batch into the case as one action.
func write(ctx context.Context, c *store.Case, batch []*Prepared, o Options) ([]Result, error) {
	results := make([]Result, len(batch))
	label := "Take in " + count(len(batch), "file", "files")
	if !o.Source.IsZero() {
		label = "Attach " + count(len(batch), "file", "files")
	}
	_, err := c.Update(ctx, label, func(tx *store.Tx) error {
		for i, p := range batch {
			r, err := writeOne(tx, p, o)
			if err != nil {
				return err
			}
			results[i] = r
		}
		return nil
	})
	if err != nil {
		for i, p := range batch {
			results[i] = Result{Item: p.item, Name: p.name, Outcome: Not, Err: err}
		}
	}
	return results, err
}

func writeOne(tx *store.Tx, p *Prepared, o Options) (Result, error) {
	r := Result{Item: p.item, Name: p.name, Outcome: Not, Err: p.err, Notes: p.notes}
	if p.err != nil {
		return r, nil
	}
	f, err := p.item.open()
	if err != nil {
		r.Err = err
		return r, nil
	}
	defer func() { _ = f.close() }()
	if r.Err = p.item.same(p.seen); r.Err != nil {
		return r, nil
	}
	in := store.Intake{Name: p.name, Media: p.media, Tool: Tool, How: o.How, From: p.item.from(), Modified: f.modified}
	kept, err := tx.KeepEvidence(in, &atRest{Reader: f, item: p.item, seen: p.seen})
	if errors.Is(err, errChanged) {
		r.Err = p.item.changed()
		return r, nil
	}
	if errors.Is(err, store.ErrUnreadable) {
		r.Err = refused("%s could not be read to its end; check the disk it lies on.", p.name)
		return r, nil
	}
	if err != nil {
		return r, err
	}
	r.Evidence = kept.Evidence
	if holds := kept.Holding(); len(holds) > 0 && !o.Again && (o.Source.IsZero() || holdsSource(holds, o.Source)) {
		r.Outcome, r.Source = Known, holds[0]
		if !o.Source.IsZero() {
			r.Source = o.Source
		}
		return r, tx.NoteCustody(kept.SHA256, "seen again", p.name, Tool, in.Detail(kept.Evidence))
	}
	r.Source = o.Source
	if r.Source.IsZero() {
		s := o.Fields
		fill(&s, p)
		s.ID = store.ID{}
		if r.Source, err = tx.AddSource(s); err != nil {
			return r, err
		}
	}
	if err := tx.Attach(r.Source, kept, in); err != nil {
		return r, err
	}
	r.Outcome = Taken
	if p.read {
		r.Passages, err = writeText(tx, r.Source, kept.SHA256, p.doc, p.notes)
	}
	return r, err
}

func holdsSource(all []store.ID, id store.ID) bool {
	for _, s := range all {
		if s == id {
			return true
		}
	}
	return false
}

func (it Item) from() string {
	if it.URL != "" {
		return it.URL
	}
	if it.From != "" {
		return "the folder " + store.CleanName(it.From)
	}
	return ""
}

// writeText keeps what a reading found as a layer, and that it was read.
func writeText(tx *store.Tx, source store.ID, sum [32]byte, doc document.Document, said []string) (passages int, err error) {
	reading := store.Reading{
		Source: source, Evidence: sum, Tool: Tool, Format: doc.Format, Charset: doc.Charset, Pages: doc.Pages,
		Note: strings.Join(said, "\n"), Meta: metaOf(doc),
	}
	if len(doc.Passages) > 0 {
		l := store.Layer{Kind: "text", Tool: Tool, Passages: make([]store.Passage, len(doc.Passages))}
		for i, q := range doc.Passages {
			l.Passages[i] = store.Passage{Number: i + 1, Page: q.Page, Text: q.Text}
		}
		last := -1
		for _, s := range doc.Sections {
			if s.First > last && s.First < len(doc.Passages) {
				l.Sections = append(l.Sections, store.Section{First: s.First + 1, Title: s.Title, Rest: s.Rest})
				last = s.First
			}
		}
		if reading.Layer, err = tx.AddText(source, l); err != nil {
			return 0, err
		}
	}
	_, err = tx.AddReading(reading)
	return len(doc.Passages), err
}

// metaOf is what a file says of itself; the same name twice is joined.
func metaOf(doc document.Document) map[string]string {
	meta := map[string]string{}
	add := func(name, value string) {
		if value = strings.TrimSpace(value); name == "" || value == "" || len(meta) > 200 {
			return
		}
		if old, ok := meta[name]; ok {
			if strings.Contains(old, value) {
				return
			}
			value = old + "; " + value
		}
		if r := []rune(value); len(r) > 2000 {
			value = string(r[:2000]) + "…"
		}
		meta[name] = value
	}
	for _, f := range doc.Meta {
		add(f.Name, f.Value)
	}
	add("Title", doc.Title)
	add("Author", doc.Author)
	add("Publisher", doc.Publisher)
	add("Published", doc.Published)
	add("Last changed", doc.Modified)
	add("Language", doc.Language)
	add("Address", doc.URL)
	return meta
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
