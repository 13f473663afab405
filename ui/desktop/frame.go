package desktop

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
	"redthread/ui/desktop/sharing"
)

// narrowBelow is the width under which the inspector lies over the screen.
const narrowBelow float32 = 1280

// frame is what surrounds the screens.
type frame struct {
	b       *bench
	content fyne.CanvasObject
	top     *part.TopBar
	rail    *part.Rail
	body    *part.Panes
	drawer  *drawer // around the body
	status  *part.StatusBar
	undo    *part.Button
	add     *part.Button
	narrow  bool
	said    []string  // what the status bar says
	job     *part.Job // and the job it shows
}

func newFrame(b *bench) *frame {
	f := &frame{b: b, status: part.NewStatusBar()}
	f.top = part.NewTopBar("Search the case, or type a command", keyText(paletteKey(), " "), b.w.openPalette)
	f.undo = part.NewButton("Undo", b.undo)
	f.undo.Disable()
	f.add = part.NewPrimaryButton("+ Add", b.askWhatToAdd)
	share := part.NewButton("Share", func() { sharing.Ask(b.seat) })
	share.Tip = "Write a clean file for a colleague, sealed and signed if you wish"
	f.top.SetButtons(f.undo, share, f.add)
	if ro, _ := b.c.ReadOnly(); ro {
		f.add.Disable()
	}
	f.rail = part.NewRail(f.items(), func(key string) { b.Go(desk.Route{Screen: key}) })
	f.body = part.NewPanes(nil, container.NewStack(), nil)
	f.restore()
	f.drawer = newDrawer(f.body)
	inner := part.Frame(part.Down(0, f.top, b.w.bars.box), nil, f.status, f.rail, f.drawer.box)
	f.content = container.New(&sizeWatch{f.sized}, inner)
	return f
}

func (f *frame) items() []part.RailItem {
	var all []part.RailItem
	for _, s := range f.b.seats {
		all = append(all, part.RailItem{Key: s.name, Text: s.name, Pinned: s.name == desk.Settings})
	}
	return all
}

func (f *frame) setCase(title, file string) {
	f.top.SetCase(title, file)
	f.b.w.win.SetTitle(title + " – Redthread")
}

// show puts a screen into the frame.
func (f *frame) show(s *seat) {
	s.build()
	f.rail.Select(s.name)
	f.body.SetThing(s.content)
	f.inspect(s.detail)
}

// inspect shows what a screen has to say of its selection; nil takes the
// inspector away.
func (f *frame) inspect(o fyne.CanvasObject) {
	f.body.SetDetail(o)
}

// counts sets the numbers of the rail.
func (f *frame) counts(t tally) {
	for _, s := range f.b.seats {
		if s.listed != nil {
			f.rail.SetCount(s.name, strconv.Itoa(s.listed(t.info)), false)
		}
	}
}

func (f *frame) say(texts ...string) {
	f.said = texts
	f.status.SetTexts(texts...)
}

func (f *frame) setJob(j *part.Job) {
	f.job = j
	f.status.SetJob(j)
}

// restore brings back how the inspector was left, and remembers how it is.
func (f *frame) restore() {
	env := f.b.w.env
	if width, ok := env.Pane("inspector"); ok {
		f.body.SetWidths(0, float32(width))
	}
	if folded, ok := env.Pane("inspector folded"); ok && folded > 0 {
		f.body.Fold(true)
	}
	f.body.OnMoved = func(_, detail float32) {
		f.b.w.aside(func() { _ = env.SetPane("inspector", float64(detail)) })
	}
	f.body.OnFold = func(folded bool) {
		if f.narrow {
			return // an inspector that lies over the screen is folded by habit
		}
		value := 0.0
		if folded {
			value = 1
		}
		f.b.w.aside(func() { _ = env.SetPane("inspector folded", value) })
	}
}

// sized hears of every new size of the window.
func (f *frame) sized(s fyne.Size) {
	narrow := s.Width < narrowBelow
	if narrow == f.narrow {
		return
	}
	f.narrow = narrow
	// Screens are told after the layout that is under way.
	f.b.w.ui.Do(func() {
		if f.b.seat != nil && !f.b.ended {
			f.b.seat.fit(f.narrow)
		}
	})
}

// sizeWatch fills its place with one object and tells of every size.
type sizeWatch struct{ sized func(fyne.Size) }

func (l *sizeWatch) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(fyne.NewSize(look.RailWidth+600, 480))
}

func (l *sizeWatch) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	l.sized(s)
	objects[0].Resize(s)
	objects[0].Move(fyne.Position{})
}
