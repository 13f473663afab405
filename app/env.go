package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"redthread/app/names"
	"redthread/store"
)

// HomeVariable names the environment variable that moves the settings folder.
const HomeVariable = "REDTHREAD_HOME"

// DefaultAuthor is the name on changes until the person chooses one. The
// system's user name is never used: it would travel with the case.
const DefaultAuthor = "Researcher"

// Env is what this computer remembers for a person: name, theme, recent cases,
// the places of panes. It holds no case content.
type Env struct {
	dir string

	mu  sync.Mutex
	set settings
}

type settings struct {
	Author  string             `json:"author,omitempty"`
	Replica store.ID           `json:"replica"`
	Theme   string             `json:"theme,omitempty"`
	Recent  []string           `json:"recent,omitempty"`
	Panes   map[string]float64 `json:"panes,omitempty"`
}

// LoadEnv reads the settings in dir; "" means $REDTHREAD_HOME, or the person's
// configuration folder. Settings that cannot be read start anew.
func LoadEnv(dir string) (*Env, error) {
	if dir == "" {
		dir = os.Getenv(HomeVariable)
	}
	if dir == "" {
		base, err := os.UserConfigDir()
		if err != nil {
			// No home: a private folder of this user under the temporary one.
			base = filepath.Join(os.TempDir(), fmt.Sprintf("redthread-%d", os.Getuid()))
		}
		dir = filepath.Join(base, "redthread")
	}
	e := &Env{dir: dir}
	b, err := os.ReadFile(e.file())
	if err == nil {
		_ = json.Unmarshal(b, &e.set)
	} else if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("reading the settings: %w", err)
	}
	if e.set.Replica.IsZero() {
		if _, err := rand.Read(e.set.Replica[:]); err != nil {
			return nil, fmt.Errorf("making this installation's mark: %w", err)
		}
		_ = e.save() // without a settings folder the program still works
	}
	return e, nil
}

// Dir is the settings folder, readable by this person alone.
func (e *Env) Dir() string { return e.dir }

func (e *Env) file() string { return filepath.Join(e.dir, "settings.json") }

// save writes the settings whole or not at all.
func (e *Env) save() error {
	b, err := json.MarshalIndent(e.set, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(e.dir, 0o700); err != nil {
		return fmt.Errorf("making the settings folder: %w", err)
	}
	return WriteFile(e.file(), append(b, '\n'), 0o600)
}

// WriteFile writes a file whole or not at all: the bytes go to a neighbour
// that takes the name when they are on the disk.
func WriteFile(name string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*.part")
	if err != nil {
		return fmt.Errorf("writing %s: %w", filepath.Base(name), err)
	}
	part := f.Name()
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(part, name)
	}
	if err != nil {
		_ = os.Remove(part)
		return fmt.Errorf("writing %s: %w", filepath.Base(name), err)
	}
	return nil
}

// Author is the name written beside every change.
func (e *Env) Author() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.set.Author == "" {
		return DefaultAuthor
	}
	return e.set.Author
}

// Named tells whether the person has chosen a name.
func (e *Env) Named() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.set.Author != ""
}

// SetAuthor changes the name for cases opened from now on.
func (e *Env) SetAuthor(name string) error {
	return e.change(func(s *settings) { s.Author = strings.TrimSpace(name) })
}

// Theme is "light", "dark" or "system".
func (e *Env) Theme() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.set.Theme == "" {
		return "system"
	}
	return e.set.Theme
}

// SetTheme remembers the theme.
func (e *Env) SetTheme(t string) error {
	return e.change(func(s *settings) { s.Theme = t })
}

// recentCases is how many cases the welcome window offers.
const recentCases = 10

// Recent lists the cases opened last that are still there, newest first.
func (e *Env) Recent() []string {
	e.mu.Lock()
	all := slices.Clone(e.set.Recent)
	e.mu.Unlock()
	return slices.DeleteFunc(all, func(p string) bool {
		_, err := os.Stat(p)
		return err != nil
	})
}

// AddRecent puts a case at the front of the list.
func (e *Env) AddRecent(path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	return e.change(func(s *settings) {
		s.Recent = slices.DeleteFunc(s.Recent, func(p string) bool { return p == abs })
		s.Recent = slices.Insert(s.Recent, 0, abs)
		s.Recent = s.Recent[:min(len(s.Recent), recentCases)]
	})
}

// ForgetRecent takes a case off the list; the file stays.
func (e *Env) ForgetRecent(path string) error {
	return e.change(func(s *settings) {
		s.Recent = slices.DeleteFunc(s.Recent, func(p string) bool { return p == path })
	})
}

// Pane is where a divider of the window was left, from 0 to 1.
func (e *Env) Pane(name string) (float64, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	v, ok := e.set.Panes[name]
	return v, ok
}

// SetPane remembers a divider.
func (e *Env) SetPane(name string, offset float64) error {
	return e.change(func(s *settings) {
		if s.Panes == nil {
			s.Panes = map[string]float64{}
		}
		s.Panes[name] = offset
	})
}

func (e *Env) change(f func(*settings)) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	f(&e.set)
	return e.save()
}

// Data is the folder of this person's data, in which the library of lists
// lies.
func (e *Env) Data() string { return e.dir }

// StoreOptions are the options cases are opened with on this computer.
func (e *Env) StoreOptions() store.Options {
	e.mu.Lock()
	replica := e.set.Replica
	e.mu.Unlock()
	return store.Options{Author: e.Author(), Replica: replica, StateDir: e.dir, Keys: names.Keys, KeysName: names.KeysVersion}
}

// Open opens a case.
func (e *Env) Open(ctx context.Context, path string, readOnly bool) (*store.Case, error) {
	o := e.StoreOptions()
	o.ReadOnly = readOnly
	return store.Open(ctx, path, o)
}

// Create makes a case with a title.
func (e *Env) Create(ctx context.Context, path, title string) (*store.Case, error) {
	if strings.TrimSpace(title) == "" {
		return nil, sentence(store.ErrInvalid, "A case needs a title.")
	}
	c, err := store.Create(ctx, path, e.StoreOptions())
	if err != nil {
		return nil, err
	}
	if _, err := c.Update(ctx, "Start the case", func(tx *store.Tx) error {
		return tx.SetCase(store.CaseFields{Title: title})
	}); err != nil {
		_ = c.Close()
		return nil, err
	}
	return c, nil
}

// SyncedFolder names the service whose folder a path lies in, or "". Such
// services copy a file while it is being written.
func SyncedFolder(path string) string {
	for _, part := range strings.Split(filepath.ToSlash(path), "/") {
		for _, s := range []string{"Dropbox", "OneDrive", "iCloud Drive", "Nextcloud", "Google Drive", "ownCloud"} {
			if strings.HasPrefix(strings.ToLower(part), strings.ToLower(s)) {
				return s
			}
		}
		if part == "com~apple~CloudDocs" {
			return "iCloud Drive"
		}
	}
	return ""
}

// plain is an error that is one sentence for people and one of the store's sentinels.
type plain struct {
	kind error
	text string
}

func (p *plain) Error() string { return p.text }
func (p *plain) Unwrap() error { return p.kind }

func sentence(kind error, format string, args ...any) error {
	return &plain{kind, fmt.Sprintf(format, args...)}
}
