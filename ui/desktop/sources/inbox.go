package sources

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	"redthread/app/recognise"
	"redthread/ui/desktop/part"
)

// foundFacets are the filters of the inbox; the first is everything.
var foundFacets = []struct {
	key, text string
	kinds     []recognise.Kind
}{
	{"", "All", nil},
	{"money", "Money", []recognise.Kind{recognise.Money}},
	{"count", "Counts", []recognise.Kind{recognise.Count}},
	{"share", "Shares", []recognise.Kind{recognise.Share}},
	{"date", "Dates", []recognise.Kind{recognise.Date}},
	{"number", "Numbers", []recognise.Kind{recognise.Identifier}},
	{"contact", "Contacts", []recognise.Kind{recognise.Email, recognise.Phone, recognise.URL}},
}

// waitingOf are the findings that belong into the inbox, in the order of the text.
func waitingOf(all []app.Finding) []app.Finding {
	var out []app.Finding
	for _, f := range all {
		if f.Waiting() {
			out = append(out, f)
		}
	}
	return out
}

// foundChips are the filters that leave something, with how much.
func foundChips(all []app.Finding) []part.Facet {
	var chips []part.Facet
	for _, f := range foundFacets {
		n := 0
		for _, x := range all {
			if f.kinds == nil || slices.Contains(f.kinds, x.Kind) {
				n++
			}
		}
		if n > 0 || f.kinds == nil {
			chips = append(chips, part.Facet{Key: f.key, Text: f.text, Count: n})
		}
	}
	return chips
}

func filtered(all []app.Finding, key string) []app.Finding {
	for _, f := range foundFacets {
		if f.key == key && f.kinds != nil {
			return slices.DeleteFunc(slices.Clone(all), func(x app.Finding) bool { return !slices.Contains(f.kinds, x.Kind) })
		}
	}
	return all
}

// foundRow is a finding as the list shows it: the value with its doubt, and
// the words around it.
func foundRow(card *app.SourceCard, f app.Finding) part.Row {
	title := joined(" ", f.Shown, f.Unit)
	if f.Kind == recognise.Money && f.Unit != "" {
		title = f.Shown + " for each " + f.Unit
	}
	if f.Scheme != "" && !strings.HasPrefix(title, f.Scheme) {
		title = f.Scheme + " " + title
	}
	return part.Row{
		Title: title, Subtitle: joined(" · ", kindWords[f.Kind], around(passageText(card, f.Passage), f.Start, f.Stop, 40)),
		Plain: true, Trailing: []part.Mark{{Text: fmt.Sprintf("¶ %d", f.Passage), Tone: part.Alarm}},
	}
}

// around gives the words around a stretch, as many letters on either side.
func around(text string, start, stop, most int) string {
	points := []rune(text)
	start, stop = min(start, len(points)), min(stop, len(points))
	from, to := max(start-most, 0), min(stop+most, len(points))
	for from > 0 && from < start && points[from-1] != ' ' {
		from++
	}
	for to < len(points) && to > stop && points[to] != ' ' {
		to--
	}
	s := strings.Join(strings.Fields(string(points[from:to])), " ")
	if from > 0 {
		s = "… " + s
	}
	if to < len(points) {
		s += " …"
	}
	return s
}

// inboxPage is the tab with what was recognised and is not cited yet. Nothing
// of it enters the case by itself.
type inboxPage struct {
	s       *Screen
	content fyne.CanvasObject
	chips   *part.Facets
	head    fyne.CanvasObject
	list    *part.List
	foot    fyne.CanvasObject
	none    *part.EmptyState
	all     []app.Finding
	shown   []app.Finding
	stale   bool // it is drawn when the tab is looked at
}

func newInboxPage(s *Screen) *inboxPage {
	p := &inboxPage{s: s}
	p.chips = part.NewFacets(func(string) { p.narrow() })
	p.list = part.NewList(func() int { return len(p.shown) }, func(i int) part.Row { return foundRow(s.card, p.shown[i]) })
	p.list.OnOpen = p.open
	p.list.OnMenu = func(i int, at fyne.Position) {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
			fyne.NewMenuItem("Show it in the text", func() { p.open(i) }),
			fyne.NewMenuItem("Set aside", func() { p.setAside(i) }),
		), s.d.Window().Canvas(), at)
	}
	p.list.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name != fyne.KeyDelete && k.Name != fyne.KeyBackspace {
			return false
		}
		p.setAside(p.list.Selected())
		return true
	}
	p.none = part.NewEmptyState("Nothing waits here", "", nil)
	note := part.NewText("Seen in the text and not cited yet. Enter cites the selected one where it stands, Del sets it aside; nothing enters the case by itself.", part.Small)
	p.head = part.Down(0, part.Inset(10, 16, 10, 16, part.Down(8, note, p.chips)), part.NewRule())
	cite := part.NewButton("Cite…", func() { p.open(p.list.Selected()) })
	cite.Tip = "Show the selected one in the text and say what it is cited for (Enter)"
	aside := part.NewButton("Set aside", func() { p.setAside(p.list.Selected()) })
	aside.Tip = "Take the selected one out of this list (Del)"
	p.foot = part.Down(0, part.NewRule(), part.Inset(8, 16, 8, 20, part.Frame(nil, part.Across(8, aside, cite), nil, nil, container.NewWithoutLayout())))
	p.content = container.NewStack(part.Frame(p.head, nil, p.foot, nil, p.list), p.none)
	return p
}

// fill shows what waits; while the text is still read, it says so.
func (p *inboxPage) fill(card *app.SourceCard, saw *seen) {
	p.all = nil
	switch {
	case len(card.Text) == 0:
		p.none.Set("Nothing to look through", "This source has no text here. What a text holds of sums, counts, dates and numbers would wait in this place to be cited.")
	case !saw.of(card):
		p.none.Set("Looking through the text …", "")
	default:
		p.all = waitingOf(saw.found)
		p.none.Set("Nothing waits here", "Every sum, count, date and number that was recognised in this text is cited or was set aside.")
		if !slices.ContainsFunc(saw.found, func(f app.Finding) bool { return f.Kind != recognise.Name }) {
			p.none.Set("Nothing was recognised", "No sum, count, share, date or number was seen in this text. Words can still be selected and cited under Text.")
		}
	}
	p.stale = true
	if p.s.middle != nil && p.s.middle.tabs.Selected() == tabFound {
		p.seen()
	}
}

// seen draws what was put off until the tab is looked at: a long text holds
// thousands of rows.
func (p *inboxPage) seen() {
	if p.stale {
		p.stale = false
		p.chips.SetFacets(foundChips(p.all))
		p.narrow()
	}
}

func (p *inboxPage) narrow() {
	at := p.list.Selected()
	p.shown = filtered(p.all, p.chips.Selected())
	p.list.Refresh()
	if len(p.shown) > 0 {
		p.list.Select(min(max(at, 0), len(p.shown)-1))
	} else {
		p.list.Select(part.None)
	}
	show(p.none, len(p.all) == 0)
	show(p.list, len(p.all) > 0)
	show(p.head, len(p.all) > 0)
	show(p.foot, len(p.shown) > 0)
}

func (p *inboxPage) open(i int) {
	if i < 0 || i >= len(p.shown) {
		return
	}
	p.s.middle.choose(tabText)
	p.s.middle.text.showFound(p.shown[i])
}

// setAside takes a finding out of the inbox; the message takes it back.
func (p *inboxPage) setAside(i int) {
	if i < 0 || i >= len(p.shown) {
		return
	}
	f, card := p.shown[i], p.s.card
	p.s.d.Ask("Setting aside", func(ctx context.Context, _ func(float64, string)) error {
		return app.SetAside(ctx, p.s.d.Case(), card, f)
	}, func(err error) {
		if err != nil {
			p.s.d.Fail(err)
			return
		}
		p.s.d.Say("Set aside: "+clip(joined(" ", f.Shown, f.Unit), 60), true)
	})
}

func (p *inboxPage) focus() {
	if len(p.shown) > 0 {
		p.s.d.Window().Canvas().Focus(p.list)
	}
}
