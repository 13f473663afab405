package entities

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// Keys of the tabs.
const (
	tabProfile    = "Profile"
	tabLinks      = "Links"
	tabTies       = "Ties"
	tabStatements = "Statements"
	tabNotes      = "Notes"
	tabHistory    = "History"
)

// profileView is the middle: head, tabs, and the tab's content.
type profileView struct {
	s       *Screen
	content *fyne.Container
	head    *fyne.Container
	tabs    *part.Tabs
	body    *fyne.Container
	scroll  *container.Scroll
	nothing *part.EmptyState
	page    fyne.CanvasObject

	exposure *exposureView
	tied     *tiedView

	dossier *app.Dossier
	actions []store.Action
	rows    []factView  // those of the tab, to mark the selected one
	most    int         // rows of the Statements tab shown
	note    *form.Entry // a note being written outlives a redraw
}

// factView is a drawn row with what it stands for.
type factView struct {
	row  *part.FactRow
	fact subject
}

func newProfileView(s *Screen) *profileView {
	v := &profileView{s: s, most: stride, exposure: newExposureView(s), tied: newTiedView(s)}
	v.head = part.Down(4)
	v.tabs = part.NewTabs([]part.Tab{{Key: tabProfile, Text: tabProfile, Count: part.Uncounted}}, func(key string) {
		v.most = stride
		v.draw(key)
		v.scroll.ScrollToTop()
	})
	v.body = part.Down(0)
	v.scroll = container.NewVScroll(part.Inset(10, 24, 24, 24, v.body))
	v.nothing = part.NewEmptyState("Nobody here yet",
		"Entities are the parties, contracts, groups of workers and claims of the case. Add the first, or select a passage in Sources and cite it.",
		part.NewPrimaryButton("Add an entity", func() { s.d.AddEntity("", "", s.visit) }))
	v.page = part.Frame(part.Down(8, part.Inset(14, 24, 0, 24, v.head), part.Inset(0, 0, 0, 16, v.tabs)), nil, nil, nil, v.scroll)
	v.content = container.NewStack(v.page, v.nothing)
	v.page.Hide()
	v.nothing.Hide()
	return v
}

// empty shows what belongs here while the case holds no entity.
func (v *profileView) empty(yes bool) {
	if yes {
		v.nothing.Show()
	} else {
		v.nothing.Hide()
	}
}

// focus puts the keyboard into the tab's first row.
func (v *profileView) focus() {
	if len(v.rows) > 0 {
		v.s.d.Window().Canvas().Focus(v.rows[0].row)
	}
}

// show draws a profile; the same entity keeps its place.
func (v *profileView) show(d *app.Dossier, actions []store.Action, r desk.Route) {
	same := v.dossier != nil && v.dossier.ID == d.ID
	v.dossier, v.actions = d, actions
	v.page.Show()
	v.nothing.Hide()
	v.drawHead()
	tabs := []part.Tab{
		{Key: tabProfile, Text: tabProfile, Count: part.Uncounted},
		{Key: tabLinks, Text: tabLinks, Count: len(d.Links)},
	}
	if canBeTied(d) {
		tabs = append(tabs, part.Tab{Key: tabTies, Text: tabTies, Count: part.Uncounted})
	}
	v.tied.of(d.ID)
	v.tabs.SetTabs(append(tabs, []part.Tab{
		{Key: tabStatements, Text: tabStatements, Count: countStatements(d)},
		{Key: tabNotes, Text: tabNotes, Count: notesCount(d)},
		{Key: tabHistory, Text: tabHistory, Count: part.Uncounted},
	}...))
	tab := v.tabs.Selected()
	if r.Tab != "" {
		tab = r.Tab
	}
	if !same {
		v.most, v.note = stride, nil
	}
	v.tabs.Select(tab)
	if canBeOwned(d.Schema) {
		v.exposure.load(d.ID)
	}
	v.draw(v.tabs.Selected())
	if !same {
		v.scroll.ScrollToTop()
	}
	v.reselect(r.Statement)
}

func notesCount(d *app.Dossier) int {
	if len(d.Notes) == 0 {
		return part.Uncounted
	}
	return len(d.Notes)
}

// reselect finds a statement again after a reading and selects it.
func (v *profileView) reselect(id store.ID) {
	for _, f := range v.rows {
		for _, st := range f.fact.statements() {
			if !id.IsZero() && st.ID == id {
				v.s.pick(f.fact)
				v.hold(f.row)
				return
			}
		}
	}
	v.s.pick(subject{})
}

// hold gives the keyboard to a row that was drawn anew, unless a person has it
// elsewhere. Beneath a sheet the row gets it when the sheet closes.
func (v *profileView) hold(row *part.FactRow) {
	c := v.s.d.Window().Canvas()
	at := c.Focused()
	if _, old := at.(*part.FactRow); at == nil || old || c.Overlays().Top() != nil {
		c.Focus(row)
	}
}

// mark draws the row of a statement as selected.
func (v *profileView) mark(f subject) {
	for _, r := range v.rows {
		r.row.Select(!f.zero() && r.fact.row.Statement.ID == f.row.Statement.ID)
	}
}

func (v *profileView) drawHead() {
	d := v.dossier
	label, group := d.EntityRow.Schema, "identifier"
	if d.Schema != nil {
		label, group = d.Schema.Label, string(d.Schema.Group)
	}
	add := part.NewButton("Add property", func() { v.s.addFact("") })
	link := part.NewButton("Link", func() { v.s.d.QuickLink(d.ID) })
	link.Key = "L"
	more := part.NewMenuButton("More", func() *fyne.Menu { return v.s.entityMenu(d.ID, d.Short, d.Schema) })
	top := part.Frame(nil, part.Across(8, add, link, more), nil, part.Across(7, part.NewKindDot(group)),
		part.Inset(8, 8, 0, 7, part.NewLine(label, part.Small)))
	rows := []fyne.CanvasObject{top, part.NewText(d.Name, part.Title).WithLines(4)}
	rows = append(rows, part.NewText(strings.Join(append([]string{d.Short}, d.Also...), "  ·  "), part.Small).WithLines(5))
	if d.Person && hiddenClass(d.Class) {
		word := "Hidden in every export"
		if d.Class == "" {
			word += ": nobody has decided on a class yet"
		} else {
			word += ": class " + classLabel(d.Class)
		}
		rows = append(rows, part.NewText(word, part.Small).WithTone(part.Caution))
	}
	if v.s.around[d.ID] {
		rows = append(rows, part.NewText("On a sanctions list; see its listings below.", part.Small).WithTone(part.Alarm))
	}
	if len(d.Tags) > 0 {
		chips := []fyne.CanvasObject{part.NewWord("Tags", part.Small)}
		for _, t := range d.Tags {
			chips = append(chips, part.NewChip(t.Text, part.Uncounted, nil))
		}
		rows = append(rows, part.Across(6, chips...))
	}
	v.head.Objects = rows
	v.head.Refresh()
}

// draw fills the tab.
func (v *profileView) draw(tab string) {
	v.rows = nil
	var rows []fyne.CanvasObject
	switch tab {
	case tabLinks:
		rows = v.links()
	case tabTies:
		rows = v.tied.rows(v.dossier.ID)
	case tabStatements:
		rows = v.statements()
	case tabNotes:
		rows = v.notes()
	case tabHistory:
		rows = v.history()
	default:
		rows = v.profile()
	}
	v.body.Objects = rows
	v.body.Refresh()
	v.scroll.Refresh()
	v.mark(v.s.picked)
}

// fact draws one row, with what must not be overlooked in caution beneath it.
func (v *profileView) fact(l line, last bool) fyne.CanvasObject {
	row := part.NewFactRow(l.label, l.value, l.note, v.s.citations(l.marks)...)
	if l.label == "" {
		row = part.NewFactRow(" ", l.value, l.note, v.s.citations(l.marks)...)
	}
	if l.quiet {
		row.SetTone(part.Quiet)
	}
	f := l.fact
	row.OnSelect = func() {
		if !f.open.IsZero() && v.s.picked.row.Statement.ID == f.row.Statement.ID {
			v.s.visit(f.open) // a second click opens the other end
			return
		}
		v.s.d.Window().Canvas().Focus(row)
		v.s.pick(f)
	}
	row.OnMenu = func(at fyne.Position) { v.s.factMenu(f, at) }
	v.rows = append(v.rows, factView{row, f})
	if l.warn == "" {
		row.Last = last
		return row
	}
	row.Last = true
	under := part.Inset(0, 0, 7, 126, part.NewText(l.warn, part.Small).WithTone(part.Caution))
	if last {
		return part.Down(0, row, under)
	}
	return part.Down(0, row, under, part.NewRule())
}

// mostOfOne is how many links of one label the Profile tab shows; the Links
// tab has all.
const mostOfOne = 6

func (v *profileView) profile() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, l := range factLines(v.dossier) {
		rows = append(rows, v.fact(l, false))
	}
	groups := linkGroups(v.dossier)
	if v.dossier.Schema != nil && v.dossier.Schema.Edge != nil {
		groups = nil
	}
	for _, g := range groups {
		for i, l := range g.rows {
			if i == mostOfOne {
				more := part.NewBareButton(fmt.Sprintf("%d more in Links", len(g.rows)-i), func() {
					v.tabs.Select(tabLinks)
					v.draw(tabLinks)
				})
				rows = append(rows, part.Inset(2, 0, 2, 120, part.Across(0, more)))
				break
			}
			one := linkLine(v.dossier, l)
			if i > 0 {
				one.label = ""
			}
			rows = append(rows, v.fact(one, false))
		}
	}
	if canBeOwned(v.dossier.Schema) {
		rows = append(rows, v.exposure.content)
	} else if h := holdings(v.dossier, v.s.around); !h.empty() {
		rows = append(rows, part.Inset(20, 0, 10, 0, part.NewLine("Ownership", part.Capital)), newOwnership(v.dossier, h, v.s.around[v.dossier.ID], v.s.visit))
	}
	return rows
}

func (v *profileView) links() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i, g := range linkGroups(v.dossier) {
		top := float32(16)
		if i == 0 {
			top = 4
		}
		rows = append(rows, part.Inset(top, 0, 2, 0, part.NewLine(fmt.Sprintf("%s  %d", g.label, len(g.rows)), part.Capital)))
		for _, l := range g.rows {
			one := linkLine(v.dossier, l)
			one.label = kindOf(l.OtherSchema)
			rows = append(rows, v.fact(one, false))
		}
	}
	if len(rows) == 0 {
		add := part.NewButton("Link", func() { v.s.d.QuickLink(v.dossier.ID) })
		add.Key = "L"
		rows = append(rows, part.NewText("Nothing is linked to it yet.", part.Body).WithTone(part.Quiet), part.Inset(8, 0, 0, 0, part.Across(0, add)))
	}
	return rows
}

func kindOf(schema string) string {
	if s, ok := schemaOf(schema); ok {
		return s.Label
	}
	return schema
}

// stride is how many statements are drawn at a time.
const stride = 120

func (v *profileView) statements() []fyne.CanvasObject {
	c := v.s.d.Case()
	all := statementLines(v.dossier, func(id store.ID) string { return c.Short(store.KindStatement, id) })
	var rows []fyne.CanvasObject
	for _, l := range all[:min(len(all), v.most)] {
		rows = append(rows, v.fact(l, false))
	}
	if left := len(all) - v.most; left > 0 {
		rows = append(rows, part.Inset(8, 0, 0, 0, part.Across(0, part.NewButton(fmt.Sprintf("Show %d more", min(left, stride)), func() {
			v.most += stride
			v.draw(tabStatements)
		}))))
	}
	return rows
}

func (v *profileView) history() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, a := range v.actions {
		note := "by " + a.Author
		if a.Undone {
			note += "  ·  taken back"
		}
		rows = append(rows, part.NewFactRow(a.Wall.Local().Format("2 Jan 2006 15:04"), a.Label, note))
	}
	if len(v.actions) == mostActions {
		rows = append(rows, part.Inset(8, 0, 0, 0, part.NewText(fmt.Sprintf("The newest %d actions.", mostActions), part.Small)))
	}
	return rows
}
