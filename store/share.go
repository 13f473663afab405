package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// A share is a case made for somebody else: a clean file with the state and the
// history that belongs to it, and nothing else. The bytes of evidence that no
// source holds any more stay behind, the search index is made anew from the state,
// so that no word of what was deleted is in it, and no page of the file is free.

// ShareOptions say what goes into a share.
type ShareOptions struct {
	// Sign signs the heads of the history; nil leaves the share unsigned.
	Sign ed25519.PrivateKey
	// Name stands beside the signature.
	Name string
	// Progress, when not nil, is told a share from 0 to 1.
	Progress func(float64)
}

// signedHeads is what a signature of heads is over.
func signedHeads(heads []byte) []byte { return append([]byte("redthread heads 1\x00"), heads...) }

// Share writes a share under a free name, whole or not at all.
func (c *Case) Share(ctx context.Context, to string, o ShareOptions) error {
	if o.Progress == nil {
		o.Progress = func(float64) {}
	}
	if _, err := os.Lstat(to); err == nil {
		return faultf(ErrExists, nil, "%s exists already; choose another name.", shown(to))
	}
	// The first copy still has to be cleaned, so it lies hidden beside the last.
	first, err := freePart(to)
	if err != nil {
		return err
	}
	defer removeParts(first)
	if err := c.copyTo(ctx, first); err != nil {
		return explain(to, err)
	}
	c.opts.point("copied")
	o.Progress(0.3)
	if err := c.clean(ctx, first, o); err != nil {
		return explain(to, err)
	}
	c.opts.point("cleaned")
	o.Progress(0.8)
	db, err := pool(first, "ro", 1, commonSetup)
	if err != nil {
		return explain(to, err)
	}
	err = copyInto(ctx, db, to)
	if e := db.Close(); err == nil {
		err = e
	}
	o.Progress(1)
	return explain(to, err)
}

// freePart gives the name of an empty hidden file beside a name.
func freePart(to string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(to), "."+filepath.Base(to)+".*.part")
	if err != nil {
		return "", faultf(ErrReadOnly, err, "No file can be made in the folder of %s; choose a folder of your own.", shown(to))
	}
	return f.Name(), f.Close()
}

func removeParts(name string) {
	for _, suffix := range []string{"", "-journal", "-wal", "-shm"} {
		_ = os.Remove(name + suffix)
	}
}

// clean takes out of a copy what does not travel.
func (c *Case) clean(ctx context.Context, path string, o ShareOptions) error {
	db, err := pool(path, "rw", 1, writerSetup)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	// The copy is thrown away if anything fails, so its journal may lie in memory.
	if _, err := conn.ExecContext(ctx, "PRAGMA journal_mode = MEMORY"); err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for _, s := range []string{
		"DELETE FROM part WHERE evidence NOT IN (SELECT evidence FROM attachment)",
		"INSERT INTO search_text (search_text) VALUES ('delete-all')",
		"DELETE FROM search_thing",
	} {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	in := &cached{ctx: ctx, db: tx}
	defer in.close()
	if err := fillIndex(ctx, tx, in, tx, &c.opts); err != nil {
		return err
	}
	for _, s := range []string{
		"INSERT INTO search_text (search_text) VALUES ('optimize')",
		"INSERT INTO search_thing (search_thing) VALUES ('optimize')",
	} {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "UPDATE indexed SET action = (SELECT coalesce(max(id), 0) FROM action), pack = 0, keys = ?, stale = 0", c.opts.KeysName); err != nil {
		return err
	}
	if o.Sign != nil {
		heads, err := headsOf(ctx, tx)
		if err != nil {
			return err
		}
		var all []byte
		for _, h := range heads {
			all = append(all, h[:]...)
		}
		if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO signature (heads, key, name, wall, signature) VALUES (?, ?, ?, ?, ?)",
			all, []byte(o.Sign.Public().(ed25519.PublicKey)), o.Name, c.opts.Now().UnixMilli(), ed25519.Sign(o.Sign, signedHeads(all))); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Signed is a signature of heads of the history that stands in the case.
type Signed struct {
	Key   ed25519.PublicKey
	Name  string // as the signer called the key: a claim
	At    time.Time
	Heads []ActionID
	Valid bool // the signature is the key's, and the heads are in this history
	Now   bool // and nothing was added since
}

// Signatures lists the signatures of heads, oldest first.
func (c *Case) Signatures(ctx context.Context) ([]Signed, error) {
	all, err := signatures(ctx, c.read)
	return all, explain(c.path, err)
}

func signatures(ctx context.Context, db queryer) ([]Signed, error) {
	var now []ActionID
	known := map[ActionID]bool{}
	all, err := query(ctx, db, "SELECT heads, key, name, wall, signature FROM signature ORDER BY wall, id", func(r *sql.Rows) (Signed, error) {
		var s Signed
		var heads, key, signature []byte
		var wall int64
		err := r.Scan(&heads, &key, &s.Name, &wall, &signature)
		s.Key, s.At, s.Heads = key, time.UnixMilli(wall).UTC(), parentsOf(heads)
		s.Valid = len(key) == ed25519.PublicKeySize && ed25519.Verify(key, signedHeads(heads), signature)
		return s, err
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	if now, err = headsOf(ctx, db); err != nil {
		return nil, err
	}
	if _, err := query(ctx, db, "SELECT hash FROM action", func(r *sql.Rows) (struct{}, error) {
		var hash []byte
		err := r.Scan(&hash)
		var id ActionID
		copy(id[:], hash)
		known[id] = true
		return struct{}{}, err
	}); err != nil {
		return nil, err
	}
	for i := range all {
		s := &all[i]
		for _, h := range s.Heads {
			s.Valid = s.Valid && known[h]
		}
		s.Now = s.Valid && slices.Equal(s.Heads, now)
	}
	return all, nil
}

// Place gives a finished file its final name without ever replacing another.
func Place(tmp, to string) error { return place(tmp, to) }
