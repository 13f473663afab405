package chart

import (
	"testing"
	"time"

	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/entities"
)

// opened shows the screen on a desk; it paints at once and waits for nothing.
func opened(t *testing.T, d *desktest.Desk) *Screen {
	t.Helper()
	s := newScreen(d, &entities.Forms{}, nil)
	s.after = func(_ time.Duration, f func()) func() {
		return func() {}
	}
	d.Show(s, desk.Route{Screen: desk.Chart})
	return s
}

func TestTheWholeCaseIsCharted(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	if s.drawing != nil {
		t.Fatal("a case without a chart shows one")
	}
	s.whole()
	d.NoFailure()
	if s.drawing == nil || len(s.drawing.Nodes) < 10 || len(s.drawing.Edges) < 10 {
		t.Fatalf("%+v", s.drawing)
	}
}

func TestPictures(t *testing.T) {
	desktest.Shoot(t, "chart-empty", func(t *testing.T, d *desktest.Desk) { opened(t, d) })
	desktest.Shoot(t, "chart", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d)
		s.whole()
	})
}
