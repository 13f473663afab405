package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"sort"
	"time"
)

// Section names what begins at a passage of a layer: a sheet, an attached
// file, the rest of a web page.
type Section struct {
	First int // number of the passage
	Title string
	Rest  bool // what stands around the text: menus, footers
}

// Layer is one reading of a source's text. It never changes; a newer reading
// of the same file takes its place and leaves it where citations point to it.
type Layer struct {
	ID       ID
	Kind     string // "notes": a researcher's own words; "text": the words of a file
	Tool     string
	File     string // base name of the file it was read from, "" for notes
	Evidence [32]byte
	Current  bool // no newer reading of the same file
	Length   int  // how many passages it has
	Passages []Passage
	Sections []Section
}

// Reading is one act of reading a file for its text.
type Reading struct {
	ID       ID
	Source   ID
	Evidence [32]byte
	Layer    ID // zero: there was no text to be had
	Tool     string
	Format   string // "pdf", "docx" …
	Charset  string
	Pages    int
	Note     string            // what is odd or missing, one sentence a line
	Meta     map[string]string // what the file says of itself
	Author   string
	At       time.Time
}

// AddPassages gives a source a text layer of numbered passages. A layer never
// changes: a new reading of the same source is a new layer.
func (tx *Tx) AddPassages(source ID, kind, tool string, passages []Passage) (ID, error) {
	return tx.AddText(source, Layer{Kind: kind, Tool: tool, Passages: passages})
}

// AddText gives a source a text layer with its sections.
func (tx *Tx) AddText(source ID, l Layer) (ID, error) {
	row, err := tx.recordRow(recordSource, source)
	if err != nil {
		return ID{}, err
	}
	id, err := tx.newUID()
	if err != nil {
		return ID{}, err
	}
	layer, err := tx.insert(tLayer, idBytes(id), row, l.Kind, l.Tool, tx.action)
	if err != nil {
		return ID{}, err
	}
	for _, p := range l.Passages {
		if p.Number < 1 {
			return ID{}, faultf(ErrInvalid, nil, "Passages are numbered from 1.")
		}
		if _, err := tx.insert(tPassage, layer, int64(p.Number), int64(p.Page), p.Text); err != nil {
			return ID{}, err
		}
	}
	for _, s := range l.Sections {
		if _, err := tx.insert(tSection, layer, int64(s.First), s.Title, boolInt(s.Rest)); err != nil {
			return ID{}, err
		}
	}
	tx.told.source(source)
	return id, nil
}

// AddReading notes that a file was read, and what came of it.
func (tx *Tx) AddReading(r Reading) (ID, error) {
	row, err := tx.recordRow(recordSource, r.Source)
	if err != nil {
		return ID{}, err
	}
	var evidence int64
	if ok, err := tx.w.row("SELECT id FROM evidence WHERE sha256 = ?", []any{r.Evidence[:]}, &evidence); err != nil || !ok {
		return ID{}, noEvidence(err)
	}
	var layer any
	if !r.Layer.IsZero() {
		var l int64
		if ok, err := tx.w.row("SELECT id FROM layer WHERE uid = ?", []any{r.Layer[:]}, &l); err != nil || !ok {
			return ID{}, fmt.Errorf("looking for the text: %w", errOr(err, ErrNotFound))
		}
		layer = l
	}
	if r.Meta == nil {
		r.Meta = map[string]string{}
	}
	meta, err := json.Marshal(r.Meta)
	if err != nil {
		return ID{}, fmt.Errorf("writing down what the file says of itself: %w", err)
	}
	id, err := tx.newUID()
	if err != nil {
		return ID{}, err
	}
	tx.told.source(r.Source)
	_, err = tx.insert(tReading, idBytes(id), row, evidence, layer, r.Tool, r.Format, r.Charset, int64(r.Pages), r.Note, string(meta), tx.action)
	return id, err
}

func errOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

func noEvidence(err error) error {
	if err != nil {
		return err
	}
	return faultf(ErrNotFound, nil, "There is no evidence with this hash in the case.")
}

// Readings lists what was read of a source's files, oldest first.
func (c *Case) Readings(ctx context.Context, source ID) ([]Reading, error) {
	all, err := query(ctx, c.read, `SELECT g.uid, e.sha256, l.uid, g.tool, g.format, g.charset, g.pages, g.note, g.meta, a.author, a.wall
		FROM reading g JOIN record r ON r.id = g.source JOIN evidence e ON e.id = g.evidence JOIN action a ON a.id = g.action
		LEFT JOIN layer l ON l.id = g.layer WHERE r.uid = ? ORDER BY a.clock, a.hash, g.id`, func(rows *sql.Rows) (Reading, error) {
		r := Reading{Source: source}
		var uid, sum, layer []byte
		var meta string
		var wall int64
		if err := rows.Scan(&uid, &sum, &layer, &r.Tool, &r.Format, &r.Charset, &r.Pages, &r.Note, &meta, &r.Author, &wall); err != nil {
			return r, err
		}
		r.ID, r.Layer, r.At = idFrom(uid), idFrom(layer), time.UnixMilli(wall).UTC()
		copy(r.Evidence[:], sum)
		if err := json.Unmarshal([]byte(meta), &r.Meta); err != nil {
			r.Meta = nil // a stranger's file may hold any JSON; what is no list of texts says nothing
		}
		return r, nil
	}, source[:])
	return all, explain(c.path, err)
}

// Layers lists the text layers of a source without their passages, newest first.
func (c *Case) Layers(ctx context.Context, source ID) ([]Layer, error) {
	all, err := query(ctx, c.read, `SELECT l.uid, l.kind, l.tool, (SELECT count(*) FROM passage p WHERE p.layer = l.id), e.sha256,
			coalesce((SELECT a.name FROM attachment a WHERE a.source = l.source AND a.evidence = e.id ORDER BY a.id LIMIT 1), ''), `+currentLayer+`
		FROM layer l JOIN record r ON r.id = l.source JOIN action a ON a.id = l.action LEFT JOIN reading g ON g.layer = l.id LEFT JOIN evidence e ON e.id = g.evidence
		WHERE r.uid = ? ORDER BY a.clock DESC, a.hash DESC, l.id DESC`, scanLayer, source[:])
	return all, explain(c.path, err)
}

func scanLayer(r *sql.Rows) (Layer, error) {
	var l Layer
	var uid, sum []byte
	err := r.Scan(&uid, &l.Kind, &l.Tool, &l.Length, &sum, &l.File, &l.Current)
	l.ID = idFrom(uid)
	copy(l.Evidence[:], sum)
	return l, err
}

// Text reads the newest text layer of a source; ok is false when it has none.
func (c *Case) Text(ctx context.Context, source ID) (l Layer, ok bool, err error) {
	all, err := c.Layers(ctx, source)
	if err != nil || len(all) == 0 {
		return l, false, err
	}
	l, err = c.Layer(ctx, source, all[0].ID)
	return l, true, err
}

// Layer reads one text layer of a source with its passages and sections.
func (c *Case) Layer(ctx context.Context, source, layer ID) (Layer, error) {
	all, err := c.Layers(ctx, source)
	if err != nil {
		return Layer{}, err
	}
	for _, l := range all {
		if l.ID != layer {
			continue
		}
		l.Passages = make([]Passage, 0, l.Length)
		rows, err := c.read.QueryContext(ctx, "SELECT p.number, p.page, p.text FROM passage p JOIN layer l ON l.id = p.layer WHERE l.uid = ? ORDER BY p.number", layer[:])
		if err != nil {
			return l, explain(c.path, err)
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var p Passage
			if err := rows.Scan(&p.Number, &p.Page, &p.Text); err != nil {
				return l, explain(c.path, err)
			}
			l.Passages = append(l.Passages, p)
		}
		if err := rows.Err(); err != nil {
			return l, explain(c.path, err)
		}
		l.Sections, err = query(ctx, c.read, "SELECT s.number, s.title, s.rest FROM section s JOIN layer l ON l.id = s.layer WHERE l.uid = ? ORDER BY s.number", func(r *sql.Rows) (Section, error) {
			var s Section
			return s, r.Scan(&s.First, &s.Title, &s.Rest)
		}, layer[:])
		return l, explain(c.path, err)
	}
	return Layer{}, faultf(ErrNotFound, nil, "The source has no such text.")
}

// Aside is a place in a text that somebody looked at and does not want to be
// shown again as something to cite.
type Aside struct {
	ID          ID
	Source      ID
	Layer       ID
	Passage     int
	Start, Stop int // code points
	Removed     bool
}

// AddAside sets a place aside.
func (tx *Tx) AddAside(a Aside) (ID, error) {
	tx.told.source(a.Source)
	return tx.addRecord(recordAside, a.ID, a.fields())
}

// SetAside changes an Aside; Removed takes it back.
func (tx *Tx) SetAside(a Aside) error {
	tx.told.source(a.Source)
	return tx.setRecord(recordAside, a.ID, a.fields())
}

func (a Aside) fields() []fieldValue {
	return []fieldValue{
		{"source", a.Source.String()},
		{"layer", aboutText(a.Layer)},
		{"passage", fmt.Sprint(a.Passage)},
		{"start", fmt.Sprint(a.Start)},
		{"stop", fmt.Sprint(a.Stop)},
		{"removed", flag(a.Removed)},
	}
}

// Asides lists the places set aside in a source.
func (c *Case) Asides(ctx context.Context, source ID) ([]Aside, error) {
	recs, err := c.records(ctx, recordAside, ID{})
	if err != nil {
		return nil, explain(c.path, err)
	}
	var all []Aside
	for _, r := range recs {
		a := Aside{ID: r.id, Removed: r.value["removed"] == "1"}
		_ = a.Source.UnmarshalText([]byte(r.value["source"]))
		_ = a.Layer.UnmarshalText([]byte(r.value["layer"]))
		for name, into := range map[string]*int{"passage": &a.Passage, "start": &a.Start, "stop": &a.Stop} {
			if _, err := fmt.Sscan(r.value[name], into); err != nil {
				*into = 0
			}
		}
		if !a.Removed && a.Source == source {
			all = append(all, a)
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].Passage != all[j].Passage {
			return all[i].Passage < all[j].Passage
		}
		return all[i].Start < all[j].Start
	})
	return all, nil
}
