package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"unicode"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Sentinels that a caller decides on. The errors returned wrap one of these
// and read as one sentence with a next step.
var (
	// ErrNotCase means the file is not a Redthread case.
	ErrNotCase = errors.New("not a Redthread case")
	// ErrNewer means a newer Redthread wrote the case.
	ErrNewer = errors.New("the case was written by a newer Redthread")
	// ErrDamaged means the case's bytes do not hold together.
	ErrDamaged = errors.New("the case is damaged")
	// ErrForeign means the file carries triggers, views or tables that no Redthread makes.
	ErrForeign = errors.New("the case carries foreign parts")
	// ErrReadOnly means the case is open for reading only.
	ErrReadOnly = errors.New("the case is open for reading only")
	// ErrDiskFull means a write did not fit on the disk; nothing of it was kept.
	ErrDiskFull = errors.New("the disk is full")
	// ErrExists means a file of that name is already there.
	ErrExists = errors.New("the file exists already")
	// ErrNotFound means no such source, entity, statement or other record.
	ErrNotFound = errors.New("not found")
	// ErrAmbiguous means a short id fits more than one record.
	ErrAmbiguous = errors.New("more than one fits")
	// ErrInvalid means a value, property or schema the ontology does not allow.
	ErrInvalid = errors.New("not valid")
	// ErrNothingToUndo and ErrNothingToRedo mean that the stack is empty.
	ErrNothingToUndo = errors.New("there is nothing to undo")
	ErrNothingToRedo = errors.New("there is nothing to redo")
	// ErrClosed means the case has been closed.
	ErrClosed = errors.New("the case is closed")
)

// sqliteConstraint is SQLite's code for a row that a table refuses.
const sqliteConstraint = sqlite3.SQLITE_CONSTRAINT

// fault is one of the sentinels with a sentence for people.
type fault struct {
	kind     error
	sentence string
	cause    error
}

func (f *fault) Error() string { return f.sentence }

func (f *fault) Unwrap() []error {
	if f.cause == nil {
		return []error{f.kind}
	}
	return []error{f.kind, f.cause}
}

func faultf(kind, cause error, format string, args ...any) error {
	return &fault{kind: kind, cause: cause, sentence: fmt.Sprintf(format, args...)}
}

// Sentence makes an error of one of the kinds above that is shown as one plain
// sentence, for the packages that work on a case.
func Sentence(kind error, format string, args ...any) error {
	return faultf(kind, nil, format, args...)
}

// Details returns the technical cause under an error of this package, or ""
// when the sentence says all there is.
func Details(err error) string {
	var f *fault
	if errors.As(err, &f) && f.cause != nil {
		return f.cause.Error()
	}
	return ""
}

// shown is a file's name as a sentence can hold it: a stranger's name may
// carry line ends or marks that turn the writing round.
func shown(path string) string { return harmless(filepath.Base(path)) }

// harmless takes out what would break or turn a line.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, s)
}

// explain turns what SQLite says into a sentence, keeping the cause.
func explain(path string, err error) error {
	if err == nil {
		return nil
	}
	var f *fault
	if errors.As(err, &f) {
		return err
	}
	name := shown(path)
	if errors.Is(err, syscall.ENOSPC) {
		return faultf(ErrDiskFull, err, "The disk is full, so nothing of this change was saved to %s; free some space and try again.", name)
	}
	var se *sqlite.Error
	if errors.As(err, &se) {
		switch se.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			return faultf(ErrDiskFull, err, "The disk is full, so nothing of this change was saved to %s; free some space and try again.", name)
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT:
			return faultf(ErrDamaged, err, "%s is damaged and was left as it is; restore a copy of it.", name)
		case sqlite3.SQLITE_CANTOPEN:
			return faultf(ErrReadOnly, err, "%s cannot be opened or made in that folder; choose a folder of your own.", name)
		case sqlite3.SQLITE_READONLY:
			return faultf(ErrReadOnly, err, "%s cannot be written here; copy it to a folder of your own and open that.", name)
		case sqlite3.SQLITE_IOERR:
			return faultf(ErrDiskFull, err, "%s could not be read or written on this disk, so nothing of this change was kept; check the disk and its free space.", name)
		}
	}
	return fmt.Errorf("%s: %w", name, err)
}
