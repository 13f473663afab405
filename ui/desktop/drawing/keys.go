package drawing

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/app/chart/scene"
)

// keys is the keyboard.
type keys struct {
	focused bool
	ringed  bool // the focus came by a key
	shift   bool
}

var (
	_ fyne.Focusable    = (*View)(nil)
	_ fyne.Shortcutable = (*View)(nil)
	_ desktop.Keyable   = (*View)(nil)
)

func (v *View) takeFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil && c.Focused() != fyne.Focusable(v) {
		c.Focus(v)
		v.keys.ringed = false
	}
}

// FocusGained is part of fyne.Focusable.
func (v *View) FocusGained() {
	v.keys = keys{focused: true, ringed: true}
	v.arrange()
}

// FocusLost is part of fyne.Focusable.
func (v *View) FocusLost() {
	v.keys = keys{}
	v.arrange()
}

// KeyDown is part of desktop.Keyable.
func (v *View) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		v.keys.shift = true
	}
}

// KeyUp is part of desktop.Keyable.
func (v *View) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		v.keys.shift = false
	}
}

// TypedRune zooms: + and - lie on different keys of different keyboards.
func (v *View) TypedRune(r rune) {
	switch r {
	case '+', '=':
		v.Zoom(zoomStep)
	case '-', '_':
		v.Zoom(1 / zoomStep)
	case '?':
		if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil && c.OnTypedRune() != nil {
			c.OnTypedRune()(r)
		}
	}
}

// The steps of keys.
const (
	zoomStep = 1.25
	panStep  = 60
	nudge    = 10
)

// TypedKey is part of fyne.Focusable.
func (v *View) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		v.arrow(0, -1)
	case fyne.KeyDown:
		v.arrow(0, 1)
	case fyne.KeyLeft:
		v.arrow(-1, 0)
	case fyne.KeyRight:
		v.arrow(1, 0)
	case fyne.KeyF:
		v.Fit()
	case fyne.KeyReturn, fyne.KeyEnter:
		if s := v.Selected(); len(s) == 1 && v.OnOpen != nil {
			v.OnOpen(s[0])
		}
	case fyne.KeyEscape:
		v.escape(e)
	default:
		v.pass(e)
	}
}

func (v *View) escape(e *fyne.KeyEvent) {
	switch {
	case v.hand.mode == handMarks: // back to where they were
		for k, i := range v.hand.held {
			v.at[i] = v.hand.was[k]
		}
		v.hand = hand{pointer: v.hand.pointer, note: scene.None, from: scene.None}
		v.drop()
		v.paint()
	case v.hand.mode != handFree:
		v.hand = hand{pointer: v.hand.pointer, note: scene.None, from: scene.None}
		v.arrange()
	case v.tool != Hand:
		v.tool = Hand
		if v.OnTool != nil {
			v.OnTool(Hand)
		}
	case len(v.Selected()) > 0 || v.edge != scene.None:
		v.Select()
		v.told()
	default:
		v.pass(e)
	}
}

// pass hands a key on, to the screen and then to the window.
func (v *View) pass(e *fyne.KeyEvent) {
	if v.OnKey != nil && v.OnKey(e) {
		return
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(v)
	if c == nil || c.Overlays().Top() != nil {
		return
	}
	if f := c.OnTypedKey(); f != nil {
		f(e)
	}
}

// arrow walks to the next mark that way, moves the selected ones with Shift
// held, and moves the camera where nothing is selected.
func (v *View) arrow(dx, dy float64) {
	chosen := v.Selected()
	switch {
	case len(chosen) == 0:
		v.camera.X += dx * panStep / v.camera.Zoom
		v.camera.Y += dy * panStep / v.camera.Zoom
		v.fitted = true
		v.look()
	case v.keys.shift:
		for _, i := range chosen {
			v.at[i].X += float32(dx * nudge)
			v.at[i].Y += float32(dy * nudge)
		}
		v.reindex()
		v.paint()
		if v.OnMoved != nil {
			v.OnMoved(chosen)
		}
	default:
		if next := v.next(chosen[len(chosen)-1], dx, dy); next != scene.None {
			v.Select(next)
			v.Reveal(next)
			v.told()
		}
	}
}

// next is the mark that lies most nearly that way.
func (v *View) next(from int, dx, dy float64) int {
	best, least := scene.None, math.Inf(1)
	for i, p := range v.at {
		x, y := float64(p.X-v.at[from].X), float64(p.Y-v.at[from].Y)
		along, across := x*dx+y*dy, math.Abs(x*dy)+math.Abs(y*dx)
		if i == from || along <= 0 || across > along*1.6 {
			continue
		}
		if d := along + 2*across; d < least {
			best, least = i, d
		}
	}
	return best
}

// TypedShortcut selects everything; other shortcuts are the window's.
func (v *View) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutSelectAll); ok {
		for i := range v.chosen {
			v.chosen[i] = true
		}
		v.edge = scene.None
		v.told()
		return
	}
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(v).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}
