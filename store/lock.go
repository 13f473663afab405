package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// Holder names who has a case open for writing.
type Holder struct {
	Author string    `json:"author"`
	Since  time.Time `json:"since"`
	// Token is a secret of this computer's user; it tells our own leftovers from a stranger's.
	Token string `json:"token"`
}

var (
	errHeld       = errors.New("held by another")
	errUnwritable = errors.New("the folder cannot be written")
)

// lock is the operating system's lock on the sidecar file. The lock decides;
// the sidecar's text only names the holder, and a crash leaves no false lock.
type lock struct {
	file *flock.Flock
	path string
	mark string // the machine-local twin of the token, "" when there is none
	ours bool   // what stood beside the case was left by this computer's user
}

func sidecar(path string) string { return path + ".lock" }

// acquire takes the write lock or returns errHeld (with the holder) or errUnwritable.
func acquire(path string, o Options) (*lock, Holder, error) {
	name := sidecar(path)
	for range 5 {
		before := readHolder(name)
		f := flock.New(name, flock.SetPermissions(0o600))
		ok, err := f.TryLock()
		if err != nil {
			_ = f.Close()
			return nil, Holder{}, unwritable(err)
		}
		if !ok {
			_ = f.Close()
			return nil, readHolder(name), errHeld
		}
		// The file may have been removed by its last holder between open and lock.
		mine, err1 := f.Stat()
		there, err2 := os.Stat(name)
		if err1 != nil || err2 != nil || !os.SameFile(mine, there) {
			_ = f.Close()
			continue
		}
		l := &lock{file: f, path: name, mark: markPath(path, o.StateDir)}
		l.ours = before.Token != "" && l.mark != "" && readMark(l.mark) == before.Token
		if err := l.sign(o); err != nil {
			l.leave()
			return nil, Holder{}, unwritable(err) // a sidecar that others left where we may not write
		}
		return l, before, nil
	}
	return nil, readHolder(name), errHeld
}

// unwritable turns the system's refusals to write into errUnwritable.
func unwritable(err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) || isReadOnlyFS(err) {
		return errUnwritable
	}
	return err
}

// sign writes who holds the lock, here and in the machine's own state folder.
// After a crash of our own it keeps the token: a torn write here must not make
// our own journal look like a stranger's. The token is a secret, so it comes
// from the system and not from Options.Rand.
func (l *lock) sign(o Options) error {
	if l.ours {
		return nil
	}
	h := Holder{Author: o.Author, Since: o.Now().UTC().Truncate(time.Second), Token: rand.Text()}
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	if l.mark != "" {
		if err := os.MkdirAll(filepath.Dir(l.mark), 0o700); err != nil {
			l.mark = ""
		} else if err := os.WriteFile(l.mark, []byte(h.Token), 0o600); err != nil {
			l.mark = ""
		}
	}
	return os.WriteFile(l.path, append(text, '\n'), 0o600)
}

// release removes the sidecar and gives the lock back.
func (l *lock) release() {
	if l == nil {
		return
	}
	_ = os.Remove(l.path)
	if l.mark != "" {
		_ = os.Remove(l.mark)
	}
	_ = l.file.Close()
}

// leave gives the lock back but keeps what a crash would have left.
func (l *lock) leave() {
	if l != nil {
		_ = l.file.Close()
	}
}

func readHolder(name string) Holder {
	f, err := os.Open(name)
	if err != nil {
		return Holder{}
	}
	defer func() { _ = f.Close() }()
	var h Holder
	if json.NewDecoder(io.LimitReader(f, 4096)).Decode(&h) != nil {
		return Holder{}
	}
	return h
}

// markPath is where this computer remembers the token of a case it has open.
func markPath(path, state string) string {
	if state == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(path))
	return filepath.Join(state, "open", hex.EncodeToString(sum[:12]))
}

func readMark(name string) string {
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, 64))
	if err != nil {
		return ""
	}
	return string(b)
}
