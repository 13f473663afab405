package sources

import (
	"context"
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"redthread/app"
	"redthread/app/capture/pages"
	"redthread/store"
	"redthread/ui/desktop/part"
)

// originalPage is the tab with the file itself: pictures and, where it can be,
// pages of a PDF in the window, and the way to another program for all else.
type originalPage struct {
	s       *Screen
	content fyne.CanvasObject

	chips  *part.Facets // one of several files
	bar    *fyne.Container
	tools  *fyne.Container // pages and zoom
	pager  *fyne.Container
	head   *fyne.Container
	page   *part.Text
	zoomed *part.Text
	said   *part.Text
	none   *part.EmptyState
	box    *fyne.Container
	scroll *container.Scroll
	img    *canvas.Image

	file     store.Evidence
	how      showing
	at       int // page, from 1
	count    int // of pages, 0: not known yet
	zoom     int // percent of the width
	album    album
	asked    int
	wide     float32 // of the view
	followed int     // the passage whose page was last turned to
	wanted   bool    // something is to be drawn as soon as the tab is seen
}

// zooms are the steps of the zoom, in percent of the width of the view.
var zooms = []int{50, 75, 100, 150, 200, 300}

func newOriginalPage(s *Screen) *originalPage {
	p := &originalPage{s: s, zoom: 100, at: 1}
	p.chips = part.NewFacets(func(key string) { p.pick(key) })
	before, after := part.NewButton("‹", func() { p.turn(-1) }), part.NewButton("›", func() { p.turn(1) })
	before.Tip, after.Tip = "The page before (Page Up)", "The next page (Page Down)"
	p.page = part.NewWord("", part.Small)
	p.pager = part.Across(6, before, p.page, after)
	less, more := part.NewButton("–", func() { p.magnify(-1) }), part.NewButton("+", func() { p.magnify(1) })
	less.Tip, more.Tip = "Smaller", "Larger"
	p.zoomed = part.NewWord("100 %", part.Small)
	open := part.NewButton("Other program", func() { s.openElsewhere(p.file) })
	open.Tip = "Open a read-only copy in the program that this computer uses for such files"
	save := part.NewButton("Save…", func() { s.saveOriginal(p.file) })
	save.Tip = "Save the original, byte for byte; its record notes it"
	p.tools = part.Across(14, p.pager, part.Across(6, less, p.zoomed, more))
	p.said = part.NewText("", part.Small)
	p.bar = part.Down(6, p.tools, part.Frame(nil, part.Across(6, open, save), nil, nil, part.Inset(7, 12, 0, 0, p.said)))
	p.none = part.NewEmptyState("No original is kept", "", nil)
	p.img = canvas.NewImageFromImage(nil)
	p.img.FillMode, p.img.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleSmooth
	p.box = container.New(&pageLayout{p}, p.img)
	p.scroll = container.NewScroll(p.box)
	head := part.Down(0, part.Inset(8, 16, 8, 16, part.Down(6, p.chips, p.bar)), part.NewRule())
	p.head = head
	p.content = part.Frame(head, nil, nil, nil, container.NewStack(container.New(&viewLayout{p}, p.scroll), p.none))
	return p
}

// fill shows the files of a card; the same source keeps file and page.
func (p *originalPage) fill(card *app.SourceCard, same bool) {
	if len(card.Files) == 0 {
		p.file = store.Evidence{}
		p.none.Set("No original is kept", "The bytes of the original are not in this case. Attach the file under Evidence at the right, or drop it onto the window.")
		p.show(false)
		show(p.head, false)
		return
	}
	show(p.head, true)
	var chips []part.Facet
	kept := false
	for _, f := range card.Files {
		chips = append(chips, part.Facet{Key: f.Hash(), Text: clip(f.Name, 32), Count: part.Uncounted})
		kept = kept || f.SHA256 == p.file.SHA256
	}
	p.chips.SetFacets(chips)
	show(p.chips, len(chips) > 1)
	if !same || !kept {
		p.pick(card.Files[0].Hash())
	}
	p.chips.Select(p.file.Hash())
}

// pick shows a file from its first page.
func (p *originalPage) pick(hash string) {
	for _, f := range p.s.card.Files {
		if f.Hash() == hash {
			p.file = f
		}
	}
	p.at, p.zoom, p.followed = 1, 100, 1
	p.count = pagesOf(p.s.card, p.file)
	said := ""
	p.how, said = showingOf(p.file, pages.Available())
	p.said.SetText(said)
	if p.how == elsewhere {
		if locked(p.s.card, p.file) {
			said = lockedWords
		}
		p.said.SetText("Not shown in this window")
		p.none.Set(p.file.Name, said)
	}
	show(p.pager, p.how == asPages)
	p.show(p.how != elsewhere)
	p.img.Image = nil
	p.draw()
}

func (p *originalPage) show(drawn bool) {
	show(p.none, !drawn)
	show(p.scroll, drawn)
	show(p.tools, drawn)
	p.content.Refresh()
}

// visible tells whether somebody looks; nothing is drawn for nobody.
func (p *originalPage) visible() bool {
	return p.s.middle != nil && p.s.middle.tabs.Selected() == tabOriginal
}

// seen draws what was put off until the tab is looked at.
func (p *originalPage) seen() {
	if p.wanted {
		p.draw()
	}
}

// pixels is how wide the picture is drawn: in steps, so that a window that is
// drawn larger does not have each width drawn anew.
func (p *originalPage) pixels() int {
	scale := p.s.d.Window().Canvas().Scale()
	w := int(p.wide * float32(p.zoom) / 100 * scale)
	return min(max((w+99)/100*100, 300), 4000)
}

func (p *originalPage) draw() {
	if p.how == elsewhere || len(p.file.Name) == 0 {
		return
	}
	if p.wanted = !p.visible() || p.wide <= 0; p.wanted {
		return
	}
	p.say()
	key := drawnPage{p.file.Hash(), p.at, p.pixels()}
	p.asked++
	if img := p.album.get(key); img != nil {
		p.set(img)
		return
	}
	number, file, how := p.asked, p.file, p.how
	title := "Drawing " + file.Name
	var img image.Image
	count := p.count
	p.s.d.Ask(title, func(ctx context.Context, _ func(float64, string)) error {
		path, err := p.s.copyOf(ctx, file)
		if err != nil {
			return err
		}
		if how == asPicture {
			img, err = pages.Picture(ctx, path, key.width)
			return err
		}
		if count == 0 {
			count, _ = pages.Count(ctx, path)
		}
		img, err = pages.Render(ctx, path, key.page, key.width)
		return err
	}, func(err error) {
		if number != p.asked || file.SHA256 != p.file.SHA256 {
			return
		}
		p.count = count
		p.say()
		if err != nil {
			p.none.Set(p.file.Name, p.problem(err))
			show(p.none, true)
			show(p.scroll, false)
			return
		}
		p.album.put(key, img)
		p.set(img)
	})
}

// problem says why nothing is drawn: a lock that was met when the file was read
// explains more than that drawing it failed.
func (p *originalPage) problem(err error) string {
	if locked(p.s.card, p.file) {
		return lockedWords
	}
	return pictureProblem(err)
}

func (p *originalPage) set(img image.Image) {
	show(p.none, false)
	show(p.scroll, true)
	p.img.Image = img
	p.img.Refresh()
	p.box.Refresh()
	p.scroll.Refresh()
}

func (p *originalPage) say() {
	p.zoomed.SetText(fmt.Sprintf("%d %%", p.zoom))
	switch {
	case p.count > 0:
		p.page.SetText(fmt.Sprintf("Page %d of %d", p.at, p.count))
	default:
		p.page.SetText(fmt.Sprintf("Page %d", p.at))
	}
	p.bar.Refresh()
}

// turn goes to another page.
func (p *originalPage) turn(by int) {
	to := max(p.at+by, 1)
	if p.count > 0 {
		to = min(to, p.count)
	}
	if p.how != asPages || to == p.at {
		return
	}
	p.at = to
	p.scroll.ScrollToTop()
	p.draw()
}

// follow turns to the page that the passage of the caret stands on, once for
// each passage, so that a page that somebody turned to stays.
func (p *originalPage) follow() {
	card := p.s.card
	if card == nil || p.how != asPages {
		return
	}
	passage := p.s.middle.text.reader.Selection().First
	at, ok := passageAt(card.Text, passage)
	r, read := readingOf(card, p.file)
	if !ok || passage == p.followed || !read || r.Layer != card.Layer || card.Text[at].Page == 0 {
		return
	}
	p.followed = passage
	p.turn(card.Text[at].Page - p.at)
}

func (p *originalPage) magnify(by int) {
	at := 0
	for i, z := range zooms {
		if z <= p.zoom {
			at = i
		}
	}
	if to := zooms[min(max(at+by, 0), len(zooms)-1)]; to != p.zoom {
		p.zoom = to
		p.box.Refresh()
		p.scroll.Refresh()
		p.draw()
	}
}

// key turns pages and magnifies.
func (p *originalPage) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyPageDown, fyne.KeyRight:
		p.turn(1)
	case fyne.KeyPageUp, fyne.KeyLeft:
		p.turn(-1)
	case fyne.KeyHome:
		p.turn(1 - p.at)
	case fyne.KeyEnd:
		p.turn(p.count - p.at)
	case fyne.KeyPlus, fyne.KeyEqual:
		p.magnify(1)
	case fyne.KeyMinus:
		p.magnify(-1)
	default:
		return false
	}
	return true
}

// viewLayout tells the page how wide its view is.
type viewLayout struct{ p *originalPage }

func (*viewLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 100) }

func (l *viewLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	first := l.p.wide == 0
	l.p.wide = s.Width - 2*pageMargin
	objects[0].Resize(s)
	objects[0].Move(fyne.Position{})
	if first || l.p.wanted {
		l.p.draw()
	}
}

// pageMargin is the room around a page.
const pageMargin = 16

// pageLayout gives the picture the width of the view, times the zoom.
type pageLayout struct{ p *originalPage }

func (l *pageLayout) size() fyne.Size {
	img := l.p.img.Image
	if img == nil || l.p.wide <= 0 {
		return fyne.Size{}
	}
	b := img.Bounds()
	w := l.p.wide * float32(l.p.zoom) / 100
	if l.p.how == asPicture { // a small picture is not blown up
		w = min(w, float32(b.Dx())/l.p.s.d.Window().Canvas().Scale()*float32(l.p.zoom)/100)
	}
	return fyne.NewSize(w, w*float32(b.Dy())/float32(max(b.Dx(), 1)))
}

func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return l.size().AddWidthHeight(2*pageMargin, 2*pageMargin)
}

func (l *pageLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	size := l.size()
	objects[0].Resize(size)
	objects[0].Move(fyne.NewPos(max((s.Width-size.Width)/2, pageMargin), pageMargin))
}

// pagesOf is how many pages the reading of a file counted.
func pagesOf(card *app.SourceCard, f store.Evidence) int {
	if r, ok := readingOf(card, f); ok {
		return r.Pages
	}
	return 0
}

// readingOf is the newest reading of a file.
func readingOf(card *app.SourceCard, f store.Evidence) (r store.Reading, ok bool) {
	for _, k := range card.Readings { // oldest first
		if k.Evidence == f.SHA256 {
			r, ok = k, true
		}
	}
	return r, ok
}
