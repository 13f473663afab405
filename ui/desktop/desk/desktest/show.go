package desktest

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// Show puts a screen into a frame like the window's, opens a place in it, and
// tells it of changes from then on.
func (d *Desk) Show(s desk.Screen, at desk.Route) {
	d.t.Helper()
	d.screen = s
	d.changes = nil
	rail := part.NewRail([]part.RailItem{
		{Key: desk.Overview, Text: desk.Overview},
		{Key: desk.Sources, Text: desk.Sources},
		{Key: desk.Entities, Text: desk.Entities},
		{Key: desk.Chart, Text: desk.Chart},
		{Key: desk.Figures, Text: desk.Figures},
		{Key: desk.Lists, Text: desk.Lists},
		{Key: desk.Report, Text: desk.Report},
		{Key: desk.Settings, Text: desk.Settings, Pinned: true},
	}, nil)
	rail.Select(at.Screen)
	top := part.NewTopBar("Search the case, or type a command", "Ctrl K", nil)
	info, err := d.c.Info(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	top.SetCase(info.Title, filepath.Base(d.c.Path()))
	top.SetButtons(part.NewButton("Undo", nil), part.NewPrimaryButton("+ Add", nil))
	foot := part.NewStatusBar()
	foot.SetTexts("All changes saved", fmt.Sprintf("%d sources · %d entities · %d statements", info.Sources, info.Entities, info.Statements))
	d.frame = part.NewPanes(nil, s.Content(), d.Inspected)
	d.window.SetContent(part.NewRoot(part.Frame(top, nil, foot, rail, d.frame), nil))
	d.Resize(d.window.Canvas().Size())
	s.Open(at)
}

// Resize changes the size of the window and tells the screen, as the frame does.
func (d *Desk) Resize(size fyne.Size) {
	d.window.Resize(size.AddWidthHeight(1, 0)) // the test driver skips a resize to the same size
	d.window.Resize(size)
	if d.screen != nil {
		d.screen.Resize(size.Width < 1280)
	}
}

// Type types keys into whatever has the focus, and fails where nothing has it.
func (d *Desk) Type(names ...fyne.KeyName) {
	d.t.Helper()
	for _, name := range names {
		f := d.window.Canvas().Focused()
		if f == nil {
			d.t.Fatalf("nothing has the focus to take %s", name)
		}
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// PicturesVariable names the environment variable with the folder that
// pictures go to.
const PicturesVariable = "REDTHREAD_PICTURES"

// Shoot draws a screen in light and dark and in both sizes of the design, each
// time from the start, and writes NAME-light-1440.png and so on. Without a
// folder to write to, one picture is drawn and thrown away.
func Shoot(t *testing.T, name string, open func(t *testing.T, d *Desk)) {
	t.Helper()
	folder := os.Getenv(PicturesVariable)
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		for _, size := range []fyne.Size{fyne.NewSize(1440, 900), fyne.NewSize(1100, 700)} {
			if folder == "" && (mode != look.Light || size.Width != 1440) {
				continue
			}
			t.Run(fmt.Sprintf("%s-%s-%.0f", name, mode, size.Width), func(t *testing.T) {
				d := New(t)
				d.Theme(mode)
				d.window.Resize(size)
				open(t, d)
				d.Resize(size)
				d.NoFailure()
				img := d.window.Canvas().Capture()
				if folder == "" {
					return
				}
				if err := os.MkdirAll(folder, 0o755); err != nil {
					t.Fatal(err)
				}
				f, err := os.Create(filepath.Join(folder, fmt.Sprintf("%s-%s-%.0f.png", name, mode, size.Width)))
				if err != nil {
					t.Fatal(err)
				}
				defer func() { _ = f.Close() }()
				if err := png.Encode(f, img); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}
