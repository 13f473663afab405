package library

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"redthread/app/screening/listfile"
	"redthread/store"
)

// The ways in which the date of a version is known.
const (
	DateGiven = "given"   // by the person who took it in
	DateSaid  = "said"    // by the list itself
	DateFile  = "file"    // the file was last changed then
	kindLists = "lists"   // the folder of the library under the person's data
	kindPart  = "part"    // of loads that were stopped
	kindGone  = "removed" // of versions put aside
	nameInfo  = "version.json"
	nameRows  = "entries.rtl"
	nameIndex = "names.rti"
)

// FileInfo is a file that a version was made of.
type FileInfo struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Version is one dated state of a list.
type Version struct {
	List      string          `json:"list"` // short name, such as ofac-sdn
	Title     string          `json:"title"`
	Publisher string          `json:"publisher"`
	Date      string          `json:"date"`      // a day
	DateFrom  string          `json:"date_from"` // DateGiven, DateSaid or DateFile
	SHA256    string          `json:"sha256"`    // of its file; of several, of their hashes in order
	Format    listfile.Format `json:"format"`
	Mapping   string          `json:"mapping"`
	Files     []FileInfo      `json:"files"`
	Entries   int             `json:"entries"`
	Report    listfile.Report `json:"report"`
	Added     time.Time       `json:"added"`

	dir string
}

// ID names the version for people and in folders: its day and the beginning of
// its hash.
func (v *Version) ID() string { return v.Date + "-" + v.SHA256[:12] }

// Name is the list with its day: "OFAC SDN, as of 2018-08-02".
func (v *Version) Name() string { return v.Title + ", as of " + v.Date }

// Library is the lists of this computer.
type Library struct {
	dir string
	now func() time.Time
}

// Open opens the library in a folder; it is made when something is taken in.
// now is the clock.
func Open(dir string, now func() time.Time) *Library {
	if now == nil {
		now = time.Now
	}
	return &Library{dir: dir, now: now}
}

func (l *Library) folder(parts ...string) string {
	return filepath.Join(append([]string{l.dir, kindLists}, parts...)...)
}

// Versions lists what is held, by list and then the newest first.
func (l *Library) Versions() ([]*Version, error) { return l.read(l.folder()) }

// Removed lists what was put aside.
func (l *Library) Removed() ([]*Version, error) { return l.read(l.folder(kindGone)) }

func (l *Library) read(dir string) ([]*Version, error) {
	lists, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the library of lists: %w", err)
	}
	var all []*Version
	for _, list := range lists {
		if !list.IsDir() || list.Name() == kindPart || list.Name() == kindGone {
			continue
		}
		versions, err := os.ReadDir(filepath.Join(dir, list.Name()))
		if err != nil {
			return nil, fmt.Errorf("reading the library of lists: %w", err)
		}
		for _, d := range versions {
			v, err := readVersion(filepath.Join(dir, list.Name(), d.Name()))
			if err == nil {
				all = append(all, v)
			}
		}
	}
	slices.SortFunc(all, func(a, b *Version) int {
		return cmp.Or(cmp.Compare(a.List, b.List), cmp.Compare(b.Date, a.Date), b.Added.Compare(a.Added), cmp.Compare(a.SHA256, b.SHA256))
	})
	return all, nil
}

const mostInfo = 16 << 20

func readVersion(dir string) (*Version, error) {
	info, err := os.Stat(filepath.Join(dir, nameInfo))
	if err != nil || info.Size() > mostInfo {
		return nil, errors.New("there is no version")
	}
	b, err := os.ReadFile(filepath.Join(dir, nameInfo))
	if err != nil {
		return nil, err
	}
	v := &Version{dir: dir}
	if err := json.Unmarshal(b, v); err != nil || len(v.SHA256) != 64 || v.List == "" || v.Date == "" {
		return nil, errors.New("the version's description is damaged")
	}
	return v, nil
}

// Pick is the answer to "this list, as it stood on that day".
type Pick struct {
	*Version
	Day   string   // the day asked for, "" for the newest
	Exact bool     // a version of that very day is held, or none was asked for
	After *Version // the nearest one after the day, where none is of the day
}

// Says tells in one sentence what was taken instead of what was asked for; ""
// where there is nothing to tell.
func (p Pick) Says() string {
	if p.Exact {
		return ""
	}
	s := fmt.Sprintf("No version of %s of %s is held; the nearest one before it, of %s, was asked instead.", p.Title, p.Day, p.Date)
	if p.After != nil {
		s += fmt.Sprintf(" The nearest after it is of %s.", p.After.Date)
	}
	return s
}

// Pick chooses a version by words: "ofac-sdn" for the newest, "ofac-sdn@2018-08-02"
// for the list as it stood that day, a version's id, or the beginning of a hash
// of eight letters or more.
func (l *Library) Pick(words string) (Pick, error) {
	all, err := l.Versions()
	if err != nil {
		return Pick{}, err
	}
	if len(all) == 0 {
		return Pick{}, store.Sentence(store.ErrNotFound, "No list is held yet; \"redthread lists add FILE\" takes one in.")
	}
	list, day, dated := strings.Cut(words, "@")
	var held []*Version
	for _, v := range all {
		if strings.EqualFold(v.List, list) || strings.EqualFold(v.Title, list) {
			held = append(held, v)
		}
		if !dated && (v.ID() == words || len(words) >= 8 && strings.HasPrefix(v.SHA256, strings.ToLower(words))) {
			return Pick{Version: v, Exact: true}, nil
		}
	}
	if len(held) == 0 {
		var names []string
		for _, v := range all {
			if !slices.Contains(names, v.List) {
				names = append(names, v.List)
			}
		}
		return Pick{}, store.Sentence(store.ErrNotFound, "No list %q is held; there are %s.", list, strings.Join(names, ", "))
	}
	if !dated {
		return Pick{Version: held[0], Exact: true}, nil
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		for _, v := range held {
			if v.ID() == day || len(day) >= 8 && strings.HasPrefix(v.SHA256, strings.ToLower(day)) {
				return Pick{Version: v, Exact: true}, nil
			}
		}
		return Pick{}, store.Sentence(store.ErrInvalid, "%q is no day; write it as 2018-08-02.", day)
	}
	var after *Version
	for _, v := range held { // the newest first
		switch {
		case v.Date == day:
			return Pick{Version: v, Day: day, Exact: true}, nil
		case v.Date > day:
			after = v
		default:
			return Pick{Version: v, Day: day, After: after}, nil
		}
	}
	return Pick{}, store.Sentence(store.ErrNotFound, "No version of %s from %s or before is held; the nearest is of %s. Write %s@%s to ask that one, knowing that it may say what was not known on the day.",
		after.Title, day, after.Date, after.List, after.Date)
}

// Remove puts a version aside; Restore puts it back.
func (l *Library) Remove(v *Version) error {
	return l.move(v, l.folder(kindGone, v.List, v.ID()))
}

// Restore puts back a version that was put aside.
func (l *Library) Restore(v *Version) error { return l.move(v, l.folder(v.List, v.ID())) }

func (l *Library) move(v *Version, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return fmt.Errorf("moving the list: %w", err)
	}
	if _, err := os.Stat(to); err == nil {
		// The same bytes were taken in again meanwhile: one copy is enough.
		return os.RemoveAll(v.dir)
	}
	from := v.dir
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("moving the list: %w", err)
	}
	v.dir = to
	_ = os.Remove(filepath.Dir(from)) // when it was the last one
	return nil
}

// Delete takes a version that was put aside off the disk for good.
func (l *Library) Delete(v *Version) error {
	if !strings.HasPrefix(v.dir, l.folder(kindGone)+string(filepath.Separator)) {
		return store.Sentence(store.ErrInvalid, "%s is still in use; remove it first.", v.Name())
	}
	return os.RemoveAll(v.dir)
}
