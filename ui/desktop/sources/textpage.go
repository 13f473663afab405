package sources

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	"redthread/ui/desktop/part"
	"redthread/ui/desktop/reader"
)

// textPage is the tab with the words of the source: what stands above them, the
// reader, and the bar that says what would be cited.
type textPage struct {
	s       *Screen
	content fyne.CanvasObject
	reader  *reader.Reader

	note   *part.Text // of the source
	older  *part.Text // that this is not the newest reading
	newest *part.Button
	which  *part.Button // picks one of several texts
	line   fyne.CanvasObject
	head   *fyne.Container
	find   *findBar
	none   *part.EmptyState
	foot   fyne.CanvasObject
	picked *part.Text
	cite   *part.Button
	show   *part.Button
	next   *part.Button
	shown  bool // there is a text
	chosen reader.Selection
	sought *marking // what showPlace marked, until a person goes elsewhere
}

// marking is a stretch that the reader was told to mark, and where it stood.
type marking struct {
	passage, start, stop int
	top                  int // the passage at the top of the view, 0: it had no size yet
	at                   reader.Selection
}

func newTextPage(s *Screen) *textPage {
	p := &textPage{s: s}
	r := reader.New()
	r.After = s.after
	r.OnSelect = p.selected
	r.OnCite = func(sel reader.Selection) { p.offer(sel, true) }
	r.OnOpenSpan = p.openSpan
	r.OnMenu = func(sel reader.Selection, at fyne.Position) {
		widget.ShowPopUpMenuAtPosition(p.menu(sel), s.d.Window().Canvas(), at)
	}
	r.OnKey = p.key
	r.Tip = func(passage int, span reader.Span) string { return tipOf(s.card, s.seen, passage, span) }
	p.reader = r

	p.note, p.older = part.NewText("", part.Small), part.NewText("", part.Small).WithTone(part.Caution)
	p.newest = part.NewBareButton("Go to the newest", func() { s.openLayer(newestOf(s.card)) })
	p.which = part.NewMenuButton("", p.layerMenu)
	p.line = part.Frame(nil, part.Across(4, p.newest, p.which), nil, nil, part.Inset(8, 12, 6, 0, p.older))
	p.head = part.Down(0, part.Inset(6, 20, 6, 24, part.Down(2, p.line, p.note)), part.NewRule())
	p.find = newFindBar(p)
	p.none = part.NewEmptyState("No text", "", nil)
	p.picked = part.NewLine("", part.Small)
	p.cite = part.NewButton("Cite…", func() { p.offer(p.reader.Selection(), true) })
	p.show = part.NewBareButton("Show", func() { p.showCited(p.reader.Selection().First, reader.Span{Key: citedKey{}}) })
	p.next = part.NewButton("Next found", p.nextFound)
	p.next.Tip = "Go to the next thing that was recognised and is not cited yet (F4)"
	p.foot = part.Down(0, part.NewRule(), part.Inset(8, 16, 8, 20, part.Frame(nil, part.Across(8, p.show, p.next, p.cite), nil, nil,
		container.New(middleLayout{}, p.picked))))
	p.content = part.Frame(part.Down(0, p.head, p.find.content), nil, p.foot, nil, container.NewStack(p.reader, p.none))
	return p
}

// fill shows a card's text. The same text again keeps its place.
func (p *textPage) fill(card *app.SourceCard, same bool) {
	p.shown = len(card.Text) > 0
	t := textOf(card, p.s.seen)
	if same {
		p.update(t)
	} else {
		p.sought = nil
		p.find.away()
		p.reader.SetText(t)
		p.chosen = reader.Selection{}
	}
	p.showHead(card)
	if p.shown {
		p.none.Hide()
		p.reader.Show()
	} else {
		p.reader.Hide()
		title, sentence := noText(card)
		p.none.Set(title, sentence)
		p.none.Show()
	}
	p.find.again()
	p.showPicked()
}

// marked draws the text again with what was seen in it since.
func (p *textPage) marked(t reader.Text) {
	if p.shown {
		p.update(t)
		p.find.again()
		p.showPicked()
	}
}

// update draws the text again. The reader takes a mark away with it; the words
// that somebody was led to stay marked as long as they are looked at.
func (p *textPage) update(t reader.Text) {
	k := p.sought
	if k != nil && (p.reader.Selection() != k.at || k.top > 0 && p.reader.Top() != k.top) {
		p.sought, k = nil, nil
	}
	p.reader.Update(t)
	if k != nil {
		p.reader.ShowRange(k.passage, k.start, k.stop)
	}
}

// noText says why a source has no text, and what can be done.
func noText(card *app.SourceCard) (title, sentence string) {
	for i := len(card.Readings) - 1; i >= 0; i-- {
		if n := card.Readings[i].Note; n != "" {
			return "No text was read", joined(" ", strings.ReplaceAll(n, "\n", " "), "Look at it under Original; what it says can still be cited, with a page or a row in place of a passage.")
		}
	}
	if len(card.Files) > 0 {
		return "The file was not read for its text", "Choose Read again… beside the file to read it, or look at it under Original. What it says can still be cited, with a page or a row in place of a passage."
	}
	return "This source has no text here", joined(" ", card.Note, "Attach its file, or write numbered notes on what it says. It can still be cited, with a page or a row in place of a passage.")
}

func (p *textPage) showHead(card *app.SourceCard) {
	line := layerLine(card)
	p.older.SetText(line.text)
	p.older.SetTone(line.tone)
	p.which.SetText(line.name)
	show(p.which, line.several)
	show(p.newest, line.older)
	show(p.line, line.several || line.text != "")
	p.note.SetText(card.Note)
	show(p.note, card.Note != "" && p.shown)
	show(p.head, p.line.Visible() || p.note.Visible())
	p.relay()
}

// layerMenu lists the texts of the source.
func (p *textPage) layerMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, l := range layerNames(p.s.card) {
		item := fyne.NewMenuItem(l.name, func() { p.s.openLayer(l.id) })
		item.Checked = l.id == p.s.card.Layer
		menu.Items = append(menu.Items, item)
	}
	return menu
}

// restTime is how long a selection by keys rests before the card opens.
const restTime = 700 * time.Millisecond

// selected follows the selection: the mouse has let go, or a key was typed.
func (p *textPage) selected(sel reader.Selection) {
	changed := sel != p.chosen
	p.chosen, p.sought = sel, nil
	p.showPicked()
	if sel.Empty() {
		if changed {
			p.closeCard()
		}
		return
	}
	if !changed {
		return
	}
	if p.s.rest != nil {
		p.s.rest()
		p.s.rest = nil
	}
	if p.s.after == nil {
		p.offer(sel, false)
		return
	}
	wait := restTime
	if !p.keyed() {
		wait = mouseRest
	}
	p.s.rest = p.s.after(wait, func() {
		if p.chosen == sel && p.s.middle.tabs.Selected() == tabText {
			p.offer(sel, false)
		}
	})
}

// mouseRest lets a second and a third click come first.
const mouseRest = 180 * time.Millisecond

// keyed tells whether the shift key is held, so that keys select.
func (p *textPage) keyed() bool {
	d, ok := fyne.CurrentApp().Driver().(interface{ CurrentKeyModifiers() fyne.KeyModifier })
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// relay gives what came or went above the text its room.
func (p *textPage) relay() { p.content.Refresh() }

func (p *textPage) closeCard() { p.reader.HideCard() }

// leave closes the card and gives the keyboard back to the text.
func (p *textPage) leave() {
	p.closeCard()
	p.s.d.Window().Canvas().Focus(p.reader)
}

// showPicked says in the bar below the text what would be cited.
func (p *textPage) showPicked() {
	card := p.s.card
	if card == nil {
		return
	}
	sel := p.reader.Selection()
	waiting := p.s.waiting()
	show(p.next, waiting > 0)
	show(p.show, false)
	switch {
	case !p.shown:
		p.cite.SetText("Cite the source…")
		p.picked.SetText("")
	case sel.Empty():
		p.cite.SetText("Cite ¶ " + fmt.Sprint(sel.First) + "…")
		p.picked.SetText(fmt.Sprintf("¶ %d · %s", sel.First, citedSaid(card, sel.First)))
		show(p.show, card.Passages[sel.First] > 0)
	default:
		p.cite.SetText("Cite the words…")
		p.picked.SetText(selectionSaid(sel))
	}
	p.foot.Refresh()
}

func selectionSaid(sel reader.Selection) string {
	words := plural(len([]rune(sel.Text)), "letter", "letters")
	if sel.Last > sel.First {
		return fmt.Sprintf("¶ %d to %d · %s", sel.First, sel.Last, words)
	}
	return fmt.Sprintf("¶ %d · %s", sel.First, words)
}

// menu is what can be done with a selection or a place in the text.
func (p *textPage) menu(sel reader.Selection) *fyne.Menu {
	number := p.s.card.Number
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Cite as…", func() { p.offer(sel, true) }),
		fyne.NewMenuItem("Cite as a property of an entity…", func() { p.openForm(sel, asFact) }),
		fyne.NewMenuItem("Cite as a link between two…", func() { p.openForm(sel, asLink) }),
		fyne.NewMenuItem("Cite as a wage…", func() { p.openForm(sel, asWage) }),
		fyne.NewMenuItem("Cite as a count…", func() { p.openForm(sel, asCount) }),
		fyne.NewMenuItemSeparator(),
	}
	if !sel.Empty() {
		items = append(items,
			fyne.NewMenuItem("Copy the words", func() { p.s.copy(sel.Text, "Text") }),
			fyne.NewMenuItem("Copy the words with their place", func() {
				p.s.copy(fmt.Sprintf("“%s” [%d] ¶ %d", sel.Text, number, sel.First), "Quotation")
			}))
	} else {
		items = append(items, fyne.NewMenuItem("Copy the passage", func() { p.s.copy(passageText(p.s.card, sel.First), "Text") }))
	}
	items = append(items,
		fyne.NewMenuItem("Copy the reference", func() { p.s.copy(fmt.Sprintf("[%d] ¶ %d", number, sel.First), "Reference") }),
		fyne.NewMenuItem("Find in this text…", func() { p.find.open(clip(sel.Text, 80)) }))
	return fyne.NewMenu("", items...)
}

// key takes the keys that the reader has no use for.
func (p *textPage) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		p.offer(p.reader.Selection(), true)
	case fyne.KeyF3:
		p.find.open("")
	case fyne.KeyF4:
		p.nextFound()
	case fyne.KeyEscape:
		if !p.find.content.Visible() {
			return false
		}
		p.find.close()
	default:
		return false
	}
	return true
}

// showPlace scrolls to a place and marks it; both 0 mark the passage.
func (p *textPage) showPlace(passage, start, stop int) bool {
	p.closeCard()
	ok := p.reader.ShowRange(passage, start, stop)
	p.chosen, p.sought = p.reader.Selection(), nil
	if ok {
		p.sought = &marking{passage: passage, start: start, stop: stop, at: p.chosen}
		if p.reader.Size().Height > 0 {
			p.sought.top = p.reader.Top()
		}
	}
	p.showPicked()
	return ok
}

func show(o fyne.CanvasObject, yes bool) {
	switch {
	case yes == o.Visible():
	case yes:
		o.Show()
	default:
		o.Hide()
	}
}
