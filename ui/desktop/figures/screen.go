package figures

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	casefigures "redthread/app/figures"
	"redthread/app/redact"
	"redthread/store"
	"redthread/store/value"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// How long the screen waits for more of the same before it starts work.
const (
	changePause = 500 * time.Millisecond
	paintPause  = 120 * time.Millisecond
)

// Screen is the Figures screen. All its fields belong to the window's goroutine.
type Screen struct {
	d desk.Desk

	options casefigures.WageOptions
	profile redact.Profile
	spread  *casefigures.WageSpread // nil before it was read

	reading  int // number of the newest reading asked for
	painting int // number of the newest painting asked for
	asked    paintKey
	later    map[string]func()
	after    func(time.Duration, func()) (cancel func())

	content   fyne.CanvasObject
	body      *fyne.Container // the page, or what to do where there is nothing
	page      *page
	plot      *plot
	notice    *part.Notice
	currency  *part.Button
	per       *part.Button
	redaction *part.Button
	export    *part.Button
}

// zoom is by how much the figure is larger than its measures in points, so that
// its letters are about as large as those around it.
const zoom = 1.25

// paintKey is for what a painting is made.
type paintKey struct {
	reading, width int
	scale          float32
	dark           bool
}

var _ desk.Screen = (*Screen)(nil)

// New makes the screen.
func New(d desk.Desk) *Screen {
	s := &Screen{d: d, profile: redact.Public, later: map[string]func(){}}
	s.after = func(pause time.Duration, f func()) func() {
		t := time.AfterFunc(pause, func() { d.Do(f) })
		return func() { t.Stop() }
	}
	s.build()
	return s
}

// Content is part of desk.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Open is part of desk.Screen.
func (s *Screen) Open(desk.Route) {
	s.d.Inspect(nil)
	if s.reading == 0 {
		s.read(s.options)
	}
}

// Changed is part of desk.Screen.
func (s *Screen) Changed(store.Change) {
	if s.reading > 0 {
		s.soon("read", changePause, func() { s.read(s.options) })
	}
}

// Find is part of desk.Screen: the cursor goes to the marks.
func (s *Screen) Find() {
	if s.spread != nil && !s.spread.Empty() {
		s.d.Window().Canvas().Focus(s.plot)
	}
}

// Resize is part of desk.Screen.
func (s *Screen) Resize(narrow bool) { s.page.setNarrow(narrow) }

// soon runs f after a pause, unless the same is asked for again before.
func (s *Screen) soon(name string, pause time.Duration, f func()) {
	if drop := s.later[name]; drop != nil {
		drop()
	}
	dropped := false
	cancel := s.after(pause, func() {
		if !dropped {
			delete(s.later, name)
			f()
		}
	})
	s.later[name] = func() {
		dropped = true
		cancel()
	}
}

// read reads the figure with options, which are kept where they work. An
// answer that is older than the last question is dropped.
func (s *Screen) read(o casefigures.WageOptions) {
	s.reading++
	n, c, profile := s.reading, s.d.Case(), s.profile
	var w *casefigures.WageSpread
	s.d.Ask("Reading the pay observations", func(ctx context.Context, _ func(float64, string)) error {
		gate, err := redact.Open(ctx, c, profile)
		if err == nil {
			w, err = casefigures.Wages(ctx, c, gate, o)
		}
		return err
	}, func(err error) {
		switch {
		case n != s.reading:
		case err != nil:
			s.failed(err, o)
		default:
			s.spread, s.options = w, o
			s.show()
		}
	})
}

// failed keeps the last figure. A conversion that no longer works, since what
// it converts has changed, gives way to the amounts as they are.
func (s *Screen) failed(err error, tried casefigures.WageOptions) {
	if errors.Is(err, context.Canceled) {
		return
	}
	s.d.Fail(err)
	if tried == s.options && tried != (casefigures.WageOptions{}) {
		s.options = casefigures.WageOptions{}
		s.read(s.options)
	}
	s.describe()
}

// show shows what was read.
func (s *Screen) show() {
	s.describe()
	if s.spread.Empty() {
		s.body.Objects = []fyne.CanvasObject{s.empty()}
		s.body.Refresh()
		return
	}
	s.page.set(s.spread)
	if len(s.body.Objects) != 1 || s.body.Objects[0] != fyne.CanvasObject(s.page.scroll) {
		s.body.Objects = []fyne.CanvasObject{s.page.scroll}
	}
	s.body.Refresh()
	s.paint()
}

// empty says what belongs here.
func (s *Screen) empty() fyne.CanvasObject {
	button := part.NewPrimaryButton("Add a wage observation", func() {
		s.d.AddEntity("WageObservation", "", func(store.ID) {}) // the screen hears of the change and stays
	})
	return part.NewEmptyState("No pay observation yet",
		"This figure sets what is paid for a worker beside what is listed as pay, what is received and what is withheld. Add what a source says of pay: its kind, its amount, its place and time.",
		button)
}

// describe writes the controls anew.
func (s *Screen) describe() {
	s.currency.SetText(currencyWords(s.options))
	s.per.SetText("Per: " + periodWords(s.options.Per))
	s.redaction.SetText("Redaction: " + profileWord(s.profile))
	for _, b := range []*part.Button{s.currency, s.per, s.export} {
		able(b, s.spread != nil && !s.spread.Empty())
	}
}

func profileWord(p redact.Profile) string {
	if p == redact.Full {
		return "Full"
	}
	return "Public"
}

// paint paints the figure for the size and theme it is shown in.
func (s *Screen) paint() {
	if s.spread == nil || s.spread.Empty() || s.plot.wide <= 0 {
		return
	}
	key := paintKey{s.reading, int(s.plot.wide), s.plot.scale(), s.plot.dark()}
	if key == s.asked {
		return
	}
	s.asked = key
	s.painting++
	n, w := s.painting, s.spread
	done := painting{width: key.width, scale: key.scale, dark: key.dark}
	s.d.Ask("Drawing the figure", func(context.Context, func(float64, string)) error {
		done.image, done.hits = w.Image(int(float64(key.width)/zoom), 0, zoom*float64(key.scale), key.dark)
		done.hits.enlarge(zoom)
		return nil
	}, func(err error) {
		switch {
		case n != s.painting:
		case err != nil || done.image == nil:
			s.asked = paintKey{}
			s.d.Fail(plain("The figure could not be drawn; its table is complete all the same."))
		default:
			done.height = float32(done.image.Bounds().Dy()) / key.scale
			s.plot.set(done)
			s.page.scroll.Refresh()
		}
	})
}

// pick marks the row of a place on the plot.
func (s *Screen) pick(i int) {
	if row := s.page.table.row(s.plot.now.hits[i].Statement); row >= 0 {
		s.page.grid.Select(row)
	}
}

func (s *Screen) build() {
	s.plot = newPlot()
	s.plot.describe = func(i int) string { return tip(s.spread, s.plot.now.hits[i]) }
	s.plot.onOpen = func(i int) { s.d.Go(placeOfHit(s.plot.now.hits[i])) }
	s.plot.onPick = s.pick
	s.plot.onStale = func() {
		if s.plot.now.image == nil {
			s.paint()
			return
		}
		s.soon("paint", paintPause, s.paint)
	}
	s.page = newPage(s.plot)
	s.page.onPick = func(row int) {
		if r := s.page.table.Rows[row]; r.Observed != nil {
			s.plot.pick(s.plot.now.hits.of(r.Statement))
		}
	}
	s.page.onOpen = func(row int) { s.openRow(row, fyne.NewPos(0, 0), false) }
	s.page.onCell = func(row, column int) {
		if column == s.page.table.source() {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.page.grid)
			s.openRow(row, at.AddXY(s.page.grid.Size().Width-240, gridHead+float32(row+1)*gridRow), true)
		}
	}
	s.page.onMenu = s.rowMenu
	s.page.onCite = func(l casefigures.SourceLine) { s.d.Go(desk.Route{Screen: desk.Sources, ID: l.ID}) }
	s.notice = part.NewNotice()
	s.body = container.NewStack()
	s.content = part.Frame(part.Down(0, s.bar(), part.NewRule(), s.notice.Object()), nil, nil, nil, s.body)
	s.describe()
}

// openRow opens what a row stands on. Of several passages the first one is
// opened, or they are offered.
func (s *Screen) openRow(row int, at fyne.Position, offer bool) {
	r := s.page.table.Rows[row]
	marks := passages(r)
	switch {
	case len(marks) == 0 && r.Observed != nil:
		s.d.Go(desk.Route{Screen: desk.Entities, ID: r.Observed.Entity, Statement: r.Statement})
	case len(marks) == 0:
	case len(marks) == 1 || !offer:
		s.d.Go(placeOf(marks[0]))
	default:
		citeMenu(s.spread, marks, func(m casefigures.Mark) { s.d.Go(placeOf(m)) }, s.d.Window().Canvas(), at)
	}
}

// rowMenu says what else can be done with a row.
func (s *Screen) rowMenu(row int, at fyne.Position) {
	r := s.page.table.Rows[row]
	menu := fyne.NewMenu("")
	for _, m := range passages(r) {
		menu.Items = append(menu.Items, fyne.NewMenuItem("Open source "+m.String(), func() { s.d.Go(placeOf(m)) }))
	}
	for _, o := range observed(r) {
		menu.Items = append(menu.Items, fyne.NewMenuItem("Show “"+short(o.Label, 50)+"”", func() {
			s.d.Go(desk.Route{Screen: desk.Entities, ID: o.Entity, Statement: o.Statement})
		}))
	}
	if len(menu.Items) > 0 {
		widget.ShowPopUpMenuAtPosition(menu, s.d.Window().Canvas(), at)
	}
}

// bar is the head of the screen.
func (s *Screen) bar() fyne.CanvasObject {
	chips := part.NewFacets(nil)
	chips.OneLine = true
	chips.SetFacets([]part.Facet{{Key: "wages", Text: "Wage spread", Count: part.Uncounted}})
	s.currency = part.NewMenuButton("", s.currencyMenu)
	s.per = part.NewMenuButton("", s.perMenu)
	s.redaction = part.NewMenuButton("", s.redactionMenu)
	s.redaction.Tip = "Who may be named in the figure and in its files"
	s.export = part.NewMenuButton("Export", s.exportMenu)
	return part.Inset(6, 14, 6, 14, part.Across(8, part.NewWord("Figures", part.Heading), chips,
		layout.NewSpacer(), s.currency, s.per, s.redaction, s.export))
}

func (s *Screen) perMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, p := range periods() {
		item := fyne.NewMenuItem(periodItem(p), func() {
			o := s.options
			o.Per = p
			s.read(o)
		})
		item.Checked = s.options.Per == p
		menu.Items = append(menu.Items, item)
	}
	return menu
}

// periodItem words a choice of the menu; only exact factors are used.
func periodItem(p value.Period) string {
	if p == value.Once {
		return "As each source has it"
	}
	return "Per " + string(p) + ", where there is an exact factor"
}

func (s *Screen) redactionMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, p := range []redact.Profile{redact.Public, redact.Full} {
		item := fyne.NewMenuItem(p.Label(), func() {
			s.profile = p
			s.describe()
			s.read(s.options)
		})
		item.Checked = s.profile == p
		menu.Items = append(menu.Items, item)
	}
	return menu
}

func able(b *part.Button, yes bool) {
	if yes {
		b.Enable()
	} else {
		b.Disable()
	}
}
