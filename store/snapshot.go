package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Snapshots are whole copies of a case in a folder beside it, NAME.snapshots,
// for the day on which the file is damaged or a merge turns out to be wrong. Their
// number and size are bounded: the oldest go first, and a case that is too large for
// the bound has none.

// Bounds of the snapshots of a case.
const (
	MostSnapshots     = 8
	MostSnapshotBytes = 2 << 30
)

// Snapshot is one copy.
type Snapshot struct {
	Path string
	At   time.Time // when it was taken, by its name
	Size int64
}

// SnapshotFolder is where the snapshots of a case lie.
func SnapshotFolder(path string) string {
	return strings.TrimSuffix(path, filepath.Ext(path)) + ".snapshots"
}

const snapshotTime = "2006-01-02T150405Z"

// Snapshots lists the snapshots of a case, newest first.
func Snapshots(path string) ([]Snapshot, error) {
	folder := SnapshotFolder(path)
	files, err := os.ReadDir(folder)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the snapshots: %w", err)
	}
	var all []Snapshot
	for _, f := range files {
		at, err := time.Parse(snapshotTime, strings.TrimSuffix(f.Name(), ".rtcase"))
		info, err2 := f.Info()
		if err != nil || err2 != nil || !info.Mode().IsRegular() {
			continue // not one of ours
		}
		all = append(all, Snapshot{Path: filepath.Join(folder, f.Name()), At: at, Size: info.Size()})
	}
	slices.SortFunc(all, func(a, b Snapshot) int { return b.At.Compare(a.At) })
	return all, nil
}

// TakeSnapshot writes a snapshot now and lets the oldest go where there are
// too many. It reads the case as others do and holds nobody up. taken is false
// when the newest snapshot is younger than least, when nothing was changed
// since, or when the case is too large for the bound.
func (c *Case) TakeSnapshot(ctx context.Context, least time.Duration) (s Snapshot, taken bool, err error) {
	all, err := Snapshots(c.path)
	if err != nil {
		return s, false, err
	}
	now := c.opts.Now().UTC()
	info, err := os.Stat(c.file)
	if err != nil {
		return s, false, explain(c.path, err)
	}
	if info.Size() > MostSnapshotBytes/2 {
		return s, false, nil
	}
	if len(all) > 0 {
		var changed int64
		if err := c.read.QueryRowContext(ctx, "SELECT coalesce(max(wall), 0) FROM action").Scan(&changed); err != nil {
			return s, false, explain(c.path, err)
		}
		if now.Sub(all[0].At) < least || !time.UnixMilli(changed).After(all[0].At) {
			return all[0], false, nil
		}
	}
	folder := SnapshotFolder(c.path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return s, false, explain(c.path, err)
	}
	s = Snapshot{Path: filepath.Join(folder, now.Format(snapshotTime)+".rtcase"), At: now.Truncate(time.Second)}
	if _, err := os.Lstat(s.Path); err == nil {
		return s, false, nil // one in the same second
	}
	if err := c.SaveCopy(ctx, s.Path); err != nil {
		return s, false, err
	}
	if info, err := os.Stat(s.Path); err == nil {
		s.Size = info.Size()
	}
	return s, true, thin(append([]Snapshot{s}, all...))
}

// thin removes the oldest snapshots, and what a snapshot that was ended in the
// middle has left.
func thin(all []Snapshot) error {
	var sum int64
	for i, s := range all {
		if sum += s.Size; i > 0 && (i >= MostSnapshots || sum > MostSnapshotBytes) {
			if err := os.Remove(s.Path); err != nil && !os.IsNotExist(err) {
				return fmt.Errorf("removing an old snapshot: %w", err)
			}
		}
	}
	left, err := filepath.Glob(filepath.Join(globQuoted(filepath.Dir(all[0].Path)), ".*.part*"))
	if err != nil {
		return nil
	}
	for _, p := range left {
		if info, err := os.Stat(p); err == nil && time.Since(info.ModTime()) > time.Hour {
			_ = os.Remove(p)
		}
	}
	return nil
}

func globQuoted(s string) string {
	return strings.NewReplacer("\\", "\\\\", "[", "\\[", "*", "\\*", "?", "\\?").Replace(s)
}

// Displaced says in a sentence that the file of an open case was renamed,
// removed or replaced by another, "" where it stands under its name. What is
// open is still whole: save a copy of it.
func (c *Case) Displaced() string {
	if c.placed == nil || c.private != "" {
		return ""
	}
	now, err := os.Stat(c.path)
	name := shown(c.path)
	switch {
	case os.IsNotExist(err):
		return name + " was moved, renamed or removed while it is open here; put it back under its name, or save a copy of what is open."
	case err == nil && !os.SameFile(c.placed, now):
		return "Another file was put in the place of " + name + " while it is open here; save a copy of what is open under a new name."
	}
	return ""
}
