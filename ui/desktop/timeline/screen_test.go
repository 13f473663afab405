package timeline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	casechart "redthread/app/chart"
	"redthread/app/redact"
	casetimeline "redthread/app/timeline"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

// opened shows the screen on a desk, with nothing that waits.
func opened(t *testing.T, d *desktest.Desk) *Screen {
	t.Helper()
	s := New(d)
	s.after = func(_ time.Duration, f func()) { f() }
	d.Show(s, desk.Route{Screen: desk.Timeline})
	if s.timeline == nil {
		t.Fatal("nothing was read")
	}
	return s
}

// hit finds the first hit that tells of a text.
func hit(t *testing.T, s *Screen, mark bool, text string) int {
	t.Helper()
	for i, h := range s.surface.now.picture.Hits {
		if (h.Mark != nil) == mark && !h.Title && strings.Contains(s.surface.now.picture.Tell(h), text) {
			return i
		}
	}
	t.Fatalf("nothing on the picture tells of %q", text)
	return noHit
}

func middle(s *Screen, i int) fyne.Position {
	at, size := s.surface.box(i)
	return at.AddXY(size.Width/2, size.Height/2)
}

func TestMarksOpenTheirSources(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	i := hit(t, s, true, "Sakorenma asked for comment")
	mark := *s.surface.now.picture.Hits[i].Mark
	s.surface.Tapped(&fyne.PointEvent{Position: middle(s, i)})
	if r := d.Last(); r.Screen != desk.Sources || r.ID != mark.Source || r.Passage != mark.Passage {
		t.Errorf("[%d] leads to %+v", mark.Number, r)
	}

	// A click selects and tells more; Enter opens the source.
	i = hit(t, s, false, "Two contracts from authorities")
	n := len(d.Went)
	at := s.surface.now.picture.Hits[i].Rect
	s.surface.Tapped(&fyne.PointEvent{Position: fyne.NewPos(float32(at.X+3)*zoom, float32(at.Y-s.surface.now.top+at.H/2)*zoom)})
	if len(d.Went) != n || d.Inspected == nil || !desktest.Says(d.Inspected, "begins after 2375 ¶ 17") {
		t.Fatal("a click does not say what the event is")
	}
	d.Type(fyne.KeyReturn)
	if r := d.Last(); r.Screen != desk.Sources || r.Passage == 0 {
		t.Errorf("Enter leads to %+v", r)
	}
}

func TestLawsTellTheirSource(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	i := hit(t, s, false, "2375 ¶ 17: no new work permits")
	s.surface.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: middle(s, i)}})
	if told := strings.Join(s.surface.tip.Told(), " "); !strings.Contains(told, "resolution 2375 (2017), paragraph 17") {
		t.Errorf("told: %s", told)
	}
	s.surface.Tapped(&fyne.PointEvent{Position: middle(s, i)})
	if !desktest.Says(d.Inspected, "2017-09-11") {
		t.Error("the inspector does not say the day of the law")
	}
}

func TestZoomAndPan(t *testing.T) {
	s := opened(t, desktest.New(t))
	all := s.surface.now.view
	s.surface.TypedRune('+')
	if now := s.surface.now.view; now.To-now.From >= all.To-all.From {
		t.Error("+ does not bring the picture nearer")
	}
	near := s.surface.now.view
	s.surface.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-100, -60)})
	if now := s.surface.now; now.view.From <= near.From || now.top <= 0 {
		t.Errorf("dragging to the left and up shows %v from %v", now.view, now.top)
	}
	s.surface.TypedRune('0')
	if now := s.surface.now.view; now.From != all.From || now.To != all.To {
		t.Error("0 does not show everything")
	}
	s.surface.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if p := s.surface.now; p.top == 0 || p.top > p.picture.Height {
		t.Errorf("End shows from %v of %v", p.top, p.picture.Height)
	}
	s.surface.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if s.surface.now.top != 0 {
		t.Error("Home does not show the top")
	}
}

func TestArrowsWalkTheEvents(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	s.Find()
	var seen []string
	for range 40 {
		d.Type(fyne.KeyDown)
		text := s.surface.now.picture.Tell(*s.surface.chosen())
		if slices.Contains(seen, text) && !strings.Contains(text, "Work permits") && len(seen) < 12 {
			t.Errorf("went to %q twice", text)
		}
		seen = append(seen, text)
		h := *s.surface.chosen()
		if y := h.Rect.Y - s.surface.now.top; y < s.surface.now.picture.Head-1 {
			t.Errorf("%q was chosen out of sight", text)
		}
	}
}

func TestKindsAndParties(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	s.chips.OnSelect("WorkPermit")
	if s.timeline.Events != 2 {
		t.Errorf("%d events of work permits", s.timeline.Events)
	}
	s.chips.OnSelect("")
	var id store.ID
	for _, l := range s.timeline.Lanes {
		if l.Title == "Sakorenma Ltd." {
			id = l.Entity
		}
	}
	s.Open(desk.Route{Screen: desk.Timeline, ID: id})
	if len(s.timeline.Lanes) != 1 || s.only.Hidden || !strings.Contains(s.only.Text(), "Sakorenma") {
		t.Errorf("only Sakorenma shows %d lanes", len(s.timeline.Lanes))
	}
	s.only.OnTapped()
	if len(s.timeline.Lanes) == 1 {
		t.Error("the one party cannot be left")
	}
	s.showUndated()
	if !desktest.Says(d.Inspected, "Worker group") || len(desktest.Parts[*part.FactRow](d.Inspected)) != len(s.timeline.Undated) {
		t.Error("what has no date is not listed")
	}
}

func TestOnlyWhatIsOnAChart(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	var id store.ID
	for _, l := range s.timeline.Lanes {
		if l.Title == "Sakorenma Ltd." {
			id = l.Entity
		}
	}
	on, err := casechart.Make(t.Context(), d.Case(), "One firm", "", []store.ChartNode{{Key: id.String(), Placed: true}})
	if err != nil {
		t.Fatal(err)
	}
	s.Open(desk.Route{Screen: desk.Timeline, ID: on})
	if len(s.timeline.Lanes) != 1 || !strings.Contains(s.only.Text(), "On chart One firm") {
		t.Errorf("%d lanes, %q", len(s.timeline.Lanes), s.only.Text())
	}
	s.only.OnTapped()
	if len(s.timeline.Lanes) == 1 {
		t.Error("the chart cannot be left")
	}
}

func TestChangesAreSeen(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	before := s.timeline.Events
	_, err := d.Case().Update(t.Context(), "add a day", func(tx *store.Tx) error {
		id, err := tx.AddEntity("JobAdvert")
		if err != nil {
			return err
		}
		_, err = tx.Assert(store.Statement{Entity: id, Property: "publishedAt", Value: "2018-05-01"}, store.Noting{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Changed()
	if s.timeline.Events != before+1 {
		t.Errorf("%d events, had %d", s.timeline.Events, before)
	}
}

func TestExport(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	path := filepath.Join(t.TempDir(), "t.svg")
	s.exportTo(path, "svg", redact.Public)
	d.NoFailure()
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), "Sakorenma") {
		t.Errorf("exported %d bytes: %v", len(text), err)
	}
}

func TestPictures(t *testing.T) {
	desktest.Shoot(t, "timeline", func(t *testing.T, d *desktest.Desk) { opened(t, d) })
	desktest.Shoot(t, "timeline-kind", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d)
		s.by = casetimeline.ByKind
		s.read()
		s.Find()
		d.Type(fyne.KeyDown)
	})
}

func TestPictureOfNothing(t *testing.T) {
	d := desktest.NewEmpty(t)
	s := opened(t, d)
	if !desktest.Says(s.Content(), "No dates yet") {
		t.Error("an empty case does not say what belongs here")
	}
}
