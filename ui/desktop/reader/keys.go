package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// keys is what the keyboard is doing.
type keys struct {
	focused bool
	moused  bool    // the focus comes by a click, so no ring is needed
	ringed  bool    // the focus came by a key
	shift   int     // how many shift keys are held
	goal    float32 // where going up and down tends to; -1: where the caret is
}

func (r *Reader) takeFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r)
	}
}

// FocusGained is part of fyne.Focusable.
func (r *Reader) FocusGained() {
	r.keys.focused, r.keys.shift, r.keys.goal = true, 0, -1
	r.keys.ringed = !r.keys.moused
	if r.keys.ringed && !r.empty() && r.page.sel.empty() && !r.page.sees(r.page.sel.caret) {
		at := r.spotAt(fyne.NewPos(r.page.left, r.page.size.line))
		r.page.sel = stretch{anchor: at, caret: at}
	}
	r.redraw()
}

// FocusLost is part of fyne.Focusable.
func (r *Reader) FocusLost() {
	r.keys = keys{goal: -1}
	r.redraw()
}

// sees reports whether the line of a spot is in sight.
func (v *view) sees(s spot) bool {
	if !v.near(s.passage) {
		return false
	}
	_, y := v.find(s)
	return y >= 0 && y+v.size.line <= v.height
}

// KeyDown is part of desktop.Keyable.
func (r *Reader) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		r.keys.shift++
	}
}

// KeyUp is part of desktop.Keyable.
func (r *Reader) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		r.keys.shift = max(r.keys.shift-1, 0)
	}
}

// TypedKey is part of fyne.Focusable.
func (r *Reader) TypedKey(e *fyne.KeyEvent) {
	r.hideTip()
	if r.empty() || !r.key(e.Name, r.keys.shift > 0) {
		r.pass(e)
	}
}

// key does what a key does; false when it is none of the reader's.
func (r *Reader) key(name fyne.KeyName, shift bool) bool {
	switch name {
	case fyne.KeyLeft:
		r.horizontal(left, shift)
	case fyne.KeyRight:
		r.horizontal(right, shift)
	case fyne.KeyHome:
		r.walk(lineStart, shift)
	case fyne.KeyEnd:
		r.walk(lineEnd, shift)
	case fyne.KeyUp:
		r.walkRow(-1, shift)
	case fyne.KeyDown:
		r.walkRow(1, shift)
	case fyne.KeyPageUp:
		r.walkPage(-1, shift)
	case fyne.KeyPageDown:
		r.walkPage(1, shift)
	case fyne.KeySpace:
		r.walkPage(1-2*min(r.keys.shift, 1), false)
	case fyne.KeyReturn, fyne.KeyEnter:
		return r.enter()
	case fyne.KeyEscape:
		return r.escape()
	case fyne.KeyF3:
		if len(r.page.matches) == 0 {
			return false
		}
		if shift {
			r.PreviousMatch()
		} else {
			r.NextMatch()
		}
	case desktop.KeyMenu:
		r.menuAtCaret()
	case fyne.KeyF10:
		if !shift {
			return false
		}
		r.menuAtCaret()
	default:
		return false
	}
	return true
}

// pass hands on a key that the reader does not use.
func (r *Reader) pass(e *fyne.KeyEvent) {
	if r.OnKey != nil && r.OnKey(e) {
		return
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(r)
	if c != nil && c.Overlays().Top() == nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}

// TypedRune goes through the matches with n and p, on the same keys of a
// Russian and a Korean keyboard too, and hands on all else.
func (r *Reader) TypedRune(c rune) {
	if len(r.page.matches) > 0 {
		switch c {
		case 'n', 'т', 'ㅜ':
			r.NextMatch()
			return
		case 'p', 'N', 'з', 'Т', 'ㅔ':
			r.PreviousMatch()
			return
		}
	}
	o := fyne.CurrentApp().Driver().CanvasForObject(r)
	if c != ' ' && o != nil && o.Overlays().Top() == nil && o.OnTypedRune() != nil {
		o.OnTypedRune()(c)
	}
}

// TypedShortcut is part of fyne.Shortcutable: copying, selecting all, and
// walking with Control held. All else goes on to the window.
func (r *Reader) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		r.copy(s.Clipboard)
		return
	case *fyne.ShortcutSelectAll:
		r.selectMore()
		return
	case *desktop.CustomShortcut:
		shift := s.Modifier&fyne.KeyModifierShift != 0
		other := s.Modifier &^ fyne.KeyModifierShift
		if !r.empty() && (other == fyne.KeyModifierControl || other == fyne.KeyModifierAlt || other == fyne.KeyModifierSuper) && r.far(s.KeyName, shift, other) {
			return
		}
	}
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(r).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// far does what a key does with Control held; Option walks by words on a Mac.
func (r *Reader) far(name fyne.KeyName, shift bool, held fyne.KeyModifier) bool {
	if held != fyne.KeyModifierControl && name != fyne.KeyLeft && name != fyne.KeyRight {
		return false
	}
	if held == fyne.KeyModifierSuper {
		return false
	}
	switch name {
	case fyne.KeyLeft:
		r.walk(wordLeft, shift)
	case fyne.KeyRight:
		r.walk(wordRight, shift)
	case fyne.KeyHome:
		r.walk(textStart, shift)
	case fyne.KeyEnd:
		r.walk(textEnd, shift)
	case fyne.KeyUp:
		r.walkPassage(-1, shift)
	case fyne.KeyDown:
		r.walkPassage(1, shift)
	default:
		return false
	}
	return true
}

// Copy puts the selected text onto the clipboard.
func (r *Reader) Copy() { r.copy(fyne.CurrentApp().Clipboard()) }

func (r *Reader) copy(to fyne.Clipboard) {
	if s := r.Selection(); !s.Empty() && to != nil {
		to.SetContent(s.Text)
	}
}
