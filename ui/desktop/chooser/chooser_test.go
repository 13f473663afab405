package chooser

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/part"
)

func TestMain(m *testing.M) {
	_ = os.Setenv("LANG", "en_US.UTF-8")
	os.Exit(m.Run())
}

func TestThePlaceOfAFile(t *testing.T) {
	test.NewTempApp(t)
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	w := test.NewTempWindow(t, part.NewText("", part.Body))
	p := NewPlace(w, filepath.Join(home, "case.rtcase"))
	typed := 0
	p.OnTyped = func() { typed++ }
	p.SetName("timber.rtcase")
	if got := p.Path(); got != filepath.Join(home, "timber.rtcase") || typed != 0 {
		t.Errorf("the path is %s, typed %d times", got, typed)
	}
	p.entry.SetText("")
	test.Type(p.entry, "~/x.rtcase")
	if got := p.Path(); got != filepath.Join(home, "x.rtcase") || typed == 0 {
		t.Errorf("the path is %s, typed %d times", got, typed)
	}
}

func TestTheFolderToBeginWith(t *testing.T) {
	test.NewTempApp(t)
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	if got := Documents(); got != home {
		t.Errorf("without documents it begins in %s, want the home", got)
	}
	documents := filepath.Join(home, "Documents")
	if err := os.Mkdir(documents, 0o700); err != nil {
		t.Fatal(err)
	}
	if got := Documents(); got != documents {
		t.Errorf("it begins in %s, want the documents", got)
	}
	used := t.TempDir()
	remember(used)
	if got := Documents(); got != used {
		t.Errorf("it begins in %s, want the folder used last", got)
	}
	remember(filepath.Join(used, "gone"))
	if got := Documents(); got != documents {
		t.Errorf("a folder that is gone leads to %s", got)
	}
}

func TestNewFilesGetFreeNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.svg", "a 2.svg"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := FreeName(dir, "a", ".svg"); got != filepath.Join(dir, "a 3.svg") {
		t.Errorf("free name %q", got)
	}
	for path, wrong := range map[string]bool{
		filepath.Join(dir, "b.svg"):         false,
		filepath.Join(dir, ".svg"):          true,
		filepath.Join(dir, "none", "a.svg"): true,
		filepath.Join(dir, "a.svg"):         true,
		dir:                                 true, // exists already
	} {
		if got := Problem(path, ".svg"); (got != "") != wrong {
			t.Errorf("%s: %q", filepath.Base(path), got)
		}
	}
}
