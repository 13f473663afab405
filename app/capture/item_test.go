package capture

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestItemsOfAFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "b.txt", "b", "a.txt", "a", "sub/c.txt", "c", "sub/.hidden", "h", ".git/config", "g", ".dot", "d", "empty.txt", "")
	outside := t.TempDir()
	put(t, outside, "secret.txt", "s")
	links := 0
	for _, l := range [][2]string{
		{dir, filepath.Join(dir, "loop")},
		{outside, filepath.Join(dir, "out")},
		{filepath.Join(outside, "secret.txt"), filepath.Join(dir, "link.txt")},
		{filepath.Join(dir, "nowhere"), filepath.Join(dir, "dangling")},
	} {
		if os.Symlink(l[0], l[1]) == nil {
			links++
		}
	}
	links += special(t, dir)
	items, leftOut, err := Items(t.Context(), []string{dir})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, it := range items {
		rel, err := filepath.Rel(dir, it.Path)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.ToSlash(rel))
	}
	if want := []string{"a.txt", "b.txt", "empty.txt", "sub/c.txt"}; !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	if want := 3 + links; leftOut != want {
		t.Errorf("%d were left out, want %d", leftOut, want)
	}
	if items[3].From != "sub" {
		t.Errorf("it lay in %q", items[3].From)
	}
}

func TestItemsNamedByAPerson(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, ".hidden.txt", "meant", "real.txt", "r", "folder/in.txt", "i")
	paths := []string{filepath.Join(dir, ".hidden.txt")}
	if os.Symlink(filepath.Join(dir, "real.txt"), filepath.Join(dir, "link.txt")) == nil {
		paths = append(paths, filepath.Join(dir, "link.txt"))
	}
	items, leftOut, err := Items(t.Context(), paths)
	if err != nil || len(items) != len(paths) || leftOut != 0 {
		t.Errorf("%v, %d left out, %v", items, leftOut, err)
	}
	if _, _, err := Items(t.Context(), []string{filepath.Join(dir, "none")}); err == nil || !strings.HasSuffix(err.Error(), ".") {
		t.Errorf("a name that is not there gave %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Items(ctx, []string{dir}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled listing gave %v", err)
	}
}

func TestItemsAreBounded(t *testing.T) {
	deep := t.TempDir()
	path := deep
	for i := range deepestLevel + 4 {
		path = filepath.Join(path, fmt.Sprint("d", i%10))
	}
	put(t, path, "bottom.txt", "b")
	put(t, deep, "top.txt", "t")
	items, leftOut, err := Items(t.Context(), []string{deep})
	if err != nil || len(items) != 1 || leftOut != 1 {
		t.Errorf("%d files, %d left out, %v", len(items), leftOut, err)
	}
}

// A pipe, a device or a folder that is named outright is refused and never
// waited for.
func TestWhatIsNoFileIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such files")
	}
	c := newCase(t)
	dir := t.TempDir()
	special(t, dir)
	paths := []string{dir, os.DevNull, "/dev/zero"}
	if _, err := os.Stat(filepath.Join(dir, "pipe")); err == nil {
		paths = append(paths, filepath.Join(dir, "pipe"))
	}
	for _, p := range paths {
		r := take(t, c, []Item{{Path: p}}, Options{})[0]
		if r.Outcome != Not || r.Err == nil {
			t.Errorf("%s: %s", p, r.Outcome)
		}
	}
}

func TestSumIsOfTheBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("the same bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := sha256.Sum256([]byte("the same bytes"))
	for _, it := range []Item{{Path: path}, {Name: "pasted.txt", Data: []byte("the same bytes")}} {
		if got, err := it.Sum(t.Context()); err != nil || got != want {
			t.Errorf("%+v: %x, %v", it, got, err)
		}
	}
	if _, err := (Item{Path: filepath.Dir(path)}).Sum(t.Context()); err == nil {
		t.Error("a folder has no bytes")
	}
}
