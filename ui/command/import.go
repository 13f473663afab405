package command

import (
	"context"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"redthread/app/tables"
	"redthread/app/tables/records"
	"redthread/store"
)

func importCommand() command {
	flags := []flag{
		{name: "map", value: "MAP.yaml", help: "the mapping: a file, or the name of one that \"redthread mappings\" lists"},
		{name: "guess", help: "write nothing and print a mapping guessed from the headings and what stands below them"},
		{name: "sheet", value: "NAME", help: "with --guess: the sheet of a workbook, or where the records of JSON or XML stand"},
		{name: "format", value: "FORMAT", help: "what the file is: table where it is left out; ftm or ftm-statements of FollowTheMoney; csv or xlsx as \"export\" wrote it"},
		{name: "dry-run", help: "read everything and tell what would go in and which rows are bad; write nothing"},
		{name: "keep-rest", help: "of a row with a bad cell, let the other cells go in"},
		{name: "rows", value: "N", help: "how many bad rows are listed; 20 where it is left out"},
		flagCharset,
		{name: "delimiter", value: "CHAR", help: "what parts the cells of a CSV file: a character, or tab; found out where it is left out"},
	}
	for _, f := range flagsSource() {
		if f.name != "passage" {
			flags = append(flags, f)
		}
	}
	return command{
		name: "import", args: []arg{argCase, argFile}, brief: "bring a table into the case: its rows become entities, links and statements", answer: importAnswer{}, run: runImport,
		flags: flags,
		more: "FILE is CSV or TSV, XLSX, ODS, JSON, JSON Lines or XML. The mapping says which column is what, in the YAML of FollowTheMoney. " +
			"\"redthread mappings\" names those that come with the program, and --guess proposes one. The file itself becomes the source, every statement cites its row, and one undo takes all of it back. " +
			"Bad rows are listed and left out. The same file imported again changes nothing.",
		examples: []string{
			"redthread import harbour.rtcase firms.xlsx --guess > firms.yaml",
			"redthread import harbour.rtcase firms.xlsx --map firms.yaml --dry-run",
			"redthread import harbour.rtcase extract.xml --map egrul --grade A1",
			"redthread import harbour.rtcase entities.ftm.json --format ftm",
		},
	}
}

type badRow struct {
	Place  string `json:"place" doc:"where in the file: \"sheet Firms, row 12\""`
	Row    int    `json:"row" doc:"number of the row or record"`
	Column string `json:"column" doc:"the column, \"\" for the whole row"`
	Value  string `json:"value" doc:"what the cell shows"`
	Why    string `json:"why" doc:"what is wrong with it and what to do"`
	words  string
}

type importAnswer struct {
	File       string         `json:"file" doc:"base name of the file"`
	Format     string         `json:"format" doc:"what the file turned out to be"`
	DryRun     bool           `json:"dry_run" doc:"true where nothing was written"`
	Source     string         `json:"source_id" doc:"short id of the source, \"\" for a dry run"`
	FullSource string         `json:"source_full_id" doc:"its full id"`
	Known      bool           `json:"already_there" doc:"true where the case had the file; its source is used"`
	Rows       int            `json:"rows" doc:"rows that the filters let through"`
	Bad        int            `json:"bad_rows" doc:"rows with something bad in them"`
	Entities   int            `json:"entities" doc:"new entities, links too; of a dry run different ones"`
	Kinds      map[string]int `json:"kinds" doc:"how many of each kind"`
	Statements int            `json:"statements" doc:"statements noted"`
	Changed    bool           `json:"changed" doc:"true where something new went in"`
	Faults     []badRow       `json:"faults" doc:"what is bad, in the order of the file"`
	Notes      []string       `json:"notes" doc:"what is odd, one sentence each"`
	Mapping    string         `json:"mapping" doc:"with --guess: the mapping that was guessed, as YAML"`
	Sources    int            `json:"sources" doc:"new sources, where a file of another program names data sets"`
	Kept       []tallied      `json:"kept" doc:"what has no place here, was kept aside and is given back on export"`

	listed int
}

func (a importAnswer) print(p *page) {
	switch {
	case a.Mapping != "":
		for _, l := range strings.Split(strings.TrimSuffix(a.Mapping, "\n"), "\n") {
			p.line("%s", l)
		}
		return
	case a.DryRun:
		p.line("Nothing was written. %s of %s: %s, %s.", plural(a.Rows, "row", "rows"), a.File, plural(a.Entities, "entity", "entities"), plural(a.Statements, "statement", "statements"))
	case !a.Changed:
		p.line("Everything in %s is in the case already.", a.File)
	case a.Source == "":
		p.line("Imported %s: %s, %s and %s new.", a.File, plural(a.Entities, "entity", "entities"), plural(a.Statements, "statement", "statements"), plural(a.Sources, "source", "sources"))
	default:
		p.line("Imported %s as source %s: %s, %s new, %s.", a.File, a.Source, plural(a.Rows, "row", "rows"), plural(a.Entities, "entity", "entities"), plural(a.Statements, "statement", "statements"))
	}
	var kinds []string
	for k := range a.Kinds {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		p.line("  %d %s", a.Kinds[k], k)
	}
	for _, n := range a.Notes {
		p.line("%s", flat(n))
	}
	if len(a.Kept) > 0 {
		p.line("  Kept aside, and given back on export:")
		printTallied(p, a.Kept)
	}
	if a.Bad == 0 {
		return
	}
	p.head("%s left out or in part:", plural(a.Bad, "row is bad and was", "rows are bad and were"))
	for i, f := range a.Faults {
		if i == a.listed {
			p.line("  and more; --rows %d lists them.", max(a.Bad, 2*a.listed))
			break
		}
		p.line("  %s", flat(f.words))
	}
}

// refusal: no row was any good.
func (a importAnswer) refusal() error {
	if a.Rows > 0 && a.Bad >= a.Rows && a.Statements == 0 {
		return refuse(store.ErrInvalid, "No row of %s fits the mapping; the rows above say why.", a.File)
	}
	return nil
}

func runImport(ctx context.Context, k *call) (answer, error) {
	switch k.text("format") {
	case "", "table":
		return runImportTable(ctx, k)
	}
	return runImportExchange(ctx, k)
}

func runImportTable(ctx context.Context, k *call) (answer, error) {
	o, listed, err := k.importOptions()
	if err != nil {
		return nil, err
	}
	path := k.args[1]
	f, err := records.Open(ctx, path, o.Records)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	if k.has("guess") {
		return k.guessed(ctx, f)
	}
	if k.has("sheet") {
		return nil, misusef("--sheet goes with --guess; a mapping names its sheets itself.")
	}
	m, err := k.mapping()
	if err != nil {
		return nil, err
	}
	a := importAnswer{File: f.Name, Format: f.Format, DryRun: k.has("dry-run"), Kept: []tallied{}, listed: listed}
	tell, end := k.progress()
	defer end()
	progress := func(rows int, read, size int64) {
		if tell != nil {
			tell(rows, 0, f.Name)
		}
	}
	if a.DryRun {
		found, err := tables.Check(ctx, f, m, o.KeepRest, progress)
		a.fill(found)
		return a, err
	}
	err = k.writing(ctx, func(c *store.Case) error {
		r, err := tables.Import(ctx, c, path, m, o, progress)
		if err != nil {
			return err
		}
		a.fill(r.Found)
		a.Source, a.FullSource, a.Known, a.Changed, a.Entities = c.Short(store.KindSource, r.Source), r.Source.String(), r.Known, r.Changed, r.New
		return nil
	})
	if ctx.Err() != nil {
		return nil, errStopped
	}
	return a, err
}

func (a *importAnswer) fill(f tables.Found) {
	a.Rows, a.Bad, a.Entities, a.Statements, a.Kinds = f.Rows, f.Bad, f.Entities, f.Statements, f.Schemas
	a.Notes, a.Faults = append([]string{}, f.Notes...), []badRow{}
	for _, x := range f.Faults {
		a.Faults = append(a.Faults, badRow{Place: x.Place, Row: x.Row, Column: x.Column, Value: x.Value, Why: x.Why, words: x.Sentence()})
	}
}

func (k *call) importOptions() (o tables.Options, listed int, err error) {
	if o.Source, err = k.sourceFields(); err != nil {
		return o, 0, err
	}
	o.How, o.KeepRest = "named on the command line", k.has("keep-rest")
	o.Records.Charset = k.text("charset")
	switch d := k.text("delimiter"); {
	case d == "":
	case d == "tab" || d == `\t`:
		o.Records.Delimiter = '\t'
	case len(d) == 1 && d[0] > ' ' && d[0] < 0x7F:
		o.Records.Delimiter = d[0]
	default:
		return o, 0, misusef("--delimiter is one character, such as \";\", or the word tab.")
	}
	listed = 20
	if k.has("rows") {
		if listed, err = strconv.Atoi(k.text("rows")); err != nil || listed < 0 {
			return o, 0, misusef("--rows is a number, such as 50.")
		}
	}
	return o, listed, nil
}

// mapping reads the mapping that --map names.
func (k *call) mapping() (m tables.Mapping, err error) {
	name := k.text("map")
	if name == "" {
		return m, misusef("import needs --map, a mapping file or a name that \"redthread mappings\" lists; --guess proposes one.")
	}
	data, err := os.ReadFile(name)
	switch {
	case err == nil:
		return tables.ParseMapping(data)
	case !strings.ContainsAny(name, `/\.`):
		if m, ok := tables.ReadyNamed(name); ok {
			return m, nil
		}
	default:
		return m, refuse(store.ErrNotFound, "The mapping %s cannot be read; check the name and the folder.", filepath.Base(name))
	}
	return m, refuse(store.ErrNotFound, "There is no mapping file %q, and no mapping of that name comes with the program; \"redthread mappings\" lists them.", name)
}

// guessed proposes a mapping.
func (k *call) guessed(ctx context.Context, f *records.File) (answer, error) {
	part := records.Part{}
	if f.Tree() {
		part.Records = k.text("sheet")
	} else {
		part.Sheet = k.text("sheet")
	}
	m, err := tables.Guess(ctx, f, part)
	if err != nil {
		return nil, err
	}
	if len(m.Queries[0].Entities) == 0 {
		return nil, refuse(store.ErrNotFound, "Nothing in %s could be told by its headings or contents; write a mapping, or map it in the window.", f.Name)
	}
	y, err := m.YAML()
	if err != nil {
		return nil, err
	}
	return importAnswer{File: f.Name, Format: f.Format, DryRun: true, Kinds: map[string]int{}, Faults: []badRow{}, Notes: []string{}, Kept: []tallied{}, Mapping: string(y)}, nil
}
