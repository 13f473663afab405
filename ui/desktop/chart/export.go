package chart

import (
	"bytes"
	"context"
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	casechart "redthread/app/chart"
	"redthread/app/redact"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/part"
)

// formatWords says what each format is for.
func formatWords(format string) string {
	switch format {
	case casechart.SVG:
		return "SVG, for the web and for drawing programs"
	case casechart.PDF:
		return "PDF, a page that fits, with its legend"
	case casechart.PNG:
		return "PNG, 300 dots an inch"
	case casechart.GraphML:
		return "GraphML, for Gephi, yEd and others"
	case casechart.GEXF:
		return "GEXF, for Gephi"
	case casechart.DOT:
		return "DOT, for Graphviz"
	case casechart.CSV:
		return "CSV, tables of marks and lines"
	}
	return strings.ToUpper(format)
}

func (s *Screen) exportMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, format := range casechart.Formats() {
		if format == casechart.GraphML {
			menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
		}
		menu.Items = append(menu.Items, fyne.NewMenuItem(formatWords(format)+" …", func() { s.askExport(format) }))
	}
	return menu
}

// askExport asks where to, and for whom.
func (s *Screen) askExport(format string) {
	ending := "." + format
	profile := redact.Public
	name := strings.TrimSuffix(filepath.Base(s.d.Case().Path()), filepath.Ext(s.d.Case().Path())) + " chart"
	file := chooser.NewPlace(s.d.Window(), chooser.FreeName(chooser.Documents(), name, ending))
	about := part.NewText(profile.Label()+".", part.Body)
	who := part.NewFacets(func(key string) {
		profile = redact.Profile(key)
		about.SetText(profile.Label() + ".")
		tone := part.Plain
		if profile == redact.Full {
			tone = part.Alarm
		}
		about.SetTone(tone)
	})
	who.SetFacets([]part.Facet{{Key: string(redact.Public), Text: "Public", Count: part.Uncounted}, {Key: string(redact.Full), Text: "Full", Count: part.Uncounted}})
	s.d.Sheet("Export as "+strings.ToUpper(format), part.Down(8, part.NewText("Redaction", part.Small), who, about, part.NewText("File", part.Small), file.Content()), "Export", func() bool {
		path := file.Path()
		if !strings.EqualFold(filepath.Ext(path), ending) {
			path += ending
		}
		if problem := chooser.Problem(path, ending); problem != "" {
			s.d.Fail(plain(problem))
			return false
		}
		s.exportTo(path, format, profile)
		return true
	})
}

// ownerOnly is the mode of a written chart: it may name people.
const ownerOnly = 0o600

// exportTo writes the chart, whole or not at all.
func (s *Screen) exportTo(path, format string, profile redact.Profile) {
	c, id := s.d.Case(), s.id
	s.d.Ask("Exporting the chart", func(ctx context.Context, tell func(float64, string)) error {
		var file, lines bytes.Buffer
		tell(0.1, "Drawing")
		if _, err := casechart.Export(ctx, c, &file, casechart.Output{Chart: id, Format: format, Profile: profile, Lines: &lines}); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		tell(0.9, "Writing the file")
		if format == casechart.CSV {
			if err := app.WriteFile(casechart.LinesName(path), lines.Bytes(), ownerOnly); err != nil {
				return err
			}
		}
		return app.WriteFile(path, file.Bytes(), ownerOnly)
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.bar.notice.Set("Saved "+filepath.Base(path)+".", part.NewButton("Open folder", func() {
			if err := fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Dir(path))}); err != nil {
				s.d.Fail(plain("The folder could not be opened; it is " + filepath.Dir(path) + "."))
			}
		}))
	})
}

// plain is an error that is a sentence for people and nothing else.
type plain string

func (p plain) Error() string { return string(p) }
