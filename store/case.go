package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Options are everything a case takes from the world around it.
type Options struct {
	// Now is the clock; nil means the system's.
	Now func() time.Time
	// Rand gives the bytes of ids and salts; nil means the system's.
	Rand io.Reader
	// Author is the name written beside every change: one the person chose,
	// never the system's user name.
	Author string
	// Replica tells this installation from others when files are joined.
	Replica ID
	// StateDir is a private folder on this computer that remembers which cases
	// it has open, so that a journal left by our own crash is told from a
	// stranger's. Empty means that every journal is a stranger's.
	StateDir string
	// ReadOnly opens without the right to write and without the lock.
	ReadOnly bool

	// Keys gives the reduced forms under which a word of a name is found in
	// whatever script it is typed, and KeysName says which forms these are: an
	// index made with others is made anew. Nil finds names only as they are
	// written.
	Keys     func(word string) []string
	KeysName string

	// LateIndex lets the search index follow only when somebody searches and at
	// closing, so that the same changes make the same file to the byte.
	LateIndex bool

	// point is told named moments, so that a test can end the process there.
	point func(string)
	// ordered is from how many entities on the order is kept; 0: orderFrom.
	ordered int64
}

func (o *Options) orderFrom() int64 {
	if o.ordered > 0 {
		return o.ordered
	}
	return orderFrom
}

func (o Options) filled() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.point == nil {
		o.point = func(string) {}
	}
	if o.Keys != nil {
		o.Keys = remembered(o.Keys)
	}
	return o
}

// Case is an open case file. Its methods may be called from any goroutine;
// changes are made one after another.
type Case struct {
	path string
	opts Options
	file string // what is really open: path, or a private checked copy of it

	read  *sql.DB
	write *sql.DB // nil when open for reading only

	why      string // why it is open for reading only
	holder   Holder
	lock     *lock
	inMemory []byte // the file of a case that lies in memory only
	release  func() error

	placed os.FileInfo // the file as it stood under its name when it was opened

	private string // folder of the private copy, removed at close

	writer   writer
	mu       sync.Mutex // guards writer and everything a change touches
	closed   bool
	idle     *time.Timer // moves the log into the file when nothing has been written for a while
	watches  watches
	counts   counts
	order    order
	tallies  tallies
	index    indexer
	memory   memoryIndex
	prepared sync.Map // statements of searches on read, by text

	committed atomic.Int64 // the newest action, readable while another is being written
}

// Path is the name the case was opened under.
func (c *Case) Path() string { return c.path }

// ReadOnly tells whether the case can only be read, and why, in a sentence.
func (c *Case) ReadOnly() (bool, string) { return c.write == nil, c.why }

// Author is the name that changes are made under.
func (c *Case) Author() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.opts.Author
}

// SetAuthor changes the name for changes from now on.
func (c *Case) SetAuthor(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.opts.Author = name
}

// restTime is how long nothing must have been written before the log is moved
// into the file, so that a crash or a careless copy finds nearly everything there.
const restTime = 700 * time.Millisecond

// rest asks for a checkpoint when the case is left alone. The caller holds mu.
func (c *Case) rest() {
	if c.idle != nil {
		c.idle.Reset(restTime)
		return
	}
	c.idle = time.AfterFunc(restTime, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if !c.closed {
			// Passive: it waits for nobody, and what readers hold back comes with the next one.
			_, _ = c.writer.conn.ExecContext(context.Background(), "PRAGMA wal_checkpoint(PASSIVE)")
		}
	})
}

// Create makes a new case at path, which must be free. The file appears under
// its name only when it is whole.
func Create(ctx context.Context, path string, o Options) (*Case, error) {
	o = o.filled()
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("finding the folder of %s: %w", shown(path), err)
	}
	name := shown(path)
	if _, err := os.Lstat(path); err == nil {
		return nil, faultf(ErrExists, nil, "%s exists already; choose another name.", name)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".redthread-*.new")
	if err != nil {
		return nil, faultf(ErrReadOnly, err, "No file can be made in the folder of %s; choose a folder of your own.", name)
	}
	part := tmp.Name()
	if err := tmp.Close(); err != nil {
		return nil, explain(path, err)
	}
	if err := createAt(ctx, part); err != nil {
		_ = os.Remove(part)
		return nil, explain(path, err)
	}
	if err := clearJournals(path); err != nil {
		_ = os.Remove(part)
		return nil, explain(path, err)
	}
	if err := place(part, path); err != nil {
		return nil, explain(path, err)
	}
	return Open(ctx, path, o)
}

// clearJournals moves away what a case of the same name has left beside it
// when it was taken away: a new case must not be read together with the log of
// another. Nothing of it is lost.
func clearJournals(path string) error {
	for _, suffix := range []string{"-journal", "-wal", "-shm"} {
		if _, err := os.Lstat(path + suffix); err != nil {
			continue
		}
		to := path + suffix + ".left"
		for i := 2; ; i++ {
			if _, err := os.Lstat(to); err != nil {
				break
			}
			to = fmt.Sprintf("%s%s.left-%d", path, suffix, i)
		}
		if err := os.Rename(path+suffix, to); err != nil {
			return fmt.Errorf("moving away what an older case left: %w", err)
		}
	}
	return nil
}

func createAt(ctx context.Context, path string) error {
	db, err := pool(path, "rwc", 1, writerSetup)
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		_ = db.Close()
		return err
	}
	if err := migrate(ctx, db, path, 0, steps(), nil); err != nil {
		_ = db.Close()
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	return syncFile(path)
}

// Close writes what is pending and leaves exactly one file.
func (c *Case) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil
	}
	c.closed = true
	if c.idle != nil {
		c.idle.Stop()
	}
	if c.index.timer != nil {
		c.index.timer.Stop()
	}
	c.watches.clear()
	c.order.end()
	err := c.read.Close()
	c.memory.close()
	if c.write != nil {
		if e := c.finish(); err == nil {
			err = e
		}
		if err == nil {
			c.keepSeal("")
			c.lock.release()
		} else {
			c.lock.leave()
		}
	}
	if c.private != "" {
		_ = os.RemoveAll(c.private)
	}
	if c.release != nil {
		_ = c.release()
	}
	return explain(c.path, err)
}

// How often and how long the last step of closing waits for a reader to go.
const (
	leaveTries = 40
	leaveWait  = 50 * time.Millisecond
)

// isBusy tells whether somebody else holds a lock on the file.
func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xFF == sqlite3.SQLITE_BUSY
}

// finish moves the log into the file and goes back to one file without a log.
func (c *Case) finish() error {
	c.indexAtClose()
	c.writer.close()
	ctx := context.Background()
	_, err := c.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	if err == nil {
		_, err = c.write.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	}
	// SQLite does not wait here for one who looks into the file at this moment.
	for n := 0; n < leaveTries && isBusy(err); n++ {
		time.Sleep(leaveWait)
		_, err = c.write.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	}
	if e := c.write.Close(); err == nil {
		err = e
	}
	return err
}

// copyTo writes a copy without leftovers into an empty file.
func (c *Case) copyTo(ctx context.Context, to string) error {
	if c.inMemory != nil {
		return os.WriteFile(to, c.inMemory, 0o600)
	}
	if c.Displaced() != "" {
		return c.copyOpen(ctx, to)
	}
	// The readers' connections may not write anywhere, not even a new file.
	db, err := pool(c.file, "ro", 1, commonSetup)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", to)
	if e := db.Close(); err == nil {
		err = e
	}
	return err
}

// SaveCopy writes a clean copy of the case under a free name, without the
// leftovers of deleted rows.
func (c *Case) SaveCopy(ctx context.Context, to string) error {
	part, err := freePart(to)
	if err != nil {
		return err
	}
	if err = c.copyTo(ctx, part); err == nil {
		err = syncFile(part)
	}
	if err != nil {
		removeParts(part)
		return explain(to, err)
	}
	return explain(to, place(part, to))
}
