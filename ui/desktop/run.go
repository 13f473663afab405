package desktop

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/capture"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/look"
)

// Options say how the window starts.
type Options struct {
	Case   string // path of a case to open; "" shows the welcome page
	Screen string // name of the screen to show first; "palette" opens the palette
	Theme  string // "light", "dark" or "system"; "" is what the person chose
	Width  int    // in the units of the window; 0 is as it was left
	Height int

	// Read reads files for their text; nil reads them in this process.
	Read capture.Reader

	Version string // shown in About
	Licence string // the text of our own licence
}

// The size of a first window, and the one below which the frame is not used.
const (
	usualWidth, usualHeight float32 = 1280, 800
	leastWidth, leastHeight float32 = 1100, 700
)

// Run opens the window and returns when it was closed.
func Run(a fyne.App, env *app.Env, o Options) error {
	if o.Screen != "" && place(o.Screen) == "" {
		return fmt.Errorf("there is no screen named %q; use one of %s", o.Screen, strings.Join(places(), ", "))
	}
	type result struct {
		f   *found
		err error
	}
	opening := make(chan result, 1)
	if o.Case != "" {
		go func() {
			f, err := open(context.Background(), env, o.Case)
			opening <- result{f, err}
		}()
	}
	// The window is made after the start: a theme that is set before it keeps
	// Fyne from following the desktop's change between light and dark, and one
	// that is set twice has the fonts read twice.
	a.Lifecycle().SetOnStarted(func() {
		w := newWindow(a, env, Threads{}, contents, o)
		if o.Case == "" {
			w.showWelcome()
		} else {
			r := <-opening
			w.opened(r.f, r.err)
		}
		w.win.Show()
		w.keepDrawn()
		if w.bench != nil && place(o.Screen) == palettePlace {
			w.openPalette("")
		}
	})
	a.Run()
	return nil
}

// place gives the screen's name for what was typed, or "".
func place(name string) string {
	for _, p := range places() {
		if strings.EqualFold(p, name) {
			return p
		}
	}
	return ""
}

func places() []string {
	var all []string
	for _, s := range contents().screens {
		all = append(all, s.name)
	}
	return append(all, desk.Settings, palettePlace)
}

// palettePlace is the name under which Options.Screen asks for the palette.
const palettePlace = "palette"

// first is the screen a case begins with.
func (w *Window) first(b *bench) desk.Route {
	if s := b.sit(w.o.Screen); s != nil {
		return desk.Route{Screen: s.name}
	}
	return desk.Route{Screen: b.seats[0].name}
}

// dress puts the theme on.
func (w *Window) dress() {
	mode := look.Mode(w.o.Theme)
	if mode == "" {
		mode = look.Mode(w.env.Theme())
	}
	w.app.Settings().SetTheme(look.New(mode))
}
