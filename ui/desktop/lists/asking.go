package lists

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"redthread/app/screening/library"
	"redthread/store"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// askedText says which lists are asked, for the button and the job.
func (s *Screen) askedText() string {
	if s.asking == nil {
		switch n := s.listCount(); n {
		case 0:
			return "No list"
		case 1:
			return s.versions[0].Title + ", " + s.versions[0].Date
		default:
			return "All lists, newest versions"
		}
	}
	list, day, dated := strings.Cut(s.asking[0], "@")
	title := list
	for _, v := range s.versions {
		if v.List == list {
			title = v.Title
			if !dated {
				day = v.Date
			}
			break
		}
	}
	if len(s.asking) > 1 {
		return "All lists, as of " + day
	}
	if len(day) > len(time.DateOnly) {
		day = day[:len(time.DateOnly)] // a version's id begins with its day
	}
	return title + ", " + day
}

// fitted shortens what stands before the day so that the button fits beside its
// neighbour.
func (s *Screen) fitted(text string) string {
	room := max(s.width, listNarrow) - 2*16 - 8 - s.weak.MinSize().Width - 36
	wide := func(t string) bool { return fyne.MeasureText(t, look.TextSize, fyne.TextStyle{}).Width > room }
	title, day, ok := strings.Cut(text, ", ")
	if ok {
		day = ", " + day
	}
	for r := []rune(title); wide(text) && len(r) > 4; {
		r = r[:len(r)-1]
		text = strings.TrimSpace(string(r)) + "…" + day
	}
	return text
}

// askMenu offers the lists, their versions, and any day.
func (s *Screen) askMenu() *fyne.Menu {
	m := fyne.NewMenu("")
	item := func(text string, do func()) { m.Items = append(m.Items, fyne.NewMenuItem(text, do)) }
	if len(s.versions) == 0 {
		item("Add a list…", s.askFile)
		return m
	}
	item("All lists, newest versions", func() { s.askFor(nil) })
	item("All lists as they stood on a day…", func() { s.askDay("") })
	for i, v := range s.versions {
		if i > 0 && s.versions[i-1].List == v.List {
			continue
		}
		m.Items = append(m.Items, fyne.NewMenuItemSeparator())
		one := fyne.NewMenuItem(v.Title, nil)
		one.ChildMenu = fyne.NewMenu("", fyne.NewMenuItem("As it stood on a day…", func() { s.askDay(v.List) }))
		for _, o := range s.versions {
			if o.List == v.List {
				one.ChildMenu.Items = append(one.ChildMenu.Items, fyne.NewMenuItem(o.Date+" · "+plural(o.Entries, "entry", "entries"), func() { s.askFor([]string{exact(o)}) }))
			}
		}
		m.Items = append(m.Items, one)
	}
	return m
}

// exact names one version.
func exact(v *library.Version) string { return v.List + "@" + v.ID() }

func (s *Screen) askFor(words []string) {
	s.asking = words
	s.result = nil
	s.notice.Clear()
	if s.facet == facetLists {
		s.facet = facetOpen
	}
	s.redraw()
	s.ask(nil)
}

// askDay asks for a day, and then the lists as they stood on it.
func (s *Screen) askDay(list string) {
	day := part.NewTextEntry("2018-08-02")
	s.d.Sheet("As it stood on a day", part.Down(8,
		part.NewText("An old check is redone with what the list said then. Where no version of that day is held, the one before it is asked, and a notice says so.", part.Body),
		part.NewText("Day", part.Small), day,
	), "Ask", func() bool {
		text := strings.TrimSpace(day.Text)
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			s.d.Fail(store.Sentence(store.ErrInvalid, "%q is no day; write it as 2018-08-02.", text))
			return false
		}
		words := []string{list + "@" + text}
		if list == "" {
			words = nil
			for i, v := range s.versions {
				if i == 0 || s.versions[i-1].List != v.List {
					words = append(words, v.List+"@"+text)
				}
			}
		}
		for _, w := range words {
			if _, err := s.lib.Pick(w); err != nil {
				s.d.Fail(err)
				return false
			}
		}
		s.askFor(words)
		return true
	})
}
