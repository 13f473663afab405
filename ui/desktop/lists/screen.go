package lists

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app/names"
	"redthread/app/screening"
	"redthread/app/screening/library"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/pair"
	"redthread/ui/desktop/part"
)

// TabAdd is the tab of a route that asks for the file of a new list at once.
const TabAdd = "add"

// Widths of the list in a wide and in a narrow window.
const (
	listWide   = 386
	listNarrow = 320
	paneUnit   = 2000
	paneName   = "lists.list"
)

// Screen is the Lists screen. Its fields belong to the window's goroutine.
type Screen struct {
	d   desk.Desk
	lib *library.Library

	model
	asking  []string // what is asked: words for library.Pick; nil: every list in its newest version
	picks   []library.Pick
	least   float64
	open    map[string]*library.List // held open between questions, by version
	stale   []*library.List          // to be closed when no question is under way
	running int                      // questions under way
	number  int                      // of the screening asked for last
	chosen  key
	ready   bool // the library was read
	busy    bool
	width   float32 // of the list

	head    *part.ListHead
	asked   *part.Button
	weak    *part.Button
	list    *part.List
	notice  *part.Notice
	pair    *pair.View
	panes   *part.Panes
	version *fyne.Container // the page of a version
	middle  *fyne.Container
	side    *fyne.Container // above the rows
	left    *fyne.Container // both
	above   *fyne.Container // the buttons
}

var _ desk.Screen = (*Screen)(nil)

// New makes the screen.
func New(d desk.Desk) *Screen {
	s := &Screen{d: d, lib: library.Open(d.Env().Data(), nil), least: names.Alert, open: map[string]*library.List{}}
	s.facet = facetOpen
	add := part.NewButton("Add a list…", s.askFile)
	s.head = part.NewListHead("Lists", s.choose, add)
	s.asked = part.NewMenuButton("", s.askMenu)
	s.asked.Tip = "Which lists are asked, and as they stood on which day"
	s.weak = part.NewButton("Weaker too", s.toggleWeak)
	s.weak.Tip = "Candidates from 0.50 on, where people are shown from 0.90 and others from 0.96"
	s.list = part.NewList(func() int { return len(s.lines) }, s.row)
	s.list.OnSelect = s.selected
	s.list.OnKey = s.Key
	s.list.OnMenu = s.menu
	s.above = part.Across(8, s.asked, s.weak)
	s.notice = part.NewNotice()
	s.pair = pair.New()
	s.pair.OnJudge = s.judge
	s.pair.OnSkip = s.skip
	s.version = container.NewStack()
	s.middle = container.NewStack(s.pair.Content(), s.version)
	s.side = part.Down(8, s.head, part.Inset(0, 16, 0, 16, s.above), part.NewRule())
	s.left = part.Frame(s.side, nil, nil, nil, s.list)
	s.panes = part.NewPanes(s.left, part.Frame(s.notice.Object(), nil, nil, nil, s.middle), nil)
	s.panes.OnMoved = func(list, _ float32) { _ = d.Env().SetPane(paneName, float64(list/paneUnit)) }
	return s
}

// Content is part of desk.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.panes }

// Open is part of desk.Screen.
func (s *Screen) Open(r desk.Route) {
	s.d.Inspect(nil)
	if !s.ready {
		s.ready = true
		s.reload(true)
	}
	s.focus()
	if r.Tab == TabAdd {
		s.askFile()
	}
}

// Changed is part of desk.Screen.
func (s *Screen) Changed(ch store.Change) {
	switch {
	case !s.ready || len(s.versions) == 0:
	case ch.All:
		s.ask(nil)
	case len(ch.Entities) > 0:
		only := make([]store.ID, 0, len(ch.Entities))
		for id := range ch.Entities {
			only = append(only, id)
		}
		s.ask(only)
	}
}

// Find is part of desk.Screen: the cursor goes to the candidates.
func (s *Screen) Find() { s.focus() }

// Resize is part of desk.Screen.
func (s *Screen) Resize(narrow bool) {
	wide := float32(listWide)
	if narrow {
		wide = listNarrow
	} else if share, ok := s.d.Env().Pane(paneName); ok {
		wide = float32(share) * paneUnit
	}
	s.panes.SetWidths(wide, 0)
	s.width = wide
	if s.ready {
		s.redraw()
	}
}

// Key answers the keys of a review.
func (s *Screen) Key(e *fyne.KeyEvent) bool {
	return s.facet != facetLists && s.pair.Key(e)
}

// choose shows another facet.
func (s *Screen) choose(facet string) {
	s.facet = facet
	s.chosen = key{}
	s.redraw()
	s.focus()
}

// focus gives the keyboard to the candidates; of an empty list nobody would
// know what has it.
func (s *Screen) focus() {
	if len(s.lines) > 0 {
		s.d.Window().Canvas().Focus(s.list)
	}
}

// redraw draws the list, and what is selected in it.
func (s *Screen) redraw() {
	s.arrange()
	s.head.SetFacets(s.facets())
	s.head.Facets.Select(s.facet)
	s.weak.SetText(map[bool]string{true: "Weaker too", false: "Strong only"}[s.least == names.Alert])
	s.asked.SetText(s.fitted(s.askedText()))
	s.asked.Tip = "Asked: " + s.askedText()
	s.above.Refresh()
	s.side.Refresh()
	s.left.Refresh()
	s.list.Refresh()
	ro, _ := s.d.Case().ReadOnly()
	s.pair.Lock(ro)
	i := s.at(s.chosen)
	if i < 0 {
		i = s.first(0)
	}
	s.list.Select(i)
	s.show(i)
}

func (s *Screen) row(i int) part.Row {
	if i >= len(s.lines) {
		return part.Row{}
	}
	return s.model.row(i)
}

func (s *Screen) selected(i int) { s.show(i) }

// show puts a line into the middle.
func (s *Screen) show(i int) {
	s.version.Hide()
	s.pair.Content().Show()
	if i < 0 || i >= len(s.lines) {
		s.nothing()
		return
	}
	switch l := s.lines[i]; {
	case l.version != nil:
		s.showVersion(l.version)
	case l.candidate != nil:
		s.chosen = keyOf(l.found, l.candidate)
		s.pair.Show(s.pairOf(l.found, l.candidate))
	}
}

// nothing says why there is nothing to judge, and what to do first.
func (s *Screen) nothing() {
	switch {
	case len(s.versions) == 0 && !s.busy:
		s.pair.Empty(part.NewEmptyState("No list is kept on this computer yet",
			"Take in the file of a sanctions list, as its publisher hands it out: OFAC, UN, EU, UK, Switzerland, OpenSanctions, or any table of names. It stays outside the case, in dated versions.",
			part.NewPrimaryButton("Add a list…", s.askFile)))
	case s.busy && s.result == nil:
		s.pair.Empty(part.NewEmptyState("Asking the lists", "The candidates appear here, the likeliest first.", nil))
	case s.facet == facetOpen && s.result != nil && s.result.Parties == 0:
		s.pair.Empty(part.NewEmptyState("No party to ask after", "Firms, people, public bodies and vessels of the case are held against the lists as soon as there are some.", nil))
	case s.facet == facetOpen && s.result != nil:
		b := part.NewButton("Note this check in the case", s.noteCheck)
		if ro, _ := s.d.Case().ReadOnly(); ro {
			b = nil
		}
		s.pair.Empty(part.NewEmptyState("Nothing left to judge", s.checkText(), b))
	default:
		s.pair.Empty(part.NewEmptyState("Nothing here yet", map[string]string{
			facetMatched: "What you judge to be the same party appears here.", facetCleared: "What you judge to be another party appears here.",
			facetDoubted: "What you are not sure of appears here.", facetLists: "Lists that you take in appear here.",
		}[s.facet], nil))
	}
}

// skip goes on to the next candidate.
func (s *Screen) skip() {
	i := s.first(s.at(s.chosen) + 1)
	if i < 0 {
		i = s.first(0)
	}
	s.list.Select(i)
	s.show(i)
}

// judge keeps a judgement and goes on.
func (s *Screen) judge(v store.Verdict) {
	i := s.at(s.chosen)
	if i < 0 {
		return
	}
	l := s.lines[i]
	next := s.first(i + 1)
	if next < 0 {
		next = s.first(0)
	}
	candidate := *l.candidate
	// What was judged leaves the queue at once; the case says the same a moment later.
	l.candidate.State = map[store.Verdict]screening.State{store.Same: screening.Matched, store.Different: screening.Cleared, store.Unsure: screening.Doubted}[v]
	if next >= 0 && next != i {
		s.chosen = keyOf(s.lines[next].found, s.lines[next].candidate)
	}
	s.redraw()
	s.keep(l.found, candidate, v)
}

func (s *Screen) menu(i int, at fyne.Position) {
	if i >= len(s.lines) || s.lines[i].found == nil {
		return
	}
	f := s.lines[i].found
	m := fyne.NewMenu("", fyne.NewMenuItem("Show "+f.Name, func() { s.d.Go(desk.Route{Screen: desk.Entities, ID: f.ID}) }))
	popUp(m, s.d.Window().Canvas(), at)
}

// ground is behind pages of this screen.
func ground(o fyne.CanvasObject) fyne.CanvasObject { return part.NewPanel(look.ColorNameSurface, o) }
