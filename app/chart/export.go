package chart

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"redthread/app/chart/scene"
	"redthread/app/chart/sheet"
	"redthread/app/network"
	"redthread/app/network/layout"
	"redthread/app/redact"
	"redthread/app/report/pdfdoc"
	"redthread/store"
)

// The formats a chart is written in: pictures first, then tables and graphs
// for other programs.
const (
	SVG     = "svg"
	PDF     = "pdf"
	PNG     = "png"
	GraphML = "graphml"
	GEXF    = "gexf"
	DOT     = "dot"
	CSV     = "csv"
)

// Formats lists them in the order of a menu.
func Formats() []string { return []string{SVG, PDF, PNG, GraphML, GEXF, DOT, CSV} }

// Picture tells whether a format is a drawing.
func Picture(format string) bool { return format == SVG || format == PDF || format == PNG }

// LinesName is the name of the second table beside that of the marks.
func LinesName(path string) string {
	ending := filepath.Ext(path)
	return strings.TrimSuffix(path, ending) + " lines" + ending
}

// DefaultDPI is how many dots an inch a PNG has where nobody asks for others.
const DefaultDPI = 300

// Output says what of a case is written, and how.
type Output struct {
	Chart   store.ID // zero: the whole case, laid out
	Format  string
	Profile redact.Profile
	Lines   io.Writer   // of CSV: takes the table of lines; nil writes none
	DPI     int         // of a PNG; 0: DefaultDPI
	Layout  layout.Kind // of the whole case; "": force
}

// Written says what was written.
type Written struct {
	Title string
	Nodes int
	Edges int
	DPI   int // of a PNG; less than asked for where the page is very large
}

// Export writes a chart, or the whole case laid out. Everything passes the
// gate, and what would show a protected name is not written.
func Export(ctx context.Context, c *store.Case, out io.Writer, o Output) (Written, error) {
	if !slices.Contains(Formats(), o.Format) {
		return Written{}, store.Sentence(store.ErrInvalid, "A chart is written as %s, not as %q.", strings.Join(Formats(), ", "), o.Format)
	}
	gate, err := redact.Open(ctx, c, o.Profile)
	if err != nil {
		return Written{}, err
	}
	d, err := Read(ctx, c, o.Chart, o.Layout, gate)
	if err != nil {
		return Written{}, err
	}
	w := Written{Title: d.Scene.Title, Nodes: len(d.Nodes), Edges: len(d.Edges)}
	if len(d.Nodes) == 0 {
		return w, store.Sentence(store.ErrNotFound, "There is nothing on this chart to write; put parties on it first.")
	}
	if leaks := d.leaks(gate); len(leaks) > 0 {
		return w, store.Sentence(store.ErrInvalid, "The chart would show %d protected names and was not written; class the people it shows, or write it with full redaction rights.", len(leaks))
	}
	if !Picture(o.Format) {
		return w, d.exportGraph(ctx, c, gate, out, o)
	}
	info, err := c.Info(ctx)
	if err != nil {
		return w, err
	}
	page := sheet.New(d.Scene, d.sheetOptions(gate, info))
	var b bytes.Buffer
	switch o.Format {
	case SVG:
		err = page.WriteSVG(&b)
	case PDF:
		err = page.WritePDF(&b, pdfdoc.Options{Author: gate.Text(info.LastAuthor), Subject: gate.Text(info.Title), Created: info.Changed})
	case PNG:
		dpi := o.DPI
		if dpi == 0 {
			dpi = DefaultDPI
		}
		w.DPI, err = page.WritePNG(&b, dpi)
	}
	if err != nil {
		return w, fmt.Errorf("drawing the chart: %w", err)
	}
	_, err = out.Write(b.Bytes())
	return w, err
}

// Read draws a chart of a case through the gate; with a zero id the whole
// case, laid out.
func Read(ctx context.Context, c *store.Case, id store.ID, kind layout.Kind, gate *redact.Gate) (*Drawing, error) {
	g, err := network.Build(ctx, c, network.Options{})
	if err != nil {
		return nil, err
	}
	if !id.IsZero() {
		content, err := c.Chart(ctx, id)
		if err != nil {
			return nil, err
		}
		return Draw(g, content, Look{Gate: gate}), nil
	}
	if kind == "" {
		kind = layout.Force
	}
	content := store.ChartContent{Chart: store.Chart{Title: "The whole case", Layout: string(kind)}}
	if content.Nodes, err = Laid(ctx, g, Whole(g), kind, nil); err != nil {
		return nil, err
	}
	info, err := c.Info(ctx)
	if err != nil {
		return nil, err
	}
	if info.Title != "" {
		content.Title = info.Title
	}
	return Draw(g, content, Look{Gate: gate}), nil
}

// ReadAll draws every chart of a case that holds something, through the gate.
func ReadAll(ctx context.Context, c *store.Case, gate *redact.Gate) ([]*Drawing, error) {
	rows, err := c.Charts(ctx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	g, err := network.Build(ctx, c, network.Options{})
	if err != nil {
		return nil, err
	}
	var all []*Drawing
	for _, row := range rows {
		content, err := c.Chart(ctx, row.ID)
		if err != nil {
			return nil, err
		}
		if d := Draw(g, content, Look{Gate: gate}); len(d.Nodes) > 0 {
			all = append(all, d)
		}
	}
	return all, nil
}

// Plate sets the chart as a figure of a width in points, at the most so tall,
// without title and legend: these stand around it. The sentence says what is
// on it.
func (d *Drawing) Plate(width, tallest float64) (plate *sheet.Sheet, sentence string) {
	tall := tallest
	if least, most, ok := scene.Bounds(d.Scene.At); ok && most.X > least.X {
		const names = 90 // room for names above and below
		tall = min(max(width*float64(most.Y-least.Y)/float64(most.X-least.X)+names, width/3), tallest)
	}
	var kinds []string
	for _, l := range d.Legends() {
		kinds = append(kinds, fmt.Sprintf("%s %s", signs[scene.ShapeOf(l.Kind)], l.Label))
	}
	sentence = fmt.Sprintf("%s, %s: %s", Things(len(d.Nodes)), lineCount(len(d.Edges)), strings.Join(kinds, ", "))
	for i := range d.Scene.Edges {
		if d.Scene.Edges[i].Dashed {
			sentence += "; dashed lines are suspected or disputed"
			break
		}
	}
	for i := range d.Scene.Nodes {
		if d.Scene.Nodes[i].Halo {
			sentence += "; a ring marks what a sanctions list names"
			break
		}
	}
	if !d.Filter.Empty() {
		sentence += "; " + d.Filter.Words()
	}
	return sheet.New(d.Scene, sheet.Options{Width: width, Height: tall, Bare: true}), sentence
}

// signs are the shapes of kinds in a line of text.
var signs = map[scene.Shape]string{
	scene.Disc: "●", scene.Ring: "○", scene.Diamond: "◆", scene.HollowDiamond: "◇", scene.Square: "■", scene.HollowSquare: "□",
	scene.Bar: "━", scene.Up: "▲", scene.Down: "▼", scene.Crowd: "∴",
}

// leaks are protected names in what is about to be written.
func (d *Drawing) leaks(gate *redact.Gate) []string {
	var all []string
	see := func(s string) { all = append(all, gate.Leaks(s)...) }
	see(d.Scene.Title)
	for i := range d.Scene.Nodes {
		see(d.Scene.Nodes[i].Label)
	}
	for i := range d.Scene.Edges {
		see(d.Scene.Edges[i].Label)
	}
	for _, o := range d.Scene.Outlines {
		see(o.Title)
	}
	for _, n := range d.Scene.Notes {
		see(n.Text)
	}
	return all
}

// sheetOptions says what stands under the chart.
func (d *Drawing) sheetOptions(gate *redact.Gate, info store.Info) sheet.Options {
	var o sheet.Options
	for _, l := range d.Legends() {
		o.Legend = append(o.Legend, sheet.Entry{Kind: l.Kind, Label: l.Label})
	}
	about := Things(len(d.Nodes)) + ", " + lineCount(len(d.Edges))
	if d.Hidden > 0 {
		about += fmt.Sprintf(", %d hidden", d.Hidden)
	}
	if !d.Filter.Empty() {
		about += "; " + d.Filter.Words()
	}
	head := ""
	if len(info.Head) > 0 {
		head = fmt.Sprintf(", history %x", info.Head[0][:6])
	}
	o.Foot = []string{
		about + ".",
		fmt.Sprintf("%s, as of %s%s. %s.", gate.Text(info.Title), info.Changed.Format(time.DateOnly), head, gate.Profile().Label()),
	}
	return o
}

func lineCount(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// Words says in words what a filter leaves out.
func (f Filter) Words() string {
	var all []string
	say := func(yes bool, format string, args ...any) {
		if yes {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	say(f.From != "" && f.To != "", "true at some time from %s to %s", f.From, f.To)
	say(f.From != "" && f.To == "", "true at some time since %s", f.From)
	say(f.From == "" && f.To != "", "true at some time until %s", f.To)
	say(f.KnownBy != "", "noted by %s", f.KnownBy)
	say(f.Grade != "", "graded %s or better", f.Grade)
	say(f.Origins > 0, "resting on %d or more origins", f.Origins)
	say(f.NoSuspected, "without suspected lines")
	say(f.NoDisputed, "without disputed lines")
	say(f.NoMuted, "without identifiers that say little")
	say(len(f.Kinds) > 0, "without %d kinds of line", len(f.Kinds))
	say(len(f.Groups) > 0, "without things of these kinds: %s", strings.Join(f.Groups, ", "))
	return strings.Join(all, ", ")
}
