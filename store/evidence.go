package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"
)

// PartSize is how the bytes of evidence are cut: each part has a hash of its
// own, and no more than one part is in memory at a time.
const PartSize = 1 << 20

// Evidence is an original kept in the case, byte for byte.
type Evidence struct {
	SHA256 [32]byte
	Size   int64
	Media  string // media type, as found
	Name   string // base name it was attached under
	Source ID
}

// Hash gives the 64 hexadecimal digits.
func (e Evidence) Hash() string { return hex.EncodeToString(e.SHA256[:]) }

// AddEvidence keeps a file's bytes, unchanged and in parts, and attaches them
// to a source. The same bytes twice are stored once. name is cut to its base:
// no path of this computer enters the case. tool says what took the file in.
func (tx *Tx) AddEvidence(source ID, name, media, tool string, r io.Reader) (Evidence, error) {
	e := Evidence{Name: filepath.Base(filepath.ToSlash(name)), Media: media, Source: source}
	srow, err := tx.recordRow(recordSource, source)
	if err != nil {
		return e, err
	}
	id, err := tx.w.newID(tEvidence)
	if err != nil {
		return e, err
	}
	// Parts go in under the new number; where the whole turns out to be there
	// already, they are taken out again.
	whole := sha256.New()
	buf := make([]byte, PartSize)
	for number := int64(0); ; number++ {
		if err := tx.ctx.Err(); err != nil {
			return e, err
		}
		n, err := io.ReadFull(r, buf)
		if n > 0 {
			whole.Write(buf[:n])
			e.Size += int64(n)
			sum := sha256.Sum256(buf[:n])
			if err := tx.w.exec("INSERT INTO part (evidence, number, sha256, data) VALUES (?, ?, ?, ?)", id, number, sum[:], buf[:n]); err != nil {
				return e, fmt.Errorf("keeping %s: %w", e.Name, err)
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return e, fmt.Errorf("reading %s: %w", e.Name, err)
		}
	}
	whole.Sum(e.SHA256[:0])
	var there int64
	found, err := tx.w.row("SELECT id FROM evidence WHERE sha256 = ?", []any{e.SHA256[:]}, &there)
	switch {
	case err != nil:
		return e, err
	case found:
		if err := tx.w.exec("DELETE FROM part WHERE evidence = ?", id); err != nil {
			return e, err
		}
		delete(tx.w.next, tEvidence)
		id = there
	default:
		if err := tx.insertAt(tEvidence, id, []any{append([]byte(nil), e.SHA256[:]...), e.Size, media}); err != nil {
			return e, err
		}
	}
	uid, err := tx.newUID()
	if err != nil {
		return e, err
	}
	if _, err := tx.insert(tAttachment, idBytes(uid), srow, id, e.Name, tx.action); err != nil {
		return e, err
	}
	event := "taken in"
	if found {
		event = "taken in again"
	}
	tx.told.source(source)
	return e, tx.custody(id, event, e.Name, tool, fmt.Sprintf("%d bytes, SHA-256 %s", e.Size, e.Hash()))
}

func (tx *Tx) custody(evidence int64, event, name, tool, detail string) error {
	uid, err := tx.newUID()
	if err != nil {
		return err
	}
	_, err = tx.insert(tCustody, idBytes(uid), evidence, event, name, tx.author, tx.wall.UnixMilli(), tool, detail)
	return err
}

// Evidence lists what is attached; a zero source means all sources.
func (c *Case) Evidence(ctx context.Context, source ID) ([]Evidence, error) {
	where, args := "1", []any{}
	if !source.IsZero() {
		where, args = "r.uid = ?", []any{source[:]}
	}
	all, err := query(ctx, c.read, `SELECT e.sha256, e.size, e.media, a.name, r.uid FROM attachment a
		JOIN evidence e ON e.id = a.evidence JOIN record r ON r.id = a.source WHERE `+where+" ORDER BY a.id", func(r *sql.Rows) (Evidence, error) {
		var e Evidence
		var sum, uid []byte
		err := r.Scan(&sum, &e.Size, &e.Media, &e.Name, &uid)
		copy(e.SHA256[:], sum)
		e.Source = idFrom(uid)
		return e, err
	}, args...)
	return all, explain(c.path, err)
}

// WriteEvidence writes the original bytes, checking each part's hash.
func (c *Case) WriteEvidence(ctx context.Context, sum [32]byte, w io.Writer) error {
	rows, err := c.read.QueryContext(ctx, "SELECT p.sha256, p.data FROM part p JOIN evidence e ON e.id = p.evidence WHERE e.sha256 = ? ORDER BY p.number", sum[:])
	if err != nil {
		return explain(c.path, err)
	}
	defer func() { _ = rows.Close() }()
	whole := sha256.New()
	for rows.Next() {
		var want []byte
		var data sql.RawBytes
		if err := rows.Scan(&want, &data); err != nil {
			return explain(c.path, err)
		}
		if got := sha256.Sum256(data); string(got[:]) != string(want) {
			return faultf(ErrDamaged, nil, "A part of this evidence no longer has the hash it was stored with; restore the case from a copy.")
		}
		whole.Write(data)
		if _, err := w.Write(data); err != nil {
			return fmt.Errorf("writing the evidence: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return explain(c.path, err)
	}
	if string(whole.Sum(nil)) != string(sum[:]) {
		return faultf(ErrDamaged, nil, "This evidence no longer has the hash it was stored with; restore the case from a copy.")
	}
	return nil
}

// Custody is one entry of an item's record of hands.
type Custody struct {
	Event, Name, Author, Tool, Detail string
	At                                time.Time
}

// Custody lists what happened to an item, oldest first.
func (c *Case) Custody(ctx context.Context, sum [32]byte) ([]Custody, error) {
	all, err := query(ctx, c.read, "SELECT k.event, k.name, k.author, k.tool, k.detail, k.wall FROM custody k JOIN evidence e ON e.id = k.evidence WHERE e.sha256 = ? ORDER BY k.id", func(r *sql.Rows) (Custody, error) {
		var k Custody
		var wall int64
		err := r.Scan(&k.Event, &k.Name, &k.Author, &k.Tool, &k.Detail, &wall)
		k.At = time.UnixMilli(wall).UTC()
		return k, err
	}, sum[:])
	return all, explain(c.path, err)
}
