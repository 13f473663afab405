package command

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
)

// planned is one thing that was named: something to take in, or why not.
type planned struct {
	item capture.Item
	name string
	err  error
}

// longestInput is how much is read from the standard input.
const longestInput = 64 << 20

// plan lists what the arguments name, in their order.
func (k *call) plan(ctx context.Context, a *sourceAddAnswer) ([]planned, error) {
	paths := k.args[1:]
	if at := slices.Index(paths, "-"); at >= 0 && slices.Contains(paths[at+1:], "-") {
		return nil, misusef("- stands twice, and the standard input can be read once.")
	}
	var all []planned
	for _, path := range paths {
		if path == "-" {
			data, err := k.input(ctx)
			if err != nil {
				return nil, err
			}
			all = append(all, planned{item: capture.Item{Data: data, Name: "standard input.txt"}, name: "standard input.txt"})
			continue
		}
		if _, ok := app.ReadURL(path); ok {
			err := refuse(store.ErrInvalid, "Nothing is fetched from an address; save the page and take in the file, or log it with --url and --title.")
			all = append(all, planned{name: path, err: err})
			continue
		}
		items, left, err := capture.Items(ctx, []string{path})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			all = append(all, planned{name: store.CleanName(path), err: err})
		}
		a.LeftOut += left
		for _, it := range items {
			if isOwn(it.Path, k.args[0]) {
				a.LeftOut++
				continue
			}
			all = append(all, planned{item: it, name: store.CleanName(filepath.Base(it.Path))})
		}
	}
	if len(all) == 0 {
		return nil, refuse(store.ErrNotFound, "There is no file to take in at %s; hidden files, links and the case itself are left out.", strings.Join(paths, ", "))
	}
	return all, nil
}

func (k *call) input(ctx context.Context) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(k.In, longestInput+1))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("reading the standard input: %w", err)
	case len(data) > longestInput:
		return nil, refuse(store.ErrInvalid, "The standard input is longer than 64 MB; save it to a file and take that in.")
	case len(strings.TrimSpace(string(data))) == 0:
		return nil, refuse(store.ErrInvalid, "The standard input is empty.")
	}
	return data, nil
}

// isOwn tells whether a file is the case itself or stands beside it while it
// is open: taken into itself it would change while it is read.
func isOwn(path, of string) bool {
	a, err1 := filepath.Abs(path)
	b, err2 := filepath.Abs(of)
	if err1 != nil || err2 != nil {
		return false
	}
	for _, end := range []string{"", "-wal", "-shm", ".lock"} {
		if a == b+end {
			return true
		}
	}
	x, err1 := os.Stat(path)
	y, err2 := os.Stat(of)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// takeIn takes in what can be; the results are in the order of the items.
func (k *call) takeIn(ctx context.Context, c *store.Case, plan []planned, o capture.Options) ([]capture.Result, error) {
	var items []capture.Item
	for _, p := range plan {
		if p.err == nil {
			items = append(items, p.item)
		}
	}
	if len(items) == 0 {
		return nil, nil
	}
	if notes := k.notes(); len(notes) > 0 {
		r, err := takeInWithNotes(ctx, c, items[0], o, notes)
		return []capture.Result{r}, err
	}
	tell, end := k.progress()
	defer end()
	return capture.TakeIn(ctx, c, items, o, tell)
}

// takeInWithNotes takes in one file together with notes on what it says, so
// that one undo takes back both.
func takeInWithNotes(ctx context.Context, c *store.Case, it capture.Item, o capture.Options, notes []store.Passage) (capture.Result, error) {
	r := capture.Result{Item: it, Name: it.Name, Outcome: capture.Not}
	if it.Path != "" {
		r.Name = store.CleanName(filepath.Base(it.Path))
	}
	prepared, err := capture.Prepare(ctx, it, o)
	if err != nil {
		r.Err = err
		return r, ctx.Err()
	}
	if r.Evidence.SHA256, r.Evidence.Size, err = hashOf(it); err != nil {
		return r, err
	}
	holds, err := c.Holding(ctx, r.Evidence.SHA256)
	if err != nil {
		return r, err
	}
	if len(holds) > 0 && !o.Again {
		r.Outcome, r.Source = capture.Known, holds[0]
		return r, nil
	}
	r.Source, err = app.AddSource(ctx, c, app.SourceEntry{Source: o.Fields, File: prepared, How: o.How, Passages: notes})
	if err == nil {
		r.Outcome, r.Passages, r.Notes = capture.Taken, len(prepared.Document().Passages), prepared.Notes()
	}
	return r, err
}

func hashOf(it capture.Item) (sum [32]byte, size int64, err error) {
	if it.Path == "" {
		return sha256.Sum256(it.Data), int64(len(it.Data)), nil
	}
	f, err := os.Open(it.Path)
	if err != nil {
		return sum, 0, err
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	size, err = io.Copy(h, f)
	h.Sum(sum[:0])
	return sum, size, err
}

// tell spells what became of each file. Results end early where the work did.
func (a *sourceAddAnswer) tell(ctx context.Context, c *store.Case, plan []planned, results []capture.Result) error {
	rows, err := c.Sources(ctx)
	if err != nil {
		return err
	}
	sources := map[store.ID]store.SourceRow{}
	for _, r := range rows {
		sources[r.ID] = r
	}
	for _, p := range plan {
		f := taken{Name: p.name, Outcome: string(capture.Not), Notes: []string{}}
		var r capture.Result
		switch {
		case p.err != nil:
			r.Err = p.err
		case len(results) == 0:
			continue
		default:
			r, results = results[0], results[1:]
			f.Name, f.Outcome, f.Passages, f.Size = r.Name, string(r.Outcome), r.Passages, r.Evidence.Size
			f.Notes = append(f.Notes, r.Notes...)
		}
		if r.Err != nil {
			f.Outcome, f.Why, f.Notes = string(capture.Not), sentence(r.Err), []string{}
		}
		switch capture.Outcome(f.Outcome) {
		case capture.Taken:
			a.Taken++
		case capture.Known:
			a.Known++
		default:
			a.Not++
			a.Files = append(a.Files, f)
			continue
		}
		row := sources[r.Source]
		f.SHA256 = hex.EncodeToString(r.Evidence.SHA256[:])
		f.Number, f.Source, f.Title = row.Number, c.Short(store.KindSource, r.Source), row.Title
		if a.Number == 0 {
			a.source = sourceOf(c, row)
		}
		a.Files = append(a.Files, f)
	}
	return nil
}
