package settings

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
)

func TestWhatIsSetIsHandedOn(t *testing.T) {
	d := desktest.NewEmpty(t)
	name, theme := "", ""
	s := New(d, Actions{SetName: func(n string) { name = n }, SetTheme: func(m string) { theme = m }}).(*Screen)
	d.Show(s, desk.Route{Screen: desk.Settings})
	s.keep.OnTapped()
	if name != "" {
		t.Errorf("an empty name was kept: %q", name)
	}
	test.Type(s.name, "Anna")
	s.name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if name != "Anna" {
		t.Errorf("the name kept is %q", name)
	}
	s.theme.OnSelect("dark")
	if theme != "dark" {
		t.Errorf("the theme is %q", theme)
	}
	if d.Inspected != nil {
		t.Error("the inspector is in use")
	}
}

func TestTheSettingsCanBeDrawn(t *testing.T) {
	desktest.Shoot(t, "settings", func(_ *testing.T, d *desktest.Desk) {
		d.Show(New(d, Actions{}), desk.Route{Screen: desk.Settings})
	})
}
