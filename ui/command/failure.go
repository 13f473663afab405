package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"redthread/store"
)

// ErrNoWindow means that this build has no window.
var ErrNoWindow error = misuse("This build has the command line alone and opens no window; \"redthread help\" lists the commands.")

// ErrNoDisplay means that there is no display to open the window on.
var ErrNoDisplay error = misuse("There is no display here to open a window on; \"redthread help\" lists what works without one.")

// errPartly is the kind of a work that was stopped when part of it was done.
var errPartly = errors.New("stopped when part of it was done")

var errStopped error = &refused{context.Canceled, "Stopped before it was done, so nothing was kept."}

// refused is an answer of no, as a sentence.
type refused struct {
	kind error // one of the store's sentinels
	text string
}

func (r *refused) Error() string { return r.text }
func (r *refused) Unwrap() error { return r.kind }

func refuse(kind error, format string, args ...any) error {
	return &refused{kind, fmt.Sprintf(format, args...)}
}

func exitCode(err error) int {
	var m misuse
	if errors.As(err, &m) {
		return exitMisuse
	}
	return exitNo
}

// kinds are the store's reasons to say no; an error of one of them is written
// to be read by people.
var kinds = [...]error{
	store.ErrNotCase, store.ErrNewer, store.ErrDamaged, store.ErrForeign, store.ErrReadOnly, store.ErrDiskFull, store.ErrExists, store.ErrNotFound,
	store.ErrAmbiguous, store.ErrInvalid, store.ErrNothingToUndo, store.ErrNothingToRedo, store.ErrClosed,
}

// isKind tells whether an error is one of the kinds itself, and no sentence.
func isKind(err error) bool { return slices.Contains(kinds[:], err) }

func hasKind(err error) bool {
	return slices.ContainsFunc(kinds[:], func(k error) bool { return errors.Is(err, k) })
}

// sentence is what a person reads of an error: the innermost part that is
// written for people, for what wraps it says where in the program it happened.
func sentence(err error) string {
	found := ""
	for e := err; e != nil && !isKind(e); e = errors.Unwrap(e) {
		text := e.Error()
		switch {
		case errors.As(e, new(misuse)):
			found = text
		case hasKind(e), strings.HasSuffix(text, "."), strings.HasSuffix(text, "?"):
			found = strings.TrimSuffix(text, ".")
			if !strings.HasSuffix(found, "?") {
				found += "."
			}
		}
	}
	if found != "" {
		return oneLine(found)
	}
	var path *fs.PathError
	name := "The file"
	if errors.As(err, &path) {
		name = visibleName(path.Path)
	}
	switch {
	case errors.Is(err, context.Canceled):
		return errStopped.Error()
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return name + " cannot be written there; choose a folder of your own."
	case errors.Is(err, fs.ErrNotExist):
		return "The folder of " + name + " does not exist; make it first."
	case errors.Is(err, syscall.ENOSPC):
		return "The disk is full, so nothing was written; free some space and try again."
	}
	return "It did not work: " + oneLine(err.Error()) + "."
}

// visibleName is the base name of a file, without what a half-written
// neighbour of it is called by: ".report.pdf.123.part" is report.pdf.
func visibleName(path string) string {
	name := filepath.Base(path)
	if part, ok := strings.CutSuffix(name, ".part"); ok && strings.HasPrefix(name, ".") {
		if at := strings.LastIndexByte(part, '.'); at > 0 {
			return part[1:at]
		}
	}
	return name
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// details are the technical parts of an error that its sentence leaves out.
func details(err error) []string {
	shown := sentence(err)
	var all []string
	for _, d := range []string{oneLine(err.Error()), oneLine(store.Details(err))} {
		if d != "" && d != shown {
			all = append(all, d)
		}
	}
	return all
}
