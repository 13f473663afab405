package sources

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/store"
	"redthread/ui/desktop/part"
)

// newList builds the left pane: heading, facets, filter, rows.
func (s *Screen) newList() fyne.CanvasObject {
	s.head = part.NewListHead("Sources", func(key string) {
		s.shelf.facet = key
		s.narrowed()
	})
	s.filter = part.NewTextEntry("Filter the sources")
	s.filter.OnChanged = func(text string) {
		s.shelf.filter = text
		s.narrowed()
	}
	s.filter.OnKey = s.filterKey
	s.list = part.NewList(func() int { return len(s.shelf.shown) }, s.row)
	s.list.OnSelect = func(i int) { s.pick(s.shelf.shown[i].ID) }
	s.list.OnOpen = func(int) { s.middle.focus() }
	s.list.OnMenu = func(i int, at fyne.Position) {
		widget.ShowPopUpMenuAtPosition(s.menu(s.shelf.shown[i]), s.d.Window().Canvas(), at)
	}
	s.list.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name != fyne.KeyDelete || s.list.Selected() == part.None {
			return false
		}
		s.remove(s.shelf.shown[s.list.Selected()].ID)
		return true
	}
	top := part.Down(0, s.head, part.Inset(8, 12, 8, 12, s.filter), part.NewRule())
	s.left = part.Frame(top, nil, nil, nil, s.list)
	return s.left
}

// filterKey leaves the filter: down to the list, and Escape empties it first.
func (s *Screen) filterKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		s.d.Window().Canvas().Focus(s.list)
		if s.list.Selected() == part.None && len(s.shelf.shown) > 0 {
			s.pick(s.shelf.shown[0].ID)
		}
	case fyne.KeyEscape:
		if s.filter.Text == "" {
			s.d.Window().Canvas().Focus(s.list)
		}
		s.filter.SetText("")
	default:
		return false
	}
	return true
}

func (s *Screen) row(i int) part.Row {
	r := s.shelf.shown[i]
	row := part.Row{Title: rowTitle(r), Subtitle: rowSubtitle(r), Grade: r.Grade.String()}
	if row.Grade == "" {
		row.Score = "–"
	}
	if r.Cited > 0 {
		row.Trailing = []part.Mark{{Text: strconv.Itoa(r.Cited), Tone: part.Quiet}}
	} else {
		row.Trailing = []part.Mark{{Text: "uncited", Tone: part.Caution}}
	}
	if r.Evidence > 0 && r.Passages == 0 {
		row.Trailing = append([]part.Mark{{Text: "no text", Tone: part.Quiet}}, row.Trailing...)
	}
	return row
}

// menu is what can be done with a source in the list.
func (s *Screen) menu(r store.SourceRow) *fyne.Menu {
	return fyne.NewMenu("",
		fyne.NewMenuItem("Edit…", s.edit),
		fyne.NewMenuItem("Cite…", s.citeWhole),
		fyne.NewMenuItem("Copy id", func() { s.copy(s.d.Case().Short(store.KindSource, r.ID), "Id") }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Remove", func() { s.remove(r.ID) }),
	)
}

// narrowed redraws the list after its facet or filter changed. What is open
// in the middle stays open.
func (s *Screen) narrowed() {
	s.shelf.narrow()
	s.showList()
}

func (s *Screen) showList() {
	var chips []part.Facet
	for _, f := range s.shelf.facets() {
		chips = append(chips, part.Facet{Key: f.key, Text: f.text, Count: f.count})
	}
	s.head.SetFacets(chips)
	s.head.Facets.Select(s.shelf.facet)
	note := ""
	if len(s.shelf.shown) == 0 && len(s.shelf.all) > 0 {
		note = "no source fits"
	}
	s.head.SetNote(note)
	if s.filter.Text != s.shelf.filter {
		s.filter.SetText(s.shelf.filter)
	}
	s.list.Refresh() // first, so that it knows how many rows there are
	s.left.Refresh() // the chips may need another line now
	s.list.Select(s.shelf.index(s.shelf.selected))
}
