package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
)

// The check of a whole file takes seconds where it holds a million entities. It
// is there for files from strangers, so a file is not checked again while
// nobody but this program has touched it: its private folder remembers what the
// file system said of the file when a case was closed, or checked, here. Among
// that is the time of the last change of its inode, which no program can set.
// What a bad disk does to a file is Verify's to find.

// seal is what the file system says of a file.
type seal struct {
	Device, Inode   uint64
	Size            int64
	Changed, Inside int64  // of the inode and of the content, in nanoseconds
	Head            string // hash of the first page, which says how often the file was written
	Open            string // the token of the lock while the case is open for writing
}

// sealPath is where this computer remembers the seal of a case.
func sealPath(path, state string) string {
	if state == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(path))
	return filepath.Join(state, "sealed", hex.EncodeToString(sum[:12]))
}

// sealOf reads a file's seal; ok is false where the system cannot tell.
func sealOf(path string) (s seal, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return s, false
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return s, false
	}
	if s, ok = inodeOf(info); !ok {
		return s, false
	}
	s.Size = info.Size()
	var page [4096]byte
	n, err := f.ReadAt(page[:], 0)
	if err != nil && n == 0 {
		return s, false
	}
	sum := sha256.Sum256(page[:n])
	s.Head = hex.EncodeToString(sum[:])
	return s, true
}

func readSeal(name string) (s seal) {
	b, err := os.ReadFile(name)
	if name == "" || err != nil || json.Unmarshal(b, &s) != nil {
		return seal{}
	}
	return s
}

// keepSeal remembers a file as it is now; with a token, that it is open. A
// seal that cannot be written costs a check.
func (c *Case) keepSeal(token string) {
	name := sealPath(c.path, c.opts.StateDir)
	if name == "" || c.private != "" {
		return
	}
	s, ok := sealOf(c.file)
	s.Open = token
	b, err := json.Marshal(s)
	if !ok || err != nil || os.MkdirAll(filepath.Dir(name), 0o700) != nil || os.WriteFile(name, b, 0o600) != nil {
		_ = os.Remove(name)
	}
}

// sealed tells whether a file is as this program left it: closed and untouched
// since, or open for writing in another process of this user.
func (c *Case) sealed() bool {
	if c.private != "" {
		return false
	}
	kept := readSeal(sealPath(c.path, c.opts.StateDir))
	now, ok := sealOf(c.file)
	if !ok || kept == (seal{}) {
		return false
	}
	if kept.Open != "" {
		return c.lock == nil && kept.Open == c.holder.Token && kept.Device == now.Device && kept.Inode == now.Inode
	}
	return kept == now && len(journals(c.file)) == 0
}
