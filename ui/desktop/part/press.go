package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// press is what every part that can be clicked has in common: hover, focus
// with a ring, Enter and Space, a tip, and the way on for other keys.
type press struct {
	widget.BaseWidget

	self     fyne.CanvasObject
	do       func()
	tip      func() string
	focused  bool
	hovered  bool
	disabled bool
}

func (p *press) extend(self fyne.Widget) {
	p.self = self
	p.ExtendBaseWidget(self)
}

func (p *press) run() {
	if !p.disabled && p.do != nil {
		p.do()
	}
}

// Tapped is part of fyne.Tappable.
func (p *press) Tapped(*fyne.PointEvent) {
	hideTip(p.self)
	if p.hovered { // a sheet that opens now would leave the part lit
		p.hovered = false
		p.Refresh()
	}
	p.run()
}

// FocusGained is part of fyne.Focusable.
func (p *press) FocusGained() {
	p.focused = true
	Reveal(p.self)
	p.Refresh()
}

// FocusLost is part of fyne.Focusable.
func (p *press) FocusLost() {
	p.focused = false
	hideTip(p.self)
	p.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (p *press) TypedRune(r rune) {
	if r != ' ' {
		passRune(p.self, r)
	}
}

// TypedKey is part of fyne.Focusable.
func (p *press) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.run()
	default:
		passKey(p.self, e)
	}
}

// MouseIn is part of desktop.Hoverable.
func (p *press) MouseIn(*desktop.MouseEvent) {
	p.hovered = true
	if p.tip != nil {
		showTip(p.self, p.tip())
	}
	p.Refresh()
}

// MouseMoved is part of desktop.Hoverable.
func (p *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is part of desktop.Hoverable.
func (p *press) MouseOut() {
	p.hovered = false
	hideTip(p.self)
	p.Refresh()
}

// Enable, Disable and Disabled are part of fyne.Disableable.
func (p *press) Enable() { p.able(false) }

// Disable greys the part out; it no longer answers.
func (p *press) Disable() { p.able(true) }

// Disabled reports whether the part is greyed out.
func (p *press) Disabled() bool { return p.disabled }

func (p *press) able(disabled bool) {
	if p.disabled != disabled {
		p.disabled = disabled
		p.Refresh()
	}
}

// keyTaker is an overlay that wants the keys its content does not use.
type keyTaker interface {
	takeKey(*fyne.KeyEvent)
}

// canvasOf returns the canvas an object is on, or nil.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	app := fyne.CurrentApp()
	if app == nil || o == nil {
		return nil
	}
	return app.Driver().CanvasForObject(o)
}

// PassKey hands a key that a picture or a field does not use on to the sheet above it, or to the window.
func PassKey(o fyne.CanvasObject, e *fyne.KeyEvent) { passKey(o, e) }

// passKey hands a key on: to the sheet on top, else to the window.
func passKey(o fyne.CanvasObject, e *fyne.KeyEvent) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if top := c.Overlays().Top(); top != nil {
		if t, ok := top.(keyTaker); ok {
			t.takeKey(e)
		}
		return
	}
	if f := c.OnTypedKey(); f != nil {
		f(e)
	}
}

// passRune hands a typed letter on to the window, unless a sheet is open.
func passRune(o fyne.CanvasObject, r rune) {
	c := canvasOf(o)
	if c == nil || c.Overlays().Top() != nil {
		return
	}
	if f := c.OnTypedRune(); f != nil {
		f(r)
	}
}

// focus gives an object the focus, if it is on a canvas.
func focus(o fyne.Focusable) {
	object, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := canvasOf(object); c != nil {
		c.Focus(o)
	}
}
