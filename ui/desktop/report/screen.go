package report

import (
	"context"
	"errors"
	"image"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

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
	notice   *notice
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

// remake makes the report and shows it. An answer that is older than the last
// question is dropped.
func (s *Screen) remake() {
	s.wanted++
	n, p, profile, sections := s.wanted, s.press, s.profile, s.contents.sections()
	if s.stopMake != nil {
		s.stopMake()
	}
	ended, stop := context.WithCancel(context.Background())
	s.stopMake = stop
	s.busy.SetText("Preparing the pages…")
	var out *printed
	s.d.Ask("Preparing the report", func(ctx context.Context, tell func(float64, string)) (err error) {
		ctx, cancel := until(ctx, ended)
		defer cancel()
		out, err = p.print(ctx, profile, sections, tell)
		return err
	}, func(err error) {
		stop()
		if n != s.wanted {
			return
		}
		s.busy.SetText("")
		if err != nil {
			s.failed(err)
			return
		}
		s.view, s.making = out, n
		s.column.setRedacted(out.covers.with(out.made.Hidden).lines(profile), profile == redact.Full)
		s.turn(s.page)
		s.describe()
	})
}

// until is a context that ends with either of two.
func until(ctx, other context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(other, cancel)
	return ctx, func() {
		stop()
		cancel()
	}
}

func (s *Screen) failed(err error) {
	text := "The report could not be made. What went wrong stands above."
	switch {
	case errors.Is(err, context.Canceled):
		text = "Making the report was stopped."
	case errors.Is(err, casereport.ErrLeak):
		text = "The report would show a name that is hidden, so it is not shown; look at the classes of the people in the case."
	default:
		s.d.Fail(err)
	}
	s.view = nil
	s.sheet.setWords(part.NewEmptyState("No pages", text, part.NewButton("Try again", s.remake)))
	s.describe()
}

// check looks for what has to be put right.
func (s *Screen) check() {
	s.checking++
	n, c, profile := s.checking, s.d.Case(), s.profile
	var found []casereport.Finding
	s.d.Ask("Checking the report", func(ctx context.Context, _ func(float64, string)) error {
		gate, err := redact.Open(ctx, c, profile)
		if err != nil {
			return err
		}
		found, err = casereport.Check(ctx, c, gate)
		return err
	}, func(err error) {
		switch {
		case n != s.checking:
		case err != nil:
			s.column.verdict.SetText("The case could not be checked.")
			s.d.Fail(err)
		default:
			s.found = findings(found)
			s.column.setFindings(s.found)
			s.sayFoot()
		}
	})
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

// draw draws the page at the size it is shown, and shows it when it is done;
// until then the last one stays.
func (s *Screen) draw() {
	size := s.sheet.page()
	if s.view == nil || s.press.tools.draw == "" || s.sheet.Size().Width <= 0 {
		return
	}
	scale := s.d.Window().Canvas().Scale()
	key := sheetKey{s.making, s.page, int(math.Ceil(float64(size.Width * scale)))}
	s.drawing++
	if s.stopDraw != nil {
		s.stopDraw()
		s.stopDraw = nil
	}
	if img := s.shelf.get(key); img != nil {
		s.sheet.setPage(img)
		return
	}
	n, tools, pdf := s.drawing, s.press.tools, s.view.pdf
	ended, stop := context.WithCancel(context.Background())
	s.stopDraw = stop
	var img *image.RGBA
	s.d.Ask("Drawing the page", func(ctx context.Context, _ func(float64, string)) (err error) {
		ctx, cancel := until(ctx, ended)
		defer cancel()
		img, err = tools.page(ctx, pdf, key.page, key.width)
		return err
	}, func(err error) {
		stop()
		switch {
		case err == nil:
			s.shelf.put(key, img)
			if n == s.drawing {
				s.sheet.setPage(img)
			}
		case n == s.drawing && !errors.Is(err, context.Canceled):
			s.press.tools.draw = "" // it does not work here: the headings will do
			s.turn(s.page)
			s.describe()
		}
	})
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
	s.notice = newNotice()
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
	middle := part.Frame(part.Down(0, s.bar(), part.NewRule(), s.notice.box), nil, nil, nil, s.sheet)
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
