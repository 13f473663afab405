package chart

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	casechart "redthread/app/chart"
	caselayout "redthread/app/network/layout"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/drawing"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// bar is the head of the screen: the title, and what can be done.
type bar struct {
	s       *Screen
	content fyne.CanvasObject
	fold    *part.Button
	title   *part.Text
	layout  *part.Button
	expand  *part.Button
	path    *part.Button
	shared  *part.Button
	filter  *part.Button
	export  *part.Button
	notice  *part.Notice
	row     *fyne.Container // of the buttons
}

func newBar(s *Screen) *bar {
	b := &bar{s: s, title: part.NewLine("", part.Heading), notice: part.NewNotice()}
	b.fold = part.NewButton("☰", func() { s.side.toggle(!s.side.open) })
	b.fold.Tip = "The list of charts, and the search for things to add"
	b.layout = part.NewMenuButton("Layout", s.layoutMenu)
	b.layout.Tip = "Lay out anew. Pinned marks stay; of several selected only these move. Keys 1 to 5"
	b.expand = part.NewMenuButton("Expand", s.expandMenu)
	b.expand.Tip = "Bring what the selected mark is tied to, counted first. Double click brings everything"
	b.path = part.NewButton("Find path", s.findPath)
	b.path.Tip = "The shortest way between two selected marks, through the whole case"
	b.shared = part.NewButton("Shared identifiers", s.sharedIdentifiers)
	b.shared.Tip = "Add the e-mails, telephones, addresses and numbers that parties on this chart share"
	b.filter = part.NewMenuButton("Filter", s.filterMenu)
	b.export = part.NewMenuButton("Export", s.exportMenu)
	b.row = container.NewStack()
	b.content = part.Down(0, part.Inset(6, 12, 6, 10, part.Frame(nil, b.row, nil, part.Across(0, b.fold), container.New(middled{}, b.title))), b.notice.Object())
	b.fit()
	return b
}

// fit sets the buttons for the room there is: beside the open list, what adds
// to the chart stands in one menu.
func (b *bar) fit() {
	if b.tight() {
		b.row.Objects = []fyne.CanvasObject{part.Across(6, b.layout, b.expand, b.filter, b.export)}
	} else {
		b.row.Objects = []fyne.CanvasObject{part.Across(6, b.layout, b.expand, b.path, b.shared, b.filter, b.export)}
	}
	b.content.Refresh()
}

func (b *bar) tight() bool { return b.s.narrow || b.s.side != nil && b.s.side.open }

// middled sets a line in the middle of its height.
type middled struct{}

func (middled) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(20, 0) }

func (middled) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Move(fyne.NewPos(10, (s.Height-h)/2))
	o[0].Resize(fyne.NewSize(max(s.Width-20, 0), h))
}

// show draws the bar for what is shown.
func (b *bar) show() {
	s := b.s
	title := ""
	if s.drawing != nil {
		title = s.drawing.Content.Title
	}
	b.title.SetText(title)
	word := "Layout: Force"
	if s.drawing != nil && s.drawing.Content.Layout != "" {
		word = "Layout: " + layoutWord(caselayout.Kind(s.drawing.Content.Layout))
	}
	if s.laying != nil {
		word = "Stop"
	}
	b.layout.SetText(word)
	filter := "Filter"
	if s.drawing != nil && s.drawing.Filter.Count() > 0 {
		filter = fmt.Sprintf("Filter (%d)", s.drawing.Filter.Count())
	}
	b.filter.SetText(filter)
	for _, x := range []*part.Button{b.layout, b.expand, b.path, b.shared, b.filter, b.export} {
		able(x, s.drawing != nil)
	}
}

func able(b *part.Button, yes bool) {
	if yes {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (s *Screen) layoutMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	if s.laying != nil {
		menu.Items = append(menu.Items, fyne.NewMenuItem("Stop the layout  (Esc)", s.stop))
		return menu
	}
	for i, k := range caselayout.Kinds() {
		item := fyne.NewMenuItem(fmt.Sprintf("%s  (%d)", layoutHint(k), i+1), func() { s.lay(k) })
		item.Checked = s.drawing != nil && s.drawing.Content.Layout == string(k)
		menu.Items = append(menu.Items, item)
	}
	return menu
}

// filterMenu offers what can be left out, with counts.
func (s *Screen) filterMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	if s.drawing == nil {
		return menu
	}
	f := s.drawing.Filter
	choice := func(text string, on bool, then casechart.Filter) *fyne.MenuItem {
		item := fyne.NewMenuItem(text, func() { s.setFilter(then) })
		item.Checked = on
		return item
	}
	with := func(change func(*casechart.Filter)) casechart.Filter {
		g := f
		change(&g)
		return g
	}
	kinds := fyne.NewMenu("")
	for _, k := range s.graph.Kinds() {
		kinds.Items = append(kinds.Items, choice(fmt.Sprintf("%s (%d)", kindWords(k), k.Edges), !contains(f.Kinds, k.Kind),
			with(func(g *casechart.Filter) { g.Kinds = casechart.Without(f.Kinds, k.Kind) })))
	}
	groups := fyne.NewMenu("")
	counts := map[string]int{}
	for _, n := range s.drawing.Content.Nodes {
		if node, ok := s.graph.Lookup(n.Key); ok {
			counts[string(s.graph.Nodes[node].Group)]++
		}
	}
	for _, g := range ontology.Groups() {
		if counts[string(g)] > 0 {
			groups.Items = append(groups.Items, choice(fmt.Sprintf("%s (%d)", casechart.KindWord(string(g)), counts[string(g)]), !contains(f.Groups, string(g)),
				with(func(x *casechart.Filter) { x.Groups = casechart.Without(f.Groups, string(g)) })))
		}
	}
	grades := fyne.NewMenu("")
	for _, g := range []string{"", "A1", "B2", "C3", "D4"} {
		text := "Any grade, ungraded too"
		if grade, err := store.ParseGrade(g); err == nil && g != "" {
			text = "At least " + grade.Label()
		}
		grades.Items = append(grades.Items, choice(text, f.Grade == g, with(func(x *casechart.Filter) { x.Grade = g })))
	}
	origins := fyne.NewMenu("")
	for n, text := range []string{"Any, unsourced too", "At least one origin", "At least two independent origins", "At least three"} {
		origins.Items = append(origins.Items, choice(text, f.Origins == n, with(func(x *casechart.Filter) { x.Origins = n })))
	}
	sub := func(text string, m *fyne.Menu) *fyne.MenuItem {
		item := fyne.NewMenuItem(text, nil)
		item.ChildMenu = m
		return item
	}
	clearAll := fyne.NewMenuItem("Show everything", func() { s.setFilter(casechart.Filter{}) })
	clearAll.Disabled = f.Empty()
	menu.Items = []*fyne.MenuItem{
		sub("Kinds of tie", kinds), sub("Kinds of thing", groups), sub("Grade of the source", grades), sub("Independent origins", origins),
		fyne.NewMenuItemSeparator(),
		choice("Suspected ties", !f.NoSuspected, with(func(x *casechart.Filter) { x.NoSuspected = !f.NoSuspected })),
		choice("Disputed ties", !f.NoDisputed, with(func(x *casechart.Filter) { x.NoDisputed = !f.NoDisputed })),
		choice("Identifiers that say little", !f.NoMuted, with(func(x *casechart.Filter) { x.NoMuted = !f.NoMuted })),
		choice("With a time: ties without a date", !f.Dated, with(func(x *casechart.Filter) { x.Dated = !f.Dated })),
		fyne.NewMenuItemSeparator(), clearAll,
	}
	return menu
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

// tools are the few buttons over the drawing: what dragging does, and zooming.
type tools struct {
	s       *Screen
	content fyne.CanvasObject
	chips   []*part.Chip
}

var toolWords = []struct {
	text string
	tip  string
	key  fyne.KeyName
}{
	{"Move", "Drag marks and the ground  (V)", fyne.KeyV},
	{"Box", "Select by a box; also Shift and drag  (B)", fyne.KeyB},
	{"Lasso", "Select by a line drawn around; also Alt and drag  (O)", fyne.KeyO},
	{"Link", "Draw a link from mark to mark; also Ctrl and drag  (L)", fyne.KeyL},
}

func newTools(s *Screen) *tools {
	t := &tools{s: s}
	row := []fyne.CanvasObject{}
	for i, w := range toolWords {
		chip := part.NewChip(w.text, part.Uncounted, func() { t.choose(i) })
		t.chips = append(t.chips, chip)
		row = append(row, chip)
	}
	zoom := part.Across(4,
		part.NewButton("+", func() { s.view.Zoom(1.25) }),
		part.NewButton("–", func() { s.view.Zoom(0.8) }),
		part.NewButton("Fit", s.view.Fit))
	t.chips[0].Select(true)
	t.content = container.NewVBox(part.Inset(10, 10, 0, 10, part.Across(0, part.NewPanel(look.ColorNameGround, part.Across(4, row...)))), layout.NewSpacer(),
		part.Inset(0, 10, 10, 10, part.Across(0, part.NewPanel(look.ColorNameGround, zoom))))
	return t
}

func (t *tools) choose(i int) {
	t.s.view.SetTool(toolOf(i))
	t.show(toolOf(i))
	t.s.d.Window().Canvas().Focus(t.s.view)
}

func (t *tools) key(name fyne.KeyName) {
	for i, w := range toolWords {
		if w.key == name {
			t.choose(i)
		}
	}
}

func toolOf(i int) drawing.Tool { return drawing.Tool(i) }

// show marks the tool that is chosen.
func (t *tools) show(tool drawing.Tool) {
	for i, c := range t.chips {
		c.Select(drawing.Tool(i) == tool)
	}
}
