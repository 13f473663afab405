package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// saveKeys confirm the sheet on top wherever its focus is: Ctrl+Enter, on
// macOS Cmd+Enter.
func saveKeys() []*desktop.CustomShortcut {
	return []*desktop.CustomShortcut{
		{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault},
		{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierShortcutDefault},
	}
}

func isSaveKey(s fyne.Shortcut) bool {
	k, ok := s.(*desktop.CustomShortcut)
	return ok && k.Modifier == fyne.KeyModifierShortcutDefault && (k.KeyName == fyne.KeyReturn || k.KeyName == fyne.KeyEnter)
}

// saveByKeys listens for the keys while a sheet is open.
func saveByKeys(c fyne.Canvas) {
	_, open := c.Overlays().Top().(*Sheet)
	for _, k := range saveKeys() {
		c.RemoveShortcut(k)
		if open {
			c.AddShortcut(k, func(fyne.Shortcut) { confirmTop(c) })
		}
	}
}

func confirmTop(c fyne.Canvas) {
	if s, ok := c.Overlays().Top().(*Sheet); ok {
		s.accept()
	}
}

// TypedShortcut lets the save keys through to the sheet: an entry would
// swallow them.
func (e *TextEntry) TypedShortcut(s fyne.Shortcut) {
	if isSaveKey(s) {
		if c := canvasOf(e); c != nil {
			confirmTop(c)
		}
		return
	}
	e.Entry.TypedShortcut(s)
}
