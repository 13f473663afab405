package entities

import (
	"context"
	"strconv"
	"unicode"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// Widths of the list in a wide and in a narrow window.
const (
	listWide   = 400
	listNarrow = 320
)

// paneUnit turns widths into the shares from 0 to 1 that are remembered.
const paneUnit = 2000

// paneName is under which the width of the list is remembered.
const paneName = "entities.list"

// Screen is the screen of the entities. It is a desk.Screen; make it with New.
type Screen struct {
	d     desk.Desk
	forms *Forms

	list   *listing
	rows   *part.List
	head   *part.ListHead
	kinds  *part.Facets
	search *form.Entry
	panes  *part.Panes
	side   *fyne.Container // above the rows
	left   *fyne.Container // both

	queue   *reviewing
	profile *profileView
	inspect *inspector

	id      store.ID // what is shown
	dossier *app.Dossier
	around  map[store.ID]bool // what is listed of it and of those it is tied to
	number  int               // of the profile asked for last
	picked  subject
	shown   bool
	narrow  bool
}

var _ desk.Screen = (*Screen)(nil)

// New makes the screen. The forms are shared with the rest of the window, so
// that the source of the last entry is remembered everywhere.
func New(d desk.Desk, forms *Forms) *Screen {
	s := &Screen{d: d, forms: forms}
	s.list = newListing(d.Case(), d.Ask, s.listed, d.Fail)
	s.head = part.NewListHead("Entities", s.facet, part.NewButton("Duplicates", s.review), part.NewButton("Add", func() { d.AddEntity("", "", s.visit) }))
	s.kinds = part.NewFacets(func(key string) { s.list.filter(s.list.facet, key, s.list.text) })
	s.kinds.Hide()
	s.search = form.NewEntry("Search names  ·  Ctrl+F", 1)
	s.search.OnChanged = func(text string) { s.list.filter(s.list.facet, s.list.schema, text) }
	s.search.Keys = s.searchKey
	s.rows = part.NewList(s.length, s.row)
	s.rows.OnSelect = s.selected
	s.rows.OnOpen = func(i int) {
		s.selected(i)
		s.profile.focus()
	}
	s.rows.OnMenu = s.rowMenu
	s.rows.OnRune = s.typed
	s.profile = newProfileView(s)
	s.inspect = newInspector(s)
	s.side = part.Down(8, s.head, part.Inset(0, 16, 0, 16, s.search), part.Inset(0, 16, 0, 16, s.kinds), part.NewRule())
	s.left = part.Frame(s.side, nil, nil, nil, s.rows)
	s.queue = newReviewing(s)
	s.panes = part.NewPanes(s.queue.left, s.queue.middle, nil)
	s.panes.OnMoved = func(list, _ float32) { _ = d.Env().SetPane(paneName, float64(list/paneUnit)) }
	return s
}

// Content is part of desk.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.panes }

// Open is part of desk.Screen.
func (s *Screen) Open(r desk.Route) {
	first := !s.shown
	s.shown = true
	if first {
		s.list.reload()
	}
	if r.Tab == TabDuplicates {
		s.review()
		return
	}
	if !r.ID.IsZero() || first {
		s.queue.show(false)
	}
	if s.queue.shown {
		s.queue.Open()
		return
	}
	switch {
	case !r.ID.IsZero():
		s.show(r)
	case !s.id.IsZero():
		s.inspect.show(s.picked)
	}
	if r.Statement.IsZero() {
		s.d.Window().Canvas().Focus(s.rows) // so that typing looks for a name
	}
}

// Changed is part of desk.Screen.
func (s *Screen) Changed(ch store.Change) {
	s.profile.tied.forget()
	if ch.All || len(ch.Entities) > 0 {
		s.list.reload()
	}
	if s.queue.shown {
		s.queue.Changed(ch)
		return // the profile and its inspector are out of sight; they are read anew on the way back
	}
	if s.id.IsZero() {
		return
	}
	s.load(desk.Route{ID: s.id, Tab: s.profile.tabs.Selected(), Statement: s.picked.row.Statement.ID})
}

// Find is part of desk.Screen.
func (s *Screen) Find() {
	s.d.Window().Canvas().Focus(s.search)
	s.search.SelectAll()
}

// Resize is part of desk.Screen.
func (s *Screen) Resize(narrow bool) {
	s.narrow = narrow
	wide := float32(listWide)
	if narrow {
		wide = listNarrow
	} else if share, ok := s.d.Env().Pane(paneName); ok {
		wide = float32(share) * paneUnit
	}
	s.panes.SetWidths(wide, 0)
}

// visit shows an entity as a new place, so that one can go back.
func (s *Screen) visit(id store.ID) { s.d.Go(desk.Route{Screen: desk.Entities, ID: id}) }

// listed draws what the list read.
func (s *Screen) listed() {
	var facets []part.Facet
	for _, f := range s.list.facets() {
		facets = append(facets, part.Facet{Key: f.key, Text: f.text, Count: f.count})
	}
	s.head.SetFacets(facets)
	s.head.Facets.Select(s.list.facet)
	s.showKinds()
	note := ""
	if s.list.text != "" {
		note = strconv.Itoa(s.list.total) + " found"
		if s.list.more {
			note = "more than " + note + "; type more"
		}
	}
	s.head.SetNote(note)
	if s.list.total > tallList {
		s.rows.Height, s.rows.RowHeight = nil, evenRow
	}
	s.side.Refresh()
	s.left.Refresh()
	s.rows.Refresh()
	s.rows.Select(s.list.find(s.id))
	if s.id.IsZero() && s.list.total > 0 {
		if f, ok := s.list.row(0); ok {
			s.rows.Select(0)
			s.show(desk.Route{ID: f.ID})
		}
	}
	s.profile.empty(s.list.total == 0 && s.id.IsZero() && s.list.text == "" && len(s.list.counts) == 0)
}

// evenRow is the height of every row of a long list: a power of two, so that
// the place of row 1,000,000 is exact in float32.
const evenRow = 64

func (s *Screen) showKinds() {
	all := s.list.schemaFacets()
	var facets []part.Facet
	for _, f := range all {
		facets = append(facets, part.Facet{Key: f.key, Text: f.text, Count: f.count})
	}
	s.kinds.SetFacets(facets)
	s.kinds.Select(s.list.schema)
	if len(all) == 0 {
		s.kinds.Hide()
	} else {
		s.kinds.Show()
	}
}

func (s *Screen) facet(key string) {
	s.rows.ScrollToTop()
	s.list.filter(key, "", s.list.text)
}

func (s *Screen) length() int { return s.list.total }

func (s *Screen) row(i int) part.Row {
	f, ok := s.list.row(i)
	if !ok {
		return part.Row{Title: "…", Subtitle: " ", Plain: true}
	}
	r := part.Row{Title: f.Name, Subtitle: f.Subtitle(), Group: f.Group()}
	if s.list.listed[f.ID] {
		r.Trailing = []part.Mark{{Text: "listed", Tone: part.Alarm}}
	}
	if f.Schema != nil && f.Schema.IsA("Person") && hiddenClass(f.Class) {
		r.Trailing = append(r.Trailing, part.Mark{Text: "hidden on export"})
	}
	if s.rows.Height == nil {
		r.Title = cut(r.Title, s.rows.Size().Width-110)
	}
	return r
}

// hiddenClass tells whether people of a class are hidden in exports.
func hiddenClass(c store.Class) bool {
	return c == "" || c == store.ClassWorker || c == store.ClassSource
}

// cut shortens a title to one line of a width.
func cut(s string, width float32) string {
	bold := fyne.TextStyle{Bold: true}
	if fyne.MeasureText(s, look.TextSize, bold).Width <= width {
		return s
	}
	r := []rune(s)
	for len(r) > 1 && fyne.MeasureText(string(r)+"…", look.TextSize, bold).Width > width {
		r = r[:len(r)*9/10]
	}
	return string(r) + "…"
}

func (s *Screen) selected(i int) {
	f, ok := s.list.row(i)
	if ok && f.ID != s.id {
		s.show(desk.Route{ID: f.ID})
	}
}

func (s *Screen) searchKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		if s.list.total == 0 {
			return true
		}
		s.rows.Select(max(s.rows.Selected(), 0))
		s.selected(s.rows.Selected())
		s.d.Window().Canvas().Focus(s.rows)
		return true
	case fyne.KeyEscape:
		if s.search.Text != "" {
			s.search.SetText("")
			return true
		}
		s.d.Window().Canvas().Focus(s.rows)
		return true
	}
	return false
}

// typed begins a search with a letter typed in the list.
func (s *Screen) typed(r rune) bool {
	if r == '?' || !unicode.IsPrint(r) {
		return false // the window's own
	}
	s.Find()
	s.search.TypedRune(r)
	return true
}

// Shown returns the entity whose profile is shown, or the zero ID.
func (s *Screen) Shown() store.ID { return s.id }

// show opens an entity's profile and selects its row.
func (s *Screen) show(r desk.Route) {
	if r.ID != s.id {
		s.picked = subject{}
		if r.Tab == "" {
			r.Tab = tabProfile
		}
	}
	s.id = r.ID
	if at := s.list.find(r.ID); at != s.rows.Selected() {
		s.rows.Select(at)
	}
	s.load(r)
}

// load reads the profile; an answer to an older question is dropped.
func (s *Screen) load(r desk.Route) {
	s.number++
	number := s.number
	var d *app.Dossier
	var actions []store.Action
	var around map[store.ID]bool
	s.d.Ask("Read the profile", func(ctx context.Context, _ func(float64, string)) error {
		var err error
		if d, err = app.Load(ctx, s.d.Case(), r.ID); err != nil {
			return err
		}
		if around, err = listedAround(ctx, s.d.Case(), d); err != nil {
			return err
		}
		actions, err = s.d.Case().History(ctx, store.HistoryFilter{Entity: r.ID, Limit: mostActions})
		return err
	}, func(err error) {
		if number != s.number || s.queue.shown {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.dossier, s.around = d, around
		s.profile.show(d, actions, r)
	})
}

// listedAround tells which of an entity and those it is tied to a sanctions
// list names.
func listedAround(ctx context.Context, c *store.Case, d *app.Dossier) (map[store.ID]bool, error) {
	ids := []store.ID{d.ID}
	for _, l := range d.Links {
		ids = append(ids, l.Other)
	}
	return c.PointedAt(ctx, ids, "Sanction", "entity")
}

// mostActions is how much of an entity's history is shown.
const mostActions = 200

// pick selects a statement and shows it in the inspector.
func (s *Screen) pick(f subject) {
	s.picked = f
	s.profile.mark(f)
	s.inspect.show(f)
}

// Key answers the screen's own keys; the window hands on what no part used.
// They act only while a statement has the keyboard: anywhere else a letter is
// the beginning of a word.
// Keys are named by their place on a Latin keyboard, so that they work under
// Russian and Korean layouts too.
func (s *Screen) Key(e *fyne.KeyEvent) bool {
	if s.queue.shown {
		return s.queue.Key(e)
	}
	if _, ok := s.d.Window().Canvas().Focused().(*part.FactRow); !ok || s.dossier == nil {
		return false
	}
	switch e.Name {
	case fyne.KeyL:
		s.d.QuickLink(s.id)
	case fyne.KeyE:
		if s.picked.zero() {
			s.addFact("")
		} else {
			s.act(s.correct)
		}
	case fyne.KeyW:
		s.act(s.withdraw)
	case fyne.KeyD:
		s.act(s.dispute)
	default:
		return false
	}
	return true
}
