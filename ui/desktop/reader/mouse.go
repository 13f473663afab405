package reader

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

const (
	clickTime  = 400 * time.Millisecond // between the clicks of a double click
	clickReach = 4                      // pixels the mouse may move between them
	edgeTime   = 30 * time.Millisecond  // between two steps beyond an edge
)

// mouse is what the mouse is doing.
type mouse struct {
	doing   gesture
	first   spot  // where the gesture began
	grain   grain // what the selection grows by
	clicks  int   // one after the other at the same place
	at      fyne.Position
	moved   bool
	forget  func() // stops the wait for a further click
	pull    func() // stops the scrolling beyond an edge
	over    spanAt
	hover   fyne.Position // of the pointer when it came over it
	pointer desktop.Cursor
	barFrom float32 // into the thumb, where it is held
}

// gesture is what a pressed button does.
type gesture int

const (
	nothing gesture = iota
	selecting
	barring // the scrollbar is held
)

var noSpan = spanAt{-1, -1}

// MouseDown is part of desktop.Mouseable.
func (r *Reader) MouseDown(e *desktop.MouseEvent) {
	r.hideTip()
	if r.card != nil && r.card.holds(e.Position) {
		return
	}
	r.keys.moused, r.keys.ringed = true, false
	r.takeFocus()
	if r.empty() {
		return
	}
	switch {
	case e.Button == desktop.MouseButtonSecondary:
		r.pressMenu(e)
	case e.Button != desktop.MouseButtonPrimary:
	case r.onBar(e.Position):
		r.pressBar(e.Position.Y)
	case r.pressFold(e.Position):
	default:
		r.pressText(e)
	}
}

func (r *Reader) empty() bool { return r.page.view == nil || len(r.page.text.Passages) == 0 }

func (r *Reader) spotAt(p fyne.Position) spot { return r.page.spotAt(p.X-r.page.left, p.Y) }

// pressMenu asks for the menu: of the selection under the pointer, else of the
// place that was pressed.
func (r *Reader) pressMenu(e *desktop.MouseEvent) {
	at := r.spotAt(e.Position)
	from, to := r.page.sel.ends()
	if at.before(from) || !at.before(to) {
		r.page.sel = stretch{anchor: at, caret: at}
		r.redraw()
		r.tellSelection()
	}
	if r.OnMenu != nil {
		r.OnMenu(r.Selection(), e.AbsolutePosition)
	}
}

// pressFold folds or unfolds the section whose line is pressed.
func (r *Reader) pressFold(p fyne.Position) bool {
	section := r.foldAt(p)
	if section < 0 {
		return false
	}
	r.page.setOpen(section, !r.page.open[section])
	r.page.sel = r.page.shown(r.page.sel)
	r.redraw()
	return true
}

// shown brings a selection that was folded away back to what is shown.
func (f *flow) shown(s stretch) stretch {
	if f.folded(s.caret.passage) || f.folded(s.anchor.passage) {
		k, ok := f.step(s.caret.passage, -1)
		if !ok {
			k, _ = f.step(s.caret.passage, 1)
		}
		s.caret = spot{passage: k}
		s.anchor = s.caret
	}
	return s
}

// foldAt returns the section whose line is at a point of the view, -1 for none.
func (r *Reader) foldAt(p fyne.Position) int {
	section := -1
	if p.X < r.page.left-gutterGap || p.X > r.page.left+r.page.flow.width {
		return section
	}
	r.page.each(func(i int, y float32) bool {
		if r.page.begins(i) && r.page.rest(i) {
			if r.page.breaks(i) {
				y += r.page.size.pageGap
			}
			if p.Y >= y && p.Y < y+r.page.size.foldLine {
				section = int(r.page.section[i])
			}
		}
		return section < 0
	})
	return section
}

func (r *Reader) pressText(e *desktop.MouseEvent) {
	m := &r.mouse
	r.page.mark.passage = -1
	at := r.spotAt(e.Position)
	shift := e.Modifier&fyne.KeyModifierShift != 0
	near := abs(e.Position.X-m.at.X) <= clickReach && abs(e.Position.Y-m.at.Y) <= clickReach
	if m.clicks = m.clicks%3 + 1; !near || shift || m.forget == nil {
		m.clicks = 1
	}
	m.doing, m.at, m.moved = selecting, e.Position, false
	m.grain = grain(m.clicks - 1)
	if shift {
		m.first, m.grain = r.page.sel.anchor, byCluster
	} else {
		m.first = at
	}
	r.page.sel = r.page.extend(m.first, at, m.grain)
	r.countClick()
	r.keys.goal = -1
	r.redraw()
}

// countClick lets the next click count as one more for a moment.
func (r *Reader) countClick() {
	m := &r.mouse
	if m.forget != nil {
		m.forget()
	}
	m.forget = func() {}
	if r.After != nil {
		m.forget = r.After(clickTime, func() { m.forget = nil })
	}
}

// MouseUp is part of desktop.Mouseable.
func (r *Reader) MouseUp(e *desktop.MouseEvent) {
	m := &r.mouse
	click := m.doing == selecting && !m.moved && m.clicks == 1 && r.page.sel.empty()
	r.release()
	if !click || r.OnOpenSpan == nil {
		return
	}
	if at := r.spanAt(e.Position); at != noSpan && r.opens(at) {
		p := r.page.text.Passages[at.passage]
		r.OnOpenSpan(p.Number, p.Spans[at.span])
	}
}

// release ends a gesture, whoever says first that it is over.
func (r *Reader) release() {
	was := r.mouse.doing
	r.mouse.doing = nothing
	r.stopPull()
	if was == selecting {
		r.tellSelection()
	}
}

func (r *Reader) tellSelection() {
	if r.OnSelect != nil {
		r.OnSelect(r.Selection())
	}
}

// Dragged is part of fyne.Draggable.
func (r *Reader) Dragged(e *fyne.DragEvent) {
	switch r.mouse.doing {
	case barring:
		r.dragBar(e.Position.Y)
	case selecting:
		r.mouse.moved = true
		r.mouse.at = e.Position
		if e.Position.Y < 0 || e.Position.Y > r.Size().Height {
			r.pullOn()
		} else {
			r.stopPull()
		}
		r.dragText()
	}
}

// DragEnd is part of fyne.Draggable.
func (r *Reader) DragEnd() { r.release() }

func (r *Reader) dragText() {
	p := r.mouse.at
	p.Y = min(max(p.Y, 0), r.Size().Height-1)
	r.page.sel = r.page.extend(r.mouse.first, r.spotAt(p), r.mouse.grain)
	r.redraw()
}

// pullOn scrolls while the pointer is held beyond an edge, faster the further
// away it is.
func (r *Reader) pullOn() {
	y, h := r.mouse.at.Y, r.Size().Height
	by := min(y, 0)
	if y > h {
		by = y - h
	}
	r.page.scroll(min(max(by/2, -80), 80))
	if r.After == nil || r.mouse.pull != nil {
		return
	}
	r.mouse.pull = r.After(edgeTime, func() {
		r.mouse.pull = nil
		if r.mouse.doing == selecting && (r.mouse.at.Y < 0 || r.mouse.at.Y > r.Size().Height) {
			r.pullOn()
			r.dragText()
		}
	})
}

func (r *Reader) stopPull() {
	if r.mouse.pull != nil {
		r.mouse.pull()
		r.mouse.pull = nil
	}
}

// Scrolled is part of fyne.Scrollable.
func (r *Reader) Scrolled(e *fyne.ScrollEvent) {
	if r.page.view == nil {
		return
	}
	r.hideTip()
	r.page.scroll(-e.Scrolled.DY * wheelFactor)
	r.redraw()
}

// MouseIn is part of desktop.Hoverable.
func (r *Reader) MouseIn(e *desktop.MouseEvent) { r.MouseMoved(e) }

// MouseMoved is part of desktop.Hoverable.
func (r *Reader) MouseMoved(e *desktop.MouseEvent) {
	if r.empty() {
		r.mouse.pointer = desktop.DefaultCursor
		return
	}
	at := noSpan
	switch p := e.Position; {
	case r.onBar(p), r.card != nil && r.card.holds(p):
		r.mouse.pointer = desktop.DefaultCursor
	case r.foldAt(p) >= 0:
		r.mouse.pointer = desktop.PointerCursor
	case p.X < r.page.left-gutterGap/2:
		r.mouse.pointer = desktop.DefaultCursor
	default:
		r.mouse.pointer = desktop.TextCursor
		if at = r.spanAt(p); at != noSpan && r.opens(at) && r.OnOpenSpan != nil {
			r.mouse.pointer = desktop.PointerCursor
		}
	}
	r.hoverOver(at, e.Position)
}

// MouseOut is part of desktop.Hoverable.
func (r *Reader) MouseOut() { r.hoverOver(noSpan, fyne.Position{}) }

// Cursor is part of desktop.Cursorable.
func (r *Reader) Cursor() desktop.Cursor {
	if r.mouse.pointer == nil {
		return desktop.DefaultCursor
	}
	return r.mouse.pointer
}

func (r *Reader) hoverOver(at spanAt, p fyne.Position) {
	if at == r.mouse.over {
		return
	}
	r.mouse.over, r.mouse.hover, r.page.hover = at, p, noSpan
	r.hideTip()
	if at != noSpan {
		if r.OnOpenSpan != nil && r.opens(at) {
			r.page.hover = at
		}
		r.askTip(at)
	}
	r.redraw()
}

// opens reports whether a span leads somewhere.
func (r *Reader) opens(at spanAt) bool {
	return r.page.text.Passages[at.passage].Spans[at.span].Style != Found
}

// spanAt returns the loudest span under a point of the view.
func (r *Reader) spanAt(p fyne.Position) spanAt {
	found := noSpan
	x := p.X - r.page.left
	r.page.each(func(i int, y float32) bool {
		if p.Y >= y+r.page.tall.each[i] {
			return true
		}
		if r.page.folded(i) || p.Y < y+r.page.above(i) {
			return false
		}
		l, pa := r.page.lay(i), r.page.text.Passages[i]
		row := r.page.rowAt(i, p.Y-y)
		if top := y + r.page.rowTop(i, row); p.Y < top || p.Y >= top+r.page.size.line {
			return false
		}
		ln := l.lines[l.lineAt(row, x)]
		for k, s := range pa.Spans {
			a, b := max(s.Start, ln.start), min(s.Stop, ln.stop)
			if a >= b || ln.row != row {
				continue
			}
			m := r.page.meter
			if x >= m.across(pa.Text, ln, a, false) && x < m.across(pa.Text, ln, b, true) &&
				(found == noSpan || s.Style >= pa.Spans[found.span].Style) {
				found = spanAt{i, k}
			}
		}
		return false
	})
	return found
}

func abs(f float32) float32 { return max(f, -f) }
