package sources

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app"
	"redthread/app/recognise"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// The keys of the tabs; a desk.Route names them so.
const (
	tabText       = "Text"
	tabFound      = "Found"
	tabOriginal   = "Original"
	tabDetails    = "Details"
	tabStatements = "Statements"
	tabHistory    = "History"
)

// paneName is under what the width of the list is remembered.
const paneName = "sources list"

// Screen shows the sources. Make it with New.
type Screen struct {
	d        desk.Desk
	shelf    shelf
	card     *app.SourceCard
	verified map[string]string // by hash: what the check of this session said
	narrow   bool
	route    desk.Route // where to go once the card is read
	layer    store.ID   // which of its texts is shown; zero: the newest

	// What is known of the text that is shown; see look.
	seen    *seen
	names   *recognise.Known // the names of the case; nil: to be read
	parties map[store.ID]party
	unlook  func() // stops looking

	after     part.After // lets time pass; nil in tests
	rest      func()     // stops waiting for a selection to rest
	views     map[string]string
	viewsLock sync.Mutex

	// Each question has a number; an answer to an older one is dropped.
	listAsked, cardAsked, lookAsked int

	content *fyne.Container
	panes   *part.Panes
	empty   fyne.CanvasObject
	left    *fyne.Container
	head    *part.ListHead
	filter  *part.TextEntry
	list    *part.List
	middle  *middle
}

// New makes the screen; it reads nothing until it is opened.
func New(d desk.Desk) *Screen {
	s := newScreen(d, later(d))
	d.Ask("Preparing the folder for copies", func(context.Context, func(float64, string)) error {
		return d.Env().ClearViews() // of a time when the program was ended otherwise
	}, nil)
	return s
}

func newScreen(d desk.Desk, after part.After) *Screen {
	s := &Screen{d: d, verified: map[string]string{}, after: after, views: map[string]string{}}
	s.middle = newMiddle(s)
	s.panes = part.NewPanes(s.newList(), s.middle.content, nil)
	s.panes.OnMoved = s.remember
	add := part.NewPrimaryButton("Log a source…", s.add)
	s.empty = part.NewEmptyState("No sources yet",
		"A source is anything that was read: an article, an extract, a contract, an interview. "+
			"Log the first one here, or drop a file or paste an address anywhere in the window.", add)
	s.empty.Hide()
	s.content = container.NewStack(s.panes, s.empty)
	return s
}

var _ desk.Screen = (*Screen)(nil)

// later lets time pass and comes back on the window's goroutine.
func later(d desk.Desk) part.After {
	return func(wait time.Duration, f func()) (cancel func()) {
		stopped := false // only touched on the window's goroutine
		t := time.AfterFunc(wait, func() {
			d.Do(func() {
				if !stopped {
					f()
				}
			})
		})
		return func() {
			stopped = true
			t.Stop()
		}
	}
}

// Close removes the copies that other programs were given to show. The frame
// calls it when the case is closed.
func (s *Screen) Close() { _ = s.d.Env().ClearViews() }

// Content is part of desk.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Open shows a source, at a passage or under a tab; the zero route stays where
// the screen was.
func (s *Screen) Open(r desk.Route) {
	s.route = r
	if !r.ID.IsZero() {
		if r.ID != s.shelf.selected || r.Passage > 0 {
			s.layer = r.Layer
		}
		s.shelf.reveal(r.ID)
	}
	s.reload()
}

// Changed is part of desk.Screen. What a statement says and how often a source
// is cited stand here too, so any change is a reason to read again.
func (s *Screen) Changed(ch store.Change) {
	if ch.All || len(ch.Entities) > 0 {
		s.names = nil // some may be new
	}
	s.reload()
}

// Find opens the search in the text; where no text is read, or the list has
// the keyboard, and when asked again, it puts the cursor into the filter.
func (s *Screen) Find() {
	c := s.d.Window().Canvas()
	at := c.Focused()
	text := s.middle.text
	if s.card != nil && text.shown && s.middle.tabs.Selected() == tabText && at != s.list && at != s.filter && at != text.find.entry {
		text.find.open(clip(text.reader.Selection().Text, 80))
		return
	}
	c.Focus(s.filter)
	s.filter.SelectAll()
}

// Key takes keys that no part has used.
func (s *Screen) Key(e *fyne.KeyEvent) bool {
	if s.card == nil {
		return false
	}
	switch s.middle.tabs.Selected() {
	case tabText:
		switch e.Name {
		case fyne.KeyF3:
			if s.middle.text.find.content.Visible() {
				s.middle.text.reader.NextMatch()
			} else {
				s.middle.text.find.open("")
			}
			return true
		case fyne.KeyF4:
			s.middle.text.nextFound()
			return true
		}
	case tabOriginal:
		return s.middle.original.key(e.Name)
	}
	return false
}

// Resize is part of desk.Screen.
func (s *Screen) Resize(narrow bool) {
	s.narrow = narrow
	wide := float32(400)
	if narrow {
		wide = 320
	} else if width, ok := s.d.Env().Pane(paneName); ok {
		wide = float32(width)
	}
	s.panes.SetWidths(wide, 0)
}

// remember keeps the width of the list, away from the window's goroutine
// since it is a file that is written.
func (s *Screen) remember(list, _ float32) {
	if s.narrow {
		return
	}
	s.d.Ask("Laying out the panes", func(context.Context, func(float64, string)) error {
		return s.d.Env().SetPane(paneName, float64(list))
	}, nil)
}

// reload reads the list, and then the source that is shown.
func (s *Screen) reload() {
	s.listAsked++
	number := s.listAsked
	var rows []store.SourceRow
	s.d.Ask("Reading the sources", func(ctx context.Context, _ func(float64, string)) (err error) {
		rows, err = s.d.Case().Sources(ctx)
		return err
	}, func(err error) {
		switch {
		case number != s.listAsked:
		case err != nil:
			s.d.Fail(err)
		default:
			s.shelf.set(rows)
			s.showList()
			s.showSelected()
		}
	})
}

// showSelected shows the selected source, or the first one.
func (s *Screen) showSelected() {
	if len(s.shelf.all) == 0 {
		s.panes.Hide()
		s.empty.Show()
		s.card = nil
		s.d.Inspect(nil)
		return
	}
	s.empty.Hide()
	s.panes.Show()
	if s.known(s.shelf.selected) {
		s.read(s.shelf.selected)
		return
	}
	if id, ok := s.shelf.next(); ok {
		s.pick(id)
	}
}

func (s *Screen) known(id store.ID) bool {
	for _, r := range s.shelf.all {
		if r.ID == id {
			return true
		}
	}
	return false
}

// pick selects a source and shows it.
func (s *Screen) pick(id store.ID) {
	if id != s.shelf.selected {
		s.layer = store.ID{}
	}
	s.shelf.selected = id
	s.list.Select(s.shelf.index(id))
	s.read(id)
}

// read reads a source's card with its history.
func (s *Screen) read(id store.ID) {
	s.cardAsked++
	number := s.cardAsked
	layer := s.layer
	var card *app.SourceCard
	var past []store.Action
	s.d.Ask("Reading the source", func(ctx context.Context, _ func(float64, string)) (err error) {
		card, err = app.LoadSourceLayer(ctx, s.d.Case(), id, layer)
		if !layer.IsZero() && errors.Is(err, store.ErrNotFound) { // it was taken back
			card, err = app.LoadSource(ctx, s.d.Case(), id)
		}
		if err != nil {
			return err
		}
		past, err = s.d.Case().History(ctx, store.HistoryFilter{Source: id})
		return err
	}, func(err error) {
		switch {
		case number != s.cardAsked:
		case err != nil:
			s.d.Fail(err)
		default:
			s.show(card, past)
		}
	})
}

// show puts a card on the screen and follows the route that led here.
func (s *Screen) show(card *app.SourceCard, past []store.Action) {
	same := s.card != nil && s.card.ID == card.ID
	sameText := same && s.card.Layer == card.Layer
	s.card = card
	s.middle.show(card, past, same, sameText)
	if s.route.ID == card.ID {
		r := s.route
		s.route = desk.Route{}
		switch {
		case r.Passage > 0:
			s.place(r.Passage, r.Start, r.Stop)
		case r.Tab != "":
			s.middle.choose(r.Tab)
		}
	}
	s.inspect()
	s.look(card)
}

// passage shows a passage of the source that is open.
func (s *Screen) passage(number int) { s.place(number, 0, 0) }

// place shows a stretch of a passage; both 0 show all of it.
func (s *Screen) place(passage, start, stop int) {
	s.middle.choose(tabText)
	if !s.middle.text.showPlace(passage, start, stop) {
		s.d.Say("This source has no passage of that number.", false)
	}
}

// goMark shows where a statement stands in this source: in the text that the
// citation was made in.
func (s *Screen) goMark(l citedLine) {
	if l.layer.IsZero() || l.layer == s.card.Layer {
		if text := passageText(s.card, l.passage); l.stop == 0 && l.quote != "" {
			if at := strings.Index(text, l.quote); at >= 0 {
				l.start = utf8.RuneCountInString(text[:at])
				l.stop = l.start + utf8.RuneCountInString(l.quote)
			}
		}
		s.place(l.passage, l.start, l.stop)
		return
	}
	s.Open(desk.Route{Screen: desk.Sources, ID: s.card.ID, Layer: l.layer, Passage: l.passage, Start: l.start, Stop: l.stop})
}

// openLayer shows another text of the source; zero shows the newest.
func (s *Screen) openLayer(layer store.ID) {
	if s.card == nil {
		return
	}
	s.layer = layer
	s.middle.choose(tabText)
	s.read(s.card.ID)
}

func (s *Screen) inspect() {
	if s.card == nil {
		s.d.Inspect(nil)
		return
	}
	s.d.Inspect(s.newInspector())
}

func (s *Screen) add() {
	s.d.AddSource(func(id store.ID) { s.Open(desk.Route{Screen: desk.Sources, ID: id}) })
}

// edit opens the form with the source that is shown.
func (s *Screen) edit() {
	if s.card == nil {
		return
	}
	Form(s.d, app.SourceEntry{Source: s.card.Source}, nil)
}

// remove takes the selected source off the list. It can be undone, so nobody
// is asked; a source that is still cited stays, and the case says why.
func (s *Screen) remove(id store.ID) {
	s.d.Ask("Removing the source", func(ctx context.Context, _ func(float64, string)) error {
		return app.RemoveSource(ctx, s.d.Case(), id)
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Say("Source removed.", true)
	})
}

func (s *Screen) copy(text, what string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	s.d.Say(what+" copied.", false)
}

// citeWhole opens the form for a citation of the source as a whole.
func (s *Screen) citeWhole() {
	if s.card != nil {
		openCite(s.d, s.card, fill{as: asFact})
	}
}
