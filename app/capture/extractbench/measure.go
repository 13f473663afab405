package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"redthread/app/capture/bounded"
	"redthread/app/capture/document"
)

// file is one file that is measured.
type file struct {
	path      string
	reference string // what the other tool reads
	known     bool   // it read it
	text      string // what ours reads
	err       error
	recall    float64
	runs      float64 // of five words; less than zero: the reference has none
	words     int
}

// measured is the outcome for one kind.
type measured struct {
	kind         kind
	files        []*file
	ours, theirs time.Duration // on the wall, all files; theirs zero: not comparable
}

// find lists the files of each kind under the folders, one of each content.
func find(dirs []string) (map[string][]*file, error) {
	if len(dirs) == 0 {
		return nil, errors.New("name a folder with files to measure")
	}
	all := map[string][]*file{}
	seen := map[[32]byte]bool{}
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return nil
			}
			k, ok := kindOf(path)
			if !ok {
				return nil
			}
			sum, err := hash(path)
			if err != nil || seen[sum] {
				return nil
			}
			seen[sum] = true
			if path, err = filepath.Abs(path); err != nil {
				return err
			}
			all[k] = append(all[k], &file{path: path})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, errors.New("no file of a kind that is measured lies there")
	}
	return all, nil
}

// hash also brings a file into the page cache, for both sides alike.
func hash(path string) (sum [32]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	_, err = io.Copy(h, f)
	h.Sum(sum[:0])
	return sum, err
}

func measure(ctx context.Context, pool *bounded.Pool, k kind, files []*file) (*measured, error) {
	m := &measured{kind: k, files: files}
	at := time.Now()
	comparable, err := k.reference(ctx, files, pool.Size())
	if err != nil {
		return nil, err
	}
	if comparable {
		m.theirs = time.Since(at)
	}
	at = time.Now()
	each(ctx, pool.Size(), files, func(f *file) {
		var doc document.Document
		doc, f.err = pool.Read(ctx, bounded.Request{Path: f.path, Name: filepath.Base(f.path), Limits: document.Usual()})
		var text strings.Builder
		for _, s := range doc.Sections {
			text.WriteString(s.Title + "\n")
		}
		for _, p := range doc.Passages {
			text.WriteString(p.Text)
			text.WriteByte('\n')
		}
		f.text = text.String()
	})
	m.ours = time.Since(at)
	each(ctx, pool.Size(), files, (*file).score)
	return m, ctx.Err()
}

// each does something with every file, so many at a time.
func each(ctx context.Context, workers int, files []*file, do func(*file)) {
	work := make(chan *file)
	var wait sync.WaitGroup
	for range max(1, workers) {
		wait.Go(func() {
			for f := range work {
				do(f)
			}
		})
	}
	for _, f := range files {
		if ctx.Err() != nil {
			break
		}
		work <- f
	}
	close(work)
	wait.Wait()
}

func (m *measured) print(w io.Writer, names bool) {
	var recall, runs []float64
	count := map[string]int{}
	var compared []*file
	for _, f := range m.files {
		switch {
		case f.err == nil:
		case errors.Is(f.err, bounded.ErrTooLong):
			count["hung"]++
		case errors.Is(f.err, bounded.ErrDied):
			count["crashed"]++
		case errors.Is(f.err, document.ErrTooLarge):
			count["over a limit"]++
		case errors.Is(f.err, document.ErrLocked):
			count["locked"]++
		case errors.Is(f.err, document.ErrDamaged):
			count["damaged"]++
		default:
			count["other"]++
		}
		if f.words == 0 {
			continue
		}
		compared = append(compared, f)
		recall = append(recall, f.recall)
		if f.runs >= 0 {
			runs = append(runs, f.runs)
		}
	}
	fmt.Fprintf(w, "%s: %d files, %d compared with %s", m.kind.name, len(m.files), len(compared), m.kind.with)
	for _, what := range []string{"crashed", "hung", "over a limit", "locked", "damaged", "other"} {
		if count[what] > 0 {
			fmt.Fprintf(w, ", %d %s", count[what], what)
		}
	}
	fmt.Fprintln(w)
	if len(compared) > 0 {
		fmt.Fprintf(w, "  words recalled: median %.2f %%, 10th percentile %.2f %%; runs of five: median %.2f %%, 10th percentile %.2f %%\n",
			100*quantile(recall, 0.5), 100*quantile(recall, 0.1), 100*quantile(runs, 0.5), 100*quantile(runs, 0.1))
	}
	fmt.Fprintf(w, "  time: %s", m.ours.Round(time.Millisecond))
	if m.theirs > 0 {
		fmt.Fprintf(w, " against %s, ratio %.2f", m.theirs.Round(time.Millisecond), float64(m.ours)/float64(m.theirs))
	}
	fmt.Fprintln(w)
	slices.SortStableFunc(compared, func(a, b *file) int {
		switch {
		case a.recall < b.recall:
			return -1
		case a.recall > b.recall:
			return 1
		}
		return 0
	})
	for _, f := range compared[:min(10, len(compared))] {
		name := fmt.Sprintf("%x", sha256.Sum256([]byte(filepath.Base(f.path))))[:12]
		if names {
			name = f.path
		}
		fmt.Fprintf(w, "  %6.2f %% of %d words  %s", 100*f.recall, f.words, name)
		if f.err != nil && names {
			fmt.Fprintf(w, "  %v", f.err)
		}
		fmt.Fprintln(w)
	}
}

// quantile of no numbers is zero.
func quantile(all []float64, share float64) float64 {
	if len(all) == 0 {
		return 0
	}
	all = slices.Sorted(slices.Values(all))
	return all[int(share*float64(len(all)-1))]
}
