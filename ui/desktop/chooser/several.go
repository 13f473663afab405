package chooser

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/ui/desktop/part"
)

// Host is the window with its workers; every desk is one. Folders are read
// away from the window's goroutine, since one may lie on a slow disk.
type Host interface {
	Window() fyne.Window
	Ask(title string, work func(ctx context.Context, progress func(share float64, what string)) error, done func(error))
}

// Wanted says what a person is to choose.
type Wanted struct {
	Title   string
	Verb    string // "Take in": with what is chosen it makes the red button, "Take in 3 files"
	One     bool   // one file, no folder
	Folders bool   // one folder, no files
}

// The size of the picker's listing, and of its folders' column.
const (
	pickerWidth  float32 = 880
	pickerHeight float32 = 460
	placesWidth  float32 = 170
)

// Several asks for files and folders, several at once, and calls done with
// their paths unless the person cancels. It remembers the folder.
func Several(h Host, want Wanted, done func(paths []string)) {
	newPicker(h, want, done)
}

// picker is the window of Several.
type picker struct {
	h     Host
	want  Wanted
	done  func([]string)
	sheet *part.Sheet

	l      listing
	places []place
	asked  int // folders asked for; only the newest answer counts
	came   string

	path   *part.TextEntry
	filter *part.TextEntry
	roots  *part.List
	files  *part.Virtual
	head   *header
	foot   *part.Text
	whole  *part.Button

	modifiers func() fyne.KeyModifier // held now
}

func newPicker(h Host, want Wanted, done func([]string)) *picker {
	p := &picker{h: h, want: want, done: done, modifiers: heldKeys, l: listing{onlyDirs: want.Folders}}
	p.path = part.NewTextEntry("Folder")
	p.path.OnKey = p.pathKey
	p.filter = part.NewTextEntry("Filter: part of a name, or .pdf")
	p.filter.OnChanged = func(text string) {
		p.l.filter = text
		p.arranged()
	}
	p.filter.OnKey = p.filterKey
	p.roots = part.NewList(func() int { return len(p.places) }, func(i int) part.Row { return part.Row{Title: p.places[i].name, Plain: true} })
	p.roots.OnSelect = func(i int) { p.open(p.places[i].path) }
	p.files = p.newFiles()
	p.head = newHeader(p.sortBy)
	p.foot = part.NewLine("", part.Small)
	up := part.NewButton("Up", p.up)
	up.Tip = "The folder above (Backspace)"
	top := container.New(&topLayout{}, up, p.path, p.filter)
	list := part.Frame(part.Down(0, p.head, part.NewRule()), nil, nil, nil, p.files)
	left := container.New(wide(placesWidth), p.roots)
	body := part.Frame(part.Down(8, top, part.NewRule()), nil, part.Down(4, part.NewRule(), p.foot), left, list)
	p.sheet = part.NewSheet(want.Title, container.New(high(pickerHeight), body), want.Verb, "Cancel")
	p.sheet.Width, p.sheet.First = pickerWidth, p.files
	p.sheet.OnConfirm = p.confirm
	p.sheet.OnCancel = p.unbind
	if !want.One {
		p.whole = part.NewBareButton("Take the whole folder", p.takeWhole)
		p.whole.SetText(want.Verb + " this whole folder")
		p.sheet.SetExtra(p.whole)
	}
	p.sheet.Open(h.Window().Canvas())
	h.Window().Canvas().AddShortcut(&fyne.ShortcutSelectAll{}, func(fyne.Shortcut) { p.selectAll() })
	p.ask("Looking for folders", func() error { p.places = places(); return nil }, func(error) { p.roots.Refresh() })
	p.open(last())
	p.counted()
	return p
}

// heldKeys asks the driver which modifiers are held.
func heldKeys() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

func (p *picker) unbind() {
	p.h.Window().Canvas().RemoveShortcut(&fyne.ShortcutSelectAll{})
}

func (p *picker) ask(title string, work func() error, done func(error)) {
	p.h.Ask(title, func(context.Context, func(float64, string)) error { return work() }, done)
}

// open reads a folder and shows it. One that cannot be read is complained of,
// and the one before stays.
func (p *picker) open(path string) {
	p.asked++
	number := p.asked
	var all []entry
	p.ask("Reading the folder", func() (err error) {
		all, err = read(path)
		return err
	}, func(err error) {
		if number != p.asked || !p.sheet.IsOpen() {
			return
		}
		if err != nil {
			p.sheet.SetProblem(err.Error())
			p.path.SetText(p.l.path)
			return
		}
		p.sheet.SetProblem("")
		p.l.open(path, all)
		p.path.SetText(path)
		p.filter.SetText("")
		p.arranged()
		if at := p.l.row(p.came); p.came != "" && at >= 0 {
			p.files.Select(at)
		} else if len(p.l.shown) > 0 {
			p.files.Select(0)
		}
		p.came = ""
	})
}

// arranged shows the listing after it changed.
func (p *picker) arranged() {
	p.l.arrange()
	p.files.Refresh()
	p.files.ScrollToTop()
	p.files.Select(part.None)
	p.head.set(p.l.by, p.l.down)
	p.counted()
}

// counted says on the button and beneath the list what is chosen.
func (p *picker) counted() {
	files, folders, bytes := p.l.counts()
	said := ""
	switch all := len(p.l.shown); {
	case files+folders > 0:
		said = amount(files, folders) + " chosen"
		if files > 0 {
			said += ", " + sized(bytes)
		}
	case all == 0 && p.l.filter != "":
		said = "Nothing here fits the filter."
	case all == 0:
		said = "This folder is empty."
	default:
		said = plural(all, "item", "items") + ". Ctrl and Shift choose several, Enter opens a folder."
	}
	if p.want.One {
		said = strings.Replace(said, "Ctrl and Shift choose several, ", "", 1)
	}
	p.foot.SetText(said)
	b := p.sheet.Confirm()
	switch {
	case p.want.One && files != 1, files+folders == 0:
		b.SetText(p.want.Verb)
		b.Disable()
	case p.want.One:
		b.SetText(p.want.Verb)
		b.Enable()
	default:
		b.SetText(p.want.Verb + " " + amount(files, folders))
		b.Enable()
	}
	p.files.Refresh()
	p.sheet.Refresh()
}

// confirm is Enter and the red button: a folder alone is opened by Enter, all
// else is taken.
func (p *picker) confirm() {
	if all := p.l.paths(); len(all) > 0 {
		p.take(all, p.l.path)
	}
}

func (p *picker) takeWhole() { p.take([]string{p.l.path}, p.l.path) }

func (p *picker) take(paths []string, folder string) {
	p.unbind()
	p.sheet.Hide()
	remember(folder)
	p.done(paths)
}

func (p *picker) up() {
	above := filepath.Dir(p.l.path)
	if above != p.l.path {
		p.came = filepath.Base(p.l.path)
		p.open(above)
	}
}

// enter opens a folder, or takes a file.
func (p *picker) enter(i int) {
	if p.modifiers()&(fyne.KeyModifierShift|fyne.KeyModifierShortcutDefault) != 0 {
		return // quick clicks that choose several
	}
	e := p.l.shown[i]
	files, folders, _ := p.l.counts()
	switch {
	case e.folder && files+folders <= 1:
		p.open(filepath.Join(p.l.path, e.name))
	case files+folders == 0:
		p.l.only(i)
		p.confirm()
	default:
		p.confirm()
	}
}

func (p *picker) selectAll() {
	if p.want.One || p.want.Folders {
		return
	}
	p.l.everything()
	p.counted()
}

// picked is a click on a row, or an arrow to it.
func (p *picker) picked(i int) {
	held := p.modifiers()
	switch {
	case p.want.One || p.want.Folders:
		p.l.only(i)
	case held&fyne.KeyModifierShift != 0:
		p.l.through(i)
	case held&fyne.KeyModifierShortcutDefault != 0:
		return // a click toggles, see tapped; an arrow only moves
	default:
		p.l.only(i)
	}
	p.counted()
}

func (p *picker) tapped(i int) {
	if held := p.modifiers(); held&fyne.KeyModifierShortcutDefault != 0 && held&fyne.KeyModifierShift == 0 && !p.want.One && !p.want.Folders {
		p.l.toggle(i)
		p.counted()
	}
}

func (p *picker) sortBy(by order) {
	p.l.down = p.l.by == by && !p.l.down
	p.l.by = by
	p.arranged()
}

// pathKey opens the folder that was typed; a file that was typed is taken.
func (p *picker) pathKey(name fyne.KeyName) bool {
	if name != fyne.KeyReturn && name != fyne.KeyEnter {
		return false
	}
	path := expanded(p.path.Text)
	var info os.FileInfo
	p.ask("Looking at the path", func() (err error) {
		info, err = os.Stat(path)
		return err
	}, func(err error) {
		switch {
		case err == nil && !info.IsDir() && !p.want.Folders:
			p.take([]string{path}, filepath.Dir(path))
		default:
			p.open(path)
			p.focus(p.files)
		}
	})
	return true
}

func expanded(path string) string {
	path = strings.TrimSpace(path)
	if rest, ok := strings.CutPrefix(path, "~"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	return path
}

// filterKey leads from the filter to the list.
func (p *picker) filterKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		p.focus(p.files)
		if len(p.l.shown) > 0 {
			p.files.Select(0)
			p.picked(0)
			if name != fyne.KeyDown && len(p.l.shown) == 1 {
				p.enter(0)
			}
		}
		return true
	case fyne.KeyEscape:
		if p.filter.Text == "" {
			return false
		}
		p.filter.SetText("")
		return true
	}
	return false
}

func (p *picker) focus(o fyne.Focusable) { p.h.Window().Canvas().Focus(o) }
