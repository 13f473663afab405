package sources

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// middle shows one source under its tabs.
type middle struct {
	s       *Screen
	content fyne.CanvasObject
	tabs    *part.Tabs
	pages   map[string]fyne.CanvasObject

	reader    *reader
	textNote  *part.Text
	textHead  fyne.CanvasObject
	noText    *part.EmptyState
	picked    *part.Text
	citeIt    *part.Button
	copyIt    *part.Button
	details   *container.Scroll
	cited     []citedLine
	citedList *part.List
	nothing   *part.EmptyState
	past      []pastLine
	pastList  *part.List
}

func newMiddle(s *Screen) *middle {
	m := &middle{s: s}
	m.tabs = part.NewTabs(m.headings(), m.open)
	edit := part.NewButton("Edit…", s.edit)
	edit.Tip = "Change what stands about this source"
	m.pages = map[string]fyne.CanvasObject{
		tabText: m.newText(), tabDetails: m.newDetails(), tabStatements: m.newStatements(), tabHistory: m.newHistory(),
	}
	stack := container.NewStack()
	for _, key := range []string{tabText, tabDetails, tabStatements, tabHistory} {
		stack.Add(m.pages[key])
	}
	// The tabs draw their own line; the one beside it runs on below the button.
	aside := part.Frame(nil, nil, part.NewRule(), nil, part.Inset(4, 34, 3, 8, edit))
	start := part.Frame(nil, nil, part.NewRule(), nil, part.Inset(0, 8, 0, 8, container.NewWithoutLayout()))
	bar := part.Frame(nil, aside, nil, start, part.Inset(4, 0, 0, 0, m.tabs))
	m.content = part.Frame(bar, nil, nil, nil, stack)
	m.open(tabText)
	return m
}

func (m *middle) headings() []part.Tab {
	return []part.Tab{
		{Key: tabText, Text: "Text", Count: part.Uncounted},
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
}

// focus gives the keyboard to what the open tab shows.
func (m *middle) focus() {
	c := m.s.d.Window().Canvas()
	switch m.tabs.Selected() {
	case tabText:
		if len(m.reader.blocks) > 0 {
			c.Focus(m.reader.Virtual)
		}
	case tabStatements:
		c.Focus(m.citedList)
	case tabHistory:
		c.Focus(m.pastList)
	}
}

// show fills every tab with a source. The same source again keeps its place.
func (m *middle) show(card *app.SourceCard, past []store.Action, same bool) {
	m.tabs.SetTabs(m.headings())
	m.showText(card, same)
	m.showDetails(card, same)
	m.cited = citedLines(card)
	m.citedList.Refresh()
	m.past = pastLines(past)
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

// newText builds the tab with the source's own words or the notes on it, and
// the bar that cites the passage picked in it.
func (m *middle) newText() fyne.CanvasObject {
	m.reader = newReader()
	m.reader.OnSelect = func(int) { m.showPicked() }
	m.reader.OnOpen = func(int) { m.s.citePassage(m.reader.passage()) }
	m.reader.OnMenu = func(_ int, at fyne.Position) {
		widget.ShowPopUpMenuAtPosition(m.passageMenu(), m.s.d.Window().Canvas(), at)
	}
	m.textNote = part.NewText("", part.Small)
	m.textHead = part.Down(0, part.Inset(10, readerRight, 8, readerGutter, m.textNote), part.NewRule())
	m.noText = part.NewEmptyState("No text", "", nil)
	m.picked = part.NewLine("", part.Small)
	m.citeIt = part.NewButton("Cite this passage…", func() { m.s.citePassage(m.reader.passage()) })
	m.copyIt = part.NewButton("Copy", func() { m.copyPassage() })
	foot := part.Down(0, part.NewRule(), part.Inset(8, 16, 8, 20, part.Frame(nil, part.Across(8, m.copyIt, m.citeIt), nil, nil,
		container.New(middleLayout{}, m.picked))))
	return part.Frame(m.textHead, nil, foot, nil, container.NewStack(m.reader.Virtual, m.noText))
}

func (m *middle) passageMenu() *fyne.Menu {
	n := m.reader.passage()
	return fyne.NewMenu("",
		fyne.NewMenuItem("Cite this passage…", func() { m.s.citePassage(n) }),
		fyne.NewMenuItem("Copy the text", m.copyPassage),
		fyne.NewMenuItem("Copy the reference", func() { m.s.copy(fmt.Sprintf("[%d] ¶ %d", m.s.card.Number, n), "Reference") }),
	)
}

func (m *middle) copyPassage() {
	for _, p := range m.s.card.Text {
		if p.Number == m.reader.passage() {
			m.s.copy(p.Text, "Text")
		}
	}
}

func (m *middle) showText(card *app.SourceCard, same bool) {
	all := blocks(card)
	if same {
		m.reader.update(all)
	} else {
		m.reader.set(all)
	}
	m.textNote.SetText(card.Note)
	if card.Note == "" || len(all) == 0 {
		m.textHead.Hide()
	} else {
		m.textHead.Show()
	}
	if len(all) == 0 {
		m.reader.Hide()
		m.noText.Set("This source has no text here", joined(" ", card.Note, "What it says can still be cited, with a page or a row in place of a passage."))
		m.noText.Show()
	} else {
		m.noText.Hide()
		m.reader.Show()
	}
	m.showPicked()
}

// showPicked says in the bar below the text what would be cited.
func (m *middle) showPicked() {
	n := m.reader.passage()
	if n == 0 {
		m.citeIt.SetText("Cite the source…")
		m.copyIt.Hide()
		m.picked.SetText("Pick a passage to cite it.")
		if len(m.reader.blocks) == 0 {
			m.picked.SetText("")
		}
		return
	}
	m.citeIt.SetText("Cite this passage…")
	m.copyIt.Show()
	cited := "not cited yet"
	if k := m.s.card.Passages[n]; k > 0 {
		cited = "cited for " + plural(k, "statement", "statements")
	}
	m.picked.SetText(fmt.Sprintf("¶ %d · %s", n, cited))
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
			items = append(items, fyne.NewMenuItem("Show the passage", func() { m.s.passage(l.passage) }))
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
		row := part.Row{Title: l.title, Subtitle: l.subtitle, Plain: true}
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
