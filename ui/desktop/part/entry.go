package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// TextEntry is Fyne's entry with its keys handed out first, as palettes,
// pickers and forms need them.
type TextEntry struct {
	widget.Entry

	// OnKey is offered Escape, Enter, Tab, the arrows up and down and the page
	// keys before the entry uses them; it reports whether it used the key.
	OnKey func(fyne.KeyName) bool
	// OnFocus is called when the entry gains or loses the focus.
	OnFocus func(gained bool)
	// TakeTab has OnKey asked for Tab, which otherwise moves the focus on.
	TakeTab bool
}

// NewTextEntry returns an entry of one line.
func NewTextEntry(placeholder string) *TextEntry {
	e := &TextEntry{}
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(e)
	return e
}

// NewNoteEntry returns an entry of several lines that wraps at words. Fyne's
// entry is slow beyond about 32 kilobytes, so longer texts belong elsewhere.
func NewNoteEntry(placeholder string, rows int) *TextEntry {
	e := NewTextEntry(placeholder)
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.SetMinRowsVisible(rows)
	return e
}

// TypedKey offers the keys of control to OnKey. Escape, and Enter in a single
// line that nobody listens to, travel on to the sheet.
func (e *TextEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		if e.OnKey == nil || !e.OnKey(k.Name) {
			passKey(e, k)
		}
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.OnKey != nil && e.OnKey(k.Name) {
			return
		}
		if !e.MultiLine && e.OnSubmitted == nil {
			passKey(e, k)
			return
		}
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		if e.OnKey != nil && e.OnKey(k.Name) {
			return
		}
	case fyne.KeyTab:
		if e.TakeTab && e.OnKey != nil && e.OnKey(k.Name) {
			return
		}
	}
	e.Entry.TypedKey(k)
}

// AcceptsTab is part of fyne.Tabbable. Tab moves the focus on unless it is
// taken: a form must not hold people in a field of several lines.
func (e *TextEntry) AcceptsTab() bool { return e.TakeTab }

// FocusGained is part of fyne.Focusable.
func (e *TextEntry) FocusGained() {
	e.Entry.FocusGained()
	Reveal(e)
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost is part of fyne.Focusable.
func (e *TextEntry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// SelectAll selects the whole text, so that typing replaces it.
func (e *TextEntry) SelectAll() {
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
}
