package sharing

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"redthread/app/keys"
	"redthread/app/redact"
	"redthread/store"
)

// Order says what share to make.
type Order struct {
	To       string // the file, a free name
	Seal     Seal
	Sign     *keys.Key // nil: not signed
	Profile  redact.Profile
	Options  store.Options // of a share that leaves people out, which is a case of its own
	Now      func() time.Time
	Progress func(float64)
}

// Made says what was made.
type Made struct {
	File      string // the share
	Signature string // the file of its signature, "" where it was not signed
	Size      int64
	Hidden    *Hidden // what was left out, nil where nothing was
}

// SignatureEnding is what the name of a signature's file ends in.
const SignatureEnding = ".minisig"

// Make makes a share. Nothing stands under its name until it is whole; the
// signature is there before it.
func Make(ctx context.Context, c *store.Case, o Order) (Made, error) {
	m := Made{File: o.To}
	if o.Now == nil {
		o.Now = time.Now
	}
	for _, name := range []string{o.To, o.To + SignatureEnding} {
		if _, err := os.Lstat(name); err == nil {
			return m, store.Sentence(store.ErrExists, "%s exists already; choose another name.", filepath.Base(name))
		}
	}
	recipients, err := o.Seal.recipients()
	if err != nil {
		return m, err
	}
	// What is not sealed yet lies beside the case, where its content lies plain
	// anyhow, and not beside the share, which may be a stick or a synced folder.
	work, err := workFolder(c)
	if err != nil {
		return m, err
	}
	defer func() { _ = os.RemoveAll(work) }()
	plain := filepath.Join(work, "share.rtcase")
	so := store.ShareOptions{Progress: o.Progress}
	if o.Sign != nil {
		so.Sign, so.Name = o.Sign.Signs, o.Sign.Name
	}
	if o.Profile == redact.Full {
		err = c.Share(ctx, plain, so)
	} else {
		m.Hidden, err = hide(ctx, c, filepath.Join(work, "hidden.rtcase"), plain, o.Options, so)
	}
	if err != nil {
		return m, err
	}
	// The last file takes shape beside its final name, so that it appears there at once.
	part, err := os.CreateTemp(filepath.Dir(o.To), "."+filepath.Base(o.To)+".*.part")
	if err != nil {
		return m, store.Sentence(store.ErrReadOnly, "No file can be made in the folder of %s; choose a folder of your own.", filepath.Base(o.To))
	}
	defer func() { _ = os.Remove(part.Name()) }()
	if err := part.Close(); err != nil {
		return m, err
	}
	if len(recipients) > 0 {
		err = seal(ctx, plain, part.Name(), recipients)
	} else {
		err = copyFile(ctx, plain, part.Name())
	}
	if err != nil {
		return m, err
	}
	info, err := os.Stat(part.Name())
	if err != nil {
		return m, err
	}
	m.Size = info.Size()
	if o.Sign != nil {
		m.Signature = o.To + SignatureEnding
		if err := signFile(o.Sign, part.Name(), m.Signature, filepath.Base(o.To), o.Now()); err != nil {
			return m, err
		}
	}
	if err := store.Place(part.Name(), o.To); err != nil {
		if m.Signature != "" {
			_ = os.Remove(m.Signature)
		}
		return m, err
	}
	return m, nil
}

// workFolder makes a hidden folder beside the case, or a private one where
// nothing can be written there. Those that an end in the middle left are removed.
func workFolder(c *store.Case) (string, error) {
	beside := filepath.Dir(c.Path())
	prefix := "." + filepath.Base(c.Path()) + ".share-"
	if old, err := filepath.Glob(filepath.Join(beside, strings.NewReplacer("[", "\\[", "*", "\\*", "?", "\\?").Replace(prefix)+"*")); err == nil {
		for _, o := range old {
			if info, err := os.Stat(o); err == nil && time.Since(info.ModTime()) > 24*time.Hour {
				_ = os.RemoveAll(o)
			}
		}
	}
	work, err := os.MkdirTemp(beside, prefix)
	if err != nil {
		if work, err = os.MkdirTemp("", "redthread-*"); err != nil {
			return "", fmt.Errorf("making a private folder: %w", err)
		}
	}
	return work, nil
}

func copyFile(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = out.ReadFrom(reader{ctx, in})
	if err == nil {
		err = out.Sync()
	}
	if e := out.Close(); err == nil {
		err = e
	}
	return err
}

func signFile(k *keys.Key, path, to, name string, at time.Time) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("signing: %w", err)
	}
	defer func() { _ = f.Close() }()
	text, err := k.Sign(f, "file:"+name, at)
	if err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(to), "."+filepath.Base(to)+".*.part")
	if err != nil {
		return fmt.Errorf("signing: %w", err)
	}
	_, err = part.Write(text)
	if err == nil {
		err = part.Chmod(0o644)
	}
	if e := part.Close(); err == nil {
		err = e
	}
	if err != nil {
		_ = os.Remove(part.Name())
		return fmt.Errorf("signing: %w", err)
	}
	return store.Place(part.Name(), to)
}

// Sender is what the signature of a share says.
type Sender struct {
	Signed      bool   // there is a signature beside the file
	Valid       bool   // and it is that of a key on the ring
	Known       bool   // whose card is on the ring
	Name        string // as the ring has it
	Fingerprint string
	Comment     string
}

// CheckSignature looks at the signature beside a file.
func CheckSignature(path string, ring *keys.Ring) (Sender, error) {
	text, err := os.ReadFile(path + SignatureEnding)
	if os.IsNotExist(err) {
		return Sender{}, nil
	}
	if err != nil {
		return Sender{}, fmt.Errorf("reading the signature: %w", err)
	}
	s, err := keys.ParseSignature(text)
	if err != nil {
		return Sender{Signed: true}, err
	}
	out := Sender{Signed: true, Comment: s.Comment}
	all, err := ring.List()
	if err != nil {
		return out, err
	}
	for _, e := range all {
		if e.Sign.ID != s.ID {
			continue
		}
		out.Known, out.Name, out.Fingerprint = true, e.Name, e.Fingerprint()
		f, err := os.Open(path)
		if err != nil {
			return out, err
		}
		out.Valid, err = e.Sign.Verify(s, f)
		_ = f.Close()
		return out, err
	}
	return out, nil
}

// Sentence says it for people.
func (s Sender) Sentence(name string) string {
	switch {
	case !s.Signed:
		return name + " is not signed: nothing shows who sent it."
	case !s.Known:
		return name + " is signed by a key whose card you do not have, so the signature shows nothing yet; ask the sender for their card."
	case !s.Valid:
		return "The signature beside " + name + " does not fit: the file was changed after " + s.Name + " signed it, or somebody else made it. Do not use it."
	}
	return name + " is signed by " + s.Name + " (" + s.Fingerprint + ") and unchanged since."
}
