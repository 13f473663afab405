package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/ui/desktop/part"
)

// Entry is a line or a few lines of text in a form. Ctrl+Enter saves the form
// from inside it, which a canvas shortcut cannot do while an entry has the
// focus.
type Entry struct {
	part.TextEntry

	// OnSave is called by Ctrl+Enter, on a Mac by Cmd+Enter.
	OnSave func()
	// Keys is offered Escape, Enter, the arrows up and down and the page keys
	// before anything else; it reports whether it used the key.
	Keys func(fyne.KeyName) bool
}

// NewEntry returns an entry of one line, or of several.
func NewEntry(hint string, lines int) *Entry {
	e := &Entry{}
	e.PlaceHolder = hint
	if lines > 1 {
		e.MultiLine = true
		e.Wrapping = fyne.TextWrapWord
		e.SetMinRowsVisible(lines)
	}
	e.OnKey = e.key
	e.ExtendBaseWidget(e)
	return e
}

// key hands on what the entry does not use: to the sheet around it.
func (e *Entry) key(name fyne.KeyName) bool {
	if e.Keys != nil && e.Keys(name) {
		return true
	}
	enter := name == fyne.KeyReturn || name == fyne.KeyEnter
	if name != fyne.KeyEscape && (!enter || e.MultiLine) {
		return false
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	if c == nil {
		return true
	}
	k := &fyne.KeyEvent{Name: name}
	if top, ok := c.Overlays().Top().(fyne.Focusable); ok {
		top.TypedKey(k)
	} else if f := c.OnTypedKey(); f != nil {
		f(k)
	}
	return true
}

// FocusGained is part of fyne.Focusable. The entry inside is not the object
// that stands in the form, so it cannot bring itself into sight.
func (e *Entry) FocusGained() {
	e.TextEntry.FocusGained()
	part.Reveal(e)
}

// TypedShortcut is part of fyne.Shortcutable.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if k, ok := s.(*desktop.CustomShortcut); ok && e.OnSave != nil && k.Modifier == fyne.KeyModifierShortcutDefault &&
		(k.KeyName == fyne.KeyReturn || k.KeyName == fyne.KeyEnter) {
		e.OnSave()
		return
	}
	e.TextEntry.TypedShortcut(s)
}
