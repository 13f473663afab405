package reader

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/part"
)

// Reader is the widget. Make it with New.
type Reader struct {
	widget.BaseWidget

	// OnSelect is called when a person changed what is selected: when the
	// mouse is let go, and at every key.
	OnSelect func(Selection)
	// OnCite is called by Enter while something is selected.
	OnCite func(Selection)
	// OnOpenSpan is called by a click on a cited or known span of a passage,
	// and by Enter with the caret in it.
	OnOpenSpan func(passage int, s Span)
	// OnMenu is called by a right click or the menu key, at a place on the window.
	OnMenu func(s Selection, at fyne.Position)
	// OnMatch is called when a person went to another match: the i-th of n.
	OnMatch func(i, n int)
	// OnCardHidden is called when Escape closed the card.
	OnCardHidden func()
	// OnKey is offered every key that the reader does not use; it reports
	// whether it used it.
	OnKey func(*fyne.KeyEvent) bool
	// Tip returns what to say about a span under the pointer, "" for nothing.
	Tip func(passage int, s Span) string
	// After lets time pass: for tips, double clicks, and scrolling while the
	// pointer is held beyond an edge. Nil: tips come at once.
	After part.After

	page   page
	fonts  typeface
	sought *spot // what to show as soon as there is a size
	scene  scene
	paints *painter
	mouse  mouse
	keys   keys

	raster *canvas.Raster
	beside *canvas.Rectangle // right of the picture, where the window is wide
	layer  *fyne.Container   // what stands above the picture and is clipped
	clip   *container.Clip
	odd    []*canvas.Text
	card   *card
	thumb  *canvas.Rectangle
	ring   *canvas.Rectangle
	tip    *tip
}

var (
	_ fyne.Focusable     = (*Reader)(nil)
	_ fyne.Shortcutable  = (*Reader)(nil)
	_ fyne.Scrollable    = (*Reader)(nil)
	_ fyne.Draggable     = (*Reader)(nil)
	_ desktop.Mouseable  = (*Reader)(nil)
	_ desktop.Hoverable  = (*Reader)(nil)
	_ desktop.Cursorable = (*Reader)(nil)
	_ desktop.Keyable    = (*Reader)(nil)
)

// New returns an empty reader.
func New() *Reader {
	r := &Reader{}
	r.page.mark.passage, r.page.current, r.page.hover = -1, -1, noSpan
	r.mouse.over = noSpan
	r.raster = canvas.NewRaster(r.picture)
	r.layer = container.New(layerLayout{r})
	r.clip = container.NewClip(r.layer)
	r.beside = canvas.NewRectangle(color.Transparent)
	r.thumb, r.ring = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	r.thumb.CornerRadius, r.ring.CornerRadius = 3, 4
	r.ring.StrokeWidth = 2
	r.tip = newTip()
	r.ExtendBaseWidget(r)
	return r
}

// SetText shows a text from its beginning, without selection, card or matches.
func (r *Reader) SetText(t Text) {
	r.ready()
	r.dropCard()
	r.page.view = &view{flow: newFlow(t, r.page.meters[body], r.columnWidth()), height: r.Size().Height}
	r.page.place = place{into: -viewPad}
	r.page.sel, r.page.mark.passage, r.page.hover = stretch{}, -1, noSpan
	r.page.sel.caret = r.page.first()
	r.page.sel.anchor = r.page.sel.caret
	r.page.matches, r.page.current, r.sought = nil, -1, nil
	r.redraw()
}

// Update shows the text again after it or its spans changed a little: place,
// selection, folds, matches and card stay as far as their passages do.
func (r *Reader) Update(t Text) {
	if r.page.view == nil {
		r.SetText(t)
		return
	}
	old := r.page.view
	was, sel, at := old.hold(), old.selection(r.page.sel), old.card
	backward := r.page.sel.caret.before(r.page.sel.anchor)
	r.page.view = &view{flow: newFlow(t, r.page.meters[body], old.width), height: old.height}
	for k, open := range old.open {
		if k < len(t.Sections) && open {
			r.page.setOpen(k, true)
		}
	}
	r.page.regain(was)
	r.page.mark.passage, r.page.hover, r.mouse.over = -1, noSpan, noSpan
	r.page.sel, _ = r.page.stretchOf(sel)
	if backward {
		r.page.sel.anchor, r.page.sel.caret = r.page.sel.caret, r.page.sel.anchor
	}
	if at.passage >= 0 {
		i, ok := r.page.index(old.text.Passages[at.passage].Number)
		if !ok {
			r.dropCard()
		} else {
			at.passage = i
			at.point = r.page.bound(spot{i, at.point}).point
			r.page.setCard(at)
		}
	}
	r.redraw()
}

// Selection returns what is selected; Empty when there is only a caret.
func (r *Reader) Selection() Selection {
	if r.page.view == nil {
		return Selection{}
	}
	return r.page.selection(r.page.sel)
}

// Select selects a stretch, without scrolling and without calling back; its
// Text is not looked at.
func (r *Reader) Select(s Selection) {
	if r.page.view == nil {
		return
	}
	if sel, ok := r.page.stretchOf(s); ok {
		r.page.sel = sel
		r.redraw()
	}
}

// ShowPassage scrolls to a passage and marks it; false when there is none.
func (r *Reader) ShowPassage(passage int) bool { return r.ShowRange(passage, 0, 0) }

// ShowRange scrolls to a stretch of a passage and marks it, until the next
// click or Escape.
func (r *Reader) ShowRange(passage, start, stop int) bool {
	if r.page.view == nil {
		return false
	}
	i, ok := r.page.index(passage)
	if !ok {
		return false
	}
	r.unfold(i)
	at := r.page.bound(spot{i, start})
	r.page.mark = markOf{passage: i, start: start, stop: stop}
	r.page.sel = stretch{anchor: at, caret: at}
	r.goTo(at)
	r.redraw()
	return true
}

// Unmark takes the mark of ShowPassage and ShowRange away.
func (r *Reader) Unmark() {
	if r.page.mark.passage >= 0 {
		r.page.mark.passage = -1
		r.redraw()
	}
}

// Top is the number of the passage at the top of the view, 0 in no text.
func (r *Reader) Top() int {
	if r.page.view == nil || len(r.page.text.Passages) == 0 {
		return 0
	}
	return r.page.text.Passages[r.page.top].Number
}

// goTo scrolls to a spot: as little as needed when it is near, else so that
// it stands in the upper third.
func (r *Reader) goTo(at spot) {
	if r.page.view.height <= 0 {
		r.sought = &at
		return
	}
	r.page.reveal(at, 3)
}

// unfold opens the section that a passage is hidden in.
func (r *Reader) unfold(i int) {
	if r.page.folded(i) {
		r.page.setOpen(int(r.page.section[i]), true)
	}
}
