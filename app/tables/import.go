package tables

import (
	"context"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"strings"

	"redthread/app/capture"
	"redthread/app/tables/records"
	"redthread/store"
	"redthread/store/ontology"
)

// Options say how a table is imported.
type Options struct {
	Records  records.Options
	KeepRest bool         // a bad cell costs only itself, not its row
	How      string       // how the file came: "chosen", "named on the command line"
	Source   store.Source // what a person filled in of the source
}

// Result is what an import did.
type Result struct {
	Found
	Source  store.ID
	Known   bool // the file was in the case already, and its source is used
	Kept    bool // its bytes lie in the case
	Text    bool // its rows are passages that the statements point to
	New     int  // entities that were not there before
	Changed bool // something went in
}

// largestKept is how large a file may be whose bytes go into the case.
const largestKept = 4 << 30

// batch is how many rows go from the reader to the writer at a time.
const batch = 64

// Import brings a file into a case as one action: its bytes, the source, its
// rows as passages where there are not too many, and the statements of every
// good row, each citing its row. When it fails or ctx ends, nothing is left.
func Import(ctx context.Context, c *store.Case, path string, m Mapping, o Options, tell Progress) (Result, error) {
	var res Result
	res.Schemas = map[string]int{}
	f, err := records.Open(ctx, path, o.Records)
	if err != nil {
		return res, err
	}
	defer func() { _ = f.Close() }()
	w := &writing{file: f, mapping: &m, options: o, result: &res, tell: tell}
	if err := w.prepare(ctx, c, path); err != nil {
		return res, err
	}
	id, err := c.Update(ctx, "Import the table "+f.Name, func(tx *store.Tx) error { return w.write(ctx, tx) })
	res.Changed = err == nil && !id.IsZero()
	res.Notes = append(res.Notes, oddities(f)...)
	return res, err
}

// writing is an import on its way.
type writing struct {
	file     *records.File
	mapping  *Mapping
	options  Options
	result   *Result
	tell     Progress
	prepared *capture.Prepared
	sum      [32]byte
	known    store.ID // the source that holds the file already
	pages    *pages   // its rows as passages; nil where there are too many
	layer    store.ID
}

// prepare looks at everything that needs no change: the hash, whether the case
// has the file, and its rows as passages.
func (w *writing) prepare(ctx context.Context, c *store.Case, path string) (err error) {
	if only, why := c.ReadOnly(); only {
		return store.Sentence(store.ErrReadOnly, "Nothing was imported: %s", why)
	}
	if err := w.mapping.Check(); err != nil {
		return err
	}
	item := capture.Item{Path: path}
	if w.file.Size > largestKept {
		w.result.Notes = append(w.result.Notes, "The file is larger than 4 GB, so its bytes stay outside the case; its hash and size are noted on the source.")
		if w.sum, err = hashOf(ctx, path); err != nil {
			return err
		}
	} else {
		if w.sum, err = item.Sum(ctx); err != nil {
			return err
		}
		if w.prepared, err = capture.Prepare(ctx, item, capture.Options{}); err != nil {
			return err
		}
	}
	holds, err := c.Holding(ctx, w.sum)
	if err != nil {
		return err
	}
	if w.pages, err = readPages(ctx, w.file, w.mapping); err != nil {
		return err
	}
	if len(holds) == 0 {
		return nil
	}
	w.known, w.result.Known = holds[0], true
	if w.pages != nil {
		w.layer, err = w.pages.find(ctx, c, w.known)
	}
	return err
}

// write does the change.
func (w *writing) write(ctx context.Context, tx *store.Tx) error {
	if err := w.source(tx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	rows := make(chan []staged, 4)
	ended := make(chan error, 1)
	go func() {
		defer close(rows)
		ended <- w.stage(ctx, rows)
	}()
	for list := range rows {
		for i := range list {
			if err := w.row(tx, &list[i]); err != nil {
				cancel()
				for range rows {
					continue
				}
				<-ended
				return err
			}
		}
	}
	return <-ended
}

// source keeps the file and logs it, or takes the source that has it.
func (w *writing) source(tx *store.Tx) (err error) {
	res := w.result
	if res.Source = w.known; w.known.IsZero() {
		s := w.options.Source
		if s.Kind == "" {
			s.Kind = "table"
		}
		if s.Title == "" {
			s.Title = strings.TrimSuffix(w.file.Name, filepath.Ext(w.file.Name))
		}
		if w.prepared == nil {
			s.Note = strings.TrimSpace(fmt.Sprintf("%s\nThe file %s of %d bytes is not in the case. SHA-256 %x.", s.Note, w.file.Name, w.file.Size, w.sum))
		} else {
			s = w.prepared.Fields(s)
		}
		if res.Source, err = tx.AddSource(s); err != nil {
			return err
		}
		if w.prepared != nil {
			kept, err := w.prepared.Write(tx, capture.Options{Source: res.Source, How: w.options.How})
			if err != nil {
				return err
			}
			if kept.Evidence.SHA256 != w.sum {
				return store.Sentence(store.ErrInvalid, "%s was changed while it was imported; try again when it is at rest.", w.file.Name)
			}
		}
	}
	res.Kept = w.prepared != nil || res.Known
	if w.pages == nil {
		return nil
	}
	res.Text = true
	if !w.layer.IsZero() {
		return nil
	}
	if w.layer, err = tx.AddText(res.Source, w.pages.layer()); err != nil {
		return err
	}
	_, err = tx.AddReading(store.Reading{
		Source: res.Source, Evidence: w.sum, Layer: w.layer, Tool: capture.Tool, Format: w.file.Format, Charset: w.file.Charset,
		Note: strings.Join(oddities(w.file), "\n"),
	})
	return err
}

// staged is a row that was made, with where it stands.
type staged struct {
	Made
	program *program
}

// stage reads and makes the rows ahead of the writer.
func (w *writing) stage(ctx context.Context, rows chan<- []staged) error {
	list := make([]staged, 0, batch)
	send := func() error {
		select {
		case rows <- list:
			list = make([]staged, 0, batch)
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	err := each(ctx, w.file, w.mapping, w.sum, w.tell, func(p *program, one *Made) error {
		list = append(list, staged{*one, p})
		*one = Made{}
		if len(list) == batch {
			return send()
		}
		return nil
	})
	if err == nil && len(list) > 0 {
		err = send()
	}
	return err
}

// row writes what one row says.
func (w *writing) row(tx *store.Tx, s *staged) error {
	res := w.result
	res.Rows++
	if res.fault(s.program, &s.Made, w.options.KeepRest) {
		return nil
	}
	where := s.program.locator(s.Row)
	cite := store.Citation{Locator: where}
	if w.pages != nil {
		if n := w.pages.number(s.Query, s.Row); n > 0 {
			cite.Layer, cite.Passage = w.layer, n
		}
	}
	schemas := make([]*ontology.Schema, len(s.Entities))
	for i, e := range s.Entities {
		has, made, err := tx.PutEntity(e.ID, e.Schema)
		if err != nil {
			return err
		}
		schemas[i] = has
		if made {
			res.New++
			res.Schemas[e.Schema]++
		}
	}
	for _, f := range s.Facts {
		if bad := unfit(s, schemas, &f); bad != "" {
			res.Bad++
			if len(res.Faults) < mostListed {
				res.Faults = append(res.Faults, Fault{Place: where, Row: s.Row, Value: f.Value, Why: bad})
			}
			continue
		}
		st := store.Statement{
			Entity: s.Entities[f.Entity].ID, Property: f.Property, Value: f.Value, Source: res.Source,
			Lang: f.Lang, From: f.From, To: f.To, Stance: store.Asserts,
		}
		if f.Target >= 0 {
			st.Target = s.Entities[f.Target].ID
		}
		if f.Dispute {
			st.Stance = store.Disputes
		}
		n := store.Noting{ID: notingID(&st, where), Citation: cite, Original: f.Original, Hedge: f.Hedge, SaidBy: f.SaidBy}
		if _, err := tx.Assert(st, n); err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
		res.Statements++
	}
	return nil
}

// unfit says why a fact cannot be said of an entity that the case has as
// another kind.
func unfit(s *staged, schemas []*ontology.Schema, f *MadeFact) string {
	has := schemas[f.Entity]
	if has.Name == s.Entities[f.Entity].Schema && (f.Target < 0 || schemas[f.Target].Name == s.Entities[f.Target].Schema) {
		return ""
	}
	p, ok := has.Property(f.Property)
	switch {
	case !ok:
		return fmt.Sprintf("the case has this entity as %s, which has no %s; change its kind, or the mapping's", has.Label, f.Property)
	case f.Target >= 0 && !p.Accepts(schemas[f.Target]):
		return fmt.Sprintf("%s cannot point to what the case has as %s; change its kind, or the mapping's", p.Label, schemas[f.Target].Label)
	}
	return ""
}

// notingID names the act of noting by what was noted and where it stands, so
// that importing a file again notes nothing twice.
func notingID(s *store.Statement, where string) store.ID {
	var buf [512]byte
	b := idSum{append(buf[:0], "redthread table noting 1\x00"...)}
	b.add(string(s.Source[:]))
	b.add(string(s.Entity[:]))
	b.add(s.Property)
	b.add(s.Value)
	b.add(string(s.Target[:]))
	b.add(s.Lang)
	b.b = append(b.b, byte(s.Stance))
	b.add(s.From)
	b.add(s.To)
	b.add(where)
	sum := sha256.Sum256(b.b)
	return store.ID(sum[:16])
}
