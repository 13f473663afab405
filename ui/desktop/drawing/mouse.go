package drawing

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/app/chart/scene"
)

// handMode is what the hand on the mouse is doing.
type handMode int

const (
	handFree handMode = iota
	handPressed
	handCamera
	handMarks
	handNote
	handBox
	handLasso
	handLink
	handMap
)

// hand is the mouse.
type hand struct {
	mode    handMode
	button  desktop.MouseButton
	mods    fyne.KeyModifier
	start   fyne.Position // where it was pressed
	pointer fyne.Position // where it is
	on      Target        // what it was pressed on
	held    []int         // marks it moves
	from    int           // mark from which a link is drawn
	note    int
	moved   bool
	lasso   []scene.Spot
	was     []scene.Point // places of held before
}

var (
	_ desktop.Mouseable   = (*View)(nil)
	_ desktop.Hoverable   = (*View)(nil)
	_ desktop.Cursorable  = (*View)(nil)
	_ fyne.Draggable      = (*View)(nil)
	_ fyne.Scrollable     = (*View)(nil)
	_ fyne.DoubleTappable = (*View)(nil)
)

// MouseDown is part of desktop.Mouseable.
func (v *View) MouseDown(e *desktop.MouseEvent) {
	v.takeFocus()
	h := &v.hand
	*h = hand{mode: handPressed, button: e.Button, mods: e.Modifier, start: e.Position, pointer: e.Position, note: scene.None, from: scene.None}
	if _, ok := v.onMap(e.Position); ok && e.Button == desktop.MouseButtonPrimary {
		h.mode = handMap
		v.mapTo(e.Position)
		return
	}
	h.on = v.find(float64(e.Position.X), float64(e.Position.Y))
	toggles := e.Modifier&(fyne.KeyModifierShift|fyne.KeyModifierShortcutDefault) != 0
	switch {
	case e.Button == desktop.MouseButtonTertiary:
	case h.on.Node != scene.None && toggles && v.tool != Link:
		// Ctrl may be the beginning of a link: it adds when it is let go.
	case h.on.Node != scene.None && !v.chosen[h.on.Node]:
		v.Select(h.on.Node)
		v.told()
	case h.on.Node == scene.None && h.on.Edge != scene.None && !toggles:
		v.SelectEdge(h.on.Edge)
		v.told()
	}
	v.hovered = nothing()
	v.arrange()
}

// MouseUp is part of desktop.Mouseable.
func (v *View) MouseUp(e *desktop.MouseEvent) {
	h := &v.hand
	if h.mode == handPressed {
		toggles := h.mods&(fyne.KeyModifierShift|fyne.KeyModifierShortcutDefault) != 0
		switch {
		case e.Button == desktop.MouseButtonSecondary:
			v.hand.mode = handFree
			if v.OnMenu != nil {
				v.OnMenu(h.on, e.AbsolutePosition)
			}
			return
		case e.Button != desktop.MouseButtonPrimary:
		case h.on.Node != scene.None && toggles:
			v.chosen[h.on.Node] = !v.chosen[h.on.Node]
			v.edge = scene.None
			v.told()
		case h.on.Node != scene.None && len(v.Selected()) > 1:
			v.Select(h.on.Node)
			v.told()
		case h.on.Node == scene.None && h.on.Edge == scene.None && h.on.Note == scene.None && !toggles && (len(v.Selected()) > 0 || v.edge != scene.None):
			v.Select()
			v.told()
		}
	}
	v.let()
}

// let ends what the hand was doing.
func (v *View) let() {
	h := v.hand
	v.hand = hand{pointer: h.pointer, note: scene.None, from: scene.None}
	switch h.mode {
	case handMarks:
		v.drop()
		v.reindex()
		v.mini.stale = true
		v.paint()
		if h.moved && v.OnMoved != nil {
			v.OnMoved(h.held)
		}
	case handNote:
		if h.moved && v.OnNoteMoved != nil {
			v.OnNoteMoved(h.note, v.scene.Notes[h.note].At)
		}
	case handBox, handLasso:
		line := h.lasso
		if h.mode == handBox {
			a, b := spot(h.start), spot(h.pointer)
			line = []scene.Spot{a, {X: b.X, Y: a.Y}, b, {X: a.X, Y: b.Y}}
		}
		if h.mods&fyne.KeyModifierShortcutDefault == 0 {
			clear(v.chosen)
		}
		v.edge = scene.None
		for _, i := range v.index.Inside(v.sceneNow(), v.camera, line) {
			v.chosen[i] = true
		}
		v.told()
	case handLink:
		to := v.index.Node(v.sceneNow(), v.camera, float64(h.pointer.X), float64(h.pointer.Y))
		if to != scene.None && to != h.from && v.OnLink != nil {
			v.OnLink(h.from, to)
		}
	}
	v.arrange()
}

func spot(p fyne.Position) scene.Spot { return scene.Spot{X: float64(p.X), Y: float64(p.Y)} }

// slack is how far a hand may shake before it drags.
const slack = 3

// Dragged is part of fyne.Draggable.
func (v *View) Dragged(e *fyne.DragEvent) { v.drag(e.Position) }

// DragEnd is part of fyne.Draggable.
func (v *View) DragEnd() {
	if v.hand.mode != handFree {
		v.let()
	}
}

// drag follows the pointer with a button held.
func (v *View) drag(to fyne.Position) {
	h := &v.hand
	before := h.pointer
	if h.mode == handPressed {
		if math.Hypot(float64(to.X-h.start.X), float64(to.Y-h.start.Y)) < slack {
			return
		}
		v.begin()
		before = h.start
	}
	h.pointer = to
	dx, dy := float64(to.X-before.X)/v.camera.Zoom, float64(to.Y-before.Y)/v.camera.Zoom
	switch h.mode {
	case handCamera:
		v.camera.X -= dx
		v.camera.Y -= dy
		v.fitted = true
		v.look()
	case handMap:
		v.mapTo(to)
	case handMarks:
		h.moved = true
		// From where the marks were, so that rounding does not add up.
		ox, oy := float32(float64(to.X-h.start.X)/v.camera.Zoom), float32(float64(to.Y-h.start.Y)/v.camera.Zoom)
		for k, i := range h.held {
			v.at[i] = scene.Point{X: h.was[k].X + ox, Y: h.was[k].Y + oy}
		}
		v.paint()
	case handNote:
		h.moved = true
		s := *v.scene // a painter may be reading the old one
		s.Notes = slices.Clone(s.Notes)
		v.scene = &s
		n := &s.Notes[h.note]
		n.At.X += float32(dx)
		n.At.Y += float32(dy)
		v.paint()
	case handLasso:
		last := h.lasso[len(h.lasso)-1]
		if math.Hypot(last.X-float64(to.X), last.Y-float64(to.Y)) >= 6 && len(h.lasso) < 400 {
			h.lasso = append(h.lasso, spot(to))
		}
		v.arrange()
	case handBox, handLink:
		v.hovered = nothing()
		if h.mode == handLink {
			v.hovered.Node = v.index.Node(v.sceneNow(), v.camera, float64(to.X), float64(to.Y))
		}
		v.arrange()
	}
}

// begin decides what a drag does by what it began on, the keys and the tool.
func (v *View) begin() {
	h := &v.hand
	onMark := h.on.Node != scene.None
	link := v.tool == Link || h.mods&fyne.KeyModifierShortcutDefault != 0
	switch {
	case h.button == desktop.MouseButtonTertiary, h.button == desktop.MouseButtonSecondary:
		h.mode = handCamera
	case onMark && link:
		h.mode, h.from = handLink, h.on.Node
	case v.tool == Lasso, !onMark && h.mods&fyne.KeyModifierAlt != 0:
		h.mode, h.lasso = handLasso, []scene.Spot{spot(h.start)}
	case v.tool == Box, !onMark && h.mods&fyne.KeyModifierShift != 0:
		h.mode = handBox
	case onMark:
		h.mode = handMarks
		if !v.chosen[h.on.Node] {
			v.Select(h.on.Node)
			v.told()
		}
		h.held = v.Selected()
		h.was = make([]scene.Point, len(h.held))
		for k, i := range h.held {
			h.was[k] = v.at[i]
		}
		v.drop()
	case h.on.Note != scene.None && v.scene.Notes[h.on.Note].About == scene.None:
		h.mode, h.note = handNote, h.on.Note
	default:
		h.mode = handCamera
	}
}

func (v *View) mapTo(pointer fyne.Position) {
	at, ok := v.mapPlace()
	if !ok || v.shown.mini == nil {
		return
	}
	p := v.shown.small.From(float64(pointer.X-at.X), float64(pointer.Y-at.Y))
	v.camera.X, v.camera.Y = float64(p.X), float64(p.Y)
	v.fitted = true
	v.look()
}

// Scrolled zooms where the pointer is.
func (v *View) Scrolled(e *fyne.ScrollEvent) {
	const notch = 0.012
	step := math.Min(math.Max(float64(e.Scrolled.DY)*notch, -0.7), 0.7)
	v.camera = v.camera.Around(float64(e.Position.X), float64(e.Position.Y), math.Exp(step))
	v.fitted = true
	v.look()
}

// DoubleTapped is part of fyne.DoubleTappable.
func (v *View) DoubleTapped(e *fyne.PointEvent) {
	t := v.find(float64(e.Position.X), float64(e.Position.Y))
	switch {
	case t.Node != scene.None && v.OnOpen != nil:
		v.OnOpen(t.Node)
	case t.Note != scene.None && v.OnOpenNote != nil:
		v.OnOpenNote(t.Note)
	}
}

// MouseIn is part of desktop.Hoverable.
func (v *View) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved tells of what is under the pointer. A drag with another button
// than the first is followed here, since the toolkit tells of no other.
func (v *View) MouseMoved(e *desktop.MouseEvent) {
	if v.hand.mode != handFree {
		if v.hand.button != desktop.MouseButtonPrimary {
			v.drag(e.Position)
		}
		return
	}
	v.hand.pointer = e.Position
	was := v.hovered
	if _, ok := v.onMap(e.Position); ok {
		v.hovered = nothing()
	} else {
		v.hovered = v.find(float64(e.Position.X), float64(e.Position.Y))
	}
	if was.Node != v.hovered.Node || was.Edge != v.hovered.Edge || was.Note != v.hovered.Note {
		v.arrange()
	}
}

// MouseOut is part of desktop.Hoverable.
func (v *View) MouseOut() {
	if v.hand.mode == handFree {
		v.hovered = nothing()
		v.arrange()
	}
}

// Cursor is part of desktop.Cursorable.
func (v *View) Cursor() desktop.Cursor {
	switch {
	case v.hand.mode == handCamera || v.hand.mode == handMarks:
		return desktop.PointerCursor
	case v.tool != Hand:
		return desktop.CrosshairCursor
	case v.hovered.Node != scene.None || v.hovered.Edge != scene.None:
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
