// Package desk is what the window's frame gives each of its screens: the open
// case, the way onto the window's own goroutine, jobs, messages and the way to
// other screens. Screens know the desk and nothing of one another.
package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
)

// The names of the screens, as in the rail.
const (
	Overview = "Overview"
	Sources  = "Sources"
	Entities = "Entities"
	Chart    = "Chart"
	Timeline = "Timeline"
	Figures  = "Figures"
	Lists    = "Lists"
	Report   = "Report"
	Settings = "Settings"
)

// Route is a place in the window: a screen, and what it should show.
type Route struct {
	Screen    string
	ID        store.ID // a source or an entity
	Passage   int      // of the source: scroll there and mark it
	Layer     store.ID // which of the source's texts the passage is in; zero: the newest
	Start     int      // code points of the passage to mark; both 0: all of it
	Stop      int
	Statement store.ID // of the entity: select it
	Tab       string   // "" or the name of a tab
}

// Desk is implemented by the frame; tests implement it with a queue in place
// of the window's goroutine.
type Desk interface {
	Case() *store.Case
	Env() *app.Env
	Window() fyne.Window

	// Do runs f on the window's goroutine. Everything that touches a widget
	// from elsewhere goes through it.
	Do(f func())
	// Ask runs work off the window's goroutine and then done on it. Work that
	// outlives a moment shows itself in the status bar under its title and can
	// be cancelled there. An error that done does not take is shown.
	Ask(title string, work func(ctx context.Context, progress func(share float64, what string)) error, done func(error))

	// Reader reads files for their text.
	Reader() capture.Reader
	// TakeIn takes files and pasted things into the case as one job, shows its
	// progress, says what became of them, and opens the first.
	TakeIn(items []capture.Item, o capture.Options)

	// Go shows a place and remembers where one came from.
	Go(Route)
	// Inspect shows an object in the inspector on the right; nil empties it.
	Inspect(o fyne.CanvasObject)
	// Fail shows an error as one sentence, with the details behind a button.
	Fail(error)
	// Say shows a short message; with undo it offers to take back the last action.
	Say(text string, undo bool)
	// Sheet shows a form over the window. The returned function closes it.
	Sheet(title string, content fyne.CanvasObject, primary string, save func() bool) (close func())
	// AddSource, AddEntity and QuickLink open the forms that any screen may offer.
	AddSource(done func(store.ID))
	AddEntity(schema, name string, done func(store.ID))
	QuickLink(from store.ID)
}

// Screen is one entry of the rail.
type Screen interface {
	// Content is built once.
	Content() fyne.CanvasObject
	// Open shows a place; the zero Route means wherever the screen was.
	Open(Route)
	// Changed tells that the case changed; the screen reloads what it shows.
	Changed(store.Change)
	// Find puts the cursor into the screen's own search, where it has one.
	Find()
	// Resize tells that the window became narrower or wider than 1280.
	Resize(narrow bool)
}

// Draft is a form that knows whether it holds something unsaved. The content
// of a Sheet may implement it, and so may any part of it; Escape then asks
// before it drops what was typed. Entries of Fyne and of package part inside
// plain containers need not.
type Draft interface{ Changed() bool }
