package report

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"redthread/app/redact"
	casereport "redthread/app/report"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// How long the screen waits for more of the same before it starts work.
const (
	changePause = 700 * time.Millisecond // after a change of the case or of the sections
	resizePause = 150 * time.Millisecond
)

const (
	listWide   float32 = 300
	listNarrow float32 = 250
)

// Screen is the Report screen. All its fields belong to the window's goroutine.
type Screen struct {
	d     desk.Desk
	press press

	contents *contents
	profile  redact.Profile
	view     *printed // the last making; nil before the first
	making   int      // its number
	page     int
	shelf    shelf
	found    []finding
	narrow   bool

	wanted   int                // number of the newest making asked for
	stopMake context.CancelFunc // ends the making under way
	drawing  int                // number of the newest page asked for
	stopDraw context.CancelFunc
	checking int
	later    map[string]func() // what waits, by its name; the function drops it
	after    func(time.Duration, func()) (cancel func())

	content  fyne.CanvasObject
	panes    *part.Panes
	left     *fyne.Container
	list     *sectionList
	usual    *part.Button
	sheet    *sheetView
	column   *column
	notice   *part.Notice
	foot     *part.Text // the verdict, where the right side is folded
	where    *part.Text
	busy     *part.Text
	prev     *part.Button
	next     *part.Button
	zoomer   *part.Button
	profiler *part.Button
	export   *part.Button
}

var _ desk.Screen = (*Screen)(nil)

// New makes the screen.
func New(d desk.Desk) *Screen {
	s := &Screen{
		d: d, press: press{c: d.Case(), tools: findPoppler()},
		contents: newContents(), profile: redact.Public, page: 1, later: map[string]func(){},
	}
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
	s.d.Inspect(s.column.scroll)
	if s.wanted == 0 {
		s.remake()
		s.check()
	}
	if c := s.d.Window().Canvas(); c.Focused() == nil {
		s.sheet.byMouse = true // no ring until a key is used
		c.Focus(s.sheet)
	}
}

// Changed is part of desk.Screen. A screen that is not shown hears of changes
// when it is, so the report is made anew only while somebody looks at it.
func (s *Screen) Changed(store.Change) {
	if s.wanted == 0 {
		return
	}
	s.soon("make", changePause, func() {
		s.remake()
		s.check()
	})
}

// Find is part of desk.Screen. The pages are pictures; there is nothing to
// search in them.
func (s *Screen) Find() {}

// Resize is part of desk.Screen.
func (s *Screen) Resize(narrow bool) {
	wide := listWide
	if narrow {
		wide = listNarrow
	}
	s.panes.SetWidths(wide, 0)
	s.narrow = narrow
	s.sayFoot()
}

// sayFoot repeats the verdict under the sections in a narrow window, which
// folds the right side.
func (s *Screen) sayFoot() {
	text := ""
	if s.narrow && s.found != nil {
		text = verdict(s.found)
	}
	s.foot.SetText(text)
	show(s.foot, text != "")
	s.left.Refresh() // the sections give way to it
}

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

// describe writes everything around the page anew.
func (s *Screen) describe() {
	var outline []casereport.Heading
	var starts []int
	if s.view != nil {
		outline, starts = s.view.made.Outline, s.view.starts
	}
	s.list.set(s.contents.chapters(outline, starts))
	show(s.usual, s.contents.changed())
	s.profiler.SetText("Redaction: " + profileWord(s.profile))
	s.zoomer.SetText("Fit " + string(s.sheet.zoom))
	pages := s.pages()
	s.where.SetText(pageWords(s.page, pages))
	able(s.prev, s.page > 1)
	able(s.next, s.page < pages)
	drawn := s.press.tools.draw != ""
	show(s.prev, drawn)
	show(s.next, drawn)
	show(s.zoomer, drawn)
	if !drawn && pages > 0 {
		s.where.SetText(counted(pages, "page", "pages"))
	}
}

func (s *Screen) pages() int {
	if s.view == nil {
		return 0
	}
	return s.view.made.Pages
}

// turn shows a page.
func (s *Screen) turn(page int) {
	s.page = max(min(page, s.pages()), 1)
	if s.view == nil {
		return
	}
	if s.press.tools.draw == "" {
		s.sheet.setWords(outlineView(s.view.made))
		return
	}
	s.draw()
}

// key turns pages; other keys go on to the window.
func (s *Screen) key(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyPageDown:
		s.goTo(s.page + 1)
	case fyne.KeyPageUp:
		s.goTo(s.page - 1)
	case fyne.KeyHome:
		s.goTo(1)
	case fyne.KeyEnd:
		s.goTo(s.pages())
	default:
		passKey(s.list, e)
	}
}

func (s *Screen) goTo(page int) {
	before := s.page
	s.turn(page)
	if s.page != before {
		s.sheet.scroll.ScrollToTop()
	}
	s.describe()
}

// rearranged shows the sections in their new order at once, and makes the
// report a moment later.
func (s *Screen) rearranged() {
	s.view.forget()
	s.describe()
	s.soon("make", changePause, s.remake)
}

// setProfile chooses who may be named. Full is asked about first.
func (s *Screen) setProfile(p redact.Profile) {
	if p == s.profile {
		return
	}
	take := func() {
		s.profile = p
		s.describe()
		s.remake()
		s.check()
	}
	if p != redact.Full {
		take()
		return
	}
	price := "Nothing is hidden in a full report."
	if s.view != nil {
		price += " " + s.view.covers.price()
	}
	s.d.Sheet("Hide nothing?", part.Down(8,
		part.NewText(price, part.Body),
		part.NewText("Whoever gets the file can read it. The preview is made in full from now on; nothing is written until you export.", part.Small),
	), "Show everything", func() bool {
		take()
		return true
	})
}
