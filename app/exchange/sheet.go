package exchange

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"redthread/store/ontology"
)

// sheets is where tables are written, one after another.
type sheets interface {
	begin(name string, columns []string) error
	row(cells []string) error
	end() error
}

// The two sheets that are read back: each row of the first is one noting.
const (
	statementSheet = "Statements"
	sourceSheet    = "Sources"
)

var (
	sheetColumns = []string{
		"entity", "schema", "class", "name", "property", "value", "part", "target", "language", "stance", "from", "to",
		"source", "source title", "place", "quote", "said by", "hedge", "credibility", "origin", "original",
	}
	sourceColumns = []string{
		"source", "number", "title", "kind", "publisher", "author", "published", "accessed", "url", "origin", "language", "note", "grade", "class",
	}
)

// cellLimit is how much text a cell of a workbook holds.
const cellLimit = 32_000

// sheetsOf writes a case as sheets: one for each schema, for people, and the
// statements and sources, which hold all of it.
func (w *walker) sheetsOf(ctx context.Context, out sheets, progress func(float64, string)) error {
	used, err := w.c.UsedProperties(ctx)
	if err != nil {
		return err
	}
	for _, s := range ontology.Default().Schemata() {
		if used[s.Name] == nil {
			continue
		}
		if err := w.schemaSheet(ctx, out, s, used[s.Name]); err != nil {
			return err
		}
	}
	if err := out.begin(statementSheet, sheetColumns); err != nil {
		return err
	}
	if err := w.each(ctx, "", progress, func(t thing) error {
		w.report.Entities++
		w.report.Statements += len(t.facts)
		return w.statementRows(out, t)
	}); err != nil {
		return err
	}
	if err := out.end(); err != nil {
		return err
	}
	if err := out.begin(sourceSheet, sourceColumns); err != nil {
		return err
	}
	for i, s := range w.sources {
		d := sourceDataOf(s.Source)
		w.report.Sources++
		if err := w.safe(out, []string{
			s.dataset, strconv.Itoa(i + 1), d.Title, d.Kind, d.Publisher, d.Author, d.Published, d.Accessed, d.URL, d.Origin, d.Language, d.Note, d.Grade, d.Class,
		}); err != nil {
			return err
		}
	}
	return out.end()
}

func (w *walker) safe(out sheets, cells []string) error {
	if err := w.clean([]byte(strings.Join(cells, "\n"))); err != nil {
		return err
	}
	return out.row(cells)
}

// schemaSheet writes the entities of a schema, a column for each property.
func (w *walker) schemaSheet(ctx context.Context, out sheets, s *ontology.Schema, used []string) error {
	columns := []string{"id", "name", "class"}
	var props []string
	for _, p := range s.Properties() {
		if slices.Contains(used, p.Name) && p.Name != keptAside {
			props = append(props, p.Name)
		}
	}
	for _, p := range props {
		if p == "name" {
			p = "names"
		}
		columns = append(columns, p)
	}
	if err := out.begin(s.Name, columns); err != nil {
		return err
	}
	if err := w.each(ctx, s.Name, func(float64, string) {}, func(t thing) error {
		cells := []string{t.id, t.caption, string(t.class)}
		for _, p := range props {
			var values []string
			for _, f := range t.facts {
				if f.prop != p {
					continue
				}
				text := f.value
				switch {
				case f.dispute:
					text = "not " + text
				case f.hedged():
					for _, n := range f.notings {
						if n.Hedge != "" {
							text += " (“" + n.Hedge + "”)"
							break
						}
					}
				}
				if !slices.Contains(values, text) {
					values = append(values, text)
				}
			}
			cell := strings.Join(values, "; ")
			if r := []rune(cell); len(r) > cellLimit {
				cell = string(r[:cellLimit]) + "…" // whole among the statements
			}
			cells = append(cells, cell)
		}
		return w.safe(out, cells)
	}); err != nil {
		return err
	}
	return out.end()
}

// statementRows writes what is said of an entity, a row for each noting. A
// long value goes on in further rows.
func (w *walker) statementRows(out sheets, t thing) error {
	if len(t.facts) == 0 { // it is only pointed at
		cells := make([]string, len(sheetColumns))
		cells[0], cells[1], cells[2], cells[3] = t.id, t.schema.Name, string(t.class), t.caption
		return w.safe(out, cells)
	}
	for _, f := range t.facts {
		notings := f.notings
		if len(notings) == 0 {
			notings = []noting{{}}
		}
		stance := "asserts"
		if f.dispute {
			stance = "disputes"
		}
		source, title := "", ""
		if !f.source.IsZero() {
			source = w.dataset(f.source)
			if at, ok := w.byID[f.source]; ok {
				title = w.sources[at].Title
			}
		}
		value, target := f.value, ""
		if f.kind == "entity" {
			value, target = "", f.value
		}
		for _, n := range notings {
			credibility := ""
			if n.Credibility > 0 {
				credibility = strconv.Itoa(int(n.Credibility))
			}
			for part, piece := range pieces(value) {
				number := ""
				if part > 0 {
					number = strconv.Itoa(part + 1)
				}
				if err := w.safe(out, []string{
					t.id, t.schema.Name, string(t.class), t.caption, f.prop, piece, number, target, f.lang, stance, f.from, f.to,
					source, title, n.Locator, n.Quote, n.SaidBy, n.Hedge, credibility, n.Origin, n.Original,
				}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// pieces cuts a text into what cells hold.
func pieces(s string) []string {
	r := []rune(s)
	if len(r) <= cellLimit {
		return []string{s}
	}
	var all []string
	for part := range slices.Chunk(r, cellLimit/2) { // a letter can take two units of a workbook
		all = append(all, string(part))
	}
	return all
}

// textCell makes a cell that no program takes for a formula: where it begins
// as one does, or with an apostrophe, an apostrophe stands before it.
func textCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n'", rune(s[0])) || strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") || strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠") {
		return "'" + s
	}
	return s
}

// cellText is the way back.
func cellText(s string) string {
	rest, ok := strings.CutPrefix(s, "'")
	if ok && textCell(rest) != rest {
		return rest
	}
	return s
}
