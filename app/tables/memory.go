package tables

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"

	"redthread/app/tables/records"
	"redthread/store/value"
)

// Memory is where this computer remembers how tables were mapped. It holds
// headings and mappings and nothing of what stands below them.
type Memory struct{ dir string }

// NewMemory remembers in a folder; "" remembers nothing.
func NewMemory(dir string) *Memory { return &Memory{dir} }

// mostRemembered is how many mappings are kept; the oldest go.
const mostRemembered = 200

// Fingerprint tells tables of one kind from others by their headings, in
// whatever order the columns stand.
func Fingerprint(f *records.File, part records.Part, columns []string) string {
	kind := "sheet"
	if f.Tree() {
		kind = f.Format + part.Records
	}
	folded := make([]string, len(columns))
	for i, c := range columns {
		folded[i] = value.Fold(c)
	}
	slices.Sort(folded)
	var s idSum
	s.add(kind)
	for _, c := range folded {
		s.add(c)
	}
	sum := sha256.Sum256(s.b)
	return hex.EncodeToString(sum[:12])
}

func (m *Memory) file(fingerprint string) string {
	return filepath.Join(m.dir, fingerprint+".yaml")
}

// Recall gives the mapping that was last used for tables of this fingerprint.
func (m *Memory) Recall(fingerprint string) (Mapping, bool) {
	if m == nil || m.dir == "" {
		return Mapping{}, false
	}
	data, err := os.ReadFile(m.file(fingerprint))
	if err != nil {
		return Mapping{}, false
	}
	found, err := ParseMapping(data)
	return found, err == nil
}

// Keep remembers a mapping. What cannot be written is forgotten: the import
// does not depend on it.
func (m *Memory) Keep(fingerprint string, mapping Mapping) error {
	if m == nil || m.dir == "" {
		return nil
	}
	data, err := mapping.YAML()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(m.dir, 0o700); err != nil {
		return err
	}
	m.prune()
	part := m.file(fingerprint) + ".part"
	if err := os.WriteFile(part, data, 0o600); err != nil {
		return err
	}
	return os.Rename(part, m.file(fingerprint))
}

func (m *Memory) prune() {
	all, err := os.ReadDir(m.dir)
	if err != nil || len(all) < mostRemembered {
		return
	}
	slices.SortFunc(all, func(a, b os.DirEntry) int {
		x, err1 := a.Info()
		y, err2 := b.Info()
		if err1 != nil || err2 != nil {
			return 0
		}
		return x.ModTime().Compare(y.ModTime())
	})
	for _, old := range all[:len(all)-mostRemembered+1] {
		_ = os.Remove(filepath.Join(m.dir, old.Name()))
	}
}
