package exchange

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"redthread/app/redact"
	"redthread/store"
)

// Options of an export.
type Options struct {
	Format  Format
	Profile redact.Profile
	Plain   bool // nothing that is not FollowTheMoney's
}

// Export writes a case to a new file, or, for CSV, into a new folder. It
// appears under its name only when it is whole. progress may be nil.
func Export(ctx context.Context, c *store.Case, path string, o Options, progress func(share float64, what string)) (*Report, error) {
	if progress == nil {
		progress = func(float64, string) {}
	}
	r := &Report{File: base(path), Format: o.Format}
	if _, err := os.Lstat(path); err == nil {
		return nil, store.Sentence(store.ErrExists, "%s exists already; choose another name.", r.File)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return nil, store.Sentence(store.ErrNotFound, "The folder of %s does not exist; make it first.", r.File)
	}
	progress(-1, "looking at what may leave")
	gate, err := openFilter(ctx, c, o.Profile)
	if err != nil {
		return nil, err
	}
	w, err := newWalker(ctx, c, gate, r)
	if err != nil {
		return nil, err
	}
	part := filepath.Join(filepath.Dir(path), "."+r.File+".part")
	if err := os.RemoveAll(part); err != nil {
		return nil, fmt.Errorf("clearing what an earlier export left: %w", err)
	}
	if o.Format == CSV {
		err = w.folder(ctx, part, progress)
	} else {
		err = w.file(ctx, part, path, o, progress)
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		_ = os.RemoveAll(part)
		return nil, err
	}
	if r.Beside != "" {
		text, err := SchemaFile()
		if err == nil {
			err = os.WriteFile(filepath.Join(filepath.Dir(path), r.Beside), text, 0o600)
		}
		if err != nil {
			return nil, fmt.Errorf("writing the schema file: %w", err)
		}
	}
	w.finish()
	return r, nil
}

func (w *walker) folder(ctx context.Context, dir string, progress func(float64, string)) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	out := &csvFolder{dir: dir}
	defer out.abandon()
	w.whole = true
	return w.sheetsOf(ctx, out, progress)
}

func (w *walker) file(ctx context.Context, part, path string, o Options, progress func(float64, string)) error {
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return store.Sentence(store.ErrReadOnly, "No file can be made in the folder of %s; choose a folder of your own.", base(path))
	}
	buf := bufio.NewWriterSize(f, 1<<16)
	out := func(b []byte) error {
		_, err := buf.Write(b)
		return err
	}
	switch o.Format {
	case FTM:
		l := &ftmLines{teller: teller{w: w, plain: o.Plain}, out: out}
		err = w.write(ctx, &l.teller, l.source, l.thing, progress)
	case Statements:
		l := &rowsOut{teller: teller{w: w, plain: o.Plain}, out: out, csv: !strings.HasSuffix(strings.ToLower(path), "json") && !strings.HasSuffix(strings.ToLower(path), "jsonl")}
		if err = l.header(); err == nil {
			err = w.write(ctx, &l.teller, l.source, l.thing, progress)
		}
	case XLSX:
		b := newWorkbook(buf)
		w.whole = true
		if err = w.sheetsOf(ctx, b, progress); err == nil {
			err = b.close()
		}
	default:
		err = store.Sentence(store.ErrInvalid, "%q is no format; use ftm, ftm-statements, csv or xlsx.", o.Format)
	}
	if e := buf.Flush(); err == nil {
		err = e
	}
	if e := f.Sync(); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// write gives sources and then entities to a form of FollowTheMoney.
func (w *walker) write(ctx context.Context, y *teller, source func(shownSource) error, each func(thing) error, progress func(float64, string)) error {
	for _, s := range w.sources {
		if err := source(s); err != nil {
			return err
		}
		w.report.Sources++
	}
	err := w.each(ctx, "", progress, func(t thing) error {
		w.report.Entities++
		w.report.Statements += len(t.facts)
		if t.schema.Extension && !y.plain && t.kept.Schema == "" && w.report.Beside == "" {
			w.report.Beside = strings.TrimSuffix(w.report.File, filepath.Ext(w.report.File)) + ".schema.yaml"
		}
		return each(t)
	})
	w.report.Flattened = y.flat.list()
	return err
}
