package timeline

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"redthread/app/figures"
	"redthread/app/redact"
	casetimeline "redthread/app/timeline"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// changePause is how long the screen waits for more changes before it reads anew.
const changePause = 500 * time.Millisecond

// Screen is the Timeline screen. All its fields belong to the window's goroutine, but
// last, which belongs to the one painting under way.
type Screen struct {
	d desk.Desk

	by       casetimeline.Grouping
	kind     string         // "" all, everyKind but claims, or a schema
	party    store.ID       // only what touches this; zero: all
	chart    store.ID       // only what is in sight on this chart; zero: all
	name     string         // of the party or the chart
	profile  redact.Profile // of files; the screen shows everything
	timeline *casetimeline.Timeline

	reading  int // number of the newest reading asked for
	painting bool
	fresh    bool // the next picture shows everything
	wanted   store.ID
	last     struct {
		of      *casetimeline.Timeline
		picture *casetimeline.Picture
	}
	waiting bool // for more changes
	after   func(time.Duration, func())

	content fyne.CanvasObject
	head    *fyne.Container
	buttons []fyne.CanvasObject
	body    *fyne.Container
	surface *surface
	foot    *part.Text
	notice  *part.Notice
	chips   *part.Facets
	group   *part.Button
	export  *part.Button
	only    *part.Button
	undated *part.Button
}

var _ desk.Screen = (*Screen)(nil)

// New makes the screen.
func New(d desk.Desk) *Screen {
	s := &Screen{d: d, by: casetimeline.ByParty, profile: redact.Public, fresh: true}
	s.after = func(pause time.Duration, f func()) { time.AfterFunc(pause, func() { d.Do(f) }) }
	s.build()
	return s
}

// Content is part of desk.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Open is part of desk.Screen: with an entity it shows that party alone, or selects that event.
func (s *Screen) Open(r desk.Route) {
	s.d.Inspect(nil)
	if !r.ID.IsZero() {
		s.wanted = r.ID
	}
	if s.reading == 0 || !r.ID.IsZero() {
		s.read()
		return
	}
	s.inspect()
}

// Changed is part of desk.Screen.
func (s *Screen) Changed(store.Change) {
	if s.reading == 0 || s.waiting {
		return
	}
	s.waiting = true
	s.after(changePause, func() {
		s.waiting = false
		s.read()
	})
}

// Find is part of desk.Screen: the cursor goes to the events.
func (s *Screen) Find() {
	if s.timeline != nil && !s.timeline.Empty() {
		s.d.Window().Canvas().Focus(s.surface)
	}
}

// Resize is part of desk.Screen: a narrow window has no room for the kinds beside the buttons.
func (s *Screen) Resize(narrow bool) {
	s.chips.OneLine = !narrow
	s.head.Objects = []fyne.CanvasObject{s.bar(narrow)}
	s.head.Refresh()
}

// read reads the case. An answer that is older than the last question is dropped.
func (s *Screen) read() {
	s.reading++
	n, c := s.reading, s.d.Case()
	o := casetimeline.Options{By: s.by}
	if s.kind != "" {
		o.Kinds = []string{s.kind}
	}
	wanted, party, onChart := s.wanted, s.party, s.chart
	s.wanted = store.ID{}
	var t *casetimeline.Timeline
	name := s.name
	s.d.Ask("Reading the timeline", func(ctx context.Context, _ func(float64, string)) error {
		gate, err := redact.Open(ctx, c, redact.Full)
		if err != nil {
			return err
		}
		if !wanted.IsZero() {
			charts, err := c.Charts(ctx)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(charts, func(row store.ChartRow) bool { return row.ID == wanted }) {
				party, onChart = store.ID{}, wanted
			} else {
				row, err := c.Entity(ctx, wanted)
				if err != nil {
					return err
				}
				if casetimeline.IsParty(row.Schema) {
					party, onChart = wanted, store.ID{}
					name, _ = gate.Entity(wanted)
				}
			}
		}
		if !onChart.IsZero() {
			if o, name, err = casetimeline.OfChart(ctx, c, onChart, o); err != nil {
				return err
			}
		}
		if !party.IsZero() {
			o.Parties = []store.ID{party}
		}
		t, err = casetimeline.Read(ctx, c, gate, o)
		return err
	}, func(err error) {
		switch {
		case n != s.reading || errors.Is(err, context.Canceled):
		case err != nil:
			s.d.Fail(err)
		default:
			if party != s.party || onChart != s.chart || s.timeline == nil {
				s.fresh = true
			}
			s.timeline, s.party, s.chart, s.name = t, party, onChart, name
			s.show()
			if !wanted.IsZero() && wanted != party && wanted != onChart {
				s.choose(wanted)
			}
		}
	})
}

// choose selects the event of an entity once it is painted.
func (s *Screen) choose(id store.ID) {
	lane, event, ok := s.timeline.Event(id)
	if !ok {
		s.notice.Set("That has no date, so it is not on the timeline.")
		return
	}
	s.inspectEvents(lane, []int{event})
}

// show shows what was read.
func (s *Screen) show() {
	s.describe()
	if s.timeline.Empty() {
		s.body.Objects = []fyne.CanvasObject{s.empty()}
		s.body.Refresh()
		return
	}
	if len(s.body.Objects) != 1 || s.body.Objects[0] != fyne.CanvasObject(s.surface) {
		s.body.Objects = []fyne.CanvasObject{s.surface}
		s.body.Refresh()
	}
	s.surface.now.view = casetimeline.View{} // whatever is shown is of another reading
	s.paint()
}

// empty says what belongs here.
func (s *Screen) empty() fyne.CanvasObject {
	if s.kind != "" || !s.party.IsZero() || !s.chart.IsZero() {
		return part.NewEmptyState("Nothing here has a date", "Nothing that fits this choice has a date. Things without one are counted below and never given one.",
			part.NewPrimaryButton("Show everything", func() {
				s.kind, s.party, s.chart, s.fresh = "", store.ID{}, store.ID{}, true
				s.read()
			}))
	}
	return part.NewEmptyState("No dates yet",
		"The timeline sets permits, contracts, adverts and claims beside the days on which the law changed. Give something its date, with the source that says so.",
		part.NewPrimaryButton("Add a dated claim", func() { s.d.AddEntity("Claim", "", func(store.ID) {}) }))
}

// describe writes the controls anew.
func (s *Screen) describe() {
	t := s.timeline
	facets := []part.Facet{{Key: "", Text: "All", Count: part.Uncounted}}
	const most = 6
	for i, k := range t.Kinds {
		if i < most || k.Schema == s.kind {
			facets = append(facets, part.Facet{Key: k.Schema, Text: k.Label, Count: k.Events})
		}
	}
	s.chips.SetFacets(facets)
	s.chips.Select(s.kind)
	s.group.SetText("Group by: " + string(s.by))
	s.only.Hidden = s.party.IsZero() && s.chart.IsZero()
	if s.chart.IsZero() {
		s.only.SetText("Only " + short(s.name, 28) + "  ×")
	} else {
		s.only.SetText("On chart " + short(s.name, 24) + "  ×")
	}
	s.undated.Hidden = len(t.Undated) == 0
	s.undated.SetText(strconv.Itoa(len(t.Undated)) + " without a date")
	if t.Empty() {
		s.export.Disable()
	} else {
		s.export.Enable()
	}
	s.foot.SetText(strings.Join(t.Notes, " "))
}

func short(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func (s *Screen) build() {
	s.surface = newSurface()
	s.surface.onStale = s.paint
	s.surface.onPick = func(int) { s.inspect() }
	s.surface.onOpen = s.open
	s.surface.onMenu = s.menu
	s.surface.onWhole = func() casetimeline.View {
		width, _ := s.surface.points()
		v := s.timeline.Whole(width)
		v.Dark = s.surface.dark()
		return v
	}
	s.foot = part.NewText("", part.Small)
	s.notice = part.NewNotice()
	s.body = container.NewStack(part.NewText("", part.Small))
	s.chips = part.NewFacets(func(key string) {
		s.kind = key
		s.read()
	})
	s.chips.OneLine = true
	s.group = part.NewMenuButton("Group by: party", s.groupMenu)
	s.only = part.NewButton("", func() {
		s.party, s.chart, s.fresh = store.ID{}, store.ID{}, true
		s.read()
	})
	s.only.Hide()
	s.undated = part.NewButton("", s.showUndated)
	s.undated.Hide()
	in := part.NewButton("+", func() { s.surface.zoomAt(1.4, 0.5) })
	out := part.NewButton("Zoom −", func() { s.surface.zoomAt(1/1.4, 0.5) })
	whole := part.NewButton("Fit", func() { s.surface.whole() })
	in.Tip, out.Tip, whole.Tip = "Nearer: + or Ctrl and the wheel", "Farther: − or Ctrl and the wheel", "Show all of the time there is: 0"
	s.export = part.NewMenuButton("Export", s.exportMenu)
	s.export.Disable()
	s.buttons = []fyne.CanvasObject{s.only, s.group, out, in, whole, s.export}
	s.head = container.NewStack(s.bar(false))
	foot := part.Inset(6, 14, 8, 14, part.Frame(nil, s.undated, nil, nil, s.foot))
	s.content = part.Frame(part.Down(0, s.head, part.NewRule(), s.notice.Object()), nil, part.Down(0, part.NewRule(), foot), nil, s.body)
}

// bar is the head of the screen; in a narrow one the kinds have a row of their own.
func (s *Screen) bar(narrow bool) fyne.CanvasObject {
	row := []fyne.CanvasObject{part.NewWord("Timeline", part.Heading)}
	if !narrow {
		row = append(row, s.chips)
	}
	row = append(append(row, layout.NewSpacer()), s.buttons...)
	bar := part.Inset(6, 14, 6, 14, part.Across(8, row...))
	if narrow {
		return part.Down(0, bar, part.Inset(0, 14, 6, 14, s.chips))
	}
	return bar
}

func (s *Screen) groupMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, by := range casetimeline.Groupings() {
		item := fyne.NewMenuItem("By "+string(by), func() {
			s.by = by
			s.read()
		})
		item.Checked = s.by == by
		menu.Items = append(menu.Items, item)
	}
	return menu
}

// open leads to where a hit is said: its source at the passage, the event where it has none,
// the party of a lane.
func (s *Screen) open(i int) {
	h := s.surface.now.picture.Hits[i]
	switch {
	case h.Law >= 0:
		s.inspect()
	case h.Title:
		if id := s.timeline.Lanes[h.Lane].Entity; !id.IsZero() {
			s.d.Go(desk.Route{Screen: desk.Entities, ID: id})
		}
	case h.Mark != nil:
		s.d.Go(routeOf(*h.Mark))
	case len(h.Events) == 1:
		e := s.timeline.Lanes[h.Lane].Events[h.Events[0]]
		if len(e.Marks) > 0 {
			s.d.Go(routeOf(e.Marks[0]))
			return
		}
		s.d.Go(entityRoute(e))
	}
}

func routeOf(m figures.Mark) desk.Route {
	return desk.Route{Screen: desk.Sources, ID: m.Source, Passage: m.Passage}
}

func entityRoute(e casetimeline.Event) desk.Route {
	r := desk.Route{Screen: desk.Entities, ID: e.Entity}
	if len(e.Statements) > 0 {
		r.Statement = e.Statements[0]
	}
	return r
}

// menu says what else can be done with a hit.
func (s *Screen) menu(i int, at fyne.Position) {
	menu := fyne.NewMenu("")
	add := func(text string, do func()) { menu.Items = append(menu.Items, fyne.NewMenuItem(text, do)) }
	if i != noHit {
		h := s.surface.now.picture.Hits[i]
		if h.Lane >= 0 {
			lane := s.timeline.Lanes[h.Lane]
			for _, n := range h.Events {
				e := lane.Events[n]
				if len(h.Events) > 1 {
					break
				}
				for _, m := range e.Marks {
					add("Open source "+m.String(), func() { s.d.Go(routeOf(m)) })
				}
				add("Show “"+short(e.Text, 40)+"”", func() { s.d.Go(entityRoute(e)) })
			}
			if !lane.Entity.IsZero() {
				add("Show on the chart", func() { s.d.Go(desk.Route{Screen: desk.Chart, ID: lane.Entity}) })
				add("Show "+short(lane.Title, 40), func() { s.d.Go(desk.Route{Screen: desk.Entities, ID: lane.Entity}) })
				if s.party != lane.Entity {
					add("Only "+short(lane.Title, 40), func() {
						s.wanted = lane.Entity
						s.read()
					})
				}
			}
		}
	}
	add("Fit all of it", s.surface.whole)
	widget.ShowPopUpMenuAtPosition(menu, s.d.Window().Canvas(), at)
}

// showUndated lists what has no date in the inspector.
func (s *Screen) showUndated() {
	rows := part.Down(2)
	for _, u := range s.timeline.Undated {
		row := part.NewFactRow(u.Kind, u.Text, "")
		row.OnSelect = func() { s.d.Go(desk.Route{Screen: desk.Entities, ID: u.Entity}) }
		rows.Add(row)
	}
	s.d.Inspect(inspectorScroll(part.Down(8, part.NewText("Without a date", part.Heading),
		part.NewText("These are of a kind that happens at some time, and no source here says when. They are not drawn.", part.Small), rows)))
}

// lanesOf are the lanes of the timeline that hold an event of an entity.
func lanesOf(t *casetimeline.Timeline, id store.ID) []string {
	var all []string
	for _, l := range t.Lanes {
		if slices.ContainsFunc(l.Events, func(e casetimeline.Event) bool { return e.Entity == id }) {
			all = append(all, l.Title)
		}
	}
	return all
}

type plain string

func (p plain) Error() string { return string(p) }
