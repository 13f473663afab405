package command

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"redthread/app"
	"redthread/app/chart"
	"redthread/app/network"
	"redthread/app/network/layout"
	"redthread/app/redact"
	"redthread/store"
)

func chartCommands() []command {
	return []command{
		{name: "chart list", args: []arg{argCase}, brief: "list the charts of a case", answer: chartListAnswer{}, run: runChartList},
		{
			name: "chart make", args: []arg{argCase, {name: "PARTY", optional: true, many: true}}, brief: "make a chart of parties and what they are tied to", answer: chartMakeAnswer{}, run: runChartMake,
			flags: []flag{
				{name: "title", value: "TEXT", help: "what the chart is called"},
				{name: "around", value: "N", help: "with what lies up to so many ties away, 0 to 6; 1 where it is left out"},
				flagLayoutAs,
			},
			more:     "A party is an id, a name or the key of a shared detail. Without one, everything in the case that is tied to something comes onto the chart.",
			examples: []string{"redthread chart make harbour.rtcase GENCO \"Zenco-39\" --title \"Who stands behind GENCO\" --around 2"},
		},
		{
			name: "chart export", args: []arg{argCase}, brief: "write a chart as a picture or as a graph", answer: chartExportAnswer{}, run: runChartExport,
			flags: []flag{
				{name: "chart", value: "ID", help: "the id or the title of the chart; without it the whole case is laid out"},
				flagOutput("FILE."+strings.Join(chart.Formats(), "|"), "the file to write; one that is there is replaced"),
				{name: "dpi", value: "N", help: "dots an inch of a PNG, 36 to 1200; 300 where it is left out"},
				flagLayoutAs,
				flagRedaction,
			},
			more: "Pictures are a page of A3, larger where the chart needs it, with every name legible, a legend and what the filter of the chart leaves out. " +
				"GraphML, GEXF and DOT carry places, sizes, colours and all attributes; CSV is two files, of the marks and, with \" lines\" in its name, of the lines. The same case gives the same bytes.",
			examples: []string{
				"redthread chart export harbour.rtcase -o harbour.svg",
				"redthread chart export harbour.rtcase --chart C-7K3Q -o behind.pdf",
				"redthread chart export harbour.rtcase --chart C-7K3Q -o behind.gexf --redaction full",
			},
		},
	}
}

var flagLayoutAs = flag{name: "as", value: "KIND", help: "how it is laid out: force (the default), layered, radial, grid or timeline"}

type chartRow struct {
	ID     string `json:"id" doc:"short id of the chart"`
	FullID string `json:"full_id" doc:"32 hexadecimal digits"`
	Title  string `json:"title" doc:"what it is called"`
	Nodes  int    `json:"nodes" doc:"things on it, hidden ones too"`
	Layout string `json:"layout" doc:"how it was laid out last"`
	Author string `json:"author" doc:"who made it"`
	Made   string `json:"made" doc:"when, by the author's clock"`
}

type chartListAnswer struct {
	Charts []chartRow `json:"charts" doc:"in the order in which they were made"`
}

func (a chartListAnswer) print(p *page) {
	if len(a.Charts) == 0 {
		p.line("This case has no chart yet; \"redthread chart make\" makes one.")
		return
	}
	var rows [][]string
	for _, c := range a.Charts {
		rows = append(rows, []string{c.ID, c.Title, strconv.Itoa(c.Nodes), c.Layout, c.Author})
	}
	p.table("", []string{"Chart", "Title", "Things", "Layout", "Made by"}, rows)
}

func runChartList(ctx context.Context, k *call) (answer, error) {
	a := chartListAnswer{Charts: []chartRow{}}
	err := k.reading(ctx, func(c *store.Case) error {
		all, err := c.Charts(ctx)
		for _, ch := range all {
			a.Charts = append(a.Charts, chartRow{
				ID: c.Short(store.KindChart, ch.ID), FullID: ch.ID.String(), Title: ch.Title, Nodes: ch.Nodes, Layout: ch.Layout,
				Author: ch.Author, Made: ch.At.UTC().Format("2006-01-02T15:04:05Z07:00"),
			})
		}
		return err
	})
	return a, err
}

type chartMakeAnswer struct {
	ID     string `json:"id" doc:"short id of the new chart"`
	FullID string `json:"full_id" doc:"32 hexadecimal digits"`
	Title  string `json:"title" doc:"what it is called"`
	Nodes  int    `json:"nodes" doc:"things on it"`
}

func (a chartMakeAnswer) print(p *page) {
	p.line("Made %s: %s, with %s.", a.ID, flat(a.Title), chart.Things(a.Nodes))
}

func runChartMake(ctx context.Context, k *call) (answer, error) {
	kind, err := k.layoutKind()
	if err != nil {
		return nil, err
	}
	around, err := k.whole("around", 0, 6)
	if err != nil {
		return nil, err
	}
	if !k.has("around") {
		around = 1
	}
	var a chartMakeAnswer
	err = k.writing(ctx, func(c *store.Case) error {
		g, err := network.Build(ctx, c, network.Options{})
		if err != nil {
			return err
		}
		var first []int
		title := k.text("title")
		for _, text := range k.args[1:] {
			n, err := k.pathEnd(ctx, c, g, text)
			if err != nil {
				return err
			}
			first = append(first, n)
		}
		nodes := chart.Whole(g)
		if title == "" {
			title = "The whole case"
		}
		if len(first) > 0 {
			nodes = chart.Around(g, first, around)
			if !k.has("title") {
				title = "Around " + g.Nodes[first[0]].Caption
			}
		}
		members, err := chart.Laid(ctx, g, nodes, kind, nil)
		if err != nil {
			return err
		}
		id, err := chart.Make(ctx, c, title, string(kind), members)
		if err != nil {
			return err
		}
		a = chartMakeAnswer{ID: c.Short(store.KindChart, id), FullID: id.String(), Title: title, Nodes: len(members)}
		return nil
	})
	return a, err
}

// layoutKind reads --as; unlike a graph file, a case has dates to lay out by.
func (k *call) layoutKind() (layout.Kind, error) {
	if !k.has("as") {
		return layout.Force, nil
	}
	kind := layout.Kind(strings.ToLower(k.text("as")))
	if !slices.Contains(layout.Kinds(), kind) {
		return "", misusef("--as takes force, layered, radial, grid or timeline, not %q.", k.text("as"))
	}
	return kind, nil
}

type chartExportAnswer struct {
	File      string   `json:"file" doc:"base name of the file"`
	Also      []string `json:"also" doc:"base names of further files: of CSV, the table of lines"`
	Format    string   `json:"format" doc:"its ending"`
	Bytes     int      `json:"bytes" doc:"its size"`
	Title     string   `json:"title" doc:"of the chart, as it may leave"`
	Nodes     int      `json:"nodes" doc:"marks on it"`
	Edges     int      `json:"edges" doc:"lines between them"`
	DPI       int      `json:"dpi" doc:"dots an inch of a PNG, else 0; fewer than asked for where the page is very large"`
	Redaction string   `json:"redaction" doc:"public or full"`
}

func (a chartExportAnswer) print(p *page) {
	p.line("Wrote %s: %s, %s, %s, redaction %s.", strings.Join(append([]string{a.File}, a.Also...), " and "), app.SizeText(int64(a.Bytes)),
		counted(a.Nodes, "mark", "marks"), counted(a.Edges, "line", "lines"), a.Redaction)
	if a.DPI > 0 {
		p.line("%d dots an inch.", a.DPI)
	}
}

func runChartExport(ctx context.Context, k *call) (answer, error) {
	path, format, err := k.output(chart.Formats()...)
	if err != nil {
		return nil, err
	}
	dpi, err := k.whole("dpi", 36, 1200)
	if err != nil {
		return nil, err
	}
	if k.has("dpi") && format != chart.PNG {
		return nil, misusef("--dpi belongs to a PNG.")
	}
	kind, err := k.layoutKind()
	if err != nil {
		return nil, err
	}
	if k.has("as") && k.has("chart") {
		return nil, misusef("--as belongs to the whole case; a chart is written as it was laid out.")
	}
	profile, err := k.oneOf("redaction", string(redact.Public), string(redact.Full))
	if err != nil {
		return nil, err
	}
	a := chartExportAnswer{File: filepath.Base(path), Also: []string{}, Format: format, Redaction: profile}
	err = k.reading(ctx, func(c *store.Case) error {
		o := chart.Output{Format: format, Profile: redact.Profile(profile), DPI: dpi, Layout: kind}
		if k.has("chart") {
			var err error
			if o.Chart, err = chartNamed(ctx, c, k.text("chart")); err != nil {
				return err
			}
		}
		var file, lines bytes.Buffer
		o.Lines = &lines
		w, err := chart.Export(ctx, c, &file, o)
		if err != nil {
			return err
		}
		a.Bytes, a.Title, a.Nodes, a.Edges, a.DPI = file.Len(), w.Title, w.Nodes, w.Edges, w.DPI
		if format == chart.CSV {
			a.Also = append(a.Also, filepath.Base(chart.LinesName(path)))
			if err := writeOut(chart.LinesName(path), lines.Bytes()); err != nil {
				return err
			}
		}
		return writeOut(path, file.Bytes())
	})
	return a, err
}

// chartNamed finds a chart by its id or its title.
func chartNamed(ctx context.Context, c *store.Case, text string) (store.ID, error) {
	all, err := c.Charts(ctx)
	if err != nil {
		return store.ID{}, err
	}
	var found []store.ID
	for _, ch := range all {
		if strings.EqualFold(ch.Title, text) || strings.EqualFold(ch.ID.String(), text) {
			found = append(found, ch.ID)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
	default:
		return store.ID{}, refuse(store.ErrAmbiguous, "%d charts are called %q; name one by its id, which \"redthread chart list\" shows.", len(found), text)
	}
	ref, err := c.Resolve(ctx, text)
	if err == nil && ref.Kind == store.KindChart {
		for _, ch := range all {
			if ch.ID == ref.ID {
				return ref.ID, nil
			}
		}
	}
	return store.ID{}, refuse(store.ErrNotFound, "There is no chart %q in this case; \"redthread chart list\" shows those there are.", text)
}
