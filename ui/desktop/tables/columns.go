package tables

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app/tables"
	"redthread/app/tables/records"
	"redthread/store/ontology"
	"redthread/ui/desktop/part"
)

// mostShown is how many columns are drawn; a filter finds the others.
const mostShown = 150

// fillChoices draws the menus above: which sheet, where its heading is, how
// the file is read, and where the mapping comes from.
func (w *wizard) fillChoices() {
	f := w.draft.File
	var all []fyne.CanvasObject
	if len(w.draft.Mapping.Queries) > 1 {
		all = append(all, part.NewMenuButton(w.queryName(w.draft.At), w.queryMenu))
	}
	if len(f.Sheets()) > 1 {
		all = append(all, part.NewMenuButton(w.sheetName(), w.sheetMenu))
	}
	switch {
	case f.Tree():
		if len(w.draft.Repeats) > 0 || w.draft.Query().Rows != "" {
			all = append(all, part.NewMenuButton(rowsName(w.draft.Query().Rows), w.rowsMenu))
		}
	default:
		all = append(all, part.NewMenuButton(headingName(w.draft.Query().Header), w.headingMenu))
	}
	if f.Format == records.CSV {
		all = append(all, part.NewMenuButton("Charset: "+f.Charset, w.charsetMenu), part.NewMenuButton("Parted by: "+delimiterName(f.Delimiter), w.delimiterMenu))
	}
	all = append(all, part.NewMenuButton("Mapping", w.mappingMenu))
	w.choices.Objects = all
	w.choices.Refresh()
}

func (w *wizard) queryName(i int) string {
	q := &w.draft.Mapping.Queries[i]
	name := q.Rows
	if name == "" {
		name = q.Records
	}
	if name == "" {
		name = q.Sheet
	}
	return strings.TrimSpace(fmt.Sprintf("Part %d of %d: %s", i+1, len(w.draft.Mapping.Queries), name))
}

func (w *wizard) queryMenu() *fyne.Menu {
	var all []*fyne.MenuItem
	for i := range w.draft.Mapping.Queries {
		all = append(all, fyne.NewMenuItem(w.queryName(i), func() {
			w.ask("Reading the table", func(ctx context.Context) error { return w.draft.Look(ctx, i) })
		}))
	}
	return fyne.NewMenu("", all...)
}

func (w *wizard) sheetName() string {
	q := w.draft.Query()
	if w.draft.File.Tree() {
		name := q.Records
		if name == "" {
			name = w.draft.File.Sheets()[0].Name
		}
		if name == "" {
			name = "the outermost"
		}
		return "Records: " + short(name)
	}
	name := q.Sheet
	for _, s := range w.draft.File.Sheets() {
		if name == "" && !s.Hidden {
			name = s.Name
		}
	}
	return "Sheet: " + short(name)
}

func short(s string) string {
	if r := []rune(s); len(r) > 28 {
		return "…" + string(r[len(r)-27:])
	}
	return s
}

func (w *wizard) sheetMenu() *fyne.Menu {
	var all []*fyne.MenuItem
	for _, s := range w.draft.File.Sheets() {
		name := s.Name
		if name == "" {
			name = "the outermost"
		}
		if s.Hidden {
			name += "  (hidden in the file)"
		}
		all = append(all, fyne.NewMenuItem(name, func() {
			p := records.Part{Sheet: s.Name}
			if w.draft.File.Tree() {
				p = records.Part{Records: s.Name}
			}
			w.propose(p)
		}))
	}
	return fyne.NewMenu("", all...)
}

func (w *wizard) propose(p records.Part) {
	w.ask("Reading the table", func(ctx context.Context) error { return w.draft.Propose(ctx, p, w.d.Env().Mappings()) })
}

func rowsName(rows string) string {
	if rows == "" {
		return "A row is: each record"
	}
	return "A row is: each " + short(rows)
}

func (w *wizard) rowsMenu() *fyne.Menu {
	q := w.draft.Query()
	all := []*fyne.MenuItem{fyne.NewMenuItem("each record", func() { w.propose(records.Part{Records: q.Records}) })}
	for _, r := range w.draft.Repeats {
		all = append(all, fyne.NewMenuItem("each "+r, func() { w.propose(records.Part{Records: q.Records, Rows: r}) }))
	}
	return fyne.NewMenu("", all...)
}

func headingName(header int) string {
	switch {
	case header == 0:
		return "Heading: found"
	case header < 0:
		return "Heading: none"
	}
	return fmt.Sprintf("Heading: row %d", header)
}

func (w *wizard) headingMenu() *fyne.Menu {
	q := w.draft.Query()
	sheet := q.Sheet
	all := []*fyne.MenuItem{
		fyne.NewMenuItem("Find it", func() { w.propose(records.Part{Sheet: sheet}) }),
		fyne.NewMenuItem("There is none", func() { w.propose(records.Part{Sheet: sheet, Header: records.NoHeading}) }),
	}
	for i := 1; i <= 10; i++ {
		all = append(all, fyne.NewMenuItem(fmt.Sprintf("Row %d", i), func() { w.propose(records.Part{Sheet: sheet, Header: i}) }))
	}
	return fyne.NewMenu("", all...)
}

// charsets that the menu offers; any other can be given on the command line.
var charsets = []string{"utf-8", "windows-1251", "koi8-r", "cp866", "euc-kr", "gb18030", "shift_jis", "utf-16le", "windows-1252"}

func (w *wizard) charsetMenu() *fyne.Menu {
	all := []*fyne.MenuItem{fyne.NewMenuItem("Find it out", func() { w.reopen(records.Options{Delimiter: w.draft.Options.Delimiter}) })}
	for _, c := range charsets {
		all = append(all, fyne.NewMenuItem(c, func() { w.reopen(records.Options{Charset: c, Delimiter: w.draft.Options.Delimiter}) }))
	}
	return fyne.NewMenu("", all...)
}

func delimiterName(d byte) string {
	switch d {
	case ',':
		return "comma"
	case ';':
		return "semicolon"
	case '\t':
		return "tab"
	case '|':
		return "bar"
	}
	return string(rune(d))
}

func (w *wizard) delimiterMenu() *fyne.Menu {
	var all []*fyne.MenuItem
	for _, d := range []byte{',', ';', '\t', '|'} {
		all = append(all, fyne.NewMenuItem(delimiterName(d), func() { w.reopen(records.Options{Charset: w.draft.Options.Charset, Delimiter: d}) }))
	}
	return fyne.NewMenu("", all...)
}

func (w *wizard) mappingMenu() *fyne.Menu {
	all := []*fyne.MenuItem{
		fyne.NewMenuItem("Guess it anew", func() {
			q := w.draft.Query()
			p := records.Part{Sheet: q.Sheet, Header: q.Header, Records: q.Records, Rows: q.Rows}
			w.ask("Reading the table", func(ctx context.Context) error { return w.draft.Propose(ctx, p, nil) })
		}),
		fyne.NewMenuItem("Begin with nothing", func() {
			w.draft.Query().Entities = nil
			w.draft.Origin = "yours: say what a row tells of, then what each column is"
			w.refresh()
		}),
		fyne.NewMenuItem("Load a mapping…", w.loadMapping),
		fyne.NewMenuItem("Save the mapping…", w.saveMapping),
		fyne.NewMenuItemSeparator(),
	}
	for _, r := range tables.Ready() {
		all = append(all, fyne.NewMenuItem(r.Label, func() {
			w.ask("Reading the table", func(ctx context.Context) error {
				return w.draft.Use(ctx, r.Mapping, r.Label+", a mapping that comes with the program")
			})
		}))
	}
	return fyne.NewMenu("", all...)
}

// listColumns draws the columns that fit the filter, each with its first value
// and what it fills.
func (w *wizard) listColumns() {
	want := strings.ToLower(strings.TrimSpace(w.filter.Text))
	var all []fyne.CanvasObject
	left := 0
	for _, c := range w.draft.Columns {
		if want != "" && !strings.Contains(strings.ToLower(c), want) {
			continue
		}
		if len(all) >= mostShown {
			left++
			continue
		}
		all = append(all, w.columnRow(c))
	}
	if left > 0 {
		all = append(all, part.Inset(8, 0, 8, 0, part.NewText(fmt.Sprintf("%d more columns; type a part of a name above.", left), part.Small)))
	}
	w.columns.Objects = all
	w.columns.Refresh()
}

// widthOfMenu is the room of a column's menu button.
const widthOfMenu float32 = 210

func (w *wizard) columnRow(column string) fyne.CanvasObject {
	example := w.draft.Example(column)
	if example == "" {
		example = "empty in the first rows"
	}
	words := part.Down(1, part.NewLine(column, part.Strong), part.NewLine(example, part.Small))
	b := part.NewMenuButton(w.fills(column), func() *fyne.Menu { return w.columnMenu(column) })
	b.Tip = column
	return part.Inset(4, 10, 4, 0, part.Frame(nil, container.New(fixed{fyne.NewSize(widthOfMenu, 32)}, b), nil, nil, part.Inset(0, 8, 0, 0, words)))
}

// fills says what a column fills.
func (w *wizard) fills(column string) string {
	entity, property, ok := w.draft.Query().Assigned(column)
	if !ok {
		return "Leave out"
	}
	label := property
	if s, ok := ontology.Default().Schema(w.draft.Query().Entity(entity).Schema); ok {
		if p, ok := s.Property(property); ok {
			label = p.Label
		}
	}
	label, _, _ = strings.Cut(label, " (")
	return capital(entity) + ": " + label
}

func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// columnMenu offers what a column can fill: the properties of each thing that a
// row tells of.
func (w *wizard) columnMenu(column string) *fyne.Menu {
	all := []*fyne.MenuItem{fyne.NewMenuItem("Leave out", func() {
		w.draft.Query().Drop(column)
		w.listColumns()
		w.edited()
	})}
	for _, e := range w.draft.Query().Entities {
		item := fyne.NewMenuItem(capital(e.Name), nil)
		item.ChildMenu = w.propertyMenu(column, e.Name, e.Schema)
		all = append(all, item)
	}
	if len(w.draft.Query().Entities) == 0 {
		for _, schema := range firstKinds {
			all = append(all, fyne.NewMenuItem("Name of a "+strings.ToLower(label(schema)), func() {
				name, err := w.draft.Query().AddEntity(schema)
				if err == nil {
					w.assign(column, name, "name")
				}
			}))
		}
	}
	return fyne.NewMenu("", all...)
}

func (w *wizard) propertyMenu(column, entity, schema string) *fyne.Menu {
	s, ok := ontology.Default().Schema(schema)
	if !ok {
		return fyne.NewMenu("")
	}
	var first, more []*fyne.MenuItem
	for _, p := range s.Properties() {
		if p.Kind == "entity" {
			continue
		}
		item := fyne.NewMenuItem(p.Label, func() { w.assign(column, entity, p.Name) })
		if p.Hidden || len(first) >= 22 && !slices.Contains(s.Featured, p.Name) {
			more = append(more, item)
			continue
		}
		first = append(first, item)
	}
	if len(more) > 0 {
		item := fyne.NewMenuItem("More", nil)
		item.ChildMenu = fyne.NewMenu("", more...)
		first = append(first, item)
	}
	return fyne.NewMenu("", first...)
}

// assign lets a column fill a property.
func (w *wizard) assign(column, entity, property string) {
	q := w.draft.Query()
	e := q.Entity(entity)
	if e == nil {
		return
	}
	w.say(q.Assign(column, entity, property, w.draft.Hint(column, e.Schema, property)))
	w.listColumns()
	w.edited()
}
