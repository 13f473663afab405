package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/app"
	"redthread/app/network/layout"
	"redthread/store"
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

// opened with the whole case on a chart.
func charted(t *testing.T) (*desktest.Desk, *Screen) {
	t.Helper()
	d := desktest.New(t)
	s := opened(t, d)
	s.whole()
	if s.drawing == nil {
		t.Fatal("nothing was charted")
	}
	return d, s
}

// mark finds a mark by its name.
func mark(t *testing.T, s *Screen, name string) int {
	t.Helper()
	for i := range s.drawing.Scene.Nodes {
		if s.drawing.Scene.Nodes[i].Label == name {
			return i
		}
	}
	t.Fatalf("there is no %q on the chart", name)
	return 0
}

func undo(t *testing.T, d *desktest.Desk) string {
	t.Helper()
	label, err := d.Case().Undo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.Changed()
	return label
}

func TestDraggingManyIsOneAction(t *testing.T) {
	d, s := charted(t)
	before := slices.Clone(s.view.Places())
	s.view.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.view.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	s.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	after := s.view.Places()
	for i := range before {
		// Places are kept to a fraction of a point.
		if math.Abs(float64(after[i].X-before[i].X)-10) > 1e-3 || after[i].Y != before[i].Y {
			t.Fatalf("mark %d went from %v to %v", i, before[i], after[i])
		}
	}
	if label := undo(t, d); !strings.HasPrefix(label, "Move ") {
		t.Errorf("the last action is %q", label)
	}
	if !slices.Equal(before, s.view.Places()) {
		t.Error("undo does not put all of them back")
	}
	d.NoFailure()
}

func TestHidePinGroupNoteAndTakeOff(t *testing.T) {
	d, s := charted(t)
	n := len(s.drawing.Nodes)
	s.view.Select(mark(t, s, "Zenco-39"))
	s.Key(&fyne.KeyEvent{Name: fyne.KeyP})
	if !s.drawing.Members[mark(t, s, "Zenco-39")].Pinned {
		t.Error("P does not pin")
	}
	s.Key(&fyne.KeyEvent{Name: fyne.KeyN})
	typeInto(d, "Who are they?")
	d.OpenSheet().Save()
	if len(s.drawing.Scene.Notes) != 1 || s.drawing.Scene.Notes[0].Text != "Who are they?" {
		t.Errorf("notes: %+v", s.drawing.Scene.Notes)
	}
	s.Key(&fyne.KeyEvent{Name: fyne.KeyG})
	typeInto(d, "Suspects")
	d.OpenSheet().Save()
	if len(s.drawing.Scene.Outlines) != 1 || s.drawing.Scene.Outlines[0].Title != "Suspects" {
		t.Errorf("groups: %+v", s.drawing.Scene.Outlines)
	}
	s.view.Select(mark(t, s, "Zenco-39"))
	s.Key(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if len(s.drawing.Nodes) != n-1 || s.drawing.Hidden != 1 {
		t.Errorf("%d of %d are left, %d hidden", len(s.drawing.Nodes), n, s.drawing.Hidden)
	}
	s.Key(&fyne.KeyEvent{Name: fyne.KeyH})
	if len(s.drawing.Nodes) != n {
		t.Error("H does not show what is hidden")
	}
	s.view.Select(mark(t, s, "Zenco-39"))
	s.takeOff()
	if len(s.drawing.Nodes) != n-1 || s.drawing.Hidden != 0 {
		t.Error("it is still on the chart")
	}
	for range 6 {
		undo(t, d)
	}
	if len(s.drawing.Nodes) != n || len(s.drawing.Scene.Outlines)+len(s.drawing.Scene.Notes) != 0 || s.drawing.Members[mark(t, s, "Zenco-39")].Pinned {
		t.Error("undo does not take all of it back")
	}
	d.NoFailure()
}

func TestExpandingAndTheWayBetween(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	node, ok := s.graph.Find(named(t, d, "Zenco-39"))
	if !ok {
		t.Fatal("no node")
	}
	s.add([]int{node}, nil) // makes a chart around it
	if s.drawing == nil || s.drawing.Content.Title != "Around Zenco-39" || len(s.drawing.Nodes) < 3 {
		t.Fatalf("%+v", s.drawing)
	}
	before := len(s.drawing.Nodes)
	i := mark(t, s, "General Corporation for External Construction")
	want := s.total(i)
	if want == 0 {
		t.Fatal("nothing to expand")
	}
	s.expand(i)
	if len(s.drawing.Nodes) != before+want {
		t.Errorf("%d marks, want %d more than %d", len(s.drawing.Nodes), want, before)
	}
	s.view.Select(mark(t, s, "Zenco-39"), mark(t, s, "Sakorenma Ltd."))
	s.findPath()
	strong := 0
	for _, e := range s.drawing.Scene.Edges {
		if e.Strong {
			strong++
		}
	}
	if strong < 2 || s.path == nil {
		t.Errorf("%d lines stand out", strong)
	}
	s.Key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.path != nil || s.drawing.Scene.Nodes[0].Faint {
		t.Error("Escape does not end the path")
	}
	d.NoFailure()
}

func TestALinkIsDrawnEditedAndReversed(t *testing.T) {
	d, s := charted(t)
	a, b := mark(t, s, "Zenco-39"), mark(t, s, "Sistema")
	s.linked(a, b)
	if sheet := d.OpenSheet(); sheet.Title != "Link" {
		t.Errorf("a line opens %q", sheet.Title)
	}
	k := -1
	for i := range s.drawing.Edges {
		if s.edge(i).Kind == "Ownership" && s.graph.Nodes[s.edge(i).From].Group == "firm" {
			k = i
		}
	}
	if k < 0 {
		t.Fatal("no ownership on the chart")
	}
	key, from := s.edge(k).Key, s.graph.Nodes[s.edge(k).From].Key
	s.view.SelectEdge(k)
	s.inspect()
	if !desktest.Says(d.Inspected, "What is said") && d.Inspected == nil {
		t.Error("the inspector says nothing of the line")
	}
	s.reverse(k)
	e, ok := s.graph.FindEdge(key)
	if !ok || s.graph.Nodes[s.graph.Edges[e].To].Key != from {
		t.Error("the link still points the same way")
	}
	undo(t, d)
	e, ok = s.graph.FindEdge(key)
	if !ok || s.graph.Nodes[s.graph.Edges[e].From].Key != from {
		t.Error("undo does not turn it back")
	}
	d.NoFailure()
}

func TestFiltersAreKeptWithTheChart(t *testing.T) {
	d, s := charted(t)
	n := len(s.drawing.Scene.Edges)
	f := s.drawing.Filter
	f.NoSuspected = true
	s.setFilter(f)
	if len(s.drawing.Scene.Edges) >= n {
		t.Error("suspected lines are still drawn")
	}
	s = opened(t, d)
	if !s.drawing.Filter.NoSuspected {
		t.Error("the filter was forgotten")
	}
	if label := undo(t, d); label != "Filter the chart" || len(s.drawing.Scene.Edges) != n {
		t.Errorf("undo of %q leaves %d lines", label, len(s.drawing.Scene.Edges))
	}
	d.NoFailure()
}

func TestEveryLayoutIsOneActionAndKeepsPins(t *testing.T) {
	d, s := charted(t)
	i := mark(t, s, "Zenco-39")
	s.view.Select(i)
	s.pin()
	at := s.view.Places()[i]
	s.view.Select()
	for _, kind := range layout.Kinds() {
		before := slices.Clone(s.view.Places())
		s.lay(kind)
		if s.view.Places()[i] != at {
			t.Errorf("%s moved a pinned mark", kind)
		}
		if s.drawing.Content.Layout != string(kind) || slices.Equal(before, s.view.Places()) {
			t.Errorf("%s did nothing", kind)
		}
		undo(t, d)
		if !slices.Equal(before, s.view.Places()) {
			t.Errorf("undo of %s leaves marks elsewhere", kind)
		}
	}
	d.NoFailure()
}

func typeInto(d *desktest.Desk, text string) {
	for _, r := range text {
		d.Window().Canvas().Focused().TypedRune(r)
	}
}

func named(t *testing.T, d *desktest.Desk, name string) store.ID {
	t.Helper()
	id, err := app.FindEntity(t.Context(), d.Case(), name)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
