package sources

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
	"redthread/ui/desktop/reader"
)

// middle shows one source under its tabs.
type middle struct {
	s       *Screen
	content fyne.CanvasObject
	tabs    *part.Tabs
	pages   map[string]fyne.CanvasObject

	text      *textPage
	inbox     *inboxPage
	original  *originalPage
	details   *container.Scroll
	cited     []citedLine
	citedList *part.List
	nothing   *part.EmptyState
	past      []pastLine
	pastList  *part.List
}

func newMiddle(s *Screen) *middle {
	m := &middle{s: s}
	m.tabs = part.NewTabs(m.headings(), func(key string) {
		m.open(key)
		if c := s.d.Window().Canvas(); c.Focused() != fyne.Focusable(m.tabs) { // which the arrows walk
			m.focus()
		}
	})
	m.text, m.inbox, m.original = newTextPage(s), newInboxPage(s), newOriginalPage(s)
	m.pages = map[string]fyne.CanvasObject{
		tabText: m.text.content, tabFound: m.inbox.content, tabOriginal: m.original.content,
		tabDetails: m.newDetails(), tabStatements: m.newStatements(), tabHistory: m.newHistory(),
	}
	stack := container.NewStack()
	for _, key := range []string{tabText, tabFound, tabOriginal, tabDetails, tabStatements, tabHistory} {
		stack.Add(m.pages[key])
	}
	// The tabs draw their own line; the ones beside it run on.
	start := part.Frame(nil, nil, part.NewRule(), nil, part.Inset(0, 8, 0, 8, container.NewWithoutLayout()))
	bar := part.Frame(nil, nil, nil, start, part.Inset(4, 0, 0, 0, m.tabs))
	m.content = part.Frame(bar, nil, nil, nil, stack)
	m.open(tabText)
	return m
}

func (m *middle) headings() []part.Tab {
	return []part.Tab{
		{Key: tabText, Text: "Text", Count: part.Uncounted},
		{Key: tabFound, Text: "Found", Count: m.found()},
		{Key: tabOriginal, Text: "Original", Count: part.Uncounted},
		{Key: tabDetails, Text: "Details", Count: part.Uncounted},
		{Key: tabStatements, Text: "Statements", Count: m.statements()},
		{Key: tabHistory, Text: "History", Count: part.Uncounted},
	}
}

// statements counts what the source is cited for.
func (m *middle) statements() int {
	if m.s.card == nil {
		return part.Uncounted
	}
	return len(m.s.card.Cited)
}

// found counts what waits to be cited, once the text was looked through.
func (m *middle) found() int {
	if m.s.card == nil || !m.s.seen.of(m.s.card) {
		return part.Uncounted
	}
	return m.s.waiting()
}

// saw shows what was seen in the text since it was opened.
func (m *middle) saw(text reader.Text) {
	m.tabs.SetTabs(m.headings())
	m.text.marked(text)
	m.inbox.fill(m.s.card, m.s.seen)
}

// choose opens a tab from elsewhere.
func (m *middle) choose(key string) {
	if m.pages[key] == nil {
		key = tabText
	}
	m.tabs.Select(key)
	m.open(key)
}

func (m *middle) open(key string) {
	for k, page := range m.pages {
		if k == key {
			page.Show()
		} else {
			page.Hide()
		}
	}
	switch key {
	case tabOriginal:
		m.original.follow()
		m.original.seen()
	case tabFound:
		m.inbox.seen()
	}
}

// focus gives the keyboard to what the open tab shows.
func (m *middle) focus() {
	c := m.s.d.Window().Canvas()
	switch m.tabs.Selected() {
	case tabText:
		m.text.focus()
	case tabFound:
		m.inbox.focus()
	case tabOriginal:
		c.Unfocus() // its keys come by the window
	case tabStatements:
		c.Focus(m.citedList)
	case tabHistory:
		c.Focus(m.pastList)
	}
}

// show fills every tab with a source. The same source again keeps its place.
func (m *middle) show(card *app.SourceCard, past []store.Action, same, sameText bool) {
	m.tabs.SetTabs(m.headings())
	m.text.fill(card, sameText)
	m.inbox.fill(card, m.s.seen)
	m.original.fill(card, same)
	m.showDetails(card, same)
	m.cited = citedLines(card)
	m.citedList.Refresh()
	m.past = historyLines(card, past)
	m.pastList.Refresh()
	if !same {
		m.citedList.Select(part.None)
		m.citedList.ScrollToTop()
		m.pastList.Select(part.None)
		m.pastList.ScrollToTop()
	}
	if len(m.cited) == 0 {
		m.citedList.Hide()
		m.nothing.Show()
	} else {
		m.nothing.Hide()
		m.citedList.Show()
	}
}

func (m *middle) newDetails() fyne.CanvasObject {
	m.details = container.NewVScroll(part.Down(0))
	return m.details
}

func (m *middle) showDetails(card *app.SourceCard, same bool) {
	rows := part.Down(0)
	for _, f := range details(card) {
		row := part.NewFactRow(f.label, f.text, f.note)
		if f.muted {
			row.SetTone(part.Quiet)
		}
		rows.Add(row)
	}
	buttons := part.Across(8,
		part.NewButton("Edit…", m.s.edit),
		part.NewButton("Copy id", func() { m.s.copy(card.Short, "Id") }),
		part.NewButton("Remove", func() { m.s.remove(card.ID) }),
	)
	m.details.Content = part.Inset(12, 28, 24, 24, part.Down(16, rows, buttons))
	m.details.Refresh()
	if !same {
		m.details.ScrollToTop()
	}
}

// newStatements builds the tab with what the source is cited for.
func (m *middle) newStatements() fyne.CanvasObject {
	m.citedList = part.NewList(func() int { return len(m.cited) }, func(i int) part.Row { return citedRow(m.cited[i]) })
	m.citedList.OnTap = m.openCited
	m.citedList.OnOpen = m.openCited
	m.citedList.OnMenu = func(i int, at fyne.Position) {
		l := m.cited[i]
		items := []*fyne.MenuItem{fyne.NewMenuItem("Open the entity", func() { m.openCited(i) })}
		if l.passage > 0 {
			items = append(items, fyne.NewMenuItem("Show the passage", func() { m.s.goMark(l) }))
		}
		items = append(items, fyne.NewMenuItem("Copy id", func() { m.s.copy(l.short, "Id") }))
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), m.s.d.Window().Canvas(), at)
	}
	m.nothing = part.NewEmptyState("Cited for nothing yet",
		"Pick a passage under Text and cite it, or choose this source when you add a fact to an entity.", nil)
	return container.NewStack(m.citedList, m.nothing)
}

func citedRow(l citedLine) part.Row {
	row := part.Row{Title: l.title, Subtitle: l.subtitle, Heading: l.heading, Group: l.group, Plain: !l.heading}
	if l.place != "" {
		row.Trailing = []part.Mark{{Text: l.place, Tone: part.Alarm}}
	}
	return row
}

func (m *middle) openCited(i int) {
	l := m.cited[i]
	m.s.d.Go(desk.Route{Screen: desk.Entities, ID: l.entity, Statement: l.statement})
}

// newHistory builds the tab with what was done to the source.
func (m *middle) newHistory() fyne.CanvasObject {
	m.pastList = part.NewList(func() int { return len(m.past) }, func(i int) part.Row {
		l := m.past[i]
		row := part.Row{Title: l.title, Subtitle: l.subtitle, Plain: !l.heading, Heading: l.heading}
		if l.undone {
			row.Trailing = []part.Mark{{Text: "taken back", Tone: part.Caution}}
		}
		return row
	})
	return m.pastList
}

// middleLayout sets its object in the middle of the height, at full width.
type middleLayout struct{}

func (middleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (middleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := objects[0].MinSize().Height
	objects[0].Move(fyne.NewPos(0, (size.Height-h)/2))
	objects[0].Resize(fyne.NewSize(size.Width, h))
}
