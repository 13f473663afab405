package sources

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// The keys of the tabs; a desk.Route names them so.
const (
	tabText       = "Text"
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

	// Each question has a number; an answer to an older one is dropped.
	listAsked, cardAsked int

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
	s := &Screen{d: d, verified: map[string]string{}}
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

// Content is part of desk.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Open shows a source, at a passage or under a tab; the zero route stays where
// the screen was.
func (s *Screen) Open(r desk.Route) {
	s.route = r
	if !r.ID.IsZero() {
		s.shelf.reveal(r.ID)
	}
	s.reload()
}

// Changed is part of desk.Screen. What a statement says and how often a source
// is cited stand here too, so any change is a reason to read again.
func (s *Screen) Changed(store.Change) { s.reload() }

// Find puts the cursor into the filter.
func (s *Screen) Find() {
	s.d.Window().Canvas().Focus(s.filter)
	s.filter.SelectAll()
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
	s.shelf.selected = id
	s.list.Select(s.shelf.index(id))
	s.read(id)
}

// read reads a source's card with its history.
func (s *Screen) read(id store.ID) {
	s.cardAsked++
	number := s.cardAsked
	var card *app.SourceCard
	var past []store.Action
	s.d.Ask("Reading the source", func(ctx context.Context, _ func(float64, string)) (err error) {
		if card, err = app.LoadSource(ctx, s.d.Case(), id); err != nil {
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
	s.card = card
	s.middle.show(card, past, same)
	if s.route.ID == card.ID {
		r := s.route
		s.route = desk.Route{}
		switch {
		case r.Passage > 0:
			s.passage(r.Passage)
		case r.Tab != "":
			s.middle.choose(r.Tab)
		}
	}
	s.inspect()
}

// passage shows a passage of the source that is open.
func (s *Screen) passage(number int) {
	s.middle.choose(tabText)
	if !s.middle.reader.show(number) {
		s.d.Say("This source has no passage of that number.", false)
	}
	s.middle.showPicked()
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

// citePassage opens the form for a citation of the selected passage, or of the
// source as a whole.
func (s *Screen) citePassage(passage int) {
	if s.card != nil {
		openCite(s.d, s.card, passage)
	}
}
