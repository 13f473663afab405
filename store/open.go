package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// readers is how many statements may read at once.
const readers = 4

// inspectionTime bounds the check of a file from a stranger.
const inspectionTime = 10 * time.Minute

// Open opens a case. Whoever holds the lock writes; everyone else reads.
//
// A case may come from a stranger, so it is looked at in this order before
// any of its content is used: the first hundred bytes; a journal beside it (one
// that this computer left is rolled back under the lock, any other is
// recovered in a private copy that opens for reading); SQLite's own check; a
// schema whose text is exactly what our steps make for that format. A file
// that fails is left as it was, and the error is one sentence.
func Open(ctx context.Context, path string, o Options) (*Case, error) {
	o = o.filled()
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("finding the folder of %s: %w", shown(path), err)
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	head, err := readHeader(abs)
	if err != nil {
		return nil, err
	}
	c := &Case{path: abs, opts: o, file: abs}
	if err := c.open(ctx, head); err != nil {
		c.abandon()
		return nil, explain(abs, err)
	}
	c.placed, _ = os.Stat(abs)
	if c.count(KindEntity) >= c.opts.orderFrom() {
		_, _ = c.ready(ctx) // begins to make the order, so that the first list need not wait
	}
	return c, nil
}

func (c *Case) open(ctx context.Context, head header) error {
	name := shown(c.path)
	left := journals(c.path)
	if c.opts.ReadOnly && len(left) == 0 {
		c.why = "It was opened for reading only."
		return c.openReader(ctx, head)
	}
	l, holder, err := acquire(c.path, c.opts)
	switch {
	case errors.Is(err, errHeld):
		c.holder = holder
		c.why = heldBy(holder)
		return c.openReader(ctx, head)
	case errors.Is(err, errUnwritable):
		if len(left) > 0 {
			return c.openCopy(ctx, left)
		}
		c.why = name + " lies in a folder that cannot be written; copy it to a folder of your own to work on it."
		return c.openReader(ctx, head)
	case err != nil:
		return fmt.Errorf("locking %s: %w", name, err)
	}
	c.lock = l
	if len(left) > 0 && !l.ours {
		c.lock.release()
		c.lock = nil
		return c.openCopy(ctx, left)
	}
	if !writable(c.path) {
		c.lock.release()
		c.lock = nil
		c.why = name + " is write-protected; copy it to work on it."
		return c.openReader(ctx, head)
	}
	return c.openWriter(ctx, head)
}

func heldBy(h Holder) string {
	who := h.Author
	if who == "" {
		who = "Somebody else"
	}
	if h.Since.IsZero() {
		return who + " has this case open, so it can be read here but not changed."
	}
	return fmt.Sprintf("%s has had this case open since %s, so it can be read here but not changed.", who, h.Since.Format("2 January 2006 15:04 MST"))
}

// abandon undoes a half-made opening.
func (c *Case) abandon() {
	if c.read != nil {
		_ = c.read.Close()
	}
	if c.write != nil {
		_ = c.write.Close()
	}
	if len(journals(c.file)) > 0 {
		c.lock.leave()
	} else {
		c.lock.release()
	}
	if c.private != "" {
		_ = os.RemoveAll(c.private)
	}
}

// openWriter rolls back what our own crash left, checks, brings the format up
// to date and goes to WAL.
func (c *Case) openWriter(ctx context.Context, head header) error {
	mode := "ro&immutable=1"
	if len(journals(c.path)) > 0 {
		c.opts.point("recovering")
		recovering, err := pool(c.path, "rw", 1, writerSetup)
		if err != nil {
			return err
		}
		_, err = recovering.ExecContext(ctx, "SELECT count(*) FROM sqlite_schema")
		if err == nil {
			_, err = recovering.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
		}
		if e := recovering.Close(); err == nil {
			err = e
		}
		if err != nil {
			return err
		}
		c.opts.point("recovered")
		if head, err = readHeader(c.path); err != nil {
			return err
		}
	}
	if err := inspect(ctx, c.path, mode, head.format, c.sealed()); err != nil {
		return err
	}
	db, err := pool(c.path, "rw", 1, writerSetup)
	if err != nil {
		return err
	}
	c.write = db
	if err := migrate(ctx, db, c.path, head.format, steps(), c.opts.point); err != nil {
		return err
	}
	var journal string
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&journal); err != nil {
		return err
	}
	// A small log: readers stay fast, and a crash leaves little behind.
	if _, err := db.ExecContext(ctx, "PRAGMA wal_autocheckpoint = 2000"); err != nil {
		return err
	}
	if c.read, err = pool(c.path, "ro", readers, readerSetup); err != nil {
		return err
	}
	if err := c.writer.start(ctx, db); err != nil {
		return err
	}
	c.committed.Store(c.writer.last)
	c.keepSeal(readHolder(sidecar(c.path)).Token)
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.loadIndex(ctx)
}

// openReader opens without the lock. While another holds the case open the
// log beside it is read too.
func (c *Case) openReader(ctx context.Context, head header) error {
	mode := "ro"
	if _, err := os.Lstat(c.file + "-wal"); err != nil && (head.wal || !writable(filepath.Dir(c.file))) {
		// A copy of an open case without its log, or a place where nobody writes.
		mode = "ro&immutable=1"
	}
	known := c.sealed()
	if err := inspect(ctx, c.file, mode, head.format, known); err != nil {
		return err
	}
	if !known && c.holder == (Holder{}) && len(journals(c.file)) == 0 {
		c.keepSeal("")
	}
	if head.format < Format() {
		if err := c.renewCopy(ctx, mode, head.format); err != nil {
			return err
		}
		mode = "ro&immutable=1"
	}
	var err error
	c.read, err = pool(c.file, mode, readers, readerSetup)
	return err
}

// renewCopy brings a checked copy of a case of an older format up to date in a
// private folder; the file itself stays as it is.
func (c *Case) renewCopy(ctx context.Context, mode string, format int) error {
	if c.private == "" {
		dir, err := os.MkdirTemp("", "redthread-*")
		if err != nil {
			return fmt.Errorf("making a private folder: %w", err)
		}
		c.private = dir
	}
	old, err := pool(c.file, mode, 1, commonSetup)
	if err != nil {
		return err
	}
	to := filepath.Join(c.private, "renewed", filepath.Base(c.path)) // sentences name it
	err = os.Mkdir(filepath.Dir(to), 0o700)
	if err == nil {
		err = copyInto(ctx, old, to)
	}
	if e := old.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("copying %s to a private folder: %w", shown(c.path), err)
	}
	db, err := pool(to, "rw", 1, writerSetup)
	if err != nil {
		return err
	}
	err = advance(ctx, db, format, steps(), func(string) {})
	if e := db.Close(); err == nil {
		err = e
	}
	c.file = to
	return err
}

// OpenOther opens another case to compare with it or to merge it: for reading
// only, with the distrust of [Open], and without a trace beside it. One of an
// older format is brought up to date in a private copy.
func OpenOther(ctx context.Context, path string, o Options) (*Case, error) {
	o.ReadOnly = true
	return Open(ctx, path, o)
}

// openCopy copies a stranger's case with its journals to a private folder,
// lets SQLite recover it there, and opens the result for reading.
func (c *Case) openCopy(ctx context.Context, left []string) error {
	name := shown(c.path)
	dir, err := os.MkdirTemp("", "redthread-*")
	if err != nil {
		return fmt.Errorf("making a private folder: %w", err)
	}
	c.private = dir
	c.file = filepath.Join(dir, filepath.Base(c.path)) // sentences name it
	if err := copyFile(c.path, c.file); err != nil {
		return fmt.Errorf("copying %s to a private folder: %w", name, err)
	}
	for _, j := range left {
		if err := copyFile(j, c.file+j[len(c.path):]); err != nil {
			return fmt.Errorf("copying the journal of %s: %w", name, err)
		}
	}
	db, err := pool(c.file, "rw", 1, writerSetup)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "SELECT count(*) FROM sqlite_schema")
	if err == nil {
		_, err = db.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	}
	if e := db.Close(); err == nil {
		err = e
	}
	if err != nil {
		return explain(c.path, err)
	}
	// A journal that SQLite did not take is not part of the case.
	for _, j := range journals(c.file) {
		_ = os.Remove(j)
	}
	head, err := readHeader(c.file)
	if err != nil {
		return explain(c.path, err)
	}
	c.why = name + " has an unfinished journal beside it that this computer did not leave, so a checked copy is open for reading; save it under a new name to work on it."
	return c.openReader(ctx, head)
}

// header is what the first hundred bytes of a case say.
type header struct {
	format int
	wal    bool // the file was last left in WAL mode
}

func readHeader(path string) (header, error) {
	name := shown(path)
	info, err := os.Stat(path)
	switch {
	case os.IsNotExist(err):
		return header{}, faultf(ErrNotFound, err, "There is no file %s; check the name and the folder.", name)
	case err != nil:
		return header{}, faultf(ErrNotFound, err, "%s cannot be read; check that you may open it.", name)
	case info.IsDir():
		return header{}, faultf(ErrNotCase, nil, "%s is a folder, not a Redthread case; choose a file ending in .rtcase.", name)
	case !info.Mode().IsRegular():
		return header{}, faultf(ErrNotCase, nil, "%s is not a file; choose a file ending in .rtcase.", name)
	case info.Size() == 0:
		return header{}, faultf(ErrNotCase, nil, "%s is empty, so it is not a Redthread case; choose another file.", name)
	}
	f, err := os.Open(path)
	if err != nil {
		return header{}, faultf(ErrNotFound, err, "%s cannot be read; check that you may open it.", name)
	}
	defer func() { _ = f.Close() }()
	var b [100]byte
	if _, err := io.ReadFull(f, b[:]); err != nil {
		return header{}, faultf(ErrNotCase, nil, "%s is not a Redthread case; choose a file ending in .rtcase.", name)
	}
	return checkHeader(name, b[:], info.Size(), len(journals(path)) > 0)
}

// checkHeader judges the first hundred bytes of a file of a size. One with a
// journal beside it may have any size.
func checkHeader(name string, b []byte, length int64, journal bool) (header, error) {
	if !bytes.HasPrefix(b, []byte("SQLite format 3\x00")) {
		return header{}, faultf(ErrNotCase, nil, "%s is not a Redthread case; choose a file ending in .rtcase.", name)
	}
	if binary.BigEndian.Uint32(b[68:]) != applicationID {
		return header{}, faultf(ErrNotCase, nil, "%s is a database of another program, not a Redthread case; choose a file ending in .rtcase.", name)
	}
	format := int(int32(binary.BigEndian.Uint32(b[60:])))
	switch {
	case format > Format():
		return header{}, faultf(ErrNewer, nil, "%s was written by a newer Redthread (format %d; this one reads up to %d); install the newer program to open it.", name, format, Format())
	case format < 1:
		return header{}, faultf(ErrDamaged, nil, "%s is damaged: its format number is %d; restore a copy of it.", name, format)
	}
	size := int64(binary.BigEndian.Uint16(b[16:]))
	if size == 1 {
		size = 65536
	}
	if size < 512 || size&(size-1) != 0 || length%size != 0 && !journal {
		return header{}, faultf(ErrDamaged, nil, "%s is damaged: part of it is missing; restore a copy of it.", name)
	}
	return header{format: format, wal: b[18] == 2}, nil
}

// journals lists the journal and log that stand beside a file and hold anything.
func journals(path string) []string {
	var all []string
	for _, suffix := range []string{"-journal", "-wal"} {
		if info, err := os.Lstat(path + suffix); err == nil && info.Mode().IsRegular() && info.Size() > 0 {
			all = append(all, path+suffix)
		}
	}
	return all
}

// inspect checks a file before its content is used. Of one that is sealed, since
// this program wrote or checked it, only the schema is looked at.
func inspect(ctx context.Context, path, mode string, format int, known bool) error {
	ctx, cancel := context.WithTimeout(ctx, inspectionTime)
	defer cancel()
	name := shown(path)
	db, err := pool(path, mode, 1, readerSetup)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return damaged(ctx, name, err)
	}
	defer func() { _ = conn.Close() }()
	if err := limitConn(conn); err != nil {
		return err
	}
	var checks []string
	if !known {
		if checks, err = fileChecks(ctx, conn); err != nil {
			return damaged(ctx, name, err)
		}
	}
	for _, check := range checks {
		said, err := query(ctx, conn, check, func(r *sql.Rows) (string, error) {
			cols, err := r.Columns()
			if err != nil {
				return "", err
			}
			vals := make([]any, len(cols))
			for i := range vals {
				vals[i] = new(any)
			}
			if err := r.Scan(vals...); err != nil {
				return "", err
			}
			return fmt.Sprint(*vals[0].(*any)), nil
		})
		if err != nil {
			return damaged(ctx, name, err)
		}
		if len(said) > 0 && said[0] != "ok" {
			return faultf(ErrDamaged, errors.New(said[0]), "%s is damaged and was left as it is; restore a copy of it.", name)
		}
	}
	have, err := schemaText(ctx, conn)
	if err != nil {
		return damaged(ctx, name, err)
	}
	want, err := expectedSchema(ctx, format)
	if err != nil {
		return err
	}
	if !slices.Equal(have, want) {
		return faultf(ErrForeign, nil, "%s carries tables, views or triggers that no Redthread makes, so it was not opened; ask the sender for a clean share.", name)
	}
	return nil
}

// fileChecks lists SQLite's own checks: of every table and its indexes, one
// by one. The check of the whole file in one would also take the search index
// apart, which takes seconds in a large case and is Verify's to do.
func fileChecks(ctx context.Context, db queryer) ([]string, error) {
	names, err := query(ctx, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name", scanString)
	if err != nil {
		return nil, err
	}
	checks := []string{"PRAGMA quick_check('sqlite_schema')"}
	for _, n := range names {
		checks = append(checks, "PRAGMA quick_check('"+strings.ReplaceAll(n, "'", "''")+"')")
	}
	return append(checks, "PRAGMA foreign_key_check"), nil
}

func damaged(ctx context.Context, name string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return faultf(ErrDamaged, err, "%s is damaged and was left as it is; restore a copy of it.", name)
}

// writable tells whether a file or folder can be written by us.
func writable(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	if info.IsDir() {
		f, err := os.CreateTemp(path, ".redthread-*")
		if err != nil {
			return false
		}
		_ = f.Close()
		return os.Remove(f.Name()) == nil
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	return f.Close() == nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		_ = out.Close()
		return err
	}
	return out.Close()
}
