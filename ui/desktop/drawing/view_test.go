package drawing

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"redthread/app/chart/scene"
	"redthread/ui/desktop/look"
)

// shown shows four marks at the corners of a square, and a note.
func shown(t *testing.T) (*View, fyne.Window) {
	t.Helper()
	a := test.NewApp()
	a.Settings().SetTheme(look.New(look.Light))
	w := test.NewWindow(nil)
	t.Cleanup(func() {
		w.Close()
		test.NewApp()
	})
	v := New(nil)
	w.SetPadded(false)
	w.SetContent(v)
	w.Resize(fyne.NewSize(800, 600))
	v.Set(&scene.Scene{
		Nodes: []scene.Node{{Key: "a", Label: "A", R: 12}, {Key: "b", Label: "B", R: 12}, {Key: "c", Label: "C", R: 12}, {Key: "d", Label: "D", R: 12}},
		At:    []scene.Point{{X: -100, Y: -100}, {X: 100, Y: -100}, {X: 100, Y: 100}, {X: -100, Y: 100}},
		Edges: []scene.Edge{{Key: "ab", From: 0, To: 1}},
		Notes: []scene.Note{{Key: "n", About: scene.None, At: scene.Point{X: 0, Y: 0}, Text: "A free note"}},
	})
	return v, w
}

func at(v *View, node int) fyne.Position {
	x, y := v.camera.On(v.at[node])
	return fyne.NewPos(float32(x), float32(y))
}

func press(v *View, p fyne.Position, button desktop.MouseButton, mods fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: button, Modifier: mods}
	e.Position = p
	v.MouseDown(e)
}

func release(v *View, p fyne.Position, button desktop.MouseButton, mods fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: button, Modifier: mods}
	e.Position = p
	v.MouseUp(e)
}

func pull(v *View, from, to fyne.Position, mods fyne.KeyModifier) {
	press(v, from, desktop.MouseButtonPrimary, mods)
	for i := float32(1); i <= 4; i++ {
		e := &fyne.DragEvent{}
		e.Position = fyne.NewPos(from.X+(to.X-from.X)*i/4, from.Y+(to.Y-from.Y)*i/4)
		v.Dragged(e)
	}
	release(v, to, desktop.MouseButtonPrimary, mods)
	v.DragEnd()
}

func TestAMarkIsSelectedAndDragged(t *testing.T) {
	v, _ := shown(t)
	told, moved := 0, [][]int{}
	v.OnSelect = func() { told++ }
	v.OnMoved = func(nodes []int) { moved = append(moved, nodes) }
	before := v.at[1]
	pull(v, at(v, 1), at(v, 1).AddXY(60, 30), 0)
	if told != 1 || len(moved) != 1 || len(moved[0]) != 1 || moved[0][0] != 1 {
		t.Fatalf("told %d times, moved %v", told, moved)
	}
	dx, dy := float64(v.at[1].X-before.X)*v.camera.Zoom, float64(v.at[1].Y-before.Y)*v.camera.Zoom
	if dx < 59 || dx > 61 || dy < 29 || dy > 31 {
		t.Errorf("it came %g, %g along with the hand", dx, dy)
	}
	if v.at[0] != (scene.Point{X: -100, Y: -100}) {
		t.Error("another mark moved")
	}
}

func TestABoxALassoAndKeysSelect(t *testing.T) {
	v, w := shown(t)
	a, c := at(v, 0), at(v, 2)
	pull(v, a.SubtractXY(30, 30), fyne.NewPos(c.X+30, a.Y+30), fyne.KeyModifierShift)
	if s := v.Selected(); len(s) != 2 || s[0] != 0 || s[1] != 1 {
		t.Errorf("the box holds %v", s)
	}
	v.SetTool(Lasso)
	press(v, a.SubtractXY(25, 25), desktop.MouseButtonPrimary, 0)
	d := at(v, 3)
	for _, p := range []fyne.Position{a.AddXY(25, -25), d.AddXY(25, 25), d.AddXY(-25, 25)} {
		e := &fyne.DragEvent{}
		e.Position = p
		v.Dragged(e)
	}
	release(v, d.AddXY(-25, 25), desktop.MouseButtonPrimary, 0)
	if s := v.Selected(); len(s) != 2 || s[0] != 0 || s[1] != 3 {
		t.Errorf("the lasso holds %v", s)
	}
	v.SetTool(Hand)
	v.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(v.Selected()) != 4 {
		t.Errorf("Ctrl+A selects %v", v.Selected())
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(v.Selected()) != 0 {
		t.Errorf("Escape leaves %v", v.Selected())
	}
	w.Canvas().Focus(v)
	v.Select(0)
	for _, k := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyRight, 1}, {fyne.KeyDown, 2}, {fyne.KeyLeft, 3}, {fyne.KeyUp, 0}} {
		v.TypedKey(&fyne.KeyEvent{Name: k.key})
		if s := v.Selected(); len(s) != 1 || s[0] != k.want {
			t.Errorf("%s leads to %v, want %d", k.key, s, k.want)
		}
	}
}

func TestALineIsDrawnFromMarkToMark(t *testing.T) {
	v, _ := shown(t)
	var links [][2]int
	v.OnLink = func(from, to int) { links = append(links, [2]int{from, to}) }
	pull(v, at(v, 0), at(v, 2), fyne.KeyModifierShortcutDefault)
	pull(v, at(v, 0), at(v, 0).AddXY(50, 50), fyne.KeyModifierShortcutDefault) // into nothing
	v.SetTool(Link)
	pull(v, at(v, 3), at(v, 1), 0)
	if len(links) != 2 || links[0] != [2]int{0, 2} || links[1] != [2]int{3, 1} {
		t.Errorf("drawn were %v", links)
	}
	if v.at[0] != (scene.Point{X: -100, Y: -100}) {
		t.Error("drawing a line moved the mark")
	}
}

func TestTheCameraFollowsTheHandAndTheWheel(t *testing.T) {
	v, _ := shown(t)
	middle := fyne.NewPos(60, 300) // the ground
	before := v.Camera()
	pull(v, middle, middle.AddXY(80, 0), 0)
	if after := v.Camera(); after.X >= before.X || after.Y != before.Y {
		t.Errorf("the camera went from %g to %g", before.X, after.X)
	}
	under := v.camera.From(200, 100)
	e := &fyne.ScrollEvent{Scrolled: fyne.Delta{DY: 20}}
	e.Position = fyne.NewPos(200, 100)
	v.Scrolled(e)
	if x, y := v.camera.On(under); x < 199 || x > 201 || y < 99 || y > 101 || v.camera.Zoom <= before.Zoom {
		t.Errorf("what lay under the pointer is at %g, %g; zoom %g", x, y, v.camera.Zoom)
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF})
	if v.Camera() != before {
		t.Errorf("F shows %+v, want %+v", v.Camera(), before)
	}
}

func TestMenusNotesAndDoubleClicks(t *testing.T) {
	v, _ := shown(t)
	var on Target
	v.OnMenu = func(t Target, _ fyne.Position) { on = t }
	p := at(v, 2)
	press(v, p, desktop.MouseButtonSecondary, 0)
	release(v, p, desktop.MouseButtonSecondary, 0)
	if on.Node != 2 || len(v.Selected()) != 1 {
		t.Errorf("the menu is of %+v", on)
	}
	opened := -1
	v.OnOpen = func(i int) { opened = i }
	v.DoubleTapped(&fyne.PointEvent{Position: p})
	if opened != 2 {
		t.Errorf("opened %d", opened)
	}
	moved := false
	v.OnNoteMoved = func(i int, to scene.Point) { moved = i == 0 && to.X > 10 }
	x, y := v.camera.On(scene.Point{})
	pull(v, fyne.NewPos(float32(x)+10, float32(y)+8), fyne.NewPos(float32(x)+90, float32(y)+8), 0)
	if !moved {
		t.Error("a note cannot be dragged")
	}
}

// The selection and the camera stay when the chart is read anew.
func TestANewSceneKeepsWhatIsSelected(t *testing.T) {
	v, _ := shown(t)
	v.Select(2)
	v.Zoom(2)
	camera := v.Camera()
	s := *v.scene
	s.Nodes, s.At = s.Nodes[1:], s.At[1:]
	s.Edges = nil
	v.Set(&s)
	if got := v.Selected(); len(got) != 1 || v.scene.Nodes[got[0]].Key != "c" || v.Camera() != camera {
		t.Errorf("selected %v, camera %+v", got, v.Camera())
	}
}

func TestAWorkerPaintsTheNewestOnly(t *testing.T) {
	answers := make(chan func(), 100)
	w := newWorker(func(f func()) { answers <- f })
	v, _ := shown(t)
	pictures := 0
	o := order{done: func(picture) { pictures++ }}
	v.work = &worker{do: nil, painter: w.painter, own: w.own}
	o.pic.Scene, o.pic.Palette, o.pic.View, o.pic.Edge = v.scene, scene.Light(), scene.View{Zoom: 1, W: 300, H: 200, Scale: 1}, scene.None
	for range 50 {
		w.ask(o)
	}
	(<-answers)()
	for {
		w.mu.Lock()
		idle := !w.running
		w.mu.Unlock()
		if idle {
			break
		}
		select {
		case f := <-answers:
			f()
		default:
		}
	}
	for len(answers) > 0 {
		(<-answers)()
	}
	if pictures == 0 || pictures == 50 {
		t.Errorf("%d of 50 orders were painted", pictures)
	}
}
