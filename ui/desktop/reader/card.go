package reader

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"redthread/ui/desktop/look"
)

// Distances of the card.
const (
	cardIndent = 20
	cardWidth  = 360
	cardPad    = 12
	cardAbove  = 10
	cardBelow  = 16
)

// card is an object in the flow of the text, in a frame.
type card struct {
	object fyne.CanvasObject
	frame  *canvas.Rectangle
	size   fyne.Size // of the frame
	shown  bool      // it is in sight
}

// ShowCard places an object in the flow, under the line where a selection
// ends, and scrolls so that it can be seen. There is one card only; it stays
// until HideCard, Escape or SetText.
func (r *Reader) ShowCard(at Selection, o fyne.CanvasObject) {
	if r.page.view == nil {
		return
	}
	sel, ok := r.page.stretchOf(at)
	if !ok {
		return
	}
	r.dropCard()
	_, end := sel.ends()
	if end.point > 0 && !sel.empty() {
		end.point-- // the line of its last letter, not the one after
	}
	r.unfold(end.passage)
	r.card = &card{object: o, frame: canvas.NewRectangle(color.Transparent)}
	r.card.frame.CornerRadius, r.card.frame.StrokeWidth = look.Corner, look.HairWidth
	r.page.setCard(cardPlace{passage: end.passage, point: end.point})
	r.placeCard()
	r.revealCard()
	r.redraw()
}

// HideCard takes the card away.
func (r *Reader) HideCard() {
	if r.card != nil {
		r.dropCard()
		r.redraw()
	}
}

func (r *Reader) dropCard() {
	if r.card == nil {
		return
	}
	r.card = nil
	r.page.setCard(cardPlace{passage: -1})
}

// Card returns the object on the card, or nil.
func (r *Reader) Card() fyne.CanvasObject {
	if r.card == nil {
		return nil
	}
	return r.card.object
}

// placeCard gives the card its size; true when its height changed, so that
// the text below must move.
func (r *Reader) placeCard() bool {
	c := r.card
	if c == nil {
		return false
	}
	v := r.page.view
	room := max(v.width-cardIndent, narrowest)
	w := min(max(cardWidth, c.object.MinSize().Width+2*cardPad), room)
	c.object.Resize(fyne.NewSize(w-2*cardPad, c.object.MinSize().Height))
	h := c.object.MinSize().Height
	c.object.Resize(fyne.NewSize(w-2*cardPad, h))
	c.size = fyne.NewSize(w, h+2*cardPad)
	at := v.card
	at.height = c.size.Height + cardAbove + cardBelow
	changed := at != v.card
	v.setCard(at)
	return changed
}

// top returns where the frame begins in the view.
func (c *card) top(v *view) float32 {
	_, y := v.find(spot{v.card.passage, v.card.point})
	return y + v.size.line + cardAbove
}

// revealCard scrolls so that the card is in sight, and the line above it too.
func (r *Reader) revealCard() {
	v := r.page.view
	if !v.near(v.card.passage) {
		v.bring(spot{v.card.passage, v.card.point})
	}
	top := r.card.top(v)
	line := top - cardAbove - 2*v.size.line
	if below := top + r.card.size.Height + cardBelow - v.height; below > 0 {
		v.scroll(min(below, line))
	}
	if line < 0 {
		v.scroll(line)
	}
}

// over places the card and adds it to what is drawn above the text.
func (c *card) over(objects []fyne.CanvasObject, r *Reader) []fyne.CanvasObject {
	v := r.page.view
	if c.shown = v.near(v.card.passage); !c.shown {
		return objects
	}
	y := c.top(v)
	if c.shown = y < v.height && y+c.size.Height > 0; !c.shown {
		return objects
	}
	c.frame.FillColor, c.frame.StrokeColor = look.Surface(r.page.colours), look.Hairline(r.page.colours)
	put(c.frame, gutter+cardIndent, y, c.size.Width, c.size.Height)
	put(c.object, gutter+cardIndent+cardPad, y+cardPad, c.size.Width-2*cardPad, c.size.Height-2*cardPad)
	return append(objects, c.frame, c.object)
}

// holds reports whether a point of the view is on the card.
func (c *card) holds(p fyne.Position) bool {
	if !c.shown {
		return false
	}
	at, s := c.frame.Position(), c.frame.Size()
	return p.X >= at.X && p.X < at.X+s.Width && p.Y >= at.Y && p.Y < at.Y+s.Height
}
