// Package settings is the screen where a person sets their name and the theme,
// and sees what is stored where.
package settings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
	"redthread/ui/desktop/sharing"
)

// Actions are what the screen changes; the window does it.
type Actions struct {
	SetName  func(name string)
	SetTheme func(mode string)
}

// Screen is the settings.
type Screen struct {
	d       desk.Desk
	name    *part.TextEntry
	keep    *part.Button
	theme   *part.Facets
	keys    *sharing.Keys
	content fyne.CanvasObject
}

// New returns the screen.
func New(d desk.Desk, a Actions) desk.Screen {
	s := &Screen{d: d}
	s.name = part.NewTextEntry("A name, or a working name")
	s.keep = part.NewButton("Keep", func() {
		if strings.TrimSpace(s.name.Text) != "" {
			a.SetName(s.name.Text)
		}
	})
	s.name.OnSubmitted = func(string) { s.keep.OnTapped() }
	s.theme = part.NewFacets(a.SetTheme)
	s.theme.SetFacets([]part.Facet{
		{Key: string(look.System), Text: "As the desktop", Count: part.Uncounted},
		{Key: string(look.Light), Text: "Light", Count: part.Uncounted},
		{Key: string(look.Dark), Text: "Dark", Count: part.Uncounted},
	})
	s.keys = sharing.NewKeys(d)
	s.content = part.NewPanel(look.ColorNameSurface, container.NewVScroll(container.New(column{}, part.Down(16,
		part.NewText("Settings", part.Title),
		part.NewCard("Your name on changes", part.Down(8,
			part.NewText("It stands beside every change you make from now on, and travels with the case. Changes made before keep the name they were made under.", part.Small),
			part.Frame(nil, part.Inset(0, 0, 0, 8, s.keep), nil, nil, s.name),
		)),
		part.NewCard("Theme", s.theme),
		part.NewCard("Keys", s.keys.Content()),
		part.NewCard("What is stored where", s.places()),
	))))
	return s
}

// places says where things lie.
func (s *Screen) places() fyne.CanvasObject {
	ro, why := s.d.Case().ReadOnly()
	access := "open for reading and writing"
	if ro {
		access = why
	}
	row := func(name, where, what string) fyne.CanvasObject {
		return part.Down(0, part.NewText(name, part.Strong), part.NewText(where, part.Body), part.NewText(what, part.Small))
	}
	return part.Down(12,
		row("This case", s.d.Case().Path(), "One file with everything: sources, kept originals, statements, notes and the whole history; "+access+"."),
		row("These settings", s.d.Env().StoreOptions().StateDir, "Your name, the theme, the list of recent cases, the places of panes. No content of any case."),
		row("Nowhere else", "No server, no account, no network.", "What leaves this computer are the files you export or send."),
	)
}

// Content is part of desk.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Open is part of desk.Screen.
func (s *Screen) Open(desk.Route) {
	if s.d.Env().Named() {
		s.name.SetText(s.d.Env().Author())
	}
	s.theme.Select(s.d.Env().Theme())
	s.keys.Read()
	s.d.Inspect(nil)
}

// Changed is part of desk.Screen. The settings show nothing that a change of
// the case could touch.
func (s *Screen) Changed(store.Change) {}

// Find is part of desk.Screen. There is nothing to search here.
func (s *Screen) Find() {}

// Resize is part of desk.Screen.
func (s *Screen) Resize(bool) {}

// column keeps lines short enough to read.
type column struct{}

const widest, margin float32 = 680, 24

func (column) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*margin, 2*margin)
}

func (column) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(margin, margin))
	o[0].Resize(fyne.NewSize(min(s.Width-2*margin, widest), s.Height-2*margin))
}
