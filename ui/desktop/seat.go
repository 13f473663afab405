package desktop

import (
	"maps"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
	"redthread/ui/desktop/desk"
)

// seat is a screen's place in the frame, and its desk.
type seat struct {
	*bench
	screenDef

	screen   desk.Screen
	content  fyne.CanvasObject
	detail   fyne.CanvasObject // what the screen put into the inspector
	news     store.Change      // what changed while the screen was not shown
	unheard  bool
	narrow   bool
	measured bool
}

var _ desk.Desk = (*seat)(nil)

// build makes the screen at its first visit.
func (s *seat) build() {
	if s.screen == nil {
		s.screen = s.make(s)
		s.content = s.screen.Content()
	}
}

// open shows a place on the screen.
func (s *seat) open(r desk.Route) {
	s.fit(s.frame.narrow)
	if s.unheard {
		news := s.news
		s.news, s.unheard = store.Change{}, false
		s.screen.Changed(news)
	}
	s.screen.Open(r)
}

// fit tells the screen whether the window is narrow, when that is news.
func (s *seat) fit(narrow bool) {
	if s.screen != nil && (!s.measured || s.narrow != narrow) {
		s.narrow, s.measured = narrow, true
		s.screen.Resize(narrow)
	}
}

// tell hands a change on, or keeps it until the screen is shown.
func (s *seat) tell(ch store.Change) {
	switch {
	case s.screen == nil: // it has read nothing yet
	case s.bench.seat == s:
		s.screen.Changed(ch)
	default:
		s.news, s.unheard = join(s.news, ch), true
	}
}

// join makes one change of two.
func join(a, b store.Change) store.Change {
	sum := store.Change{
		Action: b.Action, Label: b.Label, All: a.All || b.All, Case: a.Case || b.Case, Charts: a.Charts || b.Charts,
		Sources: maps.Clone(a.Sources), Entities: maps.Clone(a.Entities),
	}
	for id := range b.Sources {
		if sum.Sources == nil {
			sum.Sources = map[store.ID]bool{}
		}
		sum.Sources[id] = true
	}
	for id := range b.Entities {
		if sum.Entities == nil {
			sum.Entities = map[store.ID]bool{}
		}
		sum.Entities[id] = true
	}
	return sum
}

// Inspect is part of desk.Desk.
func (s *seat) Inspect(o fyne.CanvasObject) {
	s.detail = o
	if s.bench.seat == s {
		s.frame.inspect(o)
	}
}

// Reader is part of desk.Desk.
func (s *seat) Reader() capture.Reader {
	if s.w.o.Read != nil {
		return s.w.o.Read
	}
	return capture.InProcess
}

// TakeIn is part of desk.Desk.
func (s *seat) TakeIn(items []capture.Item, o capture.Options) { s.takeIn(items, o, 0) }

// AddSource is part of desk.Desk.
func (s *seat) AddSource(done func(store.ID)) { s.addSource(app.SourceEntry{}, done) }

func (s *seat) addSource(prefill app.SourceEntry, done func(store.ID)) {
	if !s.mayWrite() {
		return
	}
	if done == nil {
		done = s.goToSource
	}
	s.fill.source(s, prefill, done)
}

// AddEntity is part of desk.Desk.
func (s *seat) AddEntity(schema, name string, done func(store.ID)) {
	if !s.mayWrite() {
		return
	}
	if done == nil {
		done = func(id store.ID) { s.Go(desk.Route{Screen: desk.Entities, ID: id}) }
	}
	s.fill.entity(s, schema, name, done)
}

// QuickLink is part of desk.Desk.
func (s *seat) QuickLink(from store.ID) {
	if s.mayWrite() {
		s.fill.link(s, from)
	}
}

// mayWrite tells whether the case can be changed, and says why not.
func (b *bench) mayWrite() bool {
	ro, why := b.c.ReadOnly()
	if ro {
		b.w.Fail(plainError(why))
	}
	return !ro
}
