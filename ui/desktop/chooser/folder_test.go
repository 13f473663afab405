package chooser

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// folder makes a folder with files of some sizes, oldest first; a name that
// ends in / is a folder.
func folder(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i, name := range names {
		path := filepath.Join(dir, name)
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(path, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, make([]byte, 100*(len(names)-i)), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Date(2018, 1, 1+i, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func listed(t *testing.T, dir string) *listing {
	t.Helper()
	all, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	l := &listing{}
	l.open(dir, all)
	return l
}

func names(l *listing) string {
	var all []string
	for _, e := range l.shown {
		all = append(all, e.name)
	}
	return strings.Join(all, " ")
}

func TestAFolderIsListed(t *testing.T) {
	dir := folder(t, "scan 10.pdf", "scan 9.pdf", "Письмо.txt", ".hidden", "reports/")
	if err := os.Symlink(filepath.Join(dir, "gone"), filepath.Join(dir, "broken link")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "reports"), filepath.Join(dir, "linked")); err != nil {
		t.Fatal(err)
	}
	l := listed(t, dir)
	if got := names(l); got != "linked reports scan 9.pdf scan 10.pdf Письмо.txt" {
		t.Errorf("listed: %s", got)
	}
	for _, c := range []struct {
		by   order
		down bool
		want string
	}{
		{bySize, false, "linked reports Письмо.txt scan 9.pdf scan 10.pdf"},
		{byDate, true, "Письмо.txt scan 9.pdf scan 10.pdf"},
		{byName, true, "reports linked Письмо.txt scan 10.pdf scan 9.pdf"},
	} {
		l.by, l.down = c.by, c.down
		l.arrange()
		if got := names(l); !strings.HasSuffix(got, c.want) {
			t.Errorf("by %d, down %v: %s", c.by, c.down, got)
		}
	}
	l.onlyDirs, l.down, l.by = true, false, byName
	if l.arrange(); names(l) != "linked reports" {
		t.Errorf("folders alone: %s", names(l))
	}
}

func TestAFolderThatCannotBeRead(t *testing.T) {
	if _, err := read(filepath.Join(t.TempDir(), "none")); err == nil || !strings.HasSuffix(err.Error(), "choose another one.") {
		t.Errorf("got %v", err)
	}
}

func TestFilter(t *testing.T) {
	for _, c := range []struct {
		name, filter string
		want         bool
	}{
		{"Scan 9.PDF", ".pdf", true},
		{"Scan 9.PDF", "*.pdf scan", true},
		{"pdf notes.txt", ".pdf", false},
		{"Ёлка.txt", "елка", true},
		{"letter.txt", "let ter", true},
		{"letter.txt", "letters", false},
		{"a-b.txt", "a-b", true},
		{"anything", "", true},
	} {
		if got := fits(c.name, c.filter); got != c.want {
			t.Errorf("%q with %q: %v", c.name, c.filter, got)
		}
	}
}

func TestPropertyNaturalOrderIsAnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.StringMatching(`[aBй]{0,2}[0-9]{0,3}[ab.]{0,2}`), 2, 6).Draw(t, "names")
		slices.SortFunc(all, natural)
		for i := range all {
			for j := range all {
				n := natural(all[i], all[j])
				if n != -natural(all[j], all[i]) || i < j && n > 0 || n == 0 && all[i] != all[j] {
					t.Fatalf("%q and %q are ordered %d", all[i], all[j], n)
				}
			}
		}
	})
}

func TestChoosingSeveral(t *testing.T) {
	l := listed(t, folder(t, "a", "b", "c", "d", "sub/"))
	chosen := func() string {
		var all []string
		for _, p := range l.paths() {
			all = append(all, filepath.Base(p))
		}
		return strings.Join(all, " ")
	}
	steps := []struct {
		what string
		do   func()
		want string
	}{
		{"one", func() { l.only(1) }, "a"},
		{"through", func() { l.through(3) }, "a b c"},
		{"through, the other way", func() { l.through(0) }, "sub a"},
		{"one more", func() { l.toggle(4) }, "sub a d"},
		{"one less", func() { l.toggle(0) }, "a d"},
		{"all files", l.everything, "a b c d"},
		{"a filter drops what it hides", func() { l.filter = "c"; l.arrange() }, "c"},
		{"and it stays dropped", func() { l.filter = ""; l.arrange() }, "c"},
	}
	for _, s := range steps {
		if s.do(); chosen() != s.want {
			t.Errorf("%s: %q, want %q", s.what, chosen(), s.want)
		}
	}
	l.toggle(0)
	files, folders, bytes := l.counts()
	if d := cmp.Diff([]any{1, 1, int64(300)}, []any{files, folders, bytes}); d != "" {
		t.Error(d)
	}
	if got := amount(files, folders); got != "1 folder and 1 file" {
		t.Errorf("said: %s", got)
	}
}

func TestSizesForPeople(t *testing.T) {
	for n, want := range map[int64]string{1: "1 byte", 999: "999 bytes", 1000: "1 kB", 2_154_727: "2.2 MB", 3_500_000_000: "3.5 GB"} {
		if got := sized(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
