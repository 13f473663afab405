package library

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"

	"redthread/app/names"
	"redthread/app/names/index"
	"redthread/app/screening/listfile"
)

// List is an open version. It may be read from many goroutines.
type List struct {
	*Version
	*Entries
	Names *index.Index // places in it are places among the entries
}

// Open opens a version with the index of its names. An index that is missing,
// or was made by another version of the program, is made anew; progress, which
// may be nil, tells how far that is.
func (l *Library) Open(ctx context.Context, v *Version, progress func(share float64, what string)) (*List, error) {
	e, err := openEntries(filepath.Join(v.dir, nameRows))
	if err != nil {
		return nil, err
	}
	list := &List{Version: v, Entries: e}
	if list.Names, err = indexed(ctx, v.dir, e, progress); err != nil {
		_ = e.Close()
		return nil, err
	}
	return list, nil
}

// OpenEntries opens a version without the index, to read its entries.
func (l *Library) OpenEntries(v *Version) (*List, error) {
	e, err := openEntries(filepath.Join(v.dir, nameRows))
	if err != nil {
		return nil, err
	}
	return &List{Version: v, Entries: e}, nil
}

// Close lets go of the files.
func (l *List) Close() error {
	err := l.Entries.Close()
	if l.Names != nil {
		if e := l.Names.Close(); err == nil {
			err = e
		}
	}
	return err
}

// indexed opens the index of a version, or makes it.
func indexed(ctx context.Context, dir string, e *Entries, progress func(float64, string)) (*index.Index, error) {
	path := filepath.Join(dir, nameIndex)
	if x, err := index.Open(path); err == nil {
		if x.Len() == e.Len() {
			return x, nil
		}
		_ = x.Close()
	}
	if progress == nil {
		progress = func(float64, string) {}
	}
	x, err := index.Build(ctx, records(e), func(share float64, _ string) {
		progress(max(share, 0), "Making the index of names")
	})
	if err != nil {
		return nil, err
	}
	if err := x.Write(path); err != nil && !errors.Is(err, os.ErrPermission) && !errors.Is(err, index.ErrHost) {
		return nil, err
	}
	return x, nil
}

// records gives the entries as the index takes them.
func records(e *Entries) iter.Seq2[index.Entry, error] {
	return func(yield func(index.Entry, error) bool) {
		stopped := errors.New("enough")
		err := e.Each(func(_ int, x *listfile.Entry) error {
			if !yield(index.Entry{ID: x.ID, Record: Record(x)}, nil) {
				return stopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, stopped) {
			yield(index.Entry{}, err)
		}
	}
}

// Record is what an entry offers for comparing.
func Record(e *listfile.Entry) names.Record {
	properties := map[string][]string{}
	for _, p := range e.Props {
		properties[p.Name] = append(properties[p.Name], p.Value)
	}
	return names.RecordOf(e.Schema, properties)
}
