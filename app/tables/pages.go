package tables

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"redthread/app/capture"
	"redthread/app/capture/document"
	"redthread/app/capture/plain"
	"redthread/app/tables/records"
	"redthread/store"
)

// Rows become passages, so that a citation opens the file at its row, where
// they are not too many to be read on a screen.
const (
	mostPageFile = 32 << 20
	mostPageRows = 50_000
	mostPageText = 32 << 20
	mostPageRow  = 8000 // bytes
)

// pages are the rows of a file as numbered passages.
type pages struct {
	passages []store.Passage
	sections []store.Section
	numbers  map[pageKey]int
	groups   []int // by query: the sheet or place that it reads
}

type pageKey struct{ group, row int }

var errTooMany = errors.New("too many rows to be passages")

// readPages reads the rows of the sheets that a mapping uses. It gives nil
// where they are too many.
func readPages(ctx context.Context, f *records.File, m *Mapping) (*pages, error) {
	if f.Size > mostPageFile {
		return nil, nil
	}
	p := &pages{numbers: map[pageKey]int{}}
	var parts []records.Part
	for i := range m.Queries {
		q := &m.Queries[i]
		part := records.Part{Sheet: q.Sheet, Header: q.Header, Records: q.Records}
		at := -1
		for k, other := range parts {
			if other.Sheet == part.Sheet && other.Header == part.Header && other.Records == part.Records {
				at = k
			}
		}
		if at < 0 {
			at = len(parts)
			parts = append(parts, part)
		}
		p.groups = append(p.groups, at)
	}
	size := 0
	add := func(group, row int, text string) error {
		if text == "" {
			return nil
		}
		if len(text) > mostPageRow {
			text = strings.ToValidUTF8(text[:mostPageRow], "") + " …"
		}
		if size += len(text); size > mostPageText || len(p.passages) >= mostPageRows {
			return errTooMany
		}
		n := len(p.passages) + 1
		p.passages = append(p.passages, store.Passage{Number: n, Text: text})
		if row > 0 {
			p.numbers[pageKey{group, row}] = n
		}
		return nil
	}
	var columns []string
	for group := range parts {
		if !f.Tree() && f.Format != records.CSV {
			p.sections = append(p.sections, store.Section{First: len(p.passages) + 1, Title: sheetName(f, parts[group].Sheet)})
		}
		err := f.Read(ctx, parts[group:group+1], func(_ int, all []string) error {
			columns = all
			if f.Tree() {
				return nil
			}
			return add(group, 0, tabbed(all))
		}, func(_ int, r document.Row) error {
			return add(group, r.Number, pageText(f, columns, r))
		}, nil)
		if errors.Is(err, errTooMany) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
	if len(p.passages) == 0 {
		return nil, nil
	}
	for len(p.sections) > 0 && p.sections[len(p.sections)-1].First > len(p.passages) {
		p.sections = p.sections[:len(p.sections)-1]
	}
	return p, nil
}

// pageText is a row as a passage: cells parted by tabs; of a tree each field
// on a line with its name.
func pageText(f *records.File, columns []string, r document.Row) string {
	if !f.Tree() {
		all := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			all[i] = c.Visible()
		}
		return tabbed(all)
	}
	var b strings.Builder
	for i, c := range r.Cells {
		for _, v := range append([]string{c.Text}, c.More...) {
			if v == "" || b.Len() > mostPageRow {
				continue
			}
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "%s: %s", columns[i], strings.ReplaceAll(v, "\n", " "))
		}
	}
	return plain.Tidy(b.String())
}

func tabbed(cells []string) string {
	for i, c := range cells {
		cells[i] = strings.NewReplacer("\t", " ", "\n", " ").Replace(plain.Tidy(c))
	}
	return plain.Tidy(strings.Join(cells, "\t"))
}

// number gives the passage of a row, 0: none.
func (p *pages) number(query, row int) int { return p.numbers[pageKey{p.groups[query], row}] }

func (p *pages) layer() store.Layer {
	return store.Layer{Kind: "text", Tool: capture.Tool, Passages: p.passages, Sections: p.sections}
}

// find looks for a text of a source that is the same as this one.
func (p *pages) find(ctx context.Context, c *store.Case, source store.ID) (store.ID, error) {
	layers, err := c.Layers(ctx, source)
	if err != nil {
		return store.ID{}, err
	}
	for _, l := range layers {
		if l.Kind != "text" {
			continue
		}
		if l, err = c.Layer(ctx, source, l.ID); err != nil {
			return store.ID{}, err
		}
		if p.same(l) {
			return l.ID, nil
		}
	}
	return store.ID{}, nil
}

func (p *pages) same(l store.Layer) bool {
	if len(l.Passages) != len(p.passages) {
		return false
	}
	for i := range l.Passages {
		if l.Passages[i].Text != p.passages[i].Text {
			return false
		}
	}
	return true
}

// hashOf is the SHA-256 of a file that is too large for the case.
func hashOf(ctx context.Context, path string) (sum [32]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, fmt.Errorf("reading the file: %w", err)
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	for {
		if err := ctx.Err(); err != nil {
			return sum, err
		}
		if _, err := io.CopyN(h, f, 8<<20); errors.Is(err, io.EOF) {
			return [32]byte(h.Sum(nil)), nil
		} else if err != nil {
			return sum, fmt.Errorf("reading the file: %w", err)
		}
	}
}
