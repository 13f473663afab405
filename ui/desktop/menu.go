package desktop

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// setMenu makes the main menu. Every shortcut must stand in it: while a text
// field has the focus, Fyne answers no other.
func (w *Window) setMenu() {
	main := fyne.NewMainMenu()
	for _, title := range []string{menuFile, menuEdit, menuGo, menuAdd, menuHelp} {
		menu := fyne.NewMenu(title)
		for _, c := range w.cmds {
			if c.menu != title {
				continue
			}
			if c.group && len(menu.Items) > 0 {
				menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
			}
			menu.Items = append(menu.Items, w.menuItem(c))
			if c.name == "Open…" {
				menu.Items = append(menu.Items, w.recentMenu())
			}
		}
		main.Items = append(main.Items, menu)
	}
	w.win.SetMainMenu(main)
}

func (w *Window) menuItem(c *command) *fyne.MenuItem {
	item := fyne.NewMenuItem(c.name, func() { w.run(c) })
	if c.key != nil {
		item.Shortcut = c.key
	}
	item.IsQuit = c.name == "Quit"
	item.Disabled = c.need != needNothing && w.bench == nil
	if c.need == needWriting && w.bench != nil {
		item.Disabled, _ = w.bench.c.ReadOnly()
	}
	return item
}

func (w *Window) recentMenu() *fyne.MenuItem {
	item := fyne.NewMenuItem("Open recent", nil)
	item.ChildMenu = fyne.NewMenu("")
	for _, r := range w.recents {
		item.ChildMenu.Items = append(item.ChildMenu.Items, fyne.NewMenuItem(filepath.Base(r.Path), func() {
			if !w.leaving && w.win.Canvas().Overlays().Top() == nil {
				w.Open(r.Path)
			}
		}))
	}
	item.Disabled = len(item.ChildMenu.Items) == 0
	return item
}

// askWhatToAdd opens the Add menu under its button.
func (b *bench) askWhatToAdd() {
	menu := fyne.NewMenu("")
	for _, c := range b.w.cmds {
		if c.menu == menuAdd && c.key != nil && c.key.Key() == fyne.KeyN {
			continue // it is what opened this menu
		}
		if c.menu == menuAdd {
			item := b.w.menuItem(c)
			item.Action = c.do // the menu lies over the window until it is chosen
			menu.Items = append(menu.Items, item)
		}
	}
	button := b.frame.add
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
	pop := widget.NewPopUpMenu(menu, b.w.win.Canvas())
	pop.ShowAtPosition(fyne.NewPos(at.X+button.Size().Width-pop.MinSize().Width, at.Y+button.Size().Height+look.Step))
}

// bindKeys binds what needs no main menu: keys without a modifier, and those
// that a text field is to have first.
func (w *Window) bindKeys() {
	c := w.win.Canvas()
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch e.Name {
		case fyne.KeyF1:
			w.showKeys()
		case fyne.KeyEscape:
			w.escape()
		default:
			w.ui.Do(func() { w.offer(e) }) // later: its letter is not to land in a form that opens
		}
	})
	c.SetOnTypedRune(func(r rune) {
		if r == '?' {
			w.showKeys()
		}
	})
	c.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { // Ctrl+Y
		if w.bench != nil && c.Overlays().Top() == nil {
			w.bench.redo()
		}
	})
	c.AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { w.pasted(w.app.Clipboard().Content()) })
}

// offer hands a key that no part used to the screen shown, where it has keys of
// its own.
func (w *Window) offer(e *fyne.KeyEvent) {
	if w.bench == nil || w.win.Canvas().Overlays().Top() != nil {
		return
	}
	if s, ok := w.bench.seat.screen.(interface{ Key(*fyne.KeyEvent) bool }); ok {
		s.Key(e)
	}
}

// escape closes the least thing that is open.
func (w *Window) escape() {
	w.root.HideToast()
	switch {
	case w.bars.text[barError] != "":
		w.bars.drop(barError)
	case w.bench != nil && w.bench.frame.narrow && !w.bench.frame.body.Folded():
		w.bench.frame.body.Fold(true)
	}
}

// showKeys lists every key.
func (w *Window) showKeys() {
	if w.win.Canvas().Overlays().Top() != nil {
		return
	}
	rows := [][2]string{}
	for _, c := range w.cmds {
		if c.key == nil {
			continue
		}
		name := c.name
		if c.menu == menuAdd {
			name = "Add: " + name
		}
		rows = append(rows, [2]string{name, keyText(c.key, " ")})
	}
	rows = append(rows,
		[2]string{"Redo, the other way", keyText(&fyne.ShortcutRedo{}, " ")},
		[2]string{"Paste a text, an address or files as sources", keyText(&fyne.ShortcutPaste{}, " ")},
		[2]string{"Walk a list, open a row", "↑ ↓  Enter"},
		[2]string{"Next field, field before", "Tab  Shift Tab"},
		[2]string{"Sources: cite what is selected", "Enter"},
		[2]string{"Sources: find in the text, next found item", "F3  F4"},
		[2]string{"Sources: set a found item aside", "Del"},
		[2]string{"Entities: link, correct, dispute, withdraw", "L E D W"},
		[2]string{"Lists and duplicates: same, different, not sure, skip", "S D U →"},
		[2]string{"Close what is open", "Esc"},
		[2]string{"These keys", "F1 or ?"},
	)
	half := (len(rows) + 1) / 2
	w.openSheet("Keys", columns(keyColumn(rows[:half]), keyColumn(rows[half:])), "", nil).part.Width = 760
}

func keyColumn(rows [][2]string) fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, r := range rows {
		all = append(all, part.Frame(nil, part.NewKeyCap(r[1]), nil, nil, part.NewLine(r[0], part.Body)))
	}
	return part.Down(8, all...)
}
