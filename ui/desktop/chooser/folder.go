package chooser

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"redthread/store/value"
)

// plainError is a sentence for people.
type plainError string

func (e plainError) Error() string { return string(e) }

// entry is one line of a folder's listing.
type entry struct {
	name    string
	folder  bool
	size    int64
	changed time.Time
}

// order is by which column a listing is sorted.
type order int

const (
	byName order = iota
	bySize
	byDate
)

// listing is a folder as the picker shows it, and what is chosen in it: a
// plain value without a window.
type listing struct {
	path     string
	all      []entry
	shown    []entry // those that fit the filter, in their order
	filter   string
	by       order
	down     bool
	onlyDirs bool

	chosen map[string]bool // by name
	anchor string          // from where Shift selects
}

// read lists a folder. Hidden files are left out, links lead on.
func read(path string) ([]entry, error) {
	found, err := os.ReadDir(path)
	if err != nil {
		if errors.Is(err, fs.ErrPermission) {
			return nil, plainError(path + " cannot be opened; choose a folder that you may read.")
		}
		return nil, plainError("There is no folder " + path + "; choose another one.")
	}
	all := make([]entry, 0, len(found))
	for _, f := range found {
		if strings.HasPrefix(f.Name(), ".") {
			continue
		}
		info, err := f.Info()
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			info, err = os.Stat(filepath.Join(path, f.Name()))
		}
		if err != nil || !info.IsDir() && !info.Mode().IsRegular() {
			continue // gone meanwhile, or nothing that can be taken in
		}
		all = append(all, entry{name: f.Name(), folder: info.IsDir(), size: info.Size(), changed: info.ModTime()})
	}
	return all, nil
}

// open shows another folder with nothing chosen.
func (l *listing) open(path string, all []entry) {
	l.path, l.all, l.filter = path, all, ""
	l.chosen, l.anchor = map[string]bool{}, ""
	l.arrange()
}

// arrange filters and sorts. What is no longer shown is no longer chosen.
func (l *listing) arrange() {
	l.shown = l.shown[:0:0]
	for _, e := range l.all {
		if (e.folder || !l.onlyDirs) && fits(e.name, l.filter) {
			l.shown = append(l.shown, e)
		}
	}
	slices.SortStableFunc(l.shown, func(a, b entry) int {
		if a.folder != b.folder {
			if a.folder {
				return -1
			}
			return 1
		}
		n := 0
		switch l.by {
		case bySize:
			n = cmp.Compare(a.size, b.size)
		case byDate:
			n = a.changed.Compare(b.changed)
		}
		if n == 0 {
			n = natural(a.name, b.name)
		}
		if l.down {
			return -n
		}
		return n
	})
	for name := range l.chosen {
		if l.row(name) < 0 {
			delete(l.chosen, name)
		}
	}
}

// fits tells whether a name holds every word of a filter; a word with a dot
// before it is an ending.
func fits(name, filter string) bool {
	folded, low := value.Fold(name), strings.ToLower(name)
	for _, w := range strings.Fields(filter) {
		if strings.HasPrefix(w, ".") || strings.HasPrefix(w, "*.") {
			if !strings.HasSuffix(low, strings.ToLower(strings.TrimPrefix(w, "*"))) {
				return false
			}
			continue
		}
		if !strings.Contains(folded, value.Fold(w)) && !strings.Contains(low, strings.ToLower(w)) {
			return false
		}
	}
	return true
}

// natural orders names as people do: "scan 9" before "scan 10".
func natural(a, b string) int {
	x, y := strings.ToLower(a), strings.ToLower(b)
	for x != "" && y != "" {
		m, n := digits(x), digits(y)
		if m > 0 && n > 0 {
			p, q := strings.TrimLeft(x[:m], "0"), strings.TrimLeft(y[:n], "0")
			if c := cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q)); c != 0 {
				return c
			}
			x, y = x[m:], y[n:]
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

func (l *listing) row(name string) int {
	return slices.IndexFunc(l.shown, func(e entry) bool { return e.name == name })
}

// only chooses one row alone; toggle adds it or takes it away; through chooses
// all from the last one chosen alone to it.
func (l *listing) only(i int) {
	l.chosen, l.anchor = map[string]bool{l.shown[i].name: true}, l.shown[i].name
}

func (l *listing) toggle(i int) {
	name := l.shown[i].name
	if l.chosen[name] {
		delete(l.chosen, name)
	} else {
		l.chosen[name] = true
	}
	l.anchor = name
}

func (l *listing) through(i int) {
	from := l.row(l.anchor)
	if from < 0 {
		l.only(i)
		return
	}
	l.chosen = map[string]bool{}
	for n := min(from, i); n <= max(from, i); n++ {
		l.chosen[l.shown[n].name] = true
	}
}

// everything chooses all files shown, or all folders where there are only these.
func (l *listing) everything() {
	l.chosen = map[string]bool{}
	for _, e := range l.shown {
		if !e.folder || l.onlyDirs {
			l.chosen[e.name] = true
		}
	}
}

// paths are what is chosen, in the order shown.
func (l *listing) paths() []string {
	var all []string
	for _, e := range l.shown {
		if l.chosen[e.name] {
			all = append(all, filepath.Join(l.path, e.name))
		}
	}
	return all
}

// counts tells how many files and folders are chosen, and the bytes of the files.
func (l *listing) counts() (files, folders int, bytes int64) {
	for _, e := range l.shown {
		switch {
		case !l.chosen[e.name]:
		case e.folder:
			folders++
		default:
			files++
			bytes += e.size
		}
	}
	return files, folders, bytes
}

// amount says how many files and folders: "2 folders and 3 files".
func amount(files, folders int) string {
	switch {
	case folders == 0:
		return plural(files, "file", "files")
	case files == 0:
		return plural(folders, "folder", "folders")
	}
	return plural(folders, "folder", "folders") + " and " + plural(files, "file", "files")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// sized writes a number of bytes for people.
func sized(n int64) string {
	const k = 1000
	switch {
	case n < k:
		return plural(int(n), "byte", "bytes")
	case n < k*k:
		return strconv.FormatInt((n+k/2)/k, 10) + " kB"
	case n < k*k*k:
		return strconv.FormatFloat(float64(n)/k/k, 'f', 1, 64) + " MB"
	}
	return strconv.FormatFloat(float64(n)/k/k/k, 'f', 1, 64) + " GB"
}

// place is a folder to begin from.
type place struct{ name, path string }

// places are the folders that people keep files in, those that exist.
func places() []place {
	var all []place
	add := func(name, path string) {
		if isFolder(path) && !slices.ContainsFunc(all, func(p place) bool { return p.path == path }) {
			all = append(all, place{name, path})
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		add("Home", home)
		for _, name := range []string{"Desktop", "Documents", "Downloads", "Pictures"} {
			add(name, filepath.Join(home, name))
		}
	}
	for _, root := range []string{"/media", "/run/media", "/Volumes", "/mnt"} {
		volumes(root, 2, add)
	}
	for c := 'A'; c <= 'Z' && filepath.Separator == '\\'; c++ {
		add(string(c)+":", string(c)+`:\`)
	}
	if filepath.Separator == '/' {
		add("Computer", "/")
	}
	return all
}

// volumes adds what is plugged in: folders that lie in a folder of this
// person's, or in the root itself.
func volumes(root string, depth int, add func(name, path string)) {
	found, err := os.ReadDir(root)
	if err != nil || depth == 0 {
		return
	}
	for _, f := range found {
		path := filepath.Join(root, f.Name())
		if depth > 1 && (root == "/media" || root == "/run/media") {
			volumes(path, depth-1, add)
			continue
		}
		add(f.Name(), path)
	}
}
