package figures

import (
	"bytes"
	"context"
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	casefigures "redthread/app/figures"
	"redthread/app/redact"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/part"
)

// formatWords says what each format is for.
func formatWords(format string) string {
	switch format {
	case casefigures.SVG:
		return "SVG, for the web and for drawing programs"
	case casefigures.PDF:
		return "PDF, with its table and sources"
	case casefigures.PNG:
		return "PNG, 300 dots an inch"
	case casefigures.CSV:
		return "CSV, the table for a spreadsheet"
	}
	return strings.ToUpper(format)
}

func (s *Screen) exportMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, format := range casefigures.Formats() {
		menu.Items = append(menu.Items, fyne.NewMenuItem(formatWords(format)+"…", func() { s.askExport(format) }))
	}
	return menu
}

// fileName is the name a figure is offered under.
func fileName(casePath string, profile redact.Profile) string {
	name := strings.TrimSuffix(filepath.Base(casePath), filepath.Ext(casePath)) + " wages"
	if profile == redact.Full {
		name += " full"
	}
	return name
}

// askExport asks where to write the figure.
func (s *Screen) askExport(format string) {
	ending := "." + format
	file := chooser.NewPlace(s.d.Window(), chooser.FreeName(chooser.Documents(), fileName(s.d.Case().Path(), s.profile), ending))
	about := part.NewText(s.profile.Label()+".", part.Body)
	if s.profile == redact.Full {
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
		s.exportTo(path, format)
		return true
	})
}

// ownerOnly is the mode of a written figure: it may name people.
const ownerOnly = 0o600

// exportTo writes the figure as it is shown, whole or not at all.
func (s *Screen) exportTo(path, format string) {
	w := s.spread
	s.d.Ask("Exporting the figure", func(ctx context.Context, tell func(float64, string)) error {
		var file bytes.Buffer
		tell(0.1, "Drawing")
		if err := w.Write(&file, format, casefigures.Size{}); err != nil {
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
		s.notice.Set("Saved "+filepath.Base(path)+".", part.NewButton("Open folder", func() {
			if err := fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Dir(path))}); err != nil {
				s.d.Fail(plain("The folder could not be opened; it is " + filepath.Dir(path) + "."))
			}
		}))
	})
}
