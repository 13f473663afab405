package timeline

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	casetimeline "redthread/app/timeline"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// inspect shows what is chosen at the right.
func (s *Screen) inspect() {
	h := s.surface.chosen()
	switch {
	case h == nil:
		s.d.Inspect(nil)
	case h.Law >= 0:
		s.inspectLaw(s.timeline.Laws[h.Law])
	case h.Title:
		s.inspectLane(s.timeline.Lanes[h.Lane])
	default:
		s.inspectEvents(h.Lane, h.Events)
	}
}

func inspectorScroll(content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(part.Inset(14, 16, 16, 16, content))
}

func (s *Screen) inspectLaw(l casetimeline.Law) {
	rows := part.Down(8,
		part.NewText(l.Name, part.Heading),
		part.NewFactRow("From", l.Date, ""),
		part.NewFactRow("Holds", l.Says, ""),
		part.NewFactRow("Source", l.Source, ""),
	)
	if len(l.After) > 0 {
		rows.Add(part.NewText("Drawn in red are things of a kind that this rule speaks of and that certainly began after it. Whether a rule was broken, the dates alone do not say.", part.Small))
	}
	s.d.Inspect(inspectorScroll(rows))
}

func (s *Screen) inspectLane(l casetimeline.Lane) {
	rows := part.Down(8, part.NewText(l.Title, part.Heading))
	for i := range l.Events {
		rows.Add(s.eventRow(l.Events[i]))
	}
	if !l.Entity.IsZero() {
		rows.Add(part.Across(8,
			part.NewButton("Open profile", func() { s.d.Go(desk.Route{Screen: desk.Entities, ID: l.Entity}) }),
			part.NewButton("On the chart", func() { s.d.Go(desk.Route{Screen: desk.Chart, ID: l.Entity}) }),
			part.NewButton("Only this", func() {
				s.wanted = l.Entity
				s.read()
			})))
	}
	s.d.Inspect(inspectorScroll(rows))
}

func (s *Screen) inspectEvents(lane int, events []int) {
	l := s.timeline.Lanes[lane]
	if len(events) == 1 {
		s.d.Inspect(inspectorScroll(s.event(l.Events[events[0]])))
		return
	}
	rows := part.Down(8, part.NewText(l.Title, part.Heading))
	for _, i := range events {
		rows.Add(s.eventRow(l.Events[i]))
	}
	s.d.Inspect(inspectorScroll(rows))
}

// eventRow is one event in a list, with the marks that lead to its sources.
func (s *Screen) eventRow(e casetimeline.Event) fyne.CanvasObject {
	row := part.NewFactRow(e.Time.Words, e.Text, e.Kind, s.marks(e)...)
	row.OnSelect = func() { s.d.Go(entityRoute(e)) }
	return row
}

func (s *Screen) marks(e casetimeline.Event) []*part.CitationMark {
	var all []*part.CitationMark
	for _, m := range e.Marks {
		tip := ""
		for _, line := range s.timeline.Sources {
			if line.Number == m.Number {
				tip = line.Text
			}
		}
		all = append(all, part.NewCitation(m.String(), tip, func() { s.d.Go(routeOf(m)) }))
	}
	return all
}

// event is all that is known of one event.
func (s *Screen) event(e casetimeline.Event) fyne.CanvasObject {
	dated := e.What
	if dated == "" {
		dated = "Start and end"
	}
	rows := part.Down(8,
		part.NewText(e.Text, part.Heading),
		part.NewFactRow("Kind", e.Kind, ""),
		part.NewFactRow(dated, e.Time.Words, doubt(e.Time), s.marks(e)...),
	)
	if e.After != "" {
		row := part.NewFactRow("Law", "begins after "+e.After, "")
		row.SetTone(part.Alarm)
		rows.Add(row)
	}
	if e.Disputed {
		rows.Add(part.NewFactRow("Doubt", "disputed by a source", ""))
	}
	if len(e.Marks) == 0 {
		row := part.NewFactRow("Source", "unsourced", "")
		row.SetTone(part.Alarm)
		rows.Add(row)
	}
	if lanes := lanesOf(s.timeline, e.Entity); len(lanes) > 0 {
		rows.Add(part.NewFactRow("Lanes", strings.Join(lanes, ", "), ""))
	}
	rows.Add(part.Across(8, part.NewButton("Open in Entities", func() { s.d.Go(entityRoute(e)) })))
	return rows
}

// doubt says in words how the date is drawn.
func doubt(t casetimeline.Time) string {
	switch {
	case t.Day():
		return ""
	case t.Moment && t.About:
		return "about then; drawn as a bar that fades"
	case t.Moment:
		return "some time within it; drawn as a pale bar"
	case !t.Certain():
		return "no day of it is certain"
	}
	return ""
}
