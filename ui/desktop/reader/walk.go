package reader

import "fyne.io/fyne/v2"

// caretTo moves the caret, and the end of the selection with it when extend
// is set; it scrolls so that the caret is seen.
func (r *Reader) caretTo(at spot, extend bool) {
	r.page.sel.caret = at
	if !extend {
		r.page.sel.anchor = at
	}
	r.page.mark.passage = -1
	r.page.reveal(at, 1)
	r.redraw()
	r.tellSelection()
}

func (r *Reader) walk(how move, extend bool) {
	r.keys.goal = -1
	r.caretTo(r.page.moved(r.page.sel.caret, how), extend)
}

// horizontal moves by one letter, or to the end of what is selected.
func (r *Reader) horizontal(how move, extend bool) {
	if extend || r.page.sel.empty() {
		r.walk(how, extend)
		return
	}
	from, to := r.page.sel.ends()
	if how == right {
		from = to
	}
	r.keys.goal = -1
	r.caretTo(from, false)
}

// towards returns where going up and down tends to, from the left of the column.
func (r *Reader) towards() float32 {
	if r.keys.goal < 0 {
		at := r.page.sel.caret
		l := r.page.lay(at.passage)
		r.keys.goal = r.page.meter.across(r.page.text.Passages[at.passage].Text, l.lines[l.lineOf(at.point)], at.point, false)
	}
	return r.keys.goal
}

func (r *Reader) walkRow(by int, extend bool) {
	x := r.towards()
	r.caretTo(r.page.movedRow(r.page.sel.caret, by, x), extend)
}

// walkPage scrolls by what is in sight and takes the caret along.
func (r *Reader) walkPage(by int, extend bool) {
	v := r.page.view
	x := r.towards()
	y := v.size.line
	if v.sees(r.page.sel.caret) {
		_, y = v.find(r.page.sel.caret)
	}
	was := v.place
	v.scroll(float32(by) * max(v.height-2*v.size.line, v.size.line))
	at := v.spotAt(x, y+v.size.line/2)
	if v.place == was { // at an end of the text
		at = r.page.moved(r.page.sel.caret, textEnd)
		if by < 0 {
			at = r.page.first()
		}
	}
	r.caretTo(at, extend)
}

// walkPassage moves to the beginning of a passage: this one, or the next.
func (r *Reader) walkPassage(by int, extend bool) {
	at := r.page.sel.caret
	r.keys.goal = -1
	if by < 0 && at.point > 0 {
		r.caretTo(spot{passage: at.passage}, extend)
		return
	}
	if k, ok := r.page.step(at.passage, by); ok {
		r.caretTo(spot{passage: k}, extend)
		return
	}
	if by > 0 {
		r.walk(textEnd, extend)
	}
}

// selectMore selects the passage of the caret, and then the whole text.
func (r *Reader) selectMore() {
	if r.empty() {
		return
	}
	at := r.page.sel.caret
	from, to := r.page.grown(at, byPassage)
	if a, b := r.page.sel.ends(); from == to || !from.before(a) && !b.before(to) {
		from, to = r.page.first(), r.page.moved(at, textEnd)
	}
	r.page.sel = stretch{anchor: from, caret: to}
	r.keys.goal = -1
	r.redraw()
	r.tellSelection()
}

// enter cites what is selected, or opens the span that the caret is in.
func (r *Reader) enter() bool {
	if !r.page.sel.empty() {
		if r.OnCite == nil {
			return false
		}
		r.OnCite(r.Selection())
		return true
	}
	at := r.page.sel.caret
	pa := r.page.text.Passages[at.passage]
	found := -1
	for k, s := range pa.Spans {
		if s.Start <= at.point && at.point < s.Stop && s.Style != Found && (found < 0 || s.Style > pa.Spans[found].Style) {
			found = k
		}
	}
	if found < 0 || r.OnOpenSpan == nil {
		return false
	}
	r.OnOpenSpan(pa.Number, pa.Spans[found])
	return true
}

// escape closes the card, else takes mark and selection away.
func (r *Reader) escape() bool {
	switch {
	case r.card != nil:
		r.HideCard()
		if r.OnCardHidden != nil {
			r.OnCardHidden()
		}
	case r.page.mark.passage >= 0:
		r.Unmark()
	case !r.page.sel.empty():
		r.page.sel.anchor = r.page.sel.caret
		r.redraw()
		r.tellSelection()
	default:
		return false
	}
	return true
}

// menuAtCaret asks for the menu, below the caret.
func (r *Reader) menuAtCaret() {
	if r.OnMenu == nil {
		return
	}
	r.page.reveal(r.page.sel.caret, 1)
	r.redraw()
	x, y := r.page.find(r.page.sel.caret)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r)
	r.OnMenu(r.Selection(), at.AddXY(r.page.left+x, y+r.page.size.line))
}
