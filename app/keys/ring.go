package keys

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"redthread/app"
	"redthread/store"
)

// Ring is where this person's keys and their colleagues' cards are kept.
type Ring struct{ dir string }

// Open gives the ring of this computer's settings folder.
func Open(env *app.Env) *Ring { return &Ring{dir: filepath.Join(env.Dir(), "keys")} }

const (
	secretEnding = ".key"
	lockedEnding = ".key.age" // under a passphrase
	cardEnding   = ".card"
)

// Entry is one line of the ring.
type Entry struct {
	Card
	Own    bool // its secrets are here
	Locked bool // under a passphrase
}

// List gives one's own keys first, then colleagues, by name.
func (r *Ring) List() ([]Entry, error) {
	files, err := os.ReadDir(r.dir)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the keys: %w", err)
	}
	var all []Entry
	for _, f := range files {
		name, ok := strings.CutSuffix(f.Name(), cardEnding)
		if !ok {
			continue
		}
		text, err := readBounded(filepath.Join(r.dir, f.Name()), largestCard)
		if err != nil {
			return nil, err
		}
		c, err := ParseCard(string(text))
		if err != nil {
			continue // somebody else's file in the folder
		}
		e := Entry{Card: c}
		if _, err := os.Stat(filepath.Join(r.dir, name+lockedEnding)); err == nil {
			e.Own, e.Locked = true, true
		} else if _, err := os.Stat(filepath.Join(r.dir, name+secretEnding)); err == nil {
			e.Own = true
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Entry) int {
		if a.Own != b.Own {
			if a.Own {
				return -1
			}
			return 1
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return all, nil
}

// file is the name under which a card's files stand: one a fingerprint.
func file(c Card) string { return strings.ToLower(c.Fingerprint()) }

// Make makes a key and keeps it, under a passphrase unless that is "".
func (r *Ring) Make(name, passphrase string) (*Key, error) {
	all, err := r.List()
	if err != nil {
		return nil, err
	}
	k, err := New(name)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(all, func(e Entry) bool { return strings.EqualFold(e.Name, k.Name) }) {
		return nil, store.Sentence(store.ErrExists, "There is a key called %s already; choose another name.", k.Name)
	}
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of keys: %w", err)
	}
	secret, ending := []byte(k.secretText()), secretEnding
	if passphrase != "" {
		ending = lockedEnding
		if secret, err = lock(secret, passphrase); err != nil {
			return nil, err
		}
	}
	base := filepath.Join(r.dir, file(k.Card()))
	if err := app.WriteFile(base+ending, secret, 0o600); err != nil {
		return nil, err
	}
	return k, app.WriteFile(base+cardEnding, []byte(k.Card().String()), 0o600)
}

// Work is the work factor of passphrases: about half a second of computing, so
// that a wrong one is refused within three also on a slow computer.
const Work = 17

func lock(secret []byte, passphrase string) ([]byte, error) {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, fmt.Errorf("locking the key: %w", err)
	}
	to.SetWorkFactor(Work)
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err != nil {
		return nil, fmt.Errorf("locking the key: %w", err)
	}
	if _, err := w.Write(secret); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Add keeps a colleague's card.
func (r *Ring) Add(c Card) error {
	all, err := r.List()
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Fingerprint() == c.Fingerprint() {
			return nil
		}
		if strings.EqualFold(e.Name, c.Name) {
			return store.Sentence(store.ErrExists, "There is a key called %s already, with another fingerprint (%s against %s): compare them with %s by voice, and remove the old one if they have a new key.", e.Name, e.Fingerprint(), c.Fingerprint(), c.Name)
		}
	}
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return fmt.Errorf("making the folder of keys: %w", err)
	}
	return app.WriteFile(filepath.Join(r.dir, file(c)+cardEnding), []byte(c.String()), 0o600)
}

// Find gives the entry of a name or a fingerprint.
func (r *Ring) Find(who string) (Entry, error) {
	all, err := r.List()
	if err != nil {
		return Entry{}, err
	}
	who = strings.TrimSpace(who)
	for _, e := range all {
		if strings.EqualFold(e.Name, who) || strings.EqualFold(e.Fingerprint(), who) {
			return e, nil
		}
	}
	return Entry{}, store.Sentence(store.ErrNotFound, "There is no key called %s; \"key list\" shows those there are.", who)
}

// Remove takes a colleague's card off the ring; one's own keys stay.
func (r *Ring) Remove(who string) error {
	e, err := r.Find(who)
	if err != nil {
		return err
	}
	if e.Own {
		return store.Sentence(store.ErrInvalid, "%s is a key of your own: what was sealed for it could never be opened again, so it is not removed.", e.Name)
	}
	return os.Remove(filepath.Join(r.dir, file(e.Card)+cardEnding))
}

// Unlock gives one's own key with its secrets. A wrong passphrase and a
// changed file give the same sentence.
func (r *Ring) Unlock(who, passphrase string) (*Key, error) {
	e, err := r.Find(who)
	if err != nil {
		return nil, err
	}
	if !e.Own {
		return nil, store.Sentence(store.ErrInvalid, "%s is the key of a colleague; choose one of your own.", e.Name)
	}
	base := filepath.Join(r.dir, file(e.Card))
	if !e.Locked {
		text, err := readBounded(base+secretEnding, largestCard)
		if err != nil {
			return nil, err
		}
		return parseSecret(string(text))
	}
	sealed, err := readBounded(base+lockedEnding, largestCard)
	if err != nil {
		return nil, err
	}
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, errLocked(e.Name)
	}
	id.SetMaxWorkFactor(Work + 1)
	in, err := age.Decrypt(bytes.NewReader(sealed), id)
	if err != nil {
		return nil, errLocked(e.Name)
	}
	text, err := io.ReadAll(io.LimitReader(in, largestCard))
	if err != nil {
		return nil, errLocked(e.Name)
	}
	return parseSecret(string(text))
}

func errLocked(name string) error {
	return store.Sentence(store.ErrInvalid, "The key %s could not be unlocked: the passphrase does not fit, or the file was changed.", name)
}

// Signer names whose signing key a public key is; ok is false where no card
// on the ring has it.
func (r *Ring) Signer(v Verifier) (Entry, bool) {
	all, err := r.List()
	if err != nil {
		return Entry{}, false
	}
	for _, e := range all {
		if e.Sign.Key.Equal(v.Key) {
			return e, true
		}
	}
	return Entry{}, false
}

func readBounded(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", filepath.Base(name), err)
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil || int64(len(b)) > most {
		return nil, store.Sentence(store.ErrInvalid, "%s is too large to be a key.", filepath.Base(name))
	}
	return b, nil
}

// Unlocked gives one's own keys that no passphrase locks, with their secrets: what may
// open a seal without a question.
func (r *Ring) Unlocked() ([]*Key, error) {
	all, err := r.List()
	if err != nil {
		return nil, err
	}
	var open []*Key
	for _, e := range all {
		if !e.Own || e.Locked {
			continue
		}
		k, err := r.Unlock(e.Name, "")
		if err != nil {
			return nil, err
		}
		open = append(open, k)
	}
	return open, nil
}
