package palette

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

func TestFitting(t *testing.T) {
	all := []Command{
		{Name: "Note…", Menu: "Add", Words: "new write"},
		{Name: "Save a copy as…", Menu: "File", Words: "export"},
		{Name: "New case…", Menu: "File"},
	}
	cases := []struct {
		text string
		want []string
	}{
		{"", []string{"Note…", "Save a copy as…", "New case…"}},
		{"new", []string{"New case…", "Note…"}},
		{"n", []string{"Note…", "New case…"}},
		{"new case", []string{"New case…"}},
		{"add no", []string{"Note…"}},
		{"COPY", []string{"Save a copy as…"}},
		{"nothing like it", nil},
	}
	for _, c := range cases {
		got := fitting(all, c.text)
		if len(got) != len(c.want) {
			t.Errorf("%q fits %v, want %v", c.text, got, c.want)
			continue
		}
		for i := range got {
			if got[i].Name != c.want[i] {
				t.Errorf("%q fits %s as number %d, want %s", c.text, got[i].Name, i, c.want[i])
			}
		}
	}
}

func TestAnAnswerToAnOlderTextIsDropped(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	w := test.NewTempWindow(t, part.NewRoot(part.NewText("", part.Body), nil))
	w.Resize(fyne.NewSize(1100, 700))
	answers := map[string]func(Found){}
	did := ""
	Open(w.Canvas(), "", Options{Search: Search{Find: func(text string, answer func(Found)) { answers[text] = answer }}})
	entry := w.Canvas().Focused()
	test.Type(entry, "gen")
	hit := func(name string) Found { return Found{Hits: []Hit{{Line: name, Do: func() { did = name }}}} }
	answers["gen"](hit("the newest"))
	answers["g"](hit("the oldest"))
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if did != "the newest" {
		t.Errorf("Enter chose %q", did)
	}
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the palette is still open")
	}
}

func TestACommandTypedInFullComesFirst(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	w := test.NewTempWindow(t, part.NewRoot(part.NewText("", part.Body), nil))
	w.Resize(fyne.NewSize(1100, 700))
	did := ""
	do := func(what string) func() { return func() { did = what } }
	Open(w.Canvas(), "note", Options{
		Commands: []Command{{Name: "Notes of old", Do: do("another")}, {Name: "Note…", Do: do("the command")}},
		Search: Search{Find: func(_ string, answer func(Found)) {
			answer(Found{Hits: []Hit{{Section: "Sources", Line: "Law-firm note", Do: do("the source")}}})
		}},
	})
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if did != "the command" {
		t.Errorf("Enter chose %q", did)
	}
}

func TestTheFirstLetterIsNotLost(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	w := test.NewTempWindow(t, part.NewRoot(part.NewText("", part.Body), nil))
	w.Resize(fyne.NewSize(1100, 700))
	asked := ""
	Open(w.Canvas(), "g", Options{Search: Search{Find: func(text string, _ func(Found)) { asked = text }}})
	test.Type(w.Canvas().Focused(), "en")
	if asked != "gen" {
		t.Errorf("it looks for %q, want gen", asked)
	}
}
