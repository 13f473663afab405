package desktop

import (
	"testing"

	"fyne.io/fyne/v2"

	"redthread/store"
	"redthread/ui/desktop/desk"
)

func TestEveryKeyMeansOneThing(t *testing.T) {
	s := newStage(t)
	seen := map[string]string{(&fyne.ShortcutRedo{}).ShortcutName(): "Redo", (&fyne.ShortcutPaste{}).ShortcutName(): "Paste"}
	for _, c := range s.cmds {
		if c.key == nil {
			continue
		}
		if other, taken := seen[c.key.ShortcutName()]; taken {
			t.Errorf("%s means both %s and %s", keyText(c.key, "+"), other, c.name)
		}
		seen[c.key.ShortcutName()] = c.name
	}
}

func TestEveryCommandStandsInTheMenu(t *testing.T) {
	s := newStage(t)
	inMenu := map[string]bool{}
	for _, m := range s.win.MainMenu().Items {
		for _, i := range m.Items {
			inMenu[m.Label+i.Label] = true
		}
	}
	for _, c := range s.cmds {
		if !inMenu[c.menu+c.name] {
			t.Errorf("%s is in no menu", c.name)
		}
		if c.name == "" || c.do == nil {
			t.Errorf("%+v does nothing", c)
		}
	}
}

func TestWithoutACaseOnlySomeCommandsAnswer(t *testing.T) {
	s := newStage(t)
	for _, c := range s.cmds {
		if c.need != needNothing {
			s.run(c) // must not fall over
		}
	}
	if len(s.sheets) != 0 || s.win.Canvas().Overlays().Top() != nil {
		t.Error("something opened")
	}
}

func TestNewOnThisScreen(t *testing.T) {
	s := withSample(t)
	s.menu(menuGo, desk.Sources)
	s.menu(menuAdd, "New on this screen…")
	if len(s.asked) != 1 || s.asked[0] != "source " {
		t.Errorf("on Sources it asked for %v", s.asked)
	}
	s.menu(menuGo, desk.Overview)
	s.menu(menuAdd, "New on this screen…")
	if s.win.Canvas().Overlays().Top() == nil {
		t.Error("where nothing is listed, it should ask what to add")
	}
}

func TestTheHelpOpens(t *testing.T) {
	s := withSample(t)
	for _, name := range []string{"Keys", "About Redthread", "Licence", "Third-party notices"} {
		s.menu(menuHelp, name)
		if len(s.sheets) != 1 {
			t.Fatalf("%s opened %d sheets", name, len(s.sheets))
		}
		s.win.Canvas().Capture() // it can be drawn
		s.key(fyne.KeyEscape)
		if len(s.sheets) != 0 {
			t.Fatalf("%s did not close", name)
		}
	}
}

func TestKeysThatNoPartUsesReachTheScreen(t *testing.T) {
	s := withSample(t)
	f := s.fakes[desk.Overview]
	s.win.Canvas().Unfocus()
	s.key(fyne.KeyW)
	s.until("the screen has the key", func() bool { return len(f.keys) == 1 && f.keys[0] == fyne.KeyW })
	s.key(fyne.KeyF1)
	s.key(fyne.KeyD)
	s.settled()
	if len(f.keys) != 1 {
		t.Errorf("the screen beneath a sheet was given %v", f.keys[1:])
	}
}

func TestTheTrail(t *testing.T) {
	var tr trail
	a, b, c := desk.Route{Screen: "a"}, desk.Route{Screen: "b"}, desk.Route{Screen: "c"}
	for _, r := range []desk.Route{a, b, b, c} {
		tr.visit(r)
	}
	steps := []struct {
		by   int
		want desk.Route
		ok   bool
	}{{1, desk.Route{}, false}, {-1, b, true}, {-1, a, true}, {-1, desk.Route{}, false}, {1, b, true}}
	for i, s := range steps {
		if got, ok := tr.step(s.by); got != s.want || ok != s.ok {
			t.Errorf("step %d leads to %v %v, want %v %v", i, got, ok, s.want, s.ok)
		}
	}
	tr.visit(a)
	if _, ok := tr.step(1); ok {
		t.Error("what lay ahead was not forgotten")
	}
	for range 3 * trailLength {
		tr.visit(b)
		tr.visit(c)
	}
	if len(tr.places) != trailLength {
		t.Errorf("the trail is %d long", len(tr.places))
	}
}

func TestChangesAreJoined(t *testing.T) {
	x, y := store.ID{1}, store.ID{2}
	one := store.Change{Label: "one", Sources: map[store.ID]bool{x: true}}
	two := store.Change{Label: "two", Case: true, Sources: map[store.ID]bool{y: true}, Entities: map[store.ID]bool{x: true}}
	got := join(one, two)
	if got.Label != "two" || !got.Case || got.All || len(got.Sources) != 2 || len(got.Entities) != 1 {
		t.Errorf("joined: %+v", got)
	}
	if len(one.Sources) != 1 || len(two.Sources) != 1 {
		t.Error("joining changed what it joined")
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1234: "-1,234"} {
		if got := grouped(in); got != want {
			t.Errorf("%d is written %q, want %q", in, got, want)
		}
	}
	if got := shorten("Anna has it open; close it there."); got != "Anna has it open" {
		t.Errorf("shortened to %q", got)
	}
	for in, want := range map[string]string{"Timber yards, 2024": "timber-yards-2024", "Вахта: Сахалин": "вахта-сахалин", "../../x": "x", "": "case", "…": "case"} {
		if got := fileName(in); got != want {
			t.Errorf("%q is kept as %q, want %q", in, got, want)
		}
	}
	for title, want := range map[string]bool{"Reading the origins": true, "Read the source": true, "Search": true, "Saving the source": false, "Readdress": false, "": false} {
		if got := reads(title); got != want {
			t.Errorf("%q reads: %v, want %v", title, got, want)
		}
	}
	if got := keyText(withShift(fyne.KeyZ), "+"); got != "Ctrl+Shift+Z" && got != "⌘+⇧+Z" {
		t.Errorf("the keys are written %q", got)
	}
}

func TestLongLinesAreBroken(t *testing.T) {
	got := broken("one two three\n\nабвгдеж", 7)
	want := []string{"one two", "three", "", "абвгдеж"}
	if len(got) != len(want) {
		t.Fatalf("broken into %q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d is %q, want %q", i, got[i], want[i])
		}
	}
	if got := broken("абвгдежз", 7); len(got) != 2 || got[0] != "абвгдеж" {
		t.Errorf("a word too long is broken into %q", got)
	}
}
