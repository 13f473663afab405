package desktop

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/entities"
	"redthread/ui/desktop/lists"
	"redthread/ui/desktop/sharing"
)

// The menus, from left to right.
const (
	menuFile = "File"
	menuEdit = "Edit"
	menuGo   = "Go"
	menuAdd  = "Add"
	menuHelp = "Help"
)

// need is what a command needs to do anything.
type need int

const (
	needNothing need = iota
	needCase         // an open case
	needWriting      // an open case that can be changed
)

// command is one thing that can be done, by menu, by key and from the palette.
type command struct {
	menu  string
	name  string
	key   fyne.KeyboardShortcut // nil: none
	need  need
	do    func()
	words string // more words under which the palette finds it
	field func() fyne.Shortcut
	group bool // a line above it in the menu
}

// commands lists everything, in the order of the menus.
func (w *Window) commands() []*command {
	all := []*command{
		{menu: menuFile, name: "New case…", key: withShift(fyne.KeyN), do: w.askNew, words: "create start"},
		{menu: menuFile, name: "Open…", key: plain(fyne.KeyO), do: w.askOpen, words: "case file"},
		{menu: menuFile, name: "Open the sample…", do: w.askSample, words: "example sakhalin"},
		{menu: menuFile, name: "Save a copy as…", key: withShift(fyne.KeyS), need: needCase, do: func() { w.bench.askCopy() }, words: "export backup", group: true},
		{menu: menuFile, name: "Share…", need: needCase, do: func() { sharing.Ask(w.bench.seat) }, words: "send colleague seal sign encrypt age minisign", group: true},
		{menu: menuFile, name: "Merge another case…", need: needCase, do: func() { sharing.AskMerge(w.bench.seat) }, words: "join compare diff colleague combine"},
		{menu: menuFile, name: "Export for other programs…", key: withShift(fyne.KeyE), need: needCase, do: func() { w.bench.askExport() }, words: "followthemoney ftm aleph opensanctions csv xlsx excel json"},
		{menu: menuFile, name: "Import from another program…", need: needWriting, do: func() { w.bench.askImport() }, words: "followthemoney ftm aleph opensanctions statements entities json exchange"},
		{menu: menuFile, name: "Close case", key: plain(fyne.KeyW), need: needCase, do: w.closeCase, words: "welcome"},
		{menu: menuFile, name: "Quit", key: plain(fyne.KeyQ), do: w.Close, words: "exit", group: true},

		{
			menu: menuEdit, name: "Undo", key: &fyne.ShortcutUndo{}, need: needCase, do: func() { w.bench.undo() }, words: "take back",
			field: func() fyne.Shortcut { return &fyne.ShortcutUndo{} },
		},
		{
			menu: menuEdit, name: "Redo", key: withShift(fyne.KeyZ), need: needCase, do: func() { w.bench.redo() }, words: "again",
			field: func() fyne.Shortcut { return &fyne.ShortcutRedo{} },
		},
		{menu: menuEdit, name: "Decide conflicts…", need: needWriting, do: func() { sharing.AskConflicts(w.bench.seat) }, words: "merge differ sides"},
		{menu: menuEdit, name: "Find on this screen", key: plain(fyne.KeyF), need: needCase, do: func() { w.bench.find() }, words: "search filter", group: true},

		{menu: menuGo, name: "Search or command…", key: paletteKey(), need: needCase, do: func() { w.openPalette("") }, words: "palette"},
		{menu: menuGo, name: "All hits of a search", key: resultsKey(), need: needCase, do: func() { w.bench.showResults("") }, words: "find results list everything"},
	}
	for i, name := range append(w.screenNames(), desk.Settings) {
		c := &command{menu: menuGo, name: name, need: needCase, words: "show screen go", do: func() { w.bench.Go(desk.Route{Screen: name}) }, group: i == 0}
		if i < 9 && name != desk.Settings {
			c.key = plain(fyne.KeyName(string(rune('1' + i))))
		}
		if name == desk.Settings {
			c.key = plain(fyne.KeyComma)
		}
		all = append(all, c)
	}
	return append(all,
		&command{menu: menuGo, name: "Back", key: withAlt(fyne.KeyLeft), need: needCase, do: func() { w.bench.back() }, words: "previous", group: true},
		&command{menu: menuGo, name: "Forward", key: withAlt(fyne.KeyRight), need: needCase, do: func() { w.bench.forward() }, words: "next"},

		&command{menu: menuAdd, name: "New on this screen…", key: plain(fyne.KeyN), need: needWriting, do: func() { w.bench.addHere() }, words: "new add"},
		&command{menu: menuAdd, name: "Take in files…", key: plain(fyne.KeyI), need: needWriting, do: func() { w.bench.askFiles() }, words: "new add import evidence document pdf", group: true},
		&command{menu: menuAdd, name: "Import a table…", key: withShift(fyne.KeyI), need: needWriting, do: func() { w.bench.askTable() }, words: "new add csv xlsx excel spreadsheet sheet json xml mapping"},
		&command{menu: menuAdd, name: "Take in a folder…", need: needWriting, do: func() { w.bench.askFolder() }, words: "new add import evidence directory"},
		&command{menu: menuAdd, name: "Source…", need: needWriting, do: func() { w.bench.seat.AddSource(nil) }, words: "new add article document", group: true},
		&command{menu: menuAdd, name: "Entity…", need: needWriting, do: func() { w.bench.seat.AddEntity("", "", nil) }, words: "new add company person party"},
		&command{menu: menuAdd, name: "Link…", key: plain(fyne.KeyL), need: needWriting, do: func() { w.bench.linkHere() }, words: "new add quick tie owner"},
		&command{menu: menuAdd, name: "List…", need: needCase, do: func() { w.bench.Go(desk.Route{Screen: desk.Lists, Tab: lists.TabAdd}) }, words: "new add sanctions ofac un eu screening library"},
		&command{menu: menuAdd, name: "Note…", need: needWriting, do: func() { w.bench.askNote() }, words: "new add write", group: true},
		&command{menu: menuAdd, name: "Task…", need: needWriting, do: func() { w.bench.askTask() }, words: "new add todo"},

		&command{menu: menuGo, name: "Review duplicates", need: needCase, do: func() { w.bench.Go(desk.Route{Screen: desk.Entities, Tab: entities.TabDuplicates}) }, words: "same merge judge clusters"},

		&command{menu: menuHelp, name: "Keys", do: w.showKeys, words: "shortcuts keyboard help"},
		&command{menu: menuHelp, name: "About Redthread", do: w.showAbout, words: "version", group: true},
		&command{menu: menuHelp, name: "Licence", do: w.showLicence},
		&command{menu: menuHelp, name: "Third-party notices", do: w.showNotices, words: "licence fonts libraries"},
	)
}

func (w *Window) screenNames() []string {
	var all []string
	for _, s := range w.fill().screens {
		all = append(all, s.name)
	}
	return all
}

func plain(key fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

func withShift(key fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

func withAlt(key fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}
}

func paletteKey() fyne.KeyboardShortcut { return plain(fyne.KeyK) }

func resultsKey() fyne.KeyboardShortcut { return withShift(fyne.KeyF) }

// keyText writes a shortcut as it is printed on the keys.
func keyText(k fyne.KeyboardShortcut, between string) string {
	if k == nil {
		return ""
	}
	names := map[fyne.KeyModifier]string{
		fyne.KeyModifierControl: "Ctrl", fyne.KeyModifierAlt: "Alt", fyne.KeyModifierShift: "Shift", fyne.KeyModifierSuper: "Super",
	}
	if runtime.GOOS == "darwin" {
		names = map[fyne.KeyModifier]string{
			fyne.KeyModifierControl: "⌃", fyne.KeyModifierAlt: "⌥", fyne.KeyModifierShift: "⇧", fyne.KeyModifierSuper: "⌘",
		}
	}
	var all []string
	for _, m := range []fyne.KeyModifier{fyne.KeyModifierControl, fyne.KeyModifierSuper, fyne.KeyModifierAlt, fyne.KeyModifierShift} {
		if k.Mod()&m != 0 {
			all = append(all, names[m])
		}
	}
	key := string(k.Key())
	switch k.Key() {
	case fyne.KeyLeft:
		key = "←"
	case fyne.KeyRight:
		key = "→"
	}
	return strings.Join(append(all, key), between)
}

// run does a command, unless a form lies over the window, no case is open or
// the case cannot be changed. In a text field, undo and redo belong to the field.
func (w *Window) run(c *command) {
	if c.field != nil {
		focused := w.win.Canvas().Focused()
		_, field := focused.(interface{ SelectedText() string })
		if f, ok := focused.(fyne.Shortcutable); ok && field {
			f.TypedShortcut(c.field())
			return
		}
	}
	if w.leaving || w.win.Canvas().Overlays().Top() != nil {
		return
	}
	if c.need != needNothing && w.bench == nil {
		return
	}
	if c.need == needWriting && !w.bench.mayWrite() {
		return
	}
	c.do()
}

// find puts the cursor into the screen's own search.
func (b *bench) find() {
	if b.seat != nil && b.seat.screen != nil {
		b.seat.screen.Find()
	}
}

// addHere adds what the screen lists; where it lists nothing, it asks.
func (b *bench) addHere() {
	if b.seat.adds == nil {
		b.askWhatToAdd()
		return
	}
	b.seat.adds(b.seat)
}
