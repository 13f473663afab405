package tables

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/tables/records"
	"redthread/store/ontology"
	"redthread/store/value"
)

// draftRows is how many rows of a file are at hand while it is mapped.
const draftRows = 60

// Draft is a file that is being mapped: its first rows, and the mapping as it
// stands.
type Draft struct {
	Path    string
	Options records.Options
	File    *records.File
	Mapping Mapping
	Origin  string // where the mapping comes from, in words
	At      int    // the query that is looked at

	Columns []string // of that query's sheet or records
	Rows    []document.Row
	Repeats []string // of a tree: what can be a row within its records
}

// OpenDraft opens a file and proposes how to map it: as its like was mapped
// last time, else by a guess.
func OpenDraft(ctx context.Context, path string, o records.Options, memory *Memory) (*Draft, error) {
	f, err := records.Open(ctx, path, o)
	if err != nil {
		return nil, err
	}
	d := &Draft{Path: path, Options: o, File: f}
	if err := d.Propose(ctx, records.Part{}, memory); err != nil {
		_ = f.Close()
		return nil, err
	}
	return d, nil
}

// Close lets go of the file.
func (d *Draft) Close() error { return d.File.Close() }

// Propose looks at another sheet, heading or place of records and proposes a
// mapping for it.
func (d *Draft) Propose(ctx context.Context, part records.Part, memory *Memory) error {
	columns, rows, err := d.File.Sample(ctx, part, sampleRows)
	if err != nil {
		return err
	}
	if m, ok := memory.Recall(Fingerprint(d.File, part, columns)); ok && d.suits(&m, columns) {
		d.Mapping, d.Origin = m, "as tables with these headings were mapped last time"
	} else if m, ok := readyFor(d.File, columns); ok {
		d.Mapping, d.Origin = m.copied(), m.Label+", a mapping that comes with the program"
	} else {
		d.Mapping, d.Origin = GuessFrom(d.File, part, columns, rows), "guessed from the headings and what stands below them"
	}
	if d.At = 0; len(d.Mapping.Queries) == 1 && !d.File.Tree() {
		d.Mapping.Queries[0].Sheet, d.Mapping.Queries[0].Header = part.Sheet, part.Header
	}
	return d.Look(ctx, 0)
}

// suits says whether a remembered mapping names columns that are there.
func (d *Draft) suits(m *Mapping, columns []string) bool {
	if d.File.Tree() {
		return true
	}
	return !slices.ContainsFunc(m.Queries, func(q Query) bool {
		return !q.Lenient && slices.ContainsFunc(q.Columns(), func(c string) bool { return !slices.Contains(columns, c) })
	})
}

// Use takes a mapping that was loaded or chosen.
func (d *Draft) Use(ctx context.Context, m Mapping, origin string) error {
	old, at, from := d.Mapping, d.At, d.Origin
	d.Mapping, d.Origin = m.copied(), origin
	if err := d.Look(ctx, 0); err != nil {
		d.Mapping, d.At, d.Origin = old, at, from
		return err
	}
	if missing := d.Missing(); len(missing) > 0 {
		d.Mapping, d.At, d.Origin = old, at, from
		return refused("The mapping does not fit %s, which has no column %s.", d.File.Name, strings.Join(missing[:min(len(missing), 5)], ", "))
	}
	return nil
}

// Missing lists the columns that the query asks for and the file lacks.
func (d *Draft) Missing() []string {
	var all []string
	q := d.Query()
	if d.File.Tree() || q.Lenient {
		return nil
	}
	for _, c := range q.Columns() {
		if !slices.Contains(d.Columns, c) {
			all = append(all, c)
		}
	}
	return all
}

// Look turns to one of the queries and reads its first rows.
func (d *Draft) Look(ctx context.Context, query int) (err error) {
	if query < 0 || query >= len(d.Mapping.Queries) {
		return refused("The mapping has no query %d.", query+1)
	}
	q := &d.Mapping.Queries[query]
	part := records.Part{Sheet: q.Sheet, Header: q.Header, Records: q.Records, Rows: q.Rows}
	if d.Columns, d.Rows, err = d.File.Sample(ctx, part, draftRows); err != nil {
		return err
	}
	d.At, d.Repeats = query, nil
	if d.File.Tree() {
		d.Repeats, err = d.File.Repeats(ctx, part)
	}
	return err
}

// Query is the query that is looked at.
func (d *Draft) Query() *Query { return &d.Mapping.Queries[d.At] }

// Example is the first value of a column.
func (d *Draft) Example(column string) string {
	at := slices.Index(d.Columns, column)
	for _, r := range d.Rows {
		if at >= 0 && at < len(r.Cells) {
			if v := strings.TrimSpace(r.Cells[at].Visible()); v != "" {
				return v
			}
		}
	}
	return ""
}

// Hint tells how the values of a column are written, for the property that it
// is to fill.
func (d *Draft) Hint(of, schema, property string) Property {
	var p Property
	s, ok := ontology.Default().Schema(schema)
	at := slices.Index(d.Columns, of)
	if !ok || at < 0 {
		return p
	}
	c := &column{name: of, words: headingTokens(lastOf(d.File, of))}
	for _, r := range d.Rows {
		if at < len(r.Cells) && !isEmpty(strings.TrimSpace(r.Cells[at].Visible())) {
			c.filled = append(c.filled, r.Cells[at])
		}
	}
	p.Name = property
	(&guess{file: d.File}).refine(&p, s, c)
	return p
}

// Line is one thing that a row becomes, in words.
type Line struct {
	Row   int
	Kind  string // of the entity, for people
	Group string // for its colour
	Title string // what it is called, or what a link ties
	Text  string // what else is said of it
	Bad   bool   // Text says what is wrong
}

// Preview gives the first rows as the statements they become.
func (d *Draft) Preview(most int) ([]Line, error) {
	rows := d.Rows[:min(len(d.Rows), most)]
	q := d.Query()
	if len(q.Entities) == 0 {
		return nil, nil
	}
	made, err := Preview(d.File, *q, d.Columns, rows)
	if err != nil {
		return nil, err
	}
	var all []Line
	for i := range made {
		all = append(all, lines(&made[i])...)
	}
	return all, nil
}

func lines(m *Made) []Line {
	var all []Line
	captions := make([]string, len(m.Entities))
	for i, e := range m.Entities {
		s, _ := ontology.Default().Schema(e.Schema)
		captions[i] = e.Name
		for _, p := range append([]string{"name"}, s.Caption...) {
			if v, ok := m.first(i, p); ok {
				captions[i] = v
				break
			}
		}
	}
	for i, e := range m.Entities {
		s, _ := ontology.Default().Schema(e.Schema)
		l := Line{Row: m.Row, Kind: s.Label, Group: string(s.Group), Title: captions[i]}
		if s.Edge != nil {
			l.Title = m.end(i, s.Edge.Source, captions) + " " + s.Edge.Label + " " + m.end(i, s.Edge.Target, captions)
		}
		var parts []string
		for _, f := range m.Facts {
			if f.Entity != i || s.Edge == nil && f.Target < 0 && f.Value == captions[i] {
				continue
			}
			if s.Edge != nil && (f.Property == s.Edge.Source || f.Property == s.Edge.Target) {
				continue
			}
			p, ok := s.Property(f.Property)
			if !ok {
				continue
			}
			v := value.Show(p.Kind, f.Value)
			if f.Target >= 0 {
				v = captions[f.Target]
			}
			text := p.Label + ": " + v
			if f.Original != "" && f.Original != v {
				text += fmt.Sprintf(" (“%s”)", f.Original)
			}
			if f.Hedge != "" {
				text += ", " + f.Hedge
			}
			parts = append(parts, text)
		}
		l.Text = strings.Join(parts, "  ·  ")
		all = append(all, l)
	}
	for _, f := range m.Faults {
		title := f.Column
		if title == "" {
			title = "The row"
		}
		all = append(all, Line{Row: m.Row, Kind: "Bad", Title: title, Text: strings.TrimSuffix(f.Why, ".") + ".", Bad: true})
	}
	return all
}

func (m *Made) first(entity int, property string) (string, bool) {
	for _, f := range m.Facts {
		if f.Entity == entity && f.Property == property && f.Target < 0 {
			return f.Value, true
		}
	}
	return "", false
}

func (m *Made) end(entity int, property string, captions []string) string {
	for _, f := range m.Facts {
		if f.Entity == entity && f.Property == property && f.Target >= 0 {
			return captions[f.Target]
		}
	}
	return "…"
}

// copied is a mapping that can be changed without changing the one it is of.
func (m *Mapping) copied() Mapping {
	y, err := m.YAML()
	if err != nil {
		return *m
	}
	again, err := ParseMapping(y)
	if err != nil {
		return *m
	}
	return again
}

// Remember keeps the mapping for tables with these headings.
func (d *Draft) Remember(memory *Memory) error {
	if d.At != 0 {
		return nil // the first query is what a table is told by
	}
	q := d.Query()
	return memory.Keep(Fingerprint(d.File, records.Part{Records: q.Records}, d.Columns), d.Mapping)
}
