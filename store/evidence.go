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
	"strings"
	"time"
	"unicode"
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

// Intake says how an item came into the case. It goes into the item's record,
// so nothing of this computer may stand in it: no folder, no user, no host.
type Intake struct {
	Name     string    // base name; a path is cut to its base
	Media    string    // media type, as found
	Tool     string    // what took it in, with its version
	How      string    // "chosen", "dropped", "pasted", "named on the command line"
	From     string    // an address, or the name of the folder it lay in
	Modified time.Time // as the file system gave it; zero: not known
}

// Detail says it in one line of the record.
func (in Intake) Detail(e Evidence) string {
	var parts []string
	add := func(label, text string) {
		if text != "" {
			parts = append(parts, label+text)
		}
	}
	add("", in.How)
	add("from ", in.From)
	if !in.Modified.IsZero() {
		add("last changed ", in.Modified.UTC().Format("2006-01-02 15:04:05 MST"))
	}
	return strings.Join(append(parts, fmt.Sprintf("%d bytes", e.Size), "SHA-256 "+e.Hash()), "; ")
}

// CleanName makes a base name that is safe to show and to write: no folders,
// no control or direction characters, at most 180 bytes.
func CleanName(name string) string {
	name = strings.ReplaceAll(strings.ToValidUTF8(name, "\uFFFD"), "\\", "/")
	name = name[strings.LastIndexByte(name, '/')+1:]
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return -1
		}
		return r
	}, name))
	for len(name) > 180 { // the ending stays
		ext := filepath.Ext(name)
		if len(ext) > 20 {
			ext = ""
		}
		stem := []rune(strings.TrimSuffix(name, ext))
		name = string(stem[:len(stem)-1]) + ext
	}
	if strings.Trim(name, ". ") == "" {
		return "unnamed"
	}
	return name
}

// ErrUnreadable is what an item's own reader failing is told apart by: it is
// the item that is at fault, not the case.
var ErrUnreadable = errors.New("the item cannot be read to its end")

// Kept is evidence whose bytes are in the case.
type Kept struct {
	Evidence
	row     int64
	before  bool // its bytes were there already
	holding []ID
}

// Holding lists the sources that held the same bytes already.
func (k Kept) Holding() []ID { return k.holding }

// AddEvidence keeps a file's bytes and attaches them to a source.
func (tx *Tx) AddEvidence(source ID, in Intake, r io.Reader) (Evidence, error) {
	if _, err := tx.recordRow(recordSource, source); err != nil {
		return Evidence{}, err
	}
	k, err := tx.KeepEvidence(in, r)
	if err != nil {
		return k.Evidence, err
	}
	k.Source = source
	return k.Evidence, tx.Attach(source, k, in)
}

// KeepEvidence keeps a file's bytes, unchanged and in parts, without attaching
// them yet. The same bytes twice are stored once.
func (tx *Tx) KeepEvidence(in Intake, r io.Reader) (Kept, error) {
	k := Kept{Evidence: Evidence{Name: CleanName(in.Name), Media: in.Media}}
	e := &k.Evidence
	id, err := tx.w.newID(tEvidence)
	if err != nil {
		return k, err
	}
	k.row = id
	if tx.w.part == nil {
		tx.w.part = make([]byte, PartSize)
	}
	buf := tx.w.part
	// The first part waits until the second is there: a small file, the usual
	// case, is looked up by its hash before anything of it is written.
	n, err := readPart(r, buf)
	if err != nil {
		return k, unreadable(e.Name, err)
	}
	sum := sha256.Sum256(buf[:n])
	e.Size = int64(n)
	if n < PartSize {
		e.SHA256 = sum
		if err := tx.knownEvidence(&k); err != nil || k.before {
			return k, err
		}
		if n > 0 {
			err = tx.writePart(id, 0, sum, buf[:n])
		}
	} else {
		err = tx.writeParts(&k, sum, buf, r)
	}
	if err != nil || k.before {
		return k, err
	}
	return k, tx.insertAt(tEvidence, id, []any{append([]byte(nil), e.SHA256[:]...), e.Size, e.Media})
}

// writeParts writes a large file part by part. Where the whole turns out to be
// there already, the parts are taken out again.
func (tx *Tx) writeParts(k *Kept, sum [32]byte, buf []byte, r io.Reader) error {
	whole := sha256.New()
	for n, number := PartSize, int64(0); n > 0; number++ {
		if err := tx.ctx.Err(); err != nil {
			return err
		}
		whole.Write(buf[:n])
		if err := tx.writePart(k.row, number, sum, buf[:n]); err != nil {
			return err
		}
		var err error
		if n, err = readPart(r, buf); err != nil {
			if e := tx.w.exec("DELETE FROM part WHERE evidence = ?", k.row); e != nil {
				return e
			}
			return unreadable(k.Name, err)
		}
		k.Size += int64(n)
		sum = sha256.Sum256(buf[:n])
	}
	whole.Sum(k.SHA256[:0])
	own := k.row
	if err := tx.knownEvidence(k); err != nil || !k.before {
		return err
	}
	return tx.w.exec("DELETE FROM part WHERE evidence = ?", own)
}

func readPart(r io.Reader, buf []byte) (int, error) {
	n, err := io.ReadFull(r, buf)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return n, err
}

func unreadable(name string, err error) error {
	return fmt.Errorf("reading %s: %w", name, errors.Join(ErrUnreadable, err))
}

func (tx *Tx) writePart(evidence, number int64, sum [32]byte, data []byte) error {
	if err := tx.w.exec("INSERT INTO part (evidence, number, sha256, data) VALUES (?, ?, ?, ?)", evidence, number, sum[:], data); err != nil {
		return fmt.Errorf("keeping a part of the evidence: %w", err)
	}
	return nil
}

// knownEvidence finds out whether the same bytes are there, and who holds them.
func (tx *Tx) knownEvidence(k *Kept) error {
	var there int64
	found, err := tx.w.row("SELECT id FROM evidence WHERE sha256 = ?", []any{k.SHA256[:]}, &there)
	if err != nil || !found {
		return err
	}
	delete(tx.w.next, tEvidence) // the number is free again
	k.row, k.before = there, true
	s, err := tx.w.stmt(holdingSQL)
	if err != nil {
		return err
	}
	rows, err := s.Query(k.SHA256[:])
	if err != nil {
		return err
	}
	k.holding, err = collect(rows, scanID)
	return err
}

// Attach ties evidence to a source and writes into its record how it came.
func (tx *Tx) Attach(source ID, k Kept, in Intake) error {
	srow, err := tx.recordRow(recordSource, source)
	if err != nil {
		return err
	}
	uid, err := tx.newUID()
	if err != nil {
		return err
	}
	if _, err := tx.insert(tAttachment, idBytes(uid), srow, k.row, k.Name, tx.action); err != nil {
		return err
	}
	event := "taken in"
	if k.before {
		event = "taken in again"
	}
	tx.told.source(source)
	return tx.custody(k.row, event, k.Name, in.Tool, in.Detail(k.Evidence))
}

// NoteCustody writes into an item's record what was done with it, such as an
// export. It is not something to undo.
func (tx *Tx) NoteCustody(sum [32]byte, event, name, tool, detail string) error {
	var id int64
	if ok, err := tx.w.row("SELECT id FROM evidence WHERE sha256 = ?", []any{sum[:]}, &id); err != nil || !ok {
		return noEvidence(err)
	}
	return tx.custody(id, event, CleanName(name), tool, detail)
}

// Detach takes an item off a source. Its bytes and its record stay in the case.
func (tx *Tx) Detach(source ID, sum [32]byte, tool string) error {
	var name string
	rows, err := tx.w.ids("SELECT a.id FROM attachment a JOIN record r ON r.id = a.source JOIN evidence e ON e.id = a.evidence WHERE r.uid = ? AND e.sha256 = ?", source[:], sum[:])
	if err != nil || len(rows) == 0 {
		return noEvidence(err)
	}
	for _, row := range rows {
		if _, err := tx.w.row("SELECT name FROM attachment WHERE id = ?", []any{row}, &name); err != nil {
			return err
		}
		// The mark stays when the row goes, so that no merge brings it back.
		var uid []byte
		if _, err := tx.w.row("SELECT uid FROM attachment WHERE id = ?", []any{row}, &uid); err != nil {
			return err
		}
		if err := tx.remove(tAttachment, row); err != nil {
			return err
		}
		if _, err := tx.addRecord(recordDetached, idFrom(uid), nil); err != nil {
			return err
		}
	}
	tx.told.source(source)
	return tx.NoteCustody(sum, "taken off a source", name, tool, "")
}

// Holding lists the sources that an item is attached to, removed ones left out.
func (c *Case) Holding(ctx context.Context, sum [32]byte) ([]ID, error) {
	all, err := query(ctx, c.read, holdingSQL, scanID, sum[:])
	return all, explain(c.path, err)
}

const holdingSQL = `SELECT DISTINCT r.uid FROM attachment a JOIN evidence e ON e.id = a.evidence JOIN record r ON r.id = a.source
	WHERE e.sha256 = ? AND NOT EXISTS (SELECT 1 FROM field f WHERE f.record = r.id AND f.name = 'removed' AND f.value = '1') ORDER BY r.id`

func scanID(r *sql.Rows) (ID, error) {
	var uid []byte
	err := r.Scan(&uid)
	return idFrom(uid), err
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
		JOIN evidence e ON e.id = a.evidence JOIN record r ON r.id = a.source JOIN action x ON x.id = a.action WHERE `+where+" ORDER BY x.clock, x.hash, a.id", func(r *sql.Rows) (Evidence, error) {
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
	all, err := query(ctx, c.read, "SELECT k.event, k.name, k.author, k.tool, k.detail, k.wall FROM custody k JOIN evidence e ON e.id = k.evidence WHERE e.sha256 = ? ORDER BY k.wall, k.id", func(r *sql.Rows) (Custody, error) {
		var k Custody
		var wall int64
		err := r.Scan(&k.Event, &k.Name, &k.Author, &k.Tool, &k.Detail, &wall)
		k.At = time.UnixMilli(wall).UTC()
		return k, err
	}, sum[:])
	return all, explain(c.path, err)
}
