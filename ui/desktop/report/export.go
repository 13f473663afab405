package report

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/redact"
	casereport "redthread/app/report"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/part"
)

const ending = ".pdf"

// plain is an error that is shown as it is.
type plain string

func (e plain) Error() string { return string(e) }

// ownerOnly is the mode of a written report: it may name people.
const ownerOnly = 0o600

// export writes the report to a file, whole or not at all. A report in whose
// pages a hidden name stands is not written.
func (p press) export(ctx context.Context, path string, profile redact.Profile, sections []casereport.Section, tell func(float64, string)) (*printed, error) {
	out, err := p.print(ctx, profile, sections, tell)
	switch {
	case errors.Is(err, casereport.ErrLeak):
		return nil, plain("The report would show a name that is hidden, so nothing was written; look at the classes of the people in the case.")
	case err != nil:
		return nil, err
	case len(out.leaks) > 0:
		return nil, plain("Hidden words stand in the finished pages (" + leakWords(out.leaks) + "), so nothing was written; leave that section out, or change the class of who is meant.")
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	tell(0.98, "Writing the file")
	return out, app.WriteFile(path, out.pdf, ownerOnly)
}

// fileName is the name a report is offered under.
func fileName(casePath string, profile redact.Profile) string {
	name := strings.TrimSuffix(filepath.Base(casePath), filepath.Ext(casePath))
	if profile == redact.Full {
		name += " full"
	}
	return name
}

// askExport asks where to write the report.
func (s *Screen) askExport() {
	file := chooser.NewPlace(s.d.Window(), chooser.FreeName(chooser.Documents(), fileName(s.d.Case().Path(), s.profile), ending))
	about := part.NewText(s.profile.Label()+".", part.Body)
	rows := []fyne.CanvasObject{about}
	if s.profile == redact.Full && s.view != nil {
		rows = append(rows, part.NewText(s.view.covers.price(), part.Body).WithTone(part.Alarm))
	}
	rows = append(rows, part.NewText("File", part.Small), file.Content())
	s.d.Sheet("Export the report", part.Down(8, rows...), "Export", func() bool {
		path := file.Path()
		if !strings.EqualFold(filepath.Ext(path), ending) {
			path += ending
		}
		if problem := chooser.Problem(path, ending); problem != "" {
			s.d.Fail(plain(problem))
			return false
		}
		s.exportTo(path)
		return true
	})
}

// exportTo writes the report and says what came of it.
func (s *Screen) exportTo(path string) {
	var out *printed
	profile, sections, p := s.profile, s.contents.sections(), s.press
	s.export.Disable()
	s.d.Ask("Exporting the report", func(ctx context.Context, tell func(float64, string)) (err error) {
		out, err = p.export(ctx, path, profile, sections, tell)
		return err
	}, func(err error) {
		s.export.Enable()
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.sayExported(path, out)
	})
}

func (s *Screen) sayExported(path string, out *printed) {
	s.notice.Set("Saved "+filepath.Base(path)+", "+counted(out.made.Pages, "page", "pages")+". "+out.scanWords(),
		part.NewButton("Open folder", func() {
			if err := openFolder(filepath.Dir(path)); err != nil {
				s.d.Fail(plain("The folder could not be opened; it is " + filepath.Dir(path) + "."))
			}
		}))
}

// openFolder shows a folder in the desktop's own file window.
func openFolder(folder string) error {
	return fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)})
}
