package timeline

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/figures"
	"redthread/app/redact"
	casetimeline "redthread/app/timeline"
	"redthread/store"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/part"
)

// formatWords says what each format is for.
var formatWords = map[string]string{
	figures.SVG: "SVG, for the web and for drawing programs",
	figures.PDF: "PDF, with what has no date and the sources",
	figures.PNG: "PNG, 300 dots an inch",
	figures.CSV: "CSV, the table for a spreadsheet",
}

func (s *Screen) exportMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, p := range []redact.Profile{redact.Public, redact.Full} {
		for _, format := range figures.Formats() {
			text := formatWords[format]
			if p == redact.Full {
				text += ", naming everybody"
			}
			menu.Items = append(menu.Items, fyne.NewMenuItem(text+"…", func() { s.askExport(format, p) }))
		}
		if p == redact.Public {
			menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
		}
	}
	return menu
}

// askExport asks where to write the timeline.
func (s *Screen) askExport(format string, profile redact.Profile) {
	ending := "." + format
	path := s.d.Case().Path()
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) + " timeline"
	if profile == redact.Full {
		name += " full"
	}
	file := chooser.NewPlace(s.d.Window(), chooser.FreeName(chooser.Documents(), name, ending))
	about := part.NewText(profile.Label()+".", part.Body)
	if profile == redact.Full {
		about.SetTone(part.Alarm)
	}
	s.d.Sheet("Export as "+strings.ToUpper(format), part.Down(8, about, part.NewText("File", part.Small), file.Content()), "Export", func() bool {
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

// ownerOnly is the mode of a written file: it may name people.
const ownerOnly = 0o600

// exportTo reads the timeline again through the gate and writes it, whole or not at all.
func (s *Screen) exportTo(path, format string, profile redact.Profile) {
	c := s.d.Case()
	o := casetimeline.Options{By: s.by}
	if s.kind != "" {
		o.Kinds = []string{s.kind}
	}
	if !s.party.IsZero() {
		o.Parties = []store.ID{s.party}
	}
	onChart := s.chart
	s.d.Ask("Exporting the timeline", func(ctx context.Context, tell func(float64, string)) error {
		tell(0.1, "Reading")
		gate, err := redact.Open(ctx, c, profile)
		if err != nil {
			return err
		}
		if !onChart.IsZero() {
			if o, _, err = casetimeline.OfChart(ctx, c, onChart, o); err != nil {
				return err
			}
		}
		t, err := casetimeline.Read(ctx, c, gate, o)
		if err != nil {
			return err
		}
		tell(0.4, "Drawing")
		var file bytes.Buffer
		if err := t.Write(&file, format, casetimeline.WriteOptions{}); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		tell(0.9, "Writing the file")
		return app.WriteFile(path, file.Bytes(), ownerOnly)
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.notice.Set("Saved " + filepath.Base(path) + ".")
	})
}
