package timeline

import (
	"context"

	casetimeline "redthread/app/timeline"
)

// paint paints what should be seen. One painting is under way at a time; when it is done
// and something else should be seen by then, that is painted next, so that the newest
// question is answered first and old ones are never caught up with.
func (s *Screen) paint() {
	f := s.surface
	if s.timeline == nil || s.timeline.Empty() || s.painting || f.fits() || f.Size().Width <= 0 {
		return
	}
	width, height := f.points()
	if s.fresh { // the first picture of a reading shows everything
		f.view, f.top, s.fresh = s.timeline.Whole(width), 0, false
	}
	f.view.Width, f.view.Dark = width, f.dark()
	s.painting = true
	n, t := s.reading, s.timeline
	want := painting{view: f.view, top: f.top, size: f.Size(), scale: f.scale(), dark: f.dark()}
	s.d.Ask("Drawing the timeline", func(context.Context, func(float64, string)) error {
		p, err := s.laid(t, want.view)
		if err != nil {
			return err
		}
		want.picture = p
		want.top = max(min(want.top, p.Height-height), 0)
		want.image = p.Image(want.top, height, zoom*float64(want.scale))
		return nil
	}, func(err error) {
		s.painting = false
		switch {
		case err != nil:
			s.d.Fail(plain("The timeline could not be drawn; export it as CSV to see its table."))
		case n != s.reading:
			s.paint()
		default:
			f.top = min(f.top, max(want.picture.Height-height, 0))
			f.set(want)
		}
	})
}

// laid lays the timeline out, unless the last layout is for the same view: scrolling
// down does not change it. Only one painting runs at a time, so no lock is needed.
func (s *Screen) laid(t *casetimeline.Timeline, v casetimeline.View) (*casetimeline.Picture, error) {
	if s.last.picture != nil && s.last.of == t && s.last.picture.View == v {
		return s.last.picture, nil
	}
	p, err := t.Lay(v)
	if err == nil {
		s.last.picture, s.last.of = p, t
	}
	return p, err
}
