package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/ui/desktop/palette"
)

// mostListed is how many hits of each kind the list of all hits asks for.
const mostListed = 200

// showResults shows all hits of a text in a list below the screen, which stays
// while one reads. An empty text leaves what the list shows.
func (b *bench) showResults(text string) {
	f := b.frame
	if b.results == nil {
		b.results = palette.NewResults(b.w.win.Canvas(), b.asking(mostListed), func() {
			f.drawer.show(nil)
			b.w.win.Canvas().Unfocus()
		})
	}
	f.drawer.show(b.results.Content())
	b.results.Search(text)
}

// drawer holds the screen, and below it a list that can be opened.
type drawer struct {
	box   *fyne.Container
	thing fyne.CanvasObject
}

func newDrawer(thing fyne.CanvasObject) *drawer {
	return &drawer{box: container.New(drawerLayout{}, thing), thing: thing}
}

// show opens the drawer with an object; nil closes it.
func (d *drawer) show(o fyne.CanvasObject) {
	d.box.Objects = []fyne.CanvasObject{d.thing}
	if o != nil {
		d.box.Objects = append(d.box.Objects, o)
	}
	d.box.Refresh()
}

func (d *drawer) open() bool { return len(d.box.Objects) > 1 }

// How high the list is: a share of the window, within bounds.
const (
	drawerShare = 0.38
	drawerLeast = 200
	drawerMost  = 420
)

type drawerLayout struct{}

func (drawerLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (drawerLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	above := s.Height
	if len(objects) > 1 {
		h := min(max(s.Height*drawerShare, drawerLeast), drawerMost)
		above = max(s.Height-h, 0)
		objects[1].Move(fyne.NewPos(0, above))
		objects[1].Resize(fyne.NewSize(s.Width, s.Height-above))
	}
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(s.Width, above))
}
