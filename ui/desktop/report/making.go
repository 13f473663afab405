package report

import (
	"context"
	"errors"
	"image"
	"math"

	"redthread/app/redact"
	casereport "redthread/app/report"
	"redthread/ui/desktop/part"
)

// remake makes the report and shows it. An answer that is older than the last
// question is dropped.
func (s *Screen) remake() {
	s.wanted++
	n, p, profile, sections := s.wanted, s.press, s.profile, s.contents.sections()
	if s.stopMake != nil {
		s.stopMake()
	}
	ended, stop := context.WithCancel(context.Background())
	s.stopMake = stop
	s.busy.SetText("Preparing the pages…")
	var out *printed
	s.d.Ask("Preparing the report", func(ctx context.Context, tell func(float64, string)) (err error) {
		ctx, cancel := until(ctx, ended)
		defer cancel()
		out, err = p.print(ctx, profile, sections, tell)
		return err
	}, func(err error) {
		stop()
		if n != s.wanted {
			return
		}
		s.busy.SetText("")
		if err != nil {
			s.failed(err)
			return
		}
		s.view, s.making = out, n
		s.column.setRedacted(out.covers.with(out.made.Hidden).lines(profile), profile == redact.Full)
		s.turn(s.page)
		s.describe()
	})
}

// until is a context that ends with either of two.
func until(ctx, other context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(other, cancel)
	return ctx, func() {
		stop()
		cancel()
	}
}

func (s *Screen) failed(err error) {
	text := "The report could not be made. What went wrong stands above."
	switch {
	case errors.Is(err, context.Canceled):
		text = "Making the report was stopped."
	case errors.Is(err, casereport.ErrLeak):
		text = "The report would show a name that is hidden, so it is not shown; look at the classes of the people in the case."
	default:
		s.d.Fail(err)
	}
	s.view = nil
	s.sheet.setWords(part.NewEmptyState("No pages", text, part.NewButton("Try again", s.remake)))
	s.describe()
}

// check looks for what has to be put right.
func (s *Screen) check() {
	s.checking++
	n, c, profile := s.checking, s.d.Case(), s.profile
	var found []casereport.Finding
	s.d.Ask("Checking the report", func(ctx context.Context, _ func(float64, string)) error {
		gate, err := redact.Open(ctx, c, profile)
		if err != nil {
			return err
		}
		found, err = casereport.Check(ctx, c, gate)
		return err
	}, func(err error) {
		switch {
		case n != s.checking:
		case err != nil:
			s.column.verdict.SetText("The case could not be checked.")
			s.d.Fail(err)
		default:
			s.found = findings(found)
			s.column.setFindings(s.found)
			s.sayFoot()
		}
	})
}

// draw draws the page at the size it is shown, and shows it when it is done;
// until then the last one stays.
func (s *Screen) draw() {
	size := s.sheet.page()
	if s.view == nil || s.press.tools.draw == "" || s.sheet.Size().Width <= 0 {
		return
	}
	scale := s.d.Window().Canvas().Scale()
	key := sheetKey{s.making, s.page, int(math.Ceil(float64(size.Width * scale)))}
	s.drawing++
	if s.stopDraw != nil {
		s.stopDraw()
		s.stopDraw = nil
	}
	if img := s.shelf.get(key); img != nil {
		s.sheet.setPage(img)
		return
	}
	n, tools, pdf := s.drawing, s.press.tools, s.view.pdf
	ended, stop := context.WithCancel(context.Background())
	s.stopDraw = stop
	var img *image.RGBA
	s.d.Ask("Drawing the page", func(ctx context.Context, _ func(float64, string)) (err error) {
		ctx, cancel := until(ctx, ended)
		defer cancel()
		img, err = tools.page(ctx, pdf, key.page, key.width)
		return err
	}, func(err error) {
		stop()
		switch {
		case err == nil:
			s.shelf.put(key, img)
			if n == s.drawing {
				s.sheet.setPage(img)
			}
		case n == s.drawing && !errors.Is(err, context.Canceled):
			s.press.tools.draw = "" // it does not work here: the headings will do
			s.turn(s.page)
			s.describe()
		}
	})
}
