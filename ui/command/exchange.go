package command

import (
	"context"
	"path/filepath"

	"redthread/app/exchange"
	"redthread/app/redact"
	"redthread/store"
)

func exportCommand() command {
	return command{
		name: "export", args: []arg{argCase}, brief: "write the case for other programs: FollowTheMoney, CSV or XLSX", answer: exportAnswer{}, run: runExport,
		flags: []flag{
			{name: "format", value: "FORMAT", need: true, help: "ftm (entities), ftm-statements, csv (a folder of tables) or xlsx"},
			flagOutput("FILE", "the file to write, or for csv the folder; it must not be there yet"),
			flagRedaction,
			{name: "plain", help: "of the two ftm formats: nothing but FollowTheMoney; what it has no form for is flattened and listed"},
		},
		more: "Without --plain, what FollowTheMoney cannot carry (hedges, speakers, places in the source, disputes, grades) stands in a member \"redthread\" " +
			"that other programs pass over, our kinds of entity have a schema file written beside, and an import gives all of it back. " +
			"A value with doubt is never written as a bare number: it goes into the summary in words. " +
			"ftm-statements is CSV, or JSON lines where FILE ends in .json. In tables, a cell that begins as a formula does leaves as text.",
		examples: []string{
			"redthread export harbour.rtcase --format ftm -o harbour.ftm.json",
			"redthread export harbour.rtcase --format xlsx -o harbour.xlsx --redaction full",
		},
	}
}

// tallied is how often something happened.
type tallied struct {
	What    string `json:"what" doc:"what it was"`
	Times   int    `json:"times" doc:"how often"`
	Example string `json:"example" doc:"one of them, \"\" for none"`
}

func talliedOf(all []exchange.Count) []tallied {
	out := []tallied{}
	for _, c := range all {
		out = append(out, tallied(c))
	}
	return out
}

func printTallied(p *page, all []tallied) {
	for _, c := range all {
		if c.Example != "" && c.Example != c.What {
			p.line("    %d × %s, such as %s", c.Times, flat(c.What), flat(c.Example))
		} else {
			p.line("    %d × %s", c.Times, flat(c.What))
		}
	}
}

type exportAnswer struct {
	File       string    `json:"file" doc:"base name of the file or folder"`
	Format     string    `json:"format" doc:"ftm, ftm-statements, csv or xlsx"`
	Redaction  string    `json:"redaction" doc:"public or full"`
	Plain      bool      `json:"plain" doc:"true where nothing but FollowTheMoney was written"`
	Entities   int       `json:"entities" doc:"entities written, links too"`
	Statements int       `json:"statements" doc:"statements that left"`
	Sources    int       `json:"sources" doc:"sources"`
	Schema     string    `json:"schema_file" doc:"base name of the schema file beside it, \"\" where none is needed"`
	Flattened  []tallied `json:"flattened" doc:"what FollowTheMoney has no form for, and what stands in its place"`
	Withheld   []tallied `json:"withheld" doc:"what was kept back to protect people"`
}

func (a exportAnswer) print(p *page) {
	p.line("Wrote %s: %s, %s, %s, redaction %s.", a.File, plural(a.Entities, "entity", "entities"), plural(a.Statements, "statement", "statements"), plural(a.Sources, "source", "sources"), a.Redaction)
	if a.Schema != "" {
		p.line("  %s beside it tells FollowTheMoney our kinds of entity.", a.Schema)
	}
	if len(a.Flattened) > 0 {
		where := "what FollowTheMoney cannot carry, which an import into Redthread gives back whole"
		if a.Plain {
			where = "what FollowTheMoney cannot carry and how it was flattened"
		}
		p.line("  Put in other words: %s:", where)
		printTallied(p, a.Flattened)
	}
	if len(a.Withheld) > 0 {
		p.line("  Withheld to protect people:")
		printTallied(p, a.Withheld)
	}
}

func runExport(ctx context.Context, k *call) (answer, error) {
	format, err := exchange.ParseFormat(k.text("format"))
	if err != nil {
		return nil, err
	}
	name, err := k.oneOf("redaction", string(redact.Public), string(redact.Full))
	if err != nil {
		return nil, err
	}
	if k.has("plain") && format != exchange.FTM && format != exchange.Statements {
		return nil, misusef("--plain is of the formats ftm and ftm-statements.")
	}
	path := filepath.Clean(k.text("o"))
	if filepath.Ext(path) == ".rtcase" {
		return nil, misusef("%s would be taken for a case; give the export another name.", filepath.Base(path))
	}
	a := exportAnswer{Format: string(format), Redaction: name, Plain: k.has("plain")}
	tell, end := k.progress()
	defer end()
	err = k.reading(ctx, func(c *store.Case) error {
		r, err := exchange.Export(ctx, c, path, exchange.Options{Format: format, Profile: redact.Profile(name), Plain: a.Plain}, percent(tell))
		if err != nil {
			return err
		}
		a.File, a.Entities, a.Statements, a.Sources, a.Schema = r.File, r.Entities, r.Statements, r.Sources, r.Beside
		a.Flattened, a.Withheld = talliedOf(r.Flattened), talliedOf(r.Withheld)
		return nil
	})
	return a, err
}

// percent tells a share as so many of a hundred.
func percent(tell func(done, total int, name string)) func(float64, string) {
	if tell == nil {
		return nil
	}
	return func(share float64, what string) { tell(int(100*max(share, 0)), 100, what) }
}

// runImportExchange reads a file that another program or an export wrote.
func runImportExchange(ctx context.Context, k *call) (answer, error) {
	format, err := exchange.ParseFormat(k.text("format"))
	if err != nil {
		return nil, misusef("There is no format %q to import; use ftm, ftm-statements, csv or xlsx, or leave --format out for a table.", k.text("format"))
	}
	for _, name := range []string{"map", "guess", "sheet", "dry-run", "keep-rest", "delimiter", "charset"} {
		if k.has(name) {
			return nil, misusef("--%s is for tables; with --format %s it says nothing.", name, format)
		}
	}
	a := importAnswer{Format: string(format), Kinds: map[string]int{}, Faults: []badRow{}, Notes: []string{}, listed: 20}
	tell, end := k.progress()
	defer end()
	err = k.writing(ctx, func(c *store.Case) error {
		r, err := exchange.Import(ctx, c, k.args[1], format, percent(tell))
		if err != nil {
			return err
		}
		a.File, a.Entities, a.Statements, a.Sources, a.Bad, a.Changed = r.File, r.Entities, r.Statements, r.Sources, r.Bad, r.Changed
		a.Kept = talliedOf(r.Kept)
		for _, f := range r.Faults {
			a.Faults = append(a.Faults, badRow{Place: f.Place, Why: f.Why, words: f.Place + ": " + f.Why})
		}
		return nil
	})
	if ctx.Err() != nil {
		return nil, errStopped
	}
	return a, err
}
