// Package chooser asks a person for a file or a folder.
//
// Every file dialog of the window is opened here, so that a better one can
// take the place of Fyne's, which is drawn inside the window and gives one
// file at a time. Fyne's save dialog is not used at all: it empties the chosen
// file before anything is written.
package chooser

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"redthread/ui/desktop/part"
)

// lastFolder is the preference that remembers where a person was last.
const lastFolder = "chooser.folder"

// size of the dialogs; a smaller window makes them smaller.
var size = fyne.NewSize(860, 580)

// Open asks for one file and calls done with its path, unless the person
// cancels. Endings such as ".rtcase" limit what is offered; none is no limit.
func Open(w fyne.Window, endings []string, done func(path string)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err != nil || f == nil {
			return
		}
		_ = f.Close()
		remember(filepath.Dir(f.URI().Path()))
		done(f.URI().Path())
	}, w)
	if len(endings) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(endings))
	}
	begin(d)
}

// Folder asks for a folder.
func Folder(w fyne.Window, done func(path string)) {
	d := dialog.NewFolderOpen(func(f fyne.ListableURI, err error) {
		if err != nil || f == nil {
			return
		}
		remember(f.Path())
		done(f.Path())
	}, w)
	begin(d)
}

func begin(d *dialog.FileDialog) {
	if at, err := storage.ListerForURI(storage.NewFileURI(last())); err == nil {
		d.SetLocation(at)
	}
	d.SetView(dialog.ListView)
	d.Resize(size)
	d.Show()
}

func remember(folder string) {
	fyne.CurrentApp().Preferences().SetString(lastFolder, folder)
}

func last() string {
	if f := fyne.CurrentApp().Preferences().String(lastFolder); isFolder(f) {
		return f
	}
	return Documents()
}

// Documents is the folder to offer first: the last one used, the person's
// documents, or their home.
func Documents() string {
	if a := fyne.CurrentApp(); a != nil {
		if f := a.Preferences().String(lastFolder); isFolder(f) {
			return f
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	if d := filepath.Join(home, "Documents"); isFolder(d) {
		return d
	}
	return home
}

func isFolder(path string) bool {
	if path == "" {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// Place is a line of a form that says where a file is to be written: its path,
// and a button that asks for the folder.
type Place struct {
	// OnTyped is called when the person changes the path by hand.
	OnTyped func()

	entry   *part.TextEntry
	content fyne.CanvasObject
	setting bool
}

// NewPlace returns the line with a suggested path.
func NewPlace(w fyne.Window, suggested string) *Place {
	p := &Place{entry: part.NewTextEntry("Path of the file")}
	p.set(suggested)
	p.entry.OnChanged = func(string) {
		if !p.setting && p.OnTyped != nil {
			p.OnTyped()
		}
	}
	button := part.NewButton("Folder…", func() {
		Folder(w, func(folder string) { p.set(filepath.Join(folder, filepath.Base(p.Path()))) })
	})
	p.content = part.Frame(nil, part.Inset(0, 0, 0, 8, button), nil, nil, p.entry)
	return p
}

// Content is the line.
func (p *Place) Content() fyne.CanvasObject { return p.content }

// Path is what the line says, "~" made the person's home.
func (p *Place) Path() string {
	path := strings.TrimSpace(p.entry.Text)
	if rest, ok := strings.CutPrefix(path, "~"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	return path
}

// SetName changes the name of the file and leaves its folder.
func (p *Place) SetName(name string) { p.set(filepath.Join(filepath.Dir(p.Path()), name)) }

func (p *Place) set(path string) {
	p.setting = true
	p.entry.SetText(path)
	p.setting = false
}

// FreeName gives a path that no file has: "case.pdf", then "case 2.pdf".
func FreeName(folder, name, ending string) string {
	path := filepath.Join(folder, name+ending)
	for n := 2; Exists(path); n++ {
		path = filepath.Join(folder, name+" "+strconv.Itoa(n)+ending)
	}
	return path
}

// Exists tells whether something has that name already.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Problem says what is wrong with a path for a new file; "" is nothing.
func Problem(path, ending string) string {
	folder, err := os.Stat(filepath.Dir(path))
	switch {
	case strings.TrimSuffix(filepath.Base(path), ending) == "" || filepath.Base(path) == ".":
		return "Give the file a name."
	case err != nil || !folder.IsDir():
		return "There is no folder " + filepath.Dir(path) + "; choose another one."
	case Exists(path):
		return filepath.Base(path) + " exists already; choose another name."
	}
	return ""
}
