package welcome

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

func TestMain(m *testing.M) {
	_ = os.Setenv("LANG", "en_US.UTF-8")
	os.Exit(m.Run())
}

// shown puts a page into a window and records what it asked for.
func shown(t *testing.T) (*Page, fyne.Window, *[]string) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	var did []string
	note := func(what string) func() { return func() { did = append(did, what) } }
	with := func(what string) func(string) { return func(s string) { did = append(did, what+" "+s) } }
	p := New(Actions{
		New: note("new"), Open: note("open"), Sample: note("sample"),
		OpenPath: with("open"), Forget: with("forget"), SetName: with("name"),
	})
	w := test.NewTempWindow(t, part.NewRoot(p.Content(), nil))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1100, 700))
	return p, w, &did
}

func TestRecentCasesOpenAndAreForgotten(t *testing.T) {
	p, _, did := shown(t)
	if p.list.Visible() || !p.none.Visible() {
		t.Error("an empty list should say what belongs there")
	}
	p.SetRecent([]Recent{{"/cases/a.rtcase", "2026-03-02 09:00"}, {"/cases/b.rtcase", "2026-03-01 09:00"}})
	if !p.list.Visible() || p.none.Visible() {
		t.Error("the recent cases are not shown")
	}
	if r := p.row(1); r.Title != "b" || r.Subtitle != "/cases" || r.Trailing[0].Text != "2026-03-01 09:00" {
		t.Errorf("the row is %+v", r)
	}
	p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if len(*did) != 2 || (*did)[0] != "open /cases/b.rtcase" || (*did)[1] != "forget /cases/b.rtcase" {
		t.Errorf("it did %v", *did)
	}
}

func TestTheNameIsAskedForCalmly(t *testing.T) {
	p, w, did := shown(t)
	if p.ask.Visible() {
		t.Error("a known name is asked for")
	}
	p.AskName(true)
	if !p.ask.Visible() {
		t.Fatal("the question does not show")
	}
	w.Canvas().Focus(p.name)
	p.name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(*did) != 0 {
		t.Errorf("an empty name was kept: %v", *did)
	}
	test.Type(p.name, "Anna")
	p.name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(*did) != 1 || (*did)[0] != "name Anna" {
		t.Errorf("it did %v", *did)
	}
}
