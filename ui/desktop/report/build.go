package report

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"redthread/app/redact"
	casereport "redthread/app/report"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

func (s *Screen) build() {
	s.list = newSectionList()
	s.list.onSelect = func(i int) {
		if page := s.list.rows[i].page; page > 0 {
			s.goTo(page)
		}
	}
	s.list.onToggle = func(i int) {
		if s.contents.toggle(i) {
			s.rearranged()
		} else {
			s.d.Say("A report needs at least one section.", false)
		}
	}
	s.list.onMove = func(from, to int) {
		if s.contents.move(from, to) {
			s.list.selected = to
			s.rearranged()
		}
	}
	s.list.onKey = s.key
	s.sheet = newSheetView()
	s.sheet.onKey = s.key
	s.sheet.onResized = func() { s.soon("draw", resizePause, s.draw) }
	s.column = newColumn()
	s.column.show = func(it casereport.Item) {
		if r, ok := place(it); ok {
			s.d.Go(r)
		}
	}
	s.column.act = func(f finding) {
		if f.id == shownFinding {
			s.setProfile(redact.Public)
			return
		}
		s.d.Go(desk.Route{Screen: desk.Sources})
	}
	s.notice = part.NewNotice()
	s.usual = part.NewButton("Usual order", func() {
		s.contents = newContents()
		s.rearranged()
	})
	s.usual.Tip = "All sections, in the order they usually have"
	s.usual.Hide()
	head := part.Inset(12, 16, 10, 16, part.Frame(nil, s.usual, nil, nil, part.Down(0,
		part.NewLine("Report", part.Heading),
		part.NewLine("Drag to order, untick to leave out", part.Small))))
	s.foot = part.NewText("", part.Small)
	s.foot.Hide()
	s.left = part.Frame(part.Down(0, head, part.NewRule()), nil, part.Inset(10, 16, 12, 16, s.foot), nil, container.NewVScroll(s.list))
	middle := part.Frame(part.Down(0, s.bar(), part.NewRule(), s.notice.Object()), nil, nil, nil, s.sheet)
	s.panes = part.NewPanes(s.left, middle, nil)
	s.panes.SetWidths(listWide, 0)
	s.content = s.panes
	s.list.set(s.contents.chapters(nil, nil))
	s.describe()
}

// bar is the line above the page.
func (s *Screen) bar() fyne.CanvasObject {
	s.where, s.busy = part.NewWord("", part.Body), part.NewWord("", part.Small)
	s.prev = part.NewButton("‹", func() { s.goTo(s.page - 1) })
	s.prev.Tip = "Previous page (Page Up)"
	s.next = part.NewButton("›", func() { s.goTo(s.page + 1) })
	s.next.Tip = "Next page (Page Down)"
	s.zoomer = part.NewMenuButton("Fit page", func() *fyne.Menu {
		item := func(text string, z zoom) *fyne.MenuItem {
			m := fyne.NewMenuItem(text, func() {
				s.sheet.setZoom(z)
				s.describe()
				s.draw()
			})
			m.Checked = s.sheet.zoom == z
			return m
		}
		return fyne.NewMenu("", item("Fit page", fitPage), item("Fit width", fitWidth))
	})
	s.profiler = part.NewMenuButton("Redaction: Public", func() *fyne.Menu {
		item := func(p redact.Profile) *fyne.MenuItem {
			m := fyne.NewMenuItem(p.Label(), func() { s.setProfile(p) })
			m.Checked = s.profile == p
			return m
		}
		return fyne.NewMenu("", item(redact.Public), item(redact.Full))
	})
	s.export = part.NewPrimaryButton("Export PDF…", s.askExport)
	return part.Inset(6, 14, 6, 14, part.Across(8, s.prev, s.next, s.where, s.busy, layout.NewSpacer(), s.zoomer, s.profiler, s.export))
}

func able(b *part.Button, yes bool) {
	if yes {
		b.Enable()
	} else {
		b.Disable()
	}
}

func show(o fyne.CanvasObject, yes bool) {
	switch {
	case yes && !o.Visible():
		o.Show()
	case !yes && o.Visible():
		o.Hide()
	}
}
