package sharing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"redthread/app/keys"
	"redthread/store"
)

// Ending is what the name of a sealed share ends in.
const Ending = ".age"

// LargestInMemory is how large a sealed case may be to be opened in memory.
const LargestInMemory = 512 << 20

// mostWork bounds the computing that a sealed file may ask for: age's own is 18.
const mostWork = 18

// Seal says who can open a share: a passphrase, or recipients, never both.
type Seal struct {
	Passphrase string
	To         []string // recipients of age, all of one kind
}

// Sealed tells whether there is a seal at all.
func (s Seal) Sealed() bool { return s.Passphrase != "" || len(s.To) > 0 }

const hybridPrefix = "age1pq1"

// recipients turns the seal into what age takes.
func (s Seal) recipients() ([]age.Recipient, error) {
	if s.Passphrase != "" {
		if len(s.To) > 0 {
			return nil, store.Sentence(store.ErrInvalid, "A share is sealed with a passphrase or for recipients, not both: choose one.")
		}
		if len([]rune(s.Passphrase)) < 8 {
			return nil, store.Sentence(store.ErrInvalid, "The passphrase is too short: four words or more that nobody would guess are good, eight letters the least.")
		}
		to, err := age.NewScryptRecipient(s.Passphrase)
		if err != nil {
			return nil, fmt.Errorf("sealing: %w", err)
		}
		to.SetWorkFactor(keys.Work)
		return []age.Recipient{to}, nil
	}
	var all []age.Recipient
	hybrid := 0
	for _, text := range s.To {
		var to age.Recipient
		var err error
		if strings.HasPrefix(text, hybridPrefix) {
			hybrid++
			to, err = age.ParseHybridRecipient(text)
		} else {
			to, err = age.ParseX25519Recipient(text)
		}
		if err != nil {
			return nil, store.Sentence(store.ErrInvalid, "%q is no recipient; use the name of a key on your ring, or what begins with age1.", short(text))
		}
		all = append(all, to)
	}
	if hybrid > 0 && hybrid < len(all) {
		return nil, store.Sentence(store.ErrInvalid, "Recipients of both kinds cannot share one seal; seal for all by their usual keys, or for all by their hybrid ones.")
	}
	return all, nil
}

func short(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}

// seal encrypts from one file into another.
func seal(ctx context.Context, from, to string, all []age.Recipient) error {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("sealing: %w", err)
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("sealing: %w", err)
	}
	w, err := age.Encrypt(out, all...)
	if err == nil {
		if _, err = io.Copy(w, reader{ctx, in}); err == nil {
			err = w.Close()
		}
	}
	if err == nil {
		err = out.Sync()
	}
	if e := out.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("sealing: %w", err)
	}
	return nil
}

// reader stops when its context does.
type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r reader) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(b)
}

// IsSealed tells whether a file is sealed, by its first bytes.
func IsSealed(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	b := make([]byte, len(magic))
	_, err = io.ReadFull(f, b)
	return err == nil && string(b) == magic
}

const magic = "age-encryption.org/v1\n"

// Opener is what may open a seal: a passphrase, or one's own keys.
type Opener struct {
	Passphrase string
	Keys       []*keys.Key
}

func (o Opener) identities() ([]age.Identity, error) {
	var all []age.Identity
	if o.Passphrase != "" {
		id, err := age.NewScryptIdentity(o.Passphrase)
		if err != nil {
			return nil, err
		}
		id.SetMaxWorkFactor(mostWork)
		all = append(all, id)
	}
	for _, k := range o.Keys {
		all = append(all, k.Identities()...)
	}
	return all, nil
}

// ErrSealed means that a file is sealed and was not opened.
var ErrSealed = errors.New("the seal was not opened")

// errSeal is the one sentence for a wrong passphrase, a wrong key and a changed
// file: which of them it was is told to nobody.
func errSeal(name string) error {
	return store.Sentence(ErrSealed, "%s could not be opened: the passphrase or key does not fit, or the file was changed or cut on the way.", filepath.Base(name))
}

// unseal decrypts all of a file into w. Nothing that was written may be used
// unless it returns nil.
func unseal(ctx context.Context, path string, o Opener, w io.Writer) error {
	all, err := o.identities()
	if err != nil || len(all) == 0 {
		return store.Sentence(ErrSealed, "%s is sealed; give its passphrase, or the key it was sealed for.", filepath.Base(path))
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening %s: %w", filepath.Base(path), err)
	}
	defer func() { _ = f.Close() }()
	in, err := age.Decrypt(reader{ctx, f}, all...)
	if err != nil {
		return stopped(ctx, errSeal(path))
	}
	written := errWriter{w: w}
	if _, err := io.Copy(&written, in); err != nil {
		if written.err != nil {
			return written.err
		}
		return stopped(ctx, errSeal(path))
	}
	return nil
}

func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// errWriter tells a full disk from a changed file.
type errWriter struct {
	w   io.Writer
	err error
}

func (w *errWriter) Write(b []byte) (int, error) {
	n, err := w.w.Write(b)
	if err != nil {
		w.err = err
	}
	return n, err
}

// ErrLarge means that a sealed case is too large to be opened in memory.
var ErrLarge = errors.New("too large for memory")

// Open opens a share to look at, to compare or to merge: for reading only. A
// sealed one is authenticated whole and then lies in memory alone.
func Open(ctx context.Context, path string, o Opener, options store.Options) (*store.Case, error) {
	if !IsSealed(path) {
		return store.OpenOther(ctx, path, options)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", filepath.Base(path), err)
	}
	if info.Size() > LargestInMemory {
		return nil, store.Sentence(ErrLarge, "%s is too large to be opened in memory (more than %d MB); keep a working copy and open that.", filepath.Base(path), LargestInMemory>>20)
	}
	var b bytes.Buffer
	b.Grow(int(info.Size()))
	if err := unseal(ctx, path, o, &b); err != nil {
		return nil, err
	}
	return store.OpenMemory(ctx, strings.TrimSuffix(path, Ending), b.Bytes(), options)
}

// Unseal keeps a working copy of a sealed case under a free name. The copy is
// plain: whoever gets it can read it.
func Unseal(ctx context.Context, path string, o Opener, to string) error {
	if !IsSealed(path) {
		return store.Sentence(store.ErrInvalid, "%s is not sealed; open it as it is.", filepath.Base(path))
	}
	if _, err := os.Lstat(to); err == nil {
		return store.Sentence(store.ErrExists, "%s exists already; choose another name.", filepath.Base(to))
	}
	part, err := os.CreateTemp(filepath.Dir(to), "."+filepath.Base(to)+".*.part")
	if err != nil {
		return store.Sentence(store.ErrReadOnly, "No file can be made in the folder of %s; choose a folder of your own.", filepath.Base(to))
	}
	err = unseal(ctx, path, o, part)
	if err == nil {
		err = part.Sync()
	}
	if e := part.Close(); err == nil {
		err = e
	}
	if err != nil {
		_ = os.Remove(part.Name())
		return err
	}
	return store.Place(part.Name(), to)
}
