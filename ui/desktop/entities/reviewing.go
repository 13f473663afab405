package entities

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/duplicates"
)

// TabDuplicates is the tab of a route that leads to the review of duplicates.
const TabDuplicates = "duplicates"

// reviewing puts the review of duplicates in the place of the list and the
// profile for as long as it lasts.
type reviewing struct {
	*duplicates.Queue
	s            *Screen
	left, middle *fyne.Container
	shown        bool
}

func newReviewing(s *Screen) *reviewing {
	r := &reviewing{Queue: duplicates.New(s.d), s: s}
	r.left = container.NewStack(s.left, r.Left())
	r.middle = container.NewStack(s.profile.content, r.Middle())
	r.OnClose = func() {
		r.show(false)
		if !s.id.IsZero() {
			s.load(desk.Route{ID: s.id, Tab: s.profile.tabs.Selected(), Statement: s.picked.row.Statement.ID})
		}
		s.d.Window().Canvas().Focus(s.rows)
	}
	r.show(false)
	return r
}

// show changes between the review and the entities.
func (r *reviewing) show(yes bool) {
	r.shown = yes
	for _, o := range []fyne.CanvasObject{r.s.left, r.s.profile.content} {
		if yes {
			o.Hide()
		} else {
			o.Show()
		}
	}
	for _, o := range []fyne.CanvasObject{r.Left(), r.Middle()} {
		if yes {
			o.Show()
		} else {
			o.Hide()
		}
	}
	if !yes {
		r.Close()
	}
	r.left.Refresh()
	r.middle.Refresh()
}

// review opens the review of duplicates.
func (s *Screen) review() {
	s.queue.show(true)
	s.queue.Open()
}
