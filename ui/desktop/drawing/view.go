package drawing

import (
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"redthread/app/chart/scene"
	"redthread/ui/desktop/look"
)

// Tool is what dragging with the mouse does.
type Tool int

// The tools.
const (
	Hand  Tool = iota // moves marks and the camera
	Box               // selects by a box
	Lasso             // selects by a line drawn around
	Link              // draws a link from mark to mark
)

// View is the surface. Make it with New; its fields may be set before it is shown.
type View struct {
	widget.BaseWidget

	// OnSelect is called when a person selected something else.
	OnSelect func()
	// OnMoved is called when marks were dragged to another place, with their
	// indexes; Places has where they are.
	OnMoved func(nodes []int)
	// OnNoteMoved is called when a free note was dragged.
	OnNoteMoved func(note int, at scene.Point)
	// OnLink is called when a line was drawn from one mark to another.
	OnLink func(from, to int)
	// OnOpen is called by a double click or Enter on a mark.
	OnOpen func(node int)
	// OnOpenNote is called by a double click on a note.
	OnOpenNote func(note int)
	// OnMenu is called by a right click: on a mark, a line, a note or the ground.
	OnMenu func(Target, fyne.Position)
	// OnKey is offered the keys that the surface does not use.
	OnKey func(*fyne.KeyEvent) bool
	// OnTool is called when a person left a tool with Escape.
	OnTool func(Tool)
	// Describe says what hovering over a mark or a line tells.
	Describe func(Target) string

	scene  *scene.Scene
	at     []scene.Point
	index  *scene.Index
	camera scene.View
	fitted bool // the camera was set since the scene came

	chosen []bool
	edge   int // the selected edge
	tool   Tool

	work      *worker
	shown     picture // what was painted last
	base      base    // what stays while marks are dragged
	hand      hand
	keys      keys
	hovered   Target
	mini      minimap
	frames    int         // pictures shown so far
	rest      *time.Timer // paints when the camera has come to rest
	render    *renderer
	asPainted *scene.Palette
}

// Target is what lies at a place: at most one of them is there, the others are
// scene.None.
type Target struct {
	Node, Edge, Note int
	At               scene.Point // the place itself
}

func nothing() Target { return Target{Node: scene.None, Edge: scene.None, Note: scene.None} }

// New makes a surface. do brings work onto the window's goroutine; nil paints
// on it, as tests do.
func New(do func(func())) *View {
	v := &View{scene: &scene.Scene{}, edge: scene.None, hovered: nothing(), camera: scene.View{Zoom: 1, Scale: 1}}
	v.index = scene.NewIndex(v.scene)
	v.hand.note = scene.None
	v.work = newWorker(do)
	v.mini.on = true
	v.ExtendBaseWidget(v)
	return v
}

// Set shows a scene. The selection stays where its keys do; the camera stays,
// unless nothing was shown before.
func (v *View) Set(s *scene.Scene) {
	kept := map[string]bool{}
	for _, i := range v.Selected() {
		kept[v.scene.Nodes[i].Key] = true
	}
	edge := ""
	if v.edge != scene.None {
		edge = v.scene.Edges[v.edge].Key
	}
	v.scene, v.at, v.edge = s, slices.Clone(s.At), scene.None
	v.chosen = make([]bool, len(s.Nodes))
	for i := range s.Nodes {
		v.chosen[i] = kept[s.Nodes[i].Key]
	}
	if edge != "" {
		v.edge = slices.IndexFunc(s.Edges, func(e scene.Edge) bool { return e.Key == edge })
	}
	v.drop()
	v.hovered = nothing()
	v.reindex()
	if !v.fitted && len(s.Nodes) > 0 {
		v.Fit()
	}
	v.mini.stale = true
	v.paint()
	v.Refresh()
}

// Busy tells whether a hand holds something.
func (v *View) Busy() bool { return v.hand.mode != handFree && v.hand.mode != handPressed }

// Forget lets the next scene be shown as a whole.
func (v *View) Forget() { v.fitted = false }

// sceneNow is the scene with the marks where they are now.
func (v *View) sceneNow() *scene.Scene {
	s := *v.scene
	s.At = v.at
	return &s
}

func (v *View) reindex() { v.index = scene.NewIndex(v.sceneNow()) }

// Places gives where the marks are now. The slice must not be changed.
func (v *View) Places() []scene.Point { return v.at }

// SetPlaces moves all marks, as a layout does that is still at work. Marks that a
// hand holds stay in it.
func (v *View) SetPlaces(at []scene.Point) {
	if len(at) != len(v.at) {
		return
	}
	held := v.hand.held
	for i := range at {
		if v.hand.mode != handMarks || !slices.Contains(held, i) {
			v.at[i] = at[i]
		}
	}
	v.base = base{}
	v.reindex()
	v.mini.stale = true
	v.paint()
}

// Selected lists the selected marks.
func (v *View) Selected() []int {
	var all []int
	for i, yes := range v.chosen {
		if yes {
			all = append(all, i)
		}
	}
	return all
}

// SelectedEdge is the selected line, or scene.None.
func (v *View) SelectedEdge() int { return v.edge }

// Select selects marks, without calling back.
func (v *View) Select(nodes ...int) {
	clear(v.chosen)
	for _, i := range nodes {
		if i >= 0 && i < len(v.chosen) {
			v.chosen[i] = true
		}
	}
	v.edge = scene.None
	v.paint()
}

// SelectEdge selects a line, without calling back.
func (v *View) SelectEdge(edge int) {
	clear(v.chosen)
	v.edge = edge
	v.paint()
}

func (v *View) told() {
	v.paint()
	if v.OnSelect != nil {
		v.OnSelect()
	}
}

// SetTool chooses what dragging does.
func (v *View) SetTool(t Tool) { v.tool = t }

// Tool is what dragging does.
func (v *View) Tool() Tool { return v.tool }

// Camera tells which part of the scene is seen.
func (v *View) Camera() scene.View { return v.camera }

// SetCamera shows a part of the scene.
func (v *View) SetCamera(c scene.View) {
	c.W, c.H, c.Scale = v.camera.W, v.camera.H, v.camera.Scale
	v.camera, v.fitted = c, true
	v.look()
}

// look shows the last picture where the camera is now. While that picture
// covers the surface, a new one is painted when the camera has come to rest:
// the toolkit then has the whole processor for smooth frames.
func (v *View) look() {
	v.arrange()
	if v.work.do == nil || v.shown.image == nil || !v.covered() {
		v.paint()
		return
	}
	if v.rest == nil {
		v.rest = time.AfterFunc(restTime, func() { v.work.do(v.paint) })
		return
	}
	v.rest.Reset(restTime)
}

// restTime is how long the camera stands still before it is at rest.
const restTime = 70 * time.Millisecond

// covered tells whether the last picture covers the surface and is not
// stretched so much that it is seen.
func (v *View) covered() bool {
	const most = 1.35
	p := v.shown.view
	if k := v.camera.Zoom / p.Zoom; k > most || k < 1/most {
		return false
	}
	x0, y0 := v.camera.On(p.From(0, 0))
	x1, y1 := v.camera.On(p.From(p.W, p.H))
	return x0 <= 0 && y0 <= 0 && x1 >= v.camera.W && y1 >= v.camera.H
}

// Fit shows the whole scene.
func (v *View) Fit() {
	if v.camera.W <= 0 {
		v.fitted = false
		return
	}
	const margin = 84
	v.camera = scene.Fit(v.sceneNow(), v.camera.W, v.camera.H, math.Min(margin, v.camera.W/5), v.camera.Scale)
	v.fitted = len(v.scene.Nodes) > 0
	v.look()
}

// Zoom looks closer by a factor, in the middle of the surface.
func (v *View) Zoom(factor float64) {
	v.camera = v.camera.Around(v.camera.W/2, v.camera.H/2, factor)
	v.look()
}

// Centre brings a mark into the middle, and near enough to read its name.
func (v *View) Centre(node int) {
	if node < 0 || node >= len(v.at) {
		return
	}
	v.camera.X, v.camera.Y = float64(v.at[node].X), float64(v.at[node].Y)
	v.camera.Zoom = math.Max(v.camera.Zoom, 0.8)
	v.fitted = true
	v.look()
}

// Reveal moves the camera as little as shows a mark.
func (v *View) Reveal(node int) {
	if node < 0 || node >= len(v.at) {
		return
	}
	const margin = 60
	x, y := v.camera.On(v.at[node])
	dx := math.Min(x-margin, 0) + math.Max(x-v.camera.W+margin, 0)
	dy := math.Min(y-margin, 0) + math.Max(y-v.camera.H+margin, 0)
	if dx != 0 || dy != 0 {
		v.camera.X += dx / v.camera.Zoom
		v.camera.Y += dy / v.camera.Zoom
		v.look()
	}
}

// Middle is the place of the chart in the middle of the surface.
func (v *View) Middle() scene.Point { return v.camera.From(v.camera.W/2, v.camera.H/2) }

// ShowMap shows or hides the small map of the whole.
func (v *View) ShowMap(yes bool) {
	v.mini.on = yes
	v.mini.stale = true
	v.paint()
	v.Refresh()
}

// Resize is part of fyne.Widget.
func (v *View) Resize(s fyne.Size) {
	v.camera.W, v.camera.H = float64(s.Width), float64(s.Height)
	v.BaseWidget.Resize(s)
	if !v.fitted && len(v.scene.Nodes) > 0 {
		v.Fit()
	}
	v.look()
}

func (v *View) palette() *scene.Palette {
	if look.VariantOf(v) == theme.VariantDark {
		return scene.Dark()
	}
	return scene.Light()
}

func (v *View) scale() float64 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		return float64(c.Scale())
	}
	return 1
}

// find tells what lies at a place of the surface.
func (v *View) find(x, y float64) Target {
	t := nothing()
	t.At = v.camera.From(x, y)
	s := v.sceneNow()
	if t.Node = v.index.Node(s, v.camera, x, y); t.Node != scene.None {
		return t
	}
	for _, c := range scene.Cards(s, v.at, v.camera, v.work.measure) {
		if c.Box.Meets(scene.Rect{X: x, Y: y, W: 0.1, H: 0.1}) {
			t.Note = c.Note
			return t
		}
	}
	t.Edge = v.index.Edge(s, v.camera, x, y)
	return t
}

// Frames counts the pictures shown so far.
func (v *View) Frames() int { return v.frames }
