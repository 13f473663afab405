package sources

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
	"redthread/ui/desktop/reader"
)

// openCard shows boxes to choose from under a place in the text.
func (p *textPage) openCard(at reader.Selection, title, foot string, boxes []choice, act []func(), focus bool) {
	list := newChoices(boxes, func(i int) { act[i]() }, p.leave)
	column := part.Down(6, part.NewLine(title, part.Capital), list)
	if foot != "" {
		column.Add(part.NewText(foot, part.Small))
	}
	p.reader.ShowCard(at, column)
	if focus {
		p.s.d.Window().Canvas().Focus(list)
	}
}

// offer opens the card that says what the selected words can be cited as; with
// nothing selected it speaks of the sentence or the passage of the caret.
func (p *textPage) offer(sel reader.Selection, focus bool) {
	card := p.s.card
	if card == nil {
		return
	}
	if !p.shown {
		p.s.citeWhole()
		return
	}
	q, ok := quoteOf(card.Text, sel)
	if !ok {
		return
	}
	all, said := offersFor(card, p.s.seen, q)
	var boxes []choice
	var act []func()
	for _, o := range all {
		boxes = append(boxes, choice{text: o.text})
		act = append(act, func() { p.take(o) })
	}
	boxes = append(boxes, choice{text: "Property of an entity…"}, choice{text: "Link between two entities…"})
	act = append(act, func() { p.form(p.plain(q, asFact, all)) }, func() { p.form(p.plain(q, asLink, all)) })
	title := "Cite this passage as"
	if q.words != "" {
		title = "Cite these words as"
	}
	if w := warned(itemsAt(card, p.s.seen, q), q, passageText(card, q.passage)); w != "" {
		said = joined("\n", said, w)
	}
	p.openCard(sel, title, joined("\n", said, q.note()), boxes, act, focus)
}

// plain begins a form of a kind with what was selected. Where the words hold
// one value, its doubt and its party come along.
func (p *textPage) plain(q quote, as string, all []offer) fill {
	f := fill{quote: q, as: as}
	for _, o := range all {
		if o.fill.as == as {
			return o.fill
		}
	}
	if len(all) > 0 {
		f = all[0].fill.moved(as)
		f.quote = q
	}
	if f.entity.IsZero() && p.s.seen.of(p.s.card) {
		f.entity = onlyName(p.s.seen.in(q.passage), q)
	}
	return f
}

func (p *textPage) openForm(sel reader.Selection, as string) {
	if p.s.card == nil {
		return
	}
	if q, ok := quoteOf(p.s.card.Text, sel); ok {
		all, _ := offersFor(p.s.card, p.s.seen, q)
		p.form(p.plain(q, as, all))
	}
}

func (p *textPage) form(f fill) {
	p.closeCard()
	f.held = heldIn(p.s.card, p.s.seen, f.quote)
	openCite(p.s.d, p.s.card, f).noted = func() { p.drop(f.quote) }
}

// drop ends the selection of words that were cited: the caret stands behind
// them.
func (p *textPage) drop(q quote) {
	p.reader.Unmark()
	p.reader.Select(reader.Selection{First: q.passage, Last: q.passage, Start: q.stop, Stop: q.stop})
	p.chosen, p.sought = p.reader.Selection(), nil
	p.showPicked()
}

// take writes a complete offer at once, and opens the form for any other.
func (p *textPage) take(o offer) {
	if !o.ready {
		p.form(o.fill)
		return
	}
	p.closeCard()
	p.s.d.Window().Canvas().Focus(p.reader)
	about, said := o.note()
	cite := o.fill.quote.cite(p.s.card)
	cite.Hedge = o.fill.hedge
	p.s.d.Ask("Noting what the source says", func(ctx context.Context, _ func(float64, string)) error {
		_, err := app.Note(ctx, p.s.d.Case(), "Cite a passage", about, said, cite)
		return err
	}, func(err error) {
		if err != nil {
			p.s.d.Fail(err)
			return
		}
		p.drop(o.fill.quote)
		p.s.d.Say("Noted: "+o.text, true)
	})
}

// openSpan answers a click on a marked stretch.
func (p *textPage) openSpan(passage int, s reader.Span) {
	switch key := s.Key.(type) {
	case citedKey:
		p.showCited(passage, s)
	case knownKey:
		p.showParty(passage, s, key)
	}
}

// showCited opens the card with the statements that rest on a stretch.
func (p *textPage) showCited(passage int, s reader.Span) {
	rows := citedFor(p.s.card, passage, s)
	if len(rows) == 0 {
		return
	}
	var boxes []choice
	var act []func()
	for _, r := range rows[:min(len(rows), mostCited)] {
		l := lineOf(r)
		boxes = append(boxes, choice{text: r.Name, note: joined(" · ", l.title, l.subtitle)})
		act = append(act, func() {
			p.s.d.Go(desk.Route{Screen: desk.Entities, ID: r.Entity, Statement: r.Statement.ID})
		})
	}
	foot := ""
	if n := len(rows) - mostCited; n > 0 {
		foot = plural(n, "more statement stands", "more statements stand") + " under Statements"
	}
	at := reader.Selection{First: passage, Last: passage, Start: s.Start, Stop: s.Stop}
	if s.Stop == 0 {
		at.Stop = len([]rune(passageText(p.s.card, passage)))
		at.Start = at.Stop
	}
	p.openCard(at, "Cited for", foot, boxes, act, true)
}

// mostCited is how many statements stand on the card.
const mostCited = 8

// showParty opens the card of a party that the text names.
func (p *textPage) showParty(passage int, s reader.Span, key knownKey) {
	who := p.s.seen.parties[key.entity]
	words := string([]rune(passageText(p.s.card, passage))[s.Start:s.Stop])
	note := who.kind()
	if !strings.EqualFold(words, who.name) {
		note = joined(" · ", note, "named here “"+words+"”")
	}
	q := quote{passage: passage, start: s.Start, stop: s.Stop, words: words}
	at := reader.Selection{First: passage, Last: passage, Start: s.Start, Stop: s.Stop}
	p.openCard(at, "In the case", "", []choice{
		{text: "Open " + who.name, note: note},
		{text: "Note something of it from this passage…"},
		{text: "Link it to another…"},
	}, []func(){
		func() { p.s.d.Go(desk.Route{Screen: desk.Entities, ID: key.entity}) },
		func() { p.form(fill{quote: q, as: asFact, entity: key.entity, named: true}) },
		func() { p.form(fill{quote: q, as: asLink, entity: key.entity, named: true}) },
	}, true)
}

// nextFound goes to the next thing that waits in the inbox, after the caret.
func (p *textPage) nextFound() {
	all := p.s.inbox()
	if len(all) == 0 {
		return
	}
	sel := p.reader.Selection()
	for _, f := range all {
		if f.Passage > sel.First || f.Passage == sel.First && f.Start > sel.Start {
			p.showFound(f)
			return
		}
	}
	p.showFound(all[0])
}

// showFound selects a finding in the text and opens the card for it.
func (p *textPage) showFound(f app.Finding) {
	p.reader.ShowRange(f.Passage, f.Start, f.Stop)
	p.reader.Unmark()
	sel := reader.Selection{First: f.Passage, Last: f.Passage, Start: f.Start, Stop: f.Stop}
	p.reader.Select(sel)
	p.chosen = p.reader.Selection()
	p.showPicked()
	p.offer(p.chosen, true)
}

// focus gives the keyboard to the text.
func (p *textPage) focus() {
	if p.shown {
		p.s.d.Window().Canvas().Focus(p.reader)
	}
}

var _ fyne.Focusable = (*choices)(nil)
